"""Whether a claim that fails was written wrong, or more likely read wrong: other numbers may belong together."""

from collections.abc import Sequence
from dataclasses import replace

from toolkit.arithmetic.claims import of_claim
from toolkit.arithmetic.fraction import Fraction
from toolkit.arithmetic.interval import Interval
from toolkit.arithmetic.printed import interval, is_hedged
from toolkit.arithmetic.slips import Slip
from toolkit.arithmetic.solve import mending_slips
from toolkit.arithmetic.verdict import Judgement
from toolkit.records import Quantity
from toolkit.records.facts import Binding, Claim, GrowthClaim, Operand, SumClaim

_WORDED = {Binding.FIXED, Binding.NAMED}
_FIFTH, _TWENTIETH = Fraction(1, 5), Fraction(1, 20)
_TELLING, _LONG = 3, 5  # digits
_PAIR, _LISTED = 2, 3  # parts
_BREATH = 12  # characters


def is_slip(claim: Claim, judgement: Judgement) -> bool:
    """Tell whether a failing claim may be called a fault.

    Where the words name its numbers, or leave no others, it may. Where word order alone brings them together, the
    result must be off by a fifth at most, or by its sign, or one slip of the keyboard explain it: on 66,000 characters
    of unseen reports nearly every false accusation was farther off, and hardly any of the faults planted in others.
    """
    listed = isinstance(claim, SumClaim) and claim.complete  # 由……构成
    grown = isinstance(claim, GrowthClaim) and _in_one_breath(claim.one("delta"), claim.one("value"))  # 增加……，增长……
    whole = claim.one("whole")
    shared = whole is not None and f"{whole.text}的" in "".join(claim.text.split())  # 占526人的55.16%
    if claim.binding in _WORDED or listed or grown or shared:
        return True
    stated = claim.one("value") or claim.one("total") or claim.operands[-1].quantity
    if is_hedged(stated):
        return False
    if interval(stated).meets(-judgement.computed):
        return True
    return _is_near(stated, judgement.computed, _FIFTH) or _is_mended(claim, *(o.quantity for o in claim.operands))


def _in_one_breath(change: Quantity | None, rate: Quantity | None) -> bool:
    """Tell whether a change and its rate stand side by side, so that no other figure can be meant."""
    if change is None or rate is None:
        return False
    return max(rate.span.start - change.span.end, change.span.start - rate.span.end) <= _BREATH


def is_total(stated: Quantity, parts: Sequence[Quantity], judgement: Judgement) -> bool:
    """Tell whether scores that do not make a total may be called its parts: off by a twentieth at most, or by a slip.

    Scores are added up over a whole form, where a few points are the most that anybody is mistaken by. Only a total of
    three digits tells of a slip: of two, one in ten agrees with anything by chance.
    """
    operands = (Operand(role="total", quantity=stated), *(Operand(role="part", quantity=part) for part in parts))
    claim = SumClaim(span=stated.span, label="", text="", operands=operands, complete=True)
    long = sum(character.isdigit() for character in stated.text) >= _TELLING
    return _is_near(stated, judgement.computed, _TWENTIETH) or (long and _is_mended(claim, stated))


def transposed(claim: Claim) -> tuple[SumClaim, Judgement] | None:
    """Return a list whose bounds are in doubt as a whole one, where two digits that changed places explain it all.

    A list that says 其中 may leave something out, and what it leaves out is rarely what two neighbouring digits make.
    Of a short total, only four parts and more tell, and only the total's own digits.
    """
    if not isinstance(claim, SumClaim) or len(claim.all("part")) < _PAIR or any(o.sign < 0 for o in claim.operands):
        return None
    whole, total = replace(claim, complete=True), claim.one("total")
    judgement = of_claim(whole)
    if total is None or total.value is None or judgement is None or judgement.verdict.holds:
        return None
    digits = len(total.value.as_tuple().digits)
    long = digits >= _LONG
    if len(claim.all("part")) == _PAIR and not (long and judgement.computed.lo > interval(total).hi):
        return None  # of two, only what is more than the whole tells
    if not long and (digits < _TELLING or len(claim.all("part")) == _LISTED):
        return None
    numbers = [o.quantity for o in claim.operands] if long else [total]
    found = (slip for number in numbers if not is_hedged(number) for slip, _ in mending_slips(number, (whole,)))
    return (whole, judgement) if Slip.SWAP in found else None


def _is_mended(claim: Claim, *numbers: Quantity) -> bool:
    """Tell whether one slip of the keyboard, in one of these numbers, explains why a claim fails."""
    return any(next(mending_slips(number, (claim,)), None) for number in numbers if not is_hedged(number))


def _is_near(stated: Quantity, computed: Interval, share: Fraction) -> bool:
    printed = interval(stated)
    ends = [end * (1 + sign * share) for end in (printed.lo, printed.hi) for sign in (1, -1)]
    return Interval(min(ends), max(ends)).meets(computed)
