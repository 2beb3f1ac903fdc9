"""A number in a sentence → what it counts, worded so that two sentences about the same thing agree."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from ingest.bodies import body_aliases
from ingest.checks.arithmetic import plain_unit
from ingest.forms import NUMBERING
from ingest.outline import lead
from ingest.prose import CODED, coded_name
from ingest.records import Figure, Measure, Report

SAME_VERBS = (
    ("受理", "收到|接到|接收|新收|收取|受理|接受|收"),
    ("办结", "办理完毕|办结|审结|结案"),
    ("公开", "发布|推送|公开|公布|刊发|发表|刊登"),
    ("发放", "发放|印发|派发|散发|分发"),
    ("开展", "开展|举办|组织|举行|召开|组织召开|组织开展|举办了"),
    ("调解", "调处|化解|调解"),
    ("建成", "建立|建成|成立|设立"),
)
"""Verbs that say the same of a count; what is received and what is settled are two things."""
EMPTY = re.compile(
    r"虽然|尽管|此外|另外|同时|一年来|本年度|年度|全年|本年|今年|当年|年内|年初以来|以来|截[至止]目前|目前|截[至止][^，。]{0,8}底|共计|总计|合计|一共|累计|总共|全部|先后|已|共有|共|均|了"
    r"|各级各类|各类|各项|各种|相关|有关|数量|总数量|总数|总量|总额|约|达到|达|为|的|在|(?<!集)中|上|通过|主动|并|还|由|等|进行|情况|方面"
    r"|本部门|本单位|本报告|工作中|进一步|积极|认真|依法|我局|本局|本机关|我单位|我委|我办|安排|预算数|预算|实际|统计|期间"
)
WHOLE_AREA = re.compile(
    r"全区|全县|全市|全省|全州|全旗|全镇|辖区|区域内|我区|我县|我市|本区|本县|本市|各单位|各部门|各镇|各乡镇|各街道"
)
OWN_OFFICE = re.compile(r"我局|本局|局机关|本机关|本级|机关本级|我单位|本单位|我委|我办|局属")
CHANNEL = re.compile(
    r"[“\"「『]([^”\"」』]{2,20})[”\"」』][^，。；\d]{0,6}?(微博|微信|公众号|抖音|快手|头条|视频号|客户端|APP)"
)
SHOWS = re.compile(r"公开|发布|推送|刊发|发表")
NARROWER_TIME = re.compile(
    r"(?<!\d)\d{1,2}\s*月(?!\s*\d{1,2}\s*[日号]?\s*(?:至|止|前|起))|[一二三四上下]半?年?(?:季度|半年)|期间|当[天日周月]|活动周|宣传[周月日]|节日|节前|"
    r"专项(?:行动|整治|检查|治理)|在[^，。；]{2,24}(?:行动|活动|整治|期间)中|“[^”]*(?:日|周|月|节)”|[一二三四五六七八九十]+是"
)
"""A count of one month or one event is another count than the year's."""
GENERIC = re.compile("当年|年初|预算|决算|执行|完成|下达|支出|收入|财政|拨款|项目|数|[比较与同增减]|加|少")
"""What every paragraph of a budget says of its own item: 2025年预算执行数为."""
SHORTEST = 3
"""Characters of a core that can be compared; 保留 or 粉丝 lean on their sentence."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What a figure counts; two figures count the same where all of this is equal."""

    core: tuple[tuple[str, int], ...]
    """its telling characters, counted: their order says nothing"""
    whole_area: bool
    unit: str
    measure: Measure


def thing_of(figure: Figure, report: Report) -> Thing | None:
    """What a number in a sentence counts; None where its words say too little to compare."""
    if figure.sentence is None or figure.label.startswith(("其中", "，其中")):
        return None
    around = f"{figure.context}{figure.label}"
    core = _channel(figure, around) or _core(_own_words(figure), report)
    if len(GENERIC.sub("", core)) < SHORTEST - 1:
        core = ""
    topic = topic_of(figure)
    if topic and topic not in figure.label and (CODED.search(topic) or len(core) < SHORTEST):
        named = topic if re.search(r"\d[类款项]", topic) else CODED.sub("", topic)
        core = _core(named, report) + _core(_own_words(figure), report)
    if len(core) < SHORTEST:
        return None
    area = bool(WHOLE_AREA.search(around)) and not OWN_OFFICE.search(around) and "人民政府" not in report.publisher
    return Thing(tuple(sorted(Counter(core).items())), area, plain_unit(figure), figure.measure)


VERBS = re.compile(
    r"栽植|栽种|种植|播出|策划|资助|得到|获得|给予|新增|增加|列入|纳入|实行|实施|办理|完成|举办|举行|召开|开展|组织|接待|服务|公布|公示|受到|"
    r"结果|里程|虽|但|依托|平台|具有|拥有|现有|有|是|我镇|我市|我县|我区|社会|工作|全|共|向|本级"
)
"""What says nothing of which things are counted; what is received, settled and passed on stays apart."""
LEAST_NOUNS = 4
"""Characters that name a thing whatever is done with it."""


def nouns_of(figure: Figure, report: Report) -> tuple[str, ...]:
    """What is counted, whatever the verb: by its clause, with the clause before; ("",) where it is an item's own.

    Of 45名退休人员均不占用办公用房 what stands behind the number, to its adverb.
    """
    if figure.sentence is None or topic_of(figure) or figure.label.startswith(("其中", "，其中")):
        return ("",)
    own = figure.label
    head, _, tail = own.partition("…")
    if tail and not _nouns(head, report):
        own = re.split(r"均|已|全部|不|结果|享受|得到", tail)[0]
    named = [_nouns(words.replace("…", ""), report) for words in (own, f"{figure.context}{own}")]
    return tuple(dict.fromkeys(one for one in named if len(GENERIC.sub("", one)) >= FEWEST_NOUNS)) or ("",)


def _nouns(words: str, report: Report) -> str:
    return re.sub(r"\W", "", VERBS.sub("", _core(words, report)))


FEWEST_NOUNS = 2


def alike(one: str, other: str) -> Decimal:
    """How many characters two names have in common; 0 where each has some that the other lacks: 白沙镇, 石门镇."""
    if Counter(one) - Counter(other) and Counter(other) - Counter(one):
        return Decimal(0)
    common = sum((Counter(one) & Counter(other)).values())
    return Decimal(2 * common) / (len(one) + len(other))


def topic_of(figure: Figure) -> str:
    """The paragraph's subject where its first words name one: an item of a budget."""
    topic = figure.section[-1] if figure.section else ""
    return topic if lead(f"{figure.beside}。") == topic or CODED.search(topic) else ""


def _own_words(figure: Figure) -> str:
    return figure.label.replace("…", "")


def _channel(figure: Figure, around: str) -> str:
    """A named channel and that something was published there: 公开 in 沙坡头区司法行政微博."""
    match = CHANNEL.search(around)
    shows = SHOWS.search(figure.label) and figure.unit in ("条", "篇", "期", "次")
    return f"公开@{match[1]}{match[2][:2]}" if match and shows else ""


def _core(words: str, report: Report) -> str:
    plain = unicodedata.normalize("NFKC", words)
    plain = coded_name(plain) or plain
    plain = NUMBERING.sub("", re.sub(r"\s+", "", plain))
    plain = re.sub(r"自?\d{4}年(?:度)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:以来|起)?", "", plain)
    for name in sorted({report.publisher, *body_aliases(report.publisher)}, key=len, reverse=True):
        plain = plain.replace(name, "")
    for verb, words_for_it in SAME_VERBS:
        plain = re.sub(words_for_it, verb, plain, count=1) if verb not in plain else plain
    plain = WHOLE_AREA.sub("", OWN_OFFICE.sub("", plain))
    return re.sub(r"\W|开展|_", "", EMPTY.sub("", plain))


def is_of_an_event(figure: Figure) -> bool:
    """Whether the words before a number narrow it to a month, a season or an occasion."""
    before = (figure.sentence or "").partition(figure.printed)[0]
    return bool(NARROWER_TIME.search(before))
