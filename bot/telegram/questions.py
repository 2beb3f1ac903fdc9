"""People's questions and commands → answers."""

import asyncio
from collections import deque
from collections.abc import Mapping

from telegram import Message

from bot.telegram import conduct_wording, wording
from bot.telegram.answering import ChatAssistant, Turns
from bot.telegram.buttons import reply_buttons
from bot.telegram.delivery import note_reply
from bot.telegram.examples import working_examples
from bot.telegram.format import asked_html, help_html, reply_html, sources_html
from bot.telegram.given import GivenReplies
from bot.telegram.messages import conversation_of, language_of, words_of
from bot.telegram.sending import say, send, typing_until

ALBUMS_REMEMBERED = 1000

COMMANDS: Mapping[str, wording.Wording] = {
    "help": wording.COMMAND_HELP,
    "sources": wording.COMMAND_SOURCES,
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
        """Forgets the conversation and says what the bot does."""
        conversation = conversation_of(message)
        async with self._turns.of(conversation):
            await asyncio.to_thread(self._assistant.forget, conversation)
        await self.help(message)

    async def help(self, message: Message) -> None:
        """Says what the bot does, with questions that it answers."""
        language = language_of(message)
        examples = await asyncio.to_thread(working_examples, self._assistant, language)
        commands = [f"/{name} – {meaning.say(language)}" for name, meaning in COMMANDS.items()]
        await send(message, help_html(language, message.get_bot().username, examples, commands))

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

    async def unknown_command(self, message: Message) -> None:
        """Names the commands that there are."""
        await say(message, wording.UNKNOWN_COMMAND)

    async def edited(self, message: Message) -> None:
        """Says how to have an edited question answered."""
        await say(message, wording.MESSAGE_EDITED)

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
