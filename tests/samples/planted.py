"""A seed → an invented report that agrees with itself, and the same report with one contradiction planted in it.

`plant(seed, kind)` gives both with a record of what contradicts what; `near_miss(seed)` gives a report that looks as if
it contradicted itself and doesn't. Wording follows the reports that are published; places and numbers are invented.

Every claim (a list with its total, a growth, a number that a table has too) is written by one function in two ways,
right or wrong, from the same random numbers: so the two reports differ in nothing but the contradiction.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from random import Random
from typing import NamedTuple, TypeVar

from tests.samples.specs import ReportSpec, TableSpec

KINDS = (
    "parts_and_total",
    "table_sum",
    "form_relation",
    "text_and_table",
    "said_twice",
    "growth",
    "period_slip",
    "unit_slip",
)
"""The values of CheckKind, by which a planted contradiction should be named."""
FORM_2019, FORM_2021, BUDGET = "2019", "2021", "budget"
ANNUAL = (FORM_2019, FORM_2021)
SORTS = (FORM_2019, FORM_2021, BUDGET)
"""Sorts of report: annual ones by the edition of their form, and budgets."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What was misprinted (or, in a report that agrees, what could have been) and what it is held against."""

    wrong: tuple[str, ...]
    """printed forms; of a period slip the year or date"""
    against: tuple[str, ...]
    told: str
    """in English, for the person who reads the misses"""
    also: frozenset[str] = frozenset()
    """kinds by which it may just as well be named"""


@dataclass(frozen=True, slots=True)
class Planted:
    """A report with exactly one contradiction."""

    seed: int
    kind: str
    phrase: str
    """name of the claim that it was planted in"""
    slip: Slip
    spec: ReportSpec
    agreeing: ReportSpec
    """the same report without it"""

    @property
    def numbers(self) -> tuple[str, ...]:
        """Printed forms of all numbers that contradict each other."""
        return self.slip.wrong + self.slip.against

    @property
    def accepted(self) -> frozenset[str]:
        """Kinds that name it rightly."""
        return self.slip.also | {self.kind}


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A report without a contradiction, and what in it may look like one."""

    seed: int
    spec: ReportSpec
    traps: tuple[str, ...]


@dataclass(slots=True)
class Item:
    """A line of a budget: its code, its amount in 元 and how its paragraph prints it."""

    code: tuple[str, str, str]
    names: tuple[str, str, str]
    use: str
    basic: bool
    amount: Decimal
    before: Decimal
    words: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Draft:
    """A report that is being written."""

    sort: str
    words: dict[str, str]
    """what sentences may name: {year}, {publisher}, {we} …"""
    headings: dict[str, str]
    said: dict[str, list[str]]
    """sentences by place"""
    cells: dict[str, str] = field(default_factory=dict)
    tables: dict[str, TableSpec] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)

    def tell(self, sentence: str, *numbers: str, **more: str) -> str:
        """A sentence with its numbers and names filled in."""
        return sentence.format(*numbers, **self.words, **more)

    def say(self, place: str, sentence: str, *numbers: str, **more: str) -> None:
        """Adds a sentence to a place of the report."""
        self.said[place].append(self.tell(sentence, *numbers, **more))

    @property
    def year(self) -> int:
        """Year that the report is about."""
        return int(self.words["year"])


One = TypeVar("One", "Claim", "Trap")
Write = Callable[[Draft, Random, bool], Slip]
"""Writes a claim into a draft, right or wrong, and says what is wrong with it."""


class Claim(NamedTuple):
    """Something that a report may say, which can be wrong in one way."""

    kind: str
    name: str
    subjects: frozenset[str]
    """no two claims of a report are about the same"""
    sorts: tuple[str, ...]
    write: Write
    fits: Callable[[Draft], bool] = lambda draft: True


class Trap(NamedTuple):
    """Something that looks like a contradiction and is none."""

    name: str
    subjects: frozenset[str]
    sorts: tuple[str, ...]
    write: Callable[[Draft, Random], None]
    fits: Callable[[Draft], bool] = lambda draft: True


def plant(seed: int, kind: str, phrase: str | None = None) -> Planted:
    """The report of a seed with one contradiction of a kind, in the phrase that is named or the seed's own."""
    claims = [claim for claim in CLAIMS if claim.kind == kind and phrase in (None, claim.name)]
    claim = claims[seed // len(KINDS) % len(claims)]
    spec, slip = _written(seed, claim, wrong=True)
    return Planted(seed, kind, claim.name, slip, spec, _written(seed, claim, wrong=False)[0])


def near_miss(seed: int) -> NearMiss:
    """The report of a seed, with four things in it that look like contradictions."""
    sort = SORTS[seed % len(SORTS)]
    draft, dice = begin(seed, sort), Random(f"{seed} traps")
    fitting = [one for one in TRAPS if sort in one.sorts and one.fits(draft)]
    turn = seed // len(SORTS) * 4 % len(fitting)
    traps = disjoint(fitting[turn:] + fitting[:turn], frozenset(), 4)
    subjects = frozenset[str]().union(*(one.subjects for one in traps))
    for claim in companions(draft, dice, subjects, 3):
        claim.write(draft, Random(f"{seed} {claim.name}"), False)
    for one in traps:
        one.write(draft, Random(f"{seed} {one.name}"))
    return NearMiss(seed, finish(draft, seed), tuple(one.name for one in traps))


def phrases(kind: str) -> tuple[str, ...]:
    """Names of all phrases in which a kind can be planted."""
    return tuple(claim.name for claim in CLAIMS if claim.kind == kind)


def _written(seed: int, claim: Claim, wrong: bool) -> tuple[ReportSpec, Slip]:
    """A report with a claim, three others of other kinds and a trap; only the claim may be wrong."""
    dice = Random(f"{seed} {claim.name} report")
    draft = begin(seed, dice.choice(claim.sorts))
    attempt = 0
    while not claim.fits(draft):
        attempt += 1
        draft = begin(seed + 1_000_003 * attempt, dice.choice(claim.sorts))
    others = companions(draft, dice, claim.subjects, 3, claim.kind)
    subjects = claim.subjects.union(*(other.subjects for other in others))
    fitting = [one for one in TRAPS if draft.sort in one.sorts and one.fits(draft)]
    traps = disjoint(dice.sample(fitting, len(fitting)), subjects, 1)
    before = dice.randrange(len(others) + 1)
    for other in others[:before]:
        other.write(draft, Random(f"{seed} {other.name}"), False)
    slip = claim.write(draft, Random(f"{seed} {claim.name}"), wrong)
    for other in others[before:]:
        other.write(draft, Random(f"{seed} {other.name}"), False)
    for one in traps:
        one.write(draft, Random(f"{seed} {one.name}"))
    return finish(draft, seed), slip


def companions(draft: Draft, dice: Random, taken: frozenset[str], count: int, kind: str = "") -> list[Claim]:
    """Claims of other kinds, about other subjects, that fit a draft."""
    fitting = [claim for claim in CLAIMS if claim.kind != kind and draft.sort in claim.sorts and claim.fits(draft)]
    return disjoint(dice.sample(fitting, len(fitting)), taken, count)


def disjoint(candidates: Iterable[One], taken: frozenset[str], count: int) -> list[One]:
    """The first candidates whose subjects are neither taken nor each other's."""
    chosen: list[One] = []
    for one in candidates:
        if len(chosen) < count and not one.subjects & taken:
            chosen.append(one)
            taken |= one.subjects
    return chosen


# numbers


def misprint(dice: Random, printed: str, least: Decimal = Decimal(1)) -> str:
    """A number with two digits changed places or one digit another, so that it differs by `least` or more."""
    for candidate in misprints(dice, printed):
        if abs(number(candidate) - number(printed)) >= least:
            return candidate
    raise ValueError(f"{printed} can't be misprinted by {least} or more; ask for less")


def misprints(dice: Random, printed: str) -> list[str]:
    """What may be printed instead of a number, in random order: swapped digits first, or single other digits first."""
    digits = [place for place, character in enumerate(printed) if character.isdigit()]
    swapped = [_with(printed, {one: printed[two], two: printed[one]}) for one, two in pairwise(digits)]
    changed = [_with(printed, {place: digit}) for place in digits for digit in "0123456789"]
    ways = [dice.sample(swapped, len(swapped)), dice.sample(changed, len(changed))]
    dice.shuffle(ways)
    return [candidate for way in ways for candidate in way if candidate != printed and _well_written(candidate)]


def _with(printed: str, changes: Mapping[int, str]) -> str:
    return "".join(changes.get(place, character) for place, character in enumerate(printed))


def _well_written(printed: str) -> bool:
    return number(printed) > 0 and (not printed.startswith("0") or printed.startswith("0."))


def number(printed: str) -> Decimal:
    """The value of digits with separators.

    >>> number("1,382,400.50")
    Decimal('1382400.50')
    """
    return Decimal(printed.replace(",", ""))


def ten_thousands(yuan: Decimal, places: int = 2) -> str:
    """An amount in 元 printed in 万元.

    >>> ten_thousands(Decimal("96282213.44"))
    '9628.22'
    """
    return rounded(yuan / 10000, places)


def rounded(value: Decimal, places: int) -> str:
    """Rounded half up, with all its places.

    >>> rounded(Decimal("17.655"), 2)
    '17.66'
    """
    return str(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def short(printed: str) -> str:
    """Without the zeros behind its decimal point, as many budgets print.

    >>> short("686.00"), short("57.80"), short("0.83"), short("120")
    ('686', '57.8', '0.83', '120')
    """
    return printed.rstrip("0").rstrip(".") if "." in printed else printed


def yuan(amount: Decimal) -> str:
    """An amount in 元 with two decimals."""
    return rounded(amount, 2)


def grouped(amount: Decimal) -> str:
    """An amount in 元 with separators and two decimals."""
    return f"{amount:,.2f}"


def growth(before: Decimal, now: Decimal, places: int) -> str:
    """The growth between two values in per cent, without its sign.

    >>> growth(Decimal("156.34"), Decimal("183.95"), 2)
    '17.66'
    """
    return rounded(abs(now - before) / before * 100, places)


def wrong_growth(dice: Random, before: str, now: str, right: str) -> str:
    """A percentage that two printed figures can't give, even where both were rounded: the wrong base, or a misprint."""
    candidates = [
        growth(number(now), number(before), places_of(right)),
        *(misprint(dice, right, Decimal(1).scaleb(-places_of(right))) for _ in range(12)),
    ]
    dice.shuffle(candidates)
    candidates.append(rounded(number(right) + 10, places_of(right)))
    low, high = growth_bounds(before, now)
    margin = (high - low) + Decimal(1).scaleb(-places_of(right)) * 2
    return next(one for one in candidates if not low - margin <= number(one) <= high + margin)


def growth_bounds(before: str, now: str) -> tuple[Decimal, Decimal]:
    """The least and the greatest growth in per cent, without sign, of two figures with decimals that were rounded."""
    old, new = interval(before), interval(now)
    ends = [abs(one - other) / other * 100 for one in new for other in old]
    return min(ends), max(ends)


def interval(printed: str) -> tuple[Decimal, Decimal]:
    """What a printed figure may stand for; whole numbers are exact."""
    half = Decimal("0.5").scaleb(-places_of(printed)) if places_of(printed) else Decimal(0)
    return number(printed) - half, number(printed) + half


def places_of(printed: str) -> int:
    """How many decimals are printed."""
    return len(printed.partition(".")[2])


def parts(dice: Random, count: int, low: int, high: int) -> list[int]:
    """Some numbers of about one size."""
    return [dice.randint(low, high) for _ in range(count)]


# bodies and their words

DISTRICTS = (
    ("澄江市望湖区", "望湖", "全区", "区"),
    ("云溪市南浦区", "南浦", "全区", "区"),
    ("平川市清河县", "清河", "全县", "县"),
    ("临沧江市石桥区", "石桥", "全区", "区"),
    ("永泰市白塔县", "白塔", "全县", "县"),
    ("晋湖市东岭区", "东岭", "全区", "区"),
)
"""Invented districts: in full, in short, how a report calls the whole of it, and its rank."""
BODIES = (
    ("司法局", "法治{place}", "法律援助案件", "法律咨询", "普法宣传活动"),
    ("教育局", "{place}教育", "学生资助申请", "招生咨询", "校园开放日活动"),
    ("市场监督管理局", "{place}市场监管", "消费投诉", "企业登记咨询", "食品安全宣传活动"),
    ("人力资源和社会保障局", "{place}人社", "劳动争议案件", "就业咨询", "专场招聘活动"),
    ("卫生健康委员会", "健康{place}", "医疗纠纷案件", "健康咨询", "义诊活动"),
    ("自然资源局", "{place}自然资源", "不动产登记业务", "不动产登记咨询", "地质灾害防治宣传活动"),
    ("人民政府", "{place}发布", "群众诉求", "政策咨询", "政府开放日活动"),
)
"""Bodies: name, public account, what they handle (件), what they answer (人次), what they hold (场)."""
TOWNS = ("城关镇", "柳林镇", "东湖街道", "新华街道", "马家坪乡", "三岔镇", "龙泉街道", "青石镇")


def begin(seed: int, sort: str) -> Draft:
    """A report without claims: its body, year, form or budget."""
    dice = Random(f"{seed} {sort}")
    district, place, region, rank = dice.choice(DISTRICTS)
    body, account, case, consult, event = dice.choice(BODIES if sort != BUDGET else BODIES[:-1])
    year = {FORM_2019: dice.randint(2019, 2020), FORM_2021: dice.randint(2021, 2025), BUDGET: dice.randint(2023, 2026)}[
        sort
    ]
    words = {
        "year": str(year),
        "last": str(year - 1),
        "next": str(year + 1),
        "publisher": district + body,
        "place": place,
        "region": region,
        "body": body,
        "we": {"人民政府": f"我{rank}", "卫生健康委员会": "我委"}.get(body, "我局"),
        "account": account.format(place=place),
        "case": case,
        "consult": consult,
        "event": event,
    }
    return begin_budget(dice, words) if sort == BUDGET else begin_annual(dice, words, sort)


# annual reports

ANNUAL_PLACES = (
    "opening",
    "general",
    "active",
    "requests",
    "management",
    "platform",
    "supervision",
    "problems",
    "other",
)
ANNUAL_HEADINGS = (
    dict(
        zip(
            ANNUAL_PLACES,
            ("", "一、总体情况", "（一）主动公开情况", "（二）依申请公开情况", "（三）政府信息管理情况",
             "（四）政府信息公开平台建设情况", "（五）监督保障情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项"),
            strict=True,
        )
    ),
    dict(
        zip(
            ANNUAL_PLACES,
            ("", "一、总体情况", "（一）主动公开", "（二）依申请公开", "（三）重点工作落实情况",
             "（四）平台建设", "（五）加强监督管理", "五、政府信息公开工作存在的主要问题及改进情况", "六、其他需要报告的事项"),
            strict=True,
        )
    ),
)  # fmt: skip
FILLING = {
    "general": (
        "{publisher}深入贯彻落实《中华人民共和国政府信息公开条例》，坚持以公开为常态、不公开为例外，稳步推进政府信息公开各项工作。",
        "{year}年，{we}认真落实国家和省、市关于政务公开工作的部署要求，不断提高工作规范化、制度化水平。",
    ),
    "active": ("不断拓展主动公开的范围，及时更新公开内容。", "围绕重点领域和群众关切，依法做好主动公开工作。"),
    "requests": ("进一步规范依申请公开流程，畅通受理渠道。", "严格按照条例规定的程序和时限办理政府信息公开申请。"),
    "management": ("健全信息发布审核机制，落实先审后发程序。", "对制发的公文在制发过程中同步确定公开属性。"),
    "platform": ("加强政府门户网站和政务新媒体的日常维护。", "坚持把政府门户网站作为信息公开的主要渠道。"),
    "supervision": ("完善监督检查机制，压实工作责任。", "将政务公开工作纳入年度考核。"),
    "problems": (
        "政府信息公开工作仍存在内容更新不够及时、解读形式较为单一等问题。下一步，将加强业务培训，提高公开质量。",
        "对照上级要求和群众期待，公开的深度和广度还有待提升。今后将进一步健全工作机制，加强队伍建设。",
    ),
    "other": ("无其他需要报告的事项。", "本机关没有其他需要报告的事项。"),
}
PERIODS = (
    "本报告所列数据的统计期限自{0}年1月1日起至{1}年12月31日止。",
    "本年度报告中所列数据的统计期限自 {0} 年 1 月 1 日起至 {1} 年 12 月 31 日止。",
    "报告中所列数据统计期限为{0}年1月1日至{1}年12月31日。",
    "本报告数据的统计时间从{0}年1月1日到{1}年12月31日。",
)
PERSONS = (
    "person",
    "organisation.business",
    "organisation.research",
    "organisation.welfare",
    "organisation.legal",
    "organisation.other",
)
COLUMNS = (*PERSONS, "total")
RESULTS_2019 = (
    "granted", "partly", "refused.secret", "refused.law", "refused.safety", "refused.third_party", "refused.internal",
    "refused.process", "refused.case_file", "refused.registry", "unavailable.not_held", "unavailable.not_ready",
    "unavailable.unclear", "not_processed.petition", "not_processed.repeated", "not_processed.publications",
    "not_processed.excessive", "not_processed.confirm", "other",
)  # fmt: skip
RESULTS_2021 = (*RESULTS_2019[:-1], "other.uncorrected", "other.unpaid", "other.rest")
DISPUTE_RESULTS = ("upheld", "corrected", "other", "pending")


def begin_annual(dice: Random, words: dict[str, str], sort: str) -> Draft:
    """An annual report: its form filled in, and sentences without numbers."""
    draft = Draft(sort, words, dict(dice.choice(ANNUAL_HEADINGS)), {place: [] for place in ANNUAL_PLACES})
    for place, sentences in FILLING.items():
        draft.say(place, dice.choice(sentences))
    words["period"] = dice.choice(PERIODS)
    words["from"] = words["to"] = words["reported"] = words["year"]
    draft.cells |= applications(dice, RESULTS_2019 if sort == FORM_2019 else RESULTS_2021)
    draft.cells |= disputes(dice)
    draft.cells |= disclosed_2019(dice) if sort == FORM_2019 else disclosed_2021(dice)
    return draft


def applications(dice: Random, results: Sequence[str]) -> dict[str, str]:
    """Table three, its relations kept."""
    ends = ("received", "carried_in", "result.total", "carried_out")
    counts: dict[str, dict[str, int]] = {row: {} for row in (*ends, *(f"result.{one}" for one in results))}
    for column in PERSONS:
        received = dice.randint(18, 96) if column == "person" else dice.choice((0, 0, 3, 7))
        carried_in = dice.randint(2, 9) if column == "person" else 0
        carried_out = dice.randint(1, 8) if column == "person" else 0
        done = received + carried_in - carried_out
        counts["received"][column], counts["carried_in"][column] = received, carried_in
        counts["result.total"][column], counts["carried_out"][column] = done, carried_out
        for result, share in shared_out(dice, done, results).items():
            counts[f"result.{result}"][column] = share
    for row in counts.values():
        row["total"] = sum(row.values())
    return {f"applications.{row}.{column}": str(counts[row].get(column, 0)) for row in counts for column in COLUMNS}


def shared_out(dice: Random, whole: int, results: Sequence[str]) -> dict[str, int]:
    """A number of requests by what became of them: some results have many, most have none."""
    shares = dict.fromkeys(results, 0)
    some = ["granted", "partly", *dice.sample(list(results[2:]), 4)]
    for result in some[1:]:
        shares[result] = min(dice.randint(0, 9), whole - sum(shares.values()))
    shares["granted"] += whole - sum(shares.values())
    return shares


def disputes(dice: Random) -> dict[str, str]:
    """Table four, its totals kept."""
    cells: dict[str, str] = {}
    for kind in ("reconsideration", "litigation.direct", "litigation.after"):
        counts = [dice.choice((0, 1, 2, 5, 8, 11)) for _ in DISPUTE_RESULTS] if dice.random() < 0.6 else [0, 0, 0, 0]
        cells |= {
            f"disputes.all.{kind}.{result}": str(count) for result, count in zip(DISPUTE_RESULTS, counts, strict=True)
        }
        cells[f"disputes.all.{kind}.total"] = str(sum(counts))
    return cells


def disclosed_2019(dice: Random) -> dict[str, str]:
    """Table two of 2019."""
    cells = {"rules.normative.made": str(dice.randint(2, 9))}
    cells["rules.normative.disclosed"] = cells["rules.normative.made"]
    cells["rules.normative.disclosed_total"] = str(dice.randint(21, 60))
    for row, decided in (
        ("licensing.licence", (120, 2400)),
        ("licensing.service", (30, 300)),
        ("penalties.penalty", (40, 900)),
        ("penalties.coercion", (11, 80)),
    ):
        cells[f"{row}.last_year"] = str(dice.randint(3, 40))
        cells[f"{row}.change"] = dice.choice(("0", "0", "+2", "-1"))
        cells[f"{row}.decided"] = str(dice.randint(*decided))
    cells["fees.fee.last_year"] = str(dice.randint(1, 4))
    cells["procurement.central.projects"] = str(dice.randint(12, 48))
    cells["procurement.central.amount"] = str(dice.randint(8000, 60000) * 100)
    return cells


def disclosed_2021(dice: Random) -> dict[str, str]:
    """Table two of 2021."""
    return {
        "rules.normative.made": str(dice.randint(3, 9)),
        "rules.normative.repealed": str(dice.randint(1, 6)),
        "rules.normative.in_force": str(dice.randint(21, 60)),
        "licensing.licence.decided": str(dice.randint(120, 5000)),
        "penalties.penalty.decided": str(dice.randint(110, 4500)),
        "penalties.coercion.decided": str(dice.randint(11, 240)),
        "fees.fee.amount": rounded(Decimal(dice.randint(120000, 990000)) / 100, 2),
    }


# budgets

BUDGET_PLACES = (
    "units",
    "explanation",
    "three",
    "office",
    "procurement",
    "performance",
    "assets",
    "project",
    "period",
    "amount",
)
ITEMS = {
    "司法局": (
        ("204", "06", "01", "公共安全支出", "司法", "行政运行", "行政单位的基本支出", True, 900, 2400),
        ("204", "06", "04", "公共安全支出", "司法", "基层司法业务", "人民调解、社区矫正和安置帮教等工作支出", False, 300, 2200),
        ("204", "06", "05", "公共安全支出", "司法", "普法宣传", "法制宣传工作支出", False, 40, 180),
        ("204", "06", "07", "公共安全支出", "司法", "公共法律服务", "公共法律服务业务支出", False, 200, 800),
        ("204", "06", "99", "公共安全支出", "司法", "其他司法支出", "依法治区、法制业务经费等支出", False, 300, 3900),
    ),
    "": (
        ("201", "03", "01", "一般公共服务支出", "政府办公厅（室）及相关机构事务", "行政运行", "行政单位的基本支出", True, 900, 2400),
        ("201", "03", "02", "一般公共服务支出", "政府办公厅（室）及相关机构事务", "一般行政管理事务", "专项业务工作支出", False, 200, 900),
        ("201", "03", "50", "一般公共服务支出", "政府办公厅（室）及相关机构事务", "事业运行", "事业单位的基本支出", True, 300, 900),
        ("201", "03", "99", "一般公共服务支出", "政府办公厅（室）及相关机构事务", "其他支出", "信息化建设及其他业务支出", False, 100, 700),
    ),
}  # fmt: skip
COMMON_ITEMS = (
    ("208", "05", "01", "社会保障和就业支出", "行政事业单位养老支出", "行政单位离退休", "退休人员支出", True, 40, 90),
    ("208", "05", "05", "社会保障和就业支出", "行政事业单位养老支出", "机关事业单位基本养老保险缴费支出", "支付养老保险", True, 120, 260),
    ("208", "05", "06", "社会保障和就业支出", "行政事业单位养老支出", "机关事业单位职业年金缴费支出", "支付职业年金", True, 60, 130),
    ("210", "11", "01", "卫生健康支出", "行政事业单位医疗", "行政单位医疗", "行政单位医疗保险缴费经费", True, 50, 140),
    ("221", "02", "01", "住房保障支出", "住房改革支出", "住房公积金", "为职工缴纳的住房公积金", True, 130, 290),
    ("221", "02", "03", "住房保障支出", "住房改革支出", "购房补贴", "发放购房补贴", True, 140, 320),
)  # fmt: skip
ITEM_PARAGRAPHS = (
    "{n}、{lei}（{c0}类）{kuan}（{c1}款）{name}（{c2}项）{now}万元。主要用于：{use}。{before_year}年当年预算执行数为{before}万元，"
    "{year}年预算安排{again}万元，比{last}年预算执行数{up}{percent}%。主要原因是：业务量{change}。",
    "{n}、“{lei}（{c0}类）{kuan}（{c1}款）{name}（{c2}项）”{year}年预算数为{now}万元，主要用于{use}。"
    "{before_year}年预算执行数为{before}万元，同比{up}{percent}%，主要原因是工作任务{change}。",
    "{n}.{lei}（类）{kuan}（款）{name}（项）{now}万元，比{before_year}年执行数{before}万元{up}{difference}万元，{up2}{percent}%，主要用于{use}。",
)
SUMMARY = (
    "{year}年，{publisher}收入预算{total}万元，其中：财政拨款收入{total}万元，比{compared}年预算{up}{difference}万元；"
    "事业收入0万元；事业单位经营收入0万元；其他收入0万元。",
    "支出预算{spending}万元，其中：财政拨款支出预算{total}万元，比{last}年预算{up}{difference}万元。财政拨款支出预算中，"
    "一般公共预算拨款支出预算{total}万元，比{last}年预算{up}{difference}万元；政府性基金拨款支出预算0万元，与{level}年预算持平；"
    "国有资本经营预算拨款支出预算0万元，与{last}年预算持平。",
)
THREE_LEVEL = "{year}年“三公”经费预算数为{three_total}万元，与{last}年预算持平。其中："
THREE_PARTS = (
    "（一）因公出国（境）费0万元，与{last}年预算持平，主要原因是无因公出国（境）计划。",
    "（二）公务用车购置及运行费{cars}万元，与{last}年预算持平。其中：公务用车购置费0万元，公务用车运行费{cars}万元。",
    "（三）公务接待费{reception}万元，与{last}年预算持平，主要原因是公务接待无变化。",
)
OFFICE = "{year}年{publisher}财政拨款的机关运行经费预算为{office}{office_unit}。"
PROJECTS = ("人民调解", "信息化运行维护", "基层站所建设", "业务培训", "公共服务窗口")


def begin_budget(dice: Random, words: dict[str, str]) -> Draft:
    """A budget: its items, its four tables, and the paragraphs that every budget has."""
    project = dice.choice(PROJECTS)
    headings = dict(
        zip(
            BUDGET_PLACES,
            (f"{words['publisher']}机构设置", f"{words['year']}年部门预算编制说明", f"一、{words['year']}年“三公”经费预算情况说明",
             "二、机关运行经费预算", "三、政府采购预算情况", "四、绩效目标设置情况", "五、国有资产占有使用情况",
             f"{project}项目经费情况说明", "五、实施周期", "六、年度预算安排"),
            strict=True,
        )
    )  # fmt: skip
    draft = Draft(BUDGET, words, headings, {place: [] for place in BUDGET_PLACES})
    words["project"] = project
    words["brief"] = dice.choice(("", "yes"))
    draft.items = [_item(dice, line) for line in (*ITEMS.get(words["body"], ITEMS[""]), *COMMON_ITEMS)]
    paragraph = dice.choice(ITEM_PARAGRAPHS)
    for place, item in enumerate(draft.items, start=1):
        item.words = {"paragraph": paragraph, "n": str(place), "before_year": words["last"]}
        word_item(draft, item)
    _sum_up(dice, draft)
    draft.say("units", "{publisher}部门预算是包括{publisher}本部以及下属预算单位的综合收支计划。")
    draft.say("performance", "按照预算绩效管理工作的总体要求，本部门开展了{year}年项目预算绩效目标编报工作。")
    draft.say("project", "一、项目概述：该项目旨在保障相关工作顺利开展，推进规范化、专业化发展。")
    words["cycle"] = words["year"]
    return draft


def _item(dice: Random, line: tuple[str, str, str, str, str, str, str, bool, int, int]) -> Item:
    low, high = line[-2:]
    cents = dice.randrange(100) if line[7] and dice.random() < 0.2 else 0
    amount = Decimal(dice.randint(low * 1000, high * 1000) * 10) + Decimal(cents) / 100
    before = (amount * dice.randint(72, 138) / 100).quantize(Decimal(1))
    if abs(amount - before) < amount / 50:
        before = (amount * Decimal("0.91")).quantize(Decimal(1))
    return Item((line[0], line[1], line[2]), (line[3], line[4], line[5]), line[6], line[7], amount, before)


def word_item(draft: Draft, item: Item) -> None:
    """How a line of the budget prints its amounts, from the amounts in 元."""
    rises = item.amount > item.before
    item.words |= {
        "now": money(draft, item.amount),
        "again": money(draft, item.amount),
        "before": money(draft, item.before),
        "percent": growth(item.before, item.amount, 2),
        "difference": money(draft, abs(item.amount - item.before)),
        "up": "增加" if rises else "减少",
        "up2": "增长" if rises else "下降",
        "change": "增加" if rises else "减少",
    }


def money(draft: Draft, amount: Decimal) -> str:
    """万元 in the style of a budget."""
    return short(ten_thousands(amount)) if draft.words.get("brief") else ten_thousands(amount)


def _sum_up(dice: Random, draft: Draft) -> None:
    """The totals of a budget, and its tables."""
    words, items = draft.words, draft.items
    total, basic = sum_of(items), sum_of(item for item in items if item.basic)
    last = (total * dice.randint(80, 96) / 100).quantize(Decimal(1))
    reception, cars = Decimal(dice.randint(310, 2900) * 10 + 5), Decimal(dice.randint(420, 1990) * 100 + 50)
    words |= {"total": money(draft, total), "spending": money(draft, total), "last_total": money(draft, last)}
    words |= {"difference": money(draft, total - last), "up": "增加", "compared": words["last"], "level": words["last"]}
    words["reception"], words["cars"] = ten_thousands(reception), ten_thousands(cars)
    words["three_total"] = words["three_printed"] = str(Decimal(words["reception"]) + Decimal(words["cars"]))
    draft.tables["balance"] = balance_table(draft)
    draft.tables["functions"] = functions_table(draft)
    draft.tables["economy"], office = economy_table(dice, draft, basic, reception, cars)
    words["office"], words["office_unit"] = ten_thousands(office), "万元"
    draft.tables["three"] = three_table(draft)


def sum_of(items: Iterable[Item]) -> Decimal:
    """Their amounts together, in 元."""
    return sum((item.amount for item in items), Decimal(0))


def balance_table(draft: Draft) -> TableSpec:
    """部门财务收支预算总表: income on the left, spending by 类 on the right."""
    classes = {item.code[0]: item.names[0] for item in draft.items}
    spent = [sum_of(item for item in draft.items if item.code[0] == code) for code in classes]
    total = grouped(sum_of(draft.items))
    income = [("一、财政拨款收入", total), ("1.一般公共预算", total), ("2.政府性基金预算", "0.00"), ("3.国有资本经营预算", "0.00"),
              ("二、事业收入", "0.00"), ("三、其他收入", "0.00")]  # fmt: skip
    spending = [
        (f"{numeral}、{name}", grouped(amount))
        for numeral, name, amount in zip("一二三四", classes.values(), spent, strict=True)
    ]
    rows = [left + right for left, right in zip(income, [*spending, ("", ""), ("", "")], strict=True)]
    return TableSpec(
        draft.tell("{year}年部门财务收支预算总表"),
        "元",
        (("本年收入", "←", "本年支出", "←"), ("项目", "预算数", "项目", "预算数")),
        (*rows, ("收入总计", total, "支出总计", total)),
    )


def functions_table(draft: Draft) -> TableSpec:
    """部门支出预算总表: code columns 类, 款, 项; each 类 and 款 is the sum of what follows."""
    rows: list[tuple[str, ...]] = []
    seen: set[tuple[str, ...]] = set()
    for item in draft.items:
        for depth in (1, 2, 3):
            code = item.code[:depth]
            if code not in seen:
                seen.add(code)
                within = [one for one in draft.items if one.code[:depth] == code]
                rows.append((*code, *[""] * (3 - depth), item.names[depth - 1], *_three_sums(within)))
    head = (
        ("项目", "←", "←", "←", "支出预算", "←", "←"),
        ("功能分类科目编码", "←", "←", "功能分类科目名称", "合计", "基本支出", "项目支出"),
        ("类", "款", "项", "↑", "↑", "↑", "↑"),
    )
    return TableSpec(
        draft.tell("{year}年部门支出预算总表"), "元", head, (*rows, ("合计", "←", "←", "←", *_three_sums(draft.items)))
    )


def _three_sums(items: Sequence[Item]) -> tuple[str, str, str]:
    basic = sum_of(item for item in items if item.basic)
    return yuan(sum_of(items)), yuan(basic), yuan(sum_of(items) - basic)


def economy_table(
    dice: Random, draft: Draft, basic: Decimal, reception: Decimal, cars: Decimal
) -> tuple[TableSpec, Decimal]:
    """一般公共预算基本支出 by 类 and 款, split in 人员经费 and 公用经费; and the whole of the latter."""
    office = [("01", "办公费", Decimal(dice.randint(60, 150) * 1000)), ("11", "差旅费", Decimal(dice.randint(20, 95) * 1000)),
              ("16", "培训费", Decimal(dice.randint(9, 40) * 1000)), ("17", "公务接待费", reception),
              ("31", "公务用车运行维护费", cars), ("99", "其他商品和服务支出", Decimal(dice.randint(200, 700) * 1000))]  # fmt: skip
    office_sum = sum((amount for *_, amount in office), Decimal(0))
    staff_sum = basic - office_sum
    wages, bonus = (
        (staff_sum * dice.randint(31, 38) / 100).quantize(Decimal(1)),
        (staff_sum * dice.randint(9, 14) / 100).quantize(Decimal(1)),
    )
    staff = [
        ("01", "基本工资", wages),
        ("07", "绩效工资", bonus),
        ("99", "其他工资福利支出", staff_sum - wages - bonus),
    ]
    none = Decimal(0)
    rows = [
        ("301", "", "工资福利支出", staff_sum, none),
        *(("301", code, name, amount, none) for code, name, amount in staff),
    ]
    rows += [
        ("302", "", "商品和服务支出", none, office_sum),
        *(("302", code, name, none, amount) for code, name, amount in office),
    ]
    printed = [
        (lei, kuan, name, yuan(staffing + running), yuan(staffing), yuan(running))
        for lei, kuan, name, staffing, running in rows
    ]
    head = (
        ("项目", "←", "←", "一般公共预算基本支出", "←", "←"),
        ("经济分类科目编码", "←", "经济分类科目名称", "合计", "人员经费", "公用经费"),
        ("类", "款", "↑", "↑", "↑", "↑"),
    )
    total = ("合计", "←", "←", yuan(basic), yuan(staff_sum), yuan(office_sum))
    return TableSpec(
        draft.tell("{year}年部门一般公共预算基本支出经济分类预算表"), "元", head, (*printed, total)
    ), office_sum


def three_table(draft: Draft) -> TableSpec:
    """“三公”经费 in 万元, one row, with a 小计 of its own."""
    words = draft.words
    return TableSpec(
        draft.tell("{year}年部门“三公”经费和机关运行经费预算表"),
        "万元",
        (
            ("“三公”经费预算数", "←", "←", "←", "←", "←", "机关运行经费预算数"),
            ("合计", "因公出国（境）费", "公务接待费", "公务用车购置及运行费", "←", "←", "↑"),
            ("↑", "↑", "↑", "小计", "购置费", "运行费", "↑"),
        ),
        ((words["three_total"], "0.00", words["reception"], words["cars"], "0.00", words["cars"], words["office"]),),
    )


# a draft → a report


def finish(draft: Draft, seed: int) -> ReportSpec:
    """A draft as the report that is printed."""
    sort, words = draft.sort, draft.words
    if sort == BUDGET:
        title = draft.tell("{publisher}{year}年部门预算")
        edition, sections = None, _budget_sections(draft, seed)
    else:
        title = draft.tell("{publisher}{year}年政府信息公开工作年度报告")
        edition, sections = sort, _annual_sections(draft, seed)
    file = f"{title}-{seed}.pdf"
    return ReportSpec(
        file, words["publisher"], draft.year, title, edition, sections, dict(draft.cells), tuple(draft.tables.values())
    )


Sections = tuple[tuple[str, tuple[str, ...]], ...]


def _annual_sections(draft: Draft, seed: int) -> Sections:
    words = draft.words
    opening = (
        draft.tell(
            "根据《中华人民共和国政府信息公开条例》规定，现将{publisher}{reported}年政府信息公开工作年度报告公布如下。"
        )
        + words["period"].format(words["from"], words["to"])
        + draft.tell("如对本报告有疑问，请与{publisher}办公室联系（电话：0799-7630167）。")
    )
    said = draft.said | {"opening": [opening], "other": draft.said["other"][1:] or draft.said["other"]}
    return tuple((draft.headings[place], paragraphs(said[place], f"{seed} {place}")) for place in ANNUAL_PLACES)


def _budget_sections(draft: Draft, seed: int) -> Sections:
    words = draft.words
    items = tuple(item_paragraph(draft, item) for item in draft.items)
    summary = tuple(draft.tell(sentence) for sentence in SUMMARY)
    three = (words["three_printed"], *(draft.tell(sentence) for sentence in THREE_PARTS))
    own = {
        "explanation": (*summary, *draft.said["explanation"], "财政拨款支出主要内容如下：", *items),
        "three": (
            draft.tell(THREE_LEVEL.replace("{three_total}", "{three_printed}")),
            *three[1:],
            *draft.said["three"],
        ),
        "office": (draft.tell(OFFICE), *draft.said["office"]),
        "period": (draft.tell("{cycle}年1月1日-{cycle}年12月31日"),),
    }
    found = (
        (draft.headings[place], own.get(place) or paragraphs(draft.said[place], f"{seed} {place}"))
        for place in BUDGET_PLACES
    )
    return tuple((heading, texts) for heading, texts in found if texts)


def item_paragraph(draft: Draft, item: Item) -> str:
    """The paragraph of a line of the budget."""
    codes = {f"c{depth}": code for depth, code in enumerate(item.code)}
    names = dict(zip(("lei", "kuan", "name"), item.names, strict=True))
    return item.words["paragraph"].format(**{**draft.words, **codes, **names, "use": item.use, **item.words})


def paragraphs(sentences: Sequence[str], seed: str) -> tuple[str, ...]:
    """Sentences as paragraphs: most go on in the same one."""
    dice = Random(seed)
    texts: list[str] = []
    for sentence in sentences:
        if texts and dice.random() < 0.6:
            texts[-1] += sentence
        else:
            texts.append(sentence)
    return tuple(texts)


# parts and totals

LISTINGS = (
    ("website", "active", ANNUAL, 4, 90, "{year}年，{we}通过政府门户网站主动公开政府信息{0}条，其中机构职能类{1}条，政策文件类{2}条，规划计划类{3}条，财政预决算类{4}条，工作动态类{5}条。"),
    ("lectures", "management", ANNUAL, 2, 30, "全年共举办专题讲座{0}场次，其中：进机关{1}场次、进学校{2}场次、进企业{3}场次、进社区{4}场次。"),
    ("petitions", "management", ANNUAL, 3, 80, "{year}年共办理群众来信来访{0}件（其中来信{1}件、来访{2}件、网上投诉{3}件）。"),
    ("proposals", "supervision", ANNUAL, 3, 40, "{we}承办人大代表建议和政协委员提案共{0}件，其中人大代表建议{1}件，政协委员提案{2}件，均已按时办复。"),
    ("certificates", "management", ANNUAL, 2, 30, "{year}年一共清理证明事项 {0} 项，保留 {1} 项，取消 {2} 项，改为告知承诺 {3} 项。"),
    ("officers", "supervision", ANNUAL, 4, 60, "现有行政执法人员{0}名，分别为局机关{1}名、执法大队{2}名、基层站所{3}名。"),
    ("inspections", "supervision", ANNUAL, 3, 70, "开展日常检查{1}次、专项检查{2}次、联合检查{3}次，共计{0}次。"),
    ("grants", "management", ANNUAL, 4, 120, "全年办理行政确认{1}件、行政给付{2}件、行政奖励{3}件，三项合计{0}件。"),
    ("trainees", "supervision", ANNUAL, 10, 160, "全年共培训{0}人次，其中：业务骨干{1}人次；基层信息员{2}人次；窗口工作人员{3}人次。"),
    ("readings", "platform", ANNUAL, 3, 40, "发布政策解读材料{0}篇，其中，文字解读{1}篇，图文解读{2}篇，视频解读{3}篇。"),
    ("vehicles", "assets", (BUDGET,), 1, 9, "截至{last}年8月31日，{publisher}共有车辆{0}辆，其中：机要通信用车{1}辆、应急保障用车{2}辆、执法执勤用车{3}辆、其他用车{4}辆。"),
    ("posts", "units", (BUDGET,), 3, 90, "本部门核定编制{0}名，其中：行政编制{1}名、事业编制{2}名、工勤编制{3}名。"),
    ("projects", "performance", (BUDGET,), 4, 30, "{year}年编报绩效目标的项目{0}个，其中经常性项目{1}个，一次性项目{2}个。"),
)  # fmt: skip
"""Subject, place, sorts, least and greatest part, sentence with its total {0} and its parts."""


def listing(subject: str, place: str, sorts: tuple[str, ...], low: int, high: int, sentence: str) -> Claim:
    """A sentence with a total and all its parts."""

    def write(draft: Draft, dice: Random, wrong: bool) -> Slip:
        counts = parts(dice, sentence.count("{0}") and sum(f"{{{one}}}" in sentence for one in range(1, 9)), low, high)
        printed = [str(one) for one in (sum(counts), *counts)]
        return write_listing(draft, dice, (place, sentence), printed, wrong)

    return Claim("parts_and_total", f"list of {subject}", frozenset({subject}), sorts, write)


def write_listing(
    draft: Draft, dice: Random, said: tuple[str, str], printed: list[str], wrong: bool, least: Decimal = Decimal(1)
) -> Slip:
    """Says a list; the total or, once in three times, a part is misprinted.

    其中 doesn't claim to name all parts, so after it the parts must be more than the total.
    """
    for spot in (dice.choice((0, 0, dice.randrange(1, len(printed)))), *range(len(printed))):
        right = printed[spot]
        found = [one for one in misprints(dice, right) if abs(number(one) - number(right)) >= least]
        if "其中" in said[1]:
            found = [one for one in found if (number(one) < number(right)) == (spot == 0)]
        if found:
            break
    else:
        raise ValueError(f"{printed} can't be misprinted by {least} or more; ask for less")
    off, others = found[0], tuple(one for place, one in enumerate(printed) if place != spot)
    printed[spot] = off if wrong else right
    draft.say(*said, *printed)
    return Slip((off,), others, f"{'the total' if not spot else 'a part'} is printed {off} where the sum wants {right}")


def purchases(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """政府采购预算 by goods, works and services."""
    amounts = [Decimal(dice.randint(low, high)) / 100 for low, high in ((300, 9000), (2000, 40000), (20000, 150000))]
    printed = [short(str(one)) for one in (sum(amounts), *amounts)]
    sentence = "{year}年本部门政府采购预算{0}万元，其中：政府采购货物预算{1}万元、政府采购工程预算{2}万元、政府采购服务预算{3}万元。"
    return write_listing(draft, dice, ("procurement", sentence), printed, wrong)


def basic_and_projects(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """The total of the budget and its two halves; the half that is misprinted is in a table too."""
    basic = sum_of(item for item in draft.items if item.basic)
    right = money(draft, basic)
    off = misprint(dice, right, Decimal(3))
    rest = money(draft, sum_of(draft.items) - basic)
    draft.say(
        "explanation",
        "按支出性质划分，支出预算{total}万元中，基本支出{0}万元，项目支出{1}万元。",
        off if wrong else right,
        rest,
    )
    against = (draft.words["total"], rest, yuan(basic))
    return Slip(
        (off,),
        against,
        f"basic expenditure is printed {off} where total and projects leave {right}",
        frozenset({"text_and_table"}),
    )


# tables that no statute has


def with_cell(table: TableSpec, row: int, column: int, text: str) -> TableSpec:
    """The table with another text in one cell of its body."""
    rows = [list(cells) for cells in table.rows]
    rows[row][column] = text
    return replace(table, rows=tuple(map(tuple, rows)))


def write_table(draft: Draft, name: str, table: TableSpec, spot: tuple[int, int], off: str, wrong: bool) -> Slip:
    """Adds a table; its cell at the spot is misprinted. All numbers of its row and column are held against it."""
    row, column = spot
    right = table.rows[row][column]
    draft.tables[name] = with_cell(table, row, column, off) if wrong else table
    peers = [*table.rows[row][:column], *table.rows[row][column + 1 :]]
    peers += [cells[column] for place, cells in enumerate(table.rows) if place != row]
    against = tuple(one for one in peers if is_number(one) and number(one))
    label = next((text for text in table.rows[row] if not is_number(text) and text not in "↑←"), "the one row")
    return Slip((off,), against, f"table {table.title}: {label}, column {column + 1}, is printed {off}, not {right}")


def is_number(text: str) -> bool:
    """Digits with separators, not a code or a label."""
    return bool(text) and text.replace(",", "").replace(".", "", 1).isdigit()


def towns_table(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """Two columns by town, each with its 合计."""
    towns = dice.sample(TOWNS, dice.randint(4, 6))
    received = parts(dice, len(towns), 12, 160)
    done = [one - dice.randint(0, 6) for one in received]
    rows = [(town, str(one), str(other)) for town, one, other in zip(towns, received, done, strict=True)]
    table = TableSpec(
        draft.tell("{year}年各镇（街道）{case}办理情况统计表"),
        dice.choice((None, "件")),
        (("镇（街道）", "受理数", "办结数"),),
        (*rows, (dice.choice(("合计", "总计", "合 计")), str(sum(received)), str(sum(done)))),
    )
    spot = (len(towns), dice.choice((1, 2)))
    return write_table(draft, "towns", table, spot, misprint(dice, table.rows[-1][spot[1]]), wrong)


def quarters_table(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """Four quarters with their 合计 on the right; a row's total is misprinted."""
    names = dice.sample(("政府网站", "政务微信", "政务微博", "公开栏", "新闻发布"), 4)
    counts = [parts(dice, 4, 11, 90) for _ in names]
    rows = [(name, *map(str, row), str(sum(row))) for name, row in zip(names, counts, strict=True)]
    bottom = [sum(column) for column in zip(*counts, strict=True)]
    table = TableSpec(
        draft.tell("{year}年分季度信息发布情况表"),
        "条",
        (("渠道", "第一季度", "第二季度", "第三季度", "第四季度", "合计"),),
        (*rows, ("合计", *map(str, bottom), str(sum(bottom)))),
    )
    row = dice.randrange(4)
    return write_table(draft, "quarters", table, (row, 5), misprint(dice, rows[row][5]), wrong)


def groups_table(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """Groups, each with a 小计, and a 总计 of them; a 小计 or the 总计 is misprinted."""
    groups = {"线上渠道": ("网上留言", "热线电话", "电子邮件"), "线下渠道": ("窗口接待", "来信", "走访")}
    rows: list[tuple[str, str, str]] = []
    sums: list[int] = []
    for group, names in groups.items():
        counts = parts(dice, len(names), 12, 300)
        rows += [
            (group if not place else "↑", name, str(count))
            for place, (name, count) in enumerate(zip(names, counts, strict=True))
        ]
        rows.append(("↑", "小计", str(sum(counts))))
        sums.append(sum(counts))
    rows.append(("总计", "←", str(sum(sums))))
    table = TableSpec(draft.tell("{year}年群众咨询渠道统计表"), "人次", (("类别", "渠道", "数量"),), tuple(rows))
    row = dice.choice((3, 7, 8))
    return write_table(draft, "groups", table, (row, 2), misprint(dice, rows[row][2], Decimal(2)), wrong)


AMONG = (
    ("其中：{0}", "　　　{0}", "　　　{0}"),
    ("其中：1.{0}", "　　　2.{0}", "　　　3.{0}"),
    ("其中：{0}", "其中：{0}", "其中：{0}"),
)
"""How the rows below another are marked as its parts."""


def among_table(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """其中 rows that are more than the row they belong to."""
    money_parts = [Decimal(dice.randint(400, 4000)) / 100 for _ in range(3)]
    second = Decimal(dice.randint(500, 6000)) / 100
    first = sum(money_parts, Decimal(0))
    right = rounded(money_parts[1], 2)
    off = rounded(money_parts[1] + first, 2)
    labels = dice.choice(AMONG)
    rows = (
        ("政务公开工作经费", rounded(first, 2)),
        (labels[0].format("网站运行维护费"), rounded(money_parts[0], 2)),
        (labels[1].format("宣传印刷费"), off if wrong else right),
        (labels[2].format("培训费"), rounded(money_parts[2], 2)),
        ("基层站所工作经费", rounded(second, 2)),
        ("合计", rounded(first + second, 2)),
    )
    draft.tables["among"] = TableSpec(draft.tell("{year}年专项工作经费安排表"), "万元", (("项目", "金额"),), rows)
    against = tuple(cells[1] for place, cells in enumerate(rows) if place != 2)
    return Slip(
        (off,), against, f"其中 row 宣传印刷费 {off} (not {right}) is more than the {rows[0][1]} it is a part of"
    )


def class_row(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """A 类 or 款 row of the code table doesn't have the sum of its rows."""
    table = draft.tables["functions"]
    rows = [row for row, cells in enumerate(table.rows) if not cells[2] and cells[0].isdigit()]
    heavy = [row for row in rows if sum(cells[0] == table.rows[row][0] for cells in table.rows) > 3]
    row, column = dice.choice(heavy), dice.choice((4, 4, 5))
    column = column if number(table.rows[row][column]) else 4
    slip = write_table(
        draft, "functions", table, (row, column), misprint(dice, table.rows[row][column], Decimal(1000)), wrong
    )
    return replace(slip, told=f"code table: {slip.told}")


def economy_total(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """A row's 合计 isn't 人员经费 + 公用经费, or a column's 合计 not the sum of its 类 rows."""
    table = draft.tables["economy"]
    row = dice.choice(
        [place for place, cells in enumerate(table.rows) if cells[1] not in ("", "←")] + [len(table.rows) - 1]
    )
    return write_table(draft, "economy", table, (row, 3), misprint(dice, table.rows[row][3], Decimal(100)), wrong)


def balance_total(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """收支总表: a total isn't the sum of its lines; the paragraphs name the right one too."""
    table = draft.tables["balance"]
    row, column = len(table.rows) - 1, dice.choice((1, 3))
    off = misprint(dice, table.rows[row][column], Decimal(10000))
    slip = write_table(draft, "balance", table, (row, column), off, wrong)
    return replace(slip, against=(*slip.against, draft.words["total"]), also=frozenset({"text_and_table"}))


def cars_subtotal(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """“三公” in one row: 小计 isn't 购置费 + 运行费; the paragraph names the right one too."""
    table = draft.tables["three"]
    off = misprint(dice, table.rows[0][3], Decimal("0.5"))
    slip = write_table(draft, "three", table, (0, 3), off, wrong)
    return replace(slip, against=(*slip.against, draft.words["cars"]), also=frozenset({"text_and_table"}))


# relations of the statutory form


def balance_of_requests(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """一 + 二 isn't （七） + 四, for persons and in total; every row's own total holds."""
    row = dice.choice(("carried_out", "carried_in"))
    shift = dice.randint(2, 9)
    against = tuple(
        draft.cells[f"applications.{other}.{column}"]
        for column in ("person", "total")
        for other in ("received", "carried_in", "result.total", "carried_out")
        if other != row
    )
    off = shift_cells(draft, [f"applications.{row}.{column}" for column in ("person", "total")], shift, wrong)
    return Slip(off, against, f"{row} is {shift} too many, in column 自然人 and in total: 一 + 二 ≠ （七） + 四")


def sum_of_results(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """The results of persons don't sum to （七）总计; every row's own total holds."""
    row, shift = dice.choice(("result.granted", "result.partly")), dice.randint(2, 9)
    against = tuple(
        text
        for column in ("person", "total")
        for key, text in draft.cells.items()
        if key.startswith("applications.result.")
        and key.endswith(f".{column}")
        and f".{row}." not in key
        and text != "0"
    )
    off = shift_cells(draft, [f"applications.{row}.{column}" for column in ("person", "total")], shift, wrong)
    return Slip(
        off, against, f"{row} is {shift} too many, in column 自然人 and in total: the results don't sum to （七）"
    )


def shift_cells(draft: Draft, keys: Sequence[str], shift: int, wrong: bool) -> tuple[str, ...]:
    """Cells that are some too many; gives what the wrong ones print."""
    off = {key: str(int(draft.cells[key]) + shift) for key in keys}
    if wrong:
        draft.cells |= off
    return tuple(off.values())


def across(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """A row's 总计 isn't 自然人 + the organisations; so its column doesn't hold either."""
    row = dice.choice(("received", "result.granted", "result.total"))
    key = f"applications.{row}.total"
    against = [draft.cells[f"applications.{row}.{column}"] for column in PERSONS]
    against += [
        text
        for other, text in draft.cells.items()
        if other.startswith("applications.") and other.endswith(".total") and other != key
    ]
    right = draft.cells[key]
    off = misprint(dice, right, Decimal(2))
    if wrong:
        draft.cells[key] = off
    return Slip((off,), tuple(one for one in against if one != "0"), f"{key} is printed {off}, not {right}")


def person_cell(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """A cell of column 自然人 is misprinted: its row and its column don't hold."""
    row = dice.choice(("received", "result.granted", "result.total"))
    key = f"applications.{row}.person"
    against = [draft.cells[f"applications.{row}.{column}"] for column in COLUMNS[1:]]
    against += [
        text
        for other, text in draft.cells.items()
        if other.startswith("applications.") and other.endswith(".person") and other != key
    ]
    right = draft.cells[key]
    off = misprint(dice, right, Decimal(2))
    if wrong:
        draft.cells[key] = off
    return Slip((off,), tuple(one for one in against if one != "0"), f"{key} is printed {off}, not {right}")


def dispute_total(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """Table four: a 总计 isn't the sum of its four results."""
    kind, counts = a_dispute(draft, dice)
    right = draft.cells[f"disputes.all.{kind}.total"]
    off = misprint(dice, right)
    if wrong:
        draft.cells[f"disputes.all.{kind}.total"] = off
    return Slip((off,), counts, f"table four, {kind}: 总计 is printed {off}, not {right}")


def dispute_total_zero(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """Table four: a 总计 of 0 under results that aren't."""
    kind, counts = a_dispute(draft, dice)
    if wrong:
        draft.cells[f"disputes.all.{kind}.total"] = "0"
    return Slip(("0",), counts, f"table four, {kind}: 总计 is 0 under {' + '.join(counts)}")


def a_dispute(draft: Draft, dice: Random) -> tuple[str, tuple[str, ...]]:
    """One of the three blocks of table four that has cases, and its counts without zeros."""
    kinds = [
        kind
        for kind in ("reconsideration", "litigation.direct", "litigation.after")
        if draft.cells[f"disputes.all.{kind}.total"] != "0"
    ]
    kind = dice.choice(kinds)
    counts = (draft.cells[f"disputes.all.{kind}.{result}"] for result in DISPUTE_RESULTS)
    return kind, tuple(count for count in counts if count != "0")


def has_disputes(draft: Draft) -> bool:
    """Whether table four counts a case."""
    return any(
        text != "0" for key, text in draft.cells.items() if key.startswith("disputes.") and key.endswith(".total")
    )


# text and table

CELLS_IN_WORDS = (
    ("applications", ANNUAL, ("applications.received.total",), "{year}年，{we}受理政府信息公开申请{0}件，均在法定期限内答复。"),
    ("applications", ANNUAL, ("applications.received.total", "applications.carried_in.total"), "全年共收到政府信息公开申请{0}件，上年结转{1}件。"),
    ("applications", ANNUAL, ("applications.received.total", "applications.carried_out.total"), "{year}年{we}新收政府信息公开申请 {0} 件，结转下年度继续办理 {1} 件。"),
    ("applications", ANNUAL, ("applications.received.total", "applications.result.total.total"), "收到依申请公开事项{0}件，本年度办结{1}件。"),
    ("applications", ANNUAL, ("applications.result.granted.total", "applications.result.partly.total"), "在本年度办结的政府信息公开申请中，予以公开{0}件、部分公开{1}件。"),
    ("licences", ANNUAL, ("licensing.licence.decided",), "全年作出行政许可处理决定{0}件。"),
    ("penalties", ANNUAL, ("penalties.penalty.decided", "penalties.coercion.decided"), "{year}年，{we}作出行政处罚决定{0}件，实施行政强制{1}件。"),
    ("fees", (FORM_2021,), ("fees.fee.amount",), "{year}年{we}收取行政事业性收费{0}万元，收费项目和标准均已公开。"),
    ("disputes", ANNUAL, ("disputes.all.reconsideration.total",), "{year}年，因政府信息公开工作被申请行政复议{0}件。"),
    ("disputes", ANNUAL, ("disputes.all.reconsideration.total", "disputes.all.reconsideration.upheld"), "全年发生政府信息公开行政复议案件{0}件，其中结果维持{1}件。"),
    ("purchasing", (FORM_2019,), ("procurement.central.projects", "procurement.central.amount"), "全年实施政府集中采购项目{0}个，采购总金额{1}元。"),
    ("normative", (FORM_2021,), ("rules.normative.made", "rules.normative.in_force"), "{year}年制发行政规范性文件{0}件，现行有效行政规范性文件{1}件。"),
    ("normative", (FORM_2019,), ("rules.normative.made", "rules.normative.disclosed_total"), "{year}年新制作规范性文件{0}件，规范性文件对外公开总数量为{1}件。"),
)  # fmt: skip
"""Subject, sorts, keys of the cells and the sentence that says them again."""


def cells_in_words(subject: str, sorts: tuple[str, ...], keys: tuple[str, ...], sentence: str) -> Claim:
    """A sentence that says what cells of the statutory form say."""

    def write(draft: Draft, dice: Random, wrong: bool) -> Slip:
        printed = [draft.cells[key] for key in keys]
        spot = dice.choice([place for place, text in enumerate(printed) if text != "0"])
        right, off = printed[spot], misprint(dice, printed[spot], number(printed[spot]) / 50)
        draft.say(
            PLACE_OF[subject],
            sentence,
            *(off if wrong and place == spot else text for place, text in enumerate(printed)),
        )
        return Slip((off,), (right,), f"the sentence says {off} where cell {keys[spot]} has {right}")

    name = f"{subject} in words: {sentence[:24]}"
    return Claim("text_and_table", name, frozenset({subject}), sorts, write, lambda draft: draft.cells[keys[0]] != "0")


PLACE_OF = {
    "applications": "requests",
    "licences": "management",
    "penalties": "management",
    "fees": "management",
    "disputes": "supervision",
    "purchasing": "management",
    "normative": "management",
}


def none_received(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """The sentence says that there were none; the table counts some."""
    right = draft.cells["applications.received.total"]
    words = dice.choice(("未收到", "没有收到"))
    sentence = f"{{year}}年{{we}}{words}政府信息公开申请。" if wrong else "{year}年{we}收到政府信息公开申请{0}件。"
    draft.say("requests", sentence, right)
    return Slip((words,), (right,), f"the sentence says {words}, the table has {right}")


def town_total(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """A sentence and the 合计 of the body's own table."""
    towns_table(draft, dice, wrong=False)
    right = draft.tables["towns"].rows[-1][1]
    off = misprint(dice, right, Decimal(2))
    draft.say(
        "management",
        dice.choice(("{year}年，{we}共受理{case}{0}件。", "全年受理{case}{0}件，各镇（街道）均有分布。")),
        off if wrong else right,
    )
    return Slip((off,), (right,), f"the sentence says {off} cases were received where the table's 合计 has {right}")


def item_amount(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """A line's paragraph in 万元 and its row in 元; what it compares follows from the wrong amount."""
    item = dice.choice(draft.items)
    right = item.amount
    off = Decimal(misprint(dice, ten_thousands(right), number(ten_thousands(right)) / 50)) * 10000
    if wrong:
        item.amount = off
        word_item(draft, item)
        item.amount = right
    return Slip(
        (money(draft, off),),
        (yuan(right),),
        f"the paragraph on {item.names[2]} says {money(draft, off)} 万元 where the table has {yuan(right)} 元",
    )


def item_amount_once(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """As in a real budget: the head of the paragraph has another amount than its second half and the table."""
    item = dice.choice(draft.items)
    item.words["paragraph"] = ITEM_PARAGRAPHS[0]
    right = item.words["now"]
    off = misprint(dice, right, number(right) / 50)
    item.words["now"] = off if wrong else right
    told = f"the paragraph on {item.names[2]} begins with {off} 万元; its second half has {right} 万元, the table {yuan(item.amount)} 元"
    return Slip((off,), (right, yuan(item.amount)), told, frozenset({"said_twice"}))


def spending_total(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """支出预算 in the summary and the tables' totals."""
    total = sum_of(draft.items)
    right = draft.words["spending"]
    off = misprint(dice, right, Decimal(5))
    draft.words["spending"] = off if wrong else right
    told = f"the summary says a spending budget of {off} 万元 where the tables have {yuan(total)} 元"
    return Slip((off,), (yuan(total), grouped(total), right), told, frozenset({"said_twice"}))


def three_in_words(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """The total of “三公”: a sentence and the table; the parts in the paragraphs below deny it too."""
    right = draft.words["three_total"]
    off = misprint(dice, right, Decimal("0.5"))
    draft.words["three_printed"] = off if wrong else right
    told = f"the paragraph says “三公” {off} 万元 where the table has {right}"
    return Slip((off,), (right, draft.words["cars"], draft.words["reception"]), told, frozenset({"parts_and_total"}))


def office_in_words(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """机关运行经费: a sentence in 万元 and the tables in 万元 and in 元."""
    right = draft.words["office"]
    off = misprint(dice, right, Decimal(2))
    draft.words["office"] = off if wrong else right
    running = draft.tables["economy"].rows[-1][5]
    return Slip((off,), (right, running), f"the paragraph says office costs of {off} 万元 where the table has {right}")


# said twice

SAID_TWICE = (
    ("disclosed", ANNUAL, 300, 2900, ("active", "{year}年，{we}主动公开政府信息{0}条。"), ("problems", "{year}年共主动公开政府信息{0}条，公开的数量有所保证，但质量仍需提高。")),
    ("account", ANNUAL, 120, 990, ("active", "{year}年，在“{account}”微信公众号中主动公开{0}条信息。"), ("platform", "{year}年“{account}”微信公众号共发布信息{0}条。")),
    ("case", ANNUAL, 110, 980, ("management", "{year}年，{we}共受理{case}{0}件。"), ("supervision", "{we}全年受理{case}{0}件，全部纳入台账管理。")),
    ("press", ANNUAL, 11, 40, ("active", "全年共召开新闻发布会{0}场。"), ("platform", "{year}年召开新闻发布会 {0} 场，及时回应社会关切。")),
    ("training", ANNUAL, 11, 30, ("supervision", "{year}年组织政务公开业务培训{0}次。"), ("problems", "虽然全年组织了政务公开业务培训{0}次，但培训的针对性还不强。")),
    ("explained", ANNUAL, 15, 90, ("active", "发布政策解读{0}篇。"), ("platform", "全年发布政策解读{0}篇，解读形式更加丰富。")),
    ("letters", ANNUAL, 40, 400, ("management", "{year}年领导信箱共办理群众来信{0}封。"), ("other", "{year}年，领导信箱共办理群众来信{0}封，办结率100%。")),
    ("purchase", (BUDGET,), 20000, 180000, ("explanation", "{year}年本部门安排政府采购预算{0}万元。"), ("procurement", "{year}年本部门政府采购预算{0}万元。")),
    ("targets", (BUDGET,), 11, 45, ("explanation", "{year}年，本部门编报绩效目标的项目{0}个。"), ("performance", "编报绩效目标的项目{0}个。")),
    ("fund", (BUDGET,), 9000, 90000, ("explanation", "{project}项目{year}年预算安排{0}万元。"), ("project", "{year}年，{project}项目预算安排{0}万元。")),
)  # fmt: skip
"""Subject, sorts, least and greatest value (amounts in hundredths), and the two sentences with their places."""


def said_twice(
    subject: str, sorts: tuple[str, ...], low: int, high: int, first: tuple[str, str], second: tuple[str, str]
) -> Claim:
    """Two sentences in different sections that give the same number; one of them is misprinted."""

    def write(draft: Draft, dice: Random, wrong: bool) -> Slip:
        value = dice.randint(low, high)
        right = rounded(Decimal(value) / 100, 2) if "万元" in first[1] else str(value)
        off = misprint(dice, right, number(right) / 20)
        swap = dice.random() < 0.5
        draft.say(*first, off if wrong and swap else right)
        draft.say(*second, off if wrong and not swap else right)
        return Slip((off,), (right,), f"{draft.tell(first[1], right)} and elsewhere {draft.tell(second[1], off)}")

    return Claim("said_twice", f"{subject} twice", frozenset({subject, *ALSO_ABOUT.get(subject, ())}), sorts, write)


ALSO_ABOUT = {
    "disclosed": ("website",),
    "training": ("trainees",),
    "explained": ("readings",),
    "letters": ("petitions",),
    "purchase": ("purchases",),
    "targets": ("projects",),
}
"""Subjects that sound so near that no report has both."""


# growth

GROWTHS = (
    ("consult", ("platform", "{year}年接待{consult}{now}人次，{last}年为{before}人次，同比{up}{percent}%。")),
    ("event", ("management", "开展{event}的场次由上年的{before}场次{change}到{now}场次，{up}{percent}%。")),
    ("visits", ("platform", "政府网站专栏全年访问量{now}次，上年度为{before}次，较上年{up}{percent}%。")),
    ("hotline", ("management", "上年度办理热线工单{before}件，本年度办理热线工单{now}件，同比{up}{percent}%。")),
    (
        "followers",
        ("platform", "{year}年末“{account}”微信公众号关注人数为{now}人，较上年末的{before}人{change}{difference}人。"),
    ),
    ("leaflets", ("management", "发放宣传资料{now}份，比{last}年（{before}份）{up} {percent}%。")),
)
"""Subject, place and sentence: a figure of this year, one of last year and what is said to lie between them."""


def grown(subject: str, said: tuple[str, str]) -> Claim:
    """One passage with both figures and a growth."""

    def write(draft: Draft, dice: Random, wrong: bool) -> Slip:
        before, now = two_years(dice)
        right, off = _growth_words(dice, said[1], before, now)
        draft.say(*said, **growth_names(before, now, off if wrong else right))
        return Slip((off,), (str(now), str(before)), f"{before} to {now} is {right}, printed is {off}: {said[1][:30]}")

    return Claim("growth", f"growth of {subject}", frozenset({subject}), ANNUAL, write)


def two_years(dice: Random) -> tuple[int, int]:
    """Last year's count and this year's."""
    before = dice.randint(120, 5200)
    ratio = dice.choice((dice.randint(112, 290), dice.randint(45, 88)))
    return before, before * ratio // 100 + dice.randint(1, 7)


def _growth_words(dice: Random, sentence: str, before: int, now: int) -> tuple[str, str]:
    if "{difference}" in sentence:
        right = str(abs(now - before))
        return right, misprint(dice, right, Decimal(2))
    right = growth(Decimal(before), Decimal(now), dice.choice((0, 1, 1, 2)))
    return right, wrong_growth(dice, str(before), str(now), right)


def growth_names(before: int, now: int, said: str) -> dict[str, str]:
    """What the sentences about growth name."""
    rises = now > before
    return {
        "before": str(before),
        "now": str(now),
        "percent": said,
        "difference": said,
        "up": "增长" if rises else "下降",
        "change": "增加" if rises else "减少",
    }


def grown_apart(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """Last year's figure in one section; this year's and the growth in another."""
    before, now = two_years(dice)
    right, off = _growth_words(dice, "", before, now)
    names = growth_names(before, now, off if wrong else right)
    draft.say("management", "{last}年，{we}受理{case}{before}件。", before=names["before"])
    draft.say(
        "supervision",
        "{year}年，{we}受理{case}{now}件，同比{up}{percent}%。",
        **{key: names[key] for key in ("now", "up", "percent")},
    )
    return Slip(
        (off,), (str(now), str(before)), f"{before} (in another section) to {now} is {right}%, printed is {off}%"
    )


def grown_by_number(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """This year's figure, the difference and the growth: last year's is what the first two leave."""
    before, now = two_years(dice)
    right, off = _growth_words(dice, "", before, now)
    names = growth_names(before, now, off if wrong else right) | {"difference": str(abs(now - before))}
    draft.say(
        "management",
        "全年办结{case}{now}件，比上年{change}{difference}件，{up}{percent}%。",
        **{key: names[key] for key in ("now", "change", "difference", "up", "percent")},
    )
    return Slip(
        (off,),
        (names["now"], names["difference"]),
        f"{names['now']}, {names['difference']} apart from last year, is {right}%, printed is {off}%",
    )


def grown_the_other_way(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """The word says a fall where the figures rise, or a rise where they fall."""
    before, now = two_years(dice)
    percent = growth(Decimal(before), Decimal(now), 1)
    names = growth_names(before, now, percent)
    other = {"增长": "下降", "下降": "增长"}[names["up"]]
    draft.say(
        "supervision",
        "{year}年开展专项督查{now}次，{last}年{before}次，同比{up}{percent}%。",
        now=names["now"],
        before=names["before"],
        percent=percent,
        up=other if wrong else names["up"],
    )
    return Slip((percent,), (names["now"], names["before"]), f"{before} to {now} is called {other}{percent}%")


def item_growth(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """The percentage in the paragraph of a budget's line."""
    item = dice.choice(draft.items)
    before, now, right = (item.words[name] for name in ("before", "now", "percent"))
    off = wrong_growth(dice, before, now, right)
    item.words["percent"] = off if wrong else right
    told = f"the paragraph on {item.names[2]}: {before} to {now} is {right}%, printed is {off}%"
    return Slip((off,), (now, before), told)


def budget_difference(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """Last year's budget, this year's and their difference, in one sentence."""
    total, last, right = (draft.words[name] for name in ("total", "last_total", "difference"))
    off = misprint(dice, right, Decimal(3))
    draft.say(
        "explanation",
        "{last}年财政拨款预算为{last_total}万元，{year}年财政拨款预算为{total}万元，增加{0}万元。",
        off if wrong else right,
    )
    return Slip(
        (off,),
        (total, last, right),
        f"{last} to {total} is {right} 万元 more, printed is {off}",
        frozenset({"said_twice"}),
    )


def meeting_growth(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """会议费 of two years, their difference and growth: the difference or the growth is misprinted."""
    before = Decimal(dice.randint(900, 6000)) / 100
    now = before * dice.randint(50, 90) // 1 / 100
    right = [rounded(before - now, 2), growth(before, now, 1)]
    spot = dice.randrange(2)
    off = (
        misprint(dice, right[0], Decimal("0.5"))
        if not spot
        else wrong_growth(dice, rounded(before, 2), rounded(now, 2), right[1])
    )
    printed = [off if wrong and place == spot else text for place, text in enumerate(right)]
    draft.say(
        "explanation",
        "{year}年会议费预算{0}万元，比{last}年预算{1}万元减少{2}万元，下降{3}%。",
        rounded(now, 2),
        rounded(before, 2),
        *printed,
    )
    against = (rounded(now, 2), rounded(before, 2), right[1 - spot])
    return Slip(
        (off,), against, f"{before} to {now}: {'difference' if not spot else 'growth'} printed {off}, not {right[spot]}"
    )


def growth_column(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """A table with both years and a growth column."""
    items = draft.items[1:5]
    rows = [
        (item.names[2], ten_thousands(item.before), ten_thousands(item.amount), _signed_growth(item)) for item in items
    ]
    row = dice.randrange(len(rows))
    name, before, now, right = rows[row]
    off = (
        right.strip("-0123456789.")
        + ("-" if right.startswith("-") else "")
        + wrong_growth(dice, before, now, right.lstrip("-"))
    )
    if wrong:
        rows[row] = (name, before, now, off)
    head = (("项目", draft.tell("{last}年执行数"), draft.tell("{year}年预算数"), "增减（%）"),)
    draft.tables["growth"] = TableSpec(draft.tell("{year}年主要项目支出增减情况表"), "万元", head, tuple(rows))
    return Slip(
        (off,),
        (now, before),
        f"table: {name} from {before} to {now} is {right}%, printed is {off}%",
        frozenset({"table_sum"}),
    )


def _signed_growth(item: Item) -> str:
    return ("" if item.amount > item.before else "-") + growth(item.before, item.amount, 2)


# years that cannot be right


def period_statement(years: tuple[int, int]) -> Write:
    """The statement of the period, with years some off the report's."""

    def write(draft: Draft, dice: Random, wrong: bool) -> Slip:
        first, last = (str(draft.year + shift) for shift in years)
        if wrong:
            draft.words["from"], draft.words["to"] = first, last
        off = tuple(year for year in (first, last) if int(year) != draft.year)
        return Slip(off[:1], (), f"the report for {draft.year} counts from {first} to {last}")

    return write


def reported_year(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """The opening names last year's report."""
    if wrong:
        draft.words["reported"] = draft.words["last"]
    return Slip(
        (draft.words["last"],), (), f"the report for {draft.year} opens as the report for {draft.words['last']}"
    )


def annual_cut_off(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """截至 a day long after the report came out."""
    count = str(dice.randint(2000, 9000))
    sentence = dice.choice(
        ("截至{0}年12月31日，政府网站累计公开信息{1}条。", "截至{0}年12月底，网站信息公开专栏累计公开信息{1}条。")
    )
    draft.say("active", sentence, draft.words["next"] if wrong else draft.words["year"], count)
    return Slip(
        (draft.words["next"],), (count,), f"the report for {draft.year} counts to the end of {draft.words['next']}"
    )


def compared_with_itself(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """A budget's total 增加 against the budget of the same year."""
    if wrong:
        draft.words["compared"] = draft.words["year"]
    return Slip(
        (draft.words["year"],),
        (draft.words["difference"],),
        f"the budget for {draft.year} is compared with the budget for {draft.year}",
    )


def level_with_itself(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """A budget 与…持平 with the budget of the same year."""
    if wrong:
        draft.words["level"] = draft.words["year"]
    return Slip((draft.words["year"],), (), f"the budget for {draft.year} is level with the budget for {draft.year}")


def executed_already(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """A budget names the execution of the year that it is for."""
    item = dice.choice(draft.items)
    if wrong:
        item.words["before_year"] = draft.words["year"]
    return Slip(
        (draft.words["year"],),
        (item.words["before"],),
        f"the paragraph on {item.names[2]} has the execution of {draft.year} in the budget for {draft.year}",
    )


def project_cycle(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """A project of this year's budget runs through last year."""
    if wrong:
        draft.words["cycle"] = draft.words["last"]
    return Slip(
        (draft.words["last"],),
        (),
        f"a project in the budget for {draft.year} runs from January to December {draft.words['last']}",
    )


def budget_cut_off(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """截至 a day after the budget's year."""
    count = str(dice.randint(11, 30))
    draft.say(
        "assets",
        "截至{0}年8月31日，{publisher}共有车辆{1}辆。",
        draft.words["next"] if wrong else draft.words["last"],
        count,
    )
    return Slip(
        (draft.words["next"],),
        (count,),
        f"the budget for {draft.year} counts vehicles as of August {draft.words['next']}",
    )


# units

MONEY_TWICE = (
    ("spent", ANNUAL, ("supervision", "{year}年，{we}落实政务公开工作经费{0}{1}。"), ("problems", "{year}年落实政务公开工作经费{0}{1}，与工作需要相比仍有差距。")),
    ("invested", ANNUAL, ("active", "{year}年共公开财政专项资金{0}{1}。"), ("supervision", "{year}年公开财政专项资金{0}{1}，接受社会监督。")),
    ("purchase", (BUDGET,), ("explanation", "{year}年本部门安排政府采购预算{0}{1}。"), ("procurement", "{year}年本部门政府采购预算{0}{1}。")),
    ("fund", (BUDGET,), ("explanation", "{project}项目{year}年预算安排{0}{1}。"), ("project", "{year}年，{project}项目预算安排{0}{1}。")),
)  # fmt: skip
"""Subject, sorts, and two sentences with an amount {0} and its unit {1}."""


def money_twice(subject: str, sorts: tuple[str, ...], first: tuple[str, str], second: tuple[str, str]) -> Claim:
    """An amount once in 万元 and once in 元; the second has the digits of the one and the unit of the other."""

    def write(draft: Draft, dice: Random, wrong: bool) -> Slip:
        amount = Decimal(dice.randint(1200, 99000) * 100)
        short_form, long_form = short(ten_thousands(amount)), str(amount)
        right, off = dice.choice(
            (
                ((long_form, "元"), (short_form, "元")),
                ((long_form, "元"), (long_form, "万元")),
                ((short_form, "万元"), (short_form, "元")),
            )
        )
        draft.say(*first, short_form, "万元")
        draft.say(*second, *(off if wrong else right))
        told = f"{short_form} 万元 in one section, {off[0]} {off[1]} in another"
        return Slip((off[0],), (short_form,), told, frozenset({"said_twice"}) if off == right else frozenset())

    subjects = frozenset({subject, *ALSO_ABOUT.get(subject, ())})
    return Claim("unit_slip", f"{subject} in 万元 and 元", subjects, sorts, write)


def fees_in_yuan(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """行政事业性收费: the table's digits with 元 behind them."""
    printed = draft.cells["fees.fee.amount"]
    draft.say("management", "{year}年{we}收取行政事业性收费{0}{1}。", printed, "元" if wrong else "万元")
    return Slip((printed,), (printed,), f"the sentence says {printed} 元, the table {printed} 万元")


def purchases_in_ten_thousands(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """政府集中采购: the table in 元, the sentence in 万元 with the same digits, or the other way round."""
    printed = draft.cells["procurement.central.amount"]
    brief = short(ten_thousands(number(printed)))
    right, off = (brief, "万元"), dice.choice(((printed, "万元"), (brief, "元")))
    draft.say("management", "{year}年{we}政府集中采购总金额{0}{1}。", *(off if wrong else right))
    return Slip((off[0],), (printed,), f"the sentence says {off[0]} {off[1]}, the table {printed} 元")


def item_in_yuan(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """A line's paragraph prints the table's digits of 元 with 万元 behind them."""
    item = dice.choice(draft.items)
    printed = yuan(item.amount)
    if wrong:
        item.words |= {"now": printed}
    against = (printed, item.words["again"]) if "{again}" in item.words["paragraph"] else (printed,)
    return Slip(
        (printed,), against, f"the paragraph on {item.names[2]} begins with {printed} 万元, the table has {printed} 元"
    )


def office_in_yuan(draft: Draft, dice: Random, wrong: bool) -> Slip:
    """机关运行经费: the table's 万元 with 元 behind them in the sentence."""
    if wrong:
        draft.words["office_unit"] = "元"
    printed = draft.words["office"]
    return Slip(
        (printed,),
        (printed, draft.tables["economy"].rows[-1][5]),
        f"the sentence says {printed} 元, the table {printed} 万元",
    )


CLAIMS: tuple[Claim, ...] = (
    *(listing(*given) for given in LISTINGS),
    Claim("parts_and_total", "purchases by kind", frozenset({"purchases"}), (BUDGET,), purchases),
    Claim("parts_and_total", "basic and projects", frozenset({"basic"}), (BUDGET,), basic_and_projects),
    Claim("table_sum", "合计 of towns", frozenset({"case", "towns"}), ANNUAL, towns_table),
    Claim("table_sum", "合计 of quarters", frozenset({"quarters"}), ANNUAL, quarters_table),
    Claim("table_sum", "小计 and 总计 of groups", frozenset({"groups", "consult"}), ANNUAL, groups_table),
    Claim("table_sum", "其中 rows", frozenset({"among", "spent"}), SORTS, among_table),
    Claim("table_sum", "类 and 款 rows", frozenset({"functions"}), (BUDGET,), class_row),
    Claim("table_sum", "合计 of 人员 and 公用", frozenset({"economy", "office"}), (BUDGET,), economy_total),
    Claim("table_sum", "收支总计", frozenset({"balance"}), (BUDGET,), balance_total),
    Claim("table_sum", "小计 of 公务用车", frozenset({"three"}), (BUDGET,), cars_subtotal),
    Claim("form_relation", "一 + 二 = （七） + 四", frozenset({"applications"}), ANNUAL, balance_of_requests),
    Claim("form_relation", "results sum to （七）", frozenset({"applications"}), ANNUAL, sum_of_results),
    Claim("form_relation", "总计 across", frozenset({"applications"}), ANNUAL, across),
    Claim("form_relation", "a cell of 自然人", frozenset({"applications"}), ANNUAL, person_cell),
    Claim("form_relation", "总计 of table four", frozenset({"disputes"}), ANNUAL, dispute_total, has_disputes),
    Claim("form_relation", "总计 0 in table four", frozenset({"disputes"}), ANNUAL, dispute_total_zero, has_disputes),
    *(cells_in_words(*given) for given in CELLS_IN_WORDS),
    Claim("text_and_table", "none received", frozenset({"applications"}), ANNUAL, none_received),
    Claim("text_and_table", "合计 of towns in words", frozenset({"case", "towns"}), ANNUAL, town_total),
    Claim("text_and_table", "amount of an item", frozenset({"items", "functions"}), (BUDGET,), item_amount),
    Claim("text_and_table", "amount of an item, once", frozenset({"items", "functions"}), (BUDGET,), item_amount_once),
    Claim("text_and_table", "支出预算", frozenset({"summary", "balance", "basic"}), (BUDGET,), spending_total),
    Claim("text_and_table", "“三公”", frozenset({"three"}), (BUDGET,), three_in_words),
    Claim("text_and_table", "机关运行经费", frozenset({"office"}), (BUDGET,), office_in_words),
    *(said_twice(*given) for given in SAID_TWICE),
    *(grown(*given) for given in GROWTHS),
    Claim("growth", "growth over two sections", frozenset({"case", "towns"}), ANNUAL, grown_apart),
    Claim("growth", "growth with its difference", frozenset({"case", "towns"}), ANNUAL, grown_by_number),
    Claim("growth", "growth the other way", frozenset({"inspections"}), ANNUAL, grown_the_other_way),
    Claim("growth", "growth of an item", frozenset({"items"}), (BUDGET,), item_growth),
    Claim("growth", "difference of two budgets", frozenset({"summary"}), (BUDGET,), budget_difference),
    Claim("growth", "会议费", frozenset({"meetings"}), (BUDGET,), meeting_growth),
    Claim("growth", "growth column", frozenset({"items"}), (BUDGET,), growth_column),
    Claim("period_slip", "statistics of last year", frozenset({"period"}), ANNUAL, period_statement((-1, -1))),
    Claim("period_slip", "statistics of two years", frozenset({"period"}), ANNUAL, period_statement((-1, 0))),
    Claim("period_slip", "statistics of next year", frozenset({"period"}), ANNUAL, period_statement((1, 1))),
    Claim("period_slip", "opening of last year's report", frozenset({"period"}), ANNUAL, reported_year),
    Claim("period_slip", "截至 in an annual report", frozenset({"since"}), ANNUAL, annual_cut_off),
    Claim("period_slip", "比 the same year", frozenset({"summary"}), (BUDGET,), compared_with_itself),
    Claim("period_slip", "与 the same year 持平", frozenset({"summary"}), (BUDGET,), level_with_itself),
    Claim("period_slip", "executed already", frozenset({"items"}), (BUDGET,), executed_already),
    Claim("period_slip", "实施周期", frozenset({"cycle"}), (BUDGET,), project_cycle),
    Claim("period_slip", "截至 in a budget", frozenset({"vehicles"}), (BUDGET,), budget_cut_off),
    *(money_twice(*given) for given in MONEY_TWICE),
    Claim("unit_slip", "fees in 元", frozenset({"fees"}), (FORM_2021,), fees_in_yuan),
    Claim("unit_slip", "purchases in 万元", frozenset({"purchasing"}), (FORM_2019,), purchases_in_ten_thousands),
    Claim("unit_slip", "an item in 元", frozenset({"items", "functions"}), (BUDGET,), item_in_yuan),
    Claim("unit_slip", "机关运行经费 in 元", frozenset({"office"}), (BUDGET,), office_in_yuan),
)


# what looks like a contradiction and is none

Values = Callable[[Random], tuple[str, ...]]


def trap(
    name: str,
    subjects: str,
    sorts: tuple[str, ...],
    values: Values,
    *said: tuple[str, str],
    fits: Callable[[Draft], bool] = lambda draft: True,
) -> Trap:
    """Sentences that are filled with one draw of numbers."""

    def write(draft: Draft, dice: Random) -> None:
        numbers = values(dice)
        for place, sentence in said:
            draft.say(place, sentence, *numbers)

    return Trap(name, frozenset(subjects.split()), sorts, write, fits)


def whole_and_part(dice: Random) -> tuple[str, ...]:
    """A number and a much smaller one."""
    whole = dice.randint(160, 2400)
    return str(whole), str(whole * dice.randint(8, 35) // 100)


def part_and_whole(dice: Random) -> tuple[str, ...]:
    """A number and a much greater one."""
    return tuple(reversed(whole_and_part(dice)))


def few_and_fewer(dice: Random) -> tuple[str, ...]:
    """Two small numbers, the first the greater."""
    fewer = dice.randint(2, 9)
    return str(fewer + dice.randint(2, 15)), str(fewer)


def since_when(dice: Random) -> tuple[str, ...]:
    """Posts of this year, posts since the account was opened, followers, and the year it was opened."""
    now = dice.randint(120, 700)
    return str(now), str(now + dice.randint(60, 900)), str(dice.randint(900, 9000)), str(dice.randint(2012, 2017))


def over(dice: Random) -> tuple[str, ...]:
    """A round number and one somewhat above it."""
    round_number = dice.randint(4, 60) * 500
    return str(round_number), str(round_number + dice.randint(20, 240))


def nearly(dice: Random) -> tuple[str, ...]:
    """A round number and one somewhat below it."""
    round_number = dice.randint(4, 60) * 500
    return str(round_number), str(round_number - dice.randint(5, 40))


def incomplete(dice: Random) -> tuple[str, ...]:
    """A total and three parts that leave some of it."""
    some = parts(dice, 3, 5, 70)
    return str(sum(some) + dice.randint(8, 120)), *map(str, some)


def sub_lists(dice: Random) -> tuple[str, ...]:
    """A total, divided in two by one thing and in two by another, and two of many groups."""
    whole = dice.randint(120, 800)
    one, other = whole * dice.randint(30, 70) // 100, whole * dice.randint(70, 97) // 100
    return tuple(map(str, (whole, one, whole - one, other, whole - other, whole // 9 + 1, whole // 14 + 1)))


def other_growth(dice: Random) -> tuple[str, ...]:
    """Two figures, and a percentage that has nothing to do with them."""
    before, now = two_years(dice)
    return str(before), str(now), str(dice.choice((35, 12.6, 8.25, 61)))


def uneven_shares(dice: Random) -> tuple[str, ...]:
    """A total, three parts and their shares, which don't add to 100 because each was rounded."""
    for _ in range(200):
        some = parts(dice, 3, 60, 900)
        shares = [rounded(Decimal(100 * one) / sum(some), 1) for one in some]
        if sum(map(number, shares)) != 100:
            return str(sum(some)), *map(str, some), *shares
    raise ValueError("200 draws of three parts, each with shares of 100.0 %; widen the range of parts")


def nested(dice: Random) -> tuple[str, ...]:
    """A total of three parts, the first of which has two parts of its own."""
    one, two, three, four = parts(dice, 4, 3, 40)
    return tuple(map(str, (one + two + three + four, one + two, one, two, three, four)))


def closed(dice: Random) -> tuple[str, ...]:
    """Received, closed, and the share closed in time, which is of another whole."""
    received = dice.randint(400, 5000)
    return str(received), str(received - dice.randint(5, 60)), rounded(Decimal(dice.randint(9890, 9990)) / 100, 1)


def exact_and_ten_thousands(dice: Random) -> tuple[str, ...]:
    """The same in 万 with two decimals and exactly."""
    exact = dice.randint(31000, 990000)
    return rounded(Decimal(exact) / 10000, 2), str(exact)


def nearly_threefold(dice: Random) -> tuple[str, ...]:
    """A number and one that is nearly three times as much."""
    before = dice.randint(2000, 9000)
    return str(before), str(before * dice.randint(288, 297) // 100)


def rounded_growth(dice: Random) -> tuple[str, ...]:
    """Two numbers in 万 with one decimal and the growth of the exact ones."""
    before = dice.randint(10100, 38000)
    now = before * dice.randint(115, 190) // 100
    return *(rounded(Decimal(one) / 10000, 1) for one in (before, now)), growth(Decimal(before), Decimal(now), 1)


def uneven_sum(dice: Random) -> tuple[str, ...]:
    """A total in 万元 and its parts, which add to 0.01 more or less because each was rounded."""
    for _ in range(200):
        exact = [Decimal(dice.randint(20_000, 9_000_000)) for _ in range(3)]
        total, *some = [ten_thousands(one) for one in (sum(exact, Decimal(0)), *exact)]
        if sum(map(number, some)) != number(total):
            return total, *some
    raise ValueError("200 draws of three amounts in 元 that all add up in 万元; widen their range")


def uneven_growth(dice: Random) -> tuple[str, ...]:
    """Two amounts in 万元 and the fall between the exact ones, which the printed ones don't quite give."""
    for _ in range(200):
        before = Decimal(dice.randint(40_000, 900_000))
        now = Decimal(int(before * dice.randint(700, 985) / 1000))
        right, printed = growth(before, now, 2), growth(number(ten_thousands(before)), number(ten_thousands(now)), 2)
        if right != printed:
            return ten_thousands(now), ten_thousands(before), right
    raise ValueError("200 draws of two amounts in 元 whose growth is the same in 万元; draw smaller ones")


def hundred_millions(dice: Random) -> tuple[str, ...]:
    """The same in 亿元 with two decimals and in 万元."""
    amount = dice.randint(10_300, 98_000)
    return rounded(Decimal(amount) / 10000, 2), str(amount)


def small_firms(dice: Random) -> tuple[str, ...]:
    """Purchases, those kept for small and middle firms, and those for small ones."""
    amount = Decimal(dice.randint(40000, 190000)) / 100
    return tuple(rounded(amount * share / 100, 2) for share in (100, dice.randint(60, 100), dice.randint(20, 55)))


def own_offices(draft: Draft, dice: Random) -> None:
    """Items of “三公” in 元, which give the total in 万元 only when each is rounded first."""
    rows = {cells[2]: cells[3] for cells in draft.tables["economy"].rows}
    printed = (str(int(number(rows[name]))) for name in ("公务接待费", "公务用车运行维护费"))
    draft.say("office", "其中公务接待费{0}元、公务用车运行维护费{1}元，同时列入“三公”经费预算。", *printed)


def spent_of_budget(draft: Draft, dice: Random) -> None:
    """Last year's budget and what was spent of it."""
    spent = rounded(number(draft.words["last_total"]) * dice.randint(930, 990) / 1000, 2)
    draft.say("explanation", "{last}年财政拨款预算为{last_total}万元，当年预算执行数为{0}万元。", spent)


def three_shares(draft: Draft, dice: Random) -> None:
    """人员, 公用 and projects as shares of the whole, each rounded."""
    staff, office = (number(text) for text in draft.tables["economy"].rows[-1][4:6])
    total = sum_of(draft.items)
    shares = (rounded(100 * one / total, 1) for one in (staff, office, total - staff - office))
    draft.say("explanation", "从支出结构看，人员经费占{0}%，公用经费占{1}%，项目支出占{2}%。", *shares)


def part_of_projects(draft: Draft, dice: Random) -> None:
    """The projects with targets, which are not all."""
    projects = sum_of(item for item in draft.items if not item.basic) * dice.randint(55, 90) / 100
    draft.say(
        "performance",
        "编报绩效目标的项目{0}个，涉及项目预算资金{1}万元。",
        str(dice.randint(9, 28)),
        ten_thousands(projects),
    )


def one_part_table(draft: Draft, dice: Random) -> None:
    """A table whose 其中 row names one part only."""
    general, part = Decimal(dice.randint(9000, 90000)) / 100, Decimal(dice.randint(1200, 8000)) / 100
    fund = Decimal(dice.randint(1000, 8000)) / 100
    rows = (
        ("一般公共预算资金", rounded(general, 2)),
        ("其中：设备购置", rounded(part, 2)),
        ("政府性基金", rounded(fund, 2)),
        ("合计", rounded(general + fund, 2)),
    )
    draft.tables["project"] = TableSpec(draft.tell("{project}项目资金来源表"), "万元", (("项目", "金额"),), rows)


def years_table(draft: Draft, dice: Random) -> None:
    """Three years side by side, this one's numbers said in a sentence."""
    counts = [parts(dice, 2, 110, 2900) for _ in range(3)]
    rows = tuple((f"{draft.year - 2 + place}年", *map(str, row)) for place, row in enumerate(counts))
    head = (("年度", "主动公开信息（条）", "政策解读（篇）"),)
    draft.tables["years"] = TableSpec("近三年主动公开情况对比表", None, head, rows)
    draft.say("active", "{year}年，{we}主动公开政府信息{0}条，发布政策解读{1}篇。", *map(str, counts[-1]))


def shares_table(draft: Draft, dice: Random) -> None:
    """A column of shares whose 合计 is 100 and whose rows add to 99.9 or 100.1."""
    total, *rest = uneven_shares(dice)
    rows = tuple(zip(("来电咨询", "来访咨询", "网上咨询"), rest[:3], rest[3:], strict=True))
    head = (("方式", "数量（人次）", "占比（%）"),)
    draft.tables["shares"] = TableSpec(
        draft.tell("{year}年{consult}方式统计表"), None, head, (*rows, ("合计", total, "100"))
    )


def average_table(draft: Draft, dice: Random) -> None:
    """A column of averages, which have no sum: a dash, or the average of all."""
    towns = dice.sample(TOWNS, 5)
    counts, days = parts(dice, 5, 12, 160), [Decimal(dice.randint(60, 190)) / 10 for _ in towns]
    overall = rounded(sum((count * day for count, day in zip(counts, days, strict=True)), Decimal(0)) / sum(counts), 1)
    rows = tuple((town, str(count), str(day)) for town, count, day in zip(towns, counts, days, strict=True))
    head = (("镇（街道）", "{case}（件）".format(**draft.words), "平均办理天数（天）"),)
    last = ("合计", str(sum(counts)), dice.choice(("—", "/", overall)))
    draft.tables["average"] = TableSpec(draft.tell("{year}年各镇（街道）{case}办理时限表"), None, head, (*rows, last))


def government(draft: Draft) -> bool:
    """A district's government, whose numbers are those of all its bureaus."""
    return draft.words["body"] == "人民政府"


def hears_cases(draft: Draft) -> bool:
    """A body that decides on administrative reconsideration."""
    return draft.words["body"] in ("司法局", "人民政府")


def no_lawsuits(draft: Draft) -> bool:
    """Table four counts no lawsuits."""
    return all(draft.cells[f"disputes.all.litigation.{kind}.total"] == "0" for kind in ("direct", "after"))


def office_requests(draft: Draft, dice: Random) -> None:
    """The requests of one office among those of the district."""
    few = max(1, int(draft.cells["applications.received.total"]) // dice.randint(3, 6))
    draft.say("requests", "{year}年，{place}政府办公室收到政府信息公开申请{0}件。", str(few))


def own_table_of_year(draft: Draft, dice: Random) -> None:
    """Numbers that count nothing: documents, ordinals, telephones, dates."""
    draft.say(
        "supervision",
        "根据国办公开办函〔2019〕60号和《{last}年政务公开工作要点》要求，于{year}年3月15日召开第2次领导小组会议，咨询电话0799-87222589。",
    )
    draft.say("supervision", "及时编制{last}年决算和{year}年预算，并在政府门户网站公开。")


TRAPS: tuple[Trap, ...] = (
    trap(
        "one office and the whole district",
        "case towns",
        ANNUAL,
        whole_and_part,
        ("management", "{year}年，{region}共受理{case}{0}件。"),
        ("supervision", "{year}年，城关镇服务站受理{case}{1}件。"),
    ),
    trap(
        "the body's own caseload",
        "lawsuits",
        ANNUAL,
        few_and_fewer,
        (
            "supervision",
            "{year}年，共受理行政复议案件{1}件，审结行政复议案件{1}件。办理行政诉讼案件{0}件，行政机关负责人出庭应诉率100%。",
        ),
        fits=hears_cases,
    ),
    trap(
        "this year and since",
        "account followers",
        ANNUAL,
        since_when,
        ("active", "{year}年，在“{account}”微信公众号中主动公开{0}条信息。"),
        ("platform", "自{3}年11月开通“{account}”微信公众号以来，截至目前关注{2}人，统计发布{1}条信息。"),
    ),
    trap(
        "over",
        "leaflets",
        ANNUAL,
        over,
        ("active", "全年发放宣传资料{0}余份。"),
        ("problems", "{year}年共发放宣传资料{1}份，但针对性还不强。"),
    ),
    trap(
        "more than",
        "leaflets",
        ANNUAL,
        over,
        ("active", "{year}年发放宣传资料超过{0}份。"),
        ("supervision", "据统计，全年发放宣传资料{1}份。"),
    ),
    trap(
        "nearly",
        "visits",
        ANNUAL,
        nearly,
        ("platform", "政府网站专栏全年访问量近{0}次。"),
        ("supervision", "政府网站专栏全年访问量{1}次，较好满足了群众需求。"),
    ),
    trap(
        "等",
        "website disclosed",
        ANNUAL,
        incomplete,
        (
            "active",
            "{year}年，{we}通过政府门户网站主动公开政府信息{0}条，其中政策文件类{1}条、规划计划类{2}条、财政预决算类{3}条等。",
        ),
    ),
    trap(
        "包括…等",
        "lectures",
        ANNUAL,
        incomplete,
        ("management", "开展专题讲座{0}场次，包括进机关{1}场次、进学校{2}场次、进社区{3}场次等。"),
    ),
    trap(
        "several sub-lists",
        "case towns",
        ANNUAL,
        sub_lists,
        (
            "management",
            "{year}年，{we}受理{case}{0}件，其中窗口受理{1}件，网上受理{2}件；按办理进度分，已办结{3}件，正在办理{4}件；涉及老年人的{5}件，涉及残疾人的{6}件。",
        ),
    ),
    trap(
        "growth of another thing",
        "case consult towns groups",
        ANNUAL,
        other_growth,
        ("management", "{last}年受理{case}{0}件，{year}年受理{case}{1}件，接待{consult}同比增长{2}%。"),
    ),
    trap(
        "shares that don't add to 100",
        "consult groups",
        ANNUAL,
        uneven_shares,
        (
            "platform",
            "{year}年接待{consult}{0}人次，其中来电{1}人次，占{4}%；来访{2}人次，占{5}%；网上{3}人次，占{6}%。",
        ),
    ),
    trap(
        "其中 with one part",
        "training trainees",
        ANNUAL,
        few_and_fewer,
        ("supervision", "全年组织政务公开业务培训{0}次，其中专题培训{1}次。"),
    ),
    trap(
        "a part with parts",
        "readings explained",
        ANNUAL,
        nested,
        (
            "platform",
            "发布政策解读材料{0}篇，其中文字解读{1}篇（其中负责人解读{2}篇、专家解读{3}篇），图文解读{4}篇，视频解读{5}篇。",
        ),
    ),
    trap(
        "two years",
        "letters petitions",
        ANNUAL,
        whole_and_part,
        ("management", "{last}年领导信箱共办理群众来信{0}封。"),
        ("supervision", "{year}年领导信箱共办理群众来信{1}封。"),
    ),
    trap(
        "received and closed",
        "hotline",
        ANNUAL,
        closed,
        ("management", "{year}年受理热线工单{0}件，办结{1}件，按时办结率{2}%。"),
    ),
    trap(
        "万 and exact",
        "visits",
        ANNUAL,
        exact_and_ten_thousands,
        ("platform", "政府网站专栏全年访问量{0}万次。"),
        ("supervision", "据统计，政府网站专栏全年访问量{1}次。"),
    ),
    trap(
        "万元 and 元",
        "spent among",
        ANNUAL,
        exact_and_ten_thousands,
        ("supervision", "{year}年，{we}落实政务公开工作经费{0}万元。"),
        ("problems", "{year}年落实政务公开工作经费{1}元，与工作需要相比仍有差距。"),
    ),
    trap(
        "nearly threefold",
        "visits",
        ANNUAL,
        nearly_threefold,
        ("platform", "{last}年网站专栏访问量为{0}次，{year}年为{1}次，是上年的近3倍。"),
    ),
    trap(
        "growth of rounded numbers",
        "followers account",
        ANNUAL,
        rounded_growth,
        ("platform", "“{account}”微信公众号关注人数由上年末的{0}万人增加到{1}万人，增长{2}%。"),
    ),
    trap(
        "half a year",
        "event",
        ANNUAL,
        part_and_whole,
        ("management", "上半年开展{event}{0}场。"),
        ("supervision", "{year}年全年开展{event}{1}场。"),
    ),
    trap(
        "next year's plan",
        "training trainees",
        ANNUAL,
        few_and_fewer,
        ("supervision", "{year}年组织政务公开业务培训{1}次。"),
        ("problems", "{next}年，计划组织政务公开业务培训{0}次。"),
    ),
    trap(
        "two channels",
        "website disclosed account",
        ANNUAL,
        whole_and_part,
        ("active", "{year}年通过政府门户网站公开信息{0}条。"),
        ("platform", "{year}年通过“{account}”微信公众号公开信息{1}条。"),
    ),
    trap(
        "no lawsuits",
        "disputes",
        ANNUAL,
        few_and_fewer,
        ("requests", "{year}年未发生因政府信息公开引起的行政诉讼案件。"),
        fits=no_lawsuits,
    ),
    Trap("one office's requests", frozenset({"applications"}), ANNUAL, office_requests, government),
    Trap("numbers that count nothing", frozenset({"documents"}), ANNUAL, own_table_of_year),
    Trap("a table of years", frozenset({"disclosed", "website", "readings", "explained"}), ANNUAL, years_table),
    Trap("shares in a table", frozenset({"consult", "groups"}), ANNUAL, shares_table),
    Trap("averages in a table", frozenset({"case", "towns"}), ANNUAL, average_table),
    trap(
        "parts that were rounded",
        "purchases purchase",
        (BUDGET,),
        uneven_sum,
        (
            "procurement",
            "{year}年本部门政府采购预算{0}万元，其中：政府采购货物预算{1}万元、政府采购工程预算{2}万元、政府采购服务预算{3}万元。",
        ),
    ),
    trap(
        "growth before rounding",
        "meetings",
        (BUDGET,),
        uneven_growth,
        ("explanation", "{year}年会议费预算{0}万元，{last}年预算执行数为{1}万元，比{last}年减少{2}%。"),
    ),
    trap(
        "vehicles there and to buy",
        "vehicles",
        (BUDGET,),
        few_and_fewer,
        ("assets", "截至{last}年8月31日，{publisher}共有车辆{0}辆。{year}年部门预算安排购置车辆{1}辆。"),
    ),
    trap(
        "one unit and the whole body",
        "posts",
        (BUDGET,),
        whole_and_part,
        ("units", "本部门核定编制{0}名。"),
        ("assets", "{publisher}本部核定编制{1}名。"),
    ),
    trap(
        "亿元 and 万元",
        "fund",
        (BUDGET,),
        hundred_millions,
        ("project", "该项目总投资{0}亿元。"),
        ("explanation", "{project}项目总投资{1}万元。"),
    ),
    trap(
        "a project of years",
        "fund",
        (BUDGET,),
        whole_and_part,
        ("project", "该项目总投资{0}万元，其中{year}年预算安排{1}万元。"),
        ("explanation", "{project}项目{year}年预算安排{1}万元。"),
    ),
    trap(
        "kept for small firms",
        "purchases purchase",
        (BUDGET,),
        small_firms,
        (
            "procurement",
            "{year}年本部门政府采购预算{0}万元。面向中小企业预留政府采购项目预算金额{1}万元，其中，预留给小型和微型企业的政府采购项目预算为{2}万元。",
        ),
    ),
    Trap("“三公” in 元", frozenset({"three", "office"}), (BUDGET,), own_offices),
    Trap("budgeted and spent", frozenset({"summary"}), (BUDGET,), spent_of_budget),
    Trap("three shares", frozenset({"basic"}), (BUDGET,), three_shares),
    Trap("not all projects", frozenset({"projects", "targets"}), (BUDGET,), part_of_projects),
    Trap("其中 row with one part", frozenset({"among"}), (BUDGET,), one_part_table),
)
