"""What somebody types behind the bot's name in any chat → answers to send there."""

import asyncio

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode

from bot.records import Reply, Status
from bot.showing import shown_text
from bot.telegram import wording
from bot.telegram.answering import ChatAssistant
from bot.telegram.conduct import Conduct
from bot.telegram.format import asked_html, reply_html, split_html
from bot.telegram.given import GivenReplies
from bot.telegram.limits import Pace
from bot.telegram.links import answer_parameter, link, question_parameter
from bot.telegram.messages import language_of_code

LEAST_TYPED = 4
"""characters: less is the beginning of a question"""
CACHE_SECONDS = 60
"""how long Telegram may give the same answers to the same words; a new snapshot comes into force within it"""
LONGEST_DESCRIPTION = 120
HELP = "help"


class Inline:
    """Answers inline queries, which aren't counted, since most are half a question; only what is offered is kept."""

    def __init__(self, assistant: ChatAssistant, given: GivenReplies, conduct: Conduct) -> None:
        self._assistant = assistant
        self._given = given
        self._conduct = conduct

    async def typed(self, query: InlineQuery) -> None:
        """Offers what answers the words typed so far, and else the way to the bot's own chat."""
        question = query.query.strip()
        person = self._conduct.pseudonyms.name(query.from_user.id)
        offered: list[InlineQueryResultArticle] = []
        if len(question) >= LEAST_TYPED and await self._conduct.limits.admit(f"inline {person}") is Pace.ANSWERED:
            with self._conduct.limits.answering(f"inline {person}"):
                offered = await asyncio.to_thread(self._articles, question, query.get_bot().username)
        language = language_of_code(query.from_user.language_code)
        parameter = (question_parameter(question) if question else None) or HELP
        elsewhere = InlineQueryResultsButton(wording.ASK_THE_BOT.say(language), start_parameter=parameter)
        await query.answer(offered, cache_time=CACHE_SECONDS, button=None if offered else elsewhere)

    def _articles(self, question: str, username: str) -> list[InlineQueryResultArticle]:
        reply = self._assistant.answer(question, offers=False)
        asked = (
            [(question, reply)]
            if reply.status is not Status.AMBIGUOUS
            else [(one, self._assistant.answer(one, offers=False)) for one in reply.suggestions]
        )
        return [self._article(one, got, username) for one, got in asked if got.citations]

    def _article(self, question: str, reply: Reply, username: str) -> InlineQueryResultArticle:
        key = self._given.keep(reply)
        source = InlineKeyboardButton(
            wording.SHOW_SOURCE.say(reply.language), url=link(username, answer_parameter(key))
        )
        return InlineQueryResultArticle(
            id=key,
            title=_title(reply),
            description=f"{question}\n{reply.answer}"[:LONGEST_DESCRIPTION],
            input_message_content=InputTextMessageContent(
                split_html(asked_html(question, reply_html(reply)))[0],
                parse_mode=ParseMode.HTML,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            ),
            reply_markup=InlineKeyboardMarkup([[source]]),
        )


def _title(reply: Reply) -> str:
    """The figure, or the answer where there is more than one."""
    if len(reply.figures) == 1:
        return shown_text(reply.figures[0], reply.language)
    return reply.answer.splitlines()[0][:60]
