"""What the chat keeps, paces and forgets, made for one data folder and joined."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from time import time

from telegram import CallbackQuery, Message, Update

from bot.settings import Settings
from bot.telegram import conduct_wording as wording
from bot.telegram.delivery import KeptProcessor, KeptQueue, Turn, person_of
from bot.telegram.health import Health, HealthServer
from bot.telegram.inbox import Inbox
from bot.telegram.journal import Journal
from bot.telegram.limits import Limits, Pace
from bot.telegram.messages import language_of, language_of_code
from bot.telegram.metrics import Metrics
from bot.telegram.patience import Patience
from bot.telegram.pseudonyms import Pseudonyms
from bot.telegram.sending import say, send

CONCURRENT_MESSAGES = 64
"""people answered at a time; within one chat it is one message after the other"""
PULSE_SECONDS = 1
PULSES_TO_PRUNE = 3600

log = logging.getLogger(__name__)

Answering = Callable[[Message], Awaitable[None]]
Pressing = Callable[[CallbackQuery], Awaitable[None]]


class Conduct:
    """One bot's; closed at the end."""

    def __init__(self, settings: Settings, bot: int) -> None:
        """For the bot of that id. Raises BotError where its data folder can't be written."""
        self._settings = settings
        self._started = datetime.now(UTC)
        self.pseudonyms = Pseudonyms.of_folder(settings.data)
        self.inbox = Inbox.of_folder(settings.data, bot)
        self.journal = Journal.of_folder(settings.data, settings.keep_questions_days)
        self.limits = Limits(settings.questions_a_minute)
        self.metrics = Metrics()
        self.metrics.watch_waiting(self.inbox.count_waiting)
        self.health = Health(polls=settings.telegram_webhook_url is None)
        self.patience = Patience(self.inbox, self.metrics)
        self.queue = KeptQueue(self.inbox, self.pseudonyms, self.metrics)
        self.processor = KeptProcessor(self.inbox, CONCURRENT_MESSAGES, self._note)

    def close(self) -> None:
        """Lets go of its files."""
        self.inbox.close()
        self.journal.close()

    def stop(self) -> None:
        """Begins nothing more and waits for nothing more; what isn't answered stays in the inbox."""
        self.processor.stop()
        self.patience.stop()

    def served(self) -> AbstractContextManager[object]:
        """/health and /metrics, where a port is set; raises SettingsError where it can't be listened on."""
        port = self._settings.health_port
        if port is None:
            return nullcontext()
        return HealthServer(port, self.health, self.metrics, self.inbox.count_waiting)

    async def live(self) -> None:
        """Every second a sign of life, and what was wiped is wiped for good; every hour what is old is dropped."""
        while True:
            for _ in range(PULSES_TO_PRUNE):
                self.health.lives()
                await self.inbox.apart(self.inbox.wipe)
                await asyncio.sleep(PULSE_SECONDS)
            await self.inbox.apart(self.inbox.prune)
            await self.inbox.apart(self.journal.prune)

    def paced(self, answer: Answering) -> Answering:
        """The same, within the limits of one person; what was sent before the bot started came in no hurry."""

        async def ask(message: Message) -> None:
            person = self._name(message)
            if (message.edit_date or message.date) >= self._started:
                pace = await self.limits.admit(person)
                if pace is not Pace.ANSWERED:
                    await self._refuse(message, pace)
                    return
            with self.limits.answering(person):
                await answer(message)

        return ask

    def paced_press(self, answer: Pressing) -> Pressing:
        """The same for pressed buttons, which count as questions."""

        async def press(query: CallbackQuery) -> None:
            person = self.pseudonyms.name(query.from_user.id)
            pace = await self.limits.admit(person)
            if pace is Pace.ANSWERED:
                with self.limits.answering(person):
                    await answer(query)
                return
            self.metrics.limited(pace.value)
            language = language_of_code(query.from_user.language_code)
            sentence = wording.BUSY if pace is Pace.BUSY else wording.TOO_MANY
            await query.answer(sentence.say(language, most=self._settings.questions_a_minute), show_alert=True)

        return press

    async def _refuse(self, message: Message, pace: Pace) -> None:
        self.metrics.limited(pace.value)
        if pace is Pace.BUSY:
            await say(message, wording.BUSY)
        elif pace is Pace.TOO_MANY:
            most = self._settings.questions_a_minute
            await send(message, wording.TOO_MANY.say(language_of(message), most=most))

    def _name(self, message: Message) -> str:
        sender = message.from_user or message.chat
        return self.pseudonyms.name(sender.id)

    def _note(self, update: Update, turn: Turn) -> None:
        """An update is finished: its question is counted, without its words."""
        person = person_of(update)
        if turn.reply is None or person is None:
            return
        name, seconds = self.pseudonyms.name(person), time() - turn.began
        self.journal.note(turn.update_id, name, turn.reply, seconds)
        self.metrics.answered(turn.reply.status.value, seconds)
        log.info("%s: %s in %.2f seconds, reply %s", name, turn.reply.status.value, seconds, turn.reply.id)
