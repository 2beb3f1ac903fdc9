"""A second exam of planted contradictions: other bodies, sentences, tables and kinds of report than the first one's.

The interface is that of tests.samples.planted, whose building blocks it shares: `plant(seed, kind)` gives a report with
exactly one contradiction, `near_miss(seed)` one that looks as if it contradicted itself and doesn't.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

from tests.samples.planted import (
    BUDGET,
    FORM_2021,
    KINDS,
    Claim,
    Draft,
    NearMiss,
    Planted,
    Slip,
    cells_in_words,
    disjoint,
    grouped,
    grown,
    growth,
    has_disputes,
    listing,
    misprint,
    money_twice,
    number,
    parts,
    rounded,
    said_twice,
    shift_cells,
    short,
    sum_of,
    ten_thousands,
    write_listing,
    write_table,
    wrong_growth,
    yuan,
)
from tests.samples.planted_again_reports import (
    ACCOUNTS,
    FREE,
    MONEY,
    SORTS,
    WITH_FORM,
    WORDY,
    begin,
    finish,
    localities,
    word_item,
)
from tests.samples.planted_again_traps import TRAPS
from tests.samples.specs import ReportSpec, TableSpec

__all__ = ["CLAIMS", "KINDS", "TRAPS", "NearMiss", "Planted", "near_miss", "phrases", "plant"]


def plant(seed: int, kind: str, phrase: str | None = None) -> Planted:
    """The report of a seed with one contradiction of a kind, in the phrase that is named or the seed's own."""
    claims = [claim for claim in CLAIMS if claim.kind == kind and phrase in (None, claim.name)]
    claim = claims[seed // len(KINDS) % len(claims)]
    spec, slip = _written(seed, claim, wrong=True)
    return Planted(seed, kind, claim.name, slip, spec, _written(seed, claim, wrong=False)[0])


def near_miss(seed: int) -> NearMiss:
    """The report of a seed, with four things in it that look like contradictions, and three claims that hold."""
    sort = SORTS[seed % len(SORTS)]
    draft, dice = begin(seed, sort), Random(f"{seed} traps again")
    fitting = [one for one in TRAPS if sort in one.sorts and one.fits(draft)]
    turn = dice.randrange(len(fitting))
    traps = disjoint(fitting[turn:] + fitting[:turn], frozenset(), 4)
    taken = frozenset[str]().union(*(one.subjects for one in traps))
    for claim in companions(draft, dice, taken, 3):
        claim.write(draft, Random(f"{seed} {claim.name}"), False)
    for one in traps:
        one.write(draft, Random(f"{seed} {one.name}"))
    return NearMiss(seed, finish(draft, seed), tuple(one.name for one in traps))


def phrases(kind: str) -> tuple[str, ...]:
    """Names of all phrases in which a kind can be planted."""
    return tuple(claim.name for claim in CLAIMS if claim.kind == kind)


def companions(draft: Draft, dice: Random, taken: frozenset[str], count: int, kind: str = "") -> list[Claim]:
    """Claims of other kinds, about other subjects, that fit a draft."""
    fitting = [claim for claim in CLAIMS if claim.kind != kind and draft.sort in claim.sorts and claim.fits(draft)]
    return disjoint(dice.sample(fitting, len(fitting)), taken, count)


def _written(seed: int, claim: Claim, wrong: bool) -> tuple[ReportSpec, Slip]:
    """A report with a claim, three others of other kinds and a trap; only the claim may be wrong."""
    dice = Random(f"{seed} {claim.name} report again")
    draft = begin(seed, dice.choice(claim.sorts))
    attempt = 0
    while not claim.fits(draft):
        attempt += 1
        draft = begin(seed + 1_000_003 * attempt, dice.choice(claim.sorts))
    others = companions(draft, dice, claim.subjects, 3, claim.kind)
    taken = claim.subjects.union(*(other.subjects for other in others))
    fitting = [one for one in TRAPS if draft.sort in one.sorts and one.fits(draft)]
    traps = disjoint(dice.sample(fitting, len(fitting)), taken, 1)
    turn = dice.randrange(len(others) + 1)
    for other in others[:turn]:
        other.write(draft, Random(f"{seed} {other.name}"), False)
    slip = claim.write(draft, Random(f"{seed} {claim.name}"), wrong)
    for other in others[turn:]:
        other.write(draft, Random(f"{seed} {other.name}"), False)
    for one in traps:
        one.write(draft, Random(f"{seed} {one.name}"))
    return finish(draft, seed), slip


def of(*bodies: str) -> Callable[[Draft], bool]:
    """Whether a report is one of these bodies'; of any, where none is named."""
    return lambda draft: not bodies or draft.words["body"] in bodies


# parts and totals

LISTINGS = (
    ("dibao", "management", WORDY, 210, 4900, "民政局", "截至{year}年12月底，{region}在册最低生活保障对象{0}人，城市低保对象、农村低保对象分别为{1}人和{2}人。"),
    ("elderly-homes", "management", WORDY, 3, 26, "民政局", "{region}现有养老机构{0}家，按运营方式分为三类：公办公营{1}家，公建民营{2}家，民办民营{3}家。"),
    ("marriages", "management", WORDY, 210, 1900, "民政局", "婚姻登记方面，办理结婚登记{1}对，办理离婚登记{2}对，补领婚姻证件{3}对，三项业务合计{0}对。"),
    ("road-length", "general", WORDY, 60, 900, "交通运输局", "{region}公路通车里程达到{0}公里。按行政等级划分，国省道{1}公里、县道{2}公里、乡道{3}公里、村道{4}公里。"),
    ("road-upkeep", "management", WORDY, 11, 96, "交通运输局", "全年实施县道大中修{1}公里、乡道大中修{2}公里、村道大中修{3}公里，累加为{0}公里。"),
    ("vehicle-checks", "supervision", WORDY, 30, 700, "交通运输局", "执法人员路面检查货运车辆{1}辆次、客运车辆{2}辆次、危险品运输车辆{3}辆次，以上三类共检查{0}辆次。"),
    ("clinics", "general", WORDY, 4, 160, "卫生健康局", "{region}共有医疗卫生机构{0}个：医院{1}个，基层医疗卫生机构{2}个，专业公共卫生机构{3}个，其他机构{4}个。"),
    ("medics", "management", WORDY, 60, 900, "卫生健康局", "{region}卫生技术人员总数为{0}人，由执业（助理）医师{1}人、注册护士{2}人、药师及技师{3}人、其他卫生技术人员{4}人构成。"),
    ("firms", "general", WORDY, 400, 9800, "市场监督管理局", "年末{region}实有经营主体{0}户。其类型构成是：企业{1}户，个体工商户{2}户，农民专业合作社{3}户。"),
    ("complaints-passed-on", "management", WORDY, 110, 900, "市场监督管理局", "全年收到投诉举报{0}件，除依法移送其他部门的{1}件外，其余{2}件均由本局办理。"),
    ("cases", "supervision", WORDY, 11, 240, "市场监督管理局", "按程序分，适用简易程序的案件{1}件，适用普通程序的案件{2}件，全年办结案件总数{0}件。"),
    ("schools", "general", WORDY, 2, 60, "教育局", "{region}有各级各类学校{0}所，即幼儿园{1}所、小学{2}所、初级中学{3}所、高级中学{4}所、中等职业学校{5}所。"),
    ("teachers-hired", "management", WORDY, 8, 95, "教育局", "公开招聘教师的岗位分布为：幼儿园{1}人、小学{2}人、初中{3}人、高中{4}人，以上合计{0}人。"),
    ("villages", "general", WORDY, 3, 22, "镇", "{publisher}所辖村级单位共{0}个，为{1}个行政村和{2}个社区。"),
    ("quarrels", "management", WORDY, 4, 60, "镇", "全年排查调处矛盾纠纷{0}起。婚姻家庭类{1}起，邻里关系类{2}起，土地流转类{3}起，其余类型{4}起。"),
    ("advice-of-the-congress", "management", WORDY, 20, 160, "市", "{year}年{we}交办的代表建议已全部答复，按答复结果分A、B、C三类，A类{1}件，B类{2}件，C类{3}件，三类相加为{0}件。"),
    ("channels", "active", WORDY, 20, 900, "", "从发布渠道看，门户网站{1}条，微信公众号{2}条，政务公开栏{3}条，广播电视{4}条，总计{0}条。"),
    ("half-years", "supervision", WORDY, 40, 700, "", "服务窗口上半年办理业务{1}笔，下半年办理业务{2}笔，两个半年加总为{0}笔。"),
    ("quarters-of-messages", "platform", WORDY, 11, 190, "", "“我要留言”栏目一至四季度收到网民留言分别为{1}条、{2}条、{3}条、{4}条，全年共计{0}条。"),
    ("calls-in-paragraphs", "supervision", WORDY, 30, 600, "", "全年受理公众咨询{0}次，具体方式如下：¶——电话咨询{1}次；¶——现场咨询{2}次；¶——网络咨询{3}次。¶"),
    ("answers-given", "requests", (FREE,), 3, 40, "", "已答复的政府信息公开申请共{0}件，答复类型包括四种：同意公开{1}件，部分公开{2}件，不予公开{3}件，信息不存在{4}件。"),
    ("staff", "duties", MONEY, 6, 90, "", "年末编制内在职人员{0}人，行政人员{1}人、参照公务员法管理人员{2}人、事业人员{3}人，无其他人员。"),
    ("targets-graded", "performance", MONEY, 3, 25, "", "纳入绩效评价的项目共{0}个，评价等次为“优”“良”“中”的项目分别有{1}个、{2}个、{3}个，没有等次为“差”的项目。"),
    ("offices", "duties", MONEY, 2, 12, "", "纳入编制范围的预算单位包括三类，行政单位{1}个，参公事业单位{2}个，公益一类事业单位{3}个，单位总数为{0}个。"),
)  # fmt: skip
"""Subject, place, sorts, least and greatest part, body (any where empty), sentence with its total {0} and its parts."""
MEASURED = (
    ("vaccinations", WORDY, 120, 2900, Decimal("0.5"), "卫生健康局", ("management", "全年接种疫苗{0}万剂次，由免疫规划疫苗{1}万剂次和非免疫规划疫苗{2}万剂次组成。")),
    ("subsidies", WORDY, 2100, 88000, Decimal(5), "镇", ("management", "惠民补贴“一卡通”发放情况：耕地地力保护补贴{1}万元，草原生态补助{2}万元，困难群众救助{3}万元，三类补贴发放总额{0}万元。")),
    ("buildings", MONEY, 30000, 900000, Decimal(20), "", ("assets", "{publisher}占用房屋面积{0}平方米，分别是办公用房{1}平方米、业务用房{2}平方米、其他用房{3}平方米。")),
    ("purchases-by-kind", MONEY, 900, 9000, Decimal(5), "", ("purchase", "政府采购货物金额{1}万元，政府采购工程金额{2}万元，政府采购服务金额{3}万元，政府采购总额{0}万元。")),
)  # fmt: skip
"""Subject, sorts, least and greatest part in hundredths, by how much the misprint is off at least, body, place and sentence."""


def measured(
    subject: str, sorts: tuple[str, ...], low: int, high: int, least: Decimal, body: str, said: tuple[str, str]
) -> Claim:
    """A sentence with a total and all its parts, which have decimals."""

    def write(draft: Draft, dice: Random, wrong: bool) -> Slip:
        count = sum(f"{{{one}}}" in said[1] for one in range(1, 9))
        amounts = [Decimal(one) / 100 for one in parts(dice, count, low, high)]
        printed = [rounded(one, 2) for one in (sum(amounts, Decimal(0)), *amounts)]
        return write_listing(draft, dice, said, printed, wrong, least)

    return Claim("parts_and_total", f"list of {subject}", frozenset({subject}), sorts, write, of(*body.split()))


def ways_of_applying(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """How applicants applied, with the total that the form has too; a part is misprinted."""
    total = int(draft.cells["applications.received.total"])
    one, two = total // 5 + 1, total // 3
    printed = [str(total), str(one), str(two), str(total - one - two)]
    spot = dice.randrange(1, 4)
    right, off = printed[spot], misprint(dice, printed[spot], Decimal(2))
    printed[spot] = off if wrong else right
    draft.say(
        "requests",
        "新收到的{0}件政府信息公开申请中，当面提交{1}件、信函寄送{2}件、网络提交{3}件，没有通过其他方式提交的。",
        *printed,
    )
    others = tuple(text for place, text in enumerate(printed) if place != spot)
    return Slip((off,), others, f"a way of applying is printed {off} where the total leaves {right}")


def shares_over_100(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """Shares of one whole that add to far more than 100."""
    first, second = Decimal(dice.randint(520, 700)) / 10, Decimal(dice.randint(180, 260)) / 10
    rest = 100 - first - second
    off = str(rest + dice.randint(11, 29))
    sentence = "{year}年服务对象满意度测评结果显示，评价为“非常满意”的占{0}%，“满意”的占{1}%，“不满意”的占{2}%。"
    draft.say("supervision", sentence, str(first), str(second), off if wrong else str(rest))
    return Slip(
        (off,), (str(first), str(second)), f"shares {first}, {second} and {off} add to more than 100, not {rest}"
    )


def share_of_spending(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """项目支出's share of all spending, with both amounts in the sentence."""
    words = draft.words
    right = words["project_share"]
    candidates = (words["basic_share"], rounded(number(right) + 20, 2), rounded(abs(number(right) - 20), 2))
    off = next(one for one in candidates if abs(number(one) - number(right)) > 5)
    words["project_share"] = off if wrong else right
    told = f"{words['project']} of {words['spending']} is {right}%, printed is {off}%"
    against = (words["project"], words["spending"], words["basic_share"])
    return Slip((off,), against, told, frozenset({"growth"}))


def no_calls_in_all(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """A total of 0 before parts that aren't."""
    some = parts(dice, 3, 4, 60)
    total = "0" if wrong else str(sum(some))
    draft.say(
        "supervision",
        "收到社会各界意见建议共{0}条，分别为书面意见{1}条、电话意见{2}条、网络意见{3}条。",
        total,
        *map(str, some),
    )
    return Slip(("0",), tuple(map(str, some)), f"the total is printed 0 where the parts sum to {sum(some)}")


def a_word(
    kind: str,
    name: str,
    subjects: str,
    sorts: tuple[str, ...],
    word: str,
    against: Callable[[Draft], Sequence[str]],
    also: str = "",
) -> Claim:
    """A number of the skeleton's sentences is misprinted there; other sentences and tables deny it."""

    def write(draft: Draft, dice: Random, wrong: bool) -> Slip:
        right = draft.words[word]
        off = misprint(dice, right, number(right) / 40 + Decimal("0.4"))
        held = tuple(against(draft))
        draft.words[word] = off if wrong else right
        return Slip((off,), held, f"{name}: printed {off}, not {right}", frozenset(also.split()))

    return Claim(kind, name, frozenset(subjects.split()), sorts, write)


def words_of(*names: str) -> Callable[[Draft], Sequence[str]]:
    """Other numbers of the skeleton."""
    return lambda draft: [draft.words[name] for name in names]


# tables that no statute has


def spread(dice: Random, count: int, columns: int, low: int, high: int) -> list[list[int]]:
    """Rows of numbers."""
    return [parts(dice, columns, low, high) for _ in range(count)]


def with_sums(names: Sequence[str], rows: list[list[int]], last: str = "合计") -> tuple[tuple[str, ...], ...]:
    """Rows with their names, and a row of column sums below them."""
    bottom = [sum(column) for column in zip(*rows, strict=True)]
    return (*((name, *map(str, row)) for name, row in zip(names, rows, strict=True)), (last, *map(str, bottom)))


def halves(draft: Draft, dice: Random) -> TableSpec:
    """Two things in two halves of the year, and both over the year: a header of two levels."""
    names = localities(draft, 5)
    rows = [[a, b, c, d, a + c, b + d] for a, b, c, d in spread(dice, 5, 4, 12, 260)]
    head = (
        (draft.words["locality"], "上半年", "←", "下半年", "←", "全年合计", "←"),
        ("↑", *("发布信息（条）", "解读政策（篇）") * 3),
    )
    return TableSpec(draft.tell("{year}年各{locality}信息发布情况表"), None, head, with_sums(names, rows))


def halves_table(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """A 全年合计 isn't the sum of the halves, or a column's 合计 not the sum of its rows."""
    table = halves(draft, dice)
    spot = dice.choice(((dice.randrange(5), dice.choice((5, 6))), (5, dice.randrange(1, 5))))
    return write_table(draft, "halves", table, spot, misprint(dice, table.rows[spot[0]][spot[1]], Decimal(3)), wrong)


def dibao(draft: Draft, dice: Random) -> TableSpec:
    """Households and persons in town and country, a row each of the towns, 总计 above them."""
    names = localities(draft, 6)
    rows = []
    for urban, rural in spread(dice, 6, 2, 12, 380):
        more, other = urban * dice.randint(12, 19) // 10, rural * dice.randint(12, 25) // 10
        rows.append([urban, more, rural, other, urban + rural, more + other])
    body = with_sums(names, rows, draft.words["region"])
    head = (
        ("地区", "城市低保", "←", "农村低保", "←", "城乡合计", "←"),
        ("↑", *("户数（户）", "人数（人）") * 3),
    )
    return TableSpec(draft.tell("{year}年末最低生活保障对象分布表"), None, head, (body[-1], *body[:-1]))


def dibao_table(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """The row of the whole county, which stands first, isn't the sum of the towns; or 城乡合计 not that of a row."""
    table = dibao(draft, dice)
    spot = dice.choice(((0, dice.randrange(1, 7)), (dice.randrange(1, 7), dice.choice((5, 6)))))
    return write_table(draft, "dibao", table, spot, misprint(dice, table.rows[spot[0]][spot[1]], Decimal(3)), wrong)


def areas(draft: Draft, dice: Random) -> TableSpec:
    """Three areas of localities, each with its 小计, and a 总计: households and visits."""
    names = localities(draft, 7)
    body: list[tuple[str, ...]] = []
    every: list[list[int]] = []
    for area, some in (("东部片区", names[:2]), ("中部片区", names[2:5]), ("西部片区", names[5:])):
        rows = spread(dice, len(some), 2, 25, 470)
        every += rows
        lines = with_sums(some, rows, "小计")
        body += [(area if not place else "↑", *line) for place, line in enumerate(lines)]
    total = with_sums([""] * len(every), every)[-1]
    body.append(("总计", "←", *total[1:]))
    head = (("片区", draft.words["locality"], "走访户数（户）", "解决诉求（件）"),)
    return TableSpec(draft.tell("{year}年“进村入户”走访服务统计表"), None, head, tuple(body))


def areas_table(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """A 小计 is misprinted, or the 总计."""
    table = areas(draft, dice)
    row, column = (
        dice.choice([place for place, cells in enumerate(table.rows) if cells[1] in ("小计", "←")]),
        dice.choice((2, 3)),
    )
    return write_table(draft, "areas", table, (row, column), misprint(dice, table.rows[row][column], Decimal(3)), wrong)


def counter(draft: Draft, dice: Random) -> TableSpec:
    """Twelve months in two columns side by side, each half with its 小计, the year below."""
    months = parts(dice, 12, 110, 980)
    rows = [(f"{place + 1}月", str(months[place]), f"{place + 7}月", str(months[place + 6])) for place in range(6)]
    rows.append(("上半年小计", str(sum(months[:6])), "下半年小计", str(sum(months[6:]))))
    rows.append(("全年总计", "←", "←", str(sum(months))))
    head = (("月份", "办件量", "月份", "办件量"),)
    return TableSpec(draft.tell("{year}年政务服务窗口各月办件量统计表"), "件", head, tuple(rows))


def counter_table(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """The 小计 of half a year is misprinted: neither the months nor the year's total agree."""
    table = counter(draft, dice)
    column = dice.choice((1, 3))
    off = misprint(dice, table.rows[6][column], Decimal(3))
    slip = write_table(draft, "counter", table, (6, column), off, wrong)
    return replace(slip, against=(*slip.against, table.rows[7][3]))


def women_table(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """A column 其中 is more than the column it is a part of."""
    names = ("政策法规", "保密审查", "网站运维", "公文写作")
    rows = [[whole, whole * dice.randint(31, 70) // 100] for (whole,) in spread(dice, 4, 1, 25, 190)]
    body = [[name, str(whole), str(part)] for name, (whole, part) in zip(names, rows, strict=True)]
    row = dice.randrange(4)
    off = str(rows[row][0] + dice.randint(3, 20))
    right, whole = body[row][2], body[row][1]
    body[row][2] = off if wrong else right
    head = (("培训内容", "参训人次", "其中：女性人次"),)
    draft.tables["women"] = TableSpec(draft.tell("{year}年干部培训情况表"), None, head, tuple(map(tuple, body)))
    return Slip((off,), (whole,), f"table of trainings, {names[row]}: {off} women (not {right}) among {whole}")


def facilities_table(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """年初数 + 增加 - 减少 isn't 年末数, as the header says it should."""
    names = ("信息查询点（个）", "政务公开栏（块）", "电子显示屏（块）")
    rows = []
    for start, more, less in spread(dice, 3, 3, 4, 30):
        rows.append([start + 40, more, less, start + 40 + more - less])
    row = dice.randrange(3)
    body = tuple((name, *map(str, cells)) for name, cells in zip(names, rows, strict=True))
    head = (("设施名称", "年初数①", "本年增加②", "本年减少③", "年末数④＝①＋②－③"),)
    table = TableSpec(draft.tell("{year}年政务公开设施增减变动表"), None, head, body)
    off = misprint(dice, body[row][4], Decimal(2))
    slip = write_table(draft, "facilities", table, (row, 4), off, wrong)
    return replace(slip, against=body[row][1:4])


def opinions_table(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """合计 is 0 under rows that aren't."""
    names = ("服务态度", "办事流程", "信息公开", "环境设施")
    rows = [[one, one * 6 // 10 + 1] for (one,) in spread(dice, 4, 1, 6, 80)]
    column = dice.choice((1, 2))
    head = (("意见类别", "征集数（条）", "采纳数（条）"),)
    body = with_sums(names, rows)
    table = TableSpec(draft.tell("{year}年公众意见征集采纳情况表"), None, head, body)
    return write_table(draft, "opinions", table, (4, column), "0", wrong)


def funds_table(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """Projects by source of their money, sums on the right and below; any cell of the sums is misprinted."""
    names = ("公共服务设施提升", "信息系统运行维护", "业务能力建设", "安全隐患整治")
    amounts = spread(dice, 4, 3, 310, 3900)
    rows = [[sum(row), *row] for row in amounts]
    sums = [*rows, [sum(column) for column in zip(*rows, strict=True)]]
    body = tuple(
        (name, *(rounded(Decimal(one) / 100, 2) for one in row))
        for name, row in zip((*names, "总计"), sums, strict=True)
    )
    head = (("项目名称", "资金总额", "资金来源", "←", "←"), ("↑", "↑", "上级补助", "本级安排", "自筹及其他"))
    table = TableSpec(draft.tell("{year}年重点项目资金来源表"), "万元", head, body)
    spot = dice.choice(((dice.randrange(5), 1), (4, dice.randrange(2, 5))))
    off = misprint(dice, body[spot[0]][spot[1]], number(body[spot[0]][spot[1]]) / 20)
    return write_table(draft, "funds", table, spot, off, wrong)


def functions_top(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """合计 above the lines of a code table isn't the sum of the 类 below it."""
    table = draft.tables["functions"]
    column = dice.choice((3, 4))
    off = misprint(dice, table.rows[0][column], number(table.rows[0][column]) / 20)
    slip = write_table(draft, "functions", table, (0, column), off, wrong)
    word = draft.words["basic" if column == 3 else "project"]
    return replace(slip, against=(*slip.against, word), also=frozenset({"text_and_table"}))


def functions_class(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """A 类 row of a code table with all digits in one column isn't the sum of its 款."""
    table = draft.tables["functions"]
    code = Counter(item.code[0] for item in draft.items).most_common(1)[0][0]
    row = next(place for place, cells in enumerate(table.rows) if cells[0] == code)
    off = misprint(dice, table.rows[row][2], number(table.rows[row][2]) / 20)
    slip = write_table(draft, "functions", table, (row, 2), off, wrong)
    return replace(slip, against=tuple(one for one in slip.against if "." in one))


def balance_own(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """本年支出合计 isn't the sum of the 类 above it; the paragraph has the right one."""
    table = draft.tables["balance"]
    row = len(table.rows) - 3
    off = misprint(dice, table.rows[row][3], number(table.rows[row][3]) / 20)
    slip = write_table(draft, "balance", table, (row, 3), off, wrong)
    return replace(slip, against=(*slip.against, draft.words["spending"]), also=frozenset({"text_and_table"}))


def three_rows(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """“三公” in rows: 合计 of last year isn't the sum of 一, 二 and 三."""
    table = draft.tables["three"]
    off = misprint(dice, table.rows[0][1], Decimal("0.5"))
    return write_table(draft, "three", table, (0, 1), off, wrong)


def three_in_one_row(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """“三公” in one row: the 小计 of what was budgeted for vehicles isn't the sum of its two."""
    table = draft.tables["three"]
    off = misprint(dice, table.rows[0][2], Decimal("0.5"))
    return write_table(draft, "three", table, (0, 2), off, wrong)


# relations of the statutory form


def form_cells(name: str, keys: Sequence[str], against: Callable[[str], bool], fits: Callable[[Draft], bool]) -> Claim:
    """Cells of the form are some too many; what they stand with denies them."""

    def write(draft: Draft, dice: Random, wrong: bool) -> Slip:
        shift = dice.randint(2, 9)
        held = tuple(text for key, text in draft.cells.items() if key not in keys and against(key) and text != "0")
        off = shift_cells(draft, keys, shift, wrong)
        return Slip(off, held, f"{', '.join(keys)}: {shift} too many")

    table = "disputes" if keys[0].startswith("disputes") else "applications"
    return Claim("form_relation", name, frozenset({table}), WITH_FORM, write, fits)


def beside(row: str, *columns: str) -> Callable[[str], bool]:
    """Cells of a row of table three, and of these columns."""

    def held(key: str) -> bool:
        return key.startswith(f"applications.{row}.") or (
            key.startswith("applications.") and key.endswith(tuple(f".{column}" for column in columns))
        )

    return held


def cases(kind: str) -> Callable[[Draft], bool]:
    """Whether table four counts cases of a kind that are not all of one result."""

    def fits(draft: Draft) -> bool:
        key = f"disputes.all.{kind}"
        return bool(draft.cells) and draft.cells[f"{key}.total"] not in ("0", draft.cells[f"{key}.pending"])

    return fits


def dispute_without_pending(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """Table four: a 总计 that leaves out 尚未审结."""
    kinds = [kind for kind in ("reconsideration", "litigation.direct", "litigation.after") if _has_pending(draft, kind)]
    key = f"disputes.all.{dice.choice(kinds)}"
    right, pending = draft.cells[f"{key}.total"], draft.cells[f"{key}.pending"]
    off = str(int(right) - int(pending))
    if wrong:
        draft.cells[f"{key}.total"] = off
    held = (draft.cells[f"{key}.{result}"] for result in ("upheld", "corrected", "other", "pending"))
    return Slip((off,), tuple(one for one in held if one != "0"), f"{key}: 总计 {off} leaves out {pending} pending")


def _has_pending(draft: Draft, kind: str) -> bool:
    key = f"disputes.all.{kind}"
    return draft.cells.get(f"{key}.pending", "0") not in ("0", draft.cells.get(f"{key}.total"))


def any_pending(draft: Draft) -> bool:
    """Whether a 总计 of table four is more than its 尚未审结, which isn't 0."""
    return any(_has_pending(draft, kind) for kind in ("reconsideration", "litigation.direct", "litigation.after"))


def total_zero_across(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """Table three: 总计 of new requests is 0 beside the persons'."""
    key = "applications.received.total"
    held = tuple(
        text for one, text in draft.cells.items() if one != key and beside("received", "total")(one) and text != "0"
    )
    if wrong:
        draft.cells[key] = "0"
    return Slip(("0",), held, f"{key} is 0 beside {draft.cells['applications.received.person']} persons")


# text and table

CELLS_IN_WORDS = (
    ("applications", WITH_FORM, ("applications.received.total",), "依申请公开方面，今年以来登记受理的政府信息公开申请共有{0}件。"),
    ("applications", WITH_FORM, ("applications.result.granted.total",), "经审查，答复意见为“予以公开”的政府信息公开申请有{0}件。"),
    ("applications", WITH_FORM, ("applications.received.person",), "{year}年新收政府信息公开申请的申请人中，自然人提出{0}件。"),
    ("applications", WITH_FORM, ("applications.result.total.total", "applications.carried_out.total"), "到{year}年底，政府信息公开申请办结{0}件，另有{1}件结转至{next}年办理。"),
    ("licences", WITH_FORM, ("licensing.licence.decided",), "依法作出的行政许可决定全年累计{0}件。"),
    ("penalties", WITH_FORM, ("penalties.penalty.decided",), "严格落实行政执法公示制度，{year}年作出的{0}件行政处罚决定全部上网公示。"),
    ("penalties", WITH_FORM, ("penalties.coercion.decided", "penalties.penalty.decided"), "全年行政强制{0}件，行政处罚{1}件，执法结果及时公开。"),
    ("fees", (FORM_2021,), ("fees.fee.amount",), "行政事业性收费方面，本年度收费金额为{0}万元。"),
    ("normative", (FORM_2021,), ("rules.normative.in_force", "rules.normative.repealed"), "开展文件清理，废止行政规范性文件{1}件，年末保持有效的行政规范性文件{0}件。"),
    ("disputes", WITH_FORM, ("disputes.all.litigation.direct.total",), "因政府信息公开未经复议直接提起的行政诉讼{0}件。"),
)  # fmt: skip


def requests_in_hand(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """New requests and those carried in, added up in words; the form has both."""
    new, old = (draft.cells[f"applications.{row}.total"] for row in ("received", "carried_in"))
    right = str(int(new) + int(old))
    off = misprint(dice, right, Decimal(3))
    draft.say(
        "requests",
        "加上{last}年结转的{0}件，{year}年需办理的政府信息公开申请总数为{1}件。",
        old,
        off if wrong else right,
    )
    told = f"the sentence says {off} requests in all where the form has {new} new and {old} old ones"
    return Slip((off,), (new, old), told, frozenset({"parts_and_total"}))


def no_disputes(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """The sentence says that there was no reconsideration; the form counts some."""
    right = draft.cells["disputes.all.reconsideration.total"]
    sentence = (
        "{year}年未发生因政府信息公开引起的行政复议。" if wrong else "{year}年因政府信息公开引起的行政复议{0}件。"
    )
    draft.say("supervision", sentence, right)
    return Slip(("未发生",), (right,), f"the sentence says 未发生, the form has {right}")


def best_locality(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """A sentence on the row with most, and its cell in a table of two header levels."""
    table = halves(draft, dice)
    draft.tables["halves"] = table
    row = max(table.rows[:-1], key=lambda cells: int(cells[5]))
    off = misprint(dice, row[5], Decimal(9))
    draft.say(
        "active", "从各{locality}情况看，{0}全年发布信息{1}条，数量居前（见附表）。", row[0], off if wrong else row[5]
    )
    return Slip((off,), (row[5],), f"the sentence says {off} for {row[0]} where the table has {row[5]}")


def area_in_words(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """A 小计 of a table in words."""
    table = areas(draft, dice)
    draft.tables["areas"] = table
    right = next(cells for cells in table.rows if cells[1] == "小计")[2]
    off = misprint(dice, right, Decimal(9))
    draft.say("management", "据附表统计，{year}年“进村入户”走访中，东部片区走访群众{0}户。", off if wrong else right)
    return Slip((off,), (right,), f"the sentence says {off} households where the 小计 has {right}")


def month_in_words(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """A month's cell in a table of two columns of months, in words."""
    table = counter(draft, dice)
    draft.tables["counter"] = table
    row, column = dice.randrange(6), dice.choice((0, 2))
    month, right = table.rows[row][column : column + 2]
    off = misprint(dice, right, Decimal(9))
    draft.say("platform", "政务服务窗口{0}份办件量为{1}件，各月办件情况见附表。", month, off if wrong else right)
    return Slip((off,), (right,), f"the sentence says {off} in {month} where the table has {right}")


def rural_in_words(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """The whole county's cell of the first row in words."""
    table = dibao(draft, dice)
    draft.tables["dibao"] = table
    column, name = dice.choice(((2, "城市"), (4, "农村")))
    right = table.rows[0][column]
    off = misprint(dice, right, Decimal(9))
    draft.say(
        "management", "{year}年末，{region}纳入{0}低保的群众有{1}人，各地区分布见附表。", name, off if wrong else right
    )
    return Slip((off,), (right,), f"the sentence says {off} persons where the table has {right}")


def item_in_words(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """A line's sentence and its row; what the sentence compares follows from the wrong amount."""
    item = dice.choice([one for one in draft.items if not one.basic])
    right = item.amount
    off = Decimal(misprint(dice, ten_thousands(right), number(ten_thousands(right)) / 20)) * 10000
    if wrong:
        item.amount = off
        word_item(draft, item)
        item.amount = right
    told = f"the sentence on {item.names[2]} says {ten_thousands(off)} where the table has {ten_thousands(right)}"
    return Slip((ten_thousands(off),), (ten_thousands(right),), told)


# said twice

SAID_TWICE = (
    ("beds", WORDY, 110, 900, "民政局", ("general", "一年来，新增养老床位{0}张，兜底保障能力不断增强。"), ("management", "养老服务提质扩面，{year}年{region}增加养老床位{0}张。")),
    ("new-roads", WORDY, 21, 290, "交通运输局", ("general", "{year}年，新改建农村公路{0}公里。"), ("management", "农村公路新改建里程{0}公里，群众出行条件明显改善。")),
    ("free-clinics", WORDY, 12, 190, "卫生健康局", ("general", "{year}年共开展义诊活动{0}场次。"), ("supervision", "全年义诊活动累计举办{0}场次，受到群众好评。")),
    ("food-samples", WORDY, 310, 2900, "市场监督管理局", ("general", "{year}年完成食品安全监督抽检{0}批次。"), ("active", "{0}批次食品安全监督抽检结果已全部向社会公布。")),
    ("pupils-aided", WORDY, 900, 9800, "教育局", ("general", "全年资助家庭经济困难学生{0}人次。"), ("management", "{year}年共有{0}人次家庭经济困难学生得到资助。")),
    ("trees", WORDY, 1100, 9800, "镇", ("general", "{year}年全镇栽植苗木{0}株。"), ("other", "{year}年国土绿化工作中，全镇共栽种苗木{0}株。")),
    ("meetings", WORDY, 12, 48, "市", ("general", "{year}年，召开市政府常务会议{0}次。"), ("active", "全年市政府常务会议共举行{0}次，会议议定事项按规定公开。")),
    ("all-disclosed", WORDY, 1300, 9900, "", ("general", "{year}年各类渠道主动公开政府信息总量为{0}条。"), ("problems", "{year}年{we}各类渠道虽已主动公开政府信息{0}条，但与群众期盼相比仍有差距。")),
    ("replies-in-time", (FREE,), 21, 190, "", ("requests", "{year}年收到政府信息公开申请{0}件，均按期答复。"), ("other", "{year}年政府信息公开申请共收到{0}件，未收取任何费用。")),
    ("hours", WORDY, 12, 60, "", ("platform", "在线访谈节目全年播出{0}期。"), ("supervision", "{year}年策划播出在线访谈节目{0}期，互动效果良好。")),
    ("retired", MONEY, 11, 98, "", ("duties", "截至编报时，{publisher}有退休人员{0}人。"), ("assets", "{publisher}的{0}名退休人员均不占用办公用房。")),
    ("evaluated", MONEY, 12, 58, "", ("duties", "{year}年度列入绩效目标管理的项目有{0}个。"), ("performance", "{year}年度实行绩效目标管理的项目共计{0}个。")),
)  # fmt: skip
"""Subject, sorts, least and greatest value, body, and two sentences with other verbs in different sections."""


def said_three_times(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """Three sections give the same number; one of them is misprinted."""
    right = str(dice.randint(310, 4900))
    off = misprint(dice, right, number(right) / 10)
    sentences = (
        ("general", "{year}年，“民意直通车”平台办理群众诉求{0}件。"),
        ("management", "依托“民意直通车”平台，全年办理群众诉求{0}件，群众满意度稳步提升。"),
        ("problems", "{year}年“民意直通车”平台虽办理群众诉求{0}件，但部分诉求办理周期偏长。"),
    )
    spot = dice.randrange(3)
    for place, said in enumerate(sentences):
        draft.say(*said, off if wrong and place == spot else right)
    return Slip((off,), (right,), f"“民意直通车” handled {right} twice and {off} once")


def ten_thousand_and_exact(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """The same in 万 with two decimals and exactly, further apart than rounding explains."""
    exact = dice.randint(110_000, 960_000)
    right = rounded(Decimal(exact) / 10000, 2)
    off = misprint(dice, right, number(right) / 20)
    draft.say("platform", "{year}年门户网站总浏览量{0}万次。", off if wrong else right)
    draft.say("supervision", "后台监测数据显示，{year}年门户网站总浏览量为{0}次。", str(exact))
    told = f"{off} 万次 and {exact} 次, which is {right} 万次"
    return Slip((off,), (str(exact),), told, frozenset({"unit_slip"}))


# growth

GROWTHS = (
    ("places-in-homes", "民政局", ("management", "{region}养老护理员由{last}年底的{before}人{change}到{year}年底的{now}人，一年间{up}了{percent}%。")),
    ("passengers", "交通运输局", ("management", "全年公共汽车客运量{now}人次，较上年{up}{percent}%（{last}年为{before}人次）。")),
    ("check-ups", "卫生健康局", ("management", "为65岁及以上老年人免费体检{now}人，与{last}年的{before}人相比，{change}{difference}人。")),
    ("registrations", "市场监督管理局", ("management", "新登记经营主体方面，{last}年{before}户，{year}年{now}户，{up}幅度为{percent}%。")),
    ("books", "教育局", ("management", "{region}中小学图书馆借阅量为{now}册次，上一年度{before}册次，一年{change}{difference}册次。")),
    ("tourists", "镇", ("management", "全镇接待游客{now}人次，上年同期为{before}人次，同比{up}{percent}%。")),
    ("demands", "市", ("platform", "12345热线受理群众诉求量从{before}件{change}至{now}件，比{last}年{change}了{difference}件。")),
    ("replies", "", ("platform", "公众号全年推送稿件{now}篇，{last}年推送{before}篇，{year}年比{last}年{change}{percent}%。")),
)  # fmt: skip
"""Subject, body, and place and sentence with both figures and what is said to lie between them."""


def doubled(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """翻一番 of a number that didn't double."""
    before = dice.randint(120, 2400)
    off = str(before * dice.randint(130, 165) // 100)
    sentence = "政务新媒体粉丝数由{last}年末的{0}人增加到{year}年末的{1}人，正好翻了一番。"
    draft.say("platform", sentence, str(before), off if wrong else str(before * 2))
    return Slip((off,), (str(before),), f"{before} doubled isn't {off} but {before * 2}")


def manifold(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """是上年的…倍, exactly, by another whole number."""
    before, times = dice.randint(110, 900), dice.randint(3, 5)
    off = str(times + dice.choice((2, 3)))
    draft.say(
        "active",
        "{year}年发布图解类信息{0}条，恰为{last}年{1}条的{2}倍。",
        str(before * times),
        str(before),
        off if wrong else str(times),
    )
    return Slip((off,), (str(before * times), str(before)), f"{before} to {before * times} is {times} times, not {off}")


def points(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """个百分点 between two printed rates."""
    before, right = dice.randint(7100, 8200), dice.randint(310, 1590)
    rates = [rounded(Decimal(one) / 100, 2) for one in (before, before + right, right)]
    off = misprint(dice, rates[2], Decimal(1))
    sentence = "事项网上可办率由{last}年的{0}%提升到{year}年的{1}%，提升{2}个百分点。"
    draft.say("platform", sentence, *rates[:2], off if wrong else rates[2])
    return Slip((off,), tuple(rates[:2]), f"{rates[0]}% to {rates[1]}% is {rates[2]} points, printed is {off}")


def respectively(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """Two figures, two of last year and two growths, each with 分别."""
    (before, now), (other_before, other_now) = _rise(dice), _rise(dice)
    rates = [growth(Decimal(one), Decimal(other), 1) for one, other in ((before, now), (other_before, other_now))]
    spot = dice.randrange(2)
    pair = ((before, now), (other_before, other_now))[spot]
    right, off = rates[spot], wrong_growth(dice, str(pair[0]), str(pair[1]), rates[spot])
    if off == rates[1 - spot]:
        off = rounded(number(right) + 15, 1)
    rates[spot] = off if wrong else right
    draft.say(
        "supervision",
        "全年受理、办结信访事项分别为{0}件和{1}件，{last}年分别为{2}件和{3}件，同比分别增长{4}%和{5}%。",
        *map(str, (now, other_now, before, other_before)),
        *rates,
    )
    return Slip((off,), (str(pair[1]), str(pair[0])), f"{pair[0]} to {pair[1]} is {right}%, printed is {off}%")


def _rise(dice: Random) -> tuple[int, int]:
    before = dice.randint(130, 1900)
    return before, before * dice.randint(108, 160) // 100 + 1


def fallen_upwards(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """降至 a number that is more than the one before."""
    before = dice.randint(210, 1900)
    right, off = (str(before * dice.randint(*share) // 100) for share in ((55, 85), (115, 145)))
    sentence = "窗口服务投诉量由{last}年的{0}件降至{year}年的{1}件。"
    draft.say("supervision", sentence, str(before), off if wrong else right)
    return Slip((off,), (str(before),), f"{before} is said to have fallen to {off}")


def growth_of_table(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """A growth in words of two columns of a table."""
    names = ("政策文件", "工作动态", "通知公告")
    rows = spread(dice, 3, 3, 130, 900)
    body = with_sums(names, rows)
    head = (("信息类别", *(f"{draft.year - 2 + place}年" for place in range(3))),)
    draft.tables["three years"] = TableSpec("近三年各类信息公开数量对比表", "条", head, body)
    before, now = body[-1][2:]
    right = growth(number(before), number(now), 1)
    off = wrong_growth(dice, before, now, right)
    up = "增长" if number(now) > number(before) else "下降"
    sentence = "由近三年各类信息公开数量对比表可见，{year}年三类信息合计数比{last}年{up}{0}%。"
    draft.say("active", sentence, off if wrong else right, up=up)
    return Slip(
        (off,),
        (now, before),
        f"table: {before} to {now} is {right}%, the sentence says {off}%",
        frozenset({"text_and_table"}),
    )


def difference_column(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """A table with both years, their difference and the growth; a difference is misprinted."""
    names = ("窗口接待量", "电话咨询量", "网站留言量", "邮件咨询量")
    body: list[list[str]] = []
    for name in names:
        before, now = _rise(dice)
        body.append([name, str(before), str(now), str(now - before), growth(Decimal(before), Decimal(now), 1)])
    row = dice.randrange(4)
    right = body[row][3]
    off = misprint(dice, right, number(right) / 10 + 1)
    held = (body[row][1], body[row][2], body[row][4])
    body[row][3] = off if wrong else right
    head = (("指标名称", draft.tell("{last}年（件）"), draft.tell("{year}年（件）"), "增减量（件）", "增幅（%）"),)
    draft.tables["differences"] = TableSpec(
        draft.tell("{year}年咨询服务量增减情况表"), None, head, tuple(map(tuple, body))
    )
    return Slip(
        (off,), held, f"table: {held[0]} to {held[1]} is {right} more, printed is {off}", frozenset({"table_sum"})
    )


def money_growth(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """The growth of all income and spending against last year's, with both amounts in the sentence."""
    words = draft.words
    right = words["percent"]
    off = wrong_growth(dice, words["last_total"], words["total"], right)
    words["percent"] = off if wrong else right
    held = (words["total"], words["last_total"], words["difference"])
    return Slip((off,), held, f"{held[1]} to {held[0]} is {right}%, printed is {off}%")


def done_share(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """完成年初预算的…% of a line of final accounts."""
    item = dice.choice(draft.items)
    right = item.words["percent"]
    off = misprint(dice, right, Decimal(3))
    item.words["percent"] = off if wrong else right
    held = (item.words["now"], item.words["before"])
    told = f"{item.names[2]}: {held[0]} of {held[1]} is {right}%, printed is {off}%"
    return Slip((off,), held, told, frozenset({"parts_and_total"}))


def item_rise(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """The difference of a line of a budget from last year's."""
    item = dice.choice(draft.items)
    right = item.words["difference"]
    off = misprint(dice, right, number(right) / 5)
    item.words["difference"] = off if wrong else right
    held = (item.words["now"], item.words["before"], item.words["percent"])
    return Slip((off,), held, f"{item.names[2]}: {held[1]} to {held[0]} differ by {right}, printed is {off}")


# years that cannot be right


def a_year(draft: Draft, word: str, off: str, told: str, wrong: bool) -> Slip:
    """A year of the skeleton is another one."""
    if wrong:
        draft.words[word] = off
    return Slip((off,), (), f"the report for {draft.year}: {told} {off}")


def statistics_end(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """The period of the statistics ends a year late."""
    return a_year(draft, "to", draft.words["next"], "its figures run to the end of", wrong)


def statistics_before(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """The period of the statistics begins and ends a year early."""
    if wrong:
        draft.words["from"] = draft.words["last"]
    return a_year(draft, "to", draft.words["last"], "its figures are those of", wrong)


def compiled_for(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """The opening says that the report of another year was compiled."""
    return a_year(draft, "reported", draft.words["before_last"], "the opening names the report for", wrong)


def heading_year(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """A heading (and in a budget the first sentence) names last year's accounts or budget."""
    return a_year(draft, "titled", draft.words["last"], "the part's heading names", wrong)


def compared_with(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """The accounts, or a budget's office costs, are compared with those of the same year."""
    return a_year(draft, "compared", draft.words["year"], "it is compared with", wrong)


def a_date(name: str, subject: str, sorts: tuple[str, ...], place: str, sentence: str, right: str, off: str) -> Claim:
    """A sentence with a year {0} that can't be, beside a number {1}."""

    def write(draft: Draft, dice: Random, wrong: bool) -> Slip:
        draft.say(place, sentence, draft.words[off if wrong else right], str(dice.randint(5, 38)))
        return Slip(
            (draft.words[off],), (), f"the report for {draft.year} says: {draft.tell(sentence, draft.words[off], '…')}"
        )

    return Claim("period_slip", name, frozenset({subject}), sorts, write)


# units


def in_units(
    name: str,
    body: str,
    first: tuple[str, str],
    second: tuple[str, str],
    units: tuple[str, str],
    factor: int,
    places: int,
) -> Claim:
    """A quantity in a great unit and, in another section, in a small one; the slip has the digits of the one with the unit of the other."""

    def write(draft: Draft, dice: Random, wrong: bool) -> Slip:
        amount = dice.randint(1100, 98000)
        great = short(rounded(Decimal(amount).scaleb(-places), places))
        small = str(int(number(great) * factor))
        off = dice.choice(((great, units[1]), (small, units[0])))
        draft.say(*first, great, units[0])
        draft.say(*second, *(off if wrong else (small, units[1])))
        return Slip(
            (off[0],),
            (great,),
            f"{great} {units[0]} in one section, {''.join(off)} in another",
            frozenset({"said_twice"}),
        )

    return Claim("unit_slip", name, frozenset({name.replace(" ", "-")}), WORDY, write, of(*body.split()))


def mixed_list(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """A total and a part in 万元, another part in 元 which has the digits of 万元."""
    one, two = dice.randint(60, 480), dice.randint(12, 96)
    sentence = "专栏升级改造投入资金{0}万元，分别为上级补助{1}万元、自筹资金{2}元。"
    off = str(two)
    draft.say("platform", sentence, str(one + two), str(one), off if wrong else str(two * 10000))
    return Slip(
        (off,),
        (str(one + two), str(one)),
        f"{one} 万元 and {off} 元 are said to be {one + two} 万元",
        frozenset({"parts_and_total"}),
    )


def total_in_yuan(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """All spending in 元 in words, with the table's 万元 for its digits."""
    right = sum_of(draft.items)
    printed = draft.words["spending"]
    draft.say(
        "performance",
        "{year}年度全部支出{0}元均纳入绩效管理范围。",
        printed if wrong else dice.choice((yuan, grouped))(right),
    )
    return Slip(
        (printed,),
        (printed,),
        f"the sentence says {printed} 元, the table {printed} 万元",
        frozenset({"said_twice", "text_and_table"}),
    )


def table_unit(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """A table of its own says 单位：元 where the sentence has its digits in 万元."""
    names = ("设备更新", "业务培训", "宣传教育")
    amounts = [Decimal(dice.randint(310, 9800)) / 100 for _ in names]
    total = rounded(sum(amounts, Decimal(0)), 2)
    rows = (*((name, rounded(one, 2)) for name, one in zip(names, amounts, strict=True)), ("合计", total))
    title = draft.tell("{year}年专项经费安排明细表")
    draft.tables["special"] = TableSpec(title, "元" if wrong else "万元", (("用途", "金额"),), rows)
    place = "performance" if draft.sort in MONEY else "supervision"
    draft.say(place, "{year}年专项经费共安排{0}万元，明细见《{year}年专项经费安排明细表》。", total)
    return Slip(
        (total,), (total,), f"the sentence says {total} 万元, the table {total} 元", frozenset({"text_and_table"})
    )


def item_unit(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """A line's sentence prints the amount in 元 with 万元 behind it."""
    item = dice.choice([one for one in draft.items if not one.basic])
    off = str(int(item.amount))
    right = item.words["now"]
    item.words["now"] = off if wrong else right
    told = f"the sentence on {item.names[2]} says {off} 万元, the table {right} 万元"
    held = (right, item.words["before"], item.words["percent"])
    return Slip((off,), held, told, frozenset({"text_and_table", "growth"}))


MONEY_TWICE = (
    ("publicity", WORDY, ("general", "{year}年投入宣传经费{0}{1}。"), ("supervision", "加强经费保障，{year}年宣传经费投入{0}{1}。")),
    ("repairs", MONEY, ("duties", "{year}年办公用房维修项目安排资金{0}{1}。"), ("assets", "办公用房维修项目{year}年所安排的资金为{0}{1}。")),
)  # fmt: skip


ALSO_ABOUT = {
    "all-disclosed": ("channels",),
    "replies": ("channels",),
    "replies-in-time": ("answers-given",),
    "evaluated": ("targets-graded",),
}
"""Subjects that sound so near that no report has both."""


def by(body: str, claim: Claim) -> Claim:
    """A claim of one body only, where one is named."""
    near = (other for subject in claim.subjects for other in ALSO_ABOUT.get(subject, ()))
    return claim._replace(fits=of(*body.split()), subjects=claim.subjects.union(near))


def person_and_total(row: str) -> tuple[str, str]:
    """The two cells of a row of table three that a misprint of persons changes."""
    return f"applications.{row}.person", f"applications.{row}.total"


def some_received(draft: Draft) -> bool:
    """Whether there is a form with requests in it."""
    return draft.cells.get("applications.received.total", "0") != "0"


CLAIMS: tuple[Claim, ...] = (
    *(by(body, listing(subject, place, sorts, low, high, sentence)) for subject, place, sorts, low, high, body, sentence in LISTINGS),
    *(measured(*given) for given in MEASURED),
    Claim("parts_and_total", "ways of applying", frozenset({"applications"}), WITH_FORM, ways_of_applying),
    Claim("parts_and_total", "shares over 100", frozenset({"satisfaction"}), WORDY, shares_over_100),
    Claim("parts_and_total", "total 0 in a list", frozenset({"opinions"}), WORDY, no_calls_in_all),
    Claim("parts_and_total", "share of projects", frozenset({"spending"}), MONEY, share_of_spending),
    a_word("parts_and_total", "事业收入 of all income", "income", MONEY, "business",
           words_of("income", "fiscal", "other", "business"), "text_and_table growth"),
    Claim("table_sum", "halves of a year", frozenset({"halves", "channels", "all-disclosed"}), WORDY, halves_table),
    Claim("table_sum", "whole county first", frozenset({"dibao"}), WORDY, dibao_table, of("民政局")),
    Claim("table_sum", "小计 of areas", frozenset({"areas"}), WORDY, areas_table),
    Claim("table_sum", "months side by side", frozenset({"counter", "half-years"}), WORDY, counter_table),
    Claim("table_sum", "column 其中", frozenset({"women"}), WORDY, women_table),
    Claim("table_sum", "年初 + 增 - 减 = 年末", frozenset({"facilities"}), WORDY, facilities_table),
    Claim("table_sum", "合计 0 in a table", frozenset({"opinions"}), WORDY, opinions_table),
    Claim("table_sum", "sources of funds", frozenset({"funds"}), MONEY, funds_table),
    Claim("table_sum", "合计 above a code table", frozenset({"spending", "items"}), MONEY, functions_top),
    Claim("table_sum", "类 in one code column", frozenset({"spending", "items"}), MONEY, functions_class),
    Claim("table_sum", "本年支出 in the balance", frozenset({"spending", "total"}), MONEY, balance_own),
    Claim("table_sum", "“三公” in rows", frozenset({"three"}), (BUDGET,), three_rows),
    Claim("table_sum", "“三公” budgeted and spent", frozenset({"three"}), (ACCOUNTS,), three_in_one_row),
    form_cells("a kind of organisation", ("applications.received.organisation.business",),
               beside("received", "organisation.business"), some_received),
    form_cells("部分公开 in total only", ("applications.result.partly.total",),
               beside("result.partly", "total"), some_received),
    form_cells("a reason of 不予公开", person_and_total("result.refused.process"), beside("result", "person", "total"), some_received),
    form_cells("an （五） of persons", person_and_total("result.not_processed.petition"), beside("result", "person", "total"), some_received),
    form_cells("上年结转 across", ("applications.carried_in.total",), beside("carried_in", "total"), some_received),
    form_cells("（七） and 四 of persons", ("applications.carried_out.person",), beside("carried_out", "person"), some_received),
    form_cells("维持 in 行政复议", ("disputes.all.reconsideration.upheld",),
               lambda key: key.startswith("disputes.all.reconsideration."), cases("reconsideration")),
    form_cells("总计 of 复议后起诉", ("disputes.all.litigation.after.total",),
               lambda key: key.startswith("disputes.all.litigation.after."), cases("litigation.after")),
    Claim("form_relation", "总计 without 尚未审结", frozenset({"disputes"}), WITH_FORM, dispute_without_pending, any_pending),
    Claim("form_relation", "总计 0 across", frozenset({"applications"}), WITH_FORM, total_zero_across, some_received),
    *(cells_in_words(*given) for given in CELLS_IN_WORDS),
    Claim("text_and_table", "requests in hand", frozenset({"applications"}), WITH_FORM, requests_in_hand),
    Claim("text_and_table", "no reconsideration", frozenset({"disputes"}), WITH_FORM, no_disputes,
          lambda draft: has_disputes(draft) and draft.cells["disputes.all.reconsideration.total"] != "0"),
    Claim("text_and_table", "the best locality", frozenset({"halves", "channels", "all-disclosed"}), WORDY, best_locality),
    Claim("text_and_table", "小计 of an area in words", frozenset({"areas"}), WORDY, area_in_words),
    Claim("text_and_table", "a month in words", frozenset({"counter", "half-years"}), WORDY, month_in_words),
    Claim("text_and_table", "城市 or 农村 in words", frozenset({"dibao"}), WORDY, rural_in_words, of("民政局")),
    Claim("text_and_table", "a line in words", frozenset({"items", "spending"}), MONEY, item_in_words),
    a_word("text_and_table", "三公 in words", "three", MONEY, "three_spent",
           words_of("three_spent", "cars", "reception", "three_budget"), "parts_and_total"),
    a_word("text_and_table", "公务接待费 in words", "three", MONEY, "reception",
           words_of("reception", "three_spent", "cars"), "parts_and_total"),
    a_word("text_and_table", "年初结转 in words", "income total", (ACCOUNTS,), "carried_in", words_of("carried_in"), "said_twice"),
    a_word("text_and_table", "收支总计 in words", "total", (ACCOUNTS,), "total",
           words_of("total", "last_total", "difference", "percent"), "growth"),
    *(by(body, said_twice(subject, sorts, low, high, first, second)) for subject, sorts, low, high, body, first, second in SAID_TWICE),
    Claim("said_twice", "three times", frozenset({"demands"}), WORDY, said_three_times),
    Claim("said_twice", "万 and exact", frozenset({"visits"}), WORDY, ten_thousand_and_exact),
    a_word("said_twice", "收入预算 and 总预算", "income total", (BUDGET,), "income",
           words_of("total", "spending", "fiscal", "business", "other", "carried_in"), "parts_and_total text_and_table"),
    *(by(body, grown(subject, said))._replace(sorts=WORDY) for subject, body, said in GROWTHS),
    Claim("growth", "翻一番", frozenset({"followers"}), WORDY, doubled),
    Claim("growth", "倍", frozenset({"readings"}), WORDY, manifold),
    Claim("growth", "个百分点", frozenset({"rates"}), WORDY, points),
    Claim("growth", "分别增长", frozenset({"petitions"}), WORDY, respectively),
    Claim("growth", "降至, the other way", frozenset({"grievances"}), WORDY, fallen_upwards),
    Claim("growth", "growth of a table in words", frozenset({"three-years", "channels", "all-disclosed"}), WORDY, growth_of_table),
    Claim("growth", "增减量 in a table", frozenset({"differences", "calls-in-paragraphs"}), WORDY, difference_column),
    Claim("growth", "growth of 收支总计", frozenset({"total"}), MONEY, money_growth),
    Claim("growth", "完成年初预算", frozenset({"items"}), (ACCOUNTS,), done_share),
    Claim("growth", "a line against last year's", frozenset({"items"}), (BUDGET,), item_rise),
    a_word("growth", "机关运行经费 against last year's", "office", MONEY, "office_difference", words_of("office", "office_before")),
    Claim("period_slip", "statistics a year late", frozenset({"period"}), WORDY, statistics_end),
    Claim("period_slip", "statistics a year early", frozenset({"period"}), WORDY, statistics_before),
    Claim("period_slip", "another report compiled", frozenset({"period"}), WORDY, compiled_for),
    Claim("period_slip", "heading of another year", frozenset({"titled"}), MONEY, heading_year),
    Claim("period_slip", "compared with the same year", frozenset({"total", "office"}), MONEY, compared_with),
    a_date("plans for the past", "plans", WORDY, "problems", "{0}年，{we}将围绕群众关切再推出公开举措{1}项。", "next", "last"),
    a_date("done next year", "events", WORDY, "management", "{0}年11月，{we}已组织完成政务开放活动{1}场。", "year", "next"),
    a_date("as of next year", "vehicles", (ACCOUNTS,), "assets", "截止{0}年12月31日，{publisher}实有公务用车及专用车辆{1}辆。", "year", "next"),
    a_date("vehicles of the future", "vehicles", (BUDGET,), "assets", "根据资产年报，{0}年12月31日{publisher}实有车辆{1}辆。", "before_last", "next"),
    *(money_twice(*given) for given in MONEY_TWICE),
    in_units("visits to doctors", "卫生健康局", ("general", "全年医疗机构总诊疗量{0}{1}。"), ("management", "{year}年医疗机构总诊疗量达{0}{1}。"), ("万人次", "人次"), 10_000, 2),
    in_units("investment in roads", "交通运输局", ("general", "{year}年完成交通建设投资{0}{1}。"), ("management", "全年交通建设投资共完成{0}{1}。"), ("亿元", "万元"), 10_000, 4),
    in_units("rubbish", "镇", ("general", "全年清运生活垃圾{0}{1}。"), ("management", "{year}年共清运生活垃圾{0}{1}，做到日产日清。"), ("万吨", "吨"), 10_000, 4),
    in_units("pipes", "市", ("general", "{year}年改造老旧管网{0}{1}。"), ("management", "老旧管网改造全年完成{0}{1}。"), ("公里", "米"), 1000, 2),
    in_units("fines", "市场监督管理局", ("general", "{year}年执法罚没入库{0}{1}。"), ("supervision", "执法罚没全年入库{0}{1}。"), ("万元", "元"), 10_000, 2),
    Claim("unit_slip", "mixed units in a list", frozenset({"column-renewed"}), WORDY, mixed_list),
    Claim("unit_slip", "支出 in 元", frozenset({"spending"}), MONEY, total_in_yuan),
    Claim("unit_slip", "unit above a table", frozenset({"special", "publicity"}), SORTS, table_unit),
    Claim("unit_slip", "a line in 元", frozenset({"items", "spending"}), MONEY, item_unit),
)  # fmt: skip
