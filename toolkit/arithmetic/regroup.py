"""Other readings of a list that does not add up as it stands.

Word order leaves open where a list ends and which members are inside others (``甲60，其中乙20；丙40``). A reading
under which a total of several digits comes out exactly is the one that was meant.
"""

from collections.abc import Iterator
from dataclasses import replace

from toolkit.arithmetic.claims import of_claim
from toolkit.arithmetic.verdict import Judgement
from toolkit.records.facts import Operand, SumClaim

TELLING = 3
"""Digits a total must have before an exact fit says something."""

MOST = 16
"""Members beyond which no regrouping is tried."""


def regroup(claim: SumClaim) -> tuple[SumClaim, Judgement] | None:
    """Return the claim over the part of its list that adds up, with its judgement; None where none does."""
    total, parts = claim.one("total"), claim.all("part")
    if total is None or total.value is None or len(total.value.as_tuple().digits) < TELLING or len(parts) > MOST:
        return None
    for kept in _readings(parts):
        other = replace(claim, operands=(*claim.all("total"), *kept), complete=True)
        judgement = of_claim(other)
        if judgement is not None and judgement.verdict.holds:
            return other, judgement
    return None


def _readings(parts: tuple[Operand, ...]) -> Iterator[tuple[Operand, ...]]:
    """Yield the list without its tail, its head, and without the members that a member before them holds."""
    for end in range(len(parts) - 1, 1, -1):
        yield parts[:end]
    for start in range(1, len(parts) - 1):
        yield parts[start:]
    for holder in range(len(parts) - 1):
        for end in range(holder + 2, len(parts) + 1):
            kept = (*parts[: holder + 1], *parts[end:])
            if len(kept) > 1:
                yield kept
