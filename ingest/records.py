"""What is read from a report: the records that every later step passes on."""

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class ReportKind(StrEnum):
    """What sort of disclosure a report is."""

    ANNUAL_REPORT = "annual_report"
    """政府信息公开工作年度报告"""
    BUDGET = "budget"
    """预算"""
    FINAL_ACCOUNTS = "final_accounts"
    """决算"""
    OTHER = "other"


class UnitSource(StrEnum):
    """Where a figure's unit was read."""

    PRINTED = "printed"
    """beside the number"""
    HEADER = "header"
    """in a row label, column label or title of the table, or behind the last number of a row in a sentence"""
    FORM = "form"
    """only the statutory form says it"""
    NONE = "none"
    """nowhere"""


class Measure(StrEnum):
    """What sort of quantity a figure is."""

    COUNT = "count"
    MONEY = "money"
    SHARE = "share"
    """a percentage of a whole: 通过率 96%"""
    GROWTH = "growth"
    """a change against another period: 同比增长 300%"""


class CheckKind(StrEnum):
    """Which relation a check holds a report to."""

    PARTS_AND_TOTAL = "parts_and_total"
    """a total in a sentence and the parts that 其中 lists"""
    TABLE_SUM = "table_sum"
    """合计, 小计 and 总计 of a table's rows and columns"""
    FORM_RELATION = "form_relation"
    """the relations that the statutory form itself states (勾稽关系)"""
    TEXT_AND_TABLE = "text_and_table"
    """a sentence and the cell for the same thing"""
    SAID_TWICE = "said_twice"
    """two sentences about the same thing and period"""
    GROWTH = "growth"
    """a stated change and the two figures that it compares"""
    LAST_YEAR = "last_year"
    """what a report says of the year before and what that year's report says"""
    PERIOD_SLIP = "period_slip"
    """a year that can't be the one meant"""
    UNIT_SLIP = "unit_slip"
    """the same digits once in 元 and once in 万元"""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in PDF points from the top left corner of the page; pages count from 1."""

    page_number: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is printed: the boxes it fills, the most telling one first."""

    report_id: str
    boxes: tuple[Box, ...]

    def __post_init__(self) -> None:
        if not self.boxes:
            raise ValueError(f"a place in report {self.report_id} needs at least one box")

    @property
    def page_number(self) -> int:
        """The page of the first box, from 1."""
        return self.boxes[0].page_number


@dataclass(frozen=True, slots=True)
class Report:
    """One published report: who published what, for which year, and the file it was read from."""

    id: str
    """the first 16 hex digits of the file's SHA-256"""
    file: str
    """name inside the corpus folder"""
    title: str
    publisher: str
    year: int | None
    kind: ReportKind
    url: str | None
    sha256: str
    page_count: int
    form: str | None
    """edition of the statutory form that its tables follow: "2019" or "2021"; None where there is none"""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of running text under one heading, short enough for the model."""

    id: str
    report_id: str
    section: tuple[str, ...]
    """headings above it, outermost first"""
    text: str
    place: Place
    """one box a line, in reading order"""
    ordinal: int
    """position among the report's passages, from 0"""

    @property
    def page_number(self) -> int:
        """The page on which the passage begins, from 1."""
        return self.place.page_number


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a whole table; rows and columns count from 0, over page breaks."""

    row_number: int
    column_number: int
    row_span: int
    column_span: int
    text: str
    """as printed, line breaks dropped; "" where the cell is blank"""
    box: Box
    is_label: bool
    """True for headers and row labels, False for what they describe"""
    row: tuple[str, ...]
    """row labels that lead to it, outermost first; empty for labels"""
    column: tuple[str, ...]
    """column labels that lead to it, outermost first; empty for labels"""


@dataclass(frozen=True, slots=True)
class Table:
    """One whole table, its pieces on following pages joined."""

    id: str
    report_id: str
    section: tuple[str, ...]
    title: str
    """the heading that names it; its own top line where that spans the table"""
    unit: str | None
    """from a line such as 单位：万元"""
    cells: tuple[Cell, ...]
    place: Place
    """one box a page"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed number with what it counts."""

    id: str
    report_id: str
    printed: str
    """as printed, with the unit where it stands beside: "25000余份", "576 件"; words for a zero in words: "未收到" """
    value: Decimal
    unit: str | None
    unit_source: UnitSource
    measure: Measure
    approximate: bool
    label: str
    """what is counted, copied from the paper"""
    label_english: str | None
    """the form's own English label; None where the table is not statutory"""
    context: str
    """words around the label that narrow it: the head of a list, the sentence, the paragraph's opening words"""
    section: tuple[str, ...]
    row: tuple[str, ...]
    column: tuple[str, ...]
    default_row: bool
    """True where somebody who names no row of this table means this one"""
    default_column: bool
    """True where somebody who names no column of this table means this one"""
    sentence: str | None
    """the sentence it stands in; None for cells"""
    quote: str
    """what to show as evidence: the sentence, or the row of cells, as printed; holds `printed`"""
    period: str | None
    """"2020", "2020-06" or "2017-11/2020"; None where the paper doesn't say"""
    cumulative: bool
    """True where it is worded as a running total: 2017年以来, 2020年以来, 累计; `period` says from when"""
    as_of: str | None
    """the day or word of a cut-off, as printed"""
    publisher: str
    key: str | None
    """the statutory form's key of the cell"""
    table_id: str | None
    passage_id: str | None
    place: Place
    """the number's own box first, then its sentence or its row and headers"""
    beside: str = ""
    """the rest of what is said before the number: its sentence, and the sentence before that"""
    also: tuple[str, ...] = ()
    """other words by which people call it, from the form's glossary"""
    offset: int = -1
    """where the number begins in its passage's text; -1 for cells"""
    subject: str = ""
    """what a label belongs to that names no thing itself: “沙坡头区司法行政”微博 of 截至目前关注"""

    @property
    def full_label(self) -> str:
        """What is counted, with what a short label belongs to."""
        return f"{self.subject}：{self.label}" if self.subject else self.label

    @property
    def reaches_back(self) -> bool:
        """Whether it is a sum since a year before its report's own."""
        return self.cumulative and "/" in (self.period or "")


@dataclass(frozen=True, slots=True)
class Check:
    """A relation that a report's figures should keep, and whether they do."""

    id: str
    report_id: str
    kind: CheckKind
    relation: str
    """the relation in the paper's words: 总计 = 结果维持 + 结果纠正"""
    total: str
    """id of the figure that is held against the others; "" where the slip is in words"""
    operands: tuple[str, ...]
    """ids of the figures it is held against"""
    subtracted: tuple[str, ...]
    """those of the operands that are taken away"""
    supporting: tuple[str, ...]
    """ids of a printed total and its parts that speak for one of two values"""
    expected: Decimal | None
    """what the operands give, in the total's unit"""
    printed: Decimal | None
    passed: bool
    confirmed: bool
    """False where a second reading of the cells disagrees: then the reading is suspected, not the report"""
    place: Place


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was read from one report."""

    report: Report
    aliases: tuple[str, ...]
    """other names by which the report calls its publisher, longest first"""
    passages: tuple[Passage, ...]
    tables: tuple[Table, ...]
    figures: tuple[Figure, ...]
    checks: tuple[Check, ...]
    remarks: tuple[str, ...] = ()
    """what staff should look at, each a sentence"""


def content_id(*parts: object) -> str:
    """16 hex digits that depend on nothing but the parts.

    >>> content_id("a", 1) == content_id("a", 1), content_id("a", 1) == content_id("a1")
    (True, False)
    """
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]
