"""Losses, and weaknesses that a conclusion admits → the problems that own up to them."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from toolkit.extract.grammar.passages import Passage
from toolkit.extract.grammar.reading import Reading
from toolkit.extract.graph.near import Beside, parts, says, words
from toolkit.knowledge import Knowledge
from toolkit.knowledge.patterns import any_of
from toolkit.knowledge.topics import akin, shared, topics
from toolkit.records import BlockKind, Span
from toolkit.records.facts import Admission, Facts, Loss, Marked, ScoreLine, Statement, StatementKind, got

_TAIL = re.compile("(?:情况|建设|管理|工作|指标|完成|完成率|率)*$")
_CLASS = re.compile(
    "(?:部门|整体|绩效|目标)*(?:产出|效益|效果|满意度|投入|过程|履职|部门决策|决策|成本|管理效率|部门管理|综合管理|整体)"
)
_SHORTEST, _NAME = 3, 12  # characters of a name that tells: a longer one is a sentence about something else
_AFTER = 60  # characters behind a score in which its reason stands
_CLAUSE = re.compile("[^,。;:]+")
_SHORT_OF = re.compile(
    "扣(?!分项)|因|未(?!来)|没有|不(?!低|少|超|断)|缺|漏|晚于|迟|滞后|延期|偏|低于|少于|超过|超出|遗|误|失"
)
_ENOUGH = 2  # pairs of characters in common


def admissions(reading: Reading, facts: Facts, losses: Iterable[Loss]) -> Iterator[Admission]:
    """Yield which problems tell of each item's loss, and of each weakness that a conclusion admits.

    What a class lost is told by its own items; a grade within a rule's bands is no fault.
    """
    knowledge, problems = reading.knowledge, facts.said(StatementKind.PROBLEM)
    beside = Beside.of(reading, facts)
    for loss in losses:
        if not loss.banded and not _CLASS.match("".join(loss.source.name.split())):
            told = [_of_place(_told(reading, beside, place), knowledge, loss, problems) for place in loss.places]
            yield next((each for each in told if each.problems), told[0])
    admits = _admitting(knowledge)
    for conclusion in facts.said(StatementKind.CONCLUSION):
        text = "".join(conclusion.text.split())
        if admits.search(text) and "提升" not in text and topics(knowledge, text):
            fitting = tuple(problem for problem in problems if _is_same(knowledge, text, problem.text))
            yield Admission(span=conclusion.span, source=conclusion, problems=fitting)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What one place tells of a loss: ``why``, which may be nothing, ``at`` those words, and all that is ``around``."""

    item: Marked
    why: str
    at: Span | None
    around: str


def _told(reading: Reading, beside: Beside, item: Marked) -> _Told:
    around, behind = _around(reading, item)
    why = (item.reason or _told_after(reading, beside, item)) if isinstance(item, ScoreLine) else item.deviation or ""
    clauses = [around.part(*c.span()) for c in _CLAUSE.finditer(around.text) if _SHORT_OF.search(c.group())]
    at = clauses[-1].span if clauses and clauses[-1].start >= behind else None
    why = "。".join((why, *(clause.text for clause in clauses))).strip("。")
    name = re.escape("".join(item.name.split()))
    if not why and (elsewhere := says(reading, re.compile(f"{name}[^。;\\d]{{0,8}}扣[^。;]*"))):
        why, at = elsewhere.text, elsewhere.span  # 社会效益扣0.5分，原因是宣传覆盖面不够
    return _Told(item=item, why=why, at=at, around=around.text)


def _of_place(told: _Told, knowledge: Knowledge, loss: Loss, problems: Iterable[Statement]) -> Admission:
    return Admission(
        span=told.item.span,
        source=loss,
        problems=tuple(problem for problem in problems if _owns_up(knowledge, told, problem.text)),
        beside=told.item,
        complained=bool(told.why),
        complaint=told.at,
    )


def _owns_up(knowledge: Knowledge, told: _Told, problem: str) -> bool:
    """Tell whether a problem speaks of a loss: by the item's name, by why it lost points, else by its topic."""
    name = "".join(told.item.name.split())
    if _is_named(knowledge, name, problem):
        return True
    if not told.why:
        return bool(topics(knowledge, name) & topics(knowledge, problem))
    what = f"{name}。{told.why}"
    near = shared(knowledge, what, problem) >= _ENOUGH or shared(knowledge, told.around, problem) > _ENOUGH
    return near or akin(knowledge, what, problem)


def _around(reading: Reading, item: Marked) -> tuple[Passage, int]:
    """Return the words with an item and behind its score, and where in their block the score ends."""
    where = next(parts(reading, item.name_span))
    score = got(item)
    end = bisect_left(where.flow.at, score.span.end) if score else 0
    stop = min(end + _AFTER, len(where.flow.at)) if end > where.start else where.end
    return Passage(where.flow, where.start, stop), end


def _told_after(reading: Reading, beside: Beside, item: ScoreLine) -> str:
    """Return the sentence or paragraph that follows a score and explains it."""
    block = reading.document.block(item.span.start)
    if block is None or block.kind is BlockKind.ROW:
        return ""
    return words(reading, Span(item.span.end, beside.end(item.span.end)))


def _is_same(knowledge: Knowledge, text: str, problem: str) -> bool:
    """Tell whether a problem speaks of what a conclusion admits."""
    return (
        _is_named(knowledge, text, problem)
        or akin(knowledge, text, problem)
        or bool(topics(knowledge, text) & topics(knowledge, problem))
    )


def _is_named(knowledge: Knowledge, name: str, problem: str) -> bool:
    """Tell whether a problem has the name, or two characters of it that are no general words."""
    told = "".join(problem.split())
    own = _TAIL.sub("", name)
    if f"{name}扣" in told:
        return True  # 绩效管理扣0.5分
    return (len(own) >= _SHORTEST and own in told) or (len(name) <= _NAME and akin(knowledge, name, told))


@cache
def _admitting(knowledge: Knowledge) -> re.Pattern[str]:
    return re.compile(any_of([*knowledge.outline.statements.complaining, "缺少"]))
