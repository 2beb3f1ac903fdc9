"""Builds and joins the parts of the chat, and runs it by long polling until a signal."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import closing
from typing import Any

from telegram import Bot, BotCommand, CallbackQuery, Message, Update
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.errors import SettingsError
from bot.records import Language
from bot.settings import Settings
from bot.telegram.answering import ChatAssistant, Turns
from bot.telegram.connection import CONCURRENT_MESSAGES, PatientBot, connected_bot, log_in
from bot.telegram.given import GivenReplies
from bot.telegram.messages import MeantForBot
from bot.telegram.pressing import Pressing
from bot.telegram.pseudonyms import Pseudonyms
from bot.telegram.questions import COMMANDS, Questions
from bot.telegram.trouble import answer_error

log = logging.getLogger(__name__)

RECEIVED = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY]
"""the kinds of updates that Telegram is asked for"""

_Application = Application[Any, Any, Any, Any, Any, Any]


def run_telegram(settings: Settings, assistant: ChatAssistant) -> None:
    """Answers on Telegram until SIGINT or SIGTERM.

    Raises SettingsError without a token and where the server refuses it, BotError where it can't be reached.
    """
    if not settings.telegram_token:
        raise SettingsError("no Telegram token: set GONGKAI_TELEGRAM_TOKEN to the one that @BotFather gave you")
    _set_up_log(settings.log_level)
    with closing(GivenReplies.of_folder(settings.data)) as given:
        asyncio.run(_serve(connected_bot(settings, settings.telegram_token), settings, assistant, given))


def _set_up_log(level: str) -> None:
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # More of these loggers would show people's messages and, in addresses, the token.
    logging.getLogger("telegram").setLevel(logging.WARNING)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.getLogger("httpcore").setLevel(logging.WARNING)


async def _serve(bot: PatientBot, settings: Settings, assistant: ChatAssistant, given: GivenReplies) -> None:
    stopped = asyncio.Event()
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signal_number, stopped.set)
    await log_in(bot, settings)
    application = _joined(bot, settings, assistant, given)
    updater = application.updater
    assert updater is not None  # the builder made it
    async with application:
        await _publish_commands(bot)
        await updater.start_polling(allowed_updates=RECEIVED, error_callback=_log_polling_error)
        await application.start()
        log.info("answering as @%s", bot.username)
        await stopped.wait()
        log.info("stopping")
        await updater.stop()
        await application.stop()


def _joined(bot: PatientBot, settings: Settings, assistant: ChatAssistant, given: GivenReplies) -> _Application:
    """The one place where the parts are made and handed to each other."""
    application = ApplicationBuilder().bot(bot).concurrent_updates(CONCURRENT_MESSAGES).build()
    pseudonyms = Pseudonyms.of_folder(settings.data)
    questions = Questions(assistant, given, Turns())
    pressing = Pressing(settings.data, assistant, given, pseudonyms.name, questions.asked_by_button)
    _add_question_handlers(application, questions)
    application.add_handler(CallbackQueryHandler(_with_query(pressing.pressed)))
    application.add_error_handler(answer_error)
    return application


def _add_question_handlers(application: _Application, questions: Questions) -> None:
    mine = MeantForBot()
    new = filters.UpdateType.MESSAGE & mine
    application.add_handler(CommandHandler("start", _with_message(questions.start), new))
    application.add_handler(CommandHandler("help", _with_message(questions.help), new))
    application.add_handler(CommandHandler("sources", _with_message(questions.sources), new))
    application.add_handler(MessageHandler(new & filters.COMMAND, _with_message(questions.unknown_command)))
    application.add_handler(MessageHandler(new & filters.TEXT, _with_message(questions.question)))
    application.add_handler(MessageHandler(new & ~filters.StatusUpdate.ALL, _with_message(questions.other)))
    # Other edits come without anybody's doing: a live location moves, a poll closes.
    edited = filters.UpdateType.EDITED_MESSAGE & mine & filters.TEXT
    application.add_handler(MessageHandler(edited, _with_message(questions.edited)))


_Handler = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]


def _with_message(answer: Callable[[Message], Awaitable[None]]) -> _Handler:
    async def handle(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        if update.effective_message:
            await answer(update.effective_message)

    return handle


def _with_query(answer: Callable[[CallbackQuery], Awaitable[None]]) -> _Handler:
    async def handle(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        if update.callback_query:
            await answer(update.callback_query)

    return handle


async def _publish_commands(bot: Bot) -> None:
    """Fills the menu of commands: Chinese, and English for those who read Telegram in English."""
    for language, code in ((Language.CHINESE, None), (Language.ENGLISH, "en")):
        commands = [BotCommand(name, meaning.say(language)) for name, meaning in COMMANDS.items()]
        try:
            await bot.set_my_commands(commands, language_code=code)
        except TelegramError as error:
            log.warning("the server refuses setMyCommands (%s); going on without a menu", error)


def _log_polling_error(error: TelegramError) -> None:
    log.warning("asking for messages failed and will be tried again: %s", error)
