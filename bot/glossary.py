"""glossary.toml → which words stand for each other, in Chinese and across from English."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from index.terms import normalise, stem


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

    @property
    def chinese_phrases(self) -> tuple[str, ...]:
        """Chinese words of two characters or more, longest first."""
        return tuple(sorted((word for word in self.chinese if len(word) > 1), key=lambda word: (-len(word), word)))


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


def known_phrases(text: str, phrases: tuple[str, ...]) -> tuple[list[str], str]:
    """Glossary words found in a text, longest first, and what is left of it."""
    found: list[tuple[int, str]] = []
    for phrase in phrases:
        while (at := text.find(phrase)) >= 0:
            found.append((at, phrase))
            text = text[:at] + "\n" * len(phrase) + text[at + len(phrase) :]
    return list(dict.fromkeys(phrase for _, phrase in sorted(found))), text.replace("\n", " ")
