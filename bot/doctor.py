"""The machine, the settings and the folders → what is in order, and what isn't with its remedy."""

import os
import platform
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from bot.errors import BotError
from bot.settings import Settings
from index.embedder import open_embedder
from index.errors import SnapshotError
from index.ledger import read_ledger
from index.snapshot import open_current, verify_originals, verify_snapshot
from ingest.catalog import catalog_entries
from ingest.errors import IngestError

ROOM_BYTES = 1 << 30
"""free on the disk of the data folder: a build needs room for one snapshot more"""
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts", "~/.fonts")
CHINESE_FONTS = (
    "cjk",
    "wqy",
    "simsun",
    "simhei",
    "songti",
    "heiti",
    "pingfang",
    "droidsansfallback",
    "arphic",
    "uming",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    name: str
    said: str
    remedy: str = ""
    """what to do; "" where it is in order"""


class Amiss(Exception):
    """Something isn't in order: what, and what to do."""

    def __init__(self, said: str, remedy: str) -> None:
        super().__init__(said)
        self.remedy = remedy


def findings(settings: Settings) -> Iterator[Finding]:
    """Everything looked at, in the order in which one thing rests on another."""
    looks: tuple[tuple[str, Callable[[Settings], str]], ...] = (
        ("environment", _environment),
        ("processor", _processor),
        ("model", _model),
        ("fonts", _fonts),
        ("settings", _settings),
        ("data folder", _data_folder),
        ("staff's decisions", _ledger),
        ("corpus", _corpus),
        ("snapshot", _snapshot),
        ("index and files", _up_to_date),
    )
    for name, look in looks:
        try:
            yield Finding(name, look(settings))
        except Amiss as amiss:
            yield Finding(name, str(amiss), amiss.remedy)
        except (BotError, SnapshotError, IngestError) as error:
            yield Finding(name, str(error), "do what the sentence says")


def _environment(_: Settings) -> str:
    missing = []
    for line in requires("gongkai") or ():
        name = line.split(";")[0].split(">")[0].split("=")[0].strip()
        try:
            version(name)
        except PackageNotFoundError:
            missing += [name] if "extra ==" not in line else []
    if missing:
        raise Amiss(f"missing: {', '.join(missing)}", f"pip install {' '.join(missing)}")
    return f"Python {platform.python_version()}, every library is there"


def _processor(_: Settings) -> str:
    from index.bundled_model import processor_description, require_vector_instructions

    require_vector_instructions(platform.machine(), processor_description())
    return f"{platform.machine()}, {os.cpu_count()} cores"


def _model(settings: Settings) -> str:
    embedder = open_embedder(settings.model, building=False)
    length = float((embedder.question("法律援助") ** 2).sum())
    if abs(length - 1) > 0.01:
        raise Amiss(f"{embedder.name} gives vectors of length {length:.2f}, not 1", "install the model again")
    return f"{embedder.name}, {embedder.dimension} numbers"


def _fonts(_: Settings) -> str:
    found = [
        path.name
        for folder in FONT_FOLDERS
        for path in Path(folder).expanduser().rglob("*")
        if any(mark in path.name.lower().replace("-", "") for mark in CHINESE_FONTS)
    ]
    if not found:
        raise Amiss(
            "no Chinese font on this machine: pages of reports that don't hold their fonts are shown without text",
            "install one, for example the package fonts-noto-cjk",
        )
    return f"{min(found)} and {len(found) - 1} more"


def _settings(settings: Settings) -> str:
    staff = f"{len(settings.staff)} staff" if settings.staff else "no staff"
    return f"telegram {'on' if settings.telegram_token else 'off (no token)'}, {staff}"


def _data_folder(settings: Settings) -> str:
    nearest = next(path for path in (settings.data, *settings.data.resolve().parents) if path.exists())
    if not os.access(nearest, os.W_OK):
        raise Amiss(f"{nearest} can't be written to", "set GONGKAI_DATA to another folder, or give the right to write")
    free = shutil.disk_usage(nearest).free
    if free < ROOM_BYTES:
        raise Amiss(f"{free >> 20} MB free on the disk of {settings.data}", "make room; 1 GB at least")
    return f"{settings.data}, {free >> 30} GB free"


def _ledger(settings: Settings) -> str:
    ledger = read_ledger(settings.data)
    return f"{len(ledger.withdrawn)} withdrawn, {len(ledger.decisions)} decisions in all"


def _corpus(settings: Settings) -> str:
    return f"{settings.corpus}, {len(catalog_entries(settings.corpus))} PDF files"


def _snapshot(settings: Settings) -> str:
    with closing(open_current(settings.data, settings.model)) as snapshot:
        _ = snapshot.embedder
        verify_snapshot(snapshot.files.folder)
        originals = verify_originals(settings.data, snapshot.files.folder)
        figures = snapshot.manifest.figures
    return f"{snapshot.id}: {originals} reports, {figures} figures, every byte as it was written"


def _up_to_date(settings: Settings) -> str:
    with closing(open_current(settings.data, settings.model)) as snapshot:
        held = {report.sha256 for report in snapshot.store.reports()}
        unread = {one.file for one in snapshot.manifest.unread}
    received = settings.data / "received"
    entries = (*catalog_entries(settings.corpus), *(catalog_entries(received) if received.is_dir() else ()))
    new = [one.file for one in entries if one.sha256 not in held and one.file not in unread]
    gone = held - {one.sha256 for one in entries}
    if new or gone:
        raise Amiss(f"{len(new)} files aren't in the index, {len(gone)} reports in it have no file", "gongkai build")
    if unread:
        raise Amiss(f"not read: {'; '.join(sorted(unread))}", "gongkai build names each reason")
    return "the index holds every file"
