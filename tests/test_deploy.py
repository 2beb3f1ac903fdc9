"""The systemd unit and the container file: they name nothing that isn't there."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.settings import SETTINGS, load_settings

ROOT = Path(__file__).parent.parent
UNIT = ROOT / "docs" / "deploy" / "gongkai.service"
CONTAINER = ROOT / "Containerfile"


@pytest.mark.parametrize("path", [UNIT, CONTAINER], ids=lambda path: path.name)
def test_settings_exist(path: Path) -> None:
    """Every GONGKAI_* name is a setting, and every value that is given is one it takes."""
    text = path.read_text(encoding="utf-8")
    named = set(re.findall(r"\bGONGKAI_[A-Z_]+", text))
    assert named <= {setting.name for setting in SETTINGS}
    given = dict(re.findall(r"\b(GONGKAI_[A-Z_]+)=([\w/.:-]+)", text))
    assert given
    load_settings(given, Path("no-such-folder"))


def test_container_copies_what_there_is() -> None:
    """Every file that is copied from here exists, and every package is copied."""
    lines = re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINER.read_text(encoding="utf-8"), re.MULTILINE)
    copied = {name for line in lines for name in line.split()}
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert {"bot", "index", "ingest", "corpus", "pyproject.toml", "constraints.txt"} <= copied


def test_container_asks_the_health_port_that_it_sets() -> None:
    """The health check asks where the bot answers."""
    text = CONTAINER.read_text(encoding="utf-8")
    set_port = re.search(r"GONGKAI_HEALTH_PORT=(\d+)", text)
    assert set_port
    assert f"http://127.0.0.1:{set_port[1]}/health" in text


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze here")
def test_unit_is_valid(tmp_path: Path) -> None:
    """Systemd finds nothing to say about the unit, its command being in place."""
    text = UNIT.read_text(encoding="utf-8")
    command = re.search(r"^ExecStart=(/\S+) telegram$", text, re.MULTILINE)
    assert command
    program = tmp_path / command[1].lstrip("/")
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    units = tmp_path / "etc" / "systemd" / "system"
    units.mkdir(parents=True)
    for target in ("sysinit", "basic", "network-online", "multi-user", "shutdown"):
        (units / f"{target}.target").write_text("[Unit]\nDescription=here\n", encoding="utf-8")
    unit = units / UNIT.name
    unit.write_text(text, encoding="utf-8")
    run = subprocess.run(
        ("systemd-analyze", "verify", "--man=no", f"--root={tmp_path}", str(unit)),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
