"""A total in a sentence is held against the parts that the sentence lists."""

from decimal import Decimal

import pytest

from ingest.checks import report_checks
from ingest.checks.listed_parts import listed_parts
from ingest.records import CheckKind, Reading
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
        "共100余件，其中自然人60件、法人30件。",
        "共100件，其中自然人近60件、法人30件。",
        "受理100件，办结60件、结转30件。",
        "共100件。其中自然人60件、法人30件。",
        "无数字。",
    ],
)
def test_what_is_not_held_against_a_total(text: str) -> None:
    """One part, approximate numbers, lists without 其中 and another sentence make no check."""
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
