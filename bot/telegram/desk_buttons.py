"""The desk's buttons, and what their data says."""

import re
from dataclasses import dataclass
from enum import StrEnum

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.records import Language
from bot.telegram import desk_wording as wording
from bot.telegram.drafts import Search
from bot.telegram.wording import Wording
from index.snapshot import ListedSnapshot
from ingest.records import Report, ReportKind

PREFIX = "desk"


class Verb(StrEnum):
    """What a button of the desk does."""

    LET_IN = "add"
    DROP = "drop"
    SHOW = "show"
    WISH = "wish"
    KINDS = "kinds"
    KIND = "kind"
    REMOVE = "remove"
    KEEP = "keep"
    RESTORE = "restore"
    PAGE = "page"
    USE = "use"
    SETTLE = "settle"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a press on one of them wants."""

    verb: Verb
    key: str
    """of a draft, report, snapshot or reply, in 16 hex digits; a search's number"""
    value: str


def desk_data(verb: Verb, key: str, value: object = "-") -> str:
    """A button's data: at most some 40 of the 64 bytes allowed.

    >>> desk_data(Verb.KIND, "0123456789abcdef", "final_accounts")
    'desk kind 0123456789abcdef final_accounts'
    """
    return f"{PREFIX} {verb.value} {key} {value}"


def read_desk_data(data: str) -> Wanted | None:
    """What is wanted; None for what no button of the desk says.

    >>> read_desk_data("desk page 7 2").value, read_desk_data("desk rm -rf /")
    ('2', None)
    """
    found = re.fullmatch(rf"{PREFIX} ([a-z]+) ([0-9a-f]{{1,16}}) ([a-z_0-9-]{{1,20}})", data)
    if not found or found[1] not in list(Verb):
        return None
    return Wanted(Verb(found[1]), found[2], found[3])


def draft_buttons(key: str, language: Language) -> InlineKeyboardMarkup:
    """To correct a report, to let it in or to drop it."""
    return InlineKeyboardMarkup(
        [
            (
                _button(wording.SET_TITLE, language, Verb.WISH, key, "title"),
                _button(wording.SET_PUBLISHER, language, Verb.WISH, key, "publisher"),
            ),
            (
                _button(wording.SET_YEAR, language, Verb.WISH, key, "year"),
                _button(wording.SET_KIND, language, Verb.KINDS, key),
            ),
            (_button(wording.LET_IN, language, Verb.LET_IN, key), _button(wording.DROP, language, Verb.DROP, key)),
        ]
    )


def kind_buttons(key: str, language: Language) -> InlineKeyboardMarkup:
    """The kinds of reports to choose from."""
    kinds = [(_button(wording.KINDS[kind], language, Verb.KIND, key, kind.value),) for kind in ReportKind]
    return InlineKeyboardMarkup([*kinds, (_button(wording.BACK, language, Verb.SHOW, key),)])


def page_buttons(search: Search, page: int, pages: int, language: Language) -> InlineKeyboardMarkup | None:
    """To turn to the page before and the next."""
    number = format(search.number, "x")
    row = []
    if page > 1:
        row.append(_button(wording.PREVIOUS, language, Verb.PAGE, number, page - 1))
    if page < pages:
        row.append(_button(wording.NEXT, language, Verb.PAGE, number, page + 1))
    return InlineKeyboardMarkup([row]) if row else None


def remove_buttons(report: Report, language: Language) -> InlineKeyboardMarkup:
    """To take a report out, or not."""
    yes = _button(wording.YES_REMOVE, language, Verb.REMOVE, report.id)
    return InlineKeyboardMarkup([[yes, _button(wording.NO, language, Verb.KEEP, report.id)]])


def restore_button(report_id: str, language: Language) -> InlineKeyboardMarkup:
    """To put a report back."""
    return InlineKeyboardMarkup([[_button(wording.RESTORE, language, Verb.RESTORE, report_id)]])


def snapshot_buttons(listed: tuple[ListedSnapshot, ...], language: Language) -> InlineKeyboardMarkup | None:
    """To go back to one of those that don't answer now."""
    others = [one.path.name for one in listed if one.manifest and not one.current]
    rows = [
        (InlineKeyboardButton(wording.USE.say(language, id=one), callback_data=desk_data(Verb.USE, one)),)
        for one in others
    ]
    return InlineKeyboardMarkup(rows) if rows else None


def settle_button(key: str, language: Language) -> InlineKeyboardButton:
    """To take an answer off the list of those called wrong."""
    return _button(wording.SETTLE, language, Verb.SETTLE, key)


def _button(words: Wording, language: Language, verb: Verb, key: str, value: object = "-") -> InlineKeyboardButton:
    return InlineKeyboardButton(words.say(language), callback_data=desk_data(verb, key, value))
