"""A Passage → Figures: each number in its sentences with what it counts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from ingest.forms import NUMBERING
from ingest.numbers import ARABIC, CHINESE_NUMERAL, SCALE, UNITS, arabic_value, chinese_value
from ingest.pages import UNREADABLE
from ingest.passages import PlacedPassage, sentence_spans
from ingest.records import Figure, Measure, Passage, Place, Report, UnitSource, content_id

ONE_IS_NO_COUNT = re.compile(r"一(?:个|种|类|部|批|项|条|套|家|名|位|年|天|级|对|本|组|支|户|处)")
"""一个 and the like are articles more often than counts; 一件, 一次, 一起 and 一场 are counts."""
WHOLE_ARABIC = rf"(?<![\d百千万亿{UNREADABLE}])(?<!\d[,，.．\s]){ARABIC}"
WHOLE_CHINESE = (
    rf"(?<![第{CHINESE_NUMERAL}万亿{UNREADABLE}])(?<!分之)(?<![{CHINESE_NUMERAL}]点)(?:(?<![数几])|(?![十百千]))"
    rf"[{CHINESE_NUMERAL}]+"
)
"""A numeral from its beginning: of 一万二千三百人, 数十人 or 5.3.2件 no end is read as a number of its own."""
MINUS = r"(?:(?<=[温为长幅速值度率达是到至])[-－−](?=\d))?"
"""最低气温-5.2℃ is below nought; behind other words a dash may be no sign: 6月-9月."""
DIGITS_SIDE_BY_SIDE = re.compile("[一二两三四五六七八九]{2}")
"""两三件 is a guess and 一二三类 a list, not 23 and 123."""
APPROXIMATELY = (
    r"近|(?<![签预节制合公契条])约|大约|不超过|不多于|不高于|最多|至多|不到|超过|超|逾|不足|不少于|不低于|至少|多达"
)
NUMBER = re.compile(
    rf"(?P<before>{APPROXIMATELY})?\s*"
    rf"(?:(?P<printed>(?:(?P<arabic>{MINUS}{WHOLE_ARABIC})|(?P<chinese>{WHOLE_CHINESE}))"
    rf"\s*(?P<scale>{SCALE})\s*(?P<more>余|多)?\s*(?P<scale2>[万亿]?)(?P<unit>\s*(?:{UNITS}))(?P<after>以上|左右|以内|以下|上下)?)"
    rf"|(?P<bare>{WHOLE_ARABIC})\s*(?P<bare_scale>[万亿])(?=[，。；;）)]|,(?!\d)|$|居民|群众|[市村]民|学生|[游旅]客|观众|读者|用户))"
    rf"|(?P<percent>百分之(?P<per>[{CHINESE_NUMERAL}]+(?:点[{CHINESE_NUMERAL}]+)?))"
)
DECIMAL = re.compile(
    rf"(?P<before>{APPROXIMATELY})?\s*(?<![A-Za-z.．∶:])(?!(?:19|20)\d\d[.．])(?P<decimal>(?=[\d,，]*[.．]){WHOLE_ARABIC})"
    r"(?=[，。；;、）)]|,(?!\d)|(?:提高|下?降|上?升|缩小|扩大|增|减|调)|$)"
)
INDEX = re.compile(r"系数|指数|均值|[pP][hH]值|收入比|性别比|死亡率|[得评均总]分|强度|密度|容积率|水平")
"""What is told without a unit."""
RANGE = (
    rf"{ARABIC}\s*{SCALE}(?:{UNITS})?\s*[-—－–~～〜至到]+\s*{ARABIC}(?!\d|\s*年)"
    rf"|[{CHINESE_NUMERAL}]+(?:(?:{UNITS})?[-—－–~～〜至到、][{CHINESE_NUMERAL}]+)+"
)
"""3至5件, 60%—70% and 一、二、三类 are no single numbers."""
NOT_COUNTS = re.compile(
    rf"{RANGE}|"
    r"https?://[^\s）)，。]+|[\w.]+@[\w.]+\w"
    r"|[A-Za-z]\d+(?:\.\d+)?(?=[年路级段款层口])"
    r"|[一二三两]次性"
    r"|\d{3,4}\s*[-—－]\s*\d{7,8}|(?<!\d)1[3-9]\d{9}(?!\d)"
    r"|\d+\s*(?:小?时|[点度°])\s*\d+\s*分(?:\s*\d+\s*秒)?|\d+\s*分\s*\d+\s*秒"
    r"|(?:邮编|邮政编码)\s*[:：]?\s*\d{6}"
    r"|\d{4}\s*年(?:度)?(?:\s*\d{1,2}\s*月(?:份)?(?:\s*\d{1,2}\s*[日号])?)?(?:初|底|末)?"
    r"|\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号]|份)|\d{4}\s*[-—－~～至]\s*\d{4}\s*年"
    r"|[〔\[【（(]\s*\d{4}\s*[〕\]】）)]\s*第?\s*\d+\s*号|第\s*[\d一二三四五六七八九十百]+\s*[号条款项次届批期章类个名位]?"
    rf"|[{CHINESE_NUMERAL}][项者类个](?=(?:共计|合计|总计))"
    r"|\d+\s*号|\d+\s*[·•．]\s*\d+(?![\d万亿元%％])|《[^》]*》|[（(]\s*\d+\s*[类款项]\s*[）)]"
    r"|“[^”\d]{0,12}[一二三四五六七八九十][^”\d]{0,12}”"
)
ZERO_WORDS = re.compile(
    r"(?P<zero>(?:未|没有|尚未)(?:收到|受理|发生|产生|办理|接到|出现|收取|发现)|(?<![有是与])无(?!法|需|须|故|正当|偿|关|障碍|效|论|力|缝|疑|其他))"
    r"(?P<thing>[^，。；：、]{0,24}?(?:申请|案件|复议|诉讼|举报|投诉|公开|费用|收费|信息处理费))(?P<rest>的?(?:情况|事项|现象|行为)?)(?=[，。；、]|$)"
)
LIST_OPENING = re.compile(r"其中[：:，]?([^，。；：\d]{2,14}?(?:公开|发布|制作|办理|包括))")
"""What the first part of a list says for all of them: 其中政府信息公开目录公开司法行政类20条，法治专栏类9条."""
GROWTH = re.compile(
    r"同比|环比|增长|增加|增减|增/减|增幅|下降|减少|降低|上升|提高|升高|比上年|较上年|比去年|较去年|持平"
    r"|[降涨][了幅价约]?$"
)
SINCE = re.compile(r"(自\s*)?(\d{4})\s*年\s*(?:(\d{1,2})\s*月)?[^，。；]{0,40}?(?:以来|(?(1)起|以来))")
"""自2017年11月开通公众号以来, 2020年以来; 起 only behind 自."""
COMPARED_VALUE = re.compile(
    r"(?:[比较](?:(\d{4})\s*年|上年末?|上一年|去年)|[与同](?:(\d{4})\s*年|上年末?|上一年|去年))"
    r"[^，。；增减升降提涨多少结转]{0,8}(?:的|（|预算|决算|执行数)?\s*$"
)
"""较上年末的5073人减少…, 比2025年预算46.61万元减少…: the number is the other year's, not the change."""
CHANGED_FROM = re.compile(r"([^，。；]*?)[由从](?!于|此|我|市|县|区|镇|乡|省|局|专人)[^，。；]*$")
CHANGED_TO = re.compile(
    r"(?:提高|增加|上升|增长|调整|调高|调低|降低|下降|减少|降|提升|升|压减|压缩|缩短|缩小|收窄|拉大|回落|攀升|压|涨|扩大|扩|增|减)(?:到|至|为)"
)
"""由A提高到B: A is what was before, B what is counted now."""
LAST_YEARS = re.compile(r"(?<![比较与同])(?:上一?年度?|去年)(?!结转)(?:末|同期)?[^，。；增减升降多少、]{0,16}$")
"""上年度为3651次, 由上年的197场次: the year before the report's own."""
RUNNING_TOTAL = re.compile(
    r"累计|自(?!年初|今年|本年)[^，。；\d]{1,40}?以来|(?:开通|成立|上线|运行|启动|实施|挂牌)以来"
)
"""A sum since a time that names no year: 自疫情发生以来, 累计."""
THIS_YEAR = re.compile(r"全年|本年|今年|年内|年初|当年")
LEVELS = re.compile(rf"({WHOLE_CHINESE})级")
"""四级 counts only behind a list of as many: 拟稿人、一审、二审、三审四级审核. 三级医院 is a name."""
PLANS = re.compile(r"打算|计划|下一?步|力争|争取|改进|对策|目标|拟|将(?!于)|要(?!求)|展望|安排")
NEXT_STEPS = re.compile(r"\W*(?:下一?步|下一年|明年|来年)")
LOOKS_BACK = re.compile(r"全年|本年|今年|年内|当年|[上去]年|同比|截[至止]")
"""Words of what has been, which end what a passage says of its plans."""
AS_OF = re.compile(
    r"截[至止]\s*(目前|当前|今|\d{4}\s*年(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*日)?(?:底|末)?|年底|\d{1,2}\s*月底)"
)
YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年")
HARD_STOPS = "，,；;。：:！？!?"
STOPS = re.compile(r"(?<!\d)[，,；;。：:！？!?]|[，,；;。：:！？!?](?!\d)|[，；。：！？]")
CLAUSES = re.compile(r"(?:[^，,；;：:]|(?<=\d),(?=\d))+[，,；;：:]?")
"""The comma of 1,934 ends no clause."""
NAMING_UNITS = {"类", "种", "个", "名", "位", "家", "所"}
"""Units that stand before the noun they count: 4类法律服务力量."""
CODED = re.compile(r"[（(]\d*[类款项][）)]")
"""The codes that an item of a budget carries: 司法（06款）行政运行（01项）."""
BETWEEN = r"\s*(?:、|，|,(?!\d)|和|与|以及|及)\s*"
BETWEEN_NUMBERS = re.compile(BETWEEN)
PART_OF_SERIES = re.compile(rf"(?P<number>{WHOLE_ARABIC})\s*(?P<scale>{SCALE}){BETWEEN}")
HOW_MUCH_EACH = r"分别(?:为|是|有|达到?|占|完成|办理)?\s*约?\s*"
SERIES = re.compile(rf"{HOW_MUCH_EACH}(?P<numbers>(?:{WHOLE_ARABIC}\s*{SCALE}{BETWEEN})+)$")
FULL_STOPS = re.compile("[；;。：:]")
CHANGED_EACH = r"分别(?:同比|比上年|较上年)?(?P<changed>增长|增加|提高|上升|下降|减少|降低)了?\s*约?\s*"
RESPECTIVELY = re.compile(rf"(?P<things>(?:[^，,；;。：:（(]|,(?=\d))*?)(?:{HOW_MUCH_EACH}|{CHANGED_EACH})$")
"""A、B和C分别为1件、2件和3件: each number is the thing's of its place."""
SECOND_ROW = re.compile(
    rf"[，,](?:(?:对应|相应)的?(?P<matching>[\u4e00-\u9fff]{{2,8}}?)(?:{HOW_MUCH_EACH})?"
    rf"|(?P<what>[\u4e00-\u9fff]{{2,8}}?){HOW_MUCH_EACH}"
    rf"|(?P<growing>[\u4e00-\u9fff]{{0,8}}?){CHANGED_EACH})$"
)
"""…分别为22件、17件，对应罚款81万元、96万元; …分别为3亿元、4亿元，分别增长3%、4%: the same things once more."""
COMPARING = re.compile(r"(?:同比|[比较]上年)?")
NO_THING = re.compile(r"[\d…]|^$")
"""In the label of a number that leans on another one."""
SHARE_OF = re.compile(r"约?占")
"""占投诉总量的: of what it is the share stands in the clause before."""
SELF_CONTAINED = 4
"""Characters from which a label says by itself what it counts; 保留 and 粉丝 lean on the clause before."""
ANOTHER_YEAR = re.compile(
    r"\W*(?:而|其中)?(?:\d{4}年度?|上一?年度?|去年|前年)(?:同期|末|底|全年)?(?:则|分别)?(?:为|是|的|有|仅)?\W*"
)
"""Labels that name only another year and lean on what is counted before: 上年为, 2022年为."""
OPENED = re.compile(r"(?:开通|成立|建立|上线|创办|设立|创建|运行)了?([^，。；]{2,30}?)(?:以来|之后|后)")
LONGEST_QUOTE = 140
"""Characters of a sentence that is quoted whole; of a longer one, the clauses around the number."""


@dataclass(frozen=True, slots=True)
class _Mention:
    """A number in a sentence: its reach and what the numeral itself says."""

    start: int
    end: int
    value: Decimal
    unit: str | None
    approximate: bool
    zero_thing: str | None = None
    is_in_series: bool = False
    """its unit stands behind the last of its row"""


def prose_figures(placed: PlacedPassage, report: Report) -> tuple[Figure, ...]:
    """Every counted number of a passage, in reading order."""
    text = placed.passage.text
    found = []
    planned: str | None = None
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        planned = _planned_for(sentence, placed.passage.section, planned, report)
        mentions = _mentions(sentence)
        figures = [_figure(placed, start, sentence, mentions, one, report) for one in mentions]
        if planned and not YEAR.search(sentence):
            figures = [replace(one, period=planned) if one.period == str(report.year) else one for one in figures]
        found += figures
    return tuple(found)


def _planned_for(sentence: str, section: tuple[str, ...], before: str | None, report: Report) -> str | None:
    """The coming year that a sentence plans for, its own or that of the sentence before; None where it tells of now.

    打算：2025年把公示期延长至7天；兑付率提高到80%以上。 But 另1件于2025年1月办结 plans nothing.
    """
    years = YEAR.findall(sentence)
    if report.year is None or LOOKS_BACK.search(sentence):
        return None
    if years:
        is_plan = PLANS.search(sentence) or any(PLANS.search(heading) for heading in section)
        return years[0] if is_plan and all(int(year) > report.year for year in years) else None
    return str(report.year + 1) if NEXT_STEPS.match(sentence) else before


def _mentions(sentence: str) -> tuple[_Mention, ...]:
    taken = [match.span() for match in NOT_COUNTS.finditer(sentence)]
    found = [
        one
        for match in NUMBER.finditer(sentence)
        if not any(start < match.end() and match.start() < end for start, end in taken)
        and (one := _mention(match)) is not None
    ]
    found += [
        _Mention(match.start("zero"), match.end("zero"), Decimal(0), _unit_of(match["thing"]), False, match["thing"])
        for match in ZERO_WORDS.finditer(sentence)
    ]
    levels = (
        _Mention(*match.span(), value, "级", False)
        for match in LEVELS.finditer(sentence)
        if (value := chinese_value(match[1])) is not None
    )
    found += [one for one in levels if _counts_the_listed(sentence, one)]
    series = [one for last in found for one in _in_series_before(sentence, last)]
    found = [one for one in found if not _overlaps(one, series)] + series
    found += [one for one in _without_unit(sentence, taken) if not _overlaps(one, found)]
    return tuple(sorted(found, key=lambda one: one.start))


def _overlaps(mention: _Mention, others: list[_Mention]) -> bool:
    return any(other.start < mention.end and mention.start < other.end for other in others)


def _without_unit(sentence: str, taken: list[tuple[int, int]]) -> Iterator[_Mention]:
    """Decimals that need no unit because their clause names an index: 有效利用系数由0.541提高到0.556."""
    for match in DECIMAL.finditer(sentence):
        clause = sentence[_last_stop(sentence, match.start()) : match.start()]
        is_apart = not any(start < match.end() and match.start() < end for start, end in taken)
        if is_apart and INDEX.search(clause):
            yield _Mention(*match.span(), arabic_value(match["decimal"]), None, bool(match["before"]))


def _in_series_before(sentence: str, last: _Mention) -> Iterator[_Mention]:
    """Numbers whose unit stands only behind the last of their row: 分别为13.62亿、3.84亿、0.76亿立方米.

    Of 分别为3、5、6万人 nobody can say whether the first are 3 or 3万.
    """
    series = SERIES.search(sentence[: last.start])
    unit = (last.unit or "").lstrip("百千万亿")
    if series is None:
        return
    for part in PART_OF_SERIES.finditer(series["numbers"]):
        if part["scale"] or unit == last.unit:
            at, value = series.start("numbers"), arabic_value(part["number"])
            span = at + part.start(), at + part.end("scale")
            yield _Mention(*span, value, part["scale"] + unit, last.approximate, is_in_series=True)


def _mention(match: re.Match[str]) -> _Mention | None:
    start, end = match.span()
    if match["percent"]:
        whole, _, fraction = match["per"].partition("点")
        value = chinese_value(whole)
        digits = "".join(str(chinese_value(one)) for one in fraction)
        return (
            None
            if value is None
            else _Mention(start, end, Decimal(f"{value}.{digits}" if digits else value), "%", False)
        )
    if match["bare"]:
        return _Mention(start, end, arabic_value(match["bare"]), match["bare_scale"], bool(match["before"]))
    if match["chinese"]:
        value = chinese_value(match["chinese"])
        if value is None or _counts_nothing(match["chinese"], match["printed"]):
            return None
    else:
        value = arabic_value(match["arabic"])
    unit = (match["scale"] + match["scale2"] + match["unit"].strip()).replace("％", "%")
    approximate = bool(match["before"] or match["more"] or match["after"])
    return _Mention(start, end, value, unit, approximate)


CHINESE_ONLY_SCALE = {"百", "千", "零", "〇"}


def _counts_nothing(numeral: str, printed: str) -> bool:
    return bool(numeral in CHINESE_ONLY_SCALE or ONE_IS_NO_COUNT.match(printed) or DIGITS_SIDE_BY_SIDE.search(numeral))


def _unit_of(thing: str) -> str | None:
    """Requests, cases and suits are counted in 件, fees in 元."""
    if re.search(r"费用?$", thing):
        return "元"
    return "件" if re.search(r"(?:申请|案件|复议|诉讼|举报|投诉|依申请公开)$", thing) else None


def _figure(
    placed: PlacedPassage, offset: int, sentence: str, mentions: tuple[_Mention, ...], mention: _Mention, report: Report
) -> Figure:
    start, end = _clause(sentence, mentions, mention)
    label = _label(sentence, start, end, mention)
    boxes = placed.words[offset + mention.start : offset + mention.end].boxes()
    around = placed.words[offset + start : offset + end].boxes()
    passage = placed.passage
    period, cumulative = _period(sentence[: mention.end], sentence[: mention.start], report)
    if period == str(report.year) and _is_former(sentence, mention):
        period = str(int(period) - 1)
    cumulative = cumulative and not _counts_the_listed(sentence, mention)
    as_of = AS_OF.search(sentence[: mention.start])
    context = _context(sentence, start, label, mentions, mention.zero_thing is not None)
    quote = _quote(sentence, start, end)
    beside = _beside(passage.text, offset, offset + mention.start)
    before = _words_before(sentence, mentions, mention)
    if own := _respective(sentence, mentions, mention):
        label, context, quote, row = own
        beside = f"{row}，{beside}"
        before = f"{row}，{label}"
    if not re.search(r"\w", label) and passage.section:
        *outer, heading = passage.section
        label, context, quote = NUMBERING.sub("", heading), "，".join(outer), f"{heading} {quote}"
    return Figure(
        id=content_id(passage.id, "prose", offset + mention.start, sentence[mention.start : mention.end]),
        report_id=report.id,
        printed=sentence[mention.start : mention.end].strip(),
        value=mention.value,
        unit=mention.unit,
        unit_source=_unit_source(mention),
        measure=_measure(mention.unit, before),
        approximate=mention.approximate,
        label=label,
        label_english=None,
        offset=offset + mention.start + _leading(sentence[mention.start : mention.end]),
        subject=_topic(passage, label) or _subject(context, label) or _continued(sentence, mentions, mention, label),
        beside=beside,
        context=context,
        section=passage.section,
        row=(),
        column=(),
        default_row=False,
        default_column=False,
        sentence=sentence.strip(),
        quote=quote,
        period=period,
        cumulative=cumulative,
        as_of=as_of[1] if as_of else None,
        publisher=report.publisher,
        key=None,
        table_id=None,
        passage_id=passage.id,
        place=Place(report.id, (*boxes, *(box for box in around if box not in boxes))),
    )


def _words_before(sentence: str, mentions: tuple[_Mention, ...], mention: _Mention) -> str:
    """What a clause says before a number and the others of its row: of 分别增长3%、4% both say how much it grew."""
    first, _ = _row(sentence, mentions, mentions.index(mention))
    return sentence[_clause(sentence, mentions, mentions[first])[0] : mention.start]


def _respective(sentence: str, mentions: tuple[_Mention, ...], mention: _Mention) -> tuple[str, str, str, str] | None:
    """Label, context and quote of a number that belongs to the thing of its place in a row, and the row's things."""
    at = mentions.index(mention)
    first, last = _row(sentence, mentions, at)
    found = _things_of_row(sentence, mentions, first, last)
    if found is None:
        return None
    begin, said, things = found
    context = sentence[: _last_stop(sentence, begin)]
    quote = _quote(sentence, begin, mentions[last].end)
    return things[at - last - 1], re.split(r"[；;。]", context)[-1], quote, said


def _row(sentence: str, mentions: tuple[_Mention, ...], at: int) -> tuple[int, int]:
    """The first and the last of the numbers that stand in a row with one of them."""
    first, last = at, at
    while first and BETWEEN_NUMBERS.fullmatch(sentence[mentions[first - 1].end : mentions[first].start]):
        first -= 1
    while last + 1 < len(mentions) and BETWEEN_NUMBERS.fullmatch(
        sentence[mentions[last].end : mentions[last + 1].start]
    ):
        last += 1
    return first, last


def _things_of_row(
    sentence: str, mentions: tuple[_Mention, ...], first: int, last: int
) -> tuple[int, str, list[str]] | None:
    """Where the things that a row of numbers counts begin, as they are said, and one by one; None where none are."""
    start = mentions[first].start
    unread = SERIES.search(sentence[:start])
    passed = len(PART_OF_SERIES.findall(unread["numbers"])) if unread else 0
    before = sentence[: unread.start("numbers") if unread else start]
    count = passed + last - first + 1
    if again := SECOND_ROW.search(before) if first and not unread else None:
        row = _things_of_row(sentence, mentions, *_row(sentence, mentions, first - 1))
        if row is None and again["changed"] and COMPARING.fullmatch(again["growing"]):
            row = _each_with_its_number(sentence, mentions[:first])
        if row and len(row[2]) == count:
            return row[0], row[1], [thing + "".join(filter(None, again.groups())) for thing in row[2]]
    named = RESPECTIVELY.search(before)
    things = [thing for thing in re.split(r"、|和|与|以及|及", named["things"]) if thing] if named else []
    if named is None or len(things) < 2 or len(things) != count:
        return None
    return named.start("things"), named["things"], [one + (named["changed"] or "") for one in _whole_things(things)]


def _each_with_its_number(sentence: str, mentions: tuple[_Mention, ...]) -> tuple[int, str, list[str]] | None:
    """Of 收入12万元、支出8万元，分别增长3%、4% the things that grow: all that are counted since the last full stop."""
    stop = max((match.end() for match in FULL_STOPS.finditer(sentence, 0, mentions[-1].start)), default=0)
    counted = [one for one in mentions if one.start >= stop]
    things = [_label(sentence, *_clause(sentence, mentions, one), one) for one in counted]
    return None if any(NO_THING.search(thing) for thing in things) else (stop, "、".join(things), things)


def _whole_things(things: list[str]) -> list[str]:
    """The things of a row with what only the first or the last of them says for all; of two alone nobody can tell.

    >>> _whole_things(["农业", "工业", "生态用水"]), _whole_things(["报销比例职工", "居民", "学生"])
    (['农业用水', '工业用水', '生态用水'], ['报销比例职工', '报销比例居民', '报销比例学生'])
    >>> _whole_things(["住院人次", "门诊费用总额"])
    ['住院人次', '门诊费用总额']
    """
    if len(things) < FEWEST_ALIKE:
        return things
    *others, last = things
    first, *rest = things
    if len({len(one) for one in others}) == 1 and len(last) >= len(others[0]) + SHORTEST_SHARED:
        return [one + last[len(others[0]) :] for one in others] + [last]
    if len({len(one) for one in rest}) == 1 and len(first) >= len(rest[0]) + SHORTEST_SHARED:
        return [first, *(first[: -len(rest[0])] + one for one in rest)]
    return things


FEWEST_ALIKE = 3
"""Things of a row that show by their equal lengths what the first or last of them has more."""
SHORTEST_SHARED = 2
"""Characters that one of a row must have more than the others to say something for all."""


def _counts_the_listed(sentence: str, mention: _Mention) -> bool:
    """Whether a number only says how many things stand listed right before it: 执法、司法、守法三个环节."""
    listed = re.search(r"[^，。；：]*$", sentence[: mention.start])
    return listed is not None and mention.value > 1 and listed[0].count("、") + 1 == mention.value


def _unit_source(mention: _Mention) -> UnitSource:
    if mention.unit is None:
        return UnitSource.NONE
    if mention.is_in_series:
        return UnitSource.HEADER
    return UnitSource.FORM if mention.zero_thing else UnitSource.PRINTED


def _measure(unit: str | None, before: str) -> Measure:
    if unit in ("个百分点", "百分点"):
        return Measure.GROWTH
    if unit in ("%", "‰", "倍"):
        return Measure.GROWTH if GROWTH.search(CHANGED_TO.sub("", before)) else Measure.SHARE
    return Measure.MONEY if unit and unit.endswith("元") else Measure.COUNT


def _clause(sentence: str, mentions: tuple[_Mention, ...], mention: _Mention) -> tuple[int, int]:
    """The stretch that says what the number counts: from the last stop, or the number before, to the next."""
    before = [one.end for one in mentions if one.end <= mention.start]
    after = [one.start for one in mentions if one.start >= mention.end]
    start = max(_last_stop(sentence, mention.start), _open_bracket(sentence, mention.start))
    if before and before[-1] > start:
        pause = re.search(r"[、，和及与]|以及", sentence[before[-1] : mention.start])
        start = before[-1] + pause.end() if pause else before[-1]
    limit = after[0] if after else len(sentence)
    closing = _closing_bracket(sentence, mention.end) if _open_bracket(sentence, mention.start) else len(sentence)
    stops = [at for at in (sentence.find(stop, mention.end, limit) for stop in HARD_STOPS) if at >= 0]
    end = min((*stops, limit, closing))
    comma = sentence.find("、", mention.end, end)
    if comma >= 0 and end == limit:
        end = comma
    if after and end == limit and mention.unit not in NAMING_UNITS:
        end = mention.end
    return start, end


def _last_stop(sentence: str, before: int) -> int:
    return max((match.end() for match in STOPS.finditer(sentence, 0, before)), default=0)


def _open_bracket(sentence: str, before: int) -> int:
    """Where the bracket that is still open at a position begins to speak; 0 where none is."""
    opened = max(sentence.rfind("（", 0, before), sentence.rfind("(", 0, before))
    closed = max(sentence.rfind("）", 0, before), sentence.rfind(")", 0, before))
    return opened + 1 if opened > closed else 0


def _closing_bracket(sentence: str, after: int) -> int:
    found = [at for at in (sentence.find("）", after), sentence.find(")", after)) if at >= 0]
    return min(found, default=len(sentence))


def _label(sentence: str, start: int, end: int, mention: _Mention) -> str:
    """The clause without its number; where that says too little, the clause before it is put in front."""
    if mention.zero_thing:
        verb = re.sub(r"^(?:未|没有|尚未|无)", "", sentence[mention.start : mention.end])
        return verb + mention.zero_thing.strip()
    head, tail = sentence[start : mention.start].strip(), sentence[mention.end : end].strip()
    label = (head + ("…" if head and tail else "") + tail).strip()
    if len(re.sub(r"\W|[其中共计为达有约了占]", "", label)) < 2:
        label = sentence[_last_stop(sentence, max(start - 1, 0)) : start].lstrip("，,：: ") + label
    elif CHANGED_TO.match(label) and CHANGED_FROM.match(sentence[_last_stop(sentence, start) : start]):
        label = sentence[_last_stop(sentence, start) : start] + label
    return label


def _is_former(sentence: str, mention: _Mention) -> bool:
    """Whether a number is what was before a change: the 610 of 由每人每月610元提高到650元."""
    before = sentence[_last_stop(sentence, mention.start) : mention.start]
    return bool(CHANGED_FROM.match(before) and CHANGED_TO.match(sentence[mention.end :]))


def _context(sentence: str, start: int, label: str, mentions: tuple[_Mention, ...], is_zero: bool) -> str:
    """What narrows a label: the clauses before it in its sentence, but not its neighbours in a list.

    Clauses without a number stay. Of those with one, the head of a list (…137条，其中…) stays, and the clause that a
    label leans on which says too little by itself. The beginning of the number's own clause always does, and before a
    zero in words everything.
    """
    clauses = [match.span() for match in CLAUSES.finditer(sentence[:start])]
    begun = clauses.pop() if clauses and sentence[start - 1] not in HARD_STOPS else None
    counted = [(begin, end) for begin, end in clauses if any(begin <= one.start < end for one in mentions)]
    heads = {span for span, after in pairwise(clauses) if span in counted and sentence[after[0] :].startswith("其中")}
    if clauses and clauses[-1] in counted and sentence[start:].startswith("其中"):
        heads.add(clauses[-1])
    if is_zero:
        heads |= set(counted)
    elif counted and (SHARE_OF.match(label) or len(re.sub(r"\W|截[至止]目前|其中", "", label)) < SELF_CONTAINED):
        long_enough = [span for span in counted if span[1] - span[0] > 2 * SELF_CONTAINED]
        heads |= set(long_enough[-1:])
    kept = [span for span in clauses if span not in counted or span in heads]
    shared = LIST_OPENING.findall(sentence[:start])
    return "".join([*(sentence[begin:end] for begin, end in (*kept, *([begun] if begun else []))), *shared]).strip()


def _leading(printed: str) -> int:
    return len(printed) - len(printed.lstrip())


def _topic(passage: Passage, label: str) -> str:
    """The item of a budget that a paragraph is about, where a label doesn't name it: 2026年预算安排."""
    heading = passage.section[-1] if passage.section else ""
    named = coded_name(heading)
    return named if named and named not in label else ""


def coded_name(words: str) -> str:
    """The innermost name among codes: 行政运行 of “司法（06款）行政运行（01项）”2026年预算数; "" without codes.

    >>> coded_name("公共安全支出（204类）司法（06款）行政运行（01项）"), coded_name("总体情况")
    ('行政运行', '')
    """
    named = re.findall(r"([\u4e00-\u9fff][^（()）]*?)\s*[（(]\d*[类款项][）)]", words)
    return re.sub(r"^[\W\d]+", "", named[-1]) if named else ""


def _subject(context: str, label: str) -> str:
    """What a label belongs to that names no thing (截至目前关注, 统计发布…信息): what the clause before opened."""
    opened = OPENED.search(context)
    return (
        opened[1]
        if opened and len(re.sub(r"\W|截[至止]目前|统计|累计|共|发布|关注", "", label)) < SELF_CONTAINED
        else ""
    )


def _continued(sentence: str, mentions: tuple[_Mention, ...], mention: _Mention, label: str) -> str:
    """What a number goes on with whose label names only another year (上年为): what the number before it counts."""
    before = [one for one in mentions if one.end <= mention.start and one.unit == mention.unit]
    if not ANOTHER_YEAR.fullmatch(label) or not before:
        return ""
    said = _label(sentence, *_clause(sentence, mentions, before[-1]), before[-1])
    return "" if ANOTHER_YEAR.fullmatch(said) else said


def _beside(text: str, sentence_start: int, number_start: int) -> str:
    """The sentence before and this one up to the number, without what follows."""
    before = text[:sentence_start].rstrip("。！？；")
    previous = max(before.rfind(stop) + 1 for stop in "。！？；")
    return text[previous:number_start].strip()


SAID_BESIDE = re.compile(
    rf"[由从]\s*\d{{4}}\s*年[^，；。]*?{CHANGED_TO.pattern}|"
    r"《[^》]*》|(?:比|较|与|同)\s*\d{4}\s*年|[（(][^（）()]*[）)]|\d{4}\s*年(?:为|的|是)[^，；。]*\d[^，；。]*[，；]"
)
"""Years that hold only for what is said beside: in titles, comparisons, brackets, 2021年为1204次, 由2021年9家减到."""


def _period(before: str, up_to: str, report: Report) -> tuple[str | None, bool]:
    """Period and whether it is a sum since an earlier time.

    A year named before the number in its sentence holds; else the report's own. 2020年累计 is the sum of that year.
    """
    own = str(report.year) if report.year else None
    if since := list(SINCE.finditer(before)):
        year, month = since[-1][2], since[-1][3]
        begin = year + (f"-{int(month):02d}" if month else "")
        return (f"{begin}/{own}" if own and year != own else year), True
    if own and (compared := COMPARED_VALUE.search(up_to)):
        return compared[1] or compared[2] or str(int(own) - 1), False
    if own and LAST_YEARS.search(up_to):
        return str(int(own) - 1), False
    named = SAID_BESIDE.sub("", before)
    years, of_a_year = YEAR.findall(named), YEAR.search(AS_OF.sub("", named)) or THIS_YEAR.search(named)
    return years[-1] if years else own, bool(RUNNING_TOTAL.search(before)) and not of_a_year


def _quote(sentence: str, start: int, end: int) -> str:
    """The sentence; of a long one the clauses around the number, cut where … stands."""
    whole = sentence.strip()
    if len(whole) <= LONGEST_QUOTE:
        return whole
    room = (LONGEST_QUOTE - (end - start)) // 2
    left = (
        max((sentence.rfind(stop, 0, max(start - room, 0)) + 1 for stop in "，；。"), default=0) if start > room else 0
    )
    rights = [at + 1 for at in (sentence.find(stop, min(end + room, len(sentence))) for stop in "，；。") if at >= 0]
    right = min(rights, default=len(sentence)) if len(sentence) - end > room else len(sentence)
    return ("…" if left else "") + sentence[left:right].strip() + ("…" if right < len(sentence) else "")
