"""An error while answering → a trace in the log without the person's words, and a plain sentence in the chat."""

import logging
import traceback

from telegram import Update
from telegram.error import Forbidden, TelegramError
from telegram.ext import ContextTypes

from bot.telegram import wording
from bot.telegram.messages import text_of
from bot.telegram.sending import say

log = logging.getLogger(__name__)


async def answer_error(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Logs what went wrong, without the message's text, and tells the person so."""
    message = update.effective_message if isinstance(update, Update) else None
    if context.error is None:
        return
    if isinstance(context.error, Forbidden):
        log.info("a message was not sent, because its reader blocked the bot: %s", context.error)
        return
    text = text_of(message) if message else ""
    log.error("a message of %d characters could not be answered:\n%s", len(text), _trace(context.error, text))
    if message and not isinstance(context.error, TelegramError):
        await say(message, wording.ERROR)


def _trace(error: BaseException, text: str) -> str:
    """The whole trace, with a person's text taken out wherever an error repeats it."""
    trace = "".join(traceback.format_exception(error))
    for words in (text, repr(text)[1:-1], ascii(text)[1:-1], *text.splitlines()):
        if len(words) > 3:  # shorter ones say nothing about anybody, and stand in every trace
            trace = trace.replace(words, f"<{len(words)} characters>")
    return trace
