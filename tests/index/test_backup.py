"""What is backed up comes back: on another machine, in empty folders, every byte checked."""

import io
import sqlite3
import tarfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from index.backup import CONTENTS, back_up, restore
from index.build import build
from index.errors import NotABackup
from index.ledger import Details, edit, read_ledger
from index.received import add_received
from index.snapshot import current_id, open_current
from ingest.archive import to_json
from ingest.catalog import CatalogEntry
from ingest.records import Reading
from tests.fakes import ShelfReader
from tests.index.conftest import SHELF, put_corpus


def read(entry: CatalogEntry) -> Reading:
    """From the shelf, with the file's real digest."""
    found = ShelfReader(SHELF)(entry)
    return replace(found, report=replace(found.report, sha256=entry.sha256))


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A corpus folder with one report and a data folder with another, two snapshots, decisions and a database."""
    corpus, data = tmp_path / "corpus", tmp_path / "data"
    put_corpus(corpus / "sub 1", {"一.pdf": b"%PDF shapotou"})
    build(corpus, data, "", read=read)
    (tmp_path / "sent").write_bytes(b"%PDF hongze")
    kept = add_received(data, tmp_path / "sent", "二.pdf", Details())
    edit(data, kept.sha256, "二.pdf", Details(url="https://example.org"))
    build(corpus, data, "", read=read)
    with closing(sqlite3.connect(data / "chats.sqlite")) as connection, connection:
        connection.execute("CREATE TABLE chats(id)")
        connection.execute("INSERT INTO chats VALUES (7)")
    return corpus, data


def test_it_comes_back(folders: tuple[Path, Path], tmp_path: Path) -> None:
    """Snapshot, originals, received reports, decisions, databases and corpus; not what can be made again."""
    corpus, data = folders
    back_up(data, corpus, tmp_path / "backup.tar.gz")
    there = tmp_path / "other machine"
    manifest = restore(tmp_path / "backup.tar.gz", there / "data", there / "corpus")
    assert manifest is not None
    assert manifest.id == current_id(there / "data") == current_id(data)
    assert len(open_current(there / "data", "").store.reports()) == 2
    assert read_ledger(there / "data") == read_ledger(data)
    assert (there / "corpus" / "sub 1" / "一.pdf").read_bytes() == b"%PDF shapotou"
    assert (there / "data" / "received" / "二.pdf").read_bytes() == b"%PDF hongze"
    with closing(sqlite3.connect(there / "data" / "chats.sqlite")) as connection:
        assert connection.execute("SELECT id FROM chats").fetchall() == [(7,)]
    assert sorted(path.name for path in (there / "data").iterdir()) == [
        "CURRENT", "chats.sqlite", "ledger.json", "originals", "received", "snapshots",
    ]  # fmt: skip
    assert len(list((there / "data" / "snapshots").iterdir())) == 1
    again = build(there / "corpus", there / "data", "", read=read)
    assert (again.manifest.id, again.published) == (manifest.id, False)


def test_nothing_is_overwritten(folders: tuple[Path, Path], tmp_path: Path) -> None:
    """A data folder in use, and another file of the same name in the corpus folder, are left alone."""
    corpus, data = folders
    backup = tmp_path / "backup.tar.gz"
    back_up(data, corpus, backup)
    with pytest.raises(NotABackup, match="isn't empty"):
        restore(backup, data, corpus)
    (corpus / "sub 1" / "一.pdf").write_bytes(b"another")
    with pytest.raises(NotABackup, match=r"一\.pdf is there already and another file"):
        restore(backup, tmp_path / "new", corpus)
    assert not (tmp_path / "new").exists()
    assert not list(tmp_path.glob(".new*"))


@pytest.mark.parametrize("keep", [0, 10, 1000, -200])
def test_a_backup_cut_short(folders: tuple[Path, Path], tmp_path: Path, keep: int) -> None:
    """It is refused whole, and so is what isn't there."""
    corpus, data = folders
    backup = tmp_path / "backup.tar.gz"
    back_up(data, corpus, backup)
    backup.write_bytes(backup.read_bytes()[:keep])
    with pytest.raises(NotABackup):
        restore(backup, tmp_path / "new", tmp_path / "new corpus")
    assert not (tmp_path / "new").exists()
    with pytest.raises(NotABackup, match="there is no file"):
        restore(tmp_path / "nowhere", tmp_path / "new", corpus)


@pytest.mark.parametrize("name", ["../evil", "data/../../evil", "/evil", "other/evil", "data/link"])
def test_hostile_archives(tmp_path: Path, name: str) -> None:
    """Nothing is written outside the two folders, and no links."""
    backup = tmp_path / "backup.tar.gz"
    with tarfile.open(backup, "w:gz") as archive:
        for member, content in ((CONTENTS, to_json({name: "0"})), (name, b"x")):
            entry = tarfile.TarInfo(member)
            entry.size = len(content)
            if member == "data/link":
                entry.type, entry.linkname, entry.size = tarfile.SYMTYPE, "/etc/passwd", 0
            archive.addfile(entry, io.BytesIO(content))
    with pytest.raises(NotABackup):
        restore(backup, tmp_path / "in" / "data", tmp_path / "in" / "corpus")
    assert not [path for path in tmp_path.rglob("*") if path.name in ("evil", "link")]


def test_a_changed_byte(folders: tuple[Path, Path], tmp_path: Path) -> None:
    """A file that isn't what was backed up is named."""
    corpus, data = folders
    backup, changed = tmp_path / "backup.tar.gz", tmp_path / "changed.tar.gz"
    back_up(data, corpus, backup)
    with tarfile.open(backup) as source, tarfile.open(changed, "w:gz") as target:
        for member in source:
            content = source.extractfile(member)
            assert content is not None
            text = content.read()
            text = text.replace(b"%PDF hongze", b"%PDF hongzf") if member.name.endswith(".pdf") else text
            target.addfile(member, io.BytesIO(text))
    with pytest.raises(NotABackup, match="was changed since the backup was made"):
        restore(changed, tmp_path / "new", tmp_path / "new corpus")
