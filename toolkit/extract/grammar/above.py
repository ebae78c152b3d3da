"""The headings above a place."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from toolkit.extract.grammar.reading import BlockReading
from toolkit.records import Span
from toolkit.records.facts import Fact, Heading

_TITLE_TAIL = re.compile(r"(?:完成)?(?:分析|情况|方面|部分|评分|得分|指标)*$")
_BRACKET = re.compile(r"\([^()]{0,40}\)|（[^（）]{0,40}）")


def without_brackets(title: str) -> str:
    """Return a title without its brackets: 产出 for 产出（20分）."""
    return _BRACKET.sub("", title).strip("。:： ")


def bare_title(title: str) -> str:
    """Return what a title names, without its brackets and words such as 分析."""
    return _TITLE_TAIL.sub("", without_brackets(title))


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
