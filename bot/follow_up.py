"""A question after another in a conversation (那2023年呢？, and natural persons?) → the ways in which it is meant."""

import re
from dataclasses import replace

from bot.glossary import english_stems
from bot.records import Across, Asked, Question, Term
from bot.spans import YEAR_BEFORE as YEAR_BEFORE_IT
from bot.spans import asked_span, without_span
from index.terms import normalise
from ingest.records import Measure

RATES = frozenset({Measure.GROWTH, Measure.SHARE})
OPENS = re.compile(
    r"^(?:那么?|还有|然后|另外|其中|再(?:往前|前面|早)|and\b|what about|how about|how was that|then\b)|呢[？?]?$",
    re.IGNORECASE,
)
SMALL_TALK = re.compile(
    r"^\W*(?:谢谢|多谢|感谢|辛苦|好的|好吧|明白|知道了|你好|您好|再见|拜拜|哈哈|嗯|行|ok(?:ay)?|thanks?|thank you|thx"
    r"|cheers|hi|hello|bye|got it|great|good|nice|cool)"
    r"(?:你|您|了|啊|啦|哈|very much|a lot|so much|again|that's (?:all|helpful)|[\s，,。.!！~～])*\W*$",
    re.IGNORECASE,
)
YEAR_BEFORE = re.compile(
    r"(?:再)?(?:往前|前|早)(?:面)?(?:推)?一年|^那?(?:么)?上一?年度?呢"
    r"|\b(?:the )?(?:year before|previous year|preceding year|prior year|year earlier)(?: that)?\W*$",
    re.IGNORECASE,
)
YEAR_AFTER = re.compile(
    r"(?:往后|后|下)(?:推)?一年|\b(?:the )?(?:year after|next year|following year)(?: that)?\W*$", re.IGNORECASE
)
"""Counted from the year that was asked for last."""
OF_THOSE = re.compile(r"其中|^还(?:差|剩|有)|\b(?:them|those|these)\b|^so\b|\bwas that\b", re.IGNORECASE)
"""A part of what was asked for last."""
KEEPS_ITS_SORT = re.compile(
    r"为什么|为何|为啥|怎么会|原因|谁|哪一?位|哪里|哪儿|什么时候|何时|\b(?:why|who|where|when|whom|reason)\b",
    re.IGNORECASE,
)
"""Questions that ask for words whatever was asked before."""
PAGE = re.compile(r"哪一?页|第几页|页码|\b(?:what|which) page\b|\bpage number\b", re.IGNORECASE)
PAGE_WORDS = frozenset("页 数字 数 页码 page number figur on".split())


def readings(question: Question, before: Question | None) -> tuple[Question, ...]:
    """What a question can mean after another, the likeliest first; only itself where nothing is taken over.

    One that leans on the one before (opens with 那, ends with 呢, names nothing) takes over all that it doesn't say
    itself; its things stand beside the old ones or for one of them. One that stands by itself takes over only the body
    and the year, where it names none.
    """
    if before is None or question.refused or question.missing_body or SMALL_TALK.match(question.text):
        return (question,)
    named = replace(_naming_things_only(question), earlier=(*before.earlier, *before.years)[-EARLIER_YEARS:])
    if named.terms and not leans(question):
        return _in_same_place(named, before)
    if not named.terms and not _changes_something(question):
        return (named,)
    whole = _over_years(_completed(named, before), before)
    return tuple(
        replace(whole, terms=terms, single=_single(whole, terms)) for terms in _term_sets(named.terms, before.terms)
    )


EARLIER_YEARS = 4


def leans(question: Question) -> bool:
    """Whether a question is no whole one: it names nothing, opens with 那, or asks for a part of the last."""
    return not question.terms or bool(OPENS.search(question.text.strip()) or OF_THOSE.search(question.text))


def _changes_something(question: Question) -> bool:
    """Whether a question that names nothing asks for another year or body, for the page or for a reason."""
    said = normalise(question.text)
    patterns = (PAGE, YEAR_BEFORE, YEAR_AFTER, YEAR_BEFORE_IT, BOTH, KEEPS_ITS_SORT)
    return bool(question.years or question.report_ids is not None or any(one.search(said) for one in patterns))


def _naming_things_only(question: Question) -> Question:
    """Without the words that only say which year, how two are compared, or that the page is asked for."""
    said = normalise(question.text)
    bare = PAGE.sub(" ", YEAR_AFTER.sub(" ", YEAR_BEFORE.sub(" ", without_span(said))))
    stems = " ".join(("", *english_stems(bare), ""))
    asks_page = bool(PAGE.search(said))
    terms = tuple(
        term
        for term in question.terms
        if (any(word in bare for word in (term.said, *term.alternatives)) or f" {term.said} " in stems)
        and not (asks_page and term.said in PAGE_WORDS)
    )
    if asks_page:
        question = replace(question, asked=Asked.EITHER, unit=None, focus=frozenset())
    return replace(question, terms=terms)


def _in_same_place(question: Question, before: Question) -> tuple[Question, ...]:
    """A whole question about the body and year of the one before, where it names none; else as it stands."""
    placed = replace(
        question,
        report_ids=question.report_ids if question.report_ids is not None else before.report_ids,
        body=question.body or before.body,
        years=question.years or _years(question, before),
    )
    return (question,) if placed == question else (placed, question)


def _completed(question: Question, before: Question) -> Question:
    """The question with what it leaves unsaid."""
    inherits = question.asked is Asked.EITHER or (
        question.asked is Asked.WORDS and not KEEPS_ITS_SORT.search(question.text)
    )
    years = question.years or _years(question, before)
    return replace(
        question,
        report_ids=question.report_ids if question.report_ids is not None else before.report_ids,
        body=question.body or before.body,
        years=years,
        asked=before.asked if inherits else question.asked,
        sought=question.sought or (before.sought if inherits else frozenset()),
        measures=question.measures if question.asked is Asked.NUMBER or question.measures & RATES else before.measures,
        unit=question.unit or (None if question.measures & RATES else before.unit),
        focus=frozenset(),
        new=frozenset(term.said for term in question.terms),
        completed=f"{before.whole_text} {question.text}" if question.terms else before.whole_text,
        within=before.answered_by if OF_THOSE.search(question.text) and not question.years else "",
    )


def _years(question: Question, before: Question) -> tuple[int, ...]:
    """The years of the question before, or those that are counted from them."""
    if not before.years:
        return ()
    if YEAR_BEFORE.search(question.text):
        return (min(before.years) - 1,)
    return (max(before.years) + 1,) if YEAR_AFTER.search(question.text) else before.years


def _over_years(question: Question, before: Question) -> Question:
    """比上年多多少 after a question of 2022: 2021 and 2022. 两年差多少: the last two years that were asked for."""
    if question.across is not None or not question.years:
        return question
    plain, newest = normalise(question.text), max(question.years)
    if YEAR_BEFORE_IT.search(plain):
        span = (newest - 1, newest)
    elif BOTH.search(plain) and (others := [year for year in before.earlier if year != newest]):
        span = (min(others[-1], newest), max(others[-1], newest))
    else:
        return question
    across = asked_span(plain, span, 0).across or Across.DIFFERENCE
    single = replace(question, asked=Asked.NUMBER, measures=frozenset({Measure.COUNT, Measure.MONEY}), is_part=True)
    return replace(question, across=across, span=span, years=span, single=single)


BOTH = re.compile(r"[两二]年|\bboth years\b|\bthe two years\b|\bbetween (?:them|the two)\b")


def _single(question: Question, terms: tuple[Term, ...]) -> Question | None:
    """What is asked of each year, of the same things."""
    if question.across is None or question.single is None:
        return question.single
    return replace(
        question.single,
        terms=terms,
        report_ids=question.report_ids,
        body=question.body,
        unit=question.unit,
        completed=question.completed,
    )


def _term_sets(new: tuple[Term, ...], old: tuple[Term, ...]) -> list[tuple[Term, ...]]:
    """The new things for each one of the old, then with all of them, then by themselves."""
    if not new:
        return [old]
    said = {word for term in new for word in term.alternatives}
    kept = tuple(term for term in old if not said & set(term.alternatives))
    replaced = [(*kept[:number], *new, *kept[number + 1 :]) for number in range(len(kept))]
    alone = [new] if any(term.importance >= 1 for term in new) else []
    return [(*kept, *new), *replaced, *alone]
