"""What the writer may have done where a rate does not follow from its numbers.

Any pair of numbers gives *some* rate, and a rate printed without decimals is one of a hundred; so each
hypothesis says how likely it is to fit by mere chance.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import permutations

from toolkit.arithmetic.claims import of_claim, with_figure
from toolkit.arithmetic.fraction import Fraction
from toolkit.arithmetic.growth import of_growth
from toolkit.arithmetic.printed import (
    as_printed,
    comparable,
    factor_of,
    interval,
    is_open_ended,
    last_unit,
    like,
    value_of,
)
from toolkit.arithmetic.ratio import hundred, of_ratio
from toolkit.arithmetic.slips import corrections
from toolkit.arithmetic.solve import mending_slips
from toolkit.arithmetic.verdict import Judgement, Verdict, judge
from toolkit.arithmetic.wording import amount
from toolkit.records import Quantity
from toolkit.records.facts import Claim, GrowthClaim, Operand, RatioClaim


class HypothesisKind(StrEnum):
    """What may have been done."""

    OTHER_BASE = "other-base"
    OTHER_PART = "other-part"
    OTHER_PAIR = "other-pair"
    COMPLEMENT = "complement"
    INVERSE = "inverse"
    CURRENT_AS_BASE = "current-as-base"
    LEVEL_AS_GROWTH = "level-as-growth"
    DIRECTION = "direction"
    TIMES_TEN = "times-ten"
    TEN_THOUSAND = "ten-thousand"
    DOUBLE_ROUNDED = "double-rounded"
    PART_AS_RATE = "part-as-rate"
    SLIP_IN_RATE = "slip-in-rate"
    SLIP_IN_OPERAND = "slip-in-operand"


class Strength(StrEnum):
    """Whether a fit says something, or may well be chance."""

    STRONG = "strong"
    WEAK = "weak"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """One explanation that makes the stated rate right. ``text`` is for the reader; a lower cost is likelier."""

    kind: HypothesisKind
    text: str
    cost: int
    strength: Strength
    part: Quantity | None = None
    whole: Quantity | None = None


@dataclass(frozen=True, slots=True)
class _Trial:
    """An explanation with its arithmetic done: kept if the rate then follows.

    ``tries`` counts what was tried to find it, where that is more than the trials of its kind.
    """

    kind: HypothesisKind
    cost: int
    text: str
    judgement: Judgement | None
    part: Quantity | None = None
    whole: Quantity | None = None
    tries: int = 0

    @property
    def fits(self) -> bool:
        return self.judgement is not None and self.judgement.verdict.holds


COINCIDENCE = Fraction(1, 20)
"""A fit that chance gives more often than this is weak."""

USUAL_RANGE = 10
"""Points of 100 over which the rates of reports really spread: most are near 90 or near 5."""


def explain(claim: Claim, rivals: Sequence[Operand] | None = None) -> tuple[Hypothesis, ...]:
    """Return what makes the rate of a ratio or a growth right, the likeliest first; () where nothing does.

    ``rivals``, else those of the claim, are the other numbers that may have been divided.
    """
    rate = claim.one("value")
    if rate is None or rate.value is None or not isinstance(claim, RatioClaim | GrowthClaim):
        return ()
    others = claim.rivals if rivals is None else rivals
    if isinstance(claim, RatioClaim):
        trials = [*_ratio_trials(claim, rate), *_pairs(claim, rate, others), *_slips(claim)]
    else:
        trials = [*_growth_trials(claim, rate), *_other_levels(claim, rate, others), *_slips(claim)]
    return _fitting(trials, rate)


def readings(claim: Claim) -> tuple[Hypothesis, ...]:
    """Return the other figures of the sentence that make the rate right: what `explain` tries, slips left out.

    Where the operands are a guess, a slip explains nothing; and trying slips costs ten times as much.
    """
    rate = claim.one("value")
    if rate is None or rate.value is None:
        return ()
    if isinstance(claim, RatioClaim):
        found = _fitting(list(_pairs(claim, rate, claim.rivals)), rate)
    elif isinstance(claim, GrowthClaim):
        found = _fitting(list(_other_levels(claim, rate, claim.rivals)), rate)
    else:
        return ()
    return tuple(h for h in found if not (h.part and h.whole) or not _strangeness(h.part, h.whole))


def _fitting(trials: list[_Trial], rate: Quantity) -> tuple[Hypothesis, ...]:
    tries = Counter(trial.kind for trial in trials)
    found = [_hypothesis(trial, rate, trial.tries or tries[trial.kind]) for trial in trials if trial.fits]
    return tuple(sorted(found, key=lambda hypothesis: (hypothesis.cost, hypothesis.text)))


def _hypothesis(trial: _Trial, rate: Quantity, tries: int) -> Hypothesis:
    chance = tries * USUAL_RANGE * _width(trial, rate)
    return Hypothesis(
        kind=trial.kind,
        text=trial.text,
        cost=trial.cost,
        strength=Strength.STRONG if chance <= COINCIDENCE else Strength.WEAK,
        part=trial.part,
        whole=trial.whole,
    )


def _width(trial: _Trial, rate: Quantity) -> Fraction:
    """Return the part of all rates that would have fitted; of n things one in n rates is met exactly."""
    width = last_unit(rate) * factor_of(rate.unit) / hundred(rate)
    computed = trial.judgement.computed if trial.judgement else None
    exact = computed is not None and computed.exact and computed.lo == value_of(rate) * factor_of(rate.unit)
    if exact and trial.whole is not None and (size := as_printed(trial.whole).lo) > 0:
        return min(width, 1 / size)
    return max(width, (computed.hi - computed.lo) / hundred(rate)) if computed is not None else width


def _ratio_trials(claim: RatioClaim, rate: Quantity) -> Iterator[_Trial]:
    parts, whole = [o.quantity for o in claim.all("part")], claim.one("whole")
    judgement = of_claim(claim)
    if not parts or whole is None or judgement is None:
        return
    part = parts[0] if len(parts) == 1 else None
    flipped = of_ratio(rate, parts, whole, complement=not claim.complement)
    yield _Trial(HypothesisKind.COMPLEMENT, 15, f"像是写成了相反一方的比例：{_formula(flipped)}", flipped, part, whole)
    if part is not None:
        inverse = of_ratio(rate, [whole], part)
        yield _Trial(HypothesisKind.INVERSE, 20, f"像是分子、分母颠倒：{_formula(inverse)}", inverse, whole, part)
        bare = replace(rate, unit=None)
        copied = None if part.value is None else judge(bare, as_printed(replace(part, unit=None)))
        if copied and copied.verdict.rounding_only:
            copied = replace(copied, verdict=Verdict.CONSISTENT)
        yield _Trial(HypothesisKind.PART_AS_RATE, 25, f"像是把分子 {amount(part)} 当成了百分比", copied, part, whole)
    yield from _shared_trials(rate, judgement, part, whole)


def _growth_trials(claim: GrowthClaim, rate: Quantity) -> Iterator[_Trial]:
    base, current, delta = (claim.one(role) for role in ("base", "current", "delta"))
    judgement = of_claim(claim)
    if judgement is None:
        return
    if current is not None and delta is not None:
        swapped = of_ratio(rate, [delta], current)
        text = f"像是以本期数为基数：{_formula(swapped)}"
        yield _Trial(HypothesisKind.CURRENT_AS_BASE, 10, text, swapped, delta, current)
    elif current is not None and base is not None:
        # Seen from the current year the change is that from current to base, the other way round.
        swapped = of_growth(rate, base=current, current=base, falls=not claim.falls)
        text = f"像是以本期数为基数：{_formula(swapped)}"
        yield _Trial(HypothesisKind.CURRENT_AS_BASE, 10, text, swapped, None, current)
    if current is not None and base is not None:
        level = of_ratio(rate, [current], base)
        text = f"像是把本期数相当于上期数的比例写成了增幅：{_formula(level)}"
        yield _Trial(HypothesisKind.LEVEL_AS_GROWTH, 15, text, level, current, base)
        turned = of_growth(rate, base=base, current=current, falls=not claim.falls)
        text = f"像是升降方向写反：{_formula(turned)}"
        yield _Trial(HypothesisKind.DIRECTION, 15, text, turned, current, base)
    yield from _shared_trials(rate, judgement, delta, base)


def _shared_trials(
    rate: Quantity, judgement: Judgement, part: Quantity | None, whole: Quantity | None
) -> Iterator[_Trial]:
    if judgement.verdict is Verdict.DOUBLE_ROUNDED:
        fitting = replace(judgement, verdict=Verdict.CONSISTENT)
        text = f"像是修约了两次：{judgement.recomputed} 先多留几位、再修约一次"
        yield _Trial(HypothesisKind.DOUBLE_ROUNDED, 5, text, fitting, part, whole)
    for power, kind, cost, text in (
        (1, HypothesisKind.TIMES_TEN, 20, "像是小数点右移了一位"),
        (-1, HypothesisKind.TIMES_TEN, 20, "像是小数点左移了一位"),
        (4, HypothesisKind.TEN_THOUSAND, 20, "像是把“元”与“万元”混用，差一万倍"),
        (-4, HypothesisKind.TEN_THOUSAND, 20, "像是把“元”与“万元”混用，差一万倍"),
    ):
        # Zero is ten times zero: that explains nothing.
        moved = judge(rate, judgement.computed.scale(Fraction(10) ** power)) if rate.value else None
        yield _Trial(kind, cost, f"{text}（重算为 {judgement.recomputed}）", moved, part, whole)


def _pairs(claim: RatioClaim, rate: Quantity, rivals: Sequence[Operand]) -> Iterator[_Trial]:
    """Divide every two numbers of the sentence that can be divided, the smaller by the larger."""
    figures = {o.quantity.span: _Figure.of(o) for o in (*claim.operands, *rivals) if _divisible(o, rate)}
    parts, whole = claim.all("part"), claim.one("whole")
    part = parts[0].quantity if len(parts) == 1 else None
    lowest, highest = _near(rate)
    for top, bottom in permutations(figures.values(), 2):
        same_part = part is not None and top.quantity.span == part.span
        same_whole = whole is not None and bottom.quantity.span == whole.span
        times = top.times(bottom)
        if (same_part and same_whole) or times is None or top.size * times > bottom.size * _LOOSER:
            continue
        if same_part:
            kind = HypothesisKind.OTHER_BASE
        else:
            kind = HypothesisKind.OTHER_PART if same_whole else HypothesisKind.OTHER_PAIR
        # Judging takes far longer than comparing, and nearly all pairs miss.
        if top.most * times < lowest * bottom.least or top.least * times > highest * bottom.most:
            yield _MISSES[kind]
            continue
        n, d = like(top.quantity, bottom.quantity), like(bottom.quantity, top.quantity)
        if as_printed(n).lo > as_printed(d).hi:
            continue
        judgement = of_ratio(rate, [n], d)
        text = {
            HypothesisKind.OTHER_BASE: f"像是以{_named(bottom.operand)}为分母",
            HypothesisKind.OTHER_PART: f"像是以{_named(top.operand)}为分子",
            HypothesisKind.OTHER_PAIR: f"像是由{_named(top.operand)}与{_named(bottom.operand)}算出",
        }[kind]
        cost = _PAIR_COSTS[kind] + _strangeness(n, d)
        yield _Trial(kind, cost, f"{text}：{_formula(judgement)}", judgement, n, d)


_PAIR_COSTS = {HypothesisKind.OTHER_BASE: 10, HypothesisKind.OTHER_PART: 20, HypothesisKind.OTHER_PAIR: 30}
_MISSES = {kind: _Trial(kind, cost, "", None) for kind, cost in _PAIR_COSTS.items()}
_LOOSER = 1 + 1e-9  # more than floats lose


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number that may have been divided, in floats of base units: they only leave out what cannot fit."""

    operand: Operand
    size: float
    least: float
    most: float

    @classmethod
    def of(cls, operand: Operand) -> "_Figure":
        reach = interval(operand.quantity)
        size = as_printed(operand.quantity).lo
        return cls(operand, float(size), float(reach.lo) / _LOOSER, float(reach.hi) * _LOOSER)

    @property
    def quantity(self) -> Quantity:
        return self.operand.quantity

    def times(self, other: "_Figure") -> float | None:
        """Return what takes this number to the scale of the other, where one has no unit; None for two kinds."""
        mine, others = self.quantity.unit, other.quantity.unit
        if not comparable(mine, others):
            return None
        return 1.0 if (mine is None) is (others is None) else float(factor_of(others) / factor_of(mine))


def _near(rate: Quantity) -> tuple[float, float]:
    """Return the quotients that a rate may stand for, one unit of its last digit more to either side."""
    written, unit = interval(rate), last_unit(rate) * factor_of(rate.unit)
    most = hundred(rate)
    return float((written.lo - unit) / most), float((written.hi + unit) / most)


def _other_levels(claim: GrowthClaim, rate: Quantity, rivals: Sequence[Operand]) -> Iterator[_Trial]:
    """Measure the growth on every other number that can be a base, and from the base to every other number."""
    base, current, delta = (claim.one(role) for role in ("base", "current", "delta"))
    for rival in rivals:
        if not _divisible(rival, rate):
            continue
        q = rival.quantity
        known = current or delta
        judgement = of_growth(
            rate, base=q, current=current, delta=None if current else delta, falls=claim.falls, years=claim.years
        )
        text = f"像是以{_named(rival)}为基数：{_formula(judgement)}"
        cost = 10 + (_strangeness(q, known) if known else 0)
        yield _Trial(HypothesisKind.OTHER_BASE, cost, text, judgement, known, q)
        if current is not None and (base or delta):
            judgement = of_growth(
                rate, base=base, current=q, delta=None if base else delta, falls=claim.falls, years=claim.years
            )
            text = f"像是由{_named(rival)}算出：{_formula(judgement)}"
            yield _Trial(HypothesisKind.OTHER_PART, 20, text, judgement, q, base)


def _slips(claim: Claim) -> Iterator[_Trial]:
    """Undo a single slip in any number, the rate included."""
    for operand in claim.operands:
        printed, in_rate = operand.quantity, operand.role == "value"
        kind = HypothesisKind.SLIP_IN_RATE if in_rate else HypothesisKind.SLIP_IN_OPERAND
        slips = tuple(corrections(printed))
        for slip, meant in mending_slips(printed, [claim], slips):
            judgement = of_claim(with_figure(claim, printed.span, meant))
            text = f"像是 {amount(printed)} 有一处笔误（{slip}），应为 {amount(meant)}"
            yield _Trial(kind, 30 if in_rate else 40, text, judgement, tries=len(slips))


def _divisible(operand: Operand, rate: Quantity) -> bool:
    q = operand.quantity
    if operand.role == "value" or q.span == rate.span or q.percent or is_open_ended(q):
        return False
    return q.value is not None and q.value > 0


def _strangeness(one: Quantity, other: Quantity) -> int:
    """Return 0 for two numbers of one family (份 and 单), more for two that merely can be divided."""
    families = {q.unit.family for q in (one, other) if q.unit}
    return 5 if len(families) > 1 else 0


def _named(operand: Operand) -> str:
    return f"“{operand.label}{amount(operand.quantity)}”"


def _formula(judgement: Judgement | None) -> str:
    if judgement is None:
        return ""
    unit = "%" if judgement.formula.endswith("%") else ""
    return f"{judgement.formula} = {judgement.recomputed}{unit}"
