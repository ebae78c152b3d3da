"""Tables that a conversion left with one cell to a line, put back into rows."""

import re
from collections.abc import Iterator

from toolkit.extract.grammar.columns import Head, field_of, head_of
from toolkit.extract.grammar.fields import MARKER
from toolkit.extract.grammar.flow import Flow
from toolkit.extract.grammar.indicator_classes import classes
from toolkit.extract.grammar.reading import BlockReading, Reading
from toolkit.extract.grammar.table_rows import SUM, Cell, Grid, caption_unit
from toolkit.records import BlockKind

_LONGEST_HEAD = 14
_LONGEST_CELL = 40
_MOST_COLUMNS = 12
_FIGURE = re.compile(r"[≥≤<>=~约]?-?[\d.,]+[%\u4e00-\u9fff/]{0,8}$|[-/]+$|无$")
_FIGURES = frozenset({"completion", "full", "got", "rate", "budgeted", "initial", "income", "spent"})
_BRACKET_END = re.compile(r"\([^()]{1,40}\)$")


def flattened(reading: Reading) -> Iterator[Grid]:
    """Yield the tables whose head stands as a run of lines, each the head of a column."""
    at = 0
    while at < len(reading.blocks):
        run = _heads(reading, at)
        table = next((t for width in range(len(run), 2, -1) if (t := _table(reading, run[:width], at))), None)
        if table is not None:
            grid, at = table
            yield grid
        else:
            at += max(1, len(run))


def _table(reading: Reading, heads: list[BlockReading], at: int) -> tuple[Grid, int] | None:
    head = head_of([b.flow.text for b in heads], reading.lexicon, None)
    if head is None or head.kind is None:
        return None
    rows = _Rows(reading, head, len(heads), at + len(heads))
    found = rows.read()
    blocks = [heads[0]] * (len(found) + 1)
    grid = Grid(blocks, [[_cell(b) for b in heads], *found], caption_unit(reading, at), [])
    return (grid, rows.at) if found else None


def _heads(reading: Reading, at: int) -> list[BlockReading]:
    """Return the lines from ``at`` on that are heads of columns."""
    run: list[BlockReading] = []
    for block in reading.blocks[at : at + _MOST_COLUMNS]:
        if not _may_be_cell(block, _LONGEST_HEAD) or field_of(block.flow.text, reading.lexicon) is None:
            break
        run.append(block)
    return run


def _may_be_cell(block: BlockReading, longest: int) -> bool:
    text, marker = block.flow.text, MARKER.match(block.flow.text)
    plain = block.block.kind is BlockKind.PARAGRAPH and not (marker and marker.end())
    return plain and len(text) <= longest and not text.endswith(("。", ":", ";"))


def _cell(block: BlockReading) -> Cell:
    return Cell(block.flow, block.flow.text)


class _Rows:
    """Takes line after line as cells; a class that a merged cell holds stands only in its first row."""

    def __init__(self, reading: Reading, head: Head, width: int, at: int) -> None:
        self.reading, self.known = reading, classes(reading.lexicon)
        self.at = at
        fields = {column: field for field, column in head.fields.items()}
        self.columns = [fields.get(column) for column in range(width)]

    def read(self) -> list[list[Cell]]:
        """Read rows as long as the lines fit the columns."""
        rows = []
        while (row := self._sum(self.at) or self._row(self.at)) is not None:
            cells, self.at = row
            rows.append(cells)
        return rows

    def _row(self, at: int) -> tuple[list[Cell], int] | None:
        with_note = self._taken(at, note=True)
        if with_note is None or self.columns[-1] != "deviation":
            return with_note
        without = self._taken(at, note=False)
        after = with_note[1]
        fits = self._ends(after) or self._taken(after, note=False) is not None or self._sum(after) is not None
        return with_note if fits else without

    def _taken(self, at: int, *, note: bool) -> tuple[list[Cell], int] | None:
        cells: list[Cell] = []
        for field in self.columns:
            if self._ends(at) and field != "deviation":
                return None
            if (field == "deviation" and (not note or self._ends(at))) or not self._holds(field, at):
                if field not in ("level1", "category", "deviation"):
                    return None
                cells.append(Cell(Flow("", [], self.reading.blocks[at - 1].block), ""))
                continue
            cells.append(_cell(self.reading.blocks[at]))
            at += 1
        return cells, at

    def _holds(self, field: str | None, at: int) -> bool:
        """Tell whether the line can be a cell of the column."""
        if self._ends(at):
            return False
        text = _BRACKET_END.sub("", self.reading.blocks[at].flow.text)
        if field == "level1":
            second = text in self.known.categories and not self._holds("category", at + 1)
            return text in self.known.levels and not second
        if field == "category":
            return text in self.known.categories
        return _FIGURE.match(text) is not None if field in _FIGURES else True

    def _sum(self, at: int) -> tuple[list[Cell], int] | None:
        """Read 合计, 100, 98.8: a total leaves all cells out but the marks."""
        if self._ends(at) or not SUM.fullmatch(self.reading.blocks[at].flow.text) or "got" not in self.columns:
            return None
        if (row := self._taken(at, note=True)) is not None:
            return row
        cells = [Cell(Flow("", [], self.reading.blocks[at].block), "") for _ in self.columns]
        cells[0] = _cell(self.reading.blocks[at])
        for field in ("full", "got"):
            if field in self.columns and self._holds(field, at + 1):
                at += 1
                cells[self.columns.index(field)] = _cell(self.reading.blocks[at])
        return cells, at + 1

    def _ends(self, at: int) -> bool:
        return at >= len(self.reading.blocks) or not _may_be_cell(self.reading.blocks[at], _LONGEST_CELL)
