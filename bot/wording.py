"""Every sentence that people read in an answer, Chinese and English side by side."""

from dataclasses import dataclass

from bot.records import Language


@dataclass(frozen=True, slots=True)
class Saying:
    """One sentence in both languages; {names} are filled from typed fields only."""

    zh: str
    en: str

    def in_language(self, language: Language, **fields: str) -> str:
        """The sentence with its fields filled."""
        return (self.zh if language is Language.CHINESE else self.en).format(**fields)


NOT_STATED = Saying("手头的报告里没有写到这一项。", "The reports held here do not state this.")
NOT_SURE = Saying(
    "手头的报告里没有找到能确定回答这个问题的内容，但写到了相近的。",
    "Nothing in the reports held here surely answers this, though they state something near it.",
)
ASK_INSTEAD = Saying("您可以这样问：", "You could ask:")
REST_NOT_STATED = Saying(
    "问到的其余各项，手头的报告里没有写到。", "The reports held here do not state the rest of what was asked."
)
OTHER_YEAR = Saying(
    "没有{years}年的报告，其他年份的数字不能代替。",
    "No report for {years} is held; another year's figure is no answer.",
)
OTHER_BODY = Saying("没有“{body}”的报告。", "No report of “{body}” is held.")
NO_TERMS = Saying(
    "请用一句话问报告里的内容，例如：2020年法律援助案件有多少件？",
    "Please ask about the content of the reports in one sentence, for example: how many legal-aid cases in 2020?",
)
ORDERS_REFUSED = Saying(
    "我只回答已公开报告里的内容，不接受别的指令。",
    "I only answer from disclosed reports and take no other instructions.",
)
OUTSIDE = Saying(
    "这不是已公开报告里的内容，我回答不了。",
    "This is not something that the disclosed reports cover, so I can't answer it.",
)
HELD = Saying("手头的报告：{reports}。", "Reports held: {reports}.")
ASK_THEM = Saying(
    "可以依申请公开向该机关提出申请；报告所印联系方式：{contact}。",
    "You can file a disclosure request with the body; contact printed in its report: {contact}.",
)
LEGAL_HOTLINE = Saying(
    "需要法律咨询可拨打 12348 公共法律服务热线。", "For legal advice, call the public legal-service line 12348."
)
WHICH_BODY = Saying(
    "有几个机关的报告可以回答，您问的是哪一个？", "Reports of several bodies could answer this. Which one do you mean?"
)
WHICH_YEAR = Saying(
    "有几个年份的报告可以回答，您问的是哪一年？", "Reports of several years could answer this. Which year do you mean?"
)
WHICH_THING = Saying("报告里有几项都符合，您问的是哪一项？", "Several things in the report fit. Which one do you mean?")
TWO_VALUES = Saying("报告里印有不同的数：", "The report prints different values: ")
PARTS_DENY = Saying("报告印的总数与所列各项之和不一致：", "The printed total and the sum of its listed parts differ: ")
SUM_OF_PARTS = Saying("所列各项之和为", "the listed parts add up to ")
TEXT_AND_TABLE_DIFFER = Saying("报告正文与表中所印不一致：", "The report's text and its table differ: ")
TABLE_GIVES = Saying("按表中各数为", "from the table's figures: ")
TOTAL_BESIDE = Saying("注意：同处所印总数为", "Note: the total printed there is ")
RELATION_FAILS = Saying(
    "注意：报告自己的勾稽关系在这里不成立：", "Note: a relation that the form itself states doesn't hold here: "
)
PARTS_DIFFER = Saying(
    "注意：报告所印的总数与所列各项之和不符：", "Note: the printed total isn't the sum of the parts listed with it: "
)
FROM_ITS_FIGURES = Saying("注意：按报告所印的 ", "Note: from the figures that the report prints, ")
COMPUTED_AS = Saying(" 计算为 ", " it comes to ")
SAME_FOR_TWO_PERIODS = Saying(
    "注意：报告把同一个数既印作本年数，又印作历年累计数，两者不会都对。另一处：",
    "Note: the report prints the same number for the year and for all years since an earlier one; "
    "both can't be right. The other place: ",
)
OTHER_PLACE = Saying("注意：另一处所印：", "Note: printed elsewhere: ")
OTHER_YEAR_IN_WORDS = Saying("注意：原文的年份可能有误：", "Note: the year in the original may be a slip: ")
OTHER_PERIOD = Saying("另有一处按别的期间统计：", "Worded for another period: ")
SUPPORTS = Saying("按报告所列，", "By the report's own figures, ")
AS_PRINTED = Saying("（原文为约数）", " (approximate, as printed)")
IN_PERIOD = Saying("{period}年，", "{period}: ")
RISES_BY = Saying("后者比前者多 ", "the later one is more by ")
FALLS_BY = Saying("后者比前者少 ", "the later one is less by ")
THE_SAME = Saying("两者相同。", "Both are the same.")
GROWTH_RATE = Saying("增减幅度为 ", "change: ")
SHARE_OF = Saying("前者占后者的 ", "the first is this share of the second: ")
RANKED_BY_VALUE = Saying("按所印数排列：", "In the order of the printed figures: ")
PRINTED_THERE = Saying("报告所印：", "Printed: ")
NOT_HELD_FOR = Saying("没有以下年份或单位的报告：", "No report is held for: ")
NOT_STATED_IN = Saying("报告里没有写到这一项：", "The report doesn't state it for: ")
NOT_IN_EDITION = Saying("当年的表式没有这一项：", "That edition of the form has no such row or column: ")
OTHER_UNITS = Saying("各处所用单位不同，不能放在一起计算。", "The units differ, so the figures can't be put together.")
OTHER_SCOPES = Saying(
    "各处统计的范围或事项不同，不能放在一起计算。", "They don't count the same thing, so they can't be put together."
)
APPROXIMATE_OPERAND = Saying(
    "其中有约数，算不出确数。", "One of the figures is approximate, so no exact result follows."
)
GROWS_FROM_NOTHING = Saying(
    "前一个数是 0，没有增减幅度可言。", "The earlier figure is 0, so there is no rate of change."
)
DIFFERENCE = Saying("相差 ", "difference: ")
SUM = Saying("合计 ", "together: ")
REPLACED = Saying(
    "此报告已更正重发；更正前的《{title}》（{file}）仍可查阅，不用于回答。",
    "This report was issued again; the one before, {title} ({file}), is still held but doesn't answer.",
)
TOO_LONG = Saying("问题太长，只看了前面一部分。", "The question is too long; only its beginning was read.")
FAILED = Saying(
    "出了点问题，这个问题没能答上来，请稍后再试。",
    "Something went wrong and this question was not answered. Please try again later.",
)

UNITS_IN_ENGLISH = {
    "件": "items", "条": "items", "次": "times", "人": "people", "名": "people", "份": "copies", "个": "units", "项": "items",
    "场": "sessions", "场次": "sessions", "起": "cases", "%": "per cent", "元": "yuan", "万元": "10,000 yuan", "亿元": "100 million yuan",
    "类": "kinds", "种": "kinds", "家": "units", "辆": "vehicles", "部分": "parts", "人次": "person-times", "户": "households", "篇": "articles",
    "分": "points",
}  # fmt: skip
PIECES_IN_ENGLISH = (
    ("案", "cases"),
    ("复议", "cases"),
    ("诉讼", "cases"),
    ("起诉", "cases"),
    ("申请", "requests"),
    ("文件", "documents"),
)
"""件 counts many things; what the label names says which."""
SCALES = {"万": 10_000, "亿": 100_000_000, "百万": 1_000_000, "千": 1_000}

SEPARATORS = (
    "",
    " ",
    "：",
    ": ",
    "，",
    "；",
    "; ",
    "。",
    ".",
    ". ",
    "，即 ",
    " (",
    "). ",
    ", ",
    "、",
    " – ",
    " … ",
    " = ",
    " ≠ ",
    " + ",
)
FIXED_WORDS = frozenset(SEPARATORS) | frozenset(
    words for saying in list(globals().values()) if isinstance(saying, Saying) for words in (saying.zh, saying.en)
)
"""All that a statement may say besides what it copies and what stands in typed fields."""
