"""Vectors on disk and the nearest of them to a question; the only module that knows FAISS."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np

from index.embedder import Vectors
from index.errors import DamagedSnapshot


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A row of the vectors and its inner product with what was asked for; 1 is the same."""

    row: int
    similarity: float


class VectorIndex:
    """Rows of unit vectors, searched exactly: a county's reports need no approximation."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return int(self._index.d)

    def nearest(self, vector: Vectors, limit: int, allowed: Collection[int] | None = None) -> tuple[Neighbour, ...]:
        """At most `limit` of the allowed rows (None: of all), nearest first, equal ones by row."""
        wanted = min(limit, len(self) if allowed is None else len(allowed))
        if wanted <= 0 or len(self) == 0:
            return ()
        selector = None if allowed is None else faiss.IDSelectorBatch(np.array(sorted(allowed), dtype=np.int64))
        parameters = faiss.SearchParameters()
        parameters.sel = selector
        similarities, rows = self._index.search(vector.reshape(1, -1), wanted, params=parameters)
        pairs = zip(rows[0].tolist(), similarities[0].tolist(), strict=True)
        found = [Neighbour(row, similarity) for row, similarity in pairs if row >= 0]
        return tuple(sorted(found, key=lambda neighbour: (-neighbour.similarity, neighbour.row)))

    def save(self, path: Path) -> None:
        """Writes the vectors to one file."""
        faiss.write_index(self._index, str(path))


def vector_index(vectors: Vectors) -> VectorIndex:
    """An index whose row numbers are those of the array, shape (n, dimension)."""
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(np.ascontiguousarray(vectors, dtype=np.float32))
    return VectorIndex(index)


def load_vectors(path: Path) -> VectorIndex:
    """What `save` wrote; raises DamagedSnapshot where the file isn't that."""
    try:
        return VectorIndex(faiss.read_index(str(path)))
    except RuntimeError as error:
        raise DamagedSnapshot(
            f"{path} can't be read: run gongkai snapshots use with another snapshot, or gongkai build"
        ) from error
