"""The doctor finds what isn't in order and names the remedy."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bot.doctor import findings
from bot.settings import Settings
from index.ledger import LEDGER
from tests.command import CORPUS

pytestmark = pytest.mark.slow


@pytest.fixture
def settings(built_data: Path, tmp_path: Path) -> Settings:
    """A data folder of one's own, built from the repository's reports."""
    shutil.copytree(built_data, tmp_path / "data")
    return Settings(data=tmp_path / "data", corpus=CORPUS)


def amiss(settings: Settings) -> dict[str, str]:
    """What isn't in order besides fonts, which are the machine's own affair."""
    found = [one for one in findings(settings) if one.name != "fonts"]
    assert [one.name for one in found][:3] == ["environment", "processor", "model"]
    return {one.name: one.said for one in found if one.remedy}


def test_all_is_well(settings: Settings) -> None:
    """After a build nothing is amiss."""
    assert amiss(settings) == {}


def test_nothing_built(tmp_path: Path) -> None:
    """Without data and corpus the ways to them are named."""
    found = amiss(Settings(data=tmp_path / "data", corpus=tmp_path / "corpus"))
    assert set(found) == {"corpus", "snapshot", "index and files"}
    assert "gongkai build" in found["snapshot"]


def test_faults_are_found(settings: Settings, tmp_path: Path) -> None:
    """A damaged original, decisions that can't be read, files that aren't in the index, another model."""
    (settings.data / LEDGER).write_bytes(b"[")
    (original,) = (settings.data / "originals").iterdir()
    original.write_bytes(original.read_bytes()[:-1])
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "new.pdf").write_bytes(b"%PDF")
    found = amiss(replace(settings, corpus=corpus))
    assert "was changed" in found["snapshot"]
    assert "ledger.json can't be read" in found["staff's decisions"]
    assert found["index and files"] == "1 files aren't in the index, 1 reports in it have no file"
    assert "no-such-model" in amiss(replace(settings, model="no-such-model"))["model"]
