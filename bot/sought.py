"""A question's words → what it wants to be told in words: a person, a day, a reason, what a report admits."""

import re

from bot.records import Sought

PLAIN_WORDS = tuple(
    (re.compile(said), plain)
    for said, plain in (
        ("点解|做乜嘢?(?=会|要|少|多|减|增|咁)|为嘛|为啥子?|因何", "为什么"),
        ("咋[个么]?(?!舌)|点样|(?<=[打计])算点(?=[做改])", "怎么"),
        ("干嘛|干啥子?|做乜嘢?|搞啥", "做什么"),
        ("啥时|几时", "什么时"),
        ("乜嘢|乜野|啥子|啥", "什么"),
        ("几多", "多少"),
        ("有冇", "有没有"),
        ("系咪", "是不是"),
        ("边度|边处|哪儿|哪搭", "哪里"),
        ("边位", "哪位"),
        (
            "(?<![这那旁周身海河路街两一东西南北左右里外前后上下手])边(?=[两二三四五六七八九十几]?(?:个|类|种|项|间|家|年|月|日|天|些|件|份|条|方面))",
            "哪",
        ),
        ("边啲", "哪些"),
        ("嘅", "的"),
        ("咗", "了"),
        ("佢哋", "他们"),
    )
)
"""How people in the north, the west and the south say the question words."""
MEANING = re.compile(
    r"(?:是)?(?:啥|什么|哪个|怎样的?)(?:意思|含义)|指的是|是指(?:什么|啥|哪)|^什么是|^何为|^何谓|怎么理解|怎么解释|[的之]定义"
    r"|\bwhat (?:does|do|is meant by)\b.{2,60}\b(?:mean|refer to|stand for)|\bmeaning of\b|\bdefin(?:e|ition)\b"
)
"""What a word means is asked, no number."""
TITLES = (
    "局长|镇长|乡长|区长|县长|市长|州长|省长|厅长|主任|书记|组长|科长|股长|所长|处长|院长"
    "|部长|校长|秘书长|会长|站长|队长|主席"
)
TITLES_ENGLISH = r"(?:director|official|leader|mayor|person|head|chief|secretary)\b"
FILES = "文件|通告|法规|条例|红头|documents?|files?|notices?|regulations?"
FAULTS = "问题|毛病|不足|短板|差距|缺点|弱项|薄弱|缺陷"
FAULTS_ENGLISH = (
    r"(?:problems?|weakness(?:es)?|shortcomings?|deficienc(?:y|ies)|failings?|flaws?|gaps?|difficult(?:y|ies)"
    r"|shortfalls?)\b"
)
OFFICES = "部门|单位|机构|科室|股室|处室|处|科|股|公司|企业|办公室|中心|组织|协会"
OFFICES_ENGLISH = (
    r"(?:compan(?:y|ies)|departments?|agenc(?:y|ies)|organi[sz]ations?|offices?|units?|firms?|contractors?)\b"
)
PROVIDES_ENGLISH = (
    r"(?:provides?|runs?|operates?|supplies|delivers?|organi[sz]e[sd]?|built|builds|won|carrie[sd] out)\b"
)
SOUGHT = {
    Sought.PERSON: re.compile(
        rf"谁|哪一?位|什么人|姓名|姓什么|(?:{TITLES}|负责人|联系人|联络员|领导)(?:的名字)?(?:是?叫什么|名字|是哪)"
        rf"|哪个副?(?:{TITLES}|领导)|\bwho(?:m|se)?\b|\bwhich (?:[\w-]+ ){{0,2}}{TITLES_ENGLISH}"
        rf"|\bname of the (?:[\w-]+ ){{0,3}}{TITLES_ENGLISH}"
    ),
    Sought.BODY: re.compile(
        rf"(?:哪一?[个家些]|哪几[个家]|什么)(?:{OFFICES})|(?:{OFFICES})[^，。？?,]{{0,4}}是哪一?[个家]|(?:由谁|谁来?)(?:提供|承办|实施|运营|建设|施工|主办|组织|牵头)"
        rf"|\bwho (?:actually |really )?{PROVIDES_ENGLISH}|\b(?:which|what) (?:[\w-]+ ){{0,2}}{OFFICES_ENGLISH}"
    ),
    Sought.DAY: re.compile(
        r"何时|什么时候|哪一?年|哪一?天|哪一?月|哪一?日|哪个月|几号(?!文)|几月|日期"
        r"|\bwhen\b|\b(?:what|which) (?:date|year|month|day)\b"
    ),
    Sought.PLACE: re.compile(r"(?<!花)(?<!用)在哪(?!些|个|家|几|年|月|天|一[年月天])|哪里|什么地方|\bwhere\b"),
    Sought.NAME: re.compile(
        rf"叫什么|名称|名字|\bname of\b|\bcalled\b|\btitle\b|什么文件|\b(?:which|what) plan\b"
        rf"|(?:哪些|哪几[件个份部]|哪[件份部])[^，。,?？]{{0,8}}(?:{FILES})"
        rf"|(?:{FILES})[^，。,?？]{{0,6}}(?:是哪|有哪|是什么|分别是)|\b(?:which|what) (?:[\w-]+ ){{0,2}}(?:{FILES})\b"
    ),
    Sought.LIST: re.compile(
        r"哪些|哪几|哪[两三四五六七八九十]+(?![年月日天])|(?<!没)有什么(?!时候|用)|有何"
        r"|(?:职责|职能|任务|措施|内容)(?:都|主要)?(?:是|有|包括)什么|(?:关于|涉及|有关)(?:什么|哪)"
        r"|\blist\b|\bwhat are\b"
        r"|\b(?:which|what) (?:[\w-]+ ){0,2}[a-rt-z-]+s"
        r" (?:were|are|did|do|does|have|has|make|will|of|in|can|from|that)\b"
    ),
    Sought.REASON: re.compile(
        r"为什么|为何|怎么会|什么原因|何种原因|原因(?:是|有|为)?(?:什么|何|哪|在)|的原因|原因\W*$|什么缘故"
        r"|怎么(?:又|就|这么|那么|反而|突然)"
        r"|怎么[^，。？?,]{0,3}(?:多|少|涨|跌|降|增|减|升|高|低|加|下降|上升|增加|减少)了"
        r"|\bwhy\b|\breasons?\b|\bhow come\b|\bwhat (?:caused|led to|explains|was behind|is behind|drove|made)\b"
    ),
    Sought.PURPOSE: re.compile(
        r"(?:用来|用于|用在|用到|拿来|拿去|花在|花到|投到)了?(?:做|干|买|搞|什么|哪|何|些)"
        r"|(?:主要|都|是)(?:用于|用在)\W*$|用途|(?:做|干|有)什么用"
        r"|\bused (?:for|on)\b|\bspent on\b|\bspend .{0,40}\bon\W*$|\bgo(?:es)? (?:on|to|towards?)\W*$"
        r"|\bpurposes?\b|\bwhat .{3,60} (?:money|budget|fund|funds|funding|project) for\W*$"
        r"|\bwhat (?:is|was|are|were) .{3,60} for\W*$"
    ),
    Sought.PROBLEMS: re.compile(
        rf"(?:什么|哪些|哪几[个点]|哪[两三四五六]个|主要)[^，。？?,]{{0,8}}(?:{FAULTS})"
        rf"|(?:{FAULTS})(?:主要)?(?:都)?(?:有|是|在|出在)?(?:哪|什么)|存在[^，。？?,]{{0,6}}(?:{FAULTS}|困难)"
        rf"|没做好|做得?不(?:好|够|到位)|不足之处"
        rf"|\b(?:what|which|list|describe|where)\b.{{0,60}}\b{FAULTS_ENGLISH}|\bfall(?:s|ing)? short\b"
    ),
    Sought.IMPROVEMENTS: re.compile(
        r"下一步|下步|今后|接下来|以后(?:要|会|准备|打算)|打算|准备(?:怎么|用什么|采取|如何|做什么)|改进"
        r"|(?:怎么|如何)(?:改|解决|整改)|整改措施|将(?:怎么|如何|采取)"
        r"|\bimprove(?:ments?)?\b|\bnext steps?\b|\bplan(?:s|ned|ning)? to\b|\bintends?\b|\bgoing to\b"
        r"|\bfrom now on\b|\bin future\b|\bremed(?:y|ies)\b|\b(?:do|done) about\b|\bpromises? to\b"
    ),
    Sought.WHETHER: re.compile(
        r"是否|有没有|有无|是不是|吗|能否|可否|会不会|能不能|(?:没有?|不)\W*$|\bwhether\b|\bany\b"
        r"|(?:^|[,，:：] ?)(?:did|does|do|is|are|was|were|has|have|had|can)\b"
    ),
}
"""What the words of a question ask to be told, besides what a word means."""
NO_NUMBER = frozenset({Sought.REASON, Sought.PURPOSE})
"""Where these are asked, an amount that is named is what they are about."""
NEVER_A_NUMBER = NO_NUMBER | {Sought.PERSON, Sought.BODY, Sought.DAY, Sought.PROBLEMS}
"""What keywords without a question word ask for, if they say one of these."""


def in_plain_words(plain: str) -> str:
    """A normalised question with the question words of the written language.

    >>> in_plain_words("今年咋少了"), in_plain_words("整合咗边四类力量"), in_plain_words("河边三个村")
    ('今年怎么少了', '整合了哪四类力量', '河边三个村')
    """
    for said, written in PLAIN_WORDS:
        plain = said.sub(written, plain)
    return plain


def words_sought(plain: str) -> frozenset[Sought]:
    """What a normalised question asks to be told in words.

    >>> [str(one) for one in sorted(words_sought("镇长叫什么名字"))]
    ['name', 'person']
    """
    found = {sought for sought, pattern in SOUGHT.items() if pattern.search(plain)}
    return frozenset(found | ({Sought.MEANING} if MEANING.search(plain) else set()))
