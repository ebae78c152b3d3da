"""扣了分，没有说明原因

查什么：得分低于分值的评分项、指标和总分，看文中有没有扣分原因、未完成的指标或逐项得分可以说明；
存在的问题里用别的话讲到这一项的，也算说明。

为何：扣分没有原因，就看不出问题在哪里，也无从改进；复核时通常要求补充。

依据：财预〔2020〕10号 自评表：“偏差原因分析及改进措施”栏；说明原因的用语见 knowledge/scores.toml。

有问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    一、自评结论
    2023年部门整体支出绩效自评分值100分，自评得分97.8分。
    二、存在的主要问题
    绩效管理信息化水平有待提升。

没问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    一、自评结论
    2023年部门整体支出绩效自评分值100分，自评得分97.8分，扣2.2分，原因是项目支出进度滞后。

局限：写明按档次计分的，不再要求原因；只看自评报告；原因写在附表里的不判断；原因是否成立要由人看。
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.marks import made_of_loss, made_of_rate
from toolkit.checks.passages import says
from toolkit.records import Clear, Evidence, Hit, Outcome, Quantity, Severity, Span, Unable
from toolkit.records.blanks import MARK
from toolkit.records.facts import Form, Indicator, Loss, Marked, ScoreLine, TotalLoss, Why, full, got

_ATTACHED = re.compile("(?:详见|见)(?:附件|附表|后附|所附)")
_ROLES = {Why.TOLD: "原因", Why.UNMET: "未完成", Why.OF_CLASS: "未完成的指标", Why.PART: "其中扣分的"}


@check("SM04", Severity.WARNING)
def deduction_unexplained(dossier: Dossier) -> Outcomes:
    facts = dossier.facts
    if facts.identity is None or facts.identity.form is Form.OTHER:
        yield Unable(missing="绩效自评报告（本文不是自评报告，或看不出是）", evidence=())
        return
    attached = says(dossier.document, _ATTACHED) is not None
    yield from _of_items(dossier, attached)
    marked: list[Marked] = [*(line for line in facts.of(ScoreLine) if not line.summary), *facts.of(Indicator)]
    if facts.of(Loss) or not any(map(got, marked)):  # else every item has its full mark, the total has not: SM03
        yield from (_of_total(loss, attached) for loss in facts.of(TotalLoss))


def _of_items(dossier: Dossier, attached: bool) -> Iterator[Outcome]:
    """Judge each item; the rows of a table that gives no reasons are one fault."""
    tables: dict[int, list[Hit]] = {}
    for loss in dossier.facts.of(Loss):
        outcome, block = _of_item(dossier, loss, attached), dossier.document.block(loss.span.start)
        if isinstance(outcome, Hit) and block is not None and block.table is not None:
            tables.setdefault(block.table, []).append(outcome)
        else:
            yield outcome
    for hits in tables.values():
        more = f"表中 {len(hits)} 项扣了分，没有说明扣分原因" if len(hits) > 1 else hits[0].message
        yield replace(hits[0], message=more, evidence=tuple(e for hit in hits for e in hit.evidence))


def _of_item(dossier: Dossier, loss: Loss, attached: bool) -> Outcome:
    item, cited = loss.source, _cited(loss.source)
    if loss.reasons:
        reason = loss.reasons[0]
        why = [Evidence(role=_ROLES[reason.why], span=reason.at)] if reason.why in _ROLES else []
        return Clear(evidence=(*_cited(reason.beside), *why))
    if made := made_of_rate(dossier, item) or made_of_loss(dossier, item):
        return Clear(evidence=(*cited, Evidence(role="依据", span=made[0].span)), recomputation=made[1])
    if loss.banded:
        return Clear(evidence=cited)
    if attached:
        return Unable(missing="附表中的扣分原因", evidence=cited)
    if _is_open(dossier, item.span):
        return Unable(missing="草稿里还空着的扣分原因", evidence=cited)
    return Hit(
        message=f"“{''.join(item.name.split())}”满分 {_digits(full(item))}，得 {_digits(got(item))}，没有说明扣分原因",
        evidence=cited,
        suggestion="写明扣多少分、因为什么，并在问题和改进措施中对应。",
    )


def _is_open(dossier: Dossier, span: Span) -> bool:
    """Tell whether the paragraph or row of an item still has a blank of a draft: the reason may come there."""
    block = dossier.document.block(span.start)
    return block is not None and MARK in dossier.document.settled[block.span.start : block.span.end]


def _of_total(loss: TotalLoss, attached: bool) -> Outcome:
    """Look at the total: what it lost must be seen in some item, indicator or reason."""
    score = got(loss.source)
    cited = (Evidence(role="总得分", span=score.span if score else loss.span),)
    if loss.shown:
        return Clear(evidence=cited)
    if attached:
        return Unable(missing="附表中的逐项得分", evidence=cited)
    return Hit(
        message=f"总得分 {_digits(score)}，没有逐项得分，也没有扣分原因",
        evidence=cited,
        suggestion="补充各评分项的分值、得分，写明扣在哪里、为什么扣。",
    )


def _cited(item: Marked) -> tuple[Evidence, ...]:
    score = got(item)
    return Evidence(role="得分", span=score.span if score else item.span), Evidence(role="评分项", span=item.name_span)


def _digits(quantity: Quantity | None) -> str:
    return f"{quantity.value:f}分" if quantity is not None and quantity.value is not None else ""
