"""A person's words → Question: language, body, years, what is counted, what is asked of it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from bot.glossary import english_stems, glossary, glossary_words
from bot.places import NamedBody, named_bodies
from bot.records import Asked, Contact, Language, Question, Term
from index.terms import normalise
from ingest.records import Measure, Report

LONGEST_QUESTION = 500
"""Characters. A question of more is cut before anything is searched or embedded; the longest sensible ones have 200."""
HAN = re.compile(r"[\u4e00-\u9fff]")
UNITS = "部分|人次|场次|件次|户次|平方米|公里|个百分点|百分点|万元|亿元|元|件|条|个|项|次|人|名|位|起|份|篇|期|场|家|户|所|处|部|批|册|张|幅|台|辆|套|间|类|种|例|对|块"
ASKS_NUMBER = re.compile(rf"多少|几(?:{UNITS}|多)|几$|是几|填的?是几|数量|总数|次数|人数|件数|条数|总量|共计|总额|金额|百分之几|百分比|比例|占比|占多少|率是|幅度|增减")
ASKED_UNIT = re.compile(rf"(?:多少|几)\s*({UNITS})")
ENGLISH_UNITS = ((re.compile(r"how many (?:\w+ ){0,2}?(?:people|persons|participants|staff|followers|fans|officers|subscribers)\b"), "人"), (re.compile(r"how many (?:copies)\b"), "份"))
FOCUS = re.compile(rf"(?:多少|几)\s*(?:{UNITS})?(?:的)?([\u4e00-\u9fff]{{2,8}})|([\u4e00-\u9fff]{{2,8}})(?:是谁|叫什么|是什么|在哪|是多少|有多少|有几|是几|多少|几)")
FOCUS_ENGLISH = re.compile(r"(?:how many|how much|number of|who (?:is|was|are|were) the|what (?:is|was|are|were) the|which) ((?:[\w'-]+ ){0,3}[\w'-]+)")
ASKS_WORDS = re.compile(
    r"谁|哪些|哪里|哪儿|哪个|哪几|在哪|什么|啥|何时|何地|怎么|如何|怎样|为什么|为何|原因|是否|有没有|有无|是不是|吗|能否|地址|措施|介绍|说明"
)
ASKS_GROWTH = re.compile(r"同比|环比|增长|增幅|涨了|增加了?百分|增加多少|下降|减少了?多少|比上年|比去年|较上年|变化了多少")
ASKS_SHARE = re.compile(r"(?<!效)率|比例|占比|占多少|百分之几|百分比")
ASKS_MONEY = re.compile(r"多少钱|多少(?:万|亿)?元|花了多少|花费|金额|总额|经费|费用是|预算(?:是)?多少")
CONTACTS = (
    (Contact.TELEPHONE, re.compile(r"电话|手机号|联系方式|怎么联系|如何联系|\b(?:tele)?phone\b|\bcall\b|contact number", re.I)),
    (Contact.EMAIL, re.compile(r"邮箱|电子邮件|邮件地址|e-?mail|联系方式", re.I)),
    (Contact.ADDRESS, re.compile(r"地址(?!.*(?:邮箱|邮件|网))|在哪里?办公|办公地点|street address|\baddress\b(?<!mail address)(?<!web address)|where is .*(?:located|office|bureau)|located\b", re.I)),
    (Contact.POSTCODE, re.compile(r"邮编|邮政编码|post\s?code|postal code|zip", re.I)),
    (Contact.WEBSITE, re.compile(r"网址|官网地址|哪个网站.*下载|web address|\burl\b", re.I)),
)
ENGLISH_NUMBER = re.compile(
    r"\bhow (?:many|much|often)\b|\bnumber of\b|\bwhat (?:share|percentage|proportion|rate|number|amount|was the total)\b|"
    r"\bwhat (?:is|was|are|were) (?:the |its |their )?(?:[\w'’-]+ ){0,6}(?:budget|revenue|income|expenditure|spending|size|value|figure|count|total|percentage|rate)\b|"
    r"\bby how much\b|\bcount of\b|\btotal (?:number|amount)\b|\bpercentage\b|\bhow (?:large|big|high)\b|\brate\b|\bamount\b",
    re.I,
)
ENGLISH_WORDS = re.compile(r"\b(?:who|whom|whose|where|when|which|why|what|did|does|do|is|are|was|were|has|have|can|name|list|describe)\b", re.I)
ENGLISH_GROWTH = re.compile(r"year[- ]on[- ]year|\bgrow|\bgrew\b|\bincrease|\bdecrease|\brise\b|\brose\b|\bfell\b|\bdrop|\bdeclin|growth", re.I)
ENGLISH_SHARE = re.compile(r"\brate\b|\bshare\b|percent|proportion", re.I)
ENGLISH_MONEY = re.compile(r"how much (?:money|did .* (?:spend|cost|pay)|was spent|does .* cost)|\bspen[dt]\b|\bcost\b|\bamount\b|\byuan\b|\brmb\b", re.I)
ORDERS = re.compile(
    r"忽略.{0,8}(?:以上|之前|前面|所有|规则|指令)|无视.{0,8}(?:规则|指令|以上)|(?:你现在|从现在起|你必须|请扮演|假装你|你是一个)|系统提示|提示词"
    r"|ignore .{0,30}(?:instruction|rule|above|previous|prompt)|disregard .{0,20}(?:instruction|rule|above)|system prompt|pretend (?:to be|you)|jailbreak|you are now",
    re.I,
)
YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=\s*年|(?!\d))")
RELATIVE_YEARS = ((re.compile(r"今年|(?<!made public )(?<!disclosed )(?<!issued )this year", re.I), 0), (re.compile(r"去年(?!结转)|(?<!the )last year(?! count)", re.I), -1), (re.compile(r"前年"), -2))
QUOTED = re.compile(r"[“\"「『《]([^”\"」』》]{2,30})[”\"」』》]")
PHRASES_WITHOUT_CONTENT = re.compile(
    r"请问|麻烦|告诉我|我想(?:知道|问|了解)(?:一下)?|想(?:知道|问|了解)(?:一下)?|帮我?查(?:一下)?|查一下|能不能|可不可以|的话|报告(?:里|中|上|显示|前后)?|根据.{0,6}报告|"
    r"有没有|是不是|是否|多少|哪些|哪里|哪儿|哪个|哪几|在哪|什么时候|什么|啥时候|啥|何时|怎么样?|如何|怎样|为什么|为何|谁|"
    r"一共|总共|共计|一起|分别|到底|究竟|大概|大约|左右|截至目前|这(?:几|个|些|一)?|那(?:几|个|些|一)?|是几|填的?是|叫什么|一栏|一行|那栏|表格?里|表中|"
    r"[条件次份场篇户家]数(?![量据字])|名字|姓名|这一行|那一行|这一项|吗|呢|呀|啊|吧|了|的|是"
)
SKIPPED_TAGS = frozenset({"m", "q", "x", "r", "y", "e", "o", "p", "c", "u", "uj", "ul", "uz", "ug", "ud", "uv", "d", "f", "w", "mq", "zg", "k"})
"""Numerals, measure words, pronouns, particles, prepositions, adverbs, directions: they name nothing that is printed."""
VERB_TAGS = ("v", "a", "ad", "d", "i", "l", "b", "z")
NOUN, VERB, UNKNOWN_VERB = 1.0, 0.6, 0.35
VERBS_OF_OFFICE = frozenset(
    "受理 收到 接到 新收 收 办理 处理 办 开展 举办 组织 举行 开 搞 建立 成立 创建 建 设立 建了 发放 派发 散发 发 发出 参加 参与 发布 公开 推送 刊登 更新 "
    "编制 梳理编制 起草 指导 提高 增加 完结 梳理 规范".split()
)
"""What offices do with whatever they count: they tell less than the thing itself."""
EVERYDAY = frozenset(
    "有 在 为 被 把 给 对 和 与 及 以及 或 等 从 到 由 因 因为 来 去 得 地 着 过 还 也 都 就 会 能 要 让 用 年 年度 全年 全 里 内 中 上 下 "
    "数量 数 数字 情况 结果 方面 相关 有关 具体 主要 进行 办的 做 搞 弄 说 写 叫 请 想 找 问 看 知道 告诉 显示 本 该 其 各 人数 人员 区里 县里 市里 全区 全县 全市 我区 我县 我市 我局 每 一 二 三 两 第 位 局里 我们 你们 它 他们 "
    "几件 几个 几条 几次 几人 几项 几份 几场 几类 一个 一下 人 市民 大家 栏 行 表 列 页 格 栏目 工作 目前 现在 当年 本年 时候 地方 东西 事情 属于 提出 所 需要".split()
)
ENGLISH_EVERYDAY = frozenset(
    english_stems(
        "the a an of in on at to for by with from and or as is are was were be been has have had do does did how many much "
        "number what which who whom whose where when why that this these those it its their there according statutory table "
        "report reports say says said state stated show shown give gives year years annual during after before since until "
        "into over under than then also all any each other same please tell me i you we us my our your can could would should "
        "will may might about total overall altogether bureau district county city office government local new newly made more "
        "less most least not no so on-going various altogether come came account accounts across s t people's per between "
        "because while if though although whether work amount "
        "mention mentioned describe list name named plan planned tell told expect intend give given giving team teams under programme program "
        "people person persons participants count counts figure figures value roughly approximately around some up down out off not only just still yet both "
        "body bodies agency agencies held get got go went put take took make item items kind kinds type types cover covers covered"
    )
)


@dataclass(frozen=True, slots=True)
class Holdings:
    """What is held: reports, the names of their bodies, and the look-ups that understanding needs."""

    reports: tuple[Report, ...]
    aliases: dict[str, tuple[str, ...]]
    """names of a report's body, by report id"""
    occurs: Callable[[str], bool]
    """whether a Chinese phrase stands anywhere in the reports"""
    translations: Callable[[str], tuple[str, ...]]
    """Chinese words of the reports for an English word"""


def understand(text: str, holdings: Holdings, today: date) -> Question:
    """What a person wants to know; relative years (去年) are counted from today."""
    said = text[:LONGEST_QUESTION].replace("\x00", " ").strip()
    plain = normalise(said)
    language = Language.CHINESE if HAN.search(_unquoted(plain)) or (HAN.search(plain) and not re.search(r"[a-z]{3}", plain)) else Language.ENGLISH
    body = named_bodies(said, plain, holdings.reports, holdings.aliases, holdings.occurs)
    years = _years(plain, today)
    rest = _without(plain, body)
    asked = _asked(plain, language)
    terms = tuple(question_terms(rest, language, holdings))
    return Question(
        text=said,
        language=language,
        asked=asked,
        terms=terms,
        measures=_measures(plain, language),
        unit=_asked_unit(plain),
        contacts=tuple(contact for contact, pattern in CONTACTS if pattern.search(plain)) if asked is Asked.CONTACT else (),
        years=years,
        report_ids=body.report_ids,
        missing_body=body.missing,
        focus=_focus(plain, language, terms),
        parts=_parts(plain, language),
        compared=_compared(plain),
        summed=_summed(plain),
        refused=bool(ORDERS.search(plain)),
    )


def _asked_unit(plain: str) -> str | None:
    """The unit behind the last 多少 or 几; in English only where the noun itself says it."""
    if units := ASKED_UNIT.findall(plain):
        return str(units[-1])
    return next((unit for pattern, unit in ENGLISH_UNITS if pattern.search(plain)), None)


def _focus(plain: str, language: Language, terms: tuple[Term, ...]) -> frozenset[str]:
    """The named thing nearest to the question word: what is counted, who is asked for."""
    if language is Language.ENGLISH:
        match = FOCUS_ENGLISH.search(plain)
        stems = " ".join(english_stems(match[1])) if match else ""
        return frozenset([term.said for term in terms if term.english and term.said in stems][-1:])
    found = [behind or before for behind, before in FOCUS.findall(plain)]
    near = found[-1] if found else ""
    behind = any(match[1] for match in FOCUS.finditer(plain))
    named = sorted((near.find(term.said), term.said) for term in terms if term.said in near)
    return frozenset(said for _, said in (named[:1] if behind else named[-1:]))


def _unquoted(plain: str) -> str:
    """English questions quote Chinese names; the language is that of the words around them."""
    bare = QUOTED.sub(" ", re.sub(r"[（(][^）)]*[）)]", " ", plain))
    latin = len(re.findall(r"[a-z]{2,}", bare))
    return "" if latin >= 3 else bare


def _years(plain: str, today: date) -> tuple[int, ...]:
    named = [int(year) for year in YEAR.findall(plain)]
    relative = [today.year + step for pattern, step in RELATIVE_YEARS if pattern.search(plain)]
    return tuple(dict.fromkeys([*named, *relative]))


def _without(plain: str, body: NamedBody) -> str:
    quoted = QUOTED.findall(plain)
    for name in body.said:
        if not any(name in one for one in quoted):
            plain = plain.replace(name, " ")
    return YEAR.sub(" ", re.sub(r"(?:19|20)\d{2}\s*年(?:度)?", " ", plain))


def _asked(plain: str, language: Language) -> Asked:
    if language is Language.ENGLISH:
        if ENGLISH_NUMBER.search(plain):
            return Asked.CONTACT if re.search(r"(?:telephone|phone|contact|fax) number", plain) else Asked.NUMBER
        if any(pattern.search(plain) for _, pattern in CONTACTS):
            return Asked.CONTACT
        return Asked.WORDS if ENGLISH_WORDS.match(plain) or plain.endswith("?") else Asked.EITHER
    contact = any(pattern.search(plain) for _, pattern in CONTACTS)
    if contact and not re.search(r"多少(?:个|部|次|人|件)|几(?:个|部|次|人|件)", plain):
        return Asked.CONTACT
    if ASKS_NUMBER.search(plain):
        return Asked.NUMBER
    return Asked.WORDS if ASKS_WORDS.search(plain) else Asked.EITHER


def _measures(plain: str, language: Language) -> frozenset[Measure]:
    growth, share, money = (
        (ENGLISH_GROWTH, ENGLISH_SHARE, ENGLISH_MONEY) if language is Language.ENGLISH else (ASKS_GROWTH, ASKS_SHARE, ASKS_MONEY)
    )
    if share.search(plain):
        return frozenset({Measure.SHARE, Measure.GROWTH} if growth.search(plain) else {Measure.SHARE})
    if growth.search(plain):
        return frozenset({Measure.GROWTH, Measure.COUNT, Measure.MONEY})
    if money.search(plain):
        return frozenset({Measure.MONEY})
    if language is Language.CHINESE and (match := ASKED_UNIT.search(plain)):
        return frozenset({Measure.MONEY} if match[1].endswith("元") else {Measure.COUNT})
    return frozenset({Measure.COUNT, Measure.MONEY})


def _parts(plain: str, language: Language) -> tuple[str, ...]:
    """A和B分别…: each thing with the rest of the question."""
    each = re.search(r"分别|各(?=[\u4e00-\u9fff]{0,6}(?:多少|几|是))", plain)
    if language is not Language.CHINESE or not each:
        return ()
    before, after = plain[: each.start()], plain[each.end() :]
    pieces = [piece for piece in re.split(r"和|与|、|以及|及", before) if piece.strip()]
    return tuple(f"{piece}{after}" for piece in pieces) if len(pieces) > 1 else ()


def _compared(plain: str) -> tuple[str, str] | None:
    match = re.search(r"^(.{2,60}?)比(.{2,60}?)(?:多|少|高|低)了?(?:多少|几)", plain)
    match = match or re.search(r"how many (?:more|fewer) (.{3,80}?) than (.{3,80}?)(?: (?:were|did|was|are)\b|[?]|$)", plain)
    return (match[1], match[2]) if match and not re.search(r"去年|上年|上一年|上期|同期|last year|year before", match[2]) else None


def _summed(plain: str) -> tuple[str, ...]:
    """A和B一共多少: the things to be added up where no printed figure holds them together."""
    match = re.search(r"^(.{2,60}?)(?:一共|总共|合计|加起来|共计?)(?:是|有)?(?:多少|几)|^how many (.{3,80}?) (?:in total|altogether|combined|together)", plain)
    things = [piece.strip() for piece in re.split(r"和|与|以及|、| and ", (match[1] or match[2]) if match else "")]
    return tuple(things) if len(things) > 1 and all(len(thing) > 1 for thing in things) else ()


# terms


def question_terms(plain: str, language: Language, holdings: Holdings) -> Iterator[Term]:
    """The things that a question names, each with the words that reports may print for it."""
    quoted = [name for name in QUOTED.findall(plain) if HAN.search(name)]
    for name in dict.fromkeys(quoted):
        yield Term(name, (name,), 1.0)
    rest = QUOTED.sub(" ", plain) if quoted else plain
    if language is Language.ENGLISH:
        yield from _english_terms(rest, holdings)
        for name in dict.fromkeys(re.findall(r"[\u4e00-\u9fff]+", rest)):
            if holdings.occurs(name):
                yield Term(name, (name,), 1.0)
            else:
                yield from _chinese_terms(name, holdings)
    else:
        yield from _chinese_terms(rest, holdings)


def _chinese_terms(plain: str, holdings: Holdings) -> Iterator[Term]:
    known = glossary()
    bare = PHRASES_WITHOUT_CONTENT.sub(" ", ASKED_UNIT.sub(" ", plain))
    seen: set[str] = set()
    for word, tag in _whole_words(glossary_words(bare)):
        if word in seen or word in EVERYDAY or tag in SKIPPED_TAGS or not _names_something(word):
            continue
        seen.add(word)
        yield Term(word, known.chinese.get(word, (word,)), _importance(word, tag), english=not HAN.search(word))


def _whole_words(words: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Single characters in a row are one word that no dictionary has: a name, a new word."""
    run = ""
    for word, tag in words:
        if len(word) == 1 and HAN.match(word) and tag != "known" and tag not in SKIPPED_TAGS and word not in EVERYDAY:
            run += word
            continue
        if run:
            yield run, "n" if len(run) > 1 else "v"
            run = ""
        yield word, tag
    if run:
        yield run, "n" if len(run) > 1 else "v"


def _importance(word: str, tag: str) -> float:
    """Verbs that the glossary doesn't know say little: 评上, 提供; nouns say what is counted."""
    if tag == "known":
        return VERB if word in VERBS_OF_OFFICE else NOUN
    return UNKNOWN_VERB if tag in VERB_TAGS else NOUN


def _names_something(word: str) -> bool:
    return bool(HAN.search(word) or re.fullmatch(r"[a-z]{2,}", word))


def _english_terms(plain: str, holdings: Holdings) -> Iterator[Term]:
    words = english_stems(re.sub(r"[\u4e00-\u9fff]+", " ", plain))
    known = glossary()
    position = 0
    seen: set[str] = set()
    while position < len(words):
        length = _phrase_length(words, position)
        said = " ".join(words[position : position + max(length, 1)])
        if length and said not in seen:
            yield Term(said, known.english[words[position : position + length]], 1.0, english=True)
        elif not length and said not in seen and _is_english_content(said):
            yield Term(said, holdings.translations(said)[:12], 0.7, english=True)
        seen.add(said)
        position += max(length, 1)


def _phrase_length(words: tuple[str, ...], position: int) -> int:
    known = glossary()
    for length in range(min(known.longest_english, len(words) - position), 0, -1):
        phrase = words[position : position + length]
        if phrase in known.english and not (length == 1 and phrase[0] in ENGLISH_EVERYDAY - GLOSSED_EVERYDAY):
            return length
    return 0


GLOSSED_EVERYDAY = frozenset(english_stems("took take item"))


@cache
def _is_english_content(word: str) -> bool:
    return word not in ENGLISH_EVERYDAY and len(word) > 1 and word.isalpha()
