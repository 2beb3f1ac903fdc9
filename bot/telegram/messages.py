"""A message → its words, its language, its conversation, and whether it is meant for the bot."""

import re

from telegram import Chat, Message
from telegram.ext import filters

from bot.records import Language


class MeantForBot(filters.MessageFilter):
    """Everything in a private chat; in a group, what replies to the bot or mentions it."""

    def filter(self, message: Message) -> bool:
        """Whether the bot should answer."""
        if message.via_bot and message.via_bot.id == message.get_bot().id:
            return False  # an answer that somebody sent by typing behind the bot's name
        if message.chat.type == Chat.PRIVATE:
            return True
        replied = message.reply_to_message
        if replied and replied.from_user and replied.from_user.id == message.get_bot().id:
            return True
        return bool(_bot_name(message).search(text_of(message)))


def conversation_of(message: Message) -> str:
    """The key of the conversation that a message belongs to: its chat, in a forum its topic."""
    # In groups without topics a chain of replies has a thread id too, but is no conversation of its own.
    topic = message.message_thread_id if message.is_topic_message else 0
    return conversation_in(message.chat_id, topic)


def conversation_in(chat: int, topic: int | None = None) -> str:
    """The key of the conversation in a chat, or in one topic of it.

    >>> conversation_in(17), conversation_in(-5, 3)
    ('telegram:17:0', 'telegram:-5:3')
    """
    return f"telegram:{chat}:{topic or 0}"


def words_of(message: Message) -> str:
    """What a message says, without its command and without the bot's name."""
    return re.sub(r"^\s*/\w+", "", _bot_name(message).sub(" ", text_of(message))).strip()


def text_of(message: Message) -> str:
    """A message's text, or what stands under its picture."""
    return message.text or message.caption or ""


def language_of(message: Message) -> Language:
    """The language that a message is written in, else that of the person's Telegram, else Chinese."""
    words = "" if text_of(message).startswith("/start") else words_of(message)  # behind it stands a link's parameter
    if re.search(r"[\u3400-\u9fff]", words):
        return Language.CHINESE
    if re.search(r"[A-Za-z]{2}", words):
        return Language.ENGLISH
    return language_of_code(message.from_user.language_code if message.from_user else None)


def language_of_code(code: str | None) -> Language:
    """The language for somebody whose Telegram speaks that one: Chinese where it isn't known.

    >>> language_of_code("zh-hans"), language_of_code("fr"), language_of_code(None)
    (<Language.CHINESE: 'zh'>, <Language.ENGLISH: 'en'>, <Language.CHINESE: 'zh'>)
    """
    return Language.CHINESE if not code or code.lower().startswith("zh") else Language.ENGLISH


def _bot_name(message: Message) -> re.Pattern[str]:
    return re.compile(rf"@{re.escape(message.get_bot().username)}(?![A-Za-z0-9_])", re.IGNORECASE)
