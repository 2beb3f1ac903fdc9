"""Reports that staff sent in and haven't let in yet, and what the desk has to remember between two presses."""

from dataclasses import dataclass, replace
from pathlib import Path
from time import time

from bot.telegram.kept_file import KeptFile
from bot.telegram.pseudonyms import FOLDER
from index.ledger import Details
from ingest.archive import from_json, to_json
from ingest.records import Reading

KEPT_DAYS = 14
"""how long a report waits for a decision"""
DAY_SECONDS = 24 * 3600

TABLES = """
CREATE TABLE IF NOT EXISTS drafts(
    key TEXT PRIMARY KEY, name TEXT NOT NULL, details BLOB NOT NULL, reading BLOB NOT NULL, pdf BLOB NOT NULL,
    sent REAL NOT NULL);
CREATE TABLE IF NOT EXISTS searches(
    number INTEGER PRIMARY KEY, words TEXT NOT NULL, year INTEGER, publisher TEXT, made REAL NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Draft:
    """A report that was read and waits for a decision."""

    key: str
    """the first 16 hex digits of the file's SHA-256"""
    name: str
    """of the file, as it was sent"""
    details: Details
    """what staff said of it"""
    reading: Reading


@dataclass(frozen=True, slots=True)
class Search:
    """A search, so that its buttons can turn pages."""

    number: int
    words: str
    year: int | None
    publisher: str | None


class Drafts:
    """Those of one data folder; threads may share it."""

    def __init__(self, path: Path) -> None:
        self._file = KeptFile(path, TABLES)
        self.prune()

    @classmethod
    def of_folder(cls, data: Path) -> "Drafts":
        """Those of a data folder."""
        return cls(data / FOLDER / "desk.sqlite")

    def close(self) -> None:
        """Lets go of the file."""
        self._file.close()

    def keep(self, name: str, reading: Reading, pdf: bytes) -> Draft:
        """Keeps a report that was read; the same file sent again begins anew."""
        draft = Draft(reading.report.sha256[:16], name, Details(), reading)
        row = (draft.key, name, to_json(draft.details), to_json(reading), pdf, time())
        self._file.change("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?, ?, ?)", row)
        return draft

    def find(self, key: str) -> Draft | None:
        """A draft; None where it was decided on, or waited too long."""
        for name, details, reading in self._file.rows(
            "SELECT name, details, reading FROM drafts WHERE key = ?", (key,)
        ):
            return Draft(key, name, from_json(details, Details), from_json(reading, Reading))
        return None

    def pdf(self, key: str) -> bytes:
        """The file of a draft that is there."""
        ((content,),) = self._file.rows("SELECT pdf FROM drafts WHERE key = ?", (key,))
        return bytes(content)

    def correct(self, draft: Draft, details: Details) -> Draft:
        """The draft with what staff say of it."""
        self._file.change("UPDATE drafts SET details = ? WHERE key = ?", (to_json(details), draft.key))
        return replace(draft, details=details)

    def drop(self, key: str) -> None:
        """Forgets a draft and its file."""
        self._file.change("DELETE FROM drafts WHERE key = ?", (key,))

    def keep_search(self, words: str, year: int | None, publisher: str | None) -> Search:
        """Keeps a search, under a number."""
        values = (words, year, publisher, time())
        ((number,),) = self._file.rows(
            "INSERT INTO searches(words, year, publisher, made) VALUES (?, ?, ?, ?) RETURNING number", values
        )
        return Search(number, words, year, publisher)

    def search(self, number: int) -> Search | None:
        """A search that was kept."""
        for row in self._file.rows("SELECT number, words, year, publisher FROM searches WHERE number = ?", (number,)):
            return Search(*row)
        return None

    def prune(self) -> None:
        """Drops what nobody decided on in two weeks."""
        oldest = time() - KEPT_DAYS * DAY_SECONDS
        self._file.change("DELETE FROM drafts WHERE sent < ?", (oldest,))
        self._file.change("DELETE FROM searches WHERE made < ?", (oldest,))
