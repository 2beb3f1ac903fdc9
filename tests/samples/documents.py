"""A ReportSpec and a seed → the document that a body of certain habits prints of it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from tests.samples.forms import applications_table, disclosure_tables, disputes_table
from tests.samples.ledgers import ledger
from tests.samples.printed import Block, Document, Gap, Habits, PageEnd, PrintedTable, Role, Rules, Words
from tests.samples.specs import ReportSpec, TableSpec

DISCLOSED, APPLIED, DISPUTED = (
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
)
FONTS = ("Noto Serif CJK SC", "Noto Sans CJK SC", "AR PL UMing CN")
A4 = (595.3, 841.9)
CELL_SIDES = 6.0
"""Left and right of a cell's text together, in points."""
DIGIT = 0.6
"""Width of the widest font's digits as a share of their size."""
NUMBER = re.compile(r"[-+0-9.,]+")
NUMERALS = "一二三四五六七八九十"
EXPLANATIONS = re.compile(r"其他相关情况|情况说明$")
"""Heading of a budget's section that stands behind its tables."""


def document(spec: ReportSpec, seed: int) -> Document:
    """The same for the same spec and seed."""
    random = Random(f"{seed} print")
    habits = random_habits(random, budget=spec.edition is None)
    blocks = tuple(_blocks(spec, habits, random))
    return Document(spec.title, replace(habits, table_size=_fitting_size(blocks, habits)), blocks)


def _fitting_size(blocks: tuple[Block, ...], habits: Habits) -> float:
    """The size inside tables at which no number is wider than its cell."""
    room = (A4[1] if habits.landscape else A4[0]) - 2 * habits.margin
    sizes = (
        (sum(table.widths[cell.column : cell.column + cell.column_span]) * room - CELL_SIDES) / (len(run) * DIGIT)
        for table in blocks
        if isinstance(table, PrintedTable)
        for cell in table.cells
        for run in NUMBER.findall(cell.text)
    )
    return min((habits.table_size, *sizes))


def random_habits(random: Random, budget: bool) -> Habits:
    """What one body might do."""
    return Habits(
        rules=random.choice(tuple(Rules)),
        landscape=budget and random.random() < 0.6,
        repeats_header=random.random() < 0.4,
        cuts_rows=random.random() < 0.35,
        open_breaks=random.random() < 0.4,
        separate_blocks=random.random() < 0.3,
        upright=random.random() < 0.6,
        vertical_script=random.random() < 0.5,
        ascii_brackets=random.random() < 0.2,
        spaced_total=random.choice(("总计", "总计", "总 计", "总  计")),
        numbering=random.choice("..．、"),
        shaded=random.random() < 0.3,
        centred_labels=random.random() < 0.5,
        page_number=random.choice(("- {} -", "— {} —", "{}", None)),
        margin=random.choice((50.0, 62.0, 72.0)),
        size=random.choice((12.0, 14.0, 16.0)),
        table_size=random.choice((7.5, 9.0, 10.5)),
        padding=random.choice((2.5, 4.0, 6.0)),
        font=random.choice(FONTS),
    )


def _blocks(spec: ReportSpec, habits: Habits, random: Random) -> Iterator[Block]:
    yield Words(_title(spec, random), Role.TITLE)
    tables = _other_tables(spec, habits, random)
    for heading, texts in _sections(spec):
        if EXPLANATIONS.search(heading):
            yield from tables
        if heading:
            yield Words(heading, Role.HEADING)
        yield from (Words(text, Role.PARAGRAPH) for text in texts)
        yield from _statutory(heading, spec, habits, random)
    yield from tables


def _title(spec: ReportSpec, random: Random) -> str:
    """Often the body has a line of its own."""
    if spec.title.startswith(spec.publisher) and random.random() < 0.6:
        return f"{spec.publisher}\n{spec.title.removeprefix(spec.publisher)}"
    return spec.title


def _sections(spec: ReportSpec) -> list[tuple[str, tuple[str, ...]]]:
    """Its sections, with those that the statutory tables need, in the order of their numerals."""
    sections = list(spec.sections)
    for number, heading in enumerate((DISCLOSED, APPLIED, DISPUTED) if spec.edition else (), start=1):
        if not any(_table_of(one) == _table_of(heading) for one, _ in sections):
            later = (place for place, (one, _) in enumerate(sections) if _numeral(one) > number)
            sections.insert(next(later, len(sections)), (heading, ()))
    return sections


def _numeral(heading: str) -> int:
    """The place of the heading's number, from 0; -1 where it has none."""
    return NUMERALS.find(heading[0]) if heading[1:2] == "、" else -1


def _table_of(heading: str) -> str | None:
    """The heading of the table that belongs below a heading."""
    if not heading or _numeral(heading) < 0:
        return None
    if "申请" in heading and "收到" in heading:
        return APPLIED
    if "复议" in heading and "诉讼" in heading:
        return DISPUTED
    return DISCLOSED if "主动公开" in heading else None


def _statutory(heading: str, spec: ReportSpec, habits: Habits, random: Random) -> Iterator[Block]:
    tables = _tables_below(heading, spec, habits)
    for table in tables:
        yield with_page_end(table, random, 0.65 if len(tables) == 1 else 0.15)
        yield Gap(random.choice((1, 1, 1, 2, 6, 12)))


def _tables_below(heading: str, spec: ReportSpec, habits: Habits) -> tuple[PrintedTable, ...]:
    wanted = _table_of(heading) if spec.edition else None
    if spec.edition is None or wanted is None:
        return ()
    if wanted == DISCLOSED:
        return disclosure_tables(spec.edition, spec.cells, habits)
    return ((applications_table if wanted == APPLIED else disputes_table)(spec.edition, spec.cells, habits),)


def _other_tables(spec: ReportSpec, habits: Habits, random: Random) -> Iterator[Block]:
    on_new_pages, compiler = random.random() < 0.6, random.random() < 0.5
    for table in spec.tables:
        yield PageEnd() if on_new_pages else Gap(random.choice((1, 2, 8)))
        yield from _above(table, f"编制部门：{spec.publisher}" if compiler else "")
        yield with_page_end(ledger(table), random)
    if spec.tables:
        yield PageEnd() if on_new_pages else Gap(1)


def _above(table: TableSpec, beside: str) -> Iterator[Words]:
    yield Words(table.title, Role.CAPTION)
    if table.unit:
        yield Words(f"单位：{table.unit}", Role.UNIT, beside)


def with_page_end(table: PrintedTable, random: Random, share: float = 0.65) -> PrintedTable:
    """A share of the tables of some length are made to break at a row of chance; the rest break where the page ends."""
    rows = range(table.header_rows + 1, table.row_count)
    if len(rows) < 2 or random.random() >= share:
        return table
    return replace(table, page_ends_before=random.choice(rows))
