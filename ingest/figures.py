"""A Table → Figures: each number with its row path, column path, unit and place."""

import re

from ingest.forms import FormCell, FormTable, edition_in_force, form_cell, recognise
from ingest.numbers import cell_number
from ingest.prose import GROWTH
from ingest.records import Box, Cell, Figure, Measure, Place, Report, Table, UnitSource, content_id

HEADER_UNIT = re.compile(r"[（(](?:单位\s*[:：]\s*)?((?:万|亿|千)?元|件|条|个|项|人|人次|辆|份|次|%)[）)]")
TOTALS = {"合计", "总计", "小计", "总数", "合 计"}
MONEY = re.compile(r"元$")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")
"""2022年度决算数; a label that compares two years names none."""


def table_figures(table: Table, report: Report) -> tuple[Figure, ...]:
    """Every number of a table, in reading order."""
    form = recognise(table, report.year)
    return tuple(
        _figure(cell, number, unit, table, form, report)
        for cell in table.cells
        if not cell.is_label and (parsed := cell_number(cell.text)) is not None
        for number, unit in [parsed]
    )


def form_edition(tables: tuple[Table, ...], year: int | None) -> str | None:
    """The edition of the statutory form that most of a report's tables follow; of two, the one for its year."""
    editions = [form.edition for table in tables if (form := recognise(table, year)) is not None]
    in_force = edition_in_force(year)
    return max(sorted(set(editions)), key=lambda one: (editions.count(one), one == in_force), default=None)


def _figure(
    cell: Cell, value: object, beside: str | None, table: Table, form: FormTable | None, report: Report
) -> Figure:
    named = form_cell(form, cell.row, cell.column) if form else None
    unit, source = _unit(cell, beside, table, named)
    return Figure(
        id=cell_figure_id(table, cell),
        report_id=report.id,
        printed=cell.text,
        value=value,  # type: ignore[arg-type]
        unit=unit,
        unit_source=source,
        measure=_measure(unit, (*cell.row[-1:], *cell.column)),
        approximate=False,
        label=cell_label(cell.row, cell.column),
        label_english=named.english if named else None,
        context=table.title,
        section=table.section,
        row=cell.row,
        column=cell.column,
        default_row=named.row.default if named else _is_total(cell.row[-1:]),
        default_column=named.column.default if named else _is_total(cell.column[-1:]),
        sentence=None,
        quote=_row_quote(cell, table),
        period=_period(cell, report),
        cumulative=False,
        as_of=None,
        publisher=report.publisher,
        key=named.name if named else None,
        table_id=table.id,
        passage_id=None,
        place=Place(report.id, _boxes(cell, table)),
        also=(*named.row.also, *named.column.also, *named.table.also) if named else (),
    )


def cell_figure_id(table: Table, cell: Cell) -> str:
    """The id of the figure that a cell holds, or would hold if it were a number."""
    return content_id(table.report_id, "cell", table.id, cell.row_number, cell.column_number, cell.text)


def cell_label(row: tuple[str, ...], column: tuple[str, ...]) -> str:
    """What a cell counts: its own row label, then the column labels that tell it from its neighbours.

    >>> cell_label(("行政许可",), ("上一年项目数量",)), cell_label((), ("行政复议", "总计"))
    ('行政许可，上一年项目数量', '行政复议，总计')
    """
    names = [one for one in row if not re.fullmatch(r"\d+", one)]
    leaf = names[-2:] if names and len(names[-1].lstrip("0123456789.．、")) <= 2 else names[-1:]
    columns = column[-1:] if row else column
    return "，".join((*leaf, *columns))


def _is_total(leaf: tuple[str, ...]) -> bool:
    return bool(leaf) and leaf[0] in TOTALS


SCORE = re.compile(r"(?:得分|评分|分值|分数)$")
NO_MONEY = re.compile(r"(?:人数|户数|件数|个数|数量|面积|率|比例|占比|排名|名次)$")
"""Names of columns and rows whose numbers aren't in the unit of money of a table's head."""


def _unit(cell: Cell, beside: str | None, table: Table, named: FormCell | None) -> tuple[str | None, UnitSource]:
    if beside:
        return beside, UnitSource.PRINTED
    for label in (*reversed(cell.column), *reversed(cell.row)):
        if match := HEADER_UNIT.search(label):
            return match[1], UnitSource.HEADER
    last = (*cell.column[-1:], *cell.row[-1:])
    if any(map(SCORE.search, last)):
        return "分", UnitSource.HEADER
    if table.unit and not (MONEY.search(table.unit) and any(map(NO_MONEY.search, last))):
        return table.unit, UnitSource.HEADER
    if named and named.unit:
        return named.unit, UnitSource.FORM
    return None, UnitSource.NONE


def _measure(unit: str | None, labels: tuple[str, ...]) -> Measure:
    if unit in ("%", "‰"):
        return Measure.GROWTH if any(GROWTH.search(label) for label in labels) else Measure.SHARE
    return Measure.MONEY if unit and MONEY.search(unit) else Measure.COUNT


def _period(cell: Cell, report: Report) -> str | None:
    """The year that a column's or row's label names; 上一年 is the year before the report's own."""
    for label in (*reversed(cell.column), *reversed(cell.row)):
        if len(years := set(YEAR.findall(label))) == 1:
            return str(years.pop())
    if report.year is None:
        return None
    last_year = any(re.match(r"上一?年(?!结转)", label) for label in cell.column[-1:])
    return str(report.year - 1 if last_year else report.year)


def _row_quote(cell: Cell, table: Table) -> str:
    """The row as printed, from its label to its last cell."""
    row = [
        other for other in table.cells if cell.row_number in range(other.row_number, other.row_number + other.row_span)
    ]
    label = [other.text for other in row if other.is_label][-1:]
    return " ".join([*label, *(other.text for other in row if not other.is_label and other.text)])


def _boxes(cell: Cell, table: Table) -> tuple[Box, ...]:
    """The number first, then its column's innermost header and its row's innermost label.

    In this order, since row labels begin with numerals (1.属于国家秘密) that read on from the number.
    """
    labels = [other for other in table.cells if other.is_label and other.text]
    row = [one for one in labels if cell.row_number in range(one.row_number, one.row_number + one.row_span)]
    above = [
        one
        for one in labels
        if cell.column_number in range(one.column_number, one.column_number + one.column_span)
        and one.row_number < cell.row_number
        and re.sub(r"\s+", "", one.text) in cell.column
    ]
    return (cell.box, *(one.box for one in above[-1:]), *(one.box for one in row[-1:]))
