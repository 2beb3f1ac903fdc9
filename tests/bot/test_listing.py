"""Stored records are listed for staff: nothing lost, nothing added."""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import replace

import pytest

from bot.assistant import Assistant
from bot.errors import BotError
from bot.listing import (
    BYTE_ORDER_MARK,
    check_lines,
    evidence_lines,
    evidence_object,
    figure_lines,
    figures_csv,
    figures_json,
    matching_reports,
    one_report,
    report_lines,
)
from index.records import Query
from index.search import search
from index.store import Store
from ingest.records import Figure, Report


@pytest.fixture
def store(small: Assistant) -> Store:
    """Three small reports."""
    return small.snapshot.store


@pytest.fixture
def reports(store: Store) -> dict[str, Report]:
    """Them by id."""
    return {report.id: report for report in store.reports()}


def csv_rows(lines: Iterable[str]) -> list[dict[str, str]]:
    """What a spreadsheet reads."""
    return list(csv.DictReader(io.StringIO("\n".join(lines).removeprefix(BYTE_ORDER_MARK))))


def test_csv_is_for_excel(store: Store, reports: dict[str, Report]) -> None:
    """It begins with a byte order mark and has a row a figure."""
    lines = list(figures_csv(store.figures(), reports))
    assert lines[0].startswith(BYTE_ORDER_MARK)
    assert len(csv_rows(lines)) == len(store.figures())


def test_csv_and_json_agree(assistant: Assistant) -> None:
    """Both say the same of every figure of the repository's reports, with its place."""
    store = assistant.snapshot.store
    reports = {report.id: report for report in store.reports()}
    figures: tuple[Figure, ...] = store.figures()
    rows = csv_rows(figures_csv(figures, reports))
    objects = [json.loads(line) for line in figures_json(figures, reports)]
    assert len(rows) == len(objects) == len(figures)
    for row, one, figure in zip(rows, objects, figures, strict=True):
        assert (row["printed"], row["value"]) == (one["printed"], one["value"])
        assert (one["printed"], one["value"]) == (figure.printed, format(figure.value, "f"))
        assert row["page"] == str(one["page"]) == str(figure.place.page_number)
        assert row["file"] == one["file"] == reports[figure.report_id].file
        assert row["quote"] == one["quote"] == figure.quote


@pytest.mark.parametrize("cell", ['引号"逗号,', "两\n行", "=1+1", "1,382,400 元"])
def test_csv_survives_what_stands_in_cells(store: Store, reports: dict[str, Report], cell: str) -> None:
    """Commas, quotes and line breaks of a label come back as they were."""
    figure = replace(store.figures()[0], label=cell)
    (row,) = csv_rows(figures_csv([figure], reports))
    assert row["label"].lstrip("'") == cell


def test_figure_lines(store: Store, reports: dict[str, Report]) -> None:
    """A line a figure: whose, page, what it counts, the number as printed."""
    lines = list(figure_lines(store.figures(), reports))
    assert len(lines) == len(store.figures())
    line = next(line for line in lines if "320件" in line)
    assert all(word in line for word in ("安河县司法局", "2021", "第1页", "受理法律援助案件"))


@pytest.mark.parametrize(
    ("year", "publisher", "kind", "count"),
    [
        (2022, None, None, 2),
        (None, "安河", None, 2),
        (2022, "安河", None, 1),
        (None, None, "annual_report", 3),
        (None, None, "budget", 0),
        (1999, None, None, 0),
    ],
)
def test_filters(store: Store, year: int | None, publisher: str | None, kind: str | None, count: int) -> None:
    """Year, body and kind narrow the reports, together."""
    found = matching_reports(store.reports(), year, publisher, kind)
    assert found is not None
    assert len(found) == count


def test_no_filter_is_not_an_empty_one(store: Store) -> None:
    """Without filters there is no choice; an unknown kind is an error that names the known ones."""
    assert matching_reports(store.reports(), None, None, None) is None
    with pytest.raises(BotError, match="annual_report"):
        matching_reports(store.reports(), None, None, "yearbook")


def test_one_report(store: Store) -> None:
    """A report is found by id, file or a part of its title that only it has."""
    (report,) = [one for one in store.reports() if one.publisher == "云山县司法局"]
    for name in (report.id, report.file, report.title, "云山县"):
        assert one_report(store.reports(), name) == report


@pytest.mark.parametrize(("name", "said"), [("安河县", "2 reports match"), ("天水", "no report matches")])
def test_no_single_report(store: Store, name: str, said: str) -> None:
    """Several or none is an error that names what is held."""
    with pytest.raises(BotError, match=said) as error:
        one_report(store.reports(), name)
    assert "安河县司法局2021年政府信息公开工作年度报告" in str(error.value)


def test_report_is_shown_whole(store: Store) -> None:
    """Every passage and every figure of a report stands in what is shown of it; of a page, only that page's."""
    (report,) = [one for one in store.reports() if one.publisher == "云山县司法局"]
    shown = "\n".join(report_lines(report, store, None))
    assert all(passage.text in shown for passage in store.passages([report.id]))
    assert all(figure.printed in shown for figure in store.figures([report.id]))
    assert shown == "\n".join(report_lines(report, store, 1))
    assert "410件" not in "\n".join(report_lines(report, store, 2))


def test_evidence(small: Assistant, reports: dict[str, Report]) -> None:
    """A find is listed with report, page, score and what was found, as text and as JSON."""
    found = search(small.snapshot, Query("调解纠纷", limit=3))
    for one in found:
        lines, written = evidence_lines(one, reports), evidence_object(one, reports)
        assert reports[one.item.report_id].title in lines
        assert json.loads(json.dumps(written, ensure_ascii=False)) == written
        assert written["kind"] in ("passage", "figure")
        assert (written["page"], written["score"]) == (one.item.place.page_number, one.score)
    assert any("77件" in evidence_lines(one, reports) for one in found)


def test_failed_check(store: Store) -> None:
    """A failed sum is listed with the total, what its parts add up to, and each part's page."""
    failed = [check for check in store.checks() if not check.passed]
    lines = "\n".join(check_lines(failed, store))
    assert all(word in lines for word in ("公开政务信息", "100条", "90", "60条", "30条", "第 1 页"))


def test_one_number_for_the_year_and_for_all_years(assistant: Assistant) -> None:
    """The sample's 677 posts in 2020 are also its posts since 2018: said plainly, not “677 should be 677”."""
    store = assistant.snapshot.store
    lines = "\n".join(check_lines(store.checks(), store))
    assert "印 677条，与下列一处是同一个数，却一处作本年数，一处作历年累计数，两者不会都对" in lines
    assert "按下列各数应为 677" not in lines
