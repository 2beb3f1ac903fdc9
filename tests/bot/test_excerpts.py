"""A question of words gets sentences as printed, with their place."""

import pytest

from bot.assistant import Assistant
from bot.records import Reply, Status

LONGEST = 600
MOST_CITATIONS = 6


def squeezed(text: str) -> str:
    """Without spaces."""
    return "".join(text.split())


def assert_in_words(reply: Reply) -> None:
    """Answered without figures, shortly, every quote from a passage."""
    assert (reply.status, reply.figures) == (Status.ANSWERED, ())
    assert len(reply.answer) <= LONGEST
    assert 1 <= len(reply.citations) <= MOST_CITATIONS


@pytest.mark.parametrize(
    ("question", "words", "page"),
    [
        ("政务公开工作领导小组组长是谁？", "丁明忠", 2),
        ("沙坡头区司法行政微博是什么时候开通的？", "2018", 6),
        ("2019年决算和2020年预算是在哪个网站上公开的？", "中卫市政府门户网站", None),
        ("存在哪些主要问题？", "培训", 10),
        ("Which stages make up the four-level review of information before it is published?", "三审", None),
        ("What is the title of the public notice on epidemic-related crimes?", "新型冠状病毒肺炎", None),
    ],
)
def test_sentence_that_answers(assistant: Assistant, question: str, words: str, page: int | None) -> None:
    """The sentence with the answer is quoted, from its page."""
    reply = assistant.answer(question)
    assert_in_words(reply)
    assert words in squeezed(reply.answer)
    assert any(words in squeezed(citation.quote) for citation in reply.citations)
    assert page is None or page in {citation.page for citation in reply.citations}


@pytest.mark.parametrize("question", ["政务公开工作领导小组组长是谁？", "存在哪些主要问题？", "有什么改进措施？"])
def test_quote_is_printed_so(assistant: Assistant, question: str) -> None:
    """Every quote stands in a passage of its report, and its boxes on the passage's pages."""
    passages = assistant.snapshot.store.passages()
    for citation in assistant.answer(question).citations:
        homes = [one for one in passages if squeezed(citation.quote) in squeezed(one.text)]
        assert homes
        pages = {box.page_number for one in homes for box in one.place.boxes}
        assert {box.page_number for box in citation.boxes} <= pages


@pytest.mark.parametrize(
    ("question", "printed"),
    [
        ("沙坡头区司法局的联系电话是什么？", "0955-7630167"),
        ("What is the bureau's e-mail address?", "sptqsfj@163.com"),
        ("Where is the Shapotou District Justice Bureau located (street address)?", "鼓楼西街265号"),
        ("你们单位邮箱多少？", "sptqsfj@163.com"),
    ],
)
def test_contact(assistant: Assistant, question: str, printed: str) -> None:
    """A contact is copied as printed."""
    reply = assistant.answer(question)
    assert_in_words(reply)
    assert printed in squeezed(reply.answer)
    assert printed in squeezed(reply.citations[0].quote)


def test_contact_that_is_not_printed(small: Assistant) -> None:
    """A report without an e-mail address gives none, nor the telephone instead."""
    reply = small.answer("云山县司法局的电子邮箱是什么？")
    assert reply.status is Status.NOT_FOUND
    assert "7654321" not in reply.answer
