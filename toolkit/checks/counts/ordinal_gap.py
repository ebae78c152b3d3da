"""序号缺漏或重复

查什么：同一级标题的序号（一、二、三；1.2.3.）和“一是、二是、三是”是否连续，有没有跳号、重号。

为何：序号断开，往往是删改时漏了一段，或者多粘了一段。

依据：GB/T 9704-2012：结构层次序数依次标注。

有问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    重点抓好三项工作：一是扩大种植；二是改造管网；四是办好实事。

没问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    重点抓好三项工作：一是扩大种植；二是改造管网；三是办好实事。

局限：另起一节后从一重新编号、跨节连续编号，都算对；第一个序号不是一的，可能是节选，不判断；条目没有另起一行的见 ST02。
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from toolkit.audit import Dossier, Outcomes, check
from toolkit.records import Clear, Evidence, Hit, Outcome, Recomputation, Severity, Span, Unable
from toolkit.records.facts import Facts, Heading, Ordinal

Numbered = tuple[int, Span]


@check("CT02", Severity.WARNING)
def ordinal_gap(dossier: Dossier) -> Outcomes:
    for series in (*_headings(dossier.facts), *_ordinals(dossier.facts)):
        yield from _judged(series)


def _ordinals(facts: Facts) -> Iterator[list[Numbered]]:
    series: dict[int, list[Numbered]] = defaultdict(list)
    for ordinal in facts.of(Ordinal):
        series[ordinal.series].append((ordinal.number, ordinal.span))
    yield from series.values()


def _headings(facts: Facts) -> Iterator[list[Numbered]]:
    """Yield the numbered headings that belong to one list.

    A list ends where a heading of a higher level stands, or where the number starts again at one; one that goes on
    counting under the next parent, (5) → (6), is the same list.
    """
    running: dict[int, list[Numbered]] = {}
    closed: dict[int, list[Numbered]] = {}
    for heading in facts.of(Heading):
        level, number = heading.level, heading.number
        for deeper in [other for other in running if other > level]:
            ended = running.pop(deeper)
            if deeper in closed:
                yield closed[deeper]
            closed[deeper] = ended
        if number == 0:
            continue
        if level not in running:
            before = closed.pop(level, None)
            if before is not None and before[-1][0] + 1 == number and number > 1:
                running[level] = before
            elif before is not None:
                yield before
        elif number == 1:
            yield running.pop(level)
        running.setdefault(level, []).append((number, heading.span))
    yield from (*closed.values(), *running.values())


def _judged(series: Sequence[Numbered]) -> Iterator[Outcome]:
    """Look at one list; after a fault the count goes on from the number that stands there."""
    first, last = series[0], series[-1]
    if len(series) == 1:
        return
    cited = (Evidence(role="序号", span=first[1]), Evidence(role="序号", span=last[1]))
    if first[0] != 1:
        yield Unable(missing=f"第一个序号（从{first[0]}开始，前面的可能没有列出）", evidence=cited)
        return
    faults = [_fault(before, now) for before, now in pairwise(series) if now[0] != before[0] + 1]
    yield from faults
    if not faults:
        shown = Recomputation(formula="依次数序号", stated=f"1至{last[0]}", recomputed=f"{len(series)}项，连续")
        yield Clear(evidence=cited, recomputation=shown)


def _fault(before: Numbered, now: Numbered) -> Hit:
    expected = before[0] + 1
    if now[0] > expected:
        gap = str(expected) if now[0] == expected + 1 else f"{expected}至{now[0] - 1}"
        message, advice = f"序号由{before[0]}跳到{now[0]}，缺{gap}", "补上缺的一项，或改正后面的序号。"
    else:
        what = "重复" if now[0] == before[0] else "倒退"
        message, advice = f"序号{what}：{before[0]}之后又是{now[0]}", f"改为{expected}，并顺改后面的序号。"
    cited = (Evidence(role="序号", span=now[1]), Evidence(role="前一个序号", span=before[1]))
    return Hit(message=message, evidence=cited, suggestion=advice)
