"""A question that its own reports don't answer → the other reports that may print its number; pure."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.naming import NOUN
from bot.records import Question, Term
from ingest.bodies import regions_and_office
from ingest.records import Report


def wider_readings(
    question: Question, held: dict[str, Report], speaks_of: Callable[[str, Question], bool]
) -> Iterator[tuple[Question, frozenset[str]]]:
    """The question as it is asked of other reports, each reading with the ids of these.

    A year's figure may stand in a later report, which compares with it; a place's figure in the report of a body of
    another place: a city's bureau lists its counties. There the place is one more thing that has to be found.
    """
    body = question.report_ids if question.report_ids is not None else frozenset(held)
    if question.years:
        yield (
            question,
            frozenset(one for one in body if held[one].year not in question.years and speaks_of(one, question)),
        )
    if question.report_ids and (place := _place_named(question, held)):
        others = frozenset(
            one
            for one, report in held.items()
            if one not in question.report_ids and (not question.years or report.year in question.years)
        )
        named = Term(place[0], place, NOUN)
        asked_of_all = replace(
            question,
            terms=(*question.terms, named),
            new=question.new | {named.said},
            report_ids=None,
        )
        yield asked_of_all, others


def _place_named(question: Question, held: dict[str, Report]) -> tuple[str, ...]:
    """The names of the region that a question names instead of a body; empty where it names an office too."""
    for report in (held[one] for one in sorted(question.report_ids or ()) if one in held):
        for region in regions_and_office(report.publisher)[0]:
            if question.body in (region, region[:-1]):
                return (region, region[:-1]) if len(region) > SHORTEST_REGION else (region,)
    return ()


SHORTEST_REGION = 2
"""Characters of a region's name that keeps the word for its sort: 沙县."""
