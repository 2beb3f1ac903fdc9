"""What the statutory form itself says of its cells (勾稽关系) → Checks."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from ingest.checks.arithmetic import sum_check
from ingest.forms import FormLine, FormRelation, FormTable, form_tables, keys_meant
from ingest.records import Check, CheckKind, Figure


def form_relations(figures: Sequence[Figure]) -> Iterator[Check]:
    """Every relation of every statutory table, in each line across."""
    in_tables = sorted((one for one in figures if one.table_id), key=lambda one: one.table_id or "")
    for _, group in groupby(in_tables, key=lambda one: one.table_id):
        cells = list(group)
        keyed = [one for one in cells if one.key]
        if keyed:
            form = form_of(keyed)
            for relation in form.relations:
                if len(keyed) == len(cells) or "*" not in "".join(relation.add):
                    yield from _across(relation, form, keyed)


def form_of(cells: Sequence[Figure]) -> FormTable:
    """The form's table that keyed cells belong to."""
    edition, _, key = (cells[0].key or "").partition(":")
    return next(form for form in form_tables() if form.edition == edition and form.key == key.partition(".")[0])


def _across(relation: FormRelation, form: FormTable, cells: Sequence[Figure]) -> Iterator[Check]:
    by_key = {cell.key: cell for cell in cells}
    along, across = (form.rows, form.columns) if relation.along_rows else (form.columns, form.rows)
    add = keys_meant(relation.add, along, relation.total)
    for line in across:
        total = by_key.get(_name(form, relation, relation.total, line))
        added = [one for key in add if (one := by_key.get(_name(form, relation, key, line)))]
        taken = [one for key in relation.take if (one := by_key.get(_name(form, relation, key, line)))]
        if total is not None and len(added) >= 2:
            where = f"{line.label[-1]}：" if line.label else ""
            yield sum_check(CheckKind.FORM_RELATION, total, [*added, *taken], where + relation.words, taken)


def _name(form: FormTable, relation: FormRelation, key: str, line: FormLine) -> str:
    row, column = (key, line.key) if relation.along_rows else (line.key, key)
    return f"{form.edition}:{form.key}.{row}.{column}"
