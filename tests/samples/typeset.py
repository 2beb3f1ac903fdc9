"""Draws small PDFs in reportlab's built-in STSong-Light, so that no font file is needed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
LEFT_OF, ABOVE = "←", "↑"
"""What stands in a cell that is one with the cell to its left, or with the one above."""
WIDTH, MARGIN, LEADING = 120.0, 8.0, 14.0
"""Of a column, around a cell's text and from one line of it to the next, in points."""

Rows = Sequence[Sequence[str]]
Reach = tuple[float, float, float, float]
"""x0, top, x1, bottom"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page to draw on, measured in points from its top left corner."""

    canvas: Any
    height: float

    def text(self, x0: float, top: float, words: str, size: float = 12) -> None:
        """A line of text."""
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x0, self.height - top - size * 0.88, words)

    def line(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """A stroked rule."""
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x0, self.height - top, x1, self.height - bottom)

    def hairline(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """A rule as Word and WPS draw it: a filled rectangle half a point thick."""
        self.box(x0, top, max(x1, x0 + 0.5), max(bottom, top + 0.5), grey=0)

    def box(self, x0: float, top: float, x1: float, bottom: float, grey: float) -> None:
        """A filled rectangle without an outline; grey 0 is black, 1 is white."""
        self.canvas.setFillGray(grey)
        self.canvas.rect(x0, self.height - bottom, x1 - x0, bottom - top, stroke=0, fill=1)
        self.canvas.setFillGray(0)

    def table(
        self,
        rows: Rows,
        top: float,
        rule: Callable[[float, float, float, float], None] | None = None,
        open_at: float | None = None,
    ) -> float:
        """A table ruled by `line` (or another rule), without rules at the height open_at; gives its lower end.

        A line break in a cell's text is printed.
        """
        bottom = top
        for text, (x0, upper, x1, lower) in placed_cells(rows, 72, top):
            for level in {upper, lower} - {open_at}:
                (rule or self.line)(x0, level, x1, level)
            for side in (x0, x1):
                (rule or self.line)(side, upper, side, lower)
            for number, words in enumerate(text.split("\n")):
                self.text(x0 + MARGIN, upper + MARGIN + LEADING * number, words)
            bottom = max(bottom, lower)
        return bottom


def table_end(rows: Rows, top: float) -> float:
    """The height at which a table that begins at `top` will end."""
    return max(bottom for _, (_, _, _, bottom) in placed_cells(rows, 72, top))


def placed_cells(rows: Rows, x0: float, top: float) -> Iterator[tuple[str, Reach]]:
    """Every cell's text and reach, merged cells as one."""
    heights = [2 * MARGIN + LEADING * max(text.count("\n") + 1 for text in row) for row in rows]
    tops = list(accumulate(heights, initial=top))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text not in (LEFT_OF, ABOVE):
                columns = 1 + _run(texts[column + 1 :], LEFT_OF)
                below = 1 + _run([later[column] for later in rows[row + 1 :]], ABOVE)
                left = x0 + column * WIDTH
                yield text, (left, tops[row], left + columns * WIDTH, tops[row + below])


def _run(texts: Sequence[str], mark: str) -> int:
    """How many marks stand at the beginning."""
    return next((number for number, text in enumerate(texts) if text != mark), len(texts))


def draw(path: Path, *pages: Callable[[Sheet], object], encryption: StandardEncryption | None = None) -> Path:
    """A PDF with a page for each function that draws one."""
    registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(str(path), pagesize=A4, invariant=True, encrypt=encryption)
    for page in pages:
        page(Sheet(canvas, A4[1]))
        canvas.showPage()
    canvas.save()
    return path
