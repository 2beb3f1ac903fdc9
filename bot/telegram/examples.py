"""Reports held → questions on them that the assistant does answer."""

from collections.abc import Iterator

from bot.records import Language, Status
from bot.telegram import wording
from bot.telegram.answering import ChatAssistant
from ingest.records import Report

EXAMPLES_SHOWN = 3
EXAMPLES_TRIED = 9


def working_examples(assistant: ChatAssistant, language: Language) -> list[str]:
    """Questions on the newest reports that the assistant does answer, up to three."""
    shown: list[str] = []
    for number, question in enumerate(_example_questions(assistant.sources(), language)):
        if len(shown) == EXAMPLES_SHOWN or number == EXAMPLES_TRIED:
            break
        if assistant.answer(question, offers=False).status is Status.ANSWERED:
            shown.append(question)
    return shown


def _example_questions(reports: tuple[Report, ...], language: Language) -> Iterator[str]:
    """First each body's first question, then each one's second, and so on."""
    newest: dict[str, Report] = {}
    for report in sorted(reports, key=lambda report: (-(report.year or 0), report.publisher, report.title)):
        if report.year and wording.EXAMPLE_QUESTIONS[report.kind]:
            newest.setdefault(report.publisher, report)
    asked = [(report, wording.EXAMPLE_QUESTIONS[report.kind]) for report in list(newest.values())[:EXAMPLES_SHOWN]]
    for number in range(max((len(questions) for _, questions in asked), default=0)):
        for report, questions in asked:
            if number < len(questions):
                yield questions[number].say(language, publisher=report.publisher, year=report.year)
