"""Characters keep their places through cutting and joining."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.pages import PlacedText, joined, merged_box
from ingest.records import Box
from tests.samples.words import grid, line, page, words

TEXT = st.text(st.sampled_from("件公开a1 \u3000，"))


def test_a_box_for_each_printed_line() -> None:
    """Text over two lines and a page break has one box for each line, in reading order."""
    text = words("主动", top=700) + words("公开", top=720) + words("信息", top=60, page_number=2)
    assert text.text == "主动公开信息"
    assert text.boxes() == (Box(1, 72, 700, 96, 712), Box(1, 72, 720, 96, 732), Box(2, 72, 60, 96, 72))
    assert text[1:3].boxes() == (Box(1, 84, 700, 96, 712), Box(1, 72, 720, 84, 732))


def test_merged_box_holds_all() -> None:
    """A merged box touches the outermost sides."""
    assert merged_box([Box(3, 5, 9, 8, 12), Box(3, 1, 10, 6, 20)]) == Box(3, 1, 9, 8, 20)


def test_lines_and_grids_from_top_to_bottom() -> None:
    """A page gives a grid between the lines above and below it."""
    above, below = line("上", top=50), line("下", top=700)
    between = grid(1, top=300)
    assert [item.box.top for item in page(1, above, below, grids=(between,)).in_order()] == [50, 300, 700]


@given(TEXT, TEXT)
def test_joined_loses_nothing(first: str, second: str) -> None:
    """Joined lines hold every character of both, with at most one space between them."""
    assert joined([first, second]).replace(" ", "") == (first + second).replace(" ", "")
    assert len(joined([first, second])) - len(first + second) in (0, 1)


@given(TEXT)
def test_stripping_is_that_of_text(text: str) -> None:
    """Placed text strips as its characters do, and every character keeps its box."""
    placed = words(text)
    assert placed.strip().text == text.strip()
    assert set(placed.strip().glyphs) <= set(placed.glyphs)


@given(TEXT, st.integers(0, 20))
def test_parts_make_the_whole(text: str, cut: int) -> None:
    """Cut anywhere and put together, placed text is the same."""
    placed = words(text)
    assert placed[:cut] + placed[cut:] == placed == PlacedText(placed.glyphs)
