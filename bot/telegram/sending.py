"""HTML → messages that arrive: split, sent again where Telegram asks for a pause, as plain text where it must be."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from telegram import Message
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.telegram.format import plain_text, split_html
from bot.telegram.messages import language_of
from bot.telegram.wording import Wording

SEND_ATTEMPTS = 3
NETWORK_PAUSE_SECONDS = 1
LONGEST_PAUSE_SECONDS = 60
"""how long a message waits where Telegram asks for a pause; in groups it asks for up to a minute"""

log = logging.getLogger(__name__)

Sent = TypeVar("Sent")


async def say(message: Message, sentence: Wording) -> None:
    """Answers a message with one sentence in its language."""
    await send(message, sentence.say(language_of(message)))


async def send(message: Message, html: str) -> None:
    """Answers a message, in groups as a reply to it, in as many parts as the text needs."""
    for part in split_html(html):
        try:
            await patiently(lambda part=part: message.reply_text(part, parse_mode=ParseMode.HTML))  # type: ignore[misc]
        except BadRequest as error:
            log.warning("the server refuses a message as HTML (%s); sending plain text", error)
            await patiently(lambda part=part: message.reply_text(plain_text(part), parse_mode=None))  # type: ignore[misc]


async def show_typing(message: Message) -> None:
    """The chat shows that an answer is being written."""
    try:
        await message.reply_chat_action(ChatAction.TYPING, read_timeout=3)
    except TelegramError as error:
        log.debug("the server refuses sendChatAction: %s", error)


async def patiently(call: Callable[[], Awaitable[Sent]]) -> Sent:
    """What a call gives; made again where Telegram asks for a pause or the network fails."""
    for attempt in range(1, SEND_ATTEMPTS + 1):
        try:
            return await call()
        except TelegramError as error:
            pause = _pause_seconds(error)
            if pause is None or attempt == SEND_ATTEMPTS:
                raise
            log.info("sending a message again in %s seconds: %s", pause, error)
            await asyncio.sleep(pause)
    raise AssertionError("the last attempt returns or raises")


def _pause_seconds(error: TelegramError) -> float | None:
    """How long to wait before sending again; None where that doesn't help."""
    if isinstance(error, RetryAfter):
        asked = error.retry_after
        seconds = asked.total_seconds() if isinstance(asked, timedelta) else asked
        return seconds if seconds <= LONGEST_PAUSE_SECONDS else None
    is_network = isinstance(error, NetworkError) and not isinstance(error, BadRequest)
    return NETWORK_PAUSE_SECONDS if is_network else None
