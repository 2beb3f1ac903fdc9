"""A question's words → what it asks of several years or bodies: a trend, a difference, the highest; pure."""

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files

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
PATTERNS = {
    name: re.compile("|".join(pieces))
    for name, pieces in tomllib.loads((files("bot") / "spans.toml").read_text("utf-8")).items()
}
EVERY_YEAR, TREND, COMPARED, DIFFERENCE = (PATTERNS[one] for one in ("every_year", "trend", "compared", "difference"))
GROWTH, SUM, HIGHEST, LOWEST = (PATTERNS[one] for one in ("growth", "sum", "highest", "lowest"))
RANKED, WHICH_BODY, WHICH_YEAR = (PATTERNS[one] for one in ("ranked", "which_body", "which_year"))
YEAR_BEFORE = PATTERNS["year_before"]
EACH = re.compile(r"各|\beach\b|\bevery\b|\ball\b")
MORE_THAN = re.compile(r"比\S{2,24}?[多少高低]\S{0,4}?(?:多少|几)")
"""比民政局多收到多少件"""
SHARE = (
    re.compile(
        r"(?P<part>[^，。？?,]{2,30}?)(?:占了?|在)(?P<whole>[^，。？?,]{2,30}?)(?:的|里|中|当中)?(?:里?(?:占|的))?"
        r"(?:比例|比重|百分比|百分之几|百分之多少|几成|份额|多大比例|多少比例|占比)"
    ),
    re.compile(
        r"(?P<whole>[^，。？?,]{2,30}?)(?:中|里|里面|当中|之中)[，,]?(?P<part>[^，。？?,]{2,30}?)(?:的)?"
        r"(?:占比|占了?(?:百分之)?(?:多少|几)(?:比例|成)?|占多大比例|所占(?:的)?比[例重])"
    ),
    re.compile(
        r"(?:share|percentage|proportion|fraction|per ?cent) of (?:all |the |its |their )?(?P<whole>[^?,]{3,70}?) "
        r"(?:was|were|is|are|came|come|did|had|has|have|made|went|accounted)(?: up| for)?(?: from| by| to)? "
        r"(?P<part>[^?]{3,70}?)(?:\?|$)"
    ),
    re.compile(
        r"\bof (?:all |the )?(?P<whole>[^?,]{3,80}?),? "
        r"what (?:share|percentage|proportion|fraction|per ?cent)(?: of them)? "
        r"(?:was|were|is|are|came|come|had|have|went)(?: from| by| to)? (?P<part>[^?]{3,80}?)(?:\?|$)"
    ),
    re.compile(
        r"(?:share|percentage|proportion|fraction|per ?cent) (?:did|do|does|was|were) (?P<part>[^?,]{3,60}?) "
        r"(?:make up|account for|represent|form)(?: of)? (?:all |the )?(?P<whole>[^?]{3,60}?)(?:\?|$)"
    ),
)
LEADS_IN = re.compile(r"^(?:请问|问一下)?(?:\d{4}年)?|^\d{4} |,? in per ?cent$|,? as a percentage$")
WORDS = re.compile("|".join([LAST_YEARS.pattern, *(pattern.pattern for pattern in PATTERNS.values())]))
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
    of_all = _superlative(plain) or any(pattern.search(plain) for pattern in (RANKED, SUM, EACH))
    over_bodies = bodies > 1 or bool(WHICH_BODY.search(plain) and of_all)
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
    """What is done with the figures, by the first of these that the words say."""
    asks_which = bool((over_bodies and (WHICH_BODY.search(plain) or count > TWO)) or WHICH_YEAR.search(plain))
    by_how_much = bool(DIFFERENCE.search(plain) or MORE_THAN.search(plain))
    best = _superlative(plain)
    said = (
        (by_how_much and (count == TWO or not over_bodies) and not GROWTH.search(plain), Across.DIFFERENCE),
        (best is not None and (asks_which or (over_bodies and not by_how_much)), best),
        (asks_which and RANKED.search(plain), Across.HIGHEST),
        (GROWTH.search(plain) and not over_bodies, Across.GROWTH),
        (by_how_much, Across.DIFFERENCE),
        (SUM.search(plain) and not TREND.search(plain) and not COMPARED.search(plain), Across.SUM),
    )
    return next((operation for holds, operation in said if holds and operation), Across.TREND)


TWO = 2


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
            every |= dict.fromkeys(range(first, last + 1))
    return tuple(sorted(every)) if len(every) > len(years) else years


LONGEST_RANGE = 30


def part_and_whole(plain: str) -> tuple[str, str] | None:
    """Of what the share is asked, and in what."""
    for pattern in SHARE:
        if match := pattern.search(plain):
            part, whole = (LEADS_IN.sub("", match[name]).strip() for name in ("part", "whole"))
            if part and whole:
                return part, whole
    return None


def looks_over(plain: str) -> bool:
    """Whether a question says itself that it looks at several figures: 趋势, 相比, 历年."""
    return any(pattern.search(plain) for pattern in (TREND, COMPARED, EVERY_YEAR, LAST_YEARS, HIGHEST, LOWEST))


def without_span(plain: str) -> str:
    """A question without the words that say only how several figures are looked at."""
    return WORDS.sub(" ", plain)
