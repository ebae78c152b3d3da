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

局限：按名称、原因里的字词和主题词比较；扣分的原因已经写明、又不属于管理问题的（如价格变动），也会提醒，不到1分的
只作提示。
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from toolkit.arithmetic import falls_short
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.beside import banded, beside
from toolkit.checks.marks import Marked, by_item, full, got
from toolkit.checks.passages import Found, Passage, passage, says, words
from toolkit.checks.topics import akin, opening, said, shared, topics
from toolkit.checks.wordings import one_of
from toolkit.records import BlockKind, Certainty, Clear, Evidence, Hit, Outcome, Severity, Span, Unable
from toolkit.records.facts import Form, Indicator, ScoreLine, Statement, StatementKind

_TAIL = re.compile("(?:情况|建设|管理|工作|指标|完成|完成率|率)*$")
_CLASS = re.compile("^(?:产出|效益|效果|满意度|投入|过程|履职|部门决策|决策|成本|管理效率|部门管理|综合管理|整体)")
_SHORTEST, _NAME = 3, 12  # characters of a name that tells: a longer one is a sentence about something else
_BESIDE = 40
_AFTER = 60  # characters behind a score in which its reason stands
_MOST = 3  # items named in a message
_ENOUGH = 2  # pairs of characters in common
_CLAUSE = re.compile("[^,。;:]+")
_SHORT_OF = re.compile(
    "扣(?!分项)|因|未(?!来)|不(?!低|少|超|断)|缺|漏|晚于|迟|滞后|延期|偏|低于|少于|超过|超出|遗|误|失"
)


@check("CN02", Severity.WARNING)
def deduction_without_problem(dossier: Dossier) -> Outcomes:
    identity, problems = dossier.facts.identity, said(dossier, StatementKind.PROBLEM)
    if identity is None or identity.form is Form.OTHER or not problems:
        yield Unable(missing="自评报告里的问题一节", evidence=())
        return
    yield from _of_items(dossier, problems)
    yield from _of_conclusion(dossier, problems)


def _of_items(dossier: Dossier, problems: list[Statement]) -> Iterator[Outcome]:
    """Judge each item once, wherever it is told; what no problem tells of is one fault, of several items."""
    hits: list[Hit] = []
    marked = [line for line in dossier.facts.of(ScoreLine) if not line.summary]
    for places in by_item([*marked, *dossier.facts.of(Indicator)]):
        outcomes = list(_of_places(dossier, places, problems))
        cleared = [each for each in outcomes if not isinstance(each, Hit)]
        yield from cleared[:1]
        hits += [] if cleared else [each for each in outcomes if isinstance(each, Hit)][:1]
    for severity in (None, Severity.INFO):
        alike = [hit for hit in hits if hit.severity is severity]
        if len(alike) > 1:
            evidence = [hit.evidence[:-1] for hit in alike]
            cited = (
                *(each[0] for each in evidence),
                *(e for each in evidence for e in each[1:]),
                alike[0].evidence[-1],
            )
            names = "、".join(hit.message.partition("扣了分")[0] for hit in alike[:_MOST])
            told = names if len(alike) <= _MOST else f"{names}等 {len(alike)} 项"
            yield replace(alike[0], message=f"{told}扣了分，存在的问题里没有讲到", evidence=cited)
        else:
            yield from alike


def _of_places(dossier: Dossier, places: list[Marked], problems: list[Statement]) -> Iterator[Outcome]:
    least = dossier.knowledge.scores.least_loss.points
    for item in places:
        score, most = got(item), full(item)
        if score is None or most is None or not falls_short(score, most, least):
            continue
        if _CLASS.search("".join(item.name.split())):
            continue  # what its own items lost is looked at one by one
        if isinstance(item, ScoreLine) and banded(dossier, item.span):
            continue  # a grade within the rule, not a fault
        name = "".join(item.name.split())
        why, reason = _reason(dossier, item, score.span)
        cited = (*_cited(item.name_span, score.span), *reason)
        told = _is_close(dossier, f"{name}。{why}", problems) if why else _is_on_topic(dossier, name, problems)
        told = told or (bool(why) and _closest(dossier, item, score.span, problems) > _ENOUGH)
        if told or _is_named(dossier, name, problems):
            yield Clear(evidence=cited)
        else:
            slight = not falls_short(score, most, Decimal(1))
            hit = _hit(f"“{name}”扣了分，存在的问题里没有讲到", cited, opening(dossier, problems[0]))
            yield replace(hit, severity=Severity.INFO) if slight and why else hit


def _reason(dossier: Dossier, item: Marked | Indicator, score: Span) -> tuple[str, tuple[Evidence, ...]]:
    """Return the words of an item that tell why it lost points: what its reason says, and what it complains of."""
    why = (item.reason or _told_after(dossier, item)) if isinstance(item, ScoreLine) else item.deviation or ""
    own, end = _own(dossier, item, score)
    said = [own.part(*found.span()) for found in _CLAUSE.finditer(own.text) if _SHORT_OF.search(found.group())]
    if not (why or said) and (elsewhere := _told_elsewhere(dossier, item)):
        return elsewhere.text, (Evidence(role="扣分原因", span=elsewhere.span),)
    last = said[-1:] if said and said[-1].start >= end else []
    return "。".join((why, *(each.text for each in said))).strip("。"), tuple(
        Evidence(role="扣分原因", span=each.span) for each in last
    )


def _told_elsewhere(dossier: Dossier, item: Marked) -> Found | None:
    """Return the words of the prose that say why an item lost points: 社会效益扣0.5分，原因是宣传覆盖面不够."""
    name = re.escape("".join(item.name.split()))
    return says(dossier.document, re.compile(f"{name}[^。;\\d]{{0,8}}扣[^。;]*"))


def _own(dossier: Dossier, item: Marked, score: Span) -> tuple[Passage, int]:
    """Return the words with an item and behind its score, and where the score ends."""
    where = passage(dossier.document, item.name_span)
    end = where.line.within(score)[1]
    return (where.part(0, end + _AFTER - where.start) if end > where.start else where), end


def _closest(dossier: Dossier, item: Marked, score: Span, problems: list[Statement]) -> int:
    """Return how close the words with an item come to those of a problem."""
    own = _own(dossier, item, score)[0].text
    return max(shared(dossier.knowledge, own, problem.text) for problem in problems)


def _told_after(dossier: Dossier, item: ScoreLine) -> str:
    """Return the sentence or paragraph that follows a score and explains it."""
    block = dossier.document.block(item.span.start)
    if block is None or block.kind is BlockKind.ROW:
        return ""
    return words(dossier.document, Span(item.span.end, beside(dossier, item.span).end))


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
        if _is_told(dossier, text, problems):
            yield Clear(evidence=cited)
        else:
            yield _hit("自评结论承认的这一点，存在的问题里没有讲到", cited, opening(dossier, problems[0]))


def _is_told(dossier: Dossier, text: str, problems: list[Statement]) -> bool:
    """Tell whether a problem speaks of what the conclusion admits."""
    named = _is_named(dossier, text, problems) or any(akin(dossier.knowledge, text, each.text) for each in problems)
    return named or _is_on_topic(dossier, text, problems)


def _is_named(dossier: Dossier, name: str, problems: list[Statement]) -> bool:
    """Tell whether a problem has the name, or two characters of it that are no general words."""
    told = ["".join(problem.text.split()) for problem in problems]
    core = _TAIL.sub("", name)
    if len(core) >= _SHORTEST and any(core in each for each in told):
        return True
    return len(name) <= _NAME and any(akin(dossier.knowledge, name, each) for each in told)


def _is_on_topic(dossier: Dossier, text: str, problems: list[Statement]) -> bool:
    about = topics(dossier.knowledge, text)
    return any(about & topics(dossier.knowledge, problem.text) for problem in problems)


def _is_close(dossier: Dossier, why: str, problems: list[Statement]) -> bool:
    """Tell whether a problem speaks of what the points were lost for (转移名册更新不及时, 扣1分)."""
    return any(
        shared(dossier.knowledge, why, problem.text) >= _ENOUGH or akin(dossier.knowledge, why, problem.text)
        for problem in problems
    )


def _hit(message: str, cited: tuple[Evidence, ...], problem: Span) -> Hit:
    return Hit(
        message=message,
        evidence=(*cited, Evidence(role="存在的问题", span=problem)),
        suggestion="在存在的问题里如实写明，并在改进措施里对应；扣分没有道理的，改正得分",
        certainty=Certainty.POSSIBLE,
    )
