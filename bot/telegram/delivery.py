"""Updates → answers, each stored before Telegram hears that it arrived and worked on until it is answered."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from time import time
from typing import Any

from telegram import Bot, Update
from telegram.error import NetworkError
from telegram.ext import BaseUpdateProcessor

from bot.records import Reply
from bot.telegram.inbox import Inbox
from bot.telegram.kept_file import NotKept
from bot.telegram.metrics import Metrics
from bot.telegram.pseudonyms import Pseudonyms

MOST_RESTARTS = 3
"""processes that may take an update up again and end before it is answered"""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Turn:
    """The work on one update; what it sends is counted, so that a second start doesn't send it again."""

    update_id: int
    began: float = field(default_factory=time)
    """seconds since 1970"""
    sent: int = 0
    reply: Reply | None = None
    """what a question got"""
    unsent: bool = False
    """something couldn't be sent before the bot stopped: the update isn't finished"""


current_turn: ContextVar[Turn | None] = ContextVar("current_turn", default=None)
"""The update that this task, and every task that it starts, works on."""


def note_reply(reply: Reply) -> None:
    """Tells the update's turn what its question got, for counting once it is sent."""
    turn = current_turn.get()
    if turn:
        turn.reply = reply


def person_of(update: Update) -> int | None:
    """The id of whoever sent an update, or of its chat."""
    sender = update.effective_user or update.effective_chat
    return sender.id if sender else None


class KeptQueue(asyncio.Queue[object]):
    """The way from Telegram to the handlers: an update is stored before it counts as received, and once only.

    The library confirms an update, to a poll or a webhook, only after `put` has returned.
    """

    def __init__(self, inbox: Inbox, pseudonyms: Pseudonyms, metrics: Metrics) -> None:
        super().__init__()
        self._metrics = metrics
        self._inbox = inbox
        self._pseudonyms = pseudonyms

    async def put(self, item: object) -> None:
        """Stores an update; raises NetworkError where that isn't possible, so that the library fetches it again."""
        if not isinstance(item, Update):
            await super().put(item)
            return
        person = person_of(item)
        name = None if person is None else self._pseudonyms.name(person)
        try:
            is_new = await self._inbox.apart(self._inbox.keep, item.update_id, name, item.to_json())
        except NotKept as error:
            log.error("an update can't be stored and stays with Telegram: %s", error)
            raise NetworkError("an update can't be stored") from error
        if is_new:
            self._metrics.received()
            await super().put(item)

    async def take_up(self, bot: Bot) -> tuple[Update, ...]:
        """Puts in line what an earlier process left unanswered; gives up, and returns, what ended too many of them."""
        given_up: list[Update] = []
        for waiting in await self._inbox.apart(self._inbox.take_up):
            update = Update.de_json(dict(waiting.body), bot)
            if waiting.starts < MOST_RESTARTS:
                await super().put(update)
                continue
            log.error("update %d ended %d processes and is given up", waiting.update_id, waiting.starts + 1)
            await self._inbox.apart(self._inbox.finish, waiting.update_id)
            given_up.append(update)
        return tuple(given_up)


class KeptProcessor(BaseUpdateProcessor):
    """Works on many updates at a time, and finishes each in the inbox when all of it is done."""

    def __init__(self, inbox: Inbox, most_at_a_time: int, finished: Callable[[Update, Turn], None]) -> None:
        """`finished` hears of every update whose work is done, from a thread."""
        super().__init__(most_at_a_time)
        self._inbox = inbox
        self._finished = finished
        self._stopping = False

    def stop(self) -> None:
        """Begins nothing more; what waits stays in the inbox."""
        self._stopping = True

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """One update's handlers."""
        if not isinstance(update, Update):
            await coroutine
            return
        if self._stopping or not await self._inbox.apart(self._inbox.is_waiting, update.update_id):
            coroutine.close()  # type: ignore[attr-defined]
            return
        turn = Turn(update.update_id)
        current_turn.set(turn)
        await coroutine
        if not turn.unsent:
            await self._inbox.apart(self._finish, update, turn)

    def _finish(self, update: Update, turn: Turn) -> None:
        self._inbox.finish(turn.update_id)
        self._finished(update, turn)

    async def initialize(self) -> None:
        """Nothing to make ready."""

    async def shutdown(self) -> None:
        """Nothing to give back."""
