"""The same digits in 元 and in 万元 for the same thing → Checks that fail: one of the two units is a slip."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ingest.checks.arithmetic import a_check, in_unit_of, interval, scale_of
from ingest.records import Check, CheckKind, Figure, Measure, Table

MANY_DIGITS, SOME_DIGITS = 5, 4
"""Digits that two sums of money don't share by chance, with a word in common and with a whole name."""
WORD, NAME = 2, 5
GENERIC = re.compile(r"\d+|年度?|本年|预算|安排|资金|金额|经费|万?元|共|为|的|了|\W")
TEN_THOUSAND = Decimal(10_000)


def unit_slips(figures: Sequence[Figure], tables: Sequence[Table]) -> Iterator[Check]:
    """Every sum of a sentence that stands elsewhere with the same digits and another unit, and nowhere rightly."""
    titles = {table.id: table.title for table in tables}
    money = [one for one in figures if one.measure is Measure.MONEY and not one.approximate and one.value]
    for figure in (one for one in money if one.sentence is not None):
        digits = len((figure.value if figure.value % 1 else figure.value.normalize()).as_tuple().digits)
        if digits < SOME_DIGITS:
            continue
        if any(
            interval(one).meets(interval(figure)) for one in money if one.id != figure.id and one.unit != figure.unit
        ):
            continue
        for other in money:
            if other.value == figure.value and _ten_thousand_times(figure, other) and other.sentence != figure.sentence:
                if other.sentence is not None and other.offset < 0:
                    continue
                common = _longest_common(_words(figure, titles), _words(other, titles))
                if common >= (WORD if digits >= MANY_DIGITS and figure.value % 1 else NAME):
                    expected = in_unit_of(figure, other.value * scale_of(other.unit)[0])
                    relation = "同样的数字，单位相差一万倍"
                    yield a_check(CheckKind.UNIT_SLIP, figure, (other,), relation, expected, passed=False)
                    break


def _ten_thousand_times(one: Figure, other: Figure) -> bool:
    first, second = scale_of(one.unit)[0], scale_of(other.unit)[0]
    return TEN_THOUSAND in (first / second, second / first)


def _words(figure: Figure, titles: dict[str, str]) -> str:
    """What a sum is called: its clause, or its row, columns and table."""
    words = (
        f"{figure.label}{figure.context}"
        if figure.sentence
        else f"{figure.label}{titles.get(figure.table_id or '', '')}"
    )
    return GENERIC.sub("", unicodedata.normalize("NFKC", words))


def _longest_common(one: str, other: str) -> int:
    """Length of the longest run of characters that both hold."""
    best = 0
    for start in range(len(one)):
        while start + best < len(one) and one[start : start + best + 1] in other:
            best += 1
    return best
