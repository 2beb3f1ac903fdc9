"""A refusal → questions that the reports do answer, about the figures that lie nearest to what was asked."""

import re
from collections.abc import Callable, Iterator, Sequence

from bot.choosing import Candidate, Material, counted_value, first_few
from bot.deciding import NAMES, certainty, evidence, is_ruled_out
from bot.matching import names_a_thing, own_words
from bot.records import Language, Question, Reply, Status
from bot.related import NUMBERING
from ingest.forms import cells_by_name
from ingest.records import Figure, Report

PLAUSIBLE = 0.1
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
    if calibration is None or calibration.names != NAMES:
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
            if _gives(answer(asking), one.figure, question.language):
                offered.append(asking)
                values.append(counted_value(one.figure))
                break
    return tuple(offered)


def _gives(reply: Reply, figure: Figure, language: Language) -> bool:
    """Whether a reply in the same language gives a figure and no other, from its own place."""
    if (reply.status, reply.language, len(reply.figures)) != (Status.ANSWERED, language, 1) or not reply.citations:
        return False
    shown, cited = reply.figures[0], reply.citations[0]
    is_its_place = cited.report_id == figure.report_id and figure.place.boxes[0] in cited.boxes
    return is_its_place and (shown.value, shown.printed) == (figure.value, figure.printed)


def _askings(figure: Figure, report: Report, language: Language) -> Iterator[str]:
    """Ways to ask for a figure, by its own words and by what narrows them."""
    year = figure.period if (figure.period or "").isdigit() else str(report.year or "")
    if language is Language.ENGLISH:
        whose = f" ({', '.join(filter(None, (report.publisher, year)))})?"
        measured = "What is the percentage of" if figure.unit == "%" else "How many are there of"
        yield from (f"{measured} {thing}{whose}" for thing in (*_english_things(figure), *_things(figure)))
        return
    how_many = "是多少" if figure.unit in (None, "%") else f"有多少{figure.unit}"
    yield from (f"{report.publisher}{f'{year}年' if year else ''}{thing}{how_many}？" for thing in _things(figure))


def _english_things(figure: Figure) -> Iterator[str]:
    """The form's own English for a cell's row, and for its column where that isn't the one meant by default."""
    named = cells_by_name().get(figure.key or "")
    if named is not None:
        row, column = named.row.english.split(",")[0], named.column.english.split(",")[0]
        yield row if figure.default_column else f"{row}, {column}"


def _things(figure: Figure) -> Iterator[str]:
    """What a figure counts, in words without numbers; those that narrow it first where its own name no thing."""
    if figure.sentence is None:
        column = () if figure.default_column else figure.column[-1:]
        names = ["".join((*figure.row[-1:], *column)), "".join((*figure.row[-2:], *column))]
    else:
        own = re.sub("^其中", "", own_words(figure.label))
        clause = re.split("[，。；：]", figure.context.rstrip("，。；：、"))[-1]
        around = [figure.subject + own, clause + own]
        names = [own, *around] if names_a_thing(own) else [*around, own]
    for name in dict.fromkeys(map(_plain, names)):
        if 1 < len(name) <= LONGEST_THING and "其中" not in name and not DIGIT.search(name):
            yield name


def _plain(name: str) -> str:
    """A label without the number before its own, asides and numbering; "" for one of a longer list.

    >>> _plain("建筑施工2起、死亡"), _plain("创新券1,250万元"), _plain("四、结转"), _plain("提取额（亿元）")
    ('建筑施工死亡', '创新券', '结转', '提取额')
    """
    if len(LISTED.findall(name)) > 1:
        return ""
    bare = LISTED.sub("", re.sub(r"\s+|…", "", YEAR.sub("", ASIDE.sub("", name))))
    return LEFT_OPEN.sub("", NUMBERING.sub("", bare).strip("，。；：、（）"))


YEAR = re.compile(r"(?:19|20)\d{2}年度?")
ASIDE = re.compile(r"（[^（）]*）|【[^】]*】")
LEFT_OPEN = re.compile(r"(?:由.{0,2}|[至到为达])$")
"""What leads on to a number: 限额由每年9,600元提高到."""
LISTED = re.compile(r"[近约超]?\d[\d,，.]*[余多]?[\u4e00-\u9fff%％]{1,4}(?:[、，]|$)")
"""A number of a list with its unit: 2起、 in 建筑施工2起、死亡."""
