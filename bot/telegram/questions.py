"""People's questions and commands → answers."""

import asyncio
from collections import deque
from collections.abc import Mapping

from telegram import InlineKeyboardMarkup, Message

from bot.records import Reply
from bot.telegram import conduct_wording, wording
from bot.telegram.answering import ChatAssistant, Turns
from bot.telegram.buttons import question_rows, reply_buttons
from bot.telegram.delivery import note_reply
from bot.telegram.examples import working_examples
from bot.telegram.format import asked_html, chart_caption, help_html, reply_html, sources_html
from bot.telegram.given import GivenReplies
from bot.telegram.links import asked_by, opened_by
from bot.telegram.messages import conversation_of, language_of, words_of
from bot.telegram.sending import say, send, send_picture, typing_until

ALBUMS_REMEMBERED = 1000

COMMANDS: Mapping[str, wording.Wording] = {
    "help": wording.COMMAND_HELP,
    "sources": wording.COMMAND_SOURCES,
    "new": wording.COMMAND_NEW,
    "privacy": conduct_wording.COMMAND_PRIVACY,
    "forget": conduct_wording.COMMAND_FORGET,
    "start": wording.COMMAND_START,
}


class Questions:
    """Answers messages; in each chat one after the other."""

    def __init__(self, assistant: ChatAssistant, given: GivenReplies, turns: Turns) -> None:
        self._assistant = assistant
        self._given = given
        self._turns = turns
        self._albums: deque[str] = deque(maxlen=ALBUMS_REMEMBERED)

    async def start(self, message: Message) -> None:
        """Forgets the conversation and says what the bot does, or opens what a link asks for."""
        await self._forget(message)
        parameter = words_of(message)
        question, key = asked_by(parameter), opened_by(parameter)
        if question:
            await self.ask(message, question, repeated=True)
        elif key:
            await self._open(message, key)
        else:
            await self.help(message)

    async def new(self, message: Message) -> None:
        """Forgets the conversation, so that the next question is no follow-up."""
        await self._forget(message)
        await say(message, wording.NEW)

    async def _forget(self, message: Message) -> None:
        conversation = conversation_of(message)
        async with self._turns.of(conversation):
            await asyncio.to_thread(self._assistant.forget, conversation)

    async def _open(self, message: Message, key: str) -> None:
        """Shows an answer that was given before, with a word where it is from older data."""
        reply = await asyncio.to_thread(self._given.find, key)
        if reply is None:
            await say(message, wording.REPLY_GONE)
            return
        older = "" if reply.snapshot == self._assistant.snapshot_id else f"\n\n{wording.OLDER.say(reply.language)}"
        await send(message, reply_html(reply) + older, reply_buttons(reply, key))

    async def help(self, message: Message) -> None:
        """Says what the bot does, with questions that it answers."""
        language = language_of(message)
        examples = await asyncio.to_thread(working_examples, self._assistant, language)
        commands = [f"/{name} – {meaning.say(language)}" for name, meaning in COMMANDS.items()]
        buttons = InlineKeyboardMarkup(question_rows(tuple(examples)))
        await send(message, help_html(language, message.get_bot().username, examples, commands), buttons)

    async def sources(self, message: Message) -> None:
        """Lists the reports held, or those that the command's words name."""
        reports = await asyncio.to_thread(self._assistant.sources)
        await send(message, sources_html(reports, language_of(message), words_of(message)))

    async def question(self, message: Message) -> None:
        """Answers a question."""
        question = words_of(message)
        if not question:
            await say(message, wording.NO_QUESTION)
            return
        await self.ask(message, question)

    async def asked_by_button(self, message: Message, question: str) -> None:
        """Answers the question that stands on a button under a message, and repeats it, since nobody wrote it."""
        await self.ask(message, question, repeated=True)

    async def ask(self, message: Message, question: str, repeated: bool = False) -> None:
        """Answers a question below a message."""
        conversation = conversation_of(message)
        async with self._turns.of(conversation):
            answering = asyncio.to_thread(self._assistant.answer, question, conversation)
            reply = await typing_until(message, answering)
            note_reply(reply)
            key = await asyncio.to_thread(self._given.keep, reply) if reply.citations else ""
            html = reply_html(reply)
            await send(message, asked_html(question, html) if repeated else html, reply_buttons(reply, key))
            chart = await asyncio.to_thread(_chart, reply)
            if chart:
                await send_picture(message, *chart)

    async def unknown_command(self, message: Message) -> None:
        """Names the commands that there are."""
        await say(message, wording.UNKNOWN_COMMAND)

    async def edited(self, message: Message) -> None:
        """Answers an edited question anew, and repeats it, since its place in the chat is further up."""
        question = words_of(message)
        if question:
            await self.ask(message, question, repeated=True)

    async def other(self, message: Message) -> None:
        """Answers a message that is no text; of the pictures of one album, the first."""
        if message.media_group_id:
            if message.media_group_id in self._albums:
                return
            self._albums.append(message.media_group_id)
        if message.voice or message.audio or message.video_note:
            await say(message, wording.VOICE_SENT)
        elif message.document:
            await say(message, wording.FILE_SENT)
        else:
            await say(message, wording.OTHER_SENT)


def _chart(reply: Reply) -> tuple[bytes, str] | None:
    """A chart of a reply over years or bodies, with its caption; None where there is nothing to draw, or no font."""
    from bot.chart import chart_of, chart_picture, chart_values  # matplotlib takes half a second; most never need it

    charted = chart_of(reply)
    picture = chart_picture(charted, reply.language) if charted else None
    if charted is None or picture is None:
        return None
    return picture, chart_caption(reply, chart_values(charted, reply.language))
