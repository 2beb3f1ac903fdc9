"""Calls to Telegram → calls that arrive: paced, held back where Telegram asks, tried again where the network breaks."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError
from telegram.ext import AIORateLimiter, BaseRateLimiter

from bot.telegram.delivery import Turn, current_turn
from bot.telegram.inbox import Inbox
from bot.telegram.metrics import Metrics

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0
"""between two attempts through a broken network"""
GIVE_UP_SECONDS = 6 * 3600
"""how long a reply is worth sending"""
SHORT_ATTEMPTS = 3
"""of calls that are soon of no use, such as the answer to a pressed button"""
TYPING = "sendChatAction"

Answer = bool | dict[str, Any] | list[dict[str, Any]]
Call = Callable[..., Coroutine[Any, Any, Answer]]

log = logging.getLogger(__name__)


class Patience(BaseRateLimiter[None]):
    """What every call but the poll goes through.

    Messages keep to Telegram's pace (30 a second in all, 20 a minute in a group). Where it asks for a pause, all chats
    pause. A message that belongs to an update is tried until it arrives, and recorded then; one that was recorded
    before, by a process that was killed, isn't sent again.
    """

    def __init__(self, inbox: Inbox, metrics: Metrics) -> None:
        self._inbox = inbox
        self._metrics = metrics
        self._pace = AIORateLimiter()
        self._pause_ends = 0.0
        self._stopping = asyncio.Event()
        # It writes a trace for each pause, which is asked for here and no error.
        logging.getLogger("telegram.ext.AIORateLimiter").setLevel(logging.CRITICAL)

    def stop(self) -> None:
        """Attempts that wait end now; their updates stay in the inbox."""
        self._stopping.set()

    async def initialize(self) -> None:
        """Nothing to make ready."""

    async def shutdown(self) -> None:
        """Nothing to give back."""

    async def process_request(
        self,
        callback: Call,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Answer:
        """One call."""
        if endpoint == TYPING:
            return True if self._paused_seconds() > 0 else await callback(*args, **kwargs)

        async def attempt() -> Answer:
            return await self._attempt(callback, args, kwargs, endpoint, data)

        turn = current_turn.get()
        if turn is None:  # of the bot's start, where whoever starts it sees an error
            return await attempt()
        if not endpoint.startswith(("send", "edit")):
            return await self._until(attempt, endpoint, attempts=SHORT_ATTEMPTS)
        if endpoint.startswith("edit"):
            return await self._in_turn(attempt, endpoint, turn)
        return await self._sent_once(attempt, endpoint, turn)

    async def _sent_once(self, attempt: Call, endpoint: str, turn: Turn) -> Answer:
        turn.sent += 1
        number = turn.sent
        before = await self._inbox.apart(self._inbox.result_of, turn.update_id, number)
        if before is not None:
            return before  # type: ignore[no-any-return]
        answer = await self._in_turn(attempt, endpoint, turn)
        await self._inbox.apart(self._inbox.record, turn.update_id, number, answer)
        return answer

    async def _in_turn(self, attempt: Call, endpoint: str, turn: Turn) -> Answer:
        try:
            return await self._until(attempt, endpoint)
        except TelegramError as error:
            turn.unsent = turn.unsent or (self._stopping.is_set() and _pause_seconds(error, 0) is not None)
            raise

    async def _until(self, attempt: Call, endpoint: str, attempts: int | None = None) -> Answer:
        """Attempts until the call arrives, is refused for good, or it is time to end."""
        began = asyncio.get_running_loop().time()
        pause, number = FIRST_PAUSE_SECONDS, 1
        while True:
            try:
                return await attempt()
            except TelegramError as error:
                seconds = _pause_seconds(error, pause)
                waited = asyncio.get_running_loop().time() - began
                if seconds is None or number == attempts or waited > GIVE_UP_SECONDS or self._stopping.is_set():
                    raise
                log.warning("%s failed and is tried again in %g seconds: %s", endpoint, seconds, error)
                await self._sleep(seconds)
                pause, number = min(2 * pause, LONGEST_PAUSE_SECONDS), number + 1

    async def _attempt(
        self, callback: Call, args: Any, kwargs: dict[str, Any], endpoint: str, data: dict[str, Any]
    ) -> Answer:
        async def when_the_pause_is_over(*args: Any, **kwargs: Any) -> Answer:
            while (seconds := self._paused_seconds()) > 0:
                await self._sleep(seconds)
                if self._stopping.is_set():
                    raise NetworkError("stopped while Telegram wanted a pause")
            return await callback(*args, **kwargs)

        try:
            answer = await self._pace.process_request(when_the_pause_is_over, args, kwargs, endpoint, data, None)
        except TelegramError as error:
            self._metrics.failed(error)
            if isinstance(error, RetryAfter):
                ends = asyncio.get_running_loop().time() + _asked_seconds(error)
                self._pause_ends = max(self._pause_ends, ends)
            raise
        self._metrics.sent(endpoint)
        return answer

    def _paused_seconds(self) -> float:
        return self._pause_ends - asyncio.get_running_loop().time()

    async def _sleep(self, seconds: float) -> None:
        """Sleeps, or wakes where the bot stops."""
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return


def _pause_seconds(error: TelegramError, pause: float) -> float | None:
    """How long to wait before the next attempt; None where another is of no use."""
    if isinstance(error, RetryAfter):
        return _asked_seconds(error)
    is_network = isinstance(error, NetworkError) and not isinstance(error, BadRequest)
    return pause if is_network else None


def _asked_seconds(error: RetryAfter) -> float:
    asked = error.retry_after
    return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)
