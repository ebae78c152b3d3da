"""The headings of last year's report as next year's skeleton, each with the part of the report that it opens."""

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.knowledge import Knowledge
from toolkit.knowledge.draft_shapes import PartEntry
from toolkit.records import Span
from toolkit.records.facts import Facts, Heading

DEEPEST = 3
"""Levels that the skeleton keeps: 一、（一）1."""


@dataclass(frozen=True, slots=True)
class Node:
    """A heading, its part, and the text right below it; ``own`` where its own words name the part."""

    heading: Heading
    part: PartEntry | None
    own: bool
    direct: Span
    above: tuple[Heading, ...]


def skeleton(facts: Facts, knowledge: Knowledge) -> list[Node]:
    """Return the headings that open a block, in order."""
    headings = [h for h in facts.of(Heading) if not h.run_in and 1 <= h.level <= DEEPEST]
    nodes: list[Node] = []
    open_: list[Node] = []
    for i, heading in enumerate(headings):
        while open_ and open_[-1].heading.level >= heading.level:
            open_.pop()
        own = knowledge.parts.of(heading.title)
        inherited = open_[-1].part if open_ else None
        node = Node(
            heading=heading,
            part=own or inherited,
            own=own is not None,
            direct=_direct(heading, headings[i + 1 :]),
            above=tuple(one.heading for one in open_),
        )
        open_.append(node)
        nodes.append(node)
    return nodes


def _direct(heading: Heading, following: Sequence[Heading]) -> Span:
    """Return the text between a heading and the next one inside it."""
    start = heading.span.end
    end = max(heading.body.end, start)
    inner = next((h.span.start for h in following if start <= h.span.start < end), end)
    return Span(start, max(inner, start))
