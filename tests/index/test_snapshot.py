"""A snapshot is published whole or not at all, opened with checks, and can be gone back to."""

import os
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.errors import DamagedSnapshot, NoSnapshot, OtherModel
from index.records import Manifest
from index.snapshot import (
    SCHEMA,
    Snapshot,
    SnapshotFiles,
    current_id,
    list_snapshots,
    open_current,
    prune,
    publish,
    use_snapshot,
    verify_snapshot,
)
from index.store_writer import StoreWriter
from index.vectors import vector_index
from ingest.archive import from_json, to_json

FIRST, SECOND = "1" * 16, "2" * 16


def manifest(snapshot_id: str = FIRST, dimension: int = 2) -> Manifest:
    """The manifest of a snapshot without reports."""
    return Manifest(
        snapshot_id, SCHEMA, "a program", "bundled", "an engine of before", dimension, (), 0, 0, (), (), {}, {}
    )


def write_nothing(files: SnapshotFiles) -> None:
    """The files of a snapshot without reports."""
    with StoreWriter(files.reports):
        pass
    vector_index(np.empty((0, 2), dtype=np.float32)).save(files.passages)
    vector_index(np.empty((0, 2), dtype=np.float32)).save(files.figures)


def test_nothing_built_yet(tmp_path: Path) -> None:
    """Without a snapshot the way to one is named."""
    with pytest.raises(NoSnapshot, match="run: gongkai build"):
        open_current(tmp_path, "")
    assert list_snapshots(tmp_path) == ()


def test_published_and_opened(tmp_path: Path) -> None:
    """What was published is current, opens, is whole, and leaves nothing beside it."""
    whole = publish(tmp_path, manifest(), write_nothing)
    assert current_id(tmp_path) == FIRST
    assert (tmp_path / "CURRENT").read_text() == f"{FIRST}\n"
    assert open_current(tmp_path, "bundled").manifest == whole == verify_snapshot(tmp_path / "snapshots" / FIRST)
    assert set(whole.sizes) == set(whole.sha256) == {"reports.sqlite", "passages.faiss", "figures.faiss"}
    assert [path.name for path in (tmp_path / "snapshots").iterdir()] == [FIRST]


def test_manifest_comes_back_equal() -> None:
    """A manifest survives its file."""
    whole = replace(manifest(), sha256={"a": "b"}, sizes={"a": 1})
    assert from_json(to_json(whole), Manifest) == whole


def test_a_failed_build_changes_nothing(tmp_path: Path) -> None:
    """When writing fails, the snapshot before it stays published, and the next build clears the rest away."""
    publish(tmp_path, manifest(FIRST), write_nothing)

    def fail(files: SnapshotFiles) -> None:
        files.reports.write_bytes(b"half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        publish(tmp_path, manifest(SECOND), fail)
    assert open_current(tmp_path, "").id == FIRST
    assert [listed.path.name for listed in list_snapshots(tmp_path)] == [FIRST]
    publish(tmp_path, manifest(SECOND), write_nothing)
    assert sorted(path.name for path in (tmp_path / "snapshots").iterdir()) == [FIRST, SECOND]


def test_a_damaged_snapshot_is_built_again_in_place(tmp_path: Path) -> None:
    """Publishing an id that is there replaces its folder."""
    publish(tmp_path, manifest(), write_nothing)
    (tmp_path / "snapshots" / FIRST / "figures.faiss").unlink()
    publish(tmp_path, manifest(), write_nothing)
    verify_snapshot(tmp_path / "snapshots" / FIRST)
    assert [path.name for path in (tmp_path / "snapshots").iterdir()] == [FIRST]


def test_going_back(tmp_path: Path) -> None:
    """An earlier snapshot can be published again; an opened one goes on meanwhile."""
    publish(tmp_path, manifest(FIRST), write_nothing)
    opened = open_current(tmp_path, "")
    publish(tmp_path, manifest(SECOND), write_nothing)
    assert [(one.path.name, one.current) for one in list_snapshots(tmp_path)] == [
        (FIRST, False),
        (SECOND, True),
    ]
    assert use_snapshot(tmp_path, FIRST).id == current_id(tmp_path) == FIRST
    assert opened.store.reports() == ()


@pytest.mark.parametrize("wanted", [SECOND, "..", "", f"../snapshots/{FIRST}"])
def test_going_back_to_what_is_not_there(tmp_path: Path, wanted: str) -> None:
    """An unknown id is refused, with the ids that there are."""
    publish(tmp_path, manifest(), write_nothing)
    with pytest.raises(NoSnapshot, match=f"there is: {FIRST}"):
        use_snapshot(tmp_path, wanted)


@pytest.mark.parametrize("name", ["reports.sqlite", "passages.faiss", "figures.faiss", "manifest.json"])
def test_missing_and_shortened_files_are_named(tmp_path: Path, name: str) -> None:
    """A file that is cut short or gone is named when the snapshot is opened, before any answer."""
    publish(tmp_path, manifest(), write_nothing)
    file = tmp_path / "snapshots" / FIRST / name
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(DamagedSnapshot, match=name):
        open_current(tmp_path, "")
    file.unlink()
    with pytest.raises(DamagedSnapshot, match=f"{name} is missing.*gongkai build"):
        open_current(tmp_path, "")
    assert list_snapshots(tmp_path)[0].manifest is None


def test_changed_bytes_are_found_by_verifying(tmp_path: Path) -> None:
    """A changed byte is found by reading everything, and going back to such a snapshot is refused."""
    publish(tmp_path, manifest(FIRST), write_nothing)
    publish(tmp_path, manifest(SECOND), write_nothing)
    file = tmp_path / "snapshots" / FIRST / "passages.faiss"
    file.write_bytes(file.read_bytes()[:-1] + b"\xff")
    with pytest.raises(DamagedSnapshot, match=r"passages\.faiss was changed"):
        verify_snapshot(tmp_path / "snapshots" / FIRST)
    with pytest.raises(DamagedSnapshot):
        use_snapshot(tmp_path, FIRST)
    assert current_id(tmp_path) == SECOND


def test_a_broken_pointer_is_named(tmp_path: Path) -> None:
    """CURRENT can hold nothing but an id."""
    (tmp_path / "CURRENT").write_text("../../etc\n")
    with pytest.raises(DamagedSnapshot, match=r"CURRENT holds '\.\./\.\./etc'"):
        open_current(tmp_path, "")


def test_another_form_is_refused(tmp_path: Path) -> None:
    """A snapshot of another schema is refused with both versions."""
    publish(tmp_path, replace(manifest(), schema=SCHEMA + 1), write_nothing)
    with pytest.raises(DamagedSnapshot, match=f"form {SCHEMA + 1}, this program reads {SCHEMA}"):
        open_current(tmp_path, "")


def test_another_model_is_refused_with_the_remedy(tmp_path: Path) -> None:
    """Another model in the setting is refused, naming the model it was built with."""
    publish(tmp_path, manifest(), write_nothing)
    with pytest.raises(OtherModel, match=r"set GONGKAI_MODEL=bundled or run gongkai build"):
        open_current(tmp_path, "BAAI/bge-m3")


def test_another_engine_is_refused(tmp_path: Path) -> None:
    """The same model by another version of its engine is refused before a question is embedded."""
    publish(tmp_path, manifest(), write_nothing)
    with pytest.raises(OtherModel, match="built with an engine of before, here is multilingual-e5-small"):
        _ = open_current(tmp_path, "").embedder


def test_vectors_of_another_dimension_are_refused(tmp_path: Path) -> None:
    """Vectors that the manifest doesn't describe are refused."""
    publish(tmp_path, manifest(dimension=3), write_nothing)
    with pytest.raises(DamagedSnapshot, match="vectors of 2 numbers, its manifest says 3"):
        _ = Snapshot(tmp_path / "snapshots" / FIRST).figure_vectors


def test_every_flipped_bit_is_found(tmp_path: Path) -> None:
    """In whatever file of a snapshot a bit flips, verifying finds it."""
    publish(tmp_path, manifest(), write_nothing)
    folder = tmp_path / "snapshots" / FIRST
    for file in sorted(folder.iterdir()):
        whole = file.read_bytes()
        places = range(len(whole)) if len(whole) < 1000 else range(0, len(whole), len(whole) // 100)
        for place in places:
            flipped = bytearray(whole)
            flipped[place] ^= 1
            file.write_bytes(flipped)
            with pytest.raises(DamagedSnapshot, match=re.escape(file.name)):
                verify_snapshot(folder)
        file.write_bytes(whole)
    verify_snapshot(folder)


def test_old_snapshots_are_pruned(tmp_path: Path) -> None:
    """The newest stay, and the one that answers, however old it is."""
    ids = [character * 16 for character in "12345"]
    for number, one in enumerate(ids):
        publish(tmp_path, manifest(one), write_nothing)
        os.utime(tmp_path / "snapshots" / one, (number, number))
    use_snapshot(tmp_path, ids[0])
    assert prune(tmp_path, 10) == ()
    assert sorted(prune(tmp_path, 3)) == ids[1:3]
    assert sorted(path.name for path in (tmp_path / "snapshots").iterdir()) == [ids[0], *ids[3:]]
    assert sorted(prune(tmp_path, 1)) == ids[3:]
    assert open_current(tmp_path, "").id == ids[0]
