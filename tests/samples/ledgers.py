"""A TableSpec → a table to be printed: merged cells as one, and every value with the labels that lead to it."""

import re
from collections.abc import Iterator, Sequence

from tests.samples.printed import CellKind, PrintedCell, PrintedTable
from tests.samples.specs import TableSpec

LEFT_OF, ABOVE = "←", "↑"
NAMES_ROWS = re.compile(r"^(?:类|款|项|序号|项目|指标|时间|月份|.*(?:编码|名称))$")
"""What stands above a column of row labels."""
WORDS = re.compile(r"[^\W\d_]")
WIDE, CODE = 2.2, 0.5
"""A column of names or of codes, against one of values."""
A_DIGIT = 0.11
"""What each digit of a long number adds."""


def ledger(spec: TableSpec) -> PrintedTable:
    """A table with its header rows and body."""
    grid, top = (*spec.header, *spec.rows), len(spec.header)
    labels = _label_columns(spec)
    cells = tuple(_cells(grid, top, labels))
    shares = [_share(spec, column, column in labels) for column in range(len(grid[0]))]
    return PrintedTable(cells, tuple(share / sum(shares) for share in shares), top)


def _label_columns(spec: TableSpec) -> frozenset[int]:
    """Columns whose header says that they name rows, and those that hold words."""
    grid, top = (*spec.header, *spec.rows), len(spec.header)
    return frozenset(
        column
        for column in range(len(grid[0]))
        if NAMES_ROWS.match(_text(grid, top - 1, column)) or any(WORDS.search(row[column]) for row in spec.rows)
    )


def _share(spec: TableSpec, column: int, names_rows: bool) -> float:
    """Of the width: by its longest number, or wide for names and narrow for codes."""
    longest = max(len(row[column]) for row in spec.rows)
    if not names_rows:
        return max(1.0, longest * A_DIGIT)
    return WIDE if longest > 3 else CODE


def _cells(grid: Sequence[Sequence[str]], top: int, labels: frozenset[int]) -> Iterator[PrintedCell]:
    for row, texts in enumerate(grid):
        for column, text in enumerate(texts):
            if text in (LEFT_OF, ABOVE):
                continue
            across, down = _run(texts[column + 1 :], LEFT_OF), _run([below[column] for below in grid[row + 1 :]], ABOVE)
            if row < top:
                yield PrintedCell(row, column, 1 + down, 1 + across, text, CellKind.HEADER)
            elif column in labels:
                yield PrintedCell(row, column, 1 + down, 1 + across, text, CellKind.LABEL)
            else:
                path = _row_path(grid, row, column, labels), _column_path(grid, top, column)
                yield PrintedCell(row, column, 1 + down, 1 + across, text, CellKind.VALUE, *path)


def _row_path(grid: Sequence[Sequence[str]], row: int, column: int, labels: frozenset[int]) -> tuple[str, ...]:
    """The labels left of a value, back to the values of the block beside."""
    end = max((one for one in labels if one < column), default=-1) + 1
    start = max((one for one in range(end) if one not in labels), default=-1) + 1
    return tuple(text for text in _without_repeats(_origins(grid, row, range(start, end))) if text)


def _column_path(grid: Sequence[Sequence[str]], top: int, column: int) -> tuple[str, ...]:
    return tuple(text for text in _without_repeats(_origin(grid, row, column) for row in range(top)) if text)


def _origins(grid: Sequence[Sequence[str]], row: int, columns: range) -> Iterator[tuple[int, int, str]]:
    return (_origin(grid, row, column) for column in columns)


def _without_repeats(origins: Iterator[tuple[int, int, str]]) -> Iterator[str]:
    """The texts of different cells, in order."""
    return (text for _, _, text in dict.fromkeys(origins))


def _text(grid: Sequence[Sequence[str]], row: int, column: int) -> str:
    return _origin(grid, row, column)[2]


def _origin(grid: Sequence[Sequence[str]], row: int, column: int) -> tuple[int, int, str]:
    """Where the cell begins that a mark stands for, and its text."""
    while grid[row][column] in (LEFT_OF, ABOVE):
        row, column = (row, column - 1) if grid[row][column] == LEFT_OF else (row - 1, column)
    return row, column, grid[row][column]


def _run(texts: Sequence[str], mark: str) -> int:
    return next((number for number, text in enumerate(texts) if text != mark), len(texts))
