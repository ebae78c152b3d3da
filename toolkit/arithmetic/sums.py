"""Totals and differences; the rounding of every part counts."""

from collections.abc import Sequence
from decimal import Decimal

from toolkit.arithmetic.expression import Equation, Sum, number
from toolkit.arithmetic.fraction import Fraction
from toolkit.arithmetic.printed import as_printed, comparable, like, value_of
from toolkit.arithmetic.verdict import Judgement
from toolkit.arithmetic.wording import series
from toolkit.records import Quantity


def of_sum(total: Quantity, parts: Sequence[tuple[int, Quantity]]) -> Judgement | None:
    """Judge a total by its parts, each with weight 1 or -1; None where a number is missing or units do not fit."""
    equation = sum_equation(total, parts)
    return equation.judge() if equation else None


def of_difference(value: Quantity, minuend: Quantity, subtrahend: Quantity) -> Judgement | None:
    """Judge a difference; of a positive one the words say which way it goes. Percentages differ in 百分点."""
    equation = difference_equation(value, minuend, subtrahend)
    return equation.judge() if equation else None


def falls_short(value: Quantity, full: Quantity, by: Decimal) -> bool:
    """Tell whether a value is below the full one by so much at least, however both were rounded; both have numbers."""
    return as_printed(full).lo - as_printed(value).hi >= Fraction(by)


def sum_equation(total: Quantity, parts: Sequence[tuple[int, Quantity]]) -> Equation | None:
    """Return the equation of a total, or None (see `of_sum`)."""
    if not parts or any(q.value is None for q in (total, *(part for _, part in parts))):
        return None
    if not all(comparable(part.unit, total.unit) for _, part in parts):
        return None
    parts = [(weight, like(part, total)) for weight, part in parts]
    total = like(total, parts[0][1])
    return Equation(total, Sum(tuple((weight, number(part)) for weight, part in parts)), series(parts))


def difference_equation(value: Quantity, minuend: Quantity, subtrahend: Quantity) -> Equation | None:
    """Return the equation of a difference, or None where a number is missing or units do not fit."""
    if value.value is None or minuend.value is None or subtrahend.value is None:
        return None
    if not comparable(minuend.unit, subtrahend.unit):
        return None
    minuend, subtrahend = like(minuend, subtrahend), like(subtrahend, minuend)
    if value_of(value) >= 0 and as_printed(minuend).hi < as_printed(subtrahend).lo:
        minuend, subtrahend = subtrahend, minuend
    return sum_equation(value, [(1, minuend), (-1, subtrahend)])
