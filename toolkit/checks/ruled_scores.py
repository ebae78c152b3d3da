"""Scores that a rule of the rubric gives, recomputed from the report's own figures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.arithmetic import Judgement, Verdict, may_be_weighted, of_rates, of_steps
from toolkit.audit import Dossier
from toolkit.checks.once import once
from toolkit.knowledge.rubric_shapes import RuleEntry
from toolkit.records import (
    Certainty,
    Clear,
    Document,
    Evidence,
    Hit,
    Outcome,
    Quantity,
    Recomputation,
    Severity,
    Unable,
)
from toolkit.records.facts import (
    BudgetLine,
    Facts,
    Indicator,
    KnownItem,
    Marked,
    Mention,
    Role,
    RubricFit,
    ScoreLine,
    full,
    got,
)

_COMPUTED = 2  # decimals: 9.41 was computed, 9.5 may be judged
_OWN = re.compile("^(?:我[^的]{0,3}|本)?(?:部门|单位|整体|年度|年末|全年|本年|当年|的)*")
_LIGHT = re.compile(r"[\s“”\"']")
_STEPS = re.compile(r"每(?:降低?|低于?|少|减少|下降|超过?|增加?|差|扣)|分档|档次|以上的?得|序时进度|各季度")
_TRUE = "计分办法与此不同的，改正评分表"
_OTHERWISE = "本地另有计分办法的，用 --rubric 给出本地的评分表"
_EXECUTED = "预算执行率"


@dataclass(frozen=True, slots=True)
class Ruled:
    """A line of the report whose score a rule gives, and what came of it."""

    line: Marked
    outcome: Outcome


@once
def ruled_scores(dossier: Dossier) -> tuple[Ruled, ...]:
    """Return the lines that the rubric has a rule for and the text a figure, each judged."""
    return tuple(_ruled(dossier))


def has_steps(document: Document, score: Quantity) -> bool:
    """Tell whether a rule of steps stands beside the score: 每低1个百分点扣0.2分."""
    block = document.block(score.span.start)
    return block is not None and _STEPS.search(document.quote(block.span)) is not None


def _ruled(dossier: Dossier) -> Iterator[Ruled]:
    seen: set[tuple[str | None, str, object]] = set()
    for fit in dossier.facts.of(RubricFit):
        rubric = dossier.knowledge.rubrics.named(fit.id)
        for known in fit.known:
            item = rubric.entry(known.block, known.entry) if rubric and not known.part else None
            score = got(known.line)
            key = (known.block, known.entry, score.value if score else None)
            if item is None or item.rule is None or score is None or full(known.line) is None or key in seen:
                continue
            seen.add(key)
            names = frozenset((*item.rule.of, item.name, *item.aliases))
            if outcome := _judged(dossier, known, item.rule, names):
                yield Ruled(known.line, outcome)


def _judged(dossier: Dossier, known: KnownItem, rule: RuleEntry, names: frozenset[str]) -> Outcome | None:
    score, most = got(known.line), full(known.line)
    assert score
    assert most
    rates = _rates(dossier, known.line, rule, names)
    if rule.kind == "mean" and not rates:
        return _by_mean(dossier, known, rule, score, most)
    told = [(rate, judgement) for rate in rates if (judgement := _by_rule(rule, score, most, rate))]
    cited = Evidence(role="得分", span=score.span)
    for rate, judgement in told:
        if judgement.verdict.holds:
            return Clear(
                evidence=(cited, Evidence(role="比率", span=rate.span)), recomputation=_shown(score, judgement)
            )
    if not told or len(told) < len(rates):
        return None
    if len({judgement.computed for _, judgement in told}) > 1:
        return Unable(missing=f"“{_name(known)}”是按文中哪一个比率计分的", evidence=(cited,))
    if _is_explained(dossier, known.line, score):
        return Unable(missing=f"“{_name(known)}”的计分办法", evidence=(cited,))
    rate, judgement = told[0]
    return _hit(known, rule, judgement, score, (Evidence(role="比率", span=rate.span),))


def _by_rule(rule: RuleEntry, score: Quantity, most: Quantity, rate: Quantity) -> Judgement | None:
    if rule.kind != "steps":
        return of_rates(score, most, [rate], rule.cap)
    steps = [(step.at, step.earns) for step in rule.steps]
    return of_steps(score, rate, steps, rule.beyond, lower_is_better=rule.better == "lower")


def _by_mean(dossier: Dossier, known: KnownItem, rule: RuleEntry, score: Quantity, most: Quantity) -> Outcome | None:
    """Judge by the indicators of a class; where they may have weights, only what no weights give is a fault."""
    listed = [i for i in dossier.facts.of(Indicator) if i.level1 in rule.of and i is not known.line]
    rates = [i.completion for i in listed if i.completion is not None and i.completion.percent]
    cited = Evidence(role="得分", span=score.span)
    if not listed:
        return None
    judgement = of_rates(score, most, rates, rule.cap) if len(rates) == len(listed) else None
    if judgement is None:
        return Unable(missing=f"{rule.of[0]}逐项的完成率", evidence=(cited,))
    beside = tuple(Evidence(role="完成率", span=rate.span) for rate in rates)
    if judgement.verdict.holds:
        return Clear(evidence=(cited, *beside), recomputation=_shown(score, judgement))
    if rule.weighted and may_be_weighted(score, most, rates, rule.cap):
        return Unable(missing=f"{rule.of[0]}各自的权重", evidence=(cited,))
    if _is_explained(dossier, known.line, score):
        return Unable(missing=f"“{_name(known)}”的计分办法", evidence=(cited,))
    return _hit(known, rule, judgement, score, beside)


def _hit(known: KnownItem, rule: RuleEntry, judgement: Judgement, score: Quantity, beside: tuple[Evidence, ...]) -> Hit:
    shown = _shown(score, judgement)
    slight = judgement.verdict is not Verdict.INCONSISTENT or (not rule.verbatim and score.places < _COMPUTED)
    by_steps = rule.kind == "steps"
    lowered = Severity.WARNING if by_steps or not slight else Severity.INFO
    return Hit(
        message=f"“{_name(known)}”得分写作 {score.text}，按评分表的计分办法（{shown.formula}）应为{shown.recomputed}",
        evidence=(Evidence(role="得分", span=score.span), *beside),
        recomputation=shown,
        suggestion=f"核对得分，并重算总分；{_TRUE if rule.verbatim else _OTHERWISE}。",
        certainty=Certainty.CERTAIN if rule.verbatim else Certainty.POSSIBLE,
        severity=None if rule.verbatim and not slight else lowered,
    )


def _shown(score: Quantity, judgement: Judgement) -> Recomputation:
    return Recomputation(formula=judgement.formula, stated=score.text, recomputed=f"{judgement.recomputed}分")


def _rates(dossier: Dossier, line: Marked, rule: RuleEntry, names: frozenset[str]) -> list[Quantity]:
    """Return the rates that an item may be scored by: its own where it has one, else those of its name in the text."""
    own = _own_rates(dossier.facts, line)
    if own or rule.kind == "mean":
        return own
    year = dossier.facts.identity.year if dossier.facts.identity else None
    found = [
        m.quantity
        for m in dossier.facts.of(Mention)
        if m.quantity.percent
        and m.role in {Role.RATE, Role.COMPLETION, Role.LEVEL, Role.SHARE}
        and _is_called(m.label, names)
        and not (year and m.period and m.period.start.year != year)
        and not _is_aim(dossier.facts, m)
    ]
    if _EXECUTED in rule.of:
        whole = [b for b in dossier.facts.of(BudgetLine) if b.rate and b.rate.percent and _is_whole(b)]
        found += [b.rate for b in whole if b.rate and b.rate.span not in {q.span for q in found}]
    return found


def _own_rates(facts: Facts, line: Marked) -> list[Quantity]:
    """Return the result in the row of an item, or the one rate that stands with its score."""
    if isinstance(line, Indicator):
        return (
            [line.actual] if line.actual is not None and line.actual.percent and line.actual.value is not None else []
        )
    told = [
        m.quantity
        for m in facts.of(Mention)
        if m.quantity.percent and line.span.covers(m.span) and m.role in {Role.RATE, Role.COMPLETION}
    ]
    return told if len(told) == 1 else []


def _is_aim(facts: Facts, mention: Mention) -> bool:
    """Tell whether a rate is what was aimed at, not what was reached."""
    aims = {i.target.span for i in facts.of(Indicator) if i.target}
    return mention.role is Role.TARGET or mention.quantity.span in aims


def _is_called(label: str, names: frozenset[str]) -> bool:
    whole = _LIGHT.sub("", label)
    return whole in names or _OWN.sub("", whole) in names


def _is_whole(line: BudgetLine) -> bool:
    """Tell whether a budget line is of the whole office's money, not of a part of it."""
    return line.fund is None and _OWN.sub("", _LIGHT.sub("", line.name)) in {
        "",
        "支出",
        "预算",
        "合计",
        "总计",
        "预算支出",
    }


def _is_explained(dossier: Dossier, line: Marked, score: Quantity) -> bool:
    """Tell whether the report itself says why the score is another: by a reason, or by a rule of its own."""
    why = line.reason if isinstance(line, ScoreLine) else line.deviation
    told = (why or "").strip() not in ("", *dossier.knowledge.scores.no_reason.words)
    return told or has_steps(dossier.document, score)


def _name(known: KnownItem) -> str:
    """Return a line's name as it stands in quotation marks."""
    return "".join(known.line.name.split()).replace("“", "‘").replace("”", "’")
