"""A build makes a snapshot of exactly what is there, reuses what it can, and names what it can't read."""

import fcntl
import os
from pathlib import Path

import pytest

from index.build import build, passage_embedding_text
from index.errors import BuildRunning, DamagedSnapshot, NothingToServe
from index.figure_text import figure_embedding_text
from index.records import BuildSummary, UnreadFile
from index.snapshot import open_current, verify_originals, verify_snapshot
from ingest.catalog import CatalogEntry
from ingest.errors import CatalogError, Fault, UnreadableReport
from ingest.records import Reading
from tests.fakes import ShelfReader
from tests.index.conftest import HONGZE, SHAPOTOU, put_corpus


def test_what_is_built(built: tuple[Path, BuildSummary]) -> None:
    """The snapshot holds both reports, whole and verified, and says what it was built with."""
    data, summary = built
    manifest = summary.manifest
    assert (summary.parsed, summary.reused, summary.published) == (2, 0, True)
    assert manifest.reports == tuple(sorted([SHAPOTOU.report.id, HONGZE.report.id]))
    assert (manifest.passages, manifest.figures, manifest.unread) == (5, 5, ())
    assert (manifest.model, manifest.dimension) == ("bundled", 384)
    assert verify_snapshot(data / "snapshots" / manifest.id) == manifest
    assert open_current(data, "").manifest == manifest


def test_equal_labels_are_embedded_once(built: tuple[Path, BuildSummary]) -> None:
    """法律援助案件 stands in both reports: nine texts for ten passages and figures."""
    data, summary = built
    assert summary.embedded == 9
    assert len(open_current(data, "").figure_vectors) == 4


def test_originals_are_kept(built: tuple[Path, BuildSummary]) -> None:
    """A copy of each file is kept under its digest."""
    kept = {path.read_bytes() for path in (built[0] / "originals").glob("*.pdf")}
    assert kept == {b"%PDF shapotou", b"%PDF hongze"}


def test_nothing_new_nothing_written(tmp_path: Path, shelf: ShelfReader) -> None:
    """Building again from the same files reads, embeds and publishes nothing."""
    corpus, data = put_corpus(tmp_path / "corpus"), tmp_path / "data"
    first = build(corpus, data, "", read=shelf)
    before = {path: path.stat().st_mtime_ns for path in data.rglob("*") if path.name != "build.lock"}
    again = build(corpus, data, "bundled", read=shelf)
    assert again == BuildSummary(first.manifest, 0, 2, 0, published=False)
    assert shelf.asked == ["a.pdf", "b.pdf"]
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_same_reports_same_id(tmp_path: Path, built: tuple[Path, BuildSummary], shelf: ShelfReader) -> None:
    """The same reports under names in another order make the same snapshot."""
    corpus = put_corpus(tmp_path / "corpus", {"1.pdf": b"%PDF hongze", "2.pdf": b"%PDF shapotou"})
    manifest = build(corpus, tmp_path / "data", "", read=shelf).manifest
    assert manifest == built[1].manifest


def test_a_file_that_is_gone_is_gone(tmp_path: Path, shelf: ShelfReader) -> None:
    """The next snapshot holds exactly what is there; a file that comes back is neither read nor embedded anew."""
    corpus, data = put_corpus(tmp_path / "corpus"), tmp_path / "data"
    first = build(corpus, data, "", read=shelf)
    (corpus / "b.pdf").unlink()
    second = build(corpus, data, "", read=shelf)
    assert second.manifest.reports == (SHAPOTOU.report.id,)
    assert (second.parsed, second.embedded, second.published) == (0, 0, True)
    assert open_current(data, "").store.reports() == (SHAPOTOU.report,)
    put_corpus(corpus)
    third = build(corpus, data, "", read=shelf)
    assert (third.manifest, third.parsed, third.embedded) == (first.manifest, 0, 0)


def test_received_reports_are_served(tmp_path: Path, shelf: ShelfReader) -> None:
    """What staff sent in is part of the next snapshot."""
    corpus = put_corpus(tmp_path / "corpus", {"a.pdf": b"%PDF shapotou"})
    put_corpus(tmp_path / "data" / "received", {"sent.pdf": b"%PDF hongze"})
    assert len(build(corpus, tmp_path / "data", "", read=shelf).manifest.reports) == 2


def test_one_bad_file_stops_nothing(tmp_path: Path, shelf: ShelfReader) -> None:
    """A file that can't be read and a second copy are left out and named, with the reason."""
    files = {"a.pdf": b"%PDF shapotou", "bad.pdf": b"torn", "copy.pdf": b"%PDF shapotou"}
    summary = build(put_corpus(tmp_path / "corpus", files), tmp_path / "data", "", read=shelf)
    assert summary.manifest.reports == (SHAPOTOU.report.id,)
    assert summary.manifest.unread == (
        UnreadFile("bad.pdf", "bad.pdf is not a report"),
        UnreadFile("copy.pdf", "copy.pdf is the same file as a.pdf", Fault.SAME_FILE),
    )


def test_nothing_to_serve(tmp_path: Path, shelf: ShelfReader) -> None:
    """Where no file can be read, each is named; an empty folder is called empty; no snapshot is made."""
    corpus = put_corpus(tmp_path / "corpus", {"bad.pdf": b"torn", "worse.pdf": b"burnt"})
    with pytest.raises(NothingToServe, match=r"bad\.pdf.*worse\.pdf"):
        build(corpus, tmp_path / "data", "", read=shelf)
    for file in corpus.iterdir():
        file.unlink()
    with pytest.raises(NothingToServe, match="holds no PDF"):
        build(corpus, tmp_path / "data", "", read=shelf)
    assert not (tmp_path / "data" / "CURRENT").exists()


def test_no_corpus_folder(tmp_path: Path, shelf: ShelfReader) -> None:
    """A folder that isn't there is refused by its name."""
    with pytest.raises(CatalogError, match="nowhere"):
        build(tmp_path / "nowhere", tmp_path / "data", "", read=shelf)


def test_a_broken_cache_is_read_anew(tmp_path: Path, shelf: ShelfReader) -> None:
    """A stored reading that was cut short is replaced, not trusted."""
    corpus, data = put_corpus(tmp_path / "corpus"), tmp_path / "data"
    first = build(corpus, data, "", read=shelf)
    for stored in (data / "cache" / "readings").iterdir():
        stored.write_bytes(stored.read_bytes()[:40])
    second = build(corpus, data, "", read=shelf)
    assert (second.parsed, second.published, second.manifest) == (2, False, first.manifest)


def test_a_damaged_snapshot_is_built_again(tmp_path: Path, shelf: ShelfReader) -> None:
    """Building with nothing new mends a snapshot that lost a file."""
    corpus, data = put_corpus(tmp_path / "corpus"), tmp_path / "data"
    first = build(corpus, data, "", read=shelf)
    (data / "snapshots" / first.manifest.id / "figures.faiss").unlink()
    second = build(corpus, data, "", read=shelf)
    assert (second.published, second.embedded, second.manifest) == (True, 0, first.manifest)
    verify_snapshot(data / "snapshots" / first.manifest.id)


def test_two_builds_exclude_each_other(tmp_path: Path, shelf: ShelfReader) -> None:
    """While one build works on a data folder, another is told to wait."""
    (tmp_path / "data").mkdir()
    with (tmp_path / "data" / "build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(BuildRunning, match=r"another build works on .*data"):
            build(put_corpus(tmp_path / "corpus"), tmp_path / "data", "", read=shelf)


def test_progress(tmp_path: Path, shelf: ShelfReader) -> None:
    """Each step says how much is done and ends complete."""
    told: list[tuple[str, int, int]] = []
    corpus = put_corpus(tmp_path / "corpus")
    build(corpus, tmp_path / "data", "", read=shelf, progress=lambda *step: told.append(step))
    assert list(dict.fromkeys(step for step, _, _ in told)) == ["reading", "embedding", "writing"]
    assert {("reading", 2, 2), ("embedding", 9, 9), ("writing", 2, 2)} <= set(told)


def test_what_is_embedded(readings: tuple[Reading, Reading]) -> None:
    """A passage says whose and which year's it is; a cell says neither, so that all reports share it."""
    one = readings[0]
    assert passage_embedding_text(one.report, one.passages[0]) == (
        "沙坡头区司法局2020年\n一、总体情况\n全年受理法律援助案件576件，同比增长。"
    )
    assert figure_embedding_text(one.figures[0]) == "法律援助案件 总计（件） | 总体情况"


def test_originals_are_verified(tmp_path: Path, shelf: ShelfReader) -> None:
    """A missing or changed original is found by verifying, and the way to get it back is named."""
    corpus, data = put_corpus(tmp_path / "corpus"), tmp_path / "data"
    summary = build(corpus, data, "", read=shelf)
    path = data / "snapshots" / summary.manifest.id
    with pytest.raises(DamagedSnapshot, match=r"is missing: remove it, put .*\.pdf back"):
        verify_originals(data, path)
    for report in (SHAPOTOU.report, HONGZE.report):
        (data / "originals" / f"{report.sha256}.pdf").write_bytes(b"another file")
    with pytest.raises(DamagedSnapshot, match="was changed: its SHA-256 is"):
        verify_originals(data, path)


def test_old_snapshots_go(tmp_path: Path, shelf: ShelfReader) -> None:
    """A build keeps as many snapshots as it is told."""
    corpus, data = put_corpus(tmp_path / "corpus"), tmp_path / "data"
    build(corpus, data, "", read=shelf, keep=1)
    (corpus / "b.pdf").unlink()
    second = build(corpus, data, "", read=shelf, keep=1)
    assert [path.name for path in (data / "snapshots").iterdir()] == [second.manifest.id]


def test_a_refused_file_is_not_read_again(tmp_path: Path, shelf: ShelfReader) -> None:
    """What was refused for what is in it costs its time once, until it is asked for or the file is another."""
    asked: list[str] = []

    def read(entry: CatalogEntry) -> Reading:
        if entry.file == "bomb.pdf":
            asked.append(entry.file)
            raise UnreadableReport("bomb.pdf: needs more than 1 MB of memory", Fault.TOO_MUCH_MEMORY)
        return shelf(entry)

    corpus, data = put_corpus(tmp_path / "corpus", {"a.pdf": b"%PDF shapotou", "bomb.pdf": b"1"}), tmp_path / "data"
    first = build(corpus, data, "", read=read).manifest
    assert build(corpus, data, "", read=read).manifest == first
    assert len(asked) == 1
    build(corpus, data, "", read=read, retry=True)
    put_corpus(corpus, {"bomb.pdf": b"2"})
    build(corpus, data, "", read=read)
    assert len(asked) == 3


def test_names_that_can_not_be_printed(tmp_path: Path, shelf: ShelfReader) -> None:
    """A file whose name holds a line's end or half a character is named as it can be, and left out."""
    corpus = put_corpus(tmp_path / "corpus", {"a.pdf": b"%PDF shapotou", "b\n\x1b[31m.pdf": b"%PDF hongze"})
    put_corpus(corpus, {os.fsdecode(b"\xff.pdf"): b"%PDF hongze"})
    manifest = build(corpus, tmp_path / "data", "", read=shelf).manifest
    assert [(one.file, one.fault) for one in manifest.unread] == [
        ("\\udcff.pdf", Fault.BAD_NAME),
        ("b\\n\\x1b[31m.pdf", Fault.BAD_NAME),
    ]
