"""What a question asks of a thing and what a figure says of it: which two are never taken for each other; pure.

How many there are and how many are new, what was budgeted and what was spent, how much there is and how it changed,
what each gets and what all get, what is now and what was before, what a body may do and what it did.
"""

import re
from collections.abc import Callable

from bot.records import Question
from index.figure_text import number_at
from index.terms import normalise
from ingest.records import Figure, Measure, Report, ReportKind


def is_unlike(question: Question, figure: Figure, report: Report) -> bool:
    """Whether a figure is no candidate at all, however well its words fit."""
    return (
        _mixes_budget_and_accounts(question, figure, report)
        or _is_change(question, figure)
        or _is_for_all(question, figure)
        or _is_done_of_planned(question, figure)
        or _is_planned_of_done(question, figure, report)
        or _is_former(question, figure, report)
        or _is_of_another_rank(question, figure)
        or _lacks_its_limit(question, figure)
        or _is_of_another_place(question, figure)
        or _is_only_where(question, figure)
        or _is_power(question, figure)
        or _is_of_several_together(question, figure)
    )


def mixes_stock_and_flow(question: Question, figure: Figure) -> bool:
    """Whether a question asks how many there are and a figure says how many are new, or the other way round.

    A form's own 本年新收 is what people mean by 收到.
    """
    if figure.key is not None or figure.measure is not Measure.COUNT:
        return False
    label = figure.label if figure.sentence else "".join((*figure.row[-1:], *figure.column[-1:]))
    if NEW.search(label):
        if AT_THE_END.search(normalise(question.text)) and "新" not in normalise(question.text):
            return True
        return bool(STOCK_ASKED.search(normalise(question.text))) and not NEW_ASKED.search(normalise(question.text))
    return (
        bool(STOCK.search(label))
        and bool(NEW_ASKED.search(normalise(question.text)))
        and not STOCK.search(normalise(question.text))
    )


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
    budgeted, spent = BUDGETED.search(normalise(question.text)), SPENT.search(normalise(question.text))
    if not budgeted and report.kind is ReportKind.FINAL_ACCOUNTS:
        spent = spent or SPENT_AS_SAID.search(normalise(question.text))
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
SPENT_AS_SAID = re.compile(r"[花用]了|花掉|\bspen[dt]\b", re.IGNORECASE)
"""Of final accounts these words ask for what was spent; a budget has only what will be."""
SPENT_BEFORE = re.compile(r"决算|执行|实际|[上去]年[^结]{0,6}支出")


def _is_change(question: Question, figure: Figure) -> bool:
    """Whether a figure is what something changed by, and the question doesn't ask for a change: 人均每月增加96.4元."""
    return (
        figure.measure in (Measure.COUNT, Measure.MONEY)
        and figure.sentence is not None
        and CHANGED_BY.search(figure.label) is not None
        and not CHANGE_ASKED.search(normalise(question.text))
    )


def is_cell_of_change(question: Question, figure: Figure) -> bool:
    """Whether a figure stands in a column of changes (本年增/减), and neither a change nor the year before is named."""
    asked = normalise(question.text)
    stands_there = bool(figure.column) and CHANGES.search(figure.column[-1]) is not None
    return stands_there and not (CHANGE_ASKED.search(asked) or YEAR_BEFORE.search(asked))


CHANGED_BY = re.compile(r"(?:增加|减少|提高|下降|上升|增长|降低)(?:了|约)?$")
YEAR_BEFORE = re.compile(r"上一?年|\b(?:previous|last|prior) year\b|\byear before\b")
CHANGES = re.compile(r"(?:增|减)[/／、]?(?:增|减)(?:额|数|情况)?$")
CHANGE_ASKED = re.compile(
    r"增|减|升|降|提高|涨|跌|[多少][了出]|[比较]|变|差|上调|下调|扩|\b(?:more|fewer|less|higher|lower|extra|additional|added?"
    r"|increas\w*|decreas\w*|r[io]se|gr[oe]w\w*|growth|f[ae]ll|drop\w*|up|down|cut\w*|chang\w*|than|saved?)\b",
    re.IGNORECASE,
)


def _is_for_all(question: Question, figure: Figure) -> bool:
    """Whether a figure is of all together, and what each has is asked: 一亩给多少钱, 平均一台补了多少."""
    asked = normalise(question.text)
    said = "".join((figure.context, figure.label, figure.subject, *figure.row, *figure.column, figure.unit or ""))
    if OF_EACH.search(said):
        return False
    is_money = figure.measure is Measure.MONEY
    counts = is_money or (figure.measure is Measure.COUNT and not TIME_TAKEN.search(figure.unit or ""))
    return bool((counts and AVERAGE_ASKED.search(asked)) or (is_money and EACH_ASKED.search(asked)))


EACH_ASKED = re.compile(
    r"(?<!第)[一每](?:个?(?:人|户|亩|辆|车|套|间|座|月|名|天|次|件|平米|平方米|公里)|头|只)[^，。？?]{0,6}(?:多少|几)|人均"
    r"|\bper (?:person|head|capita|mu|month|household|day)\b|\b(?:a|each) (?:month|person)\b",
    re.IGNORECASE,
)
AVERAGE_ASKED = re.compile(
    r"平均(?:每|一|下来|到每)(?!年|个?月)|平均(?!一年)[^，。？?]{0,8}(?:多少|几)|\baverage\b", re.IGNORECASE
)
TIME_TAKEN = re.compile(r"小时|分钟|天|日|秒")
"""What something takes is an average, whether or not it says so."""
OF_EACH = re.compile(r"每|均|标准|单价|单产|亩产|/|(?<!\d)月(?![底末份])")


def _is_done_of_planned(question: Question, figure: Figure) -> bool:
    """Whether a figure is what has been done of something, and what is planned in all is asked: 打算总共投多少."""
    said = "".join((figure.label, *figure.row[-1:], *figure.column[-1:]))
    return bool(
        figure.measure is Measure.MONEY
        and PLANNED.search(normalise(question.text))
        and not DONE_ASKED.search(normalise(question.text))
        and DONE.search(said)
    )


PLANNED = re.compile(
    r"(?:打算|计划|预计|拟)(?:总共|一共)?(?:总?投|花|用)|总投资"
    r"|\b(?:planned|expected|estimated) (?:total )?(?:investment|cost|spending)\b|\btotal (?:planned )?investment\b",
    re.IGNORECASE,
)
DONE_ASKED = re.compile(
    r"完成|累计|已经?|实际|到[位目]|截[至止]|[投花用]了"
    r"|\b(?:completed|so far|already|actual\w*|to date|spent|invested|cumulative\w*)\b",
    re.IGNORECASE,
)
DONE = re.compile(r"完成(?:总?投资|固定资产投资)|已投|实际投|累计投")


def _is_planned_of_done(question: Question, figure: Figure, report: Report) -> bool:
    """Whether a figure is what was planned or budgeted, and what was really done or spent is asked: 实际用掉多少."""
    asked = normalise(question.text)
    if report.kind in (ReportKind.BUDGET, ReportKind.FINAL_ACCOUNTS):
        return False
    if not REALLY.search(asked) or PLAN_NAMED.search(asked):
        return False
    own = "".join((figure.label, *figure.row[-1:], *figure.column[-1:]))
    return PLANNED_SAID.search(KINDS_OF_BUDGETS.sub(" ", own)) is not None and not DONE_SAID.search(own)


REALLY = re.compile(
    r"实际|真正|真的|到底[做办花用]|[用花]掉|\b(?:actual(?:ly)?|really|in fact|in the end|truly)\b", re.IGNORECASE
)
PLAN_NAMED = re.compile(r"计划|预算|目标|打算|定的|\b(?:plan\w*|target\w*|budget\w*|goals?)\b", re.IGNORECASE)
PLANNED_SAID = re.compile(r"计划|预算|拟(?!稿|定)|目标")
DONE_SAID = re.compile(r"实际|完成|执行|决算|支出|已|占|为(?:年度)?(?:计划|目标)的")


def denies_unasked(question: Question, figure: Figure) -> bool:
    """Whether a figure counts what isn't done (尚未审结), and a question names nothing undone."""
    own = (figure.label,) if figure.sentence is not None else (*figure.row[-1:], *figure.column[-1:])
    return any(NOT_YET.match(one) for one in own) and not NOT_YET_ASKED.search(normalise(question.text))


WORDS_WITH_NO = r"(?!成年|来|央|动产|障碍|公害|犯罪|人机|线|偿|同|良|限|断|锡|烟|纸)"
"""不, 未 and 无 begin words that deny nothing: 未成年人, 不动产, 无人机."""
NOT_YET = re.compile(rf"尚未|还未|没有|未{WORDS_WITH_NO}")
NOT_YET_ASKED = re.compile(
    r"[未没](?!来)|[还尚][有剩差]|剩|待(?:办|审|结|处)|积压"
    r"|\b(?:not|yet|unfinished|unresolved|undecided|unsettled|unconcluded|pending|outstanding|still|remain\w*|left)\b|n't"
)


def turns_round(said: str) -> bool:
    """Whether a thing that is said denies another or narrows a year to a day: no figure answers that lacks it.

    >>> turns_round("不合格"), turns_round("当天"), turns_round("合格"), turns_round("无人机")
    (True, True, False, False)
    """
    return TURNS_ROUND.match(said) is not None


TURNS_ROUND = re.compile(rf"(?:[不未没无]{WORDS_WITH_NO}|尚未)[\u4e00-\u9fff]{{2,}}|[那当]一?[天日晚]$")


def tells_no_change(question: Question, figure: Figure) -> bool:
    """Whether a question asks how much something changed, and a figure says how much of it there is."""
    asks_difference = DIFFERENCE_ASKED.search(question.text) is not None and not question.is_part
    if figure.measure is Measure.GROWTH or (Measure.GROWTH not in question.measures and not asks_difference):
        return False
    if COUNTED_BY_WAY.search(normalise(question.text)):
        return False
    return not CHANGED.search("".join((figure.context, figure.label, *figure.row, *figure.column)))


DIFFERENCE_ASKED = re.compile(r"\bhow (?:much|many) (?:more|fewer|less)\b.*\bthan\b", re.IGNORECASE)
COUNTED_BY_WAY = re.compile(r"(?<!by )\bhow many (?!more|fewer|less)", re.IGNORECASE)
"""Things are counted, whatever else the question says of growth: how many items went up on the site."""
CHANGED = re.compile(r"增|减|升|降|提高|涨|跌|多|少|变化|变动|差|持平|比(?:上|去|\d)|较(?:上|去|\d)|同比|环比")
"""Words that say how one number differs from another."""


def _is_former(question: Question, figure: Figure, report: Report) -> bool:
    """Whether a figure is what was before a change that its own sentence goes on to tell, and now is asked.

    由610元提高到650元, 由120个扩充到156个
    """
    at = number_at(figure)
    if at is None or (question.years and report.year not in question.years):
        return False
    sentence = figure.sentence or ""
    goes_on = CHANGED_ON.match(sentence[at + len(figure.printed) :]) is not None
    return goes_on and FROM.search(sentence[:at]) is not None and not PAST_ASKED.search(normalise(question.text))


CHANGED_ON = re.compile(r"(?:[（(][^（）()]*[）)])?[\u4e00-\u9fff]{0,3}?[扩增提升降减缩压调涨][\u4e00-\u9fff]?[到至为]")
FROM = re.compile(r"[由从](?!于|此)[^，。；]*$")


def _is_of_another_rank(question: Question, figure: Figure) -> bool:
    """Whether a figure names another of a row of things than the asked one (第一阶梯水价, 科目二), or no generation."""
    asked = normalise(question.text)
    own = normalise(" ".join((figure.label, figure.subject, figure.context, *figure.row, *figure.column)))
    if any(
        generation[1] not in f"{own}{normalise(figure.sentence or '')}" for generation in GENERATION.finditer(asked)
    ):
        return True
    return any(
        match[0] not in own and re.search(like(match), own) is not None
        for rank, like in RANKS
        for match in rank.finditer(asked)
    )


RANKS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"第[一二三四五六七八九十]+([\u4e00-\u9fff]{2})"), lambda rank: f"第[一二三四五六七八九十]+{rank[1]}"),
    (re.compile(r"(科目)[一二三四]"), lambda rank: f"{rank[1]}[一二三四]"),
    (
        re.compile(r"([梯年])([一二三四五六七八九十])(?![一二三四五六七八九十百千万个])"),
        lambda rank: f"{rank[1]}[一二三四五六七八九十]",
    ),
)
"""How things of a row are told apart, each with what another one of that row looks like."""
GENERATION = re.compile(r"(?<![下上新])第?([一二三四五六七八九]代)(?![表替理])")
"""第三代社保卡 are no social security cards of any sort."""


def _lacks_its_limit(question: Question, figure: Figure) -> bool:
    """Whether a question is of those over or under a limit that stands nowhere around a figure: over 60, 15年以上."""
    limits = [int(next(filter(None, match.groups()))) for match in LIMIT.finditer(normalise(question.text))]
    around = normalise("".join((figure.subject, figure.label, figure.context, figure.sentence or "")))
    around += normalise(" ".join((*figure.row, *figure.column, *figure.section)))
    return any(
        re.search(rf"(?<![\d.]){limit}(?![\d.])", around) is None for limit in limits if limit not in POSSIBLE_YEARS
    )


LIMIT = re.compile(
    r"\b(?:over|under|above|below|older than|younger than|at least|aged|exceeding) (?:the age of )?(\d+)(?!\d|[,.]\d)"
    r"|(?<![\d.])(\d+) ?(?:周?岁|年|(?:百|千)?万?元|[万人天分米]|个月|平方?米)?及?(?:以上|以下|以内)"
    r"|(?<![\d.])(\d+)周?岁",
    re.IGNORECASE,
)
POSSIBLE_YEARS = range(1949, 2100)


def _is_of_another_place(question: Question, figure: Figure) -> bool:
    """Whether a question names a county or town that stands nowhere around a figure."""
    places = [term.said for term in question.terms if term.is_place]
    if not places:
        return False
    parts = (figure.publisher, figure.subject, figure.label, figure.context, figure.sentence or "")
    around = normalise(" ".join((*parts, *figure.row, *figure.column, *figure.section)))
    return any(place not in around and place[:-1] not in around for place in places)


def _is_only_where(question: Question, figure: Figure) -> bool:
    """Whether a figure names what is to be counted only as where something was published: 在政府网站公开信息."""
    match = WHERE.search(figure.label) if figure.sentence is not None else None
    if match is None:
        return False
    behind = figure.label[match.end() :] + figure.subject
    words = [(term.said in question.focus, (term.said, *term.alternatives)) for term in question.terms]
    is_place = any(is_focus and any(word in match[1] for word in said) for is_focus, said in words)
    return is_place and not any(word in behind for _, said in words for word in said)


def _is_of_several_together(question: Question, figure: Figure) -> bool:
    """Whether one thing alone is asked about (光12315一个平台), and a figure is of several (两个平台共受理)."""
    at = number_at(figure)
    if at is None or not ONE_ALONE.search(normalise(question.text)):
        return False
    clause, *_ = re.split("[，。；]", (figure.sentence or "")[at:])
    return SEVERAL_TOGETHER.search((figure.sentence or "")[:at] + clause) is not None


ONE_ALONE = re.compile(
    r"(?:光是?|单单?|仅仅?|只[算看说问]?)[^，,。？?]{2,14}?一[个家处项所]|\b(?:alone|by itself|on its own)\b",
    re.IGNORECASE,
)
SEVERAL_TOGETHER = re.compile(r"[两二三四五六七八九十]+[个家处项所][^，。；]{0,6}?(?:共|合计)")


def _is_power(question: Question, figure: Figure) -> bool:
    """Whether a figure counts what a body may do, and what it did is asked: 行政处罚职权1项, 行政处罚有多少件."""
    return bool(POWER.search(figure.label)) and not POWER_ASKED.search(normalise(question.text))


POWER = re.compile(r"(?:职权|权力|权限)(?:事项)?$")
POWER_ASKED = re.compile(
    r"职权|权力|权限|权责|事项|项|类|\b(?:powers?|authorit\w*|competenc\w*|items?|matters?|kinds?|types?)\b"
)


WHERE = re.compile(
    r"(?:在|通过|利用|依托|借助)([^，。、；\d]{2,14}?)(?:上|中|平台)*(?=(?:主动)?(?:公开|发布|推送|刊登|公示|上传|宣传))"
)


def is_past(question: Question, figure: Figure, report: Report) -> bool:
    """Whether a report quotes what was the year before its own, which nothing asks for: 610 of 由610元提高到650元."""
    is_quoted = report.year is not None and figure.period == str(report.year - 1)
    return is_quoted and not question.years and not PAST_ASKED.search(normalise(question.text))


PAST_ASKED = re.compile(
    r"原[来先本标为有是]|以前|之前|早先|先前|此前|当初|起初|过去|从前|上一?年|去年|(?<![入别占])比(?![例重率])|(?:提高|调整|上调|下调|增加|涨价?|降低?)前"
    r"|\b(?:before(?:hand)?|previous(?:ly)?|back then|earlier|last year|used to|than|from|original(?:ly)?"
    r"|initial(?:ly)?|prior to)\b",
    re.IGNORECASE,
)
