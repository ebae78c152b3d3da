"""Lines → paragraphs and rows: which line breaks end a paragraph, and which only the paper asked for."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

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
    page = furniture(lines)
    kept = [line for i, line in enumerate(lines) if i not in page]
    gaps = _Gaps([Span(lines[i].start, lines[i].end) for i in sorted(page)])
    return tuple(_blocks(kept, gaps))


class _Gaps:
    """The lines that belong to the page, in order."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._starts = [span.start for span in spans]

    def within(self, start: int, end: int) -> tuple[Span, ...]:
        return tuple(self._spans[bisect_left(self._starts, start) : bisect_left(self._starts, end)])


def _blocks(lines: Sequence[Line], gaps: _Gaps) -> Iterator[Block]:
    rows = [cells(line) for line in lines]
    habits = iter(layouts([line for line, row in zip(lines, rows, strict=True) if not row]))
    paragraph: list[Line] = []
    table, in_table, top = 0, False, True
    for line, row in zip(lines, rows, strict=True):
        if row:
            if paragraph:
                yield _paragraph(paragraph, gaps)
                paragraph = []
            table += not in_table
            yield Block(kind=BlockKind.ROW, span=Span(line.start, line.end), cells=row, table=table)
            in_table = True
            continue
        in_table = False
        layout = next(habits)
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
