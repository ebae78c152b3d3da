"""分母用错了

查什么：某些比率的分母由名称就能确定（及时处理率、办结率以受理数为分母），用它算不出所写的百分比，
而换成同一句中另一个数能算出的，列出。

为何：换一个小的分母，完成率就变成100%，没有处理的事项从此看不见。

依据：knowledge/bases.toml，各比率的分母及出处。

有问题：
    热线全年受理工单500件，归档440件，及时处理440件，及时处理率100%。

没问题：
    热线全年受理工单500件，归档440件，及时处理440件，归档工单及时处理率100%。

局限：名称不能确定分母的比率，只提醒，不算错误。
"""

from toolkit.arithmetic import Standing, appraise
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.operands import cited, rates, shown, stated
from toolkit.records import Certainty, Clear, Evidence, Hit, Severity, Unable
from toolkit.records.facts import Binding, RatioClaim


@check("RT03", Severity.ERROR)
def denominator_swapped(dossier: Dossier) -> Outcomes:
    for claim in rates(dossier.facts):
        if not isinstance(claim, RatioClaim):
            continue
        found = appraise(claim)
        if found.standing is Standing.HOLDS and found.judgement:
            yield Clear(evidence=cited(claim), recomputation=shown(claim, found.judgement))
        elif found.standing is Standing.OPEN:
            yield Unable(missing="可以确定的分母", evidence=cited(claim)[:1])
        elif found.standing is Standing.SWAPPED and found.judgement and found.hypothesis:
            fixed = claim.binding is Binding.FIXED
            other = found.hypothesis.whole
            evidence = cited(claim)
            if other is not None and all(e.span != other.span for e in evidence):
                evidence = (*evidence, Evidence(role="实际所用", span=other.span))
            result = shown(claim, found.judgement)
            yield Hit(
                message=f"{stated(claim).text} 不是按“{claim.label}”应有的分母算的：应为 {result.recomputed}",
                evidence=evidence,
                recomputation=result,
                suggestion=f"{found.hypothesis.text}。按应有的分母改写，或在名称中写明所用的分母并说明其余部分",
                certainty=Certainty.CERTAIN if fixed else Certainty.POSSIBLE,
                severity=None if fixed else Severity.WARNING,
            )
