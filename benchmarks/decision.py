"""Practice questions → how sure a figure has to be, and what each certainty does: wrong answers against refusals.

    python -m benchmarks.decision [--write] [--show]

Fits the decision of the bundled model (bot/calibrating.py) on the practice questions of tests/questions, each asked over
the reports that it belongs to; the unseen exams of tests/exams.py are left out. The curve judges every file by a fit to
the others. With --write the result becomes index/calibration.json, which is shipped. The curve is
written to benchmarks/results/decision.json.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.answers import ASKED_ON, CORPUS, commit, question_files
from bot.assistant import Assistant
from bot.calibrating import Labelled, Point, fit, labelled, question_lines, sure_of_everything
from bot.deciding import certainty
from index.build import build
from index.snapshot import open_current
from ingest.archive import to_json
from tests.exams import PRACTICE

RESULTS = Path(__file__).parent / "results" / "decision.json"
SHIPPED = Path(__file__).parents[1] / "index" / "calibration.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Fits, prints the curve, writes the results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.decision", description="The fitted decision")
    parser.add_argument("--write", action="store_true", help="make the result the shipped calibration")
    parser.add_argument("--show", action="store_true", help="print the questions that would get a wrong figure")
    chosen = parser.parse_args(arguments)
    engines: set[str] = set()
    questions = list(practice(engines))
    calibration, points = fit(questions, *engines)
    print_curve(points, calibration.certainty)
    if chosen.show:
        for one in questions:
            if one.is_given and not one.is_right and certainty(one.seen, calibration) >= calibration.certainty:
                print(f"wrong: {one.question} ({one.file})")
    fitted = {name: value for name, value in asdict(calibration).items() if name != "trees"}
    result = {"commit": commit(), **fitted, "curve": [asdict(point) for point in points]}
    RESULTS.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if chosen.write:
        SHIPPED.write_bytes(to_json((calibration,)) + b"\n")
    return 0


def print_curve(points: Sequence[Point], certainty: float) -> None:
    """One line a certainty, the chosen one marked."""
    for point in points:
        mark = "  ←" if point.certainty == certainty else ""
        print(f"{point.certainty:.2f}: {point.answered} answered, {point.wrong} wrong, {point.refused} refused{mark}")


def practice(engines: set[str]) -> Iterator[Labelled]:
    """The practice questions with what speaks for their best figures; adds the model's name to the engines."""
    with TemporaryDirectory() as folder:
        build(CORPUS, Path(folder), "")
        with closing(open_current(Path(folder), "")) as snapshot:
            engines.add(snapshot.manifest.engine)
            assistant = Assistant(snapshot, lambda: ASKED_ON, calibration=sure_of_everything(""))
            for path in question_files():
                yield from labelled(question_lines(path), assistant, path.name)
    for exam in PRACTICE:
        if not exam.is_possible:
            print(f"{exam.folder.name}: left out, the published reports that it needs are not here", file=sys.stderr)
            continue
        with exam.assistant(sure_of_everything("")) as assistant:
            for path in exam.files:
                yield from labelled(question_lines(path), assistant, f"{exam.folder.name}/{path.name}")


if __name__ == "__main__":
    sys.exit(main())
