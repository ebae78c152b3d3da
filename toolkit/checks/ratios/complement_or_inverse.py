"""写成了反面、倒数，或错了小数点

查什么：由分子、分母算不出所写的百分比，而算成另一部分的比例（1减去它）、把分子分母颠倒、或移动小数点就能算出的，列出。

为何：这类笔误一眼看不出，改正却很容易。

依据：GB/T 8170：重算区间与所写的数不相交，而与上述某一种变换后的区间相交。

有问题：
    共抽查档案480份，合格432份，合格率111.11%。

没问题：
    共抽查档案480份，合格432份，合格率90%。

局限：位数太少、可能只是巧合的百分比，不判断；错在金额的单位或小数点的见 UN03；
只凭语序相配、差得远、又不是写错一位能解释的，只作提示。
"""

from toolkit.arithmetic import Standing, appraise, is_slip
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.magnitudes import misplaced
from toolkit.checks.operands import cited, rates, shown, stated
from toolkit.records import Certainty, Clear, Hit, Severity, Unable
from toolkit.records.facts import GrowthClaim, RatioClaim


@check("RT04", Severity.ERROR)
def complement_or_inverse(dossier: Dossier) -> Outcomes:
    for claim in rates(dossier.facts):
        if not isinstance(claim, RatioClaim | GrowthClaim):
            continue
        found = appraise(claim)
        if found.standing is Standing.HOLDS and found.judgement:
            yield Clear(evidence=cited(claim), recomputation=shown(claim, found.judgement))
        elif found.standing is Standing.OPEN:
            yield Unable(missing="可以确定的分子、分母", evidence=cited(claim)[:1])
        elif misplaced(claim, dossier.facts):
            yield Unable(missing="写对了单位和小数点的金额", evidence=cited(claim)[:1])
        elif found.standing is Standing.SLIPPED and found.judgement and found.hypothesis:
            result = shown(claim, found.judgement)
            sure = found.judgement.computed.lo >= 0 or is_slip(claim, found.judgement)  # no share is below nothing
            yield Hit(
                message=f"写作 {stated(claim).text}，应为 {result.recomputed}：{found.hypothesis.text}",
                evidence=cited(claim),
                recomputation=result,
                suggestion=f"改为按 {result.formula} 算出的数",
                certainty=Certainty.CERTAIN if sure else Certainty.POSSIBLE,
                severity=None if sure else Severity.INFO,
            )
