"""The headings above a place."""

from bisect import bisect_right
from collections.abc import Iterable

from toolkit.records.facts.structure import Heading


class Outline:
    """The headings that open a block, each with the one that it stands under; to look one up takes no scan."""

    def __init__(self, headings: Iterable[Heading]) -> None:
        self._headings = sorted((h for h in headings if not h.run_in), key=lambda h: (h.span.start, h.level))
        self._starts = [h.span.start for h in self._headings]
        self._parents: list[int] = []
        open_: list[int] = []
        for i, heading in enumerate(self._headings):
            while open_ and self._headings[open_[-1]].body.end <= heading.span.start:
                open_.pop()
            self._parents.append(open_[-1] if open_ else -1)
            open_.append(i)

    def above(self, offset: int) -> list[Heading]:
        """Return the headings that begin at or before ``offset`` and hold it, innermost first."""
        i = bisect_right(self._starts, offset) - 1
        found = []
        while i >= 0:
            if self._headings[i].body.end > offset:
                found.append(self._headings[i])
            i = self._parents[i]
        return found
