"""Cells read once more, from the words' positions alone: before a report is blamed, both readings must agree.

The first reading goes by the rules that are drawn; this one knows none. It takes the numbers that stand side by side in
a cell's line, and those that stand below each other in its column, and expects the first reading's, in their order.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ingest.numbers import cell_number
from ingest.pages import Word
from ingest.records import Box, Cell, Check, Figure, Table

NUMERAL = re.compile(r"[-−+]?[\d,，.．]+(?:[%％]|[万亿]?元)?")
LEVEL = 0.5
"""Share of the smaller height by which two numbers must overlap to stand in one line."""


def confirmed_checks(
    checks: Sequence[Check], figures: Sequence[Figure], tables: Sequence[Table], words: Sequence[Word]
) -> tuple[Check, ...]:
    """The checks, those that rest on cells that the second reading gives otherwise marked as not confirmed."""
    by_id = {figure.id: figure for figure in figures}
    by_table = {table.id: table for table in tables}
    return tuple(
        check
        if check.passed
        or all(_agrees(by_id[one], by_table, words) for one in (check.total, *check.operands) if one in by_id)
        else replace(check, confirmed=False)
        for check in checks
    )


def _agrees(figure: Figure, tables: dict[str, Table], words: Sequence[Word]) -> bool:
    table = tables.get(figure.table_id or "")
    if table is None:
        return True
    box = figure.place.boxes[0]
    cell = next((one for one in table.cells if one.box == box and one.text == figure.printed), None)
    if cell is None:
        return False
    numbers = [one for one in table.cells if not one.is_label and cell_number(one.text) is not None]
    here = [one for one in numbers if one.box.page_number == box.page_number]
    row = [one for one in here if one.row_number == cell.row_number]
    column = [one for one in here if one.column_number == cell.column_number]
    return _reads_alike(row, _in_line(row, words), lambda one: one.x0) and _reads_alike(
        column, _below_each_other(column, words), lambda one: one.top
    )


def _in_line(row: Sequence[Cell], words: Iterable[Word]) -> list[Word]:
    """The numbers that stand level with a row's, from its first to its last."""
    left, right = min(one.box.x0 for one in row) - 1, max(one.box.x1 for one in row) + 1
    return [
        word for word in words if left <= _middle(word.box) <= right and any(_level(word.box, one.box) for one in row)
    ]


def _below_each_other(column: Sequence[Cell], words: Iterable[Word]) -> list[Word]:
    """The numbers that stand below each other between a column's first and last."""
    left, right = min(one.box.x0 for one in column) - 1, max(one.box.x1 for one in column) + 1
    top, bottom = min(one.box.top for one in column) - 1, max(one.box.bottom for one in column) + 1
    page = column[0].box.page_number
    return [
        word
        for word in words
        if word.box.page_number == page
        and left <= _middle(word.box) <= right
        and top <= (word.box.top + word.box.bottom) / 2 <= bottom
    ]


def _middle(box: Box) -> float:
    return (box.x0 + box.x1) / 2


def _level(one: Box, other: Box) -> bool:
    if one.page_number != other.page_number:
        return False
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    return overlap >= LEVEL * min(one.bottom - one.top, other.bottom - other.top)


def _reads_alike(cells: Sequence[Cell], words: Sequence[Word], along: Callable[[Box], float]) -> bool:
    printed = [_tight(one.text) for one in sorted(cells, key=lambda one: along(one.box))]
    read = [_tight(one.text) for one in sorted(words, key=lambda one: along(one.box)) if NUMERAL.fullmatch(one.text)]
    return "".join(printed) == "".join(read)


def _tight(text: str) -> str:
    return re.sub(r"\s", "", text)
