"""Answers from what is published now: a running program sees a new snapshot, and what staff withdraw, at once."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Lock

from bot.assistant import Assistant, Conversations
from bot.records import Citation, Reply
from index.errors import SnapshotError
from index.ledger import LEDGER, read_ledger
from index.snapshot import open_current
from ingest.records import Report

logger = logging.getLogger(__name__)

Stamp = tuple[bytes, tuple[int, int, int] | None]
"""CURRENT's content; time, size and number of the ledger's file"""


class _Opened:
    """An assistant and how many questions use it."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self.users = 0


class CurrentAssistant:
    """An assistant over the snapshot that is published at each question; threads may share it.

    A question is answered whole from one snapshot. The one before is closed when its last question is answered; a
    new one that can't be opened is logged, and the one before goes on answering.
    """

    def __init__(
        self, data: Path, model: str, today: Callable[[], date] = date.today, caution: float | None = None
    ) -> None:
        self._data = data
        self._model = model
        self._today = today
        self._caution = caution
        self._conversations = Conversations()
        self._lock = Lock()
        self._stamp = self._stamp_now()
        self._opened = self._open()

    def answer(self, text: str, conversation: str | None = None, *, offers: bool = True) -> Reply:
        """The reply to one question; within a conversation the last question completes a short one."""
        with self.borrowed() as assistant:
            return assistant.answer(text, conversation, offers=offers)

    def forget(self, conversation: str) -> None:
        """Forgets a conversation."""
        self._conversations.forget(conversation)

    def sources(self) -> tuple[Report, ...]:
        """The reports held, by body and year."""
        with self.borrowed() as assistant:
            return assistant.sources()

    @property
    def snapshot_id(self) -> str:
        """Of the snapshot that answers now."""
        with self.borrowed() as assistant:
            return assistant.snapshot_id

    def passage(self, citation: Citation) -> str | None:
        """The whole passage that a quote stands in; None where its report isn't held any more."""
        with self.borrowed() as assistant:
            return assistant.passage(citation)

    def related(self, reply: Reply) -> tuple[str, ...]:
        """Questions near a reply that its report answers."""
        with self.borrowed() as assistant:
            return assistant.related(reply)

    def picture(self, citation: Citation) -> bytes:
        """The cited place as a PNG; raises BotError where the report isn't held any more."""
        with self.borrowed() as assistant:
            return assistant.picture(citation, self._data)

    @contextmanager
    def borrowed(self) -> Iterator[Assistant]:
        """The assistant of now, which stays open until it is given back."""
        with self._lock:
            self._renew()
            opened = self._opened
            opened.users += 1
        try:
            yield opened.assistant
        finally:
            with self._lock:
                opened.users -= 1
                self._close_unused(opened)

    def close(self) -> None:
        """Lets go of the snapshot; nothing is asked after that."""
        with self._lock:
            self._opened.assistant.snapshot.close()

    def _renew(self) -> None:
        stamp = self._stamp_now()
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            new = self._open()
        except SnapshotError:
            logger.exception("what is published now can't be opened; answering from the snapshot before")
            return
        before, self._opened = self._opened, new
        self._close_unused(before)

    def _close_unused(self, opened: _Opened) -> None:
        if opened is not self._opened and not opened.users:
            opened.assistant.snapshot.close()

    def _open(self) -> _Opened:
        snapshot = open_current(self._data, self._model)
        try:
            snapshot.load()
            withdrawn = read_ledger(self._data).withdrawn
            return _Opened(Assistant(snapshot, self._today, withdrawn, self._conversations, self._caution))
        except BaseException:
            snapshot.close()
            raise

    def _stamp_now(self) -> Stamp:
        try:
            current = (self._data / "CURRENT").read_bytes()
        except OSError:
            current = b""
        try:
            ledger = (self._data / LEDGER).stat()
        except OSError:
            return current, None
        return current, (ledger.st_mtime_ns, ledger.st_size, ledger.st_ino)
