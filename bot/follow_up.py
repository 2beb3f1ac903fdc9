"""A short question after another (那2023年呢？, and natural persons?) → a whole one."""

import re
from dataclasses import replace

from bot.records import Asked, Question, Term

OPENS = re.compile(r"^(?:那么?|还有|然后|另外|其中|and\b|what about|how about|then\b)|呢[？?]?$", re.IGNORECASE)


def completed(question: Question, before: Question | None) -> Question:
    """What isn't said again is taken from the question before: body, year, and the thing asked for.

    Only where the new one leans on it: it opens with 那, ends with 呢, or names nothing that is counted.
    """
    if before is None or question.refused or question.missing_body:
        return question
    leans = bool(OPENS.search(question.text.strip()))
    if not leans and question.terms:
        return question
    return replace(
        question,
        terms=_joined_terms(question, before),
        report_ids=question.report_ids if question.report_ids is not None else before.report_ids,
        years=question.years or before.years,
        asked=before.asked if question.asked in (Asked.EITHER, Asked.WORDS) else question.asked,
        measures=before.measures if question.asked is not Asked.NUMBER else question.measures,
        unit=question.unit or before.unit,
    )


def _joined_terms(question: Question, before: Question) -> tuple[Term, ...]:
    """The new things; with the old ones where the new question names none, or only one more."""
    if not question.terms:
        return before.terms
    new = {word for term in question.terms for word in term.alternatives}
    kept = tuple(term for term in before.terms if not new & set(term.alternatives))
    return (*kept[:1], *question.terms) if kept else question.terms
