"""Years that can't be the ones meant → Checks: a report compared with its own year, a period that isn't its year."""

import re
from collections.abc import Iterator, Sequence

from ingest.passages import sentence_spans
from ingest.records import Check, CheckKind, Passage, Place, Report, ReportKind, content_id

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
            if words := _impossible(sentence, report, passage.ordinal):
                yield _slip(passage, f"{report.year}年的报告所写年份：{words}", report)
            if (match := STATED_PERIOD.search(sentence)) and {
                int(match["year"]),
                int(match["end"] or match["year"]),
            } != {report.year}:
                yield _slip(passage, f"{report.year}年的报告所写统计期限：{match[0]}", report)
        carried = CARRIED_OUT.search(f"{heading}{passage.text[:40]}")
        if carried and int(carried["year"]) != report.year and len(passage.text) < LONGEST_PERIOD:
            yield _slip(passage, f"{report.year}年的报告所写实施期限：{carried[0]}", report)


def _impossible(sentence: str, report: Report, ordinal: int) -> str | None:
    """A report announced under another year, a day that hasn't come, a budget's own year already carried out."""
    own = report.year or 0
    if ordinal <= FIRST_WORDS and (named := ANNOUNCED.search(sentence)) and int(named[1]) != own:
        return named[0]
    is_budget = report.kind is ReportKind.BUDGET
    for match in UNTIL.finditer(sentence):
        early = int(match["month"] or 12) <= FIRST_QUARTER
        latest = own - 1 if is_budget else own + (1 if early else 0)
        if int(match["year"]) > latest and not (is_budget and int(match["year"]) == own and early):
            return match[0]
    done = CARRIED_OUT_ALREADY.search(sentence) if is_budget else None
    return done[0] if done and int(done["year"]) == own else None


FIRST_WORDS, FIRST_QUARTER = 3, 3
"""Passages in which a report introduces itself; months in which last year's reports come out."""
ANNOUNCED = re.compile(r"现将[^，。；]{0,30}?(\d{4})\s*年(?:度)?政府信息公开(?:工作)?(?:年度)?报告")
UNTIL = re.compile(r"截[至止](?P<year>\d{4})\s*年(?:\s*(?P<month>\d{1,2})\s*月)?")
CARRIED_OUT_ALREADY = re.compile(r"(?P<year>\d{4})\s*年\s*(?:当年)?(?:预算)?执行数")
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
