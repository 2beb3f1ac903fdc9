"""Failed checks → what a reply says of them: a total that its parts deny, a second value, a note; pure."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from bot.arithmetic import Operation
from bot.choosing import LEANS, Material
from bot.citing import Citing, answer_figure, computed_figure, state_figure
from bot.guard import Frame, Quoted, Shown, Statement, Typed
from bot.matching import Weights, fit_figure
from bot.records import Language, Question, Reply, Status
from bot.replies import full_stop, guarded_reply
from bot.showing import shown_text
from bot.wording import (
    COMPUTED_AS,
    FROM_ITS_FIGURES,
    OTHER_PLACE,
    OTHER_YEAR_IN_WORDS,
    PARTS_DENY,
    PARTS_DIFFER,
    RELATION_FAILS,
    SAME_FOR_TWO_PERIODS,
    SUM_OF_PARTS,
    SUPPORTS,
    TABLE_GIVES,
    TEXT_AND_TABLE_DIFFER,
    TOTAL_BESIDE,
    Saying,
)
from ingest.records import Check, CheckKind, Figure

SUMS = {CheckKind.PARTS_AND_TOTAL, CheckKind.TABLE_SUM, CheckKind.FORM_RELATION}
PAIRS = {CheckKind.SAID_TWICE, CheckKind.TEXT_AND_TABLE, CheckKind.UNIT_SLIP}
ASKS_WHETHER_IT_ADDS_UP = re.compile(
    r"对得上|对不上|加起来.{0,8}(?:等于|一致|一样|吻合|相符)|是否(?:一致|相符|吻合)|前后矛盾"
    r"|add up|equal (?:to )?the sum|match the sum|match(?:es)? .{0,30}(?:total|sum)|(?:total|sum).{0,60}match",
    re.IGNORECASE,
)
ADDING_UP = re.compile(r"match|sum|total|add|equal|number|一致|相符|吻合|相加|总数|加起来|对得上|矛盾")
MOST_NOTES = 2
"""Notes on checks in one reply; staff see all of them by `gongkai check`."""


def failed_checks(found: Material) -> list[Check]:
    """Those that two readings of the paper agree on, so that the report is to blame."""
    return [check for check in found.checks if not check.passed and check.confirmed]


def denied_total(question: Question, found: Material, figure: Figure) -> Reply | None:
    """A printed total that its own parts deny: the printed one and the computed one."""
    for check in failed_checks(found):
        if check.total == figure.id and check.expected is not None and _denies(check) and _adds_one_unit(check, found):
            return _printed_and_computed(question, found, figure, _operands(check, found), check.kind)
    return None


def _denies(check: Check) -> bool:
    if check.kind is CheckKind.TEXT_AND_TABLE:
        return len(check.operands) > 1
    return check.kind in SUMS and not check.subtracted


def _adds_one_unit(check: Check, found: Material) -> bool:
    """Whether a reply can show the sum: nothing is computed from 亿元 and 万元."""
    return len({one.unit for one in _operands(check, found)}) == 1


def _printed_and_computed(
    question: Question, found: Material, figure: Figure, parts: list[Figure], kind: CheckKind
) -> Reply:
    language = question.language
    citing = Citing(found.by_id, found.tables)
    whole = figure.sentence or figure.quote
    printed = answer_figure(figure, citing.cite_figure(figure, whole))
    operands = tuple(answer_figure(one, citing.cite_figure(one, one.sentence)) for one in parts)
    computed = computed_figure(Operation.SUM, figure.label, operands)
    from_table = kind is CheckKind.TEXT_AND_TABLE
    opening = Statement((Frame((TEXT_AND_TABLE_DIFFER if from_table else PARTS_DENY).in_language(language)),), ())
    sums = Statement(
        (
            Frame((TABLE_GIVES if from_table else SUM_OF_PARTS).in_language(language)),
            Shown(computed, shown_text(computed, language)),
            Frame(full_stop(language)),
        ),
        tuple(dict.fromkeys(one.citation for one in operands)),
    )
    stated = state_figure(figure, printed, language)
    return guarded_reply(question, found, Status.CONFLICT, [opening, stated, sums], citing, (printed, computed))


def _operands(check: Check, found: Material) -> list[Figure]:
    return [found.siblings[one] for one in check.operands]


def other_values(found: Material, figure: Figure) -> list[Figure]:
    """Figures that a failed check of two places holds against this one, for the same period."""
    others = []
    for check in failed_checks(found):
        pair = (check.total, *check.operands)
        if check.kind in PAIRS and len(check.operands) == 1 and figure.id in pair:
            other = found.siblings[pair[1 - pair.index(figure.id)]]
            if other.period == figure.period and other.cumulative == figure.cumulative:
                others.append(other)
    return others


def supporting_sums(question: Question, found: Material, figures: list[Figure], citing: Citing) -> list[Statement]:
    """A stated total of which one of two contradicting values is the missing part: 1439 = 137 + 677 + 625."""
    ids = {figure.id for figure in figures}
    for check in failed_checks(found):
        if check.supporting and check.total in ids and set(check.operands) <= ids:
            total, *parts = (found.siblings[one] for one in check.supporting)
            return [_sum_statement(question, SUPPORTS, total, " = ", parts, citing)]
    return []


def _sum_statement(
    question: Question, opening: Saying, total: Figure, sign: str, parts: list[Figure], citing: Citing
) -> Statement:
    """A total, = or ≠, and its parts as they are printed: 1439条 = 137条 + 677条 + 625条."""
    pieces: list[Frame | Shown] = [Frame(opening.in_language(question.language))]
    numbers = []
    for position, figure in enumerate((total, *parts)):
        pieces += [Frame(sign if position == 1 else " + ")] if position else []
        citation = citing.cite_figure(figure, figure.sentence)
        pieces.append(Shown(answer_figure(figure, citation), figure.printed))
        numbers.append(citation)
    return Statement((*pieces, Frame(full_stop(question.language))), tuple(dict.fromkeys(numbers)))


def what_does_not_add_up(question: Question, found: Material) -> Reply | None:
    """The failed check that a question means that asks whether parts and total agree."""
    if not ASKS_WHETHER_IT_ADDS_UP.search(question.text):
        return None
    asking = {term.said for term in question.terms if ADDING_UP.fullmatch(term.said)}
    weights = Weights(
        {said: one for said, one in found.weights.of.items() if said not in asking}, found.weights.unknown
    )
    named = replace(question, terms=tuple(term for term in question.terms if term.said not in asking))
    sums = [one for check in failed_checks(found) if (one := _sum_that_fails(check, found))]
    best = max(sums, key=lambda one: (_named_share(named, weights, one), one[0].id), default=None)
    if best is None or _named_share(named, weights, best) < LEANS:
        return None
    return _printed_and_computed(question, found, *best)


def _sum_that_fails(check: Check, found: Material) -> tuple[Figure, list[Figure], CheckKind] | None:
    """A total and the parts that don't add up to it; of two values that a sum tells apart, with the wrong one."""
    if check.kind in SUMS and not check.subtracted and _adds_one_unit(check, found):
        return found.siblings[check.total], _operands(check, found), check.kind
    if check.supporting:
        total, *parts = (found.siblings[one] for one in check.supporting)
        instead = found.siblings[check.total]
        return total, [instead if one.id in check.operands else one for one in parts], check.kind
    return None


def _named_share(question: Question, weights: Weights, failing: tuple[Figure, list[Figure], CheckKind]) -> float:
    """Share of a question's things that a total or one of its parts names."""
    total, parts, _ = failing
    missing = set.intersection(*(set(fit_figure(question, one, weights).missing) for one in (total, *parts)))
    found = sum(weight for said, weight in weights.of.items() if said not in missing)
    return found / weights.total if weights.total else 0.0


def notes_on(question: Question, found: Material, figure: Figure, citing: Citing) -> list[Statement]:
    """What failed checks say of a figure that answers, a sentence each."""
    notes = [note for check in failed_checks(found) for note in _note(question, found, figure, check, citing)]
    return list({note.text: note for note in notes}.values())[:MOST_NOTES]


def _note(question: Question, found: Material, figure: Figure, check: Check, citing: Citing) -> Iterator[Statement]:
    involved = figure.id in (check.total, *check.operands)
    if check.kind is CheckKind.PERIOD_SLIP:
        yield from _slip_note(question, figure, check, citing)
    elif not involved or check.expected is None:
        return
    elif check.kind in SUMS and check.subtracted:
        yield _relation_note(question, found, check, citing)
    elif check.kind in SUMS and not _adds_one_unit(check, found):
        total, parts = found.siblings[check.total], _operands(check, found)
        yield _sum_statement(question, PARTS_DIFFER, total, " ≠ ", parts, citing)
    elif check.kind in SUMS:
        yield _sum_note(question, found, check, citing)
    elif check.kind in (CheckKind.GROWTH, CheckKind.LAST_YEAR) and figure.id == check.total:
        yield from _change_note(question, found, figure, check, citing)
    elif check.kind in PAIRS and len(check.operands) == 1:
        pair = (check.total, *check.operands)
        other = found.siblings[pair[1 - pair.index(figure.id)]]
        words = SAME_FOR_TWO_PERIODS if same_for_two_periods(check, figure, other) else OTHER_PLACE
        yield _other_place(question, other, citing, words)


def _sum_note(question: Question, found: Material, check: Check, citing: Citing) -> Statement:
    """The total printed beside it is 0, its parts add up to 11."""
    language = question.language
    total = found.siblings[check.total]
    in_words = check.kind is CheckKind.PARTS_AND_TOTAL
    printed = answer_figure(total, citing.cite_figure(total, total.sentence))
    operands = tuple(
        answer_figure(one, citing.cite_figure(one, one.sentence))
        for one in _operands(check, found)
        if one.value or in_words
    )
    if not operands:
        operands = tuple(answer_figure(one, citing.cite_figure(one)) for one in _operands(check, found)[:1])
    computed = computed_figure(Operation.SUM, total.label, operands)
    pieces = (
        Frame(TOTAL_BESIDE.in_language(language)),
        Shown(printed, shown_text(printed, language)),
        Frame("，" if question.language is Language.CHINESE else ", "),
        Frame(SUM_OF_PARTS.in_language(language)),
        Shown(computed, shown_text(computed, language)),
        Frame(full_stop(language)),
    )
    return Statement(pieces, tuple(dict.fromkeys([printed.citation, *(one.citation for one in operands)])))


def _relation_note(question: Question, found: Material, check: Check, citing: Citing) -> Statement:
    number = citing.cite_figure(found.siblings[check.total])
    words = (
        Frame(RELATION_FAILS.in_language(question.language)),
        Typed(check.relation),
        Frame(full_stop(question.language)),
    )
    return Statement(words, (number,))


def _change_note(
    question: Question, found: Material, figure: Figure, check: Check, citing: Citing
) -> Iterator[Statement]:
    """From the two figures that it compares, the growth is 17.93 %."""
    now, before = _operands(check, found)
    is_rate = figure.unit == "%"
    if not is_rate and (now.unit != before.unit or now.unit != figure.unit):
        return
    operands = tuple(answer_figure(one, citing.cite_figure(one, one.sentence)) for one in (now, before))
    if is_rate and (before.value == Decimal(0) or now.unit != before.unit):
        return
    computed = computed_figure(Operation.GROWTH if is_rate else Operation.DIFFERENCE, figure.label, operands)
    yield Statement(
        (
            Frame(FROM_ITS_FIGURES.in_language(question.language)),
            Shown(operands[0], operands[0].printed),
            Frame("、" if question.language is Language.CHINESE else ", "),
            Shown(operands[1], operands[1].printed),
            Frame(COMPUTED_AS.in_language(question.language)),
            Shown(computed, shown_text(computed, question.language)),
            Frame(full_stop(question.language)),
        ),
        tuple(dict.fromkeys(one.citation for one in operands)),
    )


def same_for_two_periods(check: Check, one: Figure, other: Figure) -> bool:
    """Whether a check fails because one number stands for the year and for all years since an earlier one."""
    periods = (one.period, one.cumulative) != (other.period, other.cumulative)
    return check.kind is CheckKind.SAID_TWICE and one.value == other.value and periods


def _other_place(question: Question, other: Figure, citing: Citing, words: Saying) -> Statement:
    shown = answer_figure(other, citing.cite_figure(other))
    statement = state_figure(other, shown, question.language)
    return Statement((Frame(words.in_language(question.language)), *statement.pieces), statement.citations)


def _slip_note(question: Question, figure: Figure, check: Check, citing: Citing) -> Iterator[Statement]:
    """The words name a year that can't be the one meant: 比2026年预算增加 in the budget for 2026."""
    words = check.relation.partition("：")[2]
    if words and words in figure.label and figure.place.page_number == check.place.page_number:
        number = citing.cite_figure(figure)
        yield Statement(
            (
                Frame(OTHER_YEAR_IN_WORDS.in_language(question.language)),
                Quoted(words, number),
                Frame(full_stop(question.language)),
            ),
            (number,),
        )
