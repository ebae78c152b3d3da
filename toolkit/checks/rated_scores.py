"""Scores that are full mark times rate, and the one among them that is not: the others tell how the report scores."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from toolkit.arithmetic import Judgement, Verdict, as_printed, interval, of_product, point
from toolkit.audit import Dossier
from toolkit.checks.marks import is_spending
from toolkit.checks.ruled_scores import has_steps, ruled_scores
from toolkit.records import Evidence, Hit, Quantity, Recomputation, Severity
from toolkit.records.facts import Facts, Indicator, Marked, Mention, Role, ScoreLine, full, got

_WHOLE = 100
_COMPUTED = 2  # decimals: 9.41 was computed, 9.5 may be judged
_TIMES = (5, 20, 25, 50, 100, 200)  # tenths: (完成率-60%)÷(1-60%)×分值 takes 2.5 times what 分值×完成率 takes


@dataclass(frozen=True, slots=True)
class _Rated:
    """An item that lost points, the rate it is scored by, and whether the rate gives its score."""

    score: Quantity
    most: Quantity
    rate: Quantity
    name: str
    judgement: Judgement
    fits: bool


def odd_scores(dossier: Dossier) -> Iterator[Hit]:
    """Find the score that is not full mark times rate where the other scores of the report are.

    A score of one decimal may be judged and is left alone; so is a report where scores of another kind are as many.
    """
    rated = list(_rated(dossier))
    right = [item for item in rated if item.fits and item.score.places >= _COMPUTED]
    against = [item for item in rated if not item.fits]
    if not right or (len(against) > 1 and len(right) <= len(against)):
        return
    model = Evidence(role="照此计分的另一项", span=right[0].score.span)
    for item in against:
        if item.score.places < _COMPUTED or has_steps(dossier.document, item.score) or _is_scaled(item):
            continue
        judgement = item.judgement
        result = f"{judgement.recomputed}分"
        yield Hit(
            message=f"“{item.name}”得分写作 {item.score.text}，按其他项的算法（分值×完成率）是 {result}",
            evidence=(Evidence(role="得分", span=item.score.span), Evidence(role="比率", span=item.rate.span), model),
            recomputation=Recomputation(formula=judgement.formula, stated=item.score.text, recomputed=result),
            suggestion=f"改为 {result}，并重算总分，或写明另外的计分办法。",
            severity=Severity.WARNING,
        )


def _rated(dossier: Dossier) -> Iterator[_Rated]:
    marked: list[Marked] = [*dossier.facts.of(ScoreLine), *dossier.facts.of(Indicator)]
    ruled = {each.line.span for each in ruled_scores(dossier)}
    for item in marked:
        score, most = got(item), full(item)
        if score is None or most is None or item.span in ruled:
            continue
        rates = _rates(dossier, item)
        told = [j for rate in rates if (j := of_product(score, [most, rate]))]
        if told and len(told) == len(rates):
            yield _Rated(
                score, most, rates[0], item.name, told[0], any(j.verdict is not Verdict.INCONSISTENT for j in told)
            )


def _rates(dossier: Dossier, item: Marked) -> list[Quantity]:
    """Return the rates below 100% that an item may be scored by, the likeliest first."""
    if isinstance(item, Indicator):
        result = item.actual if item.target is None or item.completion else None
        rates = [rate for rate in (item.completion, result) if rate is not None and rate.percent]
    else:
        rates = _spending_rate(dossier.facts, item) if is_spending(dossier.knowledge, item.name) else []
    return rates if rates and all(rate.value is not None and rate.value < _WHOLE for rate in rates[:1]) else []


def _spending_rate(facts: Facts, line: ScoreLine) -> list[Quantity]:
    """Return the one rate that stands in an item of budget execution."""
    told = [m for m in facts.of(Mention) if m.role in {Role.RATE, Role.COMPLETION} and line.span.covers(m.span)]
    rates = [m.quantity for m in told if m.quantity.percent]
    return rates if len(rates) == 1 else []


def _is_scaled(item: _Rated) -> bool:
    """Tell whether the points lost are a round multiple of what the rate would take: a scale of its own."""
    most, missed = as_printed(item.most), point(_WHOLE) - interval(item.rate)
    scales = (most - (most * missed).scale(Fraction(times, 10 * _WHOLE)) for times in _TIMES)
    return any(scale.meets(interval(item.score)) for scale in scales)
