"""Figures that follow from others, as a report prints them: exact, then rounded half up once."""

from collections.abc import Sequence
from decimal import Decimal

from toolkit.arithmetic.fraction import Fraction
from toolkit.arithmetic.printed import as_printed, comparable, factor_of, like, rounded, value_of
from toolkit.arithmetic.target import Attainment, attain
from toolkit.records import Quantity, Unit

_WHOLE = Fraction(100)
_MOST_PLACES = 4
_FAR = 10**12


def derived_completion(actual: Quantity, target: Quantity, *, capped: bool, lower: bool) -> Fraction | None:
    """Return actual over target in per cent; 100 for what is kept where less is better.

    None where the target has no number, is a range that is not reached, or where less is better and it was not kept:
    there each place has a rule of its own.
    """
    if actual.value is None or target.value is None or not comparable(actual.unit, target.unit):
        return None
    actual = like(actual, target)
    target = like(target, actual)
    reached = attain(as_printed(actual), target, lower_is_better=lower)
    if lower or target.upper is not None:
        return _WHOLE if reached is Attainment.MET else None
    goal = value_of(target) * factor_of(target.unit)
    if goal <= 0:
        return None
    rate = _amount(actual) / goal * _WHOLE
    return min(rate, _WHOLE) if capped else rate


def derived_share(parts: Sequence[Quantity], whole: Quantity, *, complement: bool = False) -> Fraction | None:
    """Return the parts over the whole in per cent, or what is left of it; None over nothing."""
    if not all(comparable(part.unit, whole.unit) for part in parts) or _amount(whole) <= 0:
        return None
    share = sum((_amount(part) for part in parts), Fraction(0)) / _amount(whole) * _WHOLE
    return _WHOLE - share if complement else share


def derived_growth(current: Quantity, base: Quantity, *, falls: bool = False) -> Fraction | None:
    """Return by how many per cent a figure grew, or fell; None where there was nothing before."""
    if not comparable(current.unit, base.unit) or _amount(base) <= 0:
        return None
    growth = (_amount(current) / _amount(base) - 1) * _WHOLE
    return -growth if falls else growth


def derived_score(full: Quantity, rate: Fraction) -> Fraction:
    """Return a full score times a rate in per cent, of which no more than the whole counts."""
    return value_of(full) * max(min(rate, _WHOLE), Fraction(0)) / _WHOLE


def derived_sum(parts: Sequence[Quantity], unit: Unit | None) -> Fraction | None:
    """Return the sum in a unit; None where a part is measured in another kind of unit."""
    if not all(comparable(part.unit, unit) for part in parts):
        return None
    return sum((_amount(part) for part in parts), Fraction(0)) / factor_of(unit)


def sums_to(parts: Sequence[Quantity], total: Quantity) -> bool:
    """Tell whether figures add up to a total exactly as printed."""
    return derived_sum(parts, total.unit) == value_of(total)


def exact_value(quantity: Quantity) -> Fraction:
    """Return a number as printed, in its printed unit."""
    return value_of(quantity)


def exceeds(one: Quantity, other: Quantity) -> bool:
    """Tell whether one number is greater than the other, both taken at their word."""
    return _amount(one) > _amount(other)


def printed(value: Fraction, places: int, *, rate: bool = False) -> Decimal:
    """Return a value rounded half up to some decimals.

    A rate is printed as 100 where it is, and never where it only comes near: decimals are added until it shows.
    """
    if rate and value == _WHOLE:
        return Decimal(100)
    while rate and rounded(value, places) == _WHOLE and places < _MOST_PLACES:
        places += 1
    nearest = rounded(value, places)
    return Decimal(int(nearest * 10**places)).scaleb(-places)


def floored(value: Fraction) -> Decimal:
    """Return a value cut off far behind the point: what is less than a limit stays less."""
    return Decimal(int(value * _FAR // 1)) / _FAR


def agrees(stated: Quantity, value: Fraction) -> bool:
    """Tell whether a stated number is the value rounded half up to the decimals it was stated with."""
    return value_of(stated) == rounded(value, stated.places)


def _amount(quantity: Quantity) -> Fraction:
    return value_of(quantity) * factor_of(quantity.unit)
