"""Stretches of paragraphs: what stands inside a span, block by block."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from toolkit.extract.grammar.flow import Flow
from toolkit.extract.grammar.headings import printed
from toolkit.extract.grammar.reading import Reading
from toolkit.records import BlockKind, Span

_EDGE = "。;:,、!? \t"


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """``flow.text[start:end]``."""

    flow: Flow
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words, settled."""
        return self.flow.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """Their place."""
        return self.flow.span(self.start, self.end)

    def index(self, offset: int) -> int:
        """Return where in ``text`` the document's character at ``offset`` stands."""
        return bisect_left(self.flow.at, offset) - self.start

    def part(self, start: int, end: int | None = None) -> "Passage":
        """Return a part of it, counted from its own start."""
        return Passage(self.flow, self.start + start, self.end if end is None else self.start + end)


def passages(reading: Reading, span: Span) -> list[Passage]:
    """Return the paragraphs, or parts of paragraphs, inside ``span``, to the first table row."""
    first = bisect_right(reading.blocks, span.start, key=lambda block: block.block.span.start) - 1
    found: list[Passage] = []
    for block in reading.blocks[max(first, 0) :]:
        flow = block.flow
        if block.block.span.start >= span.end:
            break
        if block.block.kind is BlockKind.ROW:
            if found:
                break
            continue
        start, end = bisect_left(flow.at, span.start), bisect_left(flow.at, span.end)
        while start < end and flow.text[start] in _EDGE:
            start += 1
        if start < end:
            found.append(Passage(flow, start, end))
    return found


def words(reading: Reading, parts: list[Passage]) -> str:
    """Return the words in the document's own characters, a line for each paragraph."""
    return "\n".join(printed(reading.document, part.flow, part.start, part.end) for part in parts)


def before(parts: list[Passage], line: re.Pattern[str]) -> list[Passage]:
    """Return the parts before the first that fits ``line``."""
    stop = next((i for i, part in enumerate(parts) if line.fullmatch(part.text)), len(parts))
    return parts[:stop]
