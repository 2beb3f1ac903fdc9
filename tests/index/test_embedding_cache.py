"""A text is embedded once."""

from pathlib import Path

import numpy as np
import pytest

from index.embedding_cache import BATCH, EmbeddingCache
from tests.fakes import CountingEmbedder


def test_each_text_once(tmp_path: Path) -> None:
    """Texts that were added are not missing any more, in this build or the next."""
    embedder = CountingEmbedder()
    for expected in (["a", "ab"], []):
        cache = EmbeddingCache(tmp_path, embedder)
        assert cache.missing(["a", "ab", "a"]) == expected
        cache.add(expected, embedder, lambda done: None)
        cache.close()
    assert embedder.given == ["a", "ab"]


def test_vectors_come_back_equal(tmp_path: Path) -> None:
    """Each text has the row that the model gave it."""
    embedder = CountingEmbedder()
    cache = EmbeddingCache(tmp_path, embedder)
    texts = ["abc", "c", "bb", "abc"]
    cache.add(["c", "bb", "abc"], embedder, lambda done: None)
    assert np.array_equal(cache.vectors(texts), embedder.passages(texts))
    assert cache.vectors([]).shape == (0, 3)
    with pytest.raises(KeyError):
        cache.vectors(["never added"])


def test_another_model_has_its_own(tmp_path: Path) -> None:
    """Vectors of one model are never taken for another's."""
    first, second = CountingEmbedder(), CountingEmbedder(name="counting 2")
    EmbeddingCache(tmp_path, first).add(["a"], first, lambda done: None)
    assert EmbeddingCache(tmp_path, second).missing(["a"]) == ["a"]


def test_progress_and_interruption(tmp_path: Path) -> None:
    """Progress is told after each batch, and what was told is kept when the build is interrupted."""
    embedder, told = CountingEmbedder(), list[int]()
    cache = EmbeddingCache(tmp_path, embedder)
    texts = [f"a{number}" for number in range(2 * BATCH + 1)]

    def interrupt(done: int) -> None:
        told.append(done)
        if done == 2 * BATCH:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cache.add(texts, embedder, interrupt)
    assert told == [BATCH, 2 * BATCH]
    assert cache.missing(texts) == texts[-1:]
