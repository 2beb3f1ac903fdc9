"""Lines stand under their headings, in paragraphs that page breaks don't cut."""

from ingest.outline import Block, GridBlock, Paragraph, outline, title_lines
from ingest.pages import Line, Page
from tests.samples.words import INDENT, LEFT, grid, line, page

FULL = "沙坡头区司法局为全面贯彻党的十九大精神，深入落实关于全面推进政务公开"
"""A line that fills the page."""


def heading(text: str) -> Line:
    """A heading as the statutory form sets it: indented, larger, bold."""
    return line(text, INDENT, size=15, bold=True)


def blocks(*pages: Page) -> list[tuple[tuple[str, ...], str]]:
    """Section and text of every block; a grid's text is its captions."""
    return [described(block) for block in outline(pages)]


def described(block: Block) -> tuple[tuple[str, ...], str]:
    """A block in words."""
    return block.section, block.words.text if isinstance(block, Paragraph) else "▦ " + " ".join(block.captions)


def test_headings_hold_until_the_next_of_their_level() -> None:
    """Text under 一、（二） has both as its section, outermost first; a new 二、 closes them."""
    assert blocks(
        page(
            1,
            line("年度报告", size=20),
            line("引言。", INDENT),
            heading("一、总体情况"),
            heading("（一）组织领导"),
            line("甲。", INDENT),
            heading("（二）主动公开"),
            line("乙。", INDENT),
            heading("二、存在的问题"),
            line("丙。", INDENT),
        )
    ) == [
        ((), "引言。"),
        (("一、总体情况", "（一）组织领导"), "甲。"),
        (("一、总体情况", "（二）主动公开"), "乙。"),
        (("二、存在的问题",), "丙。"),
    ]


def test_a_numbered_sentence_is_no_heading() -> None:
    """（一） before a sentence with its full stop begins a paragraph, not a section."""
    assert blocks(
        page(1, line("职能", size=20), line("（一）贯彻执行法律。", INDENT), line("（二）承担日常工作。", INDENT))
    ) == [((), "（一）贯彻执行法律。"), ((), "（二）承担日常工作。")]


def test_a_paragraph_goes_on_over_the_page() -> None:
    """The unindented first line of a page continues the last paragraph, page numbers between them left out."""
    first = page(1, line("标题", size=20), line(FULL, INDENT), line(FULL), line("- 1 -", 290, top=800, size=10))
    second = page(2, line("系列部署。"), line("下一段。", INDENT), line("第 2 页", 290, top=800, size=10))
    assert blocks(first, second) == [((), f"{FULL}{FULL}系列部署。"), ((), "下一段。")]


def test_english_words_stay_apart() -> None:
    """Lines that end and begin with letters are joined with a space."""
    lines = (line("年报", size=20), line("the annual", INDENT), line("report of"), line("2020年"))
    assert blocks(page(1, *lines)) == [((), "the annual report of 2020年")]


def test_captions_belong_to_the_grid() -> None:
    """Short lines right above a grid are its captions, the sentence before them stays text."""
    lines = (line("部门预算", size=20), line("说明如下。", INDENT), line("收支总表", 200), line("单位：万元", 400))
    [sentence, table] = outline((page(1, *lines, grids=(grid(1),)),))
    assert described(sentence) == ((), "说明如下。")
    assert isinstance(table, GridBlock)
    assert table.captions == ("收支总表", "单位：万元")
    assert not table.continues


def test_only_a_page_break_between_grids() -> None:
    """A grid continues the one before when nothing but a page break and a page number stands between them."""
    first = page(1, line("标题", size=20), line("正文一句话。", INDENT), grids=(grid(1),))
    directly = page(2, line("2", 290, top=820), grids=(grid(2, top=100),))
    after_text = page(3, line("下面是另一张表，请看。", INDENT), grids=(grid(3, top=200),))
    found = [block.continues for block in outline((first, directly, after_text)) if isinstance(block, GridBlock)]
    assert found == [False, True, False]


def test_nothing_on_the_pages() -> None:
    """No page and blank pages have no blocks."""
    assert outline(()) == outline((page(1), page(2))) == ()


def test_title_is_the_largest_type() -> None:
    """A title is what is set largest on the first page; where all is of one size, nothing marks one."""
    lines = [line(f"第{number}句。") for number in range(6)]
    assert [one.text for one in title_lines(page(1, line("司法局", size=20), line("年报", size=20), *lines))] == [
        "司法局",
        "年报",
    ]
    assert title_lines(page(1, *lines)) == title_lines(page(1)) == ()


def test_an_item_at_the_top_of_a_page() -> None:
    """（十一） at the top of a page begins a paragraph where the page before ended its sentence."""
    first = page(1, line("职能", size=20), line("（九）协调工作。"), line("（十）完成任务。"))
    second = page(2, line("（十一）负责管理警车。"), line("（十二）负责资产。"))
    assert [text for _, text in blocks(first, second)] == [
        "（九）协调工作。",
        "（十）完成任务。",
        "（十一）负责管理警车。",
        "（十二）负责资产。",
    ]


def test_plain_headings_between_short_lines() -> None:
    """Headings set as the text is, flush left, are headings after a line that has no full stop."""
    texts = ["一、项目概述", FULL, "从而推进工作。", "二、实施主体", "司法局", "三、年度预算安排", "795万元"]
    assert blocks(page(1, line("经费情况说明", size=20), *(line(text, LEFT) for text in texts))) == [
        (("一、项目概述",), f"{FULL}从而推进工作。"),
        (("二、实施主体",), "司法局"),
        (("三、年度预算安排",), "795万元"),
    ]


# the sample report

SECTIONS = (
    (1, (), "本年度报告根据《", "六部分组成。"),
    (1, (), "本年度报告中所列", "@163.com）。"),
    (1, ("一、总体情况",), "2020 年沙坡头区", "和信息化水平。"),
    (2, ("一、总体情况", "（一）加强组织领导，强化责任落实"), "2020 年为进一步", "中的重大问题。"),
    (2, ("一、总体情况", "（二）主动公开"), "2020年，沙坡头", "519条信息。"),
    (2, ("一、总体情况", "（三）重点工作落实情况"), "权责清单公开情况", "其他类职权 1项。"),
    (3, ("一、总体情况", "（三）重点工作落实情况"), "预决算信息公开情", "网站进行公开。"),
    (3, ("一、总体情况", "（三）重点工作落实情况"), "公共法律服务开展", "治理的能力。"),
    (3, ("一、总体情况", "（三）重点工作落实情况"), "普法依法治理落实", "一办法”。"),
    (3, ("一、总体情况", "（三）重点工作落实情况"), "法治宣传开展情况", "60余场。"),
    (4, ("一、总体情况", "（三）重点工作落实情况"), "基层民主法治建设", "学校 1个。"),
    (4, ("一、总体情况", "（三）重点工作落实情况"), "法治建设公开情况", "通过率 96%。"),
    (5, ("一、总体情况", "（四）依申请公开"), "2020年我局未", "公开的情况。"),
    (5, ("一、总体情况", "（五）政府信息管理"), "为加强和规范我局", "得工作原则。"),
    (6, ("一、总体情况", "（六）平台建设"), "政务公开工作主要", "信息更加便利。"),
    (7, ("一、总体情况", "（七）加强监督管理"), "一是进一步完善监", "理解和把握。"),
    (10, ("五、存在的主要问题及改进情况",), "政府信息公开工作", "不是很清楚。"),
    (10, ("五、存在的主要问题及改进情况",), "改进情况：一是加", "工作深入发展。"),
    (10, ("六、其他需要报告的事项",), "无其他需要报告的", "报告的事项。"),
)
"""Page, section, first and last characters of every paragraph, read from the page images."""
DISCLOSED, RECEIVED = "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"
GRIDS = (
    (7, DISCLOSED, False),
    (7, DISCLOSED, False),
    (7, DISCLOSED, False),
    (8, DISCLOSED, True),
    (8, DISCLOSED, False),
    (8, DISCLOSED, False),
    (8, RECEIVED, False),
    (9, RECEIVED, True),
    (9, "四、政府信息公开行政复议、行政诉讼情况", False),
)
"""Page and section of every grid, and whether it continues the one before."""


def test_paragraphs_of_the_sample(sample_pages: tuple[Page, ...]) -> None:
    """Each of the 19 paragraphs begins and ends as printed, under its headings."""
    found = [block for block in outline(sample_pages) if isinstance(block, Paragraph)]
    assert len(found) == len(SECTIONS)
    for block, (page_number, section, first, last) in zip(found, SECTIONS, strict=True):
        assert (block.words.boxes()[0].page_number, block.section) == (page_number, section)
        assert (block.words.text[: len(first)], block.words.text[-len(last) :]) == (first, last)


def test_grids_of_the_sample(sample_pages: tuple[Page, ...]) -> None:
    """Each of the nine grids stands under its heading; two go on from the page before."""
    found = [block for block in outline(sample_pages) if isinstance(block, GridBlock)]
    assert [(block.page_number, *block.section, block.continues) for block in found] == list(GRIDS)


def test_no_text_is_lost_or_strays(sample_pages: tuple[Page, ...]) -> None:
    """Headings and paragraphs in turn are the lines of the report, without its title and page numbers."""
    title = title_lines(sample_pages[0])
    printed = [line for page in sample_pages for line in page.lines if line not in title and line.box.top < 780]
    walked, section = "", tuple[str, ...]()
    for block in outline(sample_pages):
        walked += "".join(new for place, new in enumerate(block.section) if section[place : place + 1] != (new,))
        walked += block.words.text if isinstance(block, Paragraph) else ""
        section = block.section
    assert walked.replace(" ", "") == "".join(line.text for line in printed).replace(" ", "")
