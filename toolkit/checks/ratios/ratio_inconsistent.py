"""比率与所依据的数对不上

查什么：由文中自己给出的数重算百分比、增长率、人均数和乘积，与所写的比较；
四舍五入或截尾可以解释的（见 RT02）、换成同一句中别的数就能算出的（见 RT03），不在此列。
表格里的占比、增减率和两列相除的比率，各行能印证的也核对。

为何：这是复核人最先验算、也最容易公开出错的数字。

依据：GB/T 8170 数值修约规则与极限数值的表示和判定：所写的数代表能修约到它的一段区间，区间与重算结果不相交才算不符。

有问题：
    共调查83人，满意74人，满意度92.15%。

没问题：
    共调查83人，满意74人，满意度89.16%。

局限：分子、分母不在同一句或上一句的，读不出来，列入“未能检查”；加权、同口径、剔除因素的比率不判断。
只凭语序相配的数，算出来差得远、又不是写错一位能解释的，多半另有所指，只作提示。
"""

from toolkit.arithmetic import Standing, Strength, Verdict, appraise, is_slip
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.operands import cited, hinted, is_beyond, mended, rates, shown, stated
from toolkit.checks.shares import forced
from toolkit.records import Certainty, Clear, Hit, Recomputation, Severity, Unable
from toolkit.records.facts import AverageClaim, GrowthClaim, ProductClaim, ProportionClaim, RatioClaim

_KINDS = (RatioClaim, GrowthClaim, AverageClaim, ProductClaim, ProportionClaim)


@check("RT01", Severity.ERROR)
def ratio_inconsistent(dossier: Dossier) -> Outcomes:
    for claim in rates(dossier.facts):
        if not isinstance(claim, _KINDS) or stated(claim).span in forced(dossier.facts):
            continue  # SM05 speaks of shares forced to add up
        found = appraise(claim)
        judgement, hypothesis = found.judgement, found.hypothesis
        match found.standing:
            case Standing.HOLDS if judgement:
                yield Clear(evidence=cited(claim), recomputation=shown(claim, judgement))
            case Standing.OTHERWISE if hypothesis:
                value = stated(claim).text
                yield Clear(
                    evidence=cited(claim)[:1],
                    recomputation=Recomputation(formula=hypothesis.text, stated=value, recomputed=value),
                )
            case Standing.OPEN:
                yield Unable(missing="可以确定的分子、分母（或基数）", evidence=cited(claim)[:1])
            case Standing.FAILS if is_beyond(claim.label, stated(claim), dossier.knowledge):
                yield Unable(missing="不超过100%的比率（见 RT05）", evidence=cited(claim)[:1])
            case Standing.FAILS if judgement:
                off_by_one = judgement.verdict is Verdict.OFF_BY_ONE
                sure = is_slip(claim, judgement) or (hypothesis is not None and hypothesis.strength is Strength.STRONG)
                yield Hit(
                    message=f"写作 {stated(claim).text}，由文中的数重算是 {shown(claim, judgement).recomputed}",
                    evidence=cited(claim),
                    recomputation=shown(claim, judgement),
                    suggestion=mended(claim, dossier.facts, least=2)
                    or hinted(hypothesis)
                    or mended(claim, dossier.facts),
                    certainty=Certainty.CERTAIN if sure and not off_by_one else Certainty.POSSIBLE,
                    severity=Severity.INFO if not sure else Severity.WARNING if off_by_one else None,
                )
            case _:
                pass  # RT02, RT03 and RT04 speak of the rest
