"""What is written to a store comes back equal, and is found by report, id and words."""

import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dictionary import Translation
from index.errors import DamagedSnapshot
from index.fusion import Found
from index.store import Kept, Store
from index.store_writer import StoreWriter
from index.terms import TermKind, match_expression
from index.vectors import text_row
from ingest.records import Figure, Reading
from tests.fakes import reading
from tests.index.conftest import store_contents

TRANSLATIONS = [
    Translation("aid", "援助", 0.5),
    Translation("legal aid", "法援", 1.0),
    Translation("aid", "救助", 1.0),
]


def stored(path: Path, readings: Sequence[Reading]) -> Store:
    """A store of these readings; equal labels share a vector."""
    with StoreWriter(path) as writer:
        for one in readings:
            writer.add(one, "digest", lambda item: text_row(item.label if isinstance(item, Figure) else item.id))
        writer.insert_translations(TRANSLATIONS)
    return Store(path)


@pytest.fixture
def store(tmp_path: Path, readings: tuple[Reading, Reading]) -> Store:
    """A store of the two reports."""
    return stored(tmp_path / "reports.sqlite", readings)


def test_comes_back_equal(store: Store, readings: tuple[Reading, Reading]) -> None:
    """Every record of a report comes back as it was, in reading order."""
    for one in readings:
        only = [one.report.id]
        assert store.report(one.report.id) == one.report
        assert store.passages(only) == one.passages
        assert store.figures(only) == one.figures
        assert store.tables(only) == one.tables
        assert store.checks(only) == one.checks
        assert store.aliases().get(one.report.id, ()) == one.aliases


def test_all_reports(store: Store, readings: tuple[Reading, Reading]) -> None:
    """Without a choice of reports all are given, by publisher; with an empty choice none."""
    assert store.reports() == tuple(sorted((one.report for one in readings), key=lambda one: one.publisher))
    assert len(store.figures()) == 5
    assert not store.figures([])
    assert not store.passages(frozenset())


def test_by_ids(store: Store, readings: tuple[Reading, Reading]) -> None:
    """Records are given in the order of the ids asked for, unknown ids left out."""
    first, second = readings[0].figures[:2]
    assert store.figures_by_ids([second.id, "unknown", first.id]) == (second, first)
    assert store.passages_by_ids([readings[1].passages[0].id]) == readings[1].passages[:1]
    with pytest.raises(KeyError):
        store.report("unknown")


def test_found_by_words(store: Store, readings: tuple[Reading, Reading]) -> None:
    """A figure is found by its label, only in the reports asked for."""
    shapotou, hongze = readings
    expression = match_expression("法律援助")
    both = {shapotou.figures[0].id, hongze.figures[0].id}
    assert set(ids(store.found_figures(expression, None, 10))) == both
    assert ids(store.found_figures(expression, {hongze.report.id}, 10)) == [hongze.figures[0].id]
    assert store.found_figures(expression, [], 10) == ()
    assert set(ids(store.found_passages(expression, None, 10))) == {shapotou.passages[0].id, hongze.passages[0].id}


def ids(found: tuple[Found, ...]) -> list[str]:
    """Of what was found, best first; its scores never grow."""
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    return [one.id for one in found]


def test_words_and_pairs_apart(store: Store) -> None:
    """A search by words alone finds what jieba cuts, one by pairs alone what stands in a row anywhere."""
    by_words, by_pairs = (match_expression("律援", kind=kind) for kind in (TermKind.WORDS, TermKind.PAIRS))
    assert (len(store.found_figures(by_words, None, 10)), len(store.found_figures(by_pairs, None, 10))) == (0, 2)


def test_filtered_before_ranking(store: Store, readings: tuple[Reading, Reading]) -> None:
    """A limit of one gives the best of the reports asked for, whatever stands before it elsewhere."""
    for one in readings:
        expression = match_expression("法律援助案件")
        assert ids(store.found_passages(expression, {one.report.id}, 1)) == [one.passages[0].id]


def test_every_report_named_is_none_named(store: Store, readings: tuple[Reading, Reading]) -> None:
    """All reports named, or none, find the same with the same scores, though they are looked up differently."""
    everything = {one.report.id for one in readings}
    for asked in ("法律援助案件", "处理申请情况", "procurement"):
        expression = match_expression(asked)
        for limit in (2, 100):
            assert store.found_figures(expression, everything, limit) == store.found_figures(expression, None, limit)


def test_short_cuts(store: Store, readings: tuple[Reading, Reading]) -> None:
    """Failed checks and periods are what reading every record would give."""
    named = {readings[0].report.id}
    for report_ids in (None, named, set[str]()):
        failed = tuple(one for one in store.checks(report_ids) if not one.passed)
        assert store.failed_checks(report_ids) == failed
    assert store.failed_checks()
    periods = {(one.report_id, one.period) for one in store.figures() if one.period}
    assert {(report, period) for report, found in store.periods().items() for period in found} == periods


def test_found_by_the_table_s_title(store: Store) -> None:
    """A cell is found by the title of its table, though the cell doesn't say it."""
    assert len(store.found_figures(match_expression("处理申请情况"), None, 10)) == 5


def test_no_expression_no_result(store: Store) -> None:
    """Nothing to look for finds nothing."""
    assert store.found_figures("", None, 10) == ()


def test_frequency(store: Store) -> None:
    """A word's frequency counts the passages and figures that hold it in one piece."""
    assert store.document_count() == 10
    assert store.document_frequency("法律援助") == 4
    assert store.document_frequency("律援助法") == store.document_frequency('"') == 0


def test_translations(store: Store) -> None:
    """English words lead to Chinese ones in any ending, those whose whole meaning they are."""
    assert store.translations("aids") == ("救助",)
    assert store.translations("Legal Aid") == ("法援",)
    assert store.translations("？") == ()


def test_equal_texts_share_a_vector(store: Store, readings: tuple[Reading, Reading]) -> None:
    """What a vector stands for is given among the reports asked for."""
    shapotou, hongze = readings
    rows = store.vector_rows(Kept.FIGURES, {hongze.report.id})
    shared = store.vector_rows(Kept.FIGURES, {shapotou.report.id}) & rows
    hongze_s = store.with_vectors(Kept.FIGURES, list(shared), {hongze.report.id}, 9)
    assert hongze_s == tuple((hongze.figures[0].id, row) for row in shared)
    both = sorted((shapotou.figures[0].id, hongze.figures[0].id))
    assert [item for item, _ in store.with_vectors(Kept.FIGURES, list(shared), None, 9)] == both


def test_order_of_reading_makes_no_difference(tmp_path: Path, readings: tuple[Reading, Reading]) -> None:
    """The same reports in another order make the same rows and terms."""
    stored(tmp_path / "a.sqlite", readings).close()
    stored(tmp_path / "b.sqlite", readings[::-1]).close()
    assert store_contents(tmp_path / "a.sqlite") == store_contents(tmp_path / "b.sqlite")


def test_threads_share_a_store(store: Store) -> None:
    """Questions asked at once get what they get alone."""
    expression = match_expression("法律援助")
    alone = store.found_figures(expression, None, 10)
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: store.found_figures(expression, None, 10), range(100))) == {alone}


def test_opened_for_reading_only(store: Store) -> None:
    """Serving can't change a store."""
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        store._connection.execute("DELETE FROM figures")


def test_damaged_file_is_named(tmp_path: Path) -> None:
    """A file that isn't a store, and one that isn't there, are named with what to do."""
    path = tmp_path / "reports.sqlite"
    with pytest.raises(DamagedSnapshot, match=r"reports\.sqlite can't be read: run gongkai"):
        Store(path)
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(DamagedSnapshot, match=r"reports\.sqlite can't be read: run gongkai"):
        Store(path).reports()


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(st.lists(TEXT, unique=True, max_size=4), st.dictionaries(TEXT, st.just("7 件"), max_size=4))
def test_any_text_comes_back(texts: list[str], labels: dict[str, str]) -> None:
    """Passages and figures of any text come back equal."""
    one = reading("某局", 2021, texts, labels)
    with TemporaryDirectory() as folder:
        store = stored(Path(folder) / "reports.sqlite", [one])
        assert (store.passages(), store.figures()) == (one.passages, one.figures)
        store.close()
