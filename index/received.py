"""Reports that staff send in: read under limits first, then kept beside the corpus folder."""

import hashlib
import re
import unicodedata
from pathlib import Path

from index.disk import told_in_one_sentence, write_whole
from index.ledger import Details, edit, put_back
from ingest.apart import ReadingLimits, read_apart
from ingest.catalog import CatalogEntry
from ingest.records import Reading

RECEIVED = "received"
LONGEST_NAME = 120
"""Characters. File systems allow 255 bytes, a Chinese character has three."""
SENT_LIMITS = ReadingLimits(seconds=120.0)
"""Somebody waits."""


def read_sent(path: Path, name: str, limits: ReadingLimits = SENT_LIMITS) -> Reading:
    """What a sent file says, read in a process of its own; raises UnreadableReport with its fault.

    Nothing is kept. `reading.report.sha256` tells whether it is held already.
    """
    content = path.read_bytes()
    return read_apart(CatalogEntry(path, safe_name(name), hashlib.sha256(content).hexdigest()), limits)


def add_received(data: Path, path: Path, name: str, details: Details) -> CatalogEntry:
    """Keeps a sent file for the next build, with what staff say that it is.

    The same file sent again stays one file; one that was withdrawn is let in again.
    """
    content = path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    folder = data / RECEIVED
    with told_in_one_sentence(data):
        folder.mkdir(parents=True, exist_ok=True)
        kept = _place(folder, safe_name(name), content)
        write_whole(kept, content)
        put_back(data, sha256)
        edit(data, sha256, kept.name, details)
    return CatalogEntry(
        kept, kept.name, sha256, details.title, details.publisher, details.year, details.kind, details.url
    )


def safe_name(name: str) -> str:
    r"""A file name that stays in its folder and can be printed, ending in .pdf.

    >>> safe_name("../../etc/2020年\n报告.PDF"), safe_name("..\\a.exe"), safe_name("\x00")
    ('2020年报告.pdf', 'a.exe.pdf', 'report.pdf')
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    stem = re.sub(r"\.pdf$", "", last, flags=re.IGNORECASE)
    printable = "".join(sign for sign in stem if sign.isprintable()).strip(" .")[:LONGEST_NAME]
    return f"{printable or 'report'}.pdf"


def _place(folder: Path, name: str, content: bytes) -> Path:
    """Where the file goes: a name that is free, or that of the very same file."""
    stem = name.removesuffix(".pdf")
    number = 1
    path = folder / name
    while path.exists() and path.read_bytes() != content:
        number += 1
        path = folder / f"{stem} ({number}).pdf"
    return path
