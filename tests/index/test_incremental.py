"""However reports came, changed and went, a snapshot is what a build from nothing makes of the same files."""

import random
from dataclasses import replace
from pathlib import Path

import numpy as np

from index.build import build
from index.records import Evidence, Manifest, Query
from index.search import search
from index.snapshot import open_current
from tests.fakes import ShelfReader, reading
from tests.index.conftest import HONGZE, SHAPOTOU, put_corpus, store_contents

BODIES = ("中卫市沙坡头区司法局", "洪泽区人民政府", "普陀区财政局")
THINGS = ("法律援助案件", "行政复议", "普法讲座", "政府信息公开申请", "人民调解", "采购项目", "微博", "公证")
QUERIES = ("法律援助案件有多少件", "普法", "legal aid", "mediation", "2021年政府信息公开申请")
SHELF = {
    f"%PDF {body} {year} {edition}".encode(): reading(
        body,
        year,
        [f"{year}年{thing}{year % 100 + number + edition}件，{body}。" for number, thing in enumerate(things)],
        {thing: str(number + edition) for number, thing in enumerate(things)},
        aliases=[body[-3:]],
    )
    for position, body in enumerate(BODIES)
    for year in (2020, 2021, 2022, 2023)
    for edition in (0, 1)
    for things in [THINGS[(position + year) % 4 :: 1 + edition]]
}
"""Files of two editions each: of one report's two, the later has the same report id, as after `gongkai edit`."""


def test_as_if_from_nothing(tmp_path: Path) -> None:
    """After twelve rounds of files that come, change and go, everything is as a build from nothing has it."""
    chance = random.Random(5)
    corpus, data, shelf = tmp_path / "corpus", tmp_path / "data", ShelfReader(SHELF)
    contents = sorted(SHELF)
    corpus.mkdir()
    for number in range(12):
        _change_files(corpus, contents, chance)
        changed = build(corpus, data, "", read=shelf).manifest
        if number % 3 == 2:
            fresh = tmp_path / f"fresh {number}"
            nothing_before = build(corpus, fresh, "", read=shelf).manifest
            assert _without_bytes(changed) == _without_bytes(nothing_before)
            _assert_equal(data, fresh, changed.id)


def _change_files(corpus: Path, contents: list[bytes], chance: random.Random) -> None:
    """Some files go, some come, some are put in another's place."""
    for file in sorted(corpus.iterdir()):
        if chance.random() < 0.3:
            file.unlink()
    for content in chance.sample(contents, 4):
        _, body, year, _ = content.decode().split()
        (corpus / f"{body}{year}.pdf").write_bytes(content)


def _without_bytes(manifest: Manifest) -> Manifest:
    return replace(manifest, sha256={}, sizes={}, digest="")


def _assert_equal(data: Path, fresh: Path, snapshot_id: str) -> None:
    folders = [folder / "snapshots" / snapshot_id for folder in (data, fresh)]
    one, other = (store_contents(folder / "reports.sqlite") for folder in folders)
    assert one.keys() == other.keys()
    assert one["failed_checks"]
    assert one["periods"]
    for table in one:
        assert one[table] == other[table], table
    for name in ("passages.faiss", "figures.faiss"):
        assert (folders[0] / name).read_bytes() == (folders[1] / name).read_bytes()
    assert _answers(data) == _answers(fresh)


def _answers(data: Path) -> list[tuple[Evidence, ...]]:
    snapshot = open_current(data, "")
    only = frozenset(snapshot.manifest.reports[:2])
    found = [search(snapshot, Query(text, report_ids=ids)) for text in QUERIES for ids in (None, only)]
    snapshot.close()
    return found


def test_only_what_changed_is_opened(tmp_path: Path, shelf: ShelfReader) -> None:
    """With one report more, the stored reading of the other isn't opened: it could as well be unreadable."""
    corpus, data = put_corpus(tmp_path / "corpus", {"a.pdf": b"%PDF shapotou"}), tmp_path / "data"
    build(corpus, data, "", read=shelf)
    (stored,) = (path for path in (data / "cache" / "readings").iterdir())
    stored.write_bytes(b"x" * stored.stat().st_size)
    put_corpus(corpus, {"b.pdf": b"%PDF hongze"})
    assert build(corpus, data, "", read=shelf).parsed == 1
    snapshot = open_current(data, "")
    assert snapshot.store.figures([SHAPOTOU.report.id]) == SHAPOTOU.figures
    assert snapshot.store.figures([HONGZE.report.id]) == HONGZE.figures
    assert len(np.unique(snapshot.passage_vectors.all()[0])) == 5


def test_damage_is_not_copied(tmp_path: Path, shelf: ShelfReader) -> None:
    """A snapshot with a changed byte is built anew, not carried on under a fresh digest."""
    corpus, data = put_corpus(tmp_path / "corpus", {"a.pdf": b"%PDF shapotou"}), tmp_path / "data"
    first = build(corpus, data, "", read=shelf).manifest
    store = data / "snapshots" / first.id / "reports.sqlite"
    whole = bytearray(store.read_bytes())
    whole[-100] ^= 1
    store.write_bytes(whole)
    put_corpus(corpus, {"b.pdf": b"%PDF hongze"})
    second = build(corpus, data, "", read=shelf).manifest
    fresh = tmp_path / "fresh"
    build(corpus, fresh, "", read=shelf)
    _assert_equal(data, fresh, second.id)


def test_going_back_to_files_of_before(tmp_path: Path, shelf: ShelfReader) -> None:
    """Files as they were before lead to the snapshot that is there already, where it is whole."""
    corpus, data = put_corpus(tmp_path / "corpus"), tmp_path / "data"
    first = build(corpus, data, "", read=shelf).manifest
    written = (data / "snapshots" / first.id / "reports.sqlite").stat().st_mtime_ns
    (corpus / "b.pdf").unlink()
    build(corpus, data, "", read=shelf)
    put_corpus(corpus)
    again = build(corpus, data, "", read=shelf)
    assert (again.manifest, again.published, again.embedded) == (first, True, 0)
    assert (data / "snapshots" / first.id / "reports.sqlite").stat().st_mtime_ns == written
    assert open_current(data, "").id == first.id
