"""A reply → the buttons under it, and a pressed button's data → what was meant."""

import re
from dataclasses import dataclass
from enum import StrEnum

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.records import Language, Reply
from bot.telegram import wording
from bot.telegram.wording import Wording

MOST_SOURCES = 6
"""sources of one answer that get a button each; no answer cites more places"""
SOURCES_A_ROW = 3
LONGEST_LABEL = 64
"""characters of a question that can stand on a button: two lines on a phone"""

Row = tuple[InlineKeyboardButton, ...]


class Action(StrEnum):
    """What a button does. Its data is the action, a reply's key and a number, some 25 of the 64 bytes allowed."""

    SOURCE = "source"
    PASSAGE = "passage"
    RELATED = "related"
    GOOD = "good"
    BAD = "bad"
    WRONG = "wrong"
    ASK = "ask"
    """asks the question that stands on the button"""


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a button's data says."""

    action: Action
    key: str
    """of a kept reply; "-" where a question is asked"""
    number: int
    """of a citation or a question, from 1"""


def data_of(action: Action, key: str, number: int = 0) -> str:
    """A button's data.

    >>> data_of(Action.SOURCE, "0123456789abcdef", 2), data_of(Action.ASK, "", 1)
    ('source 0123456789abcdef 2', 'ask - 1')
    """
    return f"{action.value} {key or '-'} {number}"


def read_data(data: str) -> Pressed | None:
    """What was meant; None for what no button of ours says.

    >>> read_data("source 0123456789abcdef 2").number, read_data("ask - 1").action.value, read_data("source x")
    (2, 'ask', None)
    """
    found = re.fullmatch(r"([a-z]+) (-|[0-9a-f]{16}) ([0-9]{1,2})", data)
    if not found or found[1] not in list(Action):
        return None
    return Pressed(Action(found[1]), found[2], int(found[3]))


def reply_buttons(reply: Reply, key: str) -> InlineKeyboardMarkup | None:
    """Its sources, its passage, related questions and what one thinks of it; or the questions that it suggests."""
    rows = [*_source_rows(reply, key), _opinion_row(reply.language, key)] if reply.citations else []
    rows += question_rows(reply.suggestions)
    return InlineKeyboardMarkup(rows) if rows else None


def question_rows(questions: tuple[str, ...]) -> list[Row]:
    """A button for each question that fits on one."""
    return [
        (InlineKeyboardButton(question, callback_data=data_of(Action.ASK, "", number)),)
        for number, question in enumerate(questions, start=1)
        if len(question) <= LONGEST_LABEL
    ]


def _source_rows(reply: Reply, key: str) -> list[Row]:
    language = reply.language
    more = (
        _button(wording.PASSAGE, language, data_of(Action.PASSAGE, key, 1)),
        _button(wording.RELATED, language, data_of(Action.RELATED, key, 0)),
    )
    numbers = [citation.number for citation in reply.citations[:MOST_SOURCES]]
    if len(numbers) == 1:
        return [(_button(wording.SHOW_SOURCE, language, data_of(Action.SOURCE, key, 1)),), more]
    sources = [
        InlineKeyboardButton(
            wording.SHOW_SOURCE_NUMBER.say(language, number=number), callback_data=data_of(Action.SOURCE, key, number)
        )
        for number in numbers
    ]
    rows = [tuple(sources[start : start + SOURCES_A_ROW]) for start in range(0, len(sources), SOURCES_A_ROW)]
    return [*rows, more]


def _opinion_row(language: Language, key: str) -> Row:
    said = ((wording.GOOD, Action.GOOD), (wording.BAD, Action.BAD), (wording.WRONG, Action.WRONG))
    return tuple(_button(words, language, data_of(action, key, 0)) for words, action in said)


def _button(words: Wording, language: Language, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(words.say(language), callback_data=data)
