"""A question's words → the years that it names, and the question without them; pure."""

import re
from collections.abc import Iterator
from datetime import date

from ingest.numbers import chinese_value

DIGITS = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=\s*年|(?!\d))")
IN_CHINESE = re.compile(r"([一二][〇零一二三四五六七八九]{3})(?=年)")
NOT_THE_FORMS = r"(?!结转|度结转|末|同期)"
"""上年结转 is a row of the form, no year that is asked for."""
RELATIVE = (
    (re.compile(r"大前年|[三3]年前|three years ago"), -3),
    (re.compile(r"(?<!大)前年|去年的?[前上]一年|[两2]年前|\b(?:the )?year before last\b|two years ago"), -2),
    (
        re.compile(
            rf"去年{NOT_THE_FORMS}|(?<![比较与同])上一?年度{NOT_THE_FORMS}"
            r"|(?<!the )(?<!before )\blast year\b(?! count)"
        ),
        -1,
    ),
    (re.compile(r"今年|this year"), 0),
)
"""Years counted from the clock."""
BEFORE_A_YEAR = re.compile(
    r"(?:19|20)\d{2}\s*年?(?:度)?(?:的)?(?:前一年|上一年度?(?!结转))"
    r"|\b(?:the )?year (?:before|prior to|preceding) (?:19|20)\d{2}\b"
)
"""The year before one that is named: 2021年的前一年."""
OF_THE_FORM = re.compile(
    r"this year['’]?s (?:increase|decrease|change)"
    r"|(?:\bnew\b|newly|increase or decrease|change|made public|disclosed|issued|produced)[^.?!]{0,60}?this year"
)
"""The forms' own 本年 in English: the report's year, not the one of the clock."""


SHORTENED = re.compile(r"(?<![a-z.\d近约满前后共第末零一二三四五六七八九十])([12]\d)(?=年(?![来前后内间多以限期]))")
"""21年 for 2021年; 近10年 and 15年来 say how long."""
SINCE = re.compile(
    r"(?:自|从|打)?\s*((?:19|20)\d{2})\s*年?(?:\d{1,2}月)?(?:份)?(?:算起|以来|起(?!诉)|开始|至今|到现在|到目前)"
    r"|\bsince (?:[a-z]+ )?((?:19|20)\d{2})\b|\bfrom ((?:19|20)\d{2}) (?:onwards?|on|until now|to date)\b"
)
"""2021年以来: from then on, whichever year's report says it."""
NAMED_REPORT = re.compile(
    r"((?:19|20)\d{2})\s*年?(?:度)?的?(?:年报|年度报告|工作报告|报告|预算|决算)(?:里|中|上|书)"
    r"|\b(?:the )?((?:19|20)\d{2}) (?:annual )?report (?:says?|state[sd]?|gives?|puts?|quotes?)"
)
"""The report of one year, in which another year's figure is looked for."""


DENIED = re.compile(
    r"[,，。;；（(]?(?<!是)(?:我?(?:要|问|想问|说)的?)?(?:而?(?:不是|不要|并非)|别(?:给|说|用))"
    r"(?:(?:19|20)\d{2}\s*年?|今年|去年|前年|上年|上一年)(?:度)?的?(?:那个|数字?|数据)?(?=[,，。;；：:?？!！）)]|$)"
    r"|,? ?\bnot (?:the )?(?:(?:19|20)\d{2}|(?:this|last) year)(?:['’]?s)?(?: (?:one|figure|number))?(?=[,.;?!)]|$)"
)
"""A year that is said not to be meant: 不是今年的, not 2023."""


def without_denied(plain: str) -> str:
    """The question without the years of which it is not asked; the question as it is where no other is left.

    >>> without_denied("2022年预算是多少?不是今年的"), without_denied("how many in 2022, not 2023?")
    ('2022年预算是多少?', 'how many in 2022?')
    >>> without_denied("是不是2023年的"), without_denied("不是今年的")
    ('是不是2023年的', '不是今年的')
    """
    rest = DENIED.sub("", plain)
    return rest if DIGITS.search(rest) or any(pattern.search(rest) for pattern, _ in RELATIVE) else plain


def with_whole_years(plain: str) -> str:
    """Years of two digits with all four.

    >>> with_whole_years("21年收到几件"), with_whole_years("近10年共15年来"), with_whole_years("pm10年均")
    ('2021年收到几件', '近10年共15年来', 'pm10年均')
    """
    return SHORTENED.sub(r"20\1", plain)


def asked_since(plain: str) -> int | None:
    """The year from which a sum is asked for.

    >>> asked_since("从2021年算起累计新改建多少公里"), asked_since("2021年多少公里")
    (2021, None)
    """
    match = SINCE.search(plain)
    return int(match[1] or match[2] or match[3]) if match else None


VERBS_TOO = r"(?<!in )(?<!of )(?<!during )(?<!for )(?<!early )(?<!late )(?<!since )(?:may|march)\b(?! (?:19|20)\d{2})"
"""May and March are words of other meanings unless something says that a month is meant."""
MONTHS = "january february march april may june july august september october november december".split()
PART = re.compile(
    r"(?P<half>[上下]半年)|第?(?P<quarter>[一二三四1-4])季度|(?<![\d年至])(?P<alone>1[0-2]|[1-9])月(?:份)?(?!\s*\d+\s*日|底|末)"
    r"|(?<=年)\s*(?P<month>1[0-2]|0?[1-9])月(?:份)?(?!\s*\d+\s*日|底|末)"
    r"|(?<![\u4e00-\u9fff十])(?P<han>十[一二]?|[一二三四五六七八九])月(?:份)?(?!\s*[一二三四五六七八九十]+\s*[日号]|底|末)"
    r"|(?<=年)(?P<han_behind>十[一二]?|[一二三四五六七八九])月(?:份)?(?!\s*[一二三四五六七八九十]+\s*[日号]|底|末)"
    rf"|\b(?!{VERBS_TOO})(?P<name>{'|'.join(MONTHS)})\b(?! \d{{1,2}}(?:st|nd|rd|th)?\b(?!\d))"
    r"|\b(?P<nth>first|second|third|fourth|last) (?P<unit>quarter|half)\b|\bq(?P<q>[1-4])\b"
)
"""A part of a year: a month, a quarter, a half; no day, and no month from which or up to which something counts."""
UP_TO = re.compile(
    r"截[至止][^，。？?]{0,14}[日底末月]|as of [a-z]+ ?\d*|(?:by|until|end of|as at) (?:the end of )?[a-z]+"
)
NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 2}


def part_of_year(plain: str) -> tuple[str, ...]:
    """The words by which reports print the part of a year that is asked for; empty where the whole year is.

    >>> part_of_year("2023年第一季度收到几件"), part_of_year("in march 2020"), part_of_year("2020年12月31日")
    (('一季度', '1季度', '第一季度'), ('3月', '三月', '03月'), ())
    >>> part_of_year("how many may be refused"), part_of_year("cases in may")
    ((), ('5月', '五月', '05月'))
    >>> part_of_year("三月份办了多少法援"), part_of_year("2020年十二月几件")
    (('3月', '三月', '03月'), ('12月', '十二月', '12月'))
    """
    match = PART.search(SINCE.sub(" ", UP_TO.sub(" ", plain)))
    if match is None:
        return ()
    if match["half"] or match["unit"] == "half":
        first = match["half"] == "上半年" or match["nth"] == "first"
        return ("上半年",) if first else ("下半年",)
    if quarter := match["quarter"] or match["q"] or (match["unit"] and str(NTH[match["nth"]])):
        number = "一二三四".find(quarter) + 1 or int(quarter)
        return (f"{CHINESE[number]}季度", f"{number}季度", f"第{CHINESE[number]}季度")
    if han := match["han"] or match["han_behind"]:
        month = CHINESE.index(han)
    else:
        month = int(match["alone"] or match["month"] or MONTHS.index(match["name"]) + 1)
    return (f"{month}月", f"{CHINESE[month]}月", f"{month:02d}月")


CHINESE = ["", *"一二三四五六七八九十", "十一", "十二"]


def report_year(plain: str) -> int | None:
    """The year whose report is named as the place to look.

    >>> report_year("2022年的年报里写的2021年执法检查是多少次"), report_year("2022年报告几件")
    (2022, None)
    """
    match = NAMED_REPORT.search(plain)
    return int(match[1] or match[2]) if match else None


def asked_years(plain: str, today: date) -> tuple[int, ...]:
    """The years that are named; relative ones (去年) are counted from today.

    >>> asked_years("前年和2024年", date(2025, 3, 1)), asked_years("2021年的前一年", date(2025, 3, 1))
    ((2024, 2023), (2020,))
    """
    before = [int(re.sub(r"\D", "", match[0])) - 1 for match in BEFORE_A_YEAR.finditer(plain)]
    rest = SINCE.sub(" ", OF_THE_FORM.sub(" ", BEFORE_A_YEAR.sub(" ", plain)))
    named = [int(year) for year in DIGITS.findall(rest)]
    named += [int(chinese_value(year) or 0) for year in IN_CHINESE.findall(rest)]
    return tuple(dict.fromkeys([*before, *named, *_relative(rest, today)]))


def _relative(plain: str, today: date) -> Iterator[int]:
    for pattern, step in RELATIVE:
        if pattern.search(plain):
            yield today.year + step
            plain = pattern.sub(" ", plain)


def without_years(plain: str) -> str:
    """The question without the years it names.

    >>> without_years("前年交通局的行政处罚"), without_years("2021年上年结转几件")
    (' 交通局的行政处罚', ' 上年结转几件')
    """
    plain = SINCE.sub(" ", BEFORE_A_YEAR.sub(" ", plain))
    plain = DIGITS.sub(" ", re.sub(r"(?:19|20)\d{2}\s*年(?:度)?", " ", plain))
    plain = re.sub(rf"{IN_CHINESE.pattern}年(?:度)?", " ", plain)
    for pattern, _ in RELATIVE:
        plain = pattern.sub(" ", plain)
    return plain
