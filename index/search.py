"""A query → evidence, best first: by words and by meaning, among the reports that were asked for."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from index.fusion import Found, Ranking, Share, fuse, shares_of_scores
from index.records import Evidence, Query
from index.snapshot import Snapshot
from index.store import Kept, Store
from index.terms import TermKind, match_expression, simplified
from index.vectors import VectorIndex
from ingest.records import Figure, Passage

Item = TypeVar("Item", Passage, Figure)

DEPTH = 100
"""ranks of each search that are fused at least: a search that finds a thing deeper says little for it"""

ENGLISH = re.compile(r"[A-Za-z]+")

LONGEST_PHRASE = 3
"""words of the longest English phrase that is looked up in the dictionary"""

MOST_TRANSLATIONS = 8
"""of one English word: common words have dozens, the closest come first"""


@dataclass(frozen=True, slots=True)
class Ways:
    """How words and meaning are searched and joined; what stands here was best (docs/decisions.md)."""

    words: float = 1.0
    """weight of the search by words; 0: none"""
    meaning: float = 1.0
    """weight of the search by meaning; 0: none"""
    shares: Share = shares_of_scores
    kind: TermKind = TermKind.BOTH
    translates: bool = True
    """English words are also looked for in Chinese, where the query brings no terms"""


USUAL = Ways()


def search(snapshot: Snapshot, query: Query) -> tuple[Evidence, ...]:
    """Passages and figures in one ranking; at most `query.limit` of each."""
    found = (*search_passages(snapshot, query), *search_figures(snapshot, query))
    return tuple(sorted(found, key=lambda one: (-one.score, one.item.id)))


def search_passages(snapshot: Snapshot, query: Query, ways: Ways = USUAL) -> tuple[Evidence, ...]:
    """The passages that fit the query, best first."""
    rankings = [
        _by_words(snapshot.store, query, snapshot.store.found_passages, ways),
        _by_meaning(snapshot, query, Kept.PASSAGES, snapshot.passage_vectors, ways),
    ]
    return _evidence(rankings, ways, query.limit, snapshot.store.passages_by_ids)


def search_figures(snapshot: Snapshot, query: Query, ways: Ways = USUAL) -> tuple[Evidence, ...]:
    """The figures that fit the query, best first."""
    rankings = [
        _by_words(snapshot.store, query, snapshot.store.found_figures, ways),
        _by_meaning(snapshot, query, Kept.FIGURES, snapshot.figure_vectors, ways),
    ]
    return _evidence(rankings, ways, query.limit, snapshot.store.figures_by_ids)


def searched_texts(store: Store, query: Query, ways: Ways = USUAL) -> tuple[str, ...]:
    """What is looked for by words: the query's terms; without any, its text and its English in Chinese."""
    if query.terms:
        return tuple(dict.fromkeys(text for alternatives in query.terms for text in alternatives))
    return query.text, *(translated(store, query.text) if ways.translates else ())


def translated(store: Store, text: str) -> tuple[str, ...]:
    """Chinese words of the reports for the English words and phrases of a text, phrases first."""
    english = ENGLISH.findall(text)
    phrases = [
        " ".join(english[start : start + length])
        for length in range(LONGEST_PHRASE, 0, -1)
        for start in range(len(english) - length + 1)
    ]
    found = (chinese for phrase in phrases for chinese in store.translations(phrase)[:MOST_TRANSLATIONS])
    return tuple(dict.fromkeys(found))


def _by_words(
    store: Store,
    query: Query,
    found: Callable[[str, Collection[str] | None, int], tuple[Found, ...]],
    ways: Ways,
) -> Ranking:
    if not ways.words:
        return Ranking("words", ())
    expression = match_expression(*searched_texts(store, query, ways), kind=ways.kind)
    return Ranking("words", found(expression, query.report_ids, _depth(query)), ways.words, nothing=0.0)


def _by_meaning(snapshot: Snapshot, query: Query, kept: Kept, vectors: VectorIndex, ways: Ways) -> Ranking:
    store, report_ids = snapshot.store, query.report_ids
    if not query.text.strip() or not ways.meaning:
        return Ranking("meaning", ())
    allowed = None if report_ids is None else store.vector_rows(kept, report_ids)
    nearest = vectors.nearest(snapshot.question_vector(simplified(query.text)), _depth(query), allowed)
    similarity = {neighbour.row: neighbour.similarity for neighbour in nearest}
    with_vectors = store.with_vectors(kept, tuple(similarity), report_ids, _depth(query))
    return Ranking("meaning", tuple(Found(item, similarity[row]) for item, row in with_vectors), ways.meaning)


def _depth(query: Query) -> int:
    return max(DEPTH, query.limit)


def _evidence(
    rankings: Sequence[Ranking], ways: Ways, limit: int, by_ids: Callable[[Iterable[str]], Sequence[Item]]
) -> tuple[Evidence, ...]:
    best = fuse(rankings, ways.shares)[:limit]
    items: Mapping[str, Item] = {item.id: item for item in by_ids([one.id for one in best])}
    return tuple(Evidence(items[one.id], one.score, one.shares, one.raw.get("meaning")) for one in best)
