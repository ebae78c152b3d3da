"""占比凑成了100%

查什么：一组占比正好加到100%，其中一个末位差一，其余都对：像是为了凑足100%改过。

为何：各项占比分别修约，加起来可以是99.9%或100.1%；改动一个数去凑，这一项就不实了。

依据：GB/T 8170-2008：各数分别修约一次；合计可以注明“因四舍五入，各项占比之和可能不等于100%”。

有问题：
    支出总额300.00万元，其中：甲类支出100.00万元，占33.3%；乙类支出100.00万元，占33.3%；丙类支出100.00万元，占33.4%。

没问题：
    支出总额200万元，其中：甲类支出50万元，占25%；乙类支出150万元，占75%。

局限：只看能确定同一个总数的占比；差得更多的见 RT01；金额自身也经过修约，差一点就能进位的，
只在其余各项都对、合计正好100%时提示。
"""

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.operands import cited, shown, stated
from toolkit.checks.shares import forced, sets
from toolkit.records import Clear, Evidence, Hit, Severity


@check("SM05", Severity.INFO)
def forced_shares(dossier: Dossier) -> Outcomes:
    off = forced(dossier.facts)
    for found in off.values():
        result = shown(found.claim, found.judgement)
        others = tuple(Evidence(role="其余占比", span=stated(other).span) for other in found.others)
        yield Hit(
            message=f"各项占比正好加到100%，但这一项应为 {result.recomputed}，写作 {result.stated}",
            evidence=(*cited(found.claim), *others),
            recomputation=result,
            suggestion="按实际占比写，另注“因四舍五入，合计可能不等于100%”",
        )
    for claims in sets(dossier.facts):
        if not any(stated(claim).span in off for claim in claims):
            yield Clear(evidence=tuple(Evidence(role="占比", span=stated(claim).span) for claim in claims))
