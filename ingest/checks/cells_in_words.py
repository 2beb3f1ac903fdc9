"""A number in a sentence and the cell that the sentence names by its row and column → Checks that they agree."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.checks.arithmetic import interval, plain_unit
from ingest.checks.growth import change_check, stated_change
from ingest.checks.listed_parts import CHANGE
from ingest.checks.said_twice import looks_misprinted, pair_check
from ingest.checks.table_sums import TOTAL
from ingest.records import Check, CheckKind, Figure, Measure, Report, Table

REFERS = re.compile(r"(?:附表|附件|下表|上表|[见由据如从].{0,3}表)")
NEUTRAL = re.compile(r"合计|总计|小计|共计|全年|本年|总数|合计数")
"""What a column of sums is called, which a sentence leaves out."""
COUNTS = re.compile(r"(?:数量|人数|户数|次数|件数|数|量|情况)$")
OF_ALL = re.compile(r"(?:全[省市县区州旗镇乡年]|我[省市县区州旗镇乡局委]|本年|\d{4}年).*共|合计|总计")
"""Of all rows: 全县共受理."""
LEAST_SAID, LEAST_TITLE, LEAST_DIGITS = 2, 4, 3
"""Characters of a row's name and of a table's title that a sentence must hold; digits that a chance match lacks."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A cell that a sentence can mean, and how many of its headers the sentence names."""

    cell: Figure
    said: int


def cells_in_words(figures: Sequence[Figure], tables: Sequence[Table], report: Report) -> Iterator[Check]:
    """Every number of a sentence that is about a table of the report's own and names one of its cells."""
    statutory = {figure.table_id for figure in figures if figure.key}
    own = [table for table in tables if table.id not in statutory and table.title]
    by_table: dict[str, list[Figure]] = {table.id: [] for table in own}
    for figure in figures:
        if figure.table_id in by_table:
            by_table[figure.table_id].append(figure)
    sentences = [one for one in figures if one.sentence is not None and not one.approximate]
    for figure in sentences:
        for table in own:
            yield from _growth_of(figure, table, by_table[table.id], report)
            if figure.period == str(report.year) and not figure.cumulative and not CHANGE.match(figure.label):
                yield from _against_cell(figure, table, by_table[table.id])


def _against_cell(figure: Figure, table: Table, cells: Sequence[Figure]) -> Iterator[Check]:
    if figure.measure not in (Measure.COUNT, Measure.MONEY) or not _is_about(figure, table):
        return
    words = _plain((figure.sentence or "").partition(figure.printed)[0])
    clause = _plain(f"{figure.context}{figure.label}")
    cell = _meant(words, clause, [one for one in cells if plain_unit(one) == plain_unit(figure)])
    if cell is None or not (_shares_its_title(figure, table) or any(_column_in(clause, one) for one in cell.column)):
        return
    agrees = interval(cell).meets(interval(figure))
    points = REFERS.search(figure.sentence or "") or _title(table) in _plain(figure.sentence or "")
    sure = bool(points) or (len(str(figure.value)) >= LEAST_DIGITS and looks_misprinted(figure.value, cell.value))
    if agrees or sure:
        yield pair_check(CheckKind.TEXT_AND_TABLE, figure, cell, "文字与表中所印")


def _is_about(figure: Figure, table: Table) -> bool:
    """Whether a sentence points at a table by its title, or shares a run of its title and says that there is one."""
    return _shares_its_title(figure, table) or "附表" in (figure.sentence or "")


def _shares_its_title(figure: Figure, table: Table) -> bool:
    sentence, title = _plain(figure.sentence or ""), _title(table)
    run = any(title[place : place + LEAST_TITLE] in sentence for place in range(len(title) - LEAST_TITLE + 1))
    return title in sentence or run


def _column_in(clause: str, header: str) -> bool:
    name = _telling(header)
    return bool(name) and name in clause


def _telling(header: str) -> str:
    """A column's name without what every column of counts or sums is called."""
    return COUNTS.sub("", NEUTRAL.sub("", _name(header)))


def _title(table: Table) -> str:
    return _plain(re.sub(r"\d{4}\s*年(?:度|末|底)?|(?:统计|情况|分布|一览|明细)?表$", "", table.title))


def _plain(words: str) -> str:
    return re.sub(r"\W", "", unicodedata.normalize("NFKC", words))


def _meant(words: str, clause: str, cells: Sequence[Figure]) -> Figure | None:
    """The one cell whose row and columns are named; None where several could be."""
    found = [named for cell in cells if (named := _named(words, clause, cell))]
    most = max((one.said for one in found), default=0)
    best = [one.cell for one in found if one.said == most]
    return best[0] if len(best) == 1 else None


def _named(words: str, clause: str, cell: Figure) -> _Named | None:
    row = [name for one in cell.row if (name := _name(one))]
    said = 0
    of_all = bool(row) and bool(TOTAL.match(row[-1])) and bool(OF_ALL.search(clause))
    if not row or not (of_all or any(_says(words, name) for name in row)):
        return None
    for name in row:
        if _says(words, name):
            said += 1
        elif not NEUTRAL.search(name):
            return None
    for one in cell.column:
        if not _telling(one):
            continue
        if not _column_in(clause, one):
            return None
        said += 1
    return _Named(cell, said) if said else None


def _name(header: str) -> str:
    """A header without its unit and numbering."""
    plain = re.sub(r"[（(][^）)]*[）)]|^[一二三四五六七八九十]+、|^\d{1,2}[.．、](?!\d)", "", header)
    return _plain(plain)


def _says(words: str, name: str) -> bool:
    """10月 is not said by 110月 nor 1月 by 11月."""
    return len(name) >= LEAST_SAID and bool(re.search(rf"(?<!\d){re.escape(name)}", words))


# a growth between two columns of years


def _growth_of(figure: Figure, table: Table, cells: Sequence[Figure], report: Report) -> Iterator[Check]:
    """由对比表可见，2020年合计数比2019年增长17.4%."""
    title = _title(table)
    if not title or title not in _plain(figure.sentence or ""):
        return
    change = stated_change(figure, report)
    if change is None or not change.is_rate:
        return
    words = _plain(figure.label)
    rows = {one.row for one in cells if one.row and any(_says(words, _name(name)) for name in one.row)}
    if not rows and re.search(r"合计|总计|总数|总量", words):
        rows = {one.row for one in cells if one.row and TOTAL.match(one.row[-1])}
    now = [one for one in cells if one.row in rows and one.column and str(report.year) in one.column[-1]]
    before = [one for one in cells if one.row in rows and one.column and change.reference in one.column[-1]]
    if len(rows) == len(now) == len(before) == 1:
        yield change_check(CheckKind.GROWTH, change, now[0], before[0])
