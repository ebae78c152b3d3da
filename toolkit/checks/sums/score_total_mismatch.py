"""各项得分相加不等于总得分，或得分与算式不符

查什么：各评分项的得分相加，与总得分、各部分得分比较；写明“得分＝分值×完成率”的，重算得分；
其他扣分项都是分值×完成率、只有一项不是的，也重算；报告用的是已知的评分表（knowledge/rubrics/，或用 --rubric 给出的），
按表上的计分办法，由文中的支出率、完成率、控制率等重算得分。

为何：总得分是自评的结论，与各项得分对不上，就不知道该信哪一个。

依据：各项得分相加后修约一次（GB/T 8170）；财预〔2020〕10号：定量指标未达标的按完成率计分；
各项的计分办法见 knowledge/rubrics/，未见原文的办法（verbatim = false）只提示，不断定。

有问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    一、自评结论
    2023年部门整体支出绩效自评分值100分，自评得分96.5分。
    二、评分情况
    产出指标完成情况：分值50分，自评得分50分；效益指标完成情况：分值40分，自评得分38分；预算支出率：分值10分，自评得分7.5分。

没问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    一、自评结论
    2023年部门整体支出绩效自评分值100分，自评得分95.5分。
    二、评分情况
    产出指标完成情况：分值50分，自评得分50分；效益指标完成情况：分值40分，自评得分38分；预算支出率：分值10分，自评得分7.5分。

局限：评分项没有列全的不判断；各地计分办法不一，没有写明算式、评分表也认不出、
其他项也不是分值×完成率的不重算；与各项之和差得远、又不是写错一位能解释的，只作提示。
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from toolkit.arithmetic import Judgement, Verdict, as_printed, is_total, of_claim
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.marks import Total, full_totals, got_totals, made_of_rate
from toolkit.checks.rated_scores import odd_scores
from toolkit.checks.ruled_scores import ruled_scores
from toolkit.knowledge.patterns import one_of
from toolkit.records import (
    BlockKind,
    Certainty,
    Clear,
    Dimension,
    Evidence,
    Hit,
    Outcome,
    Quantity,
    Recomputation,
    Severity,
    Unable,
)
from toolkit.records.facts import Binding, Facts, Marked, ProductClaim, ScoreLine, TotalScore, full, got

_WHOLE = Decimal(100)
_RULE = re.compile("分值[×xX*乘]|[×xX*]分值")


@check("SM03", Severity.ERROR)
def score_total_mismatch(dossier: Dossier) -> Outcomes:
    fulls = {total.name: total for total in full_totals(dossier)}
    for total in got_totals(dossier):
        yield from _judged(dossier, total, fulls.get(total.name))
    yield from _twice(dossier)
    yield from _products(dossier.facts)
    yield from (each.outcome for each in ruled_scores(dossier))
    yield from _rates(dossier)
    yield from odd_scores(dossier)


def _judged(dossier: Dossier, total: Total, most: Total | None) -> Iterator[Outcome]:
    cited = (Evidence(role="总得分" if total.name == "总分" else "部分得分", span=total.stated.span),)
    if not total.readings:
        if total.name == "总分":
            yield Unable(missing="各评分项的得分", evidence=cited)
        return
    if total.holds:
        yield Clear(evidence=cited, recomputation=_shown(total.stated, *total.readings[-1]))
        return
    marks, judgement = total.like(most) if most is not None else total.nearest
    above = judgement.computed.lo > as_printed(total.stated).lo
    agree = len({each.computed for _, each in total.readings}) < len(total.readings)
    whole = (most is not None and most.holds) or _is_whole(dossier, marks)  # then no item is missing
    if not (above or agree or whole):
        yield Unable(missing=f"全部评分项：列出的 {len(marks)} 项得分合计 {judgement.recomputed} 分", evidence=cited)
        return
    slight = judgement.verdict is not Verdict.INCONSISTENT
    same = most is not None and most.holds and most.readings[-1][0] == marks  # their full marks make the whole
    sure = same or is_total(total.stated, [score for each in marks if (score := got(each))], judgement)
    name = "总得分" if total.name == "总分" else f"“{total.name}”得分"
    yield Hit(
        message=f"{name}写作 {total.stated.text}，各项得分相加是 {judgement.recomputed} 分",
        evidence=cited,
        recomputation=_shown(total.stated, marks, judgement),
        suggestion="核对各项得分和总得分。",
        certainty=Certainty.CERTAIN if sure else Certainty.POSSIBLE,
        severity=Severity.INFO if not sure else Severity.WARNING if slight else None,
    )


def _is_whole(dossier: Dossier, marks: tuple[Marked, ...]) -> bool:
    """Tell whether the items' full marks make the hundred of a whole form, though none is stated.

    Where the report speaks of marks beyond the form (加分), something may have been added to it.
    """
    fulls = [most for each in marks if (most := full(each))]
    if len(fulls) != len(marks) or sum(as_printed(most).lo for most in fulls) != int(_WHOLE):
        return False
    return one_of(dossier.knowledge.scores.bonus.words).search(dossier.document.settled) is None


def _shown(stated: Quantity, marks: tuple[Marked, ...], judgement: Judgement) -> Recomputation:
    return Recomputation(
        formula=f"{len(marks)}项得分：{judgement.formula}", stated=stated.text, recomputed=f"{judgement.recomputed}分"
    )


def _twice(dossier: Dossier) -> Iterator[Outcome]:
    """Compare what the text and the form say of one item, and of the total; each project has a form of its own."""
    facts = dossier.facts
    said: dict[tuple[str, Decimal], Quantity] = {}
    lines = [("".join(line.name.split()), line.full, line.got) for line in facts.of(ScoreLine)]
    totals = [("总得分", total.full, total.got) for total in facts.of(TotalScore)]
    for name, most, score in (*lines, *totals):
        if score is None or score.value is None:
            continue
        of = most.value if most is not None and most.value is not None else _WHOLE  # a form may total 90 of 100
        before = said.setdefault((name, of), score)
        if as_printed(before) == as_printed(score) or _of_two_forms(dossier, before, score):
            continue
        yield Hit(
            message=f"“{name}”一处写作 {before.text}，另一处写作 {score.text}",
            evidence=(Evidence(role="一处", span=score.span), Evidence(role="另一处", span=before.span)),
            recomputation=Recomputation(formula=f"“{name}”两处比较", stated=score.text, recomputed=before.text),
            suggestion="核对评分依据，改成同一个得分，并重算总分",
        )


def _of_two_forms(dossier: Dossier, one: Quantity, other: Quantity) -> bool:
    """Tell whether two scores stand in tables under headings side by side, as the forms of several projects do."""
    blocks = [dossier.document.block(score.span.start) for score in (one, other)]
    (*above, last), (*over, final) = ((None, *dossier.facts.path(score.span.start)) for score in (one, other))
    rows = all(block is not None and block.kind is BlockKind.ROW for block in blocks)
    annexed = any(heading is not None and "附" in heading.title for heading in (last, final))
    return rows and last is not final and above == over and not annexed


def _products(facts: Facts) -> Iterator[Outcome]:
    """Recompute the scores of which the text says that they are full mark times rate."""
    for claim in facts.of(ProductClaim):
        value = claim.one("value")
        judgement = of_claim(claim)
        scored = value is not None and value.unit is not None and value.unit.dimension is Dimension.SCORE
        said = claim.binding is not Binding.GUESSED or _RULE.search(claim.text)
        if value is None or not scored or judgement is None or not said:
            continue
        factors = tuple(Evidence(role="因数", span=o.quantity.span) for o in claim.all("factor"))
        cited = (Evidence(role="得分", span=value.span), *factors)
        shown = Recomputation(formula=judgement.formula, stated=value.text, recomputed=f"{judgement.recomputed}分")
        if judgement.verdict.holds:
            yield Clear(evidence=cited, recomputation=shown)
        else:
            slight = judgement.verdict is not Verdict.INCONSISTENT
            yield Hit(
                message=f"得分写作 {value.text}，按 {judgement.formula} 重算是 {judgement.recomputed} 分",
                evidence=cited,
                recomputation=shown,
                suggestion=f"改为 {judgement.recomputed} 分，或写明另外的计分办法。",
                severity=Severity.WARNING if slight else None,
            )


def _rates(dossier: Dossier) -> Iterator[Outcome]:
    """Verify the scores that are full mark times a rate of the text; where none fits, the rule may be another."""
    ruled = {each.line.span for each in ruled_scores(dossier)}
    for line in dossier.facts.of(ScoreLine):
        if line.span in ruled:
            continue
        made = made_of_rate(dossier, line)
        if made and line.got:
            rate, shown = made
            yield Clear(
                evidence=(Evidence(role="得分", span=line.got.span), Evidence(role="比率", span=rate.span)),
                recomputation=shown,
            )
