"""A table of a web page → its rows, one cell for each column of the grid."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolkit.read.html_words import hidden, is_block, on_one_line

if TYPE_CHECKING:
    from toolkit.read.html_words import Element

_PARTS = {"thead", "tbody", "tfoot"}
_MOST_COLUMNS = 200
_MOST_ROWS = 65_534
_LONG = 1_000  # characters; a cell that holds more is a part of the page, and no cell of a table


def rows(table: "Element") -> Iterator[list["Element | None"]]:
    """Yield each row's cells; None stands where a cell goes on from the left or from above."""
    spanned: dict[int, int] = {}
    for row in _rows(table):
        placed: list[Element | None] = []
        for cell in row:
            if cell.tag not in ("td", "th") or hidden(cell):
                continue
            _pass(spanned, placed)
            wide, high = _span(cell, "colspan", _MOST_COLUMNS), _span(cell, "rowspan", _MOST_ROWS)
            spanned.update(dict.fromkeys(range(len(placed), len(placed) + wide), high - 1))
            placed += [cell] + [None] * (wide - 1)
        _pass(spanned, placed)
        yield placed


def parts_a_page(cells: list["Element | None"]) -> bool:
    """Tell whether the cells of a row are columns of the page, or a frame, and hold paragraphs."""
    own = [cell for cell in cells if cell is not None]
    if any(cell.find(".//table") is not None or len(on_one_line(cell)) > _LONG for cell in own):
        return True
    return len(own) == 1 and sum(is_block(child) for child in own[0]) > 1


def _rows(table: "Element") -> Iterator["Element"]:
    for child in table:
        if not hidden(child):
            if child.tag == "tr":
                yield child
            elif child.tag in _PARTS:
                yield from (row for row in child if row.tag == "tr" and not hidden(row))


def _pass(spanned: dict[int, int], placed: list["Element | None"]) -> None:
    """Go past the columns that cells from above take up."""
    while spanned.get(len(placed), 0) > 0:
        spanned[len(placed)] -= 1
        placed.append(None)


def _span(cell: "Element", name: str, most: int) -> int:
    try:
        return min(max(int(cell.get(name, "1")), 1), most)
    except ValueError:
        return 1
