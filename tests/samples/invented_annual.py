"""A seed → an annual report on government information disclosure by a body that there is not."""

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from tests.samples.bodies import Body, random_body
from tests.samples.forms import APPLICATION_COLUMNS, APPLICATION_ROWS, OUTCOMES, PROCEEDINGS, form_keys
from tests.samples.specs import ReportSpec

NOTICES = {"2019": "国办公开办函〔2019〕60号", "2021": "国办公开办函〔2021〕30号"}
YEARS = range(2019, 2026)
APPLICANTS = tuple(key for key, _ in APPLICATION_COLUMNS if key != "total")
ORGANISATIONS = APPLICANTS[1:]
CHANNELS = ("政府门户网站", "政务微博", "微信公众号", "政务公开栏", "新闻发布会")
SUBJECTS = ("政策文件类", "规划计划类", "财政预决算类", "人事信息类", "工作动态类", "重点领域类", "通知公告类")

Counts = dict[str, int]


def annual_report(seed: int) -> ReportSpec:
    """A report in the form in force for its year; now and then a body clings to the form before."""
    random = Random(f"{seed} annual report")
    body, year = random_body(random), random.choice(YEARS)
    edition = "2019" if year < 2021 or (year < 2023 and random.random() < 0.25) else "2021"
    counts = {**_disclosed(edition, random), **_applications(edition, random), **_disputes(random)}
    cells = _printed(edition, counts, random)
    title = f"{body.name}{year}年政府信息公开工作年度报告"
    return ReportSpec(
        f"{title}.pdf",
        body.name,
        year,
        title,
        edition,
        tuple(_sections(body, year, edition, counts, cells, random)),
        cells,
    )


# figures


def _disclosed(edition: str, random: Random) -> Counts:
    """Table 二, without sums of money."""
    counts: Counts = {}
    for key in form_keys(edition):
        table, _, column = key.split(".", 2)
        if table in ("rules", "licensing", "penalties", "fees", "procurement") and column != "amount":
            most = 12 if table in ("rules", "fees", "procurement") else random.choice((0, 30, 900, 6000))
            counts[key] = _change(random) if column == "change" else _few(random, most)
    for row in ("rules", "normative"):
        made = f"rules.{row}.made"
        if row == "rules":
            counts |= {key: 0 for key in counts if key.startswith("rules.rules.")}
        elif edition == "2019":
            counts["rules.normative.disclosed"] = counts[made]
            counts["rules.normative.disclosed_total"] = counts[made] + random.randrange(20)
        else:
            counts["rules.normative.in_force"] = counts[made] + random.randrange(20)
    return counts


def _change(random: Random) -> int:
    return random.choice((0, 0, 0, 1, 2, 5, -1, -3))


def _few(random: Random, most: int) -> int:
    return random.choice((0, random.randrange(most + 1)))


def _applications(edition: str, random: Random) -> Counts:
    """Table 三: 一 + 二 = （七）总计 + 四 for every kind of applicant."""
    counts: Counts = {}
    most = random.choice((0, 6, 40, 40, 300, 2500))
    results = [key for key, _ in APPLICATION_ROWS[edition] if key.startswith("result.") and key != "result.total"]
    for applicant in APPLICANTS:
        share = most if applicant == "person" else random.choice((0, 0, 0, most // 8))
        received, carried_in = random.randrange(share + 1), random.randrange(share // 10 + 1)
        carried_out = random.randrange(min(received, share // 8) + 1)
        column = dict.fromkeys(results, 0)
        column |= _scattered(received + carried_in - carried_out, results, random)
        column |= {
            "received": received,
            "carried_in": carried_in,
            "result.total": received + carried_in - carried_out,
            "carried_out": carried_out,
        }
        counts |= {f"applications.{row}.{applicant}": count for row, count in column.items()}
    for row, _ in APPLICATION_ROWS[edition]:
        counts[f"applications.{row}.total"] = sum(counts[f"applications.{row}.{one}"] for one in APPLICANTS)
    return counts


def _scattered(total: int, results: list[str], random: Random) -> Counts:
    """A total cut in parts, most of it granted."""
    likely = [*results[:2] * 4, *random.sample(results, 6)]
    counts: Counts = {}
    while total > 0:
        part = random.randint(1, max(1, total // 2))
        result = random.choice(likely)
        counts[result] = counts.get(result, 0) + part
        total -= part
    return counts


def _disputes(random: Random) -> Counts:
    """Table 四: 总计 = the four outcomes before it."""
    counts: Counts = {}
    for proceeding, _ in PROCEEDINGS:
        most = random.choice((0, 0, 3, 12, 120))
        outcomes = {outcome: random.randrange(most + 1) for outcome, _ in OUTCOMES[:-1]}
        outcomes["total"] = sum(outcomes.values())
        counts |= {f"disputes.all.{proceeding}.{outcome}": count for outcome, count in outcomes.items()}
    return counts


# figures as printed


def _printed(edition: str, counts: Counts, random: Random) -> dict[str, str]:
    """Cells that aren't 0: counts, sums of money, and what a body leaves where there is nothing."""
    cells = {key: str(count) for key, count in counts.items() if count}
    signed = random.random() < 0.3
    cells |= {key: f"+{text}" for key, text in cells.items() if key.endswith(".change") and signed and counts[key] > 0}
    cells |= _money(edition, random)
    for prefix, mark in _marks_of_nothing(random):
        cells |= {
            key: mark
            for key in form_keys(edition)
            if key.startswith(prefix) and key not in cells and not key.endswith(".total")
        }
    if random.random() < 0.15:
        nothing = [key for key in form_keys(edition) if key.startswith("applications.") and key not in cells]
        cells |= dict.fromkeys(random.sample(nothing, min(5, len(nothing))), "")
    return cells


def _marks_of_nothing(random: Random) -> Iterator[tuple[str, str]]:
    """Where a body prints no 0, and what it prints there."""
    if random.random() < 0.25:
        yield "rules.rules.", random.choice(("", "/", "—"))
    if random.random() < 0.1:
        yield "applications.result.refused.", random.choice(("", "/", "—"))
    if random.random() < 0.15:
        yield "applications.carried_", random.choice(("", "/"))
    if random.random() < 0.1:
        yield f"disputes.all.{random.choice(PROCEEDINGS)[0]}.", random.choice(("", "/", "—"))


def _money(edition: str, random: Random) -> dict[str, str]:
    if random.random() < 0.3:
        return {}
    amount = Decimal(random.randrange(1, 9_000_000)) / 100
    written = random.choice(("{:.2f}", "{:,.2f}"))
    if edition == "2021":
        return {"fees.fee.amount": written.format(amount)}
    whole = random.randrange(10_000, 9_000_000)
    texts = (f"{whole}元", f"{whole} 元", f"{whole:,}", written.format(amount) + "万元")
    return {"procurement.central.amount": random.choice(texts)}


# words


def _sections(
    body: Body, year: int, edition: str, counts: Counts, cells: Mapping[str, str], random: Random
) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "", (_preface(body, year, edition, random),)
    numbered = (
        _published(body, year, random),
        _applied(year, counts),
        _files(body, year, edition, counts),
        _works(body, year, random),
        _platforms(body, year, random),
        _training(year, random),
    )
    heads = ("主动公开", "依申请公开", "政府信息管理", "重点工作落实", "平台建设", "监督保障")
    dotted = random.random() < 0.5
    texts = (
        f"（{'一二三四五六'[number]}）{head}情况。{text}" if dotted else f"（{'一二三四五六'[number]}）{head}\n{text}"
        for number, (head, text) in enumerate(zip(heads, numbered, strict=True))
    )
    filler = tuple(random.sample(RESOLVES, random.randrange(1, len(RESOLVES))))
    yield "一、总体情况", (_opening(body, year), *(line for text in texts for line in text.split("\n")), *filler)
    yield "五、存在的主要问题及改进情况", (_problems(body, year), random.choice(RESOLVES))
    yield "六、其他需要报告的事项", (_fees(body, year, random),)


def _preface(body: Body, year: int, edition: str, random: Random) -> str:
    street, house = random.choice(("文昌路", "人民路", "滨河大道", "学府街")), random.randrange(1, 300)
    return (
        f"本报告根据《中华人民共和国政府信息公开条例》（以下简称《条例》）和《政府信息公开工作年度报告格式》"
        f"（{NOTICES[edition]}）要求编制。本报告中所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
        f"如对本报告有疑问，请与{body.short}办公室联系（地址：{body.region}{street}{house}号，"
        f"邮编：{random.randrange(100000, 899999)}，电话：0{random.randrange(300, 999)}-{random.randrange(2000000, 8999999)}，"
        f"电子邮箱：office{random.randrange(10, 99)}@example.cn）。"
    )


def _opening(body: Body, year: int) -> str:
    return (
        f"{year}年，{body.short}坚持以习近平新时代中国特色社会主义思想为指导，认真贯彻落实《条例》，"
        f"坚持以公开为常态、不公开为例外，不断完善政府信息公开制度，推进政府信息公开工作规范、有序开展。"
    )


def _published(body: Body, year: int, random: Random) -> str:
    """A total with its parts, and its growth."""
    parts = {name: random.randrange(3, 600) for name in random.sample(CHANNELS, random.randrange(2, 5))}
    total, before = sum(parts.values()), random.randrange(40, 1500)
    listed = "，".join(f"通过{name}公开{count}条" for name, count in parts.items())
    subjects = random.sample(SUBJECTS, 3)
    kinds = "、".join(f"{name}{random.randrange(1, 60)}条" for name in subjects)
    return (
        f"{year}年，{body.short}主动公开政府信息{total}条，{growth(total, before)}，其中{listed}。"
        f"重点公开了{kinds}。{year - 1}年主动公开政府信息{before}条。"
    )


def growth(now: int, before: int) -> str:
    """The change from one count to another in words.

    >>> growth(45, 40), growth(40, 45), growth(7, 7)
    ('同比增长12.5%', '同比下降11.11%', '与上年持平')
    """
    if now == before:
        return "与上年持平"
    percent = (Decimal(abs(now - before)) * 100 / before).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"同比{'增长' if now > before else '下降'}{percent.normalize():f}%"


def _applied(year: int, counts: Counts) -> str:
    """What table 三 says, in words."""
    received, carried_in, carried_out, done = (
        counts[f"applications.{row}.total"] for row in ("received", "carried_in", "carried_out", "result.total")
    )
    if not received + carried_in:
        return f"{year}年未收到政府信息公开申请。"
    organisations = sum(counts[f"applications.received.{one}"] for one in ORGANISATIONS)
    carried = f"，上年结转{carried_in}件" if carried_in else ""
    next_year = f"，结转下年度继续办理{carried_out}件" if carried_out else "，均在法定期限内答复"
    granted, partly = counts["applications.result.granted.total"], counts["applications.result.partly.total"]
    return (
        f"{year}年共收到政府信息公开申请{received}件，其中自然人申请{counts['applications.received.person']}件，"
        f"法人或其他组织申请{organisations}件{carried}。全年办结{done}件，其中予以公开{granted}件，"
        f"部分公开{partly}件{next_year}。"
    )


def _files(body: Body, year: int, edition: str, counts: Counts) -> str:
    made = counts["rules.normative.made"]
    if edition == "2019":
        total = counts["rules.normative.disclosed_total"]
        return f"{year}年新制作规范性文件{made}件，对外公开规范性文件总数{total}件，文件均标明公开属性。"
    repealed, in_force = counts["rules.normative.repealed"], counts["rules.normative.in_force"]
    return (
        f"{year}年，{body.short}制发行政规范性文件{made}件，废止{repealed}件，"
        f"截至{year}年12月31日现行有效的行政规范性文件{in_force}件。"
    )


def _works(body: Body, year: int, random: Random) -> str:
    sentences = []
    for what, unit in random.sample(body.office.works, min(3, len(body.office.works))):
        now, before = random.randrange(5, 9000), random.randrange(5, 9000)
        told = (f"{what}{now}{unit}，{growth(now, before)}", f"{what}{now}{unit}", f"{what}{now // 10 * 10}余{unit}")
        sentences.append(random.choice(told))
    return f"{year}年，{'；'.join(sentences)}。"


def _platforms(body: Body, year: int, random: Random) -> str:
    since = random.randrange(2014, 2019)
    return (
        f"自{since}年{random.randrange(1, 13)}月开通“{body.region}发布”微信公众号以来，"
        f"截至{year}年底累计发布信息{random.randrange(300, 20000)}条，关注{random.randrange(500, 90000)}人。"
        f"全年更新网站栏目{random.randrange(5, 60)}个，回应公众关切{random.randrange(0, 80)}次。"
    )


def _training(year: int, random: Random) -> str:
    times = random.randrange(1, 6)
    return (
        f"{year}年组织政务公开培训{'一二三四五'[times - 1] if times < 3 else times}次，"
        f"参训{random.randrange(20, 900)}人次，开展网站检查{random.randrange(1, 12)}次，未发生责任追究情形。"
    )


def _problems(body: Body, year: int) -> str:
    return (
        f"{year}年，{body.short}政府信息公开工作取得一定成效，但仍存在一些问题：一是公开内容的深度和广度还有待提升；"
        f"二是依申请公开工作规范性有待加强；三是队伍建设需要进一步完善。"
    )


def _fees(body: Body, year: int, random: Random) -> str:
    fees = f"{year}年，{body.short}严格落实《政府信息公开信息处理费管理办法》，全年收取政府信息公开信息处理费0元。"
    return random.choice((fees, "无其他需要报告的事项。"))


RESOLVES = (
    "下一步，将加强政府网站和政务新媒体日常管理，严格执行信息发布审核制度，落实分级审核、先审后发程序，"
    "从严从实把好政治关、法律关、政策关、保密关、文字关，未经审核的信息一律不准发布。",
    "进一步规范依申请公开办理流程，畅通受理渠道，完善登记、审核、办理、答复、归档等各个环节，"
    "加强与申请人的沟通，切实提高答复文书的规范化水平，更好满足人民群众的信息需求。",
    "加强政策解读和回应关切，主要负责人带头解读重要政策，综合运用图表、视频等多种形式，"
    "及时解疑释惑，稳定社会预期，不断增强政策解读的针对性和可读性。",
    "加强组织领导，明确专人负责政务公开工作，把政府信息公开纳入年度考核，定期开展自查自纠，"
    "对存在的空白栏目、不良链接、更新不及时等问题限期整改，确保公开信息及时、准确、规范。",
    "加强业务培训，采取集中学习、以会代训、跟班学习等形式，不断提高工作人员的政策理论水平和业务能力，"
    "推动政务公开队伍专业化、规范化建设，为做好政府信息公开工作提供坚实保障。",
)
