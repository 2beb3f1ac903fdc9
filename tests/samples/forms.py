"""The statutory tables as the official forms print them: 国办公开办函〔2019〕60号 and 国办公开办函〔2021〕30号."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from tests.samples.printed import CellKind, Habits, PrintedCell, PrintedTable

Labels = tuple[str, ...]
Spell = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class FormBlock:
    """One block of table 二: its title row, and its rows and columns by key."""

    key: str
    title: str
    rows: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]


FILES = (("rules", "规章"), ("normative", "规范性文件"))
CHANGES = (("last_year", "上一年项目数量"), ("change", "本年增/减"), ("decided", "处理决定数量"))
DECIDED = (("decided", "本年处理决定数量"),)
SANCTIONS = (("penalty", "行政处罚"), ("coercion", "行政强制"))
MADE_2019 = (("made", "本年新制作数量"), ("disclosed", "本年新公开数量"), ("disclosed_total", "对外公开总数量"))
MADE_2021 = (("made", "本年制发件数"), ("repealed", "本年废止件数"), ("in_force", "现行有效件数"))
BLOCKS = {
    "2019": (
        FormBlock("rules", "第二十条第（一）项", FILES, MADE_2019),
        FormBlock(
            "licensing", "第二十条第（五）项", (("licence", "行政许可"), ("service", "其他对外管理服务事项")), CHANGES
        ),
        FormBlock("penalties", "第二十条第（六）项", SANCTIONS, CHANGES),
        FormBlock("fees", "第二十条第（八）项", (("fee", "行政事业性收费"),), CHANGES[:2]),
        FormBlock(
            "procurement",
            "第二十条第（九）项",
            (("central", "政府集中采购"),),
            (("projects", "采购项目数量"), ("amount", "采购总金额")),
        ),
    ),
    "2021": (
        FormBlock("rules", "第二十条第（一）项", (FILES[0], ("normative", "行政规范性文件")), MADE_2021),
        FormBlock("licensing", "第二十条第（五）项", (("licence", "行政许可"),), DECIDED),
        FormBlock("penalties", "第二十条第（六）项", SANCTIONS, DECIDED),
        FormBlock(
            "fees",
            "第二十条第（八）项",
            (("fee", "行政事业性收费"),),
            (("amount", "本年收费金额（单位：万元）"),),
        ),
    ),
}
"""Table 二, 主动公开政府信息情况."""

RESULTS = "三、本年度办理结果"
REFUSED, UNAVAILABLE, NOT_PROCESSED, OTHER = "（三）不予公开", "（四）无法提供", "（五）不予处理", "（六）其他处理"
COMMON_ROWS: tuple[tuple[str, Labels], ...] = (
    ("received", ("一、本年新收政府信息公开申请数量",)),
    ("carried_in", ("二、上年结转政府信息公开申请数量",)),
    ("result.granted", (RESULTS, "（一）予以公开")),
    ("result.partly", (RESULTS, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）")),
    ("result.refused.secret", (RESULTS, REFUSED, "1.属于国家秘密")),
    ("result.refused.law", (RESULTS, REFUSED, "2.其他法律行政法规禁止公开")),
    ("result.refused.safety", (RESULTS, REFUSED, "3.危及“三安全一稳定”")),
    ("result.refused.third_party", (RESULTS, REFUSED, "4.保护第三方合法权益")),
    ("result.refused.internal", (RESULTS, REFUSED, "5.属于三类内部事务信息")),
    ("result.refused.process", (RESULTS, REFUSED, "6.属于四类过程性信息")),
    ("result.refused.case_file", (RESULTS, REFUSED, "7.属于行政执法案卷")),
    ("result.refused.registry", (RESULTS, REFUSED, "8.属于行政查询事项")),
    ("result.unavailable.not_held", (RESULTS, UNAVAILABLE, "1.本机关不掌握相关政府信息")),
    ("result.unavailable.not_ready", (RESULTS, UNAVAILABLE, "2.没有现成信息需要另行制作")),
    ("result.unavailable.unclear", (RESULTS, UNAVAILABLE, "3.补正后申请内容仍不明确")),
    ("result.not_processed.petition", (RESULTS, NOT_PROCESSED, "1.信访举报投诉类申请")),
    ("result.not_processed.repeated", (RESULTS, NOT_PROCESSED, "2.重复申请")),
    ("result.not_processed.publications", (RESULTS, NOT_PROCESSED, "3.要求提供公开出版物")),
    ("result.not_processed.excessive", (RESULTS, NOT_PROCESSED, "4.无正当理由大量反复申请")),
    ("result.not_processed.confirm", (RESULTS, NOT_PROCESSED, "5.要求行政机关确认或重新出具已获取信息")),
)
LAST_ROWS: tuple[tuple[str, Labels], ...] = (
    ("result.total", (RESULTS, "（七）总计")),
    ("carried_out", ("四、结转下年度继续办理",)),
)
UNCORRECTED = "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"
UNPAID = "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
APPLICATION_ROWS: dict[str, tuple[tuple[str, Labels], ...]] = {
    "2019": (*COMMON_ROWS, ("result.other", (RESULTS, OTHER)), *LAST_ROWS),
    "2021": (
        *COMMON_ROWS,
        ("result.other.uncorrected", (RESULTS, OTHER, UNCORRECTED)),
        ("result.other.unpaid", (RESULTS, OTHER, UNPAID)),
        ("result.other.rest", (RESULTS, OTHER, "3.其他")),
        *LAST_ROWS,
    ),
}
"""Table 三, 收到和处理政府信息公开申请情况."""
APPLICANT, ORGANISATION = "申请人情况", "法人或其他组织"
APPLICATION_COLUMNS: tuple[tuple[str, Labels], ...] = (
    ("person", (APPLICANT, "自然人")),
    ("organisation.business", (APPLICANT, ORGANISATION, "商业企业")),
    ("organisation.research", (APPLICANT, ORGANISATION, "科研机构")),
    ("organisation.welfare", (APPLICANT, ORGANISATION, "社会公益组织")),
    ("organisation.legal", (APPLICANT, ORGANISATION, "法律服务机构")),
    ("organisation.other", (APPLICANT, ORGANISATION, "其他")),
    ("total", (APPLICANT, "总计")),
)
CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
OUTCOMES = (
    ("upheld", "结果维持"),
    ("corrected", "结果纠正"),
    ("other", "其他结果"),
    ("pending", "尚未审结"),
    ("total", "总计"),
)
PROCEEDINGS: tuple[tuple[str, Labels], ...] = (
    ("reconsideration", ("行政复议",)),
    ("litigation.direct", ("行政诉讼", "未经复议直接起诉")),
    ("litigation.after", ("行政诉讼", "复议后起诉")),
)
"""Table 四, 政府信息公开行政复议、行政诉讼情况."""
FINE = 6
"""Grid columns right of the labels in table 二: one, two or three columns share them evenly."""


def form_keys(edition: str) -> tuple[str, ...]:
    """The keys of an edition's cells, without the edition, in the order of print."""
    disclosed = (
        f"{block.key}.{row}.{column}"
        for block in BLOCKS[edition]
        for row, _ in block.rows
        for column, _ in block.columns
    )
    received = (
        f"applications.{row}.{column}" for row, _ in APPLICATION_ROWS[edition] for column, _ in APPLICATION_COLUMNS
    )
    disputed = (f"disputes.all.{proceeding}.{outcome}" for proceeding, _ in PROCEEDINGS for outcome, _ in OUTCOMES)
    return (*disclosed, *received, *disputed)


def disclosure_tables(edition: str, texts: Mapping[str, str], habits: Habits) -> tuple[PrintedTable, ...]:
    """Table 二, as one table or as one a block."""
    spell = speller(habits)
    blocks = [tuple(_block_cells(edition, block, texts, spell)) for block in BLOCKS[edition]]
    widths = (0.28, *(0.72 / FINE,) * FINE)
    if habits.separate_blocks:
        return tuple(PrintedTable(cells, widths, 0) for cells in blocks)
    heights = [max(cell.row for cell in cells) + 1 for cells in blocks]
    stacked = (
        replace(cell, row=cell.row + above)
        for cells, above in zip(blocks, accumulate(heights, initial=0), strict=False)
        for cell in cells
    )
    return (PrintedTable(tuple(stacked), widths, 0),)


def _block_cells(edition: str, block: FormBlock, texts: Mapping[str, str], spell: Spell) -> Iterator[PrintedCell]:
    title, span = spell(block.title), FINE // len(block.columns)
    yield PrintedCell(0, 0, 1, 1 + FINE, title, CellKind.TITLE)
    yield PrintedCell(1, 0, 1, 1, "信息内容", CellKind.HEADER)
    for number, (_, label) in enumerate(block.columns):
        yield PrintedCell(1, 1 + span * number, 1, span, spell(label), CellKind.HEADER)
    for row, (row_key, row_label) in enumerate(block.rows, start=2):
        yield PrintedCell(row, 0, 1, 1, spell(row_label), CellKind.LABEL)
        for number, (column_key, label) in enumerate(block.columns):
            key = f"{block.key}.{row_key}.{column_key}"
            yield PrintedCell(
                row,
                1 + span * number,
                1,
                span,
                texts.get(key, "0"),
                CellKind.VALUE,
                (spell(row_label),),
                (title, spell(label)),
                f"{edition}:{key}",
            )


def applications_table(edition: str, texts: Mapping[str, str], habits: Habits) -> PrintedTable:
    """Table 三."""
    spell = speller(habits)
    rows = [(key, tuple(map(spell, labels))) for key, labels in APPLICATION_ROWS[edition]]
    columns = [(key, tuple(map(spell, labels))) for key, labels in APPLICATION_COLUMNS]
    narrow = 0.05 if habits.upright else 0.09
    return PrintedTable(
        (
            PrintedCell(0, 0, 3, 3, spell(CORNER), CellKind.HEADER),
            *_header_cells([labels for _, labels in columns], 0, 3, 3),
            *_row_label_cells([labels for _, labels in rows], 3, habits.upright),
            *_value_cells(f"{edition}:applications", rows, columns, 3, texts),
        ),
        (narrow, 0.12, 0.35 - narrow, *(0.53 / 7,) * 7),
        3,
    )


def disputes_table(edition: str, texts: Mapping[str, str], habits: Habits) -> PrintedTable:
    """Table 四."""
    spell = speller(habits)
    columns = [
        (f"{key}.{outcome}", tuple(map(spell, (*labels, label))))
        for key, labels in PROCEEDINGS
        for outcome, label in OUTCOMES
    ]
    return PrintedTable(
        (
            *_header_cells([labels for _, labels in columns], 0, 0, 3),
            *_value_cells(f"{edition}:disputes", [("all", ())], columns, 3, texts),
        ),
        (1 / 15,) * 15,
        3,
    )


def _header_cells(paths: Sequence[Labels], row: int, column: int, depth: int) -> Iterator[PrintedCell]:
    """Column labels from the outside in, equal neighbours as one cell, each innermost one down to the body."""
    start = 0
    while start < len(paths):
        end = start + 1
        while end < len(paths) and len(paths[end]) > 1 and paths[end][0] == paths[start][0]:
            end += 1
        leaf = len(paths[start]) == 1
        yield PrintedCell(row, column + start, depth if leaf else 1, end - start, paths[start][0], CellKind.HEADER)
        if not leaf:
            yield from _header_cells([path[1:] for path in paths[start:end]], row + 1, column + start, depth - 1)
        start = end


def _row_label_cells(paths: Sequence[Labels], top: int, upright: bool) -> Iterator[PrintedCell]:
    """Row labels in three columns, equal neighbours as one cell, each innermost one across to the values."""
    for number, path in enumerate(paths):
        for depth, label in enumerate(path):
            outer = path[: depth + 1]
            if number and paths[number - 1][: depth + 1] == outer:
                continue
            rows = sum(other[: depth + 1] == outer for other in paths)
            across = 1 if len(path) > depth + 1 else 3 - depth
            vertical = upright and depth == 0 and rows > 1
            yield PrintedCell(top + number, depth, rows, across, label, CellKind.LABEL, upright=vertical)


def _value_cells(
    table: str,
    rows: Sequence[tuple[str, Labels]],
    columns: Sequence[tuple[str, Labels]],
    top: int,
    texts: Mapping[str, str],
) -> Iterator[PrintedCell]:
    """A body whose values stand right of the row labels' three columns, or at the left where rows have no labels."""
    left = 3 if any(labels for _, labels in rows) else 0
    for row, (row_key, row_labels) in enumerate(rows):
        for column, (column_key, column_labels) in enumerate(columns):
            name = f"{table}.{row_key}.{column_key}"
            text = texts.get(name.split(":")[1], "0")
            yield PrintedCell(top + row, left + column, 1, 1, text, CellKind.VALUE, row_labels, column_labels, name)


def speller(habits: Habits) -> Spell:
    """How a body writes the forms' labels."""

    def spell(label: str) -> str:
        label = label.replace("总计", habits.spaced_total)
        if label[:1].isdigit():
            label = label.replace(".", habits.numbering, 1)
        return label.replace("（", "(").replace("）", ")") if habits.ascii_brackets else label

    return spell
