"""Everything that can't be made again, and what answers now → one file, and back."""

import hashlib
import io
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from index.build import only_build
from index.disk import move_whole, to_disk, told_in_one_sentence
from index.errors import NotABackup
from index.records import Manifest
from index.snapshot import current_id, verify_originals, verify_snapshot
from ingest.archive import from_json, to_json
from ingest.catalog import file_sha256

CONTENTS = "contents.json"
"""the digest of every other file of a backup, by its name there; stands first"""
DATA, CORPUS = "data", "corpus"
MADE_AGAIN = ("cache", "corpus-folder")
"""of the data folder: what the next build makes, and where another machine has its corpus"""
PIECE = 1 << 20


def back_up(data: Path, corpus: Path, target: Path) -> int:
    """Writes data folder (its published snapshot only) and corpus folder to one file; how many files it holds.

    Builds wait meanwhile; a running bot goes on. Raises BuildRunning, DamagedSnapshot, DiskFull.
    """
    with only_build(data), told_in_one_sentence(target.parent), TemporaryDirectory() as folder:
        current = current_id(data)
        if current is not None:
            verify_snapshot(data / "snapshots" / current)
        files = {name: _settled(path, Path(folder)) for name, path in _files(data, corpus, current)}
        digests = {name: file_sha256(path) for name, path in files.items()}
        aside = target.with_name(f".{target.name}.tmp")
        with tarfile.open(aside, "w:gz", compresslevel=1) as archive:
            _add_bytes(archive, CONTENTS, to_json(digests))
            for name, path in files.items():
                archive.add(path, name, recursive=False)
        move_whole(aside, target)
    return len(files)


def restore(source: Path, data: Path, corpus: Path) -> Manifest | None:
    """Puts a backup's files into an empty data folder and a corpus folder that holds nothing else of their names.

    Every byte is compared with the digest that was taken when the backup was made. Gives the manifest of what is
    published then. Raises NotABackup where the file is none, is damaged, or would overwrite something.
    """
    if data.exists() and any(data.iterdir()):
        raise NotABackup(f"the data folder {data} isn't empty; name another with --data, or move it away")
    aside = data.with_name(f".{data.name}.restoring")
    with told_in_one_sentence(data), TemporaryDirectory(prefix=aside.name, dir=_made(data.parent)) as folder:
        names = _unpacked(source, Path(folder))
        _require_free(Path(folder), corpus, names)
        (Path(folder) / DATA).mkdir(exist_ok=True)
        current = current_id(Path(folder) / DATA)
        manifest = verify_snapshot(Path(folder) / DATA / "snapshots" / current) if current else None
        if current:
            verify_originals(Path(folder) / DATA, Path(folder) / DATA / "snapshots" / current)
        for name in names:
            if PurePosixPath(name).parts[0] == CORPUS:
                _put(Path(folder) / name, corpus / PurePosixPath(name).relative_to(CORPUS))
        (Path(folder) / DATA).replace(data)
        to_disk(data.parent)
    return manifest


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _files(data: Path, corpus: Path, current: str | None) -> Iterator[tuple[str, Path]]:
    """Names in the backup and where their files lie, in order."""
    for path in sorted(data.rglob("*")):
        inside = path.relative_to(data)
        is_old = inside.parts[0] == "snapshots" and (len(inside.parts) < 3 or inside.parts[1] != current)
        is_passing = any(part.startswith(".") for part in inside.parts) or path.suffix in (".lock", ".tmp")
        if path.is_file() and not is_old and not is_passing and inside.parts[0] not in MADE_AGAIN:
            yield f"{DATA}/{inside.as_posix()}", path
    for path in sorted(corpus.rglob("*")) if corpus.is_dir() else ():
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(corpus).parts):
            yield f"{CORPUS}/{path.relative_to(corpus).as_posix()}", path


def _settled(path: Path, folder: Path) -> Path:
    """The file itself; of a database that a running bot writes to, a copy at one moment."""
    if path.suffix != ".sqlite" or "snapshots" in path.parts:
        return path
    copy = folder / hashlib.sha256(str(path).encode()).hexdigest()
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


def _unpacked(source: Path, folder: Path) -> list[str]:
    """Writes every file of a backup below a folder, each checked; their names."""
    try:
        with tarfile.open(source, "r:gz") as archive:
            members = iter(archive)
            first = next(members, None)
            content = archive.extractfile(first) if first and first.name == CONTENTS else None
            if content is None:
                raise NotABackup(f"{source} is no backup of gongkai; name a file that gongkai backup wrote")
            wanted = from_json(content.read(), dict[str, str])
            for member in members:
                _unpack(archive, member, folder, wanted.get(member.name), source)
    except FileNotFoundError as error:
        raise NotABackup(f"there is no file {source}; name a file that gongkai backup wrote") from error
    except (tarfile.TarError, EOFError, ValueError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise NotABackup(f"{source} is damaged or no backup of gongkai ({error}); take another one") from error
    if missing := [name for name in wanted if not (folder / name).is_file()]:
        raise NotABackup(f"{source} was cut short: {missing[0]} isn't in it; take another one")
    return list(wanted)


def _unpack(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path, digest: str | None, source: Path) -> None:
    parts = PurePosixPath(member.name).parts
    if digest is None or not member.isfile() or ".." in parts or parts[0] not in (DATA, CORPUS):
        raise NotABackup(f"{source} holds {member.name!r}, which no backup of gongkai does; take another one")
    path = folder / member.name
    path.parent.mkdir(parents=True, exist_ok=True)
    content = archive.extractfile(member)
    assert content is not None  # it is a file
    with path.open("wb") as target:
        while piece := content.read(PIECE):
            target.write(piece)
    if file_sha256(path) != digest:
        raise NotABackup(f"{member.name} in {source} was changed since the backup was made; take another one")
    to_disk(path)


def _require_free(folder: Path, corpus: Path, names: list[str]) -> None:
    for name in names:
        there = corpus / PurePosixPath(name).relative_to(CORPUS) if name.startswith(f"{CORPUS}/") else None
        if there and there.exists() and file_sha256(there) != file_sha256(folder / name):
            raise NotABackup(f"{there} is there already and another file; move it away, or name another --corpus")


def _put(path: Path, target: Path) -> None:
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = target.with_name(f".{target.name}.tmp")
        with path.open("rb") as reading, aside.open("wb") as writing:
            while piece := reading.read(PIECE):
                writing.write(piece)
        move_whole(aside, target)


def _add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    archive.addfile(member, io.BytesIO(content))
