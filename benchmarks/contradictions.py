"""Invented reports with one contradiction each, and as many without → which the checks find, and what they raise in vain.

    python -m benchmarks.contradictions [--count 200] [--seed 7] [--printer all] [--set second] [--keep FOLDER]

A planted contradiction is found where a failed check holds a number that was misprinted against one that denies it
(compared by value), and named rightly where such a check is of the kind that was planted, or of one that is as right.
A slip of a year has no figures: it is found by a failed check of its kind whose words name the year. Every failed check
of a clean report is a false alarm, and every one of a planted report that has nothing to do with what was planted.
Failed checks that a second reading of the cells didn't confirm are counted among the others and once more by themselves.
The counts are written to benchmarks/results/contradictions.json; those of the second set of reports, which has other
sentences, tables and kinds of report, to contradictions_second.json.
"""

import argparse
import hashlib
import json
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from benchmarks.tables import FOLDER, commit
from ingest.catalog import CatalogEntry
from ingest.errors import IngestError
from ingest.reading import READER_VERSION, read_report
from ingest.records import Check, Figure, Reading, ReportKind
from tests.samples import planted, planted_again
from tests.samples.planted import KINDS, NearMiss, Planted, number
from tests.samples.printers import print_report, printers_here
from tests.samples.specs import ReportSpec


class Exam(NamedTuple):
    """A set of invented reports, and where the counts are written."""

    plant: Callable[[int, str], Planted]
    near_miss: Callable[[int], NearMiss]
    results: Path


EXAMS = {
    "first": Exam(planted.plant, planted.near_miss, FOLDER / "results" / "contradictions.json"),
    "second": Exam(planted_again.plant, planted_again.near_miss, FOLDER / "results" / "contradictions_second.json"),
}
SEEDS_A_RUN = 10_000
"""Between the first reports of two runs."""
DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
PERIOD_SLIP = "period_slip"
SHOWN = 6
"""False alarms of one report that are printed."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """A failed check, in words."""

    kind: str
    words: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checks made of one report."""

    seed: int
    printer: str
    planted: Planted | None
    """None where the report is clean"""
    traps: tuple[str, ...] = ()
    hits: tuple[Alarm, ...] = ()
    """failed checks that hold what contradicts each other against each other"""
    false_alarms: tuple[Alarm, ...] = ()
    unread: tuple[str, ...] = ()
    """misprinted numbers that are not among the figures, so that no check could find them"""
    error: str = ""

    @property
    def found(self) -> bool:
        """Whether a check found what was planted."""
        return bool(self.hits)

    @property
    def named(self) -> bool:
        """Whether a check that found it is of the right kind."""
        return self.planted is not None and any(hit.kind in self.planted.accepted for hit in self.hits)

    @property
    def confirmed(self) -> bool:
        """Whether a check that found it is sure of its reading."""
        return any(hit.confirmed for hit in self.hits)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints, reads and judges; says every miss and false alarm, then the counts, and writes them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.contradictions", description="Planted contradictions")
    parser.add_argument("--count", type=int, default=200, help="planted reports, and as many clean ones (default: 200)")
    parser.add_argument("--seed", type=int, default=7, help="which reports (default: 7)")
    parser.add_argument("--printer", choices=(*printers_here(), "all"), default="reportlab", help="default: reportlab")
    parser.add_argument("--set", choices=tuple(EXAMS), default="first", help="of invented reports (default: first)")
    parser.add_argument("--keep", type=Path, help="folder for the PDFs of reports with a miss or a false alarm")
    given = parser.parse_args(arguments)
    exam = EXAMS[given.set]
    printers = printers_here() if given.printer == "all" else (given.printer,)
    verdicts: list[Verdict] = []
    for verdict in judged(exam, given.seed, given.count, printers, given.keep):
        print(*lines(verdict), sep="\n", end="\n" if lines(verdict) else "", flush=True)
        verdicts.append(verdict)
    result = {"commit": commit(), "reader_version": READER_VERSION, "set": given.set}
    result |= {"seed": given.seed, "count": given.count}
    result |= {"printers": list(printers)} | counts(verdicts)
    print(json.dumps(result, ensure_ascii=False, indent=2))
    exam.results.parent.mkdir(exist_ok=True)
    exam.results.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return 0


def judged(exam: Exam, seed: int, count: int, printers: Sequence[str], keep: Path | None) -> Iterator[Verdict]:
    """A verdict on each of the planted reports, all kinds evenly, and on as many clean ones."""
    first = seed * SEEDS_A_RUN
    with tempfile.TemporaryDirectory() as folder:
        for one in range(count):
            report = exam.plant(first + one, KINDS[one % len(KINDS)])
            yield judge(report, Path(folder), printers[one // len(KINDS) % len(printers)], keep)
        for one in range(count):
            yield judge(exam.near_miss(first + one), Path(folder), printers[one // 3 % len(printers)], keep)


def judge(report: Planted | NearMiss, folder: Path, printer: str = "reportlab", keep: Path | None = None) -> Verdict:
    """Prints one report, reads it and holds its failed checks against what was planted."""
    path = folder / report.spec.file
    print_report(report.spec, path, report.seed, printer)
    try:
        verdict = _verdict(report, printer, read_report(entry(report.spec, path)))
    except IngestError as error:
        planted = report if isinstance(report, Planted) else None
        verdict = Verdict(report.seed, printer, planted, error=str(error))
    if keep and lines(verdict):
        keep.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, keep)
    path.unlink()
    return verdict


def entry(spec: ReportSpec, path: Path) -> CatalogEntry:
    """What a catalogue would list of an invented report."""
    kinds = {"预算": ReportKind.BUDGET, "决算": ReportKind.FINAL_ACCOUNTS}
    kind = kinds.get(spec.title[-2:], ReportKind.ANNUAL_REPORT)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return CatalogEntry(path, path.name, sha256, spec.title, spec.publisher, spec.year, kind)


def _verdict(report: Planted | NearMiss, printer: str, reading: Reading) -> Verdict:
    figures = {figure.id: figure for figure in reading.figures}
    failed = [check for check in reading.checks if not check.passed]
    if isinstance(report, NearMiss):
        alarms = tuple(alarm(check, figures) for check in failed)
        return Verdict(report.seed, printer, None, report.traps, false_alarms=alarms)
    hits = [check for check in failed if finds(check, report, figures)]
    stray = [check for check in failed if not finds(check, report, figures) and not touches(check, report, figures)]
    every = [values(figure) for figure in reading.figures]
    unread = () if report.kind == PERIOD_SLIP else tuple(one for one in report.slip.wrong if not among((one,), every))
    return Verdict(
        report.seed,
        printer,
        report,
        hits=tuple(alarm(check, figures) for check in hits),
        false_alarms=tuple(alarm(check, figures) for check in stray),
        unread=unread,
    )


def finds(check: Check, planted: Planted, figures: dict[str, Figure]) -> bool:
    """Whether a failed check holds a misprinted number against one that denies it."""
    if planted.kind == PERIOD_SLIP:
        words = check.relation + "".join(figure.quote for figure in held(check, figures))
        return str(check.kind) == PERIOD_SLIP and any(year in words for year in planted.slip.wrong)
    numbers = [values(figure) for figure in held(check, figures)]
    return any(
        among(planted.slip.against, numbers[:place] + numbers[place + 1 :])
        for place, one in enumerate(numbers)
        if among(planted.slip.wrong, [one])
    )


def touches(check: Check, planted: Planted, figures: dict[str, Figure]) -> bool:
    """Whether a failed check comes of what was planted in another way: it holds the misprinted number, if that isn't 0."""
    numbers = [values(figure) for figure in held(check, figures)]
    about = planted.slip.against if planted.kind == PERIOD_SLIP else planted.slip.wrong
    return among(tuple(one for one in about if printed_value(one)), numbers)


def held(check: Check, figures: dict[str, Figure]) -> list[Figure]:
    """The figures that a check holds against each other."""
    return [figures[one] for one in (check.total, *check.operands) if one in figures]


def values(figure: Figure) -> frozenset[Decimal]:
    """A figure's value without its sign, as it is kept and as its digits say."""
    digits = DIGITS.search(figure.printed)
    return frozenset({abs(figure.value), number(digits[0]) if digits else Decimal(0)})


def among(printed: Iterable[str], numbers: Iterable[frozenset[Decimal]]) -> bool:
    """Whether one of the printed numbers has the value of one of the figures."""
    wanted = {printed_value(one) for one in printed}
    return any(wanted & one for one in numbers)


def printed_value(printed: str) -> Decimal:
    """The value of a planted number; words without digits are a zero: 未收到.

    >>> printed_value("-17.66"), printed_value("未收到")
    (Decimal('17.66'), Decimal('0'))
    """
    digits = DIGITS.search(printed)
    return number(digits[0]) if digits else Decimal(0)


def alarm(check: Check, figures: dict[str, Figure]) -> Alarm:
    """A failed check for the person who reads the list."""
    numbers = " | ".join(f"{figure.full_label[-24:]} {figure.printed}" for figure in held(check, figures))
    words = f"{check.relation}: printed {check.printed}, expected {check.expected}; {numbers}"
    return Alarm(str(check.kind), words, check.confirmed)


# counting


def lines(verdict: Verdict) -> list[str]:
    """A line for everything that went wrong with a report: seed, kind, phrase, what was found."""
    planted = verdict.planted
    name = f"{verdict.seed} {verdict.printer} {planted.kind + ' · ' + planted.phrase if planted else 'clean'}"
    said = [f"? {name}: can't be read: {verdict.error}"] if verdict.error else []
    if planted and not verdict.found and not verdict.error:
        unread = f" (not among the figures: {', '.join(verdict.unread)})" if verdict.unread else ""
        said.append(f"- {name}: {planted.slip.told}{unread}")
    elif planted and not verdict.named and not verdict.error:
        said.append(f"≠ {name}: found as {', '.join(sorted({hit.kind for hit in verdict.hits}))}: {planted.slip.told}")
    traps = f" [{'; '.join(verdict.traps)}]" if verdict.traps else ""
    alarms = [f"{one.kind}{'' if one.confirmed else ' (unconfirmed)'}: {one.words}" for one in verdict.false_alarms]
    said += [f"+ {name}{traps}: {words}" for words in alarms[:SHOWN]]
    if len(alarms) > SHOWN:
        said.append(f"+ {name}{traps}: … and {len(alarms) - SHOWN} more")
    return said


def counts(verdicts: Sequence[Verdict]) -> dict[str, object]:
    """How many were found and named, by kind, and how many alarms were false."""
    planted = [verdict for verdict in verdicts if verdict.planted]
    clean = [verdict for verdict in verdicts if not verdict.planted]
    by_kind = {kind: _found([one for one in planted if one.planted and one.planted.kind == kind]) for kind in KINDS}
    return {
        "planted": {"all": _found(planted), **by_kind, "false_alarms": _alarms(planted)},
        "missed_phrases": _missed_phrases(planted),
        "clean": _alarms(clean),
    }


def _found(verdicts: Sequence[Verdict]) -> dict[str, int]:
    return {
        "planted": len(verdicts),
        "found": sum(verdict.found for verdict in verdicts),
        "named": sum(verdict.named for verdict in verdicts),
        "unconfirmed": sum(verdict.found and not verdict.confirmed for verdict in verdicts),
        "unread": sum(bool(verdict.unread) for verdict in verdicts),
        "unreadable": sum(bool(verdict.error) for verdict in verdicts),
    }


def _missed_phrases(verdicts: Sequence[Verdict]) -> dict[str, str]:
    tried = Counter(f"{one.planted.kind} · {one.planted.phrase}" for one in verdicts if one.planted)
    missed = Counter(f"{one.planted.kind} · {one.planted.phrase}" for one in verdicts if one.planted and not one.named)
    return {phrase: f"{count} of {tried[phrase]}" for phrase, count in sorted(missed.items())}


def _alarms(verdicts: Sequence[Verdict]) -> dict[str, object]:
    alarms = [one for verdict in verdicts for one in verdict.false_alarms]
    return {
        "reports": len(verdicts),
        "reports_with_false_alarms": sum(bool(verdict.false_alarms) for verdict in verdicts),
        "reports_with_confirmed_false_alarms": sum(
            any(one.confirmed for one in verdict.false_alarms) for verdict in verdicts
        ),
        "false_alarms": len(alarms),
        "by_kind": dict(sorted(Counter(one.kind for one in alarms).items())),
        "unconfirmed": sum(not one.confirmed for one in alarms),
        "unreadable": sum(bool(verdict.error) for verdict in verdicts),
    }


if __name__ == "__main__":
    sys.exit(main())
