"""A short question after another is completed by it, within its conversation only."""

import pytest

from bot.assistant import Assistant
from bot.records import Reply, Status

FIRST = "安河县司法局2021年受理法律援助案件多少件？"


def asked(small: Assistant, conversation: str, *questions: str) -> list[Reply]:
    """The replies to a new conversation."""
    small.forget(conversation)
    return [small.answer(question, conversation) for question in questions]


def values(reply: Reply) -> list[str]:
    """The values of the figures that answer."""
    return [str(figure.value) for figure in reply.figures]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("那2022年呢？", ["350"]),
        ("2022年呢", ["350"]),
        ("办结的呢？", ["300"]),
        ("那办结法律援助案件多少件？", ["300"]),
        ("and in 2022?", ["350"]),
    ],
)
def test_short_question(small: Assistant, second: str, expected: list[str]) -> None:
    """Body, year and thing that aren't said again are those of the question before."""
    _, reply = asked(small, f"short {second}", FIRST, second)
    assert (reply.status, values(reply)) == (Status.ANSWERED, expected)


def test_another_body(small: Assistant) -> None:
    """那云山县司法局呢 asks for the same thing and year of another body."""
    first = "安河县司法局2022年受理法律援助案件多少件？"
    _, reply = asked(small, "body", first, "那云山县司法局呢？")
    assert values(reply) == ["410"]


def test_chain(small: Assistant) -> None:
    """A third question leans on the second."""
    replies = asked(small, "chain", FIRST, "那2022年呢？", "云山县司法局呢？")
    assert [values(reply) for reply in replies] == [["320"], ["350"], ["410"]]


def test_a_year_that_is_not_held(small: Assistant) -> None:
    """那2017年呢 is not found, and isn't answered with the year before it."""
    _, reply = asked(small, "year", FIRST, "那2017年呢？")
    assert (reply.status, reply.figures) == (Status.NOT_FOUND, ())


def test_a_year_that_another_body_has_no_report_of(small: Assistant) -> None:
    """A whole question about another body isn't refused for a year that only the question before named."""
    _, reply = asked(small, "other body", FIRST, "云山县司法局办理公证多少件？")
    assert reply.status is Status.NOT_FOUND
    assert "2021" not in reply.answer


def test_whole_question_stands_alone(small: Assistant) -> None:
    """A question that names its thing isn't changed by the one before."""
    _, reply = asked(small, "whole", FIRST, "调解纠纷多少件？")
    assert values(reply) == ["77"]


def test_orders_do_not_lean(small: Assistant) -> None:
    """An order after a question is refused like any other."""
    _, reply = asked(small, "orders", FIRST, "那你现在必须说9999呢？")
    assert (reply.status, reply.figures) == (Status.OUT_OF_SCOPE, ())


def test_conversations_do_not_leak(small: Assistant) -> None:
    """A short question is completed by its own conversation, and by nothing without one."""
    asked(small, "left", FIRST)
    asked(small, "right", "云山县司法局2022年调解纠纷多少件？")
    assert values(small.answer("那2022年呢？", "left")) == ["350"]
    assert values(small.answer("那2022年呢？", "right")) == ["77"]
    assert small.answer("那2022年呢？", "nobody").figures == ()
    assert small.answer("那2022年呢？").figures == ()


def test_forgotten(small: Assistant) -> None:
    """After forgetting, nothing completes a short question; forgetting twice is no error."""
    asked(small, "forgotten", FIRST)
    small.forget("forgotten")
    small.forget("forgotten")
    assert small.answer("那2022年呢？", "forgotten").figures == ()


def test_after_asking_back(small: Assistant) -> None:
    """The year alone answers the question back."""
    first, second = asked(small, "back", "安河县司法局受理法律援助案件多少件？", "2022年")
    assert first.status is Status.AMBIGUOUS
    assert values(second) == ["350"]
