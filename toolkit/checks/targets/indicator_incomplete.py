"""指标缺少目标值或实际值

查什么：每项绩效指标是否既有目标值又有实际值；两者都没有、只写完成率的，以及缺其中一项的，列出。

为何：没有目标值和实际值，“完成率100%”就无从核对，复核时会被要求补充。

依据：财预〔2020〕10号 自评表：年度指标值、实际完成值是必填栏。

有问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    一、产出指标完成情况
    质量指标为各类补贴及时发放率，指标完成率为100%。

没问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    一、产出指标完成情况
    质量指标为补贴及时发放率，年度目标值为95%以上，实际及时发放率为98%，指标完成率为100%。

局限：只看自评报告；定性指标和注明另附表格的不判断；指标名称与佐证是否相称要由人看。
"""

import re

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.passages import says
from toolkit.checks.sections import in_section
from toolkit.records import Clear, Evidence, Hit, Op, Outcome, Severity, Unable
from toolkit.records.facts import Form, Indicator

_ATTACHED = re.compile("(?:详见|见)(?:附件|附表|后附|所附)|(?:附件|附表)\\d?[:：]")
_OF_PLAN = re.compile("绩效目标(?!完成|实现|达成)|年度目标(?!完成|实现|达成)|指标设置")


@check("TG03", Severity.WARNING)
def indicator_incomplete(dossier: Dossier) -> Outcomes:
    identity = dossier.facts.identity
    if identity is None or identity.form is Form.OTHER:
        yield Unable(missing="绩效自评报告（本文不是自评报告，或看不出是）", evidence=())
        return
    indicators = dossier.facts.of(Indicator)
    reported = {_bare(i.name) for i in indicators if i.actual is not None}
    attached = says(dossier.document, _ATTACHED)
    for indicator in indicators:
        planned = indicator.completion is None and _is_plan(dossier, indicator)
        if indicator.actual is None and (_bare(indicator.name) in reported or planned):
            continue
        yield _judged(dossier, indicator, bool(attached))


def _judged(dossier: Dossier, indicator: Indicator, attached: bool) -> Outcome:
    target, actual = indicator.target, indicator.actual
    name = _bare(indicator.name)
    cited = [Evidence(role="指标名称", span=indicator.name_span)]
    cited += [Evidence(role=role, span=q.span) for role, q in (("目标值", target), ("实际值", actual)) if q]
    if target is not None and actual is not None:
        return Clear(evidence=tuple(cited))
    if target is not None and target.op is Op.QUALITATIVE:
        return Unable(missing="定性指标的完成情况要由人判断", evidence=tuple(cited))
    if indicator.origin.model is not None:
        return Unable(missing="语言模型没有指出的目标值或实际值", evidence=tuple(cited))
    if attached:
        return Unable(missing="附表中的目标值和实际值", evidence=tuple(cited))
    bare = target is None and actual is None
    lacking = "没有目标值，也没有实际值" if bare else "没有实际值" if actual is None else "没有目标值"
    advice = "年初批复的目标值" if target is None else ""
    advice += "和" if bare else ""
    advice += "实际完成值，率类指标再写明分子、分母" if actual is None else ""
    return Hit(
        message=f"指标“{name}”{lacking}",
        evidence=tuple(cited),
        suggestion=f"补充{advice}。",
        severity=None if bare else Severity.INFO,
    )


def _is_plan(dossier: Dossier, indicator: Indicator) -> bool:
    """Tell whether the indicator stands among the targets of the year, where no result is due."""
    path = dossier.facts.path(indicator.span.start)
    return in_section(dossier, indicator.span.start, "measures") or any(_OF_PLAN.search(h.title) for h in path)


def _bare(name: str) -> str:
    return re.sub(r"\s", "", name)
