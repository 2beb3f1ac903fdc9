"""Telegram's ids → names that say nothing about anybody, by a key that the data folder keeps."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from bot.errors import BotError

FOLDER = "telegram"
"""of the data folder: all that the chat remembers"""
KEY_FILE = "key"
KEY_BYTES = 32
NAME_LENGTH = 16
"""hexadecimal digits of a name: enough that two people of millions hardly share one"""


class Pseudonyms:
    """One key's names; the same id has the same name for as long as the key is kept."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    @classmethod
    def of_folder(cls, data: Path) -> "Pseudonyms":
        """With the key of a data folder, made there at the first time; raises BotError where that isn't possible."""
        path = data / FOLDER / KEY_FILE
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not path.exists():
                _write_key(path)
            key = path.read_bytes()
        except OSError as error:
            raise BotError(
                f"{path} can't be kept ({error.strerror}): let the bot write into {path.parent}, or set GONGKAI_DATA"
            ) from error
        if len(key) != KEY_BYTES:
            raise BotError(f"{path} has {len(key)} bytes, not {KEY_BYTES}: remove it, and a new one is made")
        return cls(key)

    def name(self, person: int) -> str:
        """The name of a Telegram id.

        >>> Pseudonyms(bytes(32)).name(17), Pseudonyms(bytes(32)).name(18)
        ('b8d1e5de24b1e59d', '1142cc0deb218dff')
        """
        return self._keyed(f"person {person}")[:NAME_LENGTH]

    def webhook_secret(self) -> str:
        """What Telegram must show at the webhook: 64 characters that nobody without the key can know."""
        return self._keyed("webhook")

    def _keyed(self, text: str) -> str:
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()


def _write_key(path: Path) -> None:
    """Whole or not at all, and readable by its owner only."""
    new = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
    new.replace(path)
