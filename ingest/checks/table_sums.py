"""合计, 小计 and 总计 of a table's rows and columns, held against what they add up → Checks.

The rows of a table form levels: by codes (204, 204 06, 204 06 01), or by numbering (一、 above 1.). A total adds up the
rows of the highest level; a row with rows of the next level below it adds up those.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.checks.arithmetic import interval, plain_unit, sum_check, summed
from ingest.figures import cell_figure_id
from ingest.numbers import cell_number
from ingest.records import Cell, Check, CheckKind, Figure, Table

TOTAL = re.compile(
    r"^(?:[一二三四五六七八九十]+、)?(?:本年|本级|部门|全部|全年|上半年|下半年|第?[一二三四]季度)?(?:收入|支出|收|支)?(?:合计|总计|小计|共计|总数)(?:[（(].*[）)])?$"
)
GRAND = re.compile(r"合计|总计|共计|总数")
OF_WHICH = re.compile(r"^其中")
NUMBERINGS = (
    re.compile(r"^[一二三四五六七八九十]{1,3}、"),
    re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"^\d{1,2}[.．、](?!\d)"),
    re.compile(r"^[（(]\d{1,2}[）)]"),
)
CODE = re.compile(r"^\d{2,7}$")
RATE = re.compile(r"率|比例|占比|%|％|增减|增长|增幅|均价|单价|平均")
"""Columns that nobody adds up."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A row in one column of numbers: its level (0 the highest) and what tells its parent."""

    figure: Figure
    label: str
    level: int
    codes: tuple[str, ...]
    is_total: bool


def table_sums(figures: Sequence[Figure], tables: Sequence[Table]) -> Iterator[Check]:
    """Every total of a table that isn't a statutory form's; those have relations of their own."""
    by_id = {figure.id: figure for figure in figures}
    statutory = {figure.table_id for figure in figures if figure.key}
    for table in tables:
        if table.id not in statutory:
            placed = [(cell, by_id[found]) for cell in table.cells if (found := cell_figure_id(table, cell)) in by_id]
            yield from _row_totals(placed, table)
            yield from _column_totals(placed)


# a total column adds up the columns beside it


def _row_totals(placed: Sequence[tuple[Cell, Figure]], table: Table) -> Iterator[Check]:
    for row in sorted({cell.row_number for cell, _ in placed}):
        cells = [cell for cell in table.cells if not cell.is_label and cell.row_number == row]
        figures = {cell.column_number: figure for cell, figure in placed if cell.row_number == row}
        for cell, total in placed:
            if cell.row_number == row and cell.column and TOTAL.match(cell.column[-1]) and _has_labels_of(cell, cells):
                parts = _column_parts(cell, cells, figures)
                if parts and len(parts) >= 2 and _same_kind(total, parts):
                    yield sum_check(CheckKind.TABLE_SUM, total, parts, _across(cell, parts))


def _has_labels_of(cell: Cell, cells: Sequence[Cell]) -> bool:
    """Two columns of one name under one head can't be told apart."""
    return sum(other.column == cell.column and other.row == cell.row for other in cells) == 1


def _column_parts(total: Cell, cells: Sequence[Cell], figures: dict[int, Figure]) -> list[Figure] | None:
    """The columns beside a total under the same head: of a group its own total, or else each of its columns."""
    head = total.column[:-1]
    groups: dict[str, list[Cell]] = {}
    for cell in cells:
        under = cell.column[: len(head)] == head and len(cell.column) > len(head) and cell.row == total.row
        if cell is not total and under and not OF_WHICH.match(cell.column[len(head)]):
            groups.setdefault(cell.column[len(head)], []).append(cell)
    if any(TOTAL.match(name) for name in groups) or any(RATE.search(name) for name in groups):
        return None
    parts: list[Figure] = []
    for name, members in groups.items():
        deeper = [cell for cell in members if len(cell.column) > len(head) + 1]
        totals = [cell for cell in members if TOTAL.match(cell.column[-1])] if deeper else []
        chosen = totals or members
        if len(totals) > 1 or (not deeper and len(members) > 1) or not name:
            return None
        for cell in chosen:
            if cell.column_number in figures:
                parts.append(figures[cell.column_number])
            elif cell_number(cell.text) is None and not _is_nothing(cell.text):
                return None
    return parts


def _is_nothing(text: str) -> bool:
    return text.strip() in ("", "/", "-", "—", "－", "——", "无")


def _across(total: Cell, parts: Sequence[Figure]) -> str:
    names = [part.column[-1] if not TOTAL.match(part.column[-1]) else part.column[-2] for part in parts]
    return f"{_row_name(total.row)}{total.column[-1]} = " + " + ".join(names)


def _row_name(row: tuple[str, ...]) -> str:
    return f"{row[-1]}：" if row else ""


# a total row adds up the rows above it


def _column_totals(placed: Sequence[tuple[Cell, Figure]]) -> Iterator[Check]:
    for column in sorted({cell.column_number for cell, _ in placed}):
        cells = [(cell, figure) for cell, figure in placed if cell.column_number == column and cell.row_span == 1]
        if not cells or any(RATE.search(name) for name in cells[0][0].column):
            continue
        lines = [_line(cell, figure) for cell, figure in sorted(cells, key=lambda one: one[0].row_number)]
        yield from _totals(lines)
        yield from _parents(lines)


def _line(cell: Cell, figure: Figure) -> _Line:
    label = cell.row[-1] if cell.row else ""
    codes = tuple(one for one in cell.row if CODE.match(one))
    if codes:
        level = len(codes) - 1 if len(codes) > 1 or len(codes[0]) <= 3 else len(codes[0]) // 2 - 1
    else:
        level = next((number for number, pattern in enumerate(NUMBERINGS) if pattern.match(label)), -1)
    return _Line(figure, label, level, codes, bool(cell.row) and any(TOTAL.match(one) for one in cell.row))


def _totals(lines: Sequence[_Line]) -> Iterator[Check]:
    """Each total row with the rows that it adds up: those since the last total of its sort."""
    for position, total in enumerate(lines):
        if not total.is_total:
            continue
        before = lines[:position] or lines[1:]
        ways = list(_ways(total, before))
        fitting = [parts for parts in ways if interval(total.figure).meets(summed(line.figure for line in parts))]
        unclear = any(OF_WHICH.match(line.label) for line in before)
        chosen = fitting[:1] if unclear else (fitting or ways)[:1]
        for parts in chosen:
            figures = [line.figure for line in parts]
            if len(parts) >= 2 and _same_kind(total.figure, figures):
                yield sum_check(CheckKind.TABLE_SUM, total.figure, figures, _down(total, parts))


def _ways(total: _Line, before: Sequence[_Line]) -> Iterator[Sequence[_Line]]:
    """The rows that a total can mean, the likeliest first."""
    totals = [line for line in before if line.is_total]
    plain = [line for line in _without_parts(before) if not line.is_total]
    last_total = max((before.index(line) for line in totals), default=-1)
    since = [line for line in before[last_total + 1 :] if line in plain]
    if GRAND.search(total.label) and totals and all("小计" in line.label for line in totals):
        yield [*totals, *since]
    if since:
        yield _highest(since)
    yield _highest(plain)
    if totals:
        yield [*totals, *_highest(since)]
        yield [totals[-1], *_highest(since)]
    yield [line for line in plain if not _has_rows_below(line, plain)]


def _without_parts(lines: Sequence[_Line]) -> list[_Line]:
    """Rows but those that 其中 opens as parts of the row above, to the next row of that row's own sort.

    Without a mark of their own the parts end nowhere: then only 其中 itself is left out, and its sum is no relation.
    """
    kept: list[_Line] = []
    part_level: int | None = None
    for line in lines:
        if OF_WHICH.match(line.label):
            bare = OF_WHICH.sub("", line.label).lstrip("：: ")
            part_level = next((number for number, pattern in enumerate(NUMBERINGS) if pattern.match(bare)), -1)
        elif part_level is None or line.level != part_level or line.is_total or part_level == -1:
            part_level = None if line.level != -1 or line.is_total else part_level
            kept.append(line)
    return kept


def _highest(lines: Sequence[_Line]) -> Sequence[_Line]:
    """The rows of the highest level; rows without numbering among numbered ones stand beside them."""
    levels = {line.level for line in lines if line.level >= 0}
    if not levels:
        return lines
    top = min(levels)
    if any(line.codes for line in lines):
        return [line for line in lines if line.level == top]
    return [line for line in lines if line.level in (top, -1)]


def _has_rows_below(line: _Line, lines: Sequence[_Line]) -> bool:
    return bool(_children(line, lines))


def _parents(lines: Sequence[_Line]) -> Iterator[Check]:
    """A row with rows of the next level below it adds up those: sure of codes, of numbering only where it exceeds."""
    for line in lines:
        children = _children(line, lines)
        figures = [child.figure for child in children]
        if not children or not _same_kind(line.figure, figures):
            continue
        check = sum_check(CheckKind.TABLE_SUM, line.figure, figures, _down(line, children))
        exceeds = summed(figures).low > interval(line.figure).high
        if line.codes or check.passed or exceeds:
            yield check


def _children(line: _Line, lines: Sequence[_Line]) -> list[_Line]:
    if line.is_total or line.level < 0:
        return []
    following = lines[[id(one) for one in lines].index(id(line)) + 1 :]
    children: list[_Line] = []
    for one in following:
        if line.codes:
            if one.codes and _is_below(one.codes, line.codes):
                if one.level == line.level + 1:
                    children.append(one)
                continue
            break
        if one.is_total or one.level < 0 or one.level <= line.level:
            break
        if one.level == min(other.level for other in (*children, one)):
            children.append(one)
    return children


def _is_below(codes: tuple[str, ...], above: tuple[str, ...]) -> bool:
    if len(codes) == len(above) == 1:
        return codes[0] != above[0] and codes[0].startswith(above[0])
    return len(codes) > len(above) and codes[: len(above)] == above


def _down(total: _Line, parts: Sequence[_Line]) -> str:
    column = f"（{total.figure.column[-1]}）" if total.figure.column else ""
    return f"{total.label}{column} = " + " + ".join(part.label for part in parts)


def _same_kind(total: Figure, parts: Sequence[Figure]) -> bool:
    everything = (total, *parts)
    return len({(plain_unit(one), one.measure) for one in everything}) == 1 and not any(
        one.unit in ("%", "‰") for one in everything
    )
