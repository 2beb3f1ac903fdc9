"""Of all figures of a report, the one that a question names fits best."""

import pytest

from bot.assistant import Assistant
from bot.matching import Fit, can_answer, fit_figure, fit_text, other_unit, weigh
from bot.records import Question, Term
from bot.understand import Holdings, understand
from index.store import Store
from ingest.records import Figure
from tests.conftest import ASKED_ON


@pytest.fixture
def store(assistant: Assistant) -> Store:
    """The repository's reports."""
    return assistant.snapshot.store


def question_of(text: str, store: Store) -> Question:
    """A question, understood."""
    occurs = lambda phrase: store.document_frequency(phrase) > 0  # noqa: E731
    return understand(text, Holdings(store.reports(), store.aliases(), occurs, store.translations), ASKED_ON)


def fits(text: str, store: Store) -> list[tuple[Fit, Figure]]:
    """Every figure that can answer, the best fit first."""
    question = question_of(text, store)
    weights = weigh(question.terms, store.document_frequency, store.document_count())
    found = [(fit_figure(question, one, weights), one) for one in store.figures() if can_answer(question, one)]
    return sorted(found, key=lambda pair: -pair[0].score)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("法律援助案件有多少件", "576 件"),
        ("法律援助案件同比增长多少", "300%"),
        ("审结行政复议案件几件", "6件"),
        ("办理行政诉讼案件几件", "10件"),
        ("部门工作动态信息公开了多少条", "89条"),
        ("发放了多少份法治宣传资料", "25000余份"),
        ("how many legal aid cases", "576 件"),
        ("how many people took the exam", "630人"),
    ],
)
def test_best_fit(store: Store, text: str, printed: str) -> None:
    """The figure with the asked words fits best of some hundred."""
    assert fits(text, store)[0][1].printed == printed


@pytest.mark.parametrize(
    ("text", "row", "column"),
    [
        ("行政许可上一年项目数量", "行政许可", "上一年"),
        ("行政处罚的处理决定数量是多少", "行政处罚", "处理决定数量"),
        ("行政强制 本年增/减", "行政强制", "本年增/减"),
        ("自然人提出的信息公开申请，本年新收多少件", "本年新收", "自然人"),
        ("How many new disclosure requests came from commercial enterprises?", "本年新收", "商业企业"),
    ],
)
def test_row_and_column(store: Store, text: str, row: str, column: str) -> None:
    """In a table of equal numbers, row and column decide."""
    best = fits(text, store)[0][1]
    assert any(row in one for one in best.row)
    assert any(column in one for one in best.column)


def test_what_stands_nowhere_is_missing(store: Store) -> None:
    """A named thing that a figure doesn't have is named as missing and lowers its fit."""
    (with_all, figure), (without, same) = (
        next(pair for pair in fits(text, store) if pair[1].printed == "576 件")
        for text in ("法律援助案件有多少件", "法律援助案件中刑事案件有多少件")
    )
    assert figure == same
    assert with_all.missing == ()
    assert "刑事" in "".join(without.missing)
    assert without.coverage < with_all.coverage


def test_bounds(store: Store) -> None:
    """A fit covers between nothing and all; its score is never more."""
    for fit, _ in fits("行政处罚的处理决定数量是多少", store):
        assert 0 <= fit.coverage <= 1
        assert fit.score <= fit.coverage + 1e-9
        assert 0 <= fit.own <= fit.coverage + 1e-9


@pytest.mark.parametrize(
    ("text", "printed", "can"),
    [
        ("通过率是多少", "96%", True),
        ("通过率是多少", "630人", False),
        ("法律援助案件有多少件", "576 件", True),
        ("法律援助案件有多少件", "300%", False),
        ("花了多少钱", "576 件", False),
    ],
)
def test_sort_of_quantity(store: Store, text: str, printed: str, can: bool) -> None:
    """A share doesn't answer how many, nor a count how much money."""
    figure = next(one for one in store.figures() if one.printed == printed)
    assert can_answer(question_of(text, store), figure) is can


def test_rare_things_weigh_more(store: Store) -> None:
    """A thing that stands everywhere weighs less; one that stands nowhere is unknown."""
    terms = (
        Term("信息", ("信息",), 1.0),
        Term("班会", ("班会",), 1.0),
        Term("月球", ("月球",), 1.0),
    )
    weights = weigh(terms, store.document_frequency, store.document_count())
    assert weights.of["信息"] < weights.of["班会"]
    assert weights.unknown == {"月球"}
    assert weights.total == pytest.approx(sum(weights.of.values()))


def test_sentence(store: Store) -> None:
    """A sentence with the words fits better than one with them only before it or in its heading, or not at all."""
    question = question_of("法律援助案件有多少件", store)
    weights = weigh(question.terms, store.document_frequency, store.document_count())
    said, before, heading, nowhere = (
        fit_text(question, sentence, earlier, headings, weights).coverage
        for sentence, earlier, headings in (
            ("受理法律援助案件576件。", "", ()),
            ("共576件。", "受理法律援助案件。", ()),
            ("共576件。", "", ("法律援助案件",)),
            ("共576件。", "", ()),
        )
    )
    assert said > before > nowhere
    assert said > heading > nowhere


def test_parts_are_no_number_of_things(store: Store) -> None:
    """全文…六部分组成 answers how many parts there are, and nothing else."""
    [parts] = [figure for figure in store.figures() if figure.unit == "部分"]
    assert other_unit(question_of("行政诉讼情况有多少", store), parts) > 0
    assert other_unit(question_of("How many lawsuits were there?", store), parts) > 0
    assert other_unit(question_of("全文由几部分组成", store), parts) == 0
    assert other_unit(question_of("How many sections does the report have?", store), parts) == 0
