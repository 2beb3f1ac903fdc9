"""A figure with how it fits → what speaks for and against its being the answer, and how sure it is; pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from bot.choosing import (
    HEAVY,
    LEANS,
    Candidate,
    Material,
    candidates,
    counted_value,
    first_few,
    has_sibling,
    is_twin,
    reading,
)
from bot.matching import IN_SECTION, Weights, counts_in_another_unit, counts_nothing_asked, other_unit
from bot.records import Asked, Language, Question, Sought
from bot.unlike import is_cell_of_change, mixes_stock_and_flow, tells_no_change, turns_round
from index.records import Calibration, Tree
from ingest.records import Figure

CLOSE_RIVAL = 0.2
"""Coverage below the best figure's from which a figure that has what the best one lacks is its rival."""
FAR_APART = 0.15
"""Score ahead of all others from which words tell a figure from its twins, however similar they are."""
MOST_LEAD = 0.5
MOST_READ_LEAD = 12.0
MANY_TERMS = 8


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against a figure.

    Similarities are compared only with those that the same model was fitted on: a calibration serves no other.
    Shares are of the weight of all that the question names, 0 to 1.
    """

    suffices: float
    """1 where the figure's words are enough by the rule that needs no calibration's weights (words_suffice)"""
    coverage: float
    """share that is found, less where it isn't in the figure's own label"""
    beyond: float
    """what the figure's labels and unit say that wasn't asked"""
    own: float
    """share found in the figure's own label"""
    beside: float
    """share found only in headings and beside other numbers"""
    unknown: float
    """share that stands nowhere in the reports"""
    rival: float
    """share that this figure lacks and another of its report that fits nearly as well has"""
    absent: float
    """share of everything else that isn't found"""
    lacking: float
    """how many things of weight aren't found"""
    heaviest: float
    """1 where the weightiest thing isn't found"""
    off_focus: float
    """1 where the thing that is asked for isn't found, 0.5 where only around the figure"""
    restricted: float
    """1 where a thing that narrows the question isn't found"""
    sibling: float
    """1 where another number of the same sentence leans on the same words"""
    lead: float
    """score ahead of the same report's next figure of another value; other bodies and years are asked back about"""
    unit: float
    """taken off for another unit than the asked one"""
    asked_unit: float
    """1 where the question's unit is the figure's"""
    terms: float
    """how many things are named"""
    place: float
    """place in the search, as a logarithm; 0 is the first"""
    apart: float
    """1 where a sentence's number has a label of its own and nothing that is asked stands in it, only around it"""
    similarity: float
    """of the figure's vector to the question's"""
    behind: float
    """similarity less that of the nearest figure, at most 0"""
    nearer: float
    """similarity less that of the same report's nearest figure of another value"""
    reading: float
    """log-odds of its answering, as the model reads question and figure together; 0 where it can't"""
    read_lead: float
    """the same less that of the best other value read"""
    cell: float
    """1 for a cell of a table"""
    default_row: float
    """1 for the row that a form means by default"""
    body: float
    """1 where the question names the body"""
    year: float
    """1 where it names a year"""
    english: float
    """1 for an English question"""
    keywords: float
    """1 where neither a number nor words are asked for, as in 法律援助案件"""

    def values(self) -> tuple[float, ...]:
        """In the order of the names."""
        return tuple(getattr(self, name) for name in NAMES)


COVERED, COVERED_DESPITE, SCORED = 0.6, 0.78, 0.45
"""Share of a question that a figure must cover, the same where it lacks one of the weightiest things, and the least
score: on the readers' questions the right figures begin at 0.61 and 0.49 (docs/decisions.md)."""
DESPITE = 0.8
"""The certainty from which a figure is given whose words alone wouldn't suffice, at least."""
PLAIN_SCORE, PLAIN_LEAD, PLAIN_ODDS = 0.8, 0.2, 6.0
"""From which score, so far ahead of its report's next figure, a figure says plainly what is asked, and how many times
lower the odds may then be."""
FORM_SCORE, CELL_CERTAINTY = 0.7, 0.99
"""The score from which words name a cell of a form, and how sure that makes it."""
LEXICAL = 0.6
"""The score from which a figure answers by its words alone, where it lacks nothing and no calibration weighs more."""
TOO_CLOSE = 0.02
"""Scores nearer than this don't tell which of two figures is meant."""
NAMES = tuple(field.name for field in fields(Evidence))


def evidence(one: Candidate, ranked: Sequence[Candidate], found: Material, question: Question) -> Evidence:
    """The evidence for a figure among those that were found."""
    read = reading(one, question, found)
    lead = _read_lead(one, read, ranked, found, question)
    return replace(_unread(one, ranked, found, question), reading=read, read_lead=lead)


def _read_lead(one: Candidate, read: float, ranked: Sequence[Candidate], found: Material, question: Question) -> float:
    value = counted_value(one.figure)
    others = [other for other in first_few(ranked) if counted_value(other.figure) != value]
    return min([MOST_READ_LEAD, *(read - reading(other, question, found) for other in others)])


def _unread(one: Candidate, ranked: Sequence[Candidate], found: Material, question: Question) -> Evidence:
    """The evidence as far as nothing has to be read for it."""
    weights, fit = found.weights, one.fit
    missing = set(fit.missing)
    unknown = missing & weights.unknown
    beside_it = [other for other in ranked if other.figure.report_id == one.figure.report_id]
    rivals = [
        other
        for other in beside_it
        if other.figure.value != one.figure.value and other.fit.coverage >= fit.coverage - CLOSE_RIVAL
    ]
    rival = {said for said in missing - unknown if any(said not in other.fit.missing for other in rivals)}
    heaviest = max(weights.of.values(), default=0.0)
    others = [other for other in beside_it if counted_value(other.figure) != counted_value(one.figure)]
    lead = min(MOST_LEAD, fit.score - max(other.fit.score for other in others)) if others else MOST_LEAD
    same_form = one.figure.table_id if one.figure.key is not None else None
    likenesses = [other.similarity for other in others if same_form is None or other.figure.table_id != same_form]
    off_focus = max(
        (1.0 if said in missing else 0.5 * (said not in fit.in_label) for said in question.focus), default=0.0
    )
    beside = {said for said, worth in fit.worth.items() if 0 < worth <= IN_SECTION}
    return Evidence(
        suffices=float(words_suffice(one, ranked, found, question)),
        coverage=fit.coverage,
        beyond=fit.coverage - fit.score,
        own=fit.own,
        beside=_share(beside, weights),
        unknown=_share(unknown, weights),
        rival=_share(rival, weights),
        absent=_share(missing - unknown - rival, weights),
        lacking=float(sum(weights.of[said] >= heaviest / 2 for said in missing)),
        heaviest=float(any(weights.of[said] == heaviest for said in missing)),
        off_focus=off_focus,
        restricted=float(bool(missing & question.restriction)),
        sibling=float(has_sibling(one, list(ranked))),
        lead=lead,
        unit=other_unit(question, one.figure),
        asked_unit=float(question.unit is not None and question.unit == one.figure.unit),
        terms=float(min(len(question.terms), MANY_TERMS)),
        place=math.log1p(one.rank),
        apart=float(counts_nothing_asked(question, one.figure)),
        similarity=one.similarity,
        behind=one.similarity - max(other.similarity for other in ranked),
        nearer=min(MOST_LEAD, one.similarity - max(likenesses)) if likenesses else MOST_LEAD,
        reading=0.0,
        read_lead=0.0,
        cell=float(one.figure.sentence is None),
        default_row=float(one.figure.default_row),
        body=float(question.report_ids is not None),
        year=float(bool(question.years)),
        english=float(question.language is Language.ENGLISH),
        keywords=float(question.asked is Asked.EITHER),
    )


def _share(said: set[str], weights: Weights) -> float:
    return sum(weights.of[one] for one in said) / weights.total if weights.total else 0.0


def words_suffice(one: Candidate, ranked: Sequence[Candidate], found: Material, question: Question) -> bool:
    """Whether a figure's words cover most of the question, and what they lack is neither unknown nor a rival's."""
    weights, fit = found.weights, one.fit
    heaviest = max(weights.of.values())
    weighty = [said for said in fit.missing if weights.of[said] >= HEAVY * heaviest]
    lacks = any(
        said in weights.unknown or weights.of[said] == heaviest or _names_rival(said, one, ranked) for said in weighty
    )
    if set(fit.missing) & question.focus and has_sibling(one, list(ranked)):
        return False
    return fit.coverage >= (COVERED_DESPITE if lacks else COVERED) and fit.score >= SCORED


def _names_rival(said: str, one: Candidate, ranked: Sequence[Candidate]) -> bool:
    return any(
        said in other.fit.in_label and other.fit.coverage >= LEANS and other.figure.value != one.figure.value
        for other in ranked
    )


def certainty(seen: Evidence, calibration: Calibration) -> float:
    """How sure a figure is to be the answer, 0 to 1."""
    values = seen.values()
    total = calibration.bias + sum(_leaf(tree, values) for tree in calibration.trees)
    return 1 / (1 + math.exp(-total))


def _leaf(tree: Tree, values: Sequence[float]) -> float:
    node = 0
    while tree.evidence[node] >= 0:
        goes_left = values[tree.evidence[node]] <= tree.threshold[node]
        node = tree.left[node] if goes_left else tree.right[node]
    return tree.value[node]


def is_enough(one: Candidate, ranked: Sequence[Candidate], found: Material, question: Question) -> bool:
    """Whether a figure is sure enough to be given as the answer.

    Without a calibration for the model, only one whose own words hold all that is asked.
    """
    if is_ruled_out(one, question):
        return False
    calibration = found.calibration
    if calibration is None or calibration.names != NAMES:
        return not counts_nothing_asked(question, one.figure) and not one.fit.missing and one.fit.score >= LEXICAL
    if calibration.certainty <= CELL_CERTAINTY and names_a_cell(one, ranked, found, question):
        return True
    seen = _unread(one, ranked, found, question)
    least = least_certainty(seen, calibration, is_plain=says_plainly(one, ranked, seen))
    told = _told(seen, (-math.inf, math.inf), calibration, least)
    if told is not None:
        return told
    read = reading(one, question, found)
    told = _told(seen, (read, read), calibration, least)
    if told is not None:
        return told
    lead = _read_lead(one, read, ranked, found, question)
    return certainty(replace(seen, reading=read, read_lead=lead), calibration) >= least


def names_a_cell(one: Candidate, ranked: Sequence[Candidate], found: Material, question: Question) -> bool:
    """Whether words name a cell of a statutory form, and it isn't one number that is asked for.

    The form's rows and columns have known names. Whether there is any, and what years or parts are computed from, the
    calibration isn't fitted on.
    """
    if Sought.WHETHER not in question.sought and not question.is_part:
        return False
    is_named = one.figure.key is not None and not one.fit.missing and one.fit.score >= FORM_SCORE
    return is_named and words_suffice(one, ranked, found, question)


def least_certainty(seen: Evidence, calibration: Calibration, *, is_plain: bool) -> float:
    """The certainty from which a figure is given: more where its words don't suffice, less where they are plain."""
    least = calibration.certainty
    if not seen.suffices:
        return max(least, DESPITE)
    return least / (least + PLAIN_ODDS * (1 - least)) if is_plain else least


def says_plainly(one: Candidate, ranked: Sequence[Candidate], seen: Evidence) -> bool:
    """Whether a figure says plainly what is asked, or words tell it from twins, whose texts are all but the same."""
    if one.fit.score >= PLAIN_SCORE and seen.lead >= PLAIN_LEAD:
        return True
    has_twins = any(is_twin(one.figure, other.figure) for other in ranked)
    return has_twins and not one.fit.missing and seen.lead >= FAR_APART


def is_ruled_out(one: Candidate, question: Question) -> bool:
    """Whether a rule forbids a figure as the answer, however sure it is."""
    missing = set(one.fit.missing)
    return bool(
        question.new - one.fit.in_label
        or missing & question.restriction
        or any(map(turns_round, missing))
        or counts_in_another_unit(question, one.figure)
        or mixes_stock_and_flow(question, one.figure)
        or tells_no_change(question, one.figure)
        or is_cell_of_change(question, one.figure)
    )


def _told(seen: Evidence, read: tuple[float, float], calibration: Calibration, least: float) -> bool | None:
    """Whether a figure is sure enough, if that can be told of all that reading may yet say: more makes only surer."""
    lowest, highest = read
    if certainty(replace(seen, reading=lowest, read_lead=-math.inf), calibration) >= least:
        return True
    if certainty(replace(seen, reading=highest, read_lead=MOST_READ_LEAD), calibration) < least:
        return False
    return None


def best_figure(question: Question, found: Material) -> Figure | None:
    """The one figure that answers; None where none is enough, or another fits as well."""
    ranked = candidates(question, found)
    if not ranked or not is_enough(ranked[0], ranked, found, question):
        return None
    best = ranked[0]
    rivals = [one for one in ranked[1:] if best.fit.score - one.fit.score < TOO_CLOSE]
    return None if any(counted_value(one.figure) != counted_value(best.figure) for one in rivals) else best.figure
