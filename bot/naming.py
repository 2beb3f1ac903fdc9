"""A question's words → the things that it names, each with the words that reports may print for it."""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Protocol

from bot.asking import ASKED_UNIT, LEAST_IMPORTANT
from bot.glossary import english_stems, english_where_printed, glossary, glossary_words, longest_english
from bot.records import Language, Term
from ingest.bodies import sound_of

HAN = re.compile(r"[\u4e00-\u9fff]")
HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
QUOTED = re.compile(r"[“\"「『《]([^”\"」』》]{2,30})[”\"」』》]")
PHRASES_WITHOUT_CONTENT = re.compile(
    r"多少钱|请问|麻烦|告诉我|我?想(?:知道|问|了解)(?:一下)?|帮我?查(?:一下)?|查一下|能不能|可不可以|的话"
    r"|报告(?:里|中|上|显示|前后)?|根据.{0,6}报告"
    r"|有没有|是不是|是否|多少|哪些|哪里|哪儿|哪一?位|哪个|哪几|在哪|哪年哪月|哪[一]?[年月天]|什么时候|什么|啥时候|啥|何时|怎么样?|如何|怎样|为什么|为何|谁"
    r"|一共|总共|加起来|加在一(?:块儿?|起)|共计|一起|分别|到底|究竟|大概|大约|左右|截至目前|这(?:几|个|些|一)?|那(?:几|个|些|一)?"
    r"|是几|填的?是?|总?数量|叫什么|一栏|一行|那栏|表格?里|表中|[条件次份场篇户家]数(?![量据字])|名字|姓名|这一行|那一行|这一项"
    r"|吗|呢|呀|啊|吧|了|的|是"
)
SKIPPED_TAGS = frozenset("m q x r y e o p c u uj ul uz ug ud uv f w mq k".split())
"""jieba's numerals, measure words, pronouns, particles, prepositions, adverbs: they name nothing that is printed."""
VERB_TAGS = frozenset({"v", "a", "ad", "d", "i", "l", "b", "z", "zg"})
NOUN, GENERAL, UNKNOWN_VERB, ENGLISH_WORD, HINT = 1.0, 0.6, 0.1, 0.7, 0.15
"""How much a kind of word matters. A verb that stands nowhere in the reports (评上, 搞) says little; an English word
that only the dictionary explains may be any of several Chinese ones."""
MOST_TRANSLATIONS = 12


class Vocabulary(Protocol):
    """What the reports' own words tell of a question's."""

    @property
    def occurs(self) -> Callable[[str], bool]:
        """Whether a Chinese phrase stands anywhere in the reports."""

    @property
    def translations(self) -> Callable[[str], tuple[str, ...]]:
        """Chinese words of the reports for an English word."""

    @property
    def mended(self) -> Callable[[str], tuple[str, ...]]:
        """Words of the reports that a Chinese word is mistyped for."""

    @property
    def akin(self) -> Callable[[str], tuple[str, ...]]:
        """Words of the reports that a thesaurus gives for a Chinese word."""


def named_terms(
    asks: str,
    besides: str,
    language: Language,
    vocabulary: Vocabulary,
) -> Iterator[Term]:
    """The things that a normalised question names, and, as hints, those that are said besides it.

    A hint that stands nowhere in the reports is dropped: why somebody asks is no part of the question.
    """
    if language is Language.ENGLISH:
        asks, besides = _with_printed_names(asks, besides)
    named = tuple(_named(asks, language, vocabulary))
    yield from named
    if not any(term.importance > LEAST_IMPORTANT for term in named) and HAN.search(besides):
        asks, besides = besides, ""
        named = tuple(_named(asks, language, vocabulary))
        yield from named
    known = {word for term in named for word in term.alternatives}
    for term in _named(besides, language, vocabulary):
        if not known & set(term.alternatives) and any(vocabulary.occurs(word) for word in term.alternatives):
            yield replace(term, importance=HINT)


def _with_printed_names(asks: str, besides: str) -> tuple[str, str]:
    """An English question gives the printed name in brackets: normative documents (规范性文件)."""
    names = [name for name in HAN_RUN.findall(besides) if len(HAN_RUN.findall(besides)) == 1]
    return " ".join([asks, *names]), HAN_RUN.sub(" ", besides) if names else besides


def _named(plain: str, language: Language, vocabulary: Vocabulary) -> Iterator[Term]:
    """Quoted names first, whole; then word by word."""
    quoted = [name for name in QUOTED.findall(plain) if HAN.search(name)]
    for name in dict.fromkeys(quoted):
        yield Term(name, (name,), NOUN)
    rest = QUOTED.sub(" ", plain) if quoted else plain
    for number in dict.fromkeys(NAMING_NUMBER.findall(rest)):
        if calls(number, plain) or vocabulary.occurs(number):
            yield Term(number, (number,), NOUN)
    for name in dict.fromkeys(LETTERS_AND_DIGITS.findall(rest)):
        yield Term(name, (name,), NOUN)
    rest = LETTERS_AND_DIGITS.sub(" ", rest)
    if language is Language.CHINESE:
        as_printed = ENGLISH_RUN.sub(lambda words: words[0] if vocabulary.occurs(words[0]) else " ", rest)
        yield from _chinese_terms(as_printed, vocabulary)
        for words in ENGLISH_RUN.findall(rest):
            if not vocabulary.occurs(words):
                yield from _english_terms(words, vocabulary)
        return
    names = tuple(dict.fromkeys(HAN_RUN.findall(rest)))
    printed = tuple(filter(vocabulary.occurs, names))
    yield from _english_terms(_without_romanised(rest, printed), vocabulary)
    for name in names:
        if name.endswith("元"):
            continue
        if vocabulary.occurs(name):
            yield Term(name, (name,), NOUN)
        else:
            yield from _chinese_terms(name, vocabulary)


def _without_romanised(plain: str, names: tuple[str, ...]) -> str:
    """An English question without the words that only spell Chinese names which stand in it too.

    >>> _without_romanised("in qianhu county (芡湖县)", ("芡湖县",))
    'in   county (芡湖县)'
    """
    sounds = {sound_of(name[:length]).replace(" ", "") for name in names for length in range(2, len(name) + 1)}
    return re.sub(r"[a-z]+", lambda word: " " if word[0] in sounds else word[0], plain)


def _chinese_terms(plain: str, vocabulary: Vocabulary) -> Iterator[Term]:
    known = glossary().chinese
    bare = PHRASES_WITHOUT_CONTENT.sub(" ", ASKED_UNIT.sub(" ", plain))
    seen: set[str] = set()
    words = list(_whole_words(_cut_as_printed(_whole_places(glossary_words(bare)), vocabulary.occurs)))
    for (word, tag), (_, next_tag) in pairwise([*words, ("", "")]):
        if word not in seen and not _says_nothing(word, tag):
            seen.add(word)
            akin = () if word in known else vocabulary.akin(word)
            importance = _importance(word, tag, lambda said: bool(akin) or vocabulary.occurs(said))  # noqa: B023
            acts = (tag in ("v", "vn") and next_tag.startswith(NARROWED)) or _acts_on_what_is_counted(word, plain)
            if importance == UNKNOWN_VERB and len(word) > 1 and acts:
                importance = GENERAL
            if denied := _denied(word, bare):
                yield Term(denied[0], denied, NOUN)
                continue
            is_told = akin or word in known or len(word) == 1 or vocabulary.occurs(word)
            meant = () if is_told else vocabulary.mended(word)
            is_place = tag == PLACE
            yield Term(word, meant or known.get(word, (word,)), importance, not HAN.search(word), akin, is_place)


def _cut_as_printed(words: list[tuple[str, str]], occurs: Callable[[str], bool]) -> list[tuple[str, str]]:
    """Words cut where the reports cut them, where the dictionary's cut makes a word that no report has.

    >>> _cut_as_printed([("路总", "n"), ("投资", "vn")], {"总投资"}.__contains__)
    [('路', 'n'), ('总投资', 'vn')]
    >>> _cut_as_printed([("免费打", "l"), ("疫苗", "n")], {"免费", "疫苗"}.__contains__)
    [('免费', 'l'), ('打', 'l'), ('疫苗', 'n')]
    """
    cut: list[tuple[str, str]] = []
    for word, tag in words:
        before, tag_before = cut[-1] if cut else ("", "")
        if (
            _is_strange(before, tag_before, occurs)
            and len(before) == CUT_ANEW
            and HAN_RUN.fullmatch(word)
            and occurs(before[1:] + word)
        ):
            cut[-1:] = [(before[0], tag_before), (before[1:] + word, tag)]
        elif (
            HAN_RUN.fullmatch(before)
            and _is_strange(word, tag, occurs)
            and len(word) == CUT_ANEW
            and occurs(before + word[0])
        ):
            cut[-1:] = [(before + word[0], tag_before), (word[1:], tag)]
        elif _is_strange(word, tag, occurs) and word[-1] in DONE_TO_THINGS and occurs(word[:-1]):
            cut += [(word[:-1], tag), (word[-1], tag)]
        else:
            cut.append((word, tag))
    return cut


def _is_strange(word: str, tag: str, occurs: Callable[[str], bool]) -> bool:
    return tag != "known" and tag not in SKIPPED_TAGS and HAN_RUN.fullmatch(word) is not None and not occurs(word)


DONE_TO_THINGS = frozenset("打发拿领看办查修建装种买送罚交")
"""Verbs of one character that the dictionary leaves at the end of a phrase: 免费打."""
CUT_ANEW = 2
"""Characters of a strange word that may be the end of one word and the beginning of the next."""


def _acts_on_what_is_counted(word: str, plain: str) -> bool:
    """Whether a verb stands right before how many of something are asked for: 注销了多少户, not 达到多少."""
    match = re.search(rf"{re.escape(word)}[了过]?{ASKED_UNIT.pattern}", plain)
    return match is not None and not match[1].endswith("元")


def _denied(word: str, plain: str) -> tuple[str, ...]:
    """The words for a thing that a question denies: 没办结 is 未办结, and no 办结 answers it.

    >>> _denied("办结", "还差多少没办结"), _denied("办结", "办结几件")
    (('未办结', '尚未办结', '没办结', '没有办结', '不办结'), ())
    >>> _denied("提供", "没法提供的申请")
    ('无法提供', '不能提供', '没法提供', '未能提供')
    """
    if re.search(rf"{UNABLE.pattern}{re.escape(word)}", plain):
        return tuple(f"{no}{word}" for no in ("无法", "不能", "没法", "未能"))
    if not DENIAL.search(plain) or not re.search(rf"{DENIAL.pattern}(?:被|能够?|及时)?{re.escape(word)}", plain):
        return ()
    return tuple(f"{no}{word}" for no in ("未", "尚未", "没", "没有", "不"))


UNABLE = re.compile(r"(?:没法|无法|没办法|不能)(?:给|被)?")
DENIAL = re.compile(r"(?<!有)(?<!是)(?:还?没有?|尚?未能?)")


def _says_nothing(word: str, tag: str) -> bool:
    if word in NOUNS_TAGGED_OTHERWISE:
        return False
    names_something = HAN.search(word) or re.fullmatch(r"[a-z]{2,}", word)
    return word in everyday("chinese") or tag in SKIPPED_TAGS or not names_something


NOUNS_TAGGED_OTHERWISE = frozenset({"本科"})
"""本科 is a pronoun to jieba, as in 本科室."""


def _whole_words(words: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Single characters in a row are one word that no dictionary has: a name, a new word."""
    run = ""
    for word, tag in [*_quantities(words), ("", "")]:
        if len(word) == 1 and tag != "known" and not _says_nothing(word, tag):
            run += word
            continue
        if run:
            yield run, "n" if len(run) > 1 else "v"
            run = ""
        if word:
            yield word, tag


def _whole_places(words: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The name of a place with the word for its kind, where the dictionary cuts it to pieces.

    >>> _whole_places([("芦", "n"), ("桥", "known"), ("县", "zg"), ("职工", "n")])
    [('芦桥县', 'place'), ('职工', 'n')]
    >>> _whole_places([("全", "a"), ("县", "zg")]), _whole_places([("办", "v"), ("企业", "n"), ("区", "n")])
    ([('全', 'a'), ('县', 'zg')], [('办', 'v'), ('企业', 'n'), ('区', 'n')])
    """
    whole: list[tuple[str, str]] = []
    for word, tag in words:
        whole.append((word, tag))
        if not word.endswith(PLACE_ENDINGS) or len(word) > LONGEST_PIECE or word[:-1] in NO_NAME:
            continue
        for count in PIECES:
            name = "".join(piece for piece, _ in whole[-count:])
            if len(whole) >= count and len(name) in PLACE_LENGTHS and _begins_a_name(*whole[-count]):
                whole[-count:] = [(name, PLACE)]
                break
    return whole


def _begins_a_name(word: str, tag: str) -> bool:
    """Whether a place's name may begin with a word: a name, or one character that says nothing by itself."""
    if not HAN_RUN.fullmatch(word) or word in NO_NAME or tag == "known":
        return False
    return tag in NAME_TAGS or (len(word) == 1 and tag[0] in "nzg")


PLACE = "place"
PLACE_ENDINGS = ("县", "区", "镇", "乡")
PLACE_LENGTHS = range(2, 5)
LONGEST_PIECE, PIECES = 2, (3, 2)
"""Characters of a piece that the dictionary leaves, and how many of them a name has."""
NAME_TAGS = frozenset({"nr", "ns", "nz"})
NO_NAME = frozenset("全本我你该各每哪几这那某两新老城市县区镇乡")
"""Characters before 县 and 区 that make no name with them."""


def _quantities(words: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """阅读 and 量 are one thing to be counted, 出庭 and 率 too."""
    joined: list[tuple[str, str]] = []
    for word, tag in words:
        if joined and word in QUANTITY_ENDINGS and len(joined[-1][0]) > 1 and HAN.match(joined[-1][0]):
            joined[-1] = (joined[-1][0] + word, "n")
        else:
            joined.append((word, tag))
    return joined


NAMING_NUMBER = re.compile(r"(?<![\d.,])\d{4,6}(?![\d.,年%％])")
"""A number in a question names something: the 12345 hotline."""
ENGLISH_RUN = re.compile(r"(?<![a-z0-9])[a-z]{2,}(?:[ '-][a-z]+)*(?![a-z0-9])")
"""English words in a Chinese question: B类的 work permit."""
LETTERS_AND_DIGITS = re.compile(r"(?<![a-z0-9.])(?:(?!fy|q[1-4])[a-z]{1,4}\d+(?:\.\d+)?|\d{1,2}[ag](?![a-z]))(?![\d])")
"""A name that is one only as a whole: PM2.5 is not PM10, 4A not 5A."""
HOTLINE = r"(?:热线|电话|专线|平台|hotline|helpline|line\b|service)"


def calls(number: str, plain: str) -> bool:
    """Whether a number is one that people dial: 12345热线.

    >>> calls("12345", "12345热线来电多少"), calls("30112", "30112 预算数")
    (True, False)
    """
    return re.search(rf"{number}[^，。,.]{{0,8}}{HOTLINE}|{HOTLINE} ?{number}", plain) is not None


NARROWED = ("n", "known", "v")
"""Tags of what an unknown verb right before it narrows: 超限超载车辆."""
QUANTITY_ENDINGS = frozenset("量率费额")


def _importance(word: str, tag: str, occurs: Callable[[str], bool]) -> float:
    if tag == "known":
        return GENERAL if word in everyday("general") else NOUN
    if tag in VERB_TAGS:
        return GENERAL if len(word) > 1 and occurs(word) else UNKNOWN_VERB
    return NOUN


def _english_terms(plain: str, vocabulary: Vocabulary) -> Iterator[Term]:
    translations = vocabulary.translations
    words = tuple(_mended_english(word, translations) for word in english_stems(HAN_RUN.sub(" ", plain)))
    whole = _whole_phrases(words, translations)
    position = 0
    seen: set[str] = set()
    while position < len(words):
        length, chinese = _phrase_of(words, position, vocabulary.occurs)
        said = " ".join(words[position : position + max(length, 1)])
        if said not in seen:
            seen.add(said)
            phrases = whole.get(position, ()) if length < LONGEST_EXPLAINED else ()
            if length:
                yield Term(said, tuple(dict.fromkeys((*chinese, *phrases))), NOUN, english=True)
            elif term := _english_word(said, vocabulary):
                yield replace(term, alternatives=tuple(dict.fromkeys((*term.alternatives, *phrases))))
        position += max(length, 1)


def _whole_phrases(
    words: tuple[str, ...], translations: Callable[[str], tuple[str, ...]]
) -> dict[int, tuple[str, ...]]:
    """By the position of each of its words, what the dictionary has for a whole phrase: 招聘会 for job and for fair."""
    found: dict[int, tuple[str, ...]] = {}
    skipped = everyday_stems("english")
    for length in range(2, LONGEST_EXPLAINED + 1):
        for position in range(len(words) - length + 1):
            phrase = words[position : position + length]
            if phrase[0] in skipped or phrase[-1] in skipped:
                continue
            chinese = translations(" ".join(phrase))[:MOST_TRANSLATIONS]
            for at in range(position, position + length) if chinese else ():
                found[at] = (*found.get(at, ()), *chinese)
    return found


LONGEST_EXPLAINED = 3
"""Words of the longest phrase that is looked up in the dictionary."""


def _english_word(said: str, vocabulary: Vocabulary) -> Term | None:
    """A word that is no phrase of the glossary; HPV and the like are printed as they are."""
    if said in everyday_stems("english") or len(said) < 2 or not said.isalpha():
        return None
    chinese = vocabulary.translations(said)[:MOST_TRANSLATIONS]
    if not chinese and vocabulary.occurs(said):
        return Term(said, (said,), NOUN, english=True)
    return Term(said, chinese, ENGLISH_WORD, english=True)


def _mended_english(word: str, translations: Callable[[str], tuple[str, ...]]) -> str:
    """A word that nothing knows as the nearest that the glossary does: psots, sevices."""
    known = _english_words()
    if len(word) < SHORTEST_MENDED or not word.isalpha() or word in known or translations(word):
        return word
    turned = [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in (*range(1, len(word) - 1), 0)]
    if meant := next((one for one in turned if one in known), None) or next(filter(translations, turned), None):
        return meant
    if len(word) < LONG_ENOUGH_TO_MEND:
        return word
    return next(iter(get_close_matches(word, sorted(known), n=1, cutoff=MISSPELT)), word)


@cache
def _english_words() -> frozenset[str]:
    """Every word of the glossary's phrases, and those that name nothing."""
    phrases = (*glossary().english, *english_where_printed())
    return everyday_stems("english") | {word for phrase in phrases for word in phrase}


SHORTEST_MENDED, LONG_ENOUGH_TO_MEND = 4, 5
MISSPELT = 0.82
"""Likeness from which a long word is a misspelling: one letter in six."""


def _phrase_of(words: tuple[str, ...], position: int, occurs: Callable[[str], bool]) -> tuple[int, tuple[str, ...]]:
    """The longest phrase from a position on that the glossaries know: how many words it has, and its Chinese.

    0 where none begins there. One of english.toml that the reports print in no way gives way to its words.
    """
    known, where_printed = glossary().english, english_where_printed()
    skipped = everyday_stems("english") - everyday_stems("explained")
    for length in range(min(longest_english(), len(words) - position), 0, -1):
        phrase = words[position : position + length]
        if length == 1 and phrase[0] in skipped:
            continue
        if phrase in known:
            return length, known[phrase]
        if any(map(occurs, where_printed.get(phrase, ()))):
            return length, where_printed[phrase]
        active = (phrase[0], *(word for word in phrase[1:-1] if word not in PASSIVE), phrase[-1])
        if len(active) < length and any(map(occurs, where_printed.get(active, ()))):
            return length, where_printed[active]
    return 0, ()


PASSIVE = frozenset({"is", "are", "was", "were", "been", "got"})
"""Words between those of a phrase that change nothing: babies were born."""


@cache
def everyday(group: str) -> frozenset[str]:
    """A group of everyday.toml, word by word."""
    return frozenset(str(tomllib.loads((files("bot") / "everyday.toml").read_text("utf-8"))[group]).split())


@cache
def everyday_stems(group: str) -> frozenset[str]:
    """A group of English words, as stems."""
    return frozenset(stem for word in everyday(group) for stem in english_stems(word))
