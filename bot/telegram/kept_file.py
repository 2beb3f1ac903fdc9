"""One SQLite file in which the chat keeps something, with errors that say what can be done."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from bot.errors import BotError


class NotKept(BotError):
    """What the chat has to remember can't be read or written: give it room and rights."""


class KeptFile:
    """An open file; threads may share it. Every statement is durable when it returns, and what it wipes is gone."""

    def __init__(self, path: Path, tables: str) -> None:
        self._path = path
        self._lock = Lock()
        with self._told():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            # FULL outlives a power cut; secure_delete writes over what is deleted.
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "busy_timeout = 5000"):
                self._connection.execute(f"PRAGMA {pragma}")
            self._connection.executescript(tables)

    def close(self) -> None:
        """Lets go of the file."""
        with self._lock:
            self._connection.close()

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """What a statement gives; raises NotKept."""
        with self._lock, self._told():
            return self._connection.execute(statement, values).fetchall()

    def change(self, statement: str, values: Sequence[object] = ()) -> int:
        """How many rows a statement changed; raises NotKept."""
        with self._lock, self._told():
            return self._connection.execute(statement, values).rowcount

    def change_together(self, *changes: tuple[str, Sequence[object]]) -> None:
        """Makes several changes, all of them or none; raises NotKept."""
        with self._lock, self._told():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                for statement, values in changes:
                    self._connection.execute(statement, values)
            except sqlite3.Error:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def wipe(self) -> None:
        """Empties the log of changes, which still holds what was deleted."""
        self.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise NotKept(
                f"{self._path} can't be used ({error}): let the bot write into {self._path.parent}, make room on its "
                "disk, or, where the file is damaged, stop the bot and remove it"
            ) from error
