"""Every number of a table becomes a figure that says what it counts, in what unit, where."""

import re
from decimal import Decimal
from typing import Any

import pdfplumber
import pytest

from ingest.catalog import CatalogEntry
from ingest.figures import cell_label, form_edition, table_figures
from ingest.records import Box, Cell, Figure, Measure, Place, Reading, Table, UnitSource
from tests.fakes import a_report

REPORT = a_report("沙坡头区司法局", 2020)
PLACE = Place(REPORT.id, (Box(1, 72, 100, 172, 130),))


def figure(
    text: str, row: tuple[str, ...] = ("办公费",), column: tuple[str, ...] = ("预算数",), unit: str | None = None
) -> Figure | None:
    """The figure of a table of one cell; None where the cell gives none."""
    cell = Cell(0, 0, 1, 1, text, PLACE.boxes[0], False, row, column)
    found = table_figures(Table("table", REPORT.id, (), "收支预算总表", unit, (cell,), PLACE), REPORT)
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize(
    ("text", "column", "table_unit", "unit", "source"),
    [
        ("5 万元", ("预算数（元）",), "亿元", "万元", UnitSource.PRINTED),
        ("5", ("预算数（元）",), "亿元", "元", UnitSource.HEADER),
        ("5", ("本年收费金额（单位：万元）",), None, "万元", UnitSource.HEADER),
        ("5", ("预算数",), "亿元", "亿元", UnitSource.HEADER),
        ("5", ("预算数",), None, None, UnitSource.NONE),
        ("5", ("自评得分",), "万元", "分", UnitSource.HEADER),
        ("5", ("年末人数",), "万元", None, UnitSource.NONE),
        ("5", ("预算执行率",), "万元", None, UnitSource.NONE),
    ],
)
def test_units(
    text: str, column: tuple[str, ...], table_unit: str | None, unit: str | None, source: UnitSource
) -> None:
    """The unit beside a number holds before that of its column, and this before that of its table."""
    found = figure(text, column=column, unit=table_unit)
    assert found is not None
    assert (found.unit, found.unit_source) == (unit, source)
    assert found.value == 5


@pytest.mark.parametrize("text", ["", "/", "—", "无", "*", "见说明"])
def test_cells_without_a_number_give_no_figure(text: str) -> None:
    """A blank cell, a dash and words are no figure, and no 0."""
    assert figure(text) is None


def test_money_and_counts() -> None:
    """An amount in any kind of 元 is money, another unit a count, a percentage a share."""
    found = [figure("5", unit=unit) for unit in ("万元", "元", "件", None)]
    assert [one.measure for one in found if one] == [Measure.MONEY, Measure.MONEY, Measure.COUNT, Measure.COUNT]
    share = figure("5%")
    assert share is not None
    assert share.measure is Measure.SHARE


@pytest.mark.parametrize("column", ["比上年增长（%）", "增减%", "比上年增减（％）", "同比（%）"])
def test_growth_in_a_column(column: str) -> None:
    """A percentage in a column of changes is a growth, no share of a whole."""
    found = figure("5.3%", column=(column,))
    assert found is not None
    assert found.measure is Measure.GROWTH


def test_last_year_s_column() -> None:
    """上一年项目数量 counts the year before; 上年结转 is a matter of the report's own year."""
    found = [figure("5", column=(column,)) for column in ("上一年项目数量", "上年预算数", "上年结转", "本年增/减")]
    assert [one.period for one in found if one] == ["2019", "2019", "2020", "2020"]


def test_totals_are_meant_by_default() -> None:
    """Who names no row or column of a table means its total."""
    total, part = figure("5", row=("合计",), column=("小计",)), figure("5")
    assert total is not None
    assert part is not None
    assert (total.default_row, total.default_column) == (True, True)
    assert (part.default_row, part.default_column) == (False, False)


def test_labels() -> None:
    """A label is the innermost row label and column label; a short one takes the next with it."""
    assert cell_label(("三、本年度办理结果", "（七）总计"), ("总计",)) == "（七）总计，总计"
    assert cell_label(("其他处理", "3.其他"), ("自然人",)) == "其他处理，3.其他，自然人"
    assert cell_label(("205", "02", "教育支出"), ("预算数",)) == "教育支出，预算数"


def test_no_table_no_edition() -> None:
    """A report without statutory tables follows no edition."""
    assert form_edition((), 2020) is None


# the sample report


def cell(sample: Reading, key: str) -> Figure:
    """The sample report's figure with this key."""
    return next(one for one in sample.figures if one.key == key)


def test_the_procurement_amount(sample: Reading) -> None:
    """The one cell with its unit inside: 1382400 元, money, on page 8."""
    found = cell(sample, "2019:procurement.central.amount")
    assert (found.printed, found.value, found.unit) == ("1382400 元", Decimal(1382400), "元")
    assert (found.unit_source, found.measure, found.period) == (UnitSource.PRINTED, Measure.MONEY, "2020")
    assert (found.row, found.column, found.context) == (("政府集中采购",), ("采购总金额",), "第二十条第（九）项")
    assert found.quote == "政府集中采购 2 1382400 元"
    assert found.place.page_number == 8


def test_last_year_s_permits(sample: Reading) -> None:
    """The sample report's one permit of 上一年 belongs to 2019."""
    found = cell(sample, "2019:licensing.licence.last_year")
    assert (found.printed, found.period, found.place.page_number) == ("1", "2019", 7)


def test_a_header_on_the_page_before_is_a_box(sample: Reading) -> None:
    """A cell of a continued table has its number on its page and its column's header on the page before."""
    found = cell(sample, "2019:penalties.coercion.decided")
    assert [box.page_number for box in found.place.boxes] == [8, 7, 8]


def test_every_box_holds_its_digits(sample: Reading, sample_entry: CatalogEntry) -> None:
    """Cut out of the PDF, the first boxes of each of the 258 figures hold exactly what is printed."""
    with pdfplumber.open(sample_entry.path) as pdf:
        pages = {page.page_number: page.chars for page in pdf.pages}
    for one in sample.figures:
        printed, cut_out = re.sub(r"\s", "", one.printed), ""
        for box in one.place.boxes:
            if len(cut_out) < len(printed):
                cut_out += "".join(char["text"].strip() for char in pages[box.page_number] if _centred(char, box))
        assert cut_out == printed, one


def _centred(char: dict[str, Any], box: Box) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box.x0 <= x <= box.x1 and box.top <= y <= box.bottom)


def test_every_quote_holds_its_number(sample: Reading) -> None:
    """What is shown as evidence holds the number as it is printed, and so does its sentence."""
    assert all(one.printed in one.quote for one in sample.figures)
    assert all(one.printed in one.sentence for one in sample.figures if one.sentence is not None)


def test_figures_lead_to_passage_or_table(sample: Reading) -> None:
    """Each figure belongs to a passage or a table of its report, ids are unique."""
    passages, tables = {one.id for one in sample.passages}, {one.id for one in sample.tables}
    assert all((one.passage_id in passages) != (one.table_id in tables) for one in sample.figures)
    assert len({one.id for one in sample.figures}) == len(sample.figures) == 259
