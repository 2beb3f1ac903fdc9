"""A refusal → questions that the reports do answer, about the figures that lie nearest to what was asked."""

import re
from collections.abc import Callable, Iterator, Sequence

from bot.choosing import Candidate, Material, counted_value, first_few
from bot.deciding import certainty, evidence, is_ruled_out
from bot.matching import own_words
from bot.records import Language, Question, Reply, Status
from bot.related import NUMBERING
from ingest.records import Figure, Report

PLAUSIBLE = 0.2
"""How sure a figure has to be to be offered (docs/decisions.md)."""
MOST_OFFERED = 2
MOST_TRIED = 4
"""A question takes some tenth of a second; somebody waits."""
LONGEST_THING = 40
"""characters"""
DIGIT = re.compile(r"\d")


def nearest_questions(
    question: Question, ranked: Sequence[Candidate], found: Material, answer: Callable[[str], Reply]
) -> tuple[str, ...]:
    """Whole questions, best first, each of which was asked and got the very figure; () where none is plausible."""
    calibration = found.calibration
    if calibration is None:
        return ()
    offered: list[str] = []
    values: list[object] = []
    tried = 0
    for one in first_few(ranked):
        if counted_value(one.figure) in values or is_ruled_out(one, question):
            continue
        if certainty(evidence(one, ranked, found, question), calibration) < PLAUSIBLE:
            continue
        for asking in _askings(one.figure, found.reports[one.figure.report_id], question.language):
            if len(offered) == MOST_OFFERED or tried == MOST_TRIED:
                return tuple(offered)
            tried += 1
            if _gives(answer(asking), one.figure):
                offered.append(asking)
                values.append(counted_value(one.figure))
                break
    return tuple(offered)


def _gives(reply: Reply, figure: Figure) -> bool:
    """Whether a reply gives a figure and no other, from its own place."""
    if reply.status is not Status.ANSWERED or len(reply.figures) != 1 or not reply.citations:
        return False
    is_its_place = reply.citations[0].report_id == figure.report_id
    return is_its_place and reply.figures[0].value == figure.value and reply.figures[0].printed == figure.printed


def _askings(figure: Figure, report: Report, language: Language) -> Iterator[str]:
    """Ways to ask for a figure, by its own words and by what narrows them."""
    year = figure.period if (figure.period or "").isdigit() else str(report.year or "")
    for thing in _things(figure):
        if language is Language.ENGLISH:
            yield f"{thing} ({', '.join(filter(None, (report.publisher, year)))}): how many?"
        else:
            how_many = "是多少" if figure.unit in (None, "%") else f"有多少{figure.unit}"
            yield f"{report.publisher}{f'{year}年' if year else ''}{thing}{how_many}？"


def _things(figure: Figure) -> Iterator[str]:
    """What a figure counts, in words without numbers, shortest first."""
    if figure.sentence is None:
        column = () if figure.default_column else figure.column[-1:]
        names = ["".join((*figure.row[-1:], *column)), "".join((*figure.row[-2:], *column))]
    else:
        own = re.sub("^其中", "", own_words(figure.label)).replace("…", "")
        clause = re.split("[，。；：]", figure.context.rstrip("，。；：、"))[-1]
        names = [own, figure.subject + own, clause + own]
    for name in dict.fromkeys(NUMBERING.sub("", re.sub(r"\s+", "", name)).strip("，。；：、（）") for name in names):
        if 1 < len(name) <= LONGEST_THING and not DIGIT.search(name):
            yield name
