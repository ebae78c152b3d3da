"""The headings of last year's report as next year's skeleton, each with the part of the report that it opens."""

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.knowledge import Knowledge
from toolkit.knowledge.draft_shapes import PartEntry
from toolkit.records import Document, Span
from toolkit.records.facts import Facts, Heading

DEEPEST = 3
"""Levels that the skeleton keeps: 一、（一）1."""

ITEMS = frozenset({"problems", "measures", "problems_and_measures", "achievements", "projects", "followup"})
"""Parts whose inner headings are last year's items: they are asked about, not carried over."""

_GOES_ON = ("，", ",", "、", "；", ";")


@dataclass(frozen=True, slots=True)
class Node:
    """A heading, its part, the text right below it, and the headings right inside it."""

    heading: Heading
    part: PartEntry | None
    direct: Span
    inner: tuple[Heading, ...]

    @property
    def name(self) -> str:
        """The name of its part."""
        return self.part.name if self.part else ""


def skeleton(document: Document, facts: Facts, knowledge: Knowledge) -> list[Node]:
    """Return the headings that carry over, in order; those of last year's problems, deeds and measures do not."""
    headings = [h for h in facts.of(Heading) if 1 <= h.level <= DEEPEST and _stands(document, h)]
    nodes: list[Node] = []
    open_: list[Node] = []
    for i, heading in enumerate(headings):
        while open_ and open_[-1].heading.level >= heading.level:
            open_.pop()
        above = open_[-1] if open_ else None
        if above and above.name in ITEMS:
            continue
        following = headings[i + 1 :]
        node = Node(
            heading=heading,
            part=_part(heading, above, knowledge),
            direct=_direct(document, heading, following),
            inner=tuple(h for h in following if h.level == heading.level + 1 and h.span.start < heading.body.end),
        )
        open_.append(node)
        nodes.append(node)
    return nodes


def _part(heading: Heading, above: Node | None, knowledge: Knowledge) -> PartEntry | None:
    """Return a heading's part: below a chapter its own words tell, further down that of the heading above."""
    own = knowledge.parts.of(heading.title)
    if above is None or (above.heading.level == 1 and own is not None):
        return own
    if above.name == "conclusion":  # said once: what stands below it are the figures that it is drawn from
        return own or knowledge.parts.named("results")
    return own if own is not None and own.name in ITEMS else above.part or own


def _stands(document: Document, heading: Heading) -> bool:
    """Tell whether a heading is one, and not a sentence, or the first words of one, that has a number."""
    block = document.block(heading.span.start)
    rest = document.text[heading.span.end : block.span.end].strip() if block else ""
    goes_on = rest.startswith(_GOES_ON) or rest[:1].isalnum()
    return not heading.run_in and rest != "。" and not goes_on


def _direct(document: Document, heading: Heading, following: Sequence[Heading]) -> Span:
    """Return the text between a heading and the next one that carries over; numbered sentences stand in it."""
    start = heading.span.end
    return Span(start, max(start, following[0].span.start if following else len(document.text)))
