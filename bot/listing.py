"""Stored records → lines for staff: reports, evidence, figures, checks."""

import csv
import io
import json
from collections.abc import Iterable, Iterator

from bot.errors import BotError
from index.records import Evidence
from index.store import Store
from ingest.records import Check, Figure, Passage, Report, ReportKind

CSV_COLUMNS = (
    "publisher", "year", "period", "label", "row", "column", "printed", "value", "unit", "unit_source", "approximate",
    "cumulative", "page", "section", "key", "quote", "file",
)  # fmt: skip
BYTE_ORDER_MARK = "\ufeff"
"""Excel takes a CSV file for UTF-8 only where it begins with this."""


def matching_reports(
    reports: tuple[Report, ...], year: int | None, publisher: str | None, kind: str | None
) -> frozenset[str] | None:
    """Ids of the reports that pass the filters; None where there is no filter."""
    if kind is not None and kind not in list(ReportKind):
        raise BotError(f"unknown kind {kind!r}; known are {', '.join(ReportKind)}")
    if year is None and publisher is None and kind is None:
        return None
    return frozenset(
        report.id
        for report in reports
        if (year is None or report.year == year)
        and (publisher is None or publisher in report.publisher)
        and (kind is None or report.kind == kind)
    )


def one_report(reports: tuple[Report, ...], named: str) -> Report:
    """The report whose id or file is named, or the only one whose title holds the words."""
    exact = [report for report in reports if named in (report.id, report.file)]
    found = exact or [
        report for report in reports if named in report.title or named in report.file or report.id.startswith(named)
    ]
    if len(found) == 1:
        return found[0]
    held = "; ".join(report.title for report in (found or reports)[:8])
    if found:
        raise BotError(f"{len(found)} reports match {named!r}: {held}; name one more closely")
    raise BotError(f"no report matches {named!r}; held are: {held}")


def evidence_lines(evidence: Evidence, reports: dict[str, Report]) -> str:
    """One find on two lines."""
    item = evidence.item
    report = reports[item.report_id]
    head = f"{report.title}，第 {item.place.page_number} 页  ({'+'.join(evidence.found_by)} {evidence.score:.4f})"
    if isinstance(item, Passage):
        return f"{head}\n    {item.text}"
    return f"{head}\n    {item.label}：{item.printed}{_unit_beside(item)}"


def evidence_object(evidence: Evidence, reports: dict[str, Report]) -> dict[str, object]:
    """One find as JSON."""
    item = evidence.item
    report = reports[item.report_id]
    found: dict[str, object] = {
        "kind": "passage" if isinstance(item, Passage) else "figure",
        "file": report.file,
        "title": report.title,
        "publisher": report.publisher,
        "year": report.year,
        "page": item.place.page_number,
        "score": evidence.score,
        "found_by": list(evidence.found_by),
    }
    if isinstance(item, Passage):
        return found | {"section": list(item.section), "text": item.text}
    return found | {
        "label": item.label,
        "printed": item.printed,
        "value": format(item.value, "f"),
        "unit": item.unit,
        "quote": item.quote,
    }


def report_lines(report: Report, store: Store, page: int | None) -> Iterator[str]:
    """What was understood of a report, page by page."""
    yield f"{report.title}"
    facts = (report.publisher, report.year or "—", report.kind, f"{report.page_count} 页", report.file, report.id)
    yield " · ".join(map(str, facts))
    section: tuple[str, ...] = ()
    figures = store.figures([report.id])
    for passage in store.passages([report.id]):
        if page not in (None, passage.page_number):
            continue
        if passage.section != section:
            section = passage.section
            yield f"\n# {' › '.join(section)}"
        yield f"\n[第 {passage.page_number} 页] {passage.text}"
        for figure in figures:
            if figure.passage_id == passage.id:
                yield f"    · {figure.printed} — {figure.label}"
    for table in store.tables([report.id]):
        if page is not None and page not in {box.page_number for box in table.place.boxes}:
            continue
        pages = "–".join(
            str(box.page_number)
            for box in (table.place.boxes[0], table.place.boxes[-1])[: 1 + (len(table.place.boxes) > 1)]
        )
        yield f"\n# {' › '.join(table.section)}\n[第 {pages} 页，表] {table.title}" + (
            f"（单位：{table.unit}）" if table.unit else ""
        )
        for figure in figures:
            if figure.table_id == table.id and page in (None, figure.place.page_number):
                labels = f"{' › '.join(figure.row) or '—'} | {' › '.join(figure.column)}"
                yield f"    · {labels}: {figure.printed}{_unit_beside(figure)}"


def _unit_beside(figure: Figure) -> str:
    return f" {figure.unit}" if figure.unit and not figure.printed.endswith(figure.unit) else ""


def figure_lines(figures: Iterable[Figure], reports: dict[str, Report]) -> Iterator[str]:
    """A line a figure."""
    for figure in figures:
        report = reports[figure.report_id]
        where = f"{report.publisher} {figure.period or report.year or ''} 第{figure.place.page_number}页"
        yield f"{where} {figure.label}：{figure.printed}{_unit_beside(figure)}"


def figures_json(figures: Iterable[Figure], reports: dict[str, Report]) -> Iterator[str]:
    """A JSON object a line."""
    for figure in figures:
        yield json.dumps(_figure_fields(figure, reports[figure.report_id]), ensure_ascii=False)


def figures_csv(figures: Iterable[Figure], reports: dict[str, Report]) -> Iterator[str]:
    """CSV with a byte order mark, so that Excel reads it as UTF-8."""
    yield BYTE_ORDER_MARK + ",".join(CSV_COLUMNS)
    for figure in figures:
        line = io.StringIO()
        fields = _figure_fields(figure, reports[figure.report_id])
        csv.writer(line).writerow(_written(fields[name]) for name in CSV_COLUMNS)
        yield line.getvalue().rstrip("\r\n")


def _written(value: object) -> str:
    if isinstance(value, list):
        return " › ".join(value)
    return "" if value is None else str(value)


def _figure_fields(figure: Figure, report: Report) -> dict[str, object]:
    return {
        "publisher": figure.publisher,
        "year": report.year,
        "period": figure.period,
        "label": figure.label,
        "row": list(figure.row),
        "column": list(figure.column),
        "printed": figure.printed,
        "value": format(figure.value, "f"),
        "unit": figure.unit,
        "unit_source": figure.unit_source.value,
        "approximate": figure.approximate,
        "cumulative": figure.cumulative,
        "page": figure.place.page_number,
        "section": list(figure.section),
        "key": figure.key,
        "quote": figure.quote,
        "file": report.file,
        "boxes": [[box.page_number, box.x0, box.top, box.x1, box.bottom] for box in figure.place.boxes],
    }


def check_lines(failed: Iterable[Check], store: Store) -> Iterator[str]:
    """Each failed check with its operands and their places."""
    for check in failed:
        report = store.report(check.report_id)
        (total,) = store.figures_by_ids([check.total])
        where = f"{report.title}，第 {total.place.page_number} 页"
        yield f"{where}：{total.label} 印 {total.printed}，各项之和 {check.expected}"
        for figure in store.figures_by_ids(check.operands):
            yield f"    第 {figure.place.page_number} 页  {figure.label}：{figure.printed}"
