"""What a stated number is worth beside the computed one: the order of readings is the law of this project."""

from dataclasses import dataclass
from enum import StrEnum

from toolkit.arithmetic.fraction import Fraction
from toolkit.arithmetic.interval import Interval
from toolkit.arithmetic.printed import (
    FAR,
    factor_of,
    half_even,
    half_up,
    is_counted,
    is_hedged,
    last_unit,
    reading,
    round_up,
    rounded,
    truncation,
    value_of,
)
from toolkit.records import Certainty, Hedge, Quantity


class Verdict(StrEnum):
    """How a stated number can have come from the computed one."""

    CONSISTENT = "consistent"
    CONSISTENT_EVEN = "consistent-even"
    TRUNCATED = "truncated"
    DOUBLE_ROUNDED = "double-rounded"
    ROUNDED_UP = "rounded-up"
    OFF_BY_ONE = "off-by-one"
    INCONSISTENT = "inconsistent"

    @property
    def holds(self) -> bool:
        """Tell whether proper rounding gives the stated number."""
        return self in {Verdict.CONSISTENT, Verdict.CONSISTENT_EVEN}

    @property
    def rounding_only(self) -> bool:
        """Tell whether the number is right but for the way it was rounded."""
        return self in {Verdict.TRUNCATED, Verdict.DOUBLE_ROUNDED, Verdict.ROUNDED_UP}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A verdict with its arithmetic. ``computed`` is in base units, ``recomputed`` in the stated number's unit."""

    verdict: Verdict
    certainty: Certainty
    computed: Interval
    recomputed: str
    formula: str = ""


def accepted(stated: Quantity) -> Interval:
    """Return what the stated number may be the rounding of, in its printed unit.

    Other than an operand, a stated count is rounded too (日均10202件). What is above a lower limit is accepted
    however far: 超过80% is not wrong of 95%, though it would be an odd thing to say.
    """
    if not is_hedged(stated):
        return half_up(value_of(stated), last_unit(stated))
    loose = reading(stated)
    if stated.hedge is not Hedge.OVER:
        return loose
    above = Interval(abs(value_of(stated)), FAR, False)
    return above if value_of(stated) >= 0 else -above


def judge(stated: Quantity, computed: Interval, formula: str = "", shown: Interval | None = None) -> Judgement:
    """Judge a stated number by what its operands give, in base units of its unit.

    ``shown`` is the result of taking the operands at their word, for the reader; the verdict rests on ``computed``.
    """
    into_printed = 1 / factor_of(stated.unit)
    result = computed.scale(into_printed)
    verdict, ground = _verdict(stated, result)
    return Judgement(
        verdict=verdict,
        certainty=Certainty.CERTAIN if ground is None or result.within(ground) else Certainty.POSSIBLE,
        computed=computed,
        recomputed=decimals((shown or computed).scale(into_printed), stated.places),
        formula=formula,
    )


def _verdict(stated: Quantity, result: Interval) -> tuple[Verdict, Interval | None]:
    """Return the first verdict that fits, and what the result must lie within for it to be certain."""
    r, u = value_of(stated), last_unit(stated)
    usual = accepted(stated)
    if result.meets(usual):
        return Verdict.CONSISTENT, reading(stated) if is_hedged(stated) else usual
    if not is_hedged(stated):
        if result.meets(half_even(r, u)):
            return Verdict.CONSISTENT_EVEN, half_even(r, u)
        if result.meets(truncation(r, u)):
            return Verdict.TRUNCATED, truncation(r, u)
        if result.exact and any(
            rounded(rounded(result.lo, stated.places + more), stated.places) == r for more in (1, 2, 3)
        ):
            return Verdict.DOUBLE_ROUNDED, None
        if result.meets(round_up(r, u)):
            return Verdict.ROUNDED_UP, round_up(r, u)
    # One more or less is no rounding where there was nothing to round: 14 named of 15 counted.
    counted = is_counted(stated) and all(end % u == 0 for end in (result.lo, result.hi))
    near = result.distance(r) <= u and not counted
    return Verdict.OFF_BY_ONE if near else Verdict.INCONSISTENT, None


def decimals(result: Interval, places: int) -> str:
    """Write a result for people: its digits with an ellipsis, or both ends where they differ too early."""
    if result.exact:
        for more in range(5):
            if (result.lo * 10 ** (places + more)).denominator == 1:
                return _digits(result.lo, places + more)
    lo, hi = _cut(result.lo, places + 2), _cut(result.hi, places + 2)
    if lo == hi:
        sign = "-" if lo == 0 and result.lo < 0 else ""
        return f"{sign}{_digits(lo, places + 2)}…"
    unit = Fraction(1, 10 ** (places + 1))
    if result.hi >= FAR / 10**8:
        return f"{_digits(_cut(result.lo, places + 1), places + 1)}以上"
    if result.lo <= -FAR / 10**8:
        return f"{_digits(_cut(result.hi, places + 1), places + 1)}以下"
    return f"{_digits(result.lo // unit * unit, places + 1)}～{_digits(-(-result.hi // unit) * unit, places + 1)}"


def _cut(x: Fraction, places: int) -> Fraction:
    whole = Fraction(abs(x) * 10**places // 1, 10**places)
    return whole if x >= 0 else -whole


def _digits(x: Fraction, places: int) -> str:
    """Write a multiple of 10^-places, exactly."""
    sign, digits = "-" if x < 0 else "", str(int(abs(x) * 10**places)).zfill(places + 1)
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"
