"""Text → the bundled model's own pieces, by number."""

import re

from tokenizers import Tokenizer
from tokenizers.models import Unigram
from tokenizers.pre_tokenizers import Metaspace

from index.engine_file import EngineFile


class Tokens:
    """Cuts texts as the engine does."""

    def __init__(self, file: EngineFile) -> None:
        pieces = list(zip(file.pieces, file.scores.tolist(), strict=True))
        self._replacements = str.maketrans(file.replacements)
        self._tokenizer = Tokenizer(Unigram(pieces, file.unknown))
        self._tokenizer.pre_tokenizer = Metaspace(prepend_scheme="always")

    def of(self, text: str) -> list[int]:
        """The numbers of its pieces, without end marks."""
        plain = re.sub(" +", " ", text.translate(self._replacements))
        ids: list[int] = self._tokenizer.encode(plain, add_special_tokens=False).ids
        return ids
