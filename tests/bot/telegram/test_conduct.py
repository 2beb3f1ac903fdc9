"""How the bot behaves under kills, floods and broken networks: a real process and a Bot API server over HTTP."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.records import Language
from bot.telegram import conduct_wording, wording
from bot.telegram.journal import COUNTED_DAYS, Journal
from tests.bot_api import USERNAME, BotApi, plain
from tests.telegram_fake import LONG_ANSWER
from tests.telegram_process import FAKE, Running, running
from tests.troubled_api import TroubledApi

PEOPLE = range(1, 6)
NEXT_YEAR = 2_000_000_000
"""a time of sending after the start of every bot here; a message without one was sent before it"""


def confirmed(api: BotApi) -> None:
    """Waits until the bot has told the server that all messages arrived."""
    api.wait(lambda: not api.updates, lambda: f"the bot to confirm {api.updates}")


def logged(bot: Running, api: BotApi, sentence: str) -> None:
    """Waits until the bot's log has a sentence."""
    api.wait(lambda: sentence in bot.log(), lambda: f"{sentence!r} in the log:\n{bot.log()}")


def kept_bytes(folder: Path) -> bytes:
    """All that the bot's own files hold."""
    return b"".join(path.read_bytes() for path in sorted((folder / "data" / "telegram").glob("[ij]*")))


# Killed


def test_confirmed_messages_outlive_a_kill(tmp_path: Path) -> None:
    """Messages that Telegram will never send again are answered, once each, by the process after a killed one."""
    with TroubledApi() as api:
        with running(api, tmp_path) as bot:
            for person in PEOPLE:
                api.say("等", person)
            confirmed(api)
            bot.process.kill()
            bot.process.wait()
        assert api.sent == []
        api.say("走", 99)
        with running(api, tmp_path):
            for person in PEOPLE:
                assert "“等”是第 1 问" in api.texts(person, 1)[0]
            api.texts(99, 1)
            confirmed(api)
        with running(api, tmp_path):
            api.say("完", 100)
            api.texts(100, 1)
        assert sorted(int(message["chat_id"]) for message in api.sent) == [*PEOPLE, 99, 100]


def test_kill_repeats_only_the_message_in_flight(tmp_path: Path) -> None:
    """A message that Telegram took, but the killed process didn't hear so, comes twice; those around it come once."""
    with TroubledApi() as api:
        with running(api, tmp_path) as bot:
            api.say("先", 1)
            api.texts(1, 1)
            api.held.add(2)
            api.say("问", 2)
            api.texts(2, 1)
            api.say("后", 3)
            api.wait(lambda: bot.log().count("answered in") == 2, lambda: "the replies around it to be recorded")
            bot.process.kill()
            bot.process.wait()
        api.held.clear()
        api.say("完", 4)
        with running(api, tmp_path):
            assert len(set(api.texts(2, 2))) == 1
            api.texts(4, 1)
        assert sorted(message["chat_id"] for message in api.sent) == ["1", "2", "2", "3", "4"]


@pytest.mark.slow
def test_long_reply_goes_on_after_a_kill(tmp_path: Path) -> None:
    """Of a reply in several messages, those that had arrived don't come again."""
    with TroubledApi() as api:
        with running(api, tmp_path) as bot:
            api.hold_message(2, chat=1)
            api.say("长", 1)
            parts = api.texts(1, 2)
            bot.process.kill()
            bot.process.wait()
        api.held.clear()
        with running(api, tmp_path):
            rest = api.texts(1, 4)[2:]
            api.say("完", 2)
            api.texts(2, 1)
        assert rest[0] == parts[1]
        assert plain([*parts, *api.texts(1, 4)[3:]]) == LONG_ANSWER


@pytest.mark.slow
def test_update_that_comes_again_is_answered_once(tmp_path: Path) -> None:
    """Where the confirmation was lost, Telegram sends an update again, to the same process or the next one."""
    with TroubledApi() as api:
        with running(api, tmp_path):
            api.say("问", 1)
            update = api.updates[0]
            api.texts(1, 1)
            api.deliver_again(update)
            confirmed(api)
        with running(api, tmp_path):
            api.deliver_again(update)
            api.say("完", 2)
            api.texts(2, 1)
        assert [message["chat_id"] for message in api.sent] == ["1", "2"]


@pytest.mark.slow
def test_message_that_ends_every_process_is_given_up(tmp_path: Path) -> None:
    """After four processes that ended over a message the person hears that it failed, and others are answered."""
    with TroubledApi() as api:
        api.say("崩溃", 1)
        for _ in range(4):
            with running(api, tmp_path) as bot:
                assert bot.process.wait(60) == 9
        api.say("问", 2)
        with running(api, tmp_path) as bot:
            assert api.texts(1, 1) == [wording.ERROR.zh]
            assert "“问”" in api.texts(2, 1)[0]


@pytest.mark.slow
def test_stop_leaves_what_waits_for_the_next_start(tmp_path: Path) -> None:
    """A bot that is stopped while Telegram can't be reached ends at once, and its replies come after the next start."""
    with TroubledApi() as api:
        with running(api, tmp_path) as bot:
            api.refuse["sendMessage"] = 502
            api.say("问", 1)
            logged(bot, api, "sendMessage failed and is tried again")
            status, log = bot.stop()
            assert status == 0, log
        del api.refuse["sendMessage"]
        with running(api, tmp_path):
            assert "“问”是第 1 问" in api.texts(1, 1)[0]


# Floods


def test_pause_that_telegram_asks_for_holds_in_every_chat(tmp_path: Path) -> None:
    """After a 429 nothing is sent to anybody until the time is over; then all of it is."""
    with TroubledApi() as api, running(api, tmp_path) as bot:
        api.pause_seconds = 3
        api.say("问", 1)
        logged(bot, api, "tried again in 3 seconds")
        for person in (2, 3):
            api.say("问", person)
        for person in (1, 2, 3):
            assert "“问”" in api.texts(person, 1)[0]
        assert api.too_early == []
        assert len(api.sent) == 3


def test_one_person_has_a_pace(tmp_path: Path) -> None:
    """Past the limit a person hears so, once; others are answered as before."""
    with TroubledApi() as api, running(api, tmp_path, GONGKAI_QUESTIONS_A_MINUTE="1"):
        for number in range(1, 5):
            api.say(f"第{number}", 1, date=NEXT_YEAR)
            api.texts(1, min(number, 2))
        api.say("问", 2, date=NEXT_YEAR)
        assert "“问”" in api.texts(2, 1)[0]
        confirmed(api)
        answer, refusal = api.texts(1, 2)
        assert "“第1”" in answer
        assert refusal == conduct_wording.TOO_MANY.say(Language.CHINESE, most=1)


@pytest.mark.slow
def test_third_question_at_once_is_put_off(tmp_path: Path) -> None:
    """While one question is answered and one waits, a person's third gets a kind sentence, and no answer later."""
    with TroubledApi() as api, running(api, tmp_path):
        for text in ("等", "二", "三"):
            api.say(text, 1, date=NEXT_YEAR)
        assert api.texts(1, 1) == [conduct_wording.BUSY.zh]
        api.say("走", 2)
        assert ["“等”" in text or "“二”" in text for text in api.texts(1, 3)] == [False, True, True]


@pytest.mark.slow
def test_messages_from_before_the_start_are_no_flood(tmp_path: Path) -> None:
    """What came while the bot was down is answered in full, in its order."""
    with TroubledApi() as api:
        for number in range(1, 9):
            api.say(f"第{number}", 1)
        with running(api, tmp_path, GONGKAI_QUESTIONS_A_MINUTE="1"):
            assert [f"“第{number}”" in text for number, text in enumerate(api.texts(1, 8), 1)] == [True] * 8


# Networks


@pytest.mark.slow
@pytest.mark.parametrize("trouble", [TroubledApi.LOST_BEFORE, 502, 500, 503])
def test_message_that_did_not_arrive_is_sent_again(tmp_path: Path, trouble: int) -> None:
    """A connection that closes and a server in trouble cost a message time, and nothing else."""
    with TroubledApi(stumbles=(trouble, trouble)) as api, running(api, tmp_path):
        api.say("问", 1)
        assert len(api.texts(1, 1)) == 1
        api.say("完", 1)
        assert ["“完”" in text for text in api.texts(1, 2)] == [False, True]


@pytest.mark.slow
def test_message_whose_arrival_is_unknown_comes_twice_at_most(tmp_path: Path) -> None:
    """Where the connection closes after Telegram took the message, it is sent once more."""
    with TroubledApi(stumbles=(TroubledApi.LOST_AFTER,)) as api, running(api, tmp_path):
        api.say("问", 1)
        assert len(set(api.texts(1, 2))) == 1
        api.say("完", 1)
        assert ["“完”" in text for text in api.texts(1, 3)] == [False, False, True]


def close_all(api: TroubledApi) -> Callable[[], None]:
    """Every connection closes without an answer."""
    api.silent = True
    return lambda: setattr(api, "silent", False)


def refuse_all(api: TroubledApi) -> Callable[[], None]:
    """No connection is taken."""
    return api.go_down()


def bad_gateway(api: TroubledApi) -> Callable[[], None]:
    """Every call gets a 502."""
    api.refuse |= dict.fromkeys(("getUpdates", "sendMessage", "sendChatAction"), 502)
    return api.refuse.clear


@pytest.mark.slow
@pytest.mark.parametrize("break_network", [close_all, refuse_all, bad_gateway])
def test_network_loss_is_survived(tmp_path: Path, break_network: Callable[[TroubledApi], Callable[[], None]]) -> None:
    """A question that was being answered when the network went, and one asked meanwhile, are answered after it."""
    with TroubledApi() as api, running(api, tmp_path) as bot:
        api.say("等", 1)
        confirmed(api)
        mend = break_network(api)
        api.say("走", 2)
        logged(bot, api, "asking for messages failed and will be tried again")
        mend()
        assert "“走”" in api.texts(2, 1)[0]
        assert "“等”" in api.texts(1, 1)[0]
        assert len(api.sent) == 2


@pytest.mark.slow
def test_proxy_is_used(tmp_path: Path) -> None:
    """With a proxy set, a server that only the proxy knows is reached."""
    with BotApi() as proxy:
        settings = {
            "GONGKAI_TELEGRAM_API_URL": "http://telegram.invalid",
            "GONGKAI_TELEGRAM_PROXY": proxy.url,
        }
        with running(proxy, tmp_path, FAKE, **settings):
            proxy.say("问", 1)
            assert "“问”" in proxy.texts(1, 1)[0]


# Leaving


def test_who_blocked_the_bot_is_forgotten(tmp_path: Path) -> None:
    """A 403 ends the conversation and deletes what was counted; nobody else notices."""
    with TroubledApi() as api, running(api, tmp_path, GONGKAI_KEEP_QUESTIONS_DAYS="9") as bot:
        api.say("第一问", 1)
        api.say("别人问", 2)
        api.texts(1, 1)
        api.texts(2, 1)
        api.blocked.add(1)
        api.say("再问", 1)
        logged(bot, api, "blocked the bot and is forgotten")
        api.blocked.clear()
        api.say("又来问", 1)
        assert "“又来问”是第 1 问" in api.texts(1, 2)[1]
        bot.stop()
        assert {one.question for one in Journal.of_folder(tmp_path / "data", 9).since(1)} == {"别人问", "又来问"}


@pytest.mark.slow
def test_who_leaves_is_forgotten(tmp_path: Path) -> None:
    """Telegram's word that somebody blocked the bot is enough."""
    with TroubledApi() as api, running(api, tmp_path) as bot:
        api.say("问", 1)
        api.texts(1, 1)
        api.leave(1)
        logged(bot, api, "blocked the bot and is forgotten")
        api.say("问", 1)
        assert "是第 1 问" in api.texts(1, 2)[1]


def test_group_that_removed_the_bot_costs_nobody_else_anything(tmp_path: Path) -> None:
    """A 403 in a group ends the group's conversation; whoever asked there keeps their own."""
    with TroubledApi() as api, running(api, tmp_path) as bot:
        asker: dict[str, Any] = {"from": {"id": 1, "is_bot": False, "first_name": "李"}}
        api.say("问", 1)
        api.texts(1, 1)
        api.blocked.add(-5)
        api.say(f"@{USERNAME} 群里问", -5, **asker)
        logged(bot, api, "a group removed the bot")
        api.blocked.clear()
        api.say(f"@{USERNAME} 又在群里问", -5, **asker)
        assert "“又在群里问”是第 1 问" in api.texts(-5, 1)[0]
        api.say("再问", 1)
        assert "“再问”是第 2 问" in api.texts(1, 2)[1]


# Privacy


@pytest.mark.slow
def test_privacy_says_what_is_kept(tmp_path: Path) -> None:
    """/privacy differs with the setting, in the person's language."""
    with TroubledApi() as api:
        with running(api, tmp_path):
            api.say("/privacy", 1)
            assert conduct_wording.PRIVACY_NO_WORDS.zh in api.texts(1, 1)[0]
        with running(api, tmp_path, GONGKAI_KEEP_QUESTIONS_DAYS="30"):
            api.say("/privacy", 1, "en")
            text = api.texts(1, 2)[1]
        assert conduct_wording.PRIVACY_WORDS.say(Language.ENGLISH, days=30) in text
        assert f"for {COUNTED_DAYS} days" in text


def test_words_are_not_kept_by_default(tmp_path: Path) -> None:
    """After its answer, a question's words stand in no file and in no log; its count has neither words nor id."""
    with TroubledApi() as api, running(api, tmp_path, GONGKAI_LOG_LEVEL="DEBUG") as bot:
        api.say("一个秘密的问题", 987654321)
        api.texts(987654321, 1)
        logged(bot, api, "answered in")
        api.wait(lambda: "秘密".encode() not in kept_bytes(tmp_path), lambda: "the question to be wiped from the files")
        held = kept_bytes(tmp_path)
        assert b"987654321" not in held
        assert "秘密" not in bot.log()
        assert "987654321" not in bot.log()
        bot.stop()
        (one,) = Journal.of_folder(tmp_path / "data", 0).since(1)
        assert one.question is None
        assert one.person in bot.log()


def test_forget_deletes_all_of_one_person(tmp_path: Path) -> None:
    """/forget ends the conversation and takes the person's questions out of the files, and nobody else's."""
    with TroubledApi() as api, running(api, tmp_path, GONGKAI_KEEP_QUESTIONS_DAYS="9") as bot:
        api.say("一个秘密的问题", 1)
        api.say("别人的问题", 2)
        api.texts(1, 1)
        api.texts(2, 1)
        api.wait(lambda: bot.log().count("answered in") == 2, lambda: "both questions to be counted")
        assert "秘密".encode() in kept_bytes(tmp_path)
        api.say("/forget", 1)
        assert api.texts(1, 2)[1] == conduct_wording.FORGOTTEN.zh
        api.wait(lambda: "秘密".encode() not in kept_bytes(tmp_path), lambda: "the question to be wiped")
        assert "别人的问题".encode() in kept_bytes(tmp_path)
        api.say("问", 1)
        assert "“问”是第 1 问" in api.texts(1, 3)[2]
        bot.stop()
        assert {one.question for one in Journal.of_folder(tmp_path / "data", 9).since(1)} == {"别人的问题", "问"}


@pytest.mark.slow
def test_log_has_pseudonyms(tmp_path: Path) -> None:
    """The log knows a person by one name, whatever process wrote it, and two people by two."""
    names = []
    with TroubledApi() as api:
        for person in (1, 1, 2):
            with running(api, tmp_path) as bot:
                api.say("问", person)
                logged(bot, api, "answered in")
                found = re.search(r"([0-9a-f]{16}): answered in", bot.log())
                assert found
                names.append(found[1])
    assert names[0] == names[1] != names[2]
