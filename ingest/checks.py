"""The relations that a report's figures should keep → Checks, passed or failed."""

import re
from collections.abc import Iterator
from itertools import groupby

from ingest.prose import GROWTH
from ingest.records import Check, CheckKind, Figure, content_id

CHANGE = re.compile(rf"(?:[比较与同].{{0,12}})?(?:{GROWTH.pattern})")
"""How the words begin that compare with another period: 同比增加, 比2019年减少. 新增加的 is a part like others."""


def report_checks(figures: tuple[Figure, ...]) -> tuple[Check, ...]:
    """Every check that the figures of one report allow."""
    return tuple(_listed_parts(figures))


def _listed_parts(figures: tuple[Figure, ...]) -> Iterator[Check]:
    """A total in a sentence and the parts that 其中 lists behind it, in the same unit, to the sentence's end."""
    prose = [figure for figure in figures if figure.sentence]
    for _, group in groupby(prose, key=lambda figure: (figure.passage_id, figure.sentence)):
        sentence = tuple(group)
        for position, total in enumerate(sentence):
            parts = _parts(total, sentence[position + 1 :])
            if len(parts) >= 2 and not any(figure.approximate for figure in (total, *parts)):
                yield _check(total, parts)


def _parts(total: Figure, following: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Parts begin at 其中 right behind the total and end where another unit or a change (同比增加5件) begins."""
    parts: list[Figure] = []
    if not following or not re.match(r"其中", following[0].label) or total.sentence is None:
        return ()
    for figure in following:
        if figure.unit != total.unit or figure.measure is not total.measure or CHANGE.match(figure.label):
            break
        parts.append(figure)
    return tuple(parts)


def _check(total: Figure, parts: tuple[Figure, ...]) -> Check:
    expected = sum((part.value for part in parts), start=total.value * 0)
    return Check(
        content_id(total.report_id, CheckKind.PARTS_AND_TOTAL, total.id, *(part.id for part in parts)),
        total.report_id,
        CheckKind.PARTS_AND_TOTAL,
        total.id,
        tuple(part.id for part in parts),
        expected,
        total.value,
        expected == total.value,
    )
