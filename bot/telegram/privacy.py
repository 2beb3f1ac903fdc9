"""/privacy says what is kept of a person, /forget drops it, and so does blocking the bot."""

import logging

from telegram import Chat, Message, Update

from bot.telegram import conduct_wording as wording
from bot.telegram.answering import ChatAssistant
from bot.telegram.conduct import Conduct
from bot.telegram.delivery import current_turn
from bot.telegram.given import GivenReplies
from bot.telegram.journal import COUNTED_DAYS
from bot.telegram.messages import conversation_in, conversation_of, language_of
from bot.telegram.sending import say, send

log = logging.getLogger(__name__)


class Privacy:
    """What is kept under these settings."""

    def __init__(
        self, conduct: Conduct, given: GivenReplies, assistant: ChatAssistant, keep_questions_days: int
    ) -> None:
        self._conduct = conduct
        self._given = given
        self._assistant = assistant
        self._keep_days = keep_questions_days

    async def privacy(self, message: Message) -> None:
        """Says what is kept, and for how long."""
        language = language_of(message)
        words = (
            wording.PRIVACY_WORDS.say(language, days=self._keep_days)
            if self._keep_days
            else wording.PRIVACY_NO_WORDS.say(language)
        )
        kept = (
            wording.PRIVACY_WAITING.say(language),
            wording.PRIVACY_CONVERSATION.say(language),
            wording.PRIVACY_COUNTED.say(language, days=COUNTED_DAYS),
            words,
            wording.PRIVACY_REPLIES.say(language),
        )
        lines = (wording.PRIVACY.say(language), *(f"· {line}" for line in kept))
        await send(message, "\n".join(lines) + "\n\n" + wording.PRIVACY_FORGET.say(language))

    async def forget(self, message: Message) -> None:
        """Drops all that is kept of whoever asks for it."""
        sender = message.from_user or message.chat
        await self._conduct.inbox.apart(self._forget, sender.id, conversation_of(message))
        await say(message, wording.FORGOTTEN)

    async def blocked(self, update: Update) -> None:
        """Drops all that is kept of somebody who blocked the bot; of a group that removed it, the conversation."""
        chat, message = update.effective_chat, update.effective_message
        if chat is None:  # an inline query, whose results nobody saw
            return
        conversation = conversation_of(message) if message else conversation_in(chat.id)
        if chat.type != Chat.PRIVATE:
            log.info("a group removed the bot; its conversation is forgotten")
            self._assistant.forget(conversation)
            return
        log.info("%s blocked the bot and is forgotten", self._conduct.pseudonyms.name(chat.id))
        self._conduct.metrics.blocked()
        await self._conduct.inbox.apart(self._forget, chat.id, conversation)

    def _forget(self, person: int, conversation: str) -> None:
        turn = current_turn.get()
        name = self._conduct.pseudonyms.name(person)
        self._assistant.forget(conversation)
        self._conduct.limits.forget(name)
        self._conduct.journal.forget(name)
        self._given.forget(name)
        self._conduct.inbox.forget(name, turn.update_id if turn else None)
        if turn:
            turn.reply = None
