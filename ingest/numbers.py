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
    "纳克/立方米|兆伏安|千伏安|吉焦|标准箱|标箱|标台|件套|台套|延米|海里|学时|机时|美元|港元|欧元|摄氏度|"
    "航次|列次|门次|户次|款次|头次|只次|羽次|家次|台次|架次|车次|班次|船次|校次|起次|例次|趟次|站次|张次|组次|"
    "个百分点|百分点|平方公里|平方米|立方米|公里|千米|人次|场次|件次|户次|条次|辆次|剂次|批次|册次|人日|部分|个工作日|个月|小时|分钟|课时|"
    "%|％|‰|[万亿]?元|件|条|个|项|次|人|名|位|起|份|篇|期|场|家|户|所|处|部|批|册|张|幅|台|辆|套|间|座|只|亩|吨|"
    "封|类|种|例|宗|对|天|倍|页|字|本|组|支|艘|栋|幢|株|棵|笔|枚|瓶|盒|盏|剂|羽|米"
    r"|(?:(?<=\d)|(?<=\d\s))分(?![之类别局店院公会组管校行社支子])"
    r"|(?:(?<=[\d百千万亿余多])|(?<=[\d百千万亿余多]\s))(?:"
    r"(?<=\.\d)年(?![均度初底末内份])|℃|°C|[TGMP]B(?![A-Za-z])|岁(?![以及至到老的（(])|头(?![部条版])|匹(?!配)|尾(?![矿气号款水部])|群(?![众体防发])|窝|桶|袋"
    r"|捆|盆|榀|丛|趟|秒|克(?![服隆制])|升(?![级至到为降高学值])|具(?![体备有])|架(?![构设空])|床(?!位)"
    r"|款(?![项额])|块|顶(?!部)|把(?![握关控手])|副(?![主局书县市省处科部院校教高总会作])|路(?![公线车段口面])|轮(?![流训岗换船胎])"
    r"|面(?![积向对临试谈貌包粉前])|眼(?![科镜睛底])|孔|口(?![岸径碑罩腔粮号])|门(?![诊店票])|片(?!区)|根(?![据治源本])|层(?![面级次])"
    r"|节(?![日约能目点水气])|档(?!案)|列(?![入为出支举车])|盘(?![活点])|卷|集(?![中体团合市聚约成资])|首(?![次批届先席创要])|段(?!落)|箱(?!体)"
    r"|道(?![路德理])|圈|席(?!位)|(?:[方发单通票则叶股级案注金](?=\W|$)))"
)
"""What is counted in these reports. Longer units stand before their beginnings. 年, 月 and 号 count nothing.

分 is a mark behind digits alone: 十分重要, 三分之一. Words that begin others or are others, too, count only behind
digits, and where the next character doesn't make another word of them: 83.6万头, but not 两头, 3门诊.
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
