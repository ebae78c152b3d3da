"""Tables of last year's report that are no list of indicators: their names stand, their figures are asked for."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from toolkit.draft.carry import Carrier, plain
from toolkit.draft.ink import Ink, Mark
from toolkit.records import Block, BlockKind, Document, Span
from toolkit.records.draft import Blank, Filled, Paragraph, Run, Table

_FIGURE = re.compile(r"\d|[—－-]{1,2}$|^$")
CAPTION = re.compile(r"^(?:附?表)\s*[\d一二三四五六七八九十]|^[^。；]*单位[:：]\S{1,8}$")
"""What names the table under it."""
_UNIT = re.compile(r"单位[:：]\s*([^\s）)，。；]+)")
_NUMBER = re.compile(r"[+-]?[\d,]+(?:\.(\d+))?([^\d.,]{0,8})")
_SCORING = ("分值", "得分", "自评得分", "权重")
_DASHES = "—－-"
_NAME = 2  # columns that may name a row: a number, and what it is


@dataclass(frozen=True, slots=True)
class Carried:
    """A table in marks, with the line above it that names it, or nothing; ``number`` and ``span`` say which it is."""

    caption: str
    rows: list[list[Mark]]
    number: int | None
    span: Span


def tables(carrier: Carrier, ink: Ink, span: Span, known: Mapping[Span, Run]) -> Iterator[Carried]:
    """Yield the tables inside a stretch.

    ``known`` is what stands for figures of last year's that are asked for or carry over already, by their places.
    """
    blocks = [b for b in carrier.document.blocks if b.kind is BlockKind.ROW and b.cells and span.covers(b.span)]
    for number, (_, group) in enumerate(groupby(blocks, key=lambda block: block.table), 1):
        rows = list(group)
        if len(rows) > 1:
            table = _Table(carrier, ink, rows, number, known)
            span = Span(rows[0].span.start, rows[-1].span.end)
            yield Carried(table.caption(), table.marks(), rows[0].table, span)


def caption_over(document: Document, row: Block) -> Span | None:
    """Return the line that names the table that a row stands in."""
    blocks = document.blocks
    first = next(i for i, block in enumerate(blocks) if block.kind is BlockKind.ROW and block.table == row.table)
    above = blocks[first - 1] if first else None
    told = plain(document.quote(above.span)) if above and above.kind is BlockKind.PARAGRAPH else ""
    return above.span if above and CAPTION.search(told) else None


def is_caption(part: Paragraph | Table, following: Paragraph | Table | None) -> bool:
    """Tell whether a line of a draft names the table under it."""
    first = part.runs[0] if isinstance(part, Paragraph) and part.runs else None
    return isinstance(following, Table) and isinstance(first, Filled) and bool(CAPTION.search(first.text))


class _Table:
    def __init__(
        self, carrier: Carrier, ink: Ink, rows: Sequence[Block], number: int, known: Mapping[Span, Run]
    ) -> None:
        self.carrier, self.ink, self.rows, self.known = carrier, ink, rows, known
        self.key = f"{carrier.chapter(rows[0].span)}.表{number}"
        self.above = caption_over(carrier.document, rows[0])
        unit = _UNIT.search(plain(carrier.document.quote(self.above))) if self.above else None
        self.unit = unit[1] if unit else None
        self.heads = [plain(carrier.document.quote(cell)) for cell in rows[0].cells]

    def caption(self) -> str:
        if self.above is None:
            return ""
        words = [run for run in self.carrier.rolled(self.above) if isinstance(run, Filled)]
        return self.ink.mark(words)

    def marks(self) -> list[list[Mark]]:
        width = max(len(row.cells) for row in self.rows)
        found = [[self.ink.mark(self.carrier.rolled(cell)) for cell in self.rows[0].cells]]
        found += [self._row(n, row) for n, row in enumerate(self.rows[1:], 1)]
        return [row + [self.ink.mark(())] * (width - len(row)) for row in found]

    def _row(self, n: int, row: Block) -> list[Mark]:
        document = self.carrier.document
        words = [plain(document.quote(cell)) for cell in row.cells]
        name = next((w for w in words[:_NAME] if w and not w.isdigit()), f"第{n}行")
        return [self._cell(i, cell, words[i], name) for i, cell in enumerate(row.cells)]

    def _cell(self, i: int, cell: Span, words: str, name: str) -> Mark:
        ordinal = not i and words.isdigit()
        if words == name or ordinal or not _FIGURE.search(words) or words.startswith("《"):
            return self.ink.said(words, cell) if words else self.ink.mark(())
        if known := next((run for at, run in self.known.items() if cell.covers(at)), None):
            return self.ink.mark([known])
        head = self.heads[i] if i < len(self.heads) else ""
        if head in _SCORING and not words.strip(_DASHES):
            return self.ink.said(words, cell) if words else self.ink.mark(())
        asks = f"{self.carrier.year}年{name}的{head}" if head else f"{self.carrier.year}年{name}"
        number = _NUMBER.fullmatch(words)  # of anything else, words are asked for
        blank = Blank(
            key=self.carrier.keys.own(f"{self.key}.{name}.{head}", cell),
            asks=asks,
            unit=(number[2] or ("%" if head.endswith("率") else self.unit)) if number else None,
            last=words or None,
            source=(cell,) if words else (),
            places=len(number[1] or "") if number else 0,
        )
        return self.ink.mark([blank])
