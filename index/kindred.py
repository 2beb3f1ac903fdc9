"""A word → how near in meaning the words are by which figures name what they count."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.embedder import Vectors
from index.vectors import VectorIndex, text_row

WORDS_KEPT = 512
"""words of questions whose nearness to all others stays in memory"""

LABELS_KEPT = 20_000
"""labels whose words' vectors have been looked up"""

UNRELATED, SAME = 2.5, 5.5
"""How many standard deviations above the mean of all words' similarities a word says nothing, and is as good as said:
only about one of a hundred words of the reports is past the first. Being a matter of rank and not of a model's
cosines, it holds for any model (docs/decisions.md)."""


class Kindred:
    """The words of a snapshot's figures with their vectors; what all words have in common is taken off."""

    def __init__(self, words: VectorIndex, embed: Callable[[str], Vectors]) -> None:
        rows, vectors = words.all()
        self._place = {row: place for place, row in enumerate(rows.tolist())}
        self._mean = vectors.mean(axis=0) if len(vectors) else np.zeros(words.dimension, dtype=np.float32)
        self._vectors = _of_length_one(vectors - self._mean)
        self._embed = embed
        self._deviations = lru_cache(maxsize=WORDS_KEPT)(self._measured)
        self._places = lru_cache(maxsize=LABELS_KEPT)(self._placed)

    def near(self, word: str, others: frozenset[str]) -> float:
        """How near in meaning the nearest of some of the figures' words is: 0 (any word is as near) to 1."""
        places = self._places(others)
        if not len(places):
            return 0.0
        return min(1.0, max(0.0, (float(self._deviations(word)[places].max()) - UNRELATED) / (SAME - UNRELATED)))

    def _placed(self, words: frozenset[str]) -> NDArray[np.intp]:
        """Where some words stand among the known ones; unknown ones are left out."""
        return np.array([place for word in words if (place := self._place.get(text_row(word))) is not None], np.intp)

    def _measured(self, word: str) -> Vectors:
        """The similarity of every known word, in standard deviations from the mean, shape (words,)."""
        known = self._place.get(text_row(word))
        vector = self._vectors[known] if known is not None else _of_length_one(self._embed(word) - self._mean)
        similar = self._vectors @ vector
        spread = float(similar.std())
        return np.asarray((similar - similar.mean()) / (spread or 1.0), dtype=np.float32)


def _of_length_one(vectors: Vectors) -> Vectors:
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(length, length, 1.0), dtype=np.float32)
