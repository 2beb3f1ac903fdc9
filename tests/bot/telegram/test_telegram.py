"""The Telegram chat: a real process that talks to a Bot API server over HTTP."""

import re
import signal
from pathlib import Path
from typing import Any

import pytest

from bot.records import Language
from bot.telegram import wording
from tests.bot_api import TOKEN, USERNAME, BotApi, Markup, plain, utf16_length
from tests.telegram_fake import LONG_ANSWER, REPORTS
from tests.telegram_process import COMMAND, FAKE, Running, running

# Questions


def test_question_is_answered(api: BotApi, chat: int) -> None:
    """A reply is HTML: the figure first and bold, what it counts, one line of source, linked, no preview."""
    api.say("几件 <b> & 几份？", chat)
    (message,) = api.messages(chat, 1)
    assert message["parse_mode"] == "HTML"
    assert '"is_disabled": true' in message["link_preview_options"]
    assert message["text"] == (
        "<b>1 问</b>\n“几件 &lt;b&gt; &amp; 几份？”是第 1 问。[1]\n\n"
        '[1] <a href="https://example.org/2020?a=1&amp;b=2">甲&lt;局&gt;2020年政府信息公开工作年度报告</a>，第3页'
    )


def test_typing_is_shown(api: BotApi, chat: int) -> None:
    """While it looks for an answer, the chat shows that it is writing."""
    api.say("几件？", chat)
    api.messages(chat, 1)
    assert ("sendChatAction", {"chat_id": str(chat), "action": "typing"}) in api.calls


def test_follow_ups_belong_to_their_chat(api: BotApi, chat: int) -> None:
    """Each chat, and each topic of a chat, is one conversation."""
    other = chat + 10_000
    for place in (chat, other, chat):
        api.say("问", place)
    api.say("问", chat, message_thread_id=7, is_topic_message=True)
    assert sorted(re.findall(r"是第 (\d)", "".join(api.texts(chat, 3)))) == ["1", "1", "2"]
    assert "是第 1 问" in api.texts(other, 1)[0]


def test_start_forgets_the_conversation(api: BotApi, chat: int) -> None:
    """After /start the next question is the first again."""
    for text in ("问", "/start", "问"):
        api.say(text, chat)
    texts = api.texts(chat, 3)
    assert [("是第 1 问" in text) for text in texts].count(True) == 2


def test_new_forgets_the_conversation(api: BotApi, chat: int) -> None:
    """/new says so, and the next question is the first again."""
    for text in ("问", "/new", "问"):
        api.say(text, chat)
    texts = api.texts(chat, 3)
    assert wording.NEW.zh in texts
    assert ["是第 1 问" in text for text in texts].count(True) == 2


def test_one_chat_is_answered_in_order_and_holds_up_nobody(api: BotApi, chat: int) -> None:
    """While one chat's first question takes its time, another's is answered; its own second waits its turn."""
    other = chat + 10_000
    api.say("等", chat)
    api.say("然后", chat)
    api.say("走", other)
    assert "“走”" in api.texts(other, 1)[0]
    assert ["“等”" in text for text in api.texts(chat, 2)] == [True, False]


def test_long_reply_is_split(api: BotApi, chat: int) -> None:
    """A long reply comes in several messages, each within the limit, at line ends, with nothing lost."""
    api.say("长", chat)
    count = utf16_length(LONG_ANSWER) // 4096 + 1
    texts = api.texts(chat, count)
    assert plain(texts) == LONG_ANSWER
    assert all(Markup(text).text.endswith(("\n", "。")) for text in texts)


@pytest.mark.parametrize(
    ("text", "language", "sentence"),
    [
        ("为什么出错？", "en", wording.ERROR.zh),
        ("Why does it break?", "zh-hans", wording.ERROR.en),
    ],
)
def test_error_is_a_plain_sentence(
    api: BotApi, fake: Running, chat: int, text: str, language: str, sentence: str
) -> None:
    """The person gets a sentence in the question's language; the log has the trace without the question."""
    api.say(text, chat, language)
    assert api.texts(chat, 1) == [sentence]
    assert "Traceback" in fake.log()
    assert "RuntimeError: no reply to" in fake.log()
    assert text not in fake.log()


# Commands


@pytest.mark.parametrize("command", ["/start", "/help"])
def test_help_in_both_languages(api: BotApi, chat: int, command: str) -> None:
    """Help speaks the language of the person's Telegram, Chinese where it is unknown."""
    for number, (code, language) in enumerate(
        [
            ("zh-hans", Language.CHINESE),
            ("en", Language.ENGLISH),
            ("fr", Language.ENGLISH),
            (None, Language.CHINESE),
        ]
    ):
        api.say(command, chat + number * 10_000, code)
        (text,) = api.texts(chat + number * 10_000, 1)
        assert wording.WELCOME.say(language) in text
        assert all(f"/{name} – {meaning.say(language)}" in text for name, meaning in MENU.items())


MENU = {
    "help": wording.COMMAND_HELP,
    "sources": wording.COMMAND_SOURCES,
    "new": wording.COMMAND_NEW,
    "start": wording.COMMAND_START,
}


def test_help_shows_questions_that_are_answered(api: BotApi, chat: int) -> None:
    """Examples name the newest reports held, and only those that get an answer are shown."""
    api.say("/help", chat)
    (text,) = api.texts(chat, 1)
    shown = [line for line in text.splitlines() if line.startswith("· ") and "？" in line]
    assert shown == [
        "· 乙局2020年收到多少件政府信息公开申请？",
        "· 甲&lt;局&gt;2020年收到多少件政府信息公开申请？",
        "· 乙局2020年法律援助案件有多少件？",
    ]


def test_sources_are_listed(api: BotApi, chat: int) -> None:
    """/sources lists the reports by body and year; words behind it narrow the list."""
    api.say("/sources", chat)
    (text,) = api.texts(chat, 1)
    assert Markup(text).text.endswith(
        "乙局\n· 2020 乙局2020年政府信息公开工作年度报告\n\n"
        "甲<局>\n· 2020 甲<局>2020年政府信息公开工作年度报告\n· 2019 甲<局>2019年政府信息公开工作年度报告"
    )
    assert Markup(text).links == [REPORTS[2].url, REPORTS[1].url, REPORTS[0].url]
    api.say("/sources 甲 2019", chat)
    assert Markup(api.texts(chat, 2)[1]).links == [REPORTS[0].url]


def test_unknown_command_gets_a_hint(api: BotApi, chat: int) -> None:
    """A command that doesn't exist is answered with those that do."""
    api.say("/frobnicate now", chat, "en")
    assert api.texts(chat, 1) == [wording.UNKNOWN_COMMAND.en]


def test_menu_of_commands_is_published(api: BotApi, chat: int) -> None:
    """The menu is set in Chinese for everybody and in English for readers of English."""
    calls = [values for name, values in api.calls if name == "setMyCommands"]
    assert [values.get("language_code") for values in calls] == [None, "en"]
    assert all(f'"{name}"' in values["commands"] for values in calls for name in MENU)


# Messages that are no questions

PHOTO = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
FILE = {"file_id": "a", "file_unique_id": "b"}
LOCATION = {"longitude": 105.2, "latitude": 37.5}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"photo": PHOTO}, wording.OTHER_SENT),
        ({"photo": PHOTO, "caption": "看看这个"}, wording.OTHER_SENT),
        ({"voice": FILE | {"duration": 1}}, wording.VOICE_SENT),
        (
            {"sticker": FILE | {"type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}},
            wording.OTHER_SENT,
        ),
        ({"document": FILE | {"file_name": "报告.pdf"}}, wording.FILE_SENT),
        ({"location": LOCATION}, wording.OTHER_SENT),
        ({"contact": {"phone_number": "1", "first_name": "李"}}, wording.OTHER_SENT),
        ({"dice": {"emoji": "🎲", "value": 3}}, wording.OTHER_SENT),
    ],
)
def test_other_messages_are_answered_kindly(
    api: BotApi, chat: int, fields: dict[str, Any], sentence: wording.Wording
) -> None:
    """Whatever else somebody sends gets a sentence that says how to ask."""
    api.say(None, chat, **fields)
    assert api.texts(chat, 1) == [sentence.zh]


def test_edited_question_is_answered_anew(api: BotApi, chat: int) -> None:
    """An edited question gets its own answer, below the question as it is now."""
    api.say("2019年有多少件？", chat)
    api.texts(chat, 1)
    api.edit("2020年有多少件？", chat)
    assert api.texts(chat, 2)[1].startswith("<i>2020年有多少件？</i>\n\n<b>2 问</b>")


def test_edits_and_events_that_nobody_made_are_ignored(api: BotApi, chat: int) -> None:
    """A live location that moves and a pinned message get no answer."""
    api.edit(None, chat, location=LOCATION)
    api.say(None, chat, new_chat_title="新名字")
    api.say("问", chat)
    assert "“问”" in api.texts(chat, 1)[0]
    assert len(api.messages(chat, 1)) == 1


def test_album_gets_one_answer(api: BotApi, chat: int) -> None:
    """The pictures of an album arrive as messages of their own and are answered once."""
    for _ in range(3):
        api.say(None, chat, photo=PHOTO, media_group_id=f"album {chat}")
    api.say("问", chat)
    api.wait(lambda: any("“问”" in text for text in api.texts(chat, 0)), lambda: "the question's answer")
    assert sorted(text == wording.OTHER_SENT.zh for text in api.texts(chat, 2)) == [False, True]


# Groups


def test_group_is_answered_only_when_it_means_the_bot(api: BotApi, chat: int) -> None:
    """In a group it answers mentions, replies to it and commands with its name, as a reply to that message."""
    group = -chat
    api.say("大家好", group)
    api.say(f"@{USERNAME} 我发的答复", group, via_bot={"id": 123456, "is_bot": True, "first_name": "公开"})
    api.say("/help", group)
    api.say("@another_bot 几件？", group)
    api.say(None, group, photo=PHOTO)
    api.say(f"@{USERNAME.upper()} 几件？", group, message_id=51)
    assert "“几件？”是第 1 问" in api.texts(group, 1)[0]
    assert '"message_id": 51' in api.messages(group, 1)[0]["reply_parameters"]
    author = {"id": 123456, "is_bot": True, "first_name": "公开"}
    mine = {"message_id": 52, "date": 1, "chat": {"id": group, "type": "supergroup"}, "from": author}
    api.say("那几份？", group, reply_to_message=mine, message_thread_id=51)
    assert "“那几份？”是第 2 问" in api.texts(group, 2)[1]
    api.say(f"/help@{USERNAME}", group)
    assert wording.WELCOME.zh in api.texts(group, 3)[2]
    api.say(f"@{USERNAME}", group)
    assert api.texts(group, 4)[3] == wording.NO_QUESTION.zh


def test_forum_is_answered_in_its_topic(api: BotApi, chat: int) -> None:
    """In a forum the answer, and what its buttons send, stand in the topic of the question; each is a conversation."""
    group = -chat
    for topic in (7, 8):
        api.say(f"@{USERNAME} 几件？", group, message_thread_id=topic, is_topic_message=True)
    answers = api.messages(group, 2)
    assert sorted(answer["message_thread_id"] for answer in answers) == ["7", "8"]
    assert all("是第 1 问" in answer["text"] for answer in answers)
    api.press(answers[0], wording.PASSAGE.zh, person=5)
    assert api.messages(group, 3)[2]["message_thread_id"] == answers[0]["message_thread_id"]


# Servers that refuse


@pytest.mark.parametrize("status", [400, 404])
def test_refused_calls_do_not_stop_it(tmp_path: Path, status: int) -> None:
    """A server without setMyCommands, deleteWebhook and sendChatAction gets its questions answered."""
    refuse = dict.fromkeys(("setMyCommands", "deleteWebhook", "sendChatAction"), status)
    with BotApi(refuse) as api, running(api, tmp_path) as bot:
        api.say("问")
        assert "“问”" in api.texts(1, 1)[0]
        assert "the server refuses setMyCommands" in bot.log()
        assert "the server refuses deleteWebhook" in bot.log()


def test_polling_goes_on_after_a_refusal(tmp_path: Path) -> None:
    """Where the server refuses getUpdates for a time, even as unknown, messages are answered afterwards."""
    with BotApi({"getUpdates": 404}) as api, running(api, tmp_path) as bot:
        del api.refuse["getUpdates"]
        api.say("问")
        assert "“问”" in api.texts(1, 1)[0]
        assert "will be tried again" in bot.log()


@pytest.mark.parametrize("stumbles", [(429, 429), (502,)])
def test_reply_is_sent_again(tmp_path: Path, stumbles: tuple[int, ...]) -> None:
    """A message that came too early or met a broken network is sent again after a pause, in its turn."""
    with BotApi(stumbles=stumbles) as api, running(api, tmp_path):
        api.say("问")
        api.say("又问")
        assert ["“又问”" in text for text in api.texts(1, 2)] == [False, True]


def test_reply_arrives_even_where_html_is_refused(tmp_path: Path) -> None:
    """A server that doesn't take the HTML gets the same text without."""
    with BotApi(takes_html=False) as api, running(api, tmp_path):
        api.say("几件 & 几份？")
        (message,) = api.messages(1, 1)
        assert message["text"].startswith("1 问\n“几件 & 几份？”是第 1 问。[1]\n")
        assert "parse_mode" not in message


# Beginning and end


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signal_stops_it_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    """A signal ends it with status 0, its messages confirmed, no trace and no token in the log."""
    with BotApi() as api, running(api, tmp_path, GONGKAI_LOG_LEVEL="DEBUG") as bot:
        api.say("这是一个问题")
        api.messages(1, 1)
        status, log = bot.stop(number)
        assert status == 0
        assert "Traceback" not in log
        assert TOKEN not in log
        assert "这是一个问题" not in log
        assert api.updates == []


@pytest.mark.parametrize("status", [401, 404])
def test_refused_token_is_one_sentence(tmp_path: Path, status: int) -> None:
    """A token that the server refuses ends the bot with a sentence that names the setting, and without the token."""
    with BotApi({"getMe": status}) as api, running(api, tmp_path) as bot:
        ended, log = bot.ended()
        assert ended == 2
        assert log.strip().splitlines() == [
            f"{api.url} refuses the token: check GONGKAI_TELEGRAM_TOKEN, and GONGKAI_TELEGRAM_API_URL where you set it"
        ]


def test_unreachable_server_is_one_sentence(tmp_path: Path) -> None:
    """Without a server the bot ends with a sentence that names the address and the settings to check."""
    with BotApi() as api:
        address = api.url
    gone = {"GONGKAI_TELEGRAM_TOKEN": TOKEN, "GONGKAI_TELEGRAM_API_URL": address}
    status, log = Running(FAKE, tmp_path, gone).ended()
    assert status == 2
    assert len(log.strip().splitlines()) == 1
    assert address in log
    assert "GONGKAI_TELEGRAM_PROXY" in log


# The command with a real snapshot


def test_command_answers_with_figure_report_and_page(gongkai: tuple[BotApi, Running]) -> None:
    """A question gets the printed figure, its report and its page."""
    api, bot = gongkai
    assert bot.process.poll() is None, bot.log()
    api.say("沙坡头区司法局2020年法律援助案件有多少件？", 1)
    (text,) = api.texts(1, 1)
    assert "<b>576" in text
    assert "中卫市沙坡头区司法局2020年政府信息公开工作年度报告" in text
    assert "第3页" in text


def test_command_answers_in_english(gongkai: tuple[BotApi, Running]) -> None:
    """An English question gets an English reply with the figure as printed."""
    api, _ = gongkai
    api.say("How many legal aid cases were there in 2020?", 2, "en")
    (text,) = api.texts(2, 1)
    assert "<b>576" in text
    assert "p. 3" in text


def test_command_help_has_examples_that_work(gongkai: tuple[BotApi, Running]) -> None:
    """The examples in /help, sent as they stand, get an answer with a source."""
    api, _ = gongkai
    api.say("/help", 3)
    (text,) = api.texts(3, 1)
    examples = [line.removeprefix("· ") for line in Markup(text).text.splitlines() if line.startswith("· ")]
    examples = [example for example in examples if not example.startswith("/")]
    assert examples
    for number, example in enumerate(examples, start=2):
        api.say(example, 3)
        assert "\n\n[1] " in api.texts(3, number)[-1]


def test_command_lists_sources(gongkai: tuple[BotApi, Running]) -> None:
    """/sources lists the reports of the snapshot."""
    api, _ = gongkai
    api.say("/sources", 4)
    assert "<b>中卫市沙坡头区司法局</b>\n· 2020" in api.texts(4, 1)[0]


def test_command_without_token(built_data: Path, tmp_path: Path) -> None:
    """Without a token the command ends with status 2 and a sentence that names the setting."""
    status, log = Running(COMMAND, tmp_path, {"GONGKAI_DATA": str(built_data)}).ended()
    assert status == 2
    assert "no Telegram token: set GONGKAI_TELEGRAM_TOKEN" in " ".join(log.split())
    assert "Traceback" not in log


def test_command_with_a_refused_token(built_data: Path, tmp_path: Path) -> None:
    """A token that the server refuses ends the command with status 2 and without a trace."""
    settings = {"GONGKAI_DATA": str(built_data)}
    with BotApi({"getMe": 401}) as api, running(api, tmp_path, COMMAND, **settings) as bot:
        status, log = bot.ended()
    assert status == 2
    assert "refuses the token" in " ".join(log.split())
    assert "Traceback" not in log
    assert TOKEN not in log
