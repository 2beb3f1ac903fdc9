"""What several searches found → one ranking; pure."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

RANK_OFFSET = 60
"""k of Cormack, Clarke and Büttcher, SIGIR 2009: keeps the first few ranks of one search from outweighing agreement"""


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that a search found; its score grows with fit and compares within that search only."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """What one search found, best first."""

    found_by: str
    found: tuple[Found, ...]
    weight: float = 1.0
    nothing: float | None = None
    """the score of what doesn't fit at all; None where there is none, as with similarities"""


@dataclass(frozen=True, slots=True)
class Fused:
    """One thing that was found, with its place among everything found."""

    id: str
    score: float
    shares: dict[str, float]
    """what each search that found it adds, before its weight: 1.0 is that search's best"""
    raw: dict[str, float]
    """its score in each of them"""

    @property
    def found_by(self) -> tuple[str, ...]:
        """Which searches found it."""
        return tuple(self.shares)


Share = Callable[[Ranking], Iterator[tuple[str, float]]]
"""what each thing of a ranking adds to its score"""


def shares_of_scores(ranking: Ranking) -> Iterator[tuple[str, float]]:
    """Where a score lies between nothing (or else the last one's) and the best one's.

    >>> found = (Found("a", 9.0), Found("b", 6.0), Found("c", 3.0))
    >>> list(shares_of_scores(Ranking("meaning", found)))
    [('a', 1.0), ('b', 0.5), ('c', 0.0)]
    >>> list(shares_of_scores(Ranking("words", found[:2], nothing=0.0)))
    [('a', 1.0), ('b', 0.6666666666666666)]
    """
    if not ranking.found:
        return
    best, last = ranking.found[0].score, ranking.found[-1].score
    lowest = last if ranking.nothing is None else ranking.nothing
    for one in ranking.found:
        yield one.id, (one.score - lowest) / (best - lowest) if best > lowest else 1.0


def shares_of_ranks(ranking: Ranking) -> Iterator[tuple[str, float]]:
    """Reciprocal ranks: only the order counts, not how far the scores lie apart."""
    return ((one.id, 1 / (RANK_OFFSET + rank)) for rank, one in enumerate(ranking.found, start=1))


def fuse(rankings: Iterable[Ranking], shares: Share = shares_of_scores) -> tuple[Fused, ...]:
    """Everything in any ranking, best first; equal scores in the order of their ids.

    >>> words = Ranking("words", (Found("a", 9.0), Found("b", 8.0), Found("d", 1.0)))
    >>> meaning = Ranking("meaning", (Found("b", 0.9), Found("c", 0.8)))
    >>> [item.id for item in fuse([words, meaning])]
    ['b', 'a', 'c', 'd']
    """
    scores: dict[str, float] = {}
    added: dict[str, dict[str, float]] = {}
    raw: dict[str, dict[str, float]] = {}
    for ranking in rankings:
        for one in ranking.found:
            raw.setdefault(one.id, {})[ranking.found_by] = one.score
        for item, share in shares(ranking):
            scores[item] = scores.get(item, 0.0) + ranking.weight * share
            added.setdefault(item, {})[ranking.found_by] = share
    fused = (Fused(item, score, added[item], raw[item]) for item, score in scores.items())
    return tuple(sorted(fused, key=lambda item: (-item.score, item.id)))
