"""Staff's commands and presses → search, checks, reports let in and taken out, and what people ask and think."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import closing
from time import time

from telegram import CallbackQuery, InlineKeyboardMarkup, Message
from telegram.ext import filters

from bot.errors import BotError
from bot.listing import check_lines, matching_reports, one_report
from bot.rebuild import Rebuilding
from bot.records import Language
from bot.settings import Settings
from bot.telegram import desk_wording as wording
from bot.telegram.buttons import reply_buttons
from bot.telegram.desk_buttons import (
    Verb,
    Wanted,
    page_buttons,
    read_desk_data,
    remove_buttons,
    restore_button,
    settle_button,
    snapshot_buttons,
)
from bot.telegram.desk_format import (
    DAYS,
    SNAPSHOTS_SHOWN,
    found_html,
    menu_html,
    pages_of,
    reported_html,
    snapshots_html,
    stats_html,
    unanswered_html,
)
from bot.telegram.drafts import Drafts, Search
from bot.telegram.format import escaped
from bot.telegram.given import GivenReplies
from bot.telegram.intake import Intake, wish_of
from bot.telegram.journal import Journal
from bot.telegram.messages import language_of_code, words_of
from bot.telegram.pressing import message_of
from bot.telegram.progress import rebuild_shown
from bot.telegram.sending import edit, send
from bot.telegram.wording import NO_BUTTON, Wording
from index.errors import SnapshotError
from index.ledger import one_withdrawn, put_back, withdraw
from index.records import Evidence, Query
from index.search import search
from index.snapshot import list_snapshots, open_current, use_snapshot
from ingest.errors import IngestError
from ingest.records import Report

MOST_FOUND = 50
LOOKED_BACK_DAYS = 30
REPORTED_SHOWN = 5
CHECK_LINES_SHOWN = 120
"""some five messages"""

COMMANDS: Mapping[str, Wording] = {
    "staff": wording.COMMAND_STAFF,
    "search": wording.COMMAND_SEARCH,
    "check": wording.COMMAND_CHECK,
    "remove": wording.COMMAND_REMOVE,
    "rebuild": wording.COMMAND_REBUILD,
    "snapshots": wording.COMMAND_SNAPSHOTS,
    "unanswered": wording.COMMAND_UNANSWERED,
    "reported": wording.COMMAND_REPORTED,
    "stats": wording.COMMAND_STATS,
}

DRAFT_VERBS = (Verb.LET_IN, Verb.DROP, Verb.SHOW, Verb.WISH, Verb.KINDS, Verb.KIND)

log = logging.getLogger(__name__)


class Desk:
    """Serves the people whose ids the settings name, in their private chats, and nobody else."""

    def __init__(
        self, settings: Settings, drafts: Drafts, given: GivenReplies, journal: Journal, rebuilding: Rebuilding
    ) -> None:
        self._settings = settings
        self._drafts = drafts
        self._given = given
        self._journal = journal
        self._rebuilding = rebuilding
        self._intake = Intake(settings, drafts, rebuilding)

    def serves(self, person: int, chat: int) -> bool:
        """Whether somebody is staff and in a private chat, whose id is then the person's."""
        return person in self._settings.staff and chat == person

    # messages

    def command(self, name: str) -> Callable[[Message], Awaitable[None]]:
        """What answers a command; known errors are told in their own sentence."""
        work: Callable[[Message, int, Language], Awaitable[None]] = getattr(self, f"_{name}")

        async def answer(message: Message) -> None:
            staff, language = _who(message)
            if not self.serves(staff, message.chat_id):
                await send(message, wording.NOT_STAFF.say(language))
                return
            log.info("staff %d: /%s", staff, name)
            await _told(message, work(message, staff, language))

        return answer

    async def document(self, message: Message) -> None:
        """Takes in a file."""
        staff, language = _who(message)
        if self.serves(staff, message.chat_id) and message.document:
            await _told(message, self._intake.sent(message, message.document, staff, language))

    async def wished(self, message: Message) -> None:
        """Takes the answer to what the desk asked for."""
        staff, language = _who(message)
        wish = wish_of(message.reply_to_message)
        if wish and self.serves(staff, message.chat_id):
            await _told(message, self._intake.wished(message, wish, staff, language))

    async def _staff(self, message: Message, _: int, language: Language) -> None:
        await send(message, menu_html(dict(COMMANDS), language))

    async def _search(self, message: Message, _: int, language: Language) -> None:
        words = words_of(message)
        if not words:
            await send(message, wording.SEARCH_HOW.say(language))
            return
        kept, found, reports = await asyncio.to_thread(self._first_found, words)
        html = found_html(kept, found, reports, 1, language)
        await send(message, html, page_buttons(kept, 1, pages_of(found), language))

    async def _check(self, message: Message, _: int, language: Language) -> None:
        lines = await asyncio.to_thread(self._check_lines, words_of(message))
        more = len(lines) - CHECK_LINES_SHOWN
        shown = lines[:CHECK_LINES_SHOWN] + ([wording.MORE.say(language, more=more)] if more > 0 else [])
        await send(message, escaped("\n".join(shown) or wording.NO_FAILED.say(language)))

    async def _remove(self, message: Message, _: int, language: Language) -> None:
        words = words_of(message)
        if not words:
            await send(message, wording.REMOVE_HOW.say(language))
            return
        report = one_report(await asyncio.to_thread(self._reports), words)
        asked = wording.REMOVE.say(language, title=report.title)
        await send(message, escaped(asked), remove_buttons(report, language))

    async def _rebuild(self, message: Message, _: int, language: Language) -> None:
        await rebuild_shown(message, self._rebuilding, language)

    async def _snapshots(self, message: Message, _: int, language: Language) -> None:
        listed = (await asyncio.to_thread(list_snapshots, self._settings.data))[:SNAPSHOTS_SHOWN]
        await send(message, snapshots_html(listed, language), snapshot_buttons(listed, language))

    async def _unanswered(self, message: Message, _: int, language: Language) -> None:
        asked = await asyncio.to_thread(self._journal.since, LOOKED_BACK_DAYS)
        await send(message, unanswered_html(asked, LOOKED_BACK_DAYS, language))

    async def _reported(self, message: Message, _: int, language: Language) -> None:
        reported = await asyncio.to_thread(self._given.reported)
        asked = await asyncio.to_thread(self._journal.since, LOOKED_BACK_DAYS)
        words = {one.reply_id: one.question for one in asked if one.question}
        if not reported:
            await send(message, wording.NOTHING_REPORTED.say(language))
        for one in reported[:REPORTED_SHOWN]:
            under = reply_buttons(one.reply, one.id)
            rows = [*(under.inline_keyboard[:-1] if under else ()), (settle_button(one.id, language),)]
            html = reported_html(one, words.get(one.reply.id), language)
            await send(message, html, InlineKeyboardMarkup(rows))
        if len(reported) > REPORTED_SHOWN:
            await send(message, wording.MORE_REPORTED.say(language, more=len(reported) - REPORTED_SHOWN))

    async def _stats(self, message: Message, _: int, language: Language) -> None:
        asked = await asyncio.to_thread(self._journal.since, DAYS)
        opinions = await asyncio.to_thread(self._given.opinions, time() - DAYS * 24 * 3600)
        await send(message, stats_html(asked, opinions, language))

    # presses

    async def pressed(self, query: CallbackQuery) -> None:
        """Does what a button of the desk says, for staff only, whoever sends its data."""
        staff, language = query.from_user.id, language_of_code(query.from_user.language_code)
        wanted, message = read_desk_data(query.data or ""), message_of(query)
        if message is None or not self.serves(staff, message.chat_id):
            log.warning("somebody who is not staff sent data of the desk")
            await query.answer(wording.NOT_STAFF.say(language), show_alert=True)
        elif wanted is None:
            await query.answer(NO_BUTTON.say(language), show_alert=True)
        else:
            log.info("staff %d: %s %s %s", staff, wanted.verb.value, wanted.key, wanted.value)
            await query.answer()
            await _told(message, self._done(message, wanted, staff, language))

    async def _done(self, message: Message, wanted: Wanted, staff: int, language: Language) -> None:
        if wanted.verb in DRAFT_VERBS:
            await self._intake.pressed(message, wanted, staff, language)
        elif wanted.verb is Verb.PAGE:
            await self._page(message, wanted, language)
        elif wanted.verb is Verb.REMOVE:
            await self._take_out(message, wanted.key, staff, language)
        elif wanted.verb is Verb.RESTORE:
            await asyncio.to_thread(self._put_back, wanted.key)
            await rebuild_shown(message, self._rebuilding, language, wording.RESTORED.say(language))
        elif wanted.verb is Verb.USE:
            await asyncio.to_thread(use_snapshot, self._settings.data, wanted.key)
            await send(message, wording.USED.say(language, id=wanted.key))
        elif wanted.verb is Verb.SETTLE:
            await asyncio.to_thread(self._given.settle, wanted.key, staff)
            await edit(message, wording.SETTLED.say(language))
        else:
            await edit(message, wording.LEFT.say(language))

    async def _page(self, message: Message, wanted: Wanted, language: Language) -> None:
        kept = await asyncio.to_thread(self._drafts.search, int(wanted.key, 16))
        if kept is None or not wanted.value.isdigit():
            await send(message, NO_BUTTON.say(language))
            return
        found, reports = await asyncio.to_thread(self._found, kept)
        page = min(max(1, int(wanted.value)), pages_of(found))
        html = found_html(kept, found, reports, page, language)
        await edit(message, html, page_buttons(kept, page, pages_of(found), language))

    async def _take_out(self, message: Message, report_id: str, staff: int, language: Language) -> None:
        report = one_report(await asyncio.to_thread(self._reports), report_id)
        await asyncio.to_thread(withdraw, self._settings.data, report.sha256, report.file, f"by {staff}")
        log.info("staff %d took out report %s", staff, report.id)
        said = wording.REMOVED.say(language, title=report.title)
        await edit(message, escaped(said), restore_button(report.id, language))
        await rebuild_shown(message, self._rebuilding, language)

    # in a thread

    def _first_found(self, words: str) -> tuple[Search, tuple[Evidence, ...], dict[str, Report]]:
        looked_for, year, publisher = filtered(words, self._reports())
        kept = self._drafts.keep_search(looked_for, year, publisher)
        return kept, *self._found(kept)

    def _found(self, kept: Search) -> tuple[tuple[Evidence, ...], dict[str, Report]]:
        with closing(open_current(self._settings.data, self._settings.model)) as snapshot:
            reports = {report.id: report for report in snapshot.store.reports()}
            allowed = matching_reports(tuple(reports.values()), kept.year, kept.publisher, None)
            nothing = allowed is not None and not allowed
            query = Query(kept.words[:500], report_ids=allowed, limit=MOST_FOUND)
            return () if nothing else search(snapshot, query), reports

    def _reports(self) -> tuple[Report, ...]:
        with closing(open_current(self._settings.data, self._settings.model)) as snapshot:
            return snapshot.store.reports()

    def _check_lines(self, words: str) -> list[str]:
        with closing(open_current(self._settings.data, self._settings.model)) as snapshot:
            only = [one_report(snapshot.store.reports(), words).id] if words else None
            return list(check_lines(snapshot.store.checks(only), snapshot.store))

    def _put_back(self, report_id: str) -> None:
        put_back(self._settings.data, one_withdrawn(self._settings.data, report_id).sha256)


class AnswersDesk(filters.MessageFilter):
    """What staff write in answer to a question of the desk."""

    def filter(self, message: Message) -> bool:
        """Whether the desk asked for it."""
        return wish_of(message.reply_to_message) is not None


def filtered(words: str, reports: tuple[Report, ...]) -> tuple[str, int | None, str | None]:
    """What is looked for, in which year, and of which body: a held year, and a part of a held body's name.

    >>> filtered("法律援助 2020", ())
    ('法律援助 2020', None, None)
    """
    year, publisher, kept = None, None, []
    years = {str(report.year) for report in reports}
    for word in words.split():
        bare = word.removesuffix("年")
        if bare in years and year is None:
            year = int(bare)
        elif publisher is None and any(word in report.publisher for report in reports) and len(words.split()) > 1:
            publisher = word
        else:
            kept.append(word)
    return " ".join(kept) or words, year, publisher


def _who(message: Message) -> tuple[int, Language]:
    sender = message.from_user
    return (sender.id, language_of_code(sender.language_code)) if sender else (0, Language.CHINESE)


async def _told(message: Message, work: Awaitable[None]) -> None:
    """Does some work; a known error is told in its own sentence."""
    try:
        await work
    except (BotError, SnapshotError, IngestError) as error:
        log.info("the desk could not do it: %s", error)
        await send(message, escaped(str(error)))
