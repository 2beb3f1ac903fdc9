"""Whether a sentence holds what a question of words asks for: a person, a day, a reason, a list."""

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from bot.glossary import english_stems
from bot.matching import Weights
from bot.records import Question, Sought, Term
from bot.sought import FAULTS, TITLES
from index.terms import normalise, tagged_words

NAME = re.compile(r"[“《][^”》]{2,}[”》]")
DATE = re.compile(r"\d{4}\s*年|\d{1,2}\s*[月日]|[年月季]底|每[周月季年]")
REASON = re.compile(
    r"原因|由于|因为|为了|主要(?:是|系)|所致|导致|(?<![原成诱])因(?!此|而|素|公|私|人|地)|受[^，。；]{2,14}影响"
)
DEFINES = re.compile(
    r"^[（(]?[\w、.（）()]{0,6}[“”\"]?[^：:，。]{2,20}[：:]?\s*(?:是指|指|是)[^，。]{4,}|[^，。]{2,20}(?:是指|指的是)"
)
PLACE = re.compile(
    r"(?<!正)(?<!存)在(?!于|线|编|岗|职|校|园|册|建|用)[\u4e00-\u9fff“]{2,}|位于|设[于在]|地址|[赴往]|[路街道]\s*\d+\s*号|网站|[村镇乡]、"
)
PURPOSE = re.compile(r"主要[是为]|用于|用来|用在|为了|目的|目标|为保障|开展|支付|购买|购置|安排")
WRONG = re.compile(
    rf"{FAULTS}|不够|不及时|不到位|不高|不强|不畅|不便|不熟|不完整|不统一|有待|欠缺|偏[低少晚慢弱]|较[慢低少弱]|滞后|参差"
)
BODIES = "公司|企业|集团|厂|协会|学会|中心|局|办公室|委员会|委|院|所|科|股|处|队|站|学校|政府"
BODY = re.compile(rf"[\u4e00-\u9fff]{{2,}}(?:{BODIES})")
COMPANY = re.compile(r"[\u4e00-\u9fff]{2,}(?:公司|企业|集团|厂)")
ASKS_COMPANY = re.compile(r"公司|企业|厂家|厂商|\b(?:compan(?:y|ies)|firms?|contractors?)\b")
QUOTED = re.compile(r"[“《]([^”》]{2,})[”》]")
LISTS = re.compile(r"、|[一二]是|和|与|以及|及|：|；[^；]*；")
LISTED = re.compile(
    r"(?:哪些|哪几[个项种类家]?|哪[两三四五六七八九十][\u4e00-\u9fff])的?([\u4e00-\u9fff]{2,6})"
    r"|([\u4e00-\u9fff]{2,4})(?:都|主要|分别)?(?:有|是|由|为|包括|分为)(?=哪[些几两三四五六七八九十])"
)
"""What a list is asked of: 建议 in 采纳了哪些建议, 成员 in 成员由哪些人组成."""
TELLS_WHICH = re.compile(r"包括|主要|分别|具体|如下|集中|涉及|分为|即|：")
"""A sentence that continues another one with its list."""
ACTOR = re.compile(
    r"(?:[由经]|委托|邀请|聘请|联合|会同|科|股|室|委|中心)[\u4e00-\u9fff]{1,16}"
    r"(?:同意|批准|审批|审核|负责|牵头|把关|抽查|承担|组织|实施|提供|参加|参与|起草|编制|配齐|配备|讲解)"
)
"""Somebody who does something without a name: 由局法规股逐件把关."""
TITLE_AND_NAME = re.compile(
    rf"(?:{TITLES}|[镇乡县区市]长|秘书长|专员|工程师|联系人|联络员|联络人|负责人)[：:]?"
    r"(?!信箱|热线|会议|办公会|专线)[\u4e00-\u9fff]{2,3}(?:同志)?(?:[，,。；;）)、]|分管|主管|负责|担?任|为|兼|主持|牵头|具体|于|到任|出席|带队|$)"
)
"""副局长贺砚舟分管: whatever the name, it stands between a title and what its bearer does."""
NO_PERSON = re.compile(r"[园院校局所馆站厅]")
"""幼儿园 is taken for a name."""
NAMED_AS = re.compile(r"(?:联系人|联络员|联络人|负责人)[：:]\s*[\u4e00-\u9fff]{2,25}")
TITLE = re.compile(rf"副?(?:{TITLES})")
NUMBER_OF = re.compile(r"哪([两二三四五六七八九十])([\u4e00-\u9fff])")
DIGITS = dict(zip("两二三四五六七八九十", (2, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True))


def answers_in_kind(question: Question, sentence: str) -> bool:
    """Whether a sentence names a person where a person is asked for, a date where a date is, a name where a name is."""
    asked = [holds for sought, holds in HOLDS if sought in question.sought]
    if not asked and Sought.LIST in question.sought:
        return _lists(question, sentence)
    return not asked or any(holds(question, sentence) for holds in asked)


def goes_on_in_kind(question: Question, sentence: str) -> bool:
    """Whether a sentence beside the one that fits best says what is asked of it."""
    only_lists = Sought.LIST in question.sought and not any(sought in question.sought for sought, _ in HOLDS)
    goes_on = TELLS_WHICH.search(sentence) or any(word in sentence for word in listed_things(question))
    return answers_in_kind(question, sentence) and (not only_lists or bool(goes_on))


def counts_as_asked(question: Question, sentence: str) -> bool:
    """Whether a sentence says the number of things that a list is asked of: 4 种 for 哪四种."""
    said = [(DIGITS[digit], digit, unit) for digit, unit in NUMBER_OF.findall(normalise(question.text))]
    return any(re.search(rf"(?:(?<!\d){number}|{digit})\s*{unit}", sentence) for number, digit, unit in said)


ONLY_ASKS = 0.15
"""What is left of the weight of a thing that an answer needn't name."""


def listed_things(question: Question) -> set[str]:
    """The words for what a list is asked of."""
    said = "".join("".join(groups) for groups in LISTED.findall(normalise(question.text)))
    return {word for term in question.terms if term.said in said for word in (term.said, *term.alternatives)}


def weights_in_kind(question: Question, weights: Weights, publishers: frozenset[str]) -> Weights:
    """With little left for what is only said in asking: 分管 of 谁分管, 钱 of 钱用来做什么, a verb no report holds.

    Another name of the one body that is asked about (城管 for 城市管理局) needn't stand in its sentences either.
    """
    light = {term.said for term in question.terms if _says_little(term, question, weights)}
    if len(publishers) == 1:
        light |= {term.said for term in question.terms if _names_body(term, *publishers)}
    of = {said: weight * (ONLY_ASKS if said in light else 1) for said, weight in weights.of.items()}
    return Weights(of, weights.unknown)


def _names_body(term: Term, publisher: str) -> bool:
    return not term.english and re.search("[\u4e00-\u9fff]{0,3}".join(map(re.escape, term.said)), publisher) is not None


def only_asks(term: Term, question: Question) -> bool:
    """Whether a thing belongs to the sort of question: 问题 where problems are asked for."""
    said = {term.said, *term.alternatives[:1]}
    return any(said & words for sought, words in _asking_words().items() if sought in question.sought)


def _says_little(term: Term, question: Question, weights: Weights) -> bool:
    no_such_verb = term.said in weights.unknown and term.importance < 1 and not term.english
    return no_such_verb or only_asks(term, question)


@cache
def _asking_words() -> dict[Sought, frozenset[str]]:
    """Words of asked_words.toml, the English ones as stems."""
    words = tomllib.loads((files("bot") / "asked_words.toml").read_text("utf-8"))
    return {Sought(name): frozenset(one.split()) | frozenset(english_stems(one)) for name, one in words.items()}


def _names_somebody(question: Question, sentence: str) -> bool:
    named = (
        any(tag == "nr" and 2 <= len(word) <= 4 and not NO_PERSON.search(word) for word, tag in tagged_words(sentence))
        or bool(re.search(r"由.{2,10}任|.{2,6}(?:同志)?(?:任|担任|兼任).{0,3}(?:组长|主任|局长|负责人)", sentence))
        or bool(TITLE_AND_NAME.search(sentence))
        or bool(NAMED_AS.search(sentence))
    )
    if not named and not any(TITLE.fullmatch(word) for term in question.terms for word in term.alternatives):
        return bool(ACTOR.search(sentence))
    return named and _names_title(question, sentence)


def _names_title(question: Question, sentence: str) -> bool:
    """Not the deputy where the head is asked for: 副镇长 is no 镇长."""
    titles = {word for term in question.terms for word in term.alternatives if TITLE.fullmatch(word)}
    standing = {title for title in titles if title in sentence}
    return not standing or any(
        title.startswith("副") or re.search(rf"(?<!副){title}", sentence) is not None for title in standing
    )


def _names_a_body(question: Question, sentence: str) -> bool:
    company = ASKS_COMPANY.search(normalise(question.text))
    return bool((COMPANY if company else BODY).search(sentence))


def _lists(question: Question, sentence: str) -> bool:
    """Whether a sentence has names or a list, and the list where it speaks of the things that are asked for."""
    asked = normalise(question.text)
    words = {word for word in listed_things(question) if word in sentence}
    clauses = [one for one in re.split(r"[，；。,;]", sentence) if one] if words else [sentence]
    return any(
        (LISTS.search(clause) or any(normalise(name) not in asked for name in QUOTED.findall(clause)))
        and (not words or any(word in f"{before}{clause}" for word in words))
        for before, clause in zip(("", *clauses), clauses, strict=False)
    )


def _defines(question: Question, sentence: str) -> bool:
    """Whether a sentence explains one of the words that a question names: they stand before 是指."""
    if not DEFINES.search(sentence):
        return False
    head = normalise(re.split(r"[：:]|是指|指|是", sentence, maxsplit=1)[0])
    words = {word for term in question.terms if not only_asks(term, question) for word in term.alternatives}
    return not words or any(word in head for word in words)


def _holds(pattern: re.Pattern[str]) -> Callable[[Question, str], bool]:
    return lambda _, sentence: bool(pattern.search(sentence))


HOLDS: tuple[tuple[Sought, Callable[[Question, str], bool]], ...] = (
    (Sought.PERSON, _names_somebody),
    (Sought.BODY, _names_a_body),
    (Sought.DAY, _holds(DATE)),
    (Sought.PLACE, _holds(PLACE)),
    (Sought.NAME, _holds(NAME)),
    (Sought.REASON, _holds(REASON)),
    (Sought.PURPOSE, _holds(PURPOSE)),
    (Sought.MEANING, _defines),
    (Sought.PROBLEMS, _holds(WRONG)),
)
"""What a question asks for, and what its answer then holds."""
