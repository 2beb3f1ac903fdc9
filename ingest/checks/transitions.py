"""A number, what became of it and the change between them in one sentence → Checks: 由506人减少到411人，下降19%."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby, pairwise

from ingest.checks.arithmetic import Interval, a_check, interval, last_digit, plain_unit
from ingest.checks.listed_parts import words_between
from ingest.records import Check, CheckKind, Figure, Measure, Passage, Report

UP, DOWN = "增长|增加|上升|提高|提升|升高|上涨|扩大|增|升", "下降|减少|降低|缩减|压减|下跌|缩短|压缩|减|降"
FROM = re.compile(r"[由从][^，。；：]*$")
BECAME = re.compile(
    rf"^[^，。；\d]{{0,6}}[，,]?\s*(?:(?P<up>{UP})|(?P<down>{DOWN}))(?:到|至|为)了?\s*(?:(?:\d{{4}}年)?(?:年?[底末初])?的?)?\s*$"
)
CHANGE_BEHIND = re.compile(
    rf"^[^，。；\d]{{0,6}}[，,（(]\s*(?:[^，。；：\d年均]{{0,6}}?[比较](?:(?P<year>\d{{4}})\s*年|上一?年度?|去年)[^，。；\d]{{0,6}}?)?"
    rf"(?:同比|一年间|一年|净|共|总共|累计)?(?:(?P<up>{UP}|增幅)|(?P<down>{DOWN}|降幅|减幅))了?(?:幅度)?(?:为|达|达到|约为)?\s*$"
)
YEAR = re.compile(r"(\d{4})\s*年")
EXACTLY_DOUBLE = re.compile(r"^[^，。；\d]{0,4}[，,]?\s*(?:正好|恰好|刚好|整整|恰)(?:实现了?)?翻了?一?番")
TIMES = re.compile(
    r"(?:是|为|达到?|相当于)(?:了)?[^，。；\d]{0,8}?(?:(?P<year>\d{4})\s*年|上一?年度?|去年)[^，。；\d]{0,10}(?:（)?\s*$"
)
TWICE = Decimal(100)
POINTS = ("个百分点", "百分点")


def transitions(figures: Sequence[Figure], passages: Sequence[Passage], report: Report) -> Iterator[Check]:
    """Every change of which one sentence prints both ends, or both numbers of a multiple."""
    texts = {passage.id: passage.text for passage in passages}
    prose = [one for one in figures if one.passage_id in texts and one.offset >= 0]
    for passage_id, group in groupby(prose, key=lambda one: one.passage_id):
        text, run = texts[passage_id or ""], sorted(group, key=lambda one: one.offset)
        for place, (before, now) in enumerate(pairwise(run)):
            behind = run[place + 2] if place + 2 < len(run) else None
            if before.approximate or now.approximate or not _comparable(before, now):
                continue
            yield from _from_to(before, now, behind, text)
            if behind is not None and behind.unit == "倍":
                yield from _times(before, now, behind, text)
        yield from _respectively(run, text, report)


def _comparable(one: Figure, other: Figure) -> bool:
    return (
        plain_unit(one) == plain_unit(other)
        and one.sentence == other.sentence
        and (one.unit == "%") == (other.unit == "%")
        and one.unit not in (*POINTS, "倍", "‰")
    )


# from A to B, and by how much


def _from_to(before: Figure, now: Figure, behind: Figure | None, text: str) -> Iterator[Check]:
    gap = words_between(before, now, text)
    became = BECAME.match(gap)
    if became is None or not FROM.search(text[: before.offset]):
        return
    rises = bool(became["up"])
    new, old = interval(now), interval(before)
    wrong_way = new.high < old.low if rises else new.low > old.high
    words = "增至" if rises else "降至"
    yield a_check(CheckKind.GROWTH, now, (before,), f"由 {before.printed} {words} {now.printed}", None, not wrong_way)
    if EXACTLY_DOUBLE.match(text[now.offset + len(now.printed) :]):
        twice = Interval(old.low * 2, old.high * 2)
        relation = f"翻一番：{before.printed} → {now.printed}"
        yield a_check(CheckKind.GROWTH, now, (before,), relation, before.value * 2, new.meets(twice))
    if behind is not None and not wrong_way and not behind.approximate and behind.sentence == now.sentence:
        match = CHANGE_BEHIND.match(words_between(now, behind, text))
        if match and bool(match["up"]) == rises and _is_of_year(match["year"], before, text):
            yield from _change(before, now, behind, 1 if rises else -1)


def _is_of_year(year: str | None, before: Figure, text: str) -> bool:
    """Whether a change is measured from the year of the first number, where it names one."""
    start = max((text.rfind(stop, 0, before.offset) for stop in "。；！？"), default=-1) + 1
    named = YEAR.findall(text[start : before.offset])
    return year is None or not named or year == named[-1]


def _change(before: Figure, now: Figure, change: Figure, sign: int) -> Iterator[Check]:
    """The change right behind both numbers: as many, by so many per cent, by so many points."""
    new, old = interval(now), interval(before)
    names = f"{before.printed} → {now.printed}"
    if change.unit in POINTS and now.unit == "%":
        half = last_digit(change.value) / 2
        stated = Interval(change.value - half, change.value + half)
        moved = new - old if sign > 0 else old - new
        expected = (now.value - before.value) * sign
        yield a_check(CheckKind.GROWTH, change, (now, before), f"百分点：{names}", expected, moved.meets(stated))
    elif change.unit == "%" and now.unit != "%" and old.low > 0:
        half = last_digit(change.value) / 2
        rate = Interval((new.low / old.high - 1) * TWICE, (new.high / old.low - 1) * TWICE)
        stated = Interval(change.value - half, change.value + half)
        reached = rate if sign > 0 else Interval(-rate.high, -rate.low)
        middle = (old.low + old.high) / 2
        expected = (((new.low + new.high) / 2 / middle - 1) * TWICE * sign).quantize(
            min(last_digit(change.value), Decimal("0.01"))
        )
        yield a_check(CheckKind.GROWTH, change, (now, before), f"增减幅度：{names}", expected, reached.meets(stated))
    elif change.unit == now.unit == before.unit and now.measure in (Measure.COUNT, Measure.MONEY):
        moved = new - old if sign > 0 else old - new
        expected = (now.value - before.value) * sign
        yield a_check(
            CheckKind.GROWTH, change, (now, before), f"增减数：{names}", expected, moved.meets(interval(change))
        )


# so many times last year's


def _times(now: Figure, before: Figure, times: Figure, text: str) -> Iterator[Check]:
    """2500条，恰为2019年500条的5倍: at most half a multiple off."""
    of_it = re.fullmatch(r"\s*的\s*", words_between(before, times, text))
    if not of_it or times.approximate or not TIMES.search(words_between(now, before, text)):
        return
    new, old = interval(now), interval(before)
    half = last_digit(times.value) / 2
    if old.low > 0:
        multiple = Interval(new.low / old.high, new.high / old.low)
        expected = (
            (now.value / before.value).quantize(min(last_digit(times.value), Decimal("0.1"))) if before.value else None
        )
        passed = multiple.meets(Interval(times.value - half, times.value + half))
        relation = f"{times.printed} = {now.printed} ÷ {before.printed}"
        yield a_check(CheckKind.GROWTH, times, (now, before), relation, expected, passed)


# several things at once, each with 分别

RESPECTIVELY = re.compile(r"分别(?:为|是|达到?|有)?\s*$")
CHANGED_RESPECTIVELY = re.compile(rf"分别(?:(?P<up>{UP})|(?P<down>{DOWN}))了?(?:为|达)?\s*$")
AND = re.compile(r"^\s*(?:、|和|及|与|，|以及)\s*$")


def _respectively(run: Sequence[Figure], text: str, report: Report) -> Iterator[Check]:
    """分别为1056件和400件，2019年分别为743件和300件，同比分别增长42.1%和33.3%."""
    groups = _groups(run, text)
    for place, group in enumerate(groups):
        match = CHANGED_RESPECTIVELY.search(text[: group[0].offset])
        if not match or group[0].unit != "%" or place < 2:
            continue
        now, before = groups[place - 2 : place]
        fits = (
            len(now) == len(before) == len(group)
            and {one.sentence for one in (*now, *before)} == {group[0].sentence}
            and all(RESPECTIVELY.search(text[: one[0].offset]) for one in (now, before))
            and {one.period for one in now} == {str(report.year)}
            and {one.period for one in before} == {str((report.year or 0) - 1)}
        )
        if fits:
            for one, other, change in zip(before, now, group, strict=True):
                if _comparable(one, other) and not (one.approximate or other.approximate or change.approximate):
                    yield from _change(one, other, change, 1 if match["up"] else -1)


def _groups(run: Sequence[Figure], text: str) -> list[list[Figure]]:
    """Numbers of one unit that stand side by side, joined by 、 or 和."""
    groups: list[list[Figure]] = []
    for figure in run:
        last = groups[-1][-1] if groups else None
        if last is not None and last.unit == figure.unit and AND.match(words_between(last, figure, text)):
            groups[-1].append(figure)
        else:
            groups.append([figure])
    return [group for group in groups if len(group) > 1]
