"""Replies that were given and what people thought of them, so that a button finds its reply after a restart."""

from dataclasses import dataclass, replace
from pathlib import Path
from time import time

from bot.records import Reply
from bot.telegram.kept_file import KeptFile
from bot.telegram.pseudonyms import FOLDER
from ingest.archive import from_json, to_json
from ingest.records import content_id

TABLES = """
CREATE TABLE IF NOT EXISTS given(id TEXT PRIMARY KEY, given REAL NOT NULL, reply BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS opinions(
    id TEXT NOT NULL, person TEXT NOT NULL, opinion TEXT NOT NULL, said REAL NOT NULL,
    PRIMARY KEY (id, person));
CREATE TABLE IF NOT EXISTS settled(id TEXT PRIMARY KEY, staff INTEGER NOT NULL, settled REAL NOT NULL);
"""

KEPT_SECONDS = 400 * 24 * 3600
"""how long a button works after its answer was last given: somewhat over a year"""

GOOD, BAD, WRONG = "good", "bad", "wrong"
OPINIONS = (GOOD, BAD, WRONG)


@dataclass(frozen=True, slots=True)
class Reported:
    """A reply that people called wrong."""

    id: str
    reply: Reply
    people: int
    said: float
    """when last, in seconds since 1970"""


class GivenReplies:
    """The replies of one data folder, without the questions; threads may share it."""

    def __init__(self, path: Path) -> None:
        self._file = KeptFile(path, TABLES)
        self._file.change("DELETE FROM given WHERE given < ?", (time() - KEPT_SECONDS,))

    @classmethod
    def of_folder(cls, data: Path) -> "GivenReplies":
        """Those of a data folder."""
        return cls(data / FOLDER / "given.sqlite")

    def close(self) -> None:
        """Lets go of the file."""
        self._file.close()

    def keep(self, reply: Reply) -> str:
        """Keeps a reply without the person's words, and gives the 16 hex digits by which it is found again."""
        written = to_json(replace(reply, question="", suggestions=()))
        key = content_id(written.decode())
        statement = "INSERT INTO given VALUES (?, ?, ?) ON CONFLICT(id) DO UPDATE SET given = excluded.given"
        self._file.change(statement, (key, time(), written))
        return key

    def find(self, key: str) -> Reply | None:
        """The reply that was kept under a key; None where there is none."""
        for (written,) in self._file.rows("SELECT reply FROM given WHERE id = ?", (key,)):
            return from_json(written, Reply)
        return None

    def judge(self, key: str, person: str, opinion: str) -> None:
        """Notes what a person, under a pseudonym, thinks of a reply; the last word counts."""
        self._file.change("INSERT OR REPLACE INTO opinions VALUES (?, ?, ?, ?)", (key, person, opinion, time()))
        if opinion == WRONG:
            self._file.change("DELETE FROM settled WHERE id = ?", (key,))

    def opinions(self, since: float) -> dict[str, int]:
        """How many people thought what since a time, in seconds since 1970."""
        rows = self._file.rows("SELECT opinion, count(*) FROM opinions WHERE said >= ? GROUP BY opinion", (since,))
        return dict.fromkeys(OPINIONS, 0) | dict(rows)

    def reported(self) -> tuple[Reported, ...]:
        """The replies that were called wrong and that no one of the staff has settled, the latest first."""
        rows = self._file.rows(
            "SELECT given.id, reply, count(*), max(said) FROM opinions JOIN given USING (id) "
            "WHERE opinion = ? AND given.id NOT IN (SELECT id FROM settled) "
            "GROUP BY given.id ORDER BY max(said) DESC, given.id",
            (WRONG,),
        )
        return tuple(Reported(key, from_json(written, Reply), people, said) for key, written, people, said in rows)

    def settle(self, key: str, staff: int) -> None:
        """Takes a reply off the list of those called wrong."""
        self._file.change("INSERT OR REPLACE INTO settled VALUES (?, ?, ?)", (key, staff, time()))

    def forget(self, person: str) -> None:
        """Drops what a person thought of replies."""
        self._file.change("DELETE FROM opinions WHERE person = ?", (person,))
