"""How a text was laid out: whether its lines are cut at a width, what a blank line and an indent mean in it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit.read.lines import Line, Start, width

_NARROWEST = 30  # columns; no page is cut narrower, only table cells are
_WINDOW = 64
_HEAD = re.compile(r"(?:[A-Za-z0-9.,%/-]+|.)[,、。;:!?)》”’%]*")
_INDENT = 2 * 2  # columns of the two characters that a paragraph's first line steps in
_RAGGED = 6  # columns that a long number or a run of closing marks may leave over
_NEAR = 2  # columns that the size of a full line may be off


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The habits of the lines around a place."""

    columns: int | None
    """the size at which lines are cut; None where each paragraph is a line"""
    counted: bool
    """lines were cut after so many characters, by a program, and not at the edge of a page"""
    spaced: bool
    """blank lines stand between all lines, and so mean nothing"""
    indented: bool
    """a paragraph's first line steps in"""
    measured: bool = False
    """the lines were measured on the page, and not guessed from their words"""

    def full(self, line: Line, following: Line, *, first: bool) -> bool:
        """Tell whether the line ended because the following word had no more room in it.

        Print is justified and the columns of an extracted line are a guess, so an unfinished line has some slack;
        but not what looks like a heading, and not the end of a sentence, where a break can be meant.
        """
        if self.columns is None:
            return False
        heading = line.opening is not Start.PLAIN and not line.clauses
        slack = 0 if heading or line.finished else 2 * _NEAR
        if first and line.indent < _NEAR and not self.counted:
            slack += _INDENT
        head = _HEAD.match(following.words)
        word = head[0] if head else ""
        room = 2 * len(word) if self.counted else width(word)
        return _size(line, self.counted) + room + slack > self.columns

    def flush(self, line: Line) -> bool:
        """Tell whether the line has a full line's size without an indent: it goes on with a paragraph."""
        return self.columns is not None and _size(line, self.counted) >= self.columns - _NEAR

    def steps_in(self, line: Line) -> bool:
        """Tell whether the line looks like the first of a paragraph."""
        if self.indented:
            return line.indent >= _NEAR
        if self.columns is None or self.counted:
            return False
        return _NEAR < self.columns - line.width <= _RAGGED


def layouts(lines: Sequence[Line]) -> list[Layout]:
    """Return the layout around each line."""
    found: list[Layout] = []
    for at in range(0, len(lines), _WINDOW):
        around = lines[max(0, at - _WINDOW) : at + 2 * _WINDOW]
        found += [_layout(around)] * min(_WINDOW, len(lines) - at)
    return found


def _layout(lines: Sequence[Line]) -> Layout:
    counted = _share(lines, counted=True) > _share(lines, counted=False)
    columns = _columns(lines, counted)
    long = [columns is not None and _size(line, counted) >= columns - _RAGGED for line in lines]
    pairs = list(zip(pairwise(lines), long, strict=False))
    within = [b for (a, b), is_long in pairs if is_long and not a.finished]
    after = [b for (a, b), is_long in pairs if a.finished and not is_long]
    return Layout(
        columns=columns,
        counted=counted,
        spaced=_most([b.blank for b in within]),
        indented=_most([b.indent >= _NEAR for b in after]) and not _most([b.indent >= _NEAR for b in within]),
    )


def _size(line: Line, counted: bool) -> int:
    """Return the columns of a line, or where characters were counted, two for each."""
    return 2 * len(line.words) if counted else line.width


def _sizes(lines: Sequence[Line], counted: bool) -> list[int]:
    return sorted(size for line in lines if (size := _size(line, counted)) >= _NARROWEST)


def _crowds(sizes: Sequence[int]) -> dict[int, int]:
    """Return how many lines have a size, give or take one column."""
    return {size: bisect_right(sizes, size + 1) - bisect_left(sizes, size - 1) for size in set(sizes)}


def _share(lines: Sequence[Line], *, counted: bool) -> int:
    return max(_crowds(_sizes(lines, counted)).values(), default=0)


def _columns(lines: Sequence[Line], counted: bool) -> int | None:
    """Return the size that so many lines share, and so few exceed, that they must have been cut there."""
    sizes = _sizes(lines, counted)
    if not sizes:
        return None
    crowds = _crowds(sizes)
    most = max(crowds.values())
    columns = max(size for size, n in crowds.items() if n * 5 >= most * 3)
    if (len(sizes) - bisect_right(sizes, columns + _RAGGED)) * 20 > len(sizes):
        return None
    near = [line.finished for line in lines if _size(line, counted) >= columns - _RAGGED]
    return columns if near.count(False) * 5 >= len(near) * 2 else None


def _most(signs: Sequence[bool]) -> bool:
    return sum(signs) * 2 > len(signs)
