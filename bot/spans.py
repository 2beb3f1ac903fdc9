"""A question's words → what it asks of several years or bodies: a trend, a difference, the highest; pure."""

import re
from dataclasses import dataclass

from bot.records import Across
from ingest.numbers import chinese_value

NUMBER = r"[一二两三四五六七八九十]|\d{1,2}"
ENGLISH_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
RANGE = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s*年?\s*(?:[-—–~～至到]|to|through|until|thru|and)\s*((?:19|20)\d{2})(?!\d)"
)
"""2021年到2023年, 2019-2021; with and only behind between."""
BETWEEN = re.compile(r"\bbetween\b|\bfrom\b|[-—–~～至到]|\bto\b|\bthrough\b|\bthru\b")
LAST_YEARS = re.compile(
    rf"(?:最?近|过去|这)\s*({NUMBER})\s*(?:个)?年(?!前)"
    rf"|(?:last|past|latest|recent|these) (two|three|four|five|six|\d) (?:[a-z]+ )?(?:years|annual reports|reports)"
)
EVERY_YEAR = re.compile(
    r"历年|历次|逐年|每一?年|各年度?|年年|这些年|这几年|近几年|近年来?|一年年|历史(?:上|数据)?"
    r"|\b(?:each|every) (?:single )?year\b|year by year|year[- ]to[- ]year|over (?:the|all|these) (?:[a-z]+ )?years|\bby year\b|per year\b|\ball (?:the )?years\b|through the years|\bannually\b"
    r"|across (?:all )?(?:the )?years|any (?:single )?year"
)
TREND = re.compile(
    r"趋势|走势|变化|怎么变|如何变|\btrend|evolv|\bdevelop|chang(?:e|ed|ing)? (?:over|from|between)|track\b"
)
COMPARED = re.compile(r"相比|相较|对比|比较|比起来|相对于|\bvs\b|versus|\bcompar")
DIFFERENCE = re.compile(
    r"多(?:了|出)?(?:多少|几)|少(?:了)?(?:多少|几)|高(?:了|出)?(?:多少|几)|低(?:了)?(?:多少|几)|相差|差(?:了)?(?:多少|几)|差距|差额|差值"
    r"|增加(?:了)?(?:多少|几)|减少(?:了)?(?:多少|几)|增减(?:了)?(?:多少|几)"
    r"|\bdifference\b|how (?:many|much) (?:more|fewer|less|higher|lower)|by how (?:many|much)|\bgap\b"
    r"|how (?:many|much)[^?]*?\b(?:more|fewer|less)\b[^?]*?\bthan\b"
    r"|how (?:many|much)[^?]*?\b(?:rise|rose|fall|fell|drop(?:ped)?|increase[d]?|decrease[d]?|grow|grew|go up|go down|went up|went down|change[d]?)\b"
)
GROWTH = re.compile(
    r"增长率|增幅|涨幅|降幅|增速|跌幅|百分之(?:几|多少)|几个?百分|百分比|增长(?:了)?多少|下降(?:了)?多少|涨(?:了)?(?:多少|几成)|降(?:了)?(?:多少|几成)|(?:增|减|涨|降)(?:了)?几成"
    r"|per ?cent|percentage|growth rate|rate of (?:growth|increase|change|decline)|what rate|\bgrowth\b|%"
)
SUM = re.compile(
    r"合计|总共|一共|共计|共有|累计|加起来|总和|加在一(?:块|起|块儿)|合起来|加总|之和|总计|拢共|\btotal\b|altogether|combined|\bin all\b|\bsum\b|together|\badd(?:ed)? up|overall|\bcumulative"
)
HIGHEST = re.compile(
    r"最多|最高|最大|第一(?!人民|条|批)|居首|榜首|更多|更高|更大|\bmost\b|highest|largest|biggest|greatest|\btop\b|\bpeak|\bmore\b|\bhigher\b|\blarger\b|record high|\bmax"
)
LOWEST = re.compile(
    r"最少|最低|最小|垫底|更少|更低|fewest|lowest|\bleast\b|smallest|\bfewer\b|\bless\b|\bmin(?:imum)?\b"
)
RANKED = re.compile(
    r"排名|排行|排个?序|排一下|从[高多大]到[低少小]|由[高多大]到[低少小]|名次|\brank|\border(?:ed)?\b|league table|\bsort"
)
WHICH_BODY = re.compile(
    r"哪一?[个家些]?(?:单位|部门|机关|机构|局|委|政府|区|县|市|家)|哪家|各(?:个)?(?:单位|部门|局|县|区|机关|家)|(?:几|这些|所有|全部)(?:个|家)(?:单位|部门|局|机关)|谁"
    r"|\b(?:which|what) (?:[a-z]+ )?(?:bureau|body|bodies|department|agency|agencies|office|government|authority|authorities|organi[sz]ation|county|district|one)s?\b"
    r"|\b(?:across|among|of|between) (?:all )?(?:the )?(?:[a-z]+ ){0,2}(?:bureaus|bureaux|bodies|departments|agencies|offices)\b|\bwho\b|each (?:bureau|body|department|agency)|\b(?:all|every) (?:the )?(?:bureau|body|bodies|department|agenc)"
)
WHICH_YEAR = re.compile(
    r"哪一?[个]?年|(?:which|what) (?:[a-z]+ )?year|\bwhen\b[^?]*\b(?:most|peak|highest|lowest|fewest)"
)
YEAR_BEFORE = re.compile(
    r"比(?:上|前)一?年度?|较上一?年度?|比去年|较去年|与上一?年|同上一?年|跟上一?年|和上一?年|比头年|比前一年"
    r"|(?:than|from|over|on|against|with|to) (?:the )?(?:year before|previous year|prior year|preceding year|last year)|year[- ]on[- ]year|year[- ]over[- ]year"
)
SHARE = (
    re.compile(
        r"(?P<part>[^，。？?,]{2,30}?)(?:占了?|在)(?P<whole>[^，。？?,]{2,30}?)(?:的|里|中|当中)?(?:里?(?:占|的))?(?:比例|比重|百分比|百分之几|百分之多少|几成|份额|多大比例|多少比例|占比)"
    ),
    re.compile(
        r"(?P<whole>[^，。？?,]{2,30}?)(?:中|里|里面|当中|之中)[，,]?(?P<part>[^，。？?,]{2,30}?)(?:的)?(?:占比|占了?(?:百分之)?(?:多少|几)(?:比例|成)?|占多大比例|所占(?:的)?比[例重])"
    ),
    re.compile(
        r"(?:share|percentage|proportion|fraction|per ?cent) of (?:all |the |its |their )?(?P<whole>[^?,]{3,70}?) (?:was|were|is|are|came|come|did|had|has|have|made|went|accounted)(?: up| for)?(?: from| by| to)? (?P<part>[^?]{3,70}?)(?:\?|$)"
    ),
    re.compile(
        r"(?:share|percentage|proportion|fraction|per ?cent) (?:did|do|does|was|were) (?P<part>[^?,]{3,60}?) (?:make up|account for|represent|form)(?: of)? (?:all |the )?(?P<whole>[^?]{3,60}?)(?:\?|$)"
    ),
)
WORDS = re.compile(
    "|".join(
        pattern.pattern
        for pattern in (
            LAST_YEARS,
            EVERY_YEAR,
            TREND,
            COMPARED,
            DIFFERENCE,
            GROWTH,
            SUM,
            HIGHEST,
            LOWEST,
            RANKED,
            WHICH_BODY,
            WHICH_YEAR,
            YEAR_BEFORE,
        )
    )
    + r"|分别|各是|各有|情况如何|如何|怎么样|之间|期间|有什么|两年|三年|四年|五年|增长|下降|增加|减少|上升|变动|提高|差别"
    + r"|\b(?:between|from|in each of|respectively|both|two|three|four|five|years?|rise|rose|fall|fell|drop(?:ped)?|increased?|decreased?|grow|grew|went|up|down|figures?|numbers?|amount(?:ed)?|versus)\b"
)
"""What says only how several figures are looked at, not what they count."""


@dataclass(frozen=True, slots=True)
class Span:
    """Over what a question looks, and how."""

    across: Across | None
    over_bodies: bool
    """True where bodies are compared, False where years are"""
    last_years: int | None
    """how many of the newest years; 0 for every year that is held; None where years are named"""
    year_before: bool
    """True where a year is compared with the one before it"""


def asked_span(plain: str, years: tuple[int, ...], bodies: int) -> Span:
    """What a normalised question asks of several years or bodies; its `across` is None where it asks for one figure."""
    last = _last_years(plain)
    before = bool(YEAR_BEFORE.search(plain)) and len(years) == 1
    over_bodies = bodies > 1 or bool(
        WHICH_BODY.search(plain)
        and (
            _superlative(plain)
            or RANKED.search(plain)
            or SUM.search(plain)
            or "各" in plain
            or "each" in plain
            or "all" in plain
        )
    )
    over_years = len(years) > 1 or last is not None or before or bool(WHICH_YEAR.search(plain) and _superlative(plain))
    if not over_bodies and not over_years:
        return Span(None, False, None, False)
    if over_years and not over_bodies and len(years) < 2 and last is None and not before:
        last = 0
    count = bodies if over_bodies else (len(years) if len(years) > 1 else last or 2)
    return Span(_operation(plain, over_bodies, count), over_bodies, last, before)


def _superlative(plain: str) -> Across | None:
    if LOWEST.search(plain):
        return Across.LOWEST
    return Across.HIGHEST if HIGHEST.search(plain) else None


def _operation(plain: str, over_bodies: bool, count: int) -> Across:
    two = count == len(("one", "other"))
    if DIFFERENCE.search(plain) and (two or not over_bodies) and not GROWTH.search(plain):
        return Across.DIFFERENCE
    if (over_bodies and (WHICH_BODY.search(plain) or not two)) or WHICH_YEAR.search(plain):
        if best := _superlative(plain):
            return best
        if RANKED.search(plain):
            return Across.HIGHEST
    if over_bodies and (best := _superlative(plain)) and not DIFFERENCE.search(plain):
        return best
    if GROWTH.search(plain) and not over_bodies:
        return Across.GROWTH
    if DIFFERENCE.search(plain):
        return Across.DIFFERENCE
    if SUM.search(plain) and not TREND.search(plain) and not COMPARED.search(plain):
        return Across.SUM
    return Across.TREND


def _last_years(plain: str) -> int | None:
    if match := LAST_YEARS.search(plain):
        said = match[1] or match[2]
        if said in ENGLISH_NUMBERS:
            return ENGLISH_NUMBERS[said]
        return int(said) if said.isdigit() else int(chinese_value(said) or 0)
    return 0 if EVERY_YEAR.search(plain) else None


def years_between(plain: str, years: tuple[int, ...]) -> tuple[int, ...]:
    """The years that are named, those between the ends of a range too."""
    every = dict.fromkeys(years)
    for match in RANGE.finditer(plain):
        first, last = int(match[1]), int(match[2])
        if BETWEEN.search(plain[max(0, match.start() - 12) : match.end()]) and 0 < last - first <= LONGEST_RANGE:
            joined = "和" in match[0] or " and " in match[0]
            every |= dict.fromkeys(
                range(first, last + 1) if not joined or (last - first > 1 and TREND.search(plain)) else ()
            )
    return tuple(sorted(every)) if len(every) > len(years) else years


LONGEST_RANGE = 30


def part_and_whole(plain: str) -> tuple[str, str] | None:
    """Of what the share is asked, and in what."""
    for pattern in SHARE:
        if match := pattern.search(plain):
            part, whole = (
                re.sub(r"^(?:请问|问一下)?(?:\d{4}年)?", "", match[name]).strip() for name in ("part", "whole")
            )
            if part and whole:
                return part, whole
    return None


def without_span(plain: str) -> str:
    """A question without the words that say only how several figures are looked at."""
    return WORDS.sub(" ", plain)
