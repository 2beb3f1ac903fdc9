"""The environment and a `.env` file → one frozen Settings; an unknown or impossible setting is refused."""

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dotenv import dotenv_values

from bot.errors import SettingsError

PREFIX = "GONGKAI_"
FILE_NAME = ".env"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that an operator can set, read and checked."""

    data: Path = Path("data")
    corpus: Path = Path("corpus")
    model: str = ""
    """"" is the bundled model"""
    caution: float | None = None
    """certainty from which a figure is given; None is what the model's calibration chose"""
    today: date | None = None
    """None is the clock's day"""
    telegram_token: str | None = field(default=None, repr=False)
    telegram_api_url: str | None = None
    """no slash at its end"""
    telegram_proxy: str | None = field(default=None, repr=False)
    telegram_webhook_url: str | None = None
    telegram_listen: tuple[str, int] = ("127.0.0.1", 8443)
    """address and port"""
    staff: frozenset[int] = frozenset()
    """Telegram user ids"""
    questions_a_minute: int = 20
    keep_questions_days: int = 0
    health_port: int | None = None
    snapshots_kept: int = 10
    log_level: str = "INFO"

    def day(self) -> date:
        """The day from which relative years count."""
        return self.today or datetime.now(tz=UTC).astimezone().date()


@dataclass(frozen=True, slots=True)
class Setting:
    """One name that can be set, for reading it and for listing it."""

    name: str
    meaning: str
    default: str
    """as it would be written; "" where there is none"""
    wanted: str
    """what a right value looks like, for messages"""
    read: Callable[[str], object]
    """written value → value in Settings; raises ValueError"""
    secret: bool = False
    """True where messages may not show the value in full"""

    @property
    def field_name(self) -> str:
        """Its field in Settings: GONGKAI_TELEGRAM_TOKEN → telegram_token."""
        return self.name.removeprefix(PREFIX).lower()


def load_settings(environment: Mapping[str, str], folder: Path) -> Settings:
    """The settings of an environment and of `folder`'s .env file; the environment wins.

    A value that is empty counts as not set, so an empty one in the environment switches off the file's.
    Names that don't begin with GONGKAI_ are ignored.

    Raises SettingsError for an unknown GONGKAI_* name, an impossible value and a file that can't be read.

    >>> load_settings({"GONGKAI_STAFF": "17, 42", "PATH": "/bin"}, Path("no-such-folder")).staff == {17, 42}
    True
    """
    written = _ours(_file_values(folder / FILE_NAME), f"in {folder / FILE_NAME}")
    written |= _ours(environment, "in the environment")
    values: dict[str, Any] = {
        setting.field_name: _value(setting, written[setting.name].strip())
        for setting in SETTINGS
        if written.get(setting.name, "").strip()
    }
    return Settings(**values)


def _file_values(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    try:
        # Not interpolated: a "$" in a password is a "$". utf-8-sig: Windows editors write a byte order mark.
        values = dotenv_values(path, interpolate=False, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} can't be read as UTF-8 text ({error}): correct or remove it") from error
    for name, value in values.items():
        if value is None and _is_ours(name):
            raise SettingsError(f"{name} in {path} has no value: write {name}=value, or remove the line")
    return {name: value for name, value in values.items() if value is not None}


def _ours(values: Mapping[str, str], where: str) -> dict[str, str]:
    ours = {name: value for name, value in values.items() if _is_ours(name)}
    for name in sorted(ours):
        if name not in _BY_NAME:
            raise SettingsError(f"{name} {where} is not a setting: did you mean {_nearest_name(name)}?")
    return ours


def _is_ours(name: str) -> bool:
    # In capitals, so that gongkai_data is corrected and not ignored.
    return name.upper().startswith(PREFIX)


def _nearest_name(name: str) -> str:
    # Without the shared prefix, which makes all names alike: TOKEN is meant for TELEGRAM_TOKEN, not MODEL.
    endings = {setting.name.removeprefix(PREFIX): setting.name for setting in SETTINGS}
    return endings[difflib.get_close_matches(name.upper().removeprefix(PREFIX), endings, n=1, cutoff=0)[0]]


def _value(setting: Setting, written: str) -> object:
    try:
        return setting.read(written)
    except ValueError as error:
        met = _masked(written) if setting.secret else repr(written)
        # from None: the error's own text may hold the secret
        raise SettingsError(f"{setting.name} is {met}: {setting.wanted} is wanted") from (
            None if setting.secret else error
        )


def _masked(secret: str) -> str:
    return f"{secret[:2]!r}… ({len(secret)} characters)"


def _read_token(written: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_:-]+", written):
        raise ValueError(written)
    return written


def _read_url(written: str) -> str:
    parts = urlsplit(written)
    if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"\s", written):
        raise ValueError(written)
    _ = parts.port  # raises ValueError where it is no number up to 65535
    return written.rstrip("/")


def _read_https_url(written: str) -> str:
    if urlsplit(written).scheme != "https":
        raise ValueError(written)
    return _read_url(written)


def _read_address(written: str) -> tuple[str, int]:
    """An address and a port.

    >>> _read_address("127.0.0.1:8443"), _read_address("[::1]:80")
    (('127.0.0.1', 8443), ('::1', 80))
    """
    parts = urlsplit(f"//{written}")
    if not parts.hostname or not parts.port or parts.netloc != written or "@" in written:
        raise ValueError(written)
    return parts.hostname, parts.port


def _read_port(written: str) -> int:
    return _number(written, 1, 65535)


def _read_days(written: str) -> int:
    return _number(written, 0, 3650)


def _read_pace(written: str) -> int:
    return _number(written, 1, 1000)


def _number(written: str, least: int, most: int) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", written) or not least <= int(written) <= most:
        raise ValueError(written)
    return int(written)


def _read_day(written: str) -> date:
    return date.fromisoformat(written)


def _read_share(written: str) -> float:
    if not re.fullmatch(r"[01](?:\.[0-9]{1,4})?", written) or float(written) > 1:
        raise ValueError(written)
    return float(written)


def _read_staff(written: str) -> frozenset[int]:
    """Ids with commas or spaces between them, Chinese commas too.

    >>> sorted(_read_staff("17, 42，99"))
    [17, 42, 99]
    """
    words = [word for word in re.split(r"[\s,，、;；]+", written) if word]
    if not all(re.fullmatch(r"[0-9]{1,18}", word) for word in words):
        raise ValueError(written)
    return frozenset(map(int, words))


def _read_log_level(written: str) -> str:
    if written.upper() not in LOG_LEVELS:
        raise ValueError(written)
    return written.upper()


def _read_count(written: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,5}", written):
        raise ValueError(written)
    return int(written)


def _read_path(written: str) -> Path:
    return Path(written).expanduser()


SETTINGS: tuple[Setting, ...] = (
    Setting("GONGKAI_DATA", "folder for everything the program makes", "./data", "a folder", _read_path),
    Setting("GONGKAI_CORPUS", "folder with the reports", "./corpus", "a folder", _read_path),
    Setting(
        "GONGKAI_MODEL",
        "a sentence-transformers model or its folder; empty: the bundled model",
        "",
        "the name of a model or a folder",
        str,
    ),
    Setting(
        "GONGKAI_CAUTION",
        "certainty from which a figure is given, 0 to 1; empty: what the model's calibration chose",
        "",
        "a number from 0 to 1, such as 0.8,",
        _read_share,
    ),
    Setting(
        "GONGKAI_TODAY",
        "the day from which 去年 and “last year” count; empty: the clock's",
        "",
        "a day such as 2021-06-01",
        _read_day,
    ),
    Setting(
        "GONGKAI_TELEGRAM_TOKEN",
        "the bot's token, from @BotFather",
        "",
        "a token such as 123456:ABC-def, without spaces,",
        _read_token,
        secret=True,
    ),
    Setting(
        "GONGKAI_TELEGRAM_API_URL",
        "address of a self-hosted Bot API server",
        "https://api.telegram.org",
        "an address that begins with http:// or https://",
        _read_url,
    ),
    Setting(
        "GONGKAI_TELEGRAM_PROXY",
        "HTTP proxy on the way to Telegram, such as http://127.0.0.1:7890",
        "",
        "an address that begins with http:// or https://",
        _read_url,
        secret=True,
    ),
    Setting(
        "GONGKAI_TELEGRAM_WEBHOOK_URL",
        "public https address to which Telegram sends messages; empty: the bot fetches them",
        "",
        "an address that begins with https://",
        _read_https_url,
    ),
    Setting(
        "GONGKAI_TELEGRAM_LISTEN",
        "address and port where the webhook listens, behind a proxy that speaks HTTPS",
        "127.0.0.1:8443",
        "an address and a port, such as 127.0.0.1:8443,",
        _read_address,
    ),
    Setting(
        "GONGKAI_STAFF",
        "Telegram user ids of the staff, separated by commas",
        "",
        "a list of integers, separated by commas,",
        _read_staff,
    ),
    Setting(
        "GONGKAI_QUESTIONS_A_MINUTE",
        "how many questions one person may ask in a minute",
        "20",
        "a number from 1 to 1000",
        _read_pace,
    ),
    Setting(
        "GONGKAI_KEEP_QUESTIONS_DAYS",
        "for how many days the words of questions are kept; 0: not at all",
        "0",
        "a number of days from 0 to 3650",
        _read_days,
    ),
    Setting(
        "GONGKAI_HEALTH_PORT",
        "port on 127.0.0.1 for /health and /metrics; empty: none",
        "",
        "a port from 1 to 65535",
        _read_port,
    ),
    Setting(
        "GONGKAI_SNAPSHOTS_KEPT",
        "how many snapshots stay to go back to; a build removes the oldest beyond",
        "10",
        "a whole number from 1",
        _read_count,
    ),
    Setting(
        "GONGKAI_LOG_LEVEL",
        "how much the log says: " + ", ".join(LOG_LEVELS),
        "INFO",
        "one of " + ", ".join(LOG_LEVELS),
        _read_log_level,
    ),
)
"""Every setting, in the order in which it is listed."""

_BY_NAME = {setting.name: setting for setting in SETTINGS}
