"""What staff decide about a report counts for its file wherever it lies, and touches no file of the operator's."""

from pathlib import Path

import pytest

from index.build import build
from index.errors import DamagedLedger, NotInLedger
from index.ledger import Details, edit, one_withdrawn, put_back, read_ledger, withdraw
from index.records import UnreadFile
from ingest.catalog import CatalogEntry
from ingest.errors import Fault
from ingest.records import ReportKind
from tests.fakes import ShelfReader
from tests.index.conftest import HONGZE, SHAPOTOU, put_corpus

SHA256 = "ab" * 32


def test_decisions_come_back(tmp_path: Path) -> None:
    """Withdrawals and corrections are kept together, one file's beside each other's, and taken back singly."""
    withdraw(tmp_path, SHA256, "a.pdf", "wrong year")
    edit(tmp_path, SHA256, "a.pdf", Details(title="新", year=2021))
    edit(tmp_path, SHA256, "a.pdf", Details(kind=ReportKind.BUDGET, title=""))
    (decision,) = read_ledger(tmp_path).decisions.values()
    assert (decision.withdrawn, decision.details) == ("wrong year", Details(year=2021, kind=ReportKind.BUDGET))
    put_back(tmp_path, SHA256)
    assert read_ledger(tmp_path).withdrawn == frozenset()
    entry = CatalogEntry(Path("x.pdf"), "x.pdf", SHA256, title="旧", year=2020)
    assert read_ledger(tmp_path).corrected(entry) == CatalogEntry(
        Path("x.pdf"), "x.pdf", SHA256, "旧", None, 2021, ReportKind.BUDGET
    )


def test_a_withdrawn_report_leaves(tmp_path: Path, shelf: ShelfReader) -> None:
    """It is left out with its reason, under any name and in any folder; its file stays; put back, it is there again."""
    corpus, data = put_corpus(tmp_path / "corpus"), tmp_path / "data"
    first = build(corpus, data, "", read=shelf)
    sha256 = next(path.stem for path in (data / "originals").iterdir() if path.read_bytes() == b"%PDF hongze")
    withdraw(data, sha256, "b.pdf", "issued by mistake")
    (corpus / "b.pdf").rename(corpus / "c.pdf")
    second = build(corpus, data, "", read=shelf)
    assert second.manifest.reports == (SHAPOTOU.report.id,)
    reason = UnreadFile("c.pdf", "c.pdf was withdrawn: issued by mistake", Fault.WITHDRAWN)
    assert second.manifest.unread == (reason,)
    assert (corpus / "c.pdf").read_bytes() == b"%PDF hongze"
    put_back(data, one_withdrawn(data, "b.pdf").sha256)
    assert build(corpus, data, "", read=shelf).manifest.reports == first.manifest.reports


def test_corrections_reach_the_reader(tmp_path: Path) -> None:
    """An edited report is read again with what staff say; the others aren't."""
    asked: list[CatalogEntry] = []
    shelf = ShelfReader({b"%PDF shapotou": SHAPOTOU, b"%PDF hongze": HONGZE})

    def read(entry: CatalogEntry):  # type: ignore[no-untyped-def]
        asked.append(entry)
        return shelf(entry)

    corpus, data = put_corpus(tmp_path / "corpus"), tmp_path / "data"
    build(corpus, data, "", read=read)
    edit(data, asked[0].sha256, "a.pdf", Details(publisher="中卫市沙坡头区司法局"))
    build(corpus, data, "", read=read)
    assert [(one.file, one.publisher) for one in asked] == [
        ("a.pdf", None),
        ("b.pdf", None),
        ("a.pdf", "中卫市沙坡头区司法局"),
    ]


def test_a_damaged_ledger_serves_nothing(tmp_path: Path) -> None:
    """Without the list of what was withdrawn nothing is served, and the way out is named."""
    (tmp_path / "ledger.json").write_bytes(b"[{")
    with pytest.raises(DamagedLedger, match=r"ledger\.json can't be read.*backup"):
        read_ledger(tmp_path)


def test_what_was_not_withdrawn_can_not_be_put_back(tmp_path: Path) -> None:
    """A name that fits none or several is refused with those that there are."""
    withdraw(tmp_path, SHA256, "a.pdf")
    with pytest.raises(NotInLedger, match=r"no withdrawn reports match 'b'; withdrawn are: a\.pdf"):
        one_withdrawn(tmp_path, "b")
