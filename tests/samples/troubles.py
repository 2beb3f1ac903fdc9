"""Pages that make reading hard, each named after its trouble; ← and ↑ mark cells merged with their neighbour."""

from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont

from tests.samples.typeset import Sheet, table_end

HEADER = ("项目", "数量", "金额")
BUDGET = (
    ("本年收入", "←", "本年支出", "←"),
    ("项目", "预算数", "项目", "预算数"),
    ("一、财政拨款收入", "500", "一、公共安全支出", "320"),
    ("二、事业收入", "0", "二、住房保障支出", "180"),
)
MERGED = (
    ("项目", "本年", "←"),
    ("↑", "数量", "金额"),
    ("行政许可", "2", "30"),
    ("行政处罚", "7", "—"),
)
VERTICAL = (
    ("本列数据的勾稽关系", "←", "申\n请\n人", "总\n计"),
    ("本\n年\n度", "予以公开", "3", "3"),
    ("↑", "不予公开", "0", ""),
)
PAGE_END = 780.0


def underlined_text(sheet: Sheet) -> None:
    """WPS underlines each line by a thin rectangle of its own."""
    for number, words in enumerate(("主动公开政府信息1136条，", "受理政府信息公开申请21件。", "全年无收费。")):
        sheet.text(72, 100 + 20 * number, words)
        sheet.hairline(72, 114 + 20 * number, 240, 114 + 20 * number)


def framed_text(sheet: Sheet) -> None:
    """A box is drawn around a paragraph."""
    for side in ((72, 90, 300, 90), (72, 140, 300, 140), (72, 90, 72, 140), (300, 90, 300, 140)):
        sheet.line(*side)
    sheet.text(80, 100, "本报告由司法局编制。")


def text_beyond_the_page(sheet: Sheet) -> None:
    """Text is set left of the page and below it."""
    sheet.text(72, 100, "看得见的576件。")
    sheet.text(-300, 100, "页面左边的577件。")
    sheet.text(72, 860, "页面下边的578件。")


def text_beyond_the_crop_box(sheet: Sheet) -> None:
    """The page is cut to its middle; text stands in what is cut off."""
    sheet.canvas.setCropBox((50, 50, 545, 742))
    sheet.text(72, 120, "看得见的576件。")
    sheet.text(72, 20, "裁掉的577件。")


def cut_on_every_side(sheet: Sheet, turned: int) -> None:
    """A turned page is cut by another width on each side; a character stands in what is shown and in each cut."""
    sheet.canvas.setCropBox((30, 60, 500, 700))
    sheet.canvas.setPageRotation(turned)
    for character, x0, y0 in (("甲", 300, 400), ("乙", 5, 400), ("丙", 300, 30), ("丁", 540, 400), ("戊", 300, 770)):
        sheet.text(x0, sheet.height - y0, character)


def crop_box_beside_the_page(sheet: Sheet) -> None:
    """A broken crop box lies beside the page."""
    sheet.canvas.setCropBox((1000, 1000, 1200, 1200))
    sheet.text(72, 120, "看得见的576件。")


def an_unknown_digit(sheet: Sheet) -> None:
    """The digit in the middle is set in a font of its own, which a test can make unknown."""
    registerFont(UnicodeCIDFont("HeiseiMin-W3"))
    sheet.text(72, 100, "受理案件5")
    sheet.text(132, 100, "6件。")
    sheet.canvas.setFont("HeiseiMin-W3", 12)
    sheet.canvas.drawString(126, sheet.height - 100 - 12 * 0.88, "7")


def stretched_text(sheet: Sheet) -> None:
    """Justified Chinese has gaps that mean nothing; those beside digits, and wide ones, are kept."""
    for number, words in enumerate("政府信息公开"):
        sheet.text(72 + 17 * number, 100, words)
    sheet.text(72, 120, "案件")
    sheet.text(100, 120, "576")
    sheet.text(72, 140, "部门")
    sheet.text(140, 140, "单位")


def hairline_rectangles(sheet: Sheet) -> None:
    """Every rule is a filled rectangle."""
    sheet.table(MERGED, 100, rule=sheet.hairline)


def white_boxes(sheet: Sheet) -> None:
    """White rectangles lie behind lines of text and between them."""
    for number in range(4):
        sheet.box(60, 95 + 20 * number, 300, 113 + 20 * number, grey=1)
        sheet.box(60, 113 + 20 * number, 300, 114 + 20 * number, grey=1)
        sheet.box(60 + 80 * number, 95, 61 + 80 * number, 175, grey=1)
        sheet.text(72, 98 + 20 * number, f"第{number + 1}行文字")


def white_outlines(sheet: Sheet) -> None:
    """White boxes with white outlines lie side by side behind the text."""
    sheet.canvas.setStrokeGray(1)
    sheet.canvas.setFillGray(1)
    for number in range(4):
        sheet.canvas.rect(72 + 100 * (number % 2), 700 - 30 * (number // 2), 100, 30, stroke=1, fill=1)
    sheet.canvas.setFillGray(0)
    sheet.text(80, 120, "没有表格")


def white_printing_ink(sheet: Sheet) -> None:
    """White rules are given in cyan, magenta, yellow and black, of which white has none."""
    sheet.canvas.setFillColorCMYK(0, 0, 0, 0)
    for number in range(3):
        sheet.canvas.rect(72, 640 + 30 * number, 200, 0.5, stroke=0, fill=1)
        sheet.canvas.rect(72 + 100 * number, 640, 0.5, 60, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    sheet.text(80, 150, "没有表格")


def merged_cells(sheet: Sheet) -> None:
    """Cells reach over two columns and over two rows."""
    sheet.table(MERGED, 100)


def vertical_cells(sheet: Sheet) -> None:
    """Labels are set one character below the other."""
    sheet.table(VERTICAL, 100)


def side_by_side(sheet: Sheet) -> None:
    """Income and expenditure share rows but nothing else."""
    sheet.text(72, 40, "司法局2026年部门预算", size=20)
    sheet.text(72, 65, "部门收支预算总表")
    sheet.text(300, 80, "单位：万元")
    sheet.table(BUDGET, 100)


def title_beside_unit(sheet: Sheet) -> None:
    """The table's title stands on one line with its unit, and below it who filled it in."""
    sheet.text(72, 40, "司法局2026年部门预算", size=20)
    sheet.text(72, 65, "收支预算总表 （单位：万元）")
    sheet.table((("项目", "预算数"), ("办公费", "5")), 100)


def compiler_beside_unit(sheet: Sheet) -> None:
    """Between the title and the table stand who filled it in and the unit, on one line."""
    sheet.text(72, 40, "司法局2026年部门预算", size=20)
    sheet.text(72, 65, "收支预算总表")
    sheet.text(90, 80, "编制单位：司法局")
    sheet.text(300, 80, "金额单位：万元")
    sheet.table((("项目", "预算数"), ("办公费", "5")), 100)


def titled_blocks(sheet: Sheet) -> None:
    """One grid holds two tables, each under a line of its own."""
    sheet.table(
        (
            ("第二十条第（五）项", "←"),
            ("信息内容", "处理决定数量"),
            ("行政许可", "2"),
            ("第二十条第（八）项", "←"),
            ("信息内容", "本年收费金额"),
            ("行政事业性收费", "1382400 元"),
        ),
        100,
    )


def year_columns(sheet: Sheet) -> None:
    """Columns are named by years, rows by months."""
    sheet.table((("时间", "2019年", "2020年"), ("1月", "2", "30"), ("2月", "7", "40")), 100)


def first_half(sheet: Sheet) -> None:
    """A table fills the page to its end."""
    rows = (HEADER, ("行政许可", "2", "30"), ("行政处罚", "7", "40"))
    sheet.table(rows, PAGE_END - table_end(rows, 0))


def second_half_with_header(sheet: Sheet) -> None:
    """The table goes on under its header, printed once more."""
    sheet.table((HEADER, ("行政强制", "9", "50")), 60)


def second_half_without_header(sheet: Sheet) -> None:
    """The table goes on where it was broken."""
    sheet.table((("行政强制", "9", "50"), ("行政确认", "0", "60")), 60)


def second_half_after_text(sheet: Sheet) -> None:
    """A sentence stands between the two tables."""
    sheet.text(72, 60, "下表是另一张表。")
    sheet.table((HEADER, ("行政强制", "9", "50")), 90)


def first_half_open(sheet: Sheet) -> None:
    """The table's last row has no rule below: the page ends first."""
    rows = (HEADER, ("行政许可", "2", "30"), ("行政处罚", "7", "40"))
    sheet.table(rows, PAGE_END - table_end(rows, 0), open_at=PAGE_END)


def second_half_open(sheet: Sheet) -> None:
    """The table's first row on the new page has no rule above."""
    sheet.table((("行政强制", "9", "50"), ("行政确认", "0", "60")), 60, open_at=60)


def first_half_of_a_label(sheet: Sheet) -> None:
    """A merged label ends with the page, not with its rows."""
    rows = (("类别", "结果", "件数"), ("不予公开", "国家秘密", "1"), ("↑", "商业秘密", "2"))
    sheet.table(rows, PAGE_END - table_end(rows, 0))


def second_half_of_a_label(sheet: Sheet) -> None:
    """The merged label goes on as a blank cell."""
    sheet.table((("", "个人隐私", "3"), ("↑", "内部事务", "4")), 60)


def first_half_of_a_label_in_words(sheet: Sheet) -> None:
    """The words of a merged label are cut by the page's end."""
    rows = (("类别", "结果", "件数"), ("（三）不", "国家秘密", "1"), ("↑", "商业秘密", "2"))
    sheet.table(rows, PAGE_END - table_end(rows, 0))


def second_half_of_a_label_in_words(sheet: Sheet) -> None:
    """The label's other words stand on the next page, and below them another label."""
    sheet.table((("予公开", "个人隐私", "3"), ("↑", "内部事务", "4"), ("（四）其他", "撤回", "5")), 60)


def first_half_of_a_row(sheet: Sheet) -> None:
    """A row's label needs two lines; only the first has room, and the number stands beside it."""
    rows = (("事项", "结果", "件数"), ("1.国家秘密", "维持", "1"), ("2.不掌握相关政府", "纠正", "2"))
    sheet.table(rows, PAGE_END - table_end(rows, 0))


def second_half_of_a_row(sheet: Sheet) -> None:
    """The label's second line stands on the next page beside blank cells; then comes the next row."""
    sheet.table((("信息", "", ""), ("3.重复申请", "撤回", "")), 60)


def header_at_the_page_end(sheet: Sheet) -> None:
    """Only the header has room on the page."""
    sheet.table((HEADER,), PAGE_END - table_end((HEADER,), 0))


def first_row_blank(sheet: Sheet) -> None:
    """The first row on the next page has a label and no number."""
    sheet.table((("行政强制", "", ""), ("行政确认", "0", "60")), 60)


def second_half_with_unit(sheet: Sheet) -> None:
    """Above the next page's piece stands that it is one, and the unit once more."""
    sheet.text(72, 40, "续表")
    sheet.text(300, 40, "单位：元")
    sheet.table((("行政强制", "9", "50"), ("行政确认", "0", "60")), 60)


def vertical_text_pushed_out(sheet: Sheet) -> None:
    """The last character of vertical writing is printed below its cell."""
    sheet.table((("类\n别", "结果", "件数"), ("本\n年\n办", "维持", "1")), 100)
    sheet.text(80, 100 + 4 * 8 + 14 * 5 + 1, "理")


def only_a_picture(sheet: Sheet) -> None:
    """A scanned page: grey boxes, no character."""
    sheet.box(72, 72, 500, 700, grey=0.5)
