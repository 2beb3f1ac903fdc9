"""Turns Chinese and English text into search terms, the same way for what is stored and for what is asked."""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import cache, lru_cache
from threading import Lock
from typing import Any

import rjieba
import snowballstemmer
from opencc import OpenCC

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
"""Chinese characters, 〇 with them, as the inside of a regular expression's brackets"""

HAN_SIGN = re.compile(f"[{HAN}]")

GAP_BESIDE_HAN = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}0-9])|(?<=[0-9])\s+(?=[{HAN}])")
"""PDF text has spaces that nobody printed: 总 计, 2020 年"""

MAINLAND_WORDS = {"资讯": "信息", "网路": "网络", "影片": "视频", "电邮": "电子邮箱"}
"""Words of Taiwan and Hong Kong, in simplified characters, and the mainland's. OpenCC's own list would also change
words that both have (文件)."""

RUN = re.compile(rf"(?P<han>[{HAN}]+)|(?P<number>\d+(?:,\d{{3}})*(?:\.\d+)?)|(?P<word>[^\W\d_{HAN}]+)")

_STEMMING = Lock()
"""The stemmer keeps the word that it works on: two threads would get each other's endings, or an IndexError."""

UNSEARCHED = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be been by did do does for from had has have how in is it its many much of on or "
        "that the there this to was were what when where which who will with",
    )
)
"""English words that stand in any sentence; Chinese ones are rare enough after counting their frequency"""


NORMALISED_KEPT = 16_384
"""texts whose one spelling is remembered: a question is held against the same names and labels as the one before"""


class TermKind(StrEnum):
    """Which terms of Chinese are looked for; English words and numbers are, either way."""

    WORDS = "words"
    PAIRS = "pairs"
    """of characters: a pair doesn't depend on how a sentence is cut"""
    BOTH = "words and pairs"
    """find more than either (docs/decisions.md)"""


@lru_cache(maxsize=NORMALISED_KEPT)
def normalise(text: str) -> str:
    r"""One spelling for what means the same: width, traditional characters, case, stray spaces.

    >>> normalise("法律援助 案件  ５７６ 件\x00"), normalise("政府資訊公開"), normalise("Legal  AID")
    ('法律援助案件576件', '政府信息公开', 'legal aid')
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().split())
    compatible = unicodedata.normalize("NFKC", "".join(map(_printable, text)))
    return " ".join(GAP_BESIDE_HAN.sub("", simplified(compatible).lower()).split())


def simplified(text: str) -> str:
    """The text in simplified characters and the mainland's words, without halves of broken ones.

    >>> simplified("資訊公開, legal aid")
    '信息公开, legal aid'
    """
    found = str(_to_simplified().convert(text.encode("utf-8", "ignore").decode("utf-8")))
    for elsewhere, here in MAINLAND_WORDS.items():
        found = found.replace(elsewhere, here)
    return found


def words(text: str) -> list[str]:
    """The words of a text in order: Chinese ones cut for search, English ones stemmed, numbers plain.

    >>> words("受理法律援助案件1,576件, applications received")
    ['受理', '法律', '援助', '法律援助', '案件', '1576', '件', 'applic', 'receiv']
    """
    return [word for run in RUN.finditer(normalise(text)) for word in _words_of(run)]


def pairs(text: str) -> list[str]:
    """The character pairs of a text's Chinese, in order.

    >>> pairs("法律援助 legal aid")
    ['法律', '律援', '援助']
    """
    return [pair for run in RUN.finditer(normalise(text)) for pair in _pairs(run["han"] or "")]


def terms(text: str) -> list[str]:
    """The words of a text, then the character pairs of its Chinese, in order.

    >>> terms("法律援助")
    ['法律', '援助', '法律援助', '法律', '律援', '援助']
    """
    return words(text) + pairs(text)


def match_expression(*texts: str, kind: TermKind = TermKind.BOTH) -> str:
    """What FTS5 is asked for: any of the terms of any of these texts, or a whole text in one piece.

    Every term is quoted, so no text can break the expression or steer it; "" where there are no terms.

    >>> match_expression('法援', 'x" AND y:')
    '"法援" OR "x" OR "y" OR "x y"'
    >>> match_expression('申请2件', kind=TermKind.WORDS), match_expression('申请2件', kind=TermKind.PAIRS)
    ('{words} : ("申请" OR "2" OR "件")', '{pairs} : ("申请") OR {words} : ("2")')
    """
    if kind is TermKind.BOTH:
        return _any_of(term for text in texts for term in (*terms(text), whole_term(text)))
    found = [word for text in texts for word in words(text)]
    if kind is TermKind.WORDS:
        return _in_column("words", found)
    asked = [pair for text in texts for pair in pairs(text)]
    columns = _in_column("pairs", asked), _in_column("words", [word for word in found if not HAN_SIGN.match(word)])
    return " OR ".join(filter(None, columns))


def _in_column(column: str, asked: Iterable[str]) -> str:
    any_of = _any_of(asked)
    return f"{{{column}}} : ({any_of})" if any_of else ""


def _any_of(asked: Iterable[str]) -> str:
    return " OR ".join(f'"{term}"' for term in dict.fromkeys(asked) if term)


def whole_term(text: str) -> str:
    """The text as one FTS5 phrase, which matches where it stands in one piece; "" where it has no terms.

    >>> whole_term("法律援助"), whole_term("applications")
    ('法律 律援 援助', 'applic')
    """
    runs = list(RUN.finditer(normalise(text)))
    pairs = _pairs(runs[0]["han"] or "") if len(runs) == 1 else []
    return " ".join(pairs or words(text))


def english_key(text: str) -> str:
    """English words as the dictionary's keys spell them: stems with a space between; "" where there are none.

    >>> english_key("Applications"), english_key("legal aid"), english_key("法律")
    ('applic', 'legal aid', '')
    """
    found = [run["word"] for run in RUN.finditer(normalise(text))]
    return " ".join(stem(word) for word in found if word and word not in UNSEARCHED)


@cache
def stem(word: str) -> str:
    """The word without its English ending: "applications" and "application" are both "applic".

    A stem is its own stem, so that stems may be looked up like words: nurse is nurs and that would be nur.
    """
    with _STEMMING:
        shorter = str(_english_stemmer().stemWord(word))
    return shorter if shorter == word else stem(shorter)


def _words_of(run: re.Match[str]) -> list[str]:
    if run["han"]:
        return rjieba.cut_for_search(run["han"])
    if run["number"]:
        return [run["number"].replace(",", "")]
    return [] if run["word"] in UNSEARCHED else [stem(run["word"])]


def _pairs(han: str) -> list[str]:
    return [han[start : start + 2] for start in range(len(han) - 1)]


def _printable(character: str) -> str:
    """Itself; a space for white space and control characters; nothing for halves of a broken character."""
    category = unicodedata.category(character)
    if category in ("Cs", "Cf"):
        return ""
    return " " if category == "Cc" else character


@cache
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")


@cache
def _english_stemmer() -> Any:
    return snowballstemmer.stemmer("english")


def tagged_words(text: str, known: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    """The words of a text with their part of speech (jieba's tags: n noun, v verb, m numeral, x other signs).

    Known words are never cut, and no words are guessed: what the dictionary lacks comes in single characters.

    >>> tagged_words("审结行政复议案件")
    [('审结', 'v'), ('行政复议', 'n'), ('案件', 'n')]
    >>> tagged_words("微博粉丝", frozenset({"微博"}))
    [('微博', 'n'), ('粉丝', 'n')]
    """
    return [(str(word), str(tag)) for word, tag in _tagger(known).tag(text, False)]


@cache
def _tagger(known: frozenset[str]) -> Any:
    tagger = rjieba.Jieba()
    for word in sorted(known):
        tagger.add_word(word, KNOWN_FREQUENCY, "n")
    return tagger


KNOWN_FREQUENCY = 100_000
"""as often as the commonest words of jieba's dictionary, so that a known word wins over its pieces"""
