"""Other readings of a sum or a difference that does not come out as it stands.

Word order leaves open where a list ends, which members are inside others (``甲60，其中乙20；丙40``), and which of the
figures before it a list or a change belongs to (``支出80，比上年75增加5，其中甲50、乙30``). A reading under which a
number of several digits comes out exactly is the one that was meant.
"""

from collections.abc import Iterator
from dataclasses import replace

from toolkit.arithmetic.claims import of_claim
from toolkit.arithmetic.verdict import Judgement
from toolkit.records import Quantity
from toolkit.records.facts import Binding, Claim, DifferenceClaim, Operand, SumClaim

TELLING, TELLING_NEAR = 3, 2
"""Digits a number must have before an exact fit of part of a list, or of another figure, says something."""

MOST = 16
"""Members beyond which no regrouping is tried."""


def reread(claim: Claim) -> tuple[Claim, Judgement] | None:
    """Return the claim as it comes out right, with its judgement; None where no reading does."""
    readings = _of_sum(claim) if isinstance(claim, SumClaim) else _of_difference(claim)
    for other in readings:
        judgement = of_claim(other)
        if judgement is not None and judgement.verdict.holds:
            return other, judgement
    return None


def _of_sum(claim: SumClaim) -> Iterator[SumClaim]:
    """Read other parts under the same total, then another figure as the total or as one part more."""
    total, parts = claim.one("total"), claim.all("part")
    if total is None or len(parts) > MOST or claim.binding is Binding.FIXED or any(part.sign < 0 for part in parts):
        return  # 三项共 says how long the list is, a balance names each of its terms
    if _digits(total) >= TELLING_NEAR:  # a list ends where it is whole
        for end in range(len(parts) - 1, 1, -1):
            yield replace(claim, operands=(*claim.all("total"), *parts[:end]), complete=True)
    if _digits(total) >= TELLING:
        for kept in _readings(parts):
            yield replace(claim, operands=(*claim.all("total"), *kept), complete=True)
    for rival in _others(claim):
        if len(parts) > 1 and _digits(rival.quantity) >= TELLING_NEAR:
            yield replace(claim, operands=(replace(rival, role="total"), *parts), complete=True)
        if _digits(total) >= TELLING:
            yield replace(claim, operands=(*claim.all("total"), *parts, replace(rival, role="part")), complete=True)


def _of_difference(claim: Claim) -> Iterator[Claim]:
    """Read another figure in the place of either."""
    if not isinstance(claim, DifferenceClaim):
        return
    for role in ("minuend", "subtrahend"):
        for rival in _others(claim):
            operands = tuple(replace(rival, role=role) if o.role == role else o for o in claim.operands)
            yield replace(claim, operands=operands)


def _others(claim: Claim) -> list[Operand]:
    used = {operand.quantity.span for operand in claim.operands}
    return [rival for rival in claim.rivals if rival.quantity.value is not None and rival.quantity.span not in used]


def _digits(quantity: Quantity) -> int:
    return len(quantity.value.as_tuple().digits) if quantity.value is not None else 0


def _readings(parts: tuple[Operand, ...]) -> Iterator[tuple[Operand, ...]]:
    """Yield the list without its head, and without the members that a member before them holds."""
    for start in range(1, len(parts) - 1):
        yield parts[start:]
    for holder in range(len(parts) - 1):
        for end in range(holder + 2, len(parts) + 1):
            kept = (*parts[: holder + 1], *parts[end:])
            if len(kept) > 1:
                yield kept
