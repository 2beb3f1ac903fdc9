"""What the disk refuses is said in one sentence, and nothing that was published is touched by it."""

import subprocess
import sys
from pathlib import Path

import pytest

from index.build import build
from index.disk import copy_checked, told_in_one_sentence, write_whole
from index.errors import DamagedSnapshot, DiskFull, SnapshotError
from index.snapshot import current_id, verify_snapshot
from ingest.catalog import file_sha256
from tests.command import ROOT
from tests.fakes import ShelfReader
from tests.index.conftest import SHELF, put_corpus

BUILD_WITHIN = """
import resource, sys
from pathlib import Path
from index.build import build
from index.embedder import open_embedder
from index.errors import SnapshotError
from tests.fakes import ShelfReader
from tests.index.conftest import SHELF
limit, is_model_loaded = int(sys.argv[3]), sys.argv[4] == "loaded"
if is_model_loaded:
    open_embedder("", building=True)
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    build(Path(sys.argv[1]), Path(sys.argv[2]), "", read=ShelfReader(SHELF))
except SnapshotError as error:
    print(type(error).__name__, error)
"""


def test_written_whole(tmp_path: Path) -> None:
    """A file is replaced in one step and nothing is left beside it."""
    write_whole(tmp_path / "a", b"one")
    write_whole(tmp_path / "a", b"two")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"two")]


def test_copies_are_checked(tmp_path: Path) -> None:
    """A file that isn't the one whose digest is known isn't copied."""
    (tmp_path / "a").write_bytes(b"one")
    copy_checked(tmp_path / "a", tmp_path / "b", file_sha256(tmp_path / "a"))
    assert (tmp_path / "b").read_bytes() == b"one"
    with pytest.raises(DamagedSnapshot, match="was changed"):
        copy_checked(tmp_path / "a", tmp_path / "c", "00")
    assert not (tmp_path / "c").exists()


def test_other_refusals(tmp_path: Path) -> None:
    """A folder that can't be written to is named."""
    said = r"can't write .*nowhere/a.*still served"
    with pytest.raises(SnapshotError, match=said) as refused, told_in_one_sentence(tmp_path):
        (tmp_path / "nowhere" / "a").write_bytes(b"")
    assert not isinstance(refused.value, DiskFull)


@pytest.mark.slow
@pytest.mark.parametrize("limit", [500, 4_000, 20_000, 100_000])
def test_no_room(tmp_path: Path, limit: int) -> None:
    """Wherever in a build the system refuses to write more, the sentence is clear and the snapshot before is whole."""
    corpus, data = put_corpus(tmp_path / "corpus", {"a.pdf": b"%PDF shapotou"}), tmp_path / "data"
    first = build(corpus, data, "", read=ShelfReader(SHELF)).manifest.id
    put_corpus(corpus, {"b.pdf": b"%PDF hongze"})
    said = run_build(corpus, data, limit)
    assert said.startswith("DiskFull no room left on the disk of ")
    assert said.rstrip().endswith("what was published before is still served")
    assert current_id(data) == first
    verify_snapshot(data / "snapshots" / first)
    assert run_build(corpus, data, 0) == ""
    assert current_id(data) != first


@pytest.mark.slow
def test_no_room_for_the_model(tmp_path: Path) -> None:
    """The bundled model needs a copy of itself: where that finds no room, the folder is named, and no reinstallation."""
    corpus, data = put_corpus(tmp_path / "corpus", {"a.pdf": b"%PDF shapotou"}), tmp_path / "data"
    said = run_build(corpus, data, 20_000_000, model="not yet loaded")
    assert said.startswith("ModelError no room left in ")
    assert "TMPDIR" in said


def run_build(corpus: Path, data: Path, limit: int, model: str = "loaded") -> str:
    """A build in a process that may write files of at most so many bytes; what it says."""
    command = [sys.executable, "-c", BUILD_WITHIN, str(corpus), str(data), str(limit), model]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    return done.stdout
