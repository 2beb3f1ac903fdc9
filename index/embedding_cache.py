"""Vectors of texts that were embedded before, so that a build embeds each text once."""

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from index.embedder import Embedder, Vectors

BATCH = 64
"""texts that are embedded, then stored, together: what an interrupted build loses at most"""


class EmbeddingCache:
    """One model's vectors by the SHA-256 of their text, in a file named after the model."""

    def __init__(self, folder: Path, model: Embedder) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        name = hashlib.sha256(model.name.encode()).hexdigest()[:16]
        self.dimension = model.dimension
        self._connection = sqlite3.connect(folder / f"embeddings-{name}.sqlite")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS embeddings(sha256 BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID"
        )

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def missing(self, texts: Sequence[str]) -> list[str]:
        """Those texts, each once, that have no vector yet."""
        return [text for text in dict.fromkeys(texts) if self._stored(text) is None]

    def add(self, texts: Sequence[str], embedder: Embedder, progress: Callable[[int], None]) -> None:
        """Embeds texts and keeps their vectors; says after each batch how many are done."""
        for start in range(0, len(texts), BATCH):
            batch = texts[start : start + BATCH]
            rows = zip(batch, embedder.passages(batch), strict=True)
            with self._connection:
                self._connection.executemany(
                    "INSERT OR REPLACE INTO embeddings VALUES (?, ?)",
                    ((_key(text), vector.astype("<f4").tobytes()) for text, vector in rows),
                )
            progress(start + len(batch))

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """One row a text, shape (n, dimension); raises KeyError for a text that was never added."""
        rows = np.empty((len(texts), self.dimension), dtype=np.float32)
        for number, text in enumerate(texts):
            stored = self._stored(text)
            if stored is None:
                raise KeyError(text)
            rows[number] = np.frombuffer(stored, dtype="<f4")
        return rows

    def _stored(self, text: str) -> bytes | None:
        found = self._connection.execute("SELECT vector FROM embeddings WHERE sha256 = ?", (_key(text),))
        row = found.fetchone()
        return row[0] if row and len(row[0]) == 4 * self.dimension else None


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
