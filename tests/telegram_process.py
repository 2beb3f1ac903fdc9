"""The Telegram chat in a process of its own, with its log."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bot_api import PATIENCE_SECONDS, TOKEN, BotApi

ROOT = Path(__file__).parent.parent
FAKE = (sys.executable, "-m", "tests.telegram_fake")
FIRST_CALLS = {"getUpdates", "setWebhook"}
COMMAND = (sys.executable, "-m", "bot.cli", "telegram")


class Running:
    """A bot in its own process, and its log."""

    def __init__(self, command: tuple[str, ...], folder: Path, settings: dict[str, str]) -> None:
        self._log = folder / "log"
        with self._log.open("w") as log:
            self.process = subprocess.Popen(command, cwd=folder, env=_environment(settings), stdout=log, stderr=log)

    def log(self) -> str:
        """What it has logged so far."""
        return self._log.read_text(encoding="utf-8")

    def ended(self) -> tuple[int, str]:
        """Its exit status and log, once it has ended."""
        return self.process.wait(PATIENCE_SECONDS), self.log()

    def stop(self, number: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        """Stops it and gives its exit status and log."""
        self.process.send_signal(number)
        return self.ended()


def _environment(settings: dict[str, str]) -> dict[str, str]:
    """This process's environment without its settings and proxies, which a loopback server doesn't want."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.upper().startswith("GONGKAI_") and not name.lower().endswith("_proxy")
    }
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"} | settings


@contextmanager
def running(api: BotApi, folder: Path, command: tuple[str, ...] = FAKE, **settings: str) -> Iterator[Running]:
    """A bot that talks to `api`, from its first request for messages, or for a webhook, on; stopped at the end."""
    telegram = {"GONGKAI_TELEGRAM_TOKEN": TOKEN, "GONGKAI_TELEGRAM_API_URL": api.url}
    bot = Running(command, folder, telegram | settings)
    try:
        api.wait(
            lambda: bot.process.poll() is not None or any(name in FIRST_CALLS for name, _ in api.calls),
            lambda: f"the bot's first request for messages; its log:\n{bot.log()}",
        )
        yield bot
    finally:
        if bot.process.poll() is None:
            bot.stop()
