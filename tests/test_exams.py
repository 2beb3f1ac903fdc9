"""Exams over several reports at once: as many replies are right as at the last look, and no number is wrong."""

from collections.abc import Iterator
from typing import Any

import pytest

from benchmarks.answers import Json, Score, judge, score
from bot.assistant import Assistant
from bot.rendering import reply_object
from tests.exams import EXAMS, YEARLY_BODIES, Exam, conversations

pytestmark = pytest.mark.slow

FLOORS = {
    "annual_reports_exam.jsonl": 133,
    "putuo_exam.jsonl": 76,
    "exam.jsonl": 124,
}
"""Right replies of each file; raised when more are right, never lowered."""
RIGHT_TURNS = 86
"""Of the 95 turns of ten conversations."""


@pytest.fixture(scope="module")
def yearly() -> Iterator[Assistant]:
    """An assistant over six yearly reports of one body and three other bodies' of one year."""
    with YEARLY_BODIES.assistant() as assistant:
        yield assistant


@pytest.fixture(scope="module", params=EXAMS, ids=lambda exam: exam.folder.name)
def asked(request: pytest.FixtureRequest, yearly: Assistant) -> dict[str, Score]:
    """Each file of an exam with its score."""
    exam: Exam = request.param
    if exam is YEARLY_BODIES:
        return {path.name: score(path, yearly) for path in exam.files}
    if not exam.is_possible:
        pytest.skip("the published reports that it is asked over are not here")
    with exam.assistant() as assistant:
        return {path.name: score(path, assistant) for path in exam.files}


def test_right_replies(asked: dict[str, Score]) -> None:
    """At least as many replies are right as ever before."""
    few = {name: one.right for name, one in asked.items() if one.right < FLOORS[name]}
    assert few == {}


def test_no_wrong_number(asked: dict[str, Score]) -> None:
    """No reply gives a figure that isn't one of the expected ones."""
    assert [found.question for one in asked.values() for found in one.wrong_numbers] == []


# conversations


def is_right(turn: Json, reply: Json) -> bool:
    """Small talk gets no number; everything else what its turn says."""
    return not reply["figures"] if turn.get("small_talk") else not judge(turn, reply).faults


def test_conversations(yearly: Assistant) -> None:
    """Years, bodies and subjects change over ten conversations; no turn gets a wrong number."""
    turns = [
        (turn, reply_object(yearly.answer(turn["question"], talk["id"])))
        for talk in conversations()["conversations"]
        for turn in talk["turns"]
    ]
    assert [turn["question"] for turn, reply in turns if judge(turn, reply).wrong_numbers] == []
    assert sum(is_right(turn, reply) for turn, reply in turns) >= RIGHT_TURNS


def test_nothing_leaks_between_chats(yearly: Assistant) -> None:
    """The same follow-up in two chats is completed by each chat's own question, and by nothing in a fresh one."""
    interleaved: dict[str, Any] = conversations()["interleaved"]
    for chat, turn in interleaved["steps"]:
        reply = reply_object(yearly.answer(turn["question"], f"interleaved {chat}"))
        assert (turn["question"], judge(turn, reply).faults) == (turn["question"], ())
    for number, turn in enumerate(interleaved["fresh"]):
        reply = reply_object(yearly.answer(turn["question"], f"fresh {number}"))
        assert reply["figures"] == []
