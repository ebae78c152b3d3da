"""A table of WordprocessingML → its rows, one cell for each column of the grid."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolkit.read.docx_names import below, children, number, value, w

if TYPE_CHECKING:
    from toolkit.read.docx_names import Element

_ROW, _CELL = w("tr"), w("tc")
_MOST_COLUMNS = 1000


def rows(table: "Element") -> Iterator[list["Element | None"]]:
    """Yield each row's cells; None stands where a cell goes on from the left or from above."""
    for row in children(table):
        if row.tag == _ROW and below(row, "trPr", "del") is None:
            yield list(_cells(row))


def _cells(row: "Element") -> Iterator["Element | None"]:
    yield from [None] * _columns(row, "trPr", "gridBefore", least=0)
    for cell in children(row):
        if cell.tag != _CELL or below(cell, "tcPr", "cellDel") is not None:
            continue
        merged = below(cell, "tcPr", "vMerge")
        sideways = value(cell, "tcPr", "hMerge") or below(cell, "tcPr", "hMerge") is not None
        follows = merged is not None and value(cell, "tcPr", "vMerge") != "restart"
        follows = follows or (sideways and value(cell, "tcPr", "hMerge") != "restart")
        yield None if follows else cell
        yield from [None] * (_columns(cell, "tcPr", "gridSpan", least=1) - 1)
    yield from [None] * _columns(row, "trPr", "gridAfter", least=0)


def _columns(element: "Element", *path: str, least: int) -> int:
    return min(max(number(element, *path) or least, least), _MOST_COLUMNS)
