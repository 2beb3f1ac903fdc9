"""Questions over several years and bodies, asked of invented reports that are printed, read and built for real.

Questions and reports (tests/questions/several_reports) were written without sight of the code, before it.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.answers import Score, score
from bot.assistant import Assistant
from bot.records import AnswerFigure, Status
from index.build import build
from index.snapshot import open_current
from tests.conftest import ASKED_ON
from tests.samples.printers import print_report
from tests.samples.specs import read_specs

FOLDER = Path(__file__).parent / "questions" / "several_reports"
FLOOR = 134
"""Of 139; raised when more are right, never lowered."""
BUREAU = "云岚县司法局"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def yearly(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over one body's reports of six years and three other bodies' of one year."""
    folder = tmp_path_factory.mktemp("several_reports")
    (folder / "corpus").mkdir()
    for seed, spec in enumerate(read_specs(FOLDER / "reports.json")):
        print_report(spec, folder / "corpus" / spec.file, seed)
    build(folder / "corpus", folder / "data", "")
    with closing(open_current(folder / "data", "")) as snapshot:
        yield Assistant(snapshot, today=lambda: ASKED_ON)


@pytest.fixture(scope="module")
def asked(yearly: Assistant) -> Score:
    """Every question with its verdict."""
    return score(FOLDER / "questions.jsonl", yearly)


def test_no_wrong_number(asked: Score) -> None:
    """No reply gives a figure that none of the accepted answers has."""
    assert [one.question for one in asked.wrong_numbers] == []


def test_right_replies(asked: Score) -> None:
    """As many replies are right as were at the last look."""
    assert asked.right >= FLOOR, [one.question for one in asked.judged if one.faults]


def printed(figures: tuple[AnswerFigure, ...]) -> list[str]:
    """As printed, or as computed."""
    return [figure.printed for figure in figures]


@pytest.mark.parametrize(
    ("question", "figures", "is_derived"),
    [
        (f"{BUREAU}2021年到2023年每年作出多少件行政许可决定？", ["85", "96", "124"], False),
        (f"{BUREAU}2022年和2023年行政许可处理决定相差多少？", ["28"], True),
        (f"{BUREAU}行政许可处理决定2023年比2022年增长百分之几？", ["29.17"], True),
        (f"{BUREAU}2022年和2023年一共作出多少件行政许可决定？", ["220"], True),
        (f"{BUREAU}2021年到2023年哪一年的行政许可决定最多？", ["124"], False),
    ],
)
def test_over_years(yearly: Assistant, question: str, figures: list[str], is_derived: bool) -> None:
    """A trend has a figure a year; a computed one stands alone, with its operands cited."""
    reply = yearly.answer(question)
    assert (reply.status, printed(reply.figures)) == (Status.ANSWERED, figures)
    assert all(figure.derived == is_derived for figure in reply.figures)
    cited = {citation.number for citation in reply.citations}
    assert all({one.citation for one in figure.operands} <= cited for figure in reply.figures)


def test_a_year_that_is_not_held_is_named(yearly: Assistant) -> None:
    """What needs the report of 2024 is refused, and the year is named."""
    reply = yearly.answer(f"{BUREAU}2023年和2024年行政许可处理决定相差多少？")
    assert (reply.status, reply.figures) == (Status.NOT_FOUND, ())
    assert "2024" in reply.answer


def test_units_that_differ_are_not_put_together(yearly: Assistant) -> None:
    """823000 元 of one year isn't taken from 91.2 万元 of the next; both are shown."""
    reply = yearly.answer(f"{BUREAU}法律援助经费支出2021年和2022年相差多少？")
    assert (reply.status, reply.figures) == (Status.NOT_FOUND, ())
    assert all(any(number in note for note in reply.notes) for number in ("823000", "91.2"))


def test_ranking(yearly: Assistant) -> None:
    """A ranking has a figure a body, in order, and names each body."""
    reply = yearly.answer("2023年哪个单位收到的政府信息公开申请最多？")
    assert printed(reply.figures) == ["99", "73", "53", "16"]
    assert [figure.publisher for figure in reply.figures][:2] == ["松坪县公安局", "云岚县教育局"]
