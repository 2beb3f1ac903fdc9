"""Small stand-ins with predictable results, and records made from a few words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import numpy as np

from index.embedder import Vectors
from ingest.catalog import CatalogEntry
from ingest.errors import UnreadableReport
from ingest.records import (
    Box,
    Cell,
    Check,
    CheckKind,
    Figure,
    Measure,
    Passage,
    Place,
    Reading,
    Report,
    ReportKind,
    Table,
    UnitSource,
    content_id,
)


@dataclass
class CountingEmbedder:
    """Embeds a text as the counts of its letters a, b and c, and remembers what it was given."""

    name: str = "counting 1"
    dimension: int = 3
    token_limit: int = 100
    given: list[str] = field(default_factory=list)

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.given.extend(texts)
        return np.stack([self.question(text) for text in texts])

    def question(self, text: str) -> Vectors:
        counts = np.array([text.count(letter) for letter in "abc"], dtype=np.float32)
        length = float(np.linalg.norm(counts)) or 1.0
        return np.asarray(counts / length, dtype=np.float32)

    def token_count(self, text: str) -> int:
        return len(text)


@dataclass
class ShelfReader:
    """Reads a file by looking up its bytes on a shelf, and remembers which files it was asked for."""

    shelf: Mapping[bytes, Reading]
    asked: list[str] = field(default_factory=list)

    def __call__(self, entry: CatalogEntry) -> Reading:
        self.asked.append(entry.file)
        content = Path(entry.path).read_bytes()
        if content not in self.shelf:
            raise UnreadableReport(f"{entry.file} is not a report")
        return self.shelf[content]


def reading(
    publisher: str,
    year: int,
    texts: Sequence[str],
    labels: Mapping[str, str],
    aliases: Sequence[str] = (),
) -> Reading:
    """A report with a passage for each text and a figure for each label, its number as printed."""
    report = a_report(publisher, year)
    passages = tuple(a_passage(report, number, text) for number, text in enumerate(texts))
    figures = tuple(a_figure(report, number, *pair) for number, pair in enumerate(labels.items()))
    checks = (a_check(report, figures),) if len(figures) > 1 else ()
    return Reading(report, tuple(aliases), passages, (a_table(report),), figures, checks)


def a_report(publisher: str, year: int) -> Report:
    """An annual report."""
    sha256 = content_id(publisher, year) * 4
    title = f"{publisher}{year}年政府信息公开工作年度报告"
    kind = ReportKind.ANNUAL_REPORT
    return Report(sha256[:16], f"{title}.pdf", title, publisher, year, kind, None, sha256, 3, "2021")


def a_passage(report: Report, number: int, text: str) -> Passage:
    """A passage on its own line of page 1."""
    identity = content_id(report.id, "passage", number, text)
    return Passage(identity, report.id, ("一、总体情况",), text, a_place(report, number), number)


def a_figure(report: Report, number: int, label: str, printed: str) -> Figure:
    """A cell on its own line of page 1."""
    return Figure(
        id=content_id(report.id, "figure", number, label),
        report_id=report.id,
        printed=printed,
        value=Decimal("".join(sign for sign in printed if sign in "0123456789.")),
        unit="件",
        unit_source=UnitSource.PRINTED,
        measure=Measure.COUNT,
        approximate=False,
        label=label,
        label_english=None,
        context="",
        section=("一、总体情况",),
        row=(label,),
        column=("总计",),
        default_row=False,
        default_column=True,
        sentence=None,
        quote=f"{label} {printed}",
        period=str(report.year),
        cumulative=False,
        as_of=None,
        publisher=report.publisher,
        key=None,
        table_id=content_id(report.id, "table"),
        passage_id=None,
        place=a_place(report, number),
    )


def a_table(report: Report) -> Table:
    """A table of one label."""
    place = a_place(report, 0)
    cell = Cell(0, 0, 1, 1, "总计", place.boxes[0], True, (), ())
    return Table(content_id(report.id, "table"), report.id, (), "收到和处理申请情况", None, (cell,), place)


def a_check(report: Report, figures: Sequence[Figure]) -> Check:
    """The first figure held against the sum of the others."""
    total, *parts = figures
    expected = sum((part.value for part in parts), Decimal(0))
    operands = tuple(part.id for part in parts)
    identity = content_id(report.id, "check")
    kind, passed = CheckKind.PARTS_AND_TOTAL, expected == total.value
    return Check(
        id=identity,
        report_id=report.id,
        kind=kind,
        relation=f"{total.printed} = " + " + ".join(part.printed for part in parts),
        total=total.id,
        operands=operands,
        subtracted=(),
        supporting=(),
        expected=expected,
        printed=total.value,
        passed=passed,
        confirmed=True,
        place=total.place,
    )


def a_place(report: Report, line: int) -> Place:
    """A line of page 1."""
    return Place(report.id, (Box(1, 72.0, 100.0 + 20 * line, 523.0, 114.0 + 20 * line),))
