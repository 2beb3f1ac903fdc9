"""Years that can't be the ones meant → Checks: a report compared with its own year, a period that isn't its year."""

import re
from collections.abc import Iterator, Sequence

from ingest.passages import sentence_spans
from ingest.records import Check, CheckKind, Passage, Place, Report, content_id

OWN_YEAR = re.compile(
    r"[比较与同]\s*(?P<year>\d{4})\s*年(?:度)?[^，。；\d]{0,14}?"
    r"(?:增[加长]?|减少?|持平|相比|同期|下降|上升|提高|降低|相同|一致)"
)
STATED_PERIOD = re.compile(
    r"(?:统计|数据|报告期|期限|时限)[^，。；]{0,16}?(?P<year>\d{4})\s*年\s*1\s*月\s*1\s*日"
    r"[^，。；]{0,6}?(?:(?P<end>\d{4})\s*年\s*)?12\s*月\s*31\s*日"
)
CARRIED_OUT = re.compile(r"(?:实施|项目|执行)(?:周期|期限|时间|年度)[^，。；\d]{0,8}(?P<year>\d{4})\s*年?")


def period_slips(passages: Sequence[Passage], report: Report) -> Iterator[Check]:
    """Every year that contradicts the report's own."""
    if report.year is None:
        return
    for passage in passages:
        heading = passage.section[-1] if passage.section else ""
        for start, end in sentence_spans(passage.text):
            sentence = passage.text[start:end].strip()
            if match := next((one for one in OWN_YEAR.finditer(sentence) if int(one["year"]) == report.year), None):
                yield _slip(passage, f"{report.year}年的报告与本年相比：{match[0]}", report)
            if (match := STATED_PERIOD.search(sentence)) and {
                int(match["year"]),
                int(match["end"] or match["year"]),
            } != {report.year}:
                yield _slip(passage, f"{report.year}年的报告所写统计期限：{match[0]}", report)
        carried = CARRIED_OUT.search(f"{heading}{passage.text[:40]}")
        if carried and int(carried["year"]) != report.year and len(passage.text) < LONGEST_PERIOD:
            yield _slip(passage, f"{report.year}年的报告所写实施期限：{carried[0]}", report)


LONGEST_PERIOD = 60
"""Characters of a passage that only states a period."""


def _slip(passage: Passage, relation: str, report: Report) -> Check:
    return Check(
        id=content_id(report.id, CheckKind.PERIOD_SLIP, passage.id, relation),
        report_id=report.id,
        kind=CheckKind.PERIOD_SLIP,
        relation=relation,
        total="",
        operands=(),
        subtracted=(),
        supporting=(),
        expected=None,
        printed=None,
        passed=False,
        confirmed=True,
        place=Place(report.id, passage.place.boxes),
    )
