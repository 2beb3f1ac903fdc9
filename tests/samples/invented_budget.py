"""A seed → a department's budget: tables that add up, and words that agree with them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from tests.samples.bodies import ECONOMY, SOCIAL, Body, random_body
from tests.samples.specs import ReportSpec, TableSpec

YEARS = range(2019, 2027)
CODE = ("类", "款", "项")

Write = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Item:
    """An item of expenditure by function, in the ledger's least unit."""

    codes: tuple[str, str, str]
    names: tuple[str, str, str]
    basic: int
    project: int

    @property
    def total(self) -> int:
        """Basic and project expenditure."""
        return self.basic + self.project


@dataclass(frozen=True, slots=True)
class Ledger:
    """A budget's figures and how its body writes them."""

    body: Body
    year: int
    items: tuple[Item, ...]
    unit: str
    """元, with amounts in cents; or 万元, with amounts in hundreds of 元"""
    separators: bool
    nothing: str
    """what stands for a sum of nothing"""
    joined_codes: bool
    """类, 款 and 项 in one column"""

    @property
    def total(self) -> int:
        """Income, which expenditure equals."""
        return sum(item.total for item in self.items)

    def write(self, amount: int) -> str:
        """An amount as its tables print it."""
        if not amount:
            return self.nothing
        return f"{Decimal(amount) / 100:,.2f}" if self.separators else f"{Decimal(amount) / 100:.2f}"

    def spoken(self, amount: int) -> str:
        """An amount as its text says it, rounded to 0.01 万元."""
        value = Decimal(amount) / 100 / (10_000 if self.unit == "元" else 1)
        return f"{value.quantize(Decimal('0.01'), ROUND_HALF_UP)}万元"


def budget(seed: int) -> ReportSpec:
    """A department's budget of some tables."""
    random = Random(f"{seed} budget")
    body, year = random_body(random), random.choice(YEARS)
    unit = random.choice(("元", "万元"))
    ledger = Ledger(
        body,
        year,
        tuple(_items(body, unit, random)),
        unit,
        random.random() < 0.5,
        random.choice(("0.00", "0.00", "0", "")),
        random.random() < 0.3,
    )
    title = f"{body.name}{year}年部门预算"
    tables = [*_tables(ledger, random)]
    chosen = sorted(random.sample(range(len(tables)), random.randrange(3, len(tables) + 1)))
    return ReportSpec(
        f"{title}.pdf",
        body.name,
        year,
        title,
        None,
        tuple(_sections(ledger, random)),
        {},
        tuple(tables[number] for number in chosen),
    )


def _items(body: Body, unit: str, random: Random) -> Iterator[Item]:
    most = 4_000_000_00 if unit == "元" else 400_00
    for code, name, sections in (*body.office.functions, *SOCIAL):
        for section, section_name, items in sections:
            for item, item_name in items:
                staff = code in ("208", "210", "221") or item_name == "行政运行"
                amount = random.randrange(most // 200, most)
                mixed = amount // 3 if random.random() < 0.2 else 0
                basic, project = (amount, 0) if staff else (mixed, amount - mixed)
                yield Item((code, section, item), (name, section_name, item_name), basic, project)


# tables


def _tables(ledger: Ledger, random: Random) -> Iterator[TableSpec]:
    year, unit = ledger.year, ledger.unit
    yield TableSpec(f"{year}年部门财务收支预算总表", unit, *_balance(ledger))
    income = ("合计", "财政拨款收入", "事业收入", "事业单位经营收入", "其他收入")
    yield _by_function(
        ledger, f"{year}年部门收入预算总表", "收入预算", income, lambda item: (item.total, item.total, 0, 0, 0)
    )
    spending = ("合计", "基本支出", "项目支出")
    yield _by_function(ledger, f"{year}年部门支出预算总表", "支出预算", spending, _spending)
    yield TableSpec(f"{year}年部门财政拨款收支预算总表", unit, *_grants(ledger))
    yield _by_function(ledger, f"{year}年部门一般公共预算支出功能分类预算表", "一般公共预算支出", spending, _spending)
    yield TableSpec(f"{year}年部门政府性基金预算支出功能分类预算表", unit, *_no_funds(ledger, random.randrange(3, 9)))
    yield TableSpec(f"{year}年部门一般公共预算基本支出部门预算经济分类预算表", unit, *_by_economy(ledger, random))
    yield TableSpec(f"{year}年部门“三公”经费和机关运行经费预算表", "万元", *_three_costs(random))


def _spending(item: Item) -> tuple[int, ...]:
    return item.total, item.basic, item.project


Lines = tuple[tuple[str, ...], ...]


def _balance(ledger: Ledger) -> tuple[Lines, Lines]:
    """Income and expenditure side by side."""
    classes = _classes(ledger)
    left = [
        ("一、财政拨款收入", ledger.total),
        ("1. 一般公共预算", ledger.total),
        ("2. 政府性基金预算", 0),
        ("3. 国有资本经营预算", 0),
        ("二、事业收入", 0),
        ("三、事业单位经营收入", 0),
        ("四、其他收入", 0),
    ]
    right = [(f"{'一二三四五六'[number]}、{name}", amount) for number, (name, amount) in enumerate(classes.items())]
    rows = [
        (*_pair(ledger, left, number), *_pair(ledger, right, number)) for number in range(max(len(left), len(right)))
    ]
    total = ledger.write(ledger.total)
    header = (("本年收入", "←", "本年支出", "←"), ("项目", "预算数", "项目", "预算数"))
    return header, (*rows, ("收入总计", total, "支出总计", total))


def _pair(ledger: Ledger, lines: list[tuple[str, int]], number: int) -> tuple[str, str]:
    return (lines[number][0], ledger.write(lines[number][1])) if number < len(lines) else ("", "")


def _classes(ledger: Ledger) -> dict[str, int]:
    classes: dict[str, int] = {}
    for item in ledger.items:
        classes[item.names[0]] = classes.get(item.names[0], 0) + item.total
    return classes


def _grants(ledger: Ledger) -> tuple[Lines, Lines]:
    """Two blocks of different width side by side."""
    left = [("一、一般公共预算", ledger.total), ("二、政府性基金预算", 0), ("三、国有资本经营预算", 0)]
    classes = [(f"{'一二三四五六'[n]}、{name}", amount) for n, (name, amount) in enumerate(_classes(ledger).items())]
    rows = [
        (*_pair(ledger, left, number), name, ledger.write(amount), ledger.write(amount), "")
        for number, (name, amount) in enumerate(classes)
    ]
    total = ledger.write(ledger.total)
    header = (
        ("财政拨款收入", "←", "财政拨款支出", "←", "←", "←"),
        ("项目", "预算数", "项目", "合计", "一般公共预算", "政府性基金预算"),
    )
    return header, (*rows, ("收入总计", total, "支出总计", total, total, ""))


def _by_function(
    ledger: Ledger, title: str, head: str, columns: tuple[str, ...], amounts: Callable[[Item], tuple[int, ...]]
) -> TableSpec:
    """Every class, section and item with its sums, and 合计 at the end."""
    rows = []
    seen: set[tuple[str, ...]] = set()
    for item in ledger.items:
        for depth in range(3):
            codes = item.codes[: depth + 1]
            if codes not in seen:
                seen.add(codes)
                sums = _sums([amounts(one) for one in ledger.items if one.codes[: depth + 1] == codes])
                rows.append((*_coded(ledger, codes), item.names[depth], *map(ledger.write, sums)))
    last = (
        "合计",
        *("←",) * (1 if ledger.joined_codes else 3),
        *map(ledger.write, _sums(list(map(amounts, ledger.items)))),
    )
    return TableSpec(title, ledger.unit, _function_header(ledger, head, columns), (*rows, last))


def _coded(ledger: Ledger, codes: tuple[str, ...]) -> tuple[str, ...]:
    return ("".join(codes),) if ledger.joined_codes else (*codes, *("",) * (3 - len(codes)))


def _sums(amounts: list[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*amounts, strict=True)))


def _function_header(ledger: Ledger, head: str, columns: tuple[str, ...]) -> Lines:
    values = (head, *("←",) * (len(columns) - 1))
    if ledger.joined_codes:
        return (("项目", "←", *values), ("科目编码", "科目名称", *columns))
    return (
        ("项目", "←", "←", "←", *values),
        ("功能分类科目编码", "←", "←", "功能分类科目名称", *columns),
        (*CODE, "↑", *("↑",) * len(columns)),
    )


def _no_funds(ledger: Ledger, blank_rows: int) -> tuple[Lines, Lines]:
    """A table that says there is nothing: 无, empty rows and an empty total."""
    columns = ("合计", "基本支出", "项目支出")
    header = _function_header(ledger, "政府性基金预算支出", columns)
    width = len(header[0])
    nothing = ("无", *("",) * (width - 1))
    last = ("合计", *("←",) * (width - 4), "", "", "")
    return header, (nothing, *(("",) * width,) * blank_rows, last)


def _by_economy(ledger: Ledger, random: Random) -> tuple[Lines, Lines]:
    """Basic expenditure by what it buys: its sums are the ledger's."""
    kinds = [(code, name, item, item_name) for code, name, items in ECONOMY for item, item_name in items]
    amounts = _shares(sum(item.basic for item in ledger.items), len(kinds), random)
    rows: list[tuple[str, ...]] = []
    for (code, name, item, item_name), amount in zip(kinds, amounts, strict=True):
        if not rows or rows[-1][0] != code:
            of_class = [part for kind, part in zip(kinds, amounts, strict=True) if kind[0] == code]
            rows.append((code, "", name, *_staff_or_office(ledger, code, sum(of_class))))
        rows.append((code, item, item_name, *_staff_or_office(ledger, code, amount)))
    office = sum(part for kind, part in zip(kinds, amounts, strict=True) if kind[0] == "302")
    sums = (sum(amounts), sum(amounts) - office, office)
    header = (
        ("项目", "←", "←", "一般公共预算基本支出", "←", "←"),
        ("经济分类科目编码", "←", "经济分类科目名称", "合计", "人员经费", "公用经费"),
        ("类", "款", "↑", "↑", "↑", "↑"),
    )
    return header, (*rows, ("合计", "←", "←", *map(ledger.write, sums)))


def _shares(total: int, count: int, random: Random) -> list[int]:
    cuts = sorted(random.sample(range(1, total), count - 1))
    return [end - start for start, end in zip((0, *cuts), (*cuts, total), strict=True)]


def _staff_or_office(ledger: Ledger, code: str, amount: int) -> tuple[str, ...]:
    staff, office = (0, amount) if code == "302" else (amount, 0)
    return tuple(map(ledger.write, (amount, staff, office)))


def _three_costs(random: Random) -> tuple[Lines, Lines]:
    """Costs of journeys, guests and cars; a table without row labels."""
    abroad, guests, purchase = random.choice((0, 1250)), random.randrange(30, 900), random.choice((0, 1800))
    running, office = random.randrange(100, 3000), random.randrange(5_000, 90_000)
    cars = purchase + running
    amounts = (abroad + guests + cars, abroad, guests, cars, purchase, running, office)
    header = (
        ("“三公”经费预算数", "←", "←", "←", "←", "←", "机关运行经费预算数"),
        ("合计", "因公出国（境）费", "公务接待费", "公务用车购置及运行费", "←", "←", "↑"),
        ("↑", "↑", "↑", "小计", "购置费", "运行费", "↑"),
    )
    return header, (tuple(f"{Decimal(amount) / 100:.2f}" for amount in amounts),)


# words


def _sections(ledger: Ledger, random: Random) -> Iterator[tuple[str, tuple[str, ...]]]:
    body, year = ledger.body, ledger.year
    yield (
        "一、部门主要职责",
        (
            f"{body.short}是主管本地区相关工作的政府工作部门，主要职责是：",
            "（一）贯彻执行国家有关方针政策和法律、法规、规章，拟订本地区有关规划并组织实施。",
            "（二）负责本系统国有资产的管理，指导下属单位开展工作。",
            "（三）完成上级交办的其他任务。",
        ),
    )
    units = random.randrange(1, 9)
    yield "二、部门机构设置", (f"{body.short}部门预算是包括局本部以及下属{units}家预算单位的综合收支计划。",)
    yield "三、部门预算编制说明", tuple(_explained(ledger, random))
    cars = random.randrange(1, 30)
    bought = Decimal(random.randrange(1000, 90_000)) / 100
    yield (
        "四、其他相关情况说明",
        (
            f"（一）政府采购情况。{year}年本部门政府采购预算{bought:.2f}万元。",
            f"（二）国有资产占有使用情况。截至{year - 1}年8月31日，{body.short}共有车辆{cars}辆，"
            f"其中机要通信用车{cars // 2}辆，其他用车{cars - cars // 2}辆。",
        ),
    )


def _explained(ledger: Ledger, random: Random) -> Iterator[str]:
    """The tables' sums in words."""
    year, total = ledger.year, ledger.total
    before = max(1, total + random.randrange(-total // 5, total // 4))
    yield (
        f"{year}年，{ledger.body.short}收入预算{ledger.spoken(total)}，其中：财政拨款收入{ledger.spoken(total)}；"
        f"事业收入0万元；事业单位经营收入0万元；其他收入0万元。"
    )
    basic = sum(item.basic for item in ledger.items)
    change = "增加" if total >= before else "减少"
    yield (
        f"支出预算{ledger.spoken(total)}，其中：基本支出{ledger.spoken(basic)}，项目支出{ledger.spoken(total - basic)}，"
        f"比{year - 1}年预算{change}{ledger.spoken(abs(total - before))}。财政拨款支出主要内容如下："
    )
    for number, item in enumerate(ledger.items, start=1):
        places = "".join(
            f"{name}（{code}{level}）" for name, code, level in zip(item.names, item.codes, CODE, strict=True)
        )
        yield f"{number}.{places}{ledger.spoken(item.total)}。"
