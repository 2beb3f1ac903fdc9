"""A question finds the passages and figures that fit it, among the reports asked for."""

import pytest

from index.records import Query
from index.search import Ways, search, search_figures, search_passages, searched_texts
from index.snapshot import Snapshot
from ingest.records import Figure, Passage
from tests.index.conftest import HONGZE, SHAPOTOU

SHAPOTOU_ONLY = frozenset({SHAPOTOU.report.id})
HONGZE_ONLY = frozenset({HONGZE.report.id})


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("法律援助案件有多少？", "法律援助案件"),
        ("有幾件行政複議？", "行政复议"),
        ("How many procurement projects were there?", "政府集中采购项目"),
    ],
)
def test_the_figure_asked_for_comes_first(snapshot: Snapshot, question: str, label: str) -> None:
    """Chinese, traditional Chinese and English questions lead to the figure by words and by meaning."""
    best = search_figures(snapshot, Query(question, report_ids=SHAPOTOU_ONLY))[0]
    assert isinstance(best.item, Figure)
    assert (best.item.label, best.found_by) == (label, ("words", "meaning"))


@pytest.mark.parametrize(("report_ids", "printed"), [(SHAPOTOU_ONLY, "576"), (HONGZE_ONLY, "301")])
def test_filtered_before_ranking(snapshot: Snapshot, report_ids: frozenset[str], printed: str) -> None:
    """The same question gets each report's own figure, even with a limit of one."""
    (best,) = search_figures(snapshot, Query("法律援助案件", report_ids=report_ids, limit=1))
    assert isinstance(best.item, Figure)
    assert best.item.printed == printed


def test_no_report_no_evidence(snapshot: Snapshot) -> None:
    """An empty choice of reports is not the choice of all."""
    assert search(snapshot, Query("法律援助", report_ids=frozenset())) == ()


def test_passages_and_figures_in_one_ranking(snapshot: Snapshot) -> None:
    """A search gives both kinds, best first, at most as many of each as asked for."""
    found = search(snapshot, Query("法律援助案件", limit=2))
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert sum(isinstance(one.item, Passage) for one in found) == 2
    assert sum(isinstance(one.item, Figure) for one in found) == 2


def test_a_limit_past_the_usual_depth(snapshot: Snapshot) -> None:
    """A caller that wants to see everything gets everything that either search knows."""
    assert len(search_figures(snapshot, Query("法律援助案件", limit=1000))) == 5


def test_terms_lead_the_words(snapshot: Snapshot) -> None:
    """Where terms are given, they are looked for instead of the text, with all their alternatives."""
    query = Query("法援有几件", terms=(("法援", "法律援助"), ("件",)), report_ids=SHAPOTOU_ONLY)
    assert searched_texts(snapshot.store, query) == ("法援", "法律援助", "件")
    best = search_passages(snapshot, query)[0]
    assert best.item == SHAPOTOU.passages[0]
    assert best.found_by == ("words", "meaning")


def test_traditional_questions_mean_the_same(snapshot: Snapshot) -> None:
    """A question in traditional characters is as near in meaning as the same in simplified ones."""
    by_meaning = Ways(words=0)
    traditional, simple = (
        search_passages(snapshot, Query(text), by_meaning) for text in ("政府集中採購兩項", "政府集中采购两项")
    )
    assert traditional == simple


def test_english_is_looked_for_in_chinese(snapshot: Snapshot) -> None:
    """Without terms, English words are looked for by the Chinese words that the reports use."""
    assert "采购" in searched_texts(snapshot.store, Query("procurement"))
    assert "援助" in searched_texts(snapshot.store, Query("legal aid"))


@pytest.mark.parametrize("text", ["", " ", "？", "\0", '" OR *', "\ud800", "😀" * 3000])
def test_any_text_can_be_searched(snapshot: Snapshot, text: str) -> None:
    """No text breaks the search."""
    assert len(search(snapshot, Query(text, limit=3))) <= 6


def test_same_question_same_evidence(snapshot: Snapshot) -> None:
    """Asking again gives the same, in the same order."""
    query = Query("法律援助案件有多少？")
    assert search(snapshot, query) == search(snapshot, query)
