"""Vectors are searched exactly, among allowed rows only, and come back from disk."""

from pathlib import Path

import numpy as np
import pytest

from index.errors import DamagedSnapshot
from index.vectors import load_vectors, vector_index

ROWS = np.array([[1, 0], [0.8, 0.6], [0, 1], [0.8, 0.6]], dtype=np.float32)
EAST = np.array([1, 0], dtype=np.float32)


def test_nearest_first() -> None:
    """Rows come nearest first with their inner product, equal ones in the order of rows."""
    found = vector_index(ROWS).nearest(EAST, 3)
    assert [(one.row, round(one.similarity, 3)) for one in found] == [(0, 1.0), (1, 0.8), (3, 0.8)]


def test_filtered_before_ranking() -> None:
    """A limit of one gives the nearest of the allowed rows, however many others are nearer."""
    assert [one.row for one in vector_index(ROWS).nearest(EAST, 1, allowed={2, 3})] == [3]


@pytest.mark.parametrize(("limit", "allowed"), [(0, None), (5, ()), (5, frozenset())])
def test_nothing_allowed_nothing_found(limit: int, allowed: frozenset[int] | None) -> None:
    """No allowed rows are not the same as all rows."""
    assert vector_index(ROWS).nearest(EAST, limit, allowed) == ()


def test_empty() -> None:
    """An index of nothing finds nothing."""
    assert vector_index(np.empty((0, 2), dtype=np.float32)).nearest(EAST, 3) == ()


def test_comes_back_equal(tmp_path: Path) -> None:
    """What was saved finds the same, and is the same file each time."""
    index = vector_index(ROWS)
    index.save(tmp_path / "a.faiss")
    vector_index(ROWS).save(tmp_path / "b.faiss")
    loaded = load_vectors(tmp_path / "a.faiss")
    assert (len(loaded), loaded.dimension) == (4, 2)
    assert loaded.nearest(EAST, 4) == index.nearest(EAST, 4)
    assert (tmp_path / "a.faiss").read_bytes() == (tmp_path / "b.faiss").read_bytes()


def test_damaged_file_is_named(tmp_path: Path) -> None:
    """A file that FAISS can't read is named, with what to do."""
    path = tmp_path / "figures.faiss"
    path.write_bytes(b"not vectors")
    with pytest.raises(DamagedSnapshot, match=r"figures\.faiss can't be read: run gongkai"):
        load_vectors(path)
