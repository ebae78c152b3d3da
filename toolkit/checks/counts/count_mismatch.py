"""说的个数与列出的个数不一样

查什么：写“下设8个办公室，分别为……”的，数一数列出的是不是8个；
写“产出指标共设置4个”“抓好三项工作：一是……”的，数一数下文列出的是不是那么多。

为何：机构、指标的个数改了一处忘了另一处，是修改旧稿时最常见的疏漏。

依据：指标的类别见 knowledge/indicators.toml。个数是数出来的，不需修约（GB/T 8170），差一个也是错；
以“等”结尾的列举，列出的不得多于所说的个数。

有问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    镇政府内设机构4个，分别为党政办公室、财政办公室和民政办公室。

没问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    镇政府内设机构3个，分别为党政办公室、财政办公室和民政办公室。

局限：看不准列举到哪里为止、只举出不到一半，或者名称本身带“和”“与”数不准的，不判断；还有指标列在附表里、或只写了完成率的，也不判断。
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from toolkit.arithmetic import interval, of_claim, point
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.passages import words
from toolkit.records import (
    Certainty,
    Clear,
    Dimension,
    Document,
    Evidence,
    Hit,
    Op,
    Outcome,
    Quantity,
    Recomputation,
    Severity,
    Span,
    Unable,
)
from toolkit.records.facts import Binding, CountClaim, Mention, Operand, Ordinal

_JOINT = re.compile("[和与及]")
_OFFICE = (*"局室科股站所队院馆校园办处会级", "中心", "社区", "村")
_LEADS_ON = re.compile("[^,;。:\\d]{0,14}(?P<mark>[:。,])")


@check("CT01", Severity.ERROR)
def count_mismatch(dossier: Dossier) -> Outcomes:
    for claim in dossier.facts.of(CountClaim):
        yield _judged(dossier.document, claim)
    yield from _enumerations(dossier)


def _judged(document: Document, claim: CountClaim) -> Outcome:
    stated, items = claim.one("stated"), claim.all("item")
    judgement = of_claim(claim)
    cited = (Evidence(role="所说的个数", span=stated.span if stated else claim.span),)
    if stated is None or judgement is None:
        return Unable(missing="列举的各项", evidence=cited)
    etc = "等" if claim.open_ended else ""
    names = [re.sub(r"\s", "", item.quantity.text) for item in items]
    shown = Recomputation(
        formula=f"数列出的各项：{'、'.join(names)}{etc}", stated=stated.text, recomputed=f"{len(items)}项{etc}"
    )
    if judgement.verdict.holds:
        return Clear(evidence=cited, recomputation=shown)
    few = interval(stated).lo > 2 * len(items)  # who names so few of so many means to give examples
    near = _is_one_off(stated, items, names) and claim.label and not claim.open_ended
    unsure = (claim.binding is Binding.GUESSED and not near) or not claim.label or len(items) < 2 or few
    if unsure or _is_loose(document, stated, items):
        return Unable(missing="确定的列举：名称里可能有“和”“与”，或列举不全", evidence=cited)
    return Hit(
        message=f"写作 {stated.text}，列出的是 {len(items)} 项{etc}",
        evidence=cited,
        recomputation=shown,
        suggestion="核对个数，或补上、删去列举中的名称。",
        certainty=Certainty.POSSIBLE if claim.binding is Binding.GUESSED else Certainty.CERTAIN,
        severity=Severity.WARNING if claim.binding is Binding.GUESSED else None,
    )


def _is_one_off(stated: Quantity, items: tuple[Operand, ...], names: list[str]) -> bool:
    """Tell whether 包括 is followed by one name too few or too many, all of them plain names of offices.

    Who gives examples seldom leaves out just one; a name that 和 may part in two is none that can be counted.
    """
    plain = all(name.endswith(_OFFICE) and not _JOINT.search(name) for name in names)
    return plain and len(items) > 2 and interval(stated) in {point(len(items) - 1), point(len(items) + 1)}


def _is_loose(document: Document, stated: Quantity, items: tuple[Operand, ...]) -> bool:
    """Tell whether the list can be counted as stated, because 和 or 与 may stand in a name or part two.

    Two names end as the others do: of 人事股、职业与成人教育股 the second is one name.
    """
    names = [re.sub(r"\s", "", item.quantity.text) for item in items]
    endings = {name[-1:] for name in names}
    halves = [_JOINT.split(name)[0] for name in names if _JOINT.search(name)]
    more = sum(half[-1:] in endings for half in halves)
    counted = interval(stated)
    if any(counted == point(len(items) + n) for n in range(1, more + 1)):
        return True
    if len(items) < 2 or counted != point(len(items) - 1):
        return False
    between = Span(items[-2].quantity.span.end, items[-1].quantity.span.start)
    return bool(_JOINT.search(words(document, between))) and names[-2][-1:] != names[-1][-1:]


def _enumerations(dossier: Dossier) -> Iterator[Outcome]:
    """Compare 抓好三项工作： with the 一是、二是、三是 that follow; only a colon binds them fast."""
    document, mentions = dossier.document, dossier.facts.of(Mention)
    counted = {operand.quantity.span for claim in dossier.facts.of(CountClaim) for operand in claim.operands}
    series: dict[int, list[Ordinal]] = defaultdict(list)
    for ordinal in dossier.facts.of(Ordinal):
        series[ordinal.series].append(ordinal)
    for ordinals in series.values():
        start = ordinals[0].span.start
        before = mentions[: bisect_left(mentions, start, key=lambda mention: mention.span.start)][-1:]
        numbers = [ordinal.number for ordinal in ordinals]
        if not before or numbers[0] != 1 or not _is_plain_count(before[0].quantity):
            continue
        stated = before[0].quantity
        lead = _LEADS_ON.fullmatch(words(document, Span(stated.span.end, start)))
        if lead is None or stated.span in counted:
            continue
        cited = (Evidence(role="所说的个数", span=stated.span),)
        listed = f"{len(numbers)}项"
        shown = Recomputation(formula="数“一是、二是……”", stated=stated.text, recomputed=listed)
        if interval(stated) == point(len(numbers)):
            yield Clear(evidence=cited, recomputation=shown)
        elif lead["mark"] == ":" and numbers == list(range(1, len(numbers) + 1)):
            yield Hit(
                message=f"写作 {stated.text}，下面列出的是 {listed}",
                evidence=cited,
                recomputation=shown,
                suggestion="核对个数，或补上、删去列举的各项。",
            )


def _is_plain_count(stated: Quantity) -> bool:
    return stated.op is Op.EQ and (stated.unit is None or stated.unit.dimension is Dimension.COUNT)
