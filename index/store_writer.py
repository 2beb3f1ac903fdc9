"""Reports into and out of a store, one at a time, so that a build costs what changed.

A row's number depends on nothing but its report and its place in it: however often reports came and went, a store
holds the same rows as one that is written from nothing.
"""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import fields
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from index.dictionary import Translation
from index.store import Kept, Packing, figure_text
from index.terms import pairs, words
from ingest.archive import from_json, to_json
from ingest.records import Box, Check, Figure, Passage, Place, Reading, Report, Table

Record = TypeVar("Record")

RECORDS = """
CREATE TABLE {kept}(row INTEGER PRIMARY KEY, id TEXT UNIQUE, report_id TEXT, vector INTEGER, record BLOB);
CREATE INDEX {kept}_by_report ON {kept}(report_id);
"""

VECTORS = """
CREATE INDEX {kept}_by_vector ON {kept}(vector);
"""

# A term holds no other sign than the point of 96.5; the text itself stands in the record.
TERMS = """
CREATE VIRTUAL TABLE {kept}_terms
USING fts5(words, pairs, content='', tokenize="unicode61 remove_diacritics 0 tokenchars '.'");
"""

NAMES = """
CREATE TABLE failed_checks(report_id TEXT, id TEXT, PRIMARY KEY(report_id, id)) WITHOUT ROWID;
CREATE TABLE periods(report_id TEXT, period TEXT, PRIMARY KEY(report_id, period)) WITHOUT ROWID;
CREATE TABLE aliases(report_id TEXT, position INTEGER, name TEXT, PRIMARY KEY(report_id, position)) WITHOUT ROWID;
CREATE TABLE dictionary(english TEXT, chinese TEXT, weight REAL, PRIMARY KEY(english, chinese)) WITHOUT ROWID;
CREATE INDEX dictionary_by_chinese ON dictionary(chinese);
CREATE TABLE words(word TEXT PRIMARY KEY, reports INTEGER) WITHOUT ROWID;
CREATE TABLE digests(report_id TEXT PRIMARY KEY, reading TEXT) WITHOUT ROWID;
CREATE TABLE packing(common BLOB);
"""

ITEM_BITS = 20
"""of a row's number; the other 43 are its report's. No report has a million items of one sort"""


class StoreWriter:
    """A store that nobody reads yet. What fails in between leaves a file to throw away: nothing is rolled back."""

    def __init__(self, path: Path) -> None:
        is_new = not path.exists()
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.execute("PRAGMA cache_size = -65536")
        if is_new:
            self._create()
        self._packing = Packing.of(self._connection)
        self._new_words: set[str] = set()
        self._connection.execute("BEGIN")

    def __enter__(self) -> "StoreWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._connection.execute("COMMIT")
        self._connection.close()

    def reports(self) -> tuple[Report, ...]:
        """Every report that is in it now."""
        return tuple(self._records(Kept.REPORTS, Report, None))

    def vectors(self, kept: Kept) -> list[int]:
        """The keys of the vectors that are pointed to, in order."""
        found = self._connection.execute(f"SELECT DISTINCT vector FROM {kept} ORDER BY vector")
        return [key for (key,) in found]

    def add(self, reading: Reading, digest: str, vector: Callable[[Passage | Figure], int]) -> None:
        """Writes a report that isn't there; `vector` gives the key under which an item's vector stands."""
        report_id = reading.report.id
        passages, figures = passages_in_order([reading]), figures_in_order([reading])
        self._insert(Kept.REPORTS, [reading.report])
        tables = sorted(reading.tables, key=_position)
        self._insert(Kept.TABLES, tables)
        self._insert_checks(reading.checks)
        self._insert(Kept.PASSAGES, passages, vector)
        self._insert(Kept.FIGURES, figures, vector)
        for kept, texts in _texts(reading.tables, passages, figures).items():
            self._connection.executemany(
                f"INSERT INTO {kept}_terms(rowid, words, pairs) VALUES (?, ?, ?)", _termed(report_id, texts)
            )
        self._connection.executemany(
            "INSERT INTO aliases VALUES (?, ?, ?)",
            ((report_id, position, name) for position, name in enumerate(reading.aliases)),
        )
        periods = {figure.period for figure in figures if figure.period}
        self._connection.executemany("INSERT INTO periods VALUES (?, ?)", ((report_id, one) for one in sorted(periods)))
        self._connection.execute("INSERT INTO digests VALUES (?, ?)", (report_id, digest))
        self._count_words(_vocabulary(passages, figures), 1)

    def remove(self, report_id: str) -> None:
        """Takes out a report that is there, with everything that only it brought."""
        tables = self._records(Kept.TABLES, Table, report_id)
        passages = self._records(Kept.PASSAGES, Passage, report_id)
        figures = self._records(Kept.FIGURES, Figure, report_id)
        for kept, texts in _texts(tables, passages, figures).items():
            self._connection.executemany(
                f"INSERT INTO {kept}_terms({kept}_terms, rowid, words, pairs) VALUES ('delete', ?, ?, ?)",
                _termed(report_id, texts),
            )
        for table in (*Kept, "failed_checks", "periods", "aliases", "digests"):
            self._connection.execute(f"DELETE FROM {table} WHERE report_id = ?", (report_id,))
        self._count_words(_vocabulary(passages, figures), -1)

    def set_checks(self, report_id: str, checks: Iterable[Check]) -> None:
        """Replaces the checks of a report."""
        for table in (Kept.CHECKS, "failed_checks"):
            self._connection.execute(f"DELETE FROM {table} WHERE report_id = ?", (report_id,))
        self._insert_checks(checks)

    def translate(self, translations: Callable[[Collection[str]], Iterable[Translation]]) -> None:
        """Brings the dictionary in line with the words that the reports use now."""
        unused = self._connection.execute("SELECT word FROM words WHERE reports = 0").fetchall()
        self._connection.executemany("DELETE FROM dictionary WHERE chinese = ?", unused)
        self._connection.execute("DELETE FROM words WHERE reports = 0")
        new = self._new_words - {word for (word,) in unused}
        self.insert_translations(translations(new) if new else ())
        self._new_words.clear()

    def insert_translations(self, translations: Iterable[Translation]) -> None:
        """Adds words to the dictionary."""
        self._connection.executemany(
            "INSERT INTO dictionary VALUES (?, ?, ?)", ((one.english, one.chinese, one.weight) for one in translations)
        )

    def _create(self) -> None:
        for kept in Kept:
            self._connection.executescript(RECORDS.format(kept=kept))
        for kept in (Kept.PASSAGES, Kept.FIGURES):
            self._connection.executescript(VECTORS.format(kept=kept) + TERMS.format(kept=kept))
        self._connection.executescript(NAMES)
        self._connection.execute("INSERT INTO packing VALUES (?)", (_common(),))

    def _insert_checks(self, checks: Iterable[Check]) -> None:
        in_order = sorted(checks, key=lambda one: one.id)
        self._insert(Kept.CHECKS, in_order)
        failed = ((one.report_id, one.id) for one in in_order if not one.passed)
        self._connection.executemany("INSERT INTO failed_checks VALUES (?, ?)", failed)

    def _insert(
        self,
        kept: Kept,
        items: Iterable[Report | Table | Check | Passage | Figure],
        vector: Callable[[Passage | Figure], int] | None = None,
    ) -> None:
        self._connection.executemany(
            f"INSERT INTO {kept}(row, id, report_id, vector, record) VALUES (?, ?, ?, ?, ?)",
            (
                (
                    row_number(_report_id(item), number),
                    item.id,
                    _report_id(item),
                    vector(item) if vector and isinstance(item, Passage | Figure) else None,
                    self._packing.pack(to_json(item)),
                )
                for number, item in enumerate(items)
            ),
        )

    def _records(self, kept: Kept, kind: type[Record], report_id: str | None) -> list[Record]:
        only = "" if report_id is None else "WHERE report_id = ?"
        found = self._connection.execute(
            f"SELECT record FROM {kept} {only} ORDER BY row", () if report_id is None else (report_id,)
        )
        return [from_json(self._packing.unpack(packed), kind) for (packed,) in found]

    def _count_words(self, used: Collection[str], change: int) -> None:
        known = {
            word
            for (word,) in self._connection.execute(
                "SELECT word FROM words WHERE word IN (SELECT value FROM json_each(?))", (json.dumps(sorted(used)),)
            )
        }
        self._new_words |= set(used) - known
        self._connection.executemany(
            "INSERT INTO words VALUES (?, ?) ON CONFLICT(word) DO UPDATE SET reports = reports + excluded.reports",
            ((word, change) for word in sorted(used)),
        )


def passages_in_order(readings: Iterable[Reading]) -> list[Passage]:
    """Every passage, report by report, as they are read."""
    found = (passage for reading in readings for passage in reading.passages)
    return sorted(found, key=lambda passage: (passage.report_id, passage.ordinal, passage.id))


def figures_in_order(readings: Iterable[Reading]) -> list[Figure]:
    """Every figure, report by report, from the first page's top to the last page's end."""
    return sorted((figure for reading in readings for figure in reading.figures), key=_position)


def _position(item: Figure | Table) -> tuple[str, int, float, float, str]:
    """Where an item stands among others."""
    place: Place = item.place
    first = place.boxes[0]
    return item.report_id, first.page_number, first.top, first.x0, item.id


def row_number(report_id: str, number: int) -> int:
    """The row of a report's item, the same in every store; rows of one report follow each other.

    >>> row_number("0000000000200000", 3) == (1 << 20) + 3
    True
    """
    if number >= 1 << ITEM_BITS:
        raise ValueError(f"report {report_id} has more than {1 << ITEM_BITS} items of one sort")
    return (int(report_id, 16) >> (ITEM_BITS + 1) << ITEM_BITS) + number


def _report_id(item: Report | Table | Check | Passage | Figure) -> str:
    return item.id if isinstance(item, Report) else item.report_id


def _texts(tables: Iterable[Table], passages: Sequence[Passage], figures: Sequence[Figure]) -> dict[Kept, list[str]]:
    """The words by which each passage and figure is found, in the order of their rows."""
    titles = {table.id: table.title for table in tables}
    return {
        Kept.PASSAGES: [" ".join((*one.section, one.text)) for one in passages],
        Kept.FIGURES: [figure_text(one, titles.get(one.table_id or "", "")) for one in figures],
    }


def _termed(report_id: str, texts: Iterable[str]) -> Iterable[tuple[int, str, str]]:
    return (
        (row_number(report_id, number), " ".join(words(text)), " ".join(pairs(text)))
        for number, text in enumerate(texts)
    )


def _vocabulary(passages: Iterable[Passage], figures: Iterable[Figure]) -> frozenset[str]:
    """Every word of more than one character by which a passage or figure can be found."""
    texts = (*(passage.text for passage in passages), *(figure_text(figure) for figure in figures))
    return frozenset(word for text in dict.fromkeys(texts) for word in words(text) if len(word) > 1)


def _common() -> bytes:
    """What all records have in common: the names of their fields, the commonest last, as zlib wants it."""
    kinds = (Report, Table, Check, Passage, Figure, Place, Box)
    return ",".join(f'"{field.name}":null' for kind in kinds for field in fields(kind)).encode()
