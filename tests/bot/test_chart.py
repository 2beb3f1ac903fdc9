"""Charts of replies over years or bodies."""

import io
from dataclasses import replace
from decimal import Decimal

import pytest
from PIL import Image

from bot.chart import chart_of, chart_picture, chart_values, chinese_font
from bot.records import AnswerFigure, Language, Reply, Status
from ingest.records import UnitSource


def figure(value: int, period: str | None, publisher: str = "甲局", unit: str = "件") -> AnswerFigure:
    """A printed figure of a year and a body."""
    printed = f"{value}{unit}"
    return AnswerFigure(Decimal(value), printed, unit, UnitSource.PRINTED, False, "法律援助案件", publisher, period, 1)


def reply(*figures: AnswerFigure) -> Reply:
    """A reply with these figures."""
    return Reply("id", "?", Language.CHINESE, Status.ANSWERED, "…", figures)


TREND = reply(figure(3, "2019"), figure(1, "2020"), figure(2, "2021"))
RANKING = reply(figure(3, "2020", "甲局"), figure(2, "2020", "乙局"), figure(1, "2020", "丙局"))


@pytest.mark.parametrize(
    ("given", "is_trend", "values"),
    [
        (TREND, True, ("2019：3件", "2020：1件", "2021：2件")),
        (RANKING, False, ("甲局：3件", "乙局：2件", "丙局：1件")),
    ],
)
def test_three_points_make_a_chart(given: Reply, is_trend: bool, values: tuple[str, ...]) -> None:
    """Three years of one body or one year of three bodies, in the reply's order, each as printed, as wide as a phone."""
    charted = chart_of(given)
    assert charted is not None
    assert charted.is_trend == is_trend
    assert chart_values(charted, Language.CHINESE) == values
    picture = chart_picture(charted, Language.CHINESE)
    assert (picture is None) == (chinese_font() is None), "no chart where no font here has the characters"
    assert picture is None or Image.open(io.BytesIO(picture)).width == 1080


@pytest.mark.parametrize(
    "given",
    [
        reply(figure(3, "2019"), figure(1, "2020")),
        reply(figure(3, "2019"), figure(1, "2020"), figure(2, "2021", unit="次")),
        reply(figure(3, "2020"), figure(1, "2020"), figure(2, "2020")),
        reply(figure(3, "2019"), figure(1, None), figure(2, "2021")),
        reply(figure(3, "2019", "甲局"), figure(1, "2020", "乙局"), figure(2, "2021", "丙局")),
        replace(TREND, status=Status.CONFLICT),
    ],
)
def test_what_makes_no_chart(given: Reply) -> None:
    """Fewer points, other units, things of one year, unknown years, years and bodies mixed, and contradictions."""
    assert chart_of(given) is None
