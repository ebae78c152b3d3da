"""比率超过100%，或得分超出分值

查什么：合格率、参保率、覆盖率、满意度一类最多100%的比率是否超过100%或为负；得分是否高于分值或为负。

为何：部分不可能多于全体，得分不可能多于满分；一旦出现，不是分母取错，就是数字写错。

依据：knowledge/metrics.toml 的 capped：最多100%的比率（完成率、增长率、控制率、毛入学率可以超过，不在此列）；
财预〔2020〕10号：各项得分以分值为限。

有问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    应参保23450人，实际参保23720人，参保率达到101.15%。

没问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    一、自评得分
    绩效信息公开情况，分值2分，自评得分2分。

局限：只看名称表明最多100%的比率；比率在0到100%之间，不等于算得对，所以不列为已核对。
"""

from collections.abc import Iterator

from toolkit.arithmetic import as_printed, of_claim
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.operands import is_beyond, shown, stated
from toolkit.records import Clear, Evidence, Hit, Outcome, Quantity, Recomputation, Severity
from toolkit.records.facts import Binding, Claim, Indicator, Mention, RatioClaim, Role, ScoreLine, TotalScore


@check("RT05", Severity.ERROR)
def out_of_bounds(dossier: Dossier) -> Outcomes:
    facts = dossier.facts
    rates = {m.quantity.span: (m.label, m.quantity) for m in facts.of(Mention) if m.role in {Role.RATE, Role.LEVEL}}
    rates |= {i.actual.span: (i.name, i.actual) for i in facts.of(Indicator) if i.actual is not None}
    claims = {stated(claim).span: claim for claim in facts.of(RatioClaim) if claim.binding is not Binding.GUESSED}
    for label, rate in rates.values():
        if is_beyond(label, rate, dossier.knowledge):
            yield _of_rate("".join(label.split()), rate, claims.get(rate.span))
    for line in facts.of(ScoreLine):
        yield from _of_score(line.name, line.full, line.got)
    for indicator in facts.of(Indicator):
        yield from _of_score(indicator.name, indicator.full, indicator.got)
    for total in facts.of(TotalScore):
        yield from _of_score("总分", total.full, total.got)


def _of_rate(label: str, rate: Quantity, claim: Claim | None) -> Hit:
    """Tell of a rate beyond its bounds, with what its own figures give where the text has them."""
    judgement = of_claim(claim) if claim else None
    return Hit(
        message=f"{label}写作 {rate.text}，这类比率应在0到100%之间",
        evidence=(Evidence(role="比率", span=rate.span),),
        recomputation=shown(claim, judgement) if claim and judgement else None,
        suggestion="核对分子、分母：多半是分母取小了，或实际数里有不在应数之内的。",
    )


def _of_score(name: str, full: Quantity | None, got: Quantity | None) -> Iterator[Outcome]:
    if full is None or got is None or full.value is None or got.value is None:
        return
    cited = (Evidence(role="得分", span=got.span), Evidence(role="分值", span=full.span))
    score, most = as_printed(got), as_printed(full)
    name = "".join(name.split())
    if score.lo > most.hi:
        yield Hit(
            message=f"“{name}”得分 {got.value:f}，高于分值 {full.value:f}",
            evidence=cited,
            suggestion=f"得分最多为 {full.value:f} 分，请核对得分或分值，并重算总分。",
        )
    elif score.hi < 0:
        yield Hit(
            message=f"“{name}”得分为负（{got.value:f}）",
            evidence=cited,
            suggestion="各项得分以扣完为止，最低为0分，请核对。",
        )
    else:
        limits = Recomputation(
            formula=f"0 ≤ {got.value:f} ≤ {full.value:f}", stated=f"{got.value:f}分", recomputed="在分值以内"
        )
        yield Clear(evidence=cited, recomputation=limits)
