"""What staff send in is read under limits, named safely, and part of the next build."""

from pathlib import Path

import pytest

from index.build import build
from index.ledger import Details, read_ledger, withdraw
from index.received import add_received, read_sent, safe_name
from ingest.catalog import file_sha256
from ingest.errors import Fault, UnreadableReport
from tests.command import draw_report
from tests.fakes import ShelfReader
from tests.index.conftest import put_corpus


def test_a_sent_file_is_read_before_it_is_kept(tmp_path: Path) -> None:
    """What it says is known, its name made safe, and nothing is kept of it yet."""
    sent = draw_report(
        tmp_path / "sent", "洪泽区人民政府2023年政府信息公开工作年度报告", ["全年办理法律援助案件301件。"]
    )
    reading = read_sent(sent, "../../a\nb.pdf")
    assert (reading.report.publisher, reading.report.year, reading.report.file) == ("洪泽区人民政府", 2023, "ab.pdf")
    assert [figure.printed for figure in reading.figures if "法律援助" in figure.label] == ["301件"]
    assert [path.name for path in tmp_path.iterdir()] == ["sent"]


def test_a_sent_file_that_is_no_report(tmp_path: Path) -> None:
    """It is refused with its fault."""
    sent = tmp_path / "sent"
    sent.write_bytes(b"<html><body>404</body></html>")
    with pytest.raises(UnreadableReport, match=r"report\.pdf: is not a PDF") as refused:
        read_sent(sent, "report.pdf")
    assert refused.value.fault is Fault.NOT_A_PDF


def test_received_reports_are_served(tmp_path: Path, shelf: ShelfReader) -> None:
    """A kept file is in the next build with what staff said of it; sent twice, it stays one file."""
    sent = tmp_path / "sent"
    sent.write_bytes(b"%PDF hongze")
    data = tmp_path / "data"
    kept = add_received(data, sent, "../洪泽.pdf", Details(year=2023))
    assert kept.path == data / "received" / "洪泽.pdf"
    assert add_received(data, sent, "洪泽.pdf", Details()).path == kept.path
    assert read_ledger(data).decisions[kept.sha256].details == Details(year=2023)
    summary = build(put_corpus(tmp_path / "corpus", {"a.pdf": b"%PDF shapotou"}), data, "", read=shelf)
    assert len(summary.manifest.reports) == 2


def test_another_file_of_the_same_name(tmp_path: Path) -> None:
    """It is kept beside the first one, not in its place."""
    names = []
    for content in (b"one", b"two", b"three"):
        (tmp_path / "sent").write_bytes(content)
        names.append(add_received(tmp_path, tmp_path / "sent", "报告.pdf", Details()).file)
    assert names == ["报告.pdf", "报告 (2).pdf", "报告 (3).pdf"]


def test_sent_again_after_it_was_withdrawn(tmp_path: Path) -> None:
    """Sending a withdrawn report again lets it in."""
    (tmp_path / "sent").write_bytes(b"one")
    sha256 = file_sha256(tmp_path / "sent")
    withdraw(tmp_path, sha256, "a.pdf")
    add_received(tmp_path, tmp_path / "sent", "a.pdf", Details())
    assert read_ledger(tmp_path).withdrawn == frozenset()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../../etc/passwd", "passwd.pdf"),
        ("C:\\报告.pdf", "报告.pdf"),
        ("..", "report.pdf"),
        (".hidden.pdf", "hidden.pdf"),
        ("a\x00b\x1b[31m.pdf", "ab[31m.pdf"),
        ("\udc80.pdf", "report.pdf"),
        ("长" * 500 + ".pdf", "长" * 120 + ".pdf"),
    ],
)
def test_names_stay_in_their_folder(name: str, safe: str) -> None:
    """No name leads out of the folder, hides a file or holds signs that can't be printed."""
    assert safe_name(name) == safe
