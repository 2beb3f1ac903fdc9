"""The one door: the same question gets the same reply, and every text gets one."""

import re
import threading
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant import Assistant
from bot.records import AnswerFigure, Reply, Status
from index.build import build
from index.snapshot import open_current
from tests.bot.conftest import SMALL_REPORTS
from tests.command import draw_report
from tests.conftest import ASKED_ON

QUESTIONS = (
    "2020年法律援助案件有多少件？",
    "How many legal aid cases were there in 2020?",
    "“法治沙坡头”微信公众号发布了多少条信息？",
    "2020年政府集中采购总金额是多少？",
    "2020年办理的行政诉讼案件比受理的行政复议案件多几件？",
    "存在哪些主要问题？",
    "沙坡头区司法局的联系电话是什么？",
    "去年收到多少件政府信息公开申请？",
    "2018年政府集中采购花了多少钱？",
    "明天会下雨吗？",
)
NUMERAL = re.compile(r"\d[\d,]*(?:\.\d+)?")
HOTLINE = "12348"


def decimals(text: str) -> set[Decimal]:
    """Every number in a text."""
    return {Decimal(found.replace(",", "") or "0") for found in NUMERAL.findall(text)}


# The same again


def test_same_reply_again(assistant: Assistant, built_data: Path) -> None:
    """The same snapshot, question and day give the same reply, in a new assistant too."""
    first = [assistant.answer(question) for question in QUESTIONS]
    assert [assistant.answer(question) for question in QUESTIONS] == first
    with closing(open_current(built_data, "")) as snapshot:
        other = Assistant(snapshot, today=lambda: ASKED_ON)
        assert [other.answer(question) for question in reversed(QUESTIONS)] == first[::-1]


def test_same_reply_to_many_at_once(assistant: Assistant) -> None:
    """Threads that share an assistant get what each would get alone."""
    alone = [assistant.answer(question, "alone") for question in QUESTIONS]
    together: dict[int, list[Reply]] = {}

    def ask(number: int) -> None:
        together[number] = [assistant.answer(question, f"thread {number}") for question in QUESTIONS]

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [together.get(number) for number in range(4)] == [alone] * 4


def test_the_order_of_files_changes_nothing(small: Assistant, tmp_path: Path) -> None:
    """The same reports under other names, in another order, give the same figures and the same suggestions."""
    for number, (title, paragraphs) in enumerate(reversed(SMALL_REPORTS.values())):
        draw_report(tmp_path / "corpus" / f"{number}.pdf", title, paragraphs)
    build(tmp_path / "corpus", tmp_path / "data", "")
    with closing(open_current(tmp_path / "data", "")) as snapshot:
        other = Assistant(snapshot, today=lambda: ASKED_ON)
        for question in (
            "安河县司法局受理法律援助案件多少件？",
            "2022年受理法律援助案件多少件？",
            "安河县司法局2021年“安河普法”公众号发布信息多少条？",
            "联系电话是多少？",
            "调解纠纷多少件？",
        ):
            mine, its = small.answer(question), other.answer(question)
            assert (its.status, its.answer, its.figures, its.suggestions) == (
                mine.status,
                mine.answer,
                mine.figures,
                mine.suggestions,
            )


def test_the_day_matters(assistant: Assistant, built_data: Path) -> None:
    """去年 is 2020 for somebody who asks in 2021, and 2024, of which nothing is held, in 2025."""
    assert assistant.answer("去年法律援助案件有多少件？").status is Status.ANSWERED
    with closing(open_current(built_data, "")) as snapshot:
        later = Assistant(snapshot, today=lambda: date(2025, 6, 1)).answer("去年法律援助案件有多少件？")
    assert (later.status, later.figures) == (Status.NOT_FOUND, ())


@pytest.mark.parametrize(
    ("question", "value", "page"),
    [
        ("2020年行政处罚有多少件", "0", 7),
        ("行政处罚本年增减多少", "0", 7),
        ("行政处罚职权有几项", "1", 3),
        ("How many administrative penalty powers does it have?", "1", 3),
    ],
)
def test_what_a_body_may_do_is_not_what_it_did(question: str, value: str, page: int, assistant: Assistant) -> None:
    """Penalties are the form's decisions, not the powers of the text, and a change only where one is asked for."""
    reply = assistant.answer(question)
    assert [(str(one.value), reply.citations[one.citation - 1].page) for one in reply.figures] == [(value, page)]
    assert ("本年增/减" in reply.answer) == ("增减" in question)


def test_a_change_is_no_number_of_things(assistant: Assistant) -> None:
    """Neither the powers nor the form's 本年增/减 answer how many penalties there were."""
    reply = assistant.answer("How many administrative penalties in 2020?")
    assert all(one.label.endswith("处理决定数量") for one in reply.figures)


def test_a_reply_names_its_snapshot_and_question(assistant: Assistant) -> None:
    """Each reply carries the snapshot's id and the question; other questions have other ids."""
    replies = [assistant.answer(question) for question in QUESTIONS]
    assert {reply.snapshot for reply in replies} == {assistant.snapshot.id}
    assert tuple(reply.question for reply in replies) == QUESTIONS
    assert len({reply.id for reply in replies}) == len(QUESTIONS)


def test_sources(assistant: Assistant) -> None:
    """The reports that it answers from are those of the snapshot."""
    assert {report.id for report in assistant.sources()} == set(assistant.snapshot.manifest.reports)


def test_picture_of_a_citation(assistant: Assistant, built_data: Path) -> None:
    """The cited place is drawn as a PNG from the kept original."""
    (citation,) = assistant.answer(QUESTIONS[0]).citations
    assert assistant.picture(citation, built_data).startswith(b"\x89PNG")


# Every number has its place


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_number_has_its_place(assistant: Assistant, question: str) -> None:
    """Each number of a reply stands in a quote or in the title of a report, or is computed from such; 12348 apart."""
    reply = assistant.answer(question)
    plain = re.sub(r"\[\d+\]", "", reply.answer)
    cited = " ".join(
        text
        for citation in reply.citations
        for text in (citation.quote, citation.title, citation.table or "", *citation.row, *citation.column)
    )
    allowed = decimals(cited.replace(" ", "")) | decimals(cited) | decimals(question)
    for figure in reply.figures:
        allowed |= said_of(figure)
    assert decimals(plain) - allowed == set()


def said_of(figure: AnswerFigure) -> set[Decimal]:
    """What may be said of a figure: its value, in yuan too, and the scale of its unit."""
    operands = {value for operand in figure.operands for value in said_of(operand)}
    return operands | {figure.value, figure.value * 10_000, Decimal(10_000)}


# Any text


STRANGE = [
    "",
    " ",
    "\n\t",
    "\x00",
    "法律援助\x00案件",
    "\x00" * 500,
    "😀",
    "😀🎉👍🏽👨‍👩‍👧",
    "？",
    "？？？###***……%%%",
    "AND",
    "OR NOT NEAR",
    "%",
    "_%_",
    '"',
    '""""',
    "a:b",
    "title:法律援助",
    "法律援助 AND (",
    '法律援助" OR "1"="1',
    "'; DROP TABLE reports; --",
    "NEAR(法律 援助, 3)",
    "法*",
    "^法",
    "{}",
    "{0} {years} {body}",
    "%s %d",
    "\\",
    "\ud800",
    "\u202e援助律法",
    "\ufeff法律援助",
    "𠀀𠀁",
    "٢٠٢٠",
    "²⁰²⁰年",
    "1" * 400,
    "2020" * 100,
    "[1]",
    "<b>法律援助</b>",
    "a" * 10_000,
    "法律援助案件" * 1_667,
    "（" * 10_000,
    "法" * 10_000,
    "有" * 499 + "？",
    "和" * 500,
    "2020年" * 200,
]


@pytest.mark.parametrize("text", STRANGE, ids=lambda text: ascii(text)[:24])
def test_every_text_gets_a_reply(assistant: Assistant, text: str) -> None:
    """No text breaks it: there is a reply in words, without figures or with cited ones."""
    reply = assistant.answer(text, "strange")
    assert reply.answer
    numbers = {citation.number for citation in reply.citations}
    assert all(figure.citation in numbers for figure in reply.figures)


@pytest.mark.parametrize("text", [text for text in STRANGE if not re.search("[法律援助]", text)])
def test_strange_texts_get_no_figure(assistant: Assistant, text: str) -> None:
    """What names nothing is answered with no figure, status out_of_scope or not_found."""
    reply = assistant.answer(text)
    assert reply.figures == ()
    assert reply.status in (Status.OUT_OF_SCOPE, Status.NOT_FOUND)


@given(st.text("法律援助案件信息公开申请2020年多少和与比分别各件“”「」()[]{}:*\"'%_-^ \x00😀abAND", max_size=40))
def test_any_mixture_gets_a_reply(assistant: Assistant, text: str) -> None:
    """Words of reports, search syntax and control characters in any mixture get a reply."""
    assert assistant.answer(text).answer


def test_ten_thousand_characters_are_limited(assistant: Assistant) -> None:
    """A question of ten thousand characters is cut, and a real one at its beginning is still answered."""
    reply = assistant.answer("2020年法律援助案件有多少件？" + "谢谢" * 5_000)
    assert len(reply.question) < 1_000
    assert [str(figure.value) for figure in reply.figures] == ["576"]


# Conversations


def test_conversations_do_not_leak(assistant: Assistant) -> None:
    """A short question is completed in its own conversation only."""
    assistant.answer("2020年法律援助案件有多少件？", "one")
    assistant.answer("“以案释法”法治讲座开展了多少场次？", "two")
    assert [str(figure.value) for figure in assistant.answer("那2020年呢？", "one").figures] == ["576"]
    assert [str(figure.value) for figure in assistant.answer("那2020年呢？", "two").figures] == ["11"]
    assert assistant.answer("那2020年呢？", "three").figures == ()
    assert assistant.answer("那2020年呢？").figures == ()


def test_asking_without_a_conversation_is_remembered_nowhere(assistant: Assistant) -> None:
    """A question without a conversation changes no later reply."""
    assistant.forget("fresh")
    before = assistant.answer("那2020年呢？", "fresh")
    assistant.forget("fresh")
    assistant.answer("2020年法律援助案件有多少件？")
    assert assistant.answer("那2020年呢？", "fresh") == before


def test_a_conversation_repeats(assistant: Assistant) -> None:
    """The same questions in the same order give the same replies in every conversation."""
    questions = ("2020年法律援助案件有多少件？", "同比增长多少？", "那行政复议案件呢？")
    first, second = (
        [assistant.answer(question, conversation) for question in questions] for conversation in ("a", "b")
    )
    assert first == second


def test_what_stands_around_a_number_is_not_what_it_counts(assistant: Assistant) -> None:
    """Mediators are named beside chat groups, communities and kinds of staff: none of these is a number of cases."""
    assert assistant.answer("How many mediation cases were there in 2020?").status is Status.NOT_FOUND
    assert assistant.answer("2020年建立法律顾问微信群多少个？").figures[0].printed == "187个"
    assert assistant.answer("几类法律服务力量下沉社区？").figures[0].value == 4
