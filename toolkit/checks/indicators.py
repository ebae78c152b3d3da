"""What an indicator came to, as the checks of targets and conclusions see it."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from toolkit.arithmetic import Attainment, Interval, Verdict, as_printed, attain, comparable, of_claim
from toolkit.audit import Dossier
from toolkit.checks.once import once
from toolkit.knowledge import Knowledge
from toolkit.knowledge.patterns import any_of
from toolkit.records import Dimension, Op, Quantity, Span
from toolkit.records.facts import Binding, Claim, Facts, Indicator, Said, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """An indicator's value in base units; where it was recomputed, the claim it rests on and the arithmetic shown."""

    value: Interval
    shown: str
    formula: str = ""
    claim: Claim | None = None
    refuted: bool = False


def reached(indicator: Indicator, facts: Facts) -> Reached | None:
    """Return what the indicator came to, unrounded where its own operands stand in the text.

    Operands that do not give the printed value count only where the base is fixed by what the rate is called.
    """
    actual = indicator.actual
    if actual is None or actual.value is None or actual.op is Op.QUALITATIVE:
        return None
    for claim in _firm_claims(facts).get(actual.span, ()):
        judgement = of_claim(claim)
        if judgement is None:
            continue
        refuted = judgement.verdict is Verdict.INCONSISTENT
        if not refuted or claim.binding is Binding.FIXED:
            unit = actual.unit.name if actual.unit else ""
            return Reached(
                value=judgement.computed,
                shown=f"{judgement.recomputed}{unit}",
                formula=judgement.formula,
                claim=claim,
                refuted=refuted,
            )
    return Reached(value=as_printed(actual), shown=actual.text)


@once
def _firm_claims(facts: Facts) -> dict[Span, list[Claim]]:
    """Return the claims that are more than a guess, by the place of their value."""
    found: dict[Span, list[Claim]] = defaultdict(list)
    for claim in facts.of(Claim):
        if claim.binding is not Binding.GUESSED and (value := claim.one("value")):
            found[value.span].append(claim)
    return found


def fits(actual: Quantity, target: Quantity) -> bool:
    """Tell whether a value can be held against a target: 场 against 场, % against %."""
    if any(quantity.unit is None and quantity.value == 0 for quantity in (actual, target)):
        return True
    units = [quantity.unit for quantity in (actual, target) if quantity.unit]
    if len(units) < 2:
        return all(unit.dimension is not Dimension.RATIO for unit in units)
    mine, wanted = units
    if mine.dimension is Dimension.COUNT and mine.family and wanted.family and mine.family != wanted.family:
        return False
    return comparable(mine, wanted)


def attained(knowledge: Knowledge, indicator: Indicator, value: Interval) -> Attainment | None:
    """Compare a value with the indicator's target; None where it has none in numbers, or of another unit."""
    target, actual = indicator.target, indicator.actual
    if target is None or target.value is None or actual is None or not fits(actual, target):
        return None
    target = target if target.unit else replace(target, unit=actual.unit)
    return attain(value, target, lower_is_better=lower_is_better(knowledge, indicator))


def is_met(dossier: Dossier, standing: Standing) -> bool | None:
    """Tell whether a target is reached, by the words and by the figures; None where they differ or say nothing."""
    indicator = standing.source
    value = None if indicator.forecast else reached(indicator, dossier.facts)
    outcome = attained(dossier.knowledge, indicator, value.value) if value else None
    by_figures = {Attainment.MET: True, Attainment.MISSED: False}.get(outcome) if outcome else None
    by_words = None if standing.said is Said.NOTHING else standing.said is Said.MET
    if by_figures is None or by_words is None:
        return by_words if by_figures is None else by_figures
    return by_words if by_words == by_figures else None


def lower_is_better(knowledge: Knowledge, indicator: Indicator) -> bool:
    """Tell whether less is better, by the sign of the target or, where it has none, by the indicator's name."""
    target = indicator.target
    if target is not None and target.op in {Op.LE, Op.LT}:
        return True
    if target is not None and target.op in {Op.GE, Op.GT}:
        return False
    name = re.sub(r"\([^)]*\)|（[^）]*）|\s", "", indicator.name)
    return next((better for better, named in _directions(knowledge) if named.search(name)), "higher") == "lower"


@once
def _directions(knowledge: Knowledge) -> list[tuple[str, re.Pattern[str]]]:
    """Return which way is better by the names of directions.toml, in its order."""
    entries = knowledge.directions.direction
    return [(e.better, re.compile(f"{any_of(e.holds)}|(?:{any_of(e.ends)})[率度]?$")) for e in entries]
