"""All facts of one document, sorted by place."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, compress
from operator import attrgetter
from typing import TypeVar

from toolkit.records.facts.fact import Coverage, Fact
from toolkit.records.facts.identity import Identity
from toolkit.records.facts.links import Link
from toolkit.records.facts.outline import Outline
from toolkit.records.facts.statement import Statement, StatementKind
from toolkit.records.facts.structure import Heading
from toolkit.records.span import Span

F = TypeVar("F", bound=Fact)
L = TypeVar("L", bound=Link)
_START = attrgetter("span.start")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A ledger: a new kind of fact adds a class, never a list here."""

    entries: tuple[Fact, ...]
    coverage: Coverage
    _by_type: dict[type[Fact], tuple[Fact, ...]] = field(default_factory=dict, repr=False, compare=False)
    _links: dict[type[Link], dict[Fact, Link]] = field(default_factory=dict, repr=False, compare=False)
    _reaches: dict[type[Fact], tuple[list[int], list[int]]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of_entries(cls, entries: Iterable[Fact], coverage: Coverage) -> "Facts":
        """Sort the entries by place and keep them."""
        return cls(entries=tuple(sorted(entries, key=lambda f: (f.span.start, f.span.end))), coverage=coverage)

    def of(self, kind: type[F]) -> tuple[F, ...]:
        """Return the facts of one class (subclasses too), by place."""
        if kind not in self._by_type:
            fitting = {each for each in self._kinds if issubclass(each, kind)}
            self._by_type[kind] = tuple(compress(self.entries, map(fitting.__contains__, map(type, self.entries))))
        return self._by_type[kind]  # type: ignore[return-value]

    def said(self, kind: StatementKind) -> tuple[Statement, ...]:
        """Return the statements of one kind, by place."""
        return tuple(statement for statement in self.of(Statement) if statement.kind is kind)

    def within(self, kind: type[F], span: Span) -> tuple[F, ...]:
        """Return the facts of one class that lie inside ``span``."""
        facts = self.of(kind)
        first = bisect_left(facts, span.start, key=_START)
        found = []
        for i in range(first, len(facts)):
            if facts[i].span.start >= span.end:
                break
            if facts[i].span.end <= span.end:
                found.append(facts[i])
        return tuple(found)

    def link(self, kind: type[L], source: Fact) -> L | None:
        """Return the link of one class that leads from a fact, or None."""
        if kind not in self._links:
            self._links[kind] = {link.source: link for link in self.of(kind)}
        return self._links[kind].get(source)  # type: ignore[return-value]

    def cover(self, kind: type[Fact], span: Span) -> bool:
        """Tell whether a fact of one class covers ``span``."""
        if kind not in self._reaches:
            facts = self.of(kind)
            furthest = accumulate((fact.span.end for fact in facts), max)
            self._reaches[kind] = [fact.span.start for fact in facts], list(furthest)
        starts, furthest_ends = self._reaches[kind]
        facts = self.of(kind)
        i = bisect_right(starts, span.start) - 1
        while i >= 0 and furthest_ends[i] >= span.end:
            if facts[i].span.end >= span.end:
                return True
            i -= 1
        return False

    @cached_property
    def _kinds(self) -> frozenset[type[Fact]]:
        return frozenset(map(type, self.entries))

    @cached_property
    def identity(self) -> Identity | None:
        """Return what kind of document this is, where a title told."""
        return next(iter(self.of(Identity)), None)

    def path(self, offset: int) -> tuple[Heading, ...]:
        """Return the headings above ``offset``, outermost first."""
        return tuple(reversed(self._outline.above(offset)))

    @cached_property
    def _outline(self) -> Outline:
        return Outline(self.of(Heading))
