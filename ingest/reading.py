"""An entry of the catalogue → everything that its report says: the room's one verb."""

from pathlib import Path

from ingest.bodies import body_aliases
from ingest.catalog import CatalogEntry, disagreements, read_first_page
from ingest.checks import report_checks
from ingest.checks.second_reading import confirmed_checks
from ingest.figures import form_edition, table_figures
from ingest.outline import GridBlock, Paragraph, outline
from ingest.passages import cut_passages
from ingest.pdf import read_pages, read_words
from ingest.prose import prose_figures
from ingest.records import Check, Figure, Passage, Reading, Report, Table
from ingest.tables import whole_tables

READER_VERSION = "38"
"""Part of the key of stored readings: counts up when a file would be read differently (tests/ingest/readings.txt)."""


def read_report(entry: CatalogEntry) -> Reading:
    """Everything one report says, each piece with its place.

    Raises UnreadableReport (or TextlessReport) where the file can't be read.
    """
    pages = read_pages(entry.path)
    report_id = entry.sha256[:16]
    blocks = outline(pages)
    tables = whole_tables(tuple(block for block in blocks if isinstance(block, GridBlock)), report_id)
    found = read_first_page(pages[0] if pages else None, entry.file)
    year = entry.year or found.year
    report = Report(
        report_id,
        entry.file,
        entry.title or found.title,
        entry.publisher or found.publisher,
        year,
        entry.kind or found.kind,
        entry.url,
        entry.sha256,
        len(pages),
        form_edition(tables, year),
    )
    placed = cut_passages(tuple(block for block in blocks if isinstance(block, Paragraph)), report_id)
    cells = [figure for table in tables for figure in table_figures(table, report)]
    numbers = [figure for one in placed for figure in prose_figures(one, report)]
    figures = (*numbers, *cells)
    passages = tuple(one.passage for one in placed)
    return Reading(
        report,
        body_aliases(report.publisher),
        passages,
        tables,
        figures,
        _checks(figures, tables, passages, report, entry.path),
        disagreements(entry, pages[0] if pages else None, found),
    )


def _checks(
    figures: tuple[Figure, ...], tables: tuple[Table, ...], passages: tuple[Passage, ...], report: Report, path: Path
) -> tuple[Check, ...]:
    """Every check; a failed one that rests on cells is looked at a second time before the report is blamed."""
    checks = report_checks(figures, tables, passages, report)
    in_tables = {figure.id: figure for figure in figures if figure.table_id}
    doubted = [
        in_tables[one]
        for check in checks
        if not check.passed
        for one in (check.total, *check.operands)
        if one in in_tables
    ]
    if not doubted:
        return checks
    words = read_words(path, {figure.place.page_number for figure in doubted})
    return confirmed_checks(checks, figures, tables, words)
