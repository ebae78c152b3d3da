"""没有达到目标，却写成达到

查什么：把每项指标的实际值与目标值比较，没有达到而文中写“达到目标”、完成率写100%或给满分的，列出。
文中有分子、分母的，用重算出的未修约的值比较，不用写出来的百分比。

为何：把未完成的指标报成完成，是自评失实中最严重的一种。

依据：GB/T 8170 极限数值的判定：没有另作规定时，用全数值比较法；
分母按 knowledge/bases.toml，如及时处理率以受理数为分母。

有问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    一、产出指标完成情况
    质量指标为工程验收合格率，年度目标值为95%以上，验收工程52个，合格49个，合格率94.23%，指标完成率为100%。

没问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    一、产出指标完成情况
    质量指标为工程验收合格率，年度目标值为90%以上，验收工程52个，合格49个，合格率94.23%，指标完成率为100%。

局限：定性目标、实际值只是预计的指标不判断；目标值没有写“不低于”“不超过”的，按指标名称推断越高越好还是越低越好
（knowledge/directions.toml）。
"""

from collections.abc import Iterator

from toolkit.arithmetic import Attainment, completion_of
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.indicators import Reached, attained, lower_is_better, reached
from toolkit.knowledge import Knowledge
from toolkit.records import (
    Certainty,
    Clear,
    Evidence,
    Hit,
    Op,
    Outcome,
    Quantity,
    Recomputation,
    Severity,
    Span,
    Unable,
)
from toolkit.records.facts import AttainmentClaim, Binding, Indicator, Said, Standing


@check("TG01", Severity.ERROR)
def target_missed_claimed_met(dossier: Dossier) -> Outcomes:
    known: set[Span] = set()
    for standing in dossier.facts.of(Standing):
        indicator = standing.source
        if indicator.target is not None and indicator.actual is not None:
            known |= {indicator.target.span, indicator.actual.span}
            yield from _judged(dossier, standing, indicator.actual, indicator.target)
    for claim in dossier.facts.of(AttainmentClaim):
        actual, target = claim.one("value"), claim.one("target")
        if actual and target and not known & {actual.span, target.span} and claim.binding is not Binding.GUESSED:
            yield from _judged(dossier, _standing(claim, actual, target), actual, target)


def _standing(claim: AttainmentClaim, actual: Quantity, target: Quantity) -> Standing:
    """Take a target that running text says was reached as an indicator without a class."""
    indicator = Indicator(
        span=claim.span,
        level1=None,
        category=None,
        name=claim.label,
        name_span=actual.span,
        target=target,
        actual=actual,
        completion=claim.one("completion"),
    )
    return Standing(span=claim.span, source=indicator, said=Said.MET, at=claim.said)


def _judged(dossier: Dossier, claim: Standing, actual: Quantity, target: Quantity) -> Iterator[Outcome]:
    indicator = claim.source
    cited = (Evidence(role="实际值", span=actual.span), Evidence(role="目标值", span=target.span))
    if indicator.forecast:
        yield Unable(missing="全年的实际值：文中只有预计数或部分月份的数", evidence=cited)
        return
    result = reached(indicator, dossier.facts)
    outcome = attained(dossier.knowledge, indicator, result.value) if result else None
    if result is None or outcome is None or outcome is Attainment.UNDECIDED:
        yield Unable(missing="可以与实际值比较的目标值（有数值、单位相同）", evidence=cited)
        return
    shown = Recomputation(
        formula=result.formula or f"{actual.text} 与目标 {target.text} 比较",
        stated=target.text,
        recomputed=result.shown,
    )
    if outcome is Attainment.MET:
        yield Clear(evidence=cited, recomputation=shown)
    elif claim.said is Said.NOTHING:
        yield Unable(missing="是否达到目标的说法", evidence=cited)
    elif claim.said is Said.UNMET:
        yield Clear(evidence=cited, recomputation=shown)
    else:
        yield _hit(dossier.knowledge, claim, result, cited, shown)


def _hit(
    knowledge: Knowledge,
    claim: Standing,
    result: Reached,
    cited: tuple[Evidence, ...],
    shown: Recomputation,
) -> Hit:
    """Accuse; what rests on a direction read off the name, on full marks alone or on rounding only may be a fault."""
    indicator, target = claim.source, claim.source.target
    assert target
    less_is_better = lower_is_better(knowledge, indicator)
    guessed = less_is_better and target.op not in {Op.LE, Op.LT}
    only_marks = indicator.got is not None and claim.at == indicator.got.span
    operands = result.claim.operands if result.claim else ()
    evidence = list(cited)
    if claim.at is not None:
        evidence.insert(1, Evidence(role="达标的说法", span=claim.at))
    named = {"whole": "分母", "part": "分子", "base": "基数", "current": "本期数"}
    evidence += [Evidence(role=named[o.role], span=o.quantity.span) for o in operands if o.role in named]
    less = "高于" if less_is_better else "低于"
    if result.refuted:
        message = f"按文中的分母重算为 {result.shown}，{less}目标 {target.text}，却写成达到目标"
        advice = f"按 {result.formula} 改写为 {result.shown} 并说明未达标；如果另有口径，请写明分母。"
    else:
        message = f"实际 {result.shown}，{less}目标 {target.text}，却写成达到目标"
        advice = "如实写为未达到目标并说明原因；如果实际值或目标值写错，请改正。"
    doubtful = guessed or only_marks or _is_rounded_away(indicator, result)
    return Hit(
        message=message,
        evidence=tuple(evidence),
        recomputation=shown,
        suggestion=advice,
        certainty=Certainty.POSSIBLE if doubtful else Certainty.CERTAIN,
        severity=Severity.WARNING if doubtful else None,
    )


def _is_rounded_away(indicator: Indicator, result: Reached) -> bool:
    """Tell whether the rate of completion of a count is 100 % only because it was rounded: 1999 of 2000."""
    completion, actual, target = indicator.completion, indicator.actual, indicator.target
    if completion is None or actual is None or target is None or actual.percent or result.claim is not None:
        return False
    judgement = completion_of(completion, actual, target)
    return judgement is not None and judgement.verdict.holds
