"""Questions for two things at once → one reply: both figures, or the difference of two."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from bot.arithmetic import Operation
from bot.citing import computed_figure
from bot.guard import Frame, Shown, Statement, guard
from bot.records import AnswerFigure, Citation, Language, Question, Reply, Status
from bot.showing import shown_text
from bot.wording import DIFFERENCE, REST_NOT_STATED, SUM, Saying
from ingest.records import UnitSource

TOLD, NOT_TOLD = (Status.ANSWERED, Status.CONFLICT), (Status.NOT_FOUND, Status.OUT_OF_SCOPE)
"""How the reply to a part stands, for the others to be given with it or without it; what asks back stops both."""
MOST_CITATIONS = 6
"""Of one reply: more places than these nobody looks at."""


def several_answers(question: Question, answer: Callable[[str], Reply]) -> Reply | None:
    """A和B分别…: the answers to all parts in one reply, which says so where some have none; None where none has one."""
    replies = [answer(_with_body_and_year(question, part)) for part in question.parts]
    told = [reply for reply in replies if reply.status in TOLD and reply.figures]
    others = [reply for reply in replies if reply not in told]
    if not told or any(reply.status not in NOT_TOLD for reply in others):
        return None
    citations, figures, texts = _joined(told)
    if len(citations) > MOST_CITATIONS:
        return None
    if others:
        texts.append(REST_NOT_STATED.in_language(question.language))
    return replace(
        told[0],
        question=question.text,
        status=Status.ANSWERED,
        answer="\n".join(texts),
        figures=figures,
        citations=citations,
    )


def difference(question: Question, answer: Callable[[str], Reply]) -> Reply | None:
    """A比B多几件: the difference with both operands.

    None where one has no single value, the units differ, or only one is a statutory form's cell, which counts requests.
    """
    return _computed(question, question.compared or (), answer, DIFFERENCE, Operation.DIFFERENCE)


def total(question: Question, answer: Callable[[str], Reply]) -> Reply | None:
    """A和B一共多少件: the sum with its operands; None where there is no difference of such two either."""
    return _computed(question, question.summed, answer, SUM, Operation.SUM)


def _computed(
    question: Question,
    sides: tuple[str, ...],
    answer: Callable[[str], Reply],
    saying: Saying,
    operation: Operation,
) -> Reply | None:
    if len(sides) < 2:
        return None
    replies = [answer(_side(question, side)) for side in sides]
    if any(reply.status is not Status.ANSWERED or len(reply.figures) != 1 for reply in replies):
        return None
    citations, operands, texts = _joined(replies)
    if len({figure.unit for figure in operands}) > 1 or any(
        figure.approximate or figure.derived for figure in operands
    ):
        return None
    if len({(figure.label, figure.value, figure.period) for figure in operands}) < len(operands):
        return None
    if len({figure.unit_source is UnitSource.FORM for figure in operands}) > 1:
        return None
    if operation is Operation.DIFFERENCE:
        operands = tuple(sorted(operands, key=lambda figure: -figure.value))
    sign = " − " if operation is Operation.DIFFERENCE else " + "
    result = computed_figure(operation, sign.join(figure.label for figure in operands), operands)
    statement = _stated(question, result, saying, tuple(dict.fromkeys(figure.citation for figure in operands)))
    guard([statement], citations)
    return replace(
        replies[0],
        question=question.text,
        answer="\n".join((*texts, statement.text)),
        figures=(result,),
        citations=citations,
    )


def side_of(question: Question, side: str, whole: str = "") -> str:
    """A question for one of the things; the whole that it is a part of stands beside it as a remark."""
    remark = f"（{whole}）" if whole else ""
    if whole and question.language is Language.ENGLISH:
        return _with_body_and_year(question, f"how many {side}? ({whole})")
    return (
        _with_body_and_year(question, f"{side}有多少{question.unit or ''}{remark}？")
        if whole
        else _side(question, side)
    )


def _side(question: Question, side: str) -> str:
    if question.language is Language.ENGLISH:
        return _with_body_and_year(question, f"how many {side}?")
    return _with_body_and_year(question, f"{side}有多少{question.unit or ''}？")


def _with_body_and_year(question: Question, part: str) -> str:
    """Body and year hold for every part, though only one names them."""
    chinese = question.language is Language.CHINESE
    if len(question.years) == 1 and str(question.years[0]) not in part:
        part = f"{question.years[0]}年{part}" if chinese else f"{part} ({question.years[0]})"
    if question.body and question.body not in part:
        part = f"{question.body}{part}" if chinese else f"{part} ({question.body})"
    return part


def _stated(question: Question, result: AnswerFigure, saying: Saying, citations: tuple[int, ...]) -> Statement:
    shown = Shown(result, shown_text(result, question.language))
    stop = Frame("。" if question.language is Language.CHINESE else ".")
    return Statement((Frame(saying.in_language(question.language)), shown, stop), citations)


def _joined(replies: list[Reply]) -> tuple[tuple[Citation, ...], tuple[AnswerFigure, ...], list[str]]:
    """Citations numbered through, one that stands in several replies once; figures and texts to match."""
    citations: list[Citation] = []
    figures: list[AnswerFigure] = []
    texts: list[str] = []
    for reply in replies:
        numbers: dict[int, int] = {}
        for citation in reply.citations:
            same = next((known for known in citations if replace(known, number=citation.number) == citation), None)
            if same is None:
                same = replace(citation, number=len(citations) + 1)
                citations.append(same)
            numbers[citation.number] = same.number
        figures += [replace(figure, citation=numbers[figure.citation]) for figure in reply.figures]
        texts.append(re.sub(r"\[(\d+)\]", partial(_renumbered, numbers), reply.answer))
    return tuple(citations), tuple(figures), texts


def _renumbered(numbers: dict[int, int], mark: re.Match[str]) -> str:
    return f"[{numbers.get(int(mark[1]), int(mark[1]))}]"
