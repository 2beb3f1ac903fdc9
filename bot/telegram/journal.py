"""What was asked, for counting: when, by whom under a pseudonym, and how it ended; its words only where that is set."""

from dataclasses import dataclass
from pathlib import Path
from time import time

from bot.records import Reply, Status
from bot.telegram.inbox import DAY_SECONDS
from bot.telegram.kept_file import KeptFile
from bot.telegram.pseudonyms import FOLDER

COUNTED_DAYS = 90
"""how long it is known that somebody asked something"""

TABLES = """
CREATE TABLE IF NOT EXISTS asked(
    update_id INTEGER PRIMARY KEY, asked REAL NOT NULL, person TEXT NOT NULL, reply_id TEXT NOT NULL,
    status TEXT NOT NULL, seconds REAL NOT NULL, question TEXT);
CREATE INDEX IF NOT EXISTS asked_by_person ON asked(person);
CREATE INDEX IF NOT EXISTS asked_by_time ON asked(asked);
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """One answered question."""

    asked: float
    """seconds since 1970"""
    person: str
    """a pseudonym"""
    reply_id: str
    status: Status
    seconds: float
    """from its arrival to its reply"""
    question: str | None
    """its words; None where they aren't kept, or no longer"""


class Journal:
    """The questions of one data folder; threads may share it."""

    def __init__(self, path: Path, keep_days: int) -> None:
        self._keep_days = keep_days
        self._file = KeptFile(path, TABLES)
        self.prune()

    @classmethod
    def of_folder(cls, data: Path, keep_days: int) -> "Journal":
        """That of a data folder, which keeps the words of questions for so many days; 0: not at all."""
        return cls(data / FOLDER / "journal.sqlite", keep_days)

    def close(self) -> None:
        """Lets go of the file."""
        self._file.close()

    def note(self, update_id: int, person: str, reply: Reply, seconds: float) -> None:
        """Remembers one answered question; a repeated update counts once."""
        words = reply.question if self._keep_days else None
        row = (update_id, time(), person, reply.id, reply.status.value, seconds, words)
        self._file.change("INSERT OR REPLACE INTO asked VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def since(self, days: float) -> tuple[Asked, ...]:
        """The questions of the last days, oldest first."""
        rows = self._file.rows(
            "SELECT asked, person, reply_id, status, seconds, question FROM asked WHERE asked >= ? ORDER BY asked",
            (time() - days * DAY_SECONDS,),
        )
        return tuple(
            Asked(asked, who, reply, Status(status), took, words) for asked, who, reply, status, took, words in rows
        )

    def forget(self, person: str) -> None:
        """Drops all that is known of a person."""
        self._file.change("DELETE FROM asked WHERE person = ?", (person,))
        self._file.wipe()

    def prune(self, now: float | None = None) -> None:
        """Drops the words that are kept long enough, and after 90 days the rest."""
        now = time() if now is None else now
        kept_from = now - self._keep_days * DAY_SECONDS
        self._file.change("UPDATE asked SET question = NULL WHERE asked <= ? AND question IS NOT NULL", (kept_from,))
        self._file.change("DELETE FROM asked WHERE asked <= ?", (now - COUNTED_DAYS * DAY_SECONDS,))
        self._file.wipe()
