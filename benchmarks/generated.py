"""Invented reports, printed by every program that is here and read back → which of their cells were read exactly.

    python -m benchmarks.generated [--count 200] [--seed 1]
    python -m benchmarks.generated --only 10007 [--printer chromium] [--keep FOLDER]

A report is right where every cell's row labels, column labels and text are read as they were printed, nothing is missing
and nothing invented, and every number of a statutory table has its form's key. White space inside labels and cells
doesn't count. The counts are written to benchmarks/results/generated.json.
"""

import argparse
import hashlib
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.tables import FOLDER, commit, read_cells, tight
from ingest.catalog import CatalogEntry
from ingest.errors import IngestError
from ingest.reading import READER_VERSION, read_report
from ingest.records import Reading
from tests.samples.invented import annual_report, budget
from tests.samples.printed import Document
from tests.samples.printers import print_report, printers_here
from tests.samples.specs import ReportSpec

RESULTS = FOLDER / "results" / "generated.json"
SEEDS_A_RUN = 10_000
"""Between the first reports of two runs."""
SHARED_TABLES = ("disputes.",)
"""Table 四 is the same in both editions: a cell of it may have either's key."""
SHOWN = 6
"""Differences of one sort that are printed of one report."""

CellKey = tuple[tuple[str, ...], tuple[str, ...], str]
"""Row labels, column labels, text."""
FormKey = tuple[str, str]
"""The form's key and the number as printed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one report was read."""

    seed: int
    printer: str
    edition: str
    """"budget" where it prints no statutory form"""
    right: int
    """cells"""
    missing: tuple[CellKey, ...] = ()
    invented: tuple[CellKey, ...] = ()
    missing_keys: tuple[FormKey, ...] = ()
    invented_keys: tuple[FormKey, ...] = ()
    error: str = ""

    @property
    def is_right(self) -> bool:
        """Nothing differs."""
        return not any((self.missing, self.invented, self.missing_keys, self.invented_keys, self.error))

    @property
    def summary(self) -> str:
        """One line."""
        counts = {
            "missing": len(self.missing),
            "invented": len(self.invented),
            "keys missing": len(self.missing_keys),
            "keys invented": len(self.invented_keys),
        }
        differs = ", ".join(f"{name} {count}" for name, count in counts.items() if count)
        return (
            f"{self.seed} {self.printer} {self.edition}: {self.error or differs or 'right'} (cells right {self.right})"
        )

    def differences(self) -> Iterator[str]:
        """What was printed and not read (-), and what was read and not printed (+), a line a row of cells."""
        for sign, cells in (("-", self.missing), ("+", self.invented)):
            rows: dict[str, list[str]] = {}
            for row, column, text in cells:
                path = f"{' › '.join(row)} | {' › '.join(column[:-1])}"
                rows.setdefault(path, []).append(f"{column[-1] if column else ''} {text!r}")
            yield from _first(f"{sign} {path} › {', '.join(texts)}" for path, texts in rows.items())
        for sign, keys in (("-", self.missing_keys), ("+", self.invented_keys)):
            yield from _first(f"{sign} {key} = {printed}" for key, printed in keys)


def _first(lines: Iterable[str]) -> Iterator[str]:
    """As many lines as are shown, and how many more there are."""
    every = list(lines)
    yield from every[:SHOWN]
    if len(every) > SHOWN:
        yield f"  … {len(every) - SHOWN} more"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints and reads reports, says which were not read exactly, and writes the counts; 1 where one wasn't."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generated", description="Held against invented reports")
    parser.add_argument("--count", type=int, default=200, help="how many reports (default: 200)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other reports (default: 1)")
    parser.add_argument("--only", type=int, help="the report of this number alone; writes no results")
    parser.add_argument("--printer", choices=printers_here(), action="append", help="this printer (default: all here)")
    parser.add_argument("--keep", type=Path, help="folder for the PDFs (default: none is kept)")
    options = parser.parse_args(arguments)
    printers = tuple(options.printer or printers_here())
    first = options.seed * SEEDS_A_RUN
    seeds = range(first, first + options.count) if options.only is None else (options.only,)
    with tempfile.TemporaryDirectory() as folder:
        outcomes = tuple(_measured(seeds, printers, options.keep or Path(folder)))
    for line in counted(outcomes):
        print(line)
    if options.only is None:
        write_results(outcomes, options.seed)
    return 0 if all(outcome.is_right for outcome in outcomes) else 1


def _measured(seeds: Sequence[int], printers: Sequence[str], folder: Path) -> Iterator[Outcome]:
    """Outcomes as they come, with a line and the differences of every report that isn't right."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed in seeds:
        outcome = measure(seed, printers[seed // 3 % len(printers)], folder)
        if not outcome.is_right:
            print(outcome.summary, flush=True)
            print(*(f"  {line}" for line in outcome.differences()), sep="\n", flush=True)
        yield outcome


def invented_report(seed: int) -> ReportSpec:
    """Two annual reports, then a budget."""
    return budget(seed) if seed % 3 == 0 else annual_report(seed)


def measure(seed: int, printer: str, folder: Path) -> Outcome:
    """Prints one report into a folder and reads it."""
    spec = invented_report(seed)
    path = folder / f"{seed}-{printer}.pdf"
    document = print_report(spec, path, seed, printer)
    entry = CatalogEntry(path, spec.file, hashlib.sha256(path.read_bytes()).hexdigest())
    edition = spec.edition or "budget"
    try:
        return compared(seed, printer, edition, document, read_report(entry))
    except IngestError as error:
        return Outcome(seed, printer, edition, 0, error=f"not read: {error}")


def compared(seed: int, printer: str, edition: str, document: Document, reading: Reading) -> Outcome:
    """What was read against what was printed, as multisets."""
    printed, read = printed_cells(document), Counter(key[1:] for key in read_cells(reading.tables).elements())
    printed_keys, keys = printed_form_keys(document), read_form_keys(reading)
    return Outcome(
        seed,
        printer,
        edition,
        (printed & read).total(),
        tuple((printed - read).elements()),
        tuple((read - printed).elements()),
        tuple((printed_keys - keys).elements()),
        tuple((keys - printed_keys).elements()),
    )


def printed_cells(document: Document) -> Counter[CellKey]:
    """The value cells of a document, counted."""
    return Counter(
        (tuple(map(tight, cell.row_labels)), tuple(map(tight, cell.column_labels)), tight(cell.text))
        for cell in document.values()
    )


def printed_form_keys(document: Document) -> Counter[FormKey]:
    """The numbers of statutory tables by their keys."""
    return Counter(
        (edition_free(cell.key), tight(cell.text))
        for cell in document.values()
        if cell.key and any(character.isdigit() for character in cell.text)
    )


def read_form_keys(reading: Reading) -> Counter[FormKey]:
    """The figures that were given a form's key."""
    return Counter((edition_free(figure.key), tight(figure.printed)) for figure in reading.figures if figure.key)


def edition_free(key: str) -> str:
    """A key without its edition where both editions have the table.

    >>> edition_free("2021:disputes.all.reconsideration.total"), edition_free("2021:rules.rules.made")
    ('disputes.all.reconsideration.total', '2021:rules.rules.made')
    """
    bare = key.partition(":")[2]
    return bare if bare.startswith(SHARED_TABLES) else key


def counted(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Counts in lines, by printer and by edition."""
    for group, counts in {**_counts(outcomes, "printer"), **_counts(outcomes, "edition")}.items():
        yield f"{group}: " + ", ".join(f"{name} {count}" for name, count in counts.items())


def _counts(outcomes: Sequence[Outcome], respect: str) -> dict[str, dict[str, int]]:
    groups = sorted({getattr(outcome, respect) for outcome in outcomes})
    return {group: _count([outcome for outcome in outcomes if getattr(outcome, respect) == group]) for group in groups}


def _count(outcomes: Sequence[Outcome]) -> dict[str, int]:
    return {
        "reports": len(outcomes),
        "reports right": sum(outcome.is_right for outcome in outcomes),
        "cells right": sum(outcome.right for outcome in outcomes),
        "cells missing": sum(len(outcome.missing) for outcome in outcomes),
        "cells invented": sum(len(outcome.invented) for outcome in outcomes),
        "keys missing": sum(len(outcome.missing_keys) for outcome in outcomes),
        "keys invented": sum(len(outcome.invented_keys) for outcome in outcomes),
    }


def write_results(outcomes: Sequence[Outcome], seed: int) -> None:
    """Counts with what they were measured on."""
    RESULTS.parent.mkdir(exist_ok=True)
    result = {
        "commit": commit(),
        "reader_version": READER_VERSION,
        "seed": seed,
        "all": _count(outcomes),
        "printers": _counts(outcomes, "printer"),
        "editions": _counts(outcomes, "edition"),
        "not_right": [f"{outcome.seed} {outcome.printer}" for outcome in outcomes if not outcome.is_right],
    }
    RESULTS.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
