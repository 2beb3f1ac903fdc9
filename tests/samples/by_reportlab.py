"""Prints a document with reportlab: lines broken, rows placed on pages and rules drawn here."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.samples.printed import (
    Block,
    CellKind,
    Document,
    Gap,
    Habits,
    PageEnd,
    PrintedCell,
    PrintedTable,
    Role,
    Rules,
    Words,
)

FONT = "STSong-Light"
BASELINE = 0.88
"""Of a character's size, from its top."""
LINE, CELL_LINE = 1.7, 1.3
"""From one line to the next, of running text and inside cells, as a multiple of the size."""
THICK = 0.5
"""Of rules, in points."""
PIECE = re.compile(r"[（(“《〈]*(?:[0-9A-Za-z.,%@/:+\-]+|.)[，。；：、！？）)”》〉]*")
"""What stays on one line: a number, or a character, with its brackets and stops."""
FEWEST = 3
"""Rows that a page has at least before a page end that is meant."""
FOOT = 36.0
"""From the page's lower edge to its number."""


def print_by_reportlab(document: Document, path: Path) -> None:
    """A PDF in reportlab's built-in STSong-Light."""
    registerFont(UnicodeCIDFont(FONT))
    size = landscape(A4) if document.habits.landscape else A4
    canvas = Canvas(str(path), pagesize=size, invariant=True)
    canvas.setTitle(document.title)
    press = Press(canvas, document.habits, *size)
    for block in document.blocks:
        press.print(block)
    press.end_page()
    canvas.save()


@dataclass(frozen=True, slots=True)
class Strip:
    """A row of a table, or the part of it that stands on one page."""

    row: int
    height: float


@dataclass(slots=True)
class Press:
    """The page that is being printed, and how far down it is full."""

    canvas: Any
    habits: Habits
    width: float
    height: float
    page_number: int = 1
    top: float = field(init=False)

    def __post_init__(self) -> None:
        self.top = self.habits.margin

    @property
    def bottom(self) -> float:
        """Where running text ends on a page."""
        return self.height - self.habits.margin

    @property
    def room(self) -> float:
        """Width of running text."""
        return self.width - 2 * self.habits.margin

    def print(self, block: Block) -> None:
        """Prints a block below the last one."""
        match block:
            case Words():
                self.words(block)
            case Gap():
                self.top += block.lines * self.habits.size * LINE
            case PrintedTable():
                self.table(block)
            case PageEnd():
                self.new_page()

    def new_page(self) -> None:
        """Ends a page on which something stands."""
        if self.top > self.habits.margin:
            self.end_page()

    def end_page(self) -> None:
        """The page's number at its foot."""
        if self.habits.page_number is not None:
            self.line(self.habits.page_number.format(self.page_number), self.height - FOOT, 10, "centre")
        self.canvas.showPage()
        self.page_number += 1
        self.top = self.habits.margin

    # words

    def words(self, words: Words) -> None:
        """A title, heading or paragraph."""
        size = self.habits.size * {Role.TITLE: 1.4, Role.CAPTION: 1.15}.get(words.role, 1)
        if words.role is Role.UNIT:
            size = self.habits.table_size
        side = {Role.TITLE: "centre", Role.CAPTION: "centre", Role.UNIT: "right"}.get(words.role, "left")
        indent = "　　" if words.role in (Role.HEADING, Role.PARAGRAPH) else ""
        for number, text in enumerate(wrapped(indent + words.text, self.room, size)):
            if self.top + size * LINE > self.bottom:
                self.end_page()
            if number == 0 and words.beside:
                self.line(words.beside, self.top, size, "left")
            self.line(text, self.top, size, side)
            self.top += size * LINE

    def line(self, text: str, top: float, size: float, side: str) -> None:
        """A line between the margins."""
        spare = self.room - stringWidth(text, FONT, size)
        self.text(text, self.habits.margin + {"left": 0.0, "centre": spare / 2, "right": spare}[side], top, size)

    def text(self, text: str, x0: float, top: float, size: float) -> None:
        """Characters at a place; a blank at the beginning only moves them."""
        bare = text.lstrip("　")
        self.canvas.setFont(FONT, size)
        x0 += stringWidth(text[: len(text) - len(bare)], FONT, size)
        self.canvas.drawString(x0, self.height - top - size * BASELINE, bare)

    # tables

    def table(self, table: PrintedTable) -> None:
        """A table on as many pages as it needs."""
        lines = {cell: cell_lines(cell, self.cell_width(table, cell), self.habits) for cell in table.cells}
        heights = row_heights(table, lines, self.habits)
        header = [Strip(row, heights[row]) for row in range(table.header_rows if self.habits.repeats_header else 0)]
        remaining = dict(lines)
        together = table.header_rows + (1 if header else 0)
        if self.top + sum(heights[: max(1, together)]) > self.bottom:
            self.new_page()
        pages = self.pages(table, heights, header)
        for number, strips in enumerate(pages):
            if number:
                self.end_page()
            if number and header:
                self.strips(table, header, dict(lines), opens=False, closes=True)
            last = number == len(pages) - 1
            self.strips(table, strips, remaining, opens=number > 0 and not header, closes=last)

    def cell_width(self, table: PrintedTable, cell: PrintedCell) -> float:
        """Of its ground, without padding."""
        return sum(table.widths[cell.column : cell.column + cell.column_span]) * self.room - 4

    def pages(self, table: PrintedTable, heights: Sequence[float], header: Sequence[Strip]) -> list[list[Strip]]:
        """Which rows, or parts of rows, stand on which page."""
        pages: list[list[Strip]] = [[]]
        top = self.top
        for row, height in enumerate(heights):
            first, rest = height, 0.0
            if row == table.page_ends_before and self.habits.cuts_rows:
                first, rest = self.cut(height)
            forced = row == table.page_ends_before and not rest and (len(pages) == 1 or len(pages[-1]) >= FEWEST)
            if pages[-1] and (top + first > self.bottom or forced):
                pages.append([])
                top = self.habits.margin + sum(strip.height for strip in header)
            pages[-1].append(Strip(row, first))
            top += first
            if rest:
                pages.append([Strip(row, rest)])
                top = self.habits.margin + sum(strip.height for strip in header) + rest
        return pages

    def cut(self, height: float) -> tuple[float, float]:
        """A row's part with its first line, and the rest, where it has more than one line."""
        line, padding = self.habits.table_size * CELL_LINE, self.habits.padding
        first = line + 2 * padding
        return (first, height - first + 2 * padding) if height > first + 1 else (height, 0.0)

    def strips(
        self,
        table: PrintedTable,
        strips: Sequence[Strip],
        remaining: dict[PrintedCell, tuple[str, ...]],
        opens: bool,
        closes: bool,
    ) -> None:
        """The rows that stand on this page, each cell with as many of its lines as fit here."""
        levels = [*accumulate((strip.height for strip in strips), initial=self.top)]
        sides = [*accumulate((width * self.room for width in table.widths), initial=self.habits.margin)]
        for cell in table.cells:
            here = [n for n, strip in enumerate(strips) if cell.row <= strip.row < cell.row + cell.row_span]
            if not here:
                continue
            upper, lower = levels[here[0]], levels[here[-1] + 1]
            left, right = sides[cell.column], sides[cell.column + cell.column_span]
            if cell.kind is CellKind.TITLE and self.habits.shaded:
                self.ground(left, upper, right, lower)
            open_above = self.habits.open_breaks and opens and here[0] == 0
            open_below = self.habits.open_breaks and not closes and here[-1] == len(strips) - 1
            self.rules((left, upper, right, lower), open_above, open_below)
            remaining[cell] = self.cell_text(cell, remaining[cell], (left, upper, right, lower))
        self.top = levels[-1]

    def cell_text(
        self, cell: PrintedCell, lines: tuple[str, ...], reach: tuple[float, float, float, float]
    ) -> tuple[str, ...]:
        """Prints the lines that fit; gives the others."""
        left, upper, right, lower = reach
        size, padding = self.habits.table_size, self.habits.padding
        leading = size * CELL_LINE
        count = int((lower - upper - 2 * padding) / leading + 0.05)
        here, later = lines[:count], lines[count:]
        top = upper + (padding if later else max(padding, (lower - upper - leading * len(here)) / 2))
        for number, text in enumerate(here):
            spare = right - left - stringWidth(text, FONT, size)
            side = 2.0 if self.at_left(cell) else spare - 2 if is_money(cell) else spare / 2
            self.text(text, left + side, top + leading * number + (leading - size) / 2, size)
        return later

    def at_left(self, cell: PrintedCell) -> bool:
        """Whether a cell's text begins at its left side."""
        return cell.kind is CellKind.LABEL and not self.habits.centred_labels and not cell.upright

    def ground(self, left: float, upper: float, right: float, lower: float) -> None:
        """The coloured ground of a cell."""
        self.canvas.setFillColorRGB(0.78, 0.85, 0.94)
        self.canvas.rect(left, self.height - lower, right - left, lower - upper, stroke=0, fill=1)
        self.canvas.setFillGray(0)

    def rules(self, reach: tuple[float, float, float, float], open_above: bool, open_below: bool) -> None:
        """The rules around a cell, or the piece of it on this page."""
        left, upper, right, lower = reach
        if self.habits.rules is Rules.BORDERS and not open_above and not open_below:
            self.canvas.setLineWidth(THICK)
            self.canvas.rect(left, self.height - lower, right - left, lower - upper, stroke=1, fill=0)
            return
        for x0, y0, x1, y1 in _edges(reach, open_above, open_below):
            if self.habits.rules is Rules.RECTANGLES:
                self.canvas.rect(x0, self.height - y1, max(x1 - x0, THICK), max(y1 - y0, THICK), stroke=0, fill=1)
            else:
                self.canvas.setLineWidth(THICK)
                self.canvas.line(x0, self.height - y0, x1, self.height - y1)


def _edges(
    reach: tuple[float, float, float, float], open_above: bool, open_below: bool
) -> Iterator[tuple[float, float, float, float]]:
    left, upper, right, lower = reach
    yield left, upper, left, lower
    yield right, upper, right, lower
    if not open_above:
        yield left, upper, right, upper
    if not open_below:
        yield left, lower, right, lower


def is_money(cell: PrintedCell) -> bool:
    """A sum of money stands at the right of its cell."""
    return cell.kind is CellKind.VALUE and cell.key is None


def row_heights(table: PrintedTable, lines: dict[PrintedCell, tuple[str, ...]], habits: Habits) -> list[float]:
    """Rows as high as their texts; the last row of a merged cell grows where its text needs more."""
    leading = habits.table_size * CELL_LINE
    heights = [leading + 2 * habits.padding] * table.row_count
    for cell in sorted(table.cells, key=lambda one: one.row_span):
        spare = leading if cell.row_span > 1 else 0.0
        needed = len(lines[cell]) * leading + 2 * habits.padding + spare
        rows = slice(cell.row, cell.row + cell.row_span)
        heights[rows.stop - 1] += max(0.0, needed - sum(heights[rows]))
    return heights


def cell_lines(cell: PrintedCell, width: float, habits: Habits) -> tuple[str, ...]:
    """A cell's text broken at its width, or one character a line."""
    return tuple(cell.text) if cell.upright else wrapped(cell.text, width, habits.table_size)


def wrapped(text: str, width: float, size: float) -> tuple[str, ...]:
    """Lines no wider than a width; a longer word sticks out.

    >>> wrapped("共受理576件。", 48, 12)
    ('共受理', '576件。')
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in PIECE.findall(paragraph):
            if line.strip("　") and stringWidth(line + piece, FONT, size) > width:
                lines.append(line)
                line = ""
            line += piece
        lines.append(line)
    return tuple(lines)
