"""glossary.toml → which words stand for each other, in Chinese and across from English."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from index.terms import normalise, stem


LONGEST_RUN = 8
"""Words of the longest Chinese entry, in jieba's cut (政/府/信息/公开/申请)."""


@dataclass(frozen=True, slots=True)
class Glossary:
    """Synonyms, looked up by what was said."""

    chinese: dict[str, tuple[str, ...]]
    """a Chinese word → every word that stands for it, itself first"""
    english: dict[tuple[str, ...], tuple[str, ...]]
    """the stems of an English phrase → its Chinese words"""

    @property
    def longest_english(self) -> int:
        """Words of the longest English phrase."""
        return max(map(len, self.english))


@cache
def glossary() -> Glossary:
    """The project's own glossary."""
    groups = tomllib.loads((files("bot") / "glossary.toml").read_text("utf-8"))
    chinese: dict[str, dict[str, None]] = {}
    english: dict[tuple[str, ...], dict[str, None]] = {}
    for entries in groups.values():
        for sayings, printed in entries.items():
            variants = [normalise(word) for word in printed.split()]
            for word in variants:
                chinese.setdefault(word, {word: None}).update(dict.fromkeys(variants))
            for phrase in filter(None, map(str.strip, sayings.split(","))):
                english.setdefault(english_stems(phrase), {}).update(dict.fromkeys(variants))
    return Glossary({word: tuple(found) for word, found in chinese.items()}, {k: tuple(v) for k, v in english.items()})


def english_stems(phrase: str) -> tuple[str, ...]:
    """The stems of an English phrase, hyphens and apostrophes parted.

    >>> english_stems("legal-aid cases")
    ('legal', 'aid', 'case')
    """
    plain = normalise(phrase).replace("'s", "").replace("’s", "")
    words = "".join(char if char.isalnum() else " " for char in plain).split()
    return tuple(stem(word) for word in words)


def known_phrases(tokens: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Words of a text with those put together that the glossary knows as one, the longest first from the left.

    Only whole words are joined: 人员 isn't found in 工作人员. What was joined has the tag "known".

    >>> known_phrases([("行政", "n"), ("复议", "v"), ("案件", "n")])
    [('行政复议', 'known'), ('案件', 'known')]
    """
    known, joined, position = glossary().chinese, [], 0
    while position < len(tokens):
        for length in range(min(LONGEST_RUN, len(tokens) - position), 0, -1):
            phrase = "".join(word for word, _ in tokens[position : position + length])
            if phrase in known:
                joined.append((phrase, "known"))
                break
        else:
            length = 1
            joined.append(tokens[position])
        position += length
    return joined
