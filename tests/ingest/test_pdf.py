"""Real PDFs, each drawn with one trouble, are read as they are seen; what can't be read says why."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from ingest.errors import TextlessReport, UnreadableReport
from ingest.pages import Page
from ingest.pdf import MAXIMUM_PAGES, ordinary_signs, read_pages
from tests.samples import troubles
from tests.samples.typeset import Sheet, draw
from tests.samples.words import numbers

MERGED_CELLS = ["项目", "本年", "数量", "金额", "行政许可", "2", "30", "行政处罚", "7", "—"]


def read(path: Path, trouble: Callable[[Sheet], None]) -> Page:
    """The only page of a PDF with this trouble."""
    [page] = read_pages(draw(path / f"{trouble.__name__}.pdf", trouble))
    return page


def texts(page: Page) -> tuple[list[str], list[list[str]]]:
    """A page's lines, and the cells of its grids."""
    return [line.text for line in page.lines], [[cell.text for cell in grid.cells] for grid in page.grids]


def test_underlines_are_no_table(tmp_path: Path) -> None:
    """Lines underlined by thin rectangles are text."""
    assert texts(read(tmp_path, troubles.underlined_text)) == (
        ["主动公开政府信息1136条，", "受理政府信息公开申请21件。", "全年无收费。"],
        [],
    )


def test_a_frame_is_no_table(tmp_path: Path) -> None:
    """A box around a paragraph leaves it text."""
    assert texts(read(tmp_path, troubles.framed_text)) == (["本报告由司法局编制。"], [])


def test_white_boxes_are_no_rules(tmp_path: Path) -> None:
    """White rectangles behind and between lines are not seen, so they part nothing."""
    lines = ["第1行文字", "第2行文字", "第3行文字", "第4行文字"]
    assert texts(read(tmp_path, troubles.white_boxes)) == (lines, [])


@pytest.mark.parametrize("trouble", [troubles.white_outlines, troubles.white_printing_ink])
def test_any_white_is_no_rule(tmp_path: Path, trouble: Callable[[Sheet], None]) -> None:
    """White outlines, and white rules in the colours of print, make no table either."""
    assert texts(read(tmp_path, trouble)) == (["没有表格"], [])


def test_text_beyond_the_page_is_not_read(tmp_path: Path) -> None:
    """Characters left of the page or below it are no evidence."""
    assert texts(read(tmp_path, troubles.text_beyond_the_page)) == (["看得见的576件。"], [])


def test_text_beyond_the_crop_box_is_not_read(tmp_path: Path) -> None:
    """Characters in what a page's crop box cuts off are no evidence."""
    assert texts(read(tmp_path, troubles.text_beyond_the_crop_box)) == (["看得见的576件。"], [])


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_turned_crop_box(tmp_path: Path, quarters: int) -> None:
    """The crop box is turned with its page: what it shows is the same on every side."""
    path = draw(tmp_path / "a.pdf", partial(troubles.cut_on_every_side, turned=90 * quarters))
    [page] = read_pages(path)
    assert texts(page) == (["甲"], [])


def test_a_crop_box_beside_the_page(tmp_path: Path) -> None:
    """A crop box that shows nothing of the page is ignored, as viewers do."""
    [page] = read_pages(draw(tmp_path / "a.pdf", troubles.crop_box_beside_the_page))
    assert texts(page) == (["看得见的576件。"], [])


def test_half_of_a_number_is_not_read(tmp_path: Path) -> None:
    """A digit that its font doesn't tell leaves a gap, and the digits beside it are no number."""
    path = draw(tmp_path / "a.pdf", troubles.an_unknown_digit)
    path.write_bytes(path.read_bytes().replace(b"(Japan1)", b"(Nippon)"))
    [page] = read_pages(path)
    [line] = page.lines
    assert (line.text, numbers(line.text)) == ("受理案件5\ufffd6件。", ())


def test_glyphs_without_meaning_are_not_read(tmp_path: Path) -> None:
    """A font whose characters can't be told gives no text, least of all digits."""
    path = draw(tmp_path / "unknown.pdf", lambda sheet: sheet.text(72, 100, "法律援助"))
    path.write_bytes(path.read_bytes().replace(b"(GB1)", b"(XX1)"))
    with pytest.raises(TextlessReport):
        read_pages(path)


def test_gaps_that_mean_nothing(tmp_path: Path) -> None:
    """Stretched Chinese is one word; gaps beside digits and wide ones are one space."""
    lines, _ = texts(read(tmp_path, troubles.stretched_text))
    assert lines == ["政府信息公开", "案件 576", "部门 单位"]


def test_hairline_rectangles_are_rules(tmp_path: Path) -> None:
    """A table ruled by filled rectangles is read as one ruled by lines."""
    drawn_by_boxes = texts(read(tmp_path, troubles.hairline_rectangles))
    assert drawn_by_boxes == texts(read(tmp_path, troubles.merged_cells)) == ([], [MERGED_CELLS])


def test_cells_know_their_place(tmp_path: Path) -> None:
    """A merged cell's box is as large as the cells it joins, its text's box lies inside."""
    [grid] = read(tmp_path, troubles.merged_cells).grids
    reach = {cell.text: (cell.box.x0, cell.box.top, cell.box.x1, cell.box.bottom) for cell in grid.cells}
    assert reach["项目"] == (72.0, 100.0, 192.0, 160.0)
    assert reach["本年"] == (192.0, 100.0, 432.0, 130.0)
    for cell in grid.cells:
        assert cell.box.x0 < cell.number_box.x0 < cell.number_box.x1 < cell.box.x1
        assert cell.box.top < cell.number_box.top < cell.number_box.bottom < cell.box.bottom


def test_vertical_text_is_joined(tmp_path: Path) -> None:
    """A label set one character below the other is one word; a blank cell is "" and its text's box its own."""
    [grid] = read(tmp_path, troubles.vertical_cells).grids
    assert [cell.text for cell in grid.cells] == [
        *("本列数据的勾稽关系", "申请人", "总计"),
        *("本年度", "予以公开", "3", "3", "不予公开", "0", ""),
    ]
    assert grid.cells[-1].number_box == grid.cells[-1].box


def test_a_row_cut_by_the_page_is_closed(tmp_path: Path) -> None:
    """The last row above a page break and the first below it are cells, though no rule closes them."""
    first, second = read_pages(draw(tmp_path / "open.pdf", troubles.first_half_open, troubles.second_half_open))
    assert texts(first)[1] == [["项目", "数量", "金额", "行政许可", "2", "30", "行政处罚", "7", "40"]]
    assert texts(second)[1] == [["行政强制", "9", "50", "行政确认", "0", "60"]]
    assert texts(first)[0] == texts(second)[0] == []


def test_sizes_and_weights(sample_pages: tuple[Page, ...]) -> None:
    """Title, heading and text of the sample report have their size and weight, and numbers count from 1."""
    assert [page.number for page in sample_pages] == list(range(1, 11))
    title, _, text, *_ = sample_pages[0].lines
    heading = next(line for line in sample_pages[0].lines if line.text == "一、总体情况")
    assert [(line.size, line.bold) for line in (title, heading, text)] == [(20, True), (15.5, True), (14, False)]


# files that can't be read


def test_a_picture_has_no_text(tmp_path: Path) -> None:
    """A scanned page is told from a broken file, with what to do."""
    path = draw(tmp_path / "扫描.pdf", troubles.only_a_picture)
    with pytest.raises(TextlessReport) as error:
        read_pages(path)
    assert str(error.value) == "扫描.pdf: no text layer, only pictures; run OCR on it and add the result"


def test_blank_pages_beside_text(tmp_path: Path) -> None:
    """A blank page between others is a page without lines."""
    pages = read_pages(draw(tmp_path / "a.pdf", troubles.underlined_text, lambda _: None, troubles.merged_cells))
    assert [(page.number, len(page.lines), len(page.grids)) for page in pages] == [(1, 3, 0), (2, 0, 0), (3, 0, 1)]


def test_a_password(tmp_path: Path) -> None:
    """A file that only its reader's password opens is named with what to do."""
    path = draw(tmp_path / "a.pdf", troubles.merged_cells, encryption=StandardEncryption("secret"))
    with pytest.raises(UnreadableReport) as error:
        read_pages(path)
    assert str(error.value) == "a.pdf: is protected by a password; save it without one"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "a.pdf: is empty (0 bytes)"),
        (b"<!DOCTYPE html><html>404 Not Found</html>", "a.pdf: is not a PDF (no %PDF- at its beginning)"),
        (b"PK\x03\x04 a Word document", "a.pdf: is not a PDF (no %PDF- at its beginning)"),
        (b"%PDF-1.4\n", "a.pdf: is damaged and can't be read (PdfminerException); fetch it again"),
    ],
    ids=["zero bytes", "html", "docx", "header alone"],
)
def test_what_is_no_pdf(tmp_path: Path, content: bytes, sentence: str) -> None:
    """An empty file, a web page, another format and a bare header each have their own sentence."""
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    with pytest.raises(UnreadableReport) as error:
        read_pages(path)
    assert str(error.value) == sentence
    assert not isinstance(error.value, TextlessReport)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_file_cut_short(tmp_path: Path, share: float) -> None:
    """A download that broke off is damaged, wherever it broke off."""
    path = draw(tmp_path / "a.pdf", troubles.merged_cells)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(UnreadableReport, match=r"a\.pdf: is damaged and can't be read .*; fetch it again"):
        read_pages(path)


def test_a_folder(tmp_path: Path) -> None:
    """A folder that is named like a report is refused in a sentence."""
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(UnreadableReport, match=r"^a\.pdf: can't be opened \(Is a directory\)$"):
        read_pages(tmp_path / "a.pdf")


def test_no_such_file(tmp_path: Path) -> None:
    """A file that is gone is named."""
    with pytest.raises(UnreadableReport, match=r"^gone\.pdf: no such file$"):
        read_pages(tmp_path / "gone.pdf")


def test_too_many_pages(tmp_path: Path) -> None:
    """A file of more pages than any report has is refused with both numbers."""
    path = draw(tmp_path / "a.pdf", *[lambda _: None] * (MAXIMUM_PAGES + 1))
    with pytest.raises(UnreadableReport, match=r"^a\.pdf: has 2001 pages; at most 2000 are read$"):
        read_pages(path)


def test_radicals_and_vertical_signs_are_common_characters() -> None:
    """What Chromium writes for 文, 民 and 、 is read as them; full-width digits and brackets stay as printed."""
    assert "⽂⾏⼈⼆⺠⻓︑".translate(ordinary_signs()) == "文行人二民长、"
    assert "５７６（件）％".translate(ordinary_signs()) == "５７６（件）％"
