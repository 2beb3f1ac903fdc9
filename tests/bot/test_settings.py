"""Settings from the environment and a .env file."""

import logging
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import SettingsError
from bot.settings import SETTINGS, Settings, load_settings


def test_nothing_set_gives_the_defaults(tmp_path: Path) -> None:
    """Without environment and file, data and corpus lie in the current folder and there is no token."""
    assert load_settings({}, tmp_path) == Settings(
        data=Path("data"),
        corpus=Path("corpus"),
        model="",
        telegram_token=None,
        telegram_api_url=None,
        telegram_proxy=None,
        telegram_webhook_url=None,
        telegram_listen=("127.0.0.1", 8443),
        staff=frozenset(),
        questions_a_minute=20,
        keep_questions_days=0,
        health_port=None,
        log_level="INFO",
    )


def test_listed_defaults_are_the_defaults(tmp_path: Path) -> None:
    """What the table lists as defaults reads as the defaults."""
    listed = {setting.name: setting.default for setting in SETTINGS if setting.name != "GONGKAI_TELEGRAM_API_URL"}
    assert load_settings(listed, tmp_path) == Settings()


def test_every_field_has_one_setting() -> None:
    """The table and the record name the same things, in the same order."""
    assert tuple(setting.field_name for setting in SETTINGS) == tuple(Settings.__dataclass_fields__)


def test_every_setting_is_read(tmp_path: Path) -> None:
    """Each setting arrives in its field as a value of its type."""
    environment = {
        "GONGKAI_DATA": "/srv/data",
        "GONGKAI_CORPUS": "reports",
        "GONGKAI_MODEL": "BAAI/bge-m3",
        "GONGKAI_CAUTION": "0.9",
        "GONGKAI_TODAY": "2021-06-01",
        "GONGKAI_TELEGRAM_TOKEN": "123456:ABC-def_1",
        "GONGKAI_TELEGRAM_API_URL": "http://127.0.0.1:8081/",
        "GONGKAI_TELEGRAM_PROXY": "http://127.0.0.1:7890",
        "GONGKAI_TELEGRAM_WEBHOOK_URL": "https://example.org/telegram",
        "GONGKAI_TELEGRAM_LISTEN": "0.0.0.0:9000",
        "GONGKAI_STAFF": "17, 42，99",
        "GONGKAI_QUESTIONS_A_MINUTE": "5",
        "GONGKAI_KEEP_QUESTIONS_DAYS": "30",
        "GONGKAI_HEALTH_PORT": "9100",
        "GONGKAI_LOG_LEVEL": "debug",
    }
    assert load_settings(environment, tmp_path) == Settings(
        data=Path("/srv/data"),
        corpus=Path("reports"),
        model="BAAI/bge-m3",
        caution=0.9,
        today=date(2021, 6, 1),
        telegram_token="123456:ABC-def_1",
        telegram_api_url="http://127.0.0.1:8081",
        telegram_proxy="http://127.0.0.1:7890",
        telegram_webhook_url="https://example.org/telegram",
        telegram_listen=("0.0.0.0", 9000),
        staff=frozenset({17, 42, 99}),
        questions_a_minute=5,
        keep_questions_days=30,
        health_port=9100,
        log_level="DEBUG",
    )


def test_environment_wins_over_the_file(tmp_path: Path) -> None:
    """A name in both takes the environment's value; the rest comes from the file."""
    (tmp_path / ".env").write_text("GONGKAI_MODEL=file\nGONGKAI_STAFF=1\n", encoding="utf-8")
    found = load_settings({"GONGKAI_MODEL": "environment"}, tmp_path)
    assert (found.model, found.staff) == ("environment", frozenset({1}))


def test_empty_value_in_the_environment_switches_off_the_file(tmp_path: Path) -> None:
    """An empty value means not set, and the environment's still wins."""
    (tmp_path / ".env").write_text("GONGKAI_TELEGRAM_PROXY=http://127.0.0.1:7890\n", encoding="utf-8")
    assert load_settings({"GONGKAI_TELEGRAM_PROXY": ""}, tmp_path).telegram_proxy is None


def test_file_is_read_as_written(tmp_path: Path) -> None:
    """Quotes, comments, a byte order mark and a dollar sign come out as people mean them."""
    text = "\ufeff# 公开\nGONGKAI_CORPUS='报告 2020'\nGONGKAI_MODEL=a${HOME} # here\nOTHER=1\n"
    (tmp_path / ".env").write_text(text, encoding="utf-8")
    found = load_settings({"HOME": "elsewhere"}, tmp_path)
    assert (found.corpus, found.model) == (Path("报告 2020"), "a${HOME}")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("GONGKAI_DATEN", "GONGKAI_DATA"),
        ("GONGKAI_TOKEN", "GONGKAI_TELEGRAM_TOKEN"),
        ("GONGKAI_TELEGRAM_API", "GONGKAI_TELEGRAM_API_URL"),
        ("gongkai_staff", "GONGKAI_STAFF"),
    ],
)
def test_unknown_name_is_refused_with_the_nearest_right_one(tmp_path: Path, wrong: str, right: str) -> None:
    """A misspelt name is refused in the environment and in the file, and put right."""
    with pytest.raises(SettingsError, match=rf"^{wrong} in the environment .*did you mean {right}\?$"):
        load_settings({wrong: "1"}, tmp_path)
    (tmp_path / ".env").write_text(f"{wrong}=1\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=rf"^{wrong} in .*\.env .*did you mean {right}\?$"):
        load_settings({}, tmp_path)


def test_unknown_name_is_refused_even_when_empty(tmp_path: Path) -> None:
    """An empty misspelt name is misspelt all the same."""
    with pytest.raises(SettingsError, match="did you mean GONGKAI_DATA"):
        load_settings({"GONGKAI_DATAS": ""}, tmp_path)


def test_other_names_are_ignored(tmp_path: Path) -> None:
    """Names of other programs are none of its business."""
    (tmp_path / ".env").write_text("TELEGRAM_TOKEN=1\nDEBUG\n", encoding="utf-8")
    assert load_settings({"PATH": "/bin", "_GONGKAI_COMPLETE": "zsh", "GONGKAIDATA": "x"}, tmp_path) == Settings()


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("GONGKAI_STAFF", "17,Li", "integers"),
        ("GONGKAI_STAFF", "1_000", "integers"),
        ("GONGKAI_STAFF", "-5", "integers"),
        ("GONGKAI_TELEGRAM_API_URL", "api.example.org", "http:// or https://"),
        ("GONGKAI_TELEGRAM_API_URL", "http://", "http:// or https://"),
        ("GONGKAI_TELEGRAM_API_URL", "http://host:port", "http:// or https://"),
        ("GONGKAI_TELEGRAM_WEBHOOK_URL", "http://example.org/telegram", "https://"),
        ("GONGKAI_TELEGRAM_LISTEN", "127.0.0.1", "127.0.0.1:8443"),
        ("GONGKAI_TELEGRAM_LISTEN", "127.0.0.1:http", "127.0.0.1:8443"),
        ("GONGKAI_QUESTIONS_A_MINUTE", "0", "from 1 to 1000"),
        ("GONGKAI_KEEP_QUESTIONS_DAYS", "-1", "from 0 to 3650"),
        ("GONGKAI_HEALTH_PORT", "65536", "from 1 to 65535"),
        ("GONGKAI_LOG_LEVEL", "loud", "DEBUG, INFO"),
    ],
)
def test_impossible_value_names_setting_value_and_wish(tmp_path: Path, name: str, value: str, wanted: str) -> None:
    """The message has the setting, the value met and the value wanted."""
    with pytest.raises(SettingsError) as refused:
        load_settings({name: value}, tmp_path)
    assert name in str(refused.value)
    assert repr(value) in str(refused.value)
    assert wanted in str(refused.value)


@pytest.mark.parametrize(
    ("name", "secret"),
    [("GONGKAI_TELEGRAM_TOKEN", "123456:ABC def"), ("GONGKAI_TELEGRAM_PROXY", "socks5://me:word@host:1")],
)
def test_secret_is_never_shown_in_full(tmp_path: Path, name: str, secret: str) -> None:
    """A refused token or proxy password stands neither in the message nor in what caused it."""
    with pytest.raises(SettingsError) as refused:
        load_settings({name: secret}, tmp_path)
    assert name in str(refused.value)
    assert secret[3:] not in str(refused.value)
    assert refused.value.__cause__ is None


def test_settings_print_without_secrets(tmp_path: Path) -> None:
    """Printing the settings shows neither token nor proxy."""
    found = load_settings({"GONGKAI_TELEGRAM_TOKEN": "1:SECRET", "GONGKAI_TELEGRAM_PROXY": "http://a:WORD@b"}, tmp_path)
    assert "SECRET" not in repr(found)
    assert "WORD" not in repr(found)


def test_line_without_value_is_refused(tmp_path: Path) -> None:
    """A bare name in the file is a mistake, not a default."""
    (tmp_path / ".env").write_text("GONGKAI_DATA\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"GONGKAI_DATA in .* has no value"):
        load_settings({}, tmp_path)


def test_line_that_is_no_setting_is_warned_of(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A line that can't be read is named by its number."""
    (tmp_path / ".env").write_text("GONGKAI_MODEL=a\nGONGKAI_DATA ./x\n", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        assert load_settings({}, tmp_path).model == "a"
    assert "line 2" in caplog.text


def test_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    """A file that isn't UTF-8 is refused by its name."""
    (tmp_path / ".env").write_bytes("GONGKAI_CORPUS=报告".encode("gb18030"))
    with pytest.raises(SettingsError, match=r"\.env can't be read as UTF-8"):
        load_settings({}, tmp_path)


@settings(derandomize=True)
@given(st.frozensets(st.integers(min_value=0, max_value=10**15)))
def test_staff_comes_back_equal(staff: frozenset[int]) -> None:
    """Any set of ids, written with commas, is read back."""
    written = {"GONGKAI_STAFF": ",".join(map(str, staff))}
    assert load_settings(written, Path("no-such-folder")).staff == staff
