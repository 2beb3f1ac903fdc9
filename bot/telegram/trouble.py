"""An error while answering → a trace in the log without the person's words, and a plain sentence in the chat."""

import logging
import traceback
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from typing import Any

from telegram import Update
from telegram.error import Forbidden, TelegramError
from telegram.ext import ContextTypes

from bot.telegram import wording
from bot.telegram.messages import text_of
from bot.telegram.sending import say

log = logging.getLogger(__name__)


def answering_errors(
    blocked: Callable[[Update], Awaitable[None]],
) -> Callable[[object, Any], Coroutine[Any, Any, None]]:
    """Logs what went wrong, without the message's text, and tells the person so; `blocked` hears of who left."""

    async def answer_error(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        error = context.error
        message = update.effective_message if isinstance(update, Update) else None
        if error is None:
            return
        if isinstance(error, Forbidden) and isinstance(update, Update):
            await blocked(update)
            return
        text = text_of(message) if message else ""
        log.error("a message of %d characters could not be answered:\n%s", len(text), _trace(error, text))
        if message and not isinstance(error, TelegramError):
            await say(message, wording.ERROR)

    return answer_error


async def apologise(updates: Iterable[Update]) -> None:
    """Says so where an update is given up."""
    for update in updates:
        try:
            if update.effective_message:
                await say(update.effective_message, wording.ERROR)
        except TelegramError as error:
            log.warning("nobody could be told that a message was given up: %s", error)


def _trace(error: BaseException, text: str) -> str:
    """The whole trace, with a person's text taken out wherever an error repeats it."""
    trace = "".join(traceback.format_exception(error))
    for words in (text, repr(text)[1:-1], ascii(text)[1:-1], *text.splitlines()):
        if len(words) > 3:  # shorter ones say nothing about anybody, and stand in every trace
            trace = trace.replace(words, f"<{len(words)} characters>")
    return trace
