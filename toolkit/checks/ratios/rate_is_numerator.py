"""把分子当成了百分比

查什么：由分子、分母算不出所写的百分比，而它的数字与分子相同，或只是截去了分子的小数。

为何：填表时把分子抄进了比率一栏，重算一下就能发现。

依据：财预〔2020〕10号：自评数据应当真实、准确。

有问题：
    全年完成支出61.69万元，预算94.7万元，执行率61%。

没问题：
    全年完成支出61.69万元，预算94.7万元，执行率65.14%。

局限：分子是一位数的，可能只是巧合，不判断。
"""

from toolkit.arithmetic import Standing, appraise
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.operands import cited, rates, shown, stated
from toolkit.records import Clear, Hit, Severity, Unable
from toolkit.records.facts import RatioClaim


@check("RT08", Severity.ERROR)
def rate_is_numerator(dossier: Dossier) -> Outcomes:
    for claim in rates(dossier.facts):
        if not isinstance(claim, RatioClaim):
            continue
        found = appraise(claim)
        if found.standing is Standing.HOLDS and found.judgement:
            yield Clear(evidence=cited(claim), recomputation=shown(claim, found.judgement))
        elif found.standing is Standing.OPEN:
            yield Unable(missing="可以确定的分子、分母", evidence=cited(claim)[:1])
        elif found.standing is Standing.COPIED and found.judgement and found.hypothesis:
            result = shown(claim, found.judgement)
            yield Hit(
                message=f"写作 {stated(claim).text}，应为 {result.recomputed}：{found.hypothesis.text}",
                evidence=cited(claim),
                recomputation=result,
                suggestion=f"改为按 {result.formula} 算出的数",
            )
