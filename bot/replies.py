"""Statements → a Reply, once the guard has looked at each of them; pure."""

from collections.abc import Iterable, Sequence

from bot.choosing import Material
from bot.citing import Citing
from bot.guard import Statement, guard
from bot.records import AnswerFigure, Language, Question, Reply, Status
from bot.wording import Saying
from ingest.records import content_id

MOST_SUGGESTIONS = 4


def guarded_reply(
    question: Question,
    found: Material,
    status: Status,
    statements: Sequence[Statement],
    citing: Citing,
    figures: tuple[AnswerFigure, ...],
    notes: Iterable[Statement] = (),
) -> Reply:
    """The reply that these statements make.

    Raises UncitedNumber where one of them says a number that its citations don't hold.
    """
    notes = tuple(notes)
    guard([*statements, *notes], citing.citations)
    return Reply(
        reply_id(question, found),
        question.text,
        question.language,
        status,
        "\n".join(statement.text for statement in statements),
        figures,
        citing.citations,
        tuple(statement.text for statement in notes),
        (),
        found.snapshot,
    )


def asking_back(question: Question, found: Material, saying: Saying, suggestions: Sequence[str]) -> Reply:
    """A question back, with whole questions to choose from."""
    return Reply(
        reply_id(question, found),
        question.text,
        question.language,
        Status.AMBIGUOUS,
        saying.in_language(question.language),
        suggestions=tuple(suggestions[:MOST_SUGGESTIONS]),
        snapshot=found.snapshot,
    )


def reply_id(question: Question, found: Material) -> str:
    """The same for the same question on the same snapshot."""
    return content_id(found.snapshot, question.text)


def with_body(question: Question, name: str) -> str:
    """The question, asked of a body."""
    return f"{name}：{question.text}" if question.language is Language.CHINESE else f"{name}: {question.text}"


def with_year(question: Question, year: int) -> str:
    """The question, asked of a year."""
    return f"{year}年，{question.text}" if question.language is Language.CHINESE else f"In {year}: {question.text}"


def full_stop(language: Language) -> str:
    """What ends a sentence."""
    return "。" if language is Language.CHINESE else "."
