"""How long people wait when fifty ask the Telegram bot at once, and whether anybody gets nothing or another's answer.

    python -m benchmarks.crowd [--data FOLDER] [--people 50] [--rounds 5]

`gongkai telegram` runs as a process of its own against a Bot API server over HTTP on the loopback. In each round every
person, in a chat of their own, sends another question of tests/questions at the same moment; a wait lasts from there
until the whole reply is with the server. A reply must say what the assistant says when it is asked that question alone.
Waits, with commit, machine, its load and the snapshot, are written to benchmarks/results/crowd.json.
"""

import argparse
import json
import os
import statistics
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from benchmarks.answers import CORPUS, FOLDER, commit
from benchmarks.speed import asked_texts, machine
from bot.assistant import Assistant
from bot.telegram.format import reply_html, split_html
from index.snapshot import open_current
from tests.bot_api import BotApi, plain
from tests.command import run_gongkai
from tests.telegram_process import COMMAND, running

RESULTS = FOLDER / "results" / "crowd.json"


@dataclass(frozen=True, slots=True)
class Asked:
    """One person's question and what came back."""

    question: str
    texts: tuple[str, ...]
    """of the messages, as people see them"""
    seconds: float
    """until the last of them"""


class CrowdApi(BotApi):
    """A Bot API server that notes when each chat was last written to."""

    def __init__(self) -> None:
        super().__init__()
        self.last_sent: dict[int, float] = {}

    def call(self, token: str, method: str, values: dict[str, Any]) -> object:
        """What one call gives."""
        answer = super().call(token, method, values)
        if method == "sendMessage":
            self.last_sent[int(values["chat_id"])] = perf_counter()
        return answer

    def ask_at_once(self, questions: Mapping[int, str], messages: Mapping[int, int]) -> list[Asked]:
        """Sends each chat's question, all at the same moment, and waits for so many messages in each."""
        began = perf_counter()
        for chat, question in questions.items():
            self.say(question, chat)
        texts = {chat: tuple(self.texts(chat, messages[chat])) for chat in questions}
        return [
            Asked(question, tuple(plain([text]) for text in texts[chat]), self.last_sent[chat] - began)
            for chat, question in questions.items()
        ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, prints and writes; exit status 1 where somebody got nothing or another's answer."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crowd")
    parser.add_argument("--data", type=Path, help="a data folder with a snapshot; without it corpus/ is built")
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args(arguments)
    load = round(os.getloadavg()[0], 1)
    with _built(chosen.data) as data, closing(open_current(data, "")) as snapshot:
        expected = _expected(
            Assistant(snapshot), islice(cycle(asked_texts(naming_body=False)), chosen.people * chosen.rounds)
        )
        waits, alone, mixed_up = _measure(data, expected, chosen.people)
        result = {
            "commit": commit(),
            "machine": machine() | {"load": load},
            "snapshot": snapshot.id,
            "model": snapshot.manifest.model,
            "people": chosen.people,
            "questions": len(waits),
            "lost": len(expected) - len(waits),
            "mixed_up": mixed_up,
            "wait_seconds": median_and_p95(waits),
            "wait_alone_seconds": median_and_p95(alone),
        }
    RESULTS.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, ensure_ascii=False, indent=2))
    return int(bool(result["lost"] or mixed_up))


@contextmanager
def _built(data: Path | None) -> Iterator[Path]:
    if data is not None:
        yield data.resolve()
        return
    with TemporaryDirectory() as folder:
        run = run_gongkai("build", str(CORPUS), folder=Path(folder))
        if run.status:
            raise SystemExit(run.err)
        yield Path(folder) / "data"


def _expected(assistant: Assistant, questions: Iterator[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Each question with the messages that it gets when it is asked alone."""
    return [
        (question, tuple(plain([part]) for part in split_html(reply_html(assistant.answer(question)))))
        for question in questions
    ]


def _measure(
    data: Path, expected: Sequence[tuple[str, tuple[str, ...]]], people: int
) -> tuple[list[float], list[float], int]:
    """Waits in the crowd, waits of the first round's people one after another, and how many replies were others'."""
    chats = list(enumerate(expected, 1))
    with (
        TemporaryDirectory() as folder,
        CrowdApi() as api,
        running(api, Path(folder), COMMAND, GONGKAI_DATA=str(_of_its_own(data, Path(folder)))),
    ):
        # The crowd comes first: a bot that has just started has everything before it.
        rounds = range(0, len(chats), people)
        crowd = [one for start in rounds for one in _ask(api, chats[start : start + people])]
        alone = [_ask(api, [(len(chats) + chat, asked)])[0].seconds for chat, asked in chats[:people]]
    mixed_up = sum(one.texts != texts for one, (_, texts) in zip(crowd, expected, strict=True))
    return [one.seconds for one in crowd], alone, mixed_up


def _of_its_own(data: Path, folder: Path) -> Path:
    """A data folder with the same snapshot, whose bot has heard nothing from anybody."""
    own = folder / "data"
    own.mkdir()
    for entry in data.iterdir():
        if entry.name != "telegram":
            (own / entry.name).symlink_to(entry)
    return own


def _ask(api: CrowdApi, chats: Sequence[tuple[int, tuple[str, tuple[str, ...]]]]) -> list[Asked]:
    questions = {chat: question for chat, (question, _) in chats}
    return api.ask_at_once(questions, {chat: len(texts) for chat, (_, texts) in chats})


def median_and_p95(seconds: Sequence[float]) -> dict[str, float]:
    """Half, and nineteen of twenty, wait as long or shorter."""
    return {
        "median": round(statistics.median(seconds), 2),
        "p95": round(statistics.quantiles(seconds, n=20, method="inclusive")[-1], 2),
    }


if __name__ == "__main__":
    sys.exit(main())
