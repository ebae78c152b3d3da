"""The parts of tables on the pages of a PDF → table rows, those of one table together over page breaks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from toolkit.read.legibility import Confidences
from toolkit.read.pdf_lines import Printed
from toolkit.read.pdf_tables import Cell, Grid, apart, column

_END = "。；！？;!?"

Item = Printed | Grid


class TableRow(NamedTuple):
    """The words of a row's cells, and how surely they were recognized."""

    words: tuple[str, ...]
    sure: tuple[Confidences, ...]


@dataclass(slots=True, kw_only=True)
class Table:
    """A whole table: its parts, page after page."""

    parts: list[Grid]

    def rows(self) -> list[tuple[Grid, list[TableRow]]]:
        """Return the rows of each part, without repeated heads; a row that a page break cut is where it starts."""
        edges = apart(edge for grid in self.parts for edge in grid.columns)
        found: list[tuple[Grid, list[TableRow]]] = []
        head: list[TableRow] = []
        last: list[Cell | None] = []
        for grid in self.parts:
            placed = [_placed(row, edges) for row in grid.rows]
            rows = [_row(row) for row in placed]
            repeated = 0
            while repeated < min(len(head), len(rows)) and rows[repeated].words == head[repeated].words:
                repeated += 1
            own: list[TableRow] = []
            found.append((grid, own))
            for i in range(repeated, len(rows)):
                if i == repeated and last and _goes_on(last, placed[i]):
                    before = next(part for _, part in reversed(found) if part)
                    before[-1] = _joined(before[-1], rows[i])
                elif any(rows[i].words):
                    own.append(rows[i])
            head = head or rows
            last = placed[-1]
        return found


def tables(pages: Sequence[Sequence[Item]]) -> list[Table]:
    """Return the tables in order, one that ends a page and begins the next as one; running heads are gone."""
    found: list[Table] = []
    before: Item | None = None
    for items in pages:
        for i, item in enumerate(items):
            if isinstance(item, Grid):
                if i == 0 and isinstance(before, Grid) and item.continues(before):
                    found[-1].parts.append(item)
                else:
                    found.append(Table(parts=[item]))
        before = items[-1] if items else None
    return found


def _placed(row: Sequence[Cell], edges: Sequence[float]) -> list[Cell | None]:
    placed: list[Cell | None] = [None] * len(edges)
    for cell in row:
        placed[column(edges, cell.box.left)] = cell
    return placed


def _row(row: Sequence[Cell | None]) -> TableRow:
    return TableRow(tuple(cell.words if cell else "" for cell in row), tuple(cell.sure if cell else () for cell in row))


def _goes_on(above: Sequence[Cell | None], below: Sequence[Cell | None]) -> bool:
    """Tell whether a row is the rest of the one above: every cell with words goes on with one that broke off."""
    pairs = [(a, b) for a, b in zip(above, below, strict=True) if b and b.words]
    fewer = len(pairs) < sum(bool(a and a.words) for a in above)
    return fewer and all(a and a.full and a.words[-1] not in _END for a, _ in pairs) and bool(pairs)


def _joined(above: TableRow, below: TableRow) -> TableRow:
    return TableRow(
        tuple(a + b for a, b in zip(above.words, below.words, strict=True)),
        tuple(a + b for a, b in zip(above.sure, below.sure, strict=True)),
    )
