"""标题层次或编号方式不当

查什么：层次跳级（“一、”下面直接是“（1）”）；本该另起一行的条目接在上一条的段落里；
只有“1.”而没有“2.”；“一是、二是”里面又套“一是、二是”。

为何：编号乱了，读者分不清哪些内容同属一层，也容易漏掉一条。

依据：GB/T 9704-2012：结构层次序数依次用“一、”“（一）”“1.”“（1）”；只有两层时可由“一、”直接到“1.”。

有问题：
    一、绩效管理情况
    1.编制绩效目标，由各办公室填报。2.开展绩效监控，每季度通报一次。
    3.公开绩效信息。

没问题：
    一、绩效管理情况
    1.编制绩效目标，由各办公室填报。
    2.开展绩效监控，每季度通报一次。
    3.公开绩效信息。

局限：编号的缺漏和重复见 CT02；用分号隔开、写在一段里的列举不算接排。
"""

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.passages import passage
from toolkit.records import BlockKind, Certainty, Clear, Document, Evidence, Hit, Outcome, Severity, Span, Unable
from toolkit.records.facts import Heading, Ordinal

_ANNOUNCED = re.compile(r"[。;；][^。;；]{1,24}[:：]\s*$")  # …二是质量不高。改进措施：一是…
_SECOND = str.maketrans("1一①", "2二②")
ENDS = ("。", "!", "?", "”")
ORDER = ("一、", "（一）", "1.", "（1）")
ALLOWED = ("一、", "1.")
LONGEST = 30
NEAR = 8


@check("ST02", Severity.WARNING)
def heading_sequence(dossier: Dossier) -> Outcomes:
    headings = [h for h in dossier.facts.of(Heading) if h.level > 0 and not _in_table(dossier, h)]
    if not headings:
        yield Unable(missing="带编号的标题", evidence=())
        return
    for siblings in _lists(headings):
        faults = [*_run_in(siblings, dossier.document), *_orphan(siblings, dossier.document)]
        yield from faults
        if not faults and len(siblings) > 1:
            yield Clear(evidence=_evidence(siblings[0]))
    yield from _skipped(headings)
    yield from _nested(dossier)


def _in_table(dossier: Dossier, heading: Heading) -> bool:
    block = dossier.document.block(heading.span.start)
    return block is not None and block.kind is BlockKind.ROW


def _lists(headings: list[Heading]) -> Iterator[list[Heading]]:
    """Yield the headings of one level that stand under one heading; a number that starts anew starts a list."""
    open_lists: dict[int, list[Heading]] = {}
    for heading in headings:
        for level in [level for level in open_lists if level > heading.level]:
            yield open_lists.pop(level)
        if heading.level in open_lists and heading.number == 1:
            yield open_lists.pop(heading.level)
        open_lists.setdefault(heading.level, []).append(heading)
    yield from open_lists.values()


def _run_in(siblings: list[Heading], document: Document) -> Iterator[Hit]:
    """Yield items that stand in the paragraph of the item before, where the list has lines of its own."""
    if sum(not h.run_in for h in siblings) < 2:
        return
    for before, heading in pairwise(siblings):
        follows = heading.run_in and heading.number == before.number + 1
        if follows and passage(document, heading.span).before(1).endswith(ENDS):
            yield Hit(
                message=f"第{heading.number}条接在第{before.number}条的段落里，没有另起一行",
                evidence=_evidence(heading),
                suggestion=f"在“{heading.marker}”前另起一行",
            )


def _orphan(siblings: list[Heading], document: Document) -> Iterator[Hit]:
    first = siblings[0]
    follower = first.marker.strip().translate(_SECOND)
    if follower != first.marker.strip() and follower in document.quote(first.span)[len(first.marker) :]:
        return  # 附件：1.自评表　2.佐证材料, in one line
    if len(siblings) == 1 and first.number == 1 and first.level > 1 and not first.run_in:
        yield Hit(
            message=f"这一层只有“{first.marker}”一条，没有第2条",
            evidence=_evidence(first),
            suggestion=f"删去“{first.marker}”，或补上其余各条",
            severity=Severity.INFO,
        )


def _skipped(headings: list[Heading]) -> Iterator[Hit]:
    """Yield the first item of a list that stands two levels or more below its heading; 一、 to 1. is allowed."""
    above: list[Heading] = []
    for heading in headings:
        while above and above[-1].level >= heading.level:
            above.pop()
        parent = above[-1] if above else None
        if parent and heading.number == 1 and not heading.run_in and {parent.style, heading.style} <= set(ORDER):
            steps = ORDER.index(heading.style) - ORDER.index(parent.style)
            if steps > 1 and (parent.style, heading.style) != ALLOWED:
                yield Hit(
                    message=f"“{parent.marker}”下面直接用“{heading.marker}”，跳过了中间的层次",
                    evidence=_evidence(heading, parent),
                    suggestion="按“一、”“（一）”“1.”“（1）”的次序编号",
                    severity=None if parent.style == ORDER[0] else Severity.INFO,
                )
        above.append(heading)


def _nested(dossier: Dossier) -> Iterator[Outcome]:
    """Yield lists of 一是 inside an item of another list of 一是."""
    runs = [list(run) for _, run in groupby(sorted(dossier.facts.of(Ordinal), key=_series), key=_series)]
    for i, inner in enumerate(runs):
        for outer in runs[max(i - NEAR, 0) : i]:
            if outer[0].style != inner[0].style or len(inner) < 2:
                continue
            holder = _holder(dossier, outer, inner)
            if holder is not None:
                yield Hit(
                    message="“一是”“二是”里面又套了一层“一是”“二是”，容易混淆",
                    evidence=(Evidence(role="内层", span=inner[0].span), Evidence(role="外层", span=holder.span)),
                    suggestion="内层改用“1.”“2.”，或用分号隔开",
                    certainty=Certainty.POSSIBLE,
                    severity=Severity.INFO,
                )


def _holder(dossier: Dossier, outer: list[Ordinal], inner: list[Ordinal]) -> Ordinal | None:
    """Return the item of ``outer`` that ``inner`` stands in: between two items, or in the paragraph of the last."""
    for item, following in pairwise(outer):
        if item.span.end <= inner[0].span.start and inner[-1].span.end <= following.span.start:
            return item
    last = outer[-1]
    if _ANNOUNCED.search(dossier.document.text[last.span.end : inner[0].span.start]):
        return None
    same_block = dossier.document.block(last.span.start) == dossier.document.block(inner[0].span.start)
    return last if same_block and len(outer) > 1 and last.span.end <= inner[0].span.start else None


def _series(ordinal: Ordinal) -> int:
    return ordinal.series


def _evidence(*headings: Heading) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(role="标题" if i else "条目", span=Span(h.span.start, min(h.span.end, h.span.start + LONGEST)))
        for i, h in enumerate(headings)
    )
