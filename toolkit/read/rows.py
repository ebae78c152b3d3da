"""Table rows in plain text: cells between tabs, bars or wide gaps, and rows of figures."""

import re

from toolkit.read.lines import Line
from toolkit.records.span import Span

_BAR = re.compile("[|│┃]")
_TAB = re.compile("\t")
_GAP = re.compile(r"\s{2,}")
_BLANK = re.compile(r"\s+")
_FIGURE = re.compile(r"[-+]?[\d,]+(?:\.\d+)?%?|-+|/")
_SHORT = 20  # characters in a cell between wide gaps


def cells(line: Line) -> tuple[Span, ...]:
    """Return the cells of a line that is a table row, in order and with the empty ones; none where it is not."""
    words = line.words
    for test, gap in ((_barred, _BAR), (_tabbed, _TAB), (_spaced, _GAP), (_figures, _BLANK)):
        if test(line):
            empty = line.tabs if gap is _TAB else 0
            return (*[Span(line.start, line.start)] * empty, *_split(words, gap, line.start))
    return ()


def _barred(line: Line) -> bool:
    bars = sum(map(line.words.count, "|│┃"))
    if bars == 0:
        return False
    return bars > 1 or all(len(part) <= _SHORT for part in _BAR.split(line.words))


def _tabbed(line: Line) -> bool:
    # The tab between a list marker and its words is no cell's edge.
    return "\t" in line.words[line.body :].lstrip()


def _spaced(line: Line) -> bool:
    if "  " not in line.words or "。" in line.words:
        return False
    parts = _GAP.split(line.words)
    return len(parts) > 2 and all(len(part) <= _SHORT for part in parts)


def _figures(line: Line) -> bool:
    run = longest = 0
    for part in line.words.split():
        run = run + 1 if _FIGURE.fullmatch(part) else 0
        longest = max(longest, run)
    return longest > 2


def _split(words: str, gap: re.Pattern[str], offset: int) -> tuple[Span, ...]:
    found, at = [], 0
    for cell in gap.split(words):
        start = at + len(cell) - len(cell.lstrip())
        found.append(Span(offset + start, offset + start + len(cell.strip())))
        edge = gap.match(words, at + len(cell))
        at = edge.end() if edge else len(words)
    if gap is _BAR:  # a frame's left and right bar stand at no cell
        found = found[int(not found[0]) : len(found) - int(not found[-1])]
    return tuple(found)
