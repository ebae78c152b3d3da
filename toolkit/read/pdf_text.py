"""The lines and tables of a PDF's pages → one text, and lines with the measures that paragraphs are told by."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from toolkit.read.assemble import Row
from toolkit.read.legibility import legibility
from toolkit.read.lines import CENTRED, Line
from toolkit.read.pdf_lines import Printed
from toolkit.read.pdf_rows import Item, TableRow, tables
from toolkit.records.document import Legibility
from toolkit.records.settle import settle
from toolkit.records.span import Span

_OUTLIERS = 20  # one line in so many may stand out over an edge
_HANGING = "，。、；：！？）》”’％%,.;:!?)"  # may stand in the margin
_APART = 1.5  # line pitches
_SAME_EDGE = 10.0  # points


class Measures(NamedTuple):
    """The edges between which the lines of a column stand, and how far they are apart."""

    left: float
    right: float
    pitch: float


class Text:
    """The text as it grows, page by page."""

    def __init__(self, pages: Sequence[Sequence[Item]], out: Sequence[set[int]], unit: float) -> None:
        self.lines: list[Line] = []
        self.furniture: set[int] = set()
        self.rows: dict[int, Row] = {}
        self.starts: list[int] = []
        self.legibility: list[Legibility] = []
        self._parts: list[str] = []
        self._length = 0
        self._half = unit / 2
        kept = [[item for i, item in enumerate(items) if i not in own] for items, own in zip(pages, out, strict=True)]
        self._measures = _measures([item for items in kept for item in items if isinstance(item, Printed)])
        self.columns = round(max((m.right - m.left for m in self._measures.values()), default=0) / self._half)
        numbered = list(enumerate(tables(kept), 1))
        self._tables = {id(grid): (n, rows) for n, table in numbered for grid, rows in table.rows()}
        for items, own in zip(pages, out, strict=True):
            self._page(items, own)

    @property
    def text(self) -> str:
        """The words of all pages."""
        return "".join(self._parts)

    def _page(self, items: Sequence[Item], out: set[int]) -> None:
        self.starts.append(self._length)
        last: Printed | None = None
        feed = True
        for i, item in enumerate(items):
            if isinstance(item, Printed):
                if i in out:
                    self.furniture.add(len(self.lines))
                self._put(item, last, feed=feed)
                last = item
            else:
                number, rows = self._tables[id(item)]
                for row in rows:
                    self._row(number, row, feed=feed)
                last = None
            feed = False

    def _put(self, printed: Printed, last: Printed | None, *, feed: bool) -> None:
        measures = self._measures.get(_key(printed)) or Measures(*printed.column, 0)
        indent = max(0, round((printed.left - measures.left) / self._half))
        own = round((printed.right - printed.left) / self._half)
        left_over = round((measures.right - printed.right) / self._half)
        gap = printed.baseline - last.baseline if last and last.column == printed.column else 0
        self.legibility += legibility(printed.text, printed.sure, self._length)
        self._write(
            printed.text,
            indent=indent,
            width=self.columns - left_over if indent < CENTRED else own,
            blank=gap > _APART * measures.pitch,
            feed=feed,
        )

    def _row(self, table: int, row: TableRow, *, feed: bool) -> None:
        at = self._length
        cells = []
        for word, sure in zip(row.words, row.sure, strict=True):
            cells.append(Span(at, at + len(word)))
            self.legibility += legibility(word, sure, at)
            at += len(word) + 1
        self.rows[len(self.lines)] = Row(table, tuple(cells))
        self._write("\t".join(row.words), indent=0, width=self.columns, blank=False, feed=feed)

    def _write(self, words: str, *, indent: int, width: int, blank: bool, feed: bool) -> None:
        start = self._length
        self.lines.append(
            Line(
                start=start,
                end=start + len(words),
                words=settle(words),
                indent=indent,
                width=width,
                blank=blank,
                feed=feed,
            )
        )
        self._parts.append(words + "\n")
        self._length += len(words) + 1


def _key(printed: Printed) -> tuple[int, int]:
    left, right = printed.column
    return round(left / _SAME_EDGE), round(right / _SAME_EDGE)


def _measures(lines: Iterable[Printed]) -> dict[tuple[int, int], Measures]:
    """Return the measures of each column, from all pages that have it."""
    columns: dict[tuple[int, int], list[Printed]] = defaultdict(list)
    for line in lines:
        columns[_key(line)].append(line)
    return {key: _measured(own) for key, own in columns.items()}


def _measured(lines: Sequence[Printed]) -> Measures:
    out = len(lines) // _OUTLIERS
    gaps = [b.baseline - a.baseline for a, b in pairwise(lines) if b.baseline > a.baseline]
    left = sorted(line.left for line in lines)[out]
    held = [line.right for line in lines if line.text[-1] not in _HANGING] or [line.right for line in lines]
    right = sorted(held)[-1 - len(held) // _OUTLIERS]
    return Measures(left, right, median(gaps) if gaps else 0.0)
