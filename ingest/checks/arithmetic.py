"""A printed figure → the interval that it can stand for, since what is printed is often rounded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from ingest.records import Check, CheckKind, Figure, Measure, Place, content_id

SCALES = (("亿", Decimal(100_000_000)), ("百万", Decimal(1_000_000)), ("万", Decimal(10_000)), ("千", Decimal(1_000)))
"""What stands before 元 or 条, the longest first."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Both ends are possible."""

    low: Decimal
    high: Decimal

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Interval") -> "Interval":
        return Interval(self.low - other.high, self.high - other.low)

    def meets(self, other: "Interval") -> bool:
        """Whether one value can be both.

        >>> Interval(Decimal("0.825"), Decimal("0.835")).meets(Interval(Decimal("0.8265"), Decimal("0.8265")))
        True
        """
        return self.low <= other.high and other.low <= self.high


NOTHING = Interval(Decimal(0), Decimal(0))


def scale_of(unit: str | None) -> tuple[Decimal, str]:
    """How many of the plain unit one is, and the plain unit.

    >>> scale_of("万元"), scale_of("件"), scale_of(None)
    ((Decimal('10000'), '元'), (Decimal('1'), '件'), (Decimal('1'), ''))
    """
    for word, scale in SCALES:
        if unit and unit.startswith(word):
            return scale, unit.removeprefix(word)
    return Decimal(1), unit or ""


def plain_unit(figure: Figure) -> str:
    """The unit without its scale: 元 of 万元."""
    return scale_of(figure.unit)[1]


def interval(figure: Figure) -> Interval:
    """What a figure can stand for, in its plain unit: 0.83 万元 is 8250 to 8350 元, 12 件 is 12."""
    scale, _ = scale_of(figure.unit)
    half = last_digit(figure.value) / 2 * scale if _is_rounded(figure, scale) else Decimal(0)
    return Interval(figure.value * scale - half, figure.value * scale + half)


def _is_rounded(figure: Figure, scale: Decimal) -> bool:
    """Whole counts are counted; money, rates and what is given in 万 are rounded. A printed 0 is nothing."""
    exact = figure.measure is Measure.COUNT and scale == 1 and figure.value == figure.value.to_integral_value()
    return not exact and figure.value != 0


def last_digit(value: Decimal) -> Decimal:
    """One unit of the last printed digit.

    >>> last_digit(Decimal("201.50")), last_digit(Decimal("686"))
    (Decimal('0.01'), Decimal('1'))
    """
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0)


def summed(figures: Iterable[Figure], subtracted: Iterable[Figure] = ()) -> Interval:
    """What the figures can add up to, in their plain unit."""
    added = sum((interval(one) for one in figures), start=NOTHING)
    return added - sum((interval(one) for one in subtracted), start=NOTHING)


def in_unit_of(figure: Figure, value: Decimal) -> Decimal:
    """A value in plain units, in the figure's unit and to its last digit where that loses nothing."""
    exact = value / scale_of(figure.unit)[0]
    rounded = exact.quantize(last_digit(figure.value), ROUND_HALF_UP)
    return rounded if rounded == exact else exact.normalize()


def sum_check(
    kind: CheckKind, total: Figure, operands: Sequence[Figure], relation: str, subtracted: Sequence[Figure] = ()
) -> Check:
    """The check of a total against the sum of its operands."""
    added = [one for one in operands if one not in subtracted]
    expected = sum((one.value * scale_of(one.unit)[0] for one in added), start=Decimal(0))
    expected -= sum((one.value * scale_of(one.unit)[0] for one in subtracted), start=Decimal(0))
    passed = interval(total).meets(summed(added, subtracted))
    check = a_check(kind, total, operands, relation, in_unit_of(total, expected), passed)
    return replace(check, subtracted=tuple(one.id for one in subtracted))


def a_check(
    kind: CheckKind, total: Figure, operands: Sequence[Figure], relation: str, expected: Decimal | None, passed: bool
) -> Check:
    """A check of one figure against others, at its place."""
    ids = tuple(one.id for one in operands)
    return Check(
        id=content_id(total.report_id, kind, total.id, relation, *ids),
        report_id=total.report_id,
        kind=kind,
        relation=relation,
        total=total.id,
        operands=ids,
        subtracted=(),
        supporting=(),
        expected=expected,
        printed=total.value,
        passed=passed,
        confirmed=True,
        place=Place(total.report_id, total.place.boxes[:1]),
    )
