"""指标完成率不等于实际值除以目标值

查什么：由实际值和目标值重算指标完成率，与所写的比较；超过100%的按100%记也算对。

为何：完成率直接决定得分，是财政部门复核时逐项验算的数。

依据：财预〔2020〕10号：完成率为实际完成值与目标值之比；修约按 GB/T 8170；按100%记的说法见 knowledge/plans.toml 的 cap。

有问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    一、产出指标完成情况
    数量指标为开展文化活动场次，年度目标值为48场，实际开展42场，指标完成率为92%。

没问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    一、产出指标完成情况
    数量指标为开展文化活动场次，年度目标值为48场，实际开展42场，指标完成率为87.5%。

局限：越低越好的指标，各地算法不一，合于一种就算对，都不合的不判断；定性目标和目标为0的指标没有完成率可算。
未达标却写100%的由 TG01 报告。
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from toolkit.arithmetic import Attainment, Judgement, Verdict, as_printed, completion_of
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.indicators import attained, fits, lower_is_better, reached
from toolkit.checks.once import once
from toolkit.checks.passages import says
from toolkit.knowledge import Knowledge
from toolkit.knowledge.patterns import any_of, one_of
from toolkit.records import Clear, Evidence, Hit, Op, Outcome, Quantity, Recomputation, Severity, Unable
from toolkit.records.facts import Indicator


@check("TG02", Severity.WARNING)
def completion_rate_mismatch(dossier: Dossier) -> Outcomes:
    rule = any(says(dossier.document, pattern) for pattern in _cap_rules(dossier.knowledge))
    capped: list[Quantity] = []
    for indicator in dossier.facts.of(Indicator):
        completion, actual, target = indicator.completion, indicator.actual, indicator.target
        if completion is not None and actual is not None and target is not None:
            yield from _judged(dossier, indicator, (completion, actual, target), capped, rule)
    if capped:
        yield Hit(
            message=f"有 {len(capped)} 项指标实际值超过目标，完成率按100%记，文中没有说明超过部分怎样计",
            evidence=tuple(Evidence(role="按100%记的完成率", span=completion.span) for completion in capped),
            suggestion="在自评说明中写明“完成率超过100%的按100%计”，或如实写出超额完成的比例。",
            severity=Severity.INFO,
        )


def _judged(
    dossier: Dossier,
    indicator: Indicator,
    figures: tuple[Quantity, Quantity, Quantity],
    capped: list[Quantity],
    has_rule: bool,
) -> Iterator[Outcome]:
    """Judge one indicator; what is right only because 100 % is the cap goes on the list, unless a rule says so."""
    completion, actual, target = figures
    cited = tuple(
        Evidence(role=role, span=q.span) for role, q in zip(("完成率", "实际值", "目标值"), figures, strict=True)
    )
    if indicator.forecast or target.op is Op.RANGE or not fits(actual, target):
        yield Unable(missing="可以相除的实际值与目标值", evidence=cited)
        return
    plain = completion_of(completion, actual, target)
    if plain is None:
        yield Unable(missing="不为零的目标数值", evidence=cited)
        return
    if lower_is_better(dossier.knowledge, indicator):
        yield _of_less(dossier, indicator, figures, cited, plain)
    elif plain.verdict.holds:
        yield Clear(evidence=cited, recomputation=_shown(completion, plain))
    elif (limited := completion_of(completion, actual, target, capped=True)) and limited.verdict.holds:
        if has_rule:
            yield Clear(evidence=cited, recomputation=_shown(completion, limited))
        else:
            capped.append(completion)
    elif not _is_missed_and_called_done(dossier, indicator, completion):
        slight = plain.verdict is not Verdict.INCONSISTENT
        yield Hit(
            message=f"完成率写作 {completion.text}，由实际值和目标值重算为 {plain.recomputed}%",
            evidence=cited,
            recomputation=_shown(completion, plain),
            suggestion=f"改为 {plain.recomputed}%，或核对实际值、目标值。",
            severity=Severity.INFO if slight else None,
        )


def _of_less(
    dossier: Dossier,
    indicator: Indicator,
    figures: tuple[Quantity, Quantity, Quantity],
    cited: tuple[Evidence, ...],
    plain: Judgement,
) -> Outcome:
    """Judge where less is better: actual over target, target over actual, or 100 % for what was kept."""
    completion, actual, target = figures
    unknown = Unable(missing="越低越好的指标怎样计算完成率", evidence=cited)
    if _is_missed_and_called_done(dossier, indicator, completion):
        return unknown
    turned = completion_of(completion, replace(target, op=Op.EQ), actual)
    for judgement in (plain, turned):
        if judgement is not None and judgement.verdict.holds:
            return Clear(evidence=cited, recomputation=_shown(completion, judgement))
    result = reached(indicator, dossier.facts)
    kept = result is not None and attained(dossier.knowledge, indicator, result.value) is Attainment.MET
    if not kept or not _is_full(completion):
        return unknown
    formula = f"{actual.text} 在目标 {target.text} 以内，记100%"
    return Clear(
        evidence=cited,
        recomputation=Recomputation(formula=formula, stated=completion.text, recomputed="100%"),
    )


def _is_missed_and_called_done(dossier: Dossier, indicator: Indicator, completion: Quantity) -> bool:
    result = reached(indicator, dossier.facts)
    return (
        result is not None
        and _is_full(completion)
        and attained(dossier.knowledge, indicator, result.value) is Attainment.MISSED
    )


def _is_full(completion: Quantity) -> bool:
    return as_printed(completion).lo >= 100


@once
def _cap_rules(knowledge: Knowledge) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of a rule that counts no more than 100 %."""
    words = knowledge.plans.cap
    above, counted = any_of(words.above), any_of(words.counted)
    return one_of(words.said), re.compile(f"(?:{above})[^。;]{{0,14}}(?:{counted})[^。;]{{0,6}}100%")


def _shown(completion: Quantity, judgement: Judgement) -> Recomputation:
    return Recomputation(formula=judgement.formula, stated=completion.text, recomputed=f"{judgement.recomputed}%")
