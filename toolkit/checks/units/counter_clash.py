"""“人数”配“人次”，或同一事物换了量词

查什么：说的是“人数”单位却是“人次”（或反过来）；一句话里对同一批事物先说“份”、后说“单”；
一个指标的目标值与完成值、一个比率的分子与分母，一个按“人”、一个按“人次”。

为何：一个人来三次是1人、3人次，两者不能混用；量词不一，读者不知道是不是同一批。

依据：knowledge/units.toml：“人”与“人次”是两个单位，“份”“单”“件”同属一类；GB/T 15835-2011：同类别同形式。

有问题：
    红色教育基地全年接待参观人数4.2万人次。

没问题：
    红色教育基地全年接待参观人数1.3万人，技能培训人数320人。

局限：后一个数前面只有“归档”“办结”一类动词，或者两数相除正是句中所写的比率时，才看作说的是同一批事物。
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from toolkit.arithmetic import of_ratio
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.once import once
from toolkit.checks.passages import Passage, passage
from toolkit.knowledge import Knowledge
from toolkit.records import Certainty, Clear, Dimension, Evidence, Hit, Op, Outcome, Quantity, Severity, Unable
from toolkit.records.facts import Indicator, Mention, Role

STANDS_FOR = {"人数": "人", "人次": "人次", "人次数": "人次"}
CASES = "件"
TIMES = "次"
LEVELS = (Role.LEVEL, Role.TOTAL)
COMPARED = ("比上年", "较上年", "比去年", "较去年", "同比", "比上一年", "增加", "减少")
BARE = ("", ",", ";", "、", "。", "(", ")", "\t")


@check("UN02", Severity.WARNING)
def counter_clash(dossier: Dossier) -> Outcomes:
    for mention in dossier.facts.of(Mention):
        named = next((name for name in STANDS_FOR if mention.label.endswith(name)), None)
        if named is None:
            continue
        where = passage(dossier.document, mention.quantity.span)
        if not where.in_table and not where.quotation():
            yield _people(mention, named, where)
    for _, sentence in groupby(dossier.facts.of(Mention), key=lambda m: m.sentence):
        mentions = list(sentence)
        for one, other in pairwise(m for m in mentions if _is_case(m.quantity)):
            yield from _cases(one, other, dossier)
        yield from _by_rate(mentions, dossier)
        yield from _by_change(mentions)
    for indicator in dossier.facts.of(Indicator):
        if indicator.target and indicator.actual and indicator.target.unit and indicator.actual.unit:
            clash = _clash(indicator.target, indicator.actual)
            if clash is not None:
                yield _of_one_kind(indicator.target, indicator.actual, clash, "目标值与完成值")


def _by_rate(mentions: list[Mention], dossier: Dossier) -> Iterator[Hit]:
    """Compare the counters of two numbers side by side whose quotient is the rate that the sentence gives."""
    rates = [m.quantity for m in mentions if _is_exact(m.quantity, Dimension.RATIO)]
    for one, other in pairwise(mentions):
        if not (_is_exact(one.quantity, Dimension.COUNT) and _is_exact(other.quantity, Dimension.COUNT)):
            continue  # with a rate between them, the second number is of something else
        clash = _clash(one.quantity, other.quantity)
        if clash is None or (_is_case(other.quantity) and other.label in _closings(dossier.knowledge)):
            continue
        unit, first, second = one.quantity.unit, one.quantity, replace(other.quantity, unit=one.quantity.unit)
        if unit is None or first.value is None or second.value is None:
            continue
        part, whole = (first, second) if first.value < second.value else (second, first)
        judged = [of_ratio(rate, [part], whole) for rate in rates] if whole.value else []
        if any(judgement is not None and judgement.verdict.holds for judgement in judged):
            yield _of_one_kind(one.quantity, other.quantity, clash, "一个比率的分子与分母")


def _by_change(mentions: list[Mention]) -> Iterator[Hit]:
    """Compare a number with the change that follows it: 接待9860人，比上年多960人次."""
    for one, other in pairwise(mentions):
        if one.role not in LEVELS or other.role is not Role.DELTA or not other.label.startswith(COMPARED):
            continue
        if _is_exact(one.quantity, Dimension.COUNT) and _is_exact(other.quantity, Dimension.COUNT):
            clash = _clash(one.quantity, other.quantity)
            if clash is Severity.WARNING:
                yield _of_one_kind(one.quantity, other.quantity, clash, "一个数和它的增减")


def _is_exact(quantity: Quantity, dimension: Dimension) -> bool:
    return quantity.unit is not None and quantity.unit.dimension is dimension and quantity.op is Op.EQ


def _clash(one: Quantity, other: Quantity) -> Severity | None:
    """Return how grave it is that two numbers of one thing are counted in different ways; None where they are not."""
    if one.unit is None or other.unit is None:
        return None
    shorter, longer = sorted((one.unit.name, other.unit.name), key=len)
    if longer == shorter + TIMES:
        return Severity.WARNING
    return Severity.INFO if _is_case(one) and _is_case(other) and shorter != longer else None


def _of_one_kind(one: Quantity, other: Quantity, severity: Severity, what: str) -> Hit:
    return Hit(
        message=f"{what}一个是“{one.text}”，一个是“{other.text}”，计数的单位应当一致",
        evidence=(Evidence(role="后一个", span=other.span), Evidence(role="前一个", span=one.span)),
        suggestion="核对是按次计还是按个数计，统一单位" if severity is Severity.WARNING else "统一量词",
        certainty=Certainty.CERTAIN if severity is Severity.WARNING else Certainty.POSSIBLE,
        severity=severity,
    )


def _people(mention: Mention, named: str, where: Passage) -> Outcome:
    unit = mention.quantity.unit
    evidence = (Evidence(role="数字", span=where.with_label(mention.label)),)
    if unit is None:
        return Unable(missing="数字的单位", evidence=evidence)
    if unit.base not in STANDS_FOR.values() or unit.base == STANDS_FOR[named]:
        return Clear(evidence=evidence)
    return Hit(
        message=f"“{named}”后面的单位是“{unit.name}”，人数与人次不是一回事",
        evidence=evidence,
        suggestion="按次计的写“人次”，按人计的写“人数…人”" if named == "人数" else f"单位改为“{STANDS_FOR[named]}”",
    )


def _is_case(quantity: Quantity) -> bool:
    unit = quantity.unit
    return unit is not None and unit.family == CASES and unit.dimension is Dimension.COUNT and len(unit.name) == 1


@once
def _closings(knowledge: Knowledge) -> frozenset[str]:
    """Return the verbs that say what became of the cases named before: 归档, 办结."""
    return frozenset(word for base in knowledge.bases.base for word in base.part) | {"归档"}


def _cases(one: Mention, other: Mention, dossier: Dossier) -> Iterator[Outcome]:
    """Compare the counters of two numbers where the second one has only a verb before it and nothing behind."""
    first, second = one.quantity.unit, other.quantity.unit
    where = passage(dossier.document, other.quantity.span)
    if first is None or second is None or other.label not in _closings(dossier.knowledge) or where.after(1) not in BARE:
        return
    evidence = (Evidence(role="后一个", span=other.quantity.span), Evidence(role="前一个", span=one.quantity.span))
    if first.name == second.name:
        yield Clear(evidence=evidence)
    else:
        yield Hit(
            message=f"前面说“{first.name}”，这里说“{second.name}”，像是同一批事物换了量词",
            evidence=evidence,
            suggestion=f"统一用“{first.name}”或“{second.name}”",
            certainty=Certainty.POSSIBLE,
            severity=Severity.INFO,
        )
