"""Everything that was read, in one SQLite file, found by report, by id and by words."""

import json
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from index.errors import DamagedSnapshot
from index.fusion import Found
from index.terms import english_key, whole_term
from ingest.archive import from_json
from ingest.records import Check, Figure, Passage, Report, Table

Record = TypeVar("Record")


class Kept(StrEnum):
    """What is kept, by the name of its table."""

    REPORTS = "reports"
    PASSAGES = "passages"
    TABLES = "tables"
    FIGURES = "figures"
    CHECKS = "checks"


AMONG_REPORTS = "(:report_ids IS NULL OR report_id IN (SELECT value FROM json_each(:report_ids)))"

# Every figure of a hundred reports may match; joined before they are ranked, they take half as long again.
FOUND = """
SELECT id, -score FROM (
    SELECT rowid AS found, bm25({kept}_terms) AS score FROM {kept}_terms
    WHERE {kept}_terms MATCH :expression ORDER BY score, rowid LIMIT :limit
) JOIN {kept} ON row = found ORDER BY score, found
"""

FOUND_AMONG_REPORTS = f"""
SELECT id, -bm25({{kept}}_terms) AS fit FROM {{kept}}_terms JOIN {{kept}} ON row = {{kept}}_terms.rowid
WHERE {{kept}}_terms MATCH :expression AND {AMONG_REPORTS} ORDER BY fit DESC, row LIMIT :limit
"""


def figure_text(figure: Figure, table_title: str = "") -> str:
    """The words by which a figure is found."""
    said = (
        figure.label,
        *figure.row,
        *figure.column,
        table_title,
        *figure.section,
        figure.context,
        figure.label_english or "",
        *figure.also,
    )
    return " ".join(dict.fromkeys(said))


class Packing:
    """Records packed small: their fields' names, of which most of them consist, are packed once for all."""

    def __init__(self, common: bytes) -> None:
        self._common = common

    @classmethod
    def of(cls, connection: sqlite3.Connection) -> "Packing":
        """The packing that a store was written with."""
        ((common,),) = connection.execute("SELECT common FROM packing")
        return cls(common)

    def pack(self, record: bytes) -> bytes:
        """A record, packed by itself."""
        packer = zlib.compressobj(level=3, zdict=self._common)
        return packer.compress(record) + packer.flush()

    def unpack(self, packed: bytes) -> bytes:
        """What was packed; raises ValueError where it wasn't."""
        try:
            return zlib.decompressobj(zdict=self._common).decompress(packed)
        except (zlib.error, TypeError) as error:
            raise ValueError(f"not a packed record: {error}") from error


class Store:
    """A written store, opened for reading only; threads may share it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        try:
            # A published snapshot never changes: no lock files, so it may lie on a read-only disk.
            address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
            self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            self._packing = Packing.of(self._connection)
        except (sqlite3.Error, ValueError) as error:
            raise _damaged(path) from error

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def report(self, report_id: str) -> Report:
        """The report of an id; raises KeyError where there is none."""
        found = self._records_of_ids(Kept.REPORTS, Report, [report_id])
        if not found:
            raise KeyError(report_id)
        return found[0]

    def reports(self) -> tuple[Report, ...]:
        """Every report, by publisher, then year."""
        found = self._records(Kept.REPORTS, Report, None)
        return tuple(sorted(found, key=lambda one: (one.publisher, one.year or 0, one.id)))

    def passages(self, report_ids: Collection[str] | None = None) -> tuple[Passage, ...]:
        """The passages of some reports, or of all, in reading order."""
        return self._records(Kept.PASSAGES, Passage, report_ids)

    def figures(self, report_ids: Collection[str] | None = None) -> tuple[Figure, ...]:
        """The figures of some reports, or of all, in reading order."""
        return self._records(Kept.FIGURES, Figure, report_ids)

    def tables(self, report_ids: Collection[str] | None = None) -> tuple[Table, ...]:
        """The tables of some reports, or of all, in reading order."""
        return self._records(Kept.TABLES, Table, report_ids)

    def checks(self, report_ids: Collection[str] | None = None) -> tuple[Check, ...]:
        """The checks of some reports, or of all."""
        return self._records(Kept.CHECKS, Check, report_ids)

    def failed_checks(self, report_ids: Collection[str] | None = None) -> tuple[Check, ...]:
        """Those checks of some reports, or of all, that the report doesn't pass."""
        ids = self._rows(
            f"SELECT id FROM failed_checks WHERE {AMONG_REPORTS} ORDER BY report_id, id", report_ids=_json(report_ids)
        )
        return self._records_of_ids(Kept.CHECKS, Check, [found for (found,) in ids])

    def periods(self) -> dict[str, frozenset[str]]:
        """The periods that a report's figures are for, by report id."""
        found: dict[str, set[str]] = {}
        for report_id, period in self._rows("SELECT report_id, period FROM periods"):
            found.setdefault(report_id, set()).add(period)
        return {report_id: frozenset(periods) for report_id, periods in found.items()}

    def passages_by_ids(self, ids: Iterable[str]) -> tuple[Passage, ...]:
        """The passages of these ids, in the order asked for; unknown ids are left out."""
        return self._records_of_ids(Kept.PASSAGES, Passage, ids)

    def figures_by_ids(self, ids: Iterable[str]) -> tuple[Figure, ...]:
        """The figures of these ids, in the order asked for; unknown ids are left out."""
        return self._records_of_ids(Kept.FIGURES, Figure, ids)

    def digests(self) -> dict[str, str]:
        """The digest of the reading that each report was written from, by its id."""
        return dict(self._rows("SELECT report_id, reading FROM digests"))

    def aliases(self) -> dict[str, tuple[str, ...]]:
        """Other names that a report gives its publisher, longest first, by report id."""
        names: dict[str, list[str]] = {}
        for report_id, name in self._rows("SELECT report_id, name FROM aliases ORDER BY report_id, position"):
            names.setdefault(report_id, []).append(name)
        return {report_id: tuple(found) for report_id, found in names.items()}

    def translations(self, english: str) -> tuple[str, ...]:
        """Chinese words of the stored reports for an English word or phrase in any ending.

        Where the English is some words' whole meaning, only those: a part of one (rule in rule of law) is a guess.
        """
        found = self._rows(
            "SELECT chinese FROM dictionary WHERE english = :english AND :english <> '' AND weight = "
            "(SELECT max(weight) FROM dictionary WHERE english = :english) ORDER BY chinese",
            english=english_key(english),
        )
        return tuple(chinese for (chinese,) in found)

    def found_passages(self, expression: str, report_ids: Collection[str] | None, limit: int) -> tuple[Found, ...]:
        """The passages that match (`terms.match_expression`), best first by BM25."""
        return self._found(Kept.PASSAGES, expression, report_ids, limit)

    def found_figures(self, expression: str, report_ids: Collection[str] | None, limit: int) -> tuple[Found, ...]:
        """The figures that match (`terms.match_expression`), best first by BM25."""
        return self._found(Kept.FIGURES, expression, report_ids, limit)

    def document_frequency(self, word: str) -> int:
        """In how many passages and figures a word stands in one piece (one character: as its own word)."""
        phrase = f'"{whole_term(word)}"'
        counts = [
            self._rows(f"SELECT count(*) FROM {kept}_terms WHERE {kept}_terms MATCH :phrase", phrase=phrase)
            for kept in (Kept.PASSAGES, Kept.FIGURES)
        ]
        return sum(count for ((count,),) in counts)

    def document_count(self) -> int:
        """How many passages and figures there are."""
        ((count,),) = self._rows("SELECT (SELECT count(*) FROM passages) + (SELECT count(*) FROM figures)")
        return int(count)

    def vector_rows(self, kept: Kept, report_ids: Collection[str]) -> frozenset[int]:
        """Which rows of the vectors belong to these reports."""
        rows = self._rows(f"SELECT DISTINCT vector FROM {kept} WHERE {AMONG_REPORTS}", report_ids=_json(report_ids))
        return frozenset(row for (row,) in rows)

    def with_vectors(
        self, kept: Kept, vector_rows: Sequence[int], report_ids: Collection[str] | None, limit: int
    ) -> tuple[tuple[str, int], ...]:
        """Id and row of the vector of what has these vectors, in their order, then by id."""
        rows = self._rows(
            f"SELECT {kept}.id, vector FROM json_each(:vectors) AS asked JOIN {kept} ON vector = asked.value "
            f"WHERE {AMONG_REPORTS} ORDER BY asked.key, {kept}.id LIMIT :limit",
            vectors=json.dumps(vector_rows),
            report_ids=_json(report_ids),
            limit=limit,
        )
        return tuple((found, vector) for found, vector in rows)

    def _found(self, kept: Kept, expression: str, report_ids: Collection[str] | None, limit: int) -> tuple[Found, ...]:
        if not expression:
            return ()
        statement = FOUND if report_ids is None else FOUND_AMONG_REPORTS
        rows = self._rows(statement.format(kept=kept), expression=expression, report_ids=_json(report_ids), limit=limit)
        return tuple(Found(found, score) for found, score in rows)

    def _records(self, kept: Kept, kind: type[Record], report_ids: Collection[str] | None) -> tuple[Record, ...]:
        rows = self._rows(f"SELECT record FROM {kept} WHERE {AMONG_REPORTS} ORDER BY row", report_ids=_json(report_ids))
        return tuple(self._record(text, kind) for (text,) in rows)

    def _records_of_ids(self, kept: Kept, kind: type[Record], ids: Iterable[str]) -> tuple[Record, ...]:
        rows = self._rows(
            f"SELECT record FROM json_each(:ids) AS asked JOIN {kept} ON {kept}.id = asked.value ORDER BY asked.key",
            ids=json.dumps(list(ids)),
        )
        return tuple(self._record(text, kind) for (text,) in rows)

    def _record(self, text: bytes, kind: type[Record]) -> Record:
        try:
            return from_json(self._packing.unpack(text), kind)
        except ValueError as error:
            raise _damaged(self._path) from error

    def _rows(self, statement: str, **values: object) -> list[Any]:
        try:
            with self._lock:
                return self._connection.execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) == sqlite3.SQLITE_ERROR:
                raise  # the statement is wrong or the store closed, not the file damaged
            raise _damaged(self._path) from error


def _json(report_ids: Collection[str] | None) -> str | None:
    return None if report_ids is None else json.dumps(sorted(report_ids))


def _damaged(path: Path) -> DamagedSnapshot:
    return DamagedSnapshot(f"{path} can't be read: run gongkai snapshots use with another snapshot, or gongkai build")
