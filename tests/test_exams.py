"""Exams over several reports at once: as many replies are right as at the last look, and no number is wrong."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from benchmarks.answers import Json, Score, judge, score
from bot.assistant import Assistant
from bot.rendering import reply_object
from tests.command import run_gongkai
from tests.exams import EXAMS, TRANSPORT, UNSEEN, YEARLY_BODIES, Exam, conversations

pytestmark = pytest.mark.slow

FLOORS = {
    "three_reports/annual_reports_exam.jsonl": 138,
    "three_reports/putuo_exam.jsonl": 83,
    "yearly_bodies/exam.jsonl": 126,
    "published_practice/exam.jsonl": 108,
    "city_offices/exam.jsonl": 87,
    "county_offices/exam.jsonl": 100,
    "ecology_bureau/exam.jsonl": 96,
    "published_reports/exam.jsonl": 118,
    "education_and_agriculture/exam.jsonl": 115,
    "markets_and_housing/exam.jsonl": 104,
    "insurance_and_water/exam.jsonl": 74,
    "greenery_and_justice/exam.jsonl": 82,
    "county_health/exam.jsonl": 132,
    "transport_and_civil_affairs/exam.jsonl": 115,
    "emergency_and_housing_fund/exam.jsonl": 66,
    "sports_and_buses/exam.jsonl": 59,
    "land_and_weather/exam.jsonl": 62,
}
"""Right replies of each file; raised when more are right, never lowered."""
MOST_WRONG = {
    "city_offices/exam.jsonl": 1,
    "education_and_agriculture/exam.jsonl": 1,
    "markets_and_housing/exam.jsonl": 1,
    "insurance_and_water/exam.jsonl": 2,
    "greenery_and_justice/exam.jsonl": 7,
    "transport_and_civil_affairs/exam.jsonl": 4,
    "emergency_and_housing_fund/exam.jsonl": 4,
    "sports_and_buses/exam.jsonl": 4,
    "land_and_weather/exam.jsonl": 3,
}
"""Replies with a wrong number of each file, where there are any: each is a defect; lowered when fewer, never raised."""
QUICK = (*(exam for exam in EXAMS if not exam.specs.exists()), YEARLY_BODIES, TRANSPORT)
"""Those that `make test` asks; `make exams` asks all."""
RIGHT_TURNS = 86
"""Of the 95 turns of ten conversations."""


@pytest.fixture(scope="module")
def built() -> Iterator[Callable[[Exam], Path]]:
    """The data folder of an exam's reports, built once for all exams over the same ones."""
    folders: dict[Path, Path] = {}
    with ExitStack() as stack:

        def folder(exam: Exam) -> Path:
            if exam.reports not in folders:
                folders[exam.reports] = stack.enter_context(exam.built())
            return folders[exam.reports]

        yield folder


@pytest.fixture(scope="module")
def yearly_data(built: Callable[[Exam], Path]) -> Path:
    """A data folder with six yearly reports of one body and three other bodies' of one year."""
    return built(YEARLY_BODIES)


@pytest.fixture(scope="module")
def yearly(yearly_data: Path) -> Iterator[Assistant]:
    """An assistant over them."""
    with YEARLY_BODIES.opened(yearly_data) as assistant:
        yield assistant


@pytest.fixture(
    scope="module",
    params=[exam if exam in QUICK else pytest.param(exam, marks=pytest.mark.long) for exam in EXAMS],
    ids=lambda exam: exam.folder.name,
)
def asked(request: pytest.FixtureRequest, built: Callable[[Exam], Path]) -> dict[str, Score]:
    """Each file of an exam with its score."""
    exam: Exam = request.param
    if not exam.is_possible:
        pytest.skip("the published reports that it is asked over are not here")
    with exam.opened(built(exam)) as assistant:
        return {f"{exam.folder.name}/{path.name}": score(path, assistant) for path in exam.files}


def test_right_replies(asked: dict[str, Score]) -> None:
    """At least as many replies are right as ever before."""
    few = {name: one.right for name, one in asked.items() if one.right < FLOORS[name]}
    assert few == {}


def test_no_wrong_number(asked: dict[str, Score]) -> None:
    """No more replies than known give a figure that isn't one of the expected ones; unseen ones are only counted."""
    unseen = {exam.folder.name for exam in UNSEEN}
    many = {
        name: len(one.wrong_numbers)
        if name.partition("/")[0] in unseen
        else [found.question for found in one.wrong_numbers]
        for name, one in asked.items()
        if len(one.wrong_numbers) > MOST_WRONG.get(name, 0)
    }
    assert many == {}


# conversations


def is_right(turn: Json, reply: Json) -> bool:
    """Small talk gets no number; everything else what its turn says."""
    return not reply["figures"] if turn.get("small_talk") else not judge(turn, reply).faults


def test_conversations(yearly_data: Path) -> None:
    """Years, bodies and subjects change over ten conversations of the real command; no turn gets a wrong number."""
    settings = {"GONGKAI_DATA": str(yearly_data), "GONGKAI_TODAY": YEARLY_BODIES.asked_on.isoformat()}
    turns: list[tuple[Json, Json]] = []
    for talk in conversations()["conversations"]:
        typed = "".join(f"{turn['question']}\n" for turn in talk["turns"]).encode()
        run = run_gongkai("chat", "--json", "-", folder=yearly_data, stdin=typed, settings=settings)
        replies = [json.loads(line) for line in run.out.splitlines()]
        turns += zip(talk["turns"], replies, strict=True)
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
