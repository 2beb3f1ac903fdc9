"""A question's words → what is asked of the things it names: a number or words, which unit, which year."""

import re

from bot.glossary import english_stems
from bot.records import Asked, Contact, Language, Term
from bot.sought import MEANING, NEVER_A_NUMBER, NO_NUMBER, words_sought
from ingest.numbers import SCALE
from ingest.records import Measure

NO_HAN = "(?=[的了呢吗呀]|[^\u4e00-\u9fff]|$)"
"""Behind a unit that also begins words: 几分, not 多少分红."""
UNITS = (
    "部分|剂次|个?工作日|延米|标准箱|标箱|航次|人次|场次|件次|户次|家次|台次|班次|批次|车次|万次|万户|万人|平方米|平方公里|立方米|公里|个百分点|百分点|个月|个小时|分钟|小时|学时|课时"
    "|万元|亿元|元|件|条|个(?!点(?![位钟])|亿|钱)|项|次|人|名|位|起|份|篇|期|场|家|户|所|处|部|批|册|张|幅|台|辆|套|间|类|种|例|对|块(?=[\u4e00-\u9fff])(?![钱了呢吗啊])|吨|天|日|年|岁|倍|亩|公顷|米"
    "|株|棵|头|只|座|艘|架|节|枚|瓶|盒|支|队|届|门|班|笔|宗|袋|盏|根|片|层|栋|幢|床|座次|双|本(?!科|地|市|县|区|年|级|局|单位)|桶|颗|周|剂"
    "|册次|公斤|千克|毫克|千瓦时|千瓦|兆瓦|毫米|厘米|千米|平米|平方|立方|分贝|斤|匹|趟|秒"
    "|克(?!服)|羽(?!毛)|款(?![项额])|轮(?!胎)|箱(?!体)|顶|副(?![主局书县市省处科部院校教高总会作])|把(?!握)|具(?![体备有])|卷|首(?!次|批)"
    "|眼(?!科)|群(?!众)|尾|盆|席|列(?=车)|路(?=监控|视频|摄像)"
    rf"|分{NO_HAN}|度(?:{NO_HAN}|(?=电))|口(?:{NO_HAN}|(?=[井人]))|回{NO_HAN}|通(?:{NO_HAN}|(?=[来去]?电))"
    rf"|封(?:{NO_HAN}|(?=[信来群]))|方(?:{NO_HAN}|(?=[水土木]))"
)
ASKED_UNIT = re.compile(rf"(?:多少|(?<![哪那这])几)\s*({SCALE}(?:{UNITS}))")
ASKED_PEOPLE = re.compile(
    r"(?:多少|几)(?:(?![钱款给为让])[\u4e00-\u9fff]){0,4}?(?:病人|患者|学生|老人|工人|职工|员工|孩子|小孩|儿童|妇女|居民|农民|村民|市民|群众"
    r"|干部|党员|民警|医生|护士|教师|老师|志愿者|司机|旅客|游客|粉丝|婴儿|新生儿|考生|人员|名?人)"
    r"(?=$|[^\u4e00-\u9fff]|来(?![电信访件])|[的是在被得有了参接享受获拿领上住去做从已正还进报考死伤入吃反毕出加因取就通])"
)
"""多少困难病人 asks for people, though no unit is named."""
PEOPLE_ONE_BY_ONE = re.compile(r"(多少|几)\s*个人(?!信息|所得|申请|贷款|账户)")
"""几个人 asks for people."""
PEOPLE = (
    r"people|persons|participants|staff|followers|fans|officers|subscribers|residents|students|pupils|patients|workers"
    r"|employees|teachers|doctors|nurses|children|women|men|volunteers|visitors|tourists|passengers|farmers|villagers"
)
OF_PEOPLE = (
    r"(?:homes?|groups?|cooperatives?|federations?|cent(?:re|er)s?|sessions?|associations?|schools?|councils?)\b"
)
"""Things that are named after people, and aren't people: farmers cooperatives."""
ENGLISH_UNITS = (
    (re.compile(r"how many 万元"), "万元"),
    (re.compile(r"how many 亿元"), "亿元"),
    (re.compile(rf"how many (?:\w+ ){{0,2}}?(?:{PEOPLE})\b(?!['’]| {OF_PEOPLE})"), "人"),
    (re.compile(r"how many copies\b"), "份"),
    (re.compile(r"how many (?:\w+ ){0,1}?households\b"), "户"),
    (re.compile(r"\b(?:tons|tonnes)\b"), "吨"),
    (re.compile(r"\b(?:kilograms|kilos|kg)\b"), "公斤"),
    (re.compile(r"how many grams\b"), "克"),
    (re.compile(r"\b(?:square (?:metres|meters)|sq ?m)\b"), "平方米"),
    (re.compile(r"\bcubic (?:metres|meters)\b"), "立方米"),
    (re.compile(r"\b(?:square (?:kilometres|kilometers)|sq ?km)\b"), "平方公里"),
    (re.compile(r"\b(?:kilometres|kilometers|(?<!-)km)\b(?! per)"), "公里"),
    (re.compile(r"how many (?:\w+ ){0,1}?trees\b"), "株"),
    (re.compile(r"\bhectares\b"), "公顷"),
    (re.compile(r"how many mu\b"), "亩"),
    (re.compile(r"how many (?:kinds|types|sorts)\b"), "类"),
    (re.compile(r"^\W*score\b|\bwhat\b[^?]*(?<!satisfaction )\bscored?\b|(?<!by )how many (?:marks|points)\b"), "分"),
)
IN_YUAN = re.compile("[百千万亿]+块")
"""几万块 is money, 几块 may be boards."""
SAYS_MONEY = frozenset("钱 经费 资金 费用 款 款项 金额".split())
"""多少经费 asks for money, and names nothing that it is for."""
FOCUS_BEHIND = re.compile(rf"(?:多少|几)\s*(?:{UNITS})?(?:的)?(?![是由为]|来自|属于|涉及)([\u4e00-\u9fff]{{2,8}})")
FOCUS = re.compile(
    rf"{FOCUS_BEHIND.pattern}|([\u4e00-\u9fff]{{2,8}})(?:是谁|叫什么|是什么|在哪|是多少|有多少|有几|是几|多少|几)"
)
FOCUS_ENGLISH = re.compile(r"(?:how many|how much|number of|who (?:is|was|are|were) the) ((?:[\w'-]+ ){0,3}[\w'-]+)")
RESTRICTION = re.compile(
    rf"(?:多少|几)(?:{UNITS})?(?:是|由|来自|属于|涉及|为)([\u4e00-\u9fff]{{2,14}})"
    rf"|(?:里|中|当中)[，,]\s*有(?:多少|几)(?:{UNITS})([\u4e00-\u9fff]{{2,14}})"
    r"|how many (?:(?:of (?:them|these|those|the [\w' -]{3,40}?)) )?(?:were|was|are|is) ([\w' -]{3,40})"
)
NUMBER = re.compile(
    rf"多少|(?<![哪那这])几(?:{UNITS}|多)|几$|是几|几个点|几个?亿|几块|(?:件数|条数|人次|场次|次数|份数)[?？]?$|填的?是几|数量|总数|次数|人数|件数|条数|总量|共计|总额|金额|百分之几|百分比|比例|占比|占多少"
    r"|率是|幅度|增减"
)
NUMBER_ENGLISH = re.compile(
    r"\bhow (?:many|much|often|large|big|high)\b|\btotal\b|\bheadcount\b|\bby how much\b"
    r"|\b(?:number|count) of\b"
    r"|\bwhat (?:did|does|do) .{2,60}? (?:collect|charge|spend|invest|cost|pay|receive|come to|add up to|amount to)\b"
    r"|\bwhat (?:share|percentage|per ?cent|proportion|rate|number|amount|was the total)\b"
    r"|\bpercentage\b|\brate\b|\bamount\b"
    r"|\bwhat (?:is|was|were) (?:budgeted|allocated|earmarked|set aside|spent|paid|collected|invested|raised)\b"
    r"|\bwhat(?:['’]s| is| was| are| were) (?:the |its |their )?(?:[\w'’-]+ ){0,6}"
    r"(?:increase|decrease|change|budget|revenue|income|expenditure|spending|size|value|figure|count|total|percentage|rate)\b"
)
WORDS = re.compile(
    r"谁|哪(?!怕|条|句|页)|什么|啥|何时|何地|怎么|如何|怎样|为什么|为何|原因|是否|有没有|有无|是不是|吗|能否|地址|措施|介绍|说明"
)
WORDS_ENGLISH = re.compile(
    r"(?:(?:in|on|at|to|from|by|under|for|with) )?(?:since when|from when|who|whom|whose|where|when|which|why|what"
    r"|did|does|do|is|are|was|were|has|have|can|name|list|describe)\b"
)
GROWTH = re.compile(
    r"[升降跌掉减增多少涨高]了?(?:大?约|近)?(?:百分之|[多几]少?个?(?:百分|点(?![位钟])))|涨[了得幅]|(?:涨|提高|上升)多少"
    r"|(?:提高|上升)了多少|同比|环比|增长|增幅|增加了?百分|增加多少|下降|减少了?多少|比上年|比去年|较上年|变化了多少"
)
GROWTH_ENGLISH = re.compile(
    r"year[- ]on[- ]year|\bgrow|\bgrew\b|growth|\bincrease|\bdecrease|\brise\b|\brose\b|\bfell\b|\bdrop|\bdeclin"
    r"|\b(?:go|went|gone|going) (?:up|down)\b|\bby (?:how (?:much|many points)|(?:what|how many) per ?cent\w*)\b"
    r"|\bhow fast\b.*\b(?:expand|rise|climb|swell|shrink|fall)\w*"
    r"|\bhow (?:many|much) (?:more|fewer|less)\b.*\bthan (?:in )?(?:the )?(?:year before|previous year|last year)"
)
SHARE = re.compile(r"(?<!效)率|比例|比重|占比|占(?:了|总数)?(?:多少|几成)|百分之(?:几|多少)|百分比|几成|多大比")
SHARE_ENGLISH = re.compile(
    r"\brate\b|\bshare\b|percent|proportion"
    r"|\b(?:what|which|how (?:big|large|small|much of)) (?:a )?(?:slice|portion|fraction)\b"
)
MONEY = re.compile(
    r"多少[\u4e00-\u9fff]{0,4}(?:钱|款|资金|工资|薪水|补贴|补助|经费|费|费用|津贴)|[多几]少?块钱|多少钱|多少(?:万|亿)?元|花了多少"
    r"|花费|金额|总额|经费|费用是|预算(?:是)?多少|(?:投入?|投资|花|耗资|拨付?|补助|赔付?|罚|追回|贷|挣|赚|募|捐)了?多少(?=[\W]|$)"
)
MONEY_ENGLISH = re.compile(
    r"how much (?:money|did .* (?:spend|cost|pay|invest|collect|earn|raise|take in|bring in)|was spent|does .* cost)"
    r"|how much (?:was|were|has been|have been) (?:[\w'-]+ ){0,4}(?:fined|invested|paid|collected|raised)"
    r"|how much (?:in |of )?(?:[\w'-]+ ){0,3}(?:fines?|fees?|grants?|subsid(?:y|ies)|allowances?|funding|funds)\b"
    r"|\b(?:total|overall) value\b|\bworth\b|\bspen[dt]\b|\bcost\b|\bamount\b|\byuan\b|\brmb\b"
)
IN_BULK = re.compile(r"\bhow much\b(?! (?:more|less|higher|lower))")
COUNTED_ENGLISH = re.compile(r"\bhow many\b(?! (?:\w+ ){0,2}(?:yuan|rmb|dollars|[万亿]?元))|\bnumber of\b")
"""Things are counted, no money."""
LEAST_IMPORTANT = 0.1
"""Importance of a verb that stands nowhere in the reports; one of a single character is nothing that is counted."""
ASKS = re.compile(
    rf"{NUMBER.pattern}|{WORDS.pattern}|{NUMBER_ENGLISH.pattern}|\b{WORDS_ENGLISH.pattern}|[?？]|电话|邮编|邮箱|地址"
)
LEADS_IN = re.compile(
    r"^[^，,]{2,30}(?:以后|之后|完了)[，,]|^我?(?:想|要|打算|为了|因为)[^，,]{2,30}[，,]"
    r"|^(?:i|i'm|i’m|i am|my|we|we're|our)\b[^?]{4,90}?(?:,| [-–—]) "
)
"""A clause that says why or when somebody asks."""
SENTENCE = re.compile(r"(?:[^。！？!?；;\n.]|\.(?=\S))+[。！？!?；;\n.]*")
BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
CONTACTS = (
    (
        Contact.TELEPHONE,
        re.compile(
            r"(?<!传真)电话|手机号|座机|联系方式|怎么联系|如何联系"
            r"|\b(?:tele)?phone\b|\b(?:call|ring|dial)\b|contact number"
        ),
    ),
    (Contact.FAX, re.compile(r"传真(?:号|电话|是|多少\W*$|\W*$)|\bfax (?:number|line)\b|\bfax\W*$|\bby fax\b")),
    (Contact.EMAIL, re.compile(r"邮箱|电子邮件|邮件地址|e-?mail|联系方式")),
    (
        Contact.ADDRESS,
        re.compile(
            r"(?<!邮箱)(?<!邮件)(?<!网站)(?<!网页)(?<!网)(?<!下载)地址|办公地点"
            r"|在(?:哪里?|哪儿|什么地方)办公|办公室?在(?:哪|什么地方)|street address"
            r"|\baddress\b(?<!mail address)(?<!web address)"
            r"|where is .*(?:located|office|bureau)|located\b"
        ),
    ),
    (Contact.POSTCODE, re.compile(r"邮编|邮政编码|post\s?code|postal code|zip")),
    (Contact.WEBSITE, re.compile(r"网址|官网地址|哪个网站.*下载|web address|\burl\b")),
)
COUNTED_CONTACTS = re.compile(r"(?:多少|几)(?:个|部|次|人|件|份|页|通)")
CONTACT_NUMBER = re.compile(
    r"(?:telephone|phone|contact|fax) number|\b(?:on|at) (?:what|which) number"
    r"|\bwhat number (?:do|can|could|should|shall|to|is it)\b|\bnumber (?:can|could|should|do) i\b"
)
ORDERS = re.compile(
    r"忽略.{0,8}(?:以上|之前|前面|所有|规则|指令)|无视.{0,8}(?:规则|指令|以上)"
    r"|你现在|从现在起|别管.{0,12}(?:怎么|报告)|你就(?:回答|说|答)|你必须|请扮演|假装你|你是一个|系统提示|提示词"
    r"|ignore .{0,30}(?:instruction|rule|above|previous|prompt)|disregard .{0,20}(?:instruction|rule|above)"
    r"|system prompt|pretend (?:to be|you)|jailbreak|you are now"
)
EACH = re.compile(r"分别|各(?=[\u4e00-\u9fff]{0,6}(?:多少|几|是))")
AND = re.compile(r"和|与|、|以及|及|加上|加(?=[\u4e00-\u9fff]{2})| and ")
HOW_MANY = re.compile(r"多少|(?<![哪那这])几|how many|how much")
CLAUSE_END = re.compile(r"[？?；;。！!，,]| and (?=how (?:many|much))")
MOST_AT_ONCE = (2, 4)
"""Questions of one message that are taken one by one."""
RESPECTIVELY = re.compile(r"^(how (?:many|much) .{3,80}? (?:under|in|for|on|by|from|as)) (.{5,160}?),? respectively")
COMPARED = re.compile(
    r"^(.{2,60}?)比(.{2,60}?)(?:多|少|高|低)[了出]?(?:多少|几)"
    r"|how many (?:more|fewer) (.{3,80}?) than (.{3,80}?)(?: (?:were|did|was|are)\b|[?]|$)"
)
EARLIER = re.compile(r"去年|上年|上一年|上期|同期|last year|year before")
SUMMED = re.compile(
    r"^(.{2,60}?)[，,]?(?:一共|总共|合计|加起来|共计?)(?:是|有|[\u4e00-\u9fff]{1,2}了)?(?:多少|几)"
    r"|^how many (.{3,80}?) (?:in total|altogether|combined|together)"
    r"|^what (?:do|did|does) (.{3,100}?) (?:come to|add up to|amount to|sum to|total)\b"
)


REST = re.compile(
    r"(?:(?<!是)不是|不属于|并非|除了?|扣除|不算)[^，。？?]{2,16}?(?:的|以外|之外|外)[^，。？?]{0,8}?(?:多少|几)"
    r"|how many\b[^.?]{0,60}\b(?:not|never|n't|other than|except|excluding)\b|\b(?:excluding|other than|apart from)\b"
)
"""What is left of a whole without a named part is asked for: 不是调解结案的有几件."""


def asks_for_the_rest(plain: str) -> bool:
    """Whether a question names what its answer must not count.

    >>> asks_for_the_rest("结案的里头不是调解结案的有几件"), asks_for_the_rest("是不是调解结案的几件")
    (True, False)
    """
    return bool(REST.search(plain))


def gives_orders(plain: str) -> bool:
    """Whether a text tries to command instead of asking."""
    return bool(ORDERS.search(plain))


def asking_sentences(plain: str) -> tuple[str, str]:
    """What a message asks, and what it says besides: its other sentences, and remarks in brackets."""
    bare = BRACKETS.sub(" ", plain)
    sentences = [one for one in SENTENCE.findall(bare) if one.strip()]
    asks = [one for one in sentences if ASKS.search(one)] or sentences
    leads = [lead[0] for one in asks for lead in LEADS_IN.finditer(one) if ASKS.search(one.replace(lead[0], ""))]
    asks = [LEADS_IN.sub("", one) if ASKS.search(LEADS_IN.sub("", one)) else one for one in asks]
    rest = [one for one in sentences if not ASKS.search(one)] if len(asks) < len(sentences) else []
    rest += [*leads, *BRACKETS.findall(plain)]
    return " ".join(asks), " ".join(rest)


def asked_for(plain: str, language: Language) -> Asked:
    """What sort of answer a normalised question wants."""
    if MEANING.search(plain) or (words_sought(plain) & NO_NUMBER and not _asks_contact_or_number(plain)):
        return Asked.WORDS
    contact = any(pattern.search(plain) for _, pattern in CONTACTS)
    if language is Language.ENGLISH:
        return _asked_for_in_english(plain, contact)
    if contact and not COUNTED_CONTACTS.search(plain):
        return Asked.CONTACT
    if NUMBER.search(plain):
        return Asked.NUMBER
    return Asked.WORDS if WORDS.search(plain) or words_sought(plain) else Asked.EITHER


def _asks_contact_or_number(plain: str) -> bool:
    return bool(HOW_MANY.search(plain)) or any(pattern.search(plain) for _, pattern in CONTACTS)


def _asked_for_in_english(plain: str, contact: bool) -> Asked:
    if NUMBER_ENGLISH.search(plain):
        return Asked.CONTACT if CONTACT_NUMBER.search(plain) else Asked.NUMBER
    if contact:
        return Asked.CONTACT
    return Asked.WORDS if WORDS_ENGLISH.match(plain) or words_sought(plain) & NEVER_A_NUMBER else Asked.EITHER


def asked_contacts(plain: str) -> tuple[Contact, ...]:
    """Which ways to reach a body are asked for."""
    return tuple(contact for contact, pattern in CONTACTS if pattern.search(plain))


def asked_measures(plain: str, language: Language) -> frozenset[Measure]:
    """Which sorts of quantity can answer."""
    english = language is Language.ENGLISH
    if (SHARE_ENGLISH if english else SHARE).search(plain):
        grows = (GROWTH_ENGLISH if english else GROWTH).search(plain)
        return frozenset({Measure.SHARE, Measure.GROWTH} if grows else {Measure.SHARE})
    if (GROWTH_ENGLISH if english else GROWTH).search(plain):
        return frozenset({Measure.GROWTH, Measure.COUNT, Measure.MONEY})
    if (MONEY_ENGLISH if english else MONEY).search(plain):
        return frozenset({Measure.MONEY})
    if english and COUNTED_ENGLISH.search(plain):
        return frozenset({Measure.COUNT})
    if match := ASKED_UNIT.search(plain):
        return frozenset({Measure.MONEY} if match[1].endswith("元") or IN_YUAN.fullmatch(match[1]) else {Measure.COUNT})
    return frozenset({Measure.COUNT} if ASKED_PEOPLE.search(plain) else {Measure.COUNT, Measure.MONEY})


def asks_in_bulk(plain: str, language: Language) -> bool:
    """Whether an English question says how much and not how many.

    >>> asks_in_bulk("how much came from food cases", Language.ENGLISH)
    True
    """
    return language is Language.ENGLISH and bool(IN_BULK.search(plain)) and not COUNTED_ENGLISH.search(plain)


def asked_unit(plain: str) -> str | None:
    """The unit behind the last 多少 or 几; in English only where the noun itself says it."""
    if units := ASKED_UNIT.findall(PEOPLE_ONE_BY_ONE.sub(r"\1人", plain)):
        return str(units[-1])
    if ASKED_PEOPLE.search(plain):
        return "人"
    return next((unit for pattern, unit in ENGLISH_UNITS if pattern.search(plain)), None)


def restriction(plain: str, terms: tuple[Term, ...]) -> frozenset[str]:
    """What is asked of a part only (有几件是农民工提出的): it must be found, or the whole would pass for the part."""
    match = RESTRICTION.search(plain)
    if not match:
        return frozenset()
    said = match[1] or match[2] or " ".join(english_stems(match[3]))
    return frozenset(term.said for term in terms if term.said in said)


def focus(plain: str, language: Language, terms: tuple[Term, ...]) -> frozenset[str]:
    """The named thing nearest to the question word: what is counted, who is asked for."""
    if language is Language.ENGLISH:
        match = FOCUS_ENGLISH.search(plain)
        stems = " ".join(english_stems(match[1])) if match else ""
        return frozenset([term.said for term in terms if term.english and term.said in stems][-1:])
    terms = tuple(term for term in terms if term.importance > LEAST_IMPORTANT or len(term.said) > 1)
    terms = tuple(term for term in terms if term.said not in SAYS_MONEY)
    behind = [match for match in FOCUS_BEHIND.finditer(plain) if any(term.said in match[1] for term in terms)]
    found = behind or list(FOCUS.finditer(plain))
    if not found:
        return frozenset()
    near = found[-1][1] or found[-1][2]
    named = sorted((near.find(term.said), term.said) for term in terms if term.said in near)
    return frozenset(said for _, said in (named[:1] if found[-1][1] else named[-1:]))


def asked_in_turn(plain: str) -> tuple[str, ...]:
    """Several questions for numbers in one message, each with the ones before as a remark in brackets."""
    clauses = [clause.strip() for clause in CLAUSE_END.split(BRACKETS.sub("", plain)) if clause and clause.strip()]
    asks = [clause for clause in clauses if HOW_MANY.search(clause)]
    if len(asks) < MOST_AT_ONCE[0] or len(asks) > MOST_AT_ONCE[1]:
        return ()
    return (asks[0], *(f"{clause}（{clauses[max(clauses.index(clause) - 1, 0)]}）" for clause in asks[1:]))


def asked_respectively(plain: str) -> tuple[str, ...]:
    """How many X under A, B and C respectively: each of them with the question's beginning."""
    match = RESPECTIVELY.search(plain)
    if not match:
        return ()
    return tuple(f"{match[1]} {thing.strip()}" for thing in _listed(match[2]) if thing.strip())


def _listed(things: str) -> list[str]:
    """A, B and C: with commas, a last “and” without one belongs to its thing (plans and summaries)."""
    return re.split(r",(?: and)? ", things) if "," in things else things.split(" and ")


def asked_each(plain: str, language: Language) -> tuple[str, ...]:
    """A和B分别…: each thing with the rest of the question."""
    each = EACH.search(plain)
    if language is not Language.CHINESE or not each:
        return ()
    clauses = re.split(r"[：:，,。]", plain[: each.start()])
    things = next((clause for clause in reversed(clauses) if AND.search(clause)), "")
    pieces = [piece for piece in AND.split(things) if piece.strip()]
    return tuple(f"{piece}{plain[each.end() :]}" for piece in pieces) if len(pieces) > 1 else ()


def compared_things(plain: str) -> tuple[str, str] | None:
    """A比B多几件: both things; None where one is the other's year before, which is asked as growth."""
    match = COMPARED.search(plain)
    if not match:
        return None
    one, other = (match[1], match[2]) if match[1] else (match[3], match[4])
    return None if EARLIER.search(other) else (one, other)


def summed_things(plain: str) -> tuple[str, ...]:
    """A和B一共多少: the things to be added up where no printed figure holds them together."""
    match = SUMMED.search(plain)
    things = [piece.strip() for piece in AND.split((match[1] or match[2] or match[3]) if match else "")]
    return tuple(things) if len(things) > 1 and all(len(thing) > 1 for thing in things) else ()
