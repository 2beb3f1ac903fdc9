"""Inline queries and links that open a question or an answer, in a real process over the repository's reports."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram import wording
from bot.telegram.links import LONGEST, asked_by, question_parameter
from tests.bot_api import USERNAME, BotApi, buttons
from tests.telegram_process import Running

LEGAL_AID = "2020年法律援助案件有多少件？"


def _start(parameter: str) -> dict[str, Any]:
    command = {"type": "bot_command", "offset": 0, "length": 6}
    return {"text": f"/start {parameter}", "entities": [command]}


def test_inline_question_offers_its_answer(gongkai: tuple[BotApi, Running], chat: int) -> None:
    """What is typed behind the bot's name is offered with the figure first, as a message with question and source."""
    api, _ = gongkai
    (offered,) = api.offered_for(api.type_inline(LEGAL_AID, chat))
    assert offered["title"] == "576 件"
    text = offered["input_message_content"]["message_text"]
    assert text.startswith(f"<i>{LEGAL_AID}</i>\n\n<b>576 件</b>\n")
    assert "\n\n[1] " in text
    assert offered["input_message_content"]["link_preview_options"] == {"is_disabled": True}


def test_inline_answer_leads_to_its_source(gongkai: tuple[BotApi, Running], chat: int) -> None:
    """The message's button opens the same answer in the bot's chat, with all its buttons."""
    api, _ = gongkai
    (offered,) = api.offered_for(api.type_inline(LEGAL_AID, chat))
    (button,) = offered["reply_markup"]["inline_keyboard"][0]
    prefix = f"https://t.me/{USERNAME}?start="
    assert button["url"].startswith(prefix)
    api.say(chat=chat, **_start(button["url"].removeprefix(prefix)))
    (opened,) = api.messages(chat, 1)
    assert opened["text"].startswith("<b>576 件</b>\n")
    api.press(opened, wording.SHOW_SOURCE.zh)
    assert "photo" in api.messages(chat, 2)[1]


def test_inline_without_an_answer_leads_to_the_chat(gongkai: tuple[BotApi, Running], chat: int) -> None:
    """Where there is no answer, nothing is offered but a way to the bot's chat, where the question is asked again."""
    api, _ = gongkai
    query = api.type_inline("今天天气怎么样", chat)
    assert api.offered_for(query) == []
    (answer,) = [one for one in api.offered if one["inline_query_id"] == query]
    assert asked_by(answer["button"].split('"start_parameter": "')[1].split('"')[0]) == "今天天气怎么样"


@pytest.mark.parametrize("typed", ["", "年"])
def test_nothing_is_offered_for_a_beginning(api: BotApi, fake: Running, chat: int, typed: str) -> None:
    """A word or two are no question yet."""
    assert api.offered_for(api.type_inline(typed, chat)) == []


def test_link_opens_a_question(api: BotApi, fake: Running, chat: int) -> None:
    """A link with a question asks it, and says which."""
    parameter = question_parameter("2020年几件？")
    assert parameter is not None
    api.say(chat=chat, **_start(parameter))
    assert api.texts(chat, 1)[0].startswith("<i>2020年几件？</i>\n\n<b>1 问</b>")


@pytest.mark.parametrize("parameter", ["help", "q_%", "q_____", "a_zz", "source_1"])
def test_other_links_open_the_help(api: BotApi, fake: Running, chat: int, parameter: str) -> None:
    """A parameter that isn't ours opens the help."""
    api.say(chat=chat, **_start(parameter))
    assert wording.WELCOME.zh in api.texts(chat, 1)[0]


def test_link_of_an_answer_that_is_gone(api: BotApi, fake: Running, chat: int) -> None:
    """An answer that isn't kept is said to be gone."""
    api.say(chat=chat, **_start("a_0123456789abcdef"))
    assert api.texts(chat, 1) == [wording.REPLY_GONE.zh]


def test_help_has_its_examples_as_buttons(gongkai: tuple[BotApi, Running], chat: int) -> None:
    """Each example of /help is a button that is answered."""
    api, _ = gongkai
    api.say("/help", chat)
    (helped,) = api.messages(chat, 1)
    for number, question in enumerate(buttons(helped), start=2):
        api.press(helped, question)
        assert "\n\n[1] " in api.texts(chat, number)[-1]
    assert buttons(helped)


@given(st.text(min_size=1, max_size=30).map(str.strip).filter(bool))
def test_question_comes_back_from_its_link(question: str) -> None:
    """What a link's parameter holds is read as it was written, and never longer than Telegram takes."""
    parameter = question_parameter(question)
    if parameter is not None:
        assert len(parameter) <= LONGEST
        assert asked_by(parameter) == question
