"""Lines, pages and passages made from words alone, every character as wide as its size."""

from itertools import count

from ingest.outline import Paragraph
from ingest.pages import Glyph, Grid, GridCell, Line, Page, PlacedText
from ingest.passages import PlacedPassage, cut_passages
from ingest.prose import prose_figures
from ingest.records import Box, Figure
from tests.fakes import a_report

INDENT, LEFT = 96.0, 72.0
"""Where the first line of a paragraph begins, and where the others do."""


def words(text: str, x0: float = LEFT, top: float = 100, size: float = 12, page_number: int = 1) -> PlacedText:
    """A printed line of characters side by side."""
    places = (Box(page_number, x0 + size * n, top, x0 + size * (n + 1), top + size) for n in count())
    return PlacedText(tuple(Glyph(character, box) for character, box in zip(text, places, strict=False)))


def line(text: str, x0: float = LEFT, top: float = 100, size: float = 12, bold: bool = False) -> Line:
    """A line of page 1, to be put on a page."""
    return Line(words(text, x0, top, size), size, bold)


def page(number: int, *lines: Line, grids: tuple[Grid, ...] = ()) -> Page:
    """A page with these lines one below the other from its top, each at its own indent, then the grids."""
    placed = []
    for place, one in enumerate(lines):
        top = 100.0 + 20 * place if one.box.top == 100 else one.box.top
        placed.append(Line(words(one.text, one.box.x0, top, one.size, number), one.size, one.bold))
    return Page(number, 595, 842, tuple(placed), grids)


def grid(page_number: int, top: float = 500) -> Grid:
    """A grid of two blank cells."""
    boxes = (Box(page_number, 72, top, 172, top + 30), Box(page_number, 172, top, 272, top + 30))
    return Grid(Box(page_number, 72, top, 272, top + 30), tuple(GridCell(box, "", box) for box in boxes))


def passages(text: str) -> tuple[PlacedPassage, ...]:
    """The passages that a paragraph is cut into."""
    return cut_passages((Paragraph(("一、总体情况",), words(text)),), "report")


def numbers(text: str, year: int = 2020) -> tuple[Figure, ...]:
    """The numbers of a paragraph in a report for this year."""
    report = a_report("沙坡头区司法局", year)
    return tuple(figure for placed in passages(text) for figure in prose_figures(placed, report))
