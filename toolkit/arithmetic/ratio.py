"""Part over whole: is the printed rate theirs, and can it be anybody's?"""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from toolkit.arithmetic.expression import Equation, Fixed, Sum, Term, number, quotient
from toolkit.arithmetic.fraction import Fraction
from toolkit.arithmetic.printed import (
    comparable,
    factor_of,
    half_even,
    half_up,
    interval,
    is_counted,
    is_hedged,
    last_unit,
    like,
    round_up,
    truncation,
    value_of,
)
from toolkit.arithmetic.verdict import Judgement
from toolkit.arithmetic.wording import amount, series
from toolkit.records import Dimension, Quantity

_HUNDRED, _THOUSAND = Decimal(100), Decimal(1000)


class Grim(StrEnum):
    """Whether some whole number of parts gives the rate."""

    POSSIBLE = "possible"
    IMPOSSIBLE = "impossible"
    NOT_ASSESSABLE = "not-assessable"


def of_ratio(rate: Quantity, parts: Sequence[Quantity], whole: Quantity, complement: bool = False) -> Judgement | None:
    """Judge a rate by the sum of ``parts`` over ``whole``, or 1 minus that; None if they do not divide."""
    equation = ratio_equation(rate, parts, whole, complement)
    return equation.judge() if equation else None


def gives(rate: Quantity, part: Quantity, whole: Quantity) -> bool:
    """Tell whether part over whole is a percentage; where it is plainly another, without the whole judgement."""
    small, large = part.base_value, whole.base_value
    if rate.value is None or small is None or not large:
        return False
    per = _THOUSAND if factor_of(rate.unit) == Fraction(1, 10) else _HUNDRED
    if abs(small * per - rate.value * large) > abs(large):
        return False
    judgement = of_ratio(rate, [part], whole)
    return judgement is not None and judgement.verdict.holds


def ratio_equation(
    rate: Quantity, parts: Sequence[Quantity], whole: Quantity, complement: bool = False
) -> Equation | None:
    """Return the equation of a ratio, or None where a number is missing or the units do not fit."""
    if not parts or not is_rate(rate) or any(q.value is None for q in (rate, whole, *parts)):
        return None
    if not all(comparable(part.unit, whole.unit) for part in parts):
        return None
    parts = [like(part, whole) for part in parts]
    whole = like(whole, parts[0])
    scale = hundred(rate)
    part: Term = Sum(tuple((1, number(p)) for p in parts))
    share = quotient(part, number(whole), scale)
    right: Term = Sum(((1, Fixed(Fraction(scale))), (-1, share))) if complement else share
    top = series([(1, p) for p in parts]) if len(parts) > 1 else amount(parts[0])
    if complement:
        top = f"{amount(whole)} − {f'({top})' if len(parts) > 1 else top}"
    over = f"({top}) ÷ {amount(whole)}" if complement or len(parts) > 1 else f"{top} ÷ {amount(whole)}"
    return Equation(rate, right, over + times(rate))


def is_rate(quantity: Quantity) -> bool:
    """Tell whether a number can be a quotient: 翻一番 and 5万元 are none."""
    unit = quantity.unit
    return unit is None or unit.dimension in {Dimension.RATIO, Dimension.POINTS} or unit.base == "倍"


def hundred(rate: Quantity) -> int:
    """Return what a quotient is multiplied by: 100 for a percentage (also one that lost its sign), 1 for 倍."""
    if rate.unit is None:
        return 100 if abs(value_of(rate)) > 1 else 1
    return 100 if rate.unit.dimension in {Dimension.RATIO, Dimension.POINTS} else 1


def times(rate: Quantity) -> str:
    """Write the factor of a rate's formula."""
    if hundred(rate) == 1:
        return ""
    return " × 1000‰" if factor_of(rate.unit) == Fraction(1, 10) else " × 100%"


def grim(rate: Quantity, whole: Quantity) -> Grim:
    """Ask whether any whole number out of ``whole`` rounds, in any way, to the rate.

    Where more than half of all rates of so many digits are possible, the answer would say nothing.
    """
    if rate.value is None or whole.value is None or is_hedged(rate) or is_hedged(whole) or not is_counted(whole):
        return Grim.NOT_ASSESSABLE
    n, unit = interval(whole).lo, last_unit(rate) * factor_of(rate.unit) / hundred(rate)
    if n <= 0 or n * unit > Fraction(1, 2):
        return Grim.NOT_ASSESSABLE
    r, u = value_of(rate), last_unit(rate)
    into_parts = n * factor_of(rate.unit) / hundred(rate)
    for mode in (half_up, half_even, truncation, round_up):
        parts = mode(r, u).scale(into_parts)
        if any(parts.holds(Fraction(m)) for m in (parts.lo // 1, parts.lo // 1 + 1)):
            return Grim.POSSIBLE
    return Grim.IMPOSSIBLE
