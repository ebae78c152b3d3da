"""The sentence around the words at fault, short enough for a line or two."""

from collections.abc import Sequence
from enum import Enum
from itertools import groupby
from typing import NamedTuple

from toolkit.records import BlockKind, Document, Evidence, Span

STOPS = "。！？；"
WHOLE = 120  # a sentence up to this long is shown whole
AROUND = 24  # of a longer one, so much on either side of where marked words begin and end


class Mark(Enum):
    """What words are to the finding."""

    CONTEXT = "context"
    FAULT = "fault"
    OTHER = "other"


class Piece(NamedTuple):
    """A stretch of an excerpt that is marked alike."""

    text: str
    mark: Mark


def excerpts(document: Document, evidence: Sequence[Evidence]) -> list[list[Piece]]:
    """Return the sentences that the evidence stands in, the one at fault first, white space looked through."""
    if not evidence:
        return []
    fault = evidence[0].span
    sentences: list[tuple[Span, list[Span]]] = []
    for span in sorted({e.span for e in evidence}):
        sentence, spans = _sentence(document, span), [span]
        if sentences and sentences[-1][0].end > sentence.start:
            before, others = sentences.pop()
            sentence, spans = before.hull(sentence), [*others, span]
        sentences.append((sentence, spans))
    sentences.sort(key=lambda found: not found[0].covers(fault))
    return [_pieces(document, sentence, spans, fault) for sentence, spans in sentences]


def _sentence(document: Document, span: Span) -> Span:
    """Return the sentence around a span, inside its block."""
    text = document.text
    block = document.block(span.start)
    bounds = block.span if block else Span(0, len(text))
    start = max(text.rfind(stop, bounds.start, span.start) for stop in STOPS) + 1 or bounds.start
    last = max(span.start, span.end - 1)
    ends = [at + 1 for stop in STOPS if (at := text.find(stop, last, bounds.end)) >= 0]
    return Span(max(start, bounds.start), max(min(ends, default=bounds.end), span.end))


def _pieces(document: Document, sentence: Span, spans: Sequence[Span], fault: Span) -> list[Piece]:
    marks: dict[int, Mark] = {}
    for span in spans:
        marks.update(dict.fromkeys(range(span.start, span.end), Mark.OTHER))
    marks.update(dict.fromkeys(range(fault.start, fault.end) if sentence.covers(fault) else (), Mark.FAULT))
    pieces = [Piece(letter, marks.get(at, Mark.CONTEXT)) for at, letter in letters(document, sentence)]
    kept = _shortened(pieces) if len(pieces) > WHOLE else pieces
    return [Piece("".join(p.text for p in run), mark) for mark, run in groupby(kept, key=lambda p: p.mark)]


def letters(document: Document, sentence: Span) -> list[tuple[int, str]]:
    """Return the characters with their places; a line break or a space inside a sentence is none of its words."""
    block = document.block(sentence.start)
    gaps = block.gaps if block else ()
    in_row = block is not None and block.kind is BlockKind.ROW
    kept: list[tuple[int, str]] = []
    blank = ""
    for at in range(sentence.start, sentence.end):
        letter = document.text[at]
        if any(gap.start <= at < gap.end for gap in gaps):
            blank += "\n"
        elif letter.isspace():
            blank += letter
        else:
            if kept and blank:
                kept += [(at - 1, between) for between in _between(kept[-1][1], blank, letter, in_row=in_row)]
            kept.append((at, letter))
            blank = ""
    return kept


def _between(left: str, blank: str, right: str, *, in_row: bool) -> str:
    if in_row and "\t" in blank:
        return " │ "
    parts_words = left.isascii() and right.isascii() and left.isalnum() and right.isalnum()
    return " " if parts_words and "\n" not in blank else ""


def _shortened(letters: list[Piece]) -> list[Piece]:
    """Keep what stands near an end of marked words; … stands for the rest."""
    edges = [
        i for i in range(1, len(letters)) if (letters[i].mark is Mark.CONTEXT) != (letters[i - 1].mark is Mark.CONTEXT)
    ]
    near = {i for edge in edges for i in range(edge - AROUND, edge + AROUND)} or set(range(WHOLE))
    kept: list[Piece] = []
    for is_near, run in groupby(enumerate(letters), key=lambda pair: pair[0] in near):
        pieces = [piece for _, piece in run]
        kept += pieces if is_near else [Piece("…", pieces[0].mark)]
    return kept
