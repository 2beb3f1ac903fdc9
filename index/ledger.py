"""What staff decided about single reports: withdrawn, or corrected above what catalogue and first page say."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from index.disk import write_whole
from index.errors import DamagedLedger, NotInLedger
from ingest.archive import from_json, to_json
from ingest.catalog import CatalogEntry
from ingest.records import ReportKind

LEDGER = "ledger.json"


@dataclass(frozen=True, slots=True)
class Details:
    """What a report is, as far as staff say; None where catalogue or first page stand, "" takes an edit back."""

    title: str | None = None
    publisher: str | None = None
    year: int | None = None
    kind: ReportKind | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about one file, wherever it lies and whatever its name is."""

    sha256: str
    file: str
    """its name when it was decided, for people"""
    withdrawn: str | None = None
    """why it was taken out, "" where nobody said; None where it wasn't"""
    details: Details = Details()


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every decision that stands, by the file's digest."""

    decisions: dict[str, Decision]

    @property
    def withdrawn(self) -> frozenset[str]:
        """The digests of the files that were taken out."""
        return frozenset(one.sha256 for one in self.decisions.values() if one.withdrawn is not None)

    def corrected(self, entry: CatalogEntry) -> CatalogEntry:
        """An entry of the catalogue with what staff said of its file."""
        decision = self.decisions.get(entry.sha256)
        return replace(entry, **_given(decision.details)) if decision else entry


def read_ledger(data: Path) -> Ledger:
    """The decisions of a data folder; raises DamagedLedger, since without them withdrawn reports would answer."""
    path = data / LEDGER
    try:
        decisions = from_json(path.read_bytes(), tuple[Decision, ...])
    except FileNotFoundError:
        return Ledger({})
    except ValueError as error:
        raise DamagedLedger(
            f"{path} can't be read ({error}): put it back from a backup, or remove it and withdraw and edit again"
        ) from error
    return Ledger({one.sha256: one for one in decisions})


def withdraw(data: Path, sha256: str, file: str, reason: str = "") -> None:
    """Takes a report out of answers, at once in every running program; its file stays where it is."""
    with _changing(data) as decisions:
        decisions[sha256] = replace(decisions.get(sha256, Decision(sha256, file)), withdrawn=reason)


def put_back(data: Path, sha256: str) -> None:
    """Lets a withdrawn report answer again from the next build on; without a word where it wasn't withdrawn."""
    with _changing(data) as decisions:
        if sha256 in decisions:
            decisions[sha256] = replace(decisions[sha256], withdrawn=None)


def edit(data: Path, sha256: str, file: str, details: Details) -> None:
    """Corrects what a report is, from the next build on; what isn't given stays as it was."""
    with _changing(data) as decisions:
        before = decisions.get(sha256, Decision(sha256, file))
        given = {name: value or None for name, value in _given(details).items()}
        decisions[sha256] = replace(before, details=replace(before.details, **given))


def one_withdrawn(data: Path, named: str) -> Decision:
    """The withdrawn report whose file or digest is named; raises NotInLedger where it isn't just one."""
    withdrawn = [one for one in read_ledger(data).decisions.values() if one.withdrawn is not None]
    found = [one for one in withdrawn if named and (named in one.file or one.sha256.startswith(named))]
    if len(found) == 1:
        return found[0]
    files = "; ".join(one.file for one in (found or withdrawn)) or "none"
    raise NotInLedger(f"{len(found) or 'no'} withdrawn reports match {named!r}; withdrawn are: {files}")


def _given(details: Details) -> dict[str, Any]:
    values = ((field.name, getattr(details, field.name)) for field in fields(details))
    return {name: value for name, value in values if value is not None}


@contextmanager
def _changing(data: Path) -> Iterator[dict[str, Decision]]:
    """The decisions, to be changed by one program at a time and written whole."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / "ledger.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        decisions = dict(read_ledger(data).decisions)
        yield decisions
        kept = (one for one in decisions.values() if one != Decision(one.sha256, one.file))
        write_whole(data / LEDGER, to_json(tuple(sorted(kept, key=lambda one: one.sha256))))
