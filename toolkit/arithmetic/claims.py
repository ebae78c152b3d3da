"""From a claim's roles to its equation, and to a judgement."""

from dataclasses import replace
from functools import cache

from toolkit.arithmetic.expression import Equation, Fixed
from toolkit.arithmetic.fraction import Fraction
from toolkit.arithmetic.growth import growth_equation
from toolkit.arithmetic.interval import Interval
from toolkit.arithmetic.mean import average_equation, product_equation
from toolkit.arithmetic.printed import FAR, as_printed
from toolkit.arithmetic.proportion import of_proportion
from toolkit.arithmetic.ratio import ratio_equation
from toolkit.arithmetic.sums import difference_equation, sum_equation
from toolkit.arithmetic.verdict import Judgement, judge
from toolkit.records import Quantity, Span
from toolkit.records.facts import (
    AverageClaim,
    Claim,
    CountClaim,
    DifferenceClaim,
    GrowthClaim,
    ProductClaim,
    ProportionClaim,
    RatioClaim,
    SumClaim,
)


@cache
def of_claim(claim: Claim) -> Judgement | None:
    """Judge a claim; None where the text does not give what its equation needs.

    Parts that may be incomplete (其中) prove nothing until they exceed the whole: None for those too.
    """
    if isinstance(claim, CountClaim):
        return _of_count(claim)
    if isinstance(claim, ProportionClaim):
        return of_proportion(_quantities(claim, "value"), _quantities(claim, "part"))
    equation = equation_of(claim)
    judgement = equation.judge() if equation else None
    if judgement is None or equation is None or judgement.verdict.holds:
        return judgement
    below = judgement.computed.lo <= as_printed(equation.stated).hi
    return None if isinstance(claim, SumClaim) and not claim.complete and below else judgement


def equation_of(claim: Claim) -> Equation | None:
    """Return what a claim states as an equation, or None where operands are missing or are no formula."""
    value, found = claim.one("value"), None
    match claim:
        case SumClaim():
            if total := claim.one("total"):
                found = sum_equation(total, [(o.sign, o.quantity) for o in claim.all("part")])
        case CountClaim():
            if stated := claim.one("stated"):
                found = Equation(stated, Fixed(Fraction(len(claim.all("item")))), "")
        case RatioClaim() if value:
            if whole := claim.one("whole"):
                found = ratio_equation(value, _quantities(claim, "part"), whole, claim.complement)
        case GrowthClaim() if value:
            base, current, delta = (claim.one(role) for role in ("base", "current", "delta"))
            found = growth_equation(
                value, base=base, current=current, delta=delta, falls=claim.falls, years=claim.years
            )
        case DifferenceClaim() if value:
            minuend, subtrahend = claim.one("minuend"), claim.one("subtrahend")
            found = difference_equation(value, minuend, subtrahend) if minuend and subtrahend else None
        case AverageClaim() if value:
            total, count = claim.one("total"), claim.one("count")
            found = average_equation(value, total, count) if total and count else None
        case ProductClaim() if value:
            found = product_equation(value, _quantities(claim, "factor"))
    return found


def with_figure(claim: Claim, span: Span, quantity: Quantity) -> Claim:
    """Return the claim with another number at ``span``."""
    operands = tuple(replace(o, quantity=quantity) if o.quantity.span == span else o for o in claim.operands)
    return replace(claim, operands=operands)


def _of_count(claim: CountClaim) -> Judgement | None:
    """Judge an announced number by the length of the list; a list that ends in 等 may go on."""
    stated, items = claim.one("stated"), claim.all("item")
    if stated is None or stated.value is None or not items:
        return None
    listed = Fraction(len(items))
    if claim.open_ended:
        return judge(stated, Interval(listed, FAR), f"列出 {len(items)} 项，以“等”结尾")
    return judge(stated, Interval(listed, listed), f"列出 {len(items)} 项")


def _quantities(claim: Claim, role: str) -> list[Quantity]:
    return [operand.quantity for operand in claim.all(role)]
