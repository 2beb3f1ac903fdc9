"""A decision fitted on questions with known answers."""

import json
from contextlib import closing
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from bot import calibrating, deciding
from bot.assistant import Assistant
from bot.calibrating import FOR, Labelled, calibrate_on, curve, fit, question_lines, sure_of_everything
from bot.deciding import NAMES, Evidence, certainty
from bot.errors import BotError
from bot.records import Status
from index.build import build
from index.calibrations import calibration_for, keep, kept, shipped
from index.errors import SnapshotError
from index.records import Tree
from index.snapshot import open_current
from tests.command import draw_report, run_gongkai

BODY = "安河县司法局"
COUNTED = (
    "法律援助案件",
    "行政复议案件",
    "公证事项",
    "人民调解纠纷",
    "社区矫正对象",
    "法治讲座",
    "普法宣传活动",
    "信访事项",
)


def evidence(**given: float) -> Evidence:
    """Evidence that says nothing but this."""
    return Evidence(**{field.name: given.get(field.name, 0.0) for field in fields(Evidence)})


def some_questions(count: int = 400) -> list[Labelled]:
    """Questions whose figures are right where they cover much and lack nothing that is unknown."""
    chance = np.random.default_rng(1)
    found = []
    for number in range(count):
        coverage, unknown = chance.random(), chance.random() * 0.5
        is_right = bool(coverage > 0.6 and unknown < 0.2)
        seen = evidence(coverage=float(coverage), unknown=float(unknown), lead=0.2)
        found.append(Labelled(seen, is_right, True, True, f"file {number % 5}", str(number)))
    return found


def test_the_kept_trees_are_the_fitted_model() -> None:
    """What is stored gives the certainty that scikit-learn's own model gives."""
    questions = some_questions()
    model = calibrating._fitted(questions)
    calibration, _ = fit(questions, "an engine")
    wanted = model.predict_proba(np.array([one.seen.values() for one in questions]))[:, 1]
    got = [certainty(one.seen, calibration) for one in questions]
    assert got == pytest.approx(list(wanted), abs=1e-4)


def test_more_for_it_never_makes_it_less_sure() -> None:
    """Coverage can only help and what is unknown can only harm, whatever the questions were."""
    calibration, _ = fit(some_questions(), "an engine")
    steps = [step / 20 for step in range(21)]
    rising = [certainty(evidence(coverage=step, lead=0.2), calibration) for step in steps]
    falling = [certainty(evidence(coverage=0.8, unknown=step, lead=0.2), calibration) for step in steps]
    assert rising == sorted(rising)
    assert falling == sorted(falling, reverse=True)
    assert rising[0] < 0.5 < rising[-1]


def test_the_shipped_trees_are_surer_with_more_for_a_figure() -> None:
    """So that what reading may yet say can be left unread where it would change nothing."""
    for calibration in shipped():
        for tree in calibration.trees:
            for node, tested in enumerate(tree.evidence):
                if tested >= 0 and calibration.names[tested] in FOR:
                    assert max(_leaves(tree, tree.left[node])) <= min(_leaves(tree, tree.right[node])) + 1e-6


def _leaves(tree: Tree, node: int) -> list[float]:
    if tree.evidence[node] < 0:
        return [tree.value[node]]
    return _leaves(tree, tree.left[node]) + _leaves(tree, tree.right[node])


def test_the_curve_falls() -> None:
    """A higher certainty gives fewer answers, fewer wrong ones and more refusals."""
    points = curve(some_questions())
    assert [point.answered for point in points] == sorted((point.answered for point in points), reverse=True)
    assert [point.wrong for point in points] == sorted((point.wrong for point in points), reverse=True)
    assert [point.refused for point in points] == sorted(point.refused for point in points)


def test_too_few_questions_are_refused() -> None:
    """A handful of questions fits nothing; the message says how many are wanted."""
    with pytest.raises(BotError, match="at least 40 with a right"):
        fit(some_questions(20), "an engine")


@pytest.mark.parametrize(
    "line", ['{"question": "几件"}', "no JSON", "[]", '{"question": "几件", "status": "answered", "values": ["x"]}']
)
def test_a_line_that_is_no_question_is_named(tmp_path: Path, line: str) -> None:
    """File and line of what can't be read stand in the message."""
    path = tmp_path / "questions.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(BotError, match=r"questions.jsonl, line 2"):
        list(question_lines(path))


def test_a_folder_is_no_file_of_questions(tmp_path: Path) -> None:
    """What can't be opened is named."""
    with pytest.raises(BotError, match="can't be read"):
        list(question_lines(tmp_path))


# with a data folder


def written_questions(path: Path) -> Path:
    """Questions about ten yearly reports, half of them for things that the reports don't state."""
    lines = []
    for year in range(2010, 2020):
        for place, counted in enumerate(COUNTED):
            value = str(year - 2000 + 17 * place)
            known = {"question": f"{year}年{counted}多少件", "status": "answered", "values": [value]}
            absent = {"question": f"{year}年{counted}涉及的外国人有多少名", "status": "not_found", "values": []}
            lines += [known, absent]
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def yearly_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with ten yearly reports."""
    folder = tmp_path_factory.mktemp("calibrating")
    for year in range(2010, 2020):
        said = "，".join(f"办理{counted}{year - 2000 + 17 * place}件" for place, counted in enumerate(COUNTED))
        title = f"{BODY}{year}年政府信息公开工作年度报告"
        draw_report(folder / "corpus" / f"{year}.pdf", title, ("一、总体情况", f"{year}年，{said}。"))
    build(folder / "corpus", folder / "data", "")
    return folder / "data"


@pytest.mark.slow
def test_calibrate(yearly_data: Path) -> None:
    """`gongkai calibrate` prints the curve, keeps the fit with the data and publishes a snapshot that has it."""
    questions = written_questions(yearly_data.parent / "questions.jsonl")
    run = run_gongkai("calibrate", str(questions), "--data", str(yearly_data), folder=yearly_data.parent)
    assert run.status == 0, run.err
    assert "chosen" in run.out
    (own,) = kept(yearly_data)
    with closing(open_current(yearly_data, "")) as snapshot:
        assert snapshot.manifest.calibration == own == calibration_for(yearly_data, snapshot.manifest.engine)
        assistant = Assistant(snapshot, lambda: date(2021, 6, 1))
        assert assistant.answer("2015年公证事项多少件").figures[0].value == 49
        assert assistant.answer("2015年公证事项涉及的外国人有多少名").status is Status.NOT_FOUND


@pytest.mark.slow
def test_caution_is_a_setting(yearly_data: Path) -> None:
    """What is certain enough at 0 is refused where nobody can be that sure."""
    with closing(open_current(yearly_data, "")) as snapshot:
        fitted = calibrate_on([written_questions(yearly_data.parent / "more.jsonl")], yearly_data, "", date.today)
        bold = Assistant(snapshot, caution=0.0, calibration=fitted.calibration)
        careful = Assistant(snapshot, caution=1.0, calibration=fitted.calibration)
        assert bold.answer("2015年公证事项多少件").status is Status.ANSWERED
        assert careful.answer("2015年公证事项多少件").status is Status.NOT_FOUND


@pytest.mark.slow
def test_reading_no_more_than_is_needed_decides_as_reading_all(yearly_data: Path) -> None:
    """What reading may yet say is left out only where it changes nothing."""
    lines = list(question_lines(written_questions(yearly_data.parent / "read.jsonl")))[::7]
    with closing(open_current(yearly_data, "")) as snapshot:
        assistant = Assistant(snapshot, lambda: date(2021, 6, 1))
        enough: list[bool] = []
        for line in lines:
            question, found, ranked = assistant.weighed(line["question"])
            calibration = found.calibration
            assert calibration
            for one in ranked[:2]:
                seen = deciding.evidence(one, ranked, found, question)
                least = deciding.least_certainty(seen, calibration, is_plain=deciding.says_plainly(one, ranked, seen))
                enough.append(deciding.is_enough(one, ranked, found, question))
                told = certainty(seen, calibration) >= least or deciding.names_a_cell(one, ranked, found, question)
                assert enough[-1] is (told and not deciding.is_ruled_out(one, question))
    assert {True, False} == set(enough)


def test_kept_calibrations_are_one_an_engine(tmp_path: Path) -> None:
    """A new fit takes the place of the same engine's; another engine's stays."""
    keep(sure_of_everything("one"), tmp_path)
    keep(sure_of_everything("two"), tmp_path)
    calibration, _ = fit(some_questions(), "one")
    keep(calibration, tmp_path)
    assert {one.engine: len(one.trees) > 0 for one in kept(tmp_path)} == {"one": True, "two": False}


def test_damaged_calibrations_are_named(tmp_path: Path) -> None:
    """A kept file that can't be read is named, with what to do."""
    (tmp_path / "calibrations.json").write_text("{", encoding="utf-8")
    with pytest.raises(SnapshotError, match="gongkai calibrate"):
        calibration_for(tmp_path, "one")


@pytest.mark.slow
def test_other_evidence_is_not_used(yearly_data: Path) -> None:
    """A calibration of another program's evidence counts as none: only a report's own words are answered."""
    with closing(open_current(yearly_data, "")) as snapshot:
        sure = sure_of_everything(snapshot.manifest.engine)
        bold = Assistant(snapshot, calibration=sure)
        careful = Assistant(snapshot, calibration=replace(sure, names=(*NAMES[1:], "another evidence")))
        assert bold.answer("2015年公证事项办妥多少件").status is Status.ANSWERED
        refused = careful.answer("2015年公证事项办妥多少件")
        assert (refused.status, refused.suggestions) == (Status.NOT_FOUND, ())
        assert careful.answer("2015年公证事项多少件").status is Status.ANSWERED
