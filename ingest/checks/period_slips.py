"""Years that can't be the ones meant → Checks: a report compared with its own year, a period that isn't its year."""

import re
from collections.abc import Iterator, Sequence

from ingest.passages import sentence_spans
from ingest.records import Check, CheckKind, Passage, Place, Report, ReportKind, content_id

OWN_YEAR = re.compile(
    r"[比较与同]\s*(?P<year>\d{4})\s*年(?:度)?[^，。；\d]{0,14}?(?:[\d,.]+\s*[万亿]?[元件人个条][）)]?[^，。；\d]{0,4}?)?"
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
    headings: set[str] = set()
    for passage in passages:
        heading = passage.section[-1] if passage.section else ""
        for named in (*passage.section, *([passage.text] if HEADING_ALONE.fullmatch(passage.text) else [])):
            if named not in headings and (titled := _other_year_of(named, report)):
                yield _slip(passage, f"{report.year}年的报告标题所写年份：{titled}", report)
            headings.add(named)
        for start, end in sentence_spans(passage.text):
            sentence = passage.text[start:end].strip()
            if match := next((one for one in OWN_YEAR.finditer(sentence) if int(one["year"]) == report.year), None):
                yield _slip(passage, f"{report.year}年的报告与本年相比：{match[0]}", report)
            if words := _impossible(sentence, report, passage.ordinal):
                yield _slip(passage, f"{report.year}年的报告所写年份：{words}", report)
            if words := _on_the_wrong_side(sentence, report):
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
ANNOUNCED = re.compile(
    r"(?:现将|(?:编制|编写|撰写|形成)(?:了|完成)?(?=[^。]*(?:现予|现向社会|公布如下|予以公布|现公布)))"
    r"[^，。；]{0,30}?(\d{4})\s*年(?:度)?政府信息公开(?:工作)?(?:年度)?报告"
)
"""现将……2019年报告公布如下; 编制了2019年报告，现予公布."""
UNTIL = re.compile(r"截[至止](?P<year>\d{4})\s*年(?:\s*(?P<month>\d{1,2})\s*月)?")
CARRIED_OUT_ALREADY = re.compile(r"(?P<year>\d{4})\s*年\s*(?:当年)?(?:预算)?执行数")
LAST_MONTH = {ReportKind.FINAL_ACCOUNTS: 11}
"""Month of the next year in which a report of a kind is out at the latest; others are by March."""
STANDS = re.compile(
    r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*\d{1,2}\s*日(?![至止到起前—－~-])[^，。；\d]{0,30}?(?:实有|共有|现有|拥有|在编|在册|存有)"
)
DONE = re.compile(
    r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月(?:份|底|\s*\d{1,2}\s*日)?[，,]?[^，。；\d将拟预计]{0,12}?已(?:经|全部|全面|顺利|基本|如期|组织|按期)*"
    r"(?:完成|开展|建成|实现|举办|召开|印发|发布|上线|启用|整改|办结|公开)"
)
PLANNED = re.compile(
    r"(?:^|[。；：])(?P<year>\d{4})\s*年[，,][^，。；\d将]{0,16}?将(?:会|再|继续|进一步|围绕|着力|重点|不断|持续|努力|大力|加大|加强|加快|"
    r"深入|扎实|全面|全力|认真|严格|积极|坚持|紧紧|紧扣|聚焦|结合|按照|根据|推出|从以下)"
)
"""将 of what is still to come; 将信息公开纳入考核 is what was done."""
TITLED = re.compile(r"(?P<year>\d{4})\s*年(?:度)?(?:部门|单位|本级|本部门|本单位|财政|收支)*(?P<what>预算|决算)")
HEADING_ALONE = re.compile(r"第[一二三四五六七八九十]部分[^，。；]{2,40}")
LOOKS_BACK = re.compile(r"执行|完成|回顾|对比|比较|上年")


def _on_the_wrong_side(sentence: str, report: Report) -> str | None:
    """Something that stood or was done on a day that hasn't come, or is still planned for a year that is over."""
    own = report.year or 0
    is_budget = report.kind is ReportKind.BUDGET
    for pattern in (STANDS, DONE):
        for match in pattern.finditer(sentence):
            year, month = int(match["year"]), int(match["month"])
            latest = (own, FIRST_QUARTER) if is_budget else (own + 1, LAST_MONTH.get(report.kind, FIRST_QUARTER))
            if (year, month) > latest:
                return match[0]
    planned = PLANNED.search(sentence)
    return planned[0].strip("。；：") if planned and int(planned["year"]) < own else None


def _other_year_of(heading: str, report: Report) -> str | None:
    """A heading of a budget or of final accounts that names those of another year."""
    wanted = {ReportKind.BUDGET: "预算", ReportKind.FINAL_ACCOUNTS: "决算"}.get(report.kind)
    match = None if re.search(r"[，；]|[比较与同]\s*\d{4}|\d\s*[万亿]?元", heading) else TITLED.search(heading)
    wrong = match is not None and match["what"] == wanted and int(match["year"]) != report.year
    return match[0] if match and wrong and not LOOKS_BACK.search(heading) else None


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
