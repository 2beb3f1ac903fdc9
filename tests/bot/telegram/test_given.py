"""What the chat keeps for its buttons and its desk comes back as it was."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.telegram.drafts import Drafts
from bot.telegram.given import BAD, GOOD, WRONG, GivenReplies
from index.ledger import Details
from index.received import read_sent
from ingest.records import ReportKind
from tests.command import draw_report


@pytest.fixture
def given(tmp_path: Path) -> Iterator[GivenReplies]:
    """An empty store."""
    with closing(GivenReplies.of_folder(tmp_path)) as store:
        yield store


@pytest.mark.parametrize(
    "question",
    ["安河县司法局2022年办理公证多少件？", "安河县司法局2021年和2022年受理法律援助案件相差多少？", "安河县司法局电话"],
)
def test_reply_comes_back_without_the_question(given: GivenReplies, small: Assistant, question: str) -> None:
    """A kept reply is the one that was given, computed figures and all, but for the person's words."""
    reply = small.answer(question)
    assert reply.citations
    key = given.keep(reply)
    assert given.find(key) == replace(reply, question="", suggestions=())
    assert given.keep(reply) == key
    assert given.find("0" * 16) is None


def test_replies_are_kept_for_the_next_start(small: Assistant, tmp_path: Path) -> None:
    """Another process finds what one has kept."""
    reply = small.answer("安河县司法局2022年办理公证多少件？")
    with closing(GivenReplies.of_folder(tmp_path)) as one:
        key = one.keep(reply)
    with closing(GivenReplies.of_folder(tmp_path)) as other:
        assert other.find(key) == replace(reply, question="")


def test_opinions_are_counted_settled_and_forgotten(given: GivenReplies, small: Assistant) -> None:
    """A person has one opinion of a reply, the last; what is settled comes back when it is called wrong again."""
    key = given.keep(small.answer("安河县司法局2022年办理公证多少件？"))
    for person, opinion in (("甲", GOOD), ("甲", WRONG), ("乙", WRONG), ("丙", BAD)):
        given.judge(key, person, opinion)
    assert given.opinions(0) == {GOOD: 0, BAD: 1, WRONG: 2}
    assert [(one.id, one.people) for one in given.reported()] == [(key, 2)]
    given.settle(key, 900)
    assert given.reported() == ()
    given.judge(key, "丁", WRONG)
    assert [one.people for one in given.reported()] == [3]
    given.forget("丁")
    assert given.opinions(0) == {GOOD: 0, BAD: 1, WRONG: 2}


def test_draft_comes_back(tmp_path: Path) -> None:
    """A draft is kept with what was read of it, what staff said of it, and its file; a dropped one is gone."""
    title = "安河县司法局2022年政府信息公开工作年度报告"
    path = draw_report(tmp_path / "a.pdf", title, ("一、总体情况", "办理公证45件。"))
    reading = read_sent(path, "a.pdf")
    details = Details(title="另一个标题", year=2023, kind=ReportKind.OTHER)
    with closing(Drafts.of_folder(tmp_path)) as drafts:
        draft = drafts.correct(drafts.keep("a.pdf", reading, path.read_bytes()), details)
    with closing(Drafts.of_folder(tmp_path)) as drafts:
        assert drafts.find(draft.key) == draft
        assert (draft.reading, draft.details) == (reading, details)
        assert drafts.pdf(draft.key) == path.read_bytes()
        drafts.drop(draft.key)
        assert drafts.find(draft.key) is None


def test_search_comes_back(tmp_path: Path) -> None:
    """A search is found by its number."""
    with closing(Drafts.of_folder(tmp_path)) as drafts:
        kept = drafts.keep_search("法律援助", 2020, None)
        assert drafts.search(kept.number) == kept
        assert drafts.search(kept.number + 1) is None
