"""A figure → the words that show it: as printed, with its unit, in English explained; pure."""

import re

from bot.records import AnswerFigure, Language
from bot.wording import PIECES_IN_ENGLISH, SCALES, UNITS_IN_ENGLISH
from ingest.records import Figure, UnitSource


def shown_text(figure: AnswerFigure, language: Language) -> str:
    """A figure as people read it: as printed, its unit added where the paper doesn't print it beside the number.

    In English the printed figure is kept and the unit explained.
    """
    text = figure.printed
    if is_zero_in_words(figure):
        return (
            f"0{_unit(figure, language)}（{text}）"
            if language is Language.CHINESE
            else f"0{_unit(figure, language)} (printed: {text})"
        )
    beside = figure.unit_source is UnitSource.PRINTED and not figure.derived
    if figure.unit and not beside and not text.endswith(figure.unit):
        scale = re.search("[百千万亿]+$", text)
        is_begun = scale is not None and figure.unit.startswith(scale[0])
        text += figure.unit.removeprefix(scale[0]) if scale and is_begun else f" {figure.unit}"
    return text + (_explained(figure) if language is Language.ENGLISH else "")


def _unit(figure: AnswerFigure, language: Language) -> str:
    if not figure.unit:
        return ""
    return f" {figure.unit}" + (_explained(figure) if language is Language.ENGLISH else "")


def _explained(figure: AnswerFigure) -> str:
    """(cases or items), or for money in 万元 the sum in yuan as well."""
    if not figure.unit:
        return ""
    scale = SCALES.get(figure.unit.removesuffix("元"))
    if figure.unit.endswith("元") and scale:
        return f" ({UNITS_IN_ENGLISH[figure.unit]}; RMB {figure.value * scale:,f})".replace(".00)", ")")
    known = next((english for word, english in PIECES_IN_ENGLISH if figure.unit == "件" and word in figure.label), None)
    known = known or UNITS_IN_ENGLISH.get(figure.unit)
    return f" ({known})" if known and figure.unit != "%" else ""


def is_zero_in_words(figure: Figure | AnswerFigure) -> bool:
    """未收到 and 无……案件: a nought that no digit prints."""
    return figure.value == 0 and not re.search(r"\d|[零〇]", figure.printed)
