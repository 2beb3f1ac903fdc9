"""The staff's desk, over HTTP, in a real process over real reports; and nobody else gets any of it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.telegram import desk_wording as wording
from bot.telegram import wording as public
from bot.telegram.desk import COMMANDS
from bot.telegram.desk_buttons import Verb, desk_data, read_desk_data
from ingest.errors import Fault
from ingest.records import ReportKind
from tests.bot_api import BOT, PATIENCE_SECONDS, BotApi, Markup, buttons
from tests.command import draw_picture, draw_report
from tests.conftest import build_again
from tests.telegram_process import COMMAND, Running, running

BUILD_SECONDS = 600
"""a build of a few reports, on a machine that has much else to do; a wait that is longer has failed"""
STAFF, COLLEAGUE, STRANGER = 900, 901, 700
TITLE = "安河县司法局2022年政府信息公开工作年度报告"
LEGAL_AID = "沙坡头区司法局2020年法律援助案件有多少件？"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def desk(built_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[BotApi, Running]]:
    """`gongkai telegram` with two people of the staff, over the repository's reports."""
    folder = tmp_path_factory.mktemp("desk")
    build_again(built_data, folder / "data")
    settings = {"GONGKAI_STAFF": f"{STAFF},{COLLEAGUE}", "GONGKAI_KEEP_QUESTIONS_DAYS": "7"}
    settings |= {"GONGKAI_DATA": str(folder / "data"), "GONGKAI_QUESTIONS_A_MINUTE": "1000"}
    with BotApi() as server, running(server, folder, COMMAND, **settings) as bot:
        yield server, bot


def pdf(folder: Path, *paragraphs: str, title: str = TITLE) -> bytes:
    """A report, drawn."""
    return draw_report(folder / "a.pdf", title, ("一、总体情况", *paragraphs)).read_bytes()


def message_of(sent: dict[str, Any]) -> dict[str, Any]:
    """A message of the bot, as it comes with an answer to it."""
    chat = {"id": int(sent["chat_id"]), "type": "private"}
    return {"message_id": sent["message_id"], "date": 1, "chat": chat, "from": BOT, "text": sent["text"]}


class Talk:
    """What one person and the bot say in their private chat, from now on."""

    def __init__(self, api: BotApi, person: int) -> None:
        self.api = api
        self.person = person
        self.seen = len(api.messages(person, 0))

    def say(self, text: str, **fields: Any) -> dict[str, Any]:
        """Says something and gives the next message of the bot."""
        self.api.say(text, self.person, **fields)
        return self.next()

    def upload(self, content: bytes, name: str = "a.pdf", size: int | None = None) -> dict[str, Any]:
        """Sends a file and gives the next message of the bot."""
        self.api.upload(content, name, self.person, size)
        return self.next()

    def say_until(self, text: str, words: str) -> dict[str, Any]:
        """Says something again and again until the answer has some words: questions are counted behind their reply."""
        for _ in range(PATIENCE_SECONDS):
            answer = self.say(text)
            if words in Markup(answer["text"]).text:
                return answer
        raise AssertionError(f"no {words!r} in the answers to {text}")

    def next(self) -> dict[str, Any]:
        """The bot's next message."""
        self.seen += 1
        return self.api.messages(self.person, self.seen)[self.seen - 1]

    def edited(self, message: dict[str, Any], words: str) -> dict[str, Any]:
        """A message of the bot, once it says some words."""

        def found() -> list[dict[str, Any]]:
            number = str(message["message_id"])
            return [one for one in self.api.edits if one["message_id"] == number and words in one["text"]]

        self.api.wait(
            lambda: bool(found()), lambda: f"{words!r} in {message}, edits were {self.api.edits[-4:]}", BUILD_SECONDS
        )
        return found()[-1] | {"message_id": message["message_id"]}

    def press(self, message: dict[str, Any], label: str) -> None:
        """Presses a button."""
        self.api.press(message, label, self.person)

    def let_in(self, content: bytes) -> None:
        """Sends a report, lets it in, and waits for the index."""
        summary = self.edited(self.upload(content), "收录")
        self.press(summary, wording.LET_IN.zh)
        self.edited(self.next(), "完成：")


@pytest.fixture
def staff(desk: tuple[BotApi, Running]) -> Talk:
    """Somebody of the staff."""
    api, bot = desk
    assert bot.process.poll() is None, bot.log()
    return Talk(api, STAFF)


# A report comes in


def test_report_is_read_corrected_and_let_in(desk: tuple[BotApi, Running], staff: Talk, tmp_path: Path) -> None:
    """A PDF is summed up; nothing is let in before staff say so; then it answers, with what they corrected."""
    api, bot = desk
    summary = staff.edited(staff.upload(pdf(tmp_path, "办理公证45件。"), "公证.pdf"), TITLE)
    text = Markup(summary["text"]).text
    assert text.startswith(f"{TITLE}\n单位：安河县司法局\n年份：2022\n类型：政府信息公开工作年度报告\n1 页，")
    assert wording.NO_REPLACED.zh in text
    assert text.endswith(wording.DECIDE.zh)
    asking = Talk(api, 600)
    assert "45" not in asking.say("安河县司法局办理公证多少件？")["text"]
    staff.press(summary, wording.SET_YEAR.zh)
    wish = staff.next()
    assert wish["text"].startswith(wording.WISH["year"].zh)
    replied = message_of(wish)
    assert staff.say("二〇二三", reply_to_message=replied)["text"] == wording.NO_YEAR.zh
    corrected = staff.say("2023", reply_to_message=replied)
    assert "年份：2023" in corrected["text"]
    staff.press(corrected, wording.SET_KIND.zh)
    kinds = staff.edited(corrected, "年份：2023")
    assert set(buttons(kinds)) == {*(wording.KINDS[kind].zh for kind in ReportKind), wording.BACK.zh}
    staff.press(kinds, wording.KINDS[ReportKind.OTHER].zh)
    final = staff.edited(corrected, "类型：其他")
    staff.press(final, wording.LET_IN.zh)
    progress = staff.next()
    assert progress["text"].startswith(f"《{TITLE}》已保存。\n正在重建索引")
    assert "<b>576 件</b>" in asking.say(LEGAL_AID)["text"]
    assert not [edit for edit in api.edits if "完成：" in edit["text"]], "answering must not wait for the build"
    staff.edited(progress, "完成：2 份报告")
    assert "45" in asking.say("安河县司法局2023年办理公证多少件？")["text"]
    assert f"staff {STAFF} let in report" in bot.log()
    assert f"staff {STAFF} corrected the year of report" in bot.log()


def test_report_that_replaces_another_shows_its_differences(staff: Talk, tmp_path: Path) -> None:
    """Of a report of the same body, year and kind, the figures that differ are listed, and how many come and go."""
    title = "云山县司法局2022年政府信息公开工作年度报告"
    first = pdf(tmp_path, "2022年，受理法律援助案件410件，调解纠纷77件。", title=title)
    second = pdf(tmp_path, "2022年，受理法律援助案件420件，办理公证5件。", title=title)
    staff.let_in(first)
    summary = Markup(staff.edited(staff.upload(second), "收录")["text"]).text
    assert wording.REPLACES.zh.format(title=title, changed=1, added=1, gone=1) in summary
    assert "· 受理法律援助案件：410件 → 420件" in summary
    again = Markup(staff.edited(staff.upload(first), "收录")["text"]).text
    assert wording.HELD.zh in again


def test_failed_relations_are_named(staff: Talk, tmp_path: Path) -> None:
    """A sum that doesn't hold stands in the summary, with its page."""
    sentence = "公开政务信息100条，其中动态类60条，通知类30条。"
    summary = Markup(staff.edited(staff.upload(pdf(tmp_path, sentence)), "收录")["text"]).text
    assert "勾稽关系不符 1 项：\n· 第1页 " in summary


def test_dropped_report_leaves_nothing(staff: Talk, tmp_path: Path) -> None:
    """What is dropped is gone: its other buttons say so."""
    summary = staff.edited(staff.upload(pdf(tmp_path, "发放传单8份。")), "收录")
    staff.press(summary, wording.DROP.zh)
    assert staff.edited(summary, "放弃")["text"] == wording.DROPPED.zh
    staff.api.press_data(summary, buttons(summary)[wording.LET_IN.zh], STAFF)
    assert staff.next()["text"] == wording.DRAFT_GONE.zh


@pytest.mark.parametrize("fault", [Fault.NOT_A_PDF, Fault.TEXTLESS, Fault.DAMAGED])
def test_unreadable_file_is_said_in_a_sentence(staff: Talk, tmp_path: Path, fault: Fault) -> None:
    """A file that can't be read gets its reason and what to do."""
    content = {
        Fault.NOT_A_PDF: "这不是 PDF".encode(),
        Fault.TEXTLESS: draw_picture(tmp_path / "picture.pdf").read_bytes(),
        Fault.DAMAGED: pdf(tmp_path, "甲。")[:400],
    }[fault]
    said = staff.edited(staff.upload(content), "读不了")["text"]
    assert said == wording.UNREAD.zh.format(reason=wording.FAULTS[fault].zh)


def test_large_file_gets_the_other_way_named(staff: Talk) -> None:
    """Past Telegram's 20 MB the folder on the server is named, and nothing is fetched."""
    before = len([name for name, _ in staff.api.calls if name == "getFile"])
    said = staff.upload(b"%PDF-", "large.pdf", 21 << 20)["text"]
    assert "/rebuild" in said
    assert "GONGKAI_TELEGRAM_API_URL" in said
    assert len([name for name, _ in staff.api.calls if name == "getFile"]) == before


def test_every_fault_has_words() -> None:
    """Whatever is wrong with a file, there is a sentence for it in both languages."""
    assert set(wording.FAULTS) == set(Fault)


# Looking things up


def test_search_is_paged(staff: Talk) -> None:
    """/search finds passages and figures with report and page; buttons turn its pages within one message."""
    found = staff.say("/search 法律援助")
    assert "第 1/" in found["text"]
    assert "第3页 中卫市沙坡头区司法局2020年政府信息公开工作年度报告" in found["text"]
    staff.press(found, wording.NEXT.zh)
    second = staff.edited(found, "第 2/")
    assert set(buttons(second)) == {wording.PREVIOUS.zh, wording.NEXT.zh}
    staff.press(second, wording.PREVIOUS.zh)
    assert staff.edited(found, "第 1/")["text"] == found["text"]


def test_search_by_year_and_body(staff: Talk) -> None:
    """A year and a part of a body's name, of those held, narrow the search."""
    assert staff.say("/search 法律援助 2020 沙坡头")["text"].startswith("“法律援助” · 2020 · 沙坡头：第 1/")
    assert staff.say("/search")["text"] == wording.SEARCH_HOW.zh


def test_check_lists_what_fails(staff: Talk) -> None:
    """/check lists relations that fail, of one report where it is named."""
    listed = "\n".join([staff.say("/check 沙坡头")["text"]])
    assert re.match(r"《中卫市沙坡头区司法局2020年政府信息公开工作年度报告》 核对 \d+ 项，不符 \d+ 项", listed)
    assert "no report matches" in staff.say("/check 没有这份")["text"]


def test_removed_report_answers_no_more_until_it_is_put_back(staff: Talk, tmp_path: Path) -> None:
    """/remove asks first; then the report answers no more, its old buttons neither; one press puts it back."""
    title = "白水县司法局2022年政府信息公开工作年度报告"
    staff.let_in(pdf(tmp_path, "2022年，开展巡回讲座31场。", title=title))
    asking = Talk(staff.api, 601)
    answer = asking.say("白水县司法局2022年开展巡回讲座多少场？")
    assert "31场" in answer["text"]
    asked = staff.say("/remove 白水")
    assert asked["text"] == wording.REMOVE.zh.format(title=title)
    staff.press(asked, wording.YES_REMOVE.zh)
    removed = staff.edited(asked, "已撤下")
    staff.edited(staff.next(), "完成：")
    assert "31" not in asking.say("白水县司法局2022年开展巡回讲座多少场？")["text"]
    asking.press(answer, public.SHOW_SOURCE.zh)
    assert asking.next()["text"] == public.WITHDRAWN.zh
    staff.press(removed, wording.RESTORE.zh)
    staff.edited(staff.next(), "完成：")
    assert "31场" in asking.say("白水县司法局2022年开展巡回讲座多少场？")["text"]


def test_rebuild_without_changes(staff: Talk) -> None:
    """/rebuild says so where nothing has changed."""
    assert "没有变化" in staff.edited(staff.say("/rebuild"), "没有变化")["text"]


def test_going_back_to_a_snapshot(staff: Talk, tmp_path: Path) -> None:
    """/snapshots lists them; a press goes back to one, and it answers at once."""
    title = "青石县司法局2022年政府信息公开工作年度报告"
    before = re.search(r"● ([0-9a-f]{16})", staff.say("/snapshots")["text"])
    assert before
    staff.let_in(pdf(tmp_path, "2022年，开展夜校授课29场。", title=title))
    asking = Talk(staff.api, 602)
    assert "29场" in asking.say("青石县司法局2022年开展夜校授课多少场？")["text"]
    listed = staff.say("/snapshots")
    staff.press(listed, wording.USE.zh.format(id=before[1]))
    assert staff.next()["text"] == wording.USED.zh.format(id=before[1])
    assert "29" not in asking.say("青石县司法局2022年开展夜校授课多少场？")["text"]
    staff.edited(staff.say("/rebuild"), "完成：")
    assert "29场" in asking.say("青石县司法局2022年开展夜校授课多少场？")["text"]


# What people ask and think


def test_unanswered_questions_are_grouped(staff: Talk) -> None:
    """/unanswered has what got no answer, alike questions together, with how often it was asked."""
    for person, question in enumerate(("有多少只熊猫？", "请问有多少只熊猫", "有多少辆坦克？"), start=610):
        Talk(staff.api, person).say(question)
    text = staff.say_until("/unanswered", "· 1 × 有多少辆坦克？")["text"]
    assert "· 2 × 有多少只熊猫？\n" in text


def test_reported_answer_shows_what_it_rests_on(staff: Talk) -> None:
    """/reported shows an answer that was called wrong, its question where that is kept, source and quote, to settle."""
    asking = Talk(staff.api, 620)
    answer = asking.say(LEGAL_AID)
    asking.press(answer, public.WRONG.zh)
    key = buttons(answer)[public.SHOW_SOURCE.zh].split()[1]
    staff.api.wait(lambda: any(key in told.get("text", "") for told in staff.api.told), lambda: "the press to be filed")
    shown = staff.say_until("/reported", wording.ASKED_AS.zh.format(question=LEGAL_AID))
    text = Markup(shown["text"]).text
    assert text.startswith(wording.REPORTED.zh.format(people=1, id=key))
    assert wording.ASKED_AS.zh.format(question=LEGAL_AID) in text
    assert "[1] 2020 年，区公共法律服务中心受理、审批、指派法律援助案件 576 件" in text
    staff.press(shown, public.SHOW_SOURCE.zh)
    assert "photo" in staff.next()
    staff.press(shown, wording.SETTLE.zh)
    staff.edited(shown, wording.SETTLED.zh)
    assert staff.say("/reported")["text"] == wording.NOTHING_REPORTED.zh


def test_stats(staff: Talk) -> None:
    """/stats has questions a day, the share that was answered, opinions and times."""
    asking = Talk(staff.api, 630)
    answer = asking.say(LEGAL_AID)
    told = len(staff.api.told)
    asking.press(answer, "👍")
    staff.api.told_after(told + 1)
    text = staff.say("/stats")["text"]
    assert re.search(r"^\d{4}-\d\d-\d\d　\d+ 问，答上 \d+%$", text, re.MULTILINE)
    assert re.search(r"^👍 [1-9]\d*　👎 \d+　指数字不对 \d+$", text, re.MULTILINE)
    assert "最慢" in text


def test_menu_is_for_staff_only(staff: Talk) -> None:
    """/staff lists the desk's commands; the menu of commands shows them in the staff's chats only."""
    text = staff.say("/staff")["text"]
    assert all(f"/{name} – " in text for name in COMMANDS)
    menus = [values for name, values in staff.api.calls if name == "setMyCommands"]
    with_desk = [values for values in menus if '"rebuild"' in values["commands"]]
    assert len(with_desk) == 4
    assert all(str(STAFF) in one["scope"] or str(COLLEAGUE) in one["scope"] for one in with_desk)


# Nobody else


@pytest.fixture
def held(desk: tuple[BotApi, Running]) -> str:
    """The id of the snapshot that answers and of all that is in it, as /snapshots says."""
    return str(Talk(desk[0], COLLEAGUE).say("/snapshots")["text"])


@pytest.mark.parametrize("name", COMMANDS)
def test_command_of_a_stranger(desk: tuple[BotApi, Running], held: str, name: str) -> None:
    """A command of the desk doesn't exist for others."""
    said = Talk(desk[0], STRANGER).say(f"/{name} 沙坡头")["text"]
    assert said == public.UNKNOWN_COMMAND.zh
    assert Talk(desk[0], COLLEAGUE).say("/snapshots")["text"] == held


@pytest.mark.parametrize("verb", Verb)
def test_forged_press_of_a_stranger(
    desk: tuple[BotApi, Running], staff: Talk, held: str, tmp_path: Path, verb: Verb
) -> None:
    """A stranger who sends a button's data, even that of a real draft or report, gets a sentence and nothing happens."""
    api, bot = desk
    content = pdf(tmp_path, f"张贴告示{len(verb)}张。", title="黑河县司法局2022年政府信息公开工作年度报告")
    summary = staff.edited(staff.upload(content), "收录")
    key = buttons(summary)[wording.LET_IN.zh].split()[2]
    forging = Talk(api, STRANGER)
    message = forging.say(LEGAL_AID)
    for forged in (key, re.findall("[0-9a-f]{16}", held)[0], "1"):
        before, told = len(api.edits), len(api.told)
        api.press_data(message, desk_data(verb, forged, "1" if verb is Verb.PAGE else "other"), STRANGER)
        assert api.told_after(told + 1)[-1]["text"] == wording.NOT_STAFF.zh
        assert len(api.edits) == before
    assert Talk(api, COLLEAGUE).say("/snapshots")["text"] == held
    assert forging.say(LEGAL_AID)["text"] == message["text"]
    assert "somebody who is not staff sent data of the desk" in bot.log()


def test_file_of_a_stranger(desk: tuple[BotApi, Running], tmp_path: Path) -> None:
    """A stranger's PDF is not fetched."""
    api, _ = desk
    before = len([name for name, _ in api.calls if name == "getFile"])
    assert Talk(api, STRANGER).upload(pdf(tmp_path, "甲。"))["text"] == public.FILE_SENT.zh
    assert len([name for name, _ in api.calls if name == "getFile"]) == before


def test_reply_of_a_stranger(desk: tuple[BotApi, Running], staff: Talk, tmp_path: Path) -> None:
    """A stranger's answer to a message of the desk is a question like any other, and so is one to a forged message."""
    summary = staff.edited(staff.upload(pdf(tmp_path, "乙丙。")), "收录")
    staff.press(summary, wording.SET_TITLE.zh)
    wish = staff.next()
    said = Talk(desk[0], STRANGER).say("改成我的标题", reply_to_message=message_of(wish))["text"]
    assert "我的标题" not in said
    forged = message_of(wish) | {"from": {"id": STRANGER, "is_bot": False, "first_name": "王"}}
    assert "我的标题" not in staff.say("改成我的标题", reply_to_message=forged)["text"]
    assert "<b>真标题</b>" in staff.say("真标题", reply_to_message=message_of(wish))["text"]


def test_staff_in_a_group_are_like_others(desk: tuple[BotApi, Running]) -> None:
    """In a group, where others read along, the desk is shut: its commands are unknown there, its buttons too."""
    api, _ = desk
    who: Any = {"from": {"id": STAFF, "is_bot": False, "first_name": "李", "language_code": "zh-hans"}}
    group = -5000
    api.say("/rebuild@gongkai_test_bot", group, **who)
    (said,) = api.messages(group, 1)
    assert said["text"] == public.UNKNOWN_COMMAND.zh
    told = len(api.told)
    api.press_data(said, desk_data(Verb.USE, "0" * 16), STAFF)
    assert api.told_after(told + 1)[-1]["text"] == wording.NOT_STAFF.zh


def test_desk_data_is_read_as_it_was_written() -> None:
    """The longest data of the desk is within 64 bytes and comes back."""
    for verb in Verb:
        data = desk_data(verb, "0123456789abcdef", "final_accounts")
        assert len(data.encode()) <= 64
        wanted = read_desk_data(data)
        assert wanted is not None
        assert (wanted.verb, wanted.key, wanted.value) == (verb, "0123456789abcdef", "final_accounts")


def test_build_stopped_by_a_restart_goes_on(built_data: Path, tmp_path: Path) -> None:
    """A bot that is stopped while it builds ends soon, and the next one builds what was let in."""
    data = tmp_path / "data"
    build_again(built_data, data)
    settings = {"GONGKAI_STAFF": str(STAFF), "GONGKAI_DATA": str(data)}
    with BotApi() as api:
        with running(api, tmp_path, COMMAND, **settings) as bot:
            staff = Talk(api, STAFF)
            summary = staff.edited(staff.upload(pdf(tmp_path, "办理公证45件。")), "收录")
            staff.press(summary, wording.LET_IN.zh)
            staff.next()
            status, log = bot.stop()
            assert status == 0, log
        with running(api, tmp_path, COMMAND, **settings):
            api.wait(
                lambda: any("完成：2 份报告" in edit["text"] for edit in api.edits),
                lambda: f"the build to end, edits are {api.edits}",
                BUILD_SECONDS,
            )
    assert [path.suffix for path in (data / "received").iterdir()] == [".pdf"]
