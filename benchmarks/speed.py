"""How long people wait: for the first build, for `gongkai ask` from the shell, and for one more question to a running bot.

    python -m benchmarks.speed [--reports 100] [--questions N] [--data DIR]

The reports of corpus/ are built in an empty data folder; `gongkai ask` is a whole process, from start to end; the warm
questions are those of tests/questions, each asked once of a running assistant that has answered one other. Of a warm
question the steps are timed apart: understand, the question's vector, each of the four searches, and compose with all
that is gathered for it. With --reports, invented reports of other bodies and years are printed, read and put beside those
of corpus/ until there are so many; every second question then names its body and year. The times, with commit, machine and
model, are written to benchmarks/results/speed.json, those of several numbers of reports side by side.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from benchmarks.answers import ASKED_ON, CORPUS, FOLDER, commit, question_files, questions
from bot.assistant import FIGURES_LOOKED_AT, PASSAGES_LOOKED_AT, Assistant
from bot.records import Question
from bot.understand import Holdings, understand
from index.records import Query
from index.search import Ways, search_figures, search_passages
from index.snapshot import Snapshot, open_current
from ingest.catalog import catalog_entries
from tests.samples.invented import annual_report
from tests.samples.printers import print_report

RESULTS = FOLDER / "results" / "speed.json"
COLD_RUNS = 5
QUESTION = "2020年法律援助案件有多少件？"


@dataclass(frozen=True, slots=True)
class WarmTimes:
    """Milliseconds of each question, in order."""

    whole: tuple[float, ...]
    processor: tuple[float, ...]
    """of all threads: what other programs on the machine don't lengthen"""
    steps: dict[str, tuple[float, ...]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, prints and writes the times."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description="How long people wait")
    parser.add_argument("--reports", type=int, default=0, help="how many reports (default: those of corpus/)")
    parser.add_argument("--questions", type=int, default=0, help="so many, evenly drawn (default: all)")
    parser.add_argument("--data", type=Path, help="data folder that is kept (default: an empty one)")
    options = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        data = options.data or Path(folder) / "data"
        corpus = corpus_of(options.reports, Path(folder) / "corpus") if options.reports else CORPUS
        first_build = _process_seconds("build", str(corpus), "--data", str(data), folder=folder)
        cold = [_process_seconds("ask", QUESTION, "--data", str(data), folder=folder) for _ in range(COLD_RUNS)]
        texts = list(asked_texts(naming_body=bool(options.reports)))
        warm = warm_times(data, evenly(texts, options.questions))
        with closing(open_current(data, "")) as snapshot:
            result = {
                "commit": commit(),
                "machine": machine(),
                "snapshot": snapshot.id,
                "model": snapshot.manifest.model,
                "engine": snapshot.manifest.engine,
                "reports": len(snapshot.manifest.reports),
                "passages": snapshot.manifest.passages,
                "figures": snapshot.manifest.figures,
                **({} if options.data else {"first_build_seconds": round(first_build, 1)}),
                "cold_ask_seconds": {"median": round(statistics.median(cold), 2), "runs": COLD_RUNS},
                "warm_question_ms": {
                    "questions": len(warm.whole),
                    **_median_and_p95(warm.whole),
                    "processor": _median_and_p95(warm.processor),
                    "steps": {name: _median_and_p95(times) for name, times in warm.steps.items()},
                },
            }
    name = f"{result['reports']} reports" if options.reports else "corpus"
    results = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results | {name: result}, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, ensure_ascii=False, indent=2))
    return 0


def corpus_of(count: int, folder: Path) -> Path:
    """The reports of corpus/, and invented ones until there are so many."""
    folder.mkdir()
    for entry in catalog_entries(CORPUS):
        copyfile(entry.path, folder / entry.file)
    copyfile(CORPUS / "catalog.toml", folder / "catalog.toml")
    seed = 0
    while len(list(folder.glob("*.pdf"))) < count:
        seed += 1
        spec = annual_report(seed)
        if not (folder / spec.file).exists():
            print_report(spec, folder / spec.file, seed)
    return folder


def asked_texts(naming_body: bool) -> Iterator[str]:
    """Every question of the project's own files; where there are other bodies, every second names its own and the year."""
    (entry, *_) = catalog_entries(CORPUS)
    texts = [line["question"] for path in question_files() for line in questions(path)]
    for number, text in enumerate(texts):
        yield f"{entry.publisher}{entry.year}年：{text}" if naming_body and number % 2 else text


def evenly(texts: list[str], count: int) -> list[str]:
    """So many of them, at even distances; 0: all.

    >>> evenly(["a", "b", "c", "d", "e"], 2)
    ['a', 'c']
    """
    return [texts[number * len(texts) // count] for number in range(count)] if count else texts


def warm_times(data: Path, texts: list[str]) -> WarmTimes:
    """Each question once, whole; then, with the snapshot opened anew, once more step by step.

    A snapshot remembers the vectors of its last questions, so the whole of the second round lacks that step: compose is
    what such a whole takes besides understanding and the searches.
    """
    with closing(open_current(data, "")) as snapshot:
        assistant = Assistant(snapshot, today=lambda: ASKED_ON)
        assistant.answer(QUESTION)
        both = [_both_milliseconds(partial(assistant.answer, text)) for text in texts]
    with closing(open_current(data, "")) as snapshot:
        store = snapshot.store
        holdings = Holdings(store.reports(), store.aliases(), _occurs(snapshot), store.translations)
        assistant = Assistant(snapshot, today=lambda: ASKED_ON)
        assistant.answer(QUESTION)
        steps = [_steps(text, assistant, holdings) for text in texts]
    whole, processor = zip(*both, strict=True)
    return WarmTimes(whole, processor, {name: tuple(one[name] for one in steps) for name in steps[0]})


def _steps(text: str, assistant: Assistant, holdings: Holdings) -> dict[str, float]:
    """Milliseconds by step."""
    snapshot = assistant.snapshot
    times = {"understand": _milliseconds(lambda: understand(text, holdings, ASKED_ON))}
    question = understand(text, holdings, ASKED_ON)
    times["question's vector"] = _milliseconds(lambda: snapshot.question_vector(question.text))
    for name, ways in (("words", Ways(meaning=0)), ("meaning", Ways(words=0))):
        figures, passages = _searches(snapshot, question, ways)
        times |= {f"figures by {name}": _milliseconds(figures), f"passages by {name}": _milliseconds(passages)}
    searches = sum(times.values()) - times["question's vector"]
    return times | {"compose": max(0.0, _milliseconds(lambda: assistant.answer(text)) - searches)}


def _occurs(snapshot: Snapshot) -> Callable[[str], bool]:
    return lambda phrase: snapshot.store.document_frequency(phrase) > 0


def _searches(snapshot: Snapshot, question: Question, ways: Ways) -> tuple[Callable[[], object], Callable[[], object]]:
    """For figures and for passages, as the assistant makes them; nothing to do where nothing is named."""
    terms = tuple(term.alternatives for term in question.terms if term.alternatives)
    query = Query(question.text, terms, question.report_ids, FIGURES_LOOKED_AT)
    if not question.terms or question.refused or question.missing_body is not None:
        return (lambda: None), (lambda: None)
    return (
        lambda: search_figures(snapshot, query, ways),
        lambda: search_passages(snapshot, replace(query, limit=PASSAGES_LOOKED_AT), ways),
    )


def machine() -> dict[str, object]:
    """What it was measured on; a load above the number of cores says that other programs lengthened the times."""
    return {
        "system": platform.system(),
        "architecture": platform.machine(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
    }


def _process_seconds(*arguments: str, folder: str) -> float:
    """From the start of a process to its end; raises where it fails."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("GONGKAI_")}
    environment = kept | {"PYTHONPATH": str(FOLDER.parent)}
    start = perf_counter()
    command = [sys.executable, "-m", "bot.cli", *arguments]
    subprocess.run(command, check=True, capture_output=True, cwd=folder, env=environment)
    return perf_counter() - start


def _milliseconds(step: Callable[[], object]) -> float:
    start = perf_counter()
    step()
    return (perf_counter() - start) * 1000


def _both_milliseconds(step: Callable[[], object]) -> tuple[float, float]:
    """Of the clock and of the processor."""
    start = process_time()
    return _milliseconds(step), (process_time() - start) * 1000


def _median_and_p95(times: tuple[float, ...]) -> dict[str, float]:
    """Half, and nineteen of twenty, are as fast or faster."""
    return {
        "median": round(statistics.median(times), 1),
        "p95": round(statistics.quantiles(times, n=20, method="inclusive")[-1], 1),
    }


if __name__ == "__main__":
    sys.exit(main())
