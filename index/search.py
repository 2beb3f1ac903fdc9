"""A query → evidence, best first: by words and by meaning, among the reports that were asked for."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TypeVar

from index.fusion import Ranking, fuse
from index.records import Evidence, Query
from index.snapshot import Snapshot
from index.store import Kept, Store
from index.terms import match_expression
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


def search(snapshot: Snapshot, query: Query) -> tuple[Evidence, ...]:
    """Passages and figures in one ranking; at most `query.limit` of each."""
    found = (*search_passages(snapshot, query), *search_figures(snapshot, query))
    return tuple(sorted(found, key=lambda one: (-one.score, one.item.id)))


def search_passages(snapshot: Snapshot, query: Query) -> tuple[Evidence, ...]:
    """The passages that fit the query, best first."""
    rankings = [
        _by_words(snapshot.store, query, snapshot.store.found_passages),
        _by_meaning(snapshot, query, Kept.PASSAGES, snapshot.passage_vectors),
    ]
    return _evidence(rankings, query.limit, snapshot.store.passages_by_ids)


def search_figures(snapshot: Snapshot, query: Query) -> tuple[Evidence, ...]:
    """The figures that fit the query, best first."""
    rankings = [
        _by_words(snapshot.store, query, snapshot.store.found_figures),
        _by_meaning(snapshot, query, Kept.FIGURES, snapshot.figure_vectors),
    ]
    return _evidence(rankings, query.limit, snapshot.store.figures_by_ids)


def searched_texts(store: Store, query: Query) -> tuple[str, ...]:
    """What is looked for by words: the query's terms; without any, its text and its English in Chinese."""
    if query.terms:
        return tuple(dict.fromkeys(text for alternatives in query.terms for text in alternatives))
    return query.text, *translated(store, query.text)


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
    found: Callable[[str, Collection[str] | None, int], tuple[str, ...]],
) -> Ranking:
    expression = match_expression(*searched_texts(store, query))
    return Ranking("words", found(expression, query.report_ids, _depth(query)))


def _by_meaning(snapshot: Snapshot, query: Query, kept: Kept, vectors: VectorIndex) -> Ranking:
    store, report_ids = snapshot.store, query.report_ids
    if not query.text.strip():
        return Ranking("meaning", ())
    allowed = None if report_ids is None else store.vector_rows(kept, report_ids)
    nearest = vectors.nearest(snapshot.question_vector(query.text), _depth(query), allowed)
    rows = [neighbour.row for neighbour in nearest]
    return Ranking("meaning", store.ids_of_vectors(kept, rows, report_ids, _depth(query)))


def _depth(query: Query) -> int:
    return max(DEPTH, query.limit)


def _evidence(
    rankings: Sequence[Ranking], limit: int, by_ids: Callable[[Iterable[str]], Sequence[Item]]
) -> tuple[Evidence, ...]:
    best = fuse(rankings)[:limit]
    items: Mapping[str, Item] = {item.id: item for item in by_ids([one.id for one in best])}
    return tuple(Evidence(items[one.id], one.score, one.found_by) for one in best)
