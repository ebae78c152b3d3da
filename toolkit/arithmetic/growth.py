"""Rates of change on the base period, by any two of base, current value and change."""

from toolkit.arithmetic.expression import Equation, Fixed, Product, Root, Sum, Term, number, quotient
from toolkit.arithmetic.fraction import Fraction
from toolkit.arithmetic.printed import comparable, interval, like, value_of
from toolkit.arithmetic.ratio import hundred, is_rate, times
from toolkit.arithmetic.verdict import Judgement
from toolkit.arithmetic.wording import amount
from toolkit.records import Dimension, Quantity

ONE = Fixed(Fraction(1))


def of_growth(
    value: Quantity,
    *,
    base: Quantity | None = None,
    current: Quantity | None = None,
    delta: Quantity | None = None,
    falls: bool = False,
    years: int = 1,
) -> Judgement | None:
    """Judge a rate of growth (%, or 倍 for 增长n倍) by two of the three; a third one is left to its own equation.

    None where fewer are known, where units do not fit, and where the base is zero or less: such a rate says nothing.
    """
    equation = growth_equation(value, base=base, current=current, delta=delta, falls=falls, years=years)
    return equation.judge() if equation else None


def growth_equation(
    value: Quantity,
    *,
    base: Quantity | None = None,
    current: Quantity | None = None,
    delta: Quantity | None = None,
    falls: bool = False,
    years: int = 1,
) -> Equation | None:
    """Return the equation of a rate of growth, or None (see `of_growth`)."""
    known = [q for q in (base, current, delta) if q is not None and q.value is not None]
    points = value.unit is not None and value.unit.dimension is Dimension.POINTS
    if value.value is None or points or not is_rate(value) or len(known) < 2:
        return None
    if not all(comparable(q.unit, known[0].unit) for q in known):
        return None
    fits = next((q for q in known if q.unit), known[0])
    base, current, delta = (like(q, fits) if q in known and q is not None else None for q in (base, current, delta))
    # A printed sign outweighs the word beside it: 减少-20 means what 减少20 means, and so does 增加-20.
    sign = -1 if falls and delta is not None and value_of(delta) > 0 else 1
    change: Term
    if base is not None and current is not None:
        positive = interval(base).lo > 0
        change, text = quotient(number(current), number(base)), _between(base, current, falls)
        shown = f"{amount(current)} ÷ {amount(base)}"
    elif base is not None and delta is not None:
        positive = interval(base).lo > 0
        change = Sum(((1, ONE), (sign, quotient(number(delta), number(base)))))
        text = f"{amount(delta)} ÷ {amount(base)}"
        shown = f"1 {'+' if sign > 0 else '−'} {text}"
    elif current is not None and delta is not None:
        positive = (interval(current) - interval(delta).scale(Fraction(sign))).lo > 0 and interval(current).lo > 0
        remains = Sum(((1, ONE), (-sign, quotient(number(delta), number(current)))))
        change = Product(((-1, remains),))
        before = f"({amount(current)} {'−' if sign > 0 else '+'} {amount(delta)})"
        text = f"{amount(delta)} ÷ {before}"
        shown = f"{amount(current)} ÷ {before}"
    else:
        return None
    if not positive:
        return None
    direction = -1 if falls and value_of(value) >= 0 else 1
    growth = Sum(((direction, Root(years, change) if years > 1 else change), (-direction, ONE)))
    right = Product(((1, Fixed(Fraction(hundred(value)))), (1, growth)))
    if years > 1:
        text = f"(({shown})^(1/{years}) − 1)" if direction > 0 else f"(1 − ({shown})^(1/{years}))"
    return Equation(value, right, text + times(value))


def _between(base: Quantity, current: Quantity, falls: bool) -> str:
    high, low = (base, current) if falls else (current, base)
    return f"({amount(high)} − {amount(low)}) ÷ {amount(base)}"
