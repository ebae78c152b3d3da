"""Lines → paragraphs and rows: which line breaks end a paragraph, and which only the paper asked for."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import NamedTuple

from toolkit.read.furniture import furniture
from toolkit.read.join import Seam, continues
from toolkit.read.lines import Line, Start, ruled
from toolkit.read.rows import cells
from toolkit.read.wrap import layouts
from toolkit.records.document import Block, BlockKind
from toolkit.records.span import Span


def assemble(text: str, settled: str) -> tuple[Block, ...]:
    """Return the paragraphs and table rows of a text whose lines may have been cut anywhere."""
    lines = ruled(text, settled)
    return compose(lines, furniture(lines))


class Row(NamedTuple):
    """What is known of a line that is a table row: which table, and its cells."""

    table: int
    cells: tuple[Span, ...]


def compose(
    lines: Sequence[Line], page: Set[int], known: Mapping[int, Row] | None = None, columns: int | None = None
) -> tuple[Block, ...]:
    """Return the paragraphs and rows of lines, of which those in ``page`` belong to the page.

    ``known`` are table rows by their line; ``columns`` is the size at which lines are cut, where that was measured.
    """
    known = known or {}
    kept = [i for i in range(len(lines)) if i not in page]
    rows = [known.get(i) or Row(0, cells(lines[i])) for i in kept]
    gaps = _Gaps([Span(lines[i].start, lines[i].end) for i in sorted(page)])
    return tuple(_blocks([lines[i] for i in kept], rows, gaps, columns))


class _Gaps:
    """The lines that belong to the page, in order."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._starts = [span.start for span in spans]

    def within(self, start: int, end: int) -> tuple[Span, ...]:
        return tuple(self._spans[bisect_left(self._starts, start) : bisect_left(self._starts, end)])


def _blocks(lines: Sequence[Line], rows: Sequence[Row], gaps: _Gaps, columns: int | None) -> Iterator[Block]:
    habits = iter(layouts([line for line, row in zip(lines, rows, strict=True) if not row.cells]))
    paragraph: list[Line] = []
    table, current, top = 0, None, True
    for line, row in zip(lines, rows, strict=True):
        if row.cells:
            if paragraph:
                yield _paragraph(paragraph, gaps)
                paragraph = []
            table += row.table != current
            current = row.table
            yield Block(kind=BlockKind.ROW, span=Span(line.start, line.end), cells=row.cells, table=table)
            continue
        current = None
        layout = next(habits)
        if columns is not None:
            layout = replace(layout, columns=columns, counted=False, measured=True)
        if paragraph:
            last = paragraph[-1]
            seam = Seam(
                layout=layout,
                first=len(paragraph) == 1,
                cut=bool(gaps.within(last.end, line.start)),
                top=top,
            )
            if not continues(last, line, seam):
                yield _paragraph(paragraph, gaps)
                paragraph = []
        paragraph.append(line)
        top = top and not line.finished and line.opening is Start.PLAIN
    if paragraph:
        yield _paragraph(paragraph, gaps)


def _paragraph(lines: Sequence[Line], gaps: _Gaps) -> Block:
    span = Span(lines[0].start, lines[-1].end)
    return Block(kind=BlockKind.PARAGRAPH, span=span, gaps=gaps.within(span.start, span.end))
