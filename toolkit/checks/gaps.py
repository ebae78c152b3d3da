"""What is told elsewhere of an indicator's gap or of a rate's remainder: 比目标少60人, 仍有17宗未结案."""

import re
from collections.abc import Iterator
from dataclasses import replace

from toolkit.arithmetic import Judgement, of_claim, of_difference
from toolkit.audit import Dossier
from toolkit.checks.passages import Passage, passage
from toolkit.knowledge.topics import shared
from toolkit.records import Certainty, Clear, Evidence, Hit, Op, Outcome, Quantity, Recomputation, Severity
from toolkit.records.facts import Binding, Claim, Indicator, Mention, RatioClaim, core_name

_GAP = re.compile("比(?:年度|全年|年初|既定)?(?:目标|计划|任务)[值数]?(?:少|低|差|短|多|高|超)(?:了|出|完成)?$")
_LEFT = re.compile("(?:仍有|尚有|还有|尚余|剩余)$")
_UNDONE = re.compile("[^,。;:]{0,10}?未(?:能|完成|按[期时]|及时)?(?P<deed>[\u4e00-\u9fff]{2})")
_AKIN = 2  # pairs of characters in common
_BEFORE, _AFTER = 14, 20


def gaps(dossier: Dossier) -> Iterator[Outcome]:
    """Hold such figures against target and actual value, or against whole and part, where only one can be meant."""
    for mention in dossier.facts.of(Mention):
        if mention.quantity.value is None:
            continue
        where = passage(dossier.document, mention.quantity.span)
        before = where.before(_BEFORE)
        if _GAP.search(before):
            yield from _of_indicator(dossier, mention, where)
        elif _LEFT.search(before) and (undone := _UNDONE.match(where.after(_AFTER))):
            yield from _of_rate(dossier, mention, undone["deed"])


def _of_indicator(dossier: Dossier, mention: Mention, where: Passage) -> Iterator[Outcome]:
    sides = {(i.target, i.actual) for i in _meant(dossier, mention, where)}
    if len(sides) == 1:
        target, actual = sides.pop()
        bound = replace(target, op=Op.EQ) if target else None  # ≥2200人: the gap is counted from the number itself
        judgement = of_difference(mention.quantity, bound, actual) if bound and actual else None
        if target and actual and judgement is not None:
            yield _judged(mention.quantity, judgement, Evidence(role="目标值", span=target.span), actual)


def _meant(dossier: Dossier, mention: Mention, where: Passage) -> list[Indicator]:
    """Return the indicators of one unit that the sentence names, or whose result it gives, or that it comes near to."""
    said = where.sentence()
    listed = [i for i in dossier.facts.of(Indicator) if i.target and i.actual and _is_like(i.actual, mention.quantity)]
    named = [i for i in listed if core_name(i.name) in said.text]
    given = {m.quantity.value for m in dossier.facts.within(Mention, said.span)}
    told = [i for i in listed if i.actual and i.actual.value in given]
    near = [i for i in listed if shared(dossier.knowledge, "".join(i.name.split()), said.text) >= _AKIN]
    return named or told or near


def _is_like(actual: Quantity, gap: Quantity) -> bool:
    return actual.unit == gap.unit or (actual.percent and gap.percent)


def _of_rate(dossier: Dossier, mention: Mention, deed: str) -> Iterator[Outcome]:
    """Hold 仍有17宗案件未结案 against 立案480宗，结案463宗，结案率96.46%."""
    found = {}
    for claim in dossier.facts.of(Claim):
        part, whole = claim.one("part"), claim.one("whole")
        if not isinstance(claim, RatioClaim) or claim.binding is Binding.GUESSED or part is None or whole is None:
            continue
        holds = (judgement := of_claim(claim)) is not None and judgement.verdict.holds
        if holds and part.unit == mention.quantity.unit and claim.label.removesuffix("率").endswith(deed):
            found[part.value, whole.value] = (part, whole)
    if len(found) == 1:
        part, whole = next(iter(found.values()))
        left = of_difference(mention.quantity, whole, part)
        if left is not None:
            yield _judged(mention.quantity, left, Evidence(role="总数", span=whole.span), part)


def _judged(stated: Quantity, judgement: Judgement, whole: Evidence, part: Quantity) -> Outcome:
    cited = (Evidence(role="差额", span=stated.span), whole, Evidence(role="完成数", span=part.span))
    unit = stated.unit.name if stated.unit else ""
    shown = Recomputation(formula=judgement.formula, stated=stated.text, recomputed=f"{judgement.recomputed}{unit}")
    if judgement.verdict.holds:
        return Clear(evidence=cited, recomputation=shown)
    return Hit(
        message=f"这里说差 {stated.text}，按前面写的两个数算是 {shown.recomputed}",
        evidence=cited,
        recomputation=shown,
        suggestion="核对这三个数，改正写错的一个。",
        certainty=Certainty.POSSIBLE,
        severity=Severity.WARNING,
    )
