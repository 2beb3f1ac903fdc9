"""What the program learns from: lessons and practice exams, built to be asked; some for the model, others for the decision.

What the model is tuned on (benchmarks/tuning.py) it knows better than what people will ask, so the decision is fitted
(benchmarks/decision.py) on lessons that it hasn't seen, and on the practice exams, most of which it has. The unseen exams of tests/exams.py belong to neither.
"""

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.answers import ASKED_ON, CORPUS, question_files
from benchmarks.lessons import LESSONS, read_lesson
from bot.assistant import Assistant
from bot.calibrating import question_lines, sure_of_everything
from index.build import build
from index.snapshot import open_current
from tests.exams import PRACTICE, Exam
from tests.samples.printers import print_report

DECIDING = LESSONS / "for_the_decision.list"
"""Names of the lessons and practice exams that the model isn't tuned on, one a line."""

NOT_READ = frozenset({"three_reports", "several_reports"})
"""Practice exams that the reader isn't fitted on."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions with the data folder that they are asked over."""

    name: str
    lines: tuple[Json, ...]
    data: Path
    day: date

    @contextmanager
    def opened(self, pull: float) -> Iterator[Assistant]:
        """An assistant that is sure of everything."""
        with closing(open_current(self.data, "")) as snapshot:
            yield Assistant(snapshot, lambda: self.day, calibration=sure_of_everything("", pull))


def for_the_decision(folder: Path) -> Iterator[Asked]:
    """Builds each in the folder."""
    names = deciding()
    yield from (_lesson(path, folder) for path in _lessons() if path.stem in names)
    yield from (_exam(exam, folder) for exam in _exams())
    yield _sample_report(folder)


def for_the_tuning(folder: Path) -> Iterator[Asked]:
    """Builds each in the folder; the sample report's questions are among them."""
    names = deciding()
    yield from (_lesson(path, folder) for path in _lessons() if path.stem not in names)
    yield from (_exam(exam, folder) for exam in _exams() if exam.folder.name not in names)
    yield _sample_report(folder)


def for_the_reading(folder: Path) -> Iterator[Asked]:
    """As for the tuning, without the exams over forms that the decision can then be fitted on."""
    yield from (asked for asked in for_the_tuning(folder) if asked.name not in NOT_READ)


def deciding() -> frozenset[str]:
    """Names of what the decision is fitted on."""
    return frozenset(DECIDING.read_text("utf-8").split())


def _lessons() -> list[Path]:
    return sorted(LESSONS.glob("*.txt"))


def _exams() -> Iterator[Exam]:
    for exam in PRACTICE:
        if exam.is_possible:
            yield exam
        else:
            print(f"{exam.folder.name}: left out, the published reports that it needs are not here", file=sys.stderr)


def _lesson(path: Path, folder: Path) -> Asked:
    lesson = read_lesson(path.read_text("utf-8"), path.stem)
    corpus, data = folder / f"{path.stem} corpus", folder / path.stem
    corpus.mkdir()
    print_report(lesson.spec, corpus / lesson.spec.file, seed=0)
    build(corpus, data, "")
    return Asked(path.stem, lesson.questions, data, date(lesson.spec.year + 1, 1, 1))


def _sample_report(folder: Path) -> Asked:
    data = folder / "sample_report"
    build(CORPUS, data, "")
    lines = tuple(line for path in question_files() for line in question_lines(path))
    return Asked("sample_report", lines, data, ASKED_ON)


def _exam(exam: Exam, folder: Path) -> Asked:
    data = folder / exam.folder.name
    exam.build_in(data)
    lines = tuple(line for path in exam.files for line in question_lines(path))
    return Asked(exam.folder.name, lines, data, exam.asked_on)
