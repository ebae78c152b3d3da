"""扣了分、承认了不足，问题里没有写

查什么：扣分达到0.5分（可以设成别的）的评分项、自评结论里承认的不足，在“存在的主要问题”里有没有讲到。

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

局限：按名称和主题词比较；扣分的原因已经写明、又不属于管理问题的（如价格变动），也会提醒。
"""

import re
from collections.abc import Iterator

from toolkit.arithmetic import falls_short
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.beside import banded, beside
from toolkit.checks.marks import Marked, full, got
from toolkit.checks.passages import words
from toolkit.checks.topics import akin, opening, said, topics
from toolkit.checks.wordings import one_of
from toolkit.records import BlockKind, Certainty, Clear, Evidence, Hit, Outcome, Severity, Span, Unable
from toolkit.records.facts import Form, Indicator, ScoreLine, Statement, StatementKind

_TAIL = re.compile("(?:情况|建设|管理|工作|指标|完成|完成率|率)*$")
_CLASS = re.compile("^(?:产出|效益|效果|满意度|投入|过程|履职|部门决策|决策|成本|管理效率|部门管理|综合管理|整体)")
_SHORTEST = 3
_BESIDE = 40


@check("CN02", Severity.WARNING)
def deduction_without_problem(dossier: Dossier) -> Outcomes:
    identity, problems = dossier.facts.identity, said(dossier, StatementKind.PROBLEM)
    if identity is None or identity.form is Form.OTHER or not problems:
        yield Unable(missing="自评报告里的问题一节", evidence=())
        return
    yield from _of_items(dossier, problems)
    yield from _of_conclusion(dossier, problems)


def _of_items(dossier: Dossier, problems: list[Statement]) -> Iterator[Outcome]:
    least = dossier.knowledge.scores.least_loss.points
    marked: list[Marked] = [line for line in dossier.facts.of(ScoreLine) if not line.summary]
    for item in (*marked, *dossier.facts.of(Indicator)):
        score, most = got(item), full(item)
        if score is None or most is None or not falls_short(score, most, least):
            continue
        if _CLASS.search("".join(item.name.split())):
            continue  # what its own items lost is looked at one by one
        if isinstance(item, ScoreLine) and banded(dossier, item.span):
            continue  # a grade within the rule, not a fault
        why = _reason(dossier, item)
        name = "".join(item.name.split())
        cited = _cited(item.name_span, score.span)
        if _is_told(dossier, f"{name}。{why or ''}", name, problems) or _is_akin(dossier, why, problems):
            yield Clear(evidence=cited)
        else:
            yield _hit(f"“{name}”扣了分，存在的问题里没有讲到", cited, opening(dossier, problems[0]))


def _reason(dossier: Dossier, item: Marked) -> str | None:
    """Return the reason given for a loss: with the score, or in the sentence or paragraph that follows it."""
    if isinstance(item, Indicator):
        return item.deviation
    block = dossier.document.block(item.span.start)
    if item.reason or block is None or block.kind is BlockKind.ROW:
        return item.reason
    return words(dossier.document, Span(item.span.end, beside(dossier, item.span).end)) or None


def _cited(name: Span, score: Span) -> tuple[Evidence, ...]:
    """Name an item and its score in one breath where they stand side by side."""
    whole = name.hull(score)
    if len(whole) <= 2 * len(name) + _BESIDE:
        return (Evidence(role="扣分项", span=whole),)
    return (Evidence(role="扣分项", span=name), Evidence(role="得分", span=score))


def _of_conclusion(dossier: Dossier, problems: list[Statement]) -> Iterator[Outcome]:
    """Look at what the conclusion admits."""
    admits = one_of(dossier.knowledge.outline.statements.complaining)
    for statement in said(dossier, StatementKind.CONCLUSION):
        text = "".join(statement.text.split())
        if not (admits.search(text) or "缺少" in text) or "提升" in text:
            continue
        cited = (Evidence(role="自评结论", span=statement.span),)
        if not topics(dossier.knowledge, text):
            continue
        if _is_told(dossier, text, text, problems):
            yield Clear(evidence=cited)
        else:
            yield _hit("自评结论承认的这一点，存在的问题里没有讲到", cited, opening(dossier, problems[0]))


def _is_told(dossier: Dossier, text: str, name: str, problems: list[Statement]) -> bool:
    """Tell whether a problem speaks of it: by its name, or by a topic."""
    told = ["".join(problem.text.split()) for problem in problems]
    core = _TAIL.sub("", name)
    if len(core) >= _SHORTEST and any(core in each for each in told):
        return True
    if any(akin(dossier.knowledge, name, each) for each in told):
        return True
    about = topics(dossier.knowledge, text)
    return any(about & topics(dossier.knowledge, each) for each in told)


def _is_akin(dossier: Dossier, reason: str | None, problems: list[Statement]) -> bool:
    """Tell whether a problem speaks of what the points were lost for (转移名册更新不及时, 扣1分)."""
    return reason is not None and any(akin(dossier.knowledge, reason, problem.text) for problem in problems)


def _hit(message: str, cited: tuple[Evidence, ...], problem: Span) -> Hit:
    return Hit(
        message=message,
        evidence=(*cited, Evidence(role="存在的问题", span=problem)),
        suggestion="在存在的问题里如实写明，并在改进措施里对应；扣分没有道理的，改正得分",
        certainty=Certainty.POSSIBLE,
    )
