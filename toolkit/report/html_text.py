"""The document's text for the page: headings, paragraphs and tables, cut where marked words begin and end."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from toolkit.records import Block, BlockKind, Document, Span
from toolkit.records.facts import Facts, Heading, Identity
from toolkit.report.excerpt import letters

DEEPEST = 4
NUMBER = re.compile(r"[-−]?\d[\d,，.．]*[%％‰]?")
A_PAGE = re.compile(r"第\d+页")


class Part(StrEnum):
    """What marked words are: at fault, cited by a finding, stated and verified, cited by a proof, or a heading."""

    FAULT = "fault"
    CITED = "cited"
    STATED = "stated"
    OPERAND = "operand"
    LEAD = "lead"


class Mark(NamedTuple):
    """Words that finding or proof ``number`` speaks of."""

    part: Part
    number: int
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Letters that are marked alike; ``anchor`` is the offset that links to them name, ``last`` what ends with them."""

    text: str
    anchor: int | None
    marks: tuple[Mark, ...]
    last: tuple[int, ...]

    def of(self, *parts: Part) -> list[int]:
        """Return the numbers of the findings or proofs whose such parts these words are."""
        return sorted({mark.number for mark in self.marks if mark.part in parts})


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Words of the title, of a heading of ``level`` 1 to 4, or (``level`` None) of the running text."""

    segments: tuple[Segment, ...]
    level: int | None
    page: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell; ``numeric`` where it holds a number and no more."""

    segments: tuple[Segment, ...]
    numeric: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells; ``headed`` where the first row names the columns."""

    rows: tuple[tuple[Cell, ...], ...]
    headed: bool
    page: str | None

    def numeric(self, column: int) -> bool:
        """Tell whether a column begins with a number below its head."""
        first = self.rows[1]
        return column < len(first) and first[column].numeric


class Marked:
    """A document whose words are marked; what overlaps is cut into segments, each of which knows all its marks."""

    def __init__(self, document: Document, marks: Iterable[Mark], anchors: Iterable[int]) -> None:
        opening: defaultdict[int, list[Mark]] = defaultdict(list)
        closing: defaultdict[int, list[Mark]] = defaultdict(list)
        for mark in marks:
            opening[mark.span.start].append(mark)
            closing[mark.span.end].append(mark)
        self.document = document
        self.anchors = frozenset(anchors)
        self.cuts = sorted({0, *opening, *closing, *self.anchors})
        self.closing = closing
        self.active: list[tuple[Mark, ...]] = []
        active: dict[Mark, None] = {}
        for cut in self.cuts:
            active.update(dict.fromkeys(opening.get(cut, ())))
            for mark in closing.get(cut, ()):
                active.pop(mark, None)
            self.active.append(tuple(active))

    def segments(self, span: Span) -> tuple[Segment, ...]:
        """Cut the words at ``span``; blanks and what is looked through are left out."""
        runs = groupby(letters(self.document, span), key=lambda letter: bisect_right(self.cuts, letter[0]) - 1)
        return tuple(self._segment(i, "".join(letter for _, letter in run), span) for i, run in runs)

    def _segment(self, i: int, text: str, within: Span) -> Segment:
        cut, following = self.cuts[i], self.cuts[i + 1] if i + 1 < len(self.cuts) else within.end + 1
        ending = self.closing.get(following, ()) if following <= within.end else ()
        return Segment(
            text=text,
            anchor=cut if cut in self.anchors and cut >= within.start else None,
            marks=self.active[i],
            last=tuple(sorted({mark.number for mark in ending if mark.part is Part.FAULT})),
        )


def leads(document: Document, facts: Facts) -> tuple[list[Mark], dict[int, int]]:
    """Return the headings that running text follows, and the level of each block that is a heading from end to end.

    Blocks are named by where they begin; the title's level is 0.
    """
    marks: list[Mark] = []
    levels: dict[int, int] = {}
    for identity in facts.of(Identity):
        if block := document.block(identity.span.start):
            levels[block.span.start] = 0
    for heading in facts.of(Heading):
        block = document.block(heading.span.start)
        if block is None or block.kind is BlockKind.ROW:
            continue
        rest = document.settled[heading.span.end : block.span.end].strip("。:; \r\n\t\u3000")
        if rest or heading.run_in:
            marks.append(Mark(Part.LEAD, 0, heading.span))
        else:
            levels[block.span.start] = min(max(heading.level, 1), DEEPEST)
    return marks, levels


def body(marked: Marked, levels: dict[int, int]) -> Iterator[Paragraph | Table]:
    """Yield the document from top to bottom; ``page`` is set where a new page of the file begins."""
    page: str | None = None
    for table, run in groupby(marked.document.blocks, key=_table):
        blocks = list(run)
        if table is not None:
            rows = tuple(tuple(_cell(marked, cell) for cell in block.cells) for block in blocks)
            headed = len(rows) > 1 and not any(cell.numeric for cell in rows[0])
            yield Table(rows=rows, headed=headed, page=_turned(page, blocks[0]))
            page = _page(blocks[-1]) or page
            continue
        for block in blocks:
            level = levels.get(block.span.start)
            yield Paragraph(segments=marked.segments(block.span), level=level, page=_turned(page, block))
            page = _page(block) or page


def _table(block: Block) -> int | None:
    return (block.table or 0) if block.kind is BlockKind.ROW and block.cells else None


def _cell(marked: Marked, span: Span) -> Cell:
    segments = marked.segments(span)
    text = "".join(segment.text for segment in segments)
    return Cell(segments=segments, numeric=NUMBER.fullmatch(text) is not None)


def _page(block: Block) -> str | None:
    found = A_PAGE.match(block.place or "")
    return found[0] if found else None


def _turned(page: str | None, block: Block) -> str | None:
    new = _page(block)
    return new if new != page else None
