"""Whether a target is reached: the unrounded value decides (全数值比较法 of GB/T 8170)."""

from enum import StrEnum

from toolkit.arithmetic.expression import Equation, Fixed, Term, number, quotient
from toolkit.arithmetic.fraction import Fraction
from toolkit.arithmetic.interval import Interval
from toolkit.arithmetic.printed import FAR, as_printed, comparable, factor_of, interval, like, value_of
from toolkit.arithmetic.verdict import Judgement
from toolkit.arithmetic.wording import amount
from toolkit.records import Hedge, Op, Quantity


class Attainment(StrEnum):
    """What became of a target."""

    MET = "met"
    MISSED = "missed"
    UNDECIDED = "undecided"


def attain(actual: Interval, target: Quantity, *, lower_is_better: bool = False) -> Attainment:
    """Compare a value, in base units, with a target; undecided where the target has no number or rounding hides it.

    A bare target is a floor, or a ceiling where less is better. A value that stands in the text without operands is
    all we know of it: pass `as_printed`.
    """
    wanted = _wanted(target, lower_is_better)
    if wanted is None:
        return Attainment.UNDECIDED
    if actual.within(wanted):
        return Attainment.MET
    beyond = actual.hi < wanted.lo if lower_is_better else actual.lo > wanted.hi
    hidden = actual.meets(wanted) or (beyond and target.op is Op.RANGE)  # better than a range: the text must tell
    return Attainment.UNDECIDED if hidden else Attainment.MISSED


def completion_of(
    completion: Quantity, actual: Quantity, target: Quantity, *, capped: bool = False
) -> Judgement | None:
    """Judge a rate of completion by actual over target, at most 100 % where it is capped."""
    if completion.value is None or actual.value is None or target.value is None:
        return None
    if not comparable(actual.unit, target.unit):
        return None
    actual = like(actual, target)
    goal = factor_of(target.unit or actual.unit) * value_of(target)  # a target was set, not measured
    if goal == 0:
        return None
    formula = f"{amount(actual)} ÷ {amount(target)} × 100%"
    right: Term = quotient(number(actual), Fixed(goal), 100)
    if capped and (as_printed(actual).lo / goal) > 1:
        right, formula = Fixed(Fraction(100)), f"{formula}，超过的按100%计"
    return Equation(completion, right, formula).judge()


def _wanted(target: Quantity, lower_is_better: bool) -> Interval | None:
    """Return the values, in base units, that reach the target."""
    if target.value is None or target.op is Op.QUALITATIVE:
        return None
    if target.op is Op.RANGE:
        return interval(target)
    at_its_word = as_printed(target)
    if target.hedge is Hedge.OVER:
        return Interval(at_its_word.lo, FAR, False)
    if target.op in {Op.LE, Op.LT} or (lower_is_better and target.op not in {Op.GE, Op.GT}):
        return Interval(-FAR, at_its_word.hi, True, at_its_word.hi_closed)
    return Interval(at_its_word.lo, FAR, at_its_word.lo_closed)
