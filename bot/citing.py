"""Figures and sentences → what a reply says of them: citations, answer figures, statements."""

import re
from dataclasses import replace

from bot.arithmetic import IN_PER_CENT, Operation, computed
from bot.guard import Frame, Piece, Quoted, Shown, Statement, Typed
from bot.records import AnswerFigure, Citation, Language
from bot.showing import is_zero_in_words, shown_text
from bot.wording import AS_PRINTED, IN_PERIOD
from ingest.forms import cells_by_name
from ingest.records import Box, Figure, Passage, Report, Table, UnitSource


class Citing:
    """Collects the citations of one reply, each place once."""

    def __init__(self, reports: dict[str, Report], tables: dict[str, Table]) -> None:
        self._reports = reports
        self._tables = tables
        self._citations: list[Citation] = []

    @property
    def citations(self) -> tuple[Citation, ...]:
        """In the order of their numbers."""
        return tuple(self._citations)

    def cite_figure(self, figure: Figure, quote: str | None = None) -> int:
        """The number of the citation that shows a figure's place."""
        table = self._tables.get(figure.table_id or "")
        return self._cite(
            figure.report_id,
            figure.place.boxes,
            quote or figure.quote,
            table.title if table else None,
            figure.row,
            figure.column,
        )

    def cite_words(self, passage: Passage, quote: str, boxes: tuple[Box, ...] | None = None) -> int:
        """The number of the citation that shows a sentence's place."""
        return self._cite(passage.report_id, boxes or passage.place.boxes, quote, None, (), ())

    def _cite(
        self,
        report_id: str,
        boxes: tuple[Box, ...],
        quote: str,
        table: str | None,
        row: tuple[str, ...],
        column: tuple[str, ...],
    ) -> int:
        for known in self._citations:
            if (known.report_id, known.quote, known.boxes[0].page_number) == (
                report_id,
                quote,
                boxes[0].page_number,
            ) and (known.row == row and known.column == column):
                self._citations[known.number - 1] = _with_boxes(known, boxes)
                return known.number
        report, number = self._reports[report_id], len(self._citations) + 1
        self._citations.append(
            Citation(
                number,
                report_id,
                report.file,
                report.title,
                report.url,
                boxes[0].page_number,
                quote,
                boxes,
                table,
                row,
                column,
            )
        )
        return number


def _with_boxes(citation: Citation, boxes: tuple[Box, ...]) -> Citation:
    return replace(citation, boxes=(*citation.boxes, *(box for box in boxes if box not in citation.boxes)))


def answer_figure(figure: Figure, citation: int) -> AnswerFigure:
    """A stored figure as an answer's."""
    return AnswerFigure(
        figure.value,
        figure.printed,
        figure.unit,
        figure.unit_source,
        figure.approximate,
        figure.full_label,
        figure.publisher,
        figure.period,
        citation,
    )


def computed_figure(operation: Operation, label: str, operands: tuple[AnswerFigure, ...]) -> AnswerFigure:
    """The result of arithmetic on figures of one unit.

    Raises ValueError where there is no result: growth from nothing.
    """
    first = operands[0]
    value = computed(operation, [one.value for one in operands])
    return AnswerFigure(
        value=value,
        printed=format(value.normalize(), "f"),
        unit="%" if operation in IN_PER_CENT else first.unit,
        unit_source=UnitSource.NONE if operation in IN_PER_CENT else first.unit_source,
        approximate=any(one.approximate for one in operands),
        label=label,
        publisher=first.publisher,
        period=first.period,
        citation=first.citation,
        derived=True,
        operands=operands,
        operation=operation,
    )


def state_figure(figure: Figure, shown: AnswerFigure, language: Language) -> Statement:
    """One sentence that says a figure: period, body, what it counts, the number as printed."""
    pieces = _chinese(figure, shown) if language is Language.CHINESE else _english(figure, shown)
    return Statement(tuple(pieces), (shown.citation,))


def _chinese(figure: Figure, shown: AnswerFigure) -> list[Piece]:
    rendered = Shown(shown, shown_text(shown, Language.CHINESE))
    if figure.sentence is None:
        labels = _labels(figure, shown.citation)
        return [*_period(figure), Typed(figure.publisher), Frame("："), *labels, Frame(" "), rendered, Frame("。")]
    if is_zero_in_words(figure):
        return [Quoted(figure.quote.rstrip("。；"), shown.citation), Frame("，即 "), rendered, Frame("。")]
    before, after = _around(figure)
    context = _leaning(figure, shown.citation)
    says_year = re.match(r"\s*(?:自|截至)?\s*\d{4}\s*年", "".join(piece.text for piece in context) + before)
    pieces: list[Piece] = [*([] if says_year else _period(figure)), *_subject(figure, context, Frame("：")), *context]
    pieces += [Quoted(before, shown.citation), Frame(" ")] if before else []
    pieces.append(rendered)
    pieces += [Quoted(after, shown.citation)] if after else []
    return [*pieces, Frame("。")]


def _leaning(figure: Figure, citation: int) -> list[Quoted]:
    """The clause before, where a figure needs it: since when a sum runs, what a short label (粉丝) belongs to."""
    if not figure.context or not (figure.cumulative or len(figure.label) < 5):
        return []
    clause = re.findall(r"[^，；。：]+[，；。：]*", figure.context)[-1].strip()
    stands = re.sub(r"\s+", "", clause) in re.sub(r"\s+", "", figure.quote)
    return [Quoted(clause, citation)] if stands else []


def _subject(figure: Figure, context: list[Quoted], stop: Frame) -> list[Piece]:
    """What a label belongs to that names no thing, where the words before it don't say so."""
    if not figure.subject or any(figure.subject in piece.text for piece in context):
        return []
    return [Typed(figure.subject), stop]


def _labels(figure: Figure, citation: int) -> list[Piece]:
    """Row and column labels, each copied, with a comma between."""
    names = [
        *[one for one in figure.row if not one.isdigit()][-2:],
        *(figure.column[-1:] if figure.row else figure.column),
    ]
    pieces: list[Piece] = []
    for name in names:
        pieces += [Frame("，")] if pieces else []
        pieces.append(Quoted(name, citation))
    return pieces


def _english(figure: Figure, shown: AnswerFigure) -> list[Piece]:
    """The figure first: 576 件 (cases): what it counts (body, year)."""
    approximately = [Frame(AS_PRINTED.en)] if figure.approximate else []
    whose = [Frame(" ("), Typed(figure.publisher), *_period_in_brackets(figure), Frame("). ")]
    rendered = Shown(shown, shown_text(shown, Language.ENGLISH))
    return [rendered, *approximately, Frame(": "), *_english_words(figure, shown.citation), *whose]


def _english_words(figure: Figure, citation: int) -> list[Piece]:
    """What a figure counts: the form's English with the printed labels, or the printed clause."""
    if figure.sentence is None:
        labels = _labels(figure, citation)
        if named := cells_by_name().get(figure.key or ""):
            english = "; ".join(part.split(",")[0] for part in (named.row.english, named.column.english) if part)
            return [Typed(english), Frame(" – "), *labels]
        return labels
    if is_zero_in_words(figure):
        return [Quoted(figure.quote.rstrip("。；"), citation)]
    before, after = _around(figure)
    context = _leaning(figure, citation)
    words: list[Piece] = [*_subject(figure, context, Frame(": ")), *context]
    words += [Quoted(before, citation)] if before else []
    words += [Frame(" … ")] if before and after else []
    return words + ([Quoted(after, citation)] if after else [])


def _period_in_brackets(figure: Figure) -> list[Piece]:
    if figure.cumulative or not figure.period or not figure.period.isdigit():
        return []
    return [Typed(f", {figure.period}")]


def _period(figure: Figure) -> list[Piece]:
    """2020年，; nothing where the words themselves say since when."""
    if figure.cumulative or not figure.period or not figure.period.isdigit():
        return []
    return [Typed(IN_PERIOD.zh.format(period=figure.period))]


def _around(figure: Figure) -> tuple[str, str]:
    """The words before and after a number in its clause, as the label holds them; 其中 leads nowhere by itself."""
    before, gap, after = figure.label.partition("…")
    if not gap:
        quote = re.sub(r"\s+", "", figure.quote)
        label, printed = re.sub(r"\s+", "", figure.label), re.sub(r"\s+", "", figure.printed)
        if label and f"{printed}{label}" in quote and f"{label}{printed}" not in quote:
            before, after = "", figure.label
    return re.sub(r"^其中[：:，]?", "", before), after
