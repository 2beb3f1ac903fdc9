"""Builds and joins the parts of the chat, and runs it until a signal."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from telegram import Bot, BotCommand, BotCommandScopeChat, CallbackQuery, InlineQuery, Message, Update
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.errors import SettingsError
from bot.rebuild import Rebuilding
from bot.records import Language
from bot.settings import Settings
from bot.telegram.answering import ChatAssistant, Turns
from bot.telegram.conduct import Conduct
from bot.telegram.connection import PatientBot, connected_bot, log_in
from bot.telegram.desk import COMMANDS as DESK_COMMANDS
from bot.telegram.desk import AnswersDesk, Desk
from bot.telegram.desk_buttons import PREFIX
from bot.telegram.drafts import Drafts
from bot.telegram.given import GivenReplies
from bot.telegram.inline import Inline
from bot.telegram.messages import MeantForBot
from bot.telegram.pressing import Pressing
from bot.telegram.privacy import Privacy
from bot.telegram.questions import COMMANDS, Questions
from bot.telegram.receiving import start_receiving
from bot.telegram.trouble import answering_errors, apologise
from bot.telegram.wording import Wording

log = logging.getLogger(__name__)

RECEIVED = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY, Update.MY_CHAT_MEMBER]
"""the kinds of updates that Telegram is asked for"""

_Application = Application[Any, Any, Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the chat keeps besides what conduct wants."""

    given: GivenReplies
    drafts: Drafts


def run_telegram(settings: Settings, assistant: ChatAssistant) -> None:
    """Answers on Telegram until SIGINT or SIGTERM.

    Raises SettingsError without a token and where the server refuses it, BotError where it can't be reached.
    """
    if not settings.telegram_token:
        raise SettingsError("no Telegram token: set GONGKAI_TELEGRAM_TOKEN to the one that @BotFather gave you")
    _set_up_log(settings.log_level)
    bot = int(settings.telegram_token.partition(":")[0])
    with (
        closing(GivenReplies.of_folder(settings.data)) as given,
        closing(Drafts.of_folder(settings.data)) as drafts,
        closing(Conduct(settings, bot)) as conduct,
    ):
        asyncio.run(_serve(settings, settings.telegram_token, assistant, _Kept(given, drafts), conduct))


def _set_up_log(level: str) -> None:
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # More of these loggers would show people's messages and, in addresses, the token.
    logging.getLogger("telegram").setLevel(logging.WARNING)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.getLogger("httpcore").setLevel(logging.WARNING)


async def _serve(settings: Settings, token: str, assistant: ChatAssistant, kept: _Kept, conduct: Conduct) -> None:
    stopped = asyncio.Event()
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signal_number, stopped.set)
    bot = connected_bot(settings, token, conduct)
    await log_in(bot, settings)
    rebuilding = Rebuilding(settings.corpus, settings.data, settings.model, settings.snapshots_kept)
    desk = Desk(settings, kept.drafts, kept.given, conduct.journal, rebuilding)
    application = _joined(bot, settings, assistant, kept, conduct, desk)
    updater = application.updater
    assert updater is not None  # the builder made it
    with conduct.served():
        living = asyncio.create_task(conduct.live())
        async with application:
            await _publish_commands(bot, settings.staff)
            await apologise(await conduct.queue.take_up(bot))
            await start_receiving(updater, settings, conduct.pseudonyms.webhook_secret(), RECEIVED)
            await application.start()
            log.info("answering as @%s", bot.username)
            await stopped.wait()
            log.info("stopping")
            rebuilding.stop()
            conduct.stop()
            await updater.stop()
            await application.stop()
        living.cancel()


def _joined(
    bot: PatientBot, settings: Settings, assistant: ChatAssistant, kept: _Kept, conduct: Conduct, desk: Desk
) -> _Application:
    """The one place where the parts are made and handed to each other."""
    builder = ApplicationBuilder().bot(bot).update_queue(conduct.queue).concurrent_updates(conduct.processor)
    application = builder.build()
    _add_desk_handlers(application, desk, settings.staff)
    questions = Questions(assistant, kept.given, Turns())
    pressing = Pressing(settings.data, assistant, kept.given, conduct.pseudonyms.name, questions.asked_by_button)
    privacy = Privacy(conduct, kept.given, assistant, settings.keep_questions_days)
    _add_privacy_handlers(application, privacy)
    _add_question_handlers(application, questions, conduct)
    presses = _with_query(conduct.paced_press(pressing.pressed))
    application.add_handler(CallbackQueryHandler(presses))
    application.add_handler(InlineQueryHandler(_with_inline(Inline(assistant, kept.given, conduct).typed)))
    application.add_error_handler(answering_errors(privacy.blocked))
    return application


def _add_desk_handlers(application: _Application, desk: Desk, staff: frozenset[int]) -> None:
    """Before all others, and for staff only; of what others send only forged data of a button comes here."""
    theirs = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & filters.User(staff)
    for name in DESK_COMMANDS:
        application.add_handler(CommandHandler(name, _with_message(desk.command(name)), theirs))
    application.add_handler(MessageHandler(theirs & filters.Document.ALL, _with_message(desk.document)))
    answers = theirs & filters.REPLY & filters.TEXT & ~filters.COMMAND & AnswersDesk()
    application.add_handler(MessageHandler(answers, _with_message(desk.wished)))
    application.add_handler(CallbackQueryHandler(_with_query(desk.pressed), pattern=rf"^{PREFIX} "))


def _add_privacy_handlers(application: _Application, privacy: Privacy) -> None:
    new = filters.UpdateType.MESSAGE & MeantForBot()
    application.add_handler(CommandHandler("privacy", _with_message(privacy.privacy), new))
    application.add_handler(CommandHandler("forget", _with_message(privacy.forget), new))
    application.add_handler(ChatMemberHandler(_on_blocking(privacy), ChatMemberHandler.MY_CHAT_MEMBER))


def _on_blocking(privacy: Privacy) -> "_Handler":
    async def handle(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        changed = update.my_chat_member
        if changed and changed.new_chat_member.status == ChatMemberStatus.BANNED:
            await privacy.blocked(update)

    return handle


def _add_question_handlers(application: _Application, questions: Questions, conduct: Conduct) -> None:
    mine = MeantForBot()
    new = filters.UpdateType.MESSAGE & mine
    application.add_handler(CommandHandler("start", _with_message(questions.start), new))
    application.add_handler(CommandHandler("help", _with_message(questions.help), new))
    application.add_handler(CommandHandler("new", _with_message(questions.new), new))
    application.add_handler(CommandHandler("sources", _with_message(questions.sources), new))
    application.add_handler(MessageHandler(new & filters.COMMAND, _with_message(questions.unknown_command)))
    application.add_handler(MessageHandler(new & filters.TEXT, _with_message(conduct.paced(questions.question))))
    application.add_handler(MessageHandler(new & ~filters.StatusUpdate.ALL, _with_message(questions.other)))
    # Other edits come without anybody's doing: a live location moves, a poll closes.
    edited = filters.UpdateType.EDITED_MESSAGE & mine & filters.TEXT & ~filters.COMMAND
    application.add_handler(MessageHandler(edited, _with_message(conduct.paced(questions.edited))))


_Handler = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]


def _with_message(answer: Callable[[Message], Awaitable[None]]) -> _Handler:
    async def handle(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        if update.effective_message:
            await answer(update.effective_message)

    return handle


def _with_inline(answer: Callable[[InlineQuery], Awaitable[None]]) -> _Handler:
    async def handle(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        if update.inline_query:
            await answer(update.inline_query)

    return handle


def _with_query(answer: Callable[[CallbackQuery], Awaitable[None]]) -> _Handler:
    async def handle(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        if update.callback_query:
            await answer(update.callback_query)

    return handle


async def _publish_commands(bot: Bot, staff: frozenset[int]) -> None:
    """Fills the menu of commands: Chinese, and English for those who read Telegram in English; more for staff."""
    scopes: list[tuple[Mapping[str, Wording], BotCommandScopeChat | None]] = [(COMMANDS, None)]
    scopes += [({**COMMANDS, **DESK_COMMANDS}, BotCommandScopeChat(person)) for person in sorted(staff)]
    for named, scope in scopes:
        for language, code in ((Language.CHINESE, None), (Language.ENGLISH, "en")):
            commands = [BotCommand(name, meaning.say(language)) for name, meaning in named.items()]
            try:
                await bot.set_my_commands(commands, scope, code)
            except TelegramError as error:
                log.warning("the server refuses setMyCommands (%s); going on without a menu", error)
