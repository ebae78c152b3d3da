"""Shares of one whole, as two checks see them."""

from collections import defaultdict
from dataclasses import dataclass

from toolkit.arithmetic import Judgement, Verdict, as_printed, misses_by_one, of_claim
from toolkit.checks.once import once
from toolkit.checks.operands import stated
from toolkit.records import Span
from toolkit.records.facts import Binding, Facts, RatioClaim

_ALL, _PAIR = 100, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Forced:
    """A share one unit off in its last digit, so that with the others it adds up to 100."""

    claim: RatioClaim
    judgement: Judgement
    others: tuple[RatioClaim, ...]


@once
def sets(facts: Facts) -> list[list[RatioClaim]]:
    """Return the shares of one whole each that add up to 100 exactly."""
    by_whole: dict[Span, dict[Span, RatioClaim]] = defaultdict(dict)
    for claim in facts.of(RatioClaim):
        whole = claim.one("whole")
        if whole is not None and claim.binding is not Binding.GUESSED and len(claim.all("part")) == 1:
            by_whole[whole.span].setdefault(stated(claim).span, claim)
    shares = [list(each.values()) for each in by_whole.values() if len(each) > 1]
    return [claims for claims in shares if sum(as_printed(stated(claim)).lo for claim in claims) == _ALL]


@once
def forced(facts: Facts) -> dict[Span, Forced]:
    """Return the shares that were made to fit, by the place of the rate."""
    found: dict[Span, Forced] = {}
    for claims in sets(facts):
        judged = [(claim, judgement) for claim in claims if (judgement := of_claim(claim))]
        off = [(c, j) for c, j in judged if j.verdict is Verdict.OFF_BY_ONE or j.verdict.rounding_only]
        off = off or [(c, j) for c, j in judged if len(claims) > _PAIR and misses_by_one(c)]
        if len(off) == 1 and all(judgement.verdict.holds for claim, judgement in judged if claim is not off[0][0]):
            claim, judgement = off[0]
            others = tuple(other for other in claims if other is not claim)
            found[stated(claim).span] = Forced(claim=claim, judgement=judgement, others=others)
    return found
