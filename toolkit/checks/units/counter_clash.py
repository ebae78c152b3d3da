"""“人数”配“人次”，或同一事物换了量词

查什么：说的是“人数”单位却是“人次”（或反过来）；一句话里对同一批事物先说“份”、后说“单”。

为何：一个人来三次是1人、3人次，两者不能混用；量词不一，读者不知道是不是同一批。

依据：knowledge/units.toml：“人”与“人次”是两个单位，“份”“单”“件”同属一类；GB/T 15835-2011：同类别同形式。

有问题：
    红色教育基地全年接待参观人数4.2万人次。

没问题：
    红色教育基地全年接待参观人数1.3万人，技能培训人数320人。

局限：后一个数前面只有“归档”“办结”一类动词时，才看作说的是同一批事物。
"""

from collections.abc import Iterator
from itertools import groupby, pairwise

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.once import once
from toolkit.checks.passages import Passage, passage
from toolkit.knowledge import Knowledge
from toolkit.records import Certainty, Clear, Dimension, Evidence, Hit, Outcome, Quantity, Severity, Unable
from toolkit.records.facts import Mention

STANDS_FOR = {"人数": "人", "人次": "人次", "人次数": "人次"}
CASES = "件"
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
        for one, other in pairwise(m for m in sentence if _is_case(m.quantity)):
            yield from _cases(one, other, dossier)


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
