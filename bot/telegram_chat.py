"""Telegram ↔ assistant, by long polling; the only module that knows python-telegram-bot."""

import asyncio
import logging
import re
import signal
import traceback
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from datetime import timedelta
from typing import Any, Protocol
from weakref import WeakValueDictionary

from telegram import Bot, BotCommand, Chat, LinkPreviewOptions, Message, Update
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CommandHandler,
    ContextTypes,
    Defaults,
    ExtBot,
    MessageHandler,
    filters,
)
from telegram.request import HTTPXRequest

from bot import telegram_wording as wording
from bot.errors import BotError, SettingsError
from bot.records import Language, Reply, Status
from bot.settings import Settings
from bot.telegram_format import help_html, plain_text, reply_html, sources_html, split_html
from ingest.records import Report

CONCURRENT_MESSAGES = 64
"""people answered at a time; within one chat it is one message after the other"""
CONNECT_SECONDS = 15
READ_SECONDS = 20
"""the library's own 5 seconds are short for a way to Telegram through a proxy"""
SEND_ATTEMPTS = 3
NETWORK_PAUSE_SECONDS = 1
LONGEST_PAUSE_SECONDS = 60
"""how long a message waits where Telegram asks for a pause; in groups it asks for up to a minute"""
EXAMPLES_SHOWN = 3
EXAMPLES_TRIED = 9
ALBUMS_REMEMBERED = 1000

log = logging.getLogger(__name__)


class ChatAssistant(Protocol):
    """What answers the questions; called from several threads."""

    def answer(self, question: str, conversation: str | None = None) -> Reply:
        """One question's reply; follow-ups of one conversation carry the same key."""
        ...

    def forget(self, conversation: str) -> None:
        """Ends a conversation: the next question in it is no follow-up."""
        ...

    def sources(self) -> tuple[Report, ...]:
        """The reports held."""
        ...


def run_telegram(settings: Settings, assistant: ChatAssistant) -> None:
    """Answers on Telegram until SIGINT or SIGTERM.

    Raises SettingsError without a token and where the server refuses it, BotError where it can't be reached.
    """
    if not settings.telegram_token:
        raise SettingsError("no Telegram token: set GONGKAI_TELEGRAM_TOKEN to the one that @BotFather gave you")
    _set_up_log(settings.log_level)
    asyncio.run(_serve(_bot(settings, settings.telegram_token), settings, assistant))


def _set_up_log(level: str) -> None:
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # More of these loggers would show people's messages and, in addresses, the token.
    logging.getLogger("telegram").setLevel(logging.WARNING)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.getLogger("httpcore").setLevel(logging.WARNING)


class _PatientBot(ExtBot[None]):
    """A bot that goes on polling where a server refuses a call of its start or, for a time, the token."""

    async def delete_webhook(self, *args: Any, **kwargs: Any) -> bool:
        """The updater calls it before it polls and would stop at an error."""
        try:
            return await super().delete_webhook(*args, **kwargs)
        except TelegramError as error:
            log.warning("the server refuses deleteWebhook (%s); going on without", error)
            return False

    async def get_updates(self, *args: Any, **kwargs: Any) -> tuple[Update, ...]:
        """The updater would end in silence at InvalidToken, which any 404 is; at others it tries again."""
        try:
            return await super().get_updates(*args, **kwargs)
        except InvalidToken as error:
            raise NetworkError(f"the server refuses getUpdates: {error}") from error


def _bot(settings: Settings, token: str) -> _PatientBot:
    server = _server(settings)
    return _PatientBot(
        token,
        base_url=f"{server}/bot",
        base_file_url=f"{server}/file/bot",
        request=_request(CONCURRENT_MESSAGES, settings.telegram_proxy),
        get_updates_request=_request(2, settings.telegram_proxy),
        defaults=Defaults(
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            allow_sending_without_reply=True,
        ),
    )


def _server(settings: Settings) -> str:
    return settings.telegram_api_url or "https://api.telegram.org"


def _request(connections: int, proxy: str | None) -> HTTPXRequest:
    try:
        return HTTPXRequest(
            connection_pool_size=connections,
            proxy=proxy,
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            write_timeout=READ_SECONDS,
            pool_timeout=READ_SECONDS,
        )
    except RuntimeError as error:  # a SOCKS proxy in ALL_PROXY, for which httpx wants another package
        raise BotError(f"the proxy that the environment names can't be used: {error}") from error


async def _serve(bot: _PatientBot, settings: Settings, assistant: ChatAssistant) -> None:
    stopped = asyncio.Event()
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signal_number, stopped.set)
    await _log_in(bot, settings)
    application = ApplicationBuilder().bot(bot).concurrent_updates(CONCURRENT_MESSAGES).build()
    _add_handlers(application, _Conversations(assistant))
    updater = application.updater
    assert updater is not None  # the builder made it
    async with application:
        await _publish_commands(bot)
        await updater.start_polling(
            allowed_updates=[Update.MESSAGE, Update.EDITED_MESSAGE], error_callback=_log_polling_error
        )
        await application.start()
        log.info("answering as @%s", bot.username)
        await stopped.wait()
        log.info("stopping")
        await updater.stop()
        await application.stop()


async def _log_in(bot: _PatientBot, settings: Settings) -> None:
    try:
        await bot.initialize()
    except InvalidToken:
        # from None: the library's error holds the token
        raise SettingsError(
            f"{_server(settings)} refuses the token: check GONGKAI_TELEGRAM_TOKEN, "
            "and GONGKAI_TELEGRAM_API_URL where you set it"
        ) from None
    except TelegramError as error:
        raise BotError(
            f"Telegram can't be reached at {_server(settings)} ({str(error)[:200]}): "
            "check the network, GONGKAI_TELEGRAM_API_URL and GONGKAI_TELEGRAM_PROXY"
        ) from error


def _log_polling_error(error: TelegramError) -> None:
    log.warning("asking for messages failed and will be tried again: %s", error)


_COMMANDS = {
    "help": wording.COMMAND_HELP,
    "sources": wording.COMMAND_SOURCES,
    "start": wording.COMMAND_START,
}


async def _publish_commands(bot: Bot) -> None:
    """Fills the menu of commands: Chinese, and English for those who read Telegram in English."""
    for language, code in ((Language.CHINESE, None), (Language.ENGLISH, "en")):
        commands = [BotCommand(name, meaning.say(language)) for name, meaning in _COMMANDS.items()]
        try:
            await bot.set_my_commands(commands, language_code=code)
        except TelegramError as error:
            log.warning("the server refuses setMyCommands (%s); going on without a menu", error)


def _add_handlers(application: Application[Any, Any, Any, Any, Any, Any], chats: "_Conversations") -> None:
    mine = _MeantForBot()
    new = filters.UpdateType.MESSAGE & mine
    application.add_handler(CommandHandler("start", _with_message(chats.start), new))
    application.add_handler(CommandHandler("help", _with_message(chats.help), new))
    application.add_handler(CommandHandler("sources", _with_message(chats.sources), new))
    application.add_handler(MessageHandler(new & filters.COMMAND, _with_message(_answer_unknown_command)))
    application.add_handler(MessageHandler(new & filters.TEXT, _with_message(chats.question)))
    application.add_handler(MessageHandler(new & ~filters.StatusUpdate.ALL, _with_message(chats.other)))
    # Other edits come without anybody's doing: a live location moves, a poll closes.
    edited = filters.UpdateType.EDITED_MESSAGE & mine & filters.TEXT
    application.add_handler(MessageHandler(edited, _with_message(_answer_edit)))
    application.add_error_handler(_answer_error)


class _MeantForBot(filters.MessageFilter):
    """Everything in a private chat; in a group, what replies to the bot or mentions it."""

    def filter(self, message: Message) -> bool:
        """Whether the bot should answer."""
        if message.chat.type == Chat.PRIVATE:
            return True
        replied = message.reply_to_message
        if replied and replied.from_user and replied.from_user.id == message.get_bot().id:
            return True
        return bool(_bot_name(message).search(_text(message)))


_Context = ContextTypes.DEFAULT_TYPE
_Handler = Callable[[Update, _Context], Coroutine[Any, Any, None]]


def _with_message(answer: Callable[[Message], Awaitable[None]]) -> _Handler:
    async def handle(update: Update, _: _Context) -> None:
        if update.effective_message:
            await answer(update.effective_message)

    return handle


class _Conversations:
    """Answers messages; in each chat one after the other, so that follow-ups follow."""

    def __init__(self, assistant: ChatAssistant) -> None:
        self._assistant = assistant
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._albums: deque[str] = deque(maxlen=ALBUMS_REMEMBERED)

    async def start(self, message: Message) -> None:
        """Forgets the conversation and says what the bot does."""
        conversation = _conversation(message)
        async with self._turn(conversation):
            await asyncio.to_thread(self._assistant.forget, conversation)
        await self.help(message)

    async def help(self, message: Message) -> None:
        """Says what the bot does, with questions that it answers."""
        language = _language(message)
        examples = await asyncio.to_thread(working_examples, self._assistant, language)
        commands = [f"/{name} – {meaning.say(language)}" for name, meaning in _COMMANDS.items()]
        await _send(message, help_html(language, message.get_bot().username, examples, commands))

    async def sources(self, message: Message) -> None:
        """Lists the reports held, or those that the command's words name."""
        reports = await asyncio.to_thread(self._assistant.sources)
        await _send(message, sources_html(reports, _language(message), _words(message)))

    async def question(self, message: Message) -> None:
        """Answers a question."""
        question = _words(message)
        if not question:
            await _say(message, wording.NO_QUESTION)
            return
        conversation = _conversation(message)
        async with self._turn(conversation):
            reply, _ = await asyncio.gather(
                asyncio.to_thread(self._assistant.answer, question, conversation), _show_typing(message)
            )
            await _send(message, reply_html(reply))

    async def other(self, message: Message) -> None:
        """Answers a message that is no text; of the pictures of one album, the first."""
        if message.media_group_id:
            if message.media_group_id in self._albums:
                return
            self._albums.append(message.media_group_id)
        if message.voice or message.audio or message.video_note:
            await _say(message, wording.VOICE_SENT)
        elif message.document:
            await _say(message, wording.FILE_SENT)
        else:
            await _say(message, wording.OTHER_SENT)

    def _turn(self, conversation: str) -> asyncio.Lock:
        return self._turns.setdefault(conversation, asyncio.Lock())


async def _answer_unknown_command(message: Message) -> None:
    await _say(message, wording.UNKNOWN_COMMAND)


async def _answer_edit(message: Message) -> None:
    await _say(message, wording.MESSAGE_EDITED)


async def _answer_error(update: object, context: _Context) -> None:
    """Logs what went wrong, without the message's text, and tells the person so."""
    message = update.effective_message if isinstance(update, Update) else None
    if context.error is None:
        return
    if isinstance(context.error, Forbidden):
        log.info("a message was not sent, because its reader blocked the bot: %s", context.error)
        return
    text = _text(message) if message else ""
    log.error("a message of %d characters could not be answered:\n%s", len(text), _trace(context.error, text))
    if message and not isinstance(context.error, TelegramError):
        await _say(message, wording.ERROR)


def _trace(error: BaseException, text: str) -> str:
    """The whole trace, with a person's text taken out wherever an error repeats it."""
    trace = "".join(traceback.format_exception(error))
    for words in (text, repr(text)[1:-1], ascii(text)[1:-1], *text.splitlines()):
        if len(words) > 3:  # shorter ones say nothing about anybody, and stand in every trace
            trace = trace.replace(words, f"<{len(words)} characters>")
    return trace


def working_examples(assistant: ChatAssistant, language: Language) -> list[str]:
    """Questions on the newest reports that the assistant does answer, up to three."""
    shown: list[str] = []
    for number, question in enumerate(_example_questions(assistant.sources(), language)):
        if len(shown) == EXAMPLES_SHOWN or number == EXAMPLES_TRIED:
            break
        if assistant.answer(question).status is Status.ANSWERED:
            shown.append(question)
    return shown


def _example_questions(reports: tuple[Report, ...], language: Language) -> Iterator[str]:
    """First each body's first question, then each one's second, and so on."""
    newest: dict[str, Report] = {}
    for report in sorted(reports, key=lambda report: (-(report.year or 0), report.publisher, report.title)):
        if report.year and wording.EXAMPLE_QUESTIONS[report.kind]:
            newest.setdefault(report.publisher, report)
    asked = [(report, wording.EXAMPLE_QUESTIONS[report.kind]) for report in list(newest.values())[:EXAMPLES_SHOWN]]
    for number in range(max((len(questions) for _, questions in asked), default=0)):
        for report, questions in asked:
            if number < len(questions):
                yield questions[number].say(language, publisher=report.publisher, year=report.year)


def _conversation(message: Message) -> str:
    # In groups without topics a chain of replies has a thread id too, but is no conversation of its own.
    topic = message.message_thread_id if message.is_topic_message else 0
    return f"telegram:{message.chat_id}:{topic}"


def _words(message: Message) -> str:
    """What a message says, without its command and without the bot's name."""
    return re.sub(r"^\s*/\w+", "", _bot_name(message).sub(" ", _text(message))).strip()


def _bot_name(message: Message) -> re.Pattern[str]:
    return re.compile(rf"@{re.escape(message.get_bot().username)}(?![A-Za-z0-9_])", re.IGNORECASE)


def _text(message: Message) -> str:
    return message.text or message.caption or ""


def _language(message: Message) -> Language:
    """The language that a message is written in, else that of the person's Telegram, else Chinese."""
    words = _words(message)
    if re.search(r"[\u3400-\u9fff]", words):
        return Language.CHINESE
    if re.search(r"[A-Za-z]{2}", words):
        return Language.ENGLISH
    code = message.from_user.language_code if message.from_user else None
    return Language.CHINESE if not code or code.lower().startswith("zh") else Language.ENGLISH


async def _show_typing(message: Message) -> None:
    try:
        await message.reply_chat_action(ChatAction.TYPING, read_timeout=3)
    except TelegramError as error:
        log.debug("the server refuses sendChatAction: %s", error)


async def _say(message: Message, sentence: wording.Wording) -> None:
    await _send(message, sentence.say(_language(message)))


async def _send(message: Message, html: str) -> None:
    for part in split_html(html):
        try:
            await _patiently(message, part, ParseMode.HTML)
        except BadRequest as error:
            log.warning("the server refuses a message as HTML (%s); sending plain text", error)
            await _patiently(message, plain_text(part), None)


async def _patiently(message: Message, text: str, parse_mode: str | None) -> None:
    """Sends a text, in groups as a reply; again where Telegram asks for a pause or the network fails."""
    for attempt in range(1, SEND_ATTEMPTS + 1):
        try:
            await message.reply_text(text, parse_mode=parse_mode)
            return
        except TelegramError as error:
            pause = _pause_seconds(error)
            if pause is None or attempt == SEND_ATTEMPTS:
                raise
            log.info("sending a message again in %s seconds: %s", pause, error)
            await asyncio.sleep(pause)


def _pause_seconds(error: TelegramError) -> float | None:
    """How long to wait before sending again; None where that doesn't help."""
    if isinstance(error, RetryAfter):
        asked = error.retry_after
        seconds = asked.total_seconds() if isinstance(asked, timedelta) else asked
        return seconds if seconds <= LONGEST_PAUSE_SECONDS else None
    is_network = isinstance(error, NetworkError) and not isinstance(error, BadRequest)
    return NETWORK_PAUSE_SECONDS if is_network else None
