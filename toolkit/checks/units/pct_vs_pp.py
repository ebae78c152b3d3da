"""百分比之差写成了百分数

查什么：两个百分比相减，差应写“百分点”而写了“%”的；下降、减少用“倍”的，列出。

为何：“提高5%”与“提高5个百分点”相差很大，读者会算错。

依据：国家统计局统计词典：两个百分数之差以百分点表示；GB/T 15835。减少、降低不用倍数表示。

有问题：
    支出进度67.9%，超过序时目标50%的17.9%。

没问题：
    支出进度67.9%，超过序时目标50%的17.9个百分点。

局限：所写的百分数恰是相对变化（由50%升至60%，提高20%）的，不算错；相差和相对变化都说得通的，
只作提示。
"""

from collections.abc import Iterator

from toolkit.arithmetic import of_claim, of_growth
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.operands import cited, shown, stated
from toolkit.records import Certainty, Clear, Dimension, Evidence, Hit, Outcome, Severity, Unable
from toolkit.records.facts import DifferenceClaim, GrowthClaim


@check("UN01", Severity.ERROR)
def pct_vs_pp(dossier: Dossier) -> Outcomes:
    for claim in dossier.facts.of(DifferenceClaim):
        unit = stated(claim).unit
        if unit is not None and unit.dimension is Dimension.RATIO:
            yield from _percent(claim)
        elif unit is not None and unit.dimension is Dimension.POINTS:
            yield from _points(claim)
    for growth in dossier.facts.of(GrowthClaim):
        yield from _times(growth)


def _percent(claim: DifferenceClaim) -> Iterator[Outcome]:
    judgement, value = of_claim(claim), stated(claim)
    minuend, subtrahend = claim.one("minuend"), claim.one("subtrahend")
    assert minuend
    assert subtrahend
    relative = of_growth(value, base=subtrahend, current=minuend)
    both = judgement is not None and judgement.verdict.holds and relative is not None and relative.verdict.holds
    if both and judgement is not None:
        yield Hit(
            message=f"{minuend.text} 与 {subtrahend.text} 相差 {value.value} 个百分点，{value.text} 两种读法都说得通",
            evidence=cited(claim),
            recomputation=shown(claim, judgement),
            suggestion=f"指相差的，改为“{value.value}个百分点”；指增减幅度的，写明",
            certainty=Certainty.POSSIBLE,
            severity=Severity.INFO,
        )
    elif relative is not None and relative.verdict.holds:
        yield Clear(evidence=cited(claim), recomputation=shown(claim, relative))
    elif judgement is None or not judgement.verdict.holds:
        yield Unable(missing="能算出这个百分数的两个数", evidence=cited(claim)[:1])
    else:
        yield Hit(
            message=f"{minuend.text} 与 {subtrahend.text} 之差是百分点，不是 {value.text}",
            evidence=cited(claim),
            recomputation=shown(claim, judgement),
            suggestion=f"改为“{value.value}个百分点”",
        )


def _points(claim: DifferenceClaim) -> Iterator[Outcome]:
    judgement = of_claim(claim)
    if judgement is not None and judgement.verdict.holds:
        yield Clear(evidence=cited(claim), recomputation=shown(claim, judgement))


def _times(claim: GrowthClaim) -> Iterator[Outcome]:
    value = stated(claim)
    if claim.falls and value.unit is not None and value.unit.dimension is Dimension.TIMES:
        yield Hit(
            message=f"减少、降低不能用“{value.text}”表示",
            evidence=(Evidence(role="倍数", span=value.span),),
            suggestion="改写为减少百分之几，或降到原来的几分之几",
        )
