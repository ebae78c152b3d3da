"""The words that stand with a scored item: to the end of its paragraph, or the next where its own says nothing."""

import re
from bisect import bisect_left

from toolkit.audit import Dossier
from toolkit.checks.once import once
from toolkit.checks.passages import says, words
from toolkit.records import BlockKind, Document, Span
from toolkit.records.facts import Facts, Heading, ScoreLine

_REACH = 160
_SILENT = 3  # characters after a score that say nothing: a full stop, a bracket
_BANDED = re.compile(
    r"\d分?[-—~～至]\d[\d.]*分|[间档内]的?,?(?:按[^,。;]{0,8})?(?:得|计|记)|分档|档次|本项(?:评|定|属)为?|评为[^,。;]{1,6},?得"
)


def beside(dossier: Dossier, span: Span) -> Span:
    """Return where the words about an item stand that ends where ``span`` does."""
    return Span(span.start, _end(dossier, span.end))


def banded(dossier: Dossier, span: Span) -> bool:
    """Tell whether the words about an item say that it is scored by bands: 较健全得8—6分."""
    return says(dossier.document, _BANDED, beside(dossier, span)) is not None


def _end(dossier: Dossier, start: int) -> int:
    document = dossier.document
    stops = _stops(dossier.facts)
    following = bisect_left(stops, start)
    stop = stops[following] if following < len(stops) else len(document.text)
    block = document.block(max(start - 1, 0))
    end = block.span.end if block else start
    if block is not None and stop >= end and len(words(document, Span(start, max(end, start)))) < _SILENT:
        end = _next_end(document, end) or end
    return max(min(stop, end, start + _REACH), start)


def _next_end(document: Document, start: int) -> int | None:
    """Return where the next block ends, where it is a paragraph."""
    blocks = document.blocks
    i = bisect_left(blocks, start, key=lambda block: block.span.start)
    return blocks[i].span.end if i < len(blocks) and blocks[i].kind is BlockKind.PARAGRAPH else None


@once
def _stops(facts: Facts) -> list[int]:
    """Return where other items and headings begin."""
    return sorted(fact.span.start for kind in (ScoreLine, Heading) for fact in facts.of(kind))
