"""What looks like a contradiction in the second exam's reports and is none: other scopes, other periods, rounding, overlaps."""

from decimal import Decimal
from random import Random

from tests.samples.planted import (
    BUDGET,
    Draft,
    Trap,
    few_and_fewer,
    growth,
    nearly,
    number,
    over,
    part_and_whole,
    parts,
    rounded,
    ten_thousands,
    trap,
    two_years,
    uneven_shares,
    whole_and_part,
)
from tests.samples.planted_again_reports import ACCOUNTS, FREE, MONEY, WITH_FORM, WORDY, localities
from tests.samples.specs import TableSpec


def households(dice: Random) -> tuple[str, ...]:
    """Two groups in households and in persons, and both sums."""
    one, two = parts(dice, 2, 60, 900)
    more, other = one * dice.randint(12, 19) // 10, two * dice.randint(14, 25) // 10
    return tuple(map(str, (one, more, two, other, one + two, more + other)))


def overlapping(dice: Random) -> tuple[str, ...]:
    """A whole and three groups that overlap, so that they sum to more."""
    whole = dice.randint(300, 2400)
    return str(whole), *(str(whole * dice.randint(*share) // 100) for share in ((52, 70), (35, 48), (14, 30)))


def without_repeats(dice: Random) -> tuple[str, ...]:
    """Three channels, and what is left when what stands on two is counted once."""
    some = parts(dice, 3, 120, 900)
    return *map(str, some), str(sum(some) - dice.randint(40, 110))


def far_greater(dice: Random) -> tuple[str, ...]:
    """This year's, all since a year, and the year."""
    now = dice.randint(12, 90)
    return str(now), str(now * dice.randint(4, 9) + 3), str(dice.randint(2006, 2011))


def three_steps(dice: Random) -> tuple[str, ...]:
    """Received, taken up and closed: each fewer than the one before."""
    received = dice.randint(400, 2400)
    return str(received), str(received * dice.randint(70, 90) // 100), str(received * dice.randint(40, 65) // 100)


def nearly_double(dice: Random) -> tuple[str, ...]:
    """Two figures of which one is nearly twice the other."""
    before = dice.randint(210, 1900)
    return str(before), str(before * dice.randint(190, 198) // 100)


def comparable(dice: Random) -> tuple[str, ...]:
    """Two figures, and a growth over a basis that isn't printed."""
    before = dice.randint(400, 1900)
    return str(before), str(before * 93 // 100), rounded(Decimal(dice.randint(21, 99)) / 10, 1)


def planned_and_done(dice: Random) -> tuple[str, ...]:
    """A plan, what was done and its share of the plan."""
    plan = dice.randint(40, 400)
    done = plan * dice.randint(101, 130) // 100
    return str(plan), str(done), rounded(Decimal(done) / plan * 100, 1)


def two_rates(dice: Random) -> tuple[str, ...]:
    """Two rates of different things."""
    return tuple(rounded(Decimal(dice.randint(9510, 9990)) / 100, 2) for _ in range(2))


def rounded_in_ten_thousands(dice: Random) -> tuple[str, ...]:
    """A number in 万 with one decimal and exactly."""
    exact = dice.randint(21_000, 980_000)
    return rounded(Decimal(exact) / 10000, 1), str(exact)


def rounded_parts(dice: Random) -> tuple[str, ...]:
    """A total in 万 and three parts, each rounded to one decimal, which don't quite add up."""
    for _ in range(200):
        exact = parts(dice, 3, 21_000, 480_000)
        printed = [rounded(Decimal(one) / 10000, 1) for one in (sum(exact), *exact)]
        if sum(map(number, printed[1:])) != number(printed[0]):
            return tuple(printed)
    raise ValueError("200 draws of three parts that all add up in 万; widen their range")


def rounded_amounts(dice: Random) -> tuple[str, ...]:
    """A total in 万元 and three parts, which add to 0.01 more or less because each was rounded."""
    for _ in range(200):
        exact = [Decimal(dice.randint(20_000, 600_000)) for _ in range(3)]
        printed = [ten_thousands(one) for one in (sum(exact, Decimal(0)), *exact)]
        if sum(map(number, printed[1:])) != number(printed[0]):
            return tuple(printed)
    raise ValueError("200 draws of three amounts in 元 that all add up in 万元; widen their range")


def two_fifths(dice: Random) -> tuple[str, ...]:
    """A whole, and a rounded share of it in words: 近四成."""
    whole = dice.randint(300, 3000)
    return str(whole), str(whole * dice.randint(372, 397) // 1000)


def rise_in_words(dice: Random) -> tuple[str, ...]:
    """Two figures and 增长三成以上."""
    before = dice.randint(200, 1900)
    return str(before), str(before * dice.randint(131, 138) // 100)


def difference_of_rates(dice: Random) -> tuple[str, ...]:
    """Two rates, their difference in points, and a growth of the counts that has another base."""
    before, more = dice.randint(610, 790), dice.randint(21, 160)
    return tuple(rounded(Decimal(one) / 10, 1) for one in (before, before + more, more))


def three_growths(dice: Random) -> tuple[str, ...]:
    """Two figures, their growth, and two growths of other things."""
    before, now = 0, 0
    while now <= before:
        before, now = two_years(dice)
    return (
        str(now),
        str(before),
        growth(Decimal(before), Decimal(now), 1),
        str(dice.randint(31, 90)),
        str(dice.randint(2, 19)),
    )


def of_two_towns(draft: Draft, dice: Random) -> None:
    """The same of two places of the region."""
    one, two = localities(draft, 2)
    few, fewer = whole_and_part(dice)
    draft.say("management", "{year}年，{0}举办政策宣讲会{1}场，惠及群众较多。", one, few)
    draft.say("supervision", "{year}年，{0}举办政策宣讲会{1}场，仍需加强。", two, fewer)


def in_hand(draft: Draft, dice: Random) -> None:
    """Requests with those carried in, which are more than the new ones in the form; all as the form has it."""
    new, old = (draft.cells[f"applications.{row}.total"] for row in ("received", "carried_in"))
    draft.say(
        "requests", "{year}年需要办理的政府信息公开申请共{0}件（含上年结转{1}件）。", str(int(new) + int(old)), old
    )


def one_unit_of_requests(draft: Draft, dice: Random) -> None:
    """One department's requests among those of the city."""
    few = max(1, int(draft.cells["applications.received.total"]) // 4)
    draft.say("requests", "市自然资源和规划局承办政府信息公开申请{0}件，位居各部门前列。", str(few))


def penalties_of_a_campaign(draft: Draft, dice: Random) -> None:
    """Penalties of a campaign, fewer than all."""
    few = int(draft.cells["penalties.penalty.decided"]) // 7 + 1
    draft.say("management", "在“护苗”专项行动中，作出行政处罚决定{0}件。", str(few))


def cumulative_table(draft: Draft, dice: Random) -> None:
    """A table whose columns are cumulative, and a sentence with the last one."""
    rows = []
    for name in ("信息发布（条）", "政策解读（篇）", "回应关切（次）"):
        quarters = parts(dice, 4, 11, 130)
        rows.append((name, *(str(sum(quarters[: place + 1])) for place in range(4))))
    head = (("指标名称", "1—3月累计", "1—6月累计", "1—9月累计", "1—12月累计"),)
    draft.tables["cumulative"] = TableSpec(draft.tell("{year}年重点指标累计完成情况表"), None, head, tuple(rows))
    draft.say(
        "active",
        "截至{year}年6月底，累计发布信息{0}条；截至{year}年12月底，累计发布信息{1}条。",
        rows[0][2],
        rows[0][4],
    )


def rates_table(draft: Draft, dice: Random) -> None:
    """A table with counts that add up and rates that don't; the last row has the rate of all."""
    names = localities(draft, 4)
    received = parts(dice, 4, 40, 300)
    closed = [one - dice.randint(1, 9) for one in received]
    rates = [rounded(Decimal(100 * done) / one, 2) for done, one in zip(closed, received, strict=True)]
    rows = [
        (name, str(one), str(done), rate) for name, one, done, rate in zip(names, received, closed, rates, strict=True)
    ]
    last = ("合计", str(sum(received)), str(sum(closed)), rounded(Decimal(100 * sum(closed)) / sum(received), 2))
    head = ((draft.words["locality"], "转办数（件）", "办结数（件）", "办结率（%）"),)
    draft.tables["rates"] = TableSpec(draft.tell("{year}年工单转办及办结情况表"), None, head, (*rows, last))


def some_rows_table(draft: Draft, dice: Random) -> None:
    """A table whose 其中 rows name some of the parts only, as its note says."""
    whole, one, two = dice.randint(400, 900), dice.randint(60, 150), dice.randint(30, 90)
    rows = (
        ("年度培训总人次", str(whole)),
        ("其中：新入职人员", str(one)),
        ("其中：窗口人员", str(two)),
        ("外部专家授课场次", str(dice.randint(3, 12))),
    )
    draft.tables["some rows"] = TableSpec(draft.tell("{year}年培训情况一览表"), None, (("项目", "数量"),), rows)


def persons_and_money_table(draft: Draft, dice: Random) -> None:
    """Columns of different units side by side, which have no sum across."""
    rows = []
    for name in ("困难群众慰问", "高龄津贴发放", "临时救助"):
        persons = dice.randint(60, 900)
        rows.append(
            (name, str(persons), rounded(Decimal(persons * dice.randint(3, 12)) / 100, 2), str(dice.randint(3, 30)))
        )
    sums = [sum((number(row[column]) for row in rows), Decimal(0)) for column in (1, 2, 3)]
    head = (("项目", "惠及人数（人）", "发放金额（万元）", "覆盖单位（个）"),)
    draft.tables["aid"] = TableSpec(
        draft.tell("{year}年民生实事办理情况表"), None, head, (*rows, ("合计", *map(str, sums)))
    )


def fiscal_and_all(draft: Draft, dice: Random) -> None:
    """Spending from the treasury, which is less than all spending."""
    spent = number(draft.words["spending"]) * dice.randint(80, 95) / 100
    draft.say("spending", "从资金来源看，支出中由一般公共预算财政拨款安排的为{0}万元。", rounded(spent, 2))


def adjusted(draft: Draft, dice: Random) -> None:
    """The budget at the year's beginning and as adjusted, and what was done of the latter."""
    first = Decimal(dice.randint(9_000, 40_000)) / 100
    later = first * dice.randint(104, 119) / 100
    done = later * dice.randint(880, 980) / 1000
    draft.say(
        "performance",
        "重点项目年初预算{0}万元，调整后全年预算{1}万元，实际执行{2}万元，全年预算执行率{3}%。",
        *(rounded(one, 2) for one in (first, later, done)),
        rounded(done / later * 100, 2),
    )


def contracts(draft: Draft, dice: Random) -> None:
    """Contracts with small and middle firms as shares of all, and with small ones as shares of those."""
    whole = Decimal(dice.randint(6_000, 24_000)) / 100
    middle = whole * dice.randint(70, 96) / 100
    small = middle * dice.randint(30, 60) / 100
    amounts = [rounded(one, 2) for one in (whole, middle, small)]
    draft.say(
        "purchase",
        "全年签订政府采购合同{0}万元。授予中小企业合同{1}万元，占合同总额的{2}%，其中授予小微企业合同{3}万元，占授予中小企业合同金额的{4}%。",
        amounts[0],
        amounts[1],
        rounded(number(amounts[1]) / number(amounts[0]) * 100, 1),
        amounts[2],
        rounded(number(amounts[2]) / number(amounts[1]) * 100, 1),
    )


def per_head(draft: Draft, dice: Random) -> None:
    """Visits, guests and what a guest cost."""
    guests = dice.randint(90, 400)
    draft.say("three", "国内公务接待{0}批次、{1}人次，均按标准执行。", str(guests // dice.randint(5, 9)), str(guests))


def other_year_budget(draft: Draft, dice: Random) -> None:
    """What was spent the year before last, beside last year's budget."""
    spent = rounded(number(draft.words["office_before"]) * dice.randint(80, 97) / 100, 2)
    draft.say("office", "{before_last}年该项经费实际支出{0}万元。", spent)


def whole_project(draft: Draft, dice: Random) -> None:
    """A project of three years and this year's share of it."""
    whole = Decimal(dice.randint(9_000, 40_000)) / 100
    draft.say(
        "performance",
        "智慧服务平台建设项目总投资{0}万元，建设期三年，{year}年安排{1}万元。",
        rounded(whole, 2),
        rounded(whole * dice.randint(25, 45) / 100, 2),
    )


def fractions_of_items(draft: Draft, dice: Random) -> None:
    """The greatest two of the lines, which are not all spending."""
    two = sorted((item.amount for item in draft.items), reverse=True)[:2]
    draft.say("spending", "支出规模居前两位的具体科目，金额分别为{0}万元和{1}万元。", *map(ten_thousands, two))


def nobody(draft: Draft, dice: Random) -> None:
    """Zeros in words for what isn't counted elsewhere."""
    draft.say("supervision", "全年未发生失泄密事件，未收到涉及信息发布差错的投诉，责任追究0起。")


def ordinals(draft: Draft, dice: Random) -> None:
    """Numbers that count nothing: files, dates, sessions, numbers of telephones and articles."""
    draft.say(
        "supervision",
        "根据《条例》第20条和政办发〔{last}〕18号文件，于{year}年4月16日召开第3次工作例会，审议了2项制度，监督电话0734-6618110。",
    )


TRAPS: tuple[Trap, ...] = (
    trap("households and persons", "dibao", WORDY, households,
         ("management", "{year}年底，城市低保{0}户{1}人，农村低保{2}户{3}人，城乡合计{4}户{5}人。"), fits=lambda draft: draft.words["body"] == "民政局"),
    trap("overlapping groups", "cared-for", WORDY, overlapping,
         ("management", "建立重点关爱对象台账，共登记{0}人，其中老年人{1}人、残疾人{2}人、低收入人口{3}人（同一对象可同时属于两类以上，分类数据有重复）。")),
    trap("counted once", "channels", WORDY, without_repeats,
         ("active", "门户网站、微信公众号、公开栏分别发布信息{0}条、{1}条、{2}条，同一信息在多个渠道发布的只计一次，去重后为{3}条。")),
    trap("this year and since", "day-care", WORDY, far_greater,
         ("management", "{year}年建成便民服务站点{0}个；自{2}年启动以来，便民服务站点累计建成{1}个。")),
    trap("stock and flow", "enrolled", WORDY, part_and_whole,
         ("general", "{year}年新注册志愿者{0}人。"), ("supervision", "截至{year}年12月底，注册志愿者总数达{1}人。")),
    trap("another scope", "inspections", WORDY, whole_and_part,
         ("management", "{region}开展安全隐患排查{0}次。"), ("supervision", "{publisher}机关带队开展安全隐患排查{1}次。")),
    trap("three steps", "complaints-passed-on", WORDY, three_steps,
         ("management", "“随手拍”问题线索收到{0}条，立项{1}条，办结{2}条，未立项的均作解释说明。")),
    trap("逾", "brochures", WORDY, over,
         ("active", "全年发放便民手册逾{0}册。"), ("supervision", "据台账统计，{year}年发放便民手册{1}册。")),
    trap("约", "audience", WORDY, nearly,
         ("platform", "直播活动吸引观众约{0}人次。"), ("problems", "{year}年直播活动观众{1}人次，覆盖面仍不够广。")),
    trap("万 with one decimal", "visits", WORDY, rounded_in_ten_thousands,
         ("platform", "门户网站全年总浏览量{0}万次。"), ("supervision", "经统计，{year}年门户网站总浏览量{1}次。")),
    trap("rounded parts in 万", "population", WORDY, rounded_parts,
         ("general", "服务{region}群众{0}万人次，窗口服务{1}万人次，网上服务{2}万人次，自助终端服务{3}万人次（数据因四舍五入，分项之和与合计略有出入）。")),
    trap("nearly doubled", "followers", WORDY, nearly_double,
         ("platform", "政务新媒体粉丝数由{last}年末的{0}人增加到{year}年末的{1}人，接近翻番。")),
    trap("comparable basis", "data", WORDY, comparable,
         ("management", "{year}年归集数据{1}万条，{last}年归集数据{0}万条；因统计口径调整，按可比口径增长{2}%。")),
    trap("plan and done", "tasks", WORDY, planned_and_done,
         ("management", "年初计划完成惠民实事任务{0}个，实际完成{1}个，为年度计划的{2}%。")),
    trap("two rates", "service", WORDY, two_rates,
         ("supervision", "全年办件按时办结率为{0}%，群众满意率为{1}%。")),
    trap("nearly two fifths", "young", WORDY, two_fifths,
         ("supervision", "全年参与线上问卷的群众{0}人，35岁以下的有{1}人，占近四成。")),
    trap("more than three tenths", "training", WORDY, rise_in_words,
         ("supervision", "参加业务轮训的人次由{last}年的{0}人次增加到{1}人次，增长三成以上。")),
    trap("points beside rates", "rates", WORDY, difference_of_rates,
         ("platform", "事项网上办理比例由{0}%提高到{1}%，提高{2}个百分点。")),
    trap("growth of others", "petitions", WORDY, three_growths,
         ("supervision", "受理信访事项{0}件，{last}年为{1}件，增长{2}%。其中，网上信访占比{3}%，重复信访占比下降{4}个百分点。")),
    trap("uneven shares", "ages", WORDY, uneven_shares,
         ("management", "接受服务的群众共{0}人次，按年龄段分，青年{1}人次、中年{2}人次、老年{3}人次，占比分别为{4}%、{5}%、{6}%（因四舍五入，占比合计可能不等于100%）。")),
    trap("only the main ones", "quarrels", WORDY, overlapping,
         ("general", "调解各类矛盾纠纷{0}起，主要包括邻里纠纷{3}起等。")),
    trap("last year and this", "hours", WORDY, whole_and_part,
         ("platform", "{year}年在线访谈播出{1}期。"), ("problems", "与{last}年播出在线访谈{0}期相比，{year}年节目数量有所减少。")),
    trap("half a year of messages", "quarters-of-messages", WORDY, part_and_whole,
         ("platform", "“我要留言”栏目上半年收到留言{0}条。"), ("supervision", "“我要留言”栏目全年共收到留言{1}条。")),
    trap("similar names", "meetings", WORDY, few_and_fewer,
         ("general", "召开政务公开工作推进会{0}次。"), ("supervision", "召开政务公开工作培训会{1}次。")),
    Trap("two localities", frozenset({"lectures"}), WORDY, of_two_towns),
    Trap("carried in, included", frozenset({"applications"}), WITH_FORM, in_hand),
    Trap("one department of the city", frozenset({"applications"}), WITH_FORM, one_unit_of_requests, lambda draft: draft.words["body"] == "市"),
    Trap("penalties of a campaign", frozenset({"penalties"}), WITH_FORM, penalties_of_a_campaign),
    Trap("cumulative columns", frozenset({"halves", "channels", "all-disclosed", "three-years"}), WORDY, cumulative_table),
    Trap("rates in a table", frozenset({"orders"}), WORDY, rates_table),
    Trap("some rows 其中", frozenset({"women", "training"}), WORDY, some_rows_table),
    Trap("columns of other units", frozenset({"aid", "subsidies"}), (*WORDY, ACCOUNTS), persons_and_money_table),
    Trap("zeros in words", frozenset({"zeros"}), WORDY, nobody),
    Trap("numbers that count nothing", frozenset({"documents"}), (*WITH_FORM, FREE), ordinals),
    trap("parts that were rounded", "purchases-by-kind contracts", MONEY, rounded_amounts,
         ("purchase", "本年度信息化采购金额{0}万元，包括硬件{1}万元、软件{2}万元、运维{3}万元三部分（各数据分别四舍五入）。")),
    trap("own and subordinate staff", "staff", MONEY, few_and_fewer,
         ("duties", "本部门（含下属单位）编外聘用人员{0}人，机关本级编外聘用人员{1}人。")),
    Trap("treasury and all", frozenset({"spending"}), MONEY, fiscal_and_all),
    Trap("adjusted budget", frozenset({"evaluated"}), (ACCOUNTS,), adjusted),
    Trap("shares of shares", frozenset({"contracts"}), MONEY, contracts),
    Trap("guests", frozenset({"guests"}), (ACCOUNTS,), per_head),
    Trap("year before last", frozenset({"office"}), (BUDGET,), other_year_budget),
    Trap("a project of three years", frozenset({"platform"}), MONEY, whole_project),
    Trap("two lines of many", frozenset({"items"}), MONEY, fractions_of_items),
)  # fmt: skip
