"""What a report says of the year before, held against that year's own report → Checks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.checks.arithmetic import plain_unit
from ingest.checks.growth import change_check, changed_figure, stated_change
from ingest.checks.said_twice import pair_check
from ingest.checks.things import is_of_an_event, thing_of
from ingest.records import Check, CheckKind, Figure, Reading

CARRIED = re.compile(r"^(\d{4}):applications\.carried_in\.(.+)$")


def with_last_year(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings, each with the checks against the report of the year before where that is among them."""
    found: dict[str, list[Check]] = {}
    for check in checks_with_last_year(readings):
        found.setdefault(check.report_id, []).append(check)
    return tuple(replace(one, checks=(*one.checks, *found.get(one.report.id, ()))) for one in readings)


def checks_with_last_year(readings: Sequence[Reading]) -> Iterator[Check]:
    """Every check between two reports of one body and consecutive years."""
    by_body = {(one.report.publisher, one.report.kind, one.report.year): one for one in readings if one.report.year}
    for (publisher, kind, year), reading in by_body.items():
        earlier = by_body.get((publisher, kind, (year or 0) - 1))
        if earlier is not None:
            yield from _carried_over(reading, earlier)
            yield from _growth(reading, earlier)


def _carried_over(reading: Reading, earlier: Reading) -> Iterator[Check]:
    """上年结转 is what the report before carried into its next year."""
    left = {(one.key or "").partition(":")[2]: one for one in earlier.figures if one.key}
    for figure in reading.figures:
        match = CARRIED.match(figure.key or "")
        before = left.get(f"applications.carried_out.{match[2]}") if match else None
        if before is not None:
            yield pair_check(CheckKind.LAST_YEAR, figure, before, "上年结转 = 上一年报告的结转下年度继续办理")


def _growth(reading: Reading, earlier: Reading) -> Iterator[Check]:
    """A stated change against the figure of the report before, where this report doesn't print it."""
    sentences = [one for one in reading.figures if one.sentence is not None]
    checked = {check.total for check in reading.checks if check.kind is CheckKind.GROWTH}
    for position, figure in enumerate(sentences):
        change = stated_change(figure, reading.report)
        if change is None or figure.id in checked or change.reference != str(earlier.report.year):
            continue
        now = changed_figure(change, sentences[:position], reading.report)
        before = _same_thing(now, reading, earlier) if now else None
        if now is not None and before is not None:
            yield change_check(CheckKind.LAST_YEAR, change, now, before)


def _same_thing(now: Figure, reading: Reading, earlier: Reading) -> Figure | None:
    thing = thing_of(now, reading.report)
    found = [
        one
        for one in earlier.figures
        if thing is not None
        and one.sentence is not None
        and plain_unit(one) == plain_unit(now)
        and one.period == str(earlier.report.year)
        and not one.approximate
        and not one.cumulative
        and not is_of_an_event(one)
        and thing_of(one, earlier.report) == thing
    ]
    return found[0] if len({one.value for one in found}) == 1 else None
