"""What every room's tests may share: the repository's own reports, built by the real command, and its assistant."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from bot.assistant import Assistant
from index.snapshot import open_current
from tests.command import CORPUS, draw_report, run_gongkai

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


def build_again(built: Path, data: Path, with_another: bool = False) -> None:
    """Builds a data folder of the repository's reports, from another's cache; with one more report for a new snapshot."""
    corpus = data.parent / "corpus"
    if not data.exists():
        shutil.copytree(built / "cache", data / "cache")
        shutil.copytree(CORPUS, corpus)
    if with_another:
        draw_report(
            corpus / "anhe.pdf", "安河县司法局2022年政府信息公开工作年度报告", ("一、总体情况", "办理公证45件。")
        )
    run = run_gongkai("build", str(corpus), folder=data.parent)
    assert run.status == 0, run.err
