"""A pressed button under an answer → the source's picture, its passage, related questions, or a filed opinion."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from telegram import CallbackQuery, InlineKeyboardMarkup, Message

from bot.errors import BotError
from bot.picture import citation_picture
from bot.records import Citation, Language, Reply
from bot.telegram import wording
from bot.telegram.answering import ChatAssistant
from bot.telegram.buttons import Action, Pressed, question_rows, read_data
from bot.telegram.format import passage_html, questions_html, source_caption
from bot.telegram.given import BAD, GOOD, WRONG, GivenReplies
from bot.telegram.messages import language_of_code
from bot.telegram.sending import send, send_picture
from index.ledger import read_ledger

OPINIONS = {Action.GOOD: GOOD, Action.BAD: BAD, Action.WRONG: WRONG}

Ask = Callable[[Message, str], Awaitable[None]]


class Pressing:
    """Answers what is pressed under answers."""

    def __init__(
        self, data: Path, assistant: ChatAssistant, given: GivenReplies, name_of: Callable[[int], str], ask: Ask
    ) -> None:
        """`name_of` gives a person's pseudonym; `ask` answers a question below a message."""
        self._data = data
        self._assistant = assistant
        self._given = given
        self._name_of = name_of
        self._ask = ask

    async def pressed(self, query: CallbackQuery) -> None:
        """Answers one press; data that no button of ours has gets a sentence and nothing else."""
        meant = read_data(query.data or "")
        message = message_of(query)
        language = language_of_code(query.from_user.language_code)
        if meant is None or message is None:
            await _tell(query, wording.NO_BUTTON.say(language))
        elif meant.action is Action.ASK:
            await self._asked(query, message, language)
        else:
            reply = await asyncio.to_thread(self._given.find, meant.key)
            if reply is None:
                await _tell(query, wording.REPLY_GONE.say(language))
            elif meant.action in OPINIONS:
                await self._judged(query, reply, meant)
            else:
                await query.answer()
                await self.show(message, reply, meant)

    async def _asked(self, query: CallbackQuery, message: Message, language: Language) -> None:
        question = _label_of(query)
        if question is None:
            await _tell(query, wording.NO_BUTTON.say(language))
            return
        await query.answer()
        await self._ask(message, question)

    async def _judged(self, query: CallbackQuery, reply: Reply, meant: Pressed) -> None:
        person = self._name_of(query.from_user.id)
        await asyncio.to_thread(self._given.judge, meant.key, person, OPINIONS[meant.action])
        if meant.action is Action.WRONG:
            await _tell(query, wording.WRONG_FILED.say(reply.language, reply=meant.key))
        else:
            await query.answer(wording.THANKS.say(reply.language))

    async def show(self, message: Message, reply: Reply, meant: Pressed) -> None:
        """Sends what belongs to a reply, and says so where the reply is from older data."""
        older = "" if reply.snapshot == self._assistant.snapshot_id else wording.OLDER.say(reply.language)
        cited = next((one for one in reply.citations if one.number == meant.number), None)
        if await asyncio.to_thread(self._is_withdrawn, reply):
            await send(message, wording.WITHDRAWN.say(reply.language))
            return
        if meant.action is Action.RELATED:
            await self._related(message, reply)
        elif cited is None:
            await send(message, wording.NO_BUTTON.say(reply.language))
        elif meant.action is Action.SOURCE:
            await self._source(message, reply, cited, older)
        else:
            await self._passages(message, reply, older)

    async def _source(self, message: Message, reply: Reply, cited: Citation, older: str) -> None:
        try:
            picture = await asyncio.to_thread(citation_picture, self._data / "originals", cited)
        except BotError:
            await send(message, wording.NO_PICTURE.say(reply.language))
            return
        caption = "\n\n".join(part for part in (source_caption(cited, reply), older) if part)
        await send_picture(message, picture, caption)

    async def _passages(self, message: Message, reply: Reply, older: str) -> None:
        passages = await asyncio.to_thread(self._texts, reply.citations)
        said = [
            passage_html(citation, passage, reply.language)
            for citation, passage in zip(reply.citations, passages, strict=True)
        ]
        await send(message, "\n\n".join(part for part in (*said, older) if part))

    def _is_withdrawn(self, reply: Reply) -> bool:
        """Whether staff took out one of the reports that it rests on."""
        withdrawn = read_ledger(self._data).withdrawn
        return any(sha256.startswith(citation.report_id) for sha256 in withdrawn for citation in reply.citations)

    def _texts(self, citations: tuple[Citation, ...]) -> list[str]:
        return [self._assistant.passage(citation) or citation.quote for citation in citations]

    async def _related(self, message: Message, reply: Reply) -> None:
        questions = await asyncio.to_thread(self._assistant.related, reply)
        if not questions:
            await send(message, wording.NO_RELATED.say(reply.language))
            return
        heading = wording.RELATED_QUESTIONS.say(reply.language)
        await send(message, questions_html(heading, questions), InlineKeyboardMarkup(question_rows(questions)))


def message_of(query: CallbackQuery) -> Message | None:
    """The message that a button stands under; where Telegram doesn't show it any more, a place in its chat."""
    if query.message is None or isinstance(query.message, Message):
        return query.message
    place = Message(query.message.message_id, query.message.date, query.message.chat)
    place.set_bot(query.get_bot())
    return place


def _label_of(query: CallbackQuery) -> str | None:
    """What stands on the pressed button."""
    markup = query.message.reply_markup if isinstance(query.message, Message) else None
    pressed = [button for row in (markup.inline_keyboard if markup else ()) for button in row]
    return next((str(button.text) for button in pressed if button.callback_data == query.data), None)


async def _tell(query: CallbackQuery, text: str) -> None:
    """Shows a sentence over the chat until the person closes it."""
    await query.answer(text, show_alert=True)
