"""Several files as one document: a report and the form that goes with it."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from toolkit.records import Block, Document, Legibility, Unread

_BETWEEN = "\n"


def together(documents: Sequence[Document]) -> Document:
    """Join documents in the order given; every place names its file.

    Tables keep apart by number, so that a row of one file never goes on with a table of another.
    """
    if len(documents) == 1:
        return documents[0]
    blocks: list[Block] = []
    unread: list[Unread] = []
    breaks: list[int] = []
    legibility: list[Legibility] = []
    offset = tables = 0
    for document in documents:
        for block in document.blocks:
            place = f"{document.name} {block.place}" if block.place else document.name
            blocks.append(replace(block.moved(offset, tables=tables), place=place))
        unread += (Unread(span=u.span.moved(offset), why=f"{document.name} {u.why}") for u in document.unread)
        legibility += (replace(each, span=each.span.moved(offset)) for each in document.legibility)
        offset += len(document.text) + len(_BETWEEN)
        breaks.append(offset)
        tables += max((b.table for b in document.blocks if b.table is not None), default=0)
    return Document(
        name=" + ".join(d.name for d in documents),
        path=documents[0].path,
        sha256=hashlib.sha256("".join(d.sha256 for d in documents).encode()).hexdigest(),
        format=documents[0].format,
        text=_BETWEEN.join(d.text for d in documents),
        settled=_BETWEEN.join(d.settled for d in documents),
        blocks=tuple(blocks),
        unread=tuple(unread),
        breaks=tuple(breaks[:-1]),
        legibility=tuple(legibility),
    )
