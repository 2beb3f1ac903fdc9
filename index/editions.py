"""Reports that were issued again (更正, 修订): which one answers, and which one it replaced."""

import re
from collections.abc import Iterable

from ingest.records import Report, ReportKind

ISSUED_AGAIN = re.compile(
    r"[（(【\[]?\s*(?:第?[一二三四五\d]+次)?(?:更正|修订|修正|勘误|订正|重新公布|重新发布)(?:后|版|稿|本|件|公告)*\s*[)）】\]]?"
)
"""In a title or a file's name, its brackets with it."""


def replaced(reports: Iterable[Report]) -> dict[str, Report]:
    """By the id of each report that was issued again, the one that stands in its place.

    Only where one of them calls itself corrected and the other doesn't: two that say nothing both answer, and what
    they print differently is shown as a contradiction.
    """
    editions: dict[tuple[object, ...], list[Report]] = {}
    for report in sorted(reports, key=lambda one: one.id):
        if report.year is not None:
            editions.setdefault(_same_report(report), []).append(report)
    return {
        earlier.id: later[0]
        for same in editions.values()
        if len(later := [one for one in same if _is_corrected(one)]) == 1
        for earlier in same
        if earlier is not later[0]
    }


def _same_report(report: Report) -> tuple[object, ...]:
    """What two editions have in common; only annual reports come one a body and year, others have titles."""
    title = "" if report.kind is ReportKind.ANNUAL_REPORT else _bare(report.title)
    return report.publisher, report.year, report.kind, title


def _is_corrected(report: Report) -> bool:
    return bool(ISSUED_AGAIN.search(report.title) or ISSUED_AGAIN.search(report.file))


def _bare(title: str) -> str:
    return re.sub(r"\s", "", ISSUED_AGAIN.sub("", title))
