"""Ruled tables on the pages of a PDF: where their cells lie, and what is printed in each."""

import io
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from toolkit.read.legibility import Confidences, confidences
from toolkit.read.pdf_lines import rows_of, spaced
from toolkit.read.pdf_pages import Box, Glyph, Page

if TYPE_CHECKING:
    from pdfplumber.pdf import PDF
    from pdfplumber.table import Table

_NEAR = 3.0  # points that edges of one row or column may differ
_MARGIN = 1.2  # ems between the rules of a cell and its words, both sides
_HEAD = re.compile(r"[A-Za-z0-9.,%/-]+|.", re.DOTALL)


@dataclass(slots=True, kw_only=True)
class Cell:
    """A cell, and what is printed in it."""

    box: Box
    glyphs: list[Glyph] = field(default_factory=list)
    words: str = ""
    lines: int = 0
    full: bool = False
    """its last line has no room for another word"""
    sure: Confidences = ()


@dataclass(slots=True, kw_only=True)
class Grid:
    """The part of a table that is on one page: its rows, each with its cells from left to right."""

    rows: list[list[Cell]]

    @property
    def box(self) -> Box:
        """The rectangle around its cells."""
        boxes = [cell.box for row in self.rows for cell in row]
        left, top, right, bottom = zip(*boxes, strict=True)
        return Box(min(left), min(top), max(right), max(bottom))

    @property
    def columns(self) -> list[float]:
        """The left edges of its columns."""
        return apart(cell.box.left for row in self.rows for cell in row)

    def forget_glyphs(self) -> None:
        """Keep only the words of the cells."""
        for row in self.rows:
            for cell in row:
                cell.glyphs = []

    def continues(self, other: "Grid") -> bool:
        """Tell whether ``other``, on the page before, has the same columns."""
        few, many = sorted((self.columns, other.columns), key=len)
        near = abs(self.box.right - other.box.right) <= _NEAR
        return near and all(any(abs(a - b) <= _NEAR for b in many) for a in few)


class Ruler:
    """Finds the tables on the pages of one file; the library is loaded and the file opened when first needed."""

    def __init__(self, data: bytes = b"") -> None:
        self._data = data

    @cached_property
    def _opened(self) -> "PDF":
        import pdfplumber

        logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its doubts about a file help no reader
        return pdfplumber.open(io.BytesIO(self._data))

    def grids(self, page: Page, unit: float) -> list[Grid]:
        """Return the tables on a page, top down; ``unit`` is the em."""
        if not page.ruled or not page.glyphs:
            return []
        if page.cells is not None:
            tables = [[Cell(box=box) for box in cells] for cells in page.cells]
            return sorted(_read(tables, page.glyphs, unit), key=lambda grid: grid.box.top)
        try:
            drawn = self._opened.pages[page.number - 1]
            tables = [_cells(table, drawn.mediabox, page) for table in drawn.find_tables()]
            drawn.close()
        except Exception:  # noqa: BLE001 — it fails in any way it likes; the page's words are read all the same
            return []
        return sorted(_read(tables, page.glyphs, unit), key=lambda grid: grid.box.top)


def apart(values: Iterable[float]) -> list[float]:
    """Return the values in order, those near to another one only once."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def column(edges: Sequence[float], edge: float) -> int:
    """Return which of the left edges is nearest."""
    return min(range(len(edges)), key=lambda i: abs(edges[i] - edge))


def _cells(table: "Table", corner: Sequence[float], page: Page) -> list[Cell]:
    left, top = corner[:2]
    moved = [Box(x0 - left, y0 - top, x1 - left, y1 - top) for x0, y0, x1, y1 in table.cells]
    return [Cell(box=page.upright(box)) for box in moved]


def _read(tables: Sequence[list[Cell]], glyphs: Sequence[Glyph], unit: float) -> Iterator[Grid]:
    """Put the characters into the smallest cells around them, and yield what then are tables."""
    by_size = sorted((cell for cells in tables for cell in cells), key=lambda c: _area(c.box))
    bands: dict[int, list[Cell]] = {}
    lowest = max(glyph.baseline for glyph in glyphs)
    for cell in by_size:
        for band in range(int(max(cell.box.top, 0) // 10), int(min(cell.box.bottom, lowest) // 10) + 1):
            bands.setdefault(band, []).append(cell)
    for glyph in glyphs:
        x, y = (glyph.left + glyph.right) / 2, glyph.baseline - unit / 3
        holder = next((cell for cell in bands.get(int(y // 10), ()) if _holds(cell.box, x, y)), None)
        if holder:
            holder.glyphs.append(glyph)
    for cells in tables:
        for cell in cells:
            _fill(cell, unit)
        yield from _grids(cells)


def _grids(cells: Sequence[Cell]) -> Iterator[Grid]:
    """Yield the tables in a frame: a row that is one cell of several lines holds paragraphs, and parts them."""
    tops = apart(cell.box.top for cell in cells)
    rows: list[list[Cell]] = [[] for _ in tops]
    for cell in sorted(cells, key=lambda c: c.box.left):
        rows[column(tops, cell.box.top)].append(cell)
    part: list[list[Cell]] = []
    for row in [*rows, []]:
        if len(row) > 1 or (len(row) == 1 and row[0].lines == 1 and part):
            part.append(row)
        elif part:
            grid = Grid(rows=part)
            if len(grid.columns) > 1 and any(cell.words for r in part for cell in r):
                yield grid
            part = []


def _fill(cell: Cell, unit: float) -> None:
    width = cell.box.right - cell.box.left - _MARGIN * unit
    room = 0.0
    rows = rows_of(cell.glyphs, unit)
    for row in rows:
        line = [glyph for strip in row for glyph in strip]
        words = spaced(line, unit)
        head = _HEAD.match(words)
        needed = unit * (len(head[0]) / 2 if head and head[0][0] < "\x7f" else 1)
        cell.words += ("" if not cell.words or needed > room else " ") + words
        room = width - (line[-1].right - line[0].left)
        cell.lines += 1
    cell.full = bool(cell.words) and room < unit
    cell.sure = confidences(cell.words, [glyph for row in rows for strip in row for glyph in strip])


def _area(box: Box) -> float:
    return (box.right - box.left) * (box.bottom - box.top)


def _holds(box: Box, x: float, y: float) -> bool:
    return box.left <= x <= box.right and box.top <= y <= box.bottom
