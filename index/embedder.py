"""Texts → vectors: what every embedding model can do here, and which one a setting means."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

BUNDLED = "bundled"
"""the setting's value for the offline default; "" means the same"""

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into vectors of length 1, so that their inner product says how near they are in meaning."""

    @property
    def name(self) -> str:
        """Model, engine and version: equal names make equal vectors."""

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""

    @property
    def token_limit(self) -> int:
        """Tokens that the model reads of one text; what is past them is cut."""

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One row a text, shape (n, dimension)."""

    def question(self, text: str) -> Vectors:
        """The question's vector, shape (dimension,)."""

    def token_count(self, text: str) -> int:
        """How many tokens of the limit a text takes, with what the model puts around it."""


class Reader(Protocol):
    """Tells from a question and a text, read together, whether the text answers it."""

    def log_odds(self, question: str, text: str) -> float:
        """How likely it does; 0 is even odds."""

    def load(self) -> None:
        """Opens what it needs now, and not when it first reads."""


def open_embedder(model: str, *, building: bool) -> Embedder:
    """The model that a setting names: "" or "bundled", a Hugging Face id or a folder.

    The default answers questions by a light engine and builds through sentence-transformers; any other
    model does both through sentence-transformers, which takes seconds to import. Raises ModelError.
    """
    if model_name(model) == BUNDLED and not building:
        from index.bundled_model import BundledModel

        return BundledModel()
    from index.sentence_transformer import open_bundled_model, open_model

    return open_bundled_model() if model_name(model) == BUNDLED else open_model(model_name(model))


def open_reader(model: str) -> Reader | None:
    """What reads a question and a text together; None where the setting names a model that can only embed."""
    if model_name(model) != BUNDLED:
        return None
    from index.bundled_model import BundledReader

    return BundledReader()


def model_name(model: str) -> str:
    """One spelling of the setting, so that two spellings of one model are equal.

    >>> model_name(""), model_name("bundled"), model_name("BAAI/bge-m3")
    ('bundled', 'bundled', 'BAAI/bge-m3')
    """
    named = model.strip() or BUNDLED
    if named != BUNDLED and Path(named).expanduser().is_dir():
        return str(Path(named).expanduser().resolve())
    return named


def cut_to_tokens(text: str, limit: int, token_count: Callable[[str], int]) -> str:
    """The longest beginning of a text within the limit.

    >>> cut_to_tokens("一二三四五", 3, len)
    '一二三'
    """
    if token_count(text) <= limit:
        return text
    fits, too_long = 0, len(text)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        fits, too_long = (middle, too_long) if token_count(text[:middle]) <= limit else (fits, middle)
    return text[:fits]


def without_broken_characters(text: str) -> str:
    r"""The text without NUL, which ends it for an engine in C, and without halves of surrogate pairs.

    >>> without_broken_characters("a\x00b\ud800c")
    'abc'
    """
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
