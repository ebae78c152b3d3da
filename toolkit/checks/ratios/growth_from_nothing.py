"""基数是零或负数，却写了增长率

查什么：增长率的基数（上年数、上期数）是零或负数的，列出。

为何：从无到有、由亏转盈都没有增长率可言，写出的百分数没有意义，读者会误解。

依据：国家统计局统计词典：增长速度以基期水平为分母，基期为零或负数时无可比性。

有问题：
    该项资金收支差额由上年的-12249万元增加到28814万元，增长335.2%。

没问题：
    公用经费由上年的250万元增加到300万元，增长20%。

局限：基数要写在同一句里；写“无可比性”的不在此列。
"""

import re
from collections.abc import Iterator

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.operands import stated
from toolkit.checks.passages import passage
from toolkit.knowledge.patterns import one_of
from toolkit.records import Certainty, Clear, Dimension, Evidence, Hit, Quantity, Severity, Unable
from toolkit.records.facts import Binding, DateMention, DifferenceClaim, GrowthClaim

NOTHING_BETWEEN = re.compile(r"[,;](?:同比|环比|本年|本期|当年|比上年|较上年)*(?:增长|增加|上升|提高|增幅)(?:了|为)?")


@check("RT09", Severity.WARNING)
def growth_from_nothing(dossier: Dossier) -> Outcomes:
    for claim in dossier.facts.of(GrowthClaim):
        rate, base, binding = stated(claim), claim.one("base"), claim.binding
        if base is None:
            base, binding = next(_told_before(claim, dossier), None), Binding.ORDERED
        if base is None:
            yield Unable(missing="写出的基数", evidence=(Evidence(role="增长率", span=rate.span),))
            continue
        cited = (Evidence(role="增长率", span=rate.span), Evidence(role="基数", span=base.span))
        if base.value is not None and base.value > 0:
            yield Clear(evidence=cited)
            continue
        yield Hit(
            message=f"基数 {base.text} 是{'负数' if base.value else '零'}，增长率 {rate.text} 没有意义",
            evidence=cited,
            suggestion="删去增长率，只写增减额，或写“上年无此项，无可比性”",
            certainty=Certainty.POSSIBLE if binding is Binding.GUESSED else Certainty.CERTAIN,
            severity=Severity.INFO if binding is Binding.GUESSED else None,
        )


def _told_before(claim: GrowthClaim, dossier: Dossier) -> Iterator[Quantity]:
    """Yield the base of a rate that the sentence gives without binding it to the rate, where it is zero or less."""
    delta, rate = claim.one("delta"), stated(claim)
    if claim.falls or not rate.value:
        return
    if delta is not None:  # 2022年0万元，2023年50万元，增加50万元，增长100%: the base of the change is that of its rate
        for change in dossier.facts.of(DifferenceClaim):
            base = change.one("subtrahend")
            if change.one("value") == delta and change.binding is not Binding.GUESSED and base and _is_nothing(base):
                yield base
        return
    earlier = one_of(dossier.knowledge.cues.prior)
    for figure in (o.quantity for o in (*claim.operands, *claim.rivals)):
        where, until = passage(dossier.document, figure.span), passage(dossier.document, rate.span)
        if not _is_nothing(figure) or where.line is not until.line or where.end > until.start:
            continue
        clause = where.clause()
        dated = earlier.search(clause.text) or dossier.facts.within(DateMention, clause.span)
        if dated and NOTHING_BETWEEN.fullmatch(where.line.text[where.end : until.start]):
            yield figure  # 上年支出0万元，同比增长100%: neither from nothing nor to nothing is there growth


def _is_nothing(figure: Quantity) -> bool:
    """Tell whether an amount is zero or less; a rate below zero is a fall, and no base."""
    of_amount = figure.unit is None or figure.unit.dimension not in (Dimension.RATIO, Dimension.POINTS)
    return of_amount and figure.value is not None and figure.value <= 0
