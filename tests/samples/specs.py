"""What an invented report says, before anybody has set it in type."""

import json
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table of no statutory form: ← in a cell means one with the cell to its left, ↑ one with the cell above."""

    title: str
    unit: str | None
    """printed above the table as 单位：万元; None prints nothing"""
    header: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ReportSpec:
    """One report: its words, the cells of its statutory tables and other tables."""

    file: str
    publisher: str
    year: int
    title: str
    edition: str | None
    """edition of the statutory form that it prints, "2019" or "2021"; None for a budget"""
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    """headings, each with its paragraphs"""
    cells: dict[str, str] = field(default_factory=dict)
    """printed text by the form's key (applications.received.total); a cell that isn't named prints 0"""
    tables: tuple[TableSpec, ...] = ()


def read_specs(path: Path) -> tuple[ReportSpec, ...]:
    """The reports of a JSON file that holds a list of them."""
    return tuple(_report(entry) for entry in json.loads(path.read_text("utf-8")))


def _report(entry: dict[str, object]) -> ReportSpec:
    given: dict[str, object] = dict(entry)
    given["sections"] = tuple((heading, tuple(texts)) for heading, texts in entry["sections"])  # type: ignore[attr-defined]
    given["tables"] = tuple(
        TableSpec(one["title"], one["unit"], tuple(map(tuple, one["header"])), tuple(map(tuple, one["rows"])))
        for one in entry.get("tables", ())  # type: ignore[attr-defined]
    )
    return ReportSpec(**given)  # type: ignore[arg-type]
