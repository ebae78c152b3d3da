"""Intervals with rational ends, each end in or out: all that is known of a rounded number."""

from typing import NamedTuple

from toolkit.arithmetic.fraction import Fraction

ZERO = Fraction(0)


class _Ends(NamedTuple):
    lo: Fraction
    hi: Fraction
    lo_closed: bool
    hi_closed: bool


class Interval(_Ends):
    """The numbers from ``lo`` to ``hi``; a closed end belongs to them. Never empty.

    A tuple, because a report takes a thousand of them and a frozen dataclass is made three times as slowly.
    """

    __slots__ = ()

    def __new__(cls, lo: Fraction, hi: Fraction, lo_closed: bool = True, hi_closed: bool = True) -> "Interval":
        """Make an interval; ValueError where no number lies in it."""
        if lo >= hi and (lo > hi or not (lo_closed and hi_closed)):
            raise ValueError(f"no number lies between {lo} and {hi}")
        return tuple.__new__(cls, (lo, hi, lo_closed, hi_closed))

    @property
    def exact(self) -> bool:
        """Tell whether this is a single number."""
        return self.lo == self.hi

    def __add__(self, other: "Interval") -> "Interval":  # type: ignore[override]  # not one tuple after another
        return Interval(
            self.lo + other.lo,
            self.hi + other.hi,
            self.lo_closed and other.lo_closed,
            self.hi_closed and other.hi_closed,
        )

    def __neg__(self) -> "Interval":
        return Interval(-self.hi, -self.lo, self.hi_closed, self.lo_closed)

    def __sub__(self, other: "Interval") -> "Interval":
        return self + -other

    def __mul__(self, other: "Interval") -> "Interval":  # type: ignore[override]
        if other.exact:
            return self.scale(other.lo)
        if self.exact:
            return other.scale(self.lo)
        ends = [_times(a, b) for a in self._ends for b in other._ends]
        lo, hi = min(end for end, _ in ends), max(end for end, _ in ends)
        return Interval(lo, hi, (lo, True) in ends, (hi, True) in ends)

    def scale(self, factor: Fraction) -> "Interval":
        """Multiply by an exact number."""
        if factor == 1:
            return self
        if factor > 0:
            return Interval(self.lo * factor, self.hi * factor, self.lo_closed, self.hi_closed)
        if factor < 0:
            return Interval(self.hi * factor, self.lo * factor, self.hi_closed, self.lo_closed)
        return point(0)

    def over(self, divisor: "Interval") -> "Interval | None":
        """Divide; None where the divisor may be, or may come as near as it likes to, zero."""
        if divisor.lo <= 0 <= divisor.hi:
            return None
        return self * Interval(1 / divisor.hi, 1 / divisor.lo, divisor.hi_closed, divisor.lo_closed)

    def power(self, exponent: int) -> "Interval":
        """Raise numbers that are not negative to a positive power."""
        if self.lo < 0:
            raise ValueError("a power is taken of numbers that are not negative")
        return Interval(self.lo**exponent, self.hi**exponent, self.lo_closed, self.hi_closed)

    def root(self, degree: int, digits: int) -> "Interval":
        """Enclose the roots of numbers that are not negative, each end off by less than 10^-digits."""
        if self.lo < 0:
            raise ValueError("a root is taken of numbers that are not negative")
        unit = Fraction(1, 10**digits)
        lo, hi = _root_below(self.lo, degree, digits), _root_below(self.hi, degree, digits)
        lo_exact, hi_exact = lo**degree == self.lo, hi**degree == self.hi
        return Interval(
            lo, hi if hi_exact else hi + unit, self.lo_closed or not lo_exact, self.hi_closed or not hi_exact
        )

    def holds(self, x: Fraction) -> bool:
        """Tell whether ``x`` is one of the numbers."""
        return self.lo < x < self.hi or (x == self.lo and self.lo_closed) or (x == self.hi and self.hi_closed)

    def intersect(self, other: "Interval") -> "Interval | None":
        """Return the numbers in both, or None."""
        lo, lo_closed = max((self.lo, not self.lo_closed), (other.lo, not other.lo_closed))
        hi, hi_closed = min((self.hi, self.hi_closed), (other.hi, other.hi_closed))
        if lo > hi or (lo == hi and (lo_closed or not hi_closed)):
            return None
        return Interval(lo, hi, not lo_closed, hi_closed)

    def meets(self, other: "Interval") -> bool:
        """Tell whether both share a number."""
        return self.intersect(other) is not None

    def within(self, other: "Interval") -> bool:
        """Tell whether every number is also one of ``other``."""
        return self.intersect(other) == self

    def distance(self, x: Fraction) -> Fraction:
        """Return how far ``x`` is from the nearest end, 0 between them."""
        return max(self.lo - x, x - self.hi, ZERO)

    @property
    def _ends(self) -> tuple[tuple[Fraction, bool], tuple[Fraction, bool]]:
        return (self.lo, self.lo_closed), (self.hi, self.hi_closed)


def point(x: Fraction | int) -> Interval:
    """Return the interval of one number."""
    number = Fraction(x)
    return Interval(number, number)


def _times(a: tuple[Fraction, bool], b: tuple[Fraction, bool]) -> tuple[Fraction, bool]:
    """Multiply two ends; a zero that is in makes the product zero whatever the other factor is."""
    (x, x_in), (y, y_in) = a, b
    return x * y, (x_in and y_in) or (x == 0 and x_in) or (y == 0 and y_in)


def _root_below(x: Fraction, degree: int, digits: int) -> Fraction:
    """Return the largest multiple of 10^-digits whose power does not exceed ``x``."""
    whole = x.numerator * 10 ** (degree * digits) // x.denominator
    low, high = 0, 1 << (whole.bit_length() // degree + 1)
    while high - low > 1:
        middle = (low + high) // 2
        if middle**degree <= whole:
            low = middle
        else:
            high = middle
    return Fraction(low, 10**digits)
