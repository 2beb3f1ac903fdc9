"""The statutory forms as data: which edition's cell a row and a column are, matched by label, never by position."""

import re
import tomllib
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from typing import Any

from ingest.records import Table

EDITIONS = ("2019", "2021")
"""国办公开办函〔2019〕60号 for the reports of 2019 and 2020, 国办公开办函〔2021〕30号 from 2021 on."""
SIMILAR = 0.8
"""Share of equal characters from which two labels are the same: one character of five may be lost to a misprint."""
RECOGNISED = 0.6
"""Share of a table's value cells that a form must name to be its form; bodies add rows of their own."""
NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d+[.．、])")


@dataclass(frozen=True, slots=True)
class FormLine:
    """A row or column of a form's table."""

    key: str
    label: tuple[str, ...]
    """from the outside in"""
    english: str
    also: tuple[str, ...]
    """other words by which people call it"""
    default: bool
    """what somebody means who names no row (or column)"""
    unit: str | None


@dataclass(frozen=True, slots=True)
class FormRelation:
    """What the form says that its cells keep: total = add − take, in every line across."""

    along_rows: bool
    """True where rows are added up, in each column; False where columns are, in each row"""
    total: str
    add: tuple[str, ...]
    """keys of rows or columns; result.* means all of that beginning but the total"""
    take: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class FormMention:
    """How sentences say what some cells hold together."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    verbs: str
    """pattern of what is done"""
    things: str
    """pattern of what it is done to"""
    about: str | None
    """pattern that the sentence or its headings must hold besides"""
    lone: bool
    """True where the verb says it alone: 予以公开 3 件"""
    units: tuple[str, ...]
    """units that it is counted in; empty where the cell's own is meant"""


@dataclass(frozen=True, slots=True)
class FormTable:
    """One table of an edition."""

    edition: str
    key: str
    title: str
    english: str
    also: tuple[str, ...]
    unit: str | None
    rows: tuple[FormLine, ...]
    columns: tuple[FormLine, ...]
    relations: tuple[FormRelation, ...]
    mentions: tuple[FormMention, ...]


@dataclass(frozen=True, slots=True)
class FormCell:
    """What an edition calls one cell."""

    table: FormTable
    row: FormLine
    column: FormLine

    @property
    def key(self) -> str:
        """The cell's own key, as "applications.received.total"."""
        return f"{self.table.key}.{self.row.key}.{self.column.key}"

    @property
    def english(self) -> str:
        """Row, column and table in English."""
        return " | ".join(part for part in (self.row.english, self.column.english, self.table.english) if part)

    @property
    def name(self) -> str:
        """The key with its edition, as it stands in a Figure."""
        return f"{self.table.edition}:{self.key}"

    @property
    def unit(self) -> str | None:
        """The most particular unit that the form gives."""
        return self.column.unit or self.row.unit or self.table.unit


@cache
def form_tables() -> tuple[FormTable, ...]:
    """The tables of every edition."""
    folder = files("ingest.forms")
    documents = [tomllib.loads((folder / f"{edition}.toml").read_text("utf-8")) for edition in EDITIONS]
    return tuple(_table(document["edition"], entry) for document in documents for entry in document["tables"])


def _table(edition: str, entry: dict[str, Any]) -> FormTable:
    return FormTable(
        edition,
        str(entry["key"]),
        str(entry["title"]),
        str(entry["english"]),
        tuple(entry.get("also", ())),
        entry.get("unit"),
        tuple(_line(line) for line in entry["rows"]),
        tuple(_line(line) for line in entry["columns"]),
        tuple(_relation(one) for one in entry.get("relations", ())),
        tuple(_mention(one) for one in entry.get("mentions", ())),
    )


def _relation(entry: dict[str, Any]) -> FormRelation:
    return FormRelation(
        {"rows": True, "columns": False}[entry["axis"]],
        entry["total"],
        tuple(entry["add"]),
        tuple(entry.get("take", ())),
        entry["words"],
    )


def _mention(entry: dict[str, Any]) -> FormMention:
    return FormMention(
        tuple(entry["rows"]),
        tuple(entry["columns"]),
        entry["verbs"],
        entry["things"],
        entry.get("about"),
        entry.get("lone", False),
        tuple(entry.get("units", ())),
    )


def _line(entry: dict[str, Any]) -> FormLine:
    return FormLine(
        str(entry["key"]),
        tuple(entry["label"]),
        str(entry["english"]),
        tuple(entry.get("also", ())),
        bool(entry.get("default", False)),
        entry.get("unit"),
    )


@cache
def cells_by_name() -> dict[str, FormCell]:
    """Every cell of every edition, by edition and key: "2019:applications.received.total"."""
    cells = (FormCell(table, row, column) for table in form_tables() for row in table.rows for column in table.columns)
    return {cell.name: cell for cell in cells}


def recognise(table: Table, year: int | None = None) -> FormTable | None:
    """The form's table whose labels fit a table's cells best; None where none names enough of them.

    Of two editions that print a table alike, the one in force for the report's year.
    """
    cells = [cell for cell in table.cells if not cell.is_label]
    fits = ((form, [_cell_fit(form, cell.row, cell.column) for cell in cells]) for form in form_tables())
    named = [(form, sum(fit)) for form, fit in fits if sum(map(bool, fit)) > RECOGNISED * len(cells)]
    in_force = edition_in_force(year)
    best = max(named, key=lambda one: (round(one[1], 6), one[0].edition == in_force), default=None)
    return best[0] if best else None


def edition_in_force(year: int | None) -> str:
    """The edition that reports for a year should follow; the first where the year isn't known.

    >>> edition_in_force(2020), edition_in_force(2023), edition_in_force(None)
    ('2019', '2021', '2019')
    """
    return max((edition for edition in EDITIONS if year and int(edition) <= year), default=EDITIONS[0])


def form_cell(form: FormTable, row: tuple[str, ...], column: tuple[str, ...]) -> FormCell | None:
    """The form's cell for printed labels, or None where this edition has no such row or column."""
    (row_fit, row_line), (column_fit, column_line) = _best_line(form.rows, row), _best_line(form.columns, column)
    return FormCell(form, row_line, column_line) if min(row_fit, column_fit) >= SIMILAR else None


def _cell_fit(form: FormTable, row: tuple[str, ...], column: tuple[str, ...]) -> float:
    """How much a cell's labels are like the form's, 0 where the form has no such cell."""
    row_fit, column_fit = _best_line(form.rows, row)[0], _best_line(form.columns, column)[0]
    return row_fit * column_fit if min(row_fit, column_fit) >= SIMILAR else 0.0


@cache
def _best_line(lines: tuple[FormLine, ...], printed: tuple[str, ...]) -> tuple[float, FormLine]:
    """The line whose innermost labels fit, and how well; of several (其他), the one whose outer labels fit best too."""
    scored = [(_fit(line.label, printed), -number, line) for number, line in enumerate(lines)]
    score, _, line = max(scored, key=lambda one: one[:2])
    return score, line


def _fit(label: tuple[str, ...], printed: tuple[str, ...]) -> float:
    if not label or not printed:
        return 1.0 if not label and not printed else 0.0
    leaf = _alike(label[-1], printed[-1])
    if leaf < SIMILAR:
        return 0.0
    outer = max((_alike(label[-2], one) for one in printed[:-1]), default=0.0) if len(label) > 1 else 1.0
    return leaf * 0.9 + outer * 0.1


@cache
def _alike(one: str, other: str) -> float:
    first, second = bare_label(one), bare_label(other)
    if first == second:
        return 1.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def bare_label(label: str) -> str:
    """A label without numbering, remarks in brackets, punctuation and spaces.

    >>> bare_label("（二）部分公开（区分处理的，只计这一情形）"), bare_label("2.重复申请")
    ('部分公开', '重复申请')
    """
    bare = NUMBERING.sub("", re.sub(r"\s+", "", label))
    return re.sub(r"[（(].*?[）)]|[“”\"，、。·:：/]", "", bare) or bare


def keys_meant(patterns: tuple[str, ...], lines: tuple[FormLine, ...], total: str = "") -> tuple[str, ...]:
    """The keys that patterns such as result.* name, the total left out."""
    return tuple(
        line.key
        for line in lines
        for pattern in patterns
        if line.key != total and (line.key == pattern or (pattern.endswith(".*") and line.key.startswith(pattern[:-1])))
    )
