"""百分比是截尾得来的，没有四舍五入

查什么：由文中的数重算，所写的百分比只有截去尾数、一律进位或两次修约才能解释的，列出。

为何：差一个末位数字，公开后读者一验算就会发现；各处取舍不一，合计也会对不上。

依据：GB/T 8170 数值修约规则：一次修约到位，不得连续修约；恰为一半时，四舍五入和奇进偶舍都算对。

有问题：
    共调查83人，满意74人，满意度89.15%。

没问题：
    受理信访320宗，调解成功310宗，调解成功率96.88%。

局限：分子、分母只是推测的，不在此列。
"""

from toolkit.arithmetic import Judgement, Standing, Verdict, appraise
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.operands import cited, rates, shown, stated
from toolkit.checks.shares import forced
from toolkit.records import Clear, Hit, Severity
from toolkit.records.facts import AverageClaim, Claim, GrowthClaim, RatioClaim

_HOW = {
    Verdict.TRUNCATED: "是截去尾数得到的",
    Verdict.ROUNDED_UP: "是一律进位得到的",
    Verdict.DOUBLE_ROUNDED: "是先后修约两次得到的",
}


@check("RT02", Severity.WARNING)
def ratio_truncated(dossier: Dossier) -> Outcomes:
    for claim in rates(dossier.facts):
        if stated(claim).span in forced(dossier.facts):
            continue  # SM05 speaks of shares forced to add up
        if not isinstance(claim, RatioClaim | GrowthClaim | AverageClaim):
            continue
        found = appraise(claim)
        if found.judgement is None:
            continue
        if found.standing is Standing.ROUNDED:
            yield _hit(claim, found.judgement)
        elif found.standing is Standing.HOLDS:
            yield Clear(evidence=cited(claim), recomputation=shown(claim, found.judgement))


def _hit(claim: Claim, judgement: Judgement) -> Hit:
    result = shown(claim, judgement)
    return Hit(
        message=f"{stated(claim).text} {_HOW[judgement.verdict]}，按四舍五入应从 {result.recomputed} 修约",
        evidence=cited(claim),
        recomputation=result,
        suggestion="按四舍五入修约到同样的位数，并检查同类数字",
    )
