"""The last look at a reply: every numeral in it must be one of its figures, or stand in what it cites."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from bot.errors import UncitedNumber
from bot.records import AnswerFigure, Citation
from ingest.numbers import CHINESE_NUMERAL, chinese_value

NUMERAL = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
NUMBER_WORD = re.compile(
    rf"百分之[{CHINESE_NUMERAL}]+|[{CHINESE_NUMERAL}]+(?=\s*(?:余|多)?\s*(?:件|条|个|项|次|人|份|场|万|亿|元|名|起|家|类|种|倍|成))"
)
ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ENGLISH_WORDS = (
    {word: value for value, word in enumerate(ONES.split())}
    | {word: 10 * value for value, word in enumerate(TENS.split(), start=2)}
    | {"hundred": 100, "thousand": 1000, "million": 1_000_000}
)
NUMBER_WORD_ENGLISH = re.compile(r"\b(?:" + "|".join(ENGLISH_WORDS) + r")s?\b", re.IGNORECASE)
CITATION_MARK = re.compile(r"\[\d{1,2}\]")


@dataclass(frozen=True, slots=True)
class Frame:
    """A fixed sentence of ours; it may hold no numeral at all."""

    text: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed field: the year or title of a report, its publisher, a page, a contact as printed."""

    text: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words copied from a cited place; they must stand in its quote or its labels."""

    text: str
    citation: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as it is shown, with the unit that the paper doesn't print beside it."""

    figure: AnswerFigure
    text: str


Piece = Frame | Typed | Quoted | Shown


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer with the numbers of its citations."""

    pieces: tuple[Piece, ...]
    citations: tuple[int, ...]

    def __post_init__(self) -> None:
        if not self.citations and any(isinstance(piece, (Shown, Quoted)) for piece in self.pieces):
            raise ValueError("a statement that shows a figure or quotes needs a citation")

    @property
    def text(self) -> str:
        """As people read it, citation marks at its end."""
        return "".join(piece_text(piece) for piece in self.pieces) + "".join(f"[{one}]" for one in self.citations)


def piece_text(piece: Piece) -> str:
    """A piece as people read it."""
    return piece.text


def guard(statements: Iterable[Statement], citations: tuple[Citation, ...]) -> None:
    """Raises UncitedNumber where a statement says a number that its figures and citations don't."""
    by_number = {citation.number: citation for citation in citations}
    for statement in statements:
        if missing := [one for one in statement.citations if one not in by_number]:
            raise UncitedNumber(f"statement cites [{missing[0]}], which the reply doesn't have")
        for piece in statement.pieces:
            _guard_piece(piece, by_number)


def _guard_piece(piece: Piece, citations: dict[int, Citation]) -> None:
    if isinstance(piece, Frame):
        if found := list(_numerals(piece.text)):
            raise UncitedNumber(f"a fixed sentence holds the number {found[0]}")
    elif isinstance(piece, Quoted):
        if _squeezed(piece.text) not in _cited_text(citations[piece.citation]):
            raise UncitedNumber(f"quoted words aren't in citation [{piece.citation}]: {piece.text[:40]!r}")
    elif isinstance(piece, Shown):
        _guard_figure(piece.figure, citations)
        _guard_rendering(piece)


def _guard_figure(figure: AnswerFigure, citations: dict[int, Citation]) -> None:
    for operand in figure.operands:
        _guard_figure(operand, citations)
    if figure.derived:
        return
    citation = citations.get(figure.citation)
    if citation is None or _squeezed(figure.printed) not in _cited_text(citation):
        raise UncitedNumber(f"{figure.printed!r} doesn't stand in citation [{figure.citation}]")
    values = set(_numerals(figure.printed)) | _chinese_numerals(figure.printed)
    if values and figure.value not in values and figure.value.copy_abs() not in values:
        raise UncitedNumber(f"{figure.printed!r} is printed, {figure.value} was read")
    if not values and figure.value != 0:
        raise UncitedNumber(f"{figure.printed!r} holds no number, {figure.value} was read")


def _chinese_numerals(printed: str) -> set[Decimal]:
    """Numbers in words in something that is known to be a number: 六部分, 两次."""
    found = (chinese_value(run) for run in re.findall(rf"[{CHINESE_NUMERAL}]+", printed))
    return {value for value in found if value is not None}


def _guard_rendering(piece: Shown) -> None:
    allowed = (
        set(_numerals(piece.figure.printed))
        | _chinese_numerals(piece.figure.printed)
        | {piece.figure.value, piece.figure.value.copy_abs()}
    )
    allowed |= {piece.figure.value * scale for scale in (10_000, 100_000_000)} | {Decimal(10_000), Decimal(100)}
    for found in _numerals(piece.text):
        if found not in allowed:
            raise UncitedNumber(f"{piece.text!r} shows {found}, the figure is {piece.figure.value}")


def _cited_text(citation: Citation) -> str:
    return _squeezed(" ".join((citation.quote, citation.table or "", *citation.row, *citation.column)))


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _numerals(text: str) -> Iterator[Decimal]:
    """Every number in a text, in digits or in words.

    >>> list(_numerals("25,000余份，两次，百分之九十六, twelve"))
    [Decimal('25000'), Decimal('2'), Decimal('96'), Decimal('12')]
    """
    plain = CITATION_MARK.sub("", unicodedata.normalize("NFKC", text))
    for match in NUMERAL.finditer(plain):
        try:
            yield Decimal(match[0].replace(",", ""))
        except InvalidOperation:  # pragma: no cover - the pattern admits decimals only
            continue
    for match in NUMBER_WORD.finditer(plain):
        value = chinese_value(match[0].removeprefix("百分之"))
        if value is not None:
            yield value
    for match in NUMBER_WORD_ENGLISH.finditer(plain):
        yield Decimal(
            ENGLISH_WORDS[
                match[0].lower().removesuffix("s") if match[0].lower() not in ENGLISH_WORDS else match[0].lower()
            ]
        )
