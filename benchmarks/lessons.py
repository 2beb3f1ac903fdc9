"""Many invented reports with many questions each → how many of these are answered rightly, and what ranks first.

    python -m benchmarks.lessons [--unread] [FILES]

A lesson (tests/questions/lessons/*.txt) is one report of one body in plain text, each section followed by the questions
that it answers. They were written to learn from, so what the program does on them is practice and no exam. Every report
is printed, read and asked by itself, on New Year's Day after its year. With --unread nothing is asked: the numbers that
questions ask for and no figure has are listed, which is what reading a report misses.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.assistant import Assistant
from bot.calibrating import is_right
from bot.records import Status
from index.build import build
from index.snapshot import open_current
from ingest.catalog import catalog_entries
from ingest.numbers import cell_number
from ingest.reading import read_report
from tests.samples.printers import print_report
from tests.samples.specs import ReportSpec, TableSpec

LESSONS = Path(__file__).parents[1] / "tests" / "questions" / "lessons"
NOT_PRINTED = "-"
TABLE = re.compile(r"表 (?P<title>[^|]*)\|(?P<unit>.*)")
QUESTION = re.compile(r"\? (?P<value>[^|]*)\|(?P<question>.*)")

Json = dict[str, Any]


class LessonError(Exception):
    """A file of lessons that can't be read, with its line."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A report with its questions, each as a line of a file of questions."""

    spec: ReportSpec
    questions: tuple[Json, ...]
    """with the heading of the section that each stands below"""


@dataclass(slots=True)
class Count:
    """What became of the questions of a lesson."""

    right: int = 0
    wrong: int = 0
    """replies that give another number"""
    refused: int = 0
    """or asked back, though a number is printed"""
    rightly_refused: int = 0
    first: int = 0
    """questions whose figure ranks first, given or not"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Asks every lesson and prints a line for each."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lessons", description="Lessons asked")
    parser.add_argument("--unread", action="store_true", help="list the numbers asked for that reading doesn't find")
    parser.add_argument("files", nargs="*", type=Path, help="lessons (default: tests/questions/lessons/*.txt)")
    chosen = parser.parse_args(arguments)
    asked = missed = 0
    for path in chosen.files or sorted(LESSONS.glob("*.txt")):
        try:
            lesson = read_lesson(path.read_text("utf-8"), path.stem)
        except (LessonError, OSError, UnicodeDecodeError) as error:
            print(f"{path}: {error}", file=sys.stderr)
            return 2
        if not chosen.unread:
            print_count(path.stem, count(lesson))
            continue
        missing = unread(lesson)
        asked, missed = asked + sum(bool(line["values"]) for line in lesson.questions), missed + len(missing)
        for line in missing:
            print(f"{path.stem}: {', '.join(line['values'])} | {line['question']}", flush=True)
    if chosen.unread:
        print(f"{missed} of {asked} numbers that are asked for aren't read")
    return 0


def read_lesson(text: str, name: str) -> Lesson:
    r"""The report and the questions of a lesson; raises LessonError with the line that is none of its form.

    >>> lesson = read_lesson("# 甲县教育局 | 2024\n## 一、学校\n全县有学校37所。\n? 37 | 几所学校\n", "a")
    >>> lesson.spec.publisher, [(one["question"], one["values"]) for one in lesson.questions]
    ('甲县教育局', [('几所学校', ['37'])])
    """
    lines = text.splitlines()
    publisher, year = _headline(lines[0] if lines else "")
    title = f"{publisher}{year}年工作报告"
    sections: list[tuple[str, list[str]]] = []
    tables: list[tuple[str, str, list[tuple[str, ...]]]] = []
    questions: list[Json] = []
    for number, line in enumerate(map(str.strip, lines[1:]), start=2):
        if not line:
            continue
        if line.startswith("## "):
            sections.append((line[3:], []))
        elif asked := QUESTION.fullmatch(line):
            heading = sections[-1][0] if sections else ""
            questions.append(
                _question(asked["value"].strip(), asked["question"].strip(), number) | {"section": heading}
            )
        elif table := TABLE.fullmatch(line):
            tables.append((table["title"].strip(), table["unit"].strip(), []))
        elif "|" in line and tables:
            tables[-1][2].append(tuple(cell.strip() for cell in line.split("|")))
        elif sections:
            sections[-1][1].append(line)
        else:
            raise LessonError(f"line {number} stands before the first section")
    spec = ReportSpec(
        f"{name}.pdf",
        publisher,
        year,
        title,
        None,
        tuple((heading, tuple(texts)) for heading, texts in sections),
        tables=tuple(
            TableSpec(title, unit or None, tuple(rows[:1]), tuple(rows[1:])) for title, unit, rows in tables if rows
        ),
    )
    return Lesson(spec, tuple(questions))


def _headline(line: str) -> tuple[str, int]:
    found = re.fullmatch(r"# (?P<publisher>[^|]+)\|\s*(?P<year>20\d{2})\s*", line.strip())
    if found is None:
        raise LessonError("line 1 has to be: # body | year")
    return found["publisher"].strip(), int(found["year"])


def _question(value: str, question: str, number: int) -> Json:
    if value == NOT_PRINTED:
        return {"question": question, "status": Status.NOT_FOUND.value, "values": []}
    parsed = cell_number(value)
    if parsed is None or not question:
        raise LessonError(f"line {number}: no number, or no question")
    return {"question": question, "status": Status.ANSWERED.value, "values": [str(parsed[0])]}


def count(lesson: Lesson) -> Count:
    """Prints, reads and asks one lesson."""
    counted = Count()
    with TemporaryDirectory() as folder:
        corpus, data = Path(folder) / "corpus", Path(folder) / "data"
        corpus.mkdir()
        print_report(lesson.spec, corpus / lesson.spec.file, seed=0)
        build(corpus, data, "")
        with closing(open_current(data, "")) as snapshot:
            day = date(lesson.spec.year + 1, 1, 1)
            assistant = Assistant(snapshot, lambda: day)
            for line in lesson.questions:
                _judge(line, assistant, counted)
                _, found, ranked = assistant.weighed(line["question"])
                counted.first += bool(ranked) and is_right(ranked[0], line, found)
    return counted


def unread(lesson: Lesson) -> tuple[Json, ...]:
    """The questions whose printed number no figure of the report has."""
    with TemporaryDirectory() as folder:
        corpus = Path(folder)
        print_report(lesson.spec, corpus / lesson.spec.file, seed=0)
        [entry] = catalog_entries(corpus)
        values = {figure.value for figure in read_report(entry).figures}
    return tuple(line for line in lesson.questions if line["values"] and not values & set(map(Decimal, line["values"])))


def _judge(line: Json, assistant: Assistant, counted: Count) -> None:
    given = {figure.value for figure in assistant.answer(line["question"]).figures}
    wanted = set(map(Decimal, line["values"]))
    if given - wanted:
        counted.wrong += 1
    elif given:
        counted.right += 1
    elif wanted:
        counted.refused += 1
    else:
        counted.rightly_refused += 1


def print_count(name: str, counted: Count) -> None:
    """One line."""
    print(
        f"{name}: {counted.right} right, {counted.wrong} wrong numbers, {counted.refused} not answered though printed, "
        f"{counted.rightly_refused} rightly refused; the right figure ranks first in {counted.first}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
