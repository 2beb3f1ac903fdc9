"""The offline default as one sentence-transformers module more, for building."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule

from index.light_engine import LightEngine
from index.sentence_transformer import SentenceTransformerEmbedder


class BundledE5Module(InputModule):
    """Texts → sentence embeddings by the light engine, which puts the model's prefixes itself."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.engine = LightEngine()
        self.max_seq_length = self.engine.token_limit

    def preprocess(
        self, inputs: Sequence[Any], prompt: str | None = None, task: str | None = None, **kwargs: Any
    ) -> dict[str, Any]:
        """The texts as they are, each with the caller's prompt if there is one: the engine tokenises."""
        return {"texts": [(prompt or "") + text for text in inputs], "task": task}

    def forward(self, features: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        """Adds "sentence_embedding", shape (n, dimension)."""
        texts = features["texts"]
        if features["task"] == "query":
            rows = torch.stack([torch.from_numpy(self.engine.question(text)) for text in texts])
        else:
            rows = torch.from_numpy(self.engine.passages(texts))
        return {**features, "sentence_embedding": rows}

    def get_embedding_dimension(self) -> int:
        """Numbers in a vector."""
        return self.engine.dimension

    def save(self, output_path: str, *args: Any, safe_serialization: bool = True, **kwargs: Any) -> None:
        """Nothing but an empty configuration: the weights come with the package."""
        self.save_config(output_path)


class BundledModel(SentenceTransformerEmbedder):
    """The offline default through sentence-transformers; equal in name and vectors to its light engine."""

    def __init__(self) -> None:
        self._module = BundledE5Module()
        super().__init__(SentenceTransformer(modules=[self._module], device="cpu"), self._module.engine.name)

    def token_count(self, text: str) -> int:
        """How many tokens a passage takes, prefix and both end marks with it."""
        return self._module.engine.token_count(text)


@cache
def open_bundled_model() -> BundledModel:
    """The one model of this process: loading sentence-transformers takes seconds."""
    return BundledModel()
