"""Promise 1: no number leaves without its cited place. Real statements pass; altered ones don't."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from benchmarks.lessons import LESSONS, read_lesson
from bot.arithmetic import IN_PER_CENT, Operation
from bot.assistant import Assistant
from bot.citing import Citing, answer_figure, computed_figure, state_figure
from bot.errors import UncitedNumber
from bot.guard import Frame, Piece, Quoted, Shown, Statement, Typed, guard
from bot.records import AnswerFigure, Citation, Language
from tests.fakes import a_report
from tests.samples.words import numbers

DIGITS = "0123456789"
OTHER_DIGITS = ["５", "٥", "५", "௫", "⑤", "㈤", "Ⅴ", "½", "⁵"]
CHINESE_WORDS = [
    "三件", "十一", "两次", "五百七十六", "百分之九十六", "三分之一", "五成", "两倍", "一半", "廿五", "卅", "壹佰", "叁拾", "百万", "千余", "數十", "二〇二〇",
]  # fmt: skip
ENGLISH_WORDS = [
    "twelve", "Thirteen", "seven hundred", "twenty-five", "a dozen", "half", "one third", "twice", "a million", "billion", "five-hundred",
]  # fmt: skip
OTHER_WORDS = ["douze", "zwölf", "doce", "двенадцать", "열두", "じゅうに", "اثنا عشر"]
SCALES = ["万", "亿", "百", "千", "百万", " million", " thousand", " hundred", "%", "‰"]


@dataclass(frozen=True, slots=True, repr=False)
class Said:
    """A real figure, the real statement of it, and the citations of its reply."""

    figure: AnswerFigure
    statement: Statement
    citations: tuple[Citation, ...]

    def __repr__(self) -> str:
        quotes = " | ".join(f"[{one.number}] {one.quote}" for one in self.citations)
        return f"{self.statement.text!r} of {self.figure.printed!r} = {self.figure.value}, cited from {quotes}"

    def check(self) -> None:
        """Raises UncitedNumber where the guard stops it."""
        guard([self.statement], self.citations)

    def assert_stopped(self) -> None:
        """The guard doesn't let it pass."""
        try:
            self.check()
        except UncitedNumber:
            return
        pytest.fail(f"passed the guard: {self!r}")

    def with_pieces(self, change: Callable[[Piece], Piece]) -> "Said":
        """With every piece changed."""
        pieces = tuple(change(piece) for piece in self.statement.pieces)
        return replace(self, statement=replace(self.statement, pieces=pieces))

    def with_figure(self, figure: AnswerFigure, text: str | None = None) -> "Said":
        """With another figure shown, and maybe with other words."""

        def change(piece: Piece) -> Piece:
            return Shown(figure, piece.text if text is None else text) if isinstance(piece, Shown) else piece

        return replace(self.with_pieces(change), figure=figure)

    @property
    def shown(self) -> str:
        """The figure as it is shown."""
        return next(piece.text for piece in self.statement.pieces if isinstance(piece, Shown))


class Sayings(tuple[Said, ...]):
    """Many of them, which a failing test doesn't print one by one."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"{len(self)} sayings"


@pytest.fixture(scope="module")
def sayings(assistant: Assistant) -> Sayings:
    """Every figure of the repository's reports, said in Chinese and in English."""
    store = assistant.snapshot.store
    reports = {report.id: report for report in store.reports()}
    tables = {table.id: table for table in store.tables()}
    sayings = []
    for figure in store.figures():
        for language in Language:
            citing = Citing(reports, tables)
            shown = answer_figure(figure, citing.cite_figure(figure))
            sayings.append(Said(shown, state_figure(figure, shown, language), citing.citations))
    return Sayings(sayings)


@pytest.fixture(scope="module")
def printed_in_digits(sayings: Sayings) -> Sayings:
    """Those whose number is printed in digits, zeros in words and 六部分 left out."""
    return Sayings(said for said in sayings if any(char.isdigit() for char in said.figure.printed))


def one_of(sayings: Sayings) -> st.SearchStrategy[Said]:
    """Any of them, the first ones when an example is made simpler."""
    return st.integers(0, len(sayings) - 1).map(lambda number: sayings[number])


def replaced_digit(data: st.DataObject, text: str) -> str:
    """The text with one of its digits made another."""
    at = data.draw(st.sampled_from([at for at, char in enumerate(text) if char in DIGITS]))
    digit = data.draw(st.sampled_from([char for char in DIGITS if char != text[at]]))
    return text[:at] + digit + text[at + 1 :]


def inserted(data: st.DataObject, text: str, more: str) -> str:
    """The text with something put in anywhere."""
    at = data.draw(st.integers(0, len(text)))
    return text[:at] + more + text[at:]


def test_what_is_printed_may_be_said(sayings: Sayings) -> None:
    """Every figure of the reports passes as it is, in both languages."""
    assert len(sayings) > 400
    for said in sayings:
        said.check()


# A number that was made up


@given(st.data())
def test_digit_changed_in_what_is_shown(printed_in_digits: Sayings, data: st.DataObject) -> None:
    """A digit of the shown number that differs from the paper's is stopped."""
    said = data.draw(one_of(printed_in_digits))
    number = "".join(char for char in said.figure.printed if char in DIGITS + ",.")
    made = replaced_digit(data, number)
    assume(Decimal(made.replace(",", "") or "0") != said.figure.value)
    said.with_figure(said.figure, said.shown.replace(number, made)).assert_stopped()


@given(st.data())
def test_value_changed(sayings: Sayings, data: st.DataObject) -> None:
    """A value other than the printed one is stopped, the opposite sign too."""
    said = data.draw(one_of(sayings))
    value = data.draw(st.decimals(allow_nan=False, allow_infinity=False, places=2) | st.just(-said.figure.value))
    assume(value != said.figure.value)
    said.with_figure(replace(said.figure, value=value)).assert_stopped()


@given(st.data())
def test_digit_changed_everywhere(printed_in_digits: Sayings, data: st.DataObject) -> None:
    """A number that agrees with itself (printed, value, shown) but stands nowhere in its citation is stopped."""
    said = data.draw(one_of(printed_in_digits))
    number = "".join(char for char in said.figure.printed if char in DIGITS + ",.")
    made = replaced_digit(data, number)
    printed = said.figure.printed.replace(number, made)
    assume(made not in "".join(char for char in said.citations[0].quote if char in DIGITS + ",."))
    figure = replace(said.figure, printed=printed, value=Decimal(made.replace(",", "")))
    said.with_figure(figure, said.shown.replace(said.figure.printed, printed)).assert_stopped()


@given(st.data())
def test_number_cut_short(printed_in_digits: Sayings, data: st.DataObject) -> None:
    """A piece of a printed number is another number: 76 件 doesn't stand in 576 件."""
    long = Sayings(said for said in printed_in_digits if said.figure.value >= 10)
    said = data.draw(one_of(long))
    number = "".join(char for char in said.figure.printed if char in DIGITS + ",.")
    cut = data.draw(st.sampled_from([number[1:], number[:-1]]))
    printed = said.figure.printed.replace(number, cut)
    figure = replace(said.figure, printed=printed, value=Decimal(cut.replace(",", "")))
    assume(figure.value != 0)
    said.with_figure(figure, said.shown.replace(said.figure.printed, printed)).assert_stopped()


@given(st.data(), st.sampled_from(SCALES))
def test_scale_added(printed_in_digits: Sayings, data: st.DataObject, scale: str) -> None:
    """576万件 isn't 576 件: a word that multiplies the shown number is stopped."""
    said = data.draw(one_of(printed_in_digits))
    assume(not said.figure.printed.endswith(scale.strip()))
    at = max(at for at, char in enumerate(said.shown.split(" (")[0]) if char in DIGITS) + 1
    said.with_figure(said.figure, said.shown[:at] + scale + said.shown[at:]).assert_stopped()


@given(st.data())
def test_computed_result_changed(printed_in_digits: Sayings, data: st.DataObject) -> None:
    """A computed number that its operands don't give is stopped; the right one passes."""
    first, second = data.draw(one_of(printed_in_digits)), data.draw(one_of(printed_in_digits))
    operands = (first.figure, replace(second.figure, citation=2, unit=first.figure.unit))
    citations = (first.citations[0], replace(second.citations[0], number=2))
    operation = data.draw(st.sampled_from(Operation))
    assume(second.figure.value or operation not in IN_PER_CENT)
    right = computed_figure(operation, "算得", operands)
    guard([Statement((Shown(right, right.printed),), (1, 2))], citations)
    wrong = data.draw(st.integers(1, 10_000_000).map(Decimal))
    assume(wrong != right.value)
    made = replace(right, value=wrong, printed=format(wrong.normalize(), "f"))
    with pytest.raises(UncitedNumber):
        guard([Statement((Shown(made, made.printed),), (1, 2))], citations)


# A citation that doesn't show it


@given(st.data())
def test_quote_of_another_place(printed_in_digits: Sayings, data: st.DataObject) -> None:
    """A number whose citation quotes something else is stopped."""
    said, other = data.draw(one_of(printed_in_digits)), data.draw(one_of(printed_in_digits))
    cited = replace(other.citations[0], number=1)
    words = "".join((cited.quote, cited.table or "", *cited.row, *cited.column))
    number = "".join(char for char in said.figure.printed if char in DIGITS + ",.")
    assume(number not in "".join(words.split()))
    replace(said, citations=(cited,)).assert_stopped()


@given(st.data())
def test_digits_taken_from_the_quote(printed_in_digits: Sayings, data: st.DataObject) -> None:
    """A quote in which another digit stands is no evidence."""
    said = data.draw(one_of(printed_in_digits))
    (citation,) = said.citations
    other = str.maketrans(DIGITS, "1234567890")
    changed = replace(
        citation,
        quote=citation.quote.translate(other),
        table=(citation.table or "").translate(other),
        row=tuple(one.translate(other) for one in citation.row),
        column=tuple(one.translate(other) for one in citation.column),
    )
    words = "".join((changed.quote, changed.table or "", *changed.row, *changed.column))
    assume("".join(said.figure.printed.split()) not in "".join(words.split()))
    replace(said, citations=(changed,)).assert_stopped()


@given(st.data(), st.integers(-1, 99).filter(lambda number: number != 1))
def test_figure_of_no_citation(sayings: Sayings, data: st.DataObject, number: int) -> None:
    """A figure that names a citation which the reply doesn't have is stopped."""
    said = data.draw(one_of(sayings))
    said.with_figure(replace(said.figure, citation=number)).assert_stopped()


@given(st.data(), st.integers(-1, 99).filter(lambda number: number != 1))
def test_quoted_words_of_no_citation(sayings: Sayings, data: st.DataObject, number: int) -> None:
    """Quoted words that name a citation which the reply doesn't have are stopped."""
    said = data.draw(one_of(sayings))
    assume(any(isinstance(piece, Quoted) for piece in said.statement.pieces))
    said.with_pieces(
        lambda piece: replace(piece, citation=number) if isinstance(piece, Quoted) else piece
    ).assert_stopped()


@given(st.data(), st.integers(-1, 99).filter(lambda number: number != 1))
def test_mark_of_no_citation(sayings: Sayings, data: st.DataObject, number: int) -> None:
    """A citation mark that leads nowhere is stopped."""
    said = data.draw(one_of(sayings))
    replace(said, statement=replace(said.statement, citations=(number,))).assert_stopped()


@given(st.data())
def test_mark_of_another_place(printed_in_digits: Sayings, data: st.DataObject) -> None:
    """The mark that people see leads to the place that the number was copied from, not to another one."""
    said, other = data.draw(one_of(printed_in_digits)), data.draw(one_of(printed_in_digits))
    assume(said.citations[0] != other.citations[0])
    citations = (said.citations[0], replace(other.citations[0], number=2))
    replace(said, statement=replace(said.statement, citations=(2,)), citations=citations).assert_stopped()


# A number added to the words around


@pytest.mark.parametrize("kind", [Frame, Quoted, Shown])
@pytest.mark.parametrize(
    "words",
    [
        [*"123456789"],
        ["57", "1,382,400", "3.5", "100", "10000", "10,000", "2020", "[7]", "[57]"],
        OTHER_DIGITS,
        CHINESE_WORDS,
        ENGLISH_WORDS,
        OTHER_WORDS,
    ],
    ids=["digit", "number", "other digits", "Chinese", "English", "other languages"],
)
@given(data=st.data())
def test_number_added(sayings: Sayings, kind: type[Piece], words: list[str], data: st.DataObject) -> None:
    """A number more, in any script or language, anywhere in the frame, the quoted or the shown words, is stopped."""
    more = data.draw(st.sampled_from(words))
    # A number said twice is no new one; no figure is one of the words.
    other = plain_number(more)
    fit = (
        said
        for said in sayings
        if kind is not Shown or (said.figure.value > 1000 if other is None else said.figure.value != other)
    )
    said = data.draw(one_of(Sayings(fit)))
    places = [at for at, piece in enumerate(said.statement.pieces) if isinstance(piece, kind)]
    assume(places)
    at = data.draw(st.sampled_from(places))
    piece = said.statement.pieces[at]
    # English words need room: "thetwelve" is no number
    spaced = f" {more} " if more.isascii() and more[0].isalpha() else more
    text = inserted(data, piece.text, spaced)
    pieces = list(said.statement.pieces)
    pieces[at] = replace(piece, text=text)
    replace(said, statement=replace(said.statement, pieces=tuple(pieces))).assert_stopped()


def plain_number(text: str) -> Decimal | None:
    """The value of one that is written in digits: saying it twice is no new number."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "")
    return Decimal(plain) if plain.replace(".", "").isdecimal() else None


@given(st.characters(categories=["Nd", "Nl", "No"]))
def test_no_frame_holds_a_numeral(digit: str) -> None:
    """A fixed sentence holds no character that Unicode takes for a number."""
    with pytest.raises(UncitedNumber):
        guard([Statement((Frame(f"共{digit}件。"),), ())], ())


@given(st.data())
def test_digit_changed_in_quoted_words(sayings: Sayings, data: st.DataObject) -> None:
    """A digit of quoted words that differs from the paper's is stopped: 15 for 12 件，保留."""
    said = data.draw(one_of(sayings))
    places = [
        at
        for at, piece in enumerate(said.statement.pieces)
        if isinstance(piece, Quoted) and any(char in DIGITS for char in piece.text)
    ]
    assume(places)
    at = data.draw(st.sampled_from(places))
    pieces = list(said.statement.pieces)
    pieces[at] = replace(pieces[at], text=replaced_digit(data, pieces[at].text))
    replace(said, statement=replace(said.statement, pieces=tuple(pieces))).assert_stopped()


@pytest.mark.parametrize("cut", ["案件 57", "案件 5", "76 件", "6 件"])
def test_quoted_words_end_beside_a_number(cut: str, sayings: Sayings) -> None:
    """Quoted words that cut a printed number in two are stopped: 法律援助案件 57 isn't what stands there."""
    said = next(said for said in sayings if said.figure.printed == "576 件")
    with pytest.raises(UncitedNumber):
        guard([Statement((Quoted(cut, 1),), (1,))], said.citations)


@pytest.mark.parametrize("printed", ["10", "100", "00"])
def test_cells_side_by_side_are_no_number(printed: str, sayings: Sayings) -> None:
    """The cells 1, 0 and 0 of a row don't make 100."""
    said = next(said for said in sayings if said.citations[0].quote.endswith(" 1 0 0"))
    Said(said.figure, Statement((Quoted(printed, 1),), (1,)), said.citations).assert_stopped()
    if printed != "00":
        figure = replace(said.figure, printed=printed, value=Decimal(printed))
        Said(figure, Statement((Shown(figure, printed),), (1,)), said.citations).assert_stopped()


@pytest.mark.parametrize("cited", ["2019", "2020", "3", "0955-7630167"])
def test_typed_fields_pass(cited: str) -> None:
    """Years, pages and contacts stand in typed fields, which are filled from records."""
    guard([Statement((Frame("："), Typed(cited)), ())], ())


def test_a_figure_needs_a_citation(sayings: Sayings) -> None:
    """A statement that shows a figure or quotes words can't be made without a citation."""
    with pytest.raises(ValueError, match="needs a citation"):
        replace(sayings[0].statement, citations=())


def test_every_statement_is_looked_at(sayings: Sayings) -> None:
    """One bad statement behind good ones stops the reply."""
    said = sayings[0]
    with pytest.raises(UncitedNumber, match="7"):
        guard([said.statement, Statement((Frame("共7件"),), ())], said.citations)


AGAIN = "小学、初中分别有12所、8所，在校生分别为340人、210人。"
GROWN = "2023年收入12万元、支出8万元，分别增长3%、4%。"
ROW = "公路、水路、铁路货运量分别为1.62亿、0.84亿、0.31亿吨"


@pytest.mark.parametrize(
    ("words", "printed", "may_be_said"),
    [
        ("公路货运量", "1.62亿", True),
        ("水路", "0.84亿", True),
        ("铁路货运量", "0.31亿吨", True),
        ("水路货运量", "1.62亿", False),
        ("公路货运量", "0.31亿吨", False),
        ("公路客运量", "1.62亿", False),
    ],
)
def test_a_number_of_a_row_is_said_of_its_own_thing(
    sayings: Sayings, words: str, printed: str, may_be_said: bool
) -> None:
    """A、B分别为1、2: A is 1 and B is 2, never the other way round, and nothing that isn't in the row."""
    said = sayings[0]
    citation = replace(said.citations[0], number=1, quote=ROW, table=None, row=(), column=())
    value = Decimal(printed.rstrip("亿吨"))
    figure = replace(said.figure, printed=printed, value=value, unit=None, citation=1, derived=False)
    statement = Statement((Quoted(words, 1), Frame(" "), Shown(figure, printed)), (1,))
    if may_be_said:
        guard([statement], (citation,))
    else:
        with pytest.raises(UncitedNumber):
            guard([statement], (citation,))


@pytest.mark.parametrize(
    ("quote", "words", "printed", "may_be_said"),
    [
        (AGAIN, "小学在校生", "340人", True),
        (AGAIN, "初中在校生", "210人", True),
        (AGAIN, "小学在校生", "210人", False),
        (AGAIN, "小学", "340人", False),
        (AGAIN, "初中", "8所", True),
        (AGAIN, "初中在校生", "8所", False),
        (GROWN, "收入增长", "3%", True),
        (GROWN, "支出增长", "4%", True),
        (GROWN, "支出增长", "3%", False),
        (GROWN, "收入", "3%", False),
    ],
)
def test_a_second_row_is_said_of_the_same_things(
    sayings: Sayings, quote: str, words: str, printed: str, may_be_said: bool
) -> None:
    """What another row counts is said with its thing and with what it counts of it, never with one of them alone."""
    said = sayings[0]
    citation = replace(said.citations[0], number=1, quote=quote, table=None, row=(), column=())
    figure = replace(said.figure, printed=printed, value=Decimal(printed[:-1]), unit=None, citation=1, derived=False)
    statement = Statement((Quoted(words, 1), Frame(" "), Shown(figure, printed)), (1,))
    if may_be_said:
        guard([statement], (citation,))
    else:
        with pytest.raises(UncitedNumber):
            guard([statement], (citation,))


@pytest.mark.parametrize("language", Language)
def test_every_number_of_a_sentence_can_be_said(language: Language) -> None:
    """The guard stops no figure that the reader has from a sentence, whatever its label is made of."""
    for path in sorted(LESSONS.glob("*_02.txt")):
        spec = read_lesson(path.read_text("utf-8"), path.stem).spec
        report = a_report("沙坡头区司法局", spec.year)
        for text in (text for _, texts in spec.sections for text in texts):
            for one in numbers(text, spec.year):
                citing = Citing({report.id: report}, {})
                guard([state_figure(one, answer_figure(one, citing.cite_figure(one)), language)], citing.citations)
