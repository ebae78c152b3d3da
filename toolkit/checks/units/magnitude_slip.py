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
from dataclasses import dataclass
from itertools import combinations

from toolkit.arithmetic import as_printed, of_claim
from toolkit.arithmetic.fraction import Fraction
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.magnitudes import digits_of, is_scaled, misplaced, unit_of, usual_units
from toolkit.checks.operands import cited, shown
from toolkit.knowledge.patterns import one_of
from toolkit.records import Certainty, Clear, Evidence, Hit, Outcome, Quantity, Severity, Span, Unable
from toolkit.records.facts import BudgetLine, Claim, Facts, Mention, Role
from toolkit.records.period import Period

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


@check("UN03", Severity.ERROR)
def magnitude_slip(dossier: Dossier) -> Outcomes:
    usual = usual_units(dossier.facts)
    accused: set[Span] = set()
    for claim in dossier.facts.of(Claim):
        for outcome in _of_claim(claim, dossier.facts):
            span = outcome.evidence[0].span
            if not isinstance(outcome, Hit) or span not in accused:
                yield outcome
            if isinstance(outcome, Hit):
                accused.add(span)
    for outcome in _twice(dossier, usual):
        if not isinstance(outcome, Hit) or not any(e.span in accused for e in outcome.evidence):
            yield outcome


def _of_claim(claim: Claim, facts: Facts) -> Iterator[Outcome]:
    """Tell of the one number that makes the claim hold when its unit or its point is moved a step."""
    judgement = of_claim(claim)
    if judgement and judgement.verdict.holds:
        if len({unit_of(o.quantity) for o in claim.operands if is_scaled(o.quantity)}) > 1:
            yield Clear(evidence=cited(claim), recomputation=shown(claim, judgement))
        return
    found = misplaced(claim, facts)
    if found is None:
        return
    if not found.sure:
        yield Unable(missing="能确定彼此关系的字句", evidence=_evidence(found.printed))
        return
    printed, meant = found.printed, found.meant
    slip = "的单位像是差了一级" if unit_of(printed) != unit_of(meant) else "的小数点像是错了一位"
    yield Hit(
        message=f"“{printed.text}”{slip}：写作{_write(meant)}，这一句才算得拢",
        evidence=_evidence(printed, *(o.quantity for o in claim.operands if o.quantity.span != printed.span)),
        recomputation=shown(claim, found.judgement),
        suggestion=f"{_write(printed)} 应为 {_write(meant)}",
    )


def _twice(dossier: Dossier, usual: Counter[str]) -> Iterator[Outcome]:
    """Compare figures of the same digits and the same name."""
    by_digits: dict[str, dict[tuple[object, ...], Named]] = {}
    for named in _figures(dossier):
        q = named.quantity
        if len(digits := digits_of(q)) >= ENOUGH_DIGITS:
            said = (_core(named.name), q.value, unit_of(q), named.period, named.line)
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


def _pair(one: Named, other: Named, usual: Counter[str]) -> Outcome | None:
    p, q = one.quantity, other.quantity
    same_name = _core(one.name) == _core(other.name) and len(_core(one.name)) > 1
    if not _comparable(one, other) or not (same_name or _akin(one, other)):
        return None
    if as_printed(p) == as_printed(q):
        return Clear(evidence=_evidence(p, q)) if unit_of(p) != unit_of(q) and same_name else None
    if p.value == q.value and p.places == q.places:
        how = "数字相同，单位不同"
    elif same_name and unit_of(p) == unit_of(q) and _apart(p, q, Fraction(10)):
        how = "数字相同，小数点差一位"
    else:
        return None
    wrong, right = sorted((p, q), key=lambda each: (usual[unit_of(each)], -each.span.start))
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


def _write(quantity: Quantity) -> str:
    return f"{quantity.value:f}{unit_of(quantity)}"


def _evidence(*quantities: Quantity) -> tuple[Evidence, ...]:
    return tuple(Evidence(role="数字", span=q.span) for q in quantities)
