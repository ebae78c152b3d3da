"""Formulas as trees of printed numbers, each number standing once: so intervals are exact, and can be solved for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from toolkit.arithmetic.fraction import Fraction
from toolkit.arithmetic.interval import Interval, point
from toolkit.arithmetic.printed import factor_of, nominal, reading
from toolkit.arithmetic.verdict import Judgement, accepted, judge
from toolkit.records import Quantity, Span

Read = Callable[[Quantity], Interval]

ROOT_DIGITS = 24


class Term(Protocol):
    """A formula, or a part of one."""

    def evaluate(self, read: Read) -> Interval | None:
        """Compute from the numbers as read; None on a division by what may be zero."""

    def names(self, span: Span) -> bool:
        """Tell whether the number at ``span`` stands in this term."""

    def solve(self, span: Span, target: Interval) -> Interval | None:
        """Return the values (in its printed unit) of the number at ``span`` that bring this term into ``target``."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A number of the formula's own."""

    value: Fraction

    def evaluate(self, read: Read) -> Interval | None:
        return point(self.value)

    def names(self, span: Span) -> bool:
        return False

    def solve(self, span: Span, target: Interval) -> Interval | None:
        return None


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number; ``factor`` takes it to the unit that the formula computes in."""

    quantity: Quantity
    factor: Fraction

    def evaluate(self, read: Read) -> Interval | None:
        return read(self.quantity).scale(self.factor)

    def names(self, span: Span) -> bool:
        return self.quantity.span == span

    def solve(self, span: Span, target: Interval) -> Interval | None:
        return target.scale(1 / self.factor)


@dataclass(frozen=True, slots=True)
class Sum:
    """Terms with their weights."""

    terms: tuple[tuple[int, Term], ...]

    def evaluate(self, read: Read) -> Interval | None:
        result = point(0)
        for weight, term in self.terms:
            if (value := term.evaluate(read)) is None:
                return None
            result += value.scale(Fraction(weight))
        return result

    def names(self, span: Span) -> bool:
        return any(term.names(span) for _, term in self.terms)

    def solve(self, span: Span, target: Interval) -> Interval | None:
        weight, wanted = next((w, t) for w, t in self.terms if t.names(span))
        rest = Sum(tuple((w, t) for w, t in self.terms if t is not wanted)).evaluate(reading)
        return None if rest is None else wanted.solve(span, (target - rest).scale(Fraction(1, weight)))


@dataclass(frozen=True, slots=True)
class Product:
    """Terms multiplied (power 1) and divided by (power -1)."""

    factors: tuple[tuple[int, Term], ...]

    def evaluate(self, read: Read) -> Interval | None:
        result: Interval | None = point(1)
        for power, term in self.factors:
            value = term.evaluate(read)
            if value is None or result is None:
                return None
            result = result * value if power > 0 else result.over(value)
        return result

    def names(self, span: Span) -> bool:
        return any(term.names(span) for _, term in self.factors)

    def solve(self, span: Span, target: Interval) -> Interval | None:
        power, wanted = next((p, t) for p, t in self.factors if t.names(span))
        rest = Product(tuple((p, t) for p, t in self.factors if t is not wanted)).evaluate(reading)
        if rest is None:
            return None
        solution = target.over(rest) if power > 0 else rest.over(target)
        return None if solution is None else wanted.solve(span, solution)


@dataclass(frozen=True, slots=True)
class Root:
    """The root of a term that is not negative."""

    degree: int
    term: Term

    def evaluate(self, read: Read) -> Interval | None:
        value = self.term.evaluate(read)
        if value is None or value.lo < 0:
            return None
        return value if self.degree == 1 else value.root(self.degree, ROOT_DIGITS)

    def names(self, span: Span) -> bool:
        return self.term.names(span)

    def solve(self, span: Span, target: Interval) -> Interval | None:
        return None if target.lo < 0 else self.term.solve(span, target.power(self.degree))


@dataclass(frozen=True, slots=True)
class Equation:
    """A stated number and the formula that should give it, in base units of the stated number's unit."""

    stated: Quantity
    right: Term
    formula: str

    def judge(self) -> Judgement | None:
        """Judge the stated number; None where the formula divides by what may be zero."""
        computed = self.right.evaluate(reading)
        if computed is None:
            return None
        return judge(self.stated, computed, self.formula, self.right.evaluate(nominal))

    def solve(self, span: Span) -> Interval | None:
        """Return the values of the number at ``span``, in its printed unit, that make the equation hold."""
        factor = factor_of(self.stated.unit)
        if span == self.stated.span:
            computed = self.right.evaluate(reading)
            return None if computed is None else computed.scale(1 / factor)
        return self.right.solve(span, accepted(self.stated).scale(factor)) if self.right.names(span) else None


def number(quantity: Quantity) -> Number:
    """Return the term of a printed number in base units."""
    return Number(quantity, factor_of(quantity.unit))


def quotient(top: Term, bottom: Term, scale: int = 1) -> Product:
    """Return ``scale`` times ``top`` over ``bottom``."""
    return Product(((1, Fixed(Fraction(scale))), (1, top), (-1, bottom)))
