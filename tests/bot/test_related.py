"""Questions near a reply, each of which its report answers."""

import pytest

from bot.assistant import Assistant
from bot.records import Language, Status


@pytest.mark.parametrize(
    "question",
    [
        "2020年法律援助案件有多少件？",
        "因重复申请而不予处理的有几件？",
        "采购总金额",
        "联系电话是多少",
        "How many legal aid cases were there in 2020?",
    ],
)
def test_related_questions_are_answered(assistant: Assistant, question: str) -> None:
    """Two or three other questions in the reply's language, each answered with a figure of the same report."""
    reply = assistant.answer(question)
    related = assistant.related(reply)
    assert 2 <= len(related) <= 3
    for one in related:
        answer = assistant.answer(one)
        assert (answer.status, answer.language) == (Status.ANSWERED, reply.language)
        assert answer.figures
        assert answer.citations[0].report_id == reply.citations[0].report_id
        assert answer.citations[0].boxes[0] != reply.citations[0].boxes[0]


def test_related_questions_name_the_body_where_there_are_several(small: Assistant) -> None:
    """Where several bodies' reports are held, a question says of whom it asks."""
    reply = small.answer("安河县司法局2022年受理法律援助案件多少件？")
    related = small.related(reply)
    assert related
    assert all(question.startswith("安河县司法局2022年") for question in related)


def test_refusal_has_nothing_near(assistant: Assistant) -> None:
    """A reply without a source has no questions near it."""
    reply = assistant.answer("今天天气怎么样？")
    assert reply.language is Language.CHINESE
    assert assistant.related(reply) == ()


def test_passage_holds_the_quote(assistant: Assistant) -> None:
    """The passage of a sentence is more than it; the passage of a cell is its row."""
    sentence = assistant.answer("2020年法律援助案件有多少件？").citations[0]
    passage = assistant.passage(sentence)
    assert passage is not None
    assert sentence.quote in passage
    assert len(passage) > len(sentence.quote)
    cell = assistant.answer("因重复申请而不予处理的有几件？").citations[0]
    assert assistant.passage(cell) == cell.quote
