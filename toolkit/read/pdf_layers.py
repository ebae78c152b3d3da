"""Whether the text layer of a page can be trusted: pages that are pictures, garbled fonts, figures out of order."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from toolkit.read.pdf_pages import Glyph, Page

FEWEST = 10
"""Characters of a page of words; a scan can have a page number as text."""

PICTURE = "是图片，没有文字可读"
UNRECOGNIZED = "是图片，没有识别出文字"
GARBLED = "的字体没有文字对照，读出来是乱码"
SHUFFLED = "的文字层里数字的次序错乱，读出来的数可能不对"

_GARBLED = 0.2
_FIGURE = frozenset("0123456789.,%")
_DIGITS = frozenset("0123456789")
_SAME_LINE = 0.4  # of a character's height
_NEAR = 3  # characters' heights; farther apart are the figures of two cells
_BACK = 0.1  # of a character's height, that a character may stand before the one it follows
_TWICE = 0.2  # of a character's height; bold print may be faked with a second stroke
_OVER = 0.6  # of the narrower character's width, that two may share
_FEWEST_SHUFFLED = 2
_SHUFFLED = 0.05  # of a page's figures


def unsound(page: Page) -> str | None:
    """Return what is wrong with the text layer of a page, or None."""
    if len(page.glyphs) < FEWEST:
        return PICTURE if page.pictured else None
    if unknown(page.glyphs) > _GARBLED * len(page.glyphs):
        return GARBLED
    figures = [_shuffled(figure) for figure in _figures(page.glyphs)]
    bad = sum(figures) + sum(_bare_points(page.glyphs))
    return SHUFFLED if bad >= _FEWEST_SHUFFLED and bad > _SHUFFLED * len(figures) else None


def unknown(glyphs: Sequence[Glyph]) -> int:
    """Count the characters that a font does not name."""
    return sum("\ue000" <= glyph.char <= "\uf8ff" or glyph.char == "\ufffd" for glyph in glyphs)


def _figures(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the figures in the order of the file, each with its characters in that order."""
    figure: list[Glyph] = []
    for glyph in glyphs:
        if glyph.char not in _FIGURE:
            if len(figure) > 1:
                yield figure
            figure = []
            continue
        if figure and not _goes_on(figure, glyph):
            if len(figure) > 1:
                yield figure
            figure = []
        figure.append(glyph)
    if len(figure) > 1:
        yield figure


def _goes_on(figure: Sequence[Glyph], glyph: Glyph) -> bool:
    last = figure[-1]
    near = abs(glyph.left - last.left) < _NEAR * glyph.size
    level = abs(glyph.baseline - last.baseline) < _SAME_LINE * glyph.size
    again = any(g.char == glyph.char and abs(g.left - glyph.left) < _TWICE * glyph.size for g in figure)
    return near and level and not again


def _shuffled(figure: Sequence[Glyph]) -> bool:
    """Tell whether the places of a figure's characters are not in the order in which they are written."""
    if any(b.left < a.left - _BACK * a.size for a, b in pairwise(figure)):
        return True
    ordered = sorted(figure, key=lambda g: g.left)
    return any(
        min(a.right, b.right) - b.left > _OVER * min(a.right - a.left, b.right - b.left) for a, b in pairwise(ordered)
    )


def _bare_points(glyphs: Sequence[Glyph]) -> Iterator[bool]:
    """Tell of each decimal point whether no digit stands before it, in the file or on the page."""
    for before, point, behind in zip(glyphs, glyphs[1:], glyphs[2:], strict=False):
        if point.char == "." and behind.char in _DIGITS and abs(behind.left - point.right) < point.size:
            yield before.char > "\u2e80" and abs(before.baseline - point.baseline) < _SAME_LINE * point.size
