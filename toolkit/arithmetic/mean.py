"""Averages and products: so much for each, and so many of them."""

import re
from collections.abc import Sequence

from toolkit.arithmetic.expression import Equation, Fixed, Number, Product, Term, number, quotient
from toolkit.arithmetic.fraction import Fraction
from toolkit.arithmetic.printed import comparable, factor_of, value_of
from toolkit.arithmetic.verdict import Judgement
from toolkit.arithmetic.wording import amount
from toolkit.records import Dimension, Quantity, Unit

_TENS = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_MULTIPLE = re.compile(r"[百千]?[万亿]+")


def of_average(value: Quantity, total: Quantity, count: Quantity) -> Judgement | None:
    """Judge an average by its total and the count; None where a number is missing or units do not fit."""
    equation = average_equation(value, total, count)
    return equation.judge() if equation else None


def of_product(value: Quantity, factors: Sequence[Quantity]) -> Judgement | None:
    """Judge a product; a percentage counts as its hundredth, and no rate earns more than the full score."""
    equation = product_equation(value, factors)
    return equation.judge() if equation else None


def average_equation(value: Quantity, total: Quantity, count: Quantity) -> Equation | None:
    """Return the equation of an average: 吨 over 亩 may be stated in 公斤, 万亩 are counted in 亩."""
    if value.value is None or total.value is None or count.value is None:
        return None
    if not _divides_into(total.unit, value.unit):
        return None
    formula = f"{amount(total)} ÷ {amount(count)}"
    return Equation(value, quotient(number(total), Number(count, _multiple(count.unit))), formula)


def product_equation(value: Quantity, factors: Sequence[Quantity]) -> Equation | None:
    """Return the equation of a product, or None where a number is missing."""
    if not factors or value.value is None or any(f.value is None for f in factors):
        return None
    if len(factors) == 1 and not comparable(factors[0].unit, value.unit):
        return None  # one amount in two units is a product of one; anything else states nothing
    terms = tuple((1, _factor(factor, value)) for factor in factors)
    return Equation(value, Product(terms), " × ".join(amount(factor) for factor in factors))


def _factor(factor: Quantity, value: Quantity) -> Term:
    if factor.percent and not value.percent:
        hundredth = factor_of(factor.unit) / 100
        scored = value.unit is not None and value.unit.dimension is Dimension.SCORE
        full = scored and value_of(factor) * hundredth > 1
        return Fixed(Fraction(1)) if full else Number(factor, hundredth)
    same = factor.unit is not None and value.unit is not None and factor.unit.base == value.unit.base
    return Number(factor, factor_of(factor.unit) if same else _multiple(factor.unit))


def _divides_into(total: Unit | None, value: Unit | None) -> bool:
    if value is not None and "/" in value.base:
        return total is None or total.base == value.base.split("/")[0]
    return comparable(total, value)


def _multiple(unit: Unit | None) -> Fraction:
    """Return how many of what it counts a unit is: 10000 for 万亩, 1 for 公顷 and 天, whatever their base."""
    result = Fraction(1)
    found = _MULTIPLE.match(unit.name) if unit else None
    for sign in found.group() if found else "":
        result *= _TENS[sign]
    return result
