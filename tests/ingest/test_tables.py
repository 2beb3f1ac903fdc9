"""Grids become whole tables: every cell under its row and column labels, over page breaks."""

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.tables import compare_cells, golden_cells, read_cells
from ingest.outline import GridBlock, outline
from ingest.pdf import read_pages
from ingest.records import Reading, Table
from ingest.tables import whole_tables
from tests.samples import troubles
from tests.samples.typeset import Sheet, draw

Value = tuple[tuple[str, ...], tuple[str, ...], str]
"""Row labels, column labels, text."""

PERMITS = (
    (("行政许可",), ("数量",), "2"),
    (("行政许可",), ("金额",), "30"),
    (("行政处罚",), ("数量",), "7"),
    (("行政处罚",), ("金额",), "40"),
)
COERCION = (
    (("行政强制",), ("数量",), "9"),
    (("行政强制",), ("金额",), "50"),
)
CONFIRMATION = (
    (("行政确认",), ("数量",), "0"),
    (("行政确认",), ("金额",), "60"),
)


def tables(folder: Path, *pages: Callable[[Sheet], None]) -> tuple[Table, ...]:
    """The tables of a PDF with these pages."""
    blocks = outline(read_pages(draw(folder / "a.pdf", *pages)))
    return whole_tables(tuple(block for block in blocks if isinstance(block, GridBlock)), "report")


def values(table: Table) -> list[Value]:
    """Every cell that is no label, in reading order."""
    return [(cell.row, cell.column, cell.text) for cell in table.cells if not cell.is_label]


def pages_of(table: Table) -> list[int]:
    """The pages that a table stands on."""
    return [box.page_number for box in table.place.boxes]


def test_merged_cells(tmp_path: Path) -> None:
    """A merged header leads to all columns below it; a dash stays a dash."""
    [table] = tables(tmp_path, troubles.merged_cells)
    assert values(table) == [
        (("行政许可",), ("本年", "数量"), "2"),
        (("行政许可",), ("本年", "金额"), "30"),
        (("行政处罚",), ("本年", "数量"), "7"),
        (("行政处罚",), ("本年", "金额"), "—"),
    ]
    spans = {cell.text: (cell.row_number, cell.column_number, cell.row_span, cell.column_span) for cell in table.cells}
    assert (spans["项目"], spans["本年"], spans["—"]) == ((0, 0, 2, 1), (0, 1, 1, 2), (3, 2, 1, 1))


def test_vertical_cells(tmp_path: Path) -> None:
    """Row labels on two levels, set vertically, lead to each cell; a blank one is "" and no 0."""
    [table] = tables(tmp_path, troubles.vertical_cells)
    assert values(table) == [
        (("本年度", "予以公开"), ("申请人",), "3"),
        (("本年度", "予以公开"), ("总计",), "3"),
        (("本年度", "不予公开"), ("申请人",), "0"),
        (("本年度", "不予公开"), ("总计",), ""),
    ]


def test_side_by_side_blocks(tmp_path: Path) -> None:
    """Where income and expenditure share rows, each number has the label of its own side."""
    [table] = tables(tmp_path, troubles.side_by_side)
    assert (table.title, table.unit) == ("部门收支预算总表", "万元")
    assert values(table) == [
        (("一、财政拨款收入",), ("本年收入", "预算数"), "500"),
        (("一、公共安全支出",), ("本年支出", "预算数"), "320"),
        (("二、事业收入",), ("本年收入", "预算数"), "0"),
        (("二、住房保障支出",), ("本年支出", "预算数"), "180"),
    ]


@pytest.mark.parametrize("trouble", [troubles.title_beside_unit, troubles.compiler_beside_unit])
def test_title_and_unit_on_one_line(tmp_path: Path, trouble: Callable[[Sheet], None]) -> None:
    """A title beside 单位：万元 names the table; 编制单位：司法局 is neither its title nor its unit."""
    [table] = tables(tmp_path, trouble)
    assert (table.title, table.unit) == ("收支预算总表", "万元")
    assert table.section[-1] == "收支预算总表"


def test_titled_blocks_are_tables_of_their_own(tmp_path: Path) -> None:
    """A line over the whole width opens a table that it names."""
    first, second = tables(tmp_path, troubles.titled_blocks)
    assert (first.title, values(first)) == ("第二十条第（五）项", [(("行政许可",), ("处理决定数量",), "2")])
    assert (second.title, values(second)) == (
        "第二十条第（八）项",
        [(("行政事业性收费",), ("本年收费金额",), "1382400 元")],
    )
    assert first.id != second.id


def test_a_repeated_header_is_no_row(tmp_path: Path) -> None:
    """A table that goes on under its header, printed once more, is one table with one header."""
    [table] = tables(tmp_path, troubles.first_half, troubles.second_half_with_header)
    assert values(table) == [*PERMITS, *COERCION]
    assert pages_of(table) == [1, 2]
    assert [cell.text for cell in table.cells if cell.row_number == 0] == ["项目", "数量", "金额"]


def test_without_a_repeated_header(tmp_path: Path) -> None:
    """A table that just goes on has the header of the page before."""
    [table] = tables(tmp_path, troubles.first_half, troubles.second_half_without_header)
    assert values(table) == [*PERMITS, *COERCION, *CONFIRMATION]
    assert [cell.box.page_number for cell in table.cells if not cell.is_label] == [1, 1, 1, 1, 2, 2, 2, 2]
    assert [cell.row_number for cell in table.cells if cell.column_number == 0] == [0, 1, 2, 3, 4]


def test_a_sentence_between_parts_tables(tmp_path: Path) -> None:
    """With a sentence between them, two tables stay two, though their columns agree."""
    first, second = tables(tmp_path, troubles.first_half, troubles.second_half_after_text)
    assert (values(first), values(second)) == ([*PERMITS], [*COERCION])
    assert (pages_of(first), pages_of(second)) == ([1], [2])


def test_open_at_the_page_s_end(tmp_path: Path) -> None:
    """Rows that no rule closes at the page break are whole rows."""
    [table] = tables(tmp_path, troubles.first_half_open, troubles.second_half_open)
    assert values(table) == [*PERMITS, *COERCION, *CONFIRMATION]


def test_a_label_cut_by_the_page(tmp_path: Path) -> None:
    """A merged label holds for the rows on the next page too, where its cell is blank."""
    [table] = tables(tmp_path, troubles.first_half_of_a_label, troubles.second_half_of_a_label)
    assert values(table) == [
        (("不予公开", "国家秘密"), ("件数",), "1"),
        (("不予公开", "商业秘密"), ("件数",), "2"),
        (("不予公开", "个人隐私"), ("件数",), "3"),
        (("不予公开", "内部事务"), ("件数",), "4"),
    ]


def test_years_and_months_are_labels(tmp_path: Path) -> None:
    """Columns named by years and rows named by months are labels, not numbers."""
    [table] = tables(tmp_path, troubles.year_columns)
    assert values(table) == [
        (("1月",), ("2019年",), "2"),
        (("1月",), ("2020年",), "30"),
        (("2月",), ("2019年",), "7"),
        (("2月",), ("2020年",), "40"),
    ]


def test_a_label_cut_by_a_page(tmp_path: Path) -> None:
    """Both halves of a merged label lead to the rows of both pages; the next label is its own."""
    [table] = tables(tmp_path, troubles.first_half_of_a_label_in_words, troubles.second_half_of_a_label_in_words)
    assert values(table) == [
        (("（三）不予公开", "国家秘密"), ("件数",), "1"),
        (("（三）不予公开", "商业秘密"), ("件数",), "2"),
        (("（三）不予公开", "个人隐私"), ("件数",), "3"),
        (("（三）不予公开", "内部事务"), ("件数",), "4"),
        (("（四）其他", "撤回"), ("件数",), "5"),
    ]


def test_a_row_cut_by_a_page(tmp_path: Path) -> None:
    """The end of a row's label on the next page is no row of its own; a blank number below stays one."""
    [table] = tables(tmp_path, troubles.first_half_of_a_row, troubles.second_half_of_a_row)
    assert values(table) == [
        (("1.国家秘密", "维持"), ("件数",), "1"),
        (("2.不掌握相关政府信息", "纠正"), ("件数",), "2"),
        (("3.重复申请", "撤回"), ("件数",), ""),
    ]


def test_a_blank_row_below_a_header_at_the_page_end(tmp_path: Path) -> None:
    """A first row without numbers is a row, and no second line of the header on the page before."""
    [table] = tables(tmp_path, troubles.header_at_the_page_end, troubles.first_row_blank)
    assert values(table) == [
        (("行政强制",), ("数量",), ""),
        (("行政强制",), ("金额",), ""),
        *CONFIRMATION,
    ]


def test_a_piece_under_its_unit_goes_on(tmp_path: Path) -> None:
    """续表 and the unit above the second piece begin no new table."""
    [table] = tables(tmp_path, troubles.first_half, troubles.second_half_with_unit)
    assert (values(table)[-4:], pages_of(table)) == ([*COERCION, *CONFIRMATION], [1, 2])


def test_a_character_pushed_out_of_its_cell(tmp_path: Path) -> None:
    """The last character of vertical writing belongs to its cell, wherever the page's end left it."""
    [table] = tables(tmp_path, troubles.vertical_text_pushed_out)
    assert values(table) == [(("本年办理", "维持"), ("件数",), "1")]


def test_same_file_same_ids(tmp_path: Path) -> None:
    """A table read twice is the same record, id and all."""
    assert tables(tmp_path, troubles.titled_blocks) == tables(tmp_path, troubles.titled_blocks)


def test_no_grid_no_table() -> None:
    """Without grids there are no tables."""
    assert whole_tables((), "report") == ()


# the sample report


def test_every_cell_of_the_sample(sample: Reading) -> None:
    """All 198 cells have page, row labels, column labels and text as a person read them; there is no other."""
    agreement = compare_cells(golden_cells("shapotou2020"), read_cells(sample.tables))
    assert (agreement.right, agreement.missing, agreement.invented) == (198, (), ())


def test_tables_of_the_sample(sample: Reading) -> None:
    """The seven tables have their titles and pages: the second block and table 三 run over a page break."""
    assert [(table.title, pages_of(table)) for table in sample.tables] == [
        ("第二十条第（一）项", [7]),
        ("第二十条第（五）项", [7]),
        ("第二十条第（六）项", [7, 8]),
        ("第二十条第（八）项", [8]),
        ("第二十条第（九）项", [8]),
        ("三、收到和处理政府信息公开申请情况", [8, 9]),
        ("四、政府信息公开行政复议、行政诉讼情况", [9]),
    ]


def test_no_two_cells_overlap(sample: Reading) -> None:
    """In every table each place of the lattice belongs to one cell."""
    for table in sample.tables:
        taken = [
            (cell.row_number + down, cell.column_number + right)
            for cell in table.cells
            for down in range(cell.row_span)
            for right in range(cell.column_span)
        ]
        assert len(taken) == len(set(taken))


def test_a_misread_cell_is_missing_and_invented(sample: Reading) -> None:
    """The comparison counts a cell with another text, and one that is read twice."""
    golden = golden_cells("shapotou2020")
    read = read_cells(sample.tables)
    [cell] = [key for key in read if key[3] == "1382400元"]
    other = (*cell[:3], "1382401元")
    read[cell] -= 1
    read[other] += 2
    agreement = compare_cells(golden, read)
    assert (agreement.right, agreement.missing, agreement.invented) == (197, (cell,), (other, other))
