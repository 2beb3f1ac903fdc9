"""Records ↔ JSON, losslessly; the only module that knows msgspec."""

from typing import TypeVar

import msgspec

Record = TypeVar("Record")


def to_json(record: object) -> bytes:
    """A record (or a tuple of records) as compact JSON.

    >>> from ingest.records import Box
    >>> to_json(Box(1, 0.0, 1.5, 2.0, 3.0))
    b'{"page_number":1,"x0":0.0,"top":1.5,"x1":2.0,"bottom":3.0}'
    """
    return msgspec.json.encode(record, order="deterministic")


def from_json(text: bytes | str, kind: type[Record]) -> Record:
    """The record that `to_json` wrote; raises ValueError where the text isn't one of that kind."""
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.MsgspecError as error:
        raise ValueError(f"not a stored {kind.__name__}: {error}") from error
