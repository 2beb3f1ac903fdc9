"""Printed values → the value computed from them, exact in Decimal; pure."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

HUNDREDTH = Decimal("0.01")
"""Rates are given to two decimals, rounded half up."""


class Operation(StrEnum):
    """How a figure is computed from its operands."""

    SUM = "sum"
    DIFFERENCE = "difference"
    """the first less the second"""
    GROWTH = "growth"
    """by how many per cent the first exceeds the second"""
    SHARE = "share"
    """how many per cent of the second the first is"""


IN_PER_CENT = frozenset({Operation.GROWTH, Operation.SHARE})


def computed(operation: Operation, values: Sequence[Decimal]) -> Decimal:
    """The result; raises ValueError where there is none.

    >>> computed(Operation.GROWTH, [Decimal("91.97"), Decimal("77.99")])
    Decimal('17.93')
    >>> computed(Operation.DIFFERENCE, [Decimal(3), Decimal(18)]), computed(Operation.SHARE, [Decimal(1), Decimal(3)])
    (Decimal('-15'), Decimal('33.33'))
    """
    if operation is Operation.SUM:
        return sum(values, start=Decimal(0))
    first, second = values
    if operation is Operation.DIFFERENCE:
        return first - second
    if not second:
        raise ValueError("nothing is a share of 0, and nothing grows from it")
    part = (first - second) if operation is Operation.GROWTH else first
    return (part / second * 100).quantize(HUNDREDTH, ROUND_HALF_UP)
