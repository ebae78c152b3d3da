"""The headings above a place."""

from bisect import bisect_right
from collections.abc import Sequence

from toolkit.extract.grammar.reading import BlockReading
from toolkit.records import Span
from toolkit.records.facts import Fact, Heading


class Above:
    """Headings that open a block, each with the heading that it stands under."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.headings = sorted(
            (h for h in facts if isinstance(h, Heading) and not h.run_in), key=lambda h: (h.span.start, h.level)
        )
        self.starts = [h.span.start for h in self.headings]
        self.parents: list[int] = []
        open_: list[int] = []
        for i, heading in enumerate(self.headings):
            while open_ and self.headings[open_[-1]].body.end <= heading.span.start:
                open_.pop()
            self.parents.append(open_[-1] if open_ else -1)
            open_.append(i)

    def path(self, block: BlockReading) -> list[Heading]:
        """Return the headings above a block, innermost first; one that the block itself opens is left out."""
        return self.over(block.block.span)

    def over(self, span: Span) -> list[Heading]:
        """Return the headings that begin before ``span`` and hold its beginning, innermost first."""
        i = bisect_right(self.starts, span.start - 1) - 1
        found = []
        while i >= 0:
            if self.headings[i].body.end > span.start:
                found.append(self.headings[i])
            i = self.parents[i]
        return found
