"""A number in a sentence and the cell for the same thing → Checks that they agree."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ingest.bodies import body_aliases
from ingest.checks.arithmetic import a_check, in_unit_of, interval, plain_unit, scale_of, summed
from ingest.checks.listed_parts import CHANGE
from ingest.checks.said_twice import is_unit_slip, pair_check
from ingest.checks.table_sums import TOTAL
from ingest.checks.things import EMPTY, GENERIC, OWN_OFFICE, WHOLE_AREA, is_of_an_event, topic_of
from ingest.forms import FormMention, FormTable, bare_label, form_tables, keys_meant
from ingest.prose import coded_name
from ingest.records import Check, CheckKind, Figure, Measure, Report, ReportKind

SHORTEST = 3
"""Characters of a row's name that a sentence can mean; 其他 and 司法 stand for too many things."""
NARROWS = re.compile(
    r"其中|网络|信函|邮寄|当面|现场|邮件|传真|自然人|公民|个人|法人|企业|组织|转|补正|撤|镇|街道|律师|农民工|老年|未成年|妇女|残疾"
)
"""What makes a count one of a part."""


FILLERS = re.compile(
    r"案件|决定|事项|办理|处理|总?金额|总额|总?数量?|新|件|项目|实施|为|总|经审查|答复(?:意见|结果|类型)|登记|上?网公示|公示|另|有"
)
"""What may stand beside a cell's words without narrowing them."""


def text_and_table(figures: Sequence[Figure], report: Report) -> Iterator[Check]:
    """Every number of a sentence that a table gives too."""
    sentences = [
        one for one in figures if one.sentence is not None and not one.approximate and one.period == str(report.year)
    ]
    cells = [one for one in figures if one.table_id is not None]
    for figure in sentences:
        if not figure.cumulative and not CHANGE.match(figure.label):
            yield from _statutory(figure, cells, report)
            yield from _by_row_label(figure, cells, report)


# cells of the statutory form


def _statutory(figure: Figure, cells: Sequence[Figure], report: Report) -> Iterator[Check]:
    by_key = {cell.key: cell for cell in cells if cell.key is not None}
    editions = {key.partition(":")[0] for key in by_key}
    for form in form_tables():
        if form.edition not in editions:
            continue
        for mention in form.mentions:
            if _says(figure, mention, form, report):
                meant = _cells_meant(form, mention, by_key)
                if meant:
                    yield _against_cells(figure, meant, form, mention)


def _says(figure: Figure, mention: FormMention, form: FormTable, report: Report) -> bool:
    """Whether a sentence's label says what the cells hold, and nothing that narrows it."""
    label = _plain(figure.label, report)
    around = f"{''.join(figure.section)}{figure.context}{figure.beside}{figure.label}"
    own = (
        f"{''.join(figure.section)}{figure.context}{(figure.sentence or '').partition(figure.printed)[0]}{figure.label}"
    )
    if mention.about and not re.search(mention.about, own):
        return False
    if mention.units and figure.unit not in mention.units:
        return False
    if (
        not mention.units
        and figure.measure is not Measure.MONEY
        and figure.unit not in ("件", "条", "项", "起", "宗", "个", "份")
    ):
        return False
    if NARROWS.search(re.sub(mention.things, "", figure.label)) or is_of_an_event(figure):
        return False
    thing = re.search(mention.things, label)
    rest = label.replace(thing[0], "", 1) if thing else label
    verb = re.search(mention.verbs, rest) or (re.search(mention.verbs, label) if mention.about else None)
    if verb is None or (thing is None and not (mention.lone and re.search(mention.things, around))):
        return False
    rest = re.sub(mention.verbs, "", rest)
    if mention.about:
        rest = re.sub(f"{mention.about}|工作|案件|{mention.things}", "", rest)
    return len(FILLERS.sub("", rest)) == 0


def _plain(label: str, report: Report) -> str:
    """A label without body, year, scope and words that say nothing."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", label.replace("…", "")))
    for name in sorted({report.publisher, *body_aliases(report.publisher)}, key=len, reverse=True):
        plain = plain.replace(name, "")
    plain = re.sub(r"\d{4}年(?:度)?", "", plain)
    return re.sub(r"\W", "", EMPTY.sub("", WHOLE_AREA.sub("", OWN_OFFICE.sub("", plain))))


def _cells_meant(form: FormTable, mention: FormMention, by_key: dict[str, Figure]) -> list[Figure]:
    rows, columns = keys_meant(mention.rows, form.rows), keys_meant(mention.columns, form.columns)
    names = [f"{form.edition}:{form.key}.{row}.{column}" for row in rows for column in columns]
    return [by_key[name] for name in names if name in by_key] if names[0] in by_key else []


def _against_cells(figure: Figure, cells: Sequence[Figure], form: FormTable, mention: FormMention) -> Check:
    if len(cells) == 1:
        return pair_check(CheckKind.TEXT_AND_TABLE, figure, cells[0], "文字与表中所印")
    expected = sum((one.value * scale_of(one.unit)[0] for one in cells), start=Decimal(0))
    names = " + ".join(
        dict.fromkeys(one.row[-1] if len({c.row for c in cells}) > 1 and one.row else one.column[-1] for one in cells)
    )
    return a_check(
        CheckKind.TEXT_AND_TABLE,
        figure,
        cells,
        f"文字所印 = 表中 {names}",
        in_unit_of(figure, expected),
        interval(figure).meets(summed(cells)),
    )


# rows of any other table


def _by_row_label(figure: Figure, cells: Sequence[Figure], report: Report) -> Iterator[Check]:
    """A sum of money that a sentence gives for a row's very name, against that row's total in every table."""
    if figure.measure is not Measure.MONEY:
        return
    name = _named_thing(figure, report)
    if len(name) < SHORTEST and name not in BALANCE:
        return
    rows = [cell for cell in cells if cell.key is None and cell.period == figure.period and _is_named(cell, name)]
    rows = _whole_amounts([cell for cell in rows if plain_unit(cell) == plain_unit(figure)])
    if not rows:
        return
    agreeing = [cell for cell in rows if interval(cell).meets(interval(figure))]
    if agreeing:
        yield pair_check(CheckKind.TEXT_AND_TABLE, figure, agreeing[0], "文字与表中所印")
    elif all(interval(rows[0]).meets(interval(other)) or is_unit_slip(rows[0], other) for other in rows):
        yield pair_check(CheckKind.TEXT_AND_TABLE, figure, rows[0], "文字与表中所印")


def _is_named(cell: Figure, name: str) -> bool:
    """Whether a row's name is the thing named, or all that stands at its end (财政拨款的机关运行经费)."""
    if name in BALANCE:
        return bool(cell.row) and bool(re.fullmatch(rf"{name}(?:总计|合计)", cell.row[-1]))
    row = _row_name(cell)
    return row == name or (len(row) >= LONG_NAME and name.endswith(row))


LONG_NAME = 5
BALANCE = ("收入", "支出")
"""What 收入预算 and 支出预算 are called once 预算 is left out: the totals of the table of both."""


def _named_thing(figure: Figure, report: Report) -> str:
    own = figure.label.replace("…", "")
    telling = GENERIC.sub("", _plain(own, report))
    if len(telling) < SHORTEST and topic_of(figure):
        if report.kind is ReportKind.FINAL_ACCOUNTS and not re.search(r"决算|支出|执行", own):
            return ""
        own = ""
    words = own if len(_plain(own, report)) >= SHORTEST else topic_of(figure)
    return _plain(bare_label(coded_name(words) or words), report)


def _row_name(cell: Figure) -> str:
    """A cell's row; in a table without row labels its column, of a group's total the group."""
    names = cell.row or tuple(name for name in cell.column if not TOTAL.match(name))
    return re.sub(r"\W", "", EMPTY.sub("", bare_label(names[-1]))) if names else ""


def _whole_amounts(cells: Sequence[Figure]) -> list[Figure]:
    """Of each row the total column where there is one, else its only number."""
    by_row: dict[tuple[str | None, tuple[str, ...]], list[Figure]] = {}
    for cell in cells:
        by_row.setdefault((cell.table_id, cell.row), []).append(cell)
    chosen = []
    for row in by_row.values():
        totals = [cell for cell in row if cell.default_column or (cell.column and TOTAL.match(cell.column[-1]))]
        chosen += totals[:1] or (row if len(row) == 1 else [])
    return chosen
