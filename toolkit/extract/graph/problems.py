"""Losses and admitted weaknesses → the problems that own up to them; problems → the measures that answer them."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial

from toolkit.extract.grammar.passages import Passage
from toolkit.extract.grammar.reading import Reading
from toolkit.extract.graph.near import Beside, parts, says, words
from toolkit.knowledge import Knowledge
from toolkit.knowledge.patterns import any_of
from toolkit.knowledge.topics import akin, shared, topics
from toolkit.records import BlockKind, Span
from toolkit.records.facts import Admission, Answer, Facts, Loss, Marked, ScoreLine, Statement, StatementKind, got

_TAIL = re.compile("(?:情况|建设|管理|工作|指标|完成|完成率|率)*$")
_CLASS = re.compile("(?:产出|效益|效果|满意度|投入|过程|履职|部门决策|决策|成本|管理效率|部门管理|综合管理|整体)")
_SHORTEST, _NAME = 3, 12  # characters of a name that tells: a longer one is a sentence about something else
_AFTER = 60  # characters behind a score in which its reason stands
_CLAUSE = re.compile("[^,。;:]+")
_SHORT_OF = re.compile(
    "扣(?!分项)|因|未(?!来)|不(?!低|少|超|断)|缺|漏|晚于|迟|滞后|延期|偏|低于|少于|超过|超出|遗|误|失"
)
_ENOUGH, _OWN = 2, 3  # pairs of characters in common: of the same matter, and made for one another


def admissions(reading: Reading, facts: Facts, losses: Sequence[Loss]) -> Iterator[Admission]:
    """Yield which problems tell of each item's loss, and of each weakness that a conclusion admits.

    What a class lost is told by its own items; a grade within a rule's bands is no fault.
    """
    problems = _of_kind(facts, StatementKind.PROBLEM)
    beside = Beside.of(reading, facts)
    for loss in losses:
        if not loss.banded and not _CLASS.match("".join(loss.source.name.split())):
            told = [_of_place(reading, beside, loss, place, problems) for place in loss.places]
            yield next((each for each in told if each.problems), told[0])
    admits = _admitting(reading.knowledge)
    for conclusion in _of_kind(facts, StatementKind.CONCLUSION):
        text = "".join(conclusion.text.split())
        if admits.search(text) and "提升" not in text and topics(reading.knowledge, text):
            fitting = _fitting(problems, partial(_is_same, reading.knowledge, text))
            yield Admission(span=conclusion.span, source=conclusion, problems=fitting)


def _of_place(reading: Reading, beside: Beside, loss: Loss, item: Marked, problems: Sequence[Statement]) -> Admission:
    knowledge, name = reading.knowledge, "".join(item.name.split())
    own, behind = _own(reading, item)
    why = (item.reason or _told_after(reading, beside, item)) if isinstance(item, ScoreLine) else item.deviation or ""
    clauses = [own.part(*found.span()) for found in _CLAUSE.finditer(own.text) if _SHORT_OF.search(found.group())]
    complaint = clauses[-1].span if clauses and clauses[-1].start >= behind else None
    why = "。".join((why, *(each.text for each in clauses))).strip("。")
    if not why and (told := says(reading, re.compile(f"{re.escape(name)}[^。;\\d]{{0,8}}扣[^。;]*"))):
        why, complaint = told.text, told.span  # 社会效益扣0.5分，原因是宣传覆盖面不够

    def speaks(problem: Statement) -> bool:
        if _is_named(knowledge, name, problem):
            return True
        if not why:
            return bool(topics(knowledge, name) & topics(knowledge, problem.text))
        told = f"{name}。{why}"
        return (
            shared(knowledge, told, problem.text) >= _ENOUGH
            or akin(knowledge, told, problem.text)
            or shared(knowledge, own.text, problem.text) > _ENOUGH
        )

    return Admission(
        span=item.span,
        source=loss,
        problems=_fitting(problems, speaks),
        beside=item,
        complained=bool(why),
        complaint=complaint,
    )


def _fitting(problems: Sequence[Statement], speaks: Callable[[Statement], bool]) -> tuple[Statement, ...]:
    return tuple(problem for problem in problems if speaks(problem))


def _own(reading: Reading, item: Marked) -> tuple[Passage, int]:
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


def _is_same(knowledge: Knowledge, text: str, problem: Statement) -> bool:
    """Tell whether a problem speaks of what a conclusion admits."""
    return (
        _is_named(knowledge, text, problem)
        or akin(knowledge, text, problem.text)
        or bool(topics(knowledge, text) & topics(knowledge, problem.text))
    )


def _is_named(knowledge: Knowledge, name: str, problem: Statement) -> bool:
    """Tell whether a problem has the name, or two characters of it that are no general words."""
    told = "".join(problem.text.split())
    own = _TAIL.sub("", name)
    return (len(own) >= _SHORTEST and own in told) or (len(name) <= _NAME and akin(knowledge, name, told))


@cache
def _admitting(knowledge: Knowledge) -> re.Pattern[str]:
    return re.compile(any_of([*knowledge.outline.statements.complaining, "缺少"]))


def answers(reading: Reading, facts: Facts) -> Iterator[Answer]:
    """Yield which measures answer each problem, in its words, those of its cause among them, or on its topic.

    A measure that was made for another problem answers this one too where it shares words with it.
    """
    knowledge = reading.knowledge
    problems, measures = (_of_kind(facts, kind) for kind in (StatementKind.PROBLEM, StatementKind.MEASURE))
    close = {(p, m): shared(knowledge, problems[p].text, measures[m].text) for p, m in _pairs(problems, measures)}
    taken = [max((close[p, m] for p in range(len(problems))), default=0) >= _OWN for m in range(len(measures))]
    matched = [any(close[p, m] >= _OWN for m in range(len(measures))) for p in range(len(problems))]
    for p, problem in enumerate(problems):
        about = topics(knowledge, problem.text)
        found = tuple(
            measure
            for m, measure in enumerate(measures)
            if (not taken[m] or close[p, m] >= _ENOUGH)
            and (
                close[p, m] >= (_OWN if about else _ENOUGH)
                or akin(knowledge, problem.text, measure.text)
                or bool(about & topics(knowledge, measure.text))
            )
        )
        others = [*matched[:p], *matched[p + 1 :]]
        telling = bool(about) or (bool(others) and all(others))  # where each other one is answered word for word
        yield Answer(span=problem.span, source=problem, measures=found, topics=tuple(sorted(about)), telling=telling)


def _pairs(problems: Sequence[Statement], measures: Sequence[Statement]) -> Iterator[tuple[int, int]]:
    return ((p, m) for p in range(len(problems)) for m in range(len(measures)))


def _of_kind(facts: Facts, kind: StatementKind) -> list[Statement]:
    return [statement for statement in facts.of(Statement) if statement.kind is kind]
