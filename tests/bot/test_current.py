"""A running program answers from what is published now, without a restart, and each question from one snapshot."""

import logging
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.current import CurrentAssistant
from bot.records import Status
from index.build import build
from index.ledger import withdraw
from index.snapshot import use_snapshot
from ingest.records import Reading
from tests.fakes import ShelfReader, reading

BODY = "洪泽区司法局"


def a_reading(year: int, count: str, title: str = "") -> Reading:
    """A report that prints one figure twice: in a sentence and in a cell."""
    one = reading(BODY, year, [f"{year}年办理法律援助案件{count}件。"], {"法律援助案件": count}, [BODY])
    return replace(one, report=replace(one.report, title=title or one.report.title)) if title else one


def edition(of: Reading, name: str) -> Reading:
    """The same report in another file: another digest, other ids."""
    text = {
        passage: replace(passage, id=passage.id[::-1], report_id=name, place=replace(passage.place, report_id=name))
        for passage in of.passages
    }
    figures = tuple(
        replace(one, id=one.id[::-1], report_id=name, place=replace(one.place, report_id=name)) for one in of.figures
    )
    report = replace(of.report, id=name, sha256=name * 4)
    return Reading(report, of.aliases, tuple(text.values()), (), figures, ())


SHELF = {
    b"%PDF 2022": a_reading(2022, "288"),
    b"%PDF 2023": a_reading(2023, "301"),
    b"%PDF 2023 corrected": edition(
        a_reading(2023, "310", f"{BODY}2023年政府信息公开工作年度报告（更正版）"), "ab" * 8
    ),
}
QUESTIONS = {2022: "2022年法律援助案件有多少件？", 2023: "2023年法律援助案件有多少件？"}


class Folders:
    """A corpus folder and a data folder that builds publish to."""

    def __init__(self, folder: Path) -> None:
        self.corpus, self.data = folder / "corpus", folder / "data"
        self.corpus.mkdir()

    def publish(self, *contents: bytes) -> str:
        """Builds from files of these contents; gives the snapshot's id."""
        for file in self.corpus.iterdir():
            file.unlink()
        for number, content in enumerate(contents):
            (self.corpus / f"{number}.pdf").write_bytes(content)
        return build(self.corpus, self.data, "", read=ShelfReader(SHELF)).manifest.id


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """With the report of 2022 published."""
    made = Folders(tmp_path)
    made.publish(b"%PDF 2022")
    return made


@pytest.fixture
def running(folders: Folders) -> Iterator[CurrentAssistant]:
    """A program that answers since before anything was published besides 2022."""
    with closing(CurrentAssistant(folders.data, "", lambda: date(2024, 6, 1))) as assistant:
        yield assistant


def values(assistant: CurrentAssistant | Assistant, question: str) -> list[str]:
    """The numbers of a reply."""
    return [str(figure.value) for figure in assistant.answer(question).figures]


def test_a_new_snapshot_is_seen(folders: Folders, running: CurrentAssistant) -> None:
    """What is published is answered from at the next question; a report that left answers no more."""
    assert running.answer(QUESTIONS[2023]).status is Status.NOT_FOUND
    folders.publish(b"%PDF 2022", b"%PDF 2023")
    assert values(running, QUESTIONS[2023]) == ["301"]
    folders.publish(b"%PDF 2023")
    assert running.answer(QUESTIONS[2022]).status is Status.NOT_FOUND
    assert [report.year for report in running.sources()] == [2023]


def test_going_back_is_seen(folders: Folders, running: CurrentAssistant) -> None:
    """Going back to an earlier snapshot works while the program runs."""
    first = folders.publish(b"%PDF 2022")
    folders.publish(b"%PDF 2023")
    assert values(running, QUESTIONS[2023]) == ["301"]
    use_snapshot(folders.data, first)
    assert values(running, QUESTIONS[2022]) == ["288"]


def test_a_withdrawn_report_answers_no_more(folders: Folders, running: CurrentAssistant) -> None:
    """It is out at the next question, before any build."""
    folders.publish(b"%PDF 2022", b"%PDF 2023")
    assert values(running, QUESTIONS[2023]) == ["301"]
    withdraw(folders.data, SHELF[b"%PDF 2023"].report.sha256, "1.pdf")
    assert running.answer(QUESTIONS[2023]).figures == ()
    assert values(running, QUESTIONS[2022]) == ["288"]
    assert values(Assistant.open(folders.data, ""), QUESTIONS[2023]) == []


def test_a_conversation_goes_on(folders: Folders, running: CurrentAssistant) -> None:
    """A short question leans on the one before, though another snapshot was published in between."""
    running.answer(f"{BODY}2022年法律援助案件有多少件？", "a")
    folders.publish(b"%PDF 2022", b"%PDF 2023")
    reply = running.answer("那2023年呢？", "a")
    assert [str(figure.value) for figure in reply.figures] == ["301"]
    running.forget("a")
    assert running.answer("那2023年呢？", "a").figures == ()


def test_a_question_keeps_its_snapshot(folders: Folders, running: CurrentAssistant) -> None:
    """The snapshot of a question that is still answered stays open; after it, it is closed."""
    with running.borrowed() as before:
        folders.publish(b"%PDF 2023")
        assert values(running, QUESTIONS[2023]) == ["301"]
        assert values(before, QUESTIONS[2022]) == ["288"]
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        before.snapshot.store.reports()


def test_a_broken_one_is_not_opened(
    folders: Folders, running: CurrentAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    """Where what is published can't be opened, the one before answers, and the log says so once."""
    second = folders.publish(b"%PDF 2023")
    (folders.data / "CURRENT").write_text("0" * 16)
    with caplog.at_level(logging.ERROR):
        assert values(running, QUESTIONS[2022]) == ["288"]
        assert values(running, QUESTIONS[2022]) == ["288"]
    assert len(caplog.records) == 1
    use_snapshot(folders.data, second)
    assert values(running, QUESTIONS[2023]) == ["301"]


def test_many_threads(folders: Folders, running: CurrentAssistant) -> None:
    """Questions of several threads are answered rightly while snapshots come."""
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(values, running, QUESTIONS[2022]) for _ in range(40)]
        for contents in ([b"%PDF 2022", b"%PDF 2023"], [b"%PDF 2022"], [b"%PDF 2022", b"%PDF 2023 corrected"]):
            folders.publish(*contents)
            asked += [pool.submit(values, running, QUESTIONS[2022]) for _ in range(40)]
        assert {tuple(one.result()) for one in asked} == {("288",)}


def test_the_corrected_edition_answers(folders: Folders, running: CurrentAssistant) -> None:
    """Of a report that was issued again the corrected one answers and names the one before, which stays held."""
    folders.publish(b"%PDF 2023", b"%PDF 2023 corrected")
    reply = running.answer(QUESTIONS[2023])
    assert [str(figure.value) for figure in reply.figures] == ["310"]
    assert [note for note in reply.notes if "更正前" in note and SHELF[b"%PDF 2023"].report.title in note]
    assert reply.status is Status.ANSWERED
    assert len(running.sources()) == 2
    assert running.answer("How many legal aid cases in 2023?").figures[0].printed == "310"
