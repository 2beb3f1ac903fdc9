"""What people sent, kept from before Telegram hears that it arrived until it is answered."""

import asyncio
import json
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import time
from typing import Any, ParamSpec, TypeVar

from bot.telegram.kept_file import KeptFile
from bot.telegram.pseudonyms import FOLDER

Asked = ParamSpec("Asked")
Given = TypeVar("Given")

DAY_SECONDS = 86_400
REMEMBERED_SECONDS = 2 * DAY_SECONDS
"""how long an answered update's number is known; Telegram itself holds an update for one day"""

# A body, and what was sent for it, are there only while the update waits; its number is kept to know it again.
TABLES = """
CREATE TABLE IF NOT EXISTS updates(
    update_id INTEGER PRIMARY KEY, person TEXT, body TEXT, starts INTEGER NOT NULL DEFAULT 0, finished REAL);
CREATE INDEX IF NOT EXISTS updates_waiting ON updates(update_id) WHERE finished IS NULL;
CREATE TABLE IF NOT EXISTS sent(
    update_id INTEGER, number INTEGER, result TEXT NOT NULL, PRIMARY KEY(update_id, number)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that isn't answered yet."""

    update_id: int
    body: Mapping[str, Any]
    """as Telegram sent it"""
    starts: int
    """how often a process had taken it up before; one that ended in between started it in vain"""


class Inbox:
    """The updates of one data folder; threads may share it."""

    def __init__(self, path: Path) -> None:
        self._file = KeptFile(path, TABLES)
        self._thread = ThreadPoolExecutor(1, "inbox")
        self._holds_wiped = True

    @classmethod
    def of_folder(cls, data: Path, bot: int) -> "Inbox":
        """That of a data folder, for one bot: another bot's updates have numbers of their own."""
        return cls(data / FOLDER / f"inbox-{bot}.sqlite")

    def close(self) -> None:
        """Lets go of the file."""
        self._thread.shutdown()
        self._file.close()

    async def apart(self, work: Callable[Asked, Given], *args: Asked.args, **kwargs: Asked.kwargs) -> Given:
        """Does one of the things below in a thread of the inbox's own, so that they don't queue behind answers."""
        call = partial(copy_context().run, work, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(self._thread, call)

    def keep(self, update_id: int, person: str | None, body: str) -> bool:
        """Stores an update, durably; False for one that arrived before."""
        statement = "INSERT OR IGNORE INTO updates(update_id, person, body) VALUES (?, ?, ?)"
        return self._file.change(statement, (update_id, person, body)) == 1

    def take_up(self) -> tuple[Waiting, ...]:
        """What waits from an earlier process, in the order it was sent, with one start more counted for each."""
        rows = self._file.rows("SELECT update_id, body, starts FROM updates WHERE finished IS NULL ORDER BY update_id")
        self._file.change("UPDATE updates SET starts = starts + 1 WHERE finished IS NULL")
        return tuple(Waiting(update_id, json.loads(body), starts) for update_id, body, starts in rows)

    def result_of(self, update_id: int, number: int) -> Any:
        """What Telegram answered to the update's message of that number (from 1); None where it wasn't sent."""
        rows = self._file.rows("SELECT result FROM sent WHERE update_id = ? AND number = ?", (update_id, number))
        return json.loads(rows[0][0]) if rows else None

    def record(self, update_id: int, number: int, result: Any) -> None:
        """Remembers that a message was sent, for as long as its update isn't finished."""
        written = json.dumps(result, ensure_ascii=False)
        self._file.change("INSERT OR REPLACE INTO sent VALUES (?, ?, ?)", (update_id, number, written))

    def finish(self, update_id: int) -> None:
        """The update is answered: its number is remembered for two days, its words and replies are wiped."""
        wiped = "UPDATE updates SET finished = ?, person = NULL, body = NULL WHERE update_id = ?"
        self._file.change_together(("DELETE FROM sent WHERE update_id = ?", (update_id,)), (wiped, (time(), update_id)))
        self._holds_wiped = True

    def forget(self, person: str, except_update: int | None = None) -> None:
        """Finishes everything that waits of a person, but for the update that asks for it."""
        statement = "SELECT update_id FROM updates WHERE person = ? AND update_id IS NOT ?"
        for (update_id,) in self._file.rows(statement, (person, except_update)):
            self.finish(update_id)
        self.wipe()

    def prune(self) -> None:
        """Drops the numbers of updates that were answered more than two days ago."""
        self._file.change("DELETE FROM updates WHERE finished < ?", (time() - REMEMBERED_SECONDS,))

    def wipe(self) -> None:
        """Takes finished updates' words out of the file's log of changes too, where there may be any."""
        if self._holds_wiped:
            self._holds_wiped = False
            self._file.wipe()

    def is_waiting(self, update_id: int) -> bool:
        """Whether an update is stored and not answered."""
        return bool(self._file.rows("SELECT 1 FROM updates WHERE update_id = ? AND finished IS NULL", (update_id,)))

    def count_waiting(self) -> int:
        """How many updates wait."""
        return int(self._file.rows("SELECT count(*) FROM updates WHERE finished IS NULL")[0][0])
