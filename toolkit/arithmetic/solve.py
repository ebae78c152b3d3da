"""Solving claims for one of their numbers: what it would have to be, and which misprint explains most."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from toolkit.arithmetic.claims import equation_of, of_claim, with_figure
from toolkit.arithmetic.fraction import Fraction
from toolkit.arithmetic.interval import Interval
from toolkit.arithmetic.printed import is_hedged, last_unit, rounded, value_of
from toolkit.arithmetic.slips import Slip, corrections, slip_between
from toolkit.records import Quantity, Span
from toolkit.records.facts import Claim

_MOST = 40
"""Operands of all claims together: the work grows with their square, and among more the one misprint is a guess."""

_LOST = 1e-9  # more than floats lose, of a number


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """Another number at ``span``: with it every one of ``claims`` holds. ``slip`` tells how the misprint came about."""

    span: Span
    printed: str
    replacement: str
    claims: tuple[Claim, ...]
    slip: Slip | None = None


def solve(claim: Claim, operand_index: int) -> Interval | None:
    """Return the values of one operand, in its printed unit, that make the claim hold; None where none can be told."""
    equation = equation_of(claim)
    return equation.solve(claim.operands[operand_index].quantity.span) if equation else None


def repairs(claims: Sequence[Claim]) -> tuple[Repair, ...]:
    """Return the single numbers whose replacement makes every claim that they stand in hold, the likeliest first.

    One equation alone can always be solved: there the replacement must also be a slip away, and the only such one.
    """
    if sum(len(claim.operands) for claim in claims) > _MOST:
        return ()
    judged = [(claim, judgement) for claim in claims if (judgement := of_claim(claim))]
    failing = [claim for claim, judgement in judged if not (judgement.verdict.holds or judgement.verdict.rounding_only)]
    found = []
    for quantity in {o.quantity.span: o.quantity for claim in failing for o in claim.operands}.values():
        bearing = [claim for claim, _ in judged if any(o.quantity.span == quantity.span for o in claim.operands)]
        if quantity.value is not None and not is_hedged(quantity) and (best := _replacement(quantity, bearing)):
            other, slip = best
            found.append(
                Repair(
                    span=quantity.span,
                    printed=f"{quantity.value:f}",
                    replacement=other.text,
                    claims=tuple(bearing),
                    slip=slip,
                )
            )
    return tuple(sorted(found, key=lambda repair: (-len(repair.claims), repair.slip is None, repair.span)))


def mending_slips(
    quantity: Quantity, claims: Sequence[Claim], slips: Iterable[tuple[Slip, Decimal]] | None = None
) -> Iterator[tuple[Slip, Quantity]]:
    """Yield the numbers, one slip away from the printed one, with which every claim holds.

    ``slips`` are the corrections of the number, where they are known already.
    """
    solutions = [solution for claim in claims if (solution := solve(claim, _place(quantity, claim)))]
    # Judging takes far longer than comparing, comparing fractions than floats; and nearly all of the corrections miss.
    rough = [(float(solution.lo), float(solution.hi)) for solution in solutions]
    for slip, value in corrections(quantity) if slips is None else slips:
        meant = float(value)
        near = 10.0**-quantity.places + abs(meant) * _LOST
        if all(lo - near <= meant <= hi + near for lo, hi in rough):
            other = rewritten(quantity, value)
            half = last_unit(other) / 2
            reach = Interval(value_of(other) - half, value_of(other) + half)
            if all(reach.meets(solution) for solution in solutions) and _mends(other, claims):
                yield slip, other


def rewritten(quantity: Quantity, value: Decimal) -> Quantity:
    """Return the number with another value, with no fewer decimals."""
    places = max(quantity.places, -int(value.as_tuple().exponent))
    return replace(quantity, value=value, places=places, text=f"{value:f}")


def _replacement(quantity: Quantity, claims: Sequence[Claim]) -> tuple[Quantity, Slip | None] | None:
    """Return the number to put in place of ``quantity``, with the slip that was made, or None."""
    slips = [(other, slip) for slip, other in mending_slips(quantity, claims)]
    if len(slips) == 1:
        return slips[0]
    if len(claims) < 2:
        return None
    solved = [(rewritten(quantity, value), slip_between(quantity, value)) for value in _solved(quantity, claims)]
    return next((pair for pair in solved if _mends(pair[0], claims)), slips[0] if slips else None)


def _solved(quantity: Quantity, claims: Sequence[Claim]) -> Iterator[Decimal]:
    """Yield what each equation gives for the number, the sharpest one first, with the decimals of its neighbours."""
    solutions = []
    for claim in claims:
        places = max(
            [quantity.places, *(o.quantity.places for o in claim.operands if o.quantity.unit == quantity.unit)]
        )
        if solution := solve(claim, _place(quantity, claim)):
            solutions.append((solution.hi - solution.lo, (solution.hi + solution.lo) / 2, places))
    for _, middle, places in sorted(solutions):
        yield _decimal(rounded(middle, places), places)


def _mends(other: Quantity, claims: Sequence[Claim]) -> bool:
    judgements = (of_claim(with_figure(claim, other.span, other)) for claim in claims)
    return all(judgement is not None and judgement.verdict.holds for judgement in judgements)


def _place(quantity: Quantity, claim: Claim) -> int:
    return next(i for i, o in enumerate(claim.operands) if o.quantity.span == quantity.span)


def _decimal(x: Fraction, places: int) -> Decimal:
    return Decimal(int(x * 10**places)).scaleb(-places)
