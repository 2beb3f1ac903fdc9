"""Draws the pictures of the README as a phone shows them: `python -m docs.make_pictures [--data DIR]`.

What is drawn is what the bot says: its own HTML, buttons, source pictures and charts, from the reports that are held
and, for the chart and the desk, from invented ones.
"""

import argparse
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from telegram import InlineKeyboardMarkup

from bot.arrival import arrival
from bot.assistant import Assistant
from bot.chart import chart_of, chart_picture, chart_values
from bot.records import Language, Reply
from bot.telegram.buttons import reply_buttons
from bot.telegram.desk_buttons import draft_buttons
from bot.telegram.desk_format import arrival_html
from bot.telegram.format import chart_caption, reply_html, source_caption
from docs.phone import Said, phone
from index.build import build
from index.ledger import Details
from index.received import read_sent
from tests.command import draw_report

FOLDER = Path(__file__).parent / "pictures"
KEY = "0" * 16
BODY = "安河县司法局"
LEGAL_AID = {2019: 298, 2020: 410, 2021: 389, 2022: 576}
CHARTED = f"{BODY}2019年到2022年受理法律援助案件的变化"


def main() -> None:
    """Writes every picture as a PNG."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data"))
    data = parser.parse_args().data
    with TemporaryDirectory() as folder:
        pictures = {
            "answer.png": _answer(data, "2020年法律援助案件有多少件？"),
            "source.png": _source(data, "因重复申请而不予处理的有几件？"),
            "chart.png": _chart(Path(folder)),
            "desk.png": _desk(Path(folder)),
        }
    for name, messages in pictures.items():
        phone(messages).save(FOLDER / name, optimize=True)
        print(name)


def _answer(data: Path, question: str) -> list[Said]:
    """A question and its answer, in both languages."""
    with closing(Assistant.open(data, "").snapshot) as snapshot:
        assistant = Assistant(snapshot)
        english = "How many legal-aid cases in 2020?"
        return [*_asked(assistant.answer(question)), *_asked(assistant.answer(english))]


def _source(data: Path, question: str) -> list[Said]:
    """What “Show source” sends for a row of a table that continues from the page before."""
    with closing(Assistant.open(data, "").snapshot) as snapshot:
        assistant = Assistant(snapshot)
        reply = assistant.answer(question)
        picture = assistant.picture(reply.citations[0], data)
        return [*_asked(reply), Said(source_caption(reply.citations[0], reply), picture)]


def _chart(folder: Path) -> list[Said]:
    """A question over four invented years, and its chart."""
    for year, count in LEGAL_AID.items():
        title = f"{BODY}{year}年政府信息公开工作年度报告"
        draw_report(
            folder / "corpus" / f"{year}.pdf", title, ("一、总体情况", f"{year}年，受理法律援助案件{count}件。")
        )
    build(folder / "corpus", folder / "data", "")
    with closing(Assistant.open(folder / "data", "").snapshot) as snapshot:
        reply = Assistant(snapshot).answer(CHARTED)
        charted = chart_of(reply)
        if charted is None:
            raise LookupError(f"{CHARTED} has no chart: {reply.answer}")
        picture = chart_picture(charted, reply.language)
        caption = chart_caption(reply, chart_values(charted, reply.language))
        return [*_asked(reply), Said(caption, picture)]


def _desk(folder: Path) -> list[Said]:
    """What staff see of an invented report that replaces one of those above."""
    title = f"{BODY}2022年政府信息公开工作年度报告（更正）"
    sentences = ("2022年，受理法律援助案件567件。", "公开政务信息100条，其中动态类60条，通知类30条。")
    path = draw_report(folder / "sent.pdf", title, ("一、总体情况", *sentences))
    reading = read_sent(path, "报告.pdf")
    with closing(Assistant.open(folder / "data", "").snapshot) as snapshot:
        store = snapshot.store
        arrived = arrival(reading, Details(), store.reports(), lambda report_id: store.figures([report_id]))
    buttons = draft_buttons(KEY, Language.CHINESE)
    return [
        Said("📄 报告.pdf", by_person=True),
        Said(arrival_html(arrived, Language.CHINESE), buttons=_labels(buttons)),
    ]


def _asked(reply: Reply) -> list[Said]:
    return [Said(reply.question, by_person=True), Said(reply_html(reply), buttons=_labels(reply_buttons(reply, KEY)))]


def _labels(buttons: InlineKeyboardMarkup | None) -> list[list[str]]:
    return [[str(button.text) for button in row] for row in buttons.inline_keyboard] if buttons else []


if __name__ == "__main__":
    main()
