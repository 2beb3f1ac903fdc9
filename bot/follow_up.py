"""A short question after another (那2023年呢？, and natural persons?) → a whole one."""

import re
from dataclasses import replace

from bot.records import Asked, Question, Term
from ingest.records import Measure

RATES = frozenset({Measure.GROWTH, Measure.SHARE})
OPENS = re.compile(r"^(?:那么?|还有|然后|另外|其中|and\b|what about|how about|then\b)|呢[？?]?$", re.IGNORECASE)


def readings(question: Question, before: Question | None) -> tuple[Question, ...]:
    """What a question can mean after another, the likeliest first; only itself where it stands alone.

    It leans on the one before where it opens with 那, ends with 呢, or names nothing. What isn't said again (body,
    year, unit, sort of answer) is then taken from there; its things stand beside the old ones or for one of them.
    """
    if before is None or question.refused or question.missing_body:
        return (question,)
    if question.terms and not OPENS.search(question.text.strip()):
        return (question,)
    whole = replace(
        question,
        report_ids=question.report_ids if question.report_ids is not None else before.report_ids,
        years=question.years or before.years,
        asked=before.asked if question.asked in (Asked.EITHER, Asked.WORDS) else question.asked,
        measures=question.measures if question.asked is Asked.NUMBER or question.measures & RATES else before.measures,
        unit=question.unit or (None if question.measures & RATES else before.unit),
        focus=frozenset(),
    )
    return tuple(replace(whole, terms=terms) for terms in _term_sets(question.terms, before.terms))


def _term_sets(new: tuple[Term, ...], old: tuple[Term, ...]) -> list[tuple[Term, ...]]:
    """The new things for each one of the old, then with all of them, then by themselves."""
    if not new:
        return [old]
    said = {word for term in new for word in term.alternatives}
    kept = tuple(term for term in old if not said & set(term.alternatives))
    replaced = [(*kept[:number], *new, *kept[number + 1 :]) for number in range(len(kept))]
    return [(*kept, *new), *replaced, new]
