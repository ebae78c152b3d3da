"""Grades of satisfaction: which of 很满意, 满意 and 基本满意 a stated rate counts."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from toolkit.extract.grammar.sentences import Item, Sentence
from toolkit.records import Dimension

_GRADE = re.compile(r"(?:其中)?(?:表示|评价为?)?(?:非常|很|十分|比较|较|基本)?(?:满意|好评)的?(?:有|为)?")
_OWN_GRADE = re.compile(r"(?:[不很]|非常|十分|较|基本)满意[率度]$")
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


def is_of_one_group(sentence: Sentence, rate: Item, readings: Sequence[list[Item]]) -> bool:
    """Tell whether the grades, each named once, are those of all who were asked, and the one rate is of them all."""
    named = {id(i): i.label for reading in readings for i in reading}
    once = len(set(named.values())) == len(named)
    rates = [i for i in sentence.items if i.dimension is Dimension.RATIO and i.label.endswith(("满意率", "满意度"))]
    pure = all(_GRADE.fullmatch(label) for label in named.values())
    return len(named) > 1 and once and pure and len(rates) == 1 and not _OWN_GRADE.search(rate.label)


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
