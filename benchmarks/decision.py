"""Lessons and practice exams → how sure a figure has to be, and what each certainty does: wrong answers against refusals.

    python -m benchmarks.decision [--write] [--show]

Fits the decision of the bundled model (bot/calibrating.py) on lessons that the model itself wasn't tuned on and on the
practice exams (benchmarks/material.py), each asked over its own reports; the unseen exams of tests/exams.py are left out. The curve
judges every file by a fit to the others. With --write the result becomes index/calibration.json, which is shipped. The
curve is written to benchmarks/results/decision.json.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.answers import commit
from benchmarks.material import deciding, for_the_decision
from bot.calibrating import Labelled, Point, best_pull, fit, labelled, standings
from bot.deciding import certainty
from index.snapshot import open_current
from ingest.archive import to_json

RESULTS = Path(__file__).parent / "results" / "decision.json"
EXAMS_COUNT = 8.0
"""Times that a question of the practice exams counts in the fit: they are asked over forms and budgets."""
SHIPPED = Path(__file__).parents[1] / "index" / "calibration.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Fits, prints the curve, writes the results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.decision", description="The fitted decision")
    parser.add_argument("--write", action="store_true", help="make the result the shipped calibration")
    parser.add_argument("--show", action="store_true", help="print the questions that would get a wrong figure")
    chosen = parser.parse_args(arguments)
    questions, engine, pull = _asked()
    calibration, points = fit(questions, engine, pull)
    print(f"similarity weighs {pull}")
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


def _asked() -> tuple[list[Labelled], str, float]:
    """The questions with what speaks for their best figures, the model's name, and what its similarity weighs."""
    with TemporaryDirectory() as folder:
        built = list(for_the_decision(Path(folder)))
        with closing(open_current(built[0].data, "")) as snapshot:
            engine = snapshot.manifest.engine
        standing = []
        for one in built:
            with one.opened(0.0) as assistant:
                standing += standings(one.lines, assistant)
        pull = best_pull(standing)
        questions: list[Labelled] = []
        for one in built:
            with one.opened(pull) as assistant:
                weight = 1.0 if one.name in deciding() else EXAMS_COUNT
                questions += (replace(seen, weight=weight) for seen in labelled(one.lines, assistant, one.name))
    return questions, engine, pull


if __name__ == "__main__":
    sys.exit(main())
