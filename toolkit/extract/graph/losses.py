"""Items, indicators and totals below the full mark → what of the text explains it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from toolkit.arithmetic import as_printed
from toolkit.extract.grammar.reading import Reading
from toolkit.extract.graph.near import Beside, Found, says
from toolkit.knowledge import Knowledge
from toolkit.knowledge.patterns import any_of
from toolkit.knowledge.topics import shared
from toolkit.records import Span
from toolkit.records.facts import (
    Facts,
    Heading,
    Indicator,
    Loss,
    Marked,
    Reason,
    Said,
    ScoreLine,
    Standing,
    Statement,
    StatementKind,
    TotalLoss,
    TotalScore,
    Why,
    core_name,
    full,
    got,
)

_BANDED = re.compile(
    r"\d分?[-—~～至]\d[\d.]*分|[间档内]的?,?(?:按[^,。;]{0,8})?(?:得|计|记)|分档|档次|本项(?:评|定|属)为?|评为[^,。;]{1,6},?得"
)
_UNDONE = re.compile(r"完成率(?:仅|只|为|是|达到?)*\d{1,2}(?:\.\d+)?%")  # below 100 %
_WHOSE = re.compile("^(?:项目|部门|整体|绩效|目标)+(?=[\u4e00-\u9fff]{2})")
_MARKED = re.compile("[(（,，:：].*$")
_FELT = "满意"
_ENOUGH = 2  # pairs of characters in common
_SHORTEST = 2  # characters of a class
_FULL_TOTAL = 100


def losses(reading: Reading, facts: Facts, standings: Sequence[Standing]) -> Iterator[Loss | TotalLoss]:
    """Yield each item that lost points once, then the totals that did."""
    seen = _Seen(reading, facts, standings, Beside.of(reading, facts))
    found = list(seen.items())
    yield from found
    for total in facts.of(TotalScore):
        score, most = got(total), full(total)
        if score is not None and as_printed(score).lo < (as_printed(most).lo if most else _FULL_TOTAL):
            yield TotalLoss(span=total.span, source=total, shown=tuple(seen.of_total(score.span, found)))


@dataclass(frozen=True, eq=False)
class _Seen:
    """A document with all that may tell why points were lost."""

    reading: Reading
    facts: Facts
    standings: Sequence[Standing]
    beside: Beside

    @cached_property
    def lost(self) -> list[Marked]:
        lines: list[Marked] = [line for line in self.facts.of(ScoreLine) if not line.summary]
        return [each for each in [*lines, *self.facts.of(Indicator)] if _has_lost(each)]

    @cached_property
    def unmet(self) -> list[Standing]:
        return [standing for standing in self.standings if standing.said is Said.UNMET]

    @cached_property
    def unmet_at(self) -> set[Span]:
        return {standing.span for standing in self.unmet}

    def items(self) -> Iterator[Loss]:
        """Yield a loss for each item, wherever it is told: the same name and marks are one item."""
        items: dict[tuple[object, ...], list[Marked]] = {}
        for each in self.lost:
            marks = tuple(mark.value for mark in (full(each), got(each)) if mark)
            items.setdefault((core_name(each.name), *marks), []).append(each)
        for places in items.values():
            yield Loss(
                span=places[0].span,
                source=places[0],
                places=tuple(places),
                reasons=tuple(reason for place in places if (reason := self.reason(place))),
                banded=any(isinstance(p, ScoreLine) and self.says(_BANDED, p.span) for p in places),
            )

    def reason(self, item: Marked) -> Reason | None:
        """Return the first that tells why an item lost points."""
        written = item.reason if isinstance(item, ScoreLine) else item.deviation
        if (written or "").strip() not in ("", *self.reading.knowledge.scores.no_reason.words):
            return Reason(why=Why.WRITTEN, at=item.span, beside=item)
        own = self.of_indicator(item) if isinstance(item, Indicator) else self.of_line(item)
        return own or self.named(item)

    def of_indicator(self, indicator: Indicator) -> Reason | None:
        """Return its rate of completion, where that is below 100 %."""
        rate = indicator.completion
        if rate is None or indicator.span not in self.unmet_at:
            return None
        return Reason(why=Why.UNMET, at=rate.span, beside=indicator)

    def of_line(self, line: ScoreLine) -> Reason | None:
        """Return the words of a reason beside a line, an unmet indicator of its class, or what its section tells."""
        if told := self.says(_reasons(self.reading.knowledge), line.span) or self.says(_UNDONE, line.span):
            return Reason(why=Why.TOLD, at=told.span, beside=line)
        for standing in self.unmet:
            indicator = standing.source
            if indicator.level1 is not None and indicator.level1.removesuffix("指标") in line.name:
                return Reason(why=Why.OF_CLASS, at=indicator.name_span, beside=line)
        return self.of_section(line)

    def of_section(self, line: ScoreLine) -> Reason | None:
        """Return an item that a section's score is broken down to, or the words of a reason in that section."""
        name = _class(line.name)
        if len(name) < _SHORTEST:
            return None
        for part in self.facts.of(ScoreLine):
            if part is not line and part.section and _class(part.section) == name and _has_lost(part):
                return Reason(why=Why.PART, at=part.name_span, beside=line)
        for heading in self.facts.of(Heading):
            if _class(_MARKED.sub("", heading.title)) == name:
                below = Span(heading.span.end, heading.body.end)
                if told := says(self.reading, _reasons(self.reading.knowledge), below):
                    return Reason(why=Why.TOLD, at=told.span, beside=line)
        return None

    def named(self, item: Marked) -> Reason | None:
        """Return a deduction or a problem that names the item."""
        name = _own_words(self.reading.knowledge, item.name)
        for statement in self.facts.of(Statement):
            telling = statement.kind in {StatementKind.DEDUCTION, StatementKind.PROBLEM}
            if telling and (name in "".join(statement.text.split()) or self.owns_up(statement, item)):
                return Reason(why=Why.NAMED, at=statement.span, beside=item)
        return None

    def owns_up(self, problem: Statement, item: Marked) -> bool:
        """Tell whether a problem speaks of what an item counts, in other words: 供水管网长度 and 供水项目的管网."""
        if problem.kind is not StatementKind.PROBLEM:
            return False
        name = "".join(item.name.split())
        felt = _FELT in name and _FELT in problem.text
        return felt or shared(self.reading.knowledge, name, problem.text) >= _ENOUGH

    def of_total(self, score: Span, found: Sequence[Loss]) -> Iterator[Span]:
        """Yield every place that shows where the points of a total were lost."""
        yield from (loss.source.name_span for loss in found)
        yield from (standing.source.name_span for standing in self.unmet)
        yield from (deduction.span for deduction in self.facts.said(StatementKind.DEDUCTION))
        if told := self.says(_reasons(self.reading.knowledge), Span(score.end, score.end)):
            yield told.span

    def says(self, pattern: re.Pattern[str], item: Span) -> Found | None:
        return says(self.reading, pattern, self.beside.span(item))


def _has_lost(item: Marked) -> bool:
    score, most = got(item), full(item)
    return score is not None and most is not None and as_printed(score).hi < as_printed(most).lo


def _class(name: str) -> str:
    """Return the class that a section or a line is named after: 项目产出情况, 产出类指标."""
    return _WHOSE.sub("", core_name(name))


@cache
def _reasons(knowledge: Knowledge) -> re.Pattern[str]:
    return re.compile(any_of(knowledge.scores.reasons.words))


def _own_words(knowledge: Knowledge, name: str) -> str:
    """Return the words of an item's name that are its own."""
    name = "".join(name.split())
    own = _common(knowledge).sub("", name)
    return own if len(own) > 2 else name


@cache
def _common(knowledge: Knowledge) -> re.Pattern[str]:
    scores = knowledge.scores
    return re.compile(f"(?:{any_of(scores.tails.words)})$|{any_of(scores.shared.words)}")
