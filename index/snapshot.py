"""A build's folder: its files, its checked opening, its publishing in one step, and going back to it."""

import hashlib
import re
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from pathlib import Path

from index.disk import to_disk, write_whole
from index.embedder import Embedder, Reader, Vectors, model_name, open_embedder, open_reader
from index.errors import DamagedSnapshot, NoSnapshot, OtherModel
from index.records import Manifest
from index.store import Store
from index.vectors import VectorIndex, load_vectors
from ingest.archive import from_json, to_json

SCHEMA = 3
"""version of the snapshot's form; grows whenever an older program couldn't read a newer snapshot rightly"""

QUESTIONS_KEPT = 64
"""questions whose vectors stay in memory"""

SNAPSHOT_ID = re.compile(r"[0-9a-f]{16}")

ANOTHER = "run gongkai snapshots use with another snapshot, or gongkai build"


@dataclass(frozen=True, slots=True)
class SnapshotFiles:
    """The name of every file of a snapshot."""

    folder: Path

    @property
    def manifest(self) -> Path:
        """What it was made from and with."""
        return self.folder / "manifest.json"

    @property
    def reports(self) -> Path:
        """The store."""
        return self.folder / "reports.sqlite"

    @property
    def passages(self) -> Path:
        """The passages' vectors."""
        return self.folder / "passages.faiss"

    @property
    def figures(self) -> Path:
        """The figures' vectors, equal texts once."""
        return self.folder / "figures.faiss"

    @property
    def described(self) -> tuple[Path, ...]:
        """The files whose sizes and digests the manifest holds."""
        return self.reports, self.passages, self.figures


@dataclass(frozen=True, slots=True)
class Form:
    """The part of a manifest that every version of the program can read."""

    schema: int


@dataclass(frozen=True, slots=True)
class ListedSnapshot:
    """One snapshot of a data folder."""

    path: Path
    manifest: Manifest | None
    """None where the snapshot can't be opened"""
    current: bool


class Snapshot:
    """An opened snapshot; vectors and model are loaded when first used, so looking up records stays quick."""

    def __init__(self, path: Path) -> None:
        self.files = SnapshotFiles(path)
        self.manifest = _checked_manifest(self.files)
        self.store = Store(self.files.reports)
        self._question_vector = lru_cache(maxsize=QUESTIONS_KEPT)(self._embedded)

    @property
    def id(self) -> str:
        """The snapshot's id."""
        return self.manifest.id

    @cached_property
    def passage_vectors(self) -> VectorIndex:
        """The passages' vectors."""
        return self._vectors(self.files.passages)

    @cached_property
    def figure_vectors(self) -> VectorIndex:
        """The figures' vectors."""
        return self._vectors(self.files.figures)

    @cached_property
    def embedder(self) -> Embedder:
        """The model that the vectors were made with; raises ModelError or OtherModel."""
        embedder = _question_embedder(self.manifest.model)
        if (embedder.name, embedder.dimension) != (self.manifest.engine, self.manifest.dimension):
            raise OtherModel(
                f"snapshot {self.id} was built with {self.manifest.engine}, here is {embedder.name}: "
                f"run gongkai build, or install the engine it was built with"
            )
        return embedder

    @cached_property
    def reader(self) -> Reader | None:
        """What reads question and text together; None where the model can only embed."""
        return open_reader(self.manifest.model)

    def question_vector(self, text: str) -> Vectors:
        """A question's vector; the last ones are kept, since figures and passages are searched with the same."""
        return self._question_vector(text)

    def _embedded(self, text: str) -> Vectors:
        return self.embedder.question(text)

    def load(self) -> None:
        """Opens everything now, so that answers go on even where its folder is removed meanwhile."""
        _ = self.passage_vectors, self.figure_vectors, self.embedder
        if self.reader:
            self.reader.load()

    def close(self) -> None:
        """Lets go of its files."""
        self.store.close()

    def _vectors(self, path: Path) -> VectorIndex:
        vectors = load_vectors(path)
        if vectors.dimension != self.manifest.dimension:
            raise DamagedSnapshot(
                f"{path} holds vectors of {vectors.dimension} numbers, its manifest says "
                f"{self.manifest.dimension}: {ANOTHER}"
            )
        return vectors


@cache
def _question_embedder(model: str) -> Embedder:
    """The model by which a program's questions are embedded; loaded once, whatever is published meanwhile."""
    return open_embedder(model, building=False)


def open_current(data: Path, model: str) -> Snapshot:
    """The published snapshot; raises NoSnapshot, DamagedSnapshot, or OtherModel where the setting differs."""
    snapshot_id = current_id(data)
    if snapshot_id is None:
        raise NoSnapshot(f"there is no index in {data} yet; run: gongkai build")
    snapshot = Snapshot(_snapshot_path(data, snapshot_id))
    built_with, wanted = snapshot.manifest.model, model_name(model)
    if built_with != wanted:
        snapshot.close()
        raise OtherModel(
            f"the index was built with the model {built_with}, the setting is {wanted}: "
            f"set GONGKAI_MODEL={built_with} or run gongkai build"
        )
    return snapshot


def open_snapshot(data: Path, named: str) -> Snapshot:
    """The one snapshot whose id begins so; raises NoSnapshot, DamagedSnapshot."""
    found = [listed.path for listed in list_snapshots(data) if named and listed.path.name.startswith(named)]
    if len(found) != 1:
        held = ", ".join(listed.path.name for listed in list_snapshots(data)) or "none"
        raise NoSnapshot(f"{len(found) or 'no'} snapshots begin with {named!r} in {data}; there is: {held}")
    return Snapshot(found[0])


def current_id(data: Path) -> str | None:
    """The id of the published snapshot; None where nothing has been published."""
    pointer = data / "CURRENT"
    if not pointer.exists():
        return None
    written = pointer.read_text(encoding="utf-8", errors="replace").strip()
    if not SNAPSHOT_ID.fullmatch(written):
        raise DamagedSnapshot(f"{pointer} holds {written[:40]!r}, not a snapshot's id: {ANOTHER}")
    return written


def list_snapshots(data: Path) -> tuple[ListedSnapshot, ...]:
    """Every snapshot of a data folder, by id, damaged ones with them."""
    try:
        current = current_id(data)
    except DamagedSnapshot:
        current = None
    folders = sorted((data / "snapshots").glob("*"))
    return tuple(
        ListedSnapshot(path, _manifest_or_none(path), path.name == current)
        for path in folders
        if SNAPSHOT_ID.fullmatch(path.name)
    )


def use_snapshot(data: Path, snapshot_id: str) -> Manifest:
    """Publishes a snapshot that is there already, after checking all of it."""
    held = [listed.path.name for listed in list_snapshots(data)]
    if snapshot_id not in held:
        raise NoSnapshot(f"there is no snapshot {snapshot_id} in {data}; there is: {', '.join(held) or 'none'}")
    manifest = verify_snapshot(_snapshot_path(data, snapshot_id))
    point_to(data, snapshot_id)
    return manifest


def verify_snapshot(path: Path) -> Manifest:
    """Reads every byte of a snapshot; raises DamagedSnapshot naming the first file that was changed."""
    files = SnapshotFiles(path)
    manifest = _checked_manifest(files)
    for file in files.described:
        require_unchanged(file, manifest)
    return manifest


def verify_originals(data: Path, path: Path) -> int:
    """Reads every original that a snapshot's pictures are drawn from; how many there are.

    Raises DamagedSnapshot naming the first that is gone or was changed.
    """
    with closing(Snapshot(path)) as snapshot:
        reports = snapshot.store.reports()
    for report in reports:
        original = data / "originals" / f"{report.sha256}.pdf"
        again = f"remove it, put {report.file} back where it was and run gongkai build"
        if not original.exists():
            raise DamagedSnapshot(f"{original} is missing: {again}")
        if (found := _sha256(original)) != report.sha256:
            raise DamagedSnapshot(f"{original} was changed: its SHA-256 is {found}; {again}")
    return len(reports)


def prune(data: Path, kept: int) -> tuple[str, ...]:
    """Removes the oldest snapshots beyond `kept`, never the one that answers; the ids of the removed."""
    folders = [listed.path for listed in list_snapshots(data) if not listed.current]
    newest_first = sorted(folders, key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    removed = newest_first[max(kept - 1, 0) :]
    for path in removed:
        path.rename(path.with_name(f".tmp-pruned-{path.name}"))
    remove_unfinished(data)
    return tuple(path.name for path in removed)


def require_unchanged(file: Path, manifest: Manifest) -> None:
    """Reads every byte of one of its files; raises DamagedSnapshot where it isn't what was written."""
    found, expected = _sha256(file), manifest.sha256[file.name]
    if found != expected:
        raise DamagedSnapshot(f"{file} was changed: its SHA-256 is {found}, not {expected}; {ANOTHER}")


def publish(data: Path, manifest: Manifest, write: Callable[[SnapshotFiles], None]) -> Manifest:
    """Writes a snapshot aside, moves it into place, then points CURRENT to it: each step whole or not at all.

    `write` makes the files that the manifest describes; their sizes and digests are filled in here.
    """
    aside = data / "snapshots" / f".tmp-{manifest.id}"
    remove_unfinished(data)
    aside.mkdir(parents=True)
    files = SnapshotFiles(aside)
    write(files)
    whole = _with_digest(
        replace(
            manifest,
            sha256={file.name: _sha256(file) for file in files.described},
            sizes={file.name: file.stat().st_size for file in files.described},
        )
    )
    files.manifest.write_bytes(to_json(whole))
    for file in (*files.described, files.manifest, aside):
        to_disk(file)
    _move_into_place(aside, _snapshot_path(data, manifest.id))
    point_to(data, manifest.id)
    return whole


def point_to(data: Path, snapshot_id: str) -> None:
    """Makes a snapshot the one that answers, in one step."""
    write_whole(data / "CURRENT", f"{snapshot_id}\n".encode())


def remove_unfinished(data: Path) -> None:
    """Removes what an interrupted build left."""
    for left in (data / "snapshots").glob(".tmp-*"):
        shutil.rmtree(left)


def _checked_manifest(files: SnapshotFiles) -> Manifest:
    """The manifest, if this program wrote it and every file has its size; cheap, so done at each opening."""
    try:
        written = files.manifest.read_bytes()
        _require_form(files.manifest, from_json(written, Form).schema)
        manifest = from_json(written, Manifest)
        sizes = {file.name: file.stat().st_size for file in files.described}
    except FileNotFoundError as error:
        raise DamagedSnapshot(f"{error.filename} is missing: {ANOTHER}") from error
    except ValueError as error:
        raise DamagedSnapshot(f"{files.manifest} can't be read ({error}): {ANOTHER}") from error
    if written != to_json(manifest) or manifest != _with_digest(manifest):
        raise DamagedSnapshot(f"{files.manifest} was changed: {ANOTHER}")
    for name, size in sizes.items():
        if size != manifest.sizes.get(name):
            raise DamagedSnapshot(f"{files.folder / name} has {size} bytes, not {manifest.sizes.get(name)}: {ANOTHER}")
    return manifest


def _require_form(path: Path, schema: int) -> None:
    if schema != SCHEMA:
        raise DamagedSnapshot(f"{path} has the form {schema}, this program reads {SCHEMA}: run gongkai build")


def _with_digest(manifest: Manifest) -> Manifest:
    """A manifest that holds the digest of everything else in it."""
    bare = replace(manifest, digest="")
    return replace(bare, digest=hashlib.sha256(to_json(bare)).hexdigest())


def _manifest_or_none(path: Path) -> Manifest | None:
    try:
        return _checked_manifest(SnapshotFiles(path))
    except DamagedSnapshot:
        return None


def _snapshot_path(data: Path, snapshot_id: str) -> Path:
    return data / "snapshots" / snapshot_id


def _move_into_place(aside: Path, path: Path) -> None:
    """A folder can't be replaced in one step, so a damaged one of the same id is moved away first."""
    if path.exists():
        path.rename(path.with_name(f".tmp-replaced-{path.name}"))
    aside.rename(path)
    to_disk(path.parent)
    remove_unfinished(path.parent.parent)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
