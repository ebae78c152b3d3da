"""Indicators that a model points at in a table: each figure is held to its row, and to the head of its column."""

from dataclasses import replace

from toolkit.extract.grammar.tables import tables
from toolkit.extract.ground import Text
from toolkit.extract.pointed.pointing import NOT_FOUND, NUMERIC, Passage, Pointed
from toolkit.llm.answer import Row
from toolkit.records import BlockKind, Quantity, Span
from toolkit.records.facts import Indicator

_FIELDS = ("target", "actual", "completion")
_NEEDS_NO_POINTING = ("target", "completion")
"""As in running text: a row has one cell for each, and the head says which."""


def rows_in(passage: Passage) -> list[Indicator]:
    """Return what the heads of tables make of the rows in a passage."""
    chunk = passage.chunk
    if not any(stretch.block.block.kind is BlockKind.ROW for stretch in chunk.stretches):
        return []
    return [row for row in tables(passage.reading, passage.headings).indicators if chunk.span.covers(row.span)]


def read_row(said: Row, row: Indicator, text: Text, passage: Passage, pointed: Pointed) -> None:
    """Keep the fields of a table's row that are pointed at; what stands elsewhere is not this row's."""
    figures: dict[str, Quantity | None] = {field: getattr(row, field) for field in _FIELDS}
    kept: set[str] = set()
    for quote in filter(str.strip, said[1:]):
        places = text.places(quote)
        spans = [passage.chunk.place(place.start, place.end) for place in places]
        mine = {field for field, figure in figures.items() if figure and any(_holds(s, figure, passage) for s in spans)}
        kept |= mine
        if not mine:
            pointed.reject(quote, "不在这一行目标、实际、完成率的格子里" if places else NOT_FOUND, passage)
    if not kept:
        pointed.reject(said[0], "没有一个数能与它对上", passage)
        return
    kept.update(_NEEDS_NO_POINTING)
    target, actual, completion = (figure if field in kept else None for field, figure in figures.items())
    pointed.facts.append(
        replace(
            row,
            target=target,
            actual=actual,
            completion=completion,
            full=None,
            got=None,
            deviation=None,
            origin=passage.origin,
        )
    )


def _holds(words: Span, figure: Quantity, passage: Passage) -> bool:
    """Tell whether words hold all of a figure's number; its limit and unit (≥, 公里) may be left out."""
    settled, span = passage.reading.document.settled, figure.span
    telling = [i for i in range(span.start, span.end) if NUMERIC.match(settled[i])] or range(span.start, span.end)
    return all(words.start <= i < words.end for i in telling)
