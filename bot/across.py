"""A question over several years or bodies → one reply from all their figures: a trend, a difference, a ranking; pure.

For each year (or body) the figures that can answer are found as for a single question. Then those are chosen that count
the same thing everywhere. What can't be put together is refused with its reason: a year that isn't held, units, scopes
or editions of the form that differ, figures that are approximate.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.arithmetic import Operation
from bot.checked import notes_on
from bot.choosing import Candidate, Material, candidates
from bot.citing import Citing, answer_figure, computed_figure, state_figure
from bot.deciding import is_enough
from bot.guard import Frame, Piece, Shown, Statement, Typed
from bot.matching import label_words
from bot.records import Across, AnswerFigure, Language, Question, Reply, Status
from bot.replies import asking_back, full_stop, guarded_reply, reply_id, with_body, with_year
from bot.showing import shown_text
from bot.wording import (
    APPROXIMATE_OPERAND,
    DIFFERENCE,
    FALLS_BY,
    GROWS_FROM_NOTHING,
    GROWTH_RATE,
    HELD,
    NOT_HELD_FOR,
    NOT_IN_EDITION,
    NOT_STATED_IN,
    OTHER_SCOPES,
    OTHER_UNITS,
    PRINTED_THERE,
    RANKED_BY_VALUE,
    RISES_BY,
    SHARE_OF,
    SUM,
    THE_SAME,
    WHICH_BODY,
    WHICH_YEAR,
    Saying,
)
from ingest.checks.things import OWN_OFFICE, WHOLE_AREA
from ingest.forms import cells_by_name, form_tables, keys_meant
from ingest.records import Figure, Report

Look = Callable[[Question], Material]
NEAR = 0.15
"""Scores this close to the best still count: the thing that every year prints may come second in one of them."""
MOST_SHOWN = 6
"""Places of one reply; more nobody looks at. Of more years the newest are shown, of more bodies the first."""
SAME_WORDS = 0.6
"""Share of the telling words that two labels must have in common to count the same thing."""


@dataclass(frozen=True, slots=True)
class _Slot:
    """One year or body with the figures that can answer for it."""

    name: str
    """as it is said: 2023, 云山县司法局"""
    report: Report | None
    found: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A slot with the figure that answers for it."""

    slot: _Slot
    figure: Figure


def across_reply(question: Question, look: Look, held: Sequence[Report]) -> Reply | None:
    """The reply to a question over several years or bodies; None where fewer than two of them could answer at all."""
    if question.single is None or not question.single.terms:
        return None
    publishers = _publishers(question, held)
    if question.over_bodies:
        return _over_bodies(question, look, held, publishers)
    return _over_years(question, look, held, publishers)


def _publishers(question: Question, held: Sequence[Report]) -> list[str]:
    if question.bodies:
        return list(question.bodies)
    ids = question.report_ids
    return sorted({report.publisher for report in held if ids is None or report.id in ids})


# years of one body


def _over_years(question: Question, look: Look, held: Sequence[Report], publishers: list[str]) -> Reply | None:
    answering = []
    for publisher in publishers:
        slots = [_slot(question, look, _report_of(held, publisher, year), str(year), (year,)) for year in question.span]
        if any(slot.found for slot in slots):
            answering.append((publisher, slots))
    if len(answering) > 1:
        material = look(_single(question, None, ()))
        return asking_back(question, material, WHICH_BODY, [with_body(question, name) for name, _ in answering])
    if not answering:
        return None
    _, slots = answering[0]
    return _answered(question, slots, look)


def _report_of(held: Sequence[Report], publisher: str, year: int) -> Report | None:
    """The body's report for a year; of several the one of the kind that most of its reports are."""
    found = [report for report in held if (report.publisher, report.year) == (publisher, year)]
    return min(found, key=lambda report: (report.kind.value, report.id), default=None)


# bodies of one year


def _over_bodies(question: Question, look: Look, held: Sequence[Report], publishers: list[str]) -> Reply | None:
    years = question.years[:1] or tuple(
        sorted({report.year for report in held if report.publisher in publishers and report.year})
    )
    if len(years) > 1:
        material = look(_single(question, None, ()))
        return asking_back(question, material, WHICH_YEAR, [with_year(question, year) for year in reversed(years)])
    if not years:
        return None
    slots = [_slot(question, look, _report_of(held, name, years[0]), name, years) for name in publishers]
    named = bool(question.bodies)
    if sum(slot.report is not None for slot in slots) < LEAST and not named:
        return None
    kept = slots if named else [slot for slot in slots if slot.report is not None]
    return _answered(question, kept, look)


LEAST = 2


# one slot


def _slot(question: Question, look: Look, report: Report | None, name: str, years: tuple[int, ...]) -> _Slot:
    if report is None:
        return _Slot(name, None)
    single = _single(question, report, years)
    found = look(single)
    ranked = candidates(single, found)
    fitting = [
        one
        for one in ranked
        if is_enough(one, ranked, found, single)
        and one.figure.period == str(years[0])
        and not one.figure.reaches_back
        and one.fit.score >= ranked[0].fit.score - NEAR
    ]
    return _Slot(name, report, tuple(fitting))


def _single(question: Question, report: Report | None, years: tuple[int, ...]) -> Question:
    single = question.single or question
    ids = single.report_ids if report is None else frozenset({report.id})
    return replace(single, report_ids=ids, years=years, missing_body=None)


# figures that count the same


def _aligned(slots: Sequence[_Slot]) -> list[_Chosen]:
    """For each slot the figure that counts what the others count, chosen so that as many as can be agree."""
    best: list[_Chosen] = []
    best_worth = (0, 0.0)
    for slot in slots:
        for pattern in slot.found:
            chosen = [
                _Chosen(other, match.figure)
                for other in slots
                if (match := _counting_same(pattern.figure, other)) is not None
            ]
            worth = (len(chosen), round(sum(_score(one) for one in chosen), 6))
            if worth > best_worth:
                best, best_worth = chosen, worth
    return best


def _score(chosen: _Chosen) -> float:
    return next(one.fit.score for one in chosen.slot.found if one.figure.id == chosen.figure.id)


def _counting_same(figure: Figure, slot: _Slot) -> Candidate | None:
    return next((one for one in slot.found if counts_the_same(figure, one.figure)), None)


def counts_the_same(one: Figure, other: Figure) -> bool:
    """Whether two figures of different reports count the same: cell of the form, row and column, or words and scope."""
    if one.key or other.key:
        return _bare_key(one) == _bare_key(other)
    if (one.sentence is None) != (other.sentence is None) or one.measure is not other.measure:
        return False
    if one.sentence is None:
        return (one.row[-1:], one.column[-1:]) == (other.row[-1:], other.column[-1:])
    if _scope(one) != _scope(other):
        return False
    first, second = set(label_words(one)), set(label_words(other))
    return bool(first & second) and len(first & second) >= SAME_WORDS * len(first | second)


def _bare_key(figure: Figure) -> str:
    return (figure.key or "").partition(":")[2] or figure.id


def _scope(figure: Figure) -> bool:
    """True for the whole area, False for the office itself."""
    around = f"{figure.context}{figure.label}"
    return bool(WHOLE_AREA.search(around) or "系统" in around) and not OWN_OFFICE.search(around)


# the reply


def _answered(question: Question, slots: Sequence[_Slot], look: Look) -> Reply | None:
    chosen = _aligned(slots)
    absent = [slot for slot in slots if slot not in [one.slot for one in chosen]]
    other_counts = [slot for slot in absent if slot.found]
    material = look(_single(question, None, ()))
    if other_counts and (question.across in COMPUTING or len(chosen) < LEAST):
        shown = [*chosen, *(_Chosen(slot, slot.found[0].figure) for slot in other_counts)]
        return _refused(question, material, OTHER_SCOPES, shown, [])
    if not chosen:
        return None
    if question.across in COMPUTING:
        return _computed(question, material, chosen, absent)
    if question.across in (Across.HIGHEST, Across.LOWEST):
        return _ranked(question, material, chosen, absent)
    return _in_order(question, material, chosen, absent)


COMPUTING = {Across.DIFFERENCE: Operation.DIFFERENCE, Across.GROWTH: Operation.GROWTH, Across.SUM: Operation.SUM}


def _in_order(question: Question, material: Material, chosen: list[_Chosen], absent: list[_Slot]) -> Reply:
    shown = chosen[-MOST_SHOWN:] if not question.over_bodies else chosen[:MOST_SHOWN]
    citing = Citing(material.by_id, material.tables)
    figures = [answer_figure(one.figure, citing.cite_figure(one.figure)) for one in shown]
    statements = [
        state_figure(one.figure, figure, question.language) for one, figure in zip(shown, figures, strict=True)
    ]
    notes = _notes(question, material, shown, citing)
    statements += _absences(question, absent, shown)
    if len(shown) == LEAST and not question.over_bodies:
        notes = [*_how_they_differ(question, figures), *notes]
    return guarded_reply(question, material, Status.ANSWERED, statements, citing, tuple(figures), notes)


def _how_they_differ(question: Question, figures: list[AnswerFigure]) -> list[Statement]:
    """Of two figures in one unit also by how much the later one is more or less."""
    before, now = figures
    if before.unit != now.unit or before.approximate or now.approximate:
        return []
    return [_change_statement(question, now, before)]


def _change_statement(question: Question, now: AnswerFigure, before: AnswerFigure) -> Statement:
    marks = tuple(dict.fromkeys([now.citation, before.citation]))
    if now.value == before.value:
        return Statement((Frame(THE_SAME.in_language(question.language)),), marks)
    more, less = (now, before) if now.value > before.value else (before, now)
    result = computed_figure(Operation.DIFFERENCE, f"{more.label}", (more, less))
    saying = RISES_BY if more is now else FALLS_BY
    return Statement(_with_result(question, saying, result), marks)


def _with_result(question: Question, saying: Saying, result: AnswerFigure) -> tuple[Piece, ...]:
    return (
        Frame(saying.in_language(question.language)),
        Shown(result, shown_text(result, question.language)),
        Frame(full_stop(question.language)),
    )


def _ranked(question: Question, material: Material, chosen: list[_Chosen], absent: list[_Slot]) -> Reply:
    """Highest first (or lowest), every value printed; of years only the first is the answer, the others are a note."""
    if len({one.figure.unit for one in chosen}) > 1:
        return _refused(question, material, OTHER_UNITS, chosen, absent)
    sign = -1 if question.across is Across.HIGHEST else 1
    order = sorted(chosen, key=lambda one: (sign * one.figure.value, one.slot.name))
    first = [one for one in order if one.figure.value == order[0].figure.value]
    shown = order[:MOST_SHOWN]
    citing = Citing(material.by_id, material.tables)
    figures = [answer_figure(one.figure, citing.cite_figure(one.figure)) for one in shown]
    statements = [
        state_figure(one.figure, figure, question.language) for one, figure in zip(shown, figures, strict=True)
    ]
    notes, lacking = _notes(question, material, shown, citing), _absences(question, absent, shown)
    if question.over_bodies:
        statements = [_with_publisher(one, text, question) for one, text in zip(shown, statements, strict=True)]
        opening = Statement((Frame(RANKED_BY_VALUE.in_language(question.language)),), ())
        lines = [opening, *statements, *lacking]
        return guarded_reply(question, material, Status.ANSWERED, lines, citing, tuple(figures), notes)
    others = [
        Statement((Frame(PRINTED_THERE.in_language(question.language)), *statement.pieces), statement.citations)
        for statement in statements[len(first) :]
    ]
    answer = tuple(figures[: len(first)])
    return guarded_reply(
        question, material, Status.ANSWERED, [*statements[: len(first)], *lacking], citing, answer, [*others, *notes]
    )


def _with_publisher(chosen: _Chosen, statement: Statement, question: Question) -> Statement:
    """Whose figure it is, where the sentence doesn't say so."""
    publisher = chosen.figure.publisher
    if publisher in statement.text:
        return statement
    mark = Frame("：" if question.language is Language.CHINESE else ": ")
    return Statement((Typed(publisher), mark, *statement.pieces), statement.citations)


def _computed(question: Question, material: Material, chosen: list[_Chosen], absent: list[_Slot]) -> Reply:
    if question.across is not Across.SUM and not question.over_bodies:
        compared = {str(question.span[0]), str(question.span[-1])}
        chosen = [one for one in chosen if one.slot.name in compared]
        absent = [slot for slot in absent if slot.name in compared]
    if absent or len(chosen) < LEAST:
        return _refused(question, material, None, chosen, absent)
    if len({one.figure.unit for one in chosen}) > 1:
        return _refused(question, material, OTHER_UNITS, chosen, [])
    if any(one.figure.approximate for one in chosen):
        return _refused(question, material, APPROXIMATE_OPERAND, chosen, [])
    operation = COMPUTING[question.across or Across.SUM]
    ends = chosen if operation is Operation.SUM else [chosen[0], chosen[-1]]
    if operation is Operation.GROWTH and ends[0].figure.value == 0:
        return _refused(question, material, GROWS_FROM_NOTHING, ends, [])
    if len(ends) > MOST_SHOWN:
        return _refused(question, material, None, chosen, [])
    citing = Citing(material.by_id, material.tables)
    figures = [answer_figure(one.figure, citing.cite_figure(one.figure)) for one in ends]
    statements = [state_figure(one.figure, shown, question.language) for one, shown in zip(ends, figures, strict=True)]
    result, saying = _result(question, operation, figures)
    marks = tuple(dict.fromkeys(figure.citation for figure in figures))
    statements.append(Statement(_with_result(question, saying, result), marks))
    notes = _notes(question, material, ends, citing)
    return guarded_reply(question, material, Status.ANSWERED, statements, citing, (result,), notes)


def _result(question: Question, operation: Operation, figures: list[AnswerFigure]) -> tuple[AnswerFigure, Saying]:
    label = figures[-1].label
    if operation is Operation.SUM:
        return computed_figure(operation, label, tuple(figures)), SUM
    before, now = figures[0], figures[-1]
    if operation is Operation.GROWTH:
        return computed_figure(operation, label, (now, before)), GROWTH_RATE
    more, less = (now, before) if now.value >= before.value else (before, now)
    result = computed_figure(operation, label, (more, less))
    if question.over_bodies:
        return result, DIFFERENCE
    return result, RISES_BY if more is now else FALLS_BY


def _notes(question: Question, material: Material, chosen: Sequence[_Chosen], citing: Citing) -> list[Statement]:
    return [note for one in chosen for note in notes_on(question, material, one.figure, citing)][:LEAST]


# what is missing


def _absences(question: Question, absent: Sequence[_Slot], chosen: Sequence[_Chosen]) -> list[Statement]:
    """Which years or bodies have no figure, and why: no report, another edition of the form, nothing said."""
    key = next((one.figure.key for one in chosen if one.figure.key), None)
    reasons: dict[Saying, list[str]] = {}
    for slot in absent:
        reason = NOT_HELD_FOR if slot.report is None else NOT_STATED_IN
        if slot.report is not None and key and not _has_cell(slot.report.form, key):
            reason = NOT_IN_EDITION
        reasons.setdefault(reason, []).append(slot.name)
    between, stop = ("、", full_stop(question.language)) if question.language is Language.CHINESE else (", ", ".")
    return [
        Statement((Frame(saying.in_language(question.language)), Typed(between.join(names)), Frame(stop)), ())
        for saying, names in reasons.items()
    ]


def _has_cell(edition: str | None, key: str) -> bool:
    """Whether an edition of the form has the cell of a key."""
    table, _, rest = key.partition(":")[2].partition(".")
    if edition is None:
        return True
    return any(
        form.edition == edition and form.key == table and rest == f"{row.key}.{column.key}"
        for form in form_tables()
        for row in form.rows
        for column in form.columns
    )


def _refused(
    question: Question, material: Material, reason: Saying | None, shown: Sequence[_Chosen], absent: Sequence[_Slot]
) -> Reply:
    """Why there is no answer, and as notes what the reports do print."""
    language = question.language
    citing = Citing(material.by_id, material.tables)
    why = [reason.in_language(language)] if reason else []
    why += [statement.text for statement in _absences(question, absent, shown)]
    notes = []
    for one in shown[:MOST_SHOWN]:
        figure = answer_figure(one.figure, citing.cite_figure(one.figure))
        statement = state_figure(one.figure, figure, language)
        notes.append(Statement((Frame(PRINTED_THERE.in_language(language)), *statement.pieces), statement.citations))
    reply = guarded_reply(question, material, Status.NOT_FOUND, [], citing, (), notes)
    titles = sorted({f"《{report.title}》" for report in material.held})[:MOST_SHOWN]
    said = "\n".join(why) if why else HELD.in_language(language, reports="、".join(titles))
    return replace(reply, id=reply_id(question, material), answer=said)


# a part of a whole


def _belongs_to(part: Figure, whole: Figure) -> bool:
    """Whether the form adds up a part to a whole; figures of no form are taken at their word."""
    if part.key is None or whole.key is None:
        return part.key == whole.key
    one, other = cells_by_name()[part.key], cells_by_name()[whole.key]
    if one.table is not other.table:
        return False
    return any(
        (
            (relation.along_rows and one.column is other.column and other.row.key == relation.total)
            and one.row.key in keys_meant(relation.add, one.table.rows, relation.total)
        )
        or (
            (not relation.along_rows and one.row is other.row and other.column.key == relation.total)
            and one.column.key in keys_meant(relation.add, one.table.columns, relation.total)
        )
        for relation in one.table.relations
    )


def share_reply(question: Question, look: Look, part: Figure, whole: Figure) -> Reply | None:
    """How many per cent of one figure another is; None where they don't belong together."""
    if part.id == whole.id or part.unit != whole.unit or part.period != whole.period or not whole.value:
        return None
    if not _belongs_to(part, whole):
        return None
    if part.value > whole.value or part.approximate or whole.approximate or part.measure is not whole.measure:
        return None
    material = look(question)
    citing = Citing(material.by_id, material.tables)
    figures = tuple(answer_figure(one, citing.cite_figure(one)) for one in (part, whole))
    statements = [
        state_figure(one, shown, question.language) for one, shown in zip((part, whole), figures, strict=True)
    ]
    result = computed_figure(Operation.SHARE, f"{part.label} / {whole.label}", figures)
    marks = tuple(dict.fromkeys(figure.citation for figure in figures))
    statements.append(Statement(_with_result(question, SHARE_OF, result), marks))
    return guarded_reply(question, material, Status.ANSWERED, statements, citing, (result,))
