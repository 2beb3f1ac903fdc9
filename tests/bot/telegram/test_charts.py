"""Answers over years come with a chart, in a real process over built reports."""

import io
from collections.abc import Iterator

import pytest
from PIL import Image

from bot.chart import chinese_font
from tests.bot_api import BotApi, Markup
from tests.command import draw_report, run_gongkai
from tests.telegram_process import COMMAND, Running, running

COUNTS = {2019: 298, 2020: 410, 2021: 576}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def yearly(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[BotApi, Running]]:
    """`gongkai telegram` over three years of one body."""
    folder = tmp_path_factory.mktemp("yearly")
    for year, count in COUNTS.items():
        title = f"安河县司法局{year}年政府信息公开工作年度报告"
        draw_report(
            folder / "corpus" / f"{year}.pdf", title, ("一、总体情况", f"{year}年，受理法律援助案件{count}件。")
        )
    run = run_gongkai("build", folder=folder)
    assert run.status == 0, run.err
    with BotApi() as server, running(server, folder, COMMAND) as bot:
        yield server, bot


@pytest.mark.skipif(chinese_font() is None, reason="no font with Chinese characters is installed here")
def test_trend_comes_with_a_chart(yearly: tuple[BotApi, Running]) -> None:
    """Below the answer a picture; its caption has every value and every source, for those who don't see it."""
    api, _ = yearly
    api.say("安河县司法局2019年到2021年受理法律援助案件的变化")
    answer, chart = api.messages(1, 2)
    assert "<b>298件</b>" in answer["text"]
    assert Image.open(io.BytesIO(chart["photo"])).width == 1080
    caption = Markup(chart["caption"]).text
    assert caption.startswith("图：受理法律援助案件\n2019：298件；2020：410件；2021：576件\n\n[1] ")
    assert all(f"安河县司法局{year}年政府信息公开工作年度报告，第1页" in caption for year in COUNTS)


def test_single_figure_has_no_chart(yearly: tuple[BotApi, Running]) -> None:
    """One figure comes without."""
    api, _ = yearly
    api.say("安河县司法局2020年受理法律援助案件多少件？", 2)
    api.say("安河县司法局2021年受理法律援助案件多少件？", 2)
    assert all("photo" not in message for message in api.messages(2, 2))
