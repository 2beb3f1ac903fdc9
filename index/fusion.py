"""Several rankings → one, by reciprocal ranks (Cormack, Clarke and Büttcher, SIGIR 2009); pure."""

from collections.abc import Iterable
from dataclasses import dataclass

RANK_OFFSET = 60
"""k of the paper: keeps the first few ranks of one search from outweighing agreement between searches"""


@dataclass(frozen=True, slots=True)
class Ranking:
    """What one search found, best first."""

    found_by: str
    ids: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Fused:
    """One thing that was found, with its place among everything found."""

    id: str
    score: float
    found_by: tuple[str, ...]


def fuse(rankings: Iterable[Ranking]) -> tuple[Fused, ...]:
    """Everything in any ranking, best first; equal scores in the order of their ids.

    >>> [item.id for item in fuse([Ranking("words", ("a", "b")), Ranking("meaning", ("b", "c"))])]
    ['b', 'a', 'c']
    """
    scores: dict[str, float] = {}
    found_by: dict[str, list[str]] = {}
    for ranking in rankings:
        for rank, item in enumerate(ranking.ids, start=1):
            scores[item] = scores.get(item, 0.0) + ranking.weight / (RANK_OFFSET + rank)
            found_by.setdefault(item, []).append(ranking.found_by)
    fused = (Fused(item, score, tuple(dict.fromkeys(found_by[item]))) for item, score in scores.items())
    return tuple(sorted(fused, key=lambda item: (-item.score, item.id)))
