"""HTML → messages that Telegram takes: split, as plain text where it must be, pictures as files."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, TypeVar

from telegram import InlineKeyboardMarkup, Message
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, TelegramError

from bot.telegram.format import plain_text, split_html
from bot.telegram.messages import language_of
from bot.telegram.wording import Wording

CAPTION_LIMIT = 1024
"""UTF-16 code units under a picture (core.telegram.org/bots/api#sendphoto)"""
TYPING_SECONDS = 4
"""Telegram shows it for five"""

log = logging.getLogger(__name__)

Done = TypeVar("Done")


async def say(message: Message, sentence: Wording) -> None:
    """Answers a message with one sentence in its language."""
    await send(message, sentence.say(language_of(message)))


async def send(message: Message, html: str, buttons: InlineKeyboardMarkup | None = None) -> Message:
    """Answers a message, in groups as a reply to it, in as many parts as the text needs; buttons under the last.

    Gives the last part's message.
    """
    *parts, last = split_html(html)
    for part in parts:
        await _send_part(message, part, None)
    return await _send_part(message, last, buttons)


async def edit(message: Message, html: str, buttons: InlineKeyboardMarkup | None = None) -> None:
    """Gives a message of ours another text and other buttons; what doesn't fit, or is too old, comes as a new one."""
    first, *rest = split_html(html)
    if rest:
        await send(message, html, buttons)
        return
    try:
        await message.edit_text(first, parse_mode=ParseMode.HTML, reply_markup=buttons)
    except BadRequest as error:
        if "not modified" not in str(error):
            log.info("the server refuses to edit a message (%s); sending a new one", error)
            await send(message, html, buttons)


async def _send_part(message: Message, html: str, buttons: InlineKeyboardMarkup | None) -> Message:
    try:
        return await message.reply_text(html, parse_mode=ParseMode.HTML, reply_markup=buttons)
    except BadRequest as error:
        log.warning("the server refuses a message as HTML (%s); sending plain text", error)
        return await message.reply_text(plain_text(html), parse_mode=None, reply_markup=buttons)


async def send_picture(message: Message, png: bytes, caption: str) -> None:
    """Answers a message with a picture; one of a shape that Telegram takes for no photo is sent as a file."""
    short, *rest = split_html(caption, CAPTION_LIMIT)
    try:
        await message.reply_photo(png, caption=short, parse_mode=ParseMode.HTML)
    except BadRequest as error:
        log.info("the server refuses a picture as photo (%s); sending it as a file", error)
        await message.reply_document(png, caption=short, parse_mode=ParseMode.HTML, filename="source.png")
    for part in rest:
        await _send_part(message, part, None)


async def typing_until(message: Message, work: Coroutine[Any, Any, Done]) -> Done:
    """What some work gives; until then the chat shows that an answer is being written."""
    done = asyncio.create_task(work)
    while not done.done():
        await _show_typing(message)
        await asyncio.wait({done}, timeout=TYPING_SECONDS)
    return done.result()


async def _show_typing(message: Message) -> None:
    try:
        await message.reply_chat_action(ChatAction.TYPING, read_timeout=3)
    except TelegramError as error:
        log.debug("the server refuses sendChatAction: %s", error)
