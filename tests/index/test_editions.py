"""Which of several editions of a report answers."""

from dataclasses import replace

import pytest

from index.editions import replaced
from ingest.records import Report, ReportKind
from tests.fakes import a_report

REPORT = a_report("洪泽区司法局", 2023)


def another(**fields: object) -> Report:
    """Another file of the same body and year."""
    return replace(REPORT, id="f" * 16, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "title",
    [
        "洪泽区司法局2023年政府信息公开工作年度报告（更正版）",
        "洪泽区司法局2023年政府信息公开工作年度报告(修订)",
        "【更正】2023年政府信息公开工作年度报告",
        "洪泽区司法局2023年政府信息公开工作年度报告（第二次修订稿）",
    ],
)
def test_the_corrected_one_stands(title: str) -> None:
    """However its title says so."""
    later = another(title=title)
    assert replaced([REPORT, later]) == replaced([later, REPORT]) == {REPORT.id: later}


def test_the_file_may_say_so() -> None:
    """A corrected report often has the old title and a new file name."""
    later = another(file="2023年报（更正）.pdf")
    assert replaced([REPORT, later]) == {REPORT.id: later}


def test_what_is_no_edition() -> None:
    """Another year or body, two that say nothing, two that both say so: all of them answer."""
    corrected = another(title=f"{REPORT.title}（更正）")
    for other in (
        replace(corrected, year=2022),
        replace(corrected, publisher="普陀区司法局"),
        replace(corrected, title=REPORT.title),
    ):
        assert replaced([REPORT, other]) == {}
    assert replaced([corrected, replace(corrected, id="e" * 16)]) == {}
    assert replaced([replace(REPORT, year=None), replace(corrected, year=None)]) == {}


def test_budgets_need_the_same_title() -> None:
    """A body has several budgets a year; only one of the same name is replaced."""
    budget = replace(REPORT, kind=ReportKind.BUDGET, title="2023年部门预算")
    project = replace(REPORT, kind=ReportKind.BUDGET, title="2023年项目预算", id="d" * 16)
    later = another(kind=ReportKind.BUDGET, title="2023年部门预算（修订版）")
    assert replaced([budget, project, later]) == {budget.id: later}
