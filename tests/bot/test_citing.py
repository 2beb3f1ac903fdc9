"""A citation can be checked by eye: report, page, quote and boxes lead to the number."""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from bot.arithmetic import Operation
from bot.assistant import Assistant
from bot.citing import Citing, answer_figure, computed_figure, state_figure
from bot.records import AnswerFigure, Citation, Language
from bot.showing import shown_text
from index.store import Store
from ingest.pdf import read_pages
from ingest.records import Box, Figure, UnitSource

AN_ANSWER = AnswerFigure(
    Decimal(576), "576 件", "件", UnitSource.PRINTED, False, "法律援助案件", "安河县司法局", "2020", 1
)


@pytest.fixture
def store(assistant: Assistant) -> Store:
    """What was read from the repository's reports."""
    return assistant.snapshot.store


@pytest.fixture
def citing(store: Store) -> Citing:
    """Citations of one reply."""
    return Citing({report.id: report for report in store.reports()}, {table.id: table for table in store.tables()})


def squeezed(text: str) -> str:
    """Without the spaces that people don't see."""
    return "".join(text.split())


def figure_printed(store: Store, printed: str) -> Figure:
    """The first figure that is printed so."""
    return next(figure for figure in store.figures() if figure.printed == printed)


def cited(citing: Citing, figure: Figure) -> Citation:
    """The citation of a figure."""
    number = citing.cite_figure(figure)
    return citing.citations[number - 1]


def test_every_figure_has_its_place(store: Store, citing: Citing) -> None:
    """Each citation names the file, the page of the number, and a quote that holds the number as printed."""
    reports = {report.id: report for report in store.reports()}
    for figure in store.figures():
        citation = cited(citing, figure)
        assert citation.file == reports[figure.report_id].file
        assert citation.title == reports[figure.report_id].title
        assert citation.page == figure.place.page_number == citation.boxes[0].page_number
        assert squeezed(figure.printed) in squeezed(citation.quote)


def test_the_box_holds_the_number(store: Store, built_data: Path) -> None:
    """Inside a figure's first box stands its number, where the printed unit may be on the next line."""
    for report in store.reports():
        pages = read_pages(built_data / "originals" / f"{report.sha256}.pdf")
        marks = [
            (box, text)
            for page in pages
            for box, text in (
                *((glyph.box, glyph.character) for line in page.lines for glyph in line.words.glyphs),
                *((cell.number_box, cell.text) for grid in page.grids for cell in grid.cells),
            )
        ]
        for figure in store.figures([report.id]):
            box = figure.place.boxes[0]
            inside = squeezed("".join(text for place, text in marks if is_inside(place, box)))
            assert number_alone(figure.printed) in inside, figure.label


def number_alone(printed: str) -> str:
    """The digits of a printed number with what stands between them; its first character where it is in words."""
    found = re.search(r"\d[\d.,]*", squeezed(printed))
    return found[0] if found else printed[0]


def is_inside(place: Box, box: Box) -> bool:
    """Whether the middle of a place lies in a box."""
    x, y = (place.x0 + place.x1) / 2, (place.top + place.bottom) / 2
    return place.page_number == box.page_number and box.x0 <= x <= box.x1 and box.top - 1 <= y <= box.bottom + 1


def test_numbers_count_from_one_and_each_place_is_cited_once(store: Store, citing: Citing) -> None:
    """The same place keeps its number, another place gets the next one."""
    first, second = figure_printed(store, "576 件"), figure_printed(store, "630人")
    assert [citing.cite_figure(one) for one in (first, second, first)] == [1, 2, 1]
    assert [citation.number for citation in citing.citations] == [1, 2]


def test_cells_are_cited_by_row_and_column(store: Store, citing: Citing) -> None:
    """A cell's citation names its table, row and column; a sentence's none of them."""
    cell = next(figure for figure in store.figures() if figure.sentence is None)
    citation = cited(citing, cell)
    assert (citation.row, citation.column) == (cell.row, cell.column)
    assert citation.table
    sentence = cited(citing, figure_printed(store, "576 件"))
    assert (sentence.table, sentence.row, sentence.column) == (None, (), ())


def test_answer_figure_is_copied(store: Store) -> None:
    """An answer's figure has the stored one's value, printing and unit."""
    for figure in store.figures():
        answer = answer_figure(figure, 3)
        assert (answer.value, answer.printed, answer.unit) == (figure.value, figure.printed, figure.unit)
        assert (answer.unit_source, answer.approximate) == (figure.unit_source, figure.approximate)
        assert (answer.publisher, answer.period, answer.citation) == (figure.publisher, figure.period, 3)
        assert not answer.derived


@pytest.mark.parametrize("language", list(Language))
def test_statement_shows_the_number_and_its_mark(store: Store, citing: Citing, language: Language) -> None:
    """Every statement says the number's digits unchanged and ends with the mark of its place."""
    for figure in store.figures():
        shown = answer_figure(figure, citing.cite_figure(figure))
        text = state_figure(figure, shown, language).text
        assert squeezed(figure.printed) in squeezed(text)
        assert text.endswith(f"[{shown.citation}]")


def test_approximate_stays_approximate(store: Store, citing: Citing) -> None:
    """余 is kept in both languages."""
    figure = figure_printed(store, "25000余份")
    shown = answer_figure(figure, citing.cite_figure(figure))
    for language in Language:
        assert "25000余" in state_figure(figure, shown, language).text
    assert "approximate" in state_figure(figure, shown, Language.ENGLISH).text


@pytest.mark.parametrize(
    ("printed", "value", "unit", "source", "chinese", "english"),
    [
        ("576 件", "576", "件", UnitSource.PRINTED, "576 件", ("576 件 (",)),
        ("0", "0", "件", UnitSource.FORM, "0 件", ("0 件 (",)),
        ("7730.28", "7730.28", "万元", UnitSource.HEADER, "7730.28 万元", ("7730.28 万元 (10,000 yuan; RMB 77,302,800)",)),
        ("1,382,400 元", "1382400", "元", UnitSource.PRINTED, "1,382,400 元", ("1,382,400 元 (yuan)",)),
        ("300%", "300", "%", UnitSource.PRINTED, "300%", ("300%",)),
        ("未收到", "0", "件", UnitSource.FORM, "0", ("0", "未收到")),
    ],
)  # fmt: skip
def test_shown_with_its_unit(
    printed: str, value: str, unit: str, source: UnitSource, chinese: str, english: tuple[str, ...]
) -> None:
    """The printed figure is kept, a unit that isn't printed beside it is added, and English explains the unit."""
    figure = replace(AN_ANSWER, printed=printed, value=Decimal(value), unit=unit, unit_source=source)
    assert chinese in shown_text(figure, Language.CHINESE)
    assert all(words in shown_text(figure, Language.ENGLISH) for words in english)


def test_computed_figure_keeps_its_operands() -> None:
    """A result has its operands, their unit, and is approximate where one of them is."""
    other = replace(AN_ANSWER, value=Decimal(60), printed="60余件", approximate=True, citation=2)
    result = computed_figure(Operation.DIFFERENCE, "差", (AN_ANSWER, other))
    assert (result.value, result.printed, result.unit) == (Decimal(516), "516", "件")
    assert (result.derived, result.approximate) == (True, True)
    assert result.operands == (AN_ANSWER, other)


@pytest.mark.parametrize(("value", "written"), [("1382400", "1382400"), ("1E+2", "100"), ("0.50", "0.5"), ("0", "0")])
def test_computed_number_is_written_plainly(value: str, written: str) -> None:
    """A result has neither an exponent nor zeros behind it."""
    assert computed_figure(Operation.SUM, "和", (replace(AN_ANSWER, value=Decimal(value)),)).printed == written
