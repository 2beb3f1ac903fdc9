"""A PDF that staff send → what was understood of it, corrections, and at last its place among the reports."""

import asyncio
import logging
import re
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from telegram import Document, ForceReply, Message

from bot.arrival import arrival, corrected
from bot.rebuild import Rebuilding
from bot.records import Language
from bot.settings import Settings
from bot.telegram import desk_wording as wording
from bot.telegram.desk_buttons import Verb, Wanted, draft_buttons, kind_buttons
from bot.telegram.desk_format import arrival_html
from bot.telegram.drafts import Draft, Drafts
from bot.telegram.format import escaped
from bot.telegram.messages import words_of
from bot.telegram.progress import rebuild_shown
from bot.telegram.sending import edit, send
from index.errors import NoSnapshot
from index.received import add_received, read_sent
from index.snapshot import open_current
from ingest.errors import UnreadableReport
from ingest.records import Figure, ReportKind

MOST_BYTES = 20 << 20
"""that Telegram lets a bot fetch (core.telegram.org/bots/api#getfile)"""
FIRST_YEAR, LAST_YEAR = 1949, 2100
LONGEST_WISH = 120

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wish:
    """Which field of which draft the answer to a message of ours is for; the message itself says so."""

    key: str
    field: str

    @property
    def mark(self) -> str:
        """What stands at the end of the message.

        >>> Wish("0123456789abcdef", "year").mark
        '〔0123456789abcdef year〕'
        """
        return f"〔{self.key} {self.field}〕"


def wish_of(message: Message | None) -> Wish | None:
    """What the answer to a message is for; None where it isn't ours, or wishes nothing."""
    if message is None or message.from_user is None or message.from_user.id != message.get_bot().id:
        return None
    found = re.search(r"〔([0-9a-f]{16}) ([a-z]+)〕$", message.text or "")
    return Wish(found[1], found[2]) if found and found[2] in wording.WISH else None


class Intake:
    """Takes in reports; nothing is let in before somebody of the staff says so."""

    def __init__(self, settings: Settings, drafts: Drafts, rebuilding: Rebuilding) -> None:
        self._settings = settings
        self._drafts = drafts
        self._rebuilding = rebuilding

    async def sent(self, message: Message, document: Document, staff: int, language: Language) -> None:
        """Reads a file in a process with limits and shows what was understood."""
        name = document.file_name or "report.pdf"
        if (document.file_size or 0) > MOST_BYTES:
            size = (document.file_size or 0) >> 20
            await send(message, escaped(wording.TOO_BIG.say(language, size=size, corpus=self._settings.corpus)))
            return
        log.info("staff %d sent a file of %d bytes", staff, document.file_size or 0)
        shown = await send(message, escaped(wording.READING.say(language, name=name)))
        file = await document.get_file()
        content = bytes(await file.download_as_bytearray())
        try:
            draft = await asyncio.to_thread(self._read, content, name)
        except UnreadableReport as error:
            log.info("staff %d: the file can't be read: %s", staff, error)
            reason = wording.FAULTS[error.fault].say(language)
            await edit(shown, escaped(wording.UNREAD.say(language, reason=reason)))
            return
        log.info("staff %d: report %s was read", staff, draft.key)
        await self._show(shown, draft, language)

    async def pressed(self, message: Message, wanted: Wanted, staff: int, language: Language) -> None:
        """Does what a button under a summary says."""
        draft = await asyncio.to_thread(self._drafts.find, wanted.key)
        if draft is None:
            await send(message, wording.DRAFT_GONE.say(language))
        elif wanted.verb is Verb.LET_IN:
            await self._let_in(message, draft, staff, language)
        elif wanted.verb is Verb.DROP:
            await asyncio.to_thread(self._drafts.drop, draft.key)
            log.info("staff %d dropped report %s", staff, draft.key)
            await edit(message, wording.DROPPED.say(language))
        elif wanted.verb is Verb.KINDS:
            await edit(message, await self._summary(draft, language), kind_buttons(draft.key, language))
        elif wanted.verb is Verb.KIND and wanted.value in list(ReportKind):
            await self._correct(message, draft, "kind", ReportKind(wanted.value), staff, language)
        elif wanted.verb is Verb.WISH and wanted.value in wording.WISH:
            await self._ask(message, Wish(draft.key, wanted.value), language)
        else:
            await self._show(message, draft, language)

    async def wished(self, message: Message, wish: Wish, staff: int, language: Language) -> None:
        """Takes the answer to “write the right title”."""
        draft = await asyncio.to_thread(self._drafts.find, wish.key)
        said = " ".join(words_of(message).split())[:LONGEST_WISH]
        if draft is None:
            await send(message, wording.DRAFT_GONE.say(language))
            return
        year = int(said) if said.isascii() and said.isdigit() and len(said) == 4 else 0
        if wish.field == "year" and not FIRST_YEAR <= year <= LAST_YEAR:
            await send(message, wording.NO_YEAR.say(language))
            return
        value = year if wish.field == "year" else said
        draft = await self._corrected(draft, wish.field, value, staff)
        await send(message, await self._summary(draft, language), draft_buttons(draft.key, language))

    async def _ask(self, message: Message, wish: Wish, language: Language) -> None:
        sentence = wording.WISH[wish.field].say(language)
        answered = ForceReply(input_field_placeholder=sentence[:64])
        await message.reply_text(f"{sentence}\n{wish.mark}", reply_markup=answered, parse_mode=None)

    async def _correct(
        self, message: Message, draft: Draft, field: str, value: object, staff: int, language: Language
    ) -> None:
        await self._show(message, await self._corrected(draft, field, value, staff), language)

    async def _corrected(self, draft: Draft, field: str, value: object, staff: int) -> Draft:
        log.info("staff %d corrected the %s of report %s", staff, field, draft.key)
        details = replace(draft.details, **{field: value})  # type: ignore[arg-type]
        return await asyncio.to_thread(self._drafts.correct, draft, details)

    async def _let_in(self, message: Message, draft: Draft, staff: int, language: Language) -> None:
        title = await asyncio.to_thread(self._add, draft)
        log.info("staff %d let in report %s", staff, draft.key)
        await edit(message, await self._summary(draft, language))
        said = wording.LETTING_IN.say(language, title=title)
        if await rebuild_shown(message, self._rebuilding, language, said):
            await asyncio.to_thread(self._drafts.drop, draft.key)

    async def _show(self, message: Message, draft: Draft, language: Language) -> None:
        await edit(message, await self._summary(draft, language), draft_buttons(draft.key, language))

    async def _summary(self, draft: Draft, language: Language) -> str:
        return await asyncio.to_thread(self._summed_up, draft, language)

    # in a thread

    def _read(self, content: bytes, name: str) -> Draft:
        with TemporaryDirectory(prefix="gongkai-") as folder:
            path = Path(folder) / "sent.pdf"
            path.write_bytes(content)
            return self._drafts.keep(name, read_sent(path, name), content)

    def _add(self, draft: Draft) -> str:
        with TemporaryDirectory(prefix="gongkai-") as folder:
            path = Path(folder) / "sent.pdf"
            path.write_bytes(self._drafts.pdf(draft.key))
            add_received(self._settings.data, path, draft.name, draft.details)
        return corrected(draft.reading.report, draft.details).title

    def _summed_up(self, draft: Draft, language: Language) -> str:
        try:
            snapshot = open_current(self._settings.data, self._settings.model)
        except NoSnapshot:
            return arrival_html(arrival(draft.reading, draft.details, (), _no_figures), language)
        with closing(snapshot):
            store = snapshot.store

            def figures_of(report_id: str) -> tuple[Figure, ...]:
                return store.figures([report_id])

            return arrival_html(arrival(draft.reading, draft.details, store.reports(), figures_of), language)


def _no_figures(_: str) -> tuple[Figure, ...]:
    return ()
