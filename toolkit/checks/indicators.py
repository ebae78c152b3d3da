"""What an indicator came to and what the text says of it, as the checks of targets and conclusions see it."""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from enum import StrEnum

from toolkit.arithmetic import Attainment, Interval, Verdict, as_printed, attain, comparable, of_claim
from toolkit.audit import Dossier
from toolkit.checks.passages import says
from toolkit.records import Dimension, Op, Quantity, Span
from toolkit.records.facts import Binding, Claim, Facts, Indicator

# 财预〔2013〕53号 and the forms of the provinces: what is to stay low, and what only sounds so.
_LOW = re.compile(
    "控制率|变动率|结转率|结余率|负债率|失业率|投诉|事故|案发|发生率|发案|死亡率|差错|违规|违法|超标|逾期|流失率|返贫|能耗|损耗|"
    "成本|造价|单价|费用|耗时|用时|时限|时长"
)
_HIGH = re.compile(
    "(?:处理|处置|办结|整改|查处|化解|回复|答复|响应|下降|降低|减少|节约|节支|压减|完成|达标|合格|覆盖|及时|满意|核算|公开|到位)"
    "[率度]?$|降幅$|满意|及时|按时|按期"
)
_UNMET = re.compile(
    "(?:未能?|没有?|尚未|未曾)(?:完全|全部|如期|按时|按期)?(?:达到|达成|达标|完成|实现)|低于(?:年度|年初|预期|绩效)*(?:目标|预期)|不达标"
)
_MET = re.compile(
    "(?:达到|达成|实现|完成|超过|高于|优于|控制在)了?(?:年度|年初|全年|预期|既定|绩效|设定|预定)*(?:的)?(?:目标|预期|指标|任务|计划)"
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
    for claim in facts.of(Claim):
        value = claim.one("value")
        if value is None or value.span != actual.span or claim.binding is Binding.GUESSED:
            continue
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


def attained(indicator: Indicator, value: Interval) -> Attainment | None:
    """Compare a value with the indicator's target; None where it has none in numbers, or of another unit."""
    target, actual = indicator.target, indicator.actual
    if target is None or target.value is None or actual is None or not fits(actual, target):
        return None
    target = target if target.unit else replace(target, unit=actual.unit)
    return attain(value, target, lower_is_better=lower_is_better(indicator))


def lower_is_better(indicator: Indicator) -> bool:
    """Tell whether less is better, by the sign of the target or, where it has none, by the indicator's name."""
    target = indicator.target
    if target is not None and target.op in {Op.LE, Op.LT}:
        return True
    if target is not None and target.op in {Op.GE, Op.GT}:
        return False
    name = re.sub(r"\([^)]*\)|（[^）]*）|\s", "", indicator.name)
    return bool(_LOW.search(name)) and not _HIGH.search(name)


def saying(indicator: Indicator, dossier: Dossier) -> Saying:
    """Return what the text says: its rate of completion, else its words, else full marks or fewer."""
    completion, full, got = indicator.completion, indicator.full, indicator.got
    if completion is not None and completion.value is not None:
        done = as_printed(completion).lo >= 100
        return Saying(said=Said.MET if done else Said.UNMET, span=completion.span)
    if indicator.actual is not None:
        after = _after(indicator.actual, dossier)
        for said, pattern in ((Said.UNMET, _UNMET), (Said.MET, _MET)):
            if found := says(dossier.document, after, pattern):
                return Saying(said=said, span=found.span)
    if full is not None and got is not None and full.value is not None and got.value is not None:
        lost = as_printed(got).lo < as_printed(full).lo
        return Saying(said=Said.UNMET if lost else Said.MET, span=got.span)
    return Saying(said=Said.NOTHING)


def _after(actual: Quantity, dossier: Dossier) -> Span:
    """Return where the words about a value stand: behind it, to the next indicator or the end of its block."""
    start = actual.span.end
    block = dossier.document.block(actual.span.start)
    indicators = dossier.facts.of(Indicator)
    following = bisect_left(indicators, start, key=lambda i: i.span.start)
    ends = [i.span.start for i in indicators[following : following + 1]]
    return Span(start, max(start, min([block.span.end if block else start, *ends])))
