"""扣了分，没有说明原因

查什么：得分低于分值的评分项、指标和总分，看文中有没有扣分原因、未完成的指标或逐项得分可以说明。

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

from toolkit.arithmetic import as_printed, of_difference
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.beside import banded, beside
from toolkit.checks.indicators import Said, saying
from toolkit.checks.marks import Marked, by_item, core, full, got, made_of_rate
from toolkit.checks.passages import Found, says
from toolkit.checks.wordings import any_of, one_of
from toolkit.knowledge import Knowledge
from toolkit.records import Clear, Evidence, Hit, Outcome, Quantity, Recomputation, Severity, Span, Unable
from toolkit.records.facts import Form, Heading, Indicator, Mention, ScoreLine, Statement, StatementKind, TotalScore

_ATTACHED = re.compile("(?:详见|见)(?:附件|附表|后附|所附)")


_WHOSE = re.compile("^(?:项目|部门|整体|绩效|目标)+(?=[\u4e00-\u9fff]{2})")
_MARKED = re.compile("[(（，,:：].*$")
_SHORTEST = 2


@check("SM04", Severity.WARNING)
def deduction_unexplained(dossier: Dossier) -> Outcomes:
    facts = dossier.facts
    if facts.identity is None or facts.identity.form is Form.OTHER:
        yield Unable(missing="绩效自评报告（本文不是自评报告，或看不出是）", evidence=())
        return
    marked: list[Marked] = [line for line in facts.of(ScoreLine) if not line.summary]
    marked += facts.of(Indicator)
    lost = [m for m in marked if _has_lost(m)]
    attached = says(dossier.document, _ATTACHED) is not None
    yield from _of_items(dossier, lost, attached)
    for total in facts.of(TotalScore):
        if not lost and any(got(m) for m in marked):
            continue  # every item has its full mark, the total has not: SM03 says so
        yield from _of_total(dossier, total, lost, attached)


def _of_items(dossier: Dossier, lost: list[Marked], attached: bool) -> Iterator[Outcome]:
    """Judge each item once, wherever it is told; the rows of a table that gives no reasons are one fault."""
    tables: dict[int, list[Hit]] = {}
    for places in by_item(lost):
        outcomes = [_judged(dossier, item, attached) for item in places]
        outcome = next((each for each in outcomes if not isinstance(each, Hit)), outcomes[0])
        block = dossier.document.block(places[0].span.start)
        if isinstance(outcome, Hit) and block is not None and block.table is not None:
            tables.setdefault(block.table, []).append(outcome)
        else:
            yield outcome
    for hits in tables.values():
        first = hits[0]
        more = f"表中 {len(hits)} 项扣了分，没有说明扣分原因" if len(hits) > 1 else first.message
        yield replace(first, message=more, evidence=tuple(e for hit in hits for e in hit.evidence))


def _judged(dossier: Dossier, item: Marked, attached: bool) -> Outcome:
    name, score, most = "".join(item.name.split()), got(item), full(item)
    at = score.span if score else item.span
    cited = (Evidence(role="得分", span=at), Evidence(role="评分项", span=item.name_span))
    why = _reason(dossier, item)
    if why is not None:
        return Clear(evidence=(*cited, *why))
    if explained := _explained_by_figure(dossier, item):
        figure, shown = explained
        return Clear(evidence=(*cited, Evidence(role="依据", span=figure.span)), recomputation=shown)
    if isinstance(item, ScoreLine) and banded(dossier, item.span):
        return Clear(evidence=cited)
    if attached:
        return Unable(missing="附表中的扣分原因", evidence=cited)
    return Hit(
        message=f"“{name}”满分 {_digits(most)}，得 {_digits(score)}，没有说明扣分原因",
        evidence=cited,
        suggestion="写明扣多少分、因为什么，并在问题和改进措施中对应。",
    )


def _of_total(dossier: Dossier, total: TotalScore, lost: list[Marked], attached: bool) -> Iterator[Outcome]:
    """Look at the total: what it lost must be seen in some item, indicator or reason."""
    score, most = got(total), full(total)
    if score is None or as_printed(score).lo >= (as_printed(most).lo if most else 100):
        return
    cited = (Evidence(role="总得分", span=score.span),)
    unmet = [i for i in dossier.facts.of(Indicator) if saying(i, dossier).said is Said.UNMET]
    told = [s for s in dossier.facts.of(Statement) if s.kind is StatementKind.DEDUCTION]
    near = _why(dossier, beside(dossier, Span(score.span.end, score.span.end)))
    if lost or unmet or told or near:
        yield Clear(evidence=cited)
    elif attached:
        yield Unable(missing="附表中的逐项得分", evidence=cited)
    else:
        yield Hit(
            message=f"总得分 {_digits(score)}，没有逐项得分，也没有扣分原因",
            evidence=cited,
            suggestion="补充各评分项的分值、得分，写明扣在哪里、为什么扣。",
        )


def _has_lost(item: Marked) -> bool:
    score, most = got(item), full(item)
    return score is not None and most is not None and as_printed(score).hi < as_printed(most).lo


def _reason(dossier: Dossier, item: Marked) -> tuple[Evidence, ...] | None:
    """Return what tells why points were lost, or None: a reason, an unmet target, or a statement that names it."""
    written = item.reason if isinstance(item, ScoreLine) else item.deviation
    if (written or "").strip() not in ("", *dossier.knowledge.scores.no_reason.words):
        return ()
    found = _of_indicator(dossier, item) if isinstance(item, Indicator) else _of_line(dossier, item)
    if found:
        return found
    kinds = {StatementKind.DEDUCTION, StatementKind.PROBLEM}
    core = _core(dossier.knowledge, item.name)
    named = any(s.kind in kinds and core in "".join(s.text.split()) for s in dossier.facts.of(Statement))
    return () if named else None


def _of_indicator(dossier: Dossier, indicator: Indicator) -> tuple[Evidence, ...]:
    if indicator.completion is None or saying(indicator, dossier).said is not Said.UNMET:
        return ()
    return (Evidence(role="未完成", span=indicator.completion.span),)


def _of_line(dossier: Dossier, line: ScoreLine) -> tuple[Evidence, ...]:
    if said := _why(dossier, beside(dossier, line.span)):
        return (Evidence(role="原因", span=said.span),)
    if unmet := _unmet_of(dossier, line):
        return (Evidence(role="未完成的指标", span=unmet.name_span),)
    return _of_section(dossier, line)


def _of_section(dossier: Dossier, line: ScoreLine) -> tuple[Evidence, ...]:
    """Return the items that a section's score is broken down to, or the words of a reason in that section."""
    name = _class(line.name)
    if len(name) < _SHORTEST:
        return ()
    parts = [each for each in dossier.facts.of(ScoreLine) if each.section and _class(each.section) == name]
    lost = [each for each in parts if each is not line and _has_lost(each)]
    if lost:
        return (Evidence(role="其中扣分的", span=lost[0].name_span),)
    for heading in dossier.facts.of(Heading):
        of_class = _class(_MARKED.sub("", heading.title)) == name
        if of_class and (said := _why(dossier, Span(heading.span.end, heading.body.end))):
            return (Evidence(role="原因", span=said.span),)
    return ()


def _class(name: str) -> str:
    """Return the class that a section or a line is named after: 项目产出情况, 产出类指标."""
    return _WHOSE.sub("", core(name))


def _why(dossier: Dossier, within: Span) -> Found | None:
    """Return the first words of a reason."""
    return says(dossier.document, one_of(dossier.knowledge.scores.reasons.words), within)


def _unmet_of(dossier: Dossier, line: ScoreLine) -> Indicator | None:
    """Return an unmet indicator of the class that the line scores (产出指标完成情况)."""
    for indicator in dossier.facts.of(Indicator):
        of_class = indicator.level1 is not None and indicator.level1.removesuffix("指标") in line.name
        if of_class and saying(indicator, dossier).said is Said.UNMET:
            return indicator
    return None


def _core(knowledge: Knowledge, name: str) -> str:
    """Return the words of an item's name that are its own."""
    words = knowledge.scores
    name = "".join(name.split())
    core = re.sub(f"(?:{any_of(words.tails.words)})$|{any_of(words.shared.words)}", "", name)
    return core if len(core) > 2 else name


def _explained_by_figure(dossier: Dossier, item: Marked) -> tuple[Quantity, Recomputation] | None:
    """Return the figure that the loss follows from: a rate of which the score is made, or points said to be lost."""
    if made := made_of_rate(dossier, item):
        return made
    score, most = got(item), full(item)
    if score is None or most is None:
        return None
    for mention in dossier.facts.of(Mention):
        lost = mention.quantity
        if (
            mention.label.endswith(dossier.knowledge.scores.lost.words)
            and lost.unit is not None
            and lost.unit == score.unit
        ):
            judgement = of_difference(lost, most, score)
            if judgement is not None and judgement.verdict.holds:
                recomputed = f"{judgement.recomputed}分"
                return lost, Recomputation(formula=judgement.formula, stated=lost.text, recomputed=recomputed)
    return None


def _digits(quantity: Quantity | None) -> str:
    return f"{quantity.value:f}分" if quantity is not None and quantity.value is not None else ""
