"""What a claim comes to once everything the sentence offers was tried.

The four checks of rates share one appraisal, so that exactly one of them speaks of a rate.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from toolkit.arithmetic.claims import of_claim
from toolkit.arithmetic.hypotheses import Hypothesis, HypothesisKind, Strength, explain, readings
from toolkit.arithmetic.printed import is_open_ended
from toolkit.arithmetic.verdict import Judgement, Verdict
from toolkit.records.facts import Binding, Claim, GrowthClaim, RatioClaim

_OTHER = {HypothesisKind.OTHER_BASE, HypothesisKind.OTHER_PART, HypothesisKind.OTHER_PAIR}
_SLIPPED = {
    HypothesisKind.COMPLEMENT,
    HypothesisKind.INVERSE,
    HypothesisKind.TIMES_TEN,
    HypothesisKind.TEN_THOUSAND,
}


_TWO_DIGITS = 10


class Standing(StrEnum):
    """Where a claim stands."""

    HOLDS = "holds"  # recomputed and right
    OTHERWISE = "otherwise"  # right on other figures of the sentence; the first reading was a guess
    ROUNDED = "rounded"  # only truncation, rounding up or rounding twice explains it
    SWAPPED = "swapped"  # its own base fails, another figure of the sentence as base fits
    SLIPPED = "slipped"  # the complement, the inverse or a slip of ten fits
    COPIED = "copied"  # the rate has the digits of its part
    FAILS = "fails"  # nothing that the text offers gives it
    OPEN = "open"  # operands missing, or only guessed


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisal:
    """A claim's standing, its judgement on its own operands, and the hypothesis that speaks for another reading."""

    claim: Claim
    standing: Standing
    judgement: Judgement | None = None
    hypothesis: Hypothesis | None = None


@cache
def appraise(claim: Claim) -> Appraisal:
    """Judge a claim on its own operands and, where they fail, on what else the sentence offers."""
    judgement = of_claim(claim)
    if judgement is not None and judgement.verdict.holds:
        if any(o.role != "value" and is_open_ended(o.quantity) for o in claim.operands):
            return Appraisal(claim=claim, standing=Standing.OPEN, judgement=judgement)
        return Appraisal(claim=claim, standing=Standing.HOLDS, judgement=judgement)
    if claim.binding is Binding.GUESSED or judgement is None:
        other = next((h for h in readings(claim) if h.strength is Strength.STRONG), None)
        standing = Standing.OTHERWISE if other else Standing.OPEN
        return Appraisal(claim=claim, standing=standing, judgement=judgement, hypothesis=other)
    if judgement.verdict.rounding_only:
        return Appraisal(claim=claim, standing=Standing.ROUNDED, judgement=judgement)
    standing, hypothesis = _explained(claim, judgement)
    return Appraisal(claim=claim, standing=standing, judgement=judgement, hypothesis=hypothesis)


def _explained(claim: Claim, judgement: Judgement) -> tuple[Standing, Hypothesis | None]:
    """Tell what became of a claim that fails on its own operands, and what speaks for it."""
    found = explain(claim)
    strong = [h for h in found if h.strength is Strength.STRONG]
    other = next((h for h in strong if h.kind in _OTHER), None)
    slipped = next((h for h in strong if h.kind in _SLIPPED), None)
    copied = next((h for h in found if h.kind is HypothesisKind.PART_AS_RATE and _is_long(h)), None)
    near = judgement.verdict is Verdict.OFF_BY_ONE
    if slipped is not None and slipped.kind is HypothesisKind.COMPLEMENT and claim.binding is not Binding.FIXED:
        return Standing.SLIPPED, slipped
    if isinstance(claim, RatioClaim) and (other := other or _on_fixed_base(claim, found)):
        return Standing.SWAPPED, other
    if isinstance(claim, GrowthClaim) and other is not None and other.kind is HypothesisKind.OTHER_PART:
        return Standing.OTHERWISE, other  # of several amounts before a growth any may be the one that grew
    if slipped is not None and not near:
        return Standing.SLIPPED, slipped
    if copied is not None and not near:
        return Standing.COPIED, copied
    return Standing.FAILS, found[0] if found else None


def _is_long(copied: Hypothesis) -> bool:
    """Tell whether the part has two digits before the point at least: one digit agrees by chance."""
    return copied.part is not None and copied.part.value is not None and copied.part.value >= _TWO_DIGITS


def _on_fixed_base(claim: RatioClaim, found: tuple[Hypothesis, ...]) -> Hypothesis | None:
    """Accept a weak fit on another base where knowledge is sure of the right one: 100 % of what was filed."""
    if claim.binding is not Binding.FIXED:
        return None
    return next((h for h in found if h.kind is HypothesisKind.OTHER_BASE), None)


def forget() -> None:
    """Forget what was worked out of the claims of one document: it is of no use for the next."""
    of_claim.cache_clear()
    appraise.cache_clear()
