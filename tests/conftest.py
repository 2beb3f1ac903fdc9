"""What every room's tests may share: the repository's own reports, built by the real command, and its assistant."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from bot.assistant import Assistant
from index.snapshot import open_current
from tests.command import CORPUS, run_gongkai

ASKED_ON = date(2021, 6, 1)
"""The day of every question, so that 去年 is 2020."""


@pytest.fixture(scope="session")
def built_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder, not to be changed, made by `gongkai build` from the repository's corpus folder."""
    folder = tmp_path_factory.mktemp("built")
    run = run_gongkai("build", str(CORPUS), folder=folder)
    assert run.status == 0, run.err
    return folder / "data"


@pytest.fixture(scope="session")
def assistant(built_data: Path) -> Iterator[Assistant]:
    """An assistant over the repository's reports, asked on a fixed day."""
    with closing(open_current(built_data, "")) as snapshot:
        yield Assistant(snapshot, today=lambda: ASKED_ON)
