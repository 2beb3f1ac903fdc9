"""A bot in its own process with a Bot API server, for each file of tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot_api import BotApi
from tests.telegram_process import COMMAND, Running, running


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    """A server that takes everything; each test has chats of its own."""
    with BotApi() as server:
        yield server


@pytest.fixture(scope="module")
def fake(api: BotApi, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A bot with the assistant of predictable replies."""
    with running(api, tmp_path_factory.mktemp("telegram")) as bot:
        yield bot


@pytest.fixture
def chat(fake: Running, request: pytest.FixtureRequest) -> int:
    """A private chat that nobody used before, with a bot that runs."""
    assert fake.process.poll() is None, fake.log()
    return 1 + request.session.items.index(request.node)


@pytest.fixture(scope="module")
def gongkai(built_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[BotApi, Running]]:
    """`gongkai telegram` over the reports of the repository's corpus folder."""
    folder = tmp_path_factory.mktemp("gongkai")
    with BotApi() as server, running(server, folder, COMMAND, GONGKAI_DATA=str(built_data)) as bot:
        yield server, bot
