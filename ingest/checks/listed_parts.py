"""A total in a sentence and the parts that 其中 lists behind it → Checks."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from ingest.checks.arithmetic import interval, plain_unit, sum_check, summed
from ingest.prose import GROWTH
from ingest.records import Check, CheckKind, Figure

CHANGE = re.compile(rf"(?:[比较与同].{{0,14}})?(?:{GROWTH.pattern})")
"""How the words begin that compare with another period: 同比增加, 比2019年减少. 新增加的 is a part like others."""
PARTS = re.compile(r"^[，,：:（(]?其中")
NOT_ALL = re.compile(r"^\s*(?:等|以及其他|及其他)|^[^，。；]{0,6}等")
"""What follows a list that doesn't claim to be complete."""
LEAST_PARTS = 2
MOST_OF_IT = Decimal("0.6")
"""Share of a total below which the parts named are some of them, as 其中 often means: 其中农民工案件200件 of 576件."""
SOME = re.compile(r"包括|包含|主要(?:有|是|为)|重点|仅|特别是|尤其")


def listed_parts(figures: tuple[Figure, ...]) -> Iterator[Check]:
    """Every total with its parts, in the same unit, to the sentence's end."""
    prose = [figure for figure in figures if figure.sentence]
    for _, group in groupby(prose, key=lambda figure: (figure.passage_id, figure.sentence)):
        sentence = tuple(group)
        for position, total in enumerate(sentence):
            if total.approximate or CHANGE.match(total.label):
                continue
            parts = _parts(total, sentence[position + 1 :])
            if len(parts) >= LEAST_PARTS and not any(figure.approximate for figure in parts):
                check = _check(total, parts)
                if check.passed or summed(parts).high >= MOST_OF_IT * interval(total).low:
                    yield check


def _parts(total: Figure, following: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Parts begin at 其中 right behind the total and end where another unit begins.

    A change between them (同比增加5件) is none; behind a comma it ends them, behind a semicolon the list goes on.
    """
    if not following or total.sentence is None or not PARTS.match(following[0].label):
        return ()
    if SOME.search(following[0].label) or SOME.search(following[0].context[-8:]):
        return ()
    parts: list[Figure] = []
    ended = False
    for figure in following:
        if CHANGE.match(figure.label):
            ended = True
            continue
        if ended and not _begins_clause_group(figure):
            break
        ended = False
        if plain_unit(figure) != plain_unit(total) or figure.measure is not total.measure:
            break
        if parts and PARTS.match(figure.label):
            return ()  # parts of a part: which of them add up isn't said
        parts.append(figure)
    return () if parts and _is_open(parts[-1]) else tuple(parts)


def _begins_clause_group(figure: Figure) -> bool:
    return words_around(figure)[0].rstrip().endswith(("；", ";"))


def _is_open(last: Figure) -> bool:
    return bool(NOT_ALL.match(words_around(last)[1]))


def words_around(figure: Figure) -> tuple[str, str]:
    """What its sentence says before its label and after its number; all of it before where the label isn't found."""
    sentence = figure.sentence or ""
    before, _, after = sentence.partition(figure.label.partition("…")[0] or figure.printed)
    return before, after.partition(figure.printed)[2]


def _check(total: Figure, parts: tuple[Figure, ...]) -> Check:
    whole = sum_check(CheckKind.PARTS_AND_TOTAL, total, parts, _relation(total, parts))
    if whole.passed:
        return whole
    for count in range(2, len(parts)):
        if interval(total).meets(summed(parts[:count])):
            return sum_check(CheckKind.PARTS_AND_TOTAL, total, parts[:count], _relation(total, parts[:count]))
    return whole


def _relation(total: Figure, parts: tuple[Figure, ...]) -> str:
    return f"{total.printed} = " + " + ".join(part.printed for part in parts)
