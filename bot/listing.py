"""Stored records → lines for staff: reports, evidence, figures, checks."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal

from bot.errors import BotError
from index.records import Evidence
from index.store import Store
from ingest.records import Check, CheckKind, Figure, Passage, Report, ReportKind

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
    wanted = known_kind(kind)
    if year is None and publisher is None and kind is None:
        return None
    return frozenset(
        report.id
        for report in reports
        if (year is None or report.year == year)
        and (publisher is None or publisher in report.publisher)
        and (wanted is None or report.kind is wanted)
    )


def known_kind(kind: str | None) -> ReportKind | None:
    """The kind of that name; raises BotError where there is none."""
    if kind is not None and kind not in list(ReportKind):
        raise BotError(f"unknown kind {kind!r}; known are {', '.join(ReportKind)}")
    return None if kind is None else ReportKind(kind)


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


def check_lines(checks: Iterable[Check], store: Store) -> Iterator[str]:
    """Report by report how many relations were checked, then each that fails with its numbers and their places."""
    by_report: dict[str, list[Check]] = {}
    for check in checks:
        by_report.setdefault(check.report_id, []).append(check)
    for report_id, found in by_report.items():
        failed = sorted((one for one in found if not one.passed), key=_check_position)
        yield f"《{store.report(report_id).title}》 核对 {len(found)} 项，不符 {len(failed)} 项"
        for number, check in enumerate(failed, start=1):
            yield from _one_check(number, check, store)


def _check_position(check: Check) -> tuple[bool, int, float, str]:
    return not check.confirmed, check.place.page_number, check.place.boxes[0].top, check.id


def _one_check(number: int, check: Check, store: Store) -> Iterator[str]:
    doubt = "" if check.confirmed else "（两次读取单元格的结果不一致，先核对读取）"
    yield f"{number:3}. [{KINDS_OF_CHECK[check.kind]}] 第 {check.place.page_number} 页  {check.relation}{doubt}"
    figures = {one.id: one for one in store.figures_by_ids([check.total, *check.operands, *check.supporting])}
    if total := figures.get(check.total):
        yield f"     {_where(total)}：印 {total.printed}{_unit_beside(total)}{_should_be(check, total)}"
    for one in check.operands:
        sign = "−" if one in check.subtracted else " "
        yield f"     {sign} {_where(figures[one])}：{figures[one].printed}{_unit_beside(figures[one])}"
    if check.supporting:
        whole, *parts = (figures[one] for one in check.supporting)
        yield f"     另据：{whole.printed} = {' + '.join(part.printed for part in parts)}"


def _should_be(check: Check, total: Figure) -> str:
    """What the other numbers want; where they want the very number that is printed, why it can't be right."""
    if check.expected is None:
        return ""
    if check.expected == total.value and check.kind is CheckKind.SAID_TWICE:
        return "，与下列一处是同一个数，却一处作本年数，一处作历年累计数，两者不会都对"
    if check.kind is CheckKind.SAID_TWICE and not check.supporting:
        return f"；另一处印 {_plain(check.expected)}{total.unit or ''}"
    return f"；按下列各数应为 {_plain(check.expected)}{total.unit or ''}"


def _where(figure: Figure) -> str:
    return f"第 {figure.place.page_number} 页  {figure.label}"


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f") if value == value.to_integral_value() else format(value, "f")


def check_object(check: Check, store: Store) -> dict[str, object]:
    """A check as JSON."""
    report = store.report(check.report_id)
    figures = {one.id: one for one in store.figures_by_ids([check.total, *check.operands, *check.supporting])}
    return {
        "id": check.id,
        "kind": check.kind.value,
        "file": report.file,
        "title": report.title,
        "publisher": report.publisher,
        "year": report.year,
        "page": check.place.page_number,
        "relation": check.relation,
        "passed": check.passed,
        "confirmed": check.confirmed,
        "printed": None if check.printed is None else format(check.printed, "f"),
        "expected": None if check.expected is None else format(check.expected, "f"),
        "total": _operand(figures[check.total]) if check.total else None,
        "operands": [_operand(figures[one]) | {"subtracted": one in check.subtracted} for one in check.operands],
        "supporting": [_operand(figures[one]) for one in check.supporting],
    }


def _operand(figure: Figure) -> dict[str, object]:
    box = figure.place.boxes[0]
    return {
        "printed": figure.printed,
        "value": format(figure.value, "f"),
        "unit": figure.unit,
        "label": figure.label,
        "row": list(figure.row),
        "column": list(figure.column),
        "period": figure.period,
        "page": figure.place.page_number,
        "box": [box.x0, box.top, box.x1, box.bottom],
    }


KINDS_OF_CHECK = {
    CheckKind.PARTS_AND_TOTAL: "总数与所列各项",
    CheckKind.TABLE_SUM: "表内合计",
    CheckKind.FORM_RELATION: "表内勾稽关系",
    CheckKind.TEXT_AND_TABLE: "文字与表",
    CheckKind.SAID_TWICE: "同一事项两处",
    CheckKind.GROWTH: "增减与所比数",
    CheckKind.LAST_YEAR: "与上一年报告",
    CheckKind.PERIOD_SLIP: "年份",
    CheckKind.UNIT_SLIP: "单位",
}
