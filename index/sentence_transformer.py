"""Any sentence-transformers model as an Embedder; slow to import, so imported only when used."""

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from sentence_transformers import SentenceTransformer, __version__

from index.embedder import Vectors, cut_to_tokens, without_broken_characters
from index.errors import ModelError

USUAL_TOKEN_LIMIT = 512
"""for the few models that state none"""

E5_PROMPTS = {"query": "query: ", "document": "passage: "}
"""what the E5 family was trained with (arXiv:2212.03533); its published folders don't say it"""


class SentenceTransformerEmbedder:
    """A sentence-transformers model with its own prompts for questions and passages."""

    def __init__(self, model: SentenceTransformer, name: str) -> None:
        self._model = model
        self.name = name
        self.token_limit = model.max_seq_length or USUAL_TOKEN_LIMIT
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
        encoded = self._model.encode_query(
            self._fitting(text), normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(encoded, dtype=np.float32)

    def token_count(self, text: str) -> int:
        """How many tokens the text takes, end marks with it; the model's prompt is cut off by the model."""
        return len(self._model.tokenizer(without_broken_characters(text))["input_ids"])

    def _fitting(self, text: str) -> str:
        return cut_to_tokens(without_broken_characters(text), self.token_limit, self.token_count)


@cache
def open_model(model: str) -> SentenceTransformerEmbedder:
    """The model of a Hugging Face id or folder; raises ModelError where there is none."""
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
