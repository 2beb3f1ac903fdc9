"""A report that was sent in, and what is held → what staff look at before it is let in; pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from index.ledger import Details
from ingest.records import Check, Figure, Reading, Report

FiguresOf = Callable[[str], Sequence[Figure]]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that both reports print, differently."""

    label: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Differences:
    """What a report changes in the one of the same body, year and kind."""

    before: Report
    changes: tuple[Change, ...]
    added: int
    """figures that only the new one has"""
    gone: int
    """figures that only the one before has"""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What was understood of a report that was sent in."""

    report: Report
    """as corrected"""
    passages: int
    tables: int
    figures: int
    failed: tuple[Check, ...]
    held: Report | None
    """the report whose file is this very one"""
    differences: Differences | None
    """None where it replaces nothing"""


def arrival(reading: Reading, details: Details, held: Sequence[Report], figures_of: FiguresOf) -> Arrival:
    """What staff look at; `figures_of` gives the figures of a report that is held."""
    report = corrected(reading.report, details)
    before = next((one for one in held if one.sha256 != report.sha256 and _same_place(one, report)), None)
    return Arrival(
        report,
        len(reading.passages),
        len(reading.tables),
        len(reading.figures),
        tuple(check for check in reading.checks if not check.passed),
        next((one for one in held if one.sha256 == report.sha256), None),
        _differences(before, figures_of(before.id), reading.figures) if before else None,
    )


def corrected(report: Report, details: Details) -> Report:
    """A report with what staff said of it."""
    return replace(
        report,
        title=details.title or report.title,
        publisher=details.publisher or report.publisher,
        year=details.year or report.year,
        kind=details.kind or report.kind,
    )


def _same_place(one: Report, other: Report) -> bool:
    return (one.publisher, one.year, one.kind) == (other.publisher, other.year, other.kind)


def _differences(before: Report, old: Iterable[Figure], new: Iterable[Figure]) -> Differences:
    """Figures are the same thing where label, row, column and period are; of several alike the first counts."""
    was, now = _by_thing(old), _by_thing(new)
    changes = tuple(
        Change(figure.full_label, was[thing].printed, figure.printed)
        for thing, figure in now.items()
        if thing in was and was[thing].value != figure.value
    )
    return Differences(before, changes, len(now.keys() - was.keys()), len(was.keys() - now.keys()))


def _by_thing(figures: Iterable[Figure]) -> dict[tuple[object, ...], Figure]:
    found: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        found.setdefault((figure.full_label, figure.row, figure.column, figure.period), figure)
    return found
