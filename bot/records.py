"""What people ask and what they get: questions, statements, citations, replies."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from bot.arithmetic import Operation
from ingest.records import Box, Measure, UnitSource


class Language(StrEnum):
    """The language that a question is asked and answered in."""

    CHINESE = "zh"
    ENGLISH = "en"


class Status(StrEnum):
    """What sort of reply it is."""

    ANSWERED = "answered"
    CONFLICT = "conflict"
    """the report prints several values for the very thing asked"""
    AMBIGUOUS = "ambiguous"
    """asks back"""
    NOT_FOUND = "not_found"
    """in scope, but not held or not stated"""
    OUT_OF_SCOPE = "out_of_scope"
    """not a question about the reports"""


class Asked(StrEnum):
    """What sort of answer a question wants."""

    NUMBER = "number"
    WORDS = "words"
    """a sentence: who, where, when, which, why, whether"""
    CONTACT = "contact"
    """a telephone number, an address and the like"""
    EITHER = "either"
    """keywords only: a number where one fits, else words"""


class Sought(StrEnum):
    """What a question of words wants to be told; several where it asks for several."""

    PERSON = "person"
    BODY = "body"
    """an office, a company, a unit: who provides it, which department"""
    DAY = "day"
    PLACE = "place"
    NAME = "name"
    """what something is called"""
    LIST = "list"
    """several things by name"""
    REASON = "reason"
    PURPOSE = "purpose"
    """what money is for"""
    MEANING = "meaning"
    PROBLEMS = "problems"
    """what a report admits"""
    IMPROVEMENTS = "improvements"
    """what a report says will be done about it"""
    WHETHER = "whether"
    """yes or no"""


class Contact(StrEnum):
    """A way to reach a body, as printed in its report."""

    TELEPHONE = "telephone"
    FAX = "fax"
    EMAIL = "email"
    ADDRESS = "address"
    POSTCODE = "postcode"
    WEBSITE = "website"


class Across(StrEnum):
    """What is asked of the figures of several years or bodies."""

    TREND = "trend"
    """each of them, in order; of two, how they compare"""
    DIFFERENCE = "difference"
    GROWTH = "growth"
    SUM = "sum"
    HIGHEST = "highest"
    """ranked, the highest first"""
    LOWEST = "lowest"


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a question names, with the other words for it."""

    said: str
    alternatives: tuple[str, ...]
    """Chinese words that reports may print for it, the said one first where it is Chinese"""
    importance: float
    """0 to 1: how much the kind of word matters (a noun more than a verb), before its rarity is known"""
    english: bool = False
    akin: tuple[str, ...] = ()
    """words of the reports that a thesaurus gives for it: in one of its senses, perhaps not in the one that is meant"""
    is_place: bool = False
    """whether it is the name of a county, district or town other than the body's own"""


@dataclass(frozen=True, slots=True)
class Question:
    """A person's words, understood."""

    text: str
    language: Language
    asked: Asked
    terms: tuple[Term, ...]
    measures: frozenset[Measure]
    """which sorts of quantity can answer it"""
    unit: str | None
    """the unit that is asked in: 件 of 多少件"""
    in_bulk: bool = field(default=False, kw_only=True)
    """True where it is asked how much, which no number of single things answers"""
    contacts: tuple[Contact, ...]
    years: tuple[int, ...]
    report_ids: frozenset[str] | None
    """reports of the body that is named; None where none is named"""
    body: str | None
    """the words that named the body"""
    missing_body: str | None
    """a body that is named and of which no report is held"""
    sought: frozenset[Sought] = frozenset()
    """what a question of words wants to be told"""
    focus: frozenset[str] = frozenset()
    """what is said of the things that the answer itself must name: 社区 in 几个社区, 组长 in 组长是谁"""
    restriction: frozenset[str] = frozenset()
    """things that narrow what is asked to a part: none of them may be missing"""
    parts: tuple[str, ...] = ()
    """two or more things asked for at once (A和B分别…)"""
    compared: tuple[str, str] | None = None
    """two things of which the difference is asked (A比B多几件)"""
    summed: tuple[str, ...] = ()
    """things of which the sum is asked (A和B一共多少)"""
    across: Across | None = None
    """what is asked of several years or bodies; None where one figure is asked for"""
    span: tuple[int, ...] = ()
    """the years that are looked over, in order"""
    single: "Question | None" = None
    """what is asked of each year or body"""
    over_bodies: bool = False
    """True where bodies are compared, False where years are"""
    bodies: tuple[str, ...] = ()
    """publishers that are named, where there are several"""
    rest: bool = False
    """True where a whole without a named part is asked for"""
    share: tuple[str, str] | None = None
    """a part and the whole of which its share is asked"""
    new: frozenset[str] = frozenset()
    """things that the answer counts, and not only stands beside: a follow-up's own, a place in another body's report"""
    part_of_year: tuple[str, ...] = ()
    """words for the month, quarter or half that is asked for; empty where a whole year is"""
    completed: str = ""
    """what is embedded and read of a follow-up: the question that it leans on, with its own words if it names things"""
    answered_by: str = ""
    """the sentence or table that answered it, for the question after it"""
    within: str = ""
    """the sentence or table that its answer stands in: how many of those …"""
    earlier: tuple[int, ...] = ()
    """years that were asked for before in the conversation, the latest last"""
    is_part: bool = False
    """whether its figure is one of several that an answer is computed from, or stands in a row with"""
    since: int | None = None
    """the year from which a sum is asked (2021年以来); None where no such sum is"""
    refused: bool = False
    """an attempt to give orders instead of asking"""

    @property
    def whole_text(self) -> str:
        """The words that say by themselves what is asked."""
        return self.completed or self.text

    @property
    def is_for_one_number(self) -> bool:
        """Whether one figure would answer it, and not several or a sentence."""
        takes_several = self.across or self.parts or self.compared or self.summed or self.share
        refused = self.refused or self.missing_body or self.rest
        return self.asked in (Asked.NUMBER, Asked.EITHER) and not takes_several and not refused


@dataclass(frozen=True, slots=True)
class Citation:
    """One place in one report that a statement rests on."""

    number: int
    """from 1, within its reply"""
    report_id: str
    file: str
    title: str
    url: str | None
    page: int
    """where the number stands, from 1"""
    quote: str
    """as printed"""
    boxes: tuple[Box, ...]
    table: str | None = None
    row: tuple[str, ...] = ()
    column: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerFigure:
    """A number of an answer, tied to the citation it was copied from or to the operands it was computed from."""

    value: Decimal
    printed: str
    unit: str | None
    unit_source: UnitSource
    approximate: bool
    label: str
    publisher: str
    period: str | None
    citation: int
    """number of its citation; a computed figure names its first operand's"""
    derived: bool = False
    operands: tuple["AnswerFigure", ...] = ()
    operation: Operation | None = None
    """how a derived one is computed from its operands"""

    def __post_init__(self) -> None:
        if not self.derived == bool(self.operands) == (self.operation is not None):
            made = f"{self.operation} of {len(self.operands)} operands"
            raise ValueError(f"figure {self.printed!r}: derived is {self.derived} with {made}")


@dataclass(frozen=True, slots=True)
class Reply:
    """What one question gets. Field for field the JSON object of `gongkai ask --json`."""

    id: str
    question: str
    language: Language
    status: Status
    answer: str
    figures: tuple[AnswerFigure, ...] = ()
    citations: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = field(default=())
    """whole questions that can be asked instead or next"""
    snapshot: str = ""
