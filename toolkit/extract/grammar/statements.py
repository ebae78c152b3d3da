"""Sentences that judge, complain, promise or explain lost points: one fact for each item, paragraph or clause."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from toolkit.extract.grammar.passages import Passage, before, passages, words
from toolkit.extract.grammar.reading import Reading
from toolkit.extract.grammar.sections import (
    ACHIEVEMENTS,
    BOTH,
    CONCLUSION,
    EVALUATION,
    INDICATORS,
    MEASURES,
    PROBLEMS,
    Section,
    sections,
)
from toolkit.knowledge import Knowledge
from toolkit.knowledge.patterns import any_of
from toolkit.records import Span
from toolkit.records.blanks import MARK
from toolkit.records.facts import Heading, Identity, Ordinal, Statement, StatementKind

_KINDS = {
    PROBLEMS: StatementKind.PROBLEM,
    MEASURES: StatementKind.MEASURE,
    ACHIEVEMENTS: StatementKind.ACHIEVEMENT,
    BOTH: None,
}
_CLAUSE = re.compile(r"[^,。;:!?\t|]+")
_LEAD = 60
_DATE = r"(?:20\d\d|二[〇○零].{2})年.{1,9}"

Item = list[Passage]


@dataclass(frozen=True, slots=True)
class _Words:
    """Compiled patterns of the outline."""

    judging: re.Pattern[str]
    deducting: re.Pattern[str]
    not_deducting: re.Pattern[str]
    scoring: re.Pattern[str]
    reason: re.Pattern[str]
    announcing: re.Pattern[str]
    nothing: re.Pattern[str]
    complaining: re.Pattern[str]
    promising: re.Pattern[str]
    parting: re.Pattern[str]
    after: str


def statements(reading: Reading, headings: list[Heading | Ordinal], identity: Identity | None) -> list[Statement]:
    """Find every statement, in the order of the text."""
    cues = _compiled(reading.knowledge)
    all_sections = sections(reading, headings)
    ordinals = [fact for fact in headings if isinstance(fact, Ordinal)]
    end = re.compile(f"{cues.after}|{_DATE}|{_signature(identity)}")
    found = [*_deductions(reading, cues)]
    for section in all_sections:
        if section.own and section.role in _KINDS:
            for item in _items(reading, section, ordinals, cues):
                found.extend(_of_item(reading, section.role, before(item, end), cues))
    taken = [statement.span for statement in found if statement.kind is StatementKind.DEDUCTION]
    for part in _conclusions(reading, all_sections):
        found.extend(_judgements(reading, part, cues, taken))
    settled = reading.document.settled
    said = [
        s for s in found if settled[s.span.start : s.span.end].strip(f"{MARK} \n。;")
    ]  # a draft's blank says nothing
    return sorted(said, key=lambda statement: (statement.span.start, statement.span.end))


def _signature(identity: Identity | None) -> str:
    name = identity.organization if identity else None
    return rf"{re.escape(name)}(?:\([^()]{{1,6}}\))?(?:{_DATE})?" if name else _DATE


@cache
def _compiled(knowledge: Knowledge) -> _Words:
    told = knowledge.outline.statements
    return _Words(
        judging=re.compile(rf"(?:{any_of(told.judging)})(?!{any_of(told.naming)})|(?<=[为“])[优良中差](?=[”级等]|$)"),
        deducting=re.compile(rf"[扣减]了?\d+(?:\.\d+)?分|(?:{any_of(told.deducting)})(?=.{{3}})"),
        not_deducting=re.compile(any_of(told.not_deducting)),
        scoring=re.compile(r"\d分(?!钟|之)"),
        reason=re.compile(any_of(told.reason)),
        announcing=re.compile(rf"[^。;]{{0,40}}?(?:{any_of(told.announcing)})[^。;]{{0,12}}:"),
        nothing=re.compile(
            rf"(?:{any_of(told.nothing)})(?:存在|明显|较大|突出|相关|的|主要){{0,3}}(?:问题|不足|措施|情况)?。?"
        ),
        complaining=re.compile(any_of(told.complaining)),
        promising=re.compile(any_of(told.promising)),
        parting=re.compile(
            rf"(?:^|(?<=[。;]))(?:(?:{any_of(told.parting)})(?:(?:是|为)?[:,]|(?=[将要拟]|计划|我))|20\d\d年(?:将|拟|计划(?!的|任务|数)))"
        ),
        after="|".join(told.after),
    )


def _statement(reading: Reading, kind: StatementKind, item: Item) -> Statement:
    return Statement(span=item[0].span.hull(item[-1].span), kind=kind, text=words(reading, item))


def _items(reading: Reading, section: Section, ordinals: list[Ordinal], cues: _Words) -> Iterator[Item]:
    """Yield the numbered items of a section; where nothing is numbered, its 一是 lists, else its paragraphs."""
    if section.below:
        for below in section.below:
            if not _holds_role(below):
                start = _title_start(reading, below.heading)
                yield passages(reading, Span(start, below.heading.body.end))
        return
    parts = passages(reading, section.heading.body)
    listed = list(_listed(parts, ordinals, cues))
    for item in listed or [[part] for part in parts if not part.text.endswith(":")]:
        if not cues.nothing.fullmatch(item[0].text):
            yield item


def _holds_role(section: Section) -> bool:
    return section.own or any(_holds_role(below) for below in section.below)


def _title_start(reading: Reading, heading: Heading) -> int:
    """Return where the title begins, behind the marker."""
    marked = passages(reading, heading.span)
    return marked[0].part(len(heading.marker)).span.start if marked else heading.span.start


def _listed(parts: list[Passage], ordinals: list[Ordinal], cues: _Words) -> Iterator[Item]:
    """Yield the items of the 一是 lists that a paragraph begins with, at once or after words that announce a list."""
    starts: list[tuple[int, int, int]] = []
    series: set[int] = set()
    for i, part in enumerate(parts):
        first = bisect_left(ordinals, part.span.start, key=lambda ordinal: ordinal.span.start)
        for ordinal in ordinals[first:]:
            if ordinal.span.start >= part.span.end:
                break
            at = part.index(ordinal.span.start)
            if ordinal.number == 1 and (not at or (at <= _LEAD and cues.announcing.fullmatch(part.part(0, at).text))):
                series.add(ordinal.series)
            if ordinal.series in series:
                starts.append((i, at, ordinal.series))
    for (i, at, one), follower in zip_longest(starts, starts[1:]):
        if follower and follower[0] == i:
            yield [parts[i].part(at, follower[1])]
        else:
            last = follower[0] if follower and follower[2] == one else i + 1
            yield [parts[i].part(at), *parts[i + 1 : last]]


def _of_item(reading: Reading, role: str, item: Item, cues: _Words) -> Iterator[Statement]:
    """Yield the statement an item makes; where a section holds problems and measures, its words tell which, or both."""
    if not item:
        return
    kind = _KINDS[role]
    if kind is not None:
        yield _statement(reading, kind, item)
        return
    for i, part in enumerate(item):
        parting = cues.parting.search(part.text)
        if parting and (i or parting.start()):
            problem = [*item[:i], *([part.part(0, parting.start())] if parting.start() else [])]
            yield _statement(reading, StatementKind.PROBLEM, problem)
            yield _statement(reading, StatementKind.MEASURE, [part.part(parting.start()), *item[i + 1 :]])
            return
    text = item[0].text
    promises = cues.promising.match(text) or not cues.complaining.search(text)
    yield _statement(reading, StatementKind.MEASURE if promises else StatementKind.PROBLEM, item)


def _conclusions(reading: Reading, all_sections: list[Section]) -> Iterator[Passage]:
    """Yield the passages that conclude: sections called so, and what stands right below 自评情况 and the like.

    A report without either concludes where it introduces its indicators.
    """
    found = False
    for section in all_sections:
        if section.role == CONCLUSION or (section.own and section.role == EVALUATION):
            found = True
            yield from passages(reading, section.direct)
    for section in all_sections:
        if not found and section.own and section.role == INDICATORS and section.heading.level == 1:
            yield from passages(reading, section.direct)


def _judgements(reading: Reading, part: Passage, cues: _Words, taken: list[Span]) -> Iterator[Statement]:
    for clause in _CLAUSE.finditer(part.text):
        said = part.part(*clause.span())
        i = bisect_left(taken, said.span.end, key=lambda span: span.start)
        if cues.judging.search(clause.group()) and not (i and taken[i - 1].overlaps(said.span)):
            yield _statement(reading, StatementKind.CONCLUSION, [said])


def _deductions(reading: Reading, cues: _Words) -> Iterator[Statement]:
    """Yield the clauses that tell of lost points, each with the reason that follows it in the same breath."""
    for block in reading.blocks:
        text, done = block.flow.text, 0
        if not cues.deducting.search(text):
            continue
        clauses = [match.span() for match in _CLAUSE.finditer(text)]
        for i, (start, end) in enumerate(clauses):
            clause = text[start:end]
            told = cues.deducting.search(clause)
            if start < done or not told or cues.not_deducting.search(clause):
                continue
            done = end
            bare = told.group() == clause
            for k in range(i + 1, len(clauses)):
                begin, stop = clauses[k]
                follows = text[done] in ",:" and not cues.scoring.search(text, begin, stop)
                if not follows or not (bare or done > end or cues.reason.match(text, begin)):
                    break
                done = stop
            yield _statement(reading, StatementKind.DEDUCTION, [Passage(block.flow, start, done)])
