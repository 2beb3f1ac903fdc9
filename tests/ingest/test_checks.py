"""A total in a sentence is held against the parts that the sentence lists."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ingest.checks import report_checks
from ingest.checks.listed_parts import listed_parts
from ingest.checks.period_slips import period_slips
from ingest.checks.said_twice import looks_misprinted
from ingest.checks.transitions import transitions
from ingest.records import CheckKind, Reading, ReportKind
from tests.fakes import a_report
from tests.samples.words import numbers, passages


def verdicts(text: str) -> list[tuple[str, str, bool]]:
    """Sum of the parts, printed total and verdict of each check of a text."""
    found = listed_parts(numbers(text), [one.passage for one in passages(text)])
    return [(str(check.expected), str(check.printed), check.passed) for check in found]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("共100件，其中自然人60件、法人40件。", ("100", "100", True)),
        ("共100件，其中自然人60件、法人30件。", ("90", "100", False)),
        ("支出10.81万元，其中购置费0.83万元，运行费9.98万元。", ("10.81", "10.81", True)),
        ("发放资料200份，其中手册120份、海报80份，开展活动3场。", ("200", "200", True)),
        ("共100件，其中自然人60件、法人40件，占90%。", ("100", "100", True)),
    ],
)
def test_parts_and_total(text: str, verdict: tuple[str, str, bool]) -> None:
    """The parts behind 其中, up to another unit, add up to the number before it, or don't."""
    assert verdicts(text) == [verdict]


@pytest.mark.parametrize(
    "text",
    [
        "共100件，其中自然人60件。",
        "承办工单9,427件，其中占道类3,265件、噪音类2,108件、违建类1,154件。",
        "共100余件，其中自然人60件、法人30件。",
        "共100件，其中自然人近60件、法人30件。",
        "受理100件，办结60件、结转30件。",
        "共100件。其中自然人60件、法人30件。",
        "无数字。",
    ],
)
def test_what_is_not_held_against_a_total(text: str) -> None:
    """One part, the largest ones, approximate numbers, lists without 其中 and another sentence make no check."""
    assert verdicts(text) == []


@pytest.mark.parametrize("change", ["同比增加5件", "比上年减少5件", "比2019年增加5件", "增长5件"])
def test_a_growth_is_no_part(change: str) -> None:
    """同比增加5件 behind the parts is another thing, and the total is right."""
    assert verdicts(f"共100件，其中自然人60件、法人40件，{change}。") == [("100", "100", True)]


def test_what_is_new_is_a_part() -> None:
    """新增加的 names a part, it compares nothing."""
    assert verdicts("共100件，其中自然人60件、新增加40件。") == [("100", "100", True)]


def test_no_figures_no_checks() -> None:
    """Nothing read, nothing to hold it to."""
    assert report_checks((), (), (), a_report("沙坡头区司法局", 2020)) == ()


def failed(reading: Reading) -> list[tuple[str, int, str | None, str | None]]:
    """Kind, page, printed and expected value of each failed check."""
    return [
        (check.kind.value, check.place.page_number, plain(check.printed), plain(check.expected))
        for check in reading.checks
        if not check.passed
    ]


def plain(value: Decimal | None) -> str | None:
    """Digits alone."""
    return None if value is None else format(value, "f")


def test_the_sample_s_contradictions(sample: Reading) -> None:
    """137 has parts of 141; 519 or 625 posts; 2 licences against 1 + 0; 677 in the year and since 2018. Nothing else."""
    assert failed(sample) == [
        ("parts_and_total", 2, "137", "141"),
        ("said_twice", 2, "519", "625"),
        ("text_and_table", 3, "2", "1"),
        ("said_twice", 6, "677", "677"),
    ]
    assert all(check.confirmed for check in sample.checks)


def test_what_supports_a_value(sample: Reading) -> None:
    """The sample's total of 1439 comes only with 625, and the check says so."""
    by_id = {figure.id: figure for figure in sample.figures}
    [check] = [check for check in sample.checks if check.supporting]
    assert [str(by_id[one].value) for one in check.supporting] == ["1439", "137", "677", "625"]


def test_the_sample_s_parts_add_to_141(sample: Reading) -> None:
    """The 13 parts of 137 are all among the operands."""
    by_id = {figure.id: figure for figure in sample.figures}
    check = next(check for check in sample.checks if check.kind is CheckKind.PARTS_AND_TOTAL)
    parts = [str(by_id[operand].value) for operand in check.operands]
    assert parts == ["20", "9", "7", "3", "1", "1", "1", "1", "2", "89", "2", "2", "3"]


@pytest.mark.parametrize(
    "text",
    [
        "全县共有医疗机构50个：医院10个，卫生院30个，其他机构{}个。",
        "公路通车里程达到50公里。按行政等级划分，县道10公里、乡道30公里、村道{}公里。",
        "全年接种疫苗50万剂次，由甲类10万剂次、乙类30万剂次和丙类{}万剂次组成。",
        "年末在编人员50人，行政人员10人、事业人员30人、工勤人员{}人，无其他人员。",
        "已答复的申请共50件，答复类型包括三种：同意公开10件，部分公开30件，信息不存在{}件。",
        "检查货车10辆次、客车30辆次、危险品车{}辆次，以上三类共检查50辆次。",
    ],
)
def test_lists_that_say_they_are_whole(text: str) -> None:
    """A list that classes, counts or closes its parts adds up to its total, whichever stands first."""
    assert verdicts(text.format(10)) == [("50", "50", True)]
    assert verdicts(text.format(19)) == [("59", "50", False)]


@pytest.mark.parametrize(
    "text",
    [
        "共登记50人，其中老年人30人、残疾人25人、低收入人口10人（同一对象可同时属于两类以上）。",
        "线索收到50条，立项40条，办结30条。",
        "调解纠纷50起，主要包括邻里纠纷30起等。",
        "开展活动50场，包括讲座10场、展览12场。",
        "检查企业20家、商户30家，发现问题企业总数8家。",
    ],
)
def test_lists_that_are_no_whole(text: str) -> None:
    """Groups that overlap, steps of one procedure, examples and another thing's total make no check."""
    assert verdicts(text) == []


def changes(text: str) -> list[tuple[str, bool]]:
    """Printed number and verdict of each check of a change in a text of the report for 2020."""
    found = transitions(numbers(text), [one.passage for one in passages(text)], a_report("沙坡头区司法局", 2020))
    return [(str(check.printed), check.passed) for check in found]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("投诉量由2019年的40件降至2020年的30件。", [("30", True)]),
        ("投诉量由2019年的40件降至2020年的50件。", [("50", False)]),
        ("可办率由2019年的70.5%提升到2020年的80.5%，提升10.0个百分点。", [("80.5", True), ("10.0", True)]),
        ("可办率由2019年的70.5%提升到2020年的80.5%，提升1.0个百分点。", [("80.5", True), ("1.0", False)]),
        ("粉丝由2019年末的100人增加到2020年末的150人，正好翻了一番。", [("150", True), ("150", False)]),
        ("粉丝由2019年末的100人增加到2020年末的195人，接近翻番。", [("195", True)]),
        ("2020年发布图解500条，恰为2019年100条的7倍。", [("7", False)]),
        (
            "受理、办结分别为200件和300件，2019年分别为100件和200件，同比分别增长50%和50%。",
            [("50", False), ("50", True)],
        ),
    ],
)
def test_changes_between_two_printed_numbers(text: str, verdict: list[tuple[str, bool]]) -> None:
    """From A to B, and by how much: the direction, the points, the multiple, each of several."""
    assert changes(text) == verdict


def slips(text: str, year: int = 2020, kind: ReportKind = ReportKind.ANNUAL_REPORT) -> list[str]:
    """The words that name a year that can't be."""
    report = replace(a_report("沙坡头区司法局", year), kind=kind)
    return [
        check.relation.partition("：")[2] for check in period_slips([one.passage for one in passages(text)], report)
    ]


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("2021年11月，我局已组织完成开放活动12场。", ["2021年11月，我局已组织完成"]),
        ("2021年1月，我局已组织完成年报编制。", []),
        ("2019年，我局将围绕群众关切再推出举措3项。", ["2019年，我局将围绕"]),
        ("2019年，我局将信息公开纳入考核。", []),
        ("我局编制了2018年政府信息公开工作年度报告，现予公布。", ["编制了2018年政府信息公开工作年度报告"]),
        ("我局编制了2019年政府信息公开工作年度报告并按时发布。", []),
    ],
)
def test_years_on_the_wrong_side(text: str, slip: list[str]) -> None:
    """What is done after the report or planned before it, and the report of another year."""
    assert slips(text) == slip


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [("4572", "5472", True), ("612", "162", True), ("2727", "8727", True), ("612", "498", False), ("50", "5", False)],
)
def test_what_looks_misprinted(one: str, other: str, alike: bool) -> None:
    """One digit is another, or two have changed places."""
    assert looks_misprinted(Decimal(one), Decimal(other)) is alike


def test_another_sentence_s_list_is_no_part_of_the_total_before() -> None:
    """17 projects, then three kinds of offices: the list counts its own."""
    assert verdicts("列入管理的项目有17个。预算单位包括三类，行政单位12个，参公单位11个，事业单位8个。") == []
