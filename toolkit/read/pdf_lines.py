"""Printed characters → the lines that a person reads, in the order in which they are read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from toolkit.read.legibility import Confidences, confidences
from toolkit.read.pdf_pages import Glyph

_SAME_LINE = 0.4  # of a character's height, that baselines may differ
_SPACE = 0.2  # em, between Latin letters and figures
_CHINESE_SPACE = 0.6  # a quarter is added beside them
_WIDE_SPACE = 1.8
_GUTTER = 1.2  # ems between the columns of a page
_GAP = 0.6  # em; no gap within a line is so wide as what a hanging mark leaves of a gutter
_RAISED = 0.75  # of the line's characters, and less, is the size of a footnote mark
_TWICE = 0.2  # em; bold print may be faked with a second stroke
_WIDE = 0.6  # of the page's width
_FEWEST = 4  # lines on each side of a gutter
_CROSSED = 0.1  # of the strips may lie across a gutter, as headings do
_SUPERSCRIPTS = dict(zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True))

Strip = list[Glyph]
"""Characters side by side, without a wide gap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One printed line, and the edges of the column that it stands in."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    column: tuple[float, float]
    sure: Confidences = ()


def em(glyphs: Iterable[Glyph]) -> float:
    """Return the width of most Chinese characters."""
    wide = [glyph.right - glyph.left for glyph in glyphs if glyph.char > "\u2e80"]
    return median(wide) if wide else 10.0


class Columns:
    """Reads parts of pages column by column; a page that is not full has the columns of the one before."""

    def __init__(self, unit: float) -> None:
        self.unit = unit
        self._gutters: dict[tuple[int, int], float] = {}

    def lines(self, glyphs: Sequence[Glyph], left: float, right: float) -> list[Printed]:
        """Return the lines between two edges of a page in reading order."""
        rows = rows_of(glyphs, self.unit)
        gutter = self._gutter(rows, (round(left), round(right)))
        if gutter is None:
            return [_line(row, (left, right), self.unit) for row in rows]
        found: list[Printed] = []
        for across, band in groupby(rows, key=lambda row: _crosses(row, gutter, self.unit)):
            if across:
                found += [_line(row, (left, right), self.unit) for row in band]
            else:
                inside = [glyph for row in band for strip in row for glyph in strip]
                found += self.lines([g for g in inside if _middle(g) < gutter], left, gutter)
                found += self.lines([g for g in inside if _middle(g) >= gutter], gutter, right)
        return found

    def _gutter(self, rows: Sequence[Sequence[Strip]], edges: tuple[int, int]) -> float | None:
        found = _gutter([strip for row in rows for strip in row], self.unit)
        known = self._gutters.get(edges)
        if found is not None:
            self._gutters[edges] = found
        elif known is not None and sum(_crosses(row, known, self.unit) for row in rows) * 2 < len(rows):
            return known
        return found


def rows_of(glyphs: Sequence[Glyph], unit: float) -> list[list[Strip]]:
    """Return the lines top down, each as the strips between its wide gaps."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: g.baseline):
        first = rows[-1][0] if rows else None
        if first and glyph.baseline - first.baseline < _SAME_LINE * min(glyph.size, first.size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [_strips(row, unit) for row in _with_marks(rows)]


def _with_marks(rows: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """Put raised digits into the line below them, as the superscripts that they are."""
    found: list[list[Glyph]] = []
    waiting: list[Glyph] = []
    for row in rows:
        size = median(glyph.size for glyph in row)
        close = [mark for mark in waiting if row[0].baseline - mark.baseline < size and mark.size < _RAISED * size]
        if len(close) < len(waiting):
            found.append(waiting)
            close = []
        waiting = []
        baseline = median(glyph.baseline for glyph in row)
        whole = [
            glyph._replace(char=_SUPERSCRIPTS.get(glyph.char, glyph.char))
            if glyph.size < _RAISED * size and glyph.baseline < baseline
            else glyph
            for glyph in (*close, *row)
        ]
        if len(row) <= 3 and not close and all(glyph.char in _SUPERSCRIPTS for glyph in row):
            waiting = row
        else:
            found.append(whole)
    return [*found, waiting] if waiting else found


def _strips(row: Sequence[Glyph], unit: float) -> list[Strip]:
    strips: list[Strip] = []
    wide = max(unit, em(row)) if any(glyph.char > "\u2e80" for glyph in row) else unit
    for glyph in sorted(row, key=lambda g: g.left):
        last = strips[-1][-1] if strips else None
        if last is None or glyph.left - last.right > _GUTTER * wide:
            strips.append([glyph])
        elif glyph.char != last.char or glyph.left - last.left > _TWICE * (glyph.right - glyph.left):
            strips[-1].append(glyph)
    return strips


def _gutter(strips: Sequence[Strip], unit: float) -> float | None:
    """Return where the space between two columns lies that are both filled with lines, or None."""
    if len(strips) < 2 * _FEWEST:
        return None
    left, right = min(s[0].left for s in strips), max(s[-1].right for s in strips)
    narrow = [(s[0].left, s[-1].right) for s in strips if s[-1].right - s[0].left < _WIDE * (right - left)]
    steps = int((right - left) / (unit / 2))
    places = [left + unit / 2 * step for step in range(steps // 4, steps - steps // 4)]
    crossings = [sum(a - unit / 2 < x < b + unit / 2 for a, b in narrow) for x in places]
    if not crossings or min(crossings) > _CROSSED * len(narrow):
        return None
    best = [x for x, n in zip(places, crossings, strict=True) if n == min(crossings)]
    x = best[len(best) // 2]
    before = [b - a for a, b in narrow if b <= x]
    behind = [b - a for a, b in narrow if a >= x]
    filled = min(len(before), len(behind)) >= _FEWEST and (
        median(before) >= _WIDE * (x - left) and median(behind) >= _WIDE * (right - x)
    )
    return x if filled else None


def _crosses(row: Sequence[Strip], gutter: float, unit: float) -> bool:
    """Tell whether a line goes on over a gutter; marks at a line's end may hang into it."""
    before = [glyph.right for strip in row for glyph in strip if _middle(glyph) < gutter]
    behind = [glyph.left for strip in row for glyph in strip if _middle(glyph) >= gutter]
    return bool(before and behind) and min(behind) - max(before) < _GAP * unit


def _middle(glyph: Glyph) -> float:
    return (glyph.left + glyph.right) / 2


def _line(row: Sequence[Strip], column: tuple[float, float], unit: float) -> Printed:
    glyphs = [glyph for strip in row for glyph in strip]
    text = spaced(glyphs, unit)
    return Printed(
        text=text,
        left=glyphs[0].left,
        right=glyphs[-1].right,
        baseline=median(glyph.baseline for glyph in glyphs),
        size=median(glyph.size for glyph in glyphs),
        column=column,
        sure=confidences(text, glyphs),
    )


def spaced(glyphs: Sequence[Glyph], unit: float) -> str:
    """Return the words of a line: a space where there is a gap, two where it is wide."""
    words = glyphs[0].char
    for last, glyph in pairwise(glyphs):
        gap = (glyph.left - last.right) / unit
        latin = max(last.char, glyph.char) < "\u2e80"
        apart = glyph.spaced or gap > (_SPACE if latin else _CHINESE_SPACE)
        words += "  " if gap > _WIDE_SPACE else " " if apart else ""
        words += glyph.char
    return words
