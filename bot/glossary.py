"""glossary.toml and english.toml → which words stand for each other, in Chinese and across from English."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from index.terms import normalise, stem, tagged_words

LONGEST_RUN = 8
"""Words of the longest Chinese entry, in jieba's cut (政/府/信息/公开/申请)."""


Phrase = tuple[str, ...]
"""The stems of an English phrase."""


@dataclass(frozen=True, slots=True)
class Glossary:
    """Synonyms, looked up by what was said."""

    chinese: dict[str, tuple[str, ...]]
    """a Chinese word → every word that stands for it, itself first"""
    english: dict[Phrase, tuple[str, ...]]
    """an English phrase → its Chinese words"""


@cache
def glossary() -> Glossary:
    """The project's own glossary."""
    chinese: dict[str, dict[str, None]] = {}
    english: dict[Phrase, dict[str, None]] = {}
    for phrases, printed in _entries("glossary.toml"):
        variants = [normalise(word) for word in printed]
        for word in variants:
            chinese.setdefault(word, {word: None}).update(dict.fromkeys(variants))
        for phrase in phrases:
            english.setdefault(phrase, {}).update(dict.fromkeys(variants))
    return Glossary({word: tuple(found) for word, found in chinese.items()}, {k: tuple(v) for k, v in english.items()})


@cache
def english_where_printed() -> dict[Phrase, tuple[str, ...]]:
    """English phrases that mean something only where the reports print one of their Chinese words.

    Apart from the glossary, for only English questions need them, and the stems of thousands of phrases take a while.
    """
    return {phrase: printed for phrases, printed in _entries("english.toml") for phrase in phrases}


@cache
def longest_english() -> int:
    """Words of the longest English phrase."""
    return max(map(len, (*glossary().english, *english_where_printed())))


def _entries(file: str) -> Iterator[tuple[list[Phrase], tuple[str, ...]]]:
    """Each line's English phrases and its Chinese words."""
    for table in tomllib.loads((files("bot") / file).read_text("utf-8")).values():
        for sayings, printed in table.items():
            said = filter(None, map(str.strip, sayings.split(",")))
            yield [english_stems(one) for one in said], tuple(printed.split())


def english_stems(phrase: str) -> tuple[str, ...]:
    """The stems of an English phrase, hyphens and apostrophes parted.

    >>> english_stems("legal-aid cases")
    ('legal', 'aid', 'case')
    """
    plain = normalise(phrase).replace("'s", "").replace("’s", "")
    words = "".join(char if char.isalnum() else " " for char in plain).split()
    return tuple(stem(word) for word in words)


def glossary_words(text: str) -> list[tuple[str, str]]:
    """The words of a text with their part of speech; those that the glossary knows are whole and have the tag "known".

    Only whole words are joined to one: 公开 isn't found in 公开课.

    >>> glossary_words("行政复议审结"), glossary_words("公开课")
    ([('行政复议', 'known'), ('审结', 'known')], [('公开课', 'n')])
    """
    known = glossary().chinese
    joined: list[tuple[str, str]] = []
    tokens, position = tagged_words(text, _words_of_two()), 0
    while position < len(tokens):
        length = _longest_known(tokens, position)
        word = "".join(one for one, _ in tokens[position : position + max(length, 1)])
        joined.append((word, "known" if length or word in known else tokens[position][1]))
        position += max(length, 1)
    return joined


def _longest_known(tokens: list[tuple[str, str]], position: int) -> int:
    """How many words from a position on are one entry; 0 where none begins there."""
    known = glossary().chinese
    for length in range(min(LONGEST_RUN, len(tokens) - position), 0, -1):
        if "".join(word for word, _ in tokens[position : position + length]) in known:
            return length
    return 0


@cache
def _words_of_two() -> frozenset[str]:
    return frozenset(word for word in glossary().chinese if len(word) > 1)
