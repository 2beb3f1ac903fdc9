"""A catalogue entry becomes everything its report says."""

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.lessons import LESSONS, read_lesson
from ingest.catalog import CatalogEntry, catalog_entries
from ingest.errors import TextlessReport
from ingest.reading import READER_VERSION, read_report
from ingest.records import Figure, Passage, Reading, ReportKind, Table
from tests.samples import troubles
from tests.samples.typeset import draw
from tests.samples.words import numbers

READINGS = Path(__file__).with_name("readings.txt")
"""Each version of the reader with the digest of what it read, the newest last."""


def test_the_sample_report(sample: Reading) -> None:
    """The sample report has ten pages, 23 passages, seven tables and 259 figures, of the form of 2019."""
    report = sample.report
    assert (report.publisher, report.year, report.kind) == ("中卫市沙坡头区司法局", 2020, ReportKind.ANNUAL_REPORT)
    assert (report.page_count, report.form) == (10, "2019")
    assert (len(sample.passages), len(sample.tables), len(sample.figures)) == (23, 7, 259)
    assert sample.aliases[0] == report.publisher
    assert report.id == report.sha256[:16]


def test_everything_names_its_report(sample: Reading) -> None:
    """Each passage, table, figure, check and place carries the report's id, each box a page that it has."""
    placed: tuple[Passage | Table | Figure, ...] = (*sample.passages, *sample.tables, *sample.figures)
    for part in placed:
        assert part.report_id == part.place.report_id == sample.report.id
        assert all(1 <= box.page_number <= sample.report.page_count for box in part.place.boxes)
        assert all(box.x0 <= box.x1 and box.top < box.bottom for box in part.place.boxes)
    assert all(check.report_id == sample.report.id for check in sample.checks)


def test_two_counts_of_one_thing(sample: Reading) -> None:
    """519 posts in 2020 and 625 since November 2017 are read as two periods."""
    posts = [figure for figure in sample.figures if figure.printed in ("519条", "625条")]
    assert [(one.printed, one.period, one.cumulative, one.place.page_number) for one in posts] == [
        ("519条", "2020", False, 2),
        ("625条", "2017-11/2020", True, 6),
    ]


def test_an_approximate_number(sample: Reading) -> None:
    """60余次 is 60 and approximate, on page 4."""
    [found] = [figure for figure in sample.figures if figure.printed == "60余次"]
    assert (str(found.value), found.approximate, found.place.page_number) == ("60", True, 4)


def test_read_twice(sample: Reading, sample_entry: CatalogEntry) -> None:
    """The same file read again is the same reading, ids and all."""
    assert read_report(sample_entry) == sample


def test_name_and_folder_make_no_difference(sample: Reading, sample_entry: CatalogEntry, tmp_path: Path) -> None:
    """Under another name and without a catalogue, only the file's name differs."""
    shutil.copy(sample_entry.path, tmp_path / "scan0001.pdf")
    [entry] = catalog_entries(tmp_path)
    renamed = read_report(entry)
    assert replace(renamed, report=replace(renamed.report, file=sample.report.file)) == sample


def test_the_catalogue_holds_before_the_first_page(sample_entry: CatalogEntry) -> None:
    """Publisher, year and title of the catalogue are those of the report and its figures."""
    entry = replace(sample_entry, publisher="某区司法局", year=2019, title="年报", url="https://a.gov.cn/1")
    found = read_report(entry)
    assert (found.report.publisher, found.report.year, found.report.title) == ("某区司法局", 2019, "年报")
    assert (found.report.url, found.aliases[0]) == ("https://a.gov.cn/1", "某区司法局")
    assert {figure.publisher for figure in found.figures} == {"某区司法局"}


def test_a_report_of_one_table(tmp_path: Path) -> None:
    """A table of another kind gives its numbers without statutory keys, with title and unit."""
    path = draw(tmp_path / "某区司法局2026年部门预算.pdf", troubles.side_by_side)
    found = read_report(CatalogEntry(path, path.name, "0" * 64))
    assert (found.report.kind, found.report.year, found.report.form) == (ReportKind.BUDGET, 2026, None)
    assert [(one.label, one.printed, one.unit, one.context, one.key) for one in found.figures] == [
        ("一、财政拨款收入，预算数", "500", "万元", "部门收支预算总表", None),
        ("一、公共安全支出，预算数", "320", "万元", "部门收支预算总表", None),
        ("二、事业收入，预算数", "0", "万元", "部门收支预算总表", None),
        ("二、住房保障支出，预算数", "180", "万元", "部门收支预算总表", None),
    ]


def test_an_unreadable_report_says_so(tmp_path: Path) -> None:
    """What the pages can't give is an error of the room, with the file's name."""
    path = draw(tmp_path / "a.pdf", troubles.only_a_picture)
    with pytest.raises(TextlessReport, match=r"^a\.pdf: no text layer"):
        read_report(CatalogEntry(path, "a.pdf", "0" * 64))


def test_stored_readings_are_read_anew_where_reading_changed(sample: Reading) -> None:
    """What is read has the digest of this version: who changes it counts READER_VERSION up and adds a line."""
    told = "\n".join(_told(sample))
    known = dict(line.split() for line in READINGS.read_text("utf-8").splitlines())
    assert len(known) == len(READINGS.read_text("utf-8").splitlines())
    assert {READER_VERSION: hashlib.sha256(told.encode()).hexdigest()[:16]}.items() <= known.items()
    assert list(known)[-1] == READER_VERSION


def _told(sample: Reading) -> Iterator[str]:
    """Everything of the sample report, and the numbers of ten lessons' sentences."""
    for one in (*sample.passages, *sample.tables, *sample.figures, *sample.checks):
        yield repr(one)
    for path in sorted(LESSONS.glob("n*_01.txt")):
        lesson = read_lesson(path.read_text("utf-8"), path.stem)
        for text in (text for _, texts in lesson.spec.sections for text in texts):
            for one in numbers(text, lesson.spec.year):
                yield repr(one)
