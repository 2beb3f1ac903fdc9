"""How near a word is to those of the figures is told by rank among all of them, not by a model's cosines."""

import numpy as np

from index.embedder import Vectors
from index.kindred import Kindred
from index.vectors import text_row, vector_index

WORDS = [f"词{number}" for number in range(60)]


def kindred(seen: list[str]) -> Kindred:
    """Sixty words in all directions, all pushed one way as a model's vectors are; a question's 种地 lies beside 词7."""
    vectors = np.random.default_rng(7).normal(size=(len(WORDS), 32)).astype(np.float32) + 3.0
    rows = [text_row(word) for word in WORDS]

    def embed(word: str) -> Vectors:
        seen.append(word)
        return np.asarray(vectors[7] + 0.05, dtype=np.float32)

    return Kindred(vector_index(vectors, rows), embed)


def test_the_nearest_word_counts_and_others_do_not() -> None:
    """A word beside one of the figures' words is near to it and to no other; of several the nearest counts."""
    words = kindred([])
    assert words.near("种地", frozenset({"词7", "词8"})) > 0.5
    assert words.near("种地", frozenset({"词8", "词9"})) < 0.2
    assert words.near("种地", frozenset({"词7"})) == words.near("种地", frozenset({"词7", "词8"}))


def test_words_that_no_figure_has_are_near_to_nothing() -> None:
    """A label of unknown words, or of none, says nothing."""
    assert kindred([]).near("种地", frozenset({"没有的词"})) == 0.0
    assert kindred([]).near("种地", frozenset()) == 0.0


def test_a_word_is_embedded_once_and_a_known_one_never() -> None:
    """The vectors of the figures' own words are there; others are asked for once."""
    seen: list[str] = []
    words = kindred(seen)
    assert words.near("词7", frozenset({"词7"})) > 0.5
    for _ in range(3):
        words.near("种地", frozenset({"词7"}))
    assert seen == ["种地"]


def test_without_figures_nothing_is_near() -> None:
    """A snapshot without figures has no words."""
    empty = Kindred(vector_index(np.empty((0, 4), dtype=np.float32), []), lambda word: np.ones(4, dtype=np.float32))
    assert empty.near("种地", frozenset({"词7"})) == 0.0
