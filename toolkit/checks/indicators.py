"""What an indicator came to and what the text says of it, as the checks of targets and conclusions see it."""

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum

from toolkit.arithmetic import Attainment, Interval, Verdict, as_printed, attain, comparable, of_claim
from toolkit.audit import Dossier
from toolkit.checks.once import once
from toolkit.checks.passages import says
from toolkit.checks.wordings import any_of
from toolkit.knowledge import Knowledge
from toolkit.records import Dimension, Op, Quantity, Span
from toolkit.records.facts import Binding, Claim, Facts, Indicator

_UNMET = re.compile(
    "(?:未能?|没有?|尚未|未曾)(?:完全|全部|如期|按时|按期)?(?:达到|达成|达标|完成|实现)|低于(?:年度|年初|预期|绩效)*(?:目标|预期)|不达标"
)
_MET = re.compile(
    "(?:达到|达成|实现|完成|超过|高于|优于|控制在)了?(?:年度|年初|全年|预期|既定|绩效|设定|预定)*(?:的)?(?:目标|预期|指标|任务|计划)(?!值?的[约近]?\\d)"
    "(?:值|要求|以内|范围)*|(?<![未不])达标(?!率)|已(?:全部|全面|圆满|按时|按期)?(?:完成|达到|达成|实现)|超额完成"
)


class Said(StrEnum):
    """Whether the text says that a target is reached."""

    MET = "met"
    UNMET = "unmet"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What the text says of a target, and where."""

    said: Said
    span: Span | None = None


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


def lower_is_better(knowledge: Knowledge, indicator: Indicator) -> bool:
    """Tell whether less is better, by the sign of the target or, where it has none, by the indicator's name."""
    target = indicator.target
    if target is not None and target.op in {Op.LE, Op.LT}:
        return True
    if target is not None and target.op in {Op.GE, Op.GT}:
        return False
    name = re.sub(r"\([^)]*\)|（[^）]*）|\s", "", indicator.name)
    return next((better for better, named in _directions(knowledge) if named.search(name)), "higher") == "lower"


def saying(indicator: Indicator, dossier: Dossier) -> Saying:
    """Return what the text says: its rate of completion, else its words, else full marks or fewer."""
    completion, full, got = indicator.completion, indicator.full, indicator.got
    if completion is not None and completion.value is not None:
        done = as_printed(completion).lo >= 100
        return Saying(said=Said.MET if done else Said.UNMET, span=completion.span)
    if indicator.actual is not None:
        after = _after(indicator.actual, dossier)
        for said, pattern in ((Said.UNMET, _UNMET), (Said.MET, _MET)):
            if found := says(dossier.document, pattern, after):
                return Saying(said=said, span=found.span)
    aimed = indicator.target is not None or indicator.actual is None  # without a target its score says nothing of one
    if aimed and full is not None and got is not None and full.value is not None and got.value is not None:
        lost = as_printed(got).lo < as_printed(full).lo
        return Saying(said=Said.UNMET if lost else Said.MET, span=got.span)
    return Saying(said=Said.NOTHING)


@once
def _directions(knowledge: Knowledge) -> list[tuple[str, re.Pattern[str]]]:
    """Return which way is better by the names of directions.toml, in its order."""
    entries = knowledge.directions.direction
    return [(e.better, re.compile(f"{any_of(e.holds)}|(?:{any_of(e.ends)})[率度]?$")) for e in entries]


def _after(actual: Quantity, dossier: Dossier) -> Span:
    """Return where the words about a value stand: behind it, to the next indicator or the end of its block."""
    start = actual.span.end
    block = dossier.document.block(actual.span.start)
    indicators = dossier.facts.of(Indicator)
    following = bisect_left(indicators, start, key=lambda i: i.span.start)
    ends = [i.span.start for i in indicators[following : following + 1]]
    return Span(start, max(start, min([block.span.end if block else start, *ends])))
