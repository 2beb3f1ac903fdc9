"""Questions answered → how many replies are right, by kind and by language, and every wrong number.

    python -m benchmarks.answers [FILES] [--data DIR] [--show]
    python -m benchmarks.answers --exams [--show]

Each line of a file is a question with what its reply must hold (CONTRIBUTING.md, "How questions are written"). A reply is
judged as `gongkai ask --json` writes it. Without --data the reports of corpus/ are built anew in a folder of their own.
With --exams the files of tests/exams.py are asked over the reports that each of them needs, and the turns of the
conversations; their counts go to benchmarks/results/exams.json. --show keeps what went wrong in the unseen ones unseen.
Worse than any other fault is a wrong number: a figure that is none of the expected ones. The counts, with commit, snapshot
and model, are written to benchmarks/results/answers.json. The exit status is 1 where a wrong number was given.
"""

import argparse
import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.assistant import Assistant
from bot.errors import BotError
from bot.rendering import reply_object
from index.build import build
from index.errors import SnapshotError
from index.snapshot import Snapshot, open_current
from ingest.errors import IngestError
from tests.exams import EXAMS, UNSEEN, YEARLY_BODIES, conversations

FOLDER = Path(__file__).parent
QUESTIONS = FOLDER.parent / "tests" / "questions"
CORPUS = FOLDER.parent / "corpus"
RESULTS, EXAM_RESULTS = FOLDER / "results" / "answers.json", FOLDER / "results" / "exams.json"
ASKED_ON = date(2021, 6, 1)
"""The day of every question, so that 去年 is 2020."""
MOST_CITATIONS = 6
LONGEST_WORDS = 600
"""Characters of an answer in words."""
ENGLISH_WORDS = 3
"""English words from which a question is an English one, whatever names it quotes."""
REFUSED = ("not_found", "out_of_scope")
NUMERAL = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
PLAIN = re.compile(r"-?\d+(?:\.\d+)?")

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One of the right answers to a question."""

    status: str
    kind: str
    values: tuple[Decimal, ...]
    unit: str | None
    pages: frozenset[int]
    must_include: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with its reply and what is wrong with it."""

    question: str
    kind: str
    language: str
    faults: tuple[str, ...]
    """empty: the reply is right"""
    wrong_numbers: tuple[str, ...]
    is_answerable: bool = True
    is_refused: bool = False
    is_for_number: bool = False
    """whether one figure would answer it, which a refusal may offer a question for"""
    offers: int = 0
    """questions that a refusal offers"""
    is_offered: bool = False
    """one of these gets the expected figure"""


@dataclass(frozen=True, slots=True)
class Score:
    """How many replies of a file are right."""

    judged: tuple[Judged, ...]

    @property
    def right(self) -> int:
        """Replies without a fault."""
        return sum(not one.faults for one in self.judged)

    @property
    def wrong_numbers(self) -> tuple[Judged, ...]:
        """Replies that give a figure which is none of the expected ones."""
        return tuple(one for one in self.judged if one.wrong_numbers)

    @property
    def refused_though_answerable(self) -> str:
        """Refusals of questions that the reports answer, of all these."""
        asked = [one for one in self.judged if one.is_answerable]
        return f"{sum(one.is_refused for one in asked)}/{len(asked)}"

    @property
    def offered(self) -> str:
        """Of refused questions for one number that the reports print, those with a question which gets it."""
        refused = [one for one in self.judged if one.is_answerable and one.is_refused and one.is_for_number]
        return f"{sum(one.is_offered for one in refused)}/{len(refused)}"

    @property
    def offered_in_vain(self) -> str:
        """Of refused questions for one number, those that are offered only others: what they ask isn't printed or offered."""
        refused = [one for one in self.judged if one.is_refused and (one.is_for_number or not one.is_answerable)]
        return f"{sum(bool(one.offers) and not one.is_offered for one in refused)}/{len(refused)}"

    @property
    def unanswerable_refused(self) -> str:
        """Refusals of questions that the reports don't answer, of all these."""
        asked = [one for one in self.judged if not one.is_answerable]
        return f"{sum(one.is_refused and not one.faults for one in asked)}/{len(asked)}"

    def by(self, trait: str) -> dict[str, str]:
        """Right of all, for each kind or language: {"table": "12/13"}."""
        traits = sorted({getattr(one, trait) for one in self.judged})
        parts = {name: Score(tuple(one for one in self.judged if getattr(one, trait) == name)) for name in traits}
        return {name: f"{part.right}/{len(part.judged)}" for name, part in parts.items()}


def main(arguments: Sequence[str] | None = None) -> int:
    """Answers and judges every question; prints and writes the scores."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.answers", description="Replies held against questions")
    parser.add_argument("files", nargs="*", type=Path, help="files of questions (default: tests/questions/*.jsonl)")
    parser.add_argument("--data", type=Path, help="data folder with a snapshot (default: corpus/, built anew)")
    parser.add_argument("--model", default="", help="the snapshot's model, as in GONGKAI_MODEL")
    parser.add_argument("--exams", action="store_true", help="the exams that need other reports, on their own days")
    parser.add_argument("--show", action="store_true", help="print the questions that went wrong")
    chosen = parser.parse_args(arguments)
    if chosen.exams:
        return ask_exams(chosen.show)
    try:
        with opened(chosen.data, chosen.model) as snapshot:
            assistant = Assistant(snapshot, today=lambda: ASKED_ON)
            scores = {path.name: score(path, assistant) for path in chosen.files or question_files()}
            write_results(scores, snapshot)
    except (BotError, SnapshotError, IngestError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    for name, one in scores.items():
        print_score(name, one, chosen.show)
    return 1 if any(one.wrong_numbers for one in scores.values()) else 0


def ask_exams(show: bool) -> int:
    """Every exam that is possible here; prints and writes the scores."""
    scores: dict[str, Score] = {}
    for exam in EXAMS:
        if not exam.is_possible:
            print(f"{exam.folder.name}: left out, the published reports that it needs are not here", file=sys.stderr)
            continue
        with exam.assistant() as assistant:
            scores |= {f"{exam.folder.name}/{path.name}": score(path, assistant) for path in exam.files}
            if exam is YEARLY_BODIES:
                scores["conversations"] = Score(tuple(_talked(assistant)))
    unseen = tuple(f"{exam.folder.name}/" for exam in UNSEEN)
    for name, one in scores.items():
        print_score(name, one, show and not name.startswith(unseen))
    result = {"commit": commit(), "files": {name: counted(one) for name, one in scores.items()}}
    EXAM_RESULTS.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return 1 if any(one.wrong_numbers for one in scores.values()) else 0


def _talked(assistant: Assistant) -> Iterator[Judged]:
    """The turns of the conversations; small talk is right where it gets no number."""
    for talk in conversations()["conversations"]:
        for turn in talk["turns"]:
            reply = reply_object(assistant.answer(turn["question"], talk["id"]))
            judged = judge(turn, reply)
            yield replace(judged, faults=()) if turn.get("small_talk") and not reply["figures"] else judged


def question_files() -> list[Path]:
    """The project's own."""
    return sorted(QUESTIONS.glob("*.jsonl"))


@contextmanager
def opened(data: Path | None, model: str) -> Iterator[Snapshot]:
    """The snapshot of a data folder; without one, of the repository's corpus folder, built for the occasion."""
    with TemporaryDirectory() as folder:
        if data is None:
            data = Path(folder) / "data"
            build(CORPUS, data, model)
        with closing(open_current(data, model)) as snapshot:
            yield snapshot


def score(path: Path, assistant: Assistant) -> Score:
    """Every question of a file answered and judged."""
    return Score(tuple(_asked(line, assistant) for line in questions(path)))


def _asked(line: Json, assistant: Assistant) -> Judged:
    reply = assistant.answer(line["question"])
    judged = judge(line, reply_object(reply))
    if not judged.is_refused:
        return judged
    return with_offers(
        judged, line, [{got.value for got in assistant.answer(one).figures} for one in reply.suggestions]
    )


def with_offers(refused: Judged, line: Json, offered: Sequence[set[Decimal]]) -> Judged:
    """A refusal with what the questions that it offers get."""
    expected = [set(wanted.values) for wanted in accepted(line)]
    return replace(
        refused,
        is_for_number=any(len(values) == 1 for values in expected),
        offers=len(offered),
        is_offered=any(values in expected for values in offered if values),
    )


def questions(path: Path) -> Iterator[Json]:
    """The lines of a file of questions."""
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def print_score(name: str, scored: Score, show: bool) -> None:
    """One file's scores; on request the questions that went wrong, which stay unseen where they are an exam."""
    print(f"{name}: {scored.right}/{len(scored.judged)} right, {len(scored.wrong_numbers)} wrong numbers")
    print(f"  refused though answerable {scored.refused_though_answerable}", end=", ")
    print(f"of those for a number a tap away {scored.offered}, unanswerable and refused {scored.unanswerable_refused}")
    for trait in ("kind", "language"):
        print(f"  by {trait}: " + ", ".join(f"{key} {count}" for key, count in scored.by(trait).items()))
    for one in scored.judged if show else ():
        if one.wrong_numbers:
            print(f"  wrong number {', '.join(one.wrong_numbers)}: {one.question}")
        if one.faults:
            print(f"  ✗ {one.question}\n      {'; '.join(one.faults)}")


def write_results(scores: dict[str, Score], snapshot: Snapshot) -> None:
    """Counts with what they were measured on."""
    RESULTS.parent.mkdir(exist_ok=True)
    result = {
        "commit": commit(),
        "snapshot": snapshot.id,
        "model": snapshot.manifest.model,
        "engine": snapshot.manifest.engine,
        "asked_on": ASKED_ON.isoformat(),
        "files": {name: counted(one) for name, one in scores.items()},
    }
    RESULTS.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def counted(one: Score) -> dict[str, object]:
    """A file's counts."""
    return {
        "questions": len(one.judged),
        "right": one.right,
        "wrong_numbers": len(one.wrong_numbers),
        "refused_though_answerable": one.refused_though_answerable,
        "offered": one.offered,
        "offered_in_vain": one.offered_in_vain,
        "unanswerable_refused": one.unanswerable_refused,
        "by_kind": one.by("kind"),
        "by_language": one.by("language"),
    }


def commit() -> str:
    """The commit that is measured; "+" behind it where the program or the questions differ from it."""
    changes = _git("status", "--porcelain", "--", "bot", "index", "ingest", "corpus", "tests/questions")
    return _git("rev-parse", "HEAD") + ("+" if changes else "")


def _git(*arguments: str) -> str:
    command = ["git", "-C", str(FOLDER.parent), *arguments]
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout.strip()


# judging


def judge(line: Json, reply: Json) -> Judged:
    """A reply held against what its question wants; the best of the accepted answers counts."""
    answers = list(accepted(line))
    faults = min((list(_faults(wanted, reply)) for wanted in answers), key=len)
    common = [*_ill_formed(reply), *_forbidden(line["must_not_include"], reply)]
    expected = {value for wanted in answers for value in wanted.values}
    wrong = [str(figure["value"]) for figure in reply["figures"] if _decimal(figure["value"]) not in expected]
    return Judged(
        line["question"],
        line["kind"],
        language(line["question"]),
        (*common, *faults),
        tuple(wrong),
        is_answerable=line["status"] not in REFUSED,
        is_refused=reply["status"] in REFUSED,
    )


def accepted(line: Json) -> Iterator[Wanted]:
    """The right answer and those in `accept`, which name only what is other in them."""
    for other in ({}, *line.get("accept", [])):
        one = line | other
        yield Wanted(
            one["status"],
            one["kind"],
            tuple(Decimal(value) for value in one["values"]),
            one["unit"],
            frozenset(one["pages"]),
            tuple(one["must_include"]),
        )


def language(question: str) -> str:
    """That of the words around quoted names.

    >>> language("How many people follow 法治沙坡头?"), language("FOI申请有几件？"), language("？？")
    ('en', 'zh', 'other')
    """
    if len(re.findall(r"[A-Za-z]{2,}", question)) >= ENGLISH_WORDS:
        return "en"
    return "zh" if re.search(r"[\u4e00-\u9fff]", question) else "other"


def _faults(wanted: Wanted, reply: Json) -> Iterator[str]:
    """What a reply lacks of one accepted answer."""
    if wanted.status == "answered":
        yield from _answered_faults(wanted, reply)
    elif wanted.status == "conflict":
        yield from _conflict_faults(wanted, reply)
    elif wanted.status == "ambiguous":
        yield from _status_fault(("ambiguous",), reply)
        yield from _figure_fault((), reply)
        if len(reply["suggestions"]) < 2:
            yield f"{len(reply['suggestions'])} suggestions, two are wanted"
    else:
        yield from _status_fault(("not_found", "out_of_scope"), reply)
        yield from _figure_fault((), reply)


def _answered_faults(wanted: Wanted, reply: Json) -> Iterator[str]:
    yield from _status_fault(("answered",), reply)
    yield from _figure_fault(wanted.values, reply)
    if len(reply["citations"]) > MOST_CITATIONS:
        yield f"{len(reply['citations'])} citations, at most {MOST_CITATIONS}"
    for words in wanted.must_include:
        if not says(reply["answer"], words):
            yield f"{words!r} isn't said"
    if wanted.values:
        for figure in reply["figures"]:
            yield from _cited_figure_faults(wanted, figure, reply)
    else:
        yield from _words_faults(wanted, reply)


def _cited_figure_faults(wanted: Wanted, figure: Json, reply: Json) -> Iterator[str]:
    if wanted.unit is not None and figure["unit"] != wanted.unit:
        yield f"unit {figure['unit']!r}, wanted {wanted.unit!r}"
    if wanted.kind == "approximate" and not figure["approximate"]:
        yield "isn't said to be approximate"
    for one in figure.get("operands", [figure]):
        page = _citations(reply).get(one["citation"], {}).get("page")
        if wanted.pages and page not in wanted.pages:
            yield f"cited from page {page}, wanted {sorted(wanted.pages)}"


def _words_faults(wanted: Wanted, reply: Json) -> Iterator[str]:
    if len(reply["answer"]) > LONGEST_WORDS:
        yield f"{len(reply['answer'])} characters, at most {LONGEST_WORDS}"
    on_pages = [one for one in reply["citations"] if not wanted.pages or one["page"] in wanted.pages]
    if not any(says(one["quote"], words) for one in on_pages for words in wanted.must_include[:1] or ("",)):
        yield f"no quote on page {sorted(wanted.pages)} with {wanted.must_include[:1]}"


def _conflict_faults(wanted: Wanted, reply: Json) -> Iterator[str]:
    """Both values as figures, or one as the answer and the other said beside it."""
    given = {_decimal(figure["value"]) for figure in reply["figures"]}
    if reply["status"] == "answered" and given and given < set(wanted.values):
        said = " ".join((reply["answer"], *reply["notes"]))
        beside = [value for value in wanted.values if value not in given]
        yield from (f"{value} isn't said beside it" for value in beside if not says(said, format(value, "f")))
    else:
        yield from _status_fault(("conflict",), reply)
        yield from _figure_fault(wanted.values, reply)
    missing = wanted.pages - {citation["page"] for citation in reply["citations"]}
    if missing:
        yield f"page {sorted(missing)} isn't cited"


def _status_fault(wanted: tuple[str, ...], reply: Json) -> Iterator[str]:
    if reply["status"] not in wanted:
        yield f"status {reply['status']}, wanted {' or '.join(wanted)}"


def _figure_fault(wanted: Iterable[Decimal], reply: Json) -> Iterator[str]:
    """The values must be these and no others; two things may have one value, and their order is free."""
    given = {_decimal(figure["value"]): figure["value"] for figure in reply["figures"]}
    if given.keys() != set(wanted):
        yield f"figures {list(given.values())}, wanted {[str(value) for value in wanted]}"


def _ill_formed(reply: Json) -> Iterator[str]:
    """What no reply may be: a value that is no plain decimal, a figure that isn't printed where it is cited from."""
    for figure in reply["figures"]:
        if not PLAIN.fullmatch(figure["value"]):
            yield f"value {figure['value']!r} is no plain decimal"
        for one in figure.get("operands", [figure]):
            quote = _citations(reply).get(one["citation"], {}).get("quote", "")
            if _tight(one["printed"]) not in _tight(quote):
                yield f"{one['printed']!r} isn't in the quote of [{one['citation']}]"
        if not all(numeral in numerals(reply["answer"]) for numeral in numerals(figure["printed"])):
            yield f"{figure['printed']!r} isn't said"


def _forbidden(needles: Iterable[str], reply: Json) -> Iterator[str]:
    yield from (f"{words!r} is said" for words in needles if says(reply["answer"], words))


def says(text: str, words: str) -> bool:
    """Whether a text holds these words; a number only as a whole number.

    >>> says("共 1,576 件", "576"), says("共 576 件", "576"), says("有 效 解决", "有效解决")
    (False, True, True)
    """
    found = numerals(words)
    if len(found) == 1 and re.fullmatch(r"[\d.,]+", _tight(words)):
        return found[0] in numerals(text)
    return _tight(words) in _tight(text)


def numerals(text: str) -> list[Decimal]:
    """The numbers in a text, as they are written in digits."""
    plain = unicodedata.normalize("NFKC", text)
    return [Decimal(found.replace(",", "")) for found in NUMERAL.findall(re.sub(r"(?<=\d)\s+(?=\d)", "", plain))]


def _citations(reply: Json) -> dict[int, Json]:
    return {citation["number"]: citation for citation in reply["citations"]}


def _decimal(value: str) -> Decimal | None:
    try:
        return Decimal(value)
    except InvalidOperation:
        return None


def _tight(text: str) -> str:
    """Without white space, in one width."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


if __name__ == "__main__":
    sys.exit(main())
