"""Question + Evidence → Reply: answered, in conflict, asked back or refused; pure."""

import re
from dataclasses import replace

from bot.checked import denied_total, notes_on, other_values, supporting_sums, what_does_not_add_up
from bot.choosing import (
    SINCE,
    Candidate,
    Material,
    candidates,
    contradicts,
    counted_value,
    is_rounded,
    is_twin,
)
from bot.citing import Citing, answer_figure, state_figure
from bot.contacts import PrintedContact, office_number, printed_contacts, says_who, special_asked
from bot.deciding import is_enough, is_ruled_out, words_suffice
from bot.excerpts import Excerpt, best_excerpt
from bot.guard import Frame, Piece, Quoted, Statement, Typed
from bot.matching import fit_figure
from bot.records import Asked, Language, Question, Reply, Sought, Status
from bot.replies import asking_back, guarded_reply, reply_id, with_body, with_year
from bot.wording import (
    ASK_THEM,
    HELD,
    LEGAL_HOTLINE,
    NO_TERMS,
    NOT_STATED,
    ORDERS_REFUSED,
    OTHER_BODY,
    OTHER_PERIOD,
    OTHER_YEAR,
    OUTSIDE,
    TWO_VALUES,
    WHICH_BODY,
    WHICH_THING,
    WHICH_YEAR,
)
from ingest.records import Figure

ENOUGH_WORDS = 0.6
"""The share for a sentence: a wrong sentence shows that it is wrong, a wrong number doesn't."""
CLOSE = 0.06
"""Scores nearer than this are one: the paper's wording decides between them no more."""
FAR = 0.15
"""Scores nearer than this leave open which body is meant, where the question names none and each says all of it."""
MOST_TITLES = 8
LEGAL_ADVICE = re.compile(
    r"我.{0,20}(?:起诉|告他|告她|告公司|打官司|赔偿|能赢|怎么办|违法吗|离婚|拖欠|被打)"
    r"|(?:can i|should i|how do i|my (?:boss|landlord|employer|husband|wife)).{0,60}(?:sue|court|legal|lawyer)",
    re.IGNORECASE,
)


def compose(question: Question, found: Material) -> Reply:
    """The reply to one question."""
    refusal = _refused_outright(question, found)
    if refusal:
        return refusal
    if denied := what_does_not_add_up(question, found):
        return denied
    if question.asked is Asked.CONTACT:
        return _contact_reply(question, found) or _words_beside_contact(question, found) or _not_stated(question, found)
    if question.asked is Asked.NUMBER:
        return _number_reply(question, found) or _not_stated(question, found)
    if question.asked is Asked.WORDS:
        told = _told_by_number(question, found)
        first = told if told and _is_whole_cell(question, found) else None
        return first or _words_reply(question, found) or told or _not_stated(question, found)
    return _number_reply(question, found) or _words_reply(question, found) or _not_stated(question, found)


def _refused_outright(question: Question, found: Material) -> Reply | None:
    if question.refused:
        return _refusal(question, found, Status.OUT_OF_SCOPE, ORDERS_REFUSED.in_language(question.language))
    if question.missing_body is not None:
        said = OTHER_BODY.in_language(question.language, body=question.missing_body)
        return _refusal(question, found, Status.NOT_FOUND, said)
    if not question.terms and not _stands_anyway(question):
        return _refusal(question, found, Status.OUT_OF_SCOPE, NO_TERMS.in_language(question.language))
    if not found.reports:
        years = "、".join(map(str, question.years))
        return _refusal(question, found, Status.NOT_FOUND, OTHER_YEAR.in_language(question.language, years=years))
    if _is_outside(question, found):
        return _refusal(question, found, Status.OUT_OF_SCOPE, OUTSIDE.in_language(question.language))
    return None


def _is_outside(question: Question, found: Material) -> bool:
    """Whether nothing that is named stands in the reports, even shortened (社保卡), and no number means it.

    How many of something a held body has is a question about reports, whether they say it or not.
    """
    if not question.terms or _stands_anyway(question) or len(found.weights.unknown) < len(question.terms):
        return False
    if question.asked is Asked.NUMBER and question.report_ids is not None:
        return False
    if any(fit_figure(question, figure, found.weights).coverage for figure in found.figures):
        return False
    return question.asked not in (Asked.NUMBER, Asked.EITHER) or _number_reply(question, found) is None


def _stands_anyway(question: Question) -> bool:
    """Whether what is asked needs no words of its own: a telephone, or a report's section on what went wrong."""
    section = question.report_ids is not None and question.sought & {Sought.PROBLEMS, Sought.IMPROVEMENTS}
    return question.asked is Asked.CONTACT or bool(section)


# numbers


def _number_reply(question: Question, found: Material) -> Reply | None:
    ranked = [one for one in candidates(question, found) if _counts_what_is_asked(question, one)]
    best = next(iter(ranked), None)
    if question.compared or best is None:
        return None
    if not is_enough(best, ranked, found, question):
        if not words_suffice(best, ranked, found, question) or is_ruled_out(best, question):
            return None
        near = [one for one in ranked if best.fit.score - one.fit.score <= CLOSE]
        return _which_part(question, found, best, near) or _which_twin(question, found, best, ranked)
    equals = [
        one
        for one in ranked
        if best.fit.score - one.fit.score <= (FAR if _is_another_bodys(one, best, question) else CLOSE)
        and (
            is_enough(one, ranked, found, question)
            or _is_the_same_cell(one, best)
            or _says_it_of_another(one, best, ranked, question, found)
        )
    ]
    if not question.years and NOW.search(question.text):
        equals = _newest_of_each_body(equals, found)
        best = equals[0]
    if said := (
        _ask_back(question, found, equals)
        or _which_part(question, found, best, equals)
        or _which_twin(question, found, best, ranked)
        or denied_total(question, found, best.figure)
    ):
        return said
    return _stated(question, found, best, equals, ranked)


def _stated(
    question: Question, found: Material, best: Candidate, equals: list[Candidate], ranked: list[Candidate]
) -> Reply:
    """The figure that is sure enough, with what is printed besides for the same thing; or which thing is meant."""
    others = [one.figure for one in ranked[1:] if contradicts(best, one, found.weights)]
    if others := _differing(best.figure, [*others, *other_values(found, best.figure)]):
        return _several_values(question, found, best.figure, others)
    elsewhere = _in_other_periods(question, found, best.figure)
    if elsewhere:
        return _with_other_period(question, found, best.figure, elsewhere, Citing(found.by_id, found.tables))
    different = [
        one
        for one in equals
        if counted_value(one.figure) != counted_value(best.figure) and not is_rounded(one.figure, best.figure)
    ]
    if different and best.fit.score - different[0].fit.score < CLOSE / 3:
        return _which_thing(question, found, [best, *different])
    return _single_value(question, found, best)


def _says_it_of_another(
    one: Candidate, best: Candidate, ranked: list[Candidate], question: Question, found: Material
) -> bool:
    """Whether a figure's words say as well of another body what is asked of none: enough to ask which one is meant."""
    if not _is_another_bodys(one, best, question):
        return False
    return words_suffice(one, ranked, found, question) and not is_ruled_out(one, question)


def _is_the_same_cell(one: Candidate, best: Candidate) -> bool:
    """Whether a figure is the same cell of another report's form: as sure as the best one, whatever else is said."""
    return one.figure.key is not None and one.figure.key == best.figure.key and one.fit.missing == best.fit.missing


def _is_another_bodys(one: Candidate, best: Candidate, question: Question) -> bool:
    """Whether a figure says all that is asked of no body, and isn't the best one's body's."""
    return question.report_ids is None and one.figure.publisher != best.figure.publisher and not one.fit.missing


def _which_part(question: Question, found: Material, best: Candidate, equals: list[Candidate]) -> Reply | None:
    """Asks which of a form's groups of columns is meant that fit equally: 2 suits of one sort and 2 of another are 4.

    Where all are nought, so is the whole.
    """
    if best.figure.key is None:
        return None
    parts = [other for other in equals if other is best or _is_its_counterpart(other, best, question)]
    return _which_thing(question, found, parts) if len(parts) > 1 and any(one.figure.value for one in parts) else None


def _is_its_counterpart(other: Candidate, best: Candidate, question: Question) -> bool:
    """Whether a cell stands as another one does, under another group of columns, and the question names neither."""
    own_groups = (name for name in best.figure.column[:-1] if name not in other.figure.column)
    return (
        (other.figure.table_id, other.figure.row) == (best.figure.table_id, best.figure.row)
        and other.figure.column[-1:] == best.figure.column[-1:]
        and other.figure.column != best.figure.column
        and other.fit.in_label == best.fit.in_label
        and not any(name in question.text for name in own_groups)
    )


def _which_twin(question: Question, found: Material, best: Candidate, ranked: list[Candidate]) -> Reply | None:
    """Asks which one is meant where other numbers are labelled and fit as the best one: 死亡, of three accidents."""
    twins = [
        other
        for other in ranked
        if is_twin(best.figure, other.figure)
        and abs(other.fit.score - best.fit.score) < TWINS
        and counted_value(other.figure) != counted_value(best.figure)
        and not contradicts(best, other, found.weights)
    ]
    return _which_thing(question, found, [best, *twins]) if twins else None


TWINS = 0.005
"""Scores nearer than this are the same."""
NOW = re.compile(
    r"现在|目前|眼下|如今|当前|现时|今时今日|\b(?:now|nowadays|currently|at present|at the moment|these days|today)\b",
    re.IGNORECASE,
)
"""What is now stands in the newest report."""


def _newest_of_each_body(equals: list[Candidate], found: Material) -> list[Candidate]:
    """The figures of each body's newest report among these."""
    reports = [found.reports[one.figure.report_id] for one in equals]
    newest = {
        one.publisher: max(other.year or 0 for other in reports if other.publisher == one.publisher) for one in reports
    }
    return [one for one, report in zip(equals, reports, strict=True) if (report.year or 0) == newest[report.publisher]]


DENIED = re.compile("[未不没无非]")


def _counts_what_is_asked(question: Question, best: Candidate) -> bool:
    """Of A和B一共 a printed total is the answer only where its label names both; of a rest, what is denied in it."""
    words = "".join((best.figure.label, *best.figure.row, *best.figure.column))
    if question.rest and not DENIED.search(words):
        return False
    named = [term for term in question.terms if any(term.said in thing for thing in question.summed)]
    return all(term.said in best.fit.in_label for term in named if term.importance >= 1)


def _differing(figure: Figure, others: list[Figure]) -> list[Figure]:
    """Other values, each once: of two that rounding explains, the one in the figure's own unit."""
    kept: list[Figure] = []
    for other in sorted(others, key=lambda one: one.unit != figure.unit):
        if other.id != figure.id and not any(is_rounded(other, one) or other.value == one.value for one in kept):
            kept.append(other)
    return kept


def _in_other_periods(question: Question, found: Material, figure: Figure) -> list[Figure]:
    """The same thing with another value where it is worded for a period that wasn't asked for."""
    if not question.years:
        return []
    best = Candidate(figure, fit_figure(question, figure, found.weights), 0)
    others = [Candidate(one, fit_figure(question, one, found.weights), 0) for one in found.figures]
    return [other.figure for other in others if contradicts(best, other, found.weights)]


def _told_by_number(question: Question, found: Material) -> Reply | None:
    """Whether something was received, refused, sued over: a cell can say it, though no number was asked for."""
    if question.sought != {Sought.WHETHER}:
        return None
    reply = _number_reply(question, found)
    return replace(reply, figures=()) if reply and reply.status is Status.ANSWERED else None


def _is_whole_cell(question: Question, found: Material) -> bool:
    """Whether a form's cell holds all that is asked: it says so before a sentence that speaks of something like it."""
    best = next(iter(candidates(question, found)), None)
    return best is not None and best.figure.key is not None and not best.fit.missing


def best_fit(question: Question, found: Material) -> float:
    """How well the best figure or sentence fits; 0 where nothing is found, less than that where it isn't enough."""
    ranked = candidates(question, found) if found.reports and question.terms else []
    excerpt = best_excerpt(question, found.passages, found.rank, found.weights, found.reports)
    fits = [one.fit.score - (not is_enough(one, ranked, found, question)) for one in ranked[:1]]
    return max(fits + ([excerpt.fit.score - 1] if excerpt else []), default=0.0 if not ranked else -1.0)


def answers(question: Question, found: Material) -> bool:
    """Whether a question gets an answer as it is read."""
    return compose(question, found).status in (Status.ANSWERED, Status.CONFLICT, Status.AMBIGUOUS)


def _single_value(question: Question, found: Material, best: Candidate) -> Reply:
    citing = Citing(found.by_id, found.tables)
    shown = answer_figure(best.figure, citing.cite_figure(best.figure))
    statement = state_figure(best.figure, shown, question.language)
    notes = notes_on(question, found, best.figure, citing)
    return guarded_reply(question, found, Status.ANSWERED, [statement], citing, (shown,), notes)


def _several_values(question: Question, found: Material, best: Figure, others: list[Figure]) -> Reply:
    """Both values with their places; the one of another period beside the asked one as a note where a year is named."""
    citing = Citing(found.by_id, found.tables)
    unique = {counted_value(one): one for one in reversed([best, *others])}
    figures = sorted(unique.values(), key=lambda figure: figure.place.page_number)
    asked_period = [figure for figure in figures if not figure.reaches_back]
    if question.years and not SINCE.search(question.text) and len(asked_period) == 1:
        return _with_other_period(
            question, found, asked_period[0], [one for one in figures if one is not asked_period[0]], citing
        )
    shown = tuple(answer_figure(figure, citing.cite_figure(figure)) for figure in figures)
    statements = [state_figure(figure, one, question.language) for figure, one in zip(figures, shown, strict=True)]
    opening = Statement((Frame(TWO_VALUES.in_language(question.language)),), ())
    notes = supporting_sums(question, found, figures, citing)
    return guarded_reply(question, found, Status.CONFLICT, [opening, *statements], citing, shown, notes)


def _with_other_period(
    question: Question, found: Material, figure: Figure, others: list[Figure], citing: Citing
) -> Reply:
    shown = answer_figure(figure, citing.cite_figure(figure))
    notes = []
    for other in others:
        beside = answer_figure(other, citing.cite_figure(other))
        statement = state_figure(other, beside, question.language)
        notes.append(
            Statement((Frame(OTHER_PERIOD.in_language(question.language)), *statement.pieces), statement.citations)
        )
    notes += supporting_sums(question, found, [figure, *others], citing)
    return guarded_reply(
        question, found, Status.ANSWERED, [state_figure(figure, shown, question.language)], citing, (shown,), notes
    )


# asking back


def _ask_back(question: Question, found: Material, equals: list[Candidate]) -> Reply | None:
    """Asks which one is meant where bodies or years fit equally."""
    reports = [found.reports[one] for one in dict.fromkeys(candidate.figure.report_id for candidate in equals)]
    publishers = list(dict.fromkeys(report.publisher for report in reports))
    if len(publishers) > 1:
        return asking_back(question, found, WHICH_BODY, [with_body(question, name) for name in publishers])
    years = sorted({report.year for report in reports if report.year}, reverse=True)
    if len(years) > 1 and not question.years:
        return asking_back(question, found, WHICH_YEAR, [with_year(question, year) for year in years])
    return None


def _which_thing(question: Question, found: Material, equals: list[Candidate]) -> Reply:
    names = list(
        dict.fromkeys(re.sub(r"^其中", "", one.figure.label.split("，")[0].split("…")[0])[:40] for one in equals)
    )
    if len(names) < 2:
        names = list(dict.fromkeys(one.figure.label.replace("…", "")[:40] for one in equals))
    if len(names) < 2:
        names = list(dict.fromkeys(f"{one.figure.context}{one.figure.label}"[-40:] for one in equals))
    return asking_back(question, found, WHICH_THING, [_about(question, name) for name in names])


def _about(question: Question, name: str) -> str:
    return f"{name}是多少？" if question.language is Language.CHINESE else f"How many: {name}?"


# words


def _words_reply(question: Question, found: Material) -> Reply | None:
    excerpt = best_excerpt(question, found.passages, found.rank, found.weights, found.reports)
    if excerpt is None or excerpt.fit.coverage < ENOUGH_WORDS:
        return None
    return _excerpt_reply(question, found, excerpt)


def _words_beside_contact(question: Question, found: Material) -> Reply | None:
    """What a report says of a place or a line that it prints no contact of; nothing for a telephone of another use."""
    return None if special_asked(question) else _words_reply(question, found)


def _excerpt_reply(question: Question, found: Material, excerpt: Excerpt) -> Reply:
    citing = Citing(found.by_id, found.tables)
    pieces = [Quoted(part.text, citing.cite_words(part.passage, part.text, part.boxes)) for part in excerpt.parts]
    statements = [Statement((piece,), (piece.citation,)) for piece in pieces]
    return guarded_reply(question, found, Status.ANSWERED, statements, citing, ())


def _contact_reply(question: Question, found: Material) -> Reply | None:
    """Each contact with its own place; asks back where several bodies print one and none is named."""
    by_body = printed_contacts(question, found.reports, found.passages, found.weights)
    if not by_body:
        return None
    if len(by_body) > 1:
        bodies = [contacts[0].report.publisher for contacts in by_body]
        return asking_back(question, found, WHICH_BODY, [with_body(question, name) for name in bodies])
    citing = Citing(found.by_id, found.tables)
    return guarded_reply(question, found, Status.ANSWERED, [_state_contacts(question, by_body[0], citing)], citing, ())


def _state_contacts(question: Question, contacts: tuple[PrintedContact, ...], citing: Citing) -> Statement:
    """Body: telephone; address. The whole sentences where it is asked, too, whose they are."""
    separator, between, stop = ("：", "；", "。") if question.language is Language.CHINESE else (": ", "; ", ". ")
    numbers = [citing.cite_words(one.passage, one.sentence) for one in contacts]
    texts = [one.sentence.rstrip("。") if says_who(question) else one.text for one in contacts]
    pieces: list[Piece] = [Typed(contacts[0].report.publisher), Frame(separator)]
    for number, text in dict.fromkeys(zip(numbers, texts, strict=True)):
        pieces += [Frame(between)] if isinstance(pieces[-1], Quoted) else []
        pieces.append(Quoted(text, number))
    return Statement((*pieces, Frame(stop)), tuple(dict.fromkeys(numbers)))


# refusing


def _not_stated(question: Question, found: Material) -> Reply:
    return _refusal(question, found, Status.NOT_FOUND, NOT_STATED.in_language(question.language))


def _refusal(question: Question, found: Material, status: Status, said: str) -> Reply:
    """A plain sentence, what is held, and how to go on."""
    language = question.language
    notes: list[str] = []
    if status is Status.NOT_FOUND:
        titles = sorted({f"《{report.title}》" for report in found.reports.values() or found.held})
        notes.append(HELD.in_language(language, reports="、".join(titles[:MOST_TITLES])))
        contact = _printed_telephone(found)
        if contact:
            notes.append(ASK_THEM.in_language(language, contact=contact))
    if LEGAL_ADVICE.search(question.text):
        notes.append(LEGAL_HOTLINE.in_language(language))
    return Reply(
        reply_id(question, found), question.text, language, status, said, notes=tuple(notes), snapshot=found.snapshot
    )


def _printed_telephone(found: Material) -> str | None:
    for passage in found.passages:
        if number := office_number(passage.text):
            return f"{found.reports[passage.report_id].publisher} {number}"
    return None
