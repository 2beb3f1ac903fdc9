"""A build that is at work → one message that says how far it is."""

import asyncio
import logging
from time import monotonic

from telegram import Message
from telegram.error import TelegramError

from bot.errors import BotError
from bot.rebuild import Rebuilding, Rebuilt
from bot.records import Language
from bot.telegram import desk_wording as wording
from bot.telegram.delivery import current_turn
from bot.telegram.format import escaped
from bot.telegram.sending import send
from bot.telegram.wording import Wording

EDIT_SECONDS = 1.5
"""between two edits; Telegram allows about one message a second in a chat"""

log = logging.getLogger(__name__)


async def rebuild_shown(message: Message, rebuilding: Rebuilding, language: Language, before: str = "") -> bool:
    """Builds the index; a message below another says how far it is, and at the end what came of it.

    False where the bot is stopping: the update then stays in the inbox, and the next start builds.
    """
    shown = await send(message, escaped(_lines(before, wording.BUILDING.say(language))))
    progress = _Progress(shown, language, before)
    try:
        built = await rebuilding.run(progress.tell)
    except BotError as error:
        turn = current_turn.get()
        if rebuilding.stopped and turn:
            turn.unsent = True
            return False
        log.warning("the index could not be built: %s", error)
        await progress.end(wording.NOT_BUILT.say(language, reason=error))
    else:
        await progress.end(_result(built, language))
    return True


def _result(built: Rebuilt, language: Language) -> str:
    if not built.published:
        said = wording.NOTHING_NEW.say(language, snapshot=built.snapshot)
    else:
        said = wording.BUILT.say(language, reports=built.reports, figures=built.figures, snapshot=built.snapshot)
    return "\n".join([said, *(wording.LEFT_OUT.say(language, reason=reason) for reason in built.unread[:5])])


class _Progress:
    """The message that is edited."""

    def __init__(self, message: Message, language: Language, before: str) -> None:
        self._message = message
        self._language = language
        self._before = before
        self._edited = monotonic()

    async def tell(self, step: str, done: int, total: int) -> None:
        """Shows a step, not more often than people read."""
        if monotonic() - self._edited < EDIT_SECONDS:
            return
        self._edited = monotonic()
        name = wording.STEPS.get(step, Wording(step, step)).say(self._language)
        await self._edit(wording.STEP.say(self._language, step=name, done=done, total=total))

    async def end(self, text: str) -> None:
        """Shows what came of it."""
        await asyncio.shield(self._edit(text))

    async def _edit(self, text: str) -> None:
        try:
            await self._message.edit_text(_lines(self._before, text), parse_mode=None)
        except TelegramError as error:
            log.info("progress could not be shown: %s", error)


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)
