"""The statutory forms are matched by label; each cell of each edition has one key."""

import re
from dataclasses import replace

import pytest

from ingest.forms import EDITIONS, FormTable, bare_label, cells_by_name, form_cell, form_tables, recognise
from ingest.records import Box, Cell, Place, Reading, Table


def form(edition: str, key: str) -> FormTable:
    """A table of an edition."""
    return next(table for table in form_tables() if (table.edition, table.key) == (edition, key))


def printed(table: FormTable) -> Table:
    """A table that prints every row and column of a form, with numbering in front and a 0 in each cell."""
    place = Place("report", (Box(1, 0, 0, 9, 9),))
    cells = tuple(
        Cell(row, column, 1, 1, "0", place.boxes[0], False, _numbered(line.label), _numbered(head.label))
        for row, line in enumerate(table.rows)
        for column, head in enumerate(table.columns)
    )
    return Table("table", "report", (), table.title, None, cells, place)


def _numbered(label: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"（{'一二三四'[place]}）{one}" for place, one in enumerate(label))


@pytest.mark.parametrize("table", form_tables(), ids=lambda table: f"{table.edition} {table.key}")
def test_every_line_finds_itself(table: FormTable) -> None:
    """Printed with numbering, every row and column of a form's table is that row and column."""
    for cell in printed(table).cells:
        found = form_cell(table, cell.row, cell.column)
        assert found is not None
        assert (found.row, found.column) == (table.rows[cell.row_number], table.columns[cell.column_number])


@pytest.mark.parametrize("table", form_tables(), ids=lambda table: f"{table.edition} {table.key}")
def test_every_table_is_recognised(table: FormTable) -> None:
    """A table printed after a form is that form's table, whichever edition has one that is printed alike."""
    found = recognise(printed(table))
    assert found is not None
    assert found.key == table.key


@pytest.mark.parametrize("key", ["licensing", "penalties"])
def test_the_better_edition_is_recognised(key: str) -> None:
    """A table with 本年处理决定数量, as the form of 2021 prints it, is of the form of 2021."""
    found = recognise(printed(form("2021", key)))
    assert found is not None
    assert found.edition == "2021"


@pytest.mark.parametrize(("year", "edition"), [(None, "2019"), (2020, "2019"), (2021, "2021"), (2023, "2021")])
def test_the_year_tells_editions_apart(year: int | None, edition: str) -> None:
    """Table 四 is printed alike in both editions: it is that of the edition in force for the report's year."""
    found = recognise(printed(form("2019", "disputes")), year)
    assert found is not None
    assert found.edition == edition


def test_both_editions_are_there() -> None:
    """Each edition has all its tables, and its rows and columns have English names; procurement was asked for in 2019 only."""
    tables = {edition: [table.key for table in form_tables() if table.edition == edition] for edition in EDITIONS}
    assert tables["2021"] == ["rules", "licensing", "penalties", "fees", "applications", "disputes"]
    assert set(tables["2019"]) - set(tables["2021"]) == {"procurement"}
    for table in form_tables():
        assert all(line.english or not line.label for line in (*table.rows, *table.columns))


def test_keys_are_unique() -> None:
    """No two cells share a name, and every name is its edition and key."""
    assert len(cells_by_name()) == sum(len(table.rows) * len(table.columns) for table in form_tables())
    assert all(re.fullmatch(r"20\d\d:[a-z_.]+", name) for name in cells_by_name())


def test_alike_labels_are_told_by_the_outer_ones() -> None:
    """总计 in table 四 is told apart by what stands above it."""
    disputes = form("2019", "disputes")
    columns = [("行政复议", "总计"), ("行政诉讼", "未经复议直接起诉", "总计"), ("行政诉讼", "复议后起诉", "总计")]
    found = [form_cell(disputes, (), column) for column in columns]
    assert [cell.key for cell in found if cell] == [
        "disputes.all.reconsideration.total",
        "disputes.all.litigation.direct.total",
        "disputes.all.litigation.after.total",
    ]


def test_a_misprint_is_forgiven() -> None:
    """A label that lost some characters is still its row; one that isn't in the form is none."""
    applications = form("2021", "applications")
    column = ("申请人情况", "自然人")
    found = form_cell(applications, ("三、本年度办理结果", "（三）不予公开", "2.其他法律行政法规止公开"), column)
    assert found is not None
    assert found.key == "applications.result.refused.law.person"
    assert form_cell(applications, ("附：网上申请数量",), column) is None


def test_another_table_is_no_form(sample: Reading) -> None:
    """A table whose labels no form has is not recognised."""
    table = sample.tables[0]
    cells = tuple(replace(cell, row=("财政拨款收入",), column=("预算数",)) for cell in table.cells)
    assert recognise(replace(table, cells=cells)) is None


def test_bare_labels() -> None:
    """Numbering, remarks, punctuation and spaces make no difference; a label that is a remark stays."""
    assert bare_label("三、 本年度办理结果") == bare_label("本年度 办理结果") == "本年度办理结果"
    assert bare_label("（单位：万元）") == "（单位：万元）"


def test_every_cell_of_the_sample_has_a_key(sample: Reading) -> None:
    """The sample report's 198 cells are 198 cells of the edition of 2019."""
    keys = [figure.key for figure in sample.figures if figure.table_id]
    assert len(set(keys)) == len(keys) == 198
    assert all(key in cells_by_name() for key in keys)
    assert sample.report.form == "2019"
