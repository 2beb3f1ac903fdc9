"""Questions for two things at once → one reply: both figures, or the difference of two."""

from collections.abc import Callable
from dataclasses import replace

from bot.citing import computed_figure, shown_text
from bot.guard import Frame, Shown, Statement, guard
from bot.records import AnswerFigure, Citation, Question, Reply, Status
from bot.wording import DIFFERENCE


def several_answers(question: Question, answer: Callable[[str], Reply]) -> Reply | None:
    """A和B分别…: every part's answer in one reply; None where one of them has none."""
    replies = [answer(part) for part in question.parts]
    if any(reply.status is not Status.ANSWERED or not reply.figures for reply in replies):
        return None
    citations, figures, texts = _joined(replies)
    return replace(replies[0], question=question.text, answer="".join(texts), figures=figures, citations=citations)


def difference(question: Question, answer: Callable[[str], Reply]) -> Reply | None:
    """A比B多几件: the difference with both operands; None where one has no single value or the units differ."""
    if question.compared is None:
        return None
    unit = question.unit or ""
    replies = [answer(f"{side}有多少{unit}？") for side in question.compared]
    if any(reply.status is not Status.ANSWERED or len(reply.figures) != 1 for reply in replies):
        return None
    citations, (first, second), texts = _joined(replies)
    if first.unit != second.unit or first.approximate or second.approximate:
        return None
    result = computed_figure(abs(first.value - second.value), f"{first.label} − {second.label}", (first, second))
    stop = "。" if question.language.value == "zh" else "."
    shown = Shown(result, shown_text(result, question.language))
    unit_beside = Frame(f" {result.unit}" if result.unit and result.unit not in shown.text else "")
    statement = Statement(
        (Frame(DIFFERENCE.in_language(question.language)), shown, unit_beside, Frame(stop)), (first.citation, second.citation)
    )
    guard([statement], citations)
    return replace(
        replies[0], question=question.text, answer="".join((*texts, statement.text)), figures=(result,), citations=citations
    )


def _joined(replies: list[Reply]) -> tuple[tuple[Citation, ...], tuple[AnswerFigure, ...], list[str]]:
    """Citations numbered through, figures and texts to match."""
    citations: list[Citation] = []
    figures: list[AnswerFigure] = []
    texts: list[str] = []
    for reply in replies:
        step = len(citations)
        citations += [replace(citation, number=citation.number + step) for citation in reply.citations]
        figures += [replace(figure, citation=figure.citation + step) for figure in reply.figures]
        text = reply.answer
        for number in range(len(reply.citations), 0, -1):
            text = text.replace(f"[{number}]", f"[{number + step}]")
        texts.append(text)
    return tuple(citations), tuple(figures), texts
