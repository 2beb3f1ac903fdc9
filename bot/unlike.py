"""What a question asks of a thing and what a figure says of it: which two are never taken for each other; pure.

How many there are and how many are new, what was budgeted and what was spent, how much there is and how it changed,
what each gets and what all get, what is now and what was before.
"""

import re

from bot.records import Question
from ingest.records import Figure, Measure, Report, ReportKind


def is_unlike(question: Question, figure: Figure, report: Report) -> bool:
    """Whether a figure is no candidate at all, however well its words fit."""
    return (
        _mixes_budget_and_accounts(question, figure, report)
        or _is_change(question, figure)
        or _is_for_all(question, figure)
    )


def mixes_stock_and_flow(question: Question, figure: Figure) -> bool:
    """Whether a question asks how many there are and a figure says how many are new, or the other way round.

    A form's own 本年新收 is what people mean by 收到.
    """
    if figure.key is not None or figure.measure is not Measure.COUNT:
        return False
    label = figure.label if figure.sentence else "".join((*figure.row[-1:], *figure.column[-1:]))
    if NEW.search(label):
        if AT_THE_END.search(question.text) and "新" not in question.text:
            return True
        return bool(STOCK_ASKED.search(question.text)) and not NEW_ASKED.search(question.text)
    return bool(STOCK.search(label)) and bool(NEW_ASKED.search(question.text)) and not STOCK.search(question.text)


NEW = re.compile(
    r"新(?:增|建|设|登记|开|改建|办|招|发展|注册|成立|签|装|添|购|投放|组建|认定|评|培育|引进|入|生|收|能源)(?<!新能源)(?<!新生)"
)
"""What is added in a year: 新建村卫生室8所."""
NEW_ASKED = re.compile(
    r"新|增[加设添]|多了|添了|\b(?:new|newly|added|adds?|additional|opened|built|build|set up|registered|hired)\b",
    re.IGNORECASE,
)
STOCK = re.compile(r"现有|实有|共有|拥有|保有|在册|存量|总数|年末|年底|末有")
STOCK_ASKED = re.compile(
    rf"{STOCK.pattern}|一共|总共|现在|目前|眼下|如今"
    r"|\bare there\b|\bin (?:total|all)\b|\btotal number\b|\bby now\b|\b(?:have|has|currently|altogether)\b",
    re.IGNORECASE,
)
"""How many there are is asked: 一共有多少所."""
AT_THE_END = re.compile(r"年末|年底|月底|\b(?:at|by) the end of\b|\bend of (?:the )?year\b", re.IGNORECASE)
"""What there is at the end of a year isn't what came in it."""


def _mixes_budget_and_accounts(question: Question, figure: Figure, report: Report) -> bool:
    """Whether a budgeted amount is asked for and final accounts say what was spent, or the other way round."""
    budgeted, spent = BUDGETED.search(question.text), SPENT.search(question.text)
    if bool(budgeted) == bool(spent):
        return False
    own = "".join((figure.label, *figure.row, *figure.column))
    if report.kind is ReportKind.BUDGET:
        return bool(spent) and not SPENT_BEFORE.search(figure.context + own) and figure.period == str(report.year)
    if report.kind is not ReportKind.FINAL_ACCOUNTS or figure.measure is not Measure.MONEY:
        return False
    is_budgeted = "预算" in KINDS_OF_BUDGETS.sub(" ", own) and "决算" not in own
    return is_budgeted is not bool(budgeted)


KINDS_OF_BUDGETS = re.compile(
    r"(?:一般公共|政府性基金|国有资本经营)预算|预算(?:财政)?(?:拨款|单位|法|管理|绩效|执行数)"
)
"""预算 in the name of something that has both a budget and accounts."""
BUDGETED = re.compile(
    r"(?<!一般公共)(?<!基金)(?<!经营)预算(?!单位|法|管理|绩效|拨款|财政)|计划(?:花|支出|用)"
    r"|\bbudgeted\b|\b(?:was|is|were) (?:the )?budget\b|\bbudget for\b",
    re.IGNORECASE,
)
SPENT = re.compile(r"决算|实际(?:支出|花|用|开支)|\bactual(?:ly)?\b|\bachieved\b|\bfinal accounts\b", re.IGNORECASE)
SPENT_BEFORE = re.compile(r"决算|执行|实际|[上去]年[^结]{0,6}支出")


def _is_change(question: Question, figure: Figure) -> bool:
    """Whether a figure is what something changed by, and the question doesn't ask for a change: 人均每月增加96.4元."""
    return (
        figure.measure in (Measure.COUNT, Measure.MONEY)
        and figure.sentence is not None
        and CHANGED_BY.search(figure.label) is not None
        and not CHANGE_ASKED.search(question.text)
    )


CHANGED_BY = re.compile(r"(?:增加|减少|提高|下降|上升|增长|降低)(?:了|约)?$")
CHANGE_ASKED = re.compile(
    r"增|减|升|降|提高|涨|跌|[多少][了出]|[比较]|变|差|上调|下调|扩|\b(?:more|fewer|less|higher|lower|extra|additional|added?"
    r"|increas\w*|decreas\w*|r[io]se|gr[oe]w\w*|growth|f[ae]ll|drop\w*|up|down|cut\w*|chang\w*|than|saved?)\b",
    re.IGNORECASE,
)


def _is_for_all(question: Question, figure: Figure) -> bool:
    """Whether an amount is paid to all, and what each gets is asked: 一亩给多少钱."""
    said = "".join((figure.context, figure.label, figure.subject, *figure.row, *figure.column, figure.unit or ""))
    return figure.measure is Measure.MONEY and bool(EACH_ASKED.search(question.text)) and not OF_EACH.search(said)


EACH_ASKED = re.compile(
    r"(?<!第)[一每](?:个?(?:人|户|亩|辆|车|套|间|座|月|名|天|次|件|平米|平方米|公里)|头|只)[^，。？?]{0,6}(?:多少|几)|人均"
    r"|\bper (?:person|head|capita|mu|month|household|day)\b|\b(?:a|each) (?:month|person)\b",
    re.IGNORECASE,
)
OF_EACH = re.compile(r"每|均|标准|单价|/|(?<!\d)月(?![底末份])")


def tells_no_change(question: Question, figure: Figure) -> bool:
    """Whether a question asks how much something changed, and a figure says how much of it there is."""
    if Measure.GROWTH not in question.measures or figure.measure is Measure.GROWTH:
        return False
    if COUNTED_BY_WAY.search(question.text):
        return False
    return not CHANGED.search("".join((figure.context, figure.label, *figure.row, *figure.column)))


COUNTED_BY_WAY = re.compile(r"(?<!by )\bhow many (?!more|fewer|less)", re.IGNORECASE)
"""Things are counted, whatever else the question says of growth: how many items went up on the site."""
CHANGED = re.compile(r"增|减|升|降|提高|涨|跌|多|少|变化|变动|差|持平|比(?:上|去|\d)|较(?:上|去|\d)|同比|环比")
"""Words that say how one number differs from another."""


def is_past(question: Question, figure: Figure, report: Report) -> bool:
    """Whether a report quotes what was the year before its own, which nothing asks for: 610 of 由610元提高到650元."""
    is_quoted = report.year is not None and figure.period == str(report.year - 1)
    return is_quoted and not question.years and not PAST_ASKED.search(question.text)


PAST_ASKED = re.compile(
    r"原[来先本]|以前|之前|过去|从前|上一?年|去年|比"
    r"|\b(?:before|previous(?:ly)?|earlier|last year|used to|than|from)\b",
    re.IGNORECASE,
)
