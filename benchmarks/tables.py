"""Reports read anew → how many cells and numbers in sentences agree with the golden files.

    python -m benchmarks.tables [--corpus DIR]

A golden file was made from the images of a report's pages, by eye. A cell is right where page, row labels, column labels
and text all agree; the rest is missing (printed, not read) or invented (read, not printed). The counts, with the commit
and the version of the reader, are written to benchmarks/results/tables.json.
"""

import argparse
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from ingest.catalog import CatalogEntry, catalog_entries
from ingest.errors import IngestError
from ingest.reading import READER_VERSION, read_report
from ingest.records import Figure, Reading, Table, UnitSource

FOLDER = Path(__file__).parent
GOLDEN, RESULTS = FOLDER / "golden", FOLDER / "results" / "tables.json"
REPORTS = {
    "shapotou2020": "中卫市沙坡头区司法局2020年",
    "hongze2023": "淮安市洪泽区人民政府2023年",
    "putuo2026": "上海市普陀区司法局2026年",
}
"""Golden files and how the name of their report begins."""
COUNTED = {"count", "money", "percent"}
"""Kinds of golden numbers that should be read; dates, names, ordinals and the like should not."""

CellKey = tuple[int, tuple[str, ...], tuple[str, ...], str]
"""Page, row labels, column labels, text."""


@dataclass(frozen=True, slots=True)
class GoldenNumber:
    """A number in a sentence, as a person read it from the page."""

    page_number: int
    quote: str
    printed: str
    value: str
    unit: str | None
    approximate: bool
    cumulative: bool
    labels: tuple[str, ...]
    """any of these says what it counts"""


@dataclass(frozen=True, slots=True)
class CellAgreement:
    """Cells that agree, and those that only one side has."""

    right: int
    missing: tuple[CellKey, ...]
    invented: tuple[CellKey, ...]


@dataclass(frozen=True, slots=True)
class NumberAgreement:
    """Numbers that both sides have, in pairs, and those that only one side has."""

    pairs: tuple[tuple[GoldenNumber, Figure], ...]
    missing: tuple[GoldenNumber, ...]
    invented: tuple[Figure, ...]

    def count(self) -> dict[str, int]:
        """How many pairs agree in each respect."""
        return {
            "golden": len(self.pairs) + len(self.missing),
            "found": len(self.pairs),
            "invented": len(self.invented),
            "value": sum(same_value(*pair) for pair in self.pairs),
            "unit": sum(golden.unit == printed_unit(figure) for golden, figure in self.pairs),
            "approximate": sum(golden.approximate == figure.approximate for golden, figure in self.pairs),
            "cumulative": sum(golden.cumulative == figure.cumulative for golden, figure in self.pairs),
            "label": sum(accepted_label(*pair) for pair in self.pairs),
        }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures every report of a corpus folder that has a golden file; prints and writes the counts."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tables", description="Held against the golden files")
    parser.add_argument("--corpus", type=Path, default=Path("corpus"), help="folder of reports (default: corpus)")
    try:
        entries = catalog_entries(parser.parse_args(arguments).corpus)
        measured = {name: measure(name, entry) for name, entry in golden_entries(entries)}
    except IngestError as error:
        print(error, file=sys.stderr)
        return 2
    if not measured:
        print(f"no report with a golden file there; they begin with {', '.join(REPORTS.values())}", file=sys.stderr)
        return 2
    write_results(measured)
    return 0


def golden_entries(entries: Iterable[CatalogEntry]) -> Iterator[tuple[str, CatalogEntry]]:
    """Each report that has golden files, with their name."""
    for entry in entries:
        for name, beginning in REPORTS.items():
            if entry.path.name.startswith(beginning):
                yield name, entry


def measure(name: str, entry: CatalogEntry) -> dict[str, object]:
    """Reads one report, prints how far it agrees, and gives the counts."""
    reading = read_report(entry)
    cells = compare_cells(golden_cells(name), read_cells(reading.tables))
    counts: dict[str, object] = {
        "file": entry.file,
        "sha256": entry.sha256,
        "cells": {"right": cells.right, "missing": len(cells.missing), "invented": len(cells.invented)},
    }
    print(f"{name}: cells {counted(counts['cells'])}")
    for sign, keys in (("-", cells.missing), ("+", cells.invented)):
        for page, row, column, text in keys:
            print(f"  {sign} page {page}: {' › '.join(row)} | {' › '.join(column)} | {text!r}")
    if golden := golden_numbers(name):
        counts["prose"] = _measured_prose(golden, reading)
    return counts


def _measured_prose(golden: tuple[GoldenNumber, ...], reading: Reading) -> dict[str, int]:
    numbers = compare_numbers(golden, prose_figures(reading))
    counts = numbers.count()
    print(f"  sentences {counted(counts)}")
    for one in numbers.missing:
        print(f"  - page {one.page_number}: {one.printed} in {one.quote!r}")
    for figure in numbers.invented:
        print(f"  + page {figure.place.page_number}: {figure.printed} in {figure.quote!r}")
    for one, figure in numbers.pairs:
        for respect in differences(one, figure):
            print(f"  ≠ page {one.page_number}: {one.printed} in {one.quote!r}: {respect}")
    return counts


def counted(counts: Any) -> str:
    """Counts in a line: right 198, missing 0."""
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def write_results(measured: dict[str, dict[str, object]]) -> None:
    """Counts with what they were measured on."""
    RESULTS.parent.mkdir(exist_ok=True)
    result = {"commit": commit(), "reader_version": READER_VERSION, "reports": measured}
    RESULTS.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def commit() -> str:
    """The commit that is measured; "+" behind it where ingest/ or the golden files differ from it."""
    changes = _git("status", "--porcelain", "--", "ingest", "benchmarks/golden")
    return _git("rev-parse", "HEAD") + ("+" if changes else "")


def _git(*arguments: str) -> str:
    command = ["git", "-C", str(FOLDER.parent), *arguments]
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout.strip()


# cells


def golden_cells(name: str) -> Counter[CellKey]:
    """The cells of a golden file, counted."""
    return Counter(
        cell_key(entry["page"], entry["row"], entry["column"], entry["printed"])
        for entry in _lines(GOLDEN / f"{name}.cells.jsonl")
    )


def read_cells(tables: Iterable[Table]) -> Counter[CellKey]:
    """The value cells of tables, counted; a block's title (第二十条…) is the first of its column labels."""
    return Counter(
        cell_key(cell.box.page_number, cell.row, (*block, *cell.column), cell.text)
        for table in tables
        for block in [(table.title,) if table.title.startswith("第二十条") else ()]
        for cell in table.cells
        if not cell.is_label
    )


def cell_key(page_number: int, row: Iterable[str], column: Iterable[str], text: str) -> CellKey:
    """What two cells must share to be the same, without white space."""
    return page_number, tuple(map(tight, row)), tuple(map(tight, column)), tight(text)


def compare_cells(golden: Counter[CellKey], read: Counter[CellKey]) -> CellAgreement:
    """Both as multisets: a cell printed twice must be read twice."""
    missing, invented = golden - read, read - golden
    return CellAgreement((golden & read).total(), tuple(missing.elements()), tuple(invented.elements()))


def tight(text: str) -> str:
    """Without white space.

    >>> tight("总 计")
    '总计'
    """
    return re.sub(r"\s+", "", text)


# numbers in sentences


def golden_numbers(name: str) -> tuple[GoldenNumber, ...]:
    """The numbers that should be read, in reading order; empty where a report has no such golden file."""
    path = GOLDEN / f"{name}.prose.jsonl"
    return tuple(_golden_number(entry) for entry in _lines(path) if entry["kind"] in COUNTED) if path.exists() else ()


def _golden_number(entry: dict[str, Any]) -> GoldenNumber:
    return GoldenNumber(
        entry["page"],
        entry["quote"],
        entry["printed"],
        entry["value"],
        entry["unit"],
        entry["approximate"],
        entry["cumulative"],
        tuple(entry["labels"]),
    )


def prose_figures(reading: Reading) -> tuple[Figure, ...]:
    """Figures of sentences, in reading order."""
    return tuple(figure for figure in reading.figures if figure.sentence is not None)


def compare_numbers(golden: Sequence[GoldenNumber], read: Sequence[Figure]) -> NumberAgreement:
    """Pairs numbers of the same page and print; both sides are in reading order."""
    one_side = [(number.page_number, tight(number.printed)) for number in golden]
    other_side = [(figure.place.page_number, tight(figure.printed)) for figure in read]
    blocks = SequenceMatcher(None, one_side, other_side, autojunk=False).get_matching_blocks()
    pairs = [(block.a + step, block.b + step) for block in blocks for step in range(block.size)]
    paired, with_read = {one for one, _ in pairs}, {other for _, other in pairs}
    return NumberAgreement(
        tuple((golden[one], read[other]) for one, other in pairs),
        tuple(number for place, number in enumerate(golden) if place not in paired),
        tuple(figure for place, figure in enumerate(read) if place not in with_read),
    )


def differences(golden: GoldenNumber, figure: Figure) -> Iterator[str]:
    """In which respects a figure differs from its golden number, in words."""
    if not same_value(golden, figure):
        yield f"value {figure.value}, golden {golden.value}"
    if printed_unit(figure) != golden.unit:
        yield f"unit {printed_unit(figure)}, golden {golden.unit}"
    for respect in ("approximate", "cumulative"):
        here, there = getattr(figure, respect), getattr(golden, respect)
        if here != there:
            yield f"{respect} {here}, golden {there}"
    if not accepted_label(golden, figure):
        yield f"label {figure.label!r}, golden {golden.labels}"


def printed_unit(figure: Figure) -> str | None:
    """The unit that stands beside the number; 未收到 prints none."""
    return figure.unit if figure.unit_source is UnitSource.PRINTED else None


def same_value(golden: GoldenNumber, figure: Figure) -> bool:
    """Equal as numbers: 10 and 10.0 are."""
    return figure.value == Decimal(golden.value)


def accepted_label(golden: GoldenNumber, figure: Figure) -> bool:
    """Its words hold an accepted label's, in their order, or are held by one.

    What a person writes behind a label to name the counting itself (数量, 条数) is printed nowhere and left out. Words in
    order must stand close: most pairs of neighbouring characters have to be neighbours on the paper too.
    """
    unit = re.sub(r"\d|[万亿]", "", figure.unit or "")
    label = bare(figure.full_label.replace("…", unit) if "…" in figure.label else figure.full_label + unit)
    wanted = [COUNTING.sub("", bare(accepted)) for accepted in golden.labels]
    return bool(bare(figure.label)) and any(
        bare(figure.label) in accepted or (in_order(accepted, label) and _pairs_shared(accepted, label) >= CLOSE)
        for accepted in wanted
    )


COUNTING = re.compile(r"(?:数量|总数量|总数|条数|人数|件数|次数|场次|份数|类别数|个数|种类数|种类|数)$")
CLOSE = 0.6


def in_order(words: str, text: str) -> bool:
    """Whether the characters of words stand in a text in their order.

    >>> in_order("微博公开微博", "在微博主动公开微博"), in_order("公开微博微", "在微博主动公开微博")
    (True, False)
    """
    rest = iter(text)
    return bool(words) and all(character in rest for character in words)


def _pairs_shared(words: str, text: str) -> float:
    pairs = [words[at : at + 2] for at in range(len(words) - 1)]
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 1.0


def bare(label: str) -> str:
    """Letters, digits and Han characters of a label.

    >>> bare("在“法治沙坡头”微信公众号中主动公开…信息")
    '在法治沙坡头微信公众号中主动公开信息'
    """
    return re.sub(r"\W", "", label)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


if __name__ == "__main__":
    sys.exit(main())
