"""What a reader makes of a file: one text, and the blocks it is made of."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter

from toolkit.records.span import Span

SURE = Decimal("0.9")
"""From this confidence on, a figure recognized in a picture is taken for what it was read as."""
_START = attrgetter("span.start")


class BlockKind(StrEnum):
    """What a block is on the page."""

    PARAGRAPH = "paragraph"
    ROW = "row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph or one table row, however many lines the file spreads it over.

    ``gaps`` are looked through when the block is read (page footers, running heads); ``cells`` are the
    spans of a row's cells in order, an empty span where a cell is empty or continues the one above.
    """

    kind: BlockKind
    span: Span
    place: str | None = None
    gaps: tuple[Span, ...] = ()
    cells: tuple[Span, ...] = ()
    table: int | None = None

    def moved(self, by: int, *, tables: int = 0) -> "Block":
        """Return the block ``by`` characters further on, its table counted behind ``tables`` others."""
        return replace(
            self,
            span=self.span.moved(by),
            gaps=tuple(gap.moved(by) for gap in self.gaps),
            cells=tuple(cell.moved(by) for cell in self.cells),
            table=None if self.table is None else self.table + tables,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A passage that looks like data and could not be read, and why (in the reader's language)."""

    span: Span
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Legibility:
    """How surely a stretch of a line was read that is no plain text in the file: from 0 to 1.

    A figure or a character in doubt is a stretch of its own.
    """

    span: Span
    confidence: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file's text as it stands, the same text settled, and its blocks in order.

    ``settled`` has the length of ``text``: every character was replaced by exactly one (full width to half
    width), so a span is good in both. ``unread`` is what of the file is not in the text; ``breaks`` are where
    another file begins, of several read as one. ``legibility``, in order, tells of what was recognized in pictures.
    """

    name: str
    path: str | None
    sha256: str
    format: str
    text: str
    settled: str
    blocks: tuple[Block, ...]
    unread: tuple[Unread, ...] = ()
    breaks: tuple[int, ...] = ()
    legibility: tuple[Legibility, ...] = ()

    def quote(self, span: Span) -> str:
        """Return the words at ``span`` as the file has them."""
        return self.text[span.start : span.end]

    def block(self, offset: int) -> Block | None:
        """Return the block that holds the character at ``offset``."""
        return self._holding(bisect_right(self.blocks, offset, key=_START) - 1, offset)

    def place(self, span: Span) -> str | None:
        """Return where on the page the span stands, e.g. ``表2 第4行``, or None where only the offset tells."""
        block = self.block(span.start)
        return block.place if block else None

    def places(self, spans: Iterable[Span]) -> list[str | None]:
        """Return the place of each of many spans; where blocks begin is looked up once for all of them."""
        starts = [block.span.start for block in self.blocks]
        blocks = (self._holding(bisect_right(starts, span.start) - 1, span.start) for span in spans)
        return [block.place if block else None for block in blocks]

    def _holding(self, i: int, offset: int) -> Block | None:
        return self.blocks[i] if i >= 0 and offset < self.blocks[i].span.end else None

    def doubtful(self, span: Span) -> bool:
        """Tell whether words of the span were recognized in a picture with too little confidence."""
        i = bisect_right(self.legibility, span.start, key=lambda each: each.span.end)
        while i < len(self.legibility) and self.legibility[i].span.start < span.end:
            if self.legibility[i].confidence < SURE:
                return True
            i += 1
        return False
