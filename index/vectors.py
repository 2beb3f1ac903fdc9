"""Vectors on disk and the nearest of them to a question; the only module that knows FAISS."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index.embedder import Vectors
from index.errors import DamagedSnapshot

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A row of the vectors and its inner product with what was asked for; 1 is the same."""

    row: int
    similarity: float


class VectorIndex:
    """Unit vectors under numbers of one's own (rows), searched exactly: a county's reports need no approximation."""

    def __init__(self, index: faiss.IndexIDMap) -> None:
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

    def all(self) -> tuple[Rows, Vectors]:
        """Every row's number, and the vectors in the same order, shape (n, dimension)."""
        rows: Rows = faiss.vector_to_array(self._index.id_map)
        vectors: Vectors = faiss.downcast_index(self._index.index).reconstruct_n(0, len(self))
        return rows, vectors

    def save(self, path: Path) -> None:
        """Writes the vectors to one file."""
        path.write_bytes(faiss.serialize_index(self._index).tobytes())


def vector_index(vectors: Vectors, rows: Sequence[int] | None = None) -> VectorIndex:
    """An index of an array of shape (n, dimension), each vector under its row; without rows, its place in the array."""
    numbers = np.arange(len(vectors), dtype=np.int64) if rows is None else np.array(rows, dtype=np.int64)
    index = faiss.IndexIDMap(faiss.IndexFlatIP(vectors.shape[1]))
    index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), numbers)
    return VectorIndex(index)


def text_row(text: str) -> int:
    """The row under which a text's vector stands, the same in every index."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") >> 1


def load_vectors(path: Path) -> VectorIndex:
    """What `save` wrote; raises DamagedSnapshot where the file isn't that."""
    try:
        index = faiss.read_index(str(path))
        if not isinstance(index, faiss.IndexIDMap):
            raise RuntimeError(f"holds a {type(index).__name__}")
        return VectorIndex(index)
    except RuntimeError as error:
        raise DamagedSnapshot(
            f"{path} can't be read: run gongkai snapshots use with another snapshot, or gongkai build"
        ) from error
