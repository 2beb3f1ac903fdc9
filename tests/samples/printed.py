"""What a printer is handed: a report's words in order and its tables cell by cell, with what each cell must be read as."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a stretch of words is on its page."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    """a table's title, above it"""
    UNIT = "unit"
    """单位：万元, at the right above a table"""


class CellKind(StrEnum):
    """What a cell is for."""

    TITLE = "title"
    HEADER = "header"
    LABEL = "label"
    VALUE = "value"


class Rules(StrEnum):
    """How a table's rules are drawn."""

    LINES = "lines"
    RECTANGLES = "rectangles"
    """filled, half a point thick, as Word and WPS draw them"""
    BORDERS = "borders"
    """an outline around every cell"""


@dataclass(frozen=True, slots=True)
class Words:
    """A title, heading or paragraph; a line break in it is printed."""

    text: str
    role: Role
    beside: str = ""
    """what stands at the left of a unit line"""


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty lines."""

    lines: int


@dataclass(frozen=True, slots=True)
class PageEnd:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell with its place in the table's grid and what it must be read as."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    kind: CellKind
    row_labels: tuple[str, ...] = ()
    """of a value: labels that lead to it, outermost first"""
    column_labels: tuple[str, ...] = ()
    key: str | None = None
    """the statutory form's key, with its edition"""
    upright: bool = False
    """set one character below the other"""


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A whole table; rows and columns count from 0."""

    cells: tuple[PrintedCell, ...]
    widths: tuple[float, ...]
    """of the columns, as shares of the page's width; they sum to 1 or less"""
    header_rows: int
    """rows that are printed once more on every page where the body's habit is to do so; 0 where there are none"""
    page_ends_before: int | None = None
    """row that begins on a new page, or is cut in two where that is the habit"""

    @property
    def row_count(self) -> int:
        """Rows with the header's."""
        return max(cell.row + cell.row_span for cell in self.cells)

    def cells_of(self, row: int) -> tuple[PrintedCell, ...]:
        """The cells that begin in a row, from left to right."""
        return tuple(sorted((cell for cell in self.cells if cell.row == row), key=lambda cell: cell.column))


Block = Words | Gap | PageEnd | PrintedTable


@dataclass(frozen=True, slots=True)
class Habits:
    """How one body prints its reports."""

    rules: Rules
    landscape: bool
    repeats_header: bool
    cuts_rows: bool
    """a row may begin on one page and end on the next"""
    open_breaks: bool
    """where a page ends inside a row or a merged cell there is no rule"""
    separate_blocks: bool
    """each block of table 二 is a table of its own"""
    upright: bool
    """三、本年度办理结果 is set one character below the other"""
    vertical_script: bool
    """such a label is one line of vertical script; if not, every character is a line of its own"""
    ascii_brackets: bool
    spaced_total: str
    """how 总计 is printed"""
    numbering: str
    """what follows the number of 1.属于国家秘密"""
    shaded: bool
    """titles inside tables have a coloured ground"""
    centred_labels: bool
    page_number: str | None
    margin: float
    """of the page, in points"""
    size: float
    """of running text, in points"""
    table_size: float
    padding: float
    """around a cell's text, in points"""
    font: str
    """of programs that use the system's fonts, which take another where this one isn't installed"""

    @property
    def writes_vertically(self) -> bool:
        """Whether its font has vertical script too: in others the characters stand upon each other."""
        return self.vertical_script and self.font.startswith("Noto")


@dataclass(frozen=True, slots=True)
class Document:
    """A report ready to be printed."""

    title: str
    habits: Habits
    blocks: tuple[Block, ...]

    @property
    def tables(self) -> tuple[PrintedTable, ...]:
        """Its tables in order."""
        return tuple(block for block in self.blocks if isinstance(block, PrintedTable))

    def values(self) -> Iterator[PrintedCell]:
        """Every cell that is neither header nor label."""
        return (cell for table in self.tables for cell in table.cells if cell.kind is CellKind.VALUE)
