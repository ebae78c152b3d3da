"""基数是零或负数，却写了增长率

查什么：增长率的基数（上年数、上期数）是零或负数的，列出。

为何：从无到有、由亏转盈都没有增长率可言，写出的百分数没有意义，读者会误解。

依据：国家统计局统计词典：增长速度以基期水平为分母，基期为零或负数时无可比性。

有问题：
    该项资金收支差额由上年的-12249万元增加到28814万元，增长335.2%。

没问题：
    公用经费由上年的250万元增加到300万元，增长20%。

局限：基数要写在同一句里，或能由本期数与增减额算出；写“无可比性”的不在此列。
"""

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.operands import stated
from toolkit.records import Certainty, Clear, Evidence, Hit, Severity, Unable
from toolkit.records.facts import Binding, GrowthClaim


@check("RT09", Severity.WARNING)
def growth_from_nothing(dossier: Dossier) -> Outcomes:
    for claim in dossier.facts.of(GrowthClaim):
        rate, base = stated(claim), claim.one("base")
        if base is None:
            yield Unable(missing="写出的基数", evidence=(Evidence(role="增长率", span=rate.span),))
            continue
        cited = (Evidence(role="增长率", span=rate.span), Evidence(role="基数", span=base.span))
        if base.value is not None and base.value > 0:
            yield Clear(evidence=cited)
            continue
        yield Hit(
            message=f"基数 {base.text} 是{'负数' if base.value else '零'}，增长率 {rate.text} 没有意义",
            evidence=cited,
            suggestion="删去增长率，只写增减额，或写“上年无此项，无可比性”",
            certainty=Certainty.POSSIBLE if claim.binding is Binding.GUESSED else Certainty.CERTAIN,
            severity=Severity.INFO if claim.binding is Binding.GUESSED else None,
        )
