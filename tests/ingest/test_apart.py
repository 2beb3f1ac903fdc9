"""A file is read in a process of its own: whatever it is, the program that wants it goes on, with a reason."""

from pathlib import Path

import pytest

from ingest.apart import ReadingLimits, ReadingProcess, read_apart
from ingest.catalog import CatalogEntry, file_sha256
from ingest.errors import Fault, UnreadableReport
from ingest.reading import read_report
from tests.command import draw_report


def entry(path: Path) -> CatalogEntry:
    """The entry of a file that no catalogue lists."""
    return CatalogEntry(path, path.name, file_sha256(path))


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> CatalogEntry:
    """A report of one page."""
    path = tmp_path_factory.mktemp("apart") / "report.pdf"
    return entry(draw_report(path, "洪泽区人民政府2023年政府信息公开工作年度报告", ["全年办理法律援助案件301件。"]))


def test_read_apart_is_read(report: CatalogEntry) -> None:
    """The process gives exactly what reading in the program itself gives, file after file."""
    with ReadingProcess() as process:
        assert process.read(report) == process.read(report) == read_report(report)


@pytest.mark.parametrize(
    ("limits", "fault", "said"),
    [
        (ReadingLimits(seconds=0.05), Fault.TOO_SLOW, r"report\.pdf: was not read within 0\.05 seconds"),
        (ReadingLimits(memory_bytes=20 << 20), Fault.TOO_MUCH_MEMORY, "needs more than 20 MB of memory"),
        (ReadingLimits(file_bytes=100), Fault.TOO_BIG, "at most 0 are read"),
        (ReadingLimits(answer_bytes=100), Fault.TOO_MUCH_MEMORY, "says more than"),
    ],
)
def test_limits_hold(report: CatalogEntry, limits: ReadingLimits, fault: Fault, said: str) -> None:
    """Time, memory, bytes of the file and of what it says are limited, each with its own reason."""
    with pytest.raises(UnreadableReport, match=said) as refused:
        read_apart(report, limits)
    assert refused.value.fault is fault


def test_the_next_file_is_read(report: CatalogEntry, tmp_path: Path) -> None:
    """A file that ended the process doesn't keep the one after it from being read."""
    slow = tmp_path / "slow.pdf"
    slow.write_bytes(report.path.read_bytes() + b"\n%" + b" " * 1_000_000)
    with ReadingProcess(ReadingLimits(answer_bytes=100)) as process, pytest.raises(UnreadableReport):
        process.read(entry(slow))
    with ReadingProcess() as process:
        bad = tmp_path / "bad.pdf"
        bad.write_bytes(b"torn")
        with pytest.raises(UnreadableReport, match="is not a PDF"):
            process.read(entry(bad))
        assert process.read(report).report.sha256 == report.sha256


def test_a_file_that_is_gone(tmp_path: Path, report: CatalogEntry) -> None:
    """A file that was taken away meanwhile has a reason too."""
    gone = CatalogEntry(tmp_path / "gone.pdf", "gone.pdf", report.sha256)
    with pytest.raises(UnreadableReport, match=r"gone\.pdf: can't be opened"):
        read_apart(gone)
