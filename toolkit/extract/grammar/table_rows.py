"""The rows of a document's tables, and what a cell says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from toolkit.extract.grammar.columns import Head, head_unit
from toolkit.extract.grammar.dates import dates
from toolkit.extract.grammar.fields import MARKER
from toolkit.extract.grammar.flow import Flow, flow_of_cell
from toolkit.extract.grammar.lexicon import Lexicon
from toolkit.extract.grammar.quantities import quantities
from toolkit.extract.grammar.reading import BlockReading, Reading
from toolkit.records import BlockKind, Op, Quantity, Span, Unit

VOID = re.compile(r"(?:[-/\\*]*|/?无/?|暂无|空|不适用|不涉及|无扣分)$")
SUM = re.compile(r"(?:其中[:,]?)?(?:合计|总计|小计|总分|总得分|综合得分|自评总分|自评得分|共计|得分合计)")
_FINE = re.compile(r"^(?:其中[:,]?)+")
_BRACKET_END = re.compile(r"\([^()]{1,40}\)$")
_CAPTION = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its flow, and the words of it."""

    flow: Flow
    text: str

    @property
    def void(self) -> bool:
        """Tell whether the cell says that there is nothing to say."""
        return VOID.match(self.text) is not None

    @property
    def span(self) -> Span:
        """The cell's words in the document."""
        return self.flow.span(0, len(self.flow.text))

    def name(self) -> tuple[str, Span]:
        """Return the name in the cell, without its marker, 其中 and the brackets after it."""
        marker = MARKER.match(self.text)
        start = marker.end() if marker else 0
        fine = _FINE.match(self.text[start:])
        start += fine.end() if fine and fine.end() < len(self.text) - start else 0
        bracket = _BRACKET_END.search(self.text)
        end = bracket.start() if bracket and bracket.start() - start > 1 else len(self.text.rstrip(":"))
        return self.text[start:end], self.flow.span(start, end)


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row under a head."""

    head: Head
    cells: list[Cell]
    lexicon: Lexicon

    def at(self, field: str) -> Cell | None:
        """Return the cell of a column, or None where it is empty."""
        column = self.head.fields.get(field)
        if column is None or column >= len(self.cells) or not self.cells[column].text:
            return None
        return self.cells[column]

    def value(self, field: str, unit: Unit | None = None, like: Quantity | None = None) -> Quantity | None:
        """Read a cell as a figure in its own unit, the head's or ``unit``, or as words that judge.

        Of several figures the first of the unit that ``like`` has.
        """
        cell = self.at(field)
        if cell is None or cell.void:
            return None
        tokens, _ = quantities(cell.flow, self.lexicon, dates(cell.flow))
        figures = [t.quantity for t in tokens]
        if not figures:
            if field not in ("target", "actual") or len(cell.text) > 80:
                return None
            return Quantity(value=None, unit=None, span=cell.span, text=cell.text, op=Op.QUALITATIVE)
        wanted = like.unit.dimension if like and like.unit else None
        figure = next((q for q in figures if q.unit and q.unit.dimension is wanted), figures[0])
        return figure if figure.unit else replace(figure, unit=self._unit(field, figure) or unit)

    def _unit(self, field: str, figure: Quantity) -> Unit | None:
        if own := self.head.units.get(self.head.fields[field]):
            return own
        if field in ("rate", "completion") and figure.value is not None and abs(figure.value) > Decimal("1.5"):
            return self.lexicon.units["%"]
        return self.lexicon.units["分"] if field in ("full", "got") else None

    def label(self) -> Cell | None:
        """Return the last words left of the first column: in some forms the rows' names have no head."""
        left = self.cells[: min(self.head.fields.values())]
        return next((c for c in reversed(left) if c.text and not re.fullmatch(r"[\d.,%]+", c.text)), None)


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of one table, the unit a caption names, the line before it (cut where it has spaces) and after it."""

    blocks: list[BlockReading]
    rows: list[list[Cell]]
    unit: Unit | None
    line_before: list[str]
    line_after: str = ""


def grids(reading: Reading) -> Iterator[Grid]:
    """Yield every table of a document."""
    start = 0
    blocks = reading.blocks
    for i, block in enumerate(blocks):
        if block.block.kind is not BlockKind.ROW:
            start = i + 1
            continue
        follower = blocks[i + 1] if i + 1 < len(blocks) else None
        if follower is None or follower.block.kind is not BlockKind.ROW or follower.block.table != block.block.table:
            yield _grid(reading, start, i + 1)
            start = i + 1


def caption_unit(reading: Reading, start: int) -> Unit | None:
    """Return the unit that one of the two lines above a table names."""
    captions = [b for b in reading.blocks[max(0, start - 2) : start] if b.block.kind is BlockKind.PARAGRAPH]
    short = [b.flow.text for b in reversed(captions) if len(b.flow.text) < _CAPTION]
    return next((u for text in short if (u := head_unit(text, reading.lexicon))), None)


def _grid(reading: Reading, start: int, end: int) -> Grid:
    document = reading.document
    before = reading.blocks[start - 1].block if start else None
    line: list[str] = []
    if before is not None and before.kind is BlockKind.PARAGRAPH:
        line = document.settled[before.span.start : before.span.end].split()
    blocks = list(reading.blocks[start:end])
    rows = []
    for b in blocks:
        flows = [flow_of_cell(document, b.block, span) for span in b.block.cells]
        rows.append([Cell(flow, flow.text) for flow in flows])
    after = reading.blocks[end].flow.text if end < len(reading.blocks) else ""
    return Grid(blocks, rows, caption_unit(reading, start), line, after)
