"""Question and text together → how likely the text answers it: the bundled model, fitted to read the two at once.

Its matrices are the published ones with small changes (LoRA, arXiv:2106.09685) that benchmarks/reading.py fits. The
engine that embeds has no place for these, so it runs in NumPy: some three thousand million operations for a pair.
"""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from index.engine_file import EngineFile, Numbers
from index.tokens import Tokens

LONGEST_QUESTION, LONGEST_TEXT = 32, 70
"""tokens that are read of each"""
REMEMBERED = 1024
"""pairs whose result is kept: one question is weighed several times"""
TANH = np.float32(math.sqrt(2 / math.pi))
"""The error function by a hyperbolic tangent (GELU, arXiv:1606.08415): many times as fast, and near enough."""
MATRICES = ("q", "k", "v", "ao", "fi", "fo")
"""Of a layer, by their names in the engine's file."""


def pair_of(question: Sequence[int], text: Sequence[int], ends: tuple[int, int]) -> list[int]:
    """The pieces of both in one row, as many as are read, with the marks at their ends; people ask at the end."""
    first, last = ends
    return [first, *question[-LONGEST_QUESTION:], last, last, *text[:LONGEST_TEXT], last]


class Reader:
    """The fitted model; threads may share it."""

    def __init__(self, file: EngineFile, fitted: Mapping[str, Numbers]) -> None:
        self._file, self._fitted = file, fitted
        self._shape = file.shape
        self._tokens = Tokens(file)
        self._weights = {
            f"l{layer}.{name}": self._matrix(f"l{layer}.{name}")
            for layer in range(self._shape.layers)
            for name in MATRICES
        }
        self._vectors = {name: self._numbers(name) for name in file.tensors if name.endswith((".b", "ln.w"))}
        self._positions = file.numbers("emb.pos").reshape(-1, self._shape.width)
        self._type = file.numbers("emb.type")[: self._shape.width]
        self._log_odds = lru_cache(REMEMBERED)(self._read_pair)

    def log_odds(self, question: str, text: str) -> float:
        """How likely the text answers the question; 0 is even odds. The last ones are kept."""
        return self._log_odds(question, text)

    def _read_pair(self, question: str, text: str) -> float:
        ends = self._file.first, self._file.last
        return self._read(pair_of(self._tokens.of(question), self._tokens.of(text), ends))

    def _matrix(self, name: str) -> Numbers:
        """Transposed, shape (in, out)."""
        columns = self._shape.inner if name.endswith(".fo") else self._shape.width
        published = self._file.matrix(f"{name}.w", columns)
        if f"{name}.down" in self._fitted:
            published = published + self._fitted[f"{name}.up"] @ self._fitted[f"{name}.down"]
        return np.ascontiguousarray(published.T)

    def _numbers(self, name: str) -> Numbers:
        return self._fitted[name] if name in self._fitted else self._file.numbers(name)

    def _read(self, tokens: Sequence[int]) -> float:
        hidden = self._file.rows("emb.word", self._shape.width, tokens) + self._positions[: len(tokens)] + self._type
        hidden = self._normed(hidden, "emb.ln")
        for layer in range(self._shape.layers):
            at = f"l{layer}"
            hidden = self._normed(hidden + self._times(self._attended(hidden, at), f"{at}.ao"), f"{at}.aln")
            inner = self._times(hidden, f"{at}.fi")
            inner *= 0.5 * (1 + np.tanh(TANH * (inner + 0.044715 * inner * inner * inner)))
            hidden = self._normed(hidden + self._times(inner, f"{at}.fo"), f"{at}.oln")
        return float(hidden.mean(0) @ self._fitted["head.w"] + self._fitted["head.b"])

    def _attended(self, hidden: Numbers, at: str) -> Numbers:
        heads = self._shape.heads
        query, key, value = (
            self._times(hidden, f"{at}.{name}").reshape(len(hidden), heads, -1).transpose(1, 0, 2) for name in "qkv"
        )
        likely = query @ key.transpose(0, 2, 1) / np.float32(math.sqrt(query.shape[-1]))
        likely = np.exp(likely - likely.max(-1, keepdims=True))
        likely /= likely.sum(-1, keepdims=True)
        attended: Numbers = likely @ value
        return attended.transpose(1, 0, 2).reshape(len(hidden), -1)

    def _times(self, hidden: Numbers, name: str) -> Numbers:
        product: Numbers = hidden @ self._weights[name] + self._vectors[f"{name}.b"]
        return product

    def _normed(self, hidden: Numbers, name: str) -> Numbers:
        centred = hidden - hidden.mean(-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(-1, keepdims=True) + np.float32(self._shape.epsilon))
        normed: Numbers = centred / spread * self._vectors[f"{name}.w"] + self._vectors[f"{name}.b"]
        return normed
