"""元、万元、亿元混用，或小数点错位

查什么：合计、比例、增幅、人均算不拢，而把其中一个数的单位换一级（元↔万元↔亿元）就算得拢；
同一指标在两处数字相同、单位差一万倍，或小数点差一位。

为何：单位差一级，数额就差一万倍，读者难以察觉，汇总时却会全盘皆错。

依据：knowledge/units.toml 的金额单位；预算、决算报表以“万元”为单位，凭证以“元”为单位，抄录时容易混淆。

有问题：
    全年争取资金1260万元，由水环境治理资金680万元、产业发展资金580元两部分构成。

没问题：
    全年争取资金1.26亿元，由水环境治理资金6800万元、产业发展资金5800万元两部分构成。

局限：人均、户均、单价本来就小，不参加比较；两处都没有算式，数字又不相同的，看不出来。
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from toolkit.arithmetic import (
    Interval,
    Judgement,
    Verdict,
    as_printed,
    interval,
    is_hedged,
    moved_points,
    of_claim,
    reread,
    solve,
)
from toolkit.arithmetic.fraction import Fraction
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.operands import cited, shown
from toolkit.checks.wordings import one_of
from toolkit.records import Certainty, Clear, Evidence, Hit, Outcome, Quantity, Severity, Span, Unable
from toolkit.records.facts import (
    AverageClaim,
    Binding,
    BudgetLine,
    Claim,
    DifferenceClaim,
    GrowthClaim,
    Mention,
    RatioClaim,
    Role,
    SumClaim,
)
from toolkit.records.period import Period

SCALES = {"": Decimal(1), "万": Decimal(10**4), "亿": Decimal(10**8)}
LEVELS = {Role.LEVEL, Role.TOTAL}
ENOUGH_DIGITS = 4
TAILS = ("资金", "经费", "支出", "收入", "预算", "金额", "总额", "合计", "数", "额")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A figure with the name it goes by."""

    name: str
    quantity: Quantity
    period: Period | None = None
    line: bool = False


_MOST = 40  # operands; the work grows with their square, and in a longer list any one may be off
_MOST_GUESSED = 6
_TELLING = 3  # digits that a moved point is told by


@check("UN03", Severity.ERROR)
def magnitude_slip(dossier: Dossier) -> Outcomes:
    usual = Counter(m.quantity.unit.name for m in dossier.facts.of(Mention) if m.quantity.unit)
    accused: set[Span] = set()
    for claim in dossier.facts.of(Claim):
        for outcome in _of_claim(claim, usual):
            span = outcome.evidence[0].span
            if not isinstance(outcome, Hit) or span not in accused:
                yield outcome
            if isinstance(outcome, Hit):
                accused.add(span)
    for outcome in _twice(dossier, usual):
        if not isinstance(outcome, Hit) or not any(e.span in accused for e in outcome.evidence):
            yield outcome


def _of_claim(claim: Claim, usual: Counter[str]) -> Iterator[Outcome]:
    """Look for the one number that makes the claim hold when its unit is moved a step."""
    value, judgement = claim.one("value"), of_claim(claim)
    names = {_unit(o.quantity) for o in claim.operands if _scaled(o.quantity)}
    if not names or (value is not None and not value.value):
        return
    if isinstance(claim, SumClaim) and not any(part.quantity.value for part in claim.all("part")):
        return  # a printed zero may be anything below half its last place: any figure in 元 would fit it
    if judgement and judgement.verdict.holds:
        if len(names) > 1:
            yield Clear(evidence=cited(claim), recomputation=shown(claim, judgement))
        return
    if reread(claim) is not None:
        return
    partial = isinstance(claim, SumClaim) and not claim.complete
    if (judgement.verdict is not Verdict.INCONSISTENT) if judgement else not partial:
        return
    mended = sorted(
        _mended(claim), key=lambda found: (usual[_unit(found[0])], _scale(found[0]), -usual[_unit(found[1])])
    )
    if not mended:
        return
    printed, meant, judged = mended[0]
    if claim.binding is Binding.GUESSED:
        yield Unable(missing="能确定彼此关系的字句", evidence=_evidence(printed))
        return
    slip = "的单位像是差了一级" if _unit(printed) != _unit(meant) else "的小数点像是错了一位"
    yield Hit(
        message=f"“{printed.text}”{slip}：写作{_write(meant)}，这一句才算得拢",
        evidence=_evidence(printed, *(o.quantity for o in claim.operands if o.quantity.span != printed.span)),
        recomputation=shown(claim, judged),
        suggestion=f"{_write(printed)} 应为 {_write(meant)}",
    )


def _mended(claim: Claim) -> Iterator[tuple[Quantity, Quantity, Judgement]]:
    """Yield each number with its mended form and the arithmetic that then holds."""
    if len(claim.operands) > (_MOST_GUESSED if claim.binding is Binding.GUESSED else _MOST):
        return
    for i, operand in enumerate(claim.operands):
        others = list(_other_scales(operand.quantity)) if _movable(claim, operand.role) else []
        if others and isinstance(claim, SumClaim) and len(_digits(operand.quantity)) >= _TELLING:
            others += moved_points(operand.quantity)  # of a rate, RT04 tells that its own point is out of place
        due = _due(claim, i) if others else None
        for other in others:
            if due is not None and not _closed(interval(other)).meets(due):
                continue
            operands = tuple(replace(o, quantity=other) if o is operand else o for o in claim.operands)
            judgement = of_claim(replace(claim, operands=operands))
            if judgement and judgement.verdict.holds:
                yield operand.quantity, other, judgement


def _due(claim: Claim, index: int) -> Interval | None:
    """Return what a number must be, in base units, or None where only judging tells.

    Judging takes far longer than comparing. But differences and growth go by which number is the larger.
    """
    unit = claim.operands[index].quantity.unit
    if unit is None or isinstance(claim, DifferenceClaim | GrowthClaim):
        return None
    solution = solve(claim, index)
    return solution.scale(Fraction(unit.factor)) if solution else None


def _closed(numbers: Interval) -> Interval:
    """Return the numbers with both ends: a tie may have been rounded either way."""
    return Interval(numbers.lo, numbers.hi)


def _movable(claim: Claim, role: str) -> bool:
    """Tell whether a number of this role can be off by a scale: a rate cannot, what falls to one head is small."""
    match claim:
        case SumClaim():
            return role in {"total", "part"}
        case AverageClaim():
            return role == "total"
        case DifferenceClaim():
            return True
        case RatioClaim() | GrowthClaim():
            return role != "value"
        case _:
            return False


def _scaled(quantity: Quantity) -> bool:
    """Tell whether the unit is 元, 万元, 亿元 or their like."""
    unit = quantity.unit
    return unit is not None and bool(unit.base) and unit.name.removesuffix(unit.base) in SCALES


def _other_scales(quantity: Quantity) -> Iterator[Quantity]:
    unit = quantity.unit
    if unit is None or not _scaled(quantity) or not quantity.value or is_hedged(quantity):
        return
    for scale, factor in SCALES.items():
        if factor != unit.factor:
            yield replace(quantity, unit=replace(unit, name=scale + unit.base, factor=factor))


def _twice(dossier: Dossier, usual: Counter[str]) -> Iterator[Outcome]:
    """Compare figures of the same digits and the same name."""
    by_digits: dict[str, dict[tuple[object, ...], Named]] = {}
    for named in _figures(dossier):
        q = named.quantity
        if len(digits := _digits(q)) >= ENOUGH_DIGITS:
            said = (_core(named.name), q.value, _unit(q), named.period, named.line)
            by_digits.setdefault(digits, {}).setdefault(said, named)
    for group in by_digits.values():
        for one, other in combinations(sorted(group.values(), key=lambda n: n.quantity.span), 2):
            if outcome := _pair(one, other, usual):
                yield outcome


def _figures(dossier: Dossier) -> Iterator[Named]:
    per_head = one_of(dossier.knowledge.cues.mean)
    for m in dossier.facts.of(Mention):
        if m.role in LEVELS and m.label and not per_head.search(m.label):
            yield Named(name=m.label, quantity=m.quantity, period=m.period)
    for line in dossier.facts.of(BudgetLine):
        for quantity in (line.budgeted, line.income, line.spent):
            if quantity:
                yield Named(name=line.name, quantity=quantity, line=True)


def _digits(quantity: Quantity) -> str:
    """Return the digits as printed, without the point and the zeros that a moved point brings."""
    if not _scaled(quantity) or is_hedged(quantity) or quantity.value is None:
        return ""
    return f"{quantity.value:f}".replace(".", "").replace("-", "").strip("0")


def _pair(one: Named, other: Named, usual: Counter[str]) -> Outcome | None:
    p, q = one.quantity, other.quantity
    same_name = _core(one.name) == _core(other.name) and len(_core(one.name)) > 1
    if not _comparable(one, other) or not (same_name or _akin(one, other)):
        return None
    if as_printed(p) == as_printed(q):
        return Clear(evidence=_evidence(p, q)) if _unit(p) != _unit(q) and same_name else None
    if p.value == q.value and p.places == q.places:
        how = "数字相同，单位不同"
    elif same_name and _unit(p) == _unit(q) and _apart(p, q, Fraction(10)):
        how = "数字相同，小数点差一位"
    else:
        return None
    wrong, right = sorted((p, q), key=lambda each: (usual[_unit(each)], -each.span.start))
    name = min((one.name, other.name), key=len)
    return Hit(
        message=f"“{name}”一处是{_write(wrong)}，一处是{_write(right)}，{how}，必有一处写错",
        evidence=_evidence(wrong, right),
        suggestion=f"请核对；像是 {_write(wrong)} 应为 {_write(right)}",
        certainty=Certainty.CERTAIN if same_name else Certainty.POSSIBLE,
    )


def _comparable(one: Named, other: Named) -> bool:
    """Tell whether two figures measure the same kind of thing at times that may be the same."""
    p, q = one.quantity, other.quantity
    alike = p.span != q.span and p.unit is not None and q.unit is not None and p.unit.base == q.unit.base
    return alike and (one.period is None or other.period is None or one.period == other.period)


def _apart(p: Quantity, q: Quantity, times: Fraction) -> bool:
    return as_printed(p).scale(times) == as_printed(q) or as_printed(q).scale(times) == as_printed(p)


def _core(name: str) -> str:
    for tail in TAILS:
        name = name.removesuffix(tail)
    return name


def _akin(one: Named, other: Named) -> bool:
    """Tell whether one name holds the other, and more than the names alone speak for one thing."""
    short, long = sorted((_core(one.name), _core(other.name)), key=len)
    firm = one.line or other.line or one.quantity.value == other.quantity.value
    return firm and len(short) > 2 and short in long


def _unit(quantity: Quantity) -> str:
    return quantity.unit.name if quantity.unit else ""


def _scale(quantity: Quantity) -> Decimal:
    return quantity.unit.factor if quantity.unit else SCALES[""]


def _write(quantity: Quantity) -> str:
    return f"{quantity.value:f}{_unit(quantity)}"


def _evidence(*quantities: Quantity) -> tuple[Evidence, ...]:
    return tuple(Evidence(role="数字", span=q.span) for q in quantities)
