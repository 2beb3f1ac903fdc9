"""The relations that a report's figures should keep → Checks, passed or failed."""

from ingest.checks.cells_in_words import cells_in_words
from ingest.checks.form_relations import form_relations
from ingest.checks.growth import stated_changes
from ingest.checks.last_year import with_last_year
from ingest.checks.listed_parts import listed_parts
from ingest.checks.period_slips import period_slips
from ingest.checks.said_twice import said_twice
from ingest.checks.table_rows import table_rows
from ingest.checks.table_sums import table_sums
from ingest.checks.text_and_table import text_and_table
from ingest.checks.transitions import transitions
from ingest.checks.unit_slips import unit_slips
from ingest.records import Check, Figure, Passage, Report, Table

__all__ = ["report_checks", "with_last_year"]


def report_checks(
    figures: tuple[Figure, ...], tables: tuple[Table, ...], passages: tuple[Passage, ...], report: Report
) -> tuple[Check, ...]:
    """Every check that one report allows, in the order of their places."""
    found = (
        *listed_parts(figures, passages),
        *table_sums(figures, tables),
        *table_rows(figures, tables),
        *form_relations(figures),
        *text_and_table(figures, report),
        *cells_in_words(figures, tables, report),
        *unit_slips(figures, tables),
        *said_twice(figures, report),
        *stated_changes(figures, tables, passages, report),
        *transitions(figures, passages, report),
        *period_slips(passages, report),
    )
    unique = {check.id: check for check in found}
    return tuple(sorted(unique.values(), key=_position))


def _position(check: Check) -> tuple[int, float, float, str]:
    box = check.place.boxes[0]
    return box.page_number, box.top, box.x0, check.id
