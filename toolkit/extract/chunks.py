"""Cut a document into passages to ask a model about: whole sentences, under one heading, never through a number."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from toolkit.extract.grammar.above import Above
from toolkit.extract.grammar.headings import printed
from toolkit.extract.grammar.reading import BlockReading, Reading
from toolkit.records import Span
from toolkit.records.facts import Fact, Heading

LONGEST = 1200
"""Characters of a passage: what a small model still reads with care."""

_DEEPEST = 2  # headings below this level part paragraphs, not passages


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """``block.flow.text[start:end]``, standing in a passage from ``offset`` on."""

    block: BlockReading
    start: int
    end: int
    offset: int


@dataclass(slots=True, eq=False)
class Chunk:
    """A passage as a model sees it: line breaks, spaces and page footers of the file looked through.

    ``at`` gives for each of its characters the offset in the document; ``heading`` names where it stands, and ``head``
    is the first row of a table that it breaks off.
    """

    heading: str
    head: str = ""
    opens: bool = True  # at the heading itself
    text: str = ""
    at: list[int] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)

    @property
    def shown(self) -> str:
        """The passage under what one must know to understand it, whose words are not its own and count for nothing."""
        above = [f"（{self.heading}）"] if self.heading and not self.opens else []
        return "\n".join([*above, *filter(None, [self.head]), self.text])

    @property
    def span(self) -> Span:
        """Its place in the document."""
        return Span(self.at[0], self.at[-1] + 1)

    def place(self, start: int, end: int) -> Span:
        """Return the document's span of ``text[start:end]``."""
        return Span(self.at[start], self.at[end - 1] + 1)

    def where(self, offset: int) -> tuple[BlockReading, int]:
        """Return the block that ``text[offset]`` comes from, and where in its flow."""
        stretch = self.stretches[bisect_right(self.stretches, offset, key=lambda s: s.offset) - 1]
        return stretch.block, stretch.start + offset - stretch.offset

    def add(self, reading: Reading, block: BlockReading, start: int, end: int) -> None:
        """Take in a stretch of a block, on a line of its own where it begins one."""
        flow = block.flow
        if self.text and (not self.stretches or self.stretches[-1].block is not block):
            self.text += "\n"
            self.at.append(self.at[-1])
        self.stretches.append(Stretch(block, start, end, len(self.text)))
        self.text += printed(reading.document, flow, start, end)
        self.at.extend(flow.at[start:end])


def chunks(
    reading: Reading,
    headings: Sequence[Fact],
    within: Sequence[Span] | None = None,
    longest: int = LONGEST,
    *,
    together: bool = False,
    sparing: bool = False,
) -> list[Chunk]:
    """Cut the document, or the blocks that touch ``within``, into passages of at most about ``longest`` characters.

    A passage is longer only where one sentence is. ``together`` puts paragraphs from here and there into one passage,
    which saves calls where each paragraph is understood by itself; ``sparing`` leaves out the sentences of a block that
    ``within`` does not touch.
    """
    above = Above(headings)
    opening = {h.span.start for h in headings if isinstance(h, Heading) and h.level <= _DEEPEST and not h.run_in}
    found: list[Chunk] = []
    last: BlockReading | None = None
    begun = {h.span.start for h in headings if isinstance(h, Heading)}
    for block in reading.blocks:
        if within is not None and not any(block.block.span.overlaps(span) for span in within):
            continue
        path = " / ".join(h.title for h in reversed(above.path(block)))
        apart = not together and (block.block.span.start in opening or not _follows(reading, last, block))
        for start, end in _sentences(block):
            said = block.flow.span(start, end)
            if sparing and within is not None and not any(said.overlaps(span) for span in within):
                continue
            full = bool(found) and len(found[-1].text) + end - start > longest
            if apart or full or not found:
                opens = together or (start == 0 and block.block.span.start in begun)
                found.append(Chunk(heading=path, head=_head(reading, block), opens=opens))
                apart = False
            found[-1].add(reading, block, start, end)
        last = block
    return [chunk for chunk in found if chunk.text.strip()]


def _head(reading: Reading, block: BlockReading) -> str:
    """Return the first row of a block's table, where the block is another row: without it a cell is a bare number."""
    if not block.block.cells:
        return ""
    first = next(b for b in reading.blocks if b.block.cells and b.block.table == block.block.table)
    return "" if first is block else printed(reading.document, first.flow, 0, len(first.flow.text))


def _follows(reading: Reading, last: BlockReading | None, block: BlockReading) -> bool:
    """Tell whether nothing that is read stands between two blocks; the rule below a table's head is never read."""
    if last is None:
        return False
    if block.block.cells and last.block.cells and block.block.table == last.block.table:
        return True
    between = reading.document.text[last.block.span.end : block.block.span.start]
    return not between.strip()


def _sentences(block: BlockReading) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a block; a row of a table is one, whatever stops stand in it."""
    if block.block.cells or not block.sentences:
        if block.flow.text:
            yield 0, len(block.flow.text)
        return
    for sentence in block.sentences:
        yield sentence.start, sentence.end
