"""Two things at once: both figures, their difference, their sum."""

import pytest

from bot.assistant import Assistant
from bot.records import Status

BODY = "安河县司法局2022年"


@pytest.mark.parametrize(
    "question", [f"{BODY}受理法律援助案件和办理公证分别多少件？", f"{BODY}受理法律援助案件与办理公证各多少件？"]
)
def test_each(small: Assistant, question: str) -> None:
    """分别 gets one figure a thing, in order, each with its own citation."""
    reply = small.answer(question)
    assert (reply.status, [str(figure.value) for figure in reply.figures]) == (Status.ANSWERED, ["350", "45"])
    assert [figure.citation for figure in reply.figures] == [1, 2]
    assert [citation.number for citation in reply.citations] == [1, 2]
    assert reply.question == question
    assert "[1]" in reply.answer
    assert "[2]" in reply.answer


def test_a_part_that_is_not_printed(small: Assistant) -> None:
    """What is printed of several things is given, and that the rest isn't printed is said."""
    reply = small.answer(f"{BODY}受理法律援助案件和婚姻登记分别多少件？")
    assert (reply.status, [str(figure.value) for figure in reply.figures]) == (Status.ANSWERED, ["350"])
    assert "其余各项，手头的报告里没有写到" in reply.answer


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (f"{BODY}受理法律援助案件比办理公证多几件？", "305"),
        (f"{BODY}受理法律援助案件比办结法律援助案件多几件？", "17"),
        (f"{BODY}受理法律援助案件和办理公证一共多少件？", "395"),
        (f"{BODY}受理法律援助案件加办理公证一共办了多少件？", "395"),
    ],
)
def test_computed(small: Assistant, question: str, value: str) -> None:
    """A difference or a sum stands alone as a derived figure; its operands are cited."""
    reply = small.answer(question)
    assert reply.status is Status.ANSWERED
    (figure,) = reply.figures
    assert (str(figure.value), figure.derived, figure.unit) == (value, True, "件")
    cited = {citation.number: citation for citation in reply.citations}
    for operand in figure.operands:
        assert operand.printed in cited[operand.citation].quote
        assert operand.printed in reply.answer
    assert value in reply.answer


@pytest.mark.parametrize(
    "question",
    [
        f"{BODY}受理法律援助案件比开展普法讲座多几件？",
        f"{BODY}受理法律援助案件比婚姻登记多几件？",
        "安河县司法局2021年受理法律援助案件比发放宣传资料多几件？",
    ],
)
def test_what_can_not_be_compared(small: Assistant, question: str) -> None:
    """Other units, approximate numbers and things that aren't held give no result."""
    assert not any(figure.derived for figure in small.answer(question).figures)


def test_same_thing_twice_is_no_difference(small: Assistant) -> None:
    """A thing compared with itself gives no nought."""
    reply = small.answer(f"{BODY}受理法律援助案件比受理法律援助案件多几件？")
    assert not any(figure.derived for figure in reply.figures)


@pytest.mark.parametrize(
    "question",
    ["分别", "和分别", "各和各各是几", "比比多几", "和和和一共多少", "A和A分别和A分别各几件", "分别各" * 100],
)
def test_words_of_comparison_alone(small: Assistant, question: str) -> None:
    """Words that ask for two things and name none get a reply."""
    assert small.answer(question).figures == ()
