"""Found figures → those that can answer, best first: enough of the question, in its period, no rival; pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.asking import LEAST_IMPORTANT
from bot.matching import Fit, Weights, can_answer, counts_in_another_unit, fit_figure, label_words, names_a_thing
from bot.records import Question
from bot.unlike import denies_unasked, is_past, is_unlike, mixes_stock_and_flow
from index.embedder import Reader
from index.figure_text import figure_reading_text
from index.records import Calibration
from index.terms import simplified
from ingest.records import Check, Figure, Measure, Passage, Report, Table

ENOUGH, ENOUGH_SCORE = 0.6, 0.45
"""Share of a question that a figure must cover, and that share less what the figure says beyond the question, to be
another value of the same thing, or to come before a better one that lacks something weighty."""
HEAVY = 0.65
"""Share of the heaviest thing's weight from which a thing is weighty."""
PLAINLY_OWN, PLAIN_WORDS, PLAINLY_AHEAD = 0.9, 0.8, 0.05
"""Share of a question in a figure's own label, score, and score ahead, from which no similar one comes before it."""
LEANS = 0.4
"""Coverage from which another number of a sentence leans on the same words."""
PASSED_OVER, PAST, OTHER_UNIT = 0.3, 0.6, 1.0
"""Taken off what is meant only where nothing else fits, off what was the year before, and off what can't be meant."""
YEAR_BEFORE = "上一年"
"""A column of the form: the report's own year is named, the one before is meant."""
NEXT_YEAR = "下年"
"""What is carried over to the next year wasn't carried over from the one before."""
LAST_YEARS_ROW = "上年结转"
UNDONE = frozenset({"未办结", "没办结", "没办完", "尚未办结"})
"""What isn't done, where no year before is named, is carried over to the next year."""
READ = 3
"""Figures, best first, that are read together with the question: each costs some fifty milliseconds."""
PLAN_ASKED = re.compile(
    r"打算|计划|准备|下一?步|今后|接下来|将[要会]|目标|力争|拟|要求|改进"
    r"|\b(?:plan\w*|aim\w*|target\w*|goals?|intend\w*|hop(?:e|es|ing)|will|going to|next)\b",
    re.IGNORECASE,
)
"""A report of the named year says what is planned for the next."""
SINCE = re.compile(r"以来|累计|开通至今|至今|\bsince\b|\bcumulative|so far", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Material:
    """What was found for a question, and the records that answers refer to."""

    figures: tuple[Figure, ...]
    passages: tuple[Passage, ...]
    reports: dict[str, Report]
    tables: dict[str, Table]
    checks: tuple[Check, ...]
    """those that the found reports fail"""
    siblings: dict[str, Figure]
    """every figure that one of these checks refers to, by id"""
    weights: Weights
    rank: dict[str, int]
    """position of each found item in the search, from 0"""
    similarity: dict[str, float]
    """of each found figure's vector to the question's, where the search by meaning found it"""
    snapshot: str
    calibration: Calibration | None = None
    """how evidence makes a figure sure; None where the model has none"""
    reader: Reader | None = None
    """what reads question and figure together; None where the model can only embed"""
    held: tuple[Report, ...] = ()
    """every report that is held, asked for or not"""

    @property
    def by_id(self) -> dict[str, Report]:
        """Every report that may be cited."""
        return {report.id: report for report in self.held} | self.reports


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure with how it fits."""

    figure: Figure
    fit: Fit
    rank: int
    similarity: float = 0.0
    """to the question; the least of all found where the search by meaning didn't find it"""


def candidates(question: Question, found: Material) -> list[Candidate]:
    """Figures of the asked sort and period, best first."""
    fitting = [
        figure
        for figure in found.figures
        if can_answer(question, figure)
        and _in_period(question, figure, found)
        and not is_unlike(question, figure, found.reports[figure.report_id])
        and question.within in ("", figure.sentence, figure.table_id)
    ]
    similarity = _similarities(fitting, found)
    fits = [
        Candidate(
            figure,
            fit_figure(question, figure, found.weights),
            found.rank.get(figure.id, 999),
            similarity[figure.id],
        )
        for figure in fitting
    ]
    named = _named_in_tables(fits)
    words = {one.figure.id: _adjusted(question, one, named, found) for one in fits}
    pull = found.calibration.pull if found.calibration else 0.0
    ranked = sorted(
        fits, key=lambda one: (-round(words[one.figure.id] + pull * one.similarity, 4), one.rank, one.figure.id)
    )
    return _plain_one_first(_whole_ones_first(ranked, found.weights), words)


def reading(one: Candidate, question: Question, found: Material) -> float:
    """How likely a figure answers, read together with the question, as log-odds; 0 where nothing can read."""
    asked = simplified(question.whole_text)
    return found.reader.log_odds(asked, figure_reading_text(one.figure)) if found.reader else 0.0


def first_few(ranked: Sequence[Candidate]) -> Sequence[Candidate]:
    """As many as can be read together with the question: figures of one text are read once."""
    texts: set[str] = set()
    for number, one in enumerate(ranked):
        texts.add(figure_reading_text(one.figure))
        if len(texts) > READ:
            return ranked[:number]
    return ranked


def _similarities(figures: list[Figure], found: Material) -> dict[str, float]:
    """How near each figure lies to the question; the cells of a statutory form all as near as the nearest of them.

    Which of these is meant is told by the form's own names, which are known and differ in single words.
    """
    least = min(found.similarity.values(), default=0.0)
    similarity = {figure.id: found.similarity.get(figure.id, least) for figure in figures}
    nearest: dict[str | None, float] = {}
    for figure in figures:
        if figure.key is not None:
            nearest[figure.table_id] = max(nearest.get(figure.table_id, least), similarity[figure.id])
    return {figure.id: similarity[figure.id] if figure.key is None else nearest[figure.table_id] for figure in figures}


def _whole_ones_first(ranked: list[Candidate], weights: Weights) -> list[Candidate]:
    """Where the first lacks one of the weightiest things, those that lack nothing come before it."""
    if not ranked or not any(weights.of[said] >= HEAVY * max(weights.of.values()) for said in ranked[0].fit.missing):
        return ranked
    whole = [one for one in ranked if not one.fit.missing and one.fit.score >= ENOUGH_SCORE]
    return whole + [one for one in ranked if one not in whole]


def _plain_one_first(ranked: list[Candidate], words: dict[str, float]) -> list[Candidate]:
    """One whose own label holds all that is asked, far ahead by words, comes before what is only more similar."""
    if not ranked:
        return ranked
    least = words[ranked[0].figure.id] + PLAINLY_AHEAD
    plain = [
        one
        for one in ranked
        if not one.fit.missing and one.fit.own >= PLAINLY_OWN and words[one.figure.id] >= max(least, PLAIN_WORDS)
    ]
    return plain + [one for one in ranked if one not in plain]


def _named_in_tables(fits: list[Candidate]) -> dict[str, frozenset[str]]:
    """By table, the things of the question that any of its labels names."""
    named: dict[str, set[str]] = {}
    for one in fits:
        if one.figure.table_id:
            named.setdefault(one.figure.table_id, set()).update(one.fit.in_label)
    return {table: frozenset(things) for table, things in named.items()}


def _adjusted(question: Question, one: Candidate, named: dict[str, frozenset[str]], found: Material) -> float:
    """The score of words: a sum since some time is ahead only if one is asked for; growth if it is; what was, behind.

    The row that is meant by default isn't where the question names another row of the same table.
    """
    score = one.fit.score
    weighty = {term.said for term in question.terms if term.importance > LEAST_IMPORTANT}
    if one.figure.default_row and weighty & set(one.fit.missing) & named.get(one.figure.table_id or "", frozenset()):
        score -= PASSED_OVER
    if _is_of_the_other_year(question, one.figure):
        score -= PASSED_OVER
    if counts_in_another_unit(question, one.figure):
        score -= OTHER_UNIT
    if mixes_stock_and_flow(question, one.figure) or denies_unasked(question, one.figure):
        score -= PASSED_OVER
    if is_past(question, one.figure, found.reports[one.figure.report_id]):
        score -= PAST
    if one.figure.reaches_back != bool(SINCE.search(question.text)):
        score -= 0.03
    if Measure.GROWTH in question.measures and one.figure.measure is Measure.GROWTH:
        score += 0.1
    return score


def _is_of_the_other_year(question: Question, figure: Figure) -> bool:
    """Whether a figure is carried over to or from another year than meant: what isn't done stays for the next."""
    if any(YEAR_BEFORE in term.alternatives for term in question.terms):
        return NEXT_YEAR in figure.label
    denied = any(UNDONE.intersection((term.said, *term.alternatives)) for term in question.terms)
    return denied and figure.key is not None and LAST_YEARS_ROW in figure.label


def _in_period(question: Question, figure: Figure, found: Material) -> bool:
    """The asked year is the figure's own; a report's year where the figure names none."""
    if question.since is not None and not _since(question.since, figure, found.reports[figure.report_id]):
        return False
    if question.part_of_year and not _of_part(question.part_of_year, figure):
        return False
    if not question.years:
        return True
    report = found.reports[figure.report_id]
    if (
        figure.key
        and report.year in question.years
        and any(YEAR_BEFORE in term.alternatives for term in question.terms)
    ):
        return True
    period = figure.period or (str(report.year) if report.year else "")
    if report.year in question.years and period > str(report.year) and PLAN_ASKED.search(question.text):
        return True
    return any(str(year) in period for year in question.years)


def _of_part(said: tuple[str, ...], figure: Figure) -> bool:
    """Whether a figure is one of a month, quarter or half: as its own words say."""
    around = "".join((figure.context, figure.label, *figure.row, *figure.column))
    own = (figure.sentence or "")[: (figure.sentence or "").find(figure.printed) + 1] if figure.sentence else ""
    return any(re.search(rf"(?<!\d){re.escape(word)}", f"{around}{own}") for word in said)


def _since(year: int, figure: Figure, report: Report) -> bool:
    """Whether a figure is a sum from a year on; the report's own year has no other."""
    period = figure.period or ""
    return period.startswith((f"{year}/", f"{year}-")) or (period == str(year) == str(report.year))


def has_sibling(one: Candidate, ranked: list[Candidate]) -> bool:
    """Another number of the same sentence that leans on the same words: …清理12件，保留10件，废止1件."""
    return any(
        other.figure.sentence == one.figure.sentence is not None
        and other.figure.unit == one.figure.unit
        and other.figure.value != one.figure.value
        and other.fit.coverage >= LEANS
        for other in ranked
    )


def is_twin(one: Figure, other: Figure) -> bool:
    """Whether only what stands around two figures of a report tells them apart: 死亡, of three accidents."""
    return (
        other.report_id == one.report_id
        and other.sentence is not None
        and other.label == one.label
        and other.context != one.context
        and other.period == one.period
    )


def counted_value(figure: Figure) -> tuple[Decimal, str | None]:
    """What has to differ for two figures to be two answers: the value, and for money and rates the unit."""
    return figure.value, figure.unit if figure.measure is not Measure.COUNT else None


def contradicts(best: Candidate, other: Candidate, weights: Weights) -> bool:
    """Another value for the very thing asked: the question's things narrow both figures, and rounding isn't why."""
    return (
        other.figure.value != best.figure.value
        and other.fit.coverage >= ENOUGH
        and best.fit.near_things <= other.fit.near_things
        and not any(weights.of[said] > LEAST_IMPORTANT for said in set(other.fit.missing) - set(best.fit.missing))
        and same_thing(best.figure, other.figure)
        and not is_rounded(best.figure, other.figure)
    )


def same_thing(one: Figure, other: Figure) -> bool:
    """Whether two figures of one report say how much of the same: neither label names what the other's words lack."""
    if one.report_id != other.report_id or one.measure is not other.measure or one.sentence == other.sentence:
        return False
    if one.unit != other.unit or (one.key is None) != (other.key is None):
        return False
    if one.subject and other.subject and one.subject != other.subject:
        return False
    if one.key is not None or one.sentence is None or other.sentence is None:
        return False
    return _names_nothing_else(one, other) and _names_nothing_else(other, one)


def _names_nothing_else(one: Figure, other: Figure) -> bool:
    """Whether all that one's label names stands in or around the other's; its context too, where that says of what.

    A rate is always one of something: 药品抽检1,260批次，合格率99.4%.
    """
    around = f"{other.context}{other.label}"
    leans = one.measure is Measure.SHARE or not names_a_thing(one.label)
    said = label_words(replace(one, label=one.context + one.label)) if leans else label_words(one)
    return all(any(word in around for word in variants) for variants in said)


def is_rounded(one: Figure, other: Figure) -> bool:
    """Two printings that rounding explains: 9628.22 万元 and 96282213.44 元."""
    scales = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
    if one.unit not in scales or other.unit not in scales:
        return False
    first, second = one.value * scales[one.unit], other.value * scales[other.unit]
    half = max(_half_step(one) * scales[one.unit], _half_step(other) * scales[other.unit])
    return abs(first - second) <= half


def _half_step(figure: Figure) -> Decimal:
    exponent = figure.value.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2
