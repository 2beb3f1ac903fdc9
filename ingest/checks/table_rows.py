"""What a table's own headers say of its cells: 其中, a formula, a group of sums, a row for the whole → Checks."""

import re
from collections.abc import Iterator, Sequence

from ingest.checks.arithmetic import a_check, interval, plain_unit, sum_check, summed
from ingest.checks.table_sums import OF_WHICH, RATE, TOTAL
from ingest.figures import cell_figure_id
from ingest.records import Cell, Check, CheckKind, Figure, Table

MARK = re.compile(r"[①-⑳]")
FORMULA = re.compile(r"(?P<total>[①-⑳])\s*=\s*(?P<sum>[①-⑳](?:\s*[+\-]\s*[①-⑳])+)")
"""年末数④＝①＋②－③, once full-width signs are plain."""
SUM_GROUP = re.compile(r"合计|总计|共计|^全年")
WHOLE_AREA = re.compile(r"全[国省市县区州旗镇乡村]|总体|全部")
LEAST_PARTS = 2
Grid = dict[tuple[int, int], Figure]


def table_rows(figures: Sequence[Figure], tables: Sequence[Table]) -> Iterator[Check]:
    """Every relation that the headers of a table state; one that holds nowhere else is no relation."""
    by_id = {figure.id: figure for figure in figures}
    statutory = {figure.table_id for figure in figures if figure.key}
    for table in tables:
        if table.id in statutory:
            continue
        cells = {(one.row_number, one.column_number): one for one in table.cells if not one.is_label}
        grid = {place: by_id[found] for place, one in cells.items() if (found := cell_figure_id(table, one)) in by_id}
        for checks in (
            _formula(cells, grid, table),
            *_of_which_columns(cells, grid),
            *_of_which_rows(cells, grid),
            *_sum_groups(cells, grid),
            *_whole_row(cells, grid),
        ):
            yield from checks


def _believed(checks: Sequence[Check], fewest: int) -> list[Check]:
    """Checks of one relation: all of them where it holds for most of its rows, none where it is only guessed."""
    passed = sum(check.passed for check in checks)
    return list(checks) if passed >= fewest and passed * 2 >= len(checks) else []


# a formula in a header


def _formula(cells: dict[tuple[int, int], Cell], grid: Grid, table: Table) -> list[Check]:
    headers = {
        mark[0]: one.column_number
        for one in table.cells
        if one.is_label and (mark := MARK.search(one.text)) and one.column_span == 1
    }
    checks: list[Check] = []
    for one in table.cells:
        match = FORMULA.search(_kept(one.text)) if one.is_label else None
        if match is None:
            continue
        terms = re.findall(r"([+\-]?)\s*([①-⑳])", match["sum"])
        if match["total"] not in headers or any(mark not in headers for _, mark in terms):
            continue
        for row in sorted({row for row, _ in grid}):
            total = grid.get((row, headers[match["total"]]))
            operands = [grid.get((row, headers[mark])) for _, mark in terms]
            if total is None or any(part is None for part in operands):
                continue
            parts = [part for part in operands if part is not None]
            taken = [part for part, (sign, _) in zip(parts, terms, strict=True) if sign == "-"]
            names = re.sub(r"\s", "", match[0])
            checks.append(sum_check(CheckKind.TABLE_SUM, total, parts, f"{_of(total)}{names}", taken))
    return checks


def _kept(text: str) -> str:
    """Full-width signs as plain ones; ① stays, which NFKC would make 1."""
    return text.replace("＝", "=").replace("＋", "+").replace("－", "-").replace("—", "-")


def _of(figure: Figure) -> str:
    return f"{figure.row[-1]}：" if figure.row else ""


# 其中


def _of_which_columns(cells: dict[tuple[int, int], Cell], grid: Grid) -> Iterator[list[Check]]:
    """A column 其中：… can't be more than the column that it is a part of."""
    for column in sorted({column for _, column in cells}):
        pairs = []
        for row in sorted({row for row, _ in cells}):
            part, whole = grid.get((row, column)), grid.get((row, column - 1))
            if part and whole and _is_part_column(part, whole):
                pairs.append((whole, part))
        yield _believed([_no_more_than(whole, part) for whole, part in pairs], LEAST_PARTS)


def _is_part_column(part: Figure, whole: Figure) -> bool:
    """其中：女性人次 right of 参训人次, under the same head."""
    named = bool(part.column) and bool(OF_WHICH.match(part.column[-1]))
    beside = whole.column[:-1] == part.column[:-1] and not (whole.column and OF_WHICH.match(whole.column[-1]))
    return named and beside and _same_sort(part, whole)


def _of_which_rows(cells: dict[tuple[int, int], Cell], grid: Grid) -> Iterator[list[Check]]:
    """A row 其中：… right below the row that it is a part of can't be more; 其中 names its first part."""
    loose: list[Check] = []
    for (row, column), part in sorted(grid.items()):
        whole = grid.get((row - 1, column))
        if whole is None or not part.row or not OF_WHICH.match(part.row[-1]) or not whole.row:
            continue
        if not OF_WHICH.match(whole.row[-1]) and _same_sort(part, whole) and whole.column == part.column:
            parts = _to_the_total(row, column, grid)
            yield [_no_more_than(whole, one) for one in parts]
            loose += [] if parts else [_no_more_than(whole, part)]
    yield _believed(loose, LEAST_PARTS)


def _to_the_total(first: int, column: int, grid: Grid) -> list[Figure]:
    """The rows from 其中 on that a total further down leaves out; none where more than one end would fit."""
    below = sorted(row for row, other in grid if other == column and row >= first)
    ends = [row for row in below if (figure := grid[row, column]).row and TOTAL.match(figure.row[-1])]
    above = [figure for (row, other), figure in grid.items() if other == column and row < first]
    if not ends or any(figure.row and TOTAL.match(figure.row[-1]) for figure in above):
        return []
    rows, total = [row for row in below if row < ends[0]], grid[ends[0], column]
    fitting = []
    for place in range(1, len(rows)):
        rest = [*above, *(grid[row, column] for row in rows[place:])]
        if interval(total).meets(summed(rest)):
            fitting.append(rows[:place])
    return [grid[row, column] for row in fitting[0]] if len(fitting) == 1 else []


def _same_sort(part: Figure, whole: Figure) -> bool:
    rates = any(RATE.search(name) for name in (*part.column, *whole.column))
    return plain_unit(part) == plain_unit(whole) and part.measure is whole.measure and not rates


def _no_more_than(whole: Figure, part: Figure) -> Check:
    passed = interval(part).low <= interval(whole).high or whole.value < 0
    names = (
        (part.column[-1], whole.column[-1]) if part.row == whole.row and part.column else (part.row[-1], whole.row[-1])
    )
    return a_check(CheckKind.TABLE_SUM, part, (whole,), f"{names[0]} 不大于 {names[1]}", None, passed)


# a group of columns that adds up the groups beside it


def _sum_groups(cells: dict[tuple[int, int], Cell], grid: Grid) -> Iterator[list[Check]]:
    """城市低保（户数、人数） | 农村低保（户数、人数） | 城乡合计（户数、人数）: by the name below."""
    for column in sorted({column for _, column in cells}):
        checks = []
        for row in sorted({row for row, _ in cells}):
            total = grid.get((row, column))
            if total is None or len(total.column) < LEAST_PARTS or not SUM_GROUP.search(total.column[-2]):
                continue
            others = [
                grid[place]
                for place, cell in sorted(cells.items())
                if place[0] == row
                and place in grid
                and cell.column[-1:] == total.column[-1:]
                and place[1] != column
                and len(cell.column) == len(total.column)
                and cell.column[:-2] == total.column[:-2]
            ]
            groups = {one.column[-2] for one in others}
            if len(groups) == len(others) >= LEAST_PARTS and not any(SUM_GROUP.search(one) for one in groups):
                names = " + ".join(one.column[-2] for one in others)
                relation = f"{_of(total)}{total.column[-2]}（{total.column[-1]}） = {names}"
                checks.append(sum_check(CheckKind.TABLE_SUM, total, others, relation))
        yield _believed(checks, LEAST_PARTS)


# a row for the whole area


def _whole_row(cells: dict[tuple[int, int], Cell], grid: Grid) -> Iterator[list[Check]]:
    """全县 above or below its towns, where most columns add up."""
    rows = sorted({row for row, _ in grid})
    for whole in (rows[:1], rows[-1:]):
        named = [grid[place] for place in grid if place[0] in whole]
        if len(rows) <= LEAST_PARTS or not named or not named[0].row or not WHOLE_AREA.fullmatch(named[0].row[-1]):
            continue
        checks = []
        for (row, column), total in sorted(grid.items()):
            parts = [grid[place] for place in sorted(grid) if place[1] == column and place[0] != row]
            if row in whole and len(parts) == len(rows) - 1 and not any(RATE.search(name) for name in total.column):
                relation = f"{total.row[-1]}（{total.column[-1] if total.column else ''}） = 其余各行之和"
                checks.append(sum_check(CheckKind.TABLE_SUM, total, parts, relation))
        yield _believed(checks, LEAST_PARTS)
