"""Any sentence-transformers model as an Embedder, the bundled one too; slow to import, so only when used."""

import hashlib
import math
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sentence_transformers import SentenceTransformer, __version__
from sentence_transformers.base.modules import InputModule
from tokenizers import Tokenizer
from transformers.utils.logging import disable_progress_bar

from index.bundled_model import BundledModel
from index.embedder import Vectors, cut_to_tokens, without_broken_characters
from index.errors import ModelError

USUAL_TOKEN_LIMIT = 512
"""for the few models that state none"""

E5_PROMPTS = {"query": "query: ", "document": "passage: "}
"""what the E5 family was trained with (arXiv:2212.03533); its published folders don't say it"""


class SentenceTransformerEmbedder:
    """A sentence-transformers model with its own prompts for questions and passages."""

    def __init__(self, model: SentenceTransformer, name: str, token_count: Callable[[str], int] | None = None) -> None:
        self._model = model
        self._token_count = token_count or _token_counter(model)
        self.name = name
        self.token_limit = _token_limit(model)
        self.dimension = len(self.question("公开"))

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One row a text, shape (n, dimension)."""
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        fitting = [self._fitting(text) for text in texts]
        encoded = self._model.encode_document(fitting, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(encoded, dtype=np.float32)

    def question(self, text: str) -> Vectors:
        """The question's vector, shape (dimension,)."""
        encoded = self._model.encode_query(self._fitting(text), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(encoded, dtype=np.float32)

    def token_count(self, text: str) -> int:
        """How many tokens the text takes, end marks with it; the model's prompt is cut off by the model."""
        return self._token_count(without_broken_characters(text))

    def _fitting(self, text: str) -> str:
        return cut_to_tokens(without_broken_characters(text), self.token_limit, self.token_count)


class BundledE5Module(InputModule):
    """Texts → sentence embeddings by the small engine, which puts the model's prefixes itself."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.engine = BundledModel()
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


@cache
def open_model(model: str) -> SentenceTransformerEmbedder:
    """The model of a Hugging Face id or folder; raises ModelError where there is none."""
    disable_progress_bar()  # type: ignore[no-untyped-call]  # it would run through an answer in the terminal
    try:
        loaded = SentenceTransformer(model)
    except Exception as error:  # every library below it has its own kinds
        raise ModelError(
            f"the embedding model {model} can't be loaded: set GONGKAI_MODEL to the id of a "
            f"sentence-transformers model (fetching it needs the network), to a folder that holds one, "
            f'or to "bundled" ({_first_line(error)})'
        ) from error
    if "e5" in Path(model).name.lower().split("-") and not any(loaded.prompts.values()):
        loaded.prompts.update(E5_PROMPTS)
    return SentenceTransformerEmbedder(loaded, f"{_edition(model, loaded)}, sentence-transformers {__version__}")


@cache
def open_bundled_model() -> SentenceTransformerEmbedder:
    """The offline default through sentence-transformers; equal to its small engine in name and vectors."""
    module = BundledE5Module()
    model = SentenceTransformer(modules=[module], device="cpu")
    return SentenceTransformerEmbedder(model, module.engine.name, module.engine.token_count)


def _token_limit(model: SentenceTransformer) -> int:
    """Models that only look up vectors say infinity."""
    stated = model.max_seq_length
    return int(stated) if stated and math.isfinite(stated) else USUAL_TOKEN_LIMIT


def _token_counter(model: SentenceTransformer) -> Callable[[str], int]:
    """Models with looked-up vectors bring a tokeniser of another library than the others do."""
    tokenizer = model.tokenizer
    if isinstance(tokenizer, Tokenizer):
        return lambda text: len(tokenizer.encode(text))
    return lambda text: len(tokenizer(text)["input_ids"])


def _edition(model: str, loaded: SentenceTransformer) -> str:
    """The model with what tells its versions apart: the hub's commit, or a folder's contents."""
    if Path(model).is_dir():
        return f"folder {_content_of_folder(Path(model))}"
    config = getattr(loaded.transformers_model, "config", None)
    commit = getattr(config, "_commit_hash", None)
    return f"{model}@{commit[:12]}" if commit else model


def _content_of_folder(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(file.relative_to(folder).as_posix().encode())
        with file.open("rb") as content:
            digest.update(hashlib.file_digest(content, "sha256").digest())
    return digest.hexdigest()[:16]


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
