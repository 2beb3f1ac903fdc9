"""Runs the Telegram chat with an assistant of predictable replies: `python -m tests.telegram_fake`."""

import os
import sys
import threading
from collections import Counter
from decimal import Decimal
from pathlib import Path

from bot.errors import BotError
from bot.records import AnswerFigure, Citation, Language, Reply, Status
from bot.settings import load_settings
from bot.telegram.application import run_telegram
from ingest.records import Report, ReportKind, UnitSource

REPORTS = tuple(
    Report(
        id=f"r{year}",
        file=f"{year}.pdf",
        title=f"{publisher}{year}年政府信息公开工作年度报告",
        publisher=publisher,
        year=year,
        kind=ReportKind.ANNUAL_REPORT,
        url=f"https://example.org/{year}?a=1&b=2",
        sha256="",
        page_count=5,
        form="2019",
    )
    for publisher, year in (("甲<局>", 2019), ("甲<局>", 2020), ("乙局", 2020))
)
LONG_ANSWER = "\n".join(f"第{number}段：这份报告有 {number} 件 <申请> & 答复。" for number in range(1, 601))


class FakeAssistant:
    """Counts the questions of each conversation.

    "出错" raises, "长" gives a long reply, "崩溃" ends the process, "等" waits for somebody to ask "走"; a question on
    "出错" raises, "长" gives a long reply, "哪个" is asked back, "等" waits for somebody to ask "走"; a question on
    administrative reconsideration isn't answered.
    """

    def __init__(self) -> None:
        self._asked: Counter[str | None] = Counter()
        self._gone = threading.Event()

    def answer(self, question: str, conversation: str | None = None, *, offers: bool = True) -> Reply:
        self._asked[conversation] += 1
        if "出错" in question or "break" in question:
            raise RuntimeError(f"no reply to {question!r}")
        if question == "崩溃":
            os._exit(9)
        if question == "等" and not self._gone.wait(timeout=60):
            raise RuntimeError("nobody went")
        if question == "走":
            self._gone.set()
        if question == "长":
            return Reply("id", question, Language.CHINESE, Status.ANSWERED, LONG_ANSWER)
        if question == "哪个":
            suggestions = ("2019年几件？", "2020年几件？")
            return Reply(
                "id", question, Language.CHINESE, Status.AMBIGUOUS, "您问的是哪一年？", suggestions=suggestions
            )
        unanswered = "复议" in question or "reconsideration" in question
        return _reply(question, self._asked[conversation], Status.NOT_FOUND if unanswered else Status.ANSWERED)

    def forget(self, conversation: str) -> None:
        del self._asked[conversation]

    def sources(self) -> tuple[Report, ...]:
        return REPORTS

    @property
    def snapshot_id(self) -> str:
        return "0" * 16

    def passage(self, citation: Citation) -> str | None:
        return f"全文：{citation.quote}。"

    def related(self, reply: Reply) -> tuple[str, ...]:
        return ("又有几件？",)


def _reply(question: str, number: int, status: Status) -> Reply:
    figure = AnswerFigure(
        value=Decimal(number),
        printed=f"{number} 问",
        unit="问",
        unit_source=UnitSource.PRINTED,
        approximate=False,
        label="问题",
        publisher="甲<局>",
        period="2020",
        citation=1,
    )
    report = REPORTS[1]
    citation = Citation(1, report.id, report.file, report.title, report.url, 3, f"第 {number} 问", ())
    answer = f"“{question}”是第 {number} 问。[1]"
    return Reply("id", question, Language.CHINESE, status, answer, (figure,), (citation,))


def main() -> None:
    """Ends with status 2 at an error of settings or connection, as the command does."""
    try:
        run_telegram(load_settings(os.environ, Path.cwd()), FakeAssistant())
    except BotError as error:
        print(error, file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
