"""A stated change (同比增长 25%, 比上年增加 5 件) and the two figures that it compares → Checks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.checks.arithmetic import Interval, a_check, in_unit_of, interval, last_digit, plain_unit
from ingest.checks.listed_parts import words_between
from ingest.checks.things import thing_of, topic_of
from ingest.records import Check, CheckKind, Figure, Measure, Passage, Report, Table

RISES = re.compile(r"增长|增加|上升|提高|提升|升高|增幅|上涨|扩大|多")
FALLS = re.compile(r"下降|减少|降低|降幅|减幅|缩减|压减|下跌|少")
COMPARES = re.compile(
    r"同比|环比|[比较与同](?:上一?年|去年|上年度?|上一年度|(?P<year>\d{4})\s*年)|增长|增加|增幅|下降|减少|降低|上升|减幅|降幅"
)
REFERENCE = re.compile(r"[比较与同]\s*(\d{4})\s*年")
"""The year that a change is measured from."""
CHANGES_ALONE = re.compile(r"(?:增加|减少|增长|下降|多|少)了?")
CLAUSE = 40
"""Characters of context in which 减少2484人 says what it compares: 较上年末的5073人."""
POINTS = ("个百分点", "百分点")
TWICE = Decimal(100)


@dataclass(frozen=True, slots=True)
class StatedChange:
    """A change as stated: by how much, in which direction, from which year."""

    figure: Figure
    sign: int
    reference: str
    is_rate: bool


def stated_changes(
    figures: Sequence[Figure], tables: Sequence[Table], passages: Sequence[Passage], report: Report
) -> Iterator[Check]:
    """Every change of which the report prints both figures, in sentences and in tables."""
    if report.year is None:
        return
    yield from _in_tables(figures, tables, report)
    yield from _done_of_budget(figures)
    texts = {passage.id: passage.text for passage in passages}
    sentences = [one for one in figures if one.sentence is not None]
    for position, figure in enumerate(sentences):
        change = stated_change(figure, report)
        if change is None:
            continue
        now = changed_figure(change, sentences[:position], report)
        if now is None:
            continue
        before = _earlier(change, now, sentences, report)
        if before is not None:
            yield change_check(CheckKind.GROWTH, change, now, before)
        elif change.is_rate and (by := _change_beside(change, sentences[:position], texts, report)):
            yield _rate_and_difference(change, now, by)


DONE_OF = re.compile(r"完成(?:了|当年|全年|本年)?(?P<what>(?:年初|全年|调整|年度)?预算)(?:数|安排数)?的?\s*$")
BUDGETED = re.compile(r"(?P<what>(?:年初|全年|调整|年度)?预算)(?:安排|数|批复|收入|支出)*(?:为|是|共|合计|总额)?$")
SPENT = re.compile(r"(?:支出|收入)?(?:决算|执行|实际支出|完成)(?:数|支出|收入)?(?:为|是|共|合计|总额)?$")


def _done_of_budget(figures: Sequence[Figure]) -> Iterator[Check]:
    """年初预算为52.30万元，支出决算为47.99万元，完成年初预算的91.8%."""
    sentences = [one for one in figures if one.sentence is not None]
    for position, share in enumerate(sentences):
        match = DONE_OF.search(share.label) if share.unit == "%" and not share.approximate else None
        if match is None:
            continue
        beside = [one for one in sentences[max(position - 4, 0) : position] if one.sentence == share.sentence]
        amounts = [one for one in beside if one.measure is Measure.MONEY and not one.approximate]
        budgeted = [
            one
            for one in amounts
            if (words := BUDGETED.search(one.label)) and words["what"][-4:] in (match["what"], f"全年{match['what']}")
        ]
        spent = [one for one in amounts if one not in budgeted and SPENT.search(one.label)]
        if len(budgeted) == len(spent) == 1 and len(amounts) == LEAST_AMOUNTS and interval(budgeted[0]).low > 0:
            plan, done, half = interval(budgeted[0]), interval(spent[0]), last_digit(share.value)
            reached = Interval(done.low / plan.high * TWICE - half, done.high / plan.low * TWICE + half)
            middle = (done.low + done.high) / (plan.low + plan.high) * TWICE
            yield a_check(
                CheckKind.GROWTH,
                share,
                (spent[0], budgeted[0]),
                f"完成预算：{spent[0].printed} ÷ {budgeted[0].printed}",
                middle.quantize(min(half, Decimal("0.01"))),
                reached.low <= share.value <= reached.high,
            )


LEAST_AMOUNTS = 2


def stated_change(figure: Figure, report: Report) -> StatedChange | None:
    """A figure as a change, None where it is none or says no direction."""
    words = figure.label if figure.measure is Measure.GROWTH or COMPARES.search(figure.label) else ""
    if words and CHANGES_ALONE.fullmatch(words):
        words = f"{figure.context[-CLAUSE:]}{words}"
    if not words or figure.unit in POINTS or figure.approximate or report.year is None:
        return None
    if re.search(r"(?:增长|增加|提高|上升|下降|减少|降低|增|减|升|降)(?:到|至|为)", figure.label):
        return None  # 增加到 names the new value, not the change
    directions = [
        (match.start(), sign) for pattern, sign in ((RISES, 1), (FALLS, -1)) for match in pattern.finditer(words)
    ]
    if not directions:
        return None
    named = REFERENCE.search(figure.label) or REFERENCE.search(figure.context)
    reference = named[1] if named else str(report.year - 1)
    if reference == str(report.year):
        return None  # a slip of the year, which has a check of its own
    is_rate = figure.unit in ("%", "‰", "倍")
    if not is_rate and not re.search(r"同比|[比较]|\d{4}年|上一?年|去年", f"{words}{figure.beside[-CLAUSE:]}"):
        return None
    return StatedChange(figure, max(directions)[1], reference, is_rate)


def _change_beside(
    change: StatedChange, before: Sequence[Figure], texts: dict[str, str], report: Report
) -> StatedChange | None:
    """The same change as a number, right before it: 比上年增加484件，增长31.08%."""
    last = before[-1] if before else None
    if last is None or last.passage_id != change.figure.passage_id or last.passage_id not in texts:
        return None
    other = stated_change(last, report)
    gap = words_between(last, change.figure, texts[last.passage_id])
    if (
        other is None
        or other.is_rate
        or not re.fullmatch(r"[，,、]\s*(?:同比)?(?:增长|下降|增幅|降幅|减少|上升)了?(?:为)?\s*", gap)
    ):
        return None
    return other


def _rate_and_difference(change: StatedChange, now: Figure, by: StatedChange) -> Check:
    """A rate held against this year's figure and its difference from last year's."""
    new, difference = interval(now), interval(by.figure)
    signed = difference if by.sign > 0 else Interval(-difference.high, -difference.low)
    old = new - signed
    rate = Interval((new.low / old.high - 1) * TWICE, (new.high / old.low - 1) * TWICE) if old.low > 0 else None
    middle = (old.low + old.high) / 2
    expected = ((new.low + new.high) / 2 - middle) / middle * TWICE * change.sign if middle else None
    digits = min(last_digit(change.figure.value), Decimal("0.01"))
    return a_check(
        CheckKind.GROWTH,
        change.figure,
        (now, by.figure),
        f"增减幅度：{now.printed}，其中增减 {by.figure.printed}",
        None if expected is None else expected.quantize(digits),
        rate is None or rate.meets(_stated(change)),
    )


def changed_figure(change: StatedChange, before: Sequence[Figure], report: Report) -> Figure | None:
    """What has changed: the thing that the change names, else the figure nearest before it in its passage."""
    here = [
        one
        for one in before
        if one.passage_id == change.figure.passage_id
        and one.period == str(report.year)
        and not one.approximate
        and not one.cumulative
        and not CHANGES_ALONE.fullmatch(one.label)
        and not re.match(r"[，,]?\s*[比较与同]", one.label)
        and stated_change(one, report) is None
        and one.measure in (Measure.COUNT, Measure.MONEY)
        and (change.is_rate or plain_unit(one) == plain_unit(change.figure))
        and _in_reach(one, change.figure)
    ]
    named = re.sub(
        r"\d{4}年(?:度)?|各自?$|均$|[一两]年$|一年间", "", re.split(COMPARES, change.figure.label)[0].strip("，,的")
    )
    subject = re.sub(r"\W", "", named)
    if len(subject) > 1:
        fitting = [one for one in here if subject in re.sub(r"\W", "", one.label)]
        return fitting[-1] if fitting else None
    return here[-1] if here else None


def _in_reach(figure: Figure, change: Figure) -> bool:
    """In the change's own sentence or the one before it."""
    return figure.sentence == change.sentence or (figure.sentence or "")[-12:].rstrip("。；") in change.beside


def _earlier(change: StatedChange, now: Figure, figures: Sequence[Figure], report: Report) -> Figure | None:
    """The same thing in the year that the change is measured from."""
    thing = thing_of(now, report)
    candidates = [
        one
        for one in figures
        if one.period == change.reference
        and plain_unit(one) == plain_unit(now)
        and one.measure is now.measure
        and not one.approximate
        and one.id != now.id
        and stated_change(one, report) is None
    ]
    beside = [one for one in candidates if one.passage_id == now.passage_id]
    same = [one for one in beside if _leans(one) or thing_of(one, report) == thing]
    if same:
        return same[-1]
    with_it = [one for one in beside if one.sentence == now.sentence]
    if len(with_it) == 1:
        return with_it[0]
    elsewhere = [one for one in candidates if thing is not None and thing_of(one, report) == thing]
    return elsewhere[0] if len({one.value for one in elsewhere}) == 1 else None


def _leans(figure: Figure) -> bool:
    """Whether a figure's words name only a year: 2025年当年预算执行数为, 上年为."""
    bare = re.sub(
        r"\d{4}年|上一?年度?|去年|同期|当年|年度|预算|决算|执行数|数|为|安排|的|仅|只有|是|有", "", figure.label
    )
    return not re.sub(r"\W", "", bare) and (bool(topic_of(figure)) or "年" in figure.label or "同期" in figure.label)


def _in_tables(figures: Sequence[Figure], tables: Sequence[Table], report: Report) -> Iterator[Check]:
    """A column of changes beside the columns of two years: 2023年执行数 | 2024年预算数 | 增减（%）."""
    by_row: dict[tuple[str | None, tuple[str, ...]], list[Figure]] = {}
    for figure in figures:
        if figure.table_id and figure.key is None and figure.column:
            by_row.setdefault((figure.table_id, figure.row), []).append(figure)
    for row in by_row.values():
        changes = [one for one in row if CHANGE_COLUMN.search(one.column[-1])]
        now = [one for one in row if one not in changes and _is_of(one.column[-1], report.year or 0, THIS)]
        before = [one for one in row if one not in changes and _is_of(one.column[-1], (report.year or 0) - 1, LAST)]
        if len(now) == len(before) == 1:
            for one in changes:
                is_rate = bool(RATE_COLUMN.search(one.column[-1]))
                change = StatedChange(
                    replace(one, unit="%" if is_rate else one.unit), 1, str((report.year or 0) - 1), is_rate
                )
                yield change_check(CheckKind.GROWTH, change, now[0], before[0])


CHANGE_COLUMN = re.compile(r"增减|增长|增幅|变动|升降")
RATE_COLUMN = re.compile(r"%|％|率|幅度|增幅|百分比")
THIS, LAST = re.compile(r"本年|今年|当年"), re.compile(r"上年|上一年|去年")


def _is_of(column: str, year: int, words: re.Pattern[str]) -> bool:
    return str(year) in column or bool(words.search(column))


def change_check(kind: CheckKind, change: StatedChange, now: Figure, before: Figure) -> Check:
    """The check of a change against its two figures."""
    stated = _stated(change)
    reach = _rate(now, before) if change.is_rate else interval(now) - interval(before)
    expected = _expected(change, now, before)
    passed = reach is None or reach.meets(stated)
    words = "增减幅度" if change.is_rate else "增减数"
    names = f"{before.period}年 {before.printed} → {now.period}年 {now.printed}"
    return a_check(kind, change.figure, (now, before), f"{words}：{names}", expected, passed)


def _stated(change: StatedChange) -> Interval:
    value = change.figure.value
    if change.is_rate:
        scale = {"%": Decimal(1), "‰": Decimal("0.1"), "倍": TWICE}[change.figure.unit or "%"]
        half = last_digit(value) / 2
        low, high = (value - half) * scale, (value + half) * scale
    else:
        reach = interval(change.figure)
        low, high = reach.low, reach.high
    return Interval(low, high) if change.sign > 0 else Interval(-high, -low)


def _rate(now: Figure, before: Figure) -> Interval | None:
    """By how many per cent; None where the earlier one may be nothing."""
    new, old = interval(now), interval(before)
    if old.low <= 0:
        return None
    return Interval((new.low / old.high - 1) * TWICE, (new.high / old.low - 1) * TWICE)


def _expected(change: StatedChange, now: Figure, before: Figure) -> Decimal | None:
    new, old = interval(now), interval(before)
    difference = (new.low + new.high) / 2 - (old.low + old.high) / 2
    if not change.is_rate:
        return in_unit_of(change.figure, difference * change.sign)
    middle = (old.low + old.high) / 2
    if not middle:
        return None
    digits = min(last_digit(change.figure.value), Decimal("0.01"))
    return (difference / middle * TWICE * change.sign).quantize(digits)
