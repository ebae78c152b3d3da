"""How surely each character was recognized → stretches of the text that are as sure throughout."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from toolkit.read.pdf_pages import Glyph
from toolkit.records.document import SURE, Legibility
from toolkit.records.span import Span

# Marks are left out: the engine doubts whether they are wide or narrow, which a picture does not show.
_FIGURE_OR_CHARACTER = re.compile(r"\d[\d.,，]*[%‰万亿]?|[^\W_]")

Confidences = tuple[float, ...]
"""One for each character of the words beside it; empty where the words are printed as text."""


def confidences(words: str, glyphs: Sequence[Glyph]) -> Confidences:
    """Return how surely each of the words' characters was recognized; spaces among them are ours."""
    if not glyphs or glyphs[0].confidence == 1.0:
        return ()
    own = iter(glyphs)
    return tuple(1.0 if char == " " else next(own).confidence for char in words)


def legibility(words: str, sure: Confidences, start: int) -> Iterator[Legibility]:
    """Yield the stretches of words that begin at ``start``: figures and characters in doubt each by themselves."""
    if not sure:
        return
    at = 0
    for token in _FIGURE_OR_CHARACTER.finditer(words):
        least = min(sure[token.start() : token.end()])
        if _decimal(least) < SURE:
            yield from _stretch(sure, at, token.start(), start)
            yield Legibility(span=Span(start + token.start(), start + token.end()), confidence=_decimal(least))
            at = token.end()
    yield from _stretch(sure, at, len(words), start)


def _stretch(sure: Confidences, start: int, end: int, offset: int) -> Iterator[Legibility]:
    if start < end:
        mean = sum(sure[start:end]) / (end - start)
        yield Legibility(span=Span(offset + start, offset + end), confidence=_decimal(mean))


def _decimal(confidence: float) -> Decimal:
    return Decimal(round(confidence * 1000)) / 1000
