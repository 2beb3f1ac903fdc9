"""The buttons under an answer, pressed over HTTP in a real process."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from bot.telegram import wording
from bot.telegram.buttons import Action, data_of, read_data
from tests.bot_api import BotApi, Markup, buttons, utf16_length
from tests.conftest import build_again
from tests.telegram_process import COMMAND, Running, running

LEGAL_AID = "沙坡头区司法局2020年法律援助案件有多少件？"
CONTINUED = "因重复申请而不予处理的有几件？"
SOURCE, PASSAGE, RELATED = wording.SHOW_SOURCE.zh, wording.PASSAGE.zh, wording.RELATED.zh


def test_buttons_in_both_languages(gongkai: tuple[BotApi, Running], chat: int) -> None:
    """An answer has buttons for its source, its passage, related questions and opinions, in the answer's language."""
    api, _ = gongkai
    api.say(LEGAL_AID, chat)
    api.say("How many legal aid cases were there in 2020?", chat + 10_000)
    assert list(buttons(api.messages(chat, 1)[0])) == [SOURCE, PASSAGE, RELATED, "👍", "👎", wording.WRONG.zh]
    english = list(buttons(api.messages(chat + 10_000, 1)[0]))
    assert english == [wording.SHOW_SOURCE.en, wording.PASSAGE.en, wording.RELATED.en, "👍", "👎", wording.WRONG.en]


def test_source_is_a_picture_with_a_caption(gongkai: tuple[BotApi, Running], chat: int) -> None:
    """“Show source” sends the page as a sharp picture; its caption has report, page and the words that are marked."""
    api, _ = gongkai
    api.say(LEGAL_AID, chat)
    api.press(api.messages(chat, 1)[0], SOURCE)
    picture = api.messages(chat, 2)[1]
    width, height = Image.open(io.BytesIO(picture["photo"])).size
    assert 1000 <= width <= 1400
    assert 300 <= height <= 1000
    caption = Markup(picture["caption"]).text
    assert caption.startswith("[1] 中卫市沙坡头区司法局2020年政府信息公开工作年度报告，第3页")
    assert "法律援助案件 576 件" in caption


@pytest.mark.parametrize("status", [429, 502])
def test_picture_is_sent_again(gongkai: tuple[BotApi, Running], chat: int, status: int) -> None:
    """A picture that came too early or met a broken network is sent again, once.

    The next button is pressed when it has come: who presses while an answer is on its way is asked to wait.
    """
    api, _ = gongkai
    api.say(LEGAL_AID, chat)
    answer = api.messages(chat, 1)[0]
    api.stumbles.append(status)
    api.press(answer, SOURCE)
    api.messages(chat, 2)
    api.press(answer, PASSAGE)
    assert sum("photo" in message for message in api.messages(chat, 3)) == 1


def test_source_of_a_continued_table_has_its_header(gongkai: tuple[BotApi, Running], chat: int) -> None:
    """A row of a continued table comes with its header strip, so it is higher than one page's strip."""
    api, _ = gongkai
    api.say(CONTINUED, chat)
    api.press(api.messages(chat, 1)[0], SOURCE)
    width, height = Image.open(io.BytesIO(api.messages(chat, 2)[1]["photo"])).size
    assert height > 700
    assert width > 1000


def test_passage_is_whole_with_its_quote_bold(gongkai: tuple[BotApi, Running], chat: int) -> None:
    """“Passage” sends the paragraph around the sentence, and for a cell its table, row and column."""
    api, _ = gongkai
    api.say(LEGAL_AID, chat)
    api.press(api.messages(chat, 1)[0], PASSAGE)
    text = api.texts(chat, 2)[1]
    assert "<b>2020 年，区公共法律服务中心受理、审批、指派法律援助案件 576 件，法律援助案件同比增长300%。</b>" in text
    assert "公共法律服务开展情况。" in text
    other = chat + 10_000
    api.say(CONTINUED, other)
    api.press(api.messages(other, 1)[0], PASSAGE)
    text = api.texts(other, 2)[1]
    assert (
        "表：三、收到和处理政府信息公开申请情况\n行：三、本年度办理结果 › （五）不予处理 › 2.重复申请\n列：申请人情况 › 总计"
        in text
    )


def test_related_questions_are_answered(gongkai: tuple[BotApi, Running], chat: int) -> None:
    """“Related” offers two or three questions as buttons; each, when pressed, is repeated and answered with a source."""
    api, _ = gongkai
    api.say(LEGAL_AID, chat)
    api.press(api.messages(chat, 1)[0], RELATED)
    offered = api.messages(chat, 2)[1]
    questions = list(buttons(offered))
    assert 2 <= len(questions) <= 3
    for number, question in enumerate(questions, start=3):
        assert question in offered["text"]
        api.press(offered, question)
        answer = api.messages(chat, number)[-1]["text"]
        assert answer.startswith(f"<i>{question}</i>\n\n<b>")
        assert "\n\n[1] " in answer


def test_all_sources_of_an_answer_have_a_button(gongkai: tuple[BotApi, Running], chat: int) -> None:
    """An answer with several sources has a numbered button for each, and each sends its own page."""
    api, _ = gongkai
    api.say("“法治沙坡头”微信公众号发布了多少条信息？", chat)
    answer = api.messages(chat, 1)[0]
    labels = [label for label in buttons(answer) if label.startswith("🔍")]
    cited = re.findall(r"^\[(\d)\] ", answer["text"], re.MULTILINE)
    assert labels == [wording.SHOW_SOURCE_NUMBER.zh.format(number=number) for number in cited]
    api.press(answer, labels[1])
    assert api.texts(chat, 2)[1].startswith("[2] ")


def test_choices_are_buttons(api: BotApi, chat: int) -> None:
    """Where the bot asks back, the whole questions to choose from are buttons, and stand in the text too."""
    api.say("哪个", chat)
    asked = api.messages(chat, 1)[0]
    assert list(buttons(asked)) == ["2019年几件？", "2020年几件？"]
    assert "· 2019年几件？\n· 2020年几件？" in asked["text"]
    api.press(asked, "2020年几件？")
    assert "“2020年几件？”是第" in api.texts(chat, 2)[1]


def test_wrong_number_is_filed(api: BotApi, fake: Running, chat: int) -> None:
    """“Wrong” files the reply, and the person is told under which number; thumbs are thanked for."""
    api.say("几件？", chat)
    answer = api.messages(chat, 1)[0]
    before = len(api.told)
    for number, label in enumerate(("👍", "👎"), start=before + 1):
        api.press(answer, label)
        assert api.told_after(number)[-1]["text"] == wording.THANKS.zh
    api.press(answer, wording.WRONG.zh)
    told = api.told_after(before + 3)[-1]
    key = buttons(answer)[SOURCE].split()[1]
    assert told["text"] == wording.WRONG_FILED.zh.format(reply=key)
    assert told["show_alert"] == "true"


@pytest.mark.parametrize(
    "data",
    ["source", "source ../../etc 1", "source 0000000000000000 99", "wrong 0123456789abcdef 0", "drop all 1", "ask - 7"],
)
def test_forged_data_does_nothing(api: BotApi, fake: Running, chat: int, data: str) -> None:
    """Data that stands on no button gets a sentence over the chat, sends nothing, and the bot goes on."""
    api.say("几件？", chat)
    answer = api.messages(chat, 1)[0]
    before = len(api.told)
    api.press_data(answer, data)
    told = api.told_after(before + 1)[-1]["text"]
    assert told in (wording.NO_BUTTON.zh, wording.REPLY_GONE.zh)
    assert len(api.messages(chat, 1)) == 1
    assert "Traceback" not in fake.log()


def test_button_of_an_old_message(gongkai: tuple[BotApi, Running], chat: int) -> None:
    """Where Telegram shows an old message no more, its buttons still find their answer."""
    api, _ = gongkai
    api.say(LEGAL_AID, chat)
    answer = api.messages(chat, 1)[0]
    api.press_data(answer, buttons(answer)[SOURCE], old=True)
    assert "photo" in api.messages(chat, 2)[1]


@pytest.mark.slow
def test_buttons_outlive_a_restart_and_a_new_snapshot(built_data: Path, tmp_path: Path) -> None:
    """After a restart a button works as before; over a new snapshot it does and says that the answer is older."""
    data = tmp_path / "data"
    build_again(built_data, data)
    with BotApi() as api:
        with running(api, tmp_path, COMMAND, GONGKAI_DATA=str(data)):
            api.say(LEGAL_AID, 1)
            answer = api.messages(1, 1)[0]
        with running(api, tmp_path, COMMAND, GONGKAI_DATA=str(data)):
            api.press(answer, SOURCE)
            assert wording.OLDER.zh not in api.texts(1, 2)[1]
        build_again(built_data, data, with_another=True)
        with running(api, tmp_path, COMMAND, GONGKAI_DATA=str(data)):
            api.press(answer, SOURCE)
            picture = api.messages(1, 3)[2]
            assert picture["caption"].endswith(wording.OLDER.zh)
            assert picture["photo"] == api.messages(1, 3)[1]["photo"]


def test_data_fits() -> None:
    """The longest data that a button can have is within Telegram's 64 bytes, and is read as it was written."""
    for action in Action:
        data = data_of(action, "0123456789abcdef", 99)
        assert utf16_length(data) <= 64
        pressed = read_data(data)
        assert pressed is not None
        assert (pressed.action, pressed.key, pressed.number) == (action, "0123456789abcdef", 99)
