"""A text that grows paragraph by paragraph and row by row, and the blocks in it."""

from collections.abc import Sequence
from dataclasses import replace

from toolkit.read.assemble import assemble
from toolkit.records.document import Block, BlockKind
from toolkit.records.settle import settle
from toolkit.records.span import Span


class Scroll:
    """What a reader of a marked-up file fills: lines and rows, each ended by a line break."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._parts: list[str] = []
        self._length = 0
        self._tables = 0

    @property
    def text(self) -> str:
        """All that was put in so far."""
        return "".join(self._parts)

    def paragraph(self, words: str, place: str) -> None:
        """Add a paragraph; where it has line breaks of its own, they may end paragraphs in it."""
        settled = settle(words)
        at = self._write(words)
        before = self._tables
        for block in assemble(words, settled) if "\n" in words.strip() else _whole(settled):
            moved = block.moved(at, tables=before)
            self._tables = max(self._tables, moved.table or 0)
            self.blocks.append(replace(moved, place=place))

    def table(self) -> int:
        """Begin a table and return its number."""
        self._tables += 1
        return self._tables

    def row(self, words: Sequence[str], table: int, place: str) -> None:
        """Add a row of a table, unless all its cells are empty."""
        if not any(words):
            return
        at = self._write("\t".join(words))
        cells = []
        for word in words:
            cells.append(Span(at, at + len(word)))
            at += len(word) + 1
        span = Span(cells[0].start, cells[-1].end)
        self.blocks.append(Block(kind=BlockKind.ROW, span=span, place=place, cells=tuple(cells), table=table))

    def _write(self, words: str) -> int:
        at = self._length
        self._parts.append(words + "\n")
        self._length += len(words) + 1
        return at


def _whole(settled: str) -> tuple[Block, ...]:
    bare = settled.strip()
    start = len(settled) - len(settled.lstrip())
    return (Block(kind=BlockKind.PARAGRAPH, span=Span(start, start + len(bare))),) if bare else ()
