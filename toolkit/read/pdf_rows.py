"""The parts of tables on the pages of a PDF → table rows, those of one table together over page breaks."""

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.read.pdf_lines import Printed
from toolkit.read.pdf_tables import Cell, Grid, apart, column

_END = "。；！？;!?"

Row = tuple[str, ...]
Item = Printed | Grid


@dataclass(slots=True, kw_only=True)
class Table:
    """A whole table: its parts, page after page."""

    parts: list[Grid]

    def rows(self) -> list[tuple[Grid, list[Row]]]:
        """Return the rows of each part, without repeated heads; a row that a page break cut is where it starts."""
        edges = apart(edge for grid in self.parts for edge in grid.columns)
        found: list[tuple[Grid, list[Row]]] = []
        head: list[Row] = []
        last: list[Cell | None] = []
        for grid in self.parts:
            placed = [_placed(row, edges) for row in grid.rows]
            words = [_words(row) for row in placed]
            repeated = 0
            while repeated < min(len(head), len(words)) and words[repeated] == head[repeated]:
                repeated += 1
            own: list[Row] = []
            found.append((grid, own))
            for i in range(repeated, len(words)):
                if i == repeated and last and _goes_on(last, placed[i]):
                    before = next(rows for _, rows in reversed(found) if rows)
                    before[-1] = _joined(before[-1], words[i])
                elif any(words[i]):
                    own.append(words[i])
            head = head or words
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


def _words(row: Sequence[Cell | None]) -> Row:
    return tuple(cell.words if cell else "" for cell in row)


def _goes_on(above: Sequence[Cell | None], below: Sequence[Cell | None]) -> bool:
    """Tell whether a row is the rest of the one above: every cell with words goes on with one that broke off."""
    pairs = [(a, b) for a, b in zip(above, below, strict=True) if b and b.words]
    fewer = len(pairs) < sum(bool(a and a.words) for a in above)
    return fewer and all(a and a.full and a.words[-1] not in _END for a, _ in pairs) and bool(pairs)


def _joined(above: Row, below: Row) -> Row:
    return tuple(a + b for a, b in zip(above, below, strict=True))
