"""How well a figure or a sentence fits what a question names: each named thing has to be found in it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache

from bot.asking import UNITS
from bot.glossary import english_stems, glossary, glossary_words
from bot.records import Question, Sought, Term
from index.terms import normalise, tagged_words
from ingest.bodies import body_aliases, office_of
from ingest.forms import FormLine, bare_label, cells_by_name
from ingest.records import Figure, Measure

IN_LABEL, IN_CONTEXT, IN_SECTION = 1.0, 0.8, 0.5
"""What finding a thing is worth in the figure's own label, in the words that narrow it, in a heading above it."""
PART_OF_WORD = 0.6
"""What finding most character pairs of a longer word is worth: 清理文件 in 清理规范性文件."""
UNASKED_AXIS = 0.35
"""Taken off for a row or column that the question doesn't name and that isn't the one meant by default."""
UNNAMED_ROW = 0.3
"""Taken off besides where nothing of the row's name is said."""
UNASKED_WORDS = 0.18
"""Taken off, at most, for what a sentence's label says beyond the question."""
BY_ANOTHER_WORD, BY_AKIN = 0.88, 0.8
"""What finding a synonym is worth beside the word that was said: one of the glossary, one of the thesaurus."""
COUNTS_ANOTHER = 0.3
"""Taken off where a number counts something that the question doesn't name: 三个方面."""
OUT_OF_FOCUS = 0.15
"""Taken off where what is asked for (社区 in 几个社区) stands only around the number, not in what it counts."""
NEAR_UNIT, OTHER_UNIT, NO_PEOPLE = 0.05, 0.45, 0.6
"""Taken off where the question asks in another unit than the paper prints."""
RAREST, COMMONEST = 1.0, 0.35
"""Bounds of a thing's weight: what stands everywhere still has to be found."""
FILLER = re.compile(
    r"[^\u4e00-\u9fffa-z0-9]|(?:19|20)\d{2}年|本年度?|全年|年度|数量|情况|其中|一共|截[至止]目前|目前|共|在|中|的|了|为|等|与|和|及|以来|先后|累计|统计|类$"
)


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each named thing of a question matters: a rare one more than one that stands everywhere."""

    of: dict[str, float]
    """by what was said"""
    unknown: frozenset[str]
    """things that stand nowhere in the reports"""

    @property
    def total(self) -> float:
        """Of all things."""
        return sum(self.of.values())


@dataclass(frozen=True, slots=True)
class Fit:
    """How a figure or sentence fits a question."""

    coverage: float
    """0 to 1: share of what was named that is found"""
    score: float
    """coverage less what the figure says that wasn't asked"""
    missing: tuple[str, ...]
    """named things that aren't found"""
    own: float
    """share found in the figure's own label"""
    in_label: frozenset[str] = frozenset()
    """named things found in its own label"""
    near_things: frozenset[str] = frozenset()
    """things, not verbs, found in its label or in the words that narrow it"""
    worth: dict[str, float] = field(default_factory=dict, compare=False)
    """what each named thing's find is worth, 0 where it isn't found"""


def weigh(terms: tuple[Term, ...], document_frequency: Callable[[str], int], documents: int) -> Weights:
    """Importance of each thing times its rarity among the stored passages and figures."""
    import math

    of: dict[str, float] = {}
    unknown: set[str] = set()
    for term in terms:
        counts = [document_frequency(word) for word in (*term.alternatives, *term.akin)]
        most = max(counts, default=0)
        if not most:
            unknown.add(term.said)
        rarity = math.log((documents + 1) / (most + 0.5)) / math.log((documents + 1) / 0.5) if documents else RAREST
        of[term.said] = term.importance * max(rarity, COMMONEST)
    return Weights(of, frozenset(unknown))


def fit_figure(question: Question, figure: Figure, weights: Weights) -> Fit:
    """How a figure fits: what is named must be in its labels, and its labels shouldn't name more."""
    zones = _zones(figure)
    found = {
        term.said: IN_LABEL if _implied(term, figure) or _said_otherwise(term, figure) else _worth(term, zones)
        for term in question.terms
    }
    for term in question.terms:
        if not found[term.said] and _names_the_body(term, figure.publisher):
            found[term.said] = IN_SECTION
    coverage = _share(found, weights)
    own = _share({said: worth if worth > IN_CONTEXT else 0.0 for said, worth in found.items()}, weights)
    missing = tuple(said for said, worth in found.items() if worth == 0)
    penalty = _unasked(question, figure) + other_unit(question, figure) + _out_of_focus(question, found)
    if counts_something_else(question, figure):
        penalty += COUNTS_ANOTHER
    in_label = frozenset(said for said, worth in found.items() if worth > IN_CONTEXT)
    things = frozenset(term.said for term in question.terms if term.importance >= 1 and found[term.said] > IN_SECTION)
    return Fit(coverage, coverage - penalty, missing, own, in_label, things, found)


def fit_text(question: Question, sentence: str, before: str, headings: tuple[str, ...], weights: Weights) -> Fit:
    """How a sentence fits, with the sentences before it in its passage and the headings above."""
    zones = (
        (normalise(sentence), IN_LABEL),
        (normalise(before), IN_CONTEXT),
        (normalise(" ".join(headings)), IN_CONTEXT),
    )
    found = {term.said: _worth(term, zones) for term in question.terms}
    coverage = _share(found, weights)
    own = _share({said: worth if worth > IN_CONTEXT else 0.0 for said, worth in found.items()}, weights)
    return Fit(
        coverage,
        coverage - _out_of_focus(question, found),
        tuple(said for said, worth in found.items() if worth == 0),
        own,
    )


def _names_the_body(term: Term, publisher: str) -> bool:
    """Whether a body's own name says a thing, so that its labels needn't: 公积金 of 住房公积金管理中心."""
    office = _office(publisher)
    return any(len(word) > 1 and word in office for word in term.alternatives)


@cache
def _office(publisher: str) -> str:
    return normalise(office_of(publisher))


def _implied(term: Term, figure: Figure) -> bool:
    """Whether a figure's nature says a thing that its words needn't: a percentage is a 率, a sum since 2017 is 累计."""
    said = set(term.alternatives) | {term.said}
    return bool(
        (figure.unit == "%" and said & RATE_WORDS)
        or (figure.measure is Measure.GROWTH and said & GROWTH_WORDS)
        or (figure.measure is Measure.MONEY and said & MONEY_WORDS)
        or (figure.cumulative and said & CUMULATIVE_WORDS)
        or (said & AVERAGE_WORDS and MEAN_OF_EACH.search(figure.label))
        or (figure.unit is not None and not said.isdisjoint({figure.unit, single_unit(figure.unit)}))
    )


def _said_otherwise(term: Term, figure: Figure) -> bool:
    """Whether the form knows a thing as another word for a cell's row or column; whole words only."""
    named = cells_by_name().get(figure.key or "")
    return named is not None and not {*named.row.also, *named.column.also}.isdisjoint(term.alternatives)


RATE_WORDS = frozenset({"率", "比例", "百分比"})
GROWTH_WORDS = frozenset({"增长", "下降", "幅度", "增幅"})
MONEY_WORDS = frozenset({"钱", "金额", "资金", "总金额", "款项", "数额", "总额", "money"})
AVERAGE_WORDS = frozenset({"平均", "平均每", "平均数"})
MEAN_OF_EACH = re.compile(
    r"(?<![各清信文证学访邮函])[人户亩条件次台家村日周单笔校班生店]均(?![衡匀值在已按未无不有可能为被由得达获于实完])"
)
"""条均播放 is what each is played on average; of 信访件均已办结 it says that all were settled."""
CUMULATIVE_WORDS = frozenset({"累计", "至今", "以来"})


def _out_of_focus(question: Question, found: dict[str, float]) -> float:
    return OUT_OF_FOCUS if any(found.get(said, 1.0) <= IN_CONTEXT for said in question.focus) else 0.0


def counts_something_else(question: Question, figure: Figure) -> bool:
    """Whether a number counts what is right behind it (两个平台共受理投诉), and the question names no such thing."""
    _, gap, behind = figure.label.rpartition("…")
    if not gap or not question.focus:
        return False
    counted, tag = next(iter(tagged_words(normalise(behind))), ("", ""))
    if len(counted) < 2 or not tag.startswith("n"):
        return False
    asked = [term for term in question.terms if term.said in question.focus] or question.terms
    said = (word for term in asked for word in (term.said, *term.alternatives, *term.akin))
    return not any(word in behind[: len(counted) + 2] or counted in word for word in said if len(word) > 1)


def counts_nothing_asked(question: Question, figure: Figure) -> bool:
    """Whether a sentence's number has a label of its own, and nothing that is asked stands in it, only around it."""
    if figure.sentence is None or len(FILLER.sub("", normalise(figure.label))) < SELF_CONTAINED:
        return False
    own = _zones(figure)[:1]
    return not any(_implied(term, figure) or _worth(term, own) for term in question.terms)


SELF_CONTAINED = 4
"""Characters from which a label says by itself what it counts; 上年为 and 结案 lean on what is said before."""


def _share(found: dict[str, float], weights: Weights) -> float:
    return sum(weights.of[said] * worth for said, worth in found.items()) / weights.total if weights.total else 0.0


@lru_cache(maxsize=20_000)
def _zones(figure: Figure) -> tuple[tuple[str, float], ...]:
    """Texts of a figure with what a find in each is worth, the worthiest first."""
    named = cells_by_name().get(figure.key or "")
    beside: list[str] = []
    if figure.sentence is None:
        label = [*figure.row[-1:], *figure.column[-1:]]
        around = [*figure.row[:-1], *figure.column[:-1], figure.context, *figure.section[-1:]]
        if named:
            label += [named.row.english, named.column.english]
            around += [*named.table.also, named.table.title, named.table.english]
    else:
        before, own = _neighbours_and_own(figure.label)
        label = [own, figure.subject]
        around = [figure.context, *figure.section[-1:]]
        if not names_a_thing(figure.label):
            around.append(_said_before(figure))
        beside = [figure.beside, before]
    return (
        (_zone(label), IN_LABEL),
        (_zone(around), IN_CONTEXT),
        (_zone([*figure.section, *beside]), IN_SECTION),
    )


def _neighbours_and_own(label: str) -> tuple[str, str]:
    """What a label says of numbers listed before its own, and of its own.

    >>> _neighbours_and_own("其中幼儿园447所、小学236所、初中")
    ('其中幼儿园447所、小学236所、', '初中')
    """
    end = max((match.end() for match in LISTED_BEFORE.finditer(label)), default=0)
    return (label[:end], label[end:]) if "…" not in label[:end] else ("", label)


def own_words(label: str) -> str:
    """What a label says of its own number.

    >>> own_words("其中幼儿园447所、小学236所、初中")
    '初中'
    """
    return _neighbours_and_own(label)[1]


LISTED_BEFORE = re.compile(r"\d[^、，。；\d]{0,4}、(?=[^\d])")


@lru_cache(maxsize=20_000)
def names_a_thing(label: str) -> bool:
    """Whether a label says what is counted, and not only what was done with it: 按期办结 leans on what is said before.

    >>> names_a_thing("全年承办热线工单"), names_a_thing("按期办结"), names_a_thing("办结率")
    (True, False, False)
    """
    tagged = tagged_words(FILLER.sub(" ", normalise(label)))
    return any(tag in NAMING_TAGS or tag.startswith("n") for word, tag in tagged if word.strip())


NAMING_TAGS = frozenset({"vn", "an", "l", "i", "j", "x", "eng"})
"""Tags beside those of nouns: 培训 is a thing too."""


def _said_before(figure: Figure) -> str:
    """What the sentence of a figure says before its number."""
    sentence = figure.sentence or ""
    return sentence[: max(sentence.find(figure.printed), 0)]


def _zone(texts: list[str] | tuple[str, ...]) -> str:
    """Normalised, with English reduced to stems so that both sides of the comparison agree."""
    return "\n".join(_stemmed(text) for text in texts)


@lru_cache(maxsize=20_000)
def _stemmed(text: str) -> str:
    plain = normalise(text)
    return re.sub(r"[a-z][a-z'-]*", lambda match: " ".join(("", *english_stems(match[0]), "")), plain)


def _worth(term: Term, zones: tuple[tuple[str, float], ...]) -> float:
    """The best find of a term in any zone."""
    best = 0.0
    for text, worth in zones:
        if best >= worth:
            break
        if any(_affirmed(word, text) for word in term.alternatives[:1]) or (
            term.english and _has_english(term.said, text)
        ):
            best = worth
        elif any(_affirmed(word, text) for word in term.alternatives) or _abbreviates(term.said, text):
            best = max(best, worth * BY_ANOTHER_WORD)
        elif any(_affirmed(word, text) for word in term.akin):
            best = max(best, worth * BY_AKIN)
        elif partly := max((_pair_share(word, text) for word in term.alternatives), default=0.0):
            best = max(best, PART_OF_WORD * partly * worth)
    return best


def _affirmed(word: str, text: str) -> bool:
    """Whether a word stands in a text other than denied: 审结 doesn't stand in 尚未审结."""
    return word in text and re.search(rf"(?<![未不无没])(?<!不予)(?<!无法){re.escape(word)}", text) is not None


@lru_cache(maxsize=50_000)
def _abbreviates(word: str, text: str) -> bool:
    """Whether a word takes single characters of one longer name: 低保金 of 最低生活保障金."""
    if not (ABBREVIATIONS[0] <= len(word) <= ABBREVIATIONS[1]) or not re.fullmatch(r"[\u4e00-\u9fff]+", word):
        return False
    between = rf"[\u4e00-\u9fff]{{0,{BETWEEN}}}"
    return re.search(between.join(word), text) is not None


ABBREVIATIONS = (3, 5)
"""Characters of a word that may be an abbreviation."""
BETWEEN = 3
"""Characters that an abbreviation leaves out between two of its own."""


def _has_english(said: str, text: str) -> bool:
    return all(f" {word} " in text for word in said.split())


DENYING = "不未没无"
"""Characters that turn a word round: most pairs of 不合格产品 stand in 合格产品."""


def _pair_share(word: str, text: str) -> float:
    """Share of a longer word's character pairs that stand in a text, from two thirds on."""
    pairs = [word[at : at + 2] for at in range(len(word) - 1)]
    if len(pairs) < 3 or word.isdigit() or (word[0] in DENYING and pairs[0] not in text):
        return 0.0
    share = sum(pair in text for pair in pairs) / len(pairs)
    return share if share >= 0.66 else 0.0


def _unasked(question: Question, figure: Figure) -> float:
    """What a figure's labels narrow beyond the question."""
    if figure.sentence is not None:
        return UNASKED_WORDS * (1 - _named_share(question, _without_body(figure.label, figure.publisher)))
    named = cells_by_name().get(figure.key or "")
    row = _axis_share(question, figure.row[-1:], named.row if named else None)
    column = _axis_share(
        question, tuple(one for one in figure.column if one not in GROUPS), named.column if named else None
    )
    penalty = 0.0 if figure.default_row else UNASKED_AXIS * (1 - row)
    if not figure.default_row and figure.row and not row:
        penalty += UNNAMED_ROW
    penalty += 0.0 if figure.default_column and figure.row else UNASKED_AXIS * (1 - column)
    if named and named.table.key == APPLICATIONS and not figure.default_column and not _touches_table(question, figure):
        penalty += UNASKED_AXIS
    is_of_requests = named is not None and named.table.key == APPLICATIONS and not _asks_what_came(question)
    if figure.default_row and (row < NAMED or is_of_requests) and not _names_table(question, figure):
        penalty += UNASKED_AXIS
    return penalty


def _asks_what_came(question: Question) -> bool:
    """Whether a question says that something was received: of a body, with nothing else named, these are requests."""
    return any(RECEIVED in (term.said, *term.alternatives) for term in question.terms)


RECEIVED = "收到"
NAMED = 0.3
"""Share of a row's name from which it counts as named."""
GROUPS = frozenset({"申请人情况", "法人或其他组织"})
"""Headers over groups of columns that nobody names."""
TOTALS = frozenset({"总计", "合计", "小计", "总数"})


APPLICATIONS = "applications"
"""The form's table whose columns are kinds of applicants."""
TELLS_NO_TABLE = frozenset(
    {
        "公开",
        "信息",
        "政府信息",
        "主动公开",
        "发布",
        "收到",
        "处理",
        "办理",
        "情况",
        "政府",
        "政务",
        "政务公开",
        "信息公开",
        "政府信息公开",
    }
)
"""Words of tables' titles that are said of what is published too."""


def _names_table(question: Question, figure: Figure) -> bool:
    """Whether a question names what a table is about, beside one of its rows or columns."""
    return any(not TELLS_NO_TABLE & set(term.alternatives) for term in _terms_about(question, figure))


def _touches_table(question: Question, figure: Figure) -> bool:
    """Whether a question says anything of what a table is about: companies alone are no applicants."""
    return any(_terms_about(question, figure))


def _terms_about(question: Question, figure: Figure) -> Iterator[Term]:
    """The things of a question that a table's title or other names say."""
    named = cells_by_name().get(figure.key or "")
    about = normalise(" ".join((figure.context, *figure.section[-1:], *(named.table.also if named else ()))))
    for term in question.terms:
        said_english = term.english and named is not None and _says_english(term.said, named.table.english)
        if said_english or any(word in about for word in term.alternatives if len(word) > 1):
            yield term


def _axis_share(question: Question, path: tuple[str, ...], line: FormLine | None) -> float:
    """How much of a row's or column's names a question says; all of it where it uses another word for it."""
    telling = [one for one in path if one not in TOTALS]
    if not telling:
        return 1.0
    share = sum(_named_share(question, bare_label(one)) for one in telling) / len(telling)
    if line is not None and len(telling) == 1:
        for term in question.terms:
            if any(word in line.also for word in term.alternatives) or (
                term.english and _says_english(term.said, line.english)
            ):
                return max(share, 0.9)
    return share


@lru_cache(maxsize=20_000)
def _without_body(label: str, publisher: str) -> str:
    for name in body_aliases(publisher):
        label = label.replace(name, "")
    return label


@cache
def _says_english(said: str, english: str) -> bool:
    return _has_english(said, _stemmed(english))


def _named_share(question: Question, label: str) -> float:
    """Share of a label's telling characters that the question's things cover."""
    plain = normalise(label)
    filler = {position for match in FILLER.finditer(plain) for position in range(*match.span())}
    covered: set[int] = set()
    for term in question.terms:
        for word in term.alternatives:
            start = plain.find(word)
            while start >= 0 and word:
                covered |= set(range(start, start + len(word)))
                start = plain.find(word, start + 1)
    wanted = [position for position in range(len(plain)) if position not in filler]
    return sum(position in covered for position in wanted) / len(wanted) if wanted else 1.0


def other_unit(question: Question, figure: Figure) -> float:
    """Taken off for another unit than the asked one: little where people say either, much where it counts others."""
    if question.in_bulk and figure.unit in SINGLE_THINGS:
        return OTHER_UNIT
    if figure.unit in KINDS and question.unit not in KINDS and not ASKS_FOR_KINDS.search(question.text):
        return OTHER_UNIT
    if question.unit is None or figure.unit is None:
        return 0.0
    asked, printed = single_unit(question.unit), single_unit(figure.unit.partition("/")[0])
    if asked == printed or printed in THOUSANDS_ALONE:
        return 0.0
    if asked == "个" or any({asked, printed} <= family for family in UNIT_FAMILIES):
        return NEAR_UNIT
    return NO_PEOPLE if (asked in PEOPLE) != (printed in PEOPLE) else OTHER_UNIT


def counts_in_another_unit(question: Question, figure: Figure) -> bool:
    """Whether a question says in which unit it asks, and a figure of no form has quite another: 多少户, 54次."""
    return question.unit is not None and figure.key is None and other_unit(question, figure) >= OTHER_UNIT


def single_unit(unit: str) -> str:
    """The unit without the thousands that it counts in; money keeps them.

    >>> single_unit("万人次"), single_unit("万元"), single_unit("万")
    ('人次', '万元', '万')
    """
    return unit if unit.endswith("元") else unit.lstrip("百千万亿") or unit


THOUSANDS_ALONE = frozenset({"万", "亿"})
"""Of 关注人数12.6万 the unit isn't printed."""
KINDS = frozenset({"类", "种", "部分"})
"""Units of sorts of things: how many sorts there are is no number of cases or people."""
ASKS_FOR_KINDS = re.compile(
    r"[类類种種]|部分|\b(?:part|section|kind|type|sort|categor(?:y|ies)|class|classes|form|variet(?:y|ies))s?\b",
    re.IGNORECASE,
)
PEOPLE = frozenset({"人", "名", "位", "人次"})
SINGLE_THINGS = frozenset("件 个 人 次 人次 场 户 家 条 份 辆 名 位 起 期 所 处 篇 项".split())
"""Units of what is counted one by one."""
UNIT_FAMILIES = (
    frozenset("件 起 宗 例 个 项 次 场".split()),
    frozenset("次 场 场次 个 期 件次 回 趟 趟次 通 起 班次 轮 航次".split()),
    frozenset("份 件 条 篇 个 项 部 本".split()),
    frozenset("家 个 所 处 户 间".split()),
    frozenset("家 家次 次 间".split()),
    frozenset("户 户次".split()),
    frozenset("台 台次 架次 架 车次 辆 辆次 班次 次".split()),
    frozenset("天 日 工作日 个工作日".split()),
    frozenset("批 批次".split()),
    frozenset("人 名 位 人次 口 口人".split()),
    frozenset("平方米 平米 平方".split()),
    frozenset("立方米 立方 方".split()),
    frozenset("亩 公顷 平方米 平方公里".split()),
    frozenset("米 公里 里".split()),
    frozenset("克 公斤 斤 吨".split()),
    frozenset("度 瓦时 千瓦时".split()),
    frozenset("头 只 羽 匹 口 头次".split()),
    frozenset("℃ 摄氏度 度".split()),
    frozenset("款 种 项 件".split()),
    frozenset("单 件 份 笔".split()),
    frozenset("标箱 标准箱 箱".split()),
    frozenset("小时 个小时 学时 课时 分钟".split()),
    frozenset("册 本 册次".split()),
    frozenset("株 棵".split()),
    frozenset("封 件 份".split()),
    frozenset("件 个 通 次 条".split()),
    frozenset("类 种 项".split()),
    frozenset("剂 剂次 支".split()),
    frozenset("辆 台 部 个".split()),
    frozenset("元 万元 亿元 块".split()),
    frozenset("艘 条 只 艘次".split()),
    frozenset("块 宗 幅".split()),
    frozenset("张 件 份".split()),
    frozenset("人次 次 万次".split()),
)
"""Units that people use for each other when they count the same things."""


def can_answer(question: Question, figure: Figure) -> bool:
    """Whether a figure is the sort of quantity that is asked for, and none that the question states itself."""
    if Sought.WHETHER not in question.sought and (figure.value, figure.unit) in _stated(question.text):
        return False
    if figure.measure in question.measures:
        return True
    counts = Measure.COUNT in question.measures and figure.measure is Measure.COUNT
    return counts or (
        Measure.SHARE in question.measures and figure.unit == "%" and figure.measure is not Measure.GROWTH
    )


@lru_cache(maxsize=200)
def _stated(text: str) -> frozenset[tuple[Decimal, str]]:
    """The numbers that a question states with their units: 那386件投诉里按期办结了多少."""
    found = re.findall(rf"(?<![\d.,第])(\d[\d,]*(?:\.\d+)?)\s*({UNITS})(?!第)", normalise(text))
    return frozenset((Decimal(number.replace(",", "")), unit) for number, unit in found)


@lru_cache(maxsize=20_000)
def label_words(figure: Figure) -> tuple[tuple[str, ...], ...]:
    """The telling words of a figure's label, each with the words that stand for it."""
    known = glossary()
    bare = FILLER.sub(" ", normalise(figure.label.replace(figure.publisher, " ")))
    words = [word for word, tag in glossary_words(bare) if len(word) > 1 and tag not in SAYS_NOTHING]
    return tuple(known.chinese.get(word, (word,)) for word in words)


SAYS_NOTHING = frozenset({"m", "q", "x", "p", "c", "d", "f", "r", "ns", "t", "b"})
