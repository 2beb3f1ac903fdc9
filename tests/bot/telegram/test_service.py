"""What stands around a running bot: a webhook, /health and /metrics; a real process and real ports."""

import json
import socket
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from bot.telegram.health import Health
from tests.bot_api import TOKEN, BotApi
from tests.telegram_process import FAKE, Running, running
from tests.troubled_api import TroubledApi

OPENER = build_opener(ProxyHandler({}))
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def fetched(address: str, body: object = None, **headers: str) -> tuple[int, str]:
    """Status and text of an address; a body is posted as JSON."""
    data = None if body is None else json.dumps(body).encode()
    request = Request(address, data, headers | ({"Content-Type": "application/json"} if data else {}))
    try:
        with OPENER.open(request, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as refused:
        return refused.code, refused.read().decode()


# Health


def test_health_and_metrics_of_a_running_bot(tmp_path: Path) -> None:
    """/health is 200 with what waits; /metrics counts updates, answers by status, times, calls and failures."""
    port = free_port()
    with TroubledApi(stumbles=(502,)) as api, running(api, tmp_path, GONGKAI_HEALTH_PORT=str(port)) as bot:
        api.say("几件？", 1)
        api.say("行政复议有几件？", 2)
        api.texts(1, 1)
        api.texts(2, 1)
        api.wait(lambda: bot.log().count(" seconds, reply ") == 2, lambda: "both to be counted")
        status, text = fetched(f"http://127.0.0.1:{port}/health")
        assert (status, json.loads(text)) == (200, {"status": "ok", "ailments": [], "waiting": 0})
        status, text = fetched(f"http://127.0.0.1:{port}/metrics")
        assert status == 200
        counted = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
        assert counted["gongkai_updates_total"] == "2.0"
        assert counted['gongkai_answers_total{status="answered"}'] == "1.0"
        assert counted['gongkai_answers_total{status="not_found"}'] == "1.0"
        assert counted["gongkai_answer_seconds_count"] == "2.0"
        assert counted["gongkai_waiting_updates"] == "0.0"
        assert counted['gongkai_sent_total{method="sendMessage"}'] == "2.0"
        assert counted['gongkai_failed_calls_total{error="NetworkError"}'] == "1.0"
        assert fetched(f"http://127.0.0.1:{port}/")[0] == 404


@pytest.mark.slow
def test_port_in_use_is_one_sentence(tmp_path: Path) -> None:
    """A health port that another program holds ends the bot with a sentence that names the setting."""
    with socket.socket() as held, BotApi() as api:
        held.bind(("127.0.0.1", 0))
        held.listen()
        port = held.getsockname()[1]
        with running(api, tmp_path, GONGKAI_HEALTH_PORT=str(port)) as bot:
            status, log = bot.ended()
    assert status == 2
    assert log.strip().splitlines()[-1].startswith(f"GONGKAI_HEALTH_PORT is {port}, which can't be listened on")
    assert "Traceback" not in log


class Clock:
    """A clock that stands where it is put."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("polls", "alive_at", "polled_at", "ailments"),
    [
        (True, 1000.0, 1000.0, 0),
        (True, 984.0, 1000.0, 1),
        (True, 1000.0, 699.0, 1),
        (True, 984.0, 699.0, 2),
        (False, 1000.0, 0.0, 0),
    ],
)
def test_silence_and_deafness_are_ailments(polls: bool, alive_at: float, polled_at: float, ailments: int) -> None:
    """A loop that stands still and, where the bot polls, polls that nobody answers make it ailing."""
    clock = Clock()
    health = Health(polls, clock)
    clock.now = polled_at
    health.polled()
    clock.now = alive_at
    health.lives()
    clock.now = 1000.0
    assert len(health.ailments()) == ailments


# Webhook


class Webhook:
    """Settings of a webhook, and Telegram's side of it."""

    def __init__(self) -> None:
        self.port = free_port()
        self.settings = {
            "GONGKAI_TELEGRAM_WEBHOOK_URL": "https://example.org/telegram/hook",
            "GONGKAI_TELEGRAM_LISTEN": f"127.0.0.1:{self.port}",
        }

    def ready(self, api: BotApi, bot: Running) -> str:
        """Waits until the bot has named its webhook to the server, and gives the secret that it wants to see."""
        api.wait(lambda: "answering as @" in bot.log(), lambda: f"the bot to be ready; its log:\n{bot.log()}")
        named = [values for method, values in api.calls if method == "setWebhook"]
        assert named[-1]["url"] == "https://example.org/telegram/hook"
        return str(named[-1]["secret_token"])

    def post(self, update: dict[str, Any], **headers: str) -> int:
        """Sends an update; the status that the bot answers."""
        return fetched(f"http://127.0.0.1:{self.port}/telegram/hook", update, **headers)[0]


def taken(api: BotApi, text: str, chat: int) -> dict[str, Any]:
    """An update as Telegram would send it, taken from those that wait to be fetched."""
    api.say(text, chat)
    return api.updates.pop()


def test_webhook_takes_what_shows_the_secret(tmp_path: Path) -> None:
    """With the secret an update is answered; without it, or with another, it is refused. Nothing is fetched."""
    hook = Webhook()
    with BotApi() as api, running(api, tmp_path, FAKE, **hook.settings) as bot:
        secret = hook.ready(api, bot)
        assert len(secret) == 64
        assert hook.post(taken(api, "没有", 1)) == 403
        assert hook.post(taken(api, "错的", 1), **{SECRET_HEADER: secret[:-1] + "x"}) == 403
        assert hook.post(taken(api, "几件？", 1), **{SECRET_HEADER: secret}) == 200
        assert "“几件？”" in api.texts(1, 1)[0]
        assert len(api.sent) == 1
        assert not any(method == "getUpdates" for method, _ in api.calls)
        assert secret not in bot.log()


def test_webhook_stores_before_it_says_yes(tmp_path: Path) -> None:
    """An update that was taken with 200 outlives a kill; one that Telegram sends again is answered once."""
    hook = Webhook()
    with TroubledApi() as api:
        with running(api, tmp_path, FAKE, **hook.settings) as bot:
            secret = hook.ready(api, bot)
            waiting = taken(api, "等", 1)
            assert hook.post(waiting, **{SECRET_HEADER: secret}) == 200
            bot.process.kill()
            bot.process.wait()
        with running(api, tmp_path, FAKE, **hook.settings) as bot:
            assert hook.ready(api, bot) == secret
            assert hook.post(waiting, **{SECRET_HEADER: secret}) == 200
            assert hook.post(taken(api, "走", 2), **{SECRET_HEADER: secret}) == 200
            assert "“等”" in api.texts(1, 1)[0]
            api.texts(2, 1)
        assert len(api.sent) == 2


@pytest.mark.slow
def test_webhook_is_taken_back_where_the_bot_polls(tmp_path: Path) -> None:
    """Without the setting, the bot deletes a webhook that was set before, and fetches."""
    with BotApi() as api, running(api, tmp_path):
        methods = [method for method, _ in api.calls]
        assert methods.index("deleteWebhook") < methods.index("getUpdates")


@pytest.mark.slow
def test_webhook_port_in_use_is_one_sentence(tmp_path: Path) -> None:
    """A port that another program holds ends the bot with a sentence that names the setting."""
    hook = Webhook()
    with socket.socket() as held, BotApi() as api:
        held.bind(("127.0.0.1", hook.port))
        held.listen()
        with running(api, tmp_path, FAKE, **hook.settings) as bot:
            status, log = bot.ended()
    assert status == 2
    assert log.strip().splitlines()[-1].startswith(f"GONGKAI_TELEGRAM_LISTEN is 127.0.0.1:{hook.port}")
    assert "Traceback" not in log


@pytest.mark.slow
def test_refused_webhook_is_one_sentence(tmp_path: Path) -> None:
    """Where Telegram refuses the address, the bot ends and says which setting it was."""
    hook = Webhook()
    with BotApi({"setWebhook": 400}) as api, running(api, tmp_path, FAKE, **hook.settings) as bot:
        status, log = bot.ended()
    assert status == 2
    assert "Telegram refuses the webhook https://example.org/telegram/hook" in log
    assert "Traceback" not in log
    assert TOKEN not in log
