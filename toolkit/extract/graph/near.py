"""Words in and beside a place of the document, as they were read: line wraps and page furniture looked through."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.extract.grammar.passages import Passage
from toolkit.extract.grammar.reading import Reading
from toolkit.records import BlockKind, Span
from toolkit.records.facts import Facts, Heading, ScoreLine

_STOP = re.compile(r"[。!?;\t]")
_SENTENCE = 300  # characters to either side
_REACH = 160
_SILENT = 3  # characters after a score that say nothing: a full stop, a bracket


@dataclass(frozen=True, slots=True, eq=False)
class Found(Passage):
    """Words that fit a pattern."""

    match: re.Match[str]


def find(reading: Reading, pattern: re.Pattern[str], within: Span | None = None) -> Iterator[Found]:
    """Yield all that fits, in the whole document or inside ``within``, never across two blocks."""
    for part in parts(reading, within):
        for match in pattern.finditer(part.flow.text, part.start, part.end):
            if match.group():
                yield Found(part.flow, *match.span(), match)


def says(reading: Reading, pattern: re.Pattern[str], within: Span | None = None) -> Found | None:
    """Return the first words that fit, or None."""
    return next(find(reading, pattern, within), None)


def words(reading: Reading, within: Span) -> str:
    """Return the words inside ``within``."""
    return "".join(part.text for part in parts(reading, within))


def parts(reading: Reading, within: Span | None) -> Iterator[Passage]:
    """Yield what stands inside ``within``, block by block, rows of tables too."""
    if within is None:
        yield from (Passage(block.flow, 0, len(block.flow.text)) for block in reading.blocks)
        return
    for i in range(_at(reading, within.start), len(reading.blocks)):
        block = reading.blocks[i]
        if block.block.span.start >= within.end:
            return
        yield Passage(block.flow, bisect_left(block.flow.at, within.start), bisect_left(block.flow.at, within.end))


def sentence(part: Passage) -> Passage:
    """Return the sentence around words."""
    text = part.flow.text
    low, high = max(part.start - _SENTENCE, 0), min(part.end + _SENTENCE, len(text))
    start = max((stop.end() for stop in _STOP.finditer(text, low, part.start)), default=low)
    stop = _STOP.search(text, part.end, high)
    return Passage(part.flow, start, stop.start() if stop else high)


@dataclass(frozen=True, slots=True, eq=False)
class Beside:
    """The words that stand with a scored item: to the end of its paragraph, or the next where its own says nothing."""

    reading: Reading
    stops: list[int]

    @classmethod
    def of(cls, reading: Reading, facts: Facts) -> "Beside":
        """Remember where other items and headings begin: no item's words go further."""
        return cls(reading, sorted(fact.span.start for kind in (ScoreLine, Heading) for fact in facts.of(kind)))

    def end(self, start: int) -> int:
        """Return where the words end that begin at ``start``."""
        reading, following = self.reading, bisect_left(self.stops, start)
        stop = self.stops[following] if following < len(self.stops) else len(reading.document.text)
        block = reading.document.block(max(start - 1, 0))
        end = block.span.end if block else start
        if block is not None and stop >= end and len(words(reading, Span(start, max(end, start)))) < _SILENT:
            end = self._next_end(end) or end
        return max(min(stop, end, start + _REACH), start)

    def span(self, item: Span) -> Span:
        """Return where an item and the words beside it stand."""
        return Span(item.start, self.end(item.end))

    def _next_end(self, start: int) -> int | None:
        """Return where the next block ends, where it is a paragraph."""
        blocks = self.reading.document.blocks
        i = bisect_left(blocks, start, key=lambda block: block.span.start)
        return blocks[i].span.end if i < len(blocks) and blocks[i].kind is BlockKind.PARAGRAPH else None


def _at(reading: Reading, offset: int) -> int:
    """Return the number of the block that holds the offset, or that stands before it."""
    return max(bisect_right(reading.blocks, offset, key=lambda block: block.block.span.start) - 1, 0)
