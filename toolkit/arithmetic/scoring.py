"""Scores by the rules of a rubric: full mark × rate, × the mean of rates, or by steps; and the grade of a total."""

from collections.abc import Sequence
from decimal import Decimal

from toolkit.arithmetic.fraction import Fraction
from toolkit.arithmetic.interval import Interval, point
from toolkit.arithmetic.printed import as_printed, interval
from toolkit.arithmetic.verdict import Judgement, Verdict, judge
from toolkit.arithmetic.wording import amount
from toolkit.records import Certainty, Quantity

_WHOLE = 100

Step = tuple[Decimal, Decimal]
"""A rate, and the points that it earns."""


def of_rates(score: Quantity, most: Quantity, rates: Sequence[Quantity], cap: Decimal) -> Judgement | None:
    """Judge a score by full mark × the mean of rates, each counted up to ``cap`` per cent; None without a number."""
    if not rates or any(number.value is None for number in (score, most, *rates)):
        return None
    exact, shown = (_mean([_capped(read(rate), cap) for rate in rates]) for read in (interval, as_printed))
    counted = [f"{cap:f}%" if as_printed(rate).lo > Fraction(cap) else amount(rate) for rate in rates]
    listed = counted[0] if len(rates) == 1 else f"({' + '.join(counted)}) ÷ {len(rates)}"
    formula = f"{amount(most)} × {listed}"
    return judge(score, _share(most, exact), formula, _share(most, shown))


def may_be_weighted(score: Quantity, most: Quantity, rates: Sequence[Quantity], cap: Decimal) -> bool:
    """Tell whether some weights of the rates give the score: it lies between what the lowest and the highest give."""
    ends = [_share(most, _capped(interval(rate), cap)) for rate in rates]
    between = Interval(min(end.lo for end in ends), max(end.hi for end in ends))
    judgement = judge(score, between)
    return judgement.verdict.holds or judgement.verdict.rounding_only


def of_steps(
    score: Quantity, rate: Quantity, steps: Sequence[Step], beyond: Decimal | None, *, lower_is_better: bool
) -> Judgement | None:
    """Judge a score by the first step that a rate, taken at its word, reaches.

    Beyond all steps it earns ``beyond``, or less than the last step. None where a number is missing or is a range.
    """
    if score.value is None or rate.value is None:
        return None
    value, sign = as_printed(rate), "≤" if lower_is_better else "≥"
    if not value.exact:
        return None
    for at, earns in steps:
        if value.lo <= Fraction(at) if lower_is_better else value.lo >= Fraction(at):
            return judge(score, point(Fraction(earns)), f"{amount(rate)}{sign}{at:f}%")
    at, earns = steps[-1]
    formula = f"{amount(rate)}没有达到{sign}{at:f}%"
    if beyond is not None:
        return judge(score, point(Fraction(beyond)), formula)
    return Judgement(
        verdict=Verdict.CONSISTENT if as_printed(score).hi < Fraction(earns) else Verdict.INCONSISTENT,
        certainty=Certainty.POSSIBLE,
        computed=Interval(Fraction(0), Fraction(earns), True, False),
        recomputed=f"低于{earns:f}",
        formula=formula,
    )


def is_graded(score: Quantity, least: Decimal, below: Decimal | None) -> bool:
    """Tell whether a total is at least ``least`` and less than ``below``."""
    value = as_printed(score)
    return value.hi >= Fraction(least) and (below is None or value.lo < Fraction(below))


def _mean(rates: Sequence[Interval]) -> Interval:
    total = point(0)
    for rate in rates:
        total += rate
    return total.scale(Fraction(1, len(rates)))


def _share(most: Quantity, rate: Interval) -> Interval:
    return (as_printed(most) * rate).scale(Fraction(1, _WHOLE))


def _capped(rate: Interval, cap: Decimal) -> Interval:
    """Count a rate up to the cap."""
    most = Fraction(cap)
    if rate.hi < most:
        return rate
    return point(most) if rate.lo >= most else Interval(rate.lo, most, rate.lo_closed)
