"""率写成0或没有%，金额没有单位

查什么：控制率、执行率一类写成0（投诉率、事故率这样以0为好的除外）；“率”后面的数没有百分号；
收入、支出、预算等金额没有写“元”或“万元”。表格里的数以表头为准，不在此列。

为何：控制率等于实际数除以预算数，写成0等于说一分钱没花，多半是把“超支为0”当成了控制率。

依据：财预〔2013〕53号：公用经费控制率是实际支出公用经费总额与预算安排公用经费总额之比；GB/T 15835-2011；
以0为好的率见 knowledge/metrics.toml 的 best_at_zero。

有问题：
    2023年公用经费控制率为0，指标完成率为100%。

没问题：
    2023年公用经费控制率为96.7%，安全生产事故率为0，全年支出412.5万元。

局限：句中写明原因（未开展、已取消）的0不报；文中注明“单位：万元”的，金额不报。
"""

import re
from collections.abc import Iterator, Sequence

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.passages import Passage, passage
from toolkit.knowledge.patterns import one_of
from toolkit.records import Clear, Dimension, Evidence, Hit, Op, Outcome, Severity
from toolkit.records.facts import Indicator, Mention, Role

RATE = re.compile(r"[\u4e00-\u9fff”]率$")
ENDS = ("", ",", ";", "。", ")")
STATED_UNIT = re.compile(r"单位(?:名称)?[:为][^,。;]{0,4}元|以[万亿]?元为单位|[(][万亿]?元[)]")
BARE = re.compile(r"[\d.]+")
ENOUGH_DIGITS = 3
CHANGED = re.compile(
    r"(?:同比|环比|比上?年同?期?|较上?年同?期?|比去年|较去年|年均)[^,\d]{0,8}(?:增长|下降|提高|降低|减少|增加)$"
)
BESIDE = 2  # figures: a share may stand between
SHORTEST_NAME = 2
NO_MONEY = re.compile(r"[率度比值数]$|指数|系数|得分|评分|分值|权重|版本|[A-Za-z]$")


@check("UN04", Severity.WARNING)
def degenerate_or_unitless(dossier: Dossier) -> Outcomes:
    stated = STATED_UNIT.search(dossier.document.settled)
    mentions = dossier.facts.of(Mention)
    for number, mention in enumerate(mentions):
        is_rate = RATE.search(mention.label) is not None
        named = mention.label.endswith(dossier.knowledge.metrics.amounts.words)
        changed = CHANGED.search(mention.label) is not None and _should_have_unit(mentions, number)
        if not (is_rate or named or changed or _is_among_money(mentions, number)):
            continue
        where = passage(dossier.document, mention.quantity.span)
        if where.in_table or where.quotation():
            continue
        yield from _rate(mention, where, dossier) if is_rate else _amount(mention, where, stated is not None)


def _should_have_unit(mentions: Sequence[Mention], number: int) -> bool:
    """Tell whether a change has decimals, and what changed has a unit: 死亡率为0.024，比上年下降0.006 need none."""
    mention, before = mentions[number], mentions[number - 1] if number else None
    bare = before is not None and before.sentence == mention.sentence and before.quantity.unit is None
    return mention.quantity.places > 0 and not bare


def _is_among_money(mentions: Sequence[Mention], number: int) -> bool:
    """Tell whether a bare number with decimals has money with as many right before or behind it in its sentence."""
    mention = mentions[number]
    places = mention.quantity.places
    if (
        mention.quantity.unit is not None
        or not places
        or len(mention.label) < SHORTEST_NAME
        or NO_MONEY.search(mention.label)
    ):
        return False
    near = mentions[max(0, number - BESIDE) : number + BESIDE + 1]
    units = ((m.quantity.unit, m.quantity.places) for m in near if m.sentence == mention.sentence)
    return any(unit is not None and unit.dimension is Dimension.MONEY and n == places for unit, n in units)


def _rate(mention: Mention, where: Passage, dossier: Dossier) -> Iterator[Outcome]:
    q = mention.quantity
    evidence = (Evidence(role="率", span=where.with_label(mention.label)),)
    if mention.label.endswith(dossier.knowledge.metrics.not_percent.words) or q.op is not Op.EQ:
        return
    if q.value == 0 and (q.percent or BARE.fullmatch(q.text)):
        if _may_be_zero(mention, where, dossier):
            yield Clear(evidence=evidence)
        elif mention.role is not Role.TARGET:
            yield Hit(
                message=f"“{mention.label}”写成0，等于说一点没有发生，请核对算法",
                evidence=evidence,
                suggestion=f"按“{mention.label}＝实际数÷应有数×100%”重算；确实为0的，写明原因",
            )
    elif BARE.fullmatch(q.text) and where.after(1) in ENDS and q.value is not None and q.value > 1:
        yield Hit(
            message=f"“{mention.label}”后面的{q.value:f}没有百分号",
            evidence=evidence,
            suggestion=f"写作 {q.value:f}%",
        )


def _may_be_zero(mention: Mention, where: Passage, dossier: Dossier) -> bool:
    """Tell whether 0 is the best value, is what was aimed at, or is explained in the sentence."""
    if mention.label.endswith(dossier.knowledge.metrics.best_at_zero.words):
        return True
    aimed = any(
        i.target and (i.target.value == 0 or i.target.op in {Op.LE, Op.LT})
        for i in dossier.facts.of(Indicator)
        if i.actual and i.actual.span == mention.quantity.span
    )
    excused = one_of(dossier.knowledge.metrics.zero_explained.words)
    return aimed or excused.search(where.sentence().text) is not None


def _amount(mention: Mention, where: Passage, stated: bool) -> Iterator[Outcome]:
    q = mention.quantity
    digits = sum(char.isdigit() for char in q.text)
    if q.unit is not None or not q.value or digits < ENOUGH_DIGITS or where.after(1) not in ENDS:
        return
    evidence = (Evidence(role="金额", span=where.with_label(mention.label)),)
    if stated:
        yield Clear(evidence=evidence)
    else:
        yield Hit(
            message=f"“{mention.label}{q.text}”没有写单位",
            evidence=evidence,
            suggestion="补上百分号或单位" if CHANGED.search(mention.label) else "补上“元”“万元”或“亿元”",
        )
