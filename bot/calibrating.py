"""Questions with known answers → how evidence makes a figure sure; the only module that knows scikit-learn."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import GroupKFold

from bot.assistant import Assistant
from bot.choosing import Candidate, Material, is_rounded
from bot.deciding import NAMES, Evidence, evidence
from bot.errors import BotError
from bot.records import Reply
from index.calibrations import keep
from index.records import Calibration, Tree
from index.snapshot import open_current

REFUSALS_A_WRONG_ANSWER = 10
"""One wrong number is worse than ten refusals: ten times the wrong ones and the refused are to be fewest."""
NEARLY = 1.1
"""Of certainties that cost nearly as little, the lowest is taken: the curve is flat there, and the counts are few."""
LEFT_OUT = 0.1
"""Weight of a question whose answer is taken away, so that the next figure would be a wrong one."""
FOR = frozenset({"suffices", "coverage", "own", "lead", "similarity", "behind", "nearer", "reading", "read_lead"})
AGAINST = frozenset("beyond beside unknown rival absent lacking heaviest off_focus restricted unit apart place".split())
"""Evidence of which more can only make a figure surer, or less sure."""
TREES, LEAVES, PACE = 200, 16, 0.08
SEED = 0
SURE = 100.0
"""Log-odds that leave no doubt: more than any second certainty asks for."""
FEWEST = 40
"""Questions with a right and with a wrong best figure that a fit needs at least, each."""
MOST_FOLDS = 10
ASKED_BACK = "ambiguous"
"""The status of questions of which nobody can say which body or year is meant: another rule decides these."""
PULLS = (0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0)
NEARLY_ALL = 0.995
"""Of pulls that put nearly as many right figures first, the least is taken."""
CERTAINTIES = tuple(round(0.4 + step / 50, 2) for step in range(30))

Json = dict[str, Any]
Standing = tuple[tuple[float, float, bool], ...]
"""By figure: the score of its words, its similarity, and whether it is the answer."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """The best figure of one question: what speaks for it, and whether it is the answer."""

    seen: Evidence
    is_right: bool
    is_asked: bool
    """False where the real answer was taken away"""
    is_given: bool
    """whether it would be given if every figure were sure enough: nothing else asks back or shows a contradiction"""
    file: str
    question: str
    weight: float = 1.0
    """how much it counts in the fit"""


@dataclass(frozen=True, slots=True)
class Point:
    """What a certainty would have done to the questions."""

    certainty: float
    answered: int
    wrong: int
    refused: int
    """though the best figure was right"""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A calibration with what each certainty would have done."""

    calibration: Calibration
    points: tuple[Point, ...]


def calibrate_on(paths: Sequence[Path], data: Path, model: str, today: Callable[[], date]) -> Fitted:
    """Fits the model of the published snapshot to questions over its reports, and keeps that with the data.

    The next build puts it into the snapshot. Raises BotError where the questions can't be read or are too few.
    """
    with closing(open_current(data, model)) as snapshot:
        engine = snapshot.manifest.engine
        first = Assistant(snapshot, today, calibration=sure_of_everything(engine))
        pull = best_pull([one for path in paths for one in standings(question_lines(path), first)])
        assistant = Assistant(snapshot, today, calibration=sure_of_everything(engine, pull))
        found = [one for path in paths for one in labelled(question_lines(path), assistant, path.name)]
    calibration, points = fit(found, engine, pull)
    keep(calibration, data)
    return Fitted(calibration, points)


def question_lines(path: Path) -> Iterator[Json]:
    """The questions of a file, one JSON object a line with `question`, `status`, `values` and what else is accepted.

    Raises BotError for a line that is none.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BotError(f"{path} can't be read as UTF-8 text ({error}); name a file of questions") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            read = json.loads(line)
            expected(read)
            str(read["question"]), str(read["status"])
        except (ValueError, KeyError, TypeError, AttributeError, InvalidOperation) as error:
            raise BotError(
                f"{path}, line {number}: no question with its values ({error}); see CONTRIBUTING.md"
            ) from error
        yield read


def expected(line: Json) -> frozenset[Decimal]:
    """The values of every right answer."""
    accepted = [line, *({**line, **other} for other in line.get("accept", []))]
    return frozenset(Decimal(value) for one in accepted for value in one["values"])


def sure_of_everything(engine: str, pull: float = 0.0) -> Calibration:
    """A calibration by which every figure is sure enough, to see what else decides."""
    return Calibration(engine, NAMES, SURE, (), 0.0, 0, 0, 0, pull)


def standings(lines: Iterable[Json], assistant: Assistant) -> Iterator[Standing]:
    """How the figures stand that may answer each question for a number, where one of them does."""
    for line in lines:
        question, found, ranked = assistant.weighed(line["question"])
        if question.is_for_one_number and line["status"] != ASKED_BACK:
            right = [is_right(one, line, found) for one in ranked]
            if any(right):
                yield tuple((one.fit.score, one.similarity, is_it) for one, is_it in zip(ranked, right, strict=True))


def best_pull(asked: Sequence[Standing]) -> float:
    """What similarity has to weigh beside the score of words for the right figures to come first."""
    firsts = {pull: sum(max(figures, key=lambda one: one[0] + pull * one[1])[2] for figures in asked) for pull in PULLS}
    return next(pull for pull, right in firsts.items() if right >= NEARLY_ALL * max(firsts.values()))


def labelled(lines: Iterable[Json], assistant: Assistant, file: str) -> Iterator[Labelled]:
    """The best figure of each question for a number, and the next one if the right ones weren't there.

    The assistant is one that is sure of everything.
    """
    for line in lines:
        question, found, ranked = assistant.weighed(line["question"])
        if not ranked or not question.is_for_one_number or line["status"] == ASKED_BACK:
            continue
        values = expected(line)
        first_is_right = is_right(ranked[0], line, found)
        is_given = _gives(assistant.answer(line["question"], offers=False), ranked[0])
        yield Labelled(
            evidence(ranked[0], ranked, found, question), first_is_right, True, is_given, file, question.text
        )
        left = _without(values, ranked)
        if values and left and len(left) < len(ranked):
            yield Labelled(evidence(left[0], left, found, question), False, False, False, file, question.text)


def is_right(one: Candidate, line: Json, found: Material) -> bool:
    """Whether a figure has one of a question's values, in the report that the question names if it names one."""
    reports = {report.file: report.id for report in found.reports.values()}
    in_report = reports.get(line.get("file") or "")
    return one.figure.value in expected(line) and in_report in (None, one.figure.report_id)


def _gives(reply: Reply, best: Candidate) -> bool:
    return any(figure.value == best.figure.value for figure in reply.figures)


def _without(values: frozenset[Decimal], ranked: Sequence[Candidate]) -> list[Candidate]:
    right = [one for one in ranked if one.figure.value in values]
    return [one for one in ranked if one not in right and not any(is_rounded(one.figure, r.figure) for r in right)]


def fit(questions: Sequence[Labelled], engine: str, pull: float = 0.0) -> tuple[Calibration, tuple[Point, ...]]:
    """The calibration, with what each certainty would have done to questions of files that it wasn't fitted on.

    Raises BotError where there are too few questions.
    """
    asked = [one for one in questions if one.is_asked]
    right = sum(one.is_right for one in asked)
    if right < FEWEST or len(questions) - right < FEWEST:
        raise BotError(
            f"{len(asked)} questions for a number, {right} of them with the right figure first: at least {FEWEST} "
            f"with a right and {FEWEST} with a wrong one are wanted; give more questions"
        )
    points = curve(questions)
    least = min(map(_cost, points))
    chosen = min((point for point in points if _cost(point) <= NEARLY * least), key=lambda point: point.certainty)
    bias, trees = _exported(_fitted(questions))
    calibration = Calibration(
        engine=engine,
        names=NAMES,
        bias=bias,
        trees=trees,
        certainty=chosen.certainty,
        questions=len(asked),
        wrong=chosen.wrong,
        refused=chosen.refused,
        pull=pull,
    )
    return calibration, points


def _cost(point: Point) -> float:
    return REFUSALS_A_WRONG_ANSWER * point.wrong + point.refused


def curve(questions: Sequence[Labelled]) -> tuple[Point, ...]:
    """Wrong answers and refusals by certainty, each file judged by a fit to the others."""
    files = np.array([one.file for one in questions])
    folds = GroupKFold(min(MOST_FOLDS, max(2, len(set(files)))))
    if len(set(files)) < folds.get_n_splits():
        files = np.arange(len(questions)) % MOST_FOLDS
    sure = np.zeros(len(questions))
    for train, test in folds.split(questions, groups=files):
        model = _fitted([questions[at] for at in train])
        sure[test] = model.predict_proba(_matrix([questions[at] for at in test]))[:, 1]
    asked = [(one, float(certain)) for one, certain in zip(questions, sure, strict=True) if one.is_given]
    return tuple(
        Point(
            certainty,
            sum(certain >= certainty for _, certain in asked),
            sum(certain >= certainty and not one.is_right for one, certain in asked),
            sum(certain < certainty and one.is_right for one, certain in asked),
        )
        for certainty in CERTAINTIES
    )


def _fitted(questions: Sequence[Labelled]) -> HistGradientBoostingClassifier:
    model = HistGradientBoostingClassifier(
        max_iter=TREES,
        max_leaf_nodes=LEAVES,
        learning_rate=PACE,
        min_samples_leaf=8,
        l2_regularization=1.0,
        monotonic_cst=[(name in FOR) - (name in AGAINST) for name in NAMES],
        random_state=SEED,
    )
    counted = np.array([one.weight * (1.0 if one.is_asked else LEFT_OUT) for one in questions])
    return model.fit(_matrix(questions), np.array([one.is_right for one in questions]), sample_weight=counted)


def _exported(model: HistGradientBoostingClassifier) -> tuple[float, tuple[Tree, ...]]:
    """The bias and trees of a model, which scikit-learn keeps in fields of its own; a test holds them against it."""
    trees = []
    for (predictor,) in model._predictors:
        nodes = predictor.nodes
        trees.append(
            Tree(
                tuple(-1 if leaf else int(at) for leaf, at in zip(nodes["is_leaf"], nodes["feature_idx"], strict=True)),
                tuple(
                    0.0 if leaf else float(at)
                    for leaf, at in zip(nodes["is_leaf"], nodes["num_threshold"], strict=True)
                ),
                tuple(map(int, nodes["left"])),
                tuple(map(int, nodes["right"])),
                tuple(round(float(value), 6) for value in nodes["value"]),
            )
        )
    return float(np.ravel(model._baseline_prediction)[0]), tuple(trees)


def _matrix(questions: Sequence[Labelled]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """The evidence, shape (questions, names)."""
    return np.array([one.seen.values() for one in questions], dtype=np.float64)
