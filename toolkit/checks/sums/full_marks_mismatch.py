"""各项分值相加不等于满分

查什么：各评分项的分值相加，与写明的总分值（一般是100分）、各部分分值比较。

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

from toolkit.arithmetic import Judgement, as_printed
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.marks import Marked, Total, full, full_totals, got, is_all_read
from toolkit.records import Clear, Evidence, Hit, Outcome, Quantity, Recomputation, Severity, Unable
from toolkit.records.facts import TotalScore


@check("SM02", Severity.ERROR)
def full_marks_mismatch(dossier: Dossier) -> Outcomes:
    seen = False
    for total in full_totals(dossier):
        seen = seen or total.name == "总分"
        yield from _judged(dossier, total)
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
    if less and not (is_all_read(dossier.document, dossier.facts) and _lists_all(marks)):
        listed = f"列出的 {len(marks)} 项分值合计只有 {judgement.recomputed} 分"
        yield Unable(missing=f"全部评分项：{listed}", evidence=cited)
        return
    yield Hit(
        message=f"{total.name}写作 {total.stated.text}，各项分值相加是 {judgement.recomputed} 分",
        evidence=cited,
        recomputation=_shown(total.stated, marks, judgement),
        suggestion="核对各项分值，看有没有漏列、多列的评分项。",
    )


def _lists_all(marks: tuple[Marked, ...]) -> bool:
    """Tell whether the list is meant to be whole: it does not name only what lost points."""
    scores = [(one.value, most.value) for marked in marks if (one := got(marked)) and (most := full(marked))]
    return any(score == most for score, most in scores)


def _shown(stated: Quantity, marks: tuple[Marked, ...], judgement: Judgement) -> Recomputation:
    return Recomputation(
        formula=f"{len(marks)}项分值：{judgement.formula}", stated=stated.text, recomputed=f"{judgement.recomputed}分"
    )
