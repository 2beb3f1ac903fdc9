"""A person's words → Question: language, body, years, what is named, what is asked of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from bot import asking
from bot.naming import HAN, LETTERS_AND_DIGITS, QUOTED, calls, named_terms
from bot.places import NamedBody, named_bodies, names_of, offices_one_by_one, several_bodies
from bot.records import Across, Asked, Language, Question
from bot.sought import in_plain_words, words_sought
from bot.spans import Span, asked_span, looks_over, part_and_whole, without_span, years_between
from bot.years import (
    asked_since,
    asked_years,
    part_of_year,
    report_year,
    with_whole_years,
    without_denied,
    without_years,
)
from index.terms import normalise
from ingest.records import Measure, Report

LONGEST_QUESTION = 500
"""Characters. A question of more is cut before anything is searched or embedded; the longest sensible ones have 200."""
DENIED_BODY = re.compile(r"(?<!是)(?:而?不是|并非|\bnot (?:the )?)([^，,。：:？?;；()是]{2,24})(?=[，,。：:？?;；)]|$)")
"""What is said not to be meant."""
REMARK = re.compile(r"^([^，,。？?]{2,40}[^，,。？?中里下内间面的上时后])[，,]")
"""A clause before the rest; 案件中 says of what the rest asks, and is none."""
ENGLISH_WORDS = 3
"""English words from which a question that quotes Chinese names is an English one."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """What is held: reports, the names of their bodies, and the look-ups that understanding needs."""

    reports: tuple[Report, ...]
    aliases: dict[str, tuple[str, ...]]
    """names of a report's body, by report id"""
    occurs: Callable[[str], bool]
    """whether a Chinese phrase stands anywhere in the reports"""
    translations: Callable[[str], tuple[str, ...]]
    """Chinese words of the reports for an English word"""
    mended: Callable[[str], tuple[str, ...]] = lambda word: ()
    """words of the reports that a Chinese word is mistyped for"""
    akin: Callable[[str], tuple[str, ...]] = lambda word: ()
    """words of the reports that a thesaurus gives for a Chinese word"""


def understand(text: str, holdings: Holdings, today: date) -> Question:
    """What a person wants to know; relative years (去年) are counted from today."""
    whole_characters = text[:LONGEST_QUESTION].encode("utf-8", "replace").decode()
    said = whole_characters.replace("\x00", " ").strip()
    plain = without_denied(with_whole_years(in_plain_words(offices_one_by_one(normalise(said)))))
    language = _language(plain)
    plain = _without_denied_body(plain, holdings)
    body = named_bodies(said, without_years(plain), holdings.reports, holdings.aliases, holdings.occurs)
    question = _one_question(said, plain, plain, language, body, holdings, today)
    if (year := report_year(plain)) and len(question.years) > 1:
        return _in_report_of(year, question, holdings)
    return _over_several(question, plain, body, holdings, today)


def _without_denied_body(plain: str, holdings: Holdings) -> str:
    """The question without a body of which it is not asked: 我问的是城管局不是市场监管局."""
    for match in DENIED_BODY.finditer(plain):
        named = named_bodies(match[1], match[1], holdings.reports, holdings.aliases, holdings.occurs)
        if named.report_ids:
            plain = plain.replace(match[0], " ")
    return plain


def _in_report_of(year: int, question: Question, holdings: Holdings) -> Question:
    """What the report of one year says of another: the other year is asked for, of that report alone."""
    of_year = frozenset(report.id for report in holdings.reports if report.year == year)
    ids = of_year if question.report_ids is None else question.report_ids & of_year
    return replace(question, years=tuple(one for one in question.years if one != year), report_ids=ids)


def _one_question(
    said: str, plain: str, asking_for: str, language: Language, body: NamedBody, holdings: Holdings, today: date
) -> Question:
    """What is asked for, understood as a question for one figure or sentence."""
    remark, rest = _remark_before(asking_for, body, today)
    asks, besides = asking.asking_sentences(without_years(_without_body(rest, body)))
    besides = f"{without_years(_without_body(remark, body))} {besides}"
    terms = tuple(named_terms(asks, besides, language, holdings))
    asked = asking.asked_for(plain, language)
    return Question(
        text=said,
        language=language,
        asked=asked,
        terms=terms,
        measures=asking.asked_measures(plain, language),
        unit=asking.asked_unit(plain),
        in_bulk=asking.asks_in_bulk(plain, language),
        contacts=asking.asked_contacts(plain) if asked is Asked.CONTACT else (),
        years=asked_years(rest if remark else plain, today),
        since=asked_since(plain),
        part_of_year=part_of_year(plain),
        report_ids=body.report_ids,
        body=body.said[0] if body.said else None,
        missing_body=body.missing,
        sought=words_sought(plain),
        focus=asking.focus(asking_for, language, terms),
        restriction=asking.restriction(asking_for, terms)
        | {
            term.said
            for term in terms
            if (term.said.isdigit() and (calls(term.said, plain) or holdings.occurs(term.said)))
            or f"尚{term.said}" in term.alternatives
            or LETTERS_AND_DIGITS.fullmatch(term.said)
        },
        parts=asking.asked_in_turn(plain) or asking.asked_respectively(plain) or asking.asked_each(plain, language),
        compared=asking.compared_things(plain),
        summed=asking.summed_things(plain),
        rest=asking.asks_for_the_rest(plain),
        share=part_and_whole(plain),
        refused=asking.gives_orders(plain),
    )


def _remark_before(plain: str, body: NamedBody, today: date) -> tuple[str, str]:
    """A clause that only says why somebody asks, and the rest, which says itself of which body it asks."""
    match = REMARK.search(plain)
    if match is None:
        return "", plain
    remark, rest = match[1], plain[match.end() :]
    is_whole = any(name in rest for name in body.said) and bool(asking.ASKS.search(rest))
    says_whose = any(name in remark for name in body.said)
    says_when = bool(asked_years(remark, today)) and not asked_years(rest, today)
    return (remark, rest) if is_whole and not says_whose and not says_when else ("", plain)


def _over_several(question: Question, plain: str, body: NamedBody, holdings: Holdings, today: date) -> Question:
    """The question with what it asks of several years or bodies, if it does."""
    if body.missing is not None:
        return question
    years = years_between(plain, question.years)
    bodies = several_bodies(plain, holdings.reports, holdings.aliases)
    span = asked_span(plain, years, len(bodies))
    asks_for_words = question.asked is Asked.WORDS and span.across is Across.TREND and not looks_over(plain)
    if span.across is None or question.asked is Asked.CONTACT or asks_for_words:
        return question
    every_name = NamedBody(body.report_ids, body.missing, (*body.said, *names_of(bodies, plain, holdings.aliases)))
    bare = without_span(plain)
    single = _one_question(question.text, plain, bare, question.language, every_name, holdings, today)
    measures = frozenset({Measure.COUNT, Measure.MONEY})
    single = replace(
        single,
        asked=Asked.NUMBER,
        measures=measures,
        parts=(),
        compared=None,
        summed=(),
        share=None,
        is_part=True,
        completed=bare,
    )
    return replace(
        question,
        across=span.across,
        over_bodies=span.over_bodies,
        span=_years_meant(span, years, question, holdings),
        bodies=bodies,
        single=single,
    )


def _years_meant(span: Span, years: tuple[int, ...], question: Question, holdings: Holdings) -> tuple[int, ...]:
    """The years looked over: those named, a year and the one before, or the newest that are held."""
    if span.year_before:
        return (years[0] - 1, years[0])
    if span.last_years is None or len(years) > 1:
        return tuple(sorted(years))
    held = {
        report.year
        for report in holdings.reports
        if report.year and (question.report_ids is None or report.id in question.report_ids)
    }
    return tuple(sorted(held)[-span.last_years :])


def _language(plain: str) -> Language:
    """That of the words around quoted and bracketed names, which English questions take from the paper."""
    bare = QUOTED.sub(" ", re.sub(r"[（(][^）)]*[）)]", " ", plain))
    english = len(re.findall(r"[a-z]{2,}", bare)) >= ENGLISH_WORDS
    return Language.CHINESE if HAN.search(plain) and not english else Language.ENGLISH


def _without_body(plain: str, body: NamedBody) -> str:
    """The question without the words that named its body; a quoted name stays whole."""
    quoted = QUOTED.findall(plain)
    for name in body.said:
        if not (HAN.search(name) and any(name in one for one in quoted)):
            plain = plain.replace(name, " ")
    return plain
