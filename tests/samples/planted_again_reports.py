"""Bodies, years and skeletons of the second exam's reports: annual ones with and without a form, budgets, final accounts.

`begin` gives a draft that agrees with itself and has no claims yet; `finish` makes the report of it that is printed.
"""

from collections.abc import Sequence
from decimal import Decimal
from random import Random
from typing import NamedTuple

from tests.samples.planted import (
    ANNUAL_PLACES,
    BUDGET,
    FORM_2019,
    FORM_2021,
    RESULTS_2019,
    RESULTS_2021,
    Draft,
    Item,
    applications,
    disclosed_2019,
    disclosed_2021,
    disputes,
    growth,
    number,
    paragraphs,
    rounded,
    sum_of,
    ten_thousands,
)
from tests.samples.specs import ReportSpec, TableSpec

FREE, ACCOUNTS = "free", "accounts"
WITH_FORM = (FORM_2019, FORM_2021)
WORDY = (*WITH_FORM, FREE)
"""Annual reports; those before 2019 (FREE) have no form."""
MONEY = (BUDGET, ACCOUNTS)
SORTS = (*WORDY, *MONEY)
NEW_PARAGRAPH = "¶"
"""What a sentence may hold where the next paragraph begins."""


class Body(NamedTuple):
    """A kind of body, what it calls itself and its region, and of what its region consists."""

    key: str
    name: str
    we: str
    places: tuple[tuple[str, str], ...]
    """in full, in short"""
    region: str
    locality: str
    localities: tuple[str, ...]


COUNTIES = (("淞原市安河县", "安河"), ("长昀市清梧县", "清梧"), ("景澜市柳溟县", "柳溟"), ("淞原市北岚县", "北岚"))
TOWNS = ("白沙镇", "石门镇", "双河镇", "高坪镇", "云台乡", "枫木乡", "永兴镇", "大桥镇")
VILLAGES = ("前进村", "光明村", "河湾村", "上坪村", "新民社区", "老街社区", "黄泥村", "长岭村")
DISTRICTS = ("东珑区", "石沅区", "青槐区", "望潮县", "云汀县", "清浦县", "北岚县", "南溪区")
BODIES = (
    *(
        Body(name, name, we, COUNTIES, "全县", "乡镇", TOWNS)
        for name, we in (
            ("民政局", "我局"),
            ("交通运输局", "我局"),
            ("卫生健康局", "我局"),
            ("市场监督管理局", "本局"),
            ("教育局", "本局"),
        )
    ),
    Body("镇", "人民政府", "我镇", (("安河县白沙镇", "白沙"), ("清梧县石门镇", "石门"), ("柳溟县双河镇", "双河")), "全镇", "村（社区）", VILLAGES),
    Body("市", "人民政府", "我市", (("鹿屿市", "鹿屿"), ("景澜市", "景澜"), ("长昀市", "长昀")), "全市", "县（区）", DISTRICTS),
)  # fmt: skip
"""The last one draws up no budget of its own here."""
YEARS = {
    FORM_2019: (2019, 2020),
    FORM_2021: (2021, 2025),
    FREE: (2013, 2018),
    BUDGET: (2022, 2026),
    ACCOUNTS: (2019, 2024),
}


def begin(seed: int, sort: str) -> Draft:
    """A report without claims."""
    dice = Random(f"{seed} {sort} again")
    body = dice.choice(BODIES if sort in WORDY else BODIES[:-1])
    full, place = dice.choice(body.places)
    year = dice.randint(*YEARS[sort])
    words = {
        "year": str(year),
        "last": str(year - 1),
        "before_last": str(year - 2),
        "next": str(year + 1),
        "publisher": full + body.name,
        "place": place,
        "body": body.key,
        "we": body.we,
        "region": body.region,
        "locality": body.locality,
        "localities": "、".join(dice.sample(body.localities, len(body.localities))),
    }
    return begin_annual(dice, words, sort) if sort in WORDY else begin_money(dice, words, sort)


def localities(draft: Draft, count: int) -> list[str]:
    """Some towns, villages or districts of the body's region."""
    return draft.words["localities"].split("、")[:count]


# annual reports

FORM_HEADINGS = (
    ("", "一、总体情况", "（一）主动公开", "（二）依申请公开", "（三）重点领域工作", "（四）公开平台建设",
     "（五）监督保障", "五、存在的主要问题及改进情况", "六、其他需要报告的事项"),
    ("", "一、总体情况", "1.主动公开工作开展情况", "2.依申请公开办理情况", "3.政府信息管理及业务工作", "4.平台建设情况",
     "5.监督保障情况", "五、存在问题和下一步打算", "六、其他事项"),
)  # fmt: skip
FREE_HEADINGS = (
    "", "一、概述", "二、主动公开政府信息的情况", "三、依申请公开政府信息办理情况", "四、重点工作开展情况",
    "五、公开渠道建设情况", "六、咨询处理和监督检查情况", "七、存在的不足及改进措施", "八、需要说明的事项",
)  # fmt: skip
FILLING = {
    "general": (
        "{year}年，在上级部门的关心指导下，{we}紧扣中心工作和群众需求，信息公开工作取得新成效。",
        "一年来，{publisher}把信息公开作为转变作风、服务群众的重要举措，各项工作平稳有序。",
    ),
    "active": ("坚持及时、准确、便民的原则，不断丰富公开内容。", "突出民生关切，做到应公开尽公开。"),
    "requests": ("安排专人负责登记、转办和答复工作。", "对申请人提出的问题耐心解释，答复文书更加规范。"),
    "management": ("聚焦主责主业，扎实推进各项重点任务。", "将公开要求融入业务工作全过程。"),
    "platform": ("优化栏目设置，提升页面访问体验。", "加强信息内容审核，确保平台运行安全。"),
    "supervision": ("定期通报工作进展，督促问题整改。", "健全考核评议制度，自觉接受社会监督。"),
    "problems": (
        "主要不足：个别单位重视程度不够，信息更新不够及时。",
        "对照新要求，公开内容的实用性和可读性仍需提高。",
    ),
}
PERIODS = (
    "报告中数据的统计时段为{0}年1月1日至{1}年12月31日。",
    "本报告的数据统计区间自{0}年1月1日起，至{1}年12月31日止。",
    "所列数据的统计起止时间为{0}年1月1日—{1}年12月31日。",
)


def begin_annual(dice: Random, words: dict[str, str], sort: str) -> Draft:
    """An annual report: its form filled in where it has one, and sentences without numbers."""
    headings = FREE_HEADINGS if sort == FREE else dice.choice(FORM_HEADINGS)
    draft = Draft(sort, words, dict(zip(ANNUAL_PLACES, headings, strict=True)), {place: [] for place in ANNUAL_PLACES})
    for place, sentences in FILLING.items():
        draft.say(place, dice.choice(sentences))
    words["period"] = dice.choice(PERIODS)
    words["from"] = words["to"] = words["reported"] = words["year"]
    if sort in WITH_FORM:
        draft.cells |= applications(dice, RESULTS_2019 if sort == FORM_2019 else RESULTS_2021)
        draft.cells |= disputes(dice)
        draft.cells |= disclosed_2019(dice) if sort == FORM_2019 else disclosed_2021(dice)
    return draft


# budgets and final accounts

MONEY_PLACES = (
    "duties",
    "overall",
    "income",
    "spending",
    "items",
    "three",
    "office",
    "purchase",
    "assets",
    "performance",
)
BUDGET_HEADINGS = (
    "第一部分　{publisher}概况", "第二部分　{titled}年部门预算安排情况说明", "二、收入预算情况", "三、支出预算情况",
    "四、支出预算具体安排", "五、“三公”经费预算安排", "六、机关运行经费", "七、政府采购预算", "八、国有资产占用", "九、绩效目标管理",
)  # fmt: skip
ACCOUNTS_HEADINGS = (
    "第一部分　{publisher}概况", "第三部分　{titled}年度部门决算情况说明", "二、收入决算情况", "三、支出决算情况",
    "四、支出决算具体构成", "五、“三公”经费支出决算", "六、机关运行经费支出", "七、政府采购支出", "八、国有资产占用", "九、预算绩效管理",
)  # fmt: skip
ITEMS = {
    "民政局": (
        ("208", "02", "01", "社会保障和就业支出", "民政管理事务", "行政运行", True),
        ("208", "02", "08", "社会保障和就业支出", "民政管理事务", "基层政权建设和社区治理", False),
        ("208", "10", "01", "社会保障和就业支出", "社会福利", "儿童福利", False),
        ("208", "10", "02", "社会保障和就业支出", "社会福利", "老年福利", False),
        ("208", "19", "02", "社会保障和就业支出", "最低生活保障", "农村最低生活保障金支出", False),
    ),
    "交通运输局": (
        ("214", "01", "01", "交通运输支出", "公路水路运输", "行政运行", True),
        ("214", "01", "04", "交通运输支出", "公路水路运输", "公路建设", False),
        ("214", "01", "06", "交通运输支出", "公路水路运输", "公路养护", False),
        ("214", "01", "12", "交通运输支出", "公路水路运输", "公路运输管理", False),
    ),
    "卫生健康局": (
        ("210", "01", "01", "卫生健康支出", "卫生健康管理事务", "行政运行", True),
        ("210", "03", "02", "卫生健康支出", "基层医疗卫生机构", "乡镇卫生院", False),
        ("210", "04", "08", "卫生健康支出", "公共卫生", "基本公共卫生服务", False),
        ("210", "04", "09", "卫生健康支出", "公共卫生", "重大公共卫生服务", False),
    ),
    "市场监督管理局": (
        ("201", "38", "01", "一般公共服务支出", "市场监督管理事务", "行政运行", True),
        ("201", "38", "05", "一般公共服务支出", "市场监督管理事务", "市场秩序执法", False),
        ("201", "38", "10", "一般公共服务支出", "市场监督管理事务", "质量基础", False),
        ("201", "38", "16", "一般公共服务支出", "市场监督管理事务", "食品安全监管", False),
    ),
    "教育局": (
        ("205", "01", "01", "教育支出", "教育管理事务", "行政运行", True),
        ("205", "02", "01", "教育支出", "普通教育", "学前教育", False),
        ("205", "02", "02", "教育支出", "普通教育", "小学教育", False),
        ("205", "02", "03", "教育支出", "普通教育", "初中教育", False),
    ),
    "镇": (
        ("201", "03", "01", "一般公共服务支出", "政府办公厅（室）及相关机构事务", "行政运行", True),
        ("212", "05", "01", "城乡社区支出", "城乡社区环境卫生", "城乡社区环境卫生", False),
        ("213", "01", "22", "农林水支出", "农业农村", "农业生产发展", False),
        ("213", "07", "05", "农林水支出", "农村综合改革", "对村民委员会和村党支部的补助", False),
    ),
}  # fmt: skip
COMMON_ITEMS = (
    ("208", "05", "05", "社会保障和就业支出", "行政事业单位养老支出", "机关事业单位基本养老保险缴费支出", True),
    ("210", "11", "01", "卫生健康支出", "行政事业单位医疗", "行政单位医疗", True),
    ("221", "02", "01", "住房保障支出", "住房改革支出", "住房公积金", True),
)
NUMERALS = "一二三四五六七八九十"
SENTENCES = {
    ACCOUNTS: {
        "overall": "{publisher}{year}年度收、支总计均为{total}万元。与{compared}年度（{last_total}万元）相比，收、支总计各{change}{difference}万元，{up}{percent}%，主要是项目经费有所变化。",
        "income": "本年收入合计{income}万元，其中：财政拨款收入{fiscal}万元，占{fiscal_share}%；事业收入{business}万元，占{business_share}%；其他收入{other}万元，占{other_share}%。年初结转和结余{carried_in}万元。",
        "spending": "本年支出合计{spending}万元，其中：基本支出{basic}万元，占{basic_share}%；项目支出{project}万元，占{project_share}%。年末结转和结余{carried_out}万元。",
        "three": "{year}年度“三公”经费全年预算数为{three_budget}万元，支出决算为{three_spent}万元，完成预算的{three_done}%。具体来看，公务用车运行维护费支出{cars}万元，公务接待费支出{reception}万元，未发生因公出国（境）费和公务用车购置费支出。",
        "office": "{year}年度机关运行经费支出{office}万元，比上年度的{office_before}万元{office_change}{office_difference}万元。",
    },
    BUDGET: {
        "overall": "一、收支预算总体情况。按照综合预算管理要求，本部门全部收入和支出均纳入预算管理。{titled}年收支总预算{total}万元，上年为{last_total}万元，{change}{difference}万元，{up}{percent}%。",
        "income": "{year}年收入预算{income}万元，由财政拨款收入{fiscal}万元、事业收入{business}万元、其他收入{other}万元和上年结转{carried_in}万元构成。",
        "spending": "{year}年支出预算{spending}万元。按支出性质分，基本支出{basic}万元，占{basic_share}%；项目支出{project}万元，占{project_share}%。",
        "three": "{year}年“三公”经费预算安排{three_spent}万元，包括公务接待费{reception}万元、公务用车运行维护费{cars}万元两项，未安排因公出国（境）费和公务用车购置费。",
        "office": "{year}年安排机关运行经费{office}万元，较{compared}年的{office_before}万元{office_change}{office_difference}万元。",
    },
}  # fmt: skip
"""What every one of them says, by place."""
ITEM_SENTENCES = {
    ACCOUNTS: "（{n}）{lei}（类）{kuan}（款）{name}（项）。年初预算为{before}万元，支出决算为{now}万元，完成年初预算的{percent}%。",
    BUDGET: "（{n}）{name}{now}万元，较上年预算数{before}万元{change}{difference}万元，{up}{percent}%。",
}


def begin_money(dice: Random, words: dict[str, str], sort: str) -> Draft:
    """A budget or final accounts: amounts in whole hundreds of 元, so that 万元 with two decimals add up."""
    headings = BUDGET_HEADINGS if sort == BUDGET else ACCOUNTS_HEADINGS
    draft = Draft(sort, words, dict(zip(MONEY_PLACES, headings, strict=True)), {place: [] for place in MONEY_PLACES})
    words["titled"], words["compared"] = words["year"], words["last"]
    lines = sorted((*ITEMS[words["body"]], *COMMON_ITEMS))
    draft.items = [_item(dice, line) for line in lines]
    for place, item in enumerate(draft.items):
        item.words = {"n": NUMERALS[place]}
        word_item(draft, item)
    _totals(dice, draft)
    _three(dice, draft)
    draft.tables["balance"], draft.tables["functions"] = balance_table(draft), functions_table(draft)
    draft.tables["three"] = three_accounts(draft) if sort == ACCOUNTS else three_budget(draft)
    draft.say("duties", "{publisher}负责贯彻执行有关法律法规和方针政策，承担本行政区域内相关管理和服务职责。")
    draft.say("purchase", "严格执行政府采购有关规定，规范采购程序。")
    draft.say("performance", "按照全面实施预算绩效管理的要求，加强项目事前、事中、事后管理。")
    return draft


def _item(dice: Random, line: tuple[str, str, str, str, str, str, bool]) -> Item:
    """行政运行 has most, so that the office costs are less than what is basic."""
    low, high = (31000, 98000) if line[5] == "行政运行" else (1500, 9900) if line[6] else (3100, 98000)
    amount = Decimal(dice.randint(low, high) * 100)
    before = Decimal(int(amount / 100) * dice.choice((dice.randint(71, 94), dice.randint(107, 139))) // 100 * 100)
    return Item((line[0], line[1], line[2]), (line[3], line[4], line[5]), "", line[6], amount, before)


def word_item(draft: Draft, item: Item) -> None:
    """How a line's sentence prints its amounts, from the amounts in 元."""
    rises = item.amount > item.before
    share = item.amount / item.before * 100
    item.words |= {
        "now": ten_thousands(item.amount),
        "before": ten_thousands(item.before),
        "difference": ten_thousands(abs(item.amount - item.before)),
        "percent": rounded(share, 1) if draft.sort == ACCOUNTS else growth(item.before, item.amount, 1),
        "change": "增加" if rises else "减少",
        "up": "增长" if rises else "下降",
    }


def _totals(dice: Random, draft: Draft) -> None:
    words, spending = draft.words, sum_of(draft.items)
    basic = sum_of(item for item in draft.items if item.basic)
    carried_out = Decimal(dice.randint(1100, 9900) * 100) if draft.sort == ACCOUNTS else Decimal(0)
    total = spending + carried_out
    carried_in, business, other = (Decimal(dice.randint(1300, 9800) * 100) for _ in range(3))
    income = total - carried_in
    fiscal = income - business - other
    last = Decimal(int(total / 100) * dice.choice((dice.randint(78, 95), dice.randint(106, 127))) // 100 * 100)
    amounts = {"total": total, "last_total": last, "difference": abs(total - last), "fiscal": fiscal, "business": business,
               "other": other, "carried_in": carried_in, "spending": spending, "basic": basic,
               "project": spending - basic, "carried_out": carried_out}  # fmt: skip
    words |= {name: ten_thousands(amount) for name, amount in amounts.items()}
    words["income"] = ten_thousands(income if draft.sort == ACCOUNTS else total)
    words |= {"change": "增加" if total > last else "减少", "up": "增长" if total > last else "下降"}
    words["percent"] = growth(last, total, 2)
    for name, whole in (
        ("fiscal", income),
        ("business", income),
        ("other", income),
        ("basic", spending),
        ("project", spending),
    ):
        words[f"{name}_share"] = rounded(amounts[name] / whole * 100, 2)


def _three(dice: Random, draft: Draft) -> None:
    reception, cars = (Decimal(dice.randint(110, 990)) / 100 for _ in range(2))
    reception_before, cars_before = (one + Decimal(dice.randint(5, 240)) / 100 for one in (reception, cars))
    office, office_before = (Decimal(dice.randint(5200, 29900)) / 100 for _ in range(2))
    amounts = {"reception": reception, "cars": cars, "three_spent": reception + cars, "reception_budget": reception_before,
               "cars_budget": cars_before, "three_budget": reception_before + cars_before, "office": office,
               "office_before": office_before, "office_difference": abs(office - office_before)}  # fmt: skip
    draft.words |= {name: rounded(amount, 2) for name, amount in amounts.items()}
    draft.words["three_done"] = rounded(amounts["three_spent"] / amounts["three_budget"] * 100, 1)
    draft.words["office_change"] = "增加" if office > office_before else "减少"


def balance_table(draft: Draft) -> TableSpec:
    """Income on the left, spending by 类 on the right, with carried amounts above the totals."""
    words = draft.words
    classes = {item.code[0]: item.names[0] for item in draft.items}
    spent = [ten_thousands(sum_of(item for item in draft.items if item.code[0] == code)) for code in classes]
    income = [
        ("一、财政拨款收入", words["fiscal"]),
        ("二、事业收入", words["business"]),
        ("三、其他收入", words["other"]),
    ]
    spending = [
        (f"{NUMERALS[place]}、{name}", amount)
        for place, (name, amount) in enumerate(zip(classes.values(), spent, strict=True))
    ]
    longest = max(len(income), len(spending))
    income += [("", "")] * (longest - len(income))
    spending += [("", "")] * (longest - len(spending))
    rows = [left + right for left, right in zip(income, spending, strict=True)]
    own = str(number(words["total"]) - number(words["carried_in"]))
    if draft.sort == ACCOUNTS:
        rows += [
            ("本年收入合计", own, "本年支出合计", words["spending"]),
            ("年初结转和结余", words["carried_in"], "年末结转和结余", words["carried_out"]),
        ]
    else:
        rows += [
            ("本年收入小计", own, "本年支出小计", words["spending"]),
            ("上年结转", words["carried_in"], "结转下年", "0.00"),
        ]
    kind = "收入支出决算总表" if draft.sort == ACCOUNTS else "部门收支预算总表"
    column = "决算数" if draft.sort == ACCOUNTS else "预算数"
    return TableSpec(
        draft.tell("{year}年度") + kind,
        "万元",
        (("收入", "←", "支出", "←"), ("项目", column, "项目", column)),
        (*rows, ("总计", words["total"], "总计", words["total"])),
    )


def functions_table(draft: Draft) -> TableSpec:
    """Spending by code, all digits in one column, its 合计 above the lines."""
    rows = [("合计", "←", *_three_sums(draft.items))]
    seen: set[tuple[str, ...]] = set()
    for item in draft.items:
        for depth in (1, 2, 3):
            code = item.code[:depth]
            if code not in seen:
                seen.add(code)
                within = [one for one in draft.items if one.code[:depth] == code]
                rows.append(("".join(code), item.names[depth - 1], *_three_sums(within)))
    what = "支出决算表" if draft.sort == ACCOUNTS else "部门支出预算表"
    head = (("项目", "←", "本年支出合计", "基本支出", "项目支出"), ("科目编码", "科目名称", "↑", "↑", "↑"))
    return TableSpec(draft.tell("{year}年度") + what, "万元", head, tuple(rows))


def _three_sums(items: Sequence[Item]) -> tuple[str, str, str]:
    basic = sum_of(item for item in items if item.basic)
    return ten_thousands(sum_of(items)), ten_thousands(basic), ten_thousands(sum_of(items) - basic)


def three_accounts(draft: Draft) -> TableSpec:
    """“三公” of final accounts: budgeted and spent side by side in one row."""
    words = draft.words
    names = ("合计", "因公出国（境）费", "公务用车购置及运行维护费", "←", "←", "公务接待费")
    below = ("↑", "↑", "小计", "购置费", "运行维护费", "↑")
    row = [
        (words[f"three_{column}"], "0.00", words["cars" + end], "0.00", words["cars" + end], words["reception" + end])
        for column, end in (("budget", "_budget"), ("spent", ""))
    ]
    return TableSpec(
        draft.tell("{year}年度“三公”经费支出决算表"),
        "万元",
        (("预算数", "←", "←", "←", "←", "←", "决算数", "←", "←", "←", "←", "←"), names * 2, below * 2),
        (row[0] + row[1],),
    )


def three_budget(draft: Draft) -> TableSpec:
    """“三公” of a budget: a row each, last year and this year side by side."""
    words = draft.words

    def line(name: str, before: str, now: str) -> tuple[str, str, str, str]:
        return name, before, now, str(number(now) - number(before))

    rows = (
        line("合计", words["three_budget"], words["three_spent"]),
        line("一、因公出国（境）费", "0.00", "0.00"),
        line("二、公务接待费", words["reception_budget"], words["reception"]),
        line("三、公务用车购置及运行维护费", words["cars_budget"], words["cars"]),
        line("　　1.公务用车购置费", "0.00", "0.00"),
        line("　　2.公务用车运行维护费", words["cars_budget"], words["cars"]),
    )
    head = (("项目", draft.tell("{last}年预算数"), draft.tell("{year}年预算数"), "增减额"),)
    return TableSpec(draft.tell("{year}年“三公”经费预算表"), "万元", head, rows)


# a draft → a report


def finish(draft: Draft, seed: int) -> ReportSpec:
    """A draft as the report that is printed."""
    words, sort = draft.words, draft.sort
    kinds = {BUDGET: "年部门预算", ACCOUNTS: "年度部门决算"}
    title = draft.tell("{publisher}{year}") + kinds.get(sort, "年政府信息公开工作年度报告")
    sections = _annual_sections(draft, seed) if sort in WORDY else _money_sections(draft, seed)
    return ReportSpec(
        f"{title}-{seed}.pdf",
        words["publisher"],
        draft.year,
        title,
        sort if sort in WITH_FORM else None,
        sections,
        dict(draft.cells),
        tuple(draft.tables.values()),
    )


Sections = tuple[tuple[str, tuple[str, ...]], ...]


def _annual_sections(draft: Draft, seed: int) -> Sections:
    words = draft.words
    opening = (
        draft.tell("按照政府信息公开有关规定，{publisher}编制了{reported}年政府信息公开工作年度报告，现予公布。")
        + words["period"].format(words["from"], words["to"])
        + draft.tell("公众如需了解详情，可向{publisher}办公室咨询（电话：0734-6618092）。")
    )
    said = draft.said | {"opening": [opening], "other": draft.said["other"] or ["没有需要另行说明的事项。"]}
    return tuple((draft.headings[place], _texts(said[place], f"{seed} {place}")) for place in ANNUAL_PLACES)


def _money_sections(draft: Draft, seed: int) -> Sections:
    own = {place: draft.tell(sentence) for place, sentence in SENTENCES[draft.sort].items()}
    sections: list[tuple[str, tuple[str, ...]]] = []
    for place in MONEY_PLACES:
        texts: tuple[str, ...] = (own[place],) if place in own else ()
        if place == "items":
            texts = tuple(item_sentence(draft, item) for item in draft.items)
        texts += _texts(draft.said[place], f"{seed} {place}")
        if texts:
            sections.append((draft.tell(draft.headings[place]), texts))
    return tuple(sections)


def item_sentence(draft: Draft, item: Item) -> str:
    """The paragraph of a line."""
    names = dict(zip(("lei", "kuan", "name"), item.names, strict=True))
    return ITEM_SENTENCES[draft.sort].format(**{**draft.words, **names, **item.words})


def _texts(sentences: Sequence[str], seed: str) -> tuple[str, ...]:
    return tuple(part for text in paragraphs(sentences, seed) for part in text.split(NEW_PARAGRAPH) if part)
