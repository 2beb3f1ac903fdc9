"""Files that are there whole or not at all, whenever the machine stops."""

import errno
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import DamagedSnapshot, DiskFull, SnapshotError

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file aside, waits until it is on the disk, then moves it into place in one step."""
    aside = path.with_name(f".{path.name}.tmp")
    aside.write_bytes(content)
    move_whole(aside, path)


def move_whole(aside: Path, path: Path) -> None:
    """Moves a file into place in one step, with all its bytes on the disk before."""
    to_disk(aside)
    aside.replace(path)
    to_disk(path.parent)


def copy_checked(source: Path, target: Path, sha256: str) -> None:
    """Copies a file whose digest is known; raises DamagedSnapshot where it isn't that file any more."""
    digest = hashlib.sha256()
    with source.open("rb") as reading, target.open("wb") as writing:
        while piece := reading.read(1 << 20):
            digest.update(piece)
            writing.write(piece)
    if digest.hexdigest() != sha256:
        target.unlink()
        raise DamagedSnapshot(f"{source} was changed: its SHA-256 is {digest.hexdigest()}, not {sha256}")


def to_disk(path: Path) -> None:
    """Waits until a file or folder is on the disk, so that a power cut can't undo the order of the steps."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def told_in_one_sentence(data: Path) -> Iterator[None]:
    """What the disk refuses becomes DiskFull or SnapshotError; what was published before is untouched by it."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise _full(data, error) from error
        raise SnapshotError(f"can't write {error.filename or data}: {error.strerror}; {_still_served()}") from error
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE):
            raise _full(data, error) from error
        raise SnapshotError(f"can't write to {data} ({error}); {_still_served()}") from error


def _full(data: Path, error: Exception) -> DiskFull:
    return DiskFull(f"no room left on the disk of {data} ({error}): make room and run gongkai build; {_still_served()}")


def _still_served() -> str:
    return "what was published before is still served"
