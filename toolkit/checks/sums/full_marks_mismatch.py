"""各项分值相加不等于满分

查什么：各评分项的分值相加，与写明的总分值（一般是100分）、各部分分值比较；报告用的是已知的评分表
（knowledge/rubrics/，或用 --rubric 给出的），个别项的分值与表上不同的，也指出来。

为何：分值加起来不是满分，总得分就失去了意义，自评表会被退回。

依据：财预〔2020〕10号：各项指标权重合计为100分。

有问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    一、自评结论
    2023年部门整体支出绩效自评分值100分，自评得分95分。
    二、评分情况
    产出指标完成情况：分值50分，自评得分50分；效益指标完成情况：分值40分，自评得分38分；预算支出率：分值8分，自评得分7分。

没问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    一、自评结论
    2023年部门整体支出绩效自评分值100分，自评得分95分。
    二、评分情况
    产出指标完成情况：分值50分，自评得分50分；效益指标完成情况：分值40分，自评得分38分；预算支出率：分值10分，自评得分7分。

局限：加分项不计入；只列出部分评分项（如只列扣分项）的不判断；满分没有写明的不判断。
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from toolkit.arithmetic import Judgement, as_printed
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.marks import Total, full_totals, is_all_read
from toolkit.records import (
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
from toolkit.records.facts import Indicator, Marked, Mention, RubricFit, ScoreLine, TotalScore, full, got


@check("SM02", Severity.ERROR)
def full_marks_mismatch(dossier: Dossier) -> Outcomes:
    seen, accused = False, False
    hits: dict[tuple[object, ...], Hit] = {}
    for total in full_totals(dossier):
        seen = seen or total.name == "总分"
        for outcome in _judged(dossier, total):
            if not isinstance(outcome, Hit):
                yield outcome
                continue
            accused = accused or total.name == "总分"
            slip = (total.name, total.stated.value, outcome.recomputation and outcome.recomputation.recomputed)
            first = hits.get(slip)  # the same one, against a total that the text gives again
            hits[slip] = replace(first, evidence=(*first.evidence, *outcome.evidence)) if first else outcome
    yield from hits.values()
    if not accused:
        yield from _twice(dossier)
    yield from _other_points(dossier)
    for score in dossier.facts.of(TotalScore):
        if not seen and score.got is not None:
            yield Unable(missing="写明的满分", evidence=(Evidence(role="总得分", span=score.got.span),))


def _judged(dossier: Dossier, total: Total) -> Iterator[Outcome]:
    cited = (Evidence(role="写明的分值", span=total.stated.span),)
    if not total.readings:
        if total.name == "总分":
            yield Unable(missing="各评分项的分值", evidence=cited)
        return
    if total.holds:
        yield Clear(evidence=cited, recomputation=_shown(total.stated, *total.readings[-1]))
        return
    marks, judgement = total.nearest
    less = judgement.computed.hi < as_printed(total.stated).lo
    whole = (
        is_all_read(dossier.document, dossier.facts) and _lists_all(marks) and not _is_part(dossier, total, judgement)
    )
    if less and (not whole or _stands_loose(dossier, total, judgement)):
        listed = f"列出的 {len(marks)} 项分值合计只有 {judgement.recomputed} 分"
        yield Unable(missing=f"全部评分项：{listed}", evidence=cited)
        return
    yield Hit(
        message=f"{total.name}写作 {total.stated.text}，各项分值相加是 {judgement.recomputed} 分",
        evidence=cited,
        recomputation=_shown(total.stated, marks, judgement),
        suggestion="核对各项分值，看有没有漏列、多列的评分项。",
    )


def _stands_loose(dossier: Dossier, total: Total, judgement: Judgement) -> bool:
    """Tell whether the points that lack stand in the text outside all items: one of that many was not read."""
    missing, kinds = as_printed(total.stated) - judgement.computed, (ScoreLine, Indicator, TotalScore)
    lost = dossier.knowledge.scores.lost.words
    points = [m.quantity for m in dossier.facts.of(Mention) if not m.label.endswith(lost) and _is_score(m.quantity)]
    loose = [q for q in points if not any(dossier.facts.cover(kind, q.span) for kind in kinds)]
    return any(as_printed(q) == missing for q in loose if q.value is not None)


def _is_score(quantity: Quantity) -> bool:
    return quantity.unit is not None and quantity.unit.dimension is Dimension.SCORE


def _is_part(dossier: Dossier, total: Total, judgement: Judgement) -> bool:
    """Tell whether the items make up a form that has a full mark and a score of its own: the rest stands elsewhere."""
    totals = [(most, score) for t in dossier.facts.of(TotalScore) if (most := full(t)) and (score := got(t))]
    own = {score.value for most, score in totals if most.span == total.stated.span}
    return any(as_printed(most) == judgement.computed and score.value not in own for most, score in totals)


def _twice(dossier: Dossier) -> Iterator[Outcome]:
    """Compare the full marks that text and form give with one and the same score; a form of 90 has its own."""
    totals = [(total.full, total.got) for total in dossier.facts.of(TotalScore)]
    plain = [(most, score) for most, score in totals if most and score and not most.percent and not score.percent]
    for (first, score), (second, other) in combinations(plain, 2):
        if first.value is None or second.value is None or score.value is None:
            continue
        if score.value == other.value and first.value != second.value:
            yield Hit(
                message=f"同是自评得分 {score.text}，满分一处写作 {first.text}，另一处写作 {second.text}",
                evidence=(Evidence(role="一处", span=first.span), Evidence(role="另一处", span=second.span)),
                recomputation=Recomputation(formula="满分两处比较", stated=first.text, recomputed=second.text),
                suggestion="核对各项分值，改成同一个满分。",
            )


def _other_points(dossier: Dossier) -> Iterator[Outcome]:
    """Tell of items whose full mark is not that of the rubric that all else fits: weights are set by each place."""
    wholes, parts = (
        [t for t in full_totals(dossier) if t.readings and (t.name == "总分") is whole] for whole in (True, False)
    )
    adds_up = any(total.holds for total in wholes) or (len(parts) > 1 and all(total.holds for total in parts))
    chosen = dossier.knowledge.rubrics.chosen
    for fit in dossier.facts.of(RubricFit):
        rubric = dossier.knowledge.rubrics.named(fit.id)
        for known in fit.known:
            entry = rubric.entry(known.block, known.entry) if rubric and not known.part else None
            most = full(known.line)
            if entry is None or entry.points is None or most is None or most.value == entry.points:
                continue
            yield Hit(
                message=f"“{known.entry}”分值写作 {most.text}，评分表“{fit.title}”里是 {entry.points:f} 分",
                evidence=(Evidence(role="分值", span=most.span), Evidence(role="评分项", span=known.line.name_span)),
                suggestion="核对分值；本地调整过权重的，用 --rubric 给出本地的评分表。",
                certainty=Certainty.POSSIBLE,
                severity=Severity.INFO if adds_up and not chosen else Severity.WARNING,
            )


def _lists_all(marks: tuple[Marked, ...]) -> bool:
    """Tell whether the list is meant to be whole: it does not name only what lost points."""
    scores = [(one.value, most.value) for marked in marks if (one := got(marked)) and (most := full(marked))]
    return any(score == most for score, most in scores)


def _shown(stated: Quantity, marks: tuple[Marked, ...], judgement: Judgement) -> Recomputation:
    return Recomputation(
        formula=f"{len(marks)}项分值：{judgement.formula}", stated=stated.text, recomputed=f"{judgement.recomputed}分"
    )
