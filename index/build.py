"""The corpus folder and what staff sent in → a new snapshot, reusing what hasn't changed."""

import fcntl
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from index.dictionary import translations
from index.disk import FULL, move_whole, told_in_one_sentence
from index.embedder import Embedder, model_name, open_embedder
from index.embedding_cache import EmbeddingCache
from index.errors import BuildRunning, DamagedSnapshot, NothingToServe, SnapshotError
from index.ledger import Ledger, read_ledger
from index.received import RECEIVED
from index.records import BuildSummary, Manifest, UnreadFile
from index.snapshot import SCHEMA, Snapshot, SnapshotFiles, current_id, publish, remove_unfinished
from index.store import Contents, figure_text, figures_in_order, passages_in_order, write_store
from index.terms import words
from index.vectors import vector_index
from ingest.apart import ReadingProcess
from ingest.archive import from_json, to_json
from ingest.catalog import CatalogEntry, catalog_entries, file_sha256
from ingest.checks import with_last_year
from ingest.errors import Fault, UnreadableReport
from ingest.reading import READER_VERSION
from ingest.records import Figure, Passage, Reading, Report, content_id

Progress = Callable[[str, int, int], None]
"""told the step ("reading", "embedding", "writing"), how much of it is done, and how much there is"""

Read = Callable[[CatalogEntry], Reading]


@dataclass(frozen=True, slots=True)
class ReadFiles:
    """What a build has read, each report once, by report id."""

    readings: tuple[Reading, ...]
    unread: tuple[UnreadFile, ...]
    parsed: int
    """how many were read anew"""


@dataclass(frozen=True, slots=True)
class EmbeddedTexts:
    """Texts to embed, each once, and the row at which an item's text stands, by item id."""

    texts: tuple[str, ...]
    rows: dict[str, int]


def build(
    corpus: Path,
    data: Path,
    model: str,
    *,
    progress: Progress | None = None,
    read: Read | None = None,
) -> BuildSummary:
    """Reads what is new, builds a snapshot of exactly the reports that are there now, and publishes it.

    A file that can't be read is left out and named in the manifest; NothingToServe is raised where none
    can be read, BuildRunning where another build is at work, CatalogError where catalog.toml is wrong, DiskFull
    where there is no room. `read` stands for reading in a process of its own.
    """
    tell = progress or (lambda step, done, total: None)
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SnapshotError(
            f"can't make the data folder {data}: {error.strerror}; set GONGKAI_DATA to a folder"
        ) from error
    with _only_build(data), told_in_one_sentence(data):
        remove_unfinished(data)
        found = _read_all(corpus, data, read, tell)
        embedder = open_embedder(model, building=False)
        manifest = _manifest(found, model_name(model), embedder)
        if in_place := _current_manifest(data, manifest.id):
            now = replace(in_place, unread=found.unread)
            return BuildSummary(now, found.parsed, len(found.readings) - found.parsed, 0, published=False)
        return _published(data, found, manifest, embedder, tell)


def passage_embedding_text(report: Report, passage: Passage) -> str:
    """Whose and which year's passage it is, the headings above it, and its text."""
    year = f"{report.year}年" if report.year else ""
    return "\n".join(part for part in (f"{report.publisher}{year}", *passage.section, passage.text) if part)


def figure_embedding_text(figure: Figure) -> str:
    """What is counted; neither body nor year, so that a form's cells are embedded once for all reports."""
    parts = (figure.label, *figure.row, *figure.column, figure.label_english or "")
    return " ".join(dict.fromkeys(part for part in parts if part))


def _entries(corpus: Path, data: Path) -> tuple[CatalogEntry, ...]:
    received = data / RECEIVED
    return (*catalog_entries(corpus), *(catalog_entries(received) if received.is_dir() else ()))


def _read_all(corpus: Path, data: Path, read: Read | None, tell: Progress) -> ReadFiles:
    ledger = read_ledger(data)
    entries = [ledger.corrected(entry) for entry in _entries(corpus, data)]
    readings: dict[str, Reading] = {}
    unread: list[UnreadFile] = []
    parsed = 0
    with ReadingProcess() as process:
        for number, entry in enumerate(entries):
            tell("reading", number, len(entries))
            try:
                _require_wanted(entry, ledger, readings)
                readings[entry.sha256], is_new = _read_once(entry, data, read or process.read)
                parsed += is_new
            except UnreadableReport as error:
                unread.append(UnreadFile(printable(entry.file), str(error), error.fault))
    tell("reading", len(entries), len(entries))
    _require_any(readings, unread)
    by_id = with_last_year(sorted(readings.values(), key=lambda reading: reading.report.id))
    return ReadFiles(tuple(by_id), tuple(sorted(unread, key=lambda one: one.file)), parsed)


def _require_wanted(entry: CatalogEntry, ledger: Ledger, readings: Mapping[str, Reading]) -> None:
    """Raises UnreadableReport for a file that is left out without being read."""
    if entry.file != (shown := printable(entry.file)):
        raise UnreadableReport(f"{shown} has signs in its name that can't be printed: rename it", Fault.BAD_NAME)
    if entry.sha256 in ledger.withdrawn:
        reason = ledger.decisions[entry.sha256].withdrawn
        said = f"{entry.file} was withdrawn" + (f": {reason}" if reason else "")
        raise UnreadableReport(said, Fault.WITHDRAWN)
    if same := readings.get(entry.sha256):
        raise UnreadableReport(f"{entry.file} is the same file as {same.report.file}", Fault.SAME_FILE)


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


def _read_once(entry: CatalogEntry, data: Path, read: Read) -> tuple[Reading, bool]:
    """The stored reading where file, catalogue and reader are as before, or a new one; whether it is new."""
    stored = data / "cache" / "readings" / f"{content_id(entry.cache_key, READER_VERSION)}.json"
    original = data / "originals" / f"{entry.sha256}.pdf"
    if original.exists():
        try:
            return from_json(stored.read_bytes(), Reading), False
        except (FileNotFoundError, ValueError):
            reading = read(replace(entry, path=original))
    else:
        reading = _read_and_keep(entry, original, read)
    stored.parent.mkdir(parents=True, exist_ok=True)
    written = stored.with_suffix(".tmp")
    written.write_bytes(to_json(reading))
    written.replace(stored)
    return reading, True


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


def _manifest(found: ReadFiles, model: str, embedder: Embedder) -> Manifest:
    """Sizes and digests are filled in when the files are written; the id needs none of them."""
    readings = [content_id(to_json(reading)) for reading in found.readings]
    unread = [one.file for one in found.unread]
    return Manifest(
        id=content_id(SCHEMA, model, embedder.name, *readings, "unread", *unread),
        schema=SCHEMA,
        model=model,
        engine=embedder.name,
        dimension=embedder.dimension,
        reports=tuple(reading.report.id for reading in found.readings),
        passages=sum(len(reading.passages) for reading in found.readings),
        figures=sum(len(reading.figures) for reading in found.readings),
        unread=found.unread,
        sha256={},
        sizes={},
    )


def _current_manifest(data: Path, snapshot_id: str) -> Manifest | None:
    """What is published already, if it is this snapshot and in order."""
    try:
        if current_id(data) != snapshot_id:
            return None
        with closing(Snapshot(data / "snapshots" / snapshot_id)) as snapshot:
            return snapshot.manifest
    except DamagedSnapshot:
        return None


def _published(data: Path, found: ReadFiles, manifest: Manifest, embedder: Embedder, tell: Progress) -> BuildSummary:
    passages, figures = _passage_texts(found.readings), _figure_texts(found.readings)
    with closing(EmbeddingCache(data / "cache", embedder)) as cache:
        missing = cache.missing((*passages.texts, *figures.texts))
        if missing:
            tell("embedding", 0, len(missing))
            builder = open_embedder(manifest.model, building=True)
            cache.add(missing, builder, lambda done: tell("embedding", done, len(missing)))
        tell("writing", 0, 1)
        vectors = cache.vectors(passages.texts), cache.vectors(figures.texts)
    contents = Contents(found.readings, passages.rows, figures.rows, translations(_vocabulary(found.readings)))

    def write(files: SnapshotFiles) -> None:
        write_store(files.reports, contents)
        vector_index(vectors[0]).save(files.passages)
        vector_index(vectors[1]).save(files.figures)

    whole = publish(data, manifest, write)
    tell("writing", 1, 1)
    reused = len(found.readings) - found.parsed
    return BuildSummary(whole, found.parsed, reused, len(missing), published=True)


def _passage_texts(readings: Sequence[Reading]) -> EmbeddedTexts:
    reports = {reading.report.id: reading.report for reading in readings}
    return _each_once(
        (passage.id, passage_embedding_text(reports[passage.report_id], passage))
        for passage in passages_in_order(readings)
    )


def _figure_texts(readings: Sequence[Reading]) -> EmbeddedTexts:
    return _each_once((figure.id, figure_embedding_text(figure)) for figure in figures_in_order(readings))


def _each_once(texts: Iterable[tuple[str, str]]) -> EmbeddedTexts:
    numbers: dict[str, int] = {}
    rows = {item: numbers.setdefault(text, len(numbers)) for item, text in texts}
    return EmbeddedTexts(tuple(numbers), rows)


def _vocabulary(readings: Sequence[Reading]) -> frozenset[str]:
    """Every word by which a passage or figure can be found."""
    texts = (passage.text for reading in readings for passage in reading.passages)
    labels = (figure_text(figure) for reading in readings for figure in reading.figures)
    return frozenset(word for text in (*texts, *labels) for word in words(text))


@contextmanager
def _only_build(data: Path) -> Iterator[None]:
    """Keeps other builds of this data folder out; the system lifts the lock even if the program is killed."""
    with (data / "build.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BuildRunning(f"another build works on {data}: wait until it has finished") from error
        yield
