"""A claim's figures as evidence, and its arithmetic as it is shown."""

from collections import defaultdict
from collections.abc import Iterator

from toolkit.arithmetic import Hypothesis, Judgement, Repair, as_printed, is_counted, is_hedged, repairs
from toolkit.checks.once import once
from toolkit.knowledge import Knowledge
from toolkit.records import Dimension, Evidence, Quantity, Recomputation, Span
from toolkit.records.facts import Binding, Claim, Facts, Indicator, SumClaim

_ALL = 100  # per cent
_ALIKE = 3  # figures of which one may be wrong: what the writer can look up
_ROLES = {
    "part": "分子",
    "whole": "分母",
    "base": "基数",
    "current": "本期数",
    "delta": "增减额",
    "minuend": "被减数",
    "subtrahend": "减数",
    "total": "总数",
    "count": "个数",
    "factor": "因数",
    "item": "所列",
}


def rates(facts: Facts) -> Iterator[Claim]:
    """Yield the claims that state a rate, but for the 完成率 of indicators: TG02 holds those to target and actual."""
    owned = {i.completion.span for i in facts.of(Indicator) if i.completion is not None}
    for claim in facts.of(Claim):
        if claim.operands and stated(claim).span not in owned:
            yield claim


def stated(claim: Claim) -> Quantity:
    """Return the number that the other figures must give."""
    return claim.one("value") or claim.one("total") or claim.operands[-1].quantity


def cited(claim: Claim) -> tuple[Evidence, ...]:
    """Name the stated number first, then what it rests on."""
    value = stated(claim)
    roles = {**_ROLES, "part": "分项"} if isinstance(claim, SumClaim) else _ROLES
    rest = tuple(
        Evidence(role=roles.get(o.role, o.role), span=o.quantity.span)
        for o in claim.operands
        if o.quantity is not value
    )
    return (Evidence(role="所写的数", span=value.span), *rest)


def shown(claim: Claim, judgement: Judgement) -> Recomputation:
    """Show the formula with its numbers, what the text says, and what comes out."""
    unit = stated(claim).unit
    return Recomputation(
        formula=judgement.formula,
        stated=stated(claim).text,
        recomputed=judgement.recomputed + (unit.name if unit else ""),
    )


def mended(claim: Claim, facts: Facts, *, least: int = 1) -> str | None:
    """Name the one figure whose replacement makes this claim, and ``least`` claims in all, hold; or the few of them.

    Of three parts of a sum each may have one wrong digit; of more that fit alike none is named.
    """
    bearing = _bearing(facts)
    near = sorted({number for o in claim.operands for number in bearing.get(o.quantity.span, ())})
    claims = (facts.of(Claim)[number] for number in near)
    trusted = [c for c in claims if c.binding is not Binding.GUESSED or c is claim]
    enough = repairs(trusted) if len(trusted) >= least else ()
    fitting = [repair for repair in enough if claim in repair.claims and len(repair.claims) >= least]
    alike = [repair for repair in fitting if len(repair.claims) == len(fitting[0].claims)]
    if not alike or len(alike) > _ALIKE:
        return None
    also = f"：改后 {len(alike[0].claims)} 处算式同时成立" if len(alike[0].claims) > 1 else ""
    return "，或 ".join(map(_said, alike)) + also


def _said(repair: Repair) -> str:
    reason = f"（{repair.slip.value}）" if repair.slip else ""
    return f"{repair.printed} 疑应为 {repair.replacement}{reason}"


def is_beyond(label: str, rate: Quantity, knowledge: Knowledge) -> bool:
    """Tell whether a rate that is never above 100 % (合格率) is printed as more, or as less than nothing."""
    name, capped = "".join(label.split()), knowledge.metrics.capped
    if not name.endswith(capped.names) or name.endswith(capped.exceptions):
        return False
    if not rate.percent or rate.value is None or is_hedged(rate):
        return False
    return as_printed(rate).lo > _ALL or as_printed(rate).hi < 0


def exceeding_part(claim: Claim) -> tuple[Quantity, Quantity] | None:
    """Return the one counted part of a 其中 that is more than its whole, and the whole: 村12个，其中13个通了公路."""
    part, whole = claim.one("part"), claim.one("total")
    if not isinstance(claim, SumClaim) or claim.complete or len(claim.all("part")) != 1 or not part or not whole:
        return None
    counted = part.unit is not None and part.unit.dimension is Dimension.COUNT and is_counted(part)
    return (part, whole) if counted and as_printed(part).lo > as_printed(whole).hi else None


@once
def _bearing(facts: Facts) -> dict[Span, list[int]]:
    """Return the numbers of the claims that each figure stands in."""
    found: dict[Span, list[int]] = defaultdict(list)
    for number, claim in enumerate(facts.of(Claim)):
        for operand in claim.operands:
            found[operand.quantity.span].append(number)
    return found


def hinted(hypothesis: Hypothesis | None) -> str | None:
    """Return what the writer may have done, as a suggestion."""
    return f"{hypothesis.text}。请核对" if hypothesis else None
