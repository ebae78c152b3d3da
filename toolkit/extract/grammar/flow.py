"""A block's text with line breaks, spaces, footers and footnote marks looked through."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.records import Block, BlockKind, Document, Span

_PIECE = re.compile(r"[^\s]+")
_MARK = re.compile(r"[¹²³⁰⁴-⁹]+|\[\d{1,2}\]")
_LOOKED_THROUGH = re.compile(rf"\s|{_MARK.pattern}")
_SPACED = 3  # more than one space in three characters
_GROUP_LEFT = re.compile(r"(?<!\d)(?<!\d[.,])\d{1,3}(?: ?\d{3})*$")
_GROUP_RIGHT = re.compile(r"\d{3}(?!\d)")


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """Text to read, and for each of its characters the offset in the document."""

    text: str
    at: Sequence[int]
    block: Block

    def span(self, start: int, end: int) -> Span:
        """Return the document's span of ``text[start:end]``."""
        if start >= end:
            here = self.at[start] if start < len(self.at) else self.block.span.end
            return Span(here, here)
        return Span(self.at[start], self.at[end - 1] + 1)


def flow_of(document: Document, block: Block) -> Flow:
    """Read a whole block."""
    return _condense(document, block, block.span, keep_tabs=block.kind is BlockKind.ROW)


def flow_of_cell(document: Document, block: Block, cell: Span) -> Flow:
    """Read one cell of a row."""
    return _condense(document, block, cell, keep_tabs=False)


def _condense(document: Document, block: Block, span: Span, *, keep_tabs: bool) -> Flow:
    if not block.gaps and _LOOKED_THROUGH.search(document.settled, span.start, span.end) is None:
        return Flow(document.settled[span.start : span.end], range(span.start, span.end), block)
    pieces: list[str] = []
    at: list[int] = []
    marked = _MARK.search(document.settled, span.start, span.end) is not None
    spaced = not keep_tabs and _is_spaced(document.settled, span)
    last = ""
    before = ""
    for start, end in _open_stretches(span, block.gaps):
        for match in _PIECE.finditer(document.settled, start, end):
            piece, offset = match.group(), match.start()
            between = document.settled[at[-1] + 1 : offset] if at else ""
            if keep_tabs and "\t" in between:
                for i, char in enumerate(between):
                    if char == "\t":
                        pieces.append("\t")
                        at.append(offset - len(between) + i)
            elif (
                last.isdigit()
                and piece[0].isdigit()
                and not (
                    _joins(before, piece, between) or (between == " " and (spaced or len(piece) == len(before) == 1))
                )
            ):
                pieces.append(" ")
                at.append(offset - 1)
            cursor = 0
            for mark in _MARK.finditer(piece) if marked else ():
                pieces.append(piece[cursor : mark.start()])
                at.extend(range(offset + cursor, offset + mark.start()))
                cursor = mark.end()
            pieces.append(piece[cursor:])
            at.extend(range(offset + cursor, offset + len(piece)))
            last, before = piece[-1], piece
    return Flow("".join(pieces), at, block)


def _open_stretches(span: Span, gaps: tuple[Span, ...]) -> list[tuple[int, int]]:
    stretches, start = [], span.start
    for gap in gaps:
        if span.covers(gap):
            stretches.append((start, gap.start))
            start = gap.end
    return [*stretches, (start, span.end)]


def _is_spaced(text: str, span: Span) -> bool:
    """Tell whether a space stands between nearly all characters, as some converters leave it."""
    return text.count(" ", span.start, span.end) * _SPACED > len(span)


def _joins(left: str, right: str, between: str) -> bool:
    """Tell whether digits on both sides of white space are one number.

    A wrap inside a number leaves no space; a space inside one separates groups of three (``1 098.8``).
    """
    if "\n" in between or "\r" in between:
        return True
    return bool(_GROUP_LEFT.search(left) and _GROUP_RIGHT.match(right))
