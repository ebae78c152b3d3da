"""分项与合计对不上

查什么：把列出的各项相加（相减），与所写的合计、差额比较；完整的清单（基本支出加项目支出、由……组成、合计）不等，
或“其中”各项之和超过总数的，列出；占比之和不是100%的也列出。表格按列核对合计、小计和上下级科目，按行核对增减额、结余和横向合计。

为何：合计是报表间勾稽的第一关，错一项，占比、人均、增长率都跟着错。

依据：GB/T 8170：每个数代表能修约到它的区间，各项区间之和与合计的区间不相交才算不符，项数越多容许的差越大。

有问题：
    全年支出合计350万元，其中：基本支出200万元、项目支出160万元。

没问题：
    全年支出合计350万元，其中：基本支出200万元、项目支出150万元。

局限：“其中”只列一部分的，不足总数不算错；只列一项、按个数计而多于总数的见 RT07，
错在单位或小数点的见 UN03；清单从哪里开始、到哪里结束拿不准的，列入“未能检查”；
只凭语序相配、差得远、又不是写错一位能解释的，只作提示。
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from toolkit.arithmetic import Verdict, is_slip, of_claim, reread, transposed
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.magnitudes import misplaced
from toolkit.checks.operands import cited, exceeding_part, mended, shown, stated
from toolkit.records import Certainty, Clear, Dimension, Evidence, Hit, Outcome, Severity, Unable
from toolkit.records.facts import Binding, Claim, DifferenceClaim, Facts, Operand, SumClaim

_WHOLE = Decimal(100)


@check("SM01", Severity.ERROR)
def sum_mismatch(dossier: Dossier) -> Outcomes:
    for claim in dossier.facts.of(Claim):
        if isinstance(claim, SumClaim):
            yield from _of_sum(claim, dossier.facts)
        elif isinstance(claim, DifferenceClaim) and stated(claim).unit is not None and not _in_percent(claim):
            yield from _judged(claim, dossier.facts)


def _in_percent(claim: DifferenceClaim) -> bool:
    """Leave differences of percentages that are written in per cent to UN01."""
    unit = stated(claim).unit
    return unit is not None and unit.dimension is Dimension.RATIO


def _of_sum(claim: SumClaim, facts: Facts) -> Iterator[Outcome]:
    if claim.one("total") is None:
        yield from _of_shares(claim)
        return
    yield from _judged(claim, facts)


def _judged(claim: Claim, facts: Facts) -> Iterator[Outcome]:
    judgement = of_claim(claim)
    if (judgement is None or not judgement.verdict.holds) and (other := reread(claim)) is not None:
        yield Clear(evidence=cited(other[0]), recomputation=shown(*other))
    elif judgement is not None and judgement.verdict.holds:
        yield Clear(evidence=cited(claim), recomputation=shown(claim, judgement))
    elif (judgement is None or claim.binding is Binding.GUESSED) and (other := transposed(claim)) is not None:
        result = shown(*other)
        yield Hit(
            message=f"写作 {result.stated}，按所列各数算是 {result.recomputed}，有一个数像是两位写颠倒了",
            evidence=cited(claim),
            recomputation=result,
            suggestion=mended(other[0], facts),
            certainty=Certainty.POSSIBLE,
            severity=Severity.WARNING,
        )
    elif judgement is None or claim.binding is Binding.GUESSED:
        yield Unable(missing="完整的分项，或可以确定的算式", evidence=cited(claim)[:1])
    elif misplaced(claim, facts):
        yield Unable(missing="写对了单位和小数点的金额", evidence=cited(claim)[:1])
    elif exceeding_part(claim):
        yield Unable(missing="数的是同一范围的部分与总数", evidence=cited(claim)[:1])
    else:
        slight = judgement.verdict is Verdict.OFF_BY_ONE or judgement.verdict.rounding_only
        sure, result = is_slip(claim, judgement), shown(claim, judgement)
        yield Hit(
            message=f"写作 {result.stated}，按所列各数算是 {result.recomputed}",
            evidence=cited(claim),
            recomputation=result,
            suggestion=mended(claim, facts),
            certainty=Certainty.CERTAIN if sure and not slight else Certainty.POSSIBLE,
            severity=Severity.INFO if not sure else Severity.WARNING if slight else None,
        )


def _of_shares(claim: SumClaim) -> Iterator[Outcome]:
    """Judge shares of one whole, which the text does not print as 100 %."""
    last = claim.operands[-1].quantity
    places = max(operand.quantity.places for operand in claim.operands)
    hundred = replace(last, value=_WHOLE, places=places, text="100%")
    whole = replace(claim, operands=(Operand(role="total", quantity=hundred), *claim.operands))
    judgement = of_claim(whole)
    evidence = tuple(Evidence(role="占比", span=o.quantity.span) for o in claim.operands)
    if judgement is None:
        yield Unable(missing="可以相加的占比", evidence=evidence[:1])
    elif judgement.verdict.holds or judgement.verdict.rounding_only:
        yield Clear(evidence=evidence, recomputation=shown(whole, judgement))
    elif claim.binding is Binding.GUESSED:
        yield Unable(missing="占比是否列全", evidence=evidence[:1])
    else:
        result = shown(whole, judgement)
        slight = judgement.verdict is Verdict.OFF_BY_ONE
        yield Hit(
            message=f"各项占比之和是 {result.recomputed}，不是100%",
            evidence=evidence,
            recomputation=result,
            suggestion="核对各项占比；有未列出的项目，写明“其他”",
            certainty=Certainty.POSSIBLE if slight else Certainty.CERTAIN,
            severity=Severity.WARNING if slight else None,
        )
