"""Each number of a sentence is found with what it counts; numbers that count nothing are not."""

import pytest

from benchmarks.tables import compare_numbers, differences, golden_numbers, prose_figures
from ingest.records import Figure, Measure, Reading, UnitSource
from tests.samples.words import numbers


def only(text: str) -> Figure:
    """The one number of a text."""
    [figure] = numbers(text)
    return figure


@pytest.mark.parametrize(
    ("text", "printed", "value", "unit", "approximate"),
    [
        ("受理案件576件。", "576件", "576", "件", False),
        ("受理案件 576 件。", "576 件", "576", "件", False),
        ("支出1,382,400元。", "1,382,400元", "1382400", "元", False),
        ("收入138.24万元。", "138.24万元", "138.24", "万元", False),
        ("共计1.2亿元。", "1.2亿元", "1.2", "亿元", False),
        ("开展活动60余次。", "60余次", "60", "次", True),
        ("资料3万余份。", "3万余份", "3", "万份", True),
        ("近200人参加。", "近200人", "200", "人", True),
        ("发放超过300份。", "超过300份", "300", "份", True),
        ("二十多次检查。", "二十多次", "20", "次", True),
        ("项目100万元以上。", "100万元以上", "100", "万元", True),
        ("召开十一场讲座。", "十一场", "11", "场", False),
        ("开展两次活动。", "两次", "2", "次", False),
        ("合格率百分之九十六点五。", "百分之九十六点五", "96.5", "%", False),
        ("受理１２件。", "１２件", "12", "件", False),
        ("增长3.5个百分点。", "3.5个百分点", "3.5", "个百分点", False),
        ("测评中得分91.4分，列全市第3位。", "91.4分", "91.4", "分", False),
        ("年末生猪存栏83.6万头。", "83.6万头", "83.6", "万头", False),
        ("开设选修课31门，3门诊楼。", "31门", "31", "门", False),
        ("接入1,208路公交车，监控64路。", "64路", "64", "路", False),
        ("60岁以上老人的平均年龄71.4岁。", "71.4岁", "71.4", "岁", False),
        ("实际使用外资2.153亿美元。", "2.153亿美元", "2.153", "亿美元", False),
        ("公众号关注人数12.6万。", "12.6万", "12.6", "万", False),
        ("公众号关注人数超过12.6万。", "超过12.6万", "12.6", "万", True),
        ("现有3.64万居民。", "3.64万", "3.64", "万", False),
        ("移送公安机关32案。", "32案", "32", "案", False),
        ("平均车龄5.4年。", "5.4年", "5.4", "年", False),
        ("极端最低气温-5.2℃。", "-5.2℃", "-5.2", "℃", False),
        ("送医下乡-5次。", "5次", "5", "次", False),
    ],
)
def test_one_number(text: str, printed: str, value: str, unit: str, approximate: bool) -> None:
    """A number has its exact value, its unit, and what makes it approximate."""
    figure = only(text)
    assert (figure.printed, str(figure.value)) == (printed, value)
    assert (figure.unit, figure.approximate) == (unit, approximate)
    assert figure.unit_source is UnitSource.PRINTED


@pytest.mark.parametrize(
    "text",
    [
        "2020年1月1日起实施。",
        "统计期限为1月1日至12月31日。",
        "依据〔2019〕60号文件。",
        "第3次会议召开，第二十条适用。",
        "电话0955-7630167，手机13912345678。",
        "邮编：755000。",
        "邮箱sptqsfj@163.com，网址http://www.spt.gov.cn/。",
        "“3·15”消费者权益日。",
        "《关于“十三五”规划的3项意见》印发。",
        "“法律八进”活动，一个平台。",
        "无其他需要报告的事项，无法办理。",
        "活动自8时30分开始，十分热闹。",
        "两头兼顾，一路向前，千头万绪。",
        "2024级新生，3门诊，5头条，18岁以上。",
        "PM2.5年均浓度，K1路开通。",
        "到场时间缩短到6分48秒。",
        "东经105度11分。",
    ],
)
def test_numbers_that_count_nothing(text: str) -> None:
    """Dates, document numbers, ordinals, telephones, addresses, names and articles are no figures."""
    assert numbers(text) == ()


def test_an_index_needs_no_unit() -> None:
    """Decimals behind the name of an index count by themselves; what stands before a change is the year before's."""
    before, now = numbers("灌溉水有效利用系数由0.541提高到0.556。")
    assert (str(before.value), before.unit, before.period) == ("0.541", None, "2019")
    assert (str(now.value), now.unit, now.period) == ("0.556", None, "2020")
    assert [str(one.value) for one in numbers("景气指数1,234.5，综合评分截至2024.12，得分约7.5。")] == ["1234.5", "7.5"]
    gap = numbers("城乡收入比由2.21缩小到2.16。")
    assert [(str(one.value), one.period) for one in gap] == [("2.21", "2019"), ("2.16", "2020")]


def test_units_of_what_changed() -> None:
    """Percentage points and a rate that fell are changes, and neither is a share."""
    points, rate, share = numbers("高于全州平均1.1个百分点，诈骗发案降41.2%，占比3.5%。")
    assert [one.measure for one in (points, rate, share)] == [Measure.GROWTH, Measure.GROWTH, Measure.SHARE]


def test_a_year_before_a_change_is_not_the_number_behind_it() -> None:
    """由2018年的683家压减到19家: 19 is of the report's year."""
    before, now = numbers("培训机构由2018年7月的683家压减到19家。")
    assert (before.period, now.period) == ("2018", "2020")


@pytest.mark.parametrize(
    ("text", "printed", "label", "unit"),
    [
        ("我局未收到依申请公开的情况。", "未收到", "收到依申请公开", "件"),
        ("没有收到行政复议申请。", "没有收到", "收到行政复议申请", "件"),
        ("应诉率100%，无败诉案件。", "无", "败诉案件", "件"),
        ("本年度没有收取费用。", "没有收取", "收取费用", "元"),
    ],
)
def test_zeros_in_words(text: str, printed: str, label: str, unit: str) -> None:
    """未收到, 没有 and 无 are zeros, with a unit that is not printed."""
    figure = numbers(text)[-1]
    assert (figure.printed, figure.label) == (printed, label)
    assert figure.value == 0
    assert (figure.unit, figure.unit_source) == (unit, UnitSource.FORM)


def test_what_is_measured() -> None:
    """A share, a growth, an amount of money and a count are told apart."""
    found = numbers("通过率96%，同比增长300%，支出5万元，受理6件。")
    assert [figure.measure for figure in found] == [Measure.SHARE, Measure.GROWTH, Measure.MONEY, Measure.COUNT]


def test_labels_of_a_list() -> None:
    """In a list each number has its own label, and the list's head around it."""
    found = numbers("公开文件137条，其中司法行政类20条，法治专栏类9条。")
    assert [(figure.printed, figure.label) for figure in found] == [
        ("137条", "公开文件"),
        ("20条", "其中司法行政类"),
        ("9条", "法治专栏类"),
    ]
    assert [figure.context for figure in found] == ["", "公开文件137条，", "公开文件137条，"]


def test_a_number_alone_is_what_its_heading_says() -> None:
    """A paragraph of nothing but a number counts what its heading names, and is quoted with it."""
    figure = only("795万元")
    assert (figure.label, figure.quote, figure.sentence) == ("总体情况", "一、总体情况 795万元", "795万元")


def test_a_label_that_says_too_little() -> None:
    """粉丝121人 is narrowed by the clause before it."""
    fans = numbers("自2018年开通司法微博以来，关注65人，粉丝121人。")[-1]
    assert (fans.label, fans.context) == ("粉丝", "自2018年开通司法微博以来，")


@pytest.mark.parametrize(
    ("text", "period", "cumulative", "as_of"),
    [
        ("受理6件。", "2020", False, None),
        ("2019年受理6件。", "2019", False, None),
        ("自2017年11月开通以来，发布625条。", "2017-11/2020", True, None),
        ("自2018年初开通以来，发布677条。", "2018/2020", True, None),
        ("2020年以来受理6件。", "2020", True, None),
        ("自疫情发生以来，受理6件。", "2020", True, None),
        ("累计开展讲座3场，班会6场。", "2020", True, None),
        ("2020年累计受理6件。", "2020", False, None),
        ("全年累计受理6件。", "2020", False, None),
        ("截至2020年8月31日，累计受理6件。", "2020", True, "2020年8月31日"),
        ("截至2020年8月31日，共有车辆3辆。", "2020", False, "2020年8月31日"),
        ("截至目前关注65人。", "2020", False, "目前"),
        ("依据《2018年工作要点》受理6件。", "2020", False, None),
        ("收入500万元，比2019年增加30万元。", "2020", False, None),
        ("满意率95.3%，较上年提高1.6个百分点。", "2020", False, None),
        ("比例达81.7%，比上年末提高4.3个百分点。", "2020", False, None),
    ],
)
def test_periods(text: str, period: str, cumulative: bool, as_of: str | None) -> None:
    """A number's period is the year named before it, the report's own, or since an earlier year."""
    figure = numbers(text)[-1]
    assert (figure.period, figure.cumulative, figure.as_of) == (period, cumulative, as_of)


def test_a_long_sentence_is_quoted_around_its_number() -> None:
    """The quote of a long sentence holds the number as printed, and … where it is cut."""
    figure = only("，".join(["深入贯彻落实"] * 30) + "，受理案件576件，" + "，".join(["持续推进工作"] * 30) + "。")
    assert "受理案件576件" in figure.quote
    assert figure.quote.startswith("…")
    assert figure.quote.endswith("…")
    assert len(figure.quote) < len(figure.sentence or "") / 2


def test_a_number_over_two_lines_has_both_boxes(sample: Reading) -> None:
    """137 ends a line and 条 begins the next: the number's boxes come first, one on each line."""
    figure = next(figure for figure in prose_figures(sample) if figure.printed == "137条")
    first, second = figure.place.boxes[:2]
    assert (first.page_number, second.page_number) == (2, 2)
    assert first.bottom < second.top
    assert first.x0 > second.x0


@pytest.mark.parametrize(
    "numeral",
    [
        *("一万二千三百人", "3万2千人", "1 000人", "5.3.2件"),
        *("数十人", "几百人", "两三人", "一二三类", "一、二、三类"),
        *("3至5件", "3件至5件", "1-2件", "60～70件", "60%—70%", "三至五件"),
    ],
)
def test_half_of_a_numeral_is_no_number(numeral: str) -> None:
    """A numeral is read as a whole or not at all: a part of it is another number."""
    assert {figure.printed for figure in numbers(f"全年共有{numeral}。")} <= {numeral}


@pytest.mark.parametrize("printed", ["不超过5件", "最多5件", "不多于5件", "不到5件"])
def test_not_more_than_is_not_over(printed: str) -> None:
    """不超过5件 is a limit from above: it is approximate, and printed with its 不."""
    figure = only(f"每年{printed}。")
    assert (figure.printed, str(figure.value), figure.approximate) == (printed, "5", True)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("统一到3个平台。", "3个"),
        ("重点三项工作。", "三项"),
        ("由2019年5件到2020年8件。", "5件"),
        ("总数二十人。", "二十人"),
        ("2017-2020年，受理5件。", "5件"),
    ],
)
def test_whole_numbers_beside_other_words(text: str, printed: str) -> None:
    """到, 点 and 数 also end words that have nothing to do with the number behind them."""
    assert printed in {figure.printed for figure in numbers(text)}


# the sample report


def test_every_number_of_the_sample(sample: Reading) -> None:
    """The 61 numbers that a person counted in the sentences are read, and nothing else; all but what one counts agrees."""
    agreement = compare_numbers(golden_numbers("shapotou2020"), prose_figures(sample))
    found = [(golden.printed, how) for golden, figure in agreement.pairs for how in differences(golden, figure)]
    assert [printed for printed, how in found if not how.startswith("label")] == []
    assert (len(agreement.pairs), agreement.missing, agreement.invented) == (61, (), ())
    assert len(found) <= 61 * 0.05


@pytest.mark.parametrize(
    "text",
    [
        "全年检查1315次（2021年为1204次），查处车辆338辆。",
        "全年检查1315次，2021年为1204次，查处车辆338辆。",
    ],
)
def test_a_year_said_beside_holds_for_its_own_number(text: str) -> None:
    """2021年为1204次 says nothing of the vehicles behind it."""
    assert [(one.printed, one.period) for one in numbers(text, 2022)] == [
        ("1315次", "2022"),
        ("1204次", "2021"),
        ("338辆", "2022"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "农业、工业、生态用水分别为1.62亿、3.84亿、0.76亿立方米。",
            [("农业用水", "1.62", "亿立方米"), ("工业用水", "3.84", "亿立方米"), ("生态用水", "0.76", "亿立方米")],
        ),
        ("小学、初中在校生分别为2.3万人、1.2万人。", [("小学", "2.3", "万人"), ("初中在校生", "1.2", "万人")]),
        ("住院人次、门诊总额分别为12件和11件。", [("住院人次", "12", "件"), ("门诊总额", "11", "件")]),
        ("甲、乙、丙分别为3、5、6万人。", [("丙", "6", "万人")]),
        ("收到申请12件，分别办结5件。", [("收到申请", "12", "件"), ("分别办结", "5", "件")]),
        (
            "小学、初中分别有12所、8所，在校生分别为340人、210人。",
            [("小学", "12", "所"), ("初中", "8", "所"), ("小学在校生", "340", "人"), ("初中在校生", "210", "人")],
        ),
        (
            "矿山、工贸分别为22件、17件，对应罚款81.3万元、96.4万元。",
            [("矿山", "22", "件"), ("工贸", "17", "件"), ("矿山罚款", "81.3", "万元"), ("工贸罚款", "96.4", "万元")],
        ),
        ("全市30人，小学和初中分别有12所、8所。", [("全市", "30", "人"), ("小学", "12", "所"), ("初中", "8", "所")]),
        ("接访、来信分别下降12件、3件。", [("接访下降", "12", "件"), ("来信下降", "3", "件")]),
        (
            "收入12万元、支出8万元，分别增加3万元、1万元。",
            [("收入", "12", "万元"), ("支出", "8", "万元"), ("收入增加", "3", "万元"), ("支出增加", "1", "万元")],
        ),
    ],
)
def test_numbers_of_a_row_belong_to_the_things_in_their_place(text: str, found: list[tuple[str, str, str]]) -> None:
    """A、B分别为1件、2件: each number is labelled with its own thing; without as many things, with none of them."""
    assert [(one.label, str(one.value), one.unit) for one in numbers(text)] == found


def test_each_of_a_row_is_a_change_where_the_row_is() -> None:
    """分别增长3%、4% says of neither what its share is, whatever it belongs to."""
    of_things = numbers("一、二、三产业增加值分别为3亿元、4亿元、5亿元，分别增长3%、4%、5%。")[3:]
    assert [(one.label, one.measure) for one in of_things] == [
        (f"{thing}产业增加值增长", Measure.GROWTH) for thing in "一二三"
    ]
    of_nobody_knows_what = numbers("收入12万元，支出8万元，户数30户，分别增长3%、4%。")[3:]
    assert [one.measure for one in of_nobody_knows_what] == [Measure.GROWTH, Measure.GROWTH]


def test_plans_are_of_the_year_that_they_name() -> None:
    """What a passage plans for the next year isn't the report's own year's; a sentence that looks back ends the plan."""
    text = "打算：2021年把公示期延长至7天；兑付率提高到80%以上，救援队增至60人。全年开展培训3次。"
    periods = {figure.printed: figure.period for figure in numbers(text)}
    assert periods == {"7天": "2021", "80%以上": "2021", "60人": "2021", "3次": "2020"}


def test_what_was_done_in_the_next_year_plans_nothing() -> None:
    """A later day that a report names doesn't make what follows a plan."""
    text = "另1件于2021年1月办结。申请人提起行政复议2件。"
    assert {figure.printed: figure.period for figure in numbers(text)}["2件"] == "2020"
