"""The model file of the small engine: where its numbers stand, and a copy of it with others in their place.

The file holds a header, the tokeniser's pieces, a directory of tensors and the tensors: matrices in blocks of 32
numbers of 4 bits with a half-precision factor, everything else in single precision.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError

MAGIC, VERSION = b"E5S1", 8
HEADER = struct.Struct("<7ifi")
BLOCK = 32
"""numbers that share a factor"""
BLOCK_BYTES = 2 + BLOCK // 2

Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tensor:
    """Where a tensor stands."""

    offset: int
    size: int
    """bytes"""


@dataclass(frozen=True, slots=True)
class Shape:
    """The encoder's measures."""

    width: int
    layers: int
    heads: int
    inner: int
    """width between a layer's two last matrices"""
    epsilon: float


class EngineFile:
    """A model file, read but not copied; raises ModelError where it isn't of the form that is known."""

    def __init__(self, path: Path) -> None:
        try:
            self.bytes = np.memmap(path, dtype=np.uint8, mode="r")
            self._read()
        except (OSError, ValueError, struct.error, UnicodeDecodeError) as error:
            raise ModelError(f"the bundled model's file {path} isn't of the form that is known ({error})") from error

    def _read(self) -> None:
        whole = self.bytes.data
        if whole[: len(MAGIC)] != MAGIC:
            raise ValueError("another beginning")
        width, layers, heads, inner, _, _, _, epsilon, _ = HEADER.unpack_from(whole, VERSION)
        self.shape = Shape(width, layers, heads, inner, epsilon)
        at = VERSION + HEADER.size
        count, self.first, self.last, _, self.unknown, text = struct.unpack_from("<5iQ", whole, at)
        at += struct.calcsize("<5iQ")
        ends = np.frombuffer(whole, "<u4", count + 1, at)
        at += 4 * (count + 1)
        self.scores = np.frombuffer(whole, "<f4", count, at)
        at += 4 * count
        self._ends = ends + at
        at += text
        characters, size = struct.unpack_from("<iI", whole, at)
        at += struct.calcsize("<iI")
        self.replacements = _replacements(whole, at, characters)
        at += size
        (tensors,) = struct.unpack_from("<i", whole, at)
        at += 4
        self.tensors: dict[str, Tensor] = {}
        for _ in range(tensors):
            (length,) = struct.unpack_from("<H", whole, at)
            name = bytes(whole[at + 2 : at + 2 + length]).decode()
            _, _, offset, size = struct.unpack_from("<BIQQ", whole, at + 2 + length)
            self.tensors[name] = Tensor(offset, size)
            at += 2 + length + struct.calcsize("<BIQQ")

    @property
    def pieces(self) -> list[str]:
        """The tokeniser's pieces, by number."""
        bounds = zip(self._ends[:-1], self._ends[1:], strict=True)
        return [bytes(self.bytes[start:end]).decode("utf-8", "replace") for start, end in bounds]

    def numbers(self, name: str) -> Numbers:
        """A tensor of single precision, flat."""
        tensor = self.tensors[name]
        return np.frombuffer(self.bytes, "<f4", tensor.size // 4, tensor.offset).copy()

    def matrix(self, name: str, columns: int) -> Numbers:
        """A matrix out of its blocks, shape (rows, columns)."""
        return self.rows(name, columns, slice(None))

    def rows(self, name: str, columns: int, chosen: Sequence[int] | slice) -> Numbers:
        """Rows of a matrix, shape (chosen, columns)."""
        tensor = self.tensors[name]
        whole = np.frombuffer(self.bytes, np.uint8, tensor.size, tensor.offset)
        blocks = whole.reshape(-1, columns // BLOCK * BLOCK_BYTES)[chosen].reshape(-1, BLOCK_BYTES)
        factors = blocks[:, :2].copy().view("<f2").astype(np.float32)
        low, high = blocks[:, 2:] & 0x0F, blocks[:, 2:] >> 4
        return ((np.concatenate([low, high], axis=1).astype(np.float32) - 8) * factors).reshape(-1, columns)

    def with_numbers(self, numbers: Mapping[str, Numbers]) -> bytearray:
        """The file with these tensors of single precision in place of its own; raises ModelError where one isn't."""
        changed = bytearray(self.bytes)
        for name, values in numbers.items():
            tensor = self.tensors.get(name)
            if tensor is None or tensor.size != 4 * values.size:
                raise ModelError(f"the bundled model has no {name} of {values.size} numbers: reinstall gongkai")
            changed[tensor.offset : tensor.offset + tensor.size] = values.astype("<f4").tobytes()
        return changed


def _replacements(whole: memoryview, at: int, count: int) -> dict[str, str]:
    """What the tokeniser puts for single characters."""
    found = {}
    for _ in range(count):
        code, length = struct.unpack_from("<IB", whole, at)
        at += 5
        found[chr(code)] = "".join(map(chr, struct.unpack_from(f"<{length}I", whole, at)))
        at += 4 * length
    return found
