"""The last look at a reply: every number in it must be one of its figures, as printed in the place that it cites."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.arithmetic import Operation, computed
from bot.errors import UncitedNumber
from bot.records import AnswerFigure, Citation, Language
from bot.showing import shown_text
from bot.wording import FIXED_WORDS
from ingest.numbers import CHINESE_NUMERAL, chinese_value

NUMERAL = re.compile(r"[-−]?\d+(?:,\d{3})*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Frame:
    """A fixed sentence of bot/wording.py, or a mark between two pieces."""

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
    """Raises UncitedNumber where a statement says a number that its figures and citations don't.

    A frame must be one of the fixed sentences of bot/wording.py, quoted words must stand in their citation, and a
    figure must be shown in one of the ways in which its printed form may be shown.
    """
    by_number = {citation.number: citation for citation in citations}
    for statement in statements:
        for piece in statement.pieces:
            _guard_piece(piece, by_number)
            _guard_mark(piece, statement)
            _guard_neighbours(piece, statement, by_number)
        if missing := [one for one in statement.citations if one not in by_number]:
            raise UncitedNumber(f"statement cites [{missing[0]}], which the reply doesn't have")


def _guard_piece(piece: Piece, citations: dict[int, Citation]) -> None:
    if isinstance(piece, Frame) and piece.text not in FIXED_WORDS:
        raise UncitedNumber(f"not a fixed sentence: {piece.text[:40]!r}")
    if isinstance(piece, Quoted) and not (
        _stands_in(piece.text, citations.get(piece.citation))
        or _is_thing_of_a_row(piece.text, citations.get(piece.citation))
    ):
        raise UncitedNumber(f"quoted words aren't in citation [{piece.citation}]: {piece.text[:40]!r}")
    if isinstance(piece, Shown):
        _guard_figure(piece.figure, citations)
        if piece.text not in _ways_to_show(piece.figure):
            raise UncitedNumber(f"{piece.text!r} doesn't show {piece.figure.printed!r}")


def _guard_mark(piece: Piece, statement: Statement) -> None:
    """The mark that people see leads to the place that a number was copied from."""
    cited = (
        {piece.citation}
        if isinstance(piece, Quoted)
        else _cited_by(piece.figure)
        if isinstance(piece, Shown)
        else set()
    )
    if not cited <= set(statement.citations):
        raise UncitedNumber(f"a statement marked {list(statement.citations)} holds something of {sorted(cited)}")


def _guard_neighbours(piece: Piece, statement: Statement, citations: dict[int, Citation]) -> None:
    """A number from a sentence stands there beside the words that it is said with: not 9条 of 部门工作动态信息89条."""
    if not isinstance(piece, Shown) or piece.figure.derived or citations[piece.figure.citation].table is not None:
        return
    printed, citation = piece.figure.printed, citations[piece.figure.citation]
    beside = [one.text for one in statement.pieces if isinstance(one, Quoted) and one.citation == citation.number]
    if beside and not any(
        printed in words
        or _stands_in(words + printed, citation)
        or _stands_in(printed + words, citation)
        or _stands_in_its_place(words, printed, citation)
        for words in beside
    ):
        raise UncitedNumber(f"{printed!r} doesn't stand beside {beside[-1][:40]!r} in citation [{citation.number}]")


def _stands_in_its_place(words: str, printed: str, citation: Citation) -> bool:
    """Whether a quote says A、B分别为1件、2件, and the words have the place before that the number has behind."""
    return any(
        number == _squeezed(printed) and _squeezed(words) in said
        for said, number in _in_rows(_squeezed(citation.quote))
    )


def _is_thing_of_a_row(words: str, citation: Citation | None) -> bool:
    return citation is not None and any(_squeezed(words) in said for said, _ in _in_rows(_squeezed(citation.quote)))


def _in_rows(quote: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each number of a row with what its thing may be called: of A、B、C用水分别为… A and A用水.

    Of another row behind it (，对应罚款…, ，分别增长…) what it says of them too: A罚款.

    Read here anew, and not taken from the reader, whose mistakes it is to find.
    """
    for row in RESPECTIVELY.finditer(quote):
        numbers, said = BETWEEN.split(row["numbers"]), {row["changed"] or ""}
        if COMPARING.fullmatch(row["things"]):
            names = _counted_before(quote[: row.start()])
            said |= {row["things"] + one for one in said}
        else:
            names = _listed(BETWEEN.split(row["things"]))
        while names and len(numbers) >= len(names) and said:
            for of_one, number in zip(names, numbers, strict=False):
                yield tuple(name + what for name in of_one for what in said), number.strip()
            numbers = numbers[len(names) :]
            words, numbers[:1] = _parted(numbers[:1])
            what = ONCE_MORE.sub("", words)
            said = {what, COMPARED.sub("", what)} if what else set()


def _listed(things: Sequence[str]) -> list[tuple[str, ...]]:
    """What each thing of a row may be called: 农业, and 农业用水 of 农业、工业、生态用水."""
    shares = len(things) >= FEWEST_ALIKE
    tails = [things[-1][at:] for at in range(len(things[-1]))] if shares else []
    heads = [things[0][:at] for at in range(1, len(things[0]))] if shares else []
    return [(thing, *(thing + tail for tail in tails), *(head + thing for head in heads)) for thing in things]


def _counted_before(said: str) -> list[tuple[str, ...]]:
    """What may be called what is counted since the last full stop, each with its own number: 收入12万元、支出8万元."""
    parts = BETWEEN.split(re.split("[；;。：:]", said)[-1])
    words = [found[-1] for part in parts if (found := WORDS_BEFORE_A_NUMBER.findall(part))]
    return [tuple(one[at:] for at in range(len(one))) for one in words]


def _parted(numbers: list[str]) -> tuple[str, list[str]]:
    """The words before the first number of another row, and that number."""
    match = WORDS_AND_NUMBER.fullmatch("".join(numbers))
    return (match[1], [match[2]]) if match else ("", numbers)


RESPECTIVELY = re.compile(
    r"(?P<things>[^,，；;。：:（(]*)分别(?:为|是|有|达到?|占|完成|办理|(?:同比|[比较]上年)?"
    r"(?P<changed>增长|增加|提高|上升|下降|减少|降低)了?)?约?(?P<numbers>[\d０-９][^；;。：:]*)"
)
BETWEEN = re.compile(r"、|和|与|以及|及|[,，](?!\d)")
WORDS_BEFORE_A_NUMBER = re.compile(r"([^\d０-９]+)[\d０-９][\d,.]*")
WORDS_AND_NUMBER = re.compile(r"([^\d０-９]+)([\d０-９].*)")
ONCE_MORE = re.compile(r"(?:对应|相应)的?|分别(?:为|是|有|达到?|占|完成|办理)?|[了约]$")
"""What is said of another row of numbers beside what it counts: 对应罚款, 在校生分别为."""
COMPARED = re.compile("同比|[比较]上年")
COMPARING = re.compile(f"(?:{COMPARED.pattern})?")
FEWEST_ALIKE = 3
"""Things of a row of which the first or the last may say something for all."""


def _cited_by(figure: AnswerFigure) -> set[int]:
    return {one.citation for one in figure.operands} if figure.derived else {figure.citation}


def _ways_to_show(figure: AnswerFigure) -> set[str]:
    return {figure.printed, *(shown_text(figure, language) for language in Language)}


def _guard_figure(figure: AnswerFigure, citations: dict[int, Citation]) -> None:
    for operand in figure.operands:
        _guard_figure(operand, citations)
    if figure.derived:
        _guard_arithmetic(figure)
    elif not _stands_in(figure.printed, citations.get(figure.citation)):
        raise UncitedNumber(f"{figure.printed!r} doesn't stand in citation [{figure.citation}]")
    elif figure.value not in _values(figure.printed):
        raise UncitedNumber(f"{figure.printed!r} is printed, {figure.value} was read")


def _guard_arithmetic(figure: AnswerFigure) -> None:
    """A computed number is what its operation makes of its operands, all of one unit."""
    values = [operand.value for operand in figure.operands]
    if len({operand.unit for operand in figure.operands}) > 1:
        raise UncitedNumber(f"{figure.value} is computed from figures of different units")
    result = computed(figure.operation or Operation.SUM, values)
    if figure.value != result or figure.printed != format(result.normalize(), "f"):
        raise UncitedNumber(f"{figure.value} is shown as computed from {', '.join(map(str, values))}")


def _values(printed: str) -> set[Decimal]:
    """What a printed figure can mean: its number in digits or in words; 0 for words without any."""
    plain = unicodedata.normalize("NFKC", printed)
    digits = {Decimal(re.sub(r"[,\s]", "", match[0]).replace("−", "-")) for match in NUMERAL.finditer(plain)}
    words = {chinese_value(run) for run in re.findall(rf"[{CHINESE_NUMERAL}]+", plain)} if not digits else set()
    return {value for value in digits | words if value is not None} or {Decimal(0)}


def _stands_in(words: str, citation: Citation | None) -> bool:
    """Whether words stand in a citation's quote or labels, without cutting a number in two.

    White space means nothing but between two digits, where it parts two numbers.
    """
    if citation is None:
        return False
    wanted = re.escape(_squeezed(words))
    pattern = re.compile(rf"(?<!\d)(?<!\d[.,]){wanted}" if _squeezed(words)[:1].isdigit() else wanted)
    whole = re.compile(pattern.pattern + (r"(?!\d|[.,]\d)" if _squeezed(words)[-1:].isdigit() else ""))
    texts = (citation.quote, citation.table or "", *citation.row, *citation.column)
    return any(whole.search(_squeezed(text)) for text in texts)


def _squeezed(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", re.sub(r"\s+", " ", plain)).strip()
