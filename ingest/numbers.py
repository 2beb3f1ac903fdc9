"""Printed numerals → exact values: Arabic, full-width and Chinese digits, separators, 万 and 亿 left to the unit."""

import re
import unicodedata
from decimal import Decimal

CHINESE_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
CHINESE_POWERS = {"十": 10, "百": 100, "千": 1000}
CHINESE_NUMERAL = "零〇一二两三四五六七八九十百千"
ARABIC = r"[0-9０-９]+(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]+)?"
UNITS = (
    "微克/立方米|毫克/立方米|毫克/升|平方千米|千瓦时|兆瓦|千瓦|公顷|公斤|千克|分贝|厘米|毫米|毫升|"
    "家次|台次|架次|车次|班次|船次|校次|起次|例次|趟次|站次|张次|组次|"
    "个百分点|百分点|平方公里|平方米|立方米|公里|千米|人次|场次|件次|户次|条次|辆次|剂次|批次|册次|人日|部分|个工作日|个月|小时|分钟|课时|"
    "%|％|‰|[万亿]?元|件|条|个|项|次|人|名|位|起|份|篇|期|场|家|户|所|处|部|批|册|张|幅|台|辆|套|间|座|只|亩|吨|"
    "封|类|种|例|宗|对|天|倍|页|字|本|组|支|艘|栋|幢|株|棵|笔|枚|瓶|盒|盏|剂|羽|米"
    r"|(?:(?<=\d)|(?<=\d\s))分(?![之类别局店院公会组管校行社支子])"
)
"""What is counted in these reports. Longer units stand before their beginnings. 年, 月 and 号 count nothing.

分 is a mark behind digits alone: 十分重要, 三分之一.
"""
SCALE = "[百千万亿]*"

CELL_NUMBER = re.compile(rf"(?P<number>[-－+＋−]?\s*{ARABIC})\s*(?P<unit>{SCALE}(?:{UNITS})|[万亿])?")


def arabic_value(printed: str) -> Decimal:
    """The value of a numeral in Arabic digits.

    >>> arabic_value("1,382,400"), arabic_value("９.５"), arabic_value("−3")
    (Decimal('1382400'), Decimal('9.5'), Decimal('-3'))
    """
    plain = unicodedata.normalize("NFKC", printed).replace(",", "").replace("−", "-").replace(" ", "")
    return Decimal(plain)


def chinese_value(numeral: str) -> Decimal | None:
    """The value of a numeral in Chinese characters below ten thousand; None where it is none.

    >>> [chinese_value(n) for n in ("十一", "两", "二十", "九十六", "一百零五", "二〇二〇")]
    [Decimal('11'), Decimal('2'), Decimal('20'), Decimal('96'), Decimal('105'), Decimal('2020')]
    """
    if not numeral or any(char not in CHINESE_DIGITS and char not in CHINESE_POWERS for char in numeral):
        return None
    if not any(char in CHINESE_POWERS for char in numeral):
        return Decimal("".join(str(CHINESE_DIGITS[char]) for char in numeral))
    total, digit = 0, 0
    for char in numeral:
        if char in CHINESE_DIGITS:
            digit = CHINESE_DIGITS[char]
        else:
            total += (digit or (1 if total == 0 or char == "十" else 0)) * CHINESE_POWERS[char]
            digit = 0
    return Decimal(total + digit)


def cell_number(text: str) -> tuple[Decimal, str | None] | None:
    """Value and unit of a table cell that holds one number and nothing else; None for every other cell.

    >>> cell_number("1382400 元"), cell_number("0"), cell_number("—"), cell_number("第3条")
    ((Decimal('1382400'), '元'), (Decimal('0'), None), None, None)
    """
    match = CELL_NUMBER.fullmatch(text.strip())
    if not match:
        return None
    unit = match["unit"]
    return arabic_value(match["number"]), "%" if unit == "％" else unit
