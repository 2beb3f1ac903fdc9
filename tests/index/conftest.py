"""Two small reports of two bodies, and a snapshot built from them with the default model."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.build import build
from index.records import BuildSummary
from index.snapshot import Snapshot, open_current
from index.store import Kept, Packing
from ingest.records import Reading
from tests.fakes import ShelfReader, reading

SHAPOTOU = reading(
    "沙坡头区司法局",
    2020,
    ["全年受理法律援助案件576件，同比增长。", "主动公开政府信息，通过网站发布。", "政府集中采购两项。"],
    {"法律援助案件": "576", "行政复议": "6", "政府集中采购项目": "2"},
    aliases=["区司法局", "司法局"],
)
HONGZE = reading(
    "洪泽区人民政府",
    2023,
    ["全年办理法律援助案件301件。", "收到政府信息公开申请21件。"],
    {"法律援助案件": "301", "本年新收政府信息公开申请数量": "21"},
)
SHELF = {b"%PDF shapotou": SHAPOTOU, b"%PDF hongze": HONGZE}


@pytest.fixture
def readings() -> tuple[Reading, Reading]:
    """沙坡头区司法局 2020 and 洪泽区人民政府 2023."""
    return SHAPOTOU, HONGZE


@pytest.fixture
def shelf() -> ShelfReader:
    """Reads the two files of `put_corpus`."""
    return ShelfReader(SHELF)


def put_corpus(folder: Path, names: dict[str, bytes] | None = None) -> Path:
    """A corpus folder with these files; without names, the two reports."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in (names or {"a.pdf": b"%PDF shapotou", "b.pdf": b"%PDF hongze"}).items():
        (folder / name).write_bytes(content)
    return folder


def store_contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of a store, its records unpacked, and every term at its place: all that an answer can depend on."""
    with closing(sqlite3.connect(path)) as connection:
        packing = Packing.of(connection)
        found: dict[str, list[tuple[object, ...]]] = {}
        for kept in Kept:
            rows = connection.execute(f"SELECT row, id, report_id, vector, record FROM {kept} ORDER BY row").fetchall()
            found[kept] = [(*row, packing.unpack(packed)) for *row, packed in rows]
        for table in ("failed_checks", "periods", "aliases", "dictionary", "words", "digests", "packing"):
            found[table] = sorted(connection.execute(f"SELECT * FROM {table}").fetchall())
        for kept in (Kept.PASSAGES, Kept.FIGURES):
            terms = f"{kept}_terms"
            connection.execute(f"CREATE VIRTUAL TABLE temp.{terms}_all USING fts5vocab(main, {terms}, instance)")
            found[terms] = connection.execute(f"SELECT * FROM temp.{terms}_all ORDER BY term, doc, offset").fetchall()
            found[f"{terms} sizes"] = connection.execute(f"SELECT * FROM {terms}_docsize ORDER BY id").fetchall()
            found[f"{terms} average"] = connection.execute(f"SELECT block FROM {terms}_data WHERE id = 1").fetchall()
        return found


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildSummary]:
    """A data folder with a published snapshot, not to be changed, and what its build said."""
    data = tmp_path_factory.mktemp("data")
    corpus = put_corpus(tmp_path_factory.mktemp("corpus"))
    return data, build(corpus, data, "", read=ShelfReader(SHELF))


@pytest.fixture(scope="session")
def snapshot(built: tuple[Path, BuildSummary]) -> Iterator[Snapshot]:
    """The published snapshot, opened."""
    with closing(open_current(built[0], "")) as opened:
        yield opened
