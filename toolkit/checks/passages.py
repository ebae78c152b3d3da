"""Words of a document, white space, line wraps and page furniture looked through, and what stands around them.

No passage reaches from one block into the next; the cells of a table row are parted by tabs.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from toolkit.checks.once import once
from toolkit.records import Block, BlockKind, Document, Span

_SOLID = re.compile(r"\S+")
_SPACE = re.compile(r"\s")
_SOLID_OR_TAB = re.compile(r"[\S\t]+")
_STOP = re.compile(r"[。!?;\t]")
_BREAK = re.compile(r"[,。!?;:()\t]")
_CLOSING = {"“": "”", "《": "》", "‘": "’", "「": "」", "〈": "〉"}
_OPENING = re.compile(f"[{''.join(_CLOSING)}]")
_REACH = 300
# What fits at the edge of a line only, or would look past it and refuse: such a pattern needs each line apart.
_EDGED = re.compile(r"(?<!\[)\^|\$|\\[AZ]|\(\?<?!.*(?:\[\^|\\[sSWD])")
_QUOTABLE = 80
_LABEL = 20


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A block's settled text without white space, and where each character stands in the document."""

    block: Block
    text: str
    at: Sequence[int]

    def within(self, span: Span) -> tuple[int, int]:
        """Return which characters stand inside ``span``."""
        return bisect_left(self.at, span.start), bisect_left(self.at, span.end)


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """Characters ``start:end`` of a line."""

    line: Line
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Return where the words stand in the document."""
        return Span(self.line.at[self.start], self.line.at[self.end - 1] + 1)

    @property
    def text(self) -> str:
        """Return the words."""
        return self.line.text[self.start : self.end]

    @property
    def in_table(self) -> bool:
        """Tell whether they stand in a table."""
        return self.line.block.kind is BlockKind.ROW

    def before(self, length: int) -> str:
        """Return up to ``length`` characters before the words."""
        return self.line.text[max(self.start - length, 0) : self.start]

    def after(self, length: int) -> str:
        """Return up to ``length`` characters after the words."""
        return self.line.text[self.end : self.end + length]

    def part(self, start: int, end: int) -> "Passage":
        """Return other words of the line, counted from the beginning of these."""
        return Passage(self.line, self.start + start, min(self.start + end, len(self.line.at)))

    def clause(self) -> "Passage":
        """Return the clause around the words."""
        return self._widened(_BREAK)

    def sentence(self) -> "Passage":
        """Return the sentence around the words."""
        return self._widened(_STOP)

    def quotation(self) -> "Passage | None":
        """Return what stands in the quotation marks or title marks around the words, marks included."""
        text, due = self.line.text, [""]
        low = max(self.start - _QUOTABLE, 0)
        if _OPENING.search(text, low, self.start) is None:
            return None
        opened: list[int] = []
        for i in range(low, self.start):
            if text[i] in _CLOSING:
                due.append(_CLOSING[text[i]])
                opened.append(i)
            elif text[i] == due[-1]:
                due.pop()
                opened.pop()
        for i, closing in zip(reversed(opened), reversed(due[1:]), strict=True):
            end = text.find(closing, self.end, i + _QUOTABLE)
            if end >= 0:
                return Passage(self.line, i, end + 1)
        return None

    def with_label(self, label: str) -> Span:
        """Return where the words stand together with the name right before them."""
        name = label[-_LABEL:]
        start = self.line.text.rfind(name, max(self.start - 2 * _LABEL, 0), self.start) if name else -1
        return Passage(self.line, start, self.end).span if start >= 0 else self.span

    def _widened(self, edge: re.Pattern[str]) -> "Passage":
        text, low = self.line.text, max(self.start - _REACH, 0)
        edges = [m.end() for m in edge.finditer(text, low, self.start)]
        closing = edge.search(text, self.end, self.end + _REACH)
        end = closing.start() if closing else min(len(text), self.end + _REACH)
        return Passage(self.line, edges[-1] if edges else low, end)


@dataclass(frozen=True, slots=True, eq=False)
class Found(Passage):
    """Words that fit a pattern."""

    match: re.Match[str]

    def group(self, name: str) -> Passage:
        """Return the words that a group of the pattern took."""
        return Passage(self.line, *self.match.span(name))


def lines(document: Document) -> tuple[Line, ...]:
    """Return the document's blocks as lines, in order."""
    return _read(document)[0]


def passage(document: Document, span: Span) -> Passage:
    """Return the words at ``span``, as part of the line that it begins in."""
    everything, starts = _read(document)
    line = everything[_at(starts, span.start)]
    return Passage(line, *line.within(span))


def find(document: Document, pattern: re.Pattern[str], within: Span | None = None) -> Iterator[Found]:
    """Yield all that fits, in the whole document or inside ``within``."""
    if within is None:
        found = ((line, match) for line in _promising(document, pattern) for match in pattern.finditer(line.text))
    else:
        found = (
            (p.line, m) for p in _passages(document, within) for m in pattern.finditer(p.line.text, p.start, p.end)
        )
    for line, match in found:
        if match.end() > match.start():
            yield Found(line, match.start(), match.end(), match)


def says(document: Document, pattern: re.Pattern[str], within: Span | None = None) -> Found | None:
    """Return the first words that fit, or None."""
    return next(find(document, pattern, within), None)


def words(document: Document, within: Span) -> str:
    """Return what stands at ``within``, white space taken out."""
    return "".join(each.text for each in _passages(document, within))


def _promising(document: Document, pattern: re.Pattern[str]) -> Iterator[Line]:
    """Yield the lines that may have what fits: to look through all of them at once is quicker than one by one."""
    everything = lines(document)
    if _needs_edges(pattern.pattern):
        yield from everything
        return
    text, starts = whole(document)
    place, end = starts[0], len(text) - 1
    while match := pattern.search(text, place, end):
        number = bisect_right(starts, match.start()) - 1
        yield everything[number]
        place = starts[number + 1]


@cache
def _needs_edges(pattern: str) -> bool:
    return _EDGED.search(pattern) is not None


def _passages(document: Document, within: Span) -> Iterator[Passage]:
    """Yield the words inside ``within``, line by line."""
    everything, starts = _read(document)
    for i in range(_at(starts, within.start), bisect_left(starts, within.end)):
        yield Passage(everything[i], *everything[i].within(within))


def _at(starts: list[int], offset: int) -> int:
    """Return the number of the line that holds the offset, or that stands before it."""
    return max(bisect_right(starts, offset) - 1, 0)


@once
def whole(document: Document) -> tuple[str, list[int]]:
    """Return the text of all lines, a break before and after each, and where each begins; the text's end is last."""
    texts = [line.text for line in lines(document)]
    return "\n".join(("", *texts, "")), list(accumulate((len(text) + 1 for text in texts), initial=1))


@once
def _read(document: Document) -> tuple[tuple[Line, ...], list[int]]:
    """Return the lines, and where each begins."""
    return tuple(_line(document, block) for block in document.blocks), [b.span.start for b in document.blocks]


def _line(document: Document, block: Block) -> Line:
    span = block.span
    if not block.gaps and _SPACE.search(document.settled, span.start, span.end) is None:
        return Line(block, document.settled[span.start : span.end], range(span.start, span.end))
    solid = _SOLID_OR_TAB if block.kind is BlockKind.ROW else _SOLID
    text: list[str] = []
    at: list[int] = []
    start = span.start
    for gap in (*block.gaps, Span(span.end, span.end)):
        for piece in solid.finditer(document.settled, start, max(gap.start, start)):
            text.append(piece.group())
            at.extend(range(*piece.span()))
        start = max(gap.end, start)
    return Line(block, "".join(text), at)
