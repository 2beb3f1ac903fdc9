"""Records can't be built wrongly, and their choices are the words that the JSON has."""

from dataclasses import FrozenInstanceError, replace
from decimal import Decimal

import pytest

from bot.arithmetic import Operation
from bot.records import AnswerFigure, Language, Reply, Status
from ingest.records import UnitSource

FIGURE = AnswerFigure(
    Decimal(576), "576 件", "件", UnitSource.PRINTED, False, "法律援助案件", "安河县司法局", "2020", 1
)


def test_computed_figure_has_operands() -> None:
    """A figure is computed exactly where it has operands."""
    assert replace(FIGURE, derived=True, operands=(FIGURE, FIGURE), operation=Operation.SUM).derived
    with pytest.raises(ValueError, match="576"):
        replace(FIGURE, derived=True)
    with pytest.raises(ValueError, match="576"):
        replace(FIGURE, operands=(FIGURE,))


def test_records_are_frozen() -> None:
    """A record doesn't change once it is made."""
    with pytest.raises(FrozenInstanceError):
        FIGURE.value = Decimal(0)  # type: ignore[misc]


def test_choices_are_those_of_the_json() -> None:
    """Statuses and languages are spelt as DESIGN.md spells them."""
    assert {status.value for status in Status} == {
        "answered",
        "conflict",
        "ambiguous",
        "not_found",
        "out_of_scope",
    }
    assert {language.value for language in Language} == {"zh", "en"}


def test_a_reply_refuses_by_default() -> None:
    """A reply that is given no figures, citations, notes and suggestions has none."""
    reply = Reply("id", "几件？", Language.CHINESE, Status.NOT_FOUND, "没有。")
    assert (reply.figures, reply.citations, reply.notes, reply.suggestions) == ((), (), (), ())
