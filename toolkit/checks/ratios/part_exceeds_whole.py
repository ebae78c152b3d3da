"""部分多于全体

查什么：合格、达标、参保一类最多100%的比率，所依据的分子大于分母；“共有……个，其中……个”，其中的比总数还多；
“指出问题4个，整改5个”一类相邻的两个数，没有写比率的，作警告。

为何：部分不可能多于全体；多出来的，不是数错了对象，就是把不同范围的数放到了一起。

依据：knowledge/metrics.toml 的 capped：最多100%的比率。

有问题：
    全县应参保学校270所，实际参保275所，参保率98%。

没问题：
    全县应参保学校275所，实际参保270所，参保率98.18%。

局限：比率写成超过100%的见 RT05；完成率可以超过100%，不在此列；“其中”列出几项、加起来多于总数的，和金额，见 SM01。
"""

import re
from itertools import pairwise

from toolkit.arithmetic import Standing, appraise, as_printed, is_hedged
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.operands import exceeding_part, rates, stated
from toolkit.checks.passages import passage
from toolkit.knowledge import Knowledge
from toolkit.knowledge.shapes import BaseEntry
from toolkit.records import Certainty, Clear, Dimension, Evidence, Hit, Severity, Unable
from toolkit.records.facts import Binding, Claim, Mention, RatioClaim, SumClaim

_LEFT = re.compile("上年|往年|历年|历史|遗留|存量|结转|累计|旧|其他")
_PLANNED = re.compile("计划|目标|任务|安排|预算")
_ADVERBS = re.compile("^(?:已|当年|年内|全部|均|其中)+|(?:完成|到位)$")
_DUE = re.compile("应(?!急|用)")


@check("RT07", Severity.ERROR)
def part_exceeds_whole(dossier: Dossier) -> Outcomes:
    yield from _of_lists(dossier)
    yield from _of_neighbours(dossier)
    for claim in rates(dossier.facts):
        rate, part, whole = stated(claim), claim.one("part"), claim.one("whole")
        if not isinstance(claim, RatioClaim) or not _is_capped(claim, dossier.knowledge):
            continue
        sure = claim.binding is not Binding.GUESSED or _is_due(claim) or _is_named(claim, dossier.knowledge)
        if (
            not sure
            or part is None
            or whole is None
            or len(claim.all("part")) > 1
            or is_hedged(part)
            or is_hedged(whole)
        ):
            yield Unable(missing="能确定的分子、分母", evidence=(Evidence(role="比率", span=rate.span),))
            continue
        cited = (Evidence(role="分子", span=part.span), Evidence(role="分母", span=whole.span))
        if as_printed(part).lo <= as_printed(whole).hi:
            yield Clear(evidence=cited)
        elif as_printed(rate).lo <= 100 and appraise(claim).standing in {Standing.FAILS, Standing.OPEN}:
            yield Hit(
                message=f"{part.text}多于{whole.text}：{claim.label}的分子不能大于分母",
                evidence=cited,
                suggestion="核对两个数是否数的同一范围；超出的部分写明原因，或改正写错的数",
            )


def _of_lists(dossier: Dossier) -> Outcomes:
    """Judge what is said to be among others: 行政村12个，其中13个通了公路."""
    for claim in dossier.facts.of(SumClaim):
        if claim.binding is not Binding.GUESSED and (found := exceeding_part(claim)):
            part, whole = found
            yield Hit(
                message=f"{part.text}多于{whole.text}：其中的一部分不能多于总数",
                evidence=(Evidence(role="部分", span=part.span), Evidence(role="总数", span=whole.span)),
                suggestion="核对两个数是否数的同一范围，改正写错的一个",
            )


def _of_neighbours(dossier: Dossier) -> Outcomes:
    """Judge two counts side by side of which one is of the other, without a rate: 指出问题4个，整改5个."""
    capped = dossier.knowledge.metrics.capped.names
    deeds = [e for e in dossier.knowledge.bases.base if not e.varied and any(r.endswith(capped) for r in e.rates)]
    used = {o.quantity.span for claim in dossier.facts.of(RatioClaim) for o in claim.operands}
    for whole, part in pairwise(dossier.facts.of(Mention)):
        one, other = whole.quantity, part.quantity
        if whole.sentence != part.sentence or one.unit is None or one.unit != other.unit or other.span in used:
            continue
        if (
            one.unit.dimension is not Dimension.COUNT
            or is_hedged(one)
            or is_hedged(other)
            or None in (one.value, other.value)
        ):
            continue
        if as_printed(other).lo <= as_printed(one).hi or not any(_is_of(part.label, whole.label, e) for e in deeds):
            continue
        if not _LEFT.search(passage(dossier.document, other.span).sentence().text):
            yield Hit(
                message=f"{other.text}多于{one.text}：办成的不能多于该办的",
                evidence=(Evidence(role="办成数", span=other.span), Evidence(role="应办数", span=one.span)),
                suggestion="核对两个数；含有上年结转的，写明结转多少",
                certainty=Certainty.POSSIBLE,
                severity=Severity.WARNING,
            )


def _is_of(part: str, whole: str, entry: BaseEntry) -> bool:
    """Tell whether one figure is called only by what was done, and the other by what there was to do."""
    bare = _ADVERBS.sub("", part)
    if _PLANNED.search(whole):
        return False  # more than was planned may be done
    return bare in entry.part and any(word in whole for word in entry.whole if len(word) > 1)


def _is_due(claim: Claim) -> bool:
    """Tell whether the whole is called what is due (应参保), so that nothing else can be meant."""
    return any(_DUE.search(operand.label) for operand in claim.all("whole"))


def _is_named(claim: Claim, knowledge: Knowledge) -> bool:
    """Tell whether the words name both, and no other number is near: 发现隐患35处，整改36处，整改率100%."""
    name = "".join(claim.label.split())
    entry = next((e for e in knowledge.bases.base if name.endswith(e.rates)), None)
    part, whole = claim.all("part"), claim.all("whole")
    if entry is None or entry.varied or not part or not whole or part[0].quantity.unit != whole[0].quantity.unit:
        return False
    named = any(w in part[0].label for w in entry.part) and any(w in whole[0].label for w in entry.whole)
    others = (o for o in claim.rivals if o.quantity.unit == whole[0].quantity.unit)
    return named and not _LEFT.search(part[0].label) and not any(others)


def _is_capped(claim: Claim, knowledge: Knowledge) -> bool:
    """Tell whether a rate of this name never exceeds 100 %."""
    name, capped = "".join(claim.label.split()), knowledge.metrics.capped
    return name.endswith(capped.names) and not name.endswith(capped.exceptions)
