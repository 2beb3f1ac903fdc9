"""The repository's sample report, read once."""

from pathlib import Path

import pytest

from ingest.catalog import CatalogEntry, catalog_entries
from ingest.pages import Page
from ingest.pdf import read_pages
from ingest.reading import read_report
from ingest.records import Reading

CORPUS = Path(__file__).parents[2] / "corpus"
SAMPLE = "中卫市沙坡头区司法局2020年政府信息公开工作年度报告.pdf"


@pytest.fixture(scope="session")
def sample_entry() -> CatalogEntry:
    """The sample report's entry in the catalogue."""
    return next(entry for entry in catalog_entries(CORPUS) if entry.file == SAMPLE)


@pytest.fixture(scope="session")
def sample_pages(sample_entry: CatalogEntry) -> tuple[Page, ...]:
    """The sample report's pages."""
    return read_pages(sample_entry.path)


@pytest.fixture(scope="session")
def sample(sample_entry: CatalogEntry) -> Reading:
    """Everything that was read from the sample report."""
    return read_report(sample_entry)
