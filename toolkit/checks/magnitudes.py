"""Which number of a claim that fails is off by a unit or by its point, so that checks tell one slip once."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from toolkit.arithmetic import (
    Interval,
    Judgement,
    Verdict,
    interval,
    is_hedged,
    moved_points,
    of_claim,
    reread,
    solve,
)
from toolkit.arithmetic.fraction import Fraction
from toolkit.checks.once import once
from toolkit.checks.shares import sets
from toolkit.records import Quantity, Span
from toolkit.records.facts import (
    AverageClaim,
    Binding,
    Claim,
    DifferenceClaim,
    Facts,
    GrowthClaim,
    Mention,
    Operand,
    RatioClaim,
    SumClaim,
)

_SCALES = {"": Decimal(1), "万": Decimal(10**4), "亿": Decimal(10**8)}
_WHOLE = Decimal(100)
_MOST = 40  # operands; the work grows with their square, and in a longer list any one may be off
_MOST_GUESSED = 6
_TELLING = 3  # digits that a moved point is told by
_ENOUGH, _STRAY = 8, 1  # figures that make decimals usual, and those that may have more


@dataclass(frozen=True, slots=True, kw_only=True)
class Misplaced:
    """A figure as printed, as it must be for its claim to hold, and the arithmetic that then holds.

    ``sure`` tells whether the words leave no doubt that these figures belong together.
    """

    printed: Quantity
    meant: Quantity
    judgement: Judgement
    sure: bool


def misplaced(claim: Claim, facts: Facts) -> Misplaced | None:
    """Return the one amount that makes a failing claim hold when its unit or its point is moved a step."""
    return _misplaced(facts).get(_key(claim))


@once
def usual_units(facts: Facts) -> Counter[str]:
    """Count the units that the document's figures are in."""
    return Counter(m.quantity.unit.name for m in facts.of(Mention) if m.quantity.unit)


@once
def _misplaced(facts: Facts) -> dict[tuple[Span, ...], Misplaced]:
    """Return what is misplaced in each claim; two guesses that agree make each other sure."""
    found = {_key(claim): it for claim in facts.of(Claim) if (it := _of_claim(claim, facts))}
    agreed = Counter((it.printed.span, unit_of(it.meant)) for it in found.values())
    return {
        key: it if it.sure or agreed[it.printed.span, unit_of(it.meant)] == 1 else replace(it, sure=True)
        for key, it in found.items()
    }


def _key(claim: Claim) -> tuple[Span, ...]:
    return tuple(operand.quantity.span for operand in claim.operands)


def _of_claim(claim: Claim, facts: Facts) -> Misplaced | None:
    value, judgement = claim.one("value"), of_claim(claim)
    if not any(is_scaled(o.quantity) for o in claim.operands) or (value is not None and not value.value):
        return None
    if isinstance(claim, SumClaim) and not any(part.quantity.value for part in claim.all("part")):
        return None  # a printed zero may be anything below half its last place: any figure in 元 would fit it
    if (judgement and judgement.verdict.holds) or reread(claim) is not None:
        return None
    partial = isinstance(claim, SumClaim) and not claim.complete
    if (judgement.verdict is not Verdict.INCONSISTENT) if judgement else not partial:
        return None
    if judgement is None and len(claim.all("part")) == 1:
        return None  # a tenth of the whole is no slip
    usual = usual_units(facts)
    mended = sorted(
        _mended(claim, facts),
        key=lambda found: (usual[unit_of(found[0])], _scale(found[0]), -usual[unit_of(found[1])]),
    )
    if not mended:
        return None
    printed, meant, judged = mended[0]
    return Misplaced(printed=printed, meant=meant, judgement=judged, sure=claim.binding is not Binding.GUESSED)


def _mended(claim: Claim, facts: Facts) -> Iterator[tuple[Quantity, Quantity, Judgement]]:
    """Yield each number with its mended form and the arithmetic that then holds."""
    if len(claim.operands) > (_MOST_GUESSED if claim.binding is Binding.GUESSED else _MOST):
        return
    for i, operand in enumerate(claim.operands):
        others = list(_other_scales(operand.quantity)) if _movable(claim, operand.role) else []
        if others and len(digits_of(operand.quantity)) >= _TELLING and _may_move_point(claim, operand, facts):
            others += moved_points(operand.quantity)
        due = _due(claim, i) if others else None
        for other in others:
            if due is not None and not _closed(interval(other)).meets(due):
                continue
            operands = tuple(replace(o, quantity=other) if o is operand else o for o in claim.operands)
            judgement = of_claim(replace(claim, operands=operands))
            if judgement and judgement.verdict.holds:
                yield operand.quantity, other, judgement


def _may_move_point(claim: Claim, operand: Operand, facts: Facts) -> bool:
    """Tell whether a point out of place is the amount's: of a rate and its amounts, either may be at fault.

    An amount is, where it is printed with other decimals than the rest, where the rate could not be what it is
    without (the part is more than the whole), or where the shares beside it add up.
    """
    if isinstance(claim, SumClaim):
        return True
    value, part, whole = claim.one("value"), claim.one("part"), claim.one("whole")
    if not isinstance(claim, RatioClaim) or value is None or part is None or whole is None:
        return False
    usual = _usual_places(facts).get(unit_of(operand.quantity))
    odd = usual is not None and operand.quantity.places > usual
    above = interval(part).lo > interval(whole).hi and interval(value).hi <= _WHOLE
    return odd or above or any(claim in each for each in sets(facts))


@once
def _usual_places(facts: Facts) -> dict[str, int]:
    """Return how many decimals the figures of a unit have, of those units where nearly all have as many."""
    places: dict[str, Counter[int]] = defaultdict(Counter)
    for mention in facts.of(Mention):
        places[unit_of(mention.quantity)][mention.quantity.places] += 1
    most = {unit: counts.most_common(1)[0] for unit, counts in places.items()}
    return {
        unit: usual
        for unit, (usual, count) in most.items()
        if count >= _ENOUGH and sum(n for more, n in places[unit].items() if more > usual) <= _STRAY
    }


def _due(claim: Claim, index: int) -> Interval | None:
    """Return what a number must be, in base units, or None where only judging tells.

    Judging takes far longer than comparing. But differences and growth go by which number is the larger.
    """
    unit = claim.operands[index].quantity.unit
    if unit is None or isinstance(claim, DifferenceClaim | GrowthClaim):
        return None
    solution = solve(claim, index)
    return solution.scale(Fraction(unit.factor)) if solution else None


def _closed(numbers: Interval) -> Interval:
    """Return the numbers with both ends: a tie may have been rounded either way."""
    return Interval(numbers.lo, numbers.hi)


def _movable(claim: Claim, role: str) -> bool:
    """Tell whether a number of this role can be off by a scale: a rate cannot, what falls to one head is small."""
    match claim:
        case SumClaim():
            return role in {"total", "part"}
        case AverageClaim():
            return role == "total"
        case DifferenceClaim():
            return True
        case RatioClaim() | GrowthClaim():
            return role != "value"
        case _:
            return False


def _other_scales(quantity: Quantity) -> Iterator[Quantity]:
    unit = quantity.unit
    if unit is None or not is_scaled(quantity) or not quantity.value or is_hedged(quantity):
        return
    for scale, factor in _SCALES.items():
        if factor != unit.factor:
            yield replace(quantity, unit=replace(unit, name=scale + unit.base, factor=factor))


def is_scaled(quantity: Quantity) -> bool:
    """Tell whether the unit is 元, 万元, 亿元 or their like."""
    unit = quantity.unit
    return unit is not None and bool(unit.base) and unit.name.removesuffix(unit.base) in _SCALES


def digits_of(quantity: Quantity) -> str:
    """Return the digits as printed, without the point and the zeros that a moved point brings."""
    if not is_scaled(quantity) or is_hedged(quantity) or quantity.value is None:
        return ""
    return f"{quantity.value:f}".replace(".", "").replace("-", "").strip("0")


def unit_of(quantity: Quantity) -> str:
    """Return the name of the unit, empty where there is none."""
    return quantity.unit.name if quantity.unit else ""


def _scale(quantity: Quantity) -> Decimal:
    return quantity.unit.factor if quantity.unit else _SCALES[""]
