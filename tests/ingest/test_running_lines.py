"""What stands on every page and says nothing is left out; what is said is kept, wherever it stands."""

import pytest

from ingest.running_lines import without_running_lines
from tests.samples.words import grid, line, page


def texts(*lines_of_pages: tuple[tuple[str, float], ...]) -> list[list[str]]:
    """The lines that are left of pages with these lines at these heights."""
    pages = tuple(
        page(number, *(line(text, top=top) for text, top in lines))
        for number, lines in enumerate(lines_of_pages, start=1)
    )
    return [[one.text for one in left.lines] for left in without_running_lines(pages)]


@pytest.mark.parametrize("number", ["- 3 -", "— 3 —", "第3页", "第 3 页 共 10 页", "3 / 10", "Page 3 of 10"])
def test_a_number_that_says_it_is_the_pages(number: str) -> None:
    """Its form tells, however far from the edge it stands."""
    assert texts((("正文。", 200.0), (number, 650.0))) == [["正文。"]]


def test_a_number_in_the_margin() -> None:
    """A lone number at the edge is the page's; the same number inside the page is text."""
    assert texts((("576", 400.0), ("3", 800.0))) == [["576"]]


def test_numbers_that_count_on_with_the_pages() -> None:
    """High above the edge, lone numbers that count on at one height are the pages'; others stay."""
    assert texts((("甲", 200.0), ("5", 640.0)), (("乙", 200.0), ("6", 640.0))) == [["甲"], ["乙"]]
    assert texts((("甲", 200.0), ("5", 640.0)), (("乙", 200.0), ("9", 640.0))) == [["甲", "5"], ["乙", "9"]]


def test_a_running_header() -> None:
    """The same words at the top of three pages are a header, also with the page's number in them; of two they stay."""
    header = [((f"某局2026年部门预算 {number}", 40.0), (f"第{number}段。", 200.0)) for number in (1, 2, 3)]
    assert texts(*header) == [["第1段。"], ["第2段。"], ["第3段。"]]
    assert texts(*header[:2]) == [[text for text, _ in lines] for lines in header[:2]]


def test_what_a_table_says_of_itself_stays() -> None:
    """单位：元 stands above each piece of a table and tells something each time."""
    unit = (("单位：元", 40.0), ("正文。", 200.0))
    assert texts(unit, unit, unit) == [["单位：元", "正文。"]] * 3


def test_a_line_below_a_table_may_be_the_pages_number() -> None:
    """Between a table and the page's edge a number is the page's; a grid ends the search from that side."""
    whole = page(1, line("3", top=800), grids=(grid(1, top=700),))
    assert without_running_lines((whole,))[0].lines == ()
