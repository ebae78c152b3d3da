"""Several files as one document: a report and the form that goes with it."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from toolkit.records import Block, Document, Span

_BETWEEN = "\n"


def together(documents: Sequence[Document]) -> Document:
    """Join documents in the order given; every place names its file.

    Tables keep apart by number, so that a row of one file never goes on with a table of another.
    """
    if len(documents) == 1:
        return documents[0]
    blocks: list[Block] = []
    offset = tables = 0
    for document in documents:
        blocks += [_moved(block, offset, tables, document.name) for block in document.blocks]
        offset += len(document.text) + len(_BETWEEN)
        tables += max((b.table for b in document.blocks if b.table is not None), default=0)
    return Document(
        name=" + ".join(d.name for d in documents),
        path=documents[0].path,
        sha256=hashlib.sha256("".join(d.sha256 for d in documents).encode()).hexdigest(),
        format=documents[0].format,
        text=_BETWEEN.join(d.text for d in documents),
        settled=_BETWEEN.join(d.settled for d in documents),
        blocks=tuple(blocks),
    )


def _moved(block: Block, offset: int, tables: int, name: str) -> Block:
    def span(one: Span) -> Span:
        return Span(one.start + offset, one.end + offset)

    return replace(
        block,
        span=span(block.span),
        place=f"{name} {block.place}" if block.place else name,
        gaps=tuple(map(span, block.gaps)),
        cells=tuple(map(span, block.cells)),
        table=block.table + tables if block.table is not None else None,
    )
