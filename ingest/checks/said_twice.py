"""Two sentences of one report about the same thing → Checks that they give the same number."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from ingest.checks.arithmetic import a_check, in_unit_of, interval, plain_unit, scale_of
from ingest.checks.things import LEAST_NOUNS, Thing, alike, is_of_an_event, nouns_of, thing_of
from ingest.records import Check, CheckKind, Figure, Measure, Report

LEAST_PARTS = 2
CHANCE = 10
"""Two counts below this are equal by chance too often to say anything."""


def said_twice(figures: Sequence[Figure], report: Report) -> Iterator[Check]:
    """Every pair of sentences that say how many of the same."""
    by_thing: dict[Thing, list[Figure]] = {}
    for figure in figures:
        if figure.measure in (Measure.COUNT, Measure.MONEY) and not figure.approximate:
            thing = thing_of(figure, report)
            if thing is not None:
                by_thing.setdefault(thing, []).append(figure)
    for same in by_thing.values():
        for first, second in combinations(same, 2):
            if first.sentence != second.sentence:
                yield from _compared(first, second, figures)
    yield from _in_other_words(figures, report)


def _in_other_words(figures: Sequence[Figure], report: Report) -> Iterator[Check]:
    """Sentences that say the same with other verbs, where the two numbers look like one and its misprint."""
    counted = [
        (one, nouns)
        for one in figures
        if one.measure in (Measure.COUNT, Measure.MONEY)
        and not (one.approximate or one.cumulative or one.reaches_back)
        and one.sentence is not None
        and one.period == str(report.year)
        and not NARROWED.search(one.sentence)
        and not is_of_an_event(one)
        and (nouns := nouns_of(one, report))[0]
    ]
    for (first, these), (second, those) in combinations(counted, 2):
        if first.sentence == second.sentence or first.as_of != second.as_of or _kind_of(first) != _kind_of(second):
            continue
        if bool(FLOW.search(first.label)) != bool(FLOW.search(second.label)):
            continue
        likeness = max(alike(one, other) for one in these for other in those)
        few = min(len(one) for one in (*these, *those)) < LEAST_NOUNS
        fine = min(len(str(first.value)), len(str(second.value))) >= FINE_DIGITS
        other_lengths = plain_unit(first) != plain_unit(second) and _kind_of(first)[0] == "米"
        same = not other_lengths and interval(first).meets(interval(second))
        if (
            not same
            and likeness >= (1 if few else LIKE if fine else NEARLY)
            and (fine or not few)
            and _may_be_misprint(first, second)
        ):
            if other_lengths:
                relation = "同一长度在两处所印，单位不同"
                yield a_check(CheckKind.UNIT_SLIP, second, (first,), relation, None, passed=False)
            else:
                yield pair_check(CheckKind.SAID_TWICE, second, first, "同一事项在两处所印")


def _kind_of(figure: Figure) -> tuple[str, Measure]:
    unit = plain_unit(figure)
    return BASE_UNITS.get(unit, unit), figure.measure


BASE_UNITS = {"名": "人", "公里": "米", "千米": "米", "个": "个"}
LENGTHS = {"公里": Decimal(1000), "千米": Decimal(1000)}
"""How many metres one is; a length in 公里 is rounded."""
LIKE, NEARLY = Decimal("0.8"), Decimal("0.85")
"""Share of characters that the words for two numbers have in common: of three digits and more, and of fewer."""
FINE_DIGITS = 3
FLOW = re.compile(r"新增|增加|新建|新注册|新开")
"""What came new in the year is another number than what there is."""
NARROWED = re.compile(r"其中|上半年|下半年|季度|\d月[^\d]{0,2}(?![1-3]?\d[日号])")


def _may_be_misprint(first: Figure, second: Figure) -> bool:
    """Numbers like 4572 and 5472; the same digits with another unit."""
    if plain_unit(first) != plain_unit(second) and {plain_unit(first), plain_unit(second)} & set(LENGTHS):
        return not _same_length(first, second) and _digits(first) == _digits(second)
    if len(_digits(first)) >= FINE_DIGITS and _digits(first) == _digits(second):
        return True
    return looks_misprinted(first.value, second.value)


def _digits(figure: Figure) -> tuple[int, ...]:
    return figure.value.normalize().as_tuple().digits


def _same_length(first: Figure, second: Figure) -> bool:
    one, other = (figure.value * LENGTHS.get(plain_unit(figure), Decimal(1)) for figure in (first, second))
    return abs(one - other) <= max(one, other) / 1000


def looks_misprinted(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers of as many digits differ in one digit, or by two that changed places.

    >>> looks_misprinted(Decimal(4572), Decimal(5472)), looks_misprinted(Decimal(612), Decimal(498))
    (True, False)
    """
    first, second = str(one), str(other)
    if len(first) != len(second) or len(first) < LEAST_PARTS:
        return False
    differing = [place for place, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    swapped = len(differing) == LEAST_PARTS and sorted(first) == sorted(second)
    return len(differing) == 1 or swapped


def _compared(first: Figure, second: Figure, figures: Sequence[Figure]) -> Iterator[Check]:
    if first.reaches_back != second.reaches_back:
        yield from _over_two_periods(first, second, figures)
    elif (
        (first.period, first.as_of) == (second.period, second.as_of)
        and not is_of_an_event(first)
        and not is_of_an_event(second)
    ):
        yield pair_check(CheckKind.SAID_TWICE, second, first, "同一事项在两处所印")


def pair_check(kind: CheckKind, one: Figure, other: Figure, relation: str) -> Check:
    """The check of two figures for the same thing; digits alike in 元 and 万元 are a slip of the unit."""
    first, second = interval(one), interval(other)
    passed = first.meets(second)
    value = other.value * scale_of(other.unit)[0]
    if not passed and is_unit_slip(one, other):
        kind, relation = CheckKind.UNIT_SLIP, f"{relation}，相差一万倍"
    return a_check(kind, one, (other,), relation, in_unit_of(one, value), passed)


def is_unit_slip(one: Figure, other: Figure) -> bool:
    """Whether two sums of money would agree if one of them were in 万元 instead of 元."""
    if one.measure is not Measure.MONEY or other.measure is not Measure.MONEY or not one.value or not other.value:
        return False
    first, second = interval(one), interval(other)
    return any(
        first.low * factor <= second.high and second.low <= first.high * factor
        for factor in (Decimal(10_000), Decimal(1) / 10_000)
    )


def _over_two_periods(first: Figure, second: Figure, figures: Sequence[Figure]) -> Iterator[Check]:
    """The year's count and the one since an earlier year: equal ones can't both be right, nor one that breaks a sum."""
    year, since = (second, first) if first.reaches_back else (first, second)
    if year.value == since.value and year.value >= CHANCE:
        yield a_check(CheckKind.SAID_TWICE, since, (year,), "同一个数既作本年数又作历年累计", year.value, passed=False)
    elif year.value > since.value:
        yield a_check(CheckKind.SAID_TWICE, since, (year,), "历年累计小于本年数", year.value, passed=False)
    elif supporting := supporting_sum(year, since, figures):
        relation = "按所印总数，本年数应为另一处所印的累计数"
        check = a_check(CheckKind.SAID_TWICE, year, (since,), relation, since.value, passed=False)
        yield replace(check, supporting=tuple(one.id for one in supporting))


def supporting_sum(figure: Figure, instead: Figure, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """A total of the same passage and its parts that add up only with another figure in one's place; total first."""
    beside = [one for one in figures if one.passage_id == figure.passage_id and one.unit == figure.unit]
    tops = _without_listed_parts(beside)
    for total in tops[:1]:
        parts = [one for one in tops if one is not total]
        if figure not in parts or len(parts) < LEAST_PARTS:
            continue
        if sum(one.value for one in parts) - figure.value + instead.value == total.value:
            return (total, *(instead if one is figure else one for one in parts))
    return ()


def _without_listed_parts(figures: Sequence[Figure]) -> list[Figure]:
    """Figures but those that a 其中 lists, to its sentence's end."""
    kept: list[Figure] = []
    listing: str | None = None
    for figure in figures:
        if figure.label.startswith("其中"):
            listing = figure.sentence
        if figure.sentence != listing:
            kept.append(figure)
    return kept
