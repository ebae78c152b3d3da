"""Grades of satisfaction: which of 很满意, 满意 and 基本满意 a stated rate counts."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from toolkit.extract.grammar.sentences import Item

_ALL = 100  # per cent
_CLOSE = Decimal("0.1")  # points: a rate this near to a reading was meant by it
_APART = Decimal(1)  # points that keep two readings apart


def grades(said: Sequence[Item], avoided: Sequence[Item]) -> Iterator[list[Item]]:
    """Yield what satisfaction may be made of beside one grade: 很满意 + 满意, and these with 基本满意."""
    full = [i for i in said if i not in avoided]
    if len(full) > 1:
        yield full
    if len(said) > len(full):
        yield list(said)


def meant(rate: Item, whole: Item, readings: Sequence[list[Item]]) -> list[Item] | None:
    """Return the reading that a rate is of: the one it all but equals, or the nearest where it is far from all.

    A rate between two readings may be weighted (基本满意 counted in part), so none is returned.
    """
    value, base = rate.quantity.value, whole.quantity.base_value
    if value is None or not base:
        return None
    told = sorted(
        ((_quotient(reading, base), n) for n, reading in enumerate(readings)), key=lambda t: abs(t[0] - value)
    )
    if not told or told[-1][0] > _ALL or told[0][0] > _ALL:
        return None
    others = [quotient for quotient, _ in told[1:]]
    if abs(told[0][0] - value) <= _CLOSE:
        return readings[told[0][1]] if all(abs(other - value) > _APART for other in others) else None
    outside = value < min(t[0] for t in told) - _CLOSE or value > max(t[0] for t in told) + _CLOSE
    return readings[told[0][1]] if outside else None


def _quotient(reading: list[Item], base: Decimal) -> Decimal:
    return sum((i.quantity.base_value or Decimal() for i in reading), Decimal()) * _ALL / base
