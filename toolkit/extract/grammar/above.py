"""The headings above a place."""

import re
from collections.abc import Sequence

from toolkit.extract.grammar.reading import BlockReading
from toolkit.records import Span
from toolkit.records.facts import Fact, Heading, Outline

_TITLE_TAIL = re.compile(r"(?:完成)?(?:分析|情况|方面|部分|评分|得分|指标)*$")
_BRACKET = re.compile(r"\([^()]{0,40}\)|（[^（）]{0,40}）")


def without_brackets(title: str) -> str:
    """Return a title without its brackets: 产出 for 产出（20分）."""
    return _BRACKET.sub("", title).strip("。:： ")


def bare_title(title: str) -> str:
    """Return what a title names, without its brackets and words such as 分析."""
    return _TITLE_TAIL.sub("", without_brackets(title))


class Above:
    """The headings above blocks and cells."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self._outline = Outline(fact for fact in facts if isinstance(fact, Heading))

    def path(self, block: BlockReading) -> list[Heading]:
        """Return the headings above a block, innermost first; one that the block itself opens is left out."""
        return self.over(block.block.span)

    def over(self, span: Span) -> list[Heading]:
        """Return the headings that begin before ``span`` and hold its beginning, innermost first."""
        return [heading for heading in self._outline.above(span.start) if heading.span.start < span.start]
