"""扣了分、承认了不足，问题里没有写

查什么：扣分达到0.5分的评分项、自评结论里承认的不足，在“存在的主要问题”里有没有讲到。

为何：分扣在哪里，问题就在哪里；两处对不上，不是分扣得没有道理，就是问题没有如实写。

依据：财预〔2020〕10号：自评报告应当说明未完成的原因和存在的问题；各主题的用语见 knowledge/topics.toml。

有问题：
    清溪镇2023年部门整体支出绩效自评报告
    一、自评情况
    合同备案时效性：分值3分，自评得分1分。
    二、存在的主要问题
    绩效指标设置不够细化。

没问题：
    清溪镇2023年部门整体支出绩效自评报告
    一、自评情况
    合同备案时效性：分值3分，自评得分1分。
    二、存在的主要问题
    采购合同备案不及时。

局限：按名称、原因里的字词和主题词比较；扣分的原因已经写明、又不属于管理问题的（如价格变动），也会提醒；不到1分的，
原因写在得分旁边、不到2分的，和满分20分以上的大类，只作提示。
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from toolkit.arithmetic import falls_short
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.statements import opening
from toolkit.records import Certainty, Clear, Evidence, Hit, Severity, Unable
from toolkit.records.blanks import MARK
from toolkit.records.facts import Admission, Form, Marked, StatementKind, full, got

_BESIDE = 40  # characters between an item and its score that are named in one breath
_MOST = 3  # items named in a message
_POINT, _FEW = Decimal(1), Decimal(2)
_DIMENSION = Decimal(20)  # so many marks are a part of the form (过程25分), whose own items say what was wrong


@check("CN02", Severity.WARNING)
def deduction_without_problem(dossier: Dossier) -> Outcomes:
    identity, problems = dossier.facts.identity, dossier.facts.said(StatementKind.PROBLEM)
    if identity is None or identity.form is Form.OTHER or not problems:
        yield Unable(missing="自评报告里的问题一节", evidence=())
        return
    lacking = Evidence(role="存在的问题", span=opening(dossier, problems[0]))
    least = dossier.knowledge.scores.least_loss.points
    settled = dossier.document.settled
    if any(MARK in settled[problem.span.start : problem.span.end] for problem in problems):
        yield Unable(missing="草稿里还空着的问题", evidence=(lacking,))
        return
    silent = []
    for admission in dossier.facts.of(Admission):
        item = admission.beside
        if item is not None and not _has_lost(item, least):
            continue
        cited = _cited(item, admission) if item else (Evidence(role="自评结论", span=admission.span),)
        if admission.problems:
            yield Clear(evidence=cited)
        elif item is None:
            yield _hit("自评结论承认的这一点", *cited, lacking)
        else:
            told = admission.complained and not _has_lost(item, _FEW)  # the reason stands beside the score
            slight = told or not _has_lost(item, _POINT) or _is_dimension(item)
            silent.append((f"“{''.join(item.name.split())}”", cited, slight))
    yield from _together([(name, cited) for name, cited, slight in silent if not slight], lacking)
    for hit in _together([(name, cited) for name, cited, slight in silent if slight], lacking):
        yield replace(hit, severity=Severity.INFO)


def _has_lost(item: Marked, least: Decimal) -> bool:
    score, most = got(item), full(item)
    return score is not None and most is not None and falls_short(score, most, least)


def _is_dimension(item: Marked) -> bool:
    most = full(item)
    return most is not None and most.value is not None and most.value >= _DIMENSION


def _together(items: list[tuple[str, tuple[Evidence, ...]]], lacking: Evidence) -> Iterator[Hit]:
    """Yield one fault for all items that no problem tells of, the items themselves first."""
    if items:
        names, cited = [name for name, _ in items], [each for _, each in items]
        told = "、".join(names[:_MOST]) + (f"等 {len(names)} 项" if len(names) > _MOST else "")
        yield _hit(f"{told}扣了分", *(each[0] for each in cited), *(e for each in cited for e in each[1:]), lacking)


def _cited(item: Marked, admission: Admission) -> tuple[Evidence, ...]:
    """Name an item and its score, in one breath where they stand side by side, and what was wrong."""
    name, score = item.name_span, got(item)
    whole = name.hull(score.span) if score else name
    why = (Evidence(role="扣分原因", span=admission.complaint),) if admission.complaint else ()
    if score is None or len(whole) <= 2 * len(name) + _BESIDE:
        return Evidence(role="扣分项", span=whole), *why
    return Evidence(role="扣分项", span=name), Evidence(role="得分", span=score.span), *why


def _hit(what: str, *evidence: Evidence) -> Hit:
    return Hit(
        message=f"{what}，存在的问题里没有讲到",
        evidence=evidence,
        suggestion="在存在的问题里如实写明，并在改进措施里对应；扣分没有道理的，改正得分",
        certainty=Certainty.POSSIBLE,
    )
