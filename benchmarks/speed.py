"""How long people wait: for the first build, for `gongkai ask` from the shell, and for one more question to a running bot.

    python -m benchmarks.speed

The reports of corpus/ are built in an empty data folder; `gongkai ask` is a whole process, from start to end; the warm
questions are those of tests/questions, each asked once of a running assistant that has answered one other. Of a warm
question the steps are timed apart: understand, search, and compose with all that is gathered for it. The times, with
commit, machine and model, are written to benchmarks/results/speed.json.
"""

import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.answers import ASKED_ON, CORPUS, FOLDER, commit, question_files, questions
from bot.assistant import FIGURES_LOOKED_AT, PASSAGES_LOOKED_AT, Assistant
from bot.records import Question
from bot.understand import Holdings, understand
from index.records import Query
from index.search import search_figures, search_passages
from index.snapshot import Snapshot, open_current

RESULTS = FOLDER / "results" / "speed.json"
COLD_RUNS = 5
QUESTION = "2020年法律援助案件有多少件？"


@dataclass(frozen=True, slots=True)
class WarmTimes:
    """Milliseconds of each question, in order."""

    whole: tuple[float, ...]
    understand: tuple[float, ...]
    search: tuple[float, ...]
    compose: tuple[float, ...]


def main() -> int:
    """Measures, prints and writes the times."""
    with TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        first_build = _process_seconds("build", str(CORPUS), "--data", str(data), folder=folder)
        cold = [_process_seconds("ask", QUESTION, "--data", str(data), folder=folder) for _ in range(COLD_RUNS)]
        warm = warm_times(data, list(asked_texts()))
        with closing(open_current(data, "")) as snapshot:
            result = {
                "commit": commit(),
                "machine": machine(),
                "snapshot": snapshot.id,
                "model": snapshot.manifest.model,
                "engine": snapshot.manifest.engine,
                "reports": len(snapshot.manifest.reports),
                "first_build_seconds": round(first_build, 1),
                "cold_ask_seconds": {"median": round(statistics.median(cold), 2), "runs": COLD_RUNS},
                "warm_question_ms": {
                    "questions": len(warm.whole),
                    **_median_and_p95(warm.whole),
                    "steps": {
                        "understand": _median_and_p95(warm.understand),
                        "search": _median_and_p95(warm.search),
                        "compose": _median_and_p95(warm.compose),
                    },
                },
            }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, ensure_ascii=False, indent=2))
    return 0


def asked_texts() -> Iterable[str]:
    """Every question of the project's own files."""
    return (line["question"] for path in question_files() for line in questions(path))


def warm_times(data: Path, texts: list[str]) -> WarmTimes:
    """Each question once, whole; then, with the snapshot opened anew, once more step by step.

    A snapshot remembers the vectors of its last questions, so the whole of the second round contains a search that is
    shorter than the first one: compose is what that whole takes besides understanding and such a search.
    """
    with closing(open_current(data, "")) as snapshot:
        assistant = Assistant(snapshot, today=lambda: ASKED_ON)
        assistant.answer(QUESTION)
        whole = tuple(_milliseconds(partial(assistant.answer, text)) for text in texts)
    with closing(open_current(data, "")) as snapshot:
        store = snapshot.store
        holdings = Holdings(store.reports(), store.aliases(), _occurs(snapshot), store.translations)
        assistant = Assistant(snapshot, today=lambda: ASKED_ON)
        assistant.answer(QUESTION)
        steps = [_steps(text, assistant, holdings) for text in texts]
    return WarmTimes(whole, *(tuple(column) for column in zip(*steps, strict=True)))


def _steps(text: str, assistant: Assistant, holdings: Holdings) -> tuple[float, float, float]:
    """Milliseconds of understand, search and compose."""
    understanding = _milliseconds(lambda: understand(text, holdings, ASKED_ON))
    question = understand(text, holdings, ASKED_ON)
    searching = _milliseconds(lambda: _search(assistant.snapshot, question))
    whole = _milliseconds(lambda: assistant.answer(text))
    again = _milliseconds(lambda: _search(assistant.snapshot, question))
    return understanding, searching, max(0.0, whole - understanding - again)


def _occurs(snapshot: Snapshot) -> Callable[[str], bool]:
    return lambda phrase: snapshot.store.document_frequency(phrase) > 0


def _search(snapshot: Snapshot, question: Question) -> None:
    """Both searches as the assistant makes them; none where nothing is named."""
    terms = tuple(term.alternatives for term in question.terms if term.alternatives)
    query = Query(question.text, terms, question.report_ids, FIGURES_LOOKED_AT)
    if question.terms and not question.refused and question.missing_body is None:
        search_figures(snapshot, query)
        search_passages(snapshot, replace(query, limit=PASSAGES_LOOKED_AT))


def machine() -> dict[str, object]:
    """What it was measured on."""
    return {
        "system": platform.system(),
        "architecture": platform.machine(),
        "cores": os.cpu_count(),
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


def _median_and_p95(times: tuple[float, ...]) -> dict[str, float]:
    """Half, and nineteen of twenty, are as fast or faster."""
    return {
        "median": round(statistics.median(times), 1),
        "p95": round(statistics.quantiles(times, n=20, method="inclusive")[-1], 1),
    }


if __name__ == "__main__":
    sys.exit(main())
