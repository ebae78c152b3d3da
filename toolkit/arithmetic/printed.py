"""What a printed number may stand for: the numbers that some way of rounding turns into it.

A trailing zero of a whole number is taken as filler where a hedge stands beside it: the last significant
unit of 约2000 is 1000, of 约35.0 it is 0.1.
"""

from dataclasses import replace

from toolkit.arithmetic.fraction import Fraction
from toolkit.arithmetic.interval import Interval, point
from toolkit.records import Dimension, Hedge, Op, Quantity, Unit

FAR = Fraction(10**24)
"""The far end of what has no end: more than any report can count."""

_RAYS = {Op.GE: True, Op.GT: False, Op.LE: True, Op.LT: False}
_LOOSE = {Dimension.COUNT, Dimension.SCORE, Dimension.OTHER}


def half_up(r: Fraction, u: Fraction) -> Interval:
    """Return what 四舍五入 to multiples of ``u`` turns into ``r``."""
    if r < 0:
        return -half_up(-r, u)
    return Interval(r - u / 2, r + u / 2, r > 0, False)


def half_even(r: Fraction, u: Fraction) -> Interval:
    """Return what rounding by GB/T 8170, a tie to the even digit, turns into ``r``."""
    even = (r / u) % 2 == 0
    return Interval(r - u / 2, r + u / 2, even, even)


def truncation(r: Fraction, u: Fraction) -> Interval:
    """Return what cutting the digits off turns into ``r``."""
    if r < 0:
        return -truncation(-r, u)
    return Interval(r, r + u, True, False) if r else Interval(-u, u, False, False)


def round_up(r: Fraction, u: Fraction) -> Interval:
    """Return what rounding away from zero turns into ``r``."""
    if r < 0:
        return -round_up(-r, u)
    return Interval(r - u, r, False, True) if r else point(0)


def rounded(x: Fraction, places: int) -> Fraction:
    """Round half up (the absolute value, for what is negative)."""
    shifted = 10**places
    nearest = Fraction((abs(x) * shifted * 2 + 1) // 2, shifted)
    return nearest if x >= 0 else -nearest


def value_of(quantity: Quantity) -> Fraction:
    """Return the number as printed, in its printed unit."""
    if quantity.value is None:
        raise ValueError(f"{quantity.text!r} states no number")
    return Fraction(quantity.value)


def factor_of(unit: Unit | None) -> Fraction:
    """Return how many base units one unit is."""
    return Fraction(unit.factor) if unit else Fraction(1)


def last_unit(quantity: Quantity) -> Fraction:
    """Return one unit of the last printed digit."""
    return Fraction(1, 10**quantity.places)


def is_counted(quantity: Quantity) -> bool:
    """Tell whether the number was counted or awarded, not measured: it stands for itself alone."""
    unit = quantity.unit
    if unit is not None and unit.dimension is Dimension.SCORE:
        return True
    if unit is None or unit.dimension is Dimension.TIME:
        return quantity.places == 0
    return unit.dimension is Dimension.COUNT and unit.factor == 1 and quantity.places == 0


def is_hedged(quantity: Quantity) -> bool:
    """Tell whether a word (约, 超过, 以上, ～) loosens the number."""
    return quantity.hedge is not None or quantity.op is not Op.EQ


def is_open_ended(quantity: Quantity) -> bool:
    """Tell whether a number only bounds what it speaks of (10家以上, 不超过42万元): all that is computed of it fits."""
    return quantity.hedge is None and quantity.upper is None and quantity.op in _RAYS


def reading(quantity: Quantity) -> Interval:
    """Return what the number may stand for, in its printed unit."""
    if is_hedged(quantity):
        return _hedged(quantity)
    value = value_of(quantity)
    return point(value) if is_counted(quantity) else half_up(value, last_unit(quantity))


def nominal(quantity: Quantity) -> Interval:
    """Return the number taken at its word (what a person types into a calculator), in its printed unit."""
    return _hedged(quantity) if is_hedged(quantity) else point(value_of(quantity))


def interval(quantity: Quantity) -> Interval:
    """Return what the number may stand for, in base units."""
    return reading(quantity).scale(factor_of(quantity.unit))


def as_printed(quantity: Quantity) -> Interval:
    """Return the number taken at its word, in base units."""
    return nominal(quantity).scale(factor_of(quantity.unit))


def like(quantity: Quantity, model: Quantity) -> Quantity:
    """Lend a number without a unit the unit of the one it stands with."""
    return quantity if quantity.unit else replace(quantity, unit=model.unit)


def comparable(one: Unit | None, other: Unit | None) -> bool:
    """Tell whether numbers of both units can be added or divided: 份 and 单 can, 元 and 亩 cannot."""
    if one is None or other is None:
        return True
    if {one.dimension, other.dimension} <= {Dimension.RATIO, Dimension.POINTS}:
        return True
    if one.dimension is not other.dimension:
        return {one.dimension, other.dimension} <= _LOOSE
    return one.dimension in _LOOSE or one.base == other.base


def _hedged(quantity: Quantity) -> Interval:
    """Widen as the hedge says, away from zero for 余 and 超, towards it for 近."""
    value = value_of(quantity)
    if quantity.upper is not None:
        far = Fraction(quantity.upper)
        return Interval(min(value, far), max(value, far))
    if quantity.hedge is None and quantity.op in _RAYS:
        closed = _RAYS[quantity.op]
        return Interval(value, FAR, closed) if quantity.op in {Op.GE, Op.GT} else Interval(-FAR, value, True, closed)
    size, unit = abs(value), _significant_unit(quantity)
    match quantity.hedge:
        case Hedge.NEARLY:
            loose = Interval(size - unit, size, False, False)
        case Hedge.OVER:
            loose = Interval(size, size + unit, False, False)
        case Hedge.ODD:
            loose = Interval(size, size + unit, True, False)
        case _:
            loose = Interval(size - unit / 2, size + unit / 2)
    return loose if value >= 0 else -loose


def _significant_unit(quantity: Quantity) -> Fraction:
    unit, value = last_unit(quantity), value_of(quantity)
    while quantity.places == 0 and value and value % (unit * 10) == 0:
        unit *= 10
    return unit
