"""Sentences as rows of figures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from toolkit.extract.grammar.dates import Dated
from toolkit.extract.grammar.flow import Flow
from toolkit.extract.grammar.items import Item, items
from toolkit.extract.grammar.lexicon import Lexicon
from toolkit.extract.grammar.quantities import Token
from toolkit.records import Dimension, Span

__all__ = ["Item", "Sentence", "sentences"]

_STOP = re.compile(r"[。!?\t|]")

_WHILE = re.compile(r"(?:[前近后]|过去|未来|连续|最近)$")  # 前四年: when, not how long
_TERM = re.compile(r"(?:来|目标|规划|计划|进度|行动|任务)")  # 五年目标

_NO_AMOUNTS = {Dimension.RATIO, Dimension.POINTS, Dimension.TIMES, Dimension.TIME}

LONGEST = 3000
"""Characters of a sentence; text that runs on is cut here, so that no reading grows faster than the text."""

MOST = 100
"""Figures of a sentence, for the same reason."""


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """A stretch ``start:end`` of a flow with its figures; ``text`` is that stretch.

    ``amounts`` are the figures that can be part or whole of something. Durations are only where nothing else is
    (``由14.5个工作日缩短至6个工作日``).
    """

    flow: Flow
    start: int
    end: int
    text: str
    items: tuple[Item, ...]
    amounts: tuple[Item, ...]
    dated: tuple[Dated, ...]
    number: int
    earlier: "Sentence | None" = field(default=None, repr=False)

    @property
    def previous(self) -> "Sentence | None":
        """The sentence before, in the same paragraph; ``earlier`` reaches into the paragraph above."""
        return self.earlier if self.earlier is not None and self.earlier.flow is self.flow else None

    def between(self, left: Item, right: Item) -> str:
        """Return the words between two figures."""
        return self.flow.text[left.token.end : right.token.start]

    def after(self, item: Item) -> str:
        """Return the words after a figure, to the next figure or the sentence's end."""
        i = item.index + 1
        end = self.items[i].token.start if i < len(self.items) else self.end
        return self.flow.text[item.token.end : end]

    def span(self, *figures: Item) -> Span:
        """Return the document's span from the first to the last of the figures, leads included."""
        first = min(figures, key=lambda i: i.token.start)
        last = max(figures, key=lambda i: i.token.end)
        return self.flow.span(max(first.token.start - len(first.lead), self.start), last.token.end)


def sentences(
    flow: Flow, tokens: list[Token], dated: list[Dated], lexicon: Lexicon, earlier: Sentence | None
) -> Iterator[Sentence]:
    """Cut a flow into sentences and read the role of each figure; ``earlier`` is the last one above."""
    t, d = 0, 0
    first = earlier.number + 1 if earlier is not None else 0
    for number, (start, end) in enumerate(_cuts(flow.text, tokens), first):
        mine, days = [], []
        while t < len(tokens) and tokens[t].start < end:
            mine.append(tokens[t])
            t += 1
        while d < len(dated) and dated[d].start < end:
            days.append(dated[d])
            d += 1
        found = items(flow.text, mine, days, start, lexicon)
        amounts = _amounts(found, flow.text)
        sentence = Sentence(flow, start, end, flow.text[start:end], found, amounts, tuple(days), number, earlier)
        yield sentence
        earlier = sentence


def _amounts(found: tuple[Item, ...], text: str) -> tuple[Item, ...]:
    whole = tuple(i for i in found if i.dimension not in _NO_AMOUNTS)
    times = (i for i in found if i.dimension is Dimension.TIME)
    return whole or tuple(i for i in times if not (_WHILE.search(i.lead) or _TERM.match(text, i.token.end)))


def _cuts(text: str, tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Yield the sentences' bounds: at full stops, and inside what would grow without end, never in a figure."""
    crowded = [tokens[i].end for i in range(MOST - 1, len(tokens), MOST)]
    inside = [(t.start, t.end) for t in tokens]
    edges = sorted({*(m.end() for m in _STOP.finditer(text)), *crowded, len(text)})
    start, t = 0, 0
    for edge in edges:
        while edge - start > LONGEST:
            cut = start + LONGEST
            while t < len(inside) and inside[t][1] <= cut:
                t += 1
            if t < len(inside) and inside[t][0] < cut:
                cut = inside[t][0] if inside[t][0] > start else inside[t][1]
            yield start, cut
            start = cut
        if edge > start:
            yield start, edge
            start = edge
