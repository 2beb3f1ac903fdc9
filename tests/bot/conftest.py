"""Three small reports, drawn, read and built for real: one body of two years, and another body."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.assistant import Assistant
from index.build import build
from index.snapshot import open_current
from tests.command import draw_report
from tests.conftest import ASKED_ON

SMALL_REPORTS = {
    "anhe-2021.pdf": (
        "安河县司法局2021年政府信息公开工作年度报告",
        (
            "一、总体情况",
            "联系电话：0999-1234567，地址：安河县人民路8号。",
            "2021年，受理法律援助案件320件，办结法律援助案件300件，法律援助案件同比增长25%。",
            "公开政务信息100条，其中动态类60条，通知类30条。",
            "在“安河普法”微信公众号中发布信息210条。",
            "开展普法讲座12场，发放宣传资料5000余份。",
            "全年未收到政府信息公开申请。",
            "回顾全年，在“安河普法”微信公众号中发布信息230条。",
        ),
    ),
    "anhe-2022.pdf": (
        "安河县司法局2022年政府信息公开工作年度报告",
        (
            "一、总体情况",
            "2022年，受理法律援助案件350件，办结法律援助案件333件。",
            "开展普法讲座15场，办理公证45件。",
        ),
    ),
    "yunshan-2022.pdf": (
        "云山县司法局2022年政府信息公开工作年度报告",
        (
            "一、总体情况",
            "联系电话：0888-7654321。",
            "2022年，受理法律援助案件410件，调解纠纷77件。",
        ),
    ),
}


@pytest.fixture(scope="session")
def small_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of the three small reports."""
    folder = tmp_path_factory.mktemp("small")
    for name, (title, paragraphs) in SMALL_REPORTS.items():
        draw_report(folder / "corpus" / name, title, paragraphs)
    build(folder / "corpus", folder / "data", "")
    return folder / "data"


@pytest.fixture(scope="session")
def small(small_data: Path) -> Iterator[Assistant]:
    """An assistant over the three small reports."""
    with closing(open_current(small_data, "")) as snapshot:
        yield Assistant(snapshot, today=lambda: ASKED_ON)
