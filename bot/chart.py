"""A reply over years or bodies → the chart of its printed figures; the only module that knows matplotlib."""

import io
import logging
import textwrap
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.ticker import MaxNLocator

from bot.records import AnswerFigure, Language, Reply, Status
from bot.showing import shown_text

LEAST_POINTS = 3
"""Two figures are compared sooner in words."""
CHINESE_FONTS = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "Noto Sans CJK JP",
    "Noto Serif CJK SC",
    "Noto Serif CJK JP",
    "AR PL UMing CN",
)
"""Families that hold the characters, best first."""
WIDTH_INCHES, HEIGHT_INCHES, DOTS_AN_INCH = 5.4, 4.0, 200
"""1080 by 800 pixels: a phone's width, without scaling"""
BAR_INCHES = 0.55
COLOUR = "#1565c0"
CHARACTERS_A_LINE = 10
"""of a body's name beside its bar"""
TITLE_CHARACTERS = 22

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Charted:
    """What a chart shows: a point a year, in order, or a bar a body, in order."""

    is_trend: bool
    names: tuple[str, ...]
    figures: tuple[AnswerFigure, ...]


def chart_of(reply: Reply) -> Charted | None:
    """What of a reply makes a chart: three or more printed figures of one unit, of several years or several bodies."""
    figures = reply.figures
    if reply.status is not Status.ANSWERED or len(figures) < LEAST_POINTS or any(one.derived for one in figures):
        return None
    periods, publishers = [one.period or "" for one in figures], [one.publisher for one in figures]
    if len({one.unit for one in figures}) > 1 or not all(periods):
        return None
    if len(set(publishers)) == 1 and len(set(periods)) == len(figures):
        return Charted(True, tuple(periods), figures)
    if len(set(publishers)) == len(figures) and len(set(periods)) == 1:
        return Charted(False, tuple(publishers), figures)
    return None


_one_at_a_time = Lock()
"""matplotlib is not made for several threads at once (its FAQ, "Work with threads")"""


def chart_picture(charted: Charted, language: Language) -> bytes | None:
    """A PNG, every value printed beside its point as in the report; None where no font here has Chinese characters."""
    family = chinese_font()
    if family is None:
        return None
    with _one_at_a_time:
        return _drawn(charted, language, FontProperties(family=family))


def _drawn(charted: Charted, language: Language, font: FontProperties) -> bytes:
    height = HEIGHT_INCHES if charted.is_trend else 1.4 + BAR_INCHES * len(charted.names)
    drawing = Drawing(figsize=(WIDTH_INCHES, height), dpi=DOTS_AN_INCH, layout="constrained")
    axes = drawing.add_subplot()
    (_trend if charted.is_trend else _ranking)(axes, charted, font)
    axes.set_title(_title(charted, language), fontproperties=font, fontsize=12, pad=12, linespacing=1.4)
    for label in axes.get_yticklabels():
        label.set_fontproperties(font)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    buffer = io.BytesIO()
    drawing.savefig(buffer, format="png")
    return buffer.getvalue()


def chart_values(charted: Charted, language: Language) -> tuple[str, ...]:
    """The same in words, for those who don't see the chart.

    >>> from decimal import Decimal
    >>> from ingest.records import UnitSource
    >>> figure = AnswerFigure(Decimal(5), "5", "件", UnitSource.FORM, False, "申请", "甲局", "2020", 1)
    >>> chart_values(Charted(True, ("2020",), (figure,)), Language.CHINESE)
    ('2020：5 件',)
    """
    colon = "：" if language is Language.CHINESE else ": "
    return tuple(
        f"{name}{colon}{shown_text(figure, language)}"
        for name, figure in zip(charted.names, charted.figures, strict=True)
    )


def _title(charted: Charted, language: Language) -> str:
    first = charted.figures[0]
    whose = first.publisher if charted.is_trend else f"{first.period}{'年' if language is Language.CHINESE else ''}"
    return "\n".join([whose, *textwrap.wrap(first.label, TITLE_CHARACTERS)])


def _trend(axes: Axes, charted: Charted, font: FontProperties) -> None:
    values = [float(figure.value) for figure in charted.figures]
    positions = range(len(values))
    axes.plot(positions, values, marker="o", linewidth=2.5, markersize=8, color=COLOUR)
    for position, value, figure in zip(positions, values, charted.figures, strict=True):
        axes.annotate(
            _printed(figure), (position, value), (0, 10), textcoords="offset points", ha="center", fontproperties=font
        )
    axes.set_xticks(list(positions), charted.names, fontproperties=font)
    axes.set_xlim(-0.5, len(values) - 0.5)
    axes.set_ylim(min(0.0, *values), max(1.0, *values) * 1.2)
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.grid(axis="y", alpha=0.3)


def _ranking(axes: Axes, charted: Charted, font: FontProperties) -> None:
    values = [float(figure.value) for figure in charted.figures]
    names = ["\n".join(textwrap.wrap(name, CHARACTERS_A_LINE)) for name in charted.names]
    positions = range(len(values))
    axes.barh(positions, values, color=COLOUR, height=0.6)
    for position, value, figure in zip(positions, values, charted.figures, strict=True):
        axes.annotate(
            _printed(figure), (value, position), (6, 0), textcoords="offset points", va="center", fontproperties=font
        )
    axes.set_yticks(list(positions), names, fontproperties=font)
    axes.invert_yaxis()
    axes.set_xlim(0, max(1.0, *values) * 1.25)
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)


def _printed(figure: AnswerFigure) -> str:
    return shown_text(figure, Language.CHINESE)


@lru_cache(maxsize=1)
def chinese_font() -> str | None:
    """The best family here that has Chinese characters; None where none has."""
    held = {font.name for font in fontManager.ttflist}
    found = next((family for family in CHINESE_FONTS if family in held), None)
    if found is None:
        log.warning("no font here has Chinese characters, so no charts are sent: install one, such as Noto Sans CJK")
    return found
