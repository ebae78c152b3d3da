"""Parts that stand to each other as a : b : c."""

from collections.abc import Sequence

from toolkit.arithmetic.interval import Interval
from toolkit.arithmetic.printed import as_printed, comparable, interval, like, value_of
from toolkit.arithmetic.verdict import Judgement, Verdict, accepted, decimals
from toolkit.arithmetic.wording import amount
from toolkit.records import Certainty, Quantity


def of_proportion(values: Sequence[Quantity], parts: Sequence[Quantity]) -> Judgement | None:
    """Judge a : b : c by the parts; None where they are not as many, or not all above zero.

    The proportion holds if one scale brings every part into what its printed share may be the rounding of.
    ``computed`` are the scales that fit the first share, in shares per base unit.
    """
    if len(values) != len(parts) or len(values) < 2 or any(q.value is None for q in (*values, *parts)):
        return None
    parts = [like(part, parts[0]) for part in parts]
    if any(value_of(q) <= 0 for q in (*values, *parts)) or not all(comparable(p.unit, parts[0].unit) for p in parts):
        return None
    scales = [accepted(value).over(interval(part)) for value, part in zip(values, parts, strict=True)]
    fitting: Interval | None = scales[0]
    for scale in scales:
        if scale is None:
            return None
        fitting = fitting.intersect(scale) if fitting else None
    scale = scales[0] if fitting is None else fitting
    total = sum(value_of(value) for value in values)
    sized = [as_printed(part) for part in parts]
    whole = sum((size.lo for size in sized[1:]), sized[0].lo)
    shares = [decimals(size.scale(total / whole), value.places) for value, size in zip(values, sized, strict=True)]
    measured = any(not interval(part).exact for part in parts)
    return Judgement(
        verdict=Verdict.INCONSISTENT if fitting is None else Verdict.CONSISTENT,
        certainty=Certainty.POSSIBLE if fitting and measured else Certainty.CERTAIN,
        computed=scale or interval(parts[0]),
        recomputed=":".join(shares),
        formula=" : ".join(amount(part) for part in parts),
    )
