"""What a page holds before anything is understood: lines of characters and ruled grids."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from ingest.records import Box

UNREADABLE = "\ufffd"
"""Stands for a printed character that its font doesn't tell, so that 5�6 is never taken for 56."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character and its box; spaces between words have a box without width."""

    character: str
    box: Box


@dataclass(frozen=True, slots=True)
class PlacedText:
    """Text of which every character knows where it stands."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        """The characters alone."""
        return "".join(glyph.character for glyph in self.glyphs)

    def __len__(self) -> int:
        return len(self.glyphs)

    def __getitem__(self, part: slice) -> "PlacedText":
        return PlacedText(self.glyphs[part])

    def __add__(self, other: "PlacedText") -> "PlacedText":
        return PlacedText(self.glyphs + other.glyphs)

    def boxes(self) -> tuple[Box, ...]:
        """One box a printed line, in reading order."""
        lines = groupby(self.glyphs, key=lambda glyph: (glyph.box.page_number, glyph.box.top, glyph.box.bottom))
        return tuple(merged_box(glyph.box for glyph in line) for _, line in lines)

    def strip(self) -> "PlacedText":
        """Without the spaces at both ends."""
        text = self.text
        start = len(text) - len(text.lstrip())
        return self[start : max(start, len(text.rstrip()))]


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line outside of any table."""

    words: PlacedText
    size: float
    """the commonest font size, in points"""
    bold: bool

    @property
    def text(self) -> str:
        """Its characters, with one space where the paper leaves a gap."""
        return self.words.text

    @property
    def box(self) -> Box:
        """Around all of it."""
        return merged_box(glyph.box for glyph in self.words.glyphs)


@dataclass(frozen=True, slots=True)
class Word:
    """Characters that stand together, wherever on the page, as their gaps alone tell."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell between rules: its box and the lines of text in it, joined."""

    box: Box
    text: str
    number_box: Box
    """around the text itself; the cell's box where it is blank"""


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells that hang together by their rules on one page: a table or a piece of one."""

    box: Box
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its lines and its grids, each from top to bottom; numbers count from 1."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    grids: tuple[Grid, ...]

    def in_order(self) -> Iterator[Line | Grid]:
        """Lines and grids together, from top to bottom."""
        items: list[Line | Grid] = [*self.lines, *self.grids]
        return iter(sorted(items, key=lambda item: (item.box.top, item.box.x0)))


def merged_box(boxes: Iterable[Box]) -> Box:
    """The smallest box around boxes of one page.

    >>> merged_box([Box(1, 0, 0, 1, 1), Box(1, 2, 0, 3, 1)])
    Box(page_number=1, x0=0, top=0, x1=3, bottom=1)
    """
    every = list(boxes)
    return Box(
        every[0].page_number,
        min(box.x0 for box in every),
        min(box.top for box in every),
        max(box.x1 for box in every),
        max(box.bottom for box in every),
    )


def is_cjk(character: str) -> bool:
    """True for Han characters and the punctuation and full-width forms that are set without spaces.

    >>> [is_cjk(c) for c in "件，A1（"]
    [True, True, False, False, True]
    """
    return "\u2e80" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or "\uff00" <= character <= "\uffef"


def joined(pieces: Iterable[str]) -> str:
    """Lines of one text put together: a space only between two words that both are not Chinese.

    >>> joined(["政府信息", "公开 2020", "annual", "report"])
    '政府信息公开 2020 annual report'
    """
    whole = ""
    for piece in pieces:
        needs_space = whole and piece and not (is_cjk(whole[-1]) or is_cjk(piece[0]))
        whole += (" " if needs_space else "") + piece
    return whole
