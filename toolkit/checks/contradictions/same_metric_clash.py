"""同一个数，前后两处不一样

查什么：名称、单位、时期都相同的数在报告中出现两次以上的，看各处是否相同；因修约位数不同而不同的不算。
表格与正文一并比较。

为何：正文改了表格没改，或者抄错一位，是公开后最容易被指出的错。

依据：同一报告中同一数据只应有一个值；修约按 GB/T 8170。

有问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    一、部门基本情况
    年末在职人员92人，另有编外聘用人员38人。
    二、管理效率
    编外聘用人员由年初42人压减至36人。

没问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    一、部门基本情况
    年末在职人员92人，另有编外聘用人员36人。
    二、管理效率
    编外聘用人员由年初42人压减至36人。

局限：只比较名称相同的数；名称笼统的（如“项目支出”“完成率”）、计划与措施中的数不比较；
年初与调整、受理与办结、上年与本年是不同的数。
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.arithmetic import interval, is_hedged, of_claim
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.passages import find, in_section, words
from toolkit.records import Certainty, Clear, Dimension, Evidence, Hit, Outcome, Quantity, Recomputation, Severity, Span
from toolkit.records.facts import Claim, Facts, Indicator, Mention, Role

_LEVELS = {Role.LEVEL, Role.TOTAL, Role.RATE}
_PLAN = re.compile("目标(?!完成|实现)|任务(?!完成)|计划|思路|打算")
_OPENING = re.compile(
    "^(?:另有|另外|另|其中|同时|全年|全[镇县市区局院校街]道?|我[镇县市区局院校街]道?|本[年级部]度?|20\\d\\d年度?|当年|年末|期末|年底|"
    "共有?|有|共计|总计|合计|累计|现有|实有|拥有|包括|以及|的)+"
)
_CHANGED_TO = re.compile(
    "(?:^|[,;。:、])(?P<name>[^,;。:、\\d]{2,20}?)(?:数量|总数)?(?:由|从)(?:年初|上年末?|去年|原有?来?|最初|期初)?的?[\\d.]+[^\\d,;。]{1,4}?"
    "(?:压减|减少|缩减|精简|下降|降低|增加|增长|提高|提升|上升|扩大|[降减增升])(?:到|至|为)$"
)
_LEAD = 60
_GENERIC = re.compile(
    "全年|本年|年度|年初|年末|上年|实际|预算|决算|调整后?|支出|收入|资金|经费|金额|财政|拨款|项目|总额|合计|总数|累计|完成|执行|到位|"
    "人数|人员|数量|个数|面积|长度|投资|指标|目标|比例|比率|进度|得分|分值|满分|结余|结转|占比|平均|其他|其余|剩余|"
    "[及按]时|合格|满意|办结|处理|处置|整改|化解|覆盖|参[保加训与]|利用|公开|[数率度额量值共总均各为是达有的]"
)
_DEED = re.compile(
    "^(?:新建|新增|新|改造|改建|建成|建设|建立|修缮|修复|修建|开展|举办|组织|召开|发放|发出|排查|检查|巡查|整改|清理|清运|拆除|培训|投入|安排|争取|"
    "签约|引进|发现|化解|调解|受理|办结|处理|处置|完成|接待|收到|印发|出动|铺设|种植|购置|下达|追加|节约|扣|抽查|抽检|走访|慰问|救助)"
)
_SHORTEST, _SURE = 4, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    """A figure under its name, without the words that only introduce it."""

    name: str
    quantity: Quantity
    block: int


@check("CN04", Severity.ERROR)
def same_metric_clash(dossier: Dossier) -> Outcomes:
    groups: dict[tuple[str, str], list[_Figure]] = defaultdict(list)
    for figure in _figures(dossier):
        unit = figure.quantity.unit
        if unit is not None and unit.dimension is not Dimension.SCORE:
            groups[figure.name, f"{unit.dimension}{unit.base}"].append(figure)
    supported = _supported(dossier.facts)
    for figures in groups.values():
        if len({figure.block for figure in figures}) > 1:
            yield from _judged(figures, supported)


def _judged(figures: list[_Figure], supported: set[Span]) -> Iterator[Outcome]:
    """Compare the figures of one name; many values under one name are many things."""
    first = figures[0]
    others = [f for f in figures if not interval(f.quantity).meets(interval(first.quantity))]
    same = [f for f in figures if f not in others]
    if not others:
        last = next(f for f in reversed(figures) if f.block != first.block)
        cited = (Evidence(role="一处", span=first.quantity.span), Evidence(role="另一处", span=last.quantity.span))
        yield Clear(
            evidence=cited,
            recomputation=Recomputation(
                formula=f"“{first.name}”两处比较", stated=first.quantity.text, recomputed=last.quantity.text
            ),
        )
        return
    if any(not interval(f.quantity).meets(interval(others[0].quantity)) for f in others):
        return
    if {f.block for f in same} & {f.block for f in others}:
        return
    pair = sorted((same[-1], others[0]), key=lambda f: (f.quantity.span in supported, -f.quantity.span.start))
    doubtful = len(first.name) < _SURE or bool(_DEED.search(first.name))
    yield Hit(
        message=f"“{first.name}”一处写作 {pair[0].quantity.text}，另一处写作 {pair[1].quantity.text}",
        evidence=tuple(
            Evidence(role=role, span=f.quantity.span) for role, f in zip(("一处", "另一处"), pair, strict=True)
        ),
        recomputation=Recomputation(
            formula=f"“{first.name}”两处比较", stated=pair[0].quantity.text, recomputed=pair[1].quantity.text
        ),
        suggestion="核对原始数据，改成同一个数；口径不同的，写明各是什么口径。",
        certainty=Certainty.POSSIBLE if doubtful else Certainty.CERTAIN,
        severity=Severity.WARNING if doubtful else None,
    )


def _figures(dossier: Dossier) -> Iterator[_Figure]:
    """Yield what can be compared: levels and rates of the report year that have a name of their own."""
    facts = dossier.facts
    for indicator in facts.of(Indicator):
        if indicator.actual is not None and not indicator.forecast:
            yield from _figure(dossier, indicator.name, indicator.actual)
    taken = {i.actual.span for i in facts.of(Indicator) if i.actual is not None}
    for mention in facts.of(Mention):
        if mention.role in _LEVELS and mention.quantity.span not in taken and _is_of_year(dossier, mention):
            yield from _figure(dossier, _name_of(dossier, mention), mention.quantity)


def _figure(dossier: Dossier, name: str, quantity: Quantity) -> Iterator[_Figure]:
    name = _OPENING.sub("", re.sub(r"\s|[“”\"]|[(（][^)）]*[)）]", "", name))
    if quantity.value is None or is_hedged(quantity) or len(name) < _SHORTEST or len(_GENERIC.sub("", name)) < 2:
        return
    start = quantity.span.start
    if in_section(dossier, start, "measures") or any(_PLAN.search(h.title) for h in dossier.facts.path(start)):
        return
    block = dossier.document.block(start)
    yield _Figure(name=name, quantity=quantity, block=block.span.start if block else start)


def _name_of(dossier: Dossier, mention: Mention) -> str:
    """Return what a figure is called; the second of 某某由……减至…… has the name before 由."""
    start = mention.span.start
    lead = Span(max(start - _LEAD, 0), start)
    for changed in find(dossier.document, lead, _CHANGED_TO):
        if not words(dossier.document, Span(changed.span.end, start)):
            return changed.match["name"]
    return "".join(mention.label.split())


def _is_of_year(dossier: Dossier, mention: Mention) -> bool:
    """Tell whether a figure is of the whole report year, or says nothing of its time."""
    identity, period = dossier.facts.identity, mention.period
    if period is None:
        return True
    months = (period.start.month, period.end.month)
    return identity is not None and period.start.year == period.end.year == identity.year and months == (1, 12)


def _supported(facts: Facts) -> set[Span]:
    """Return the figures that the document's own arithmetic confirms."""
    holding = [claim for claim in facts.of(Claim) if (j := of_claim(claim)) is not None and j.verdict.holds]
    return {operand.quantity.span for claim in holding for operand in claim.operands}
