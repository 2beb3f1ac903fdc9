"""Question and figure read together: NumPy reads as torch does, fitting helps, and the shipped numbers tell figures apart."""

from pathlib import Path

import numpy as np
import pytest
import torch

from benchmarks.reading import Example, PairReader, fit, main, read_examples
from index.bundled_model import bundled_reader, published_file
from index.embedder import open_reader
from index.reader import Reader

QUESTION = "2023年女儿户的独生子女发了多少补助？"
TEXTS = (
    "查处水事违法案件（起） | 河湖管理 | 查处水事违法案件52起,其中非法采砂19起,罚款127.6万元,移送公安【4起】。",
    "法律援助案件 总计（件） | 总体情况",
)


@pytest.fixture(scope="module")
def fitted() -> PairReader:
    """One whose changes aren't nothing."""
    torch.manual_seed(0)
    reader = PairReader()
    with torch.no_grad():
        for name, weight in reader.named_parameters():
            if name.endswith(".up"):
                weight.normal_(std=0.01)
    return reader


@pytest.mark.slow
def test_the_program_reads_as_it_was_fitted(fitted: PairReader) -> None:
    """What torch fits is what NumPy reads with, but for the halved size of the changes."""
    with torch.no_grad():
        expected = fitted([(QUESTION, text) for text in TEXTS])
    reader = Reader(published_file(), fitted.fitted())
    found = [reader.log_odds(QUESTION, text) for text in TEXTS]
    assert found == pytest.approx(expected.tolist(), abs=0.02)
    assert abs(found[0] - found[1]) > 0.02


@pytest.mark.slow
def test_fitting_goes_on_from_what_is_shipped(fitted: PairReader) -> None:
    """A reader that takes what another one wrote reads as that one does."""
    other = PairReader()
    other.take(fitted.fitted())
    with torch.no_grad():
        expected, found = (one([(QUESTION, text) for text in TEXTS]) for one in (fitted, other))
    assert found.tolist() == pytest.approx(expected.tolist(), abs=0.02)


LESSON = """# 澜汀县教育局 | 2023
## 一、学校
全县有小学37所、初中12所，小学在校生18,204人。
? 37 | 2023年澜汀县教育局管着几所小学
? - | 高中有几所
## 二、经费
发放助学金264.5万元，资助学生3,120人次，覆盖乡镇小学37所。
? 3,120 | how many times were pupils helped with money
"""


def test_lessons_are_examples(tmp_path: Path) -> None:
    """A lesson's question stands beside its own section's figure and its neighbours; the same number elsewhere is neither."""
    path = tmp_path / "a.txt"
    path.write_text(LESSON, "utf-8")
    schools, none, helped = read_examples(path)
    assert schools.question == "2023年澜汀县教育局管着几所小学"
    assert ["【37所】" in text for text in schools.right] == [True]
    assert any("【12所】" in text for text in schools.wrong[:2])
    assert not any("【37所】" in text for text in schools.wrong)
    assert none.right == ()
    assert len(none.wrong) == 6
    assert "【3,120人次】" in helped.right[0]


@pytest.mark.parametrize(("text", "said"), [("no lesson\n", "line 1"), (None, "No such file")])
def test_a_file_that_is_no_lesson(
    text: str | None, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence with the file, and nothing is fitted."""
    path = tmp_path / "a.txt"
    if text:
        path.write_text(text, "utf-8")
    assert main(["--further", str(path)]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert str(path) in told


@pytest.mark.slow
def test_fitting_lowers_the_loss(fitted: PairReader) -> None:
    """A few questions asked again and again are learnt."""
    questions = [
        Example("移送公安几起", (TEXTS[0],), (TEXTS[1],)),
        Example("how many legal-aid cases", (TEXTS[1],), (TEXTS[0],)),
        Example("发了多少补助", (), TEXTS),
    ]
    losses = []
    for loss in fit(fitted, questions, minutes=10):
        losses.append(loss)
        if len(losses) == 30:
            break
    assert np.mean(losses[-5:]) < np.mean(losses[:5]) / 2


def test_a_question_is_answered_by_what_it_asks() -> None:
    """Of two numbers of one sentence the one that is asked for, and neither for something else."""
    reader = bundled_reader()
    sentence = "全县列养公路{}公里,其中国道{}公里、省道{}公里。"
    national, provincial = (
        f"{name}（公里） | 养护里程 | {sentence.format(612, *numbers)}"
        for name, numbers in (("国道", ("【118】", 94)), ("省道", (118, "【94】")))
    )
    for question, right, wrong in (
        ("省道有多长", provincial, national),
        ("国道有多长", national, provincial),
    ):
        assert reader.log_odds(question, right) > reader.log_odds(question, wrong)
        assert reader.log_odds("去年结案的行政复议有几件", right) < 0


def test_a_model_that_only_embeds_reads_nothing() -> None:
    """Another model than the bundled one brings no reader."""
    assert open_reader("BAAI/bge-m3") is None
