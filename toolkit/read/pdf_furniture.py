"""Running heads, feet and page numbers of a PDF: by where they stand, and by their coming back."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from toolkit.read.pdf_lines import Printed
from toolkit.read.pdf_rows import Item

_ZONE = 0.15  # of the page's height, above and below
_DEEPEST = 3  # lines from the edge
_NUMBER = re.compile(r"[-–—─·•]*#[-–—─·•]*")
_SENTENCE = re.compile("[，。；,;]")
_DIGITS = re.compile(r"\d+")
_OFTEN = 3
_FEW_PAGES = 4


class _Edge(NamedTuple):
    side: str
    line: int
    shape: str
    outermost: bool


def furniture(heights: Sequence[float], pages: Sequence[Sequence[Item]]) -> list[set[int]]:
    """Return for each page which of its lines belong to the page and not to the text."""
    edges = [list(_edges(height, items)) for height, items in zip(heights, pages, strict=True)]
    seen = Counter(key for page_edges in edges for key in {(edge.side, edge.shape) for edge in page_edges})
    enough = _OFTEN if len(pages) > _FEW_PAGES else 2
    found = []
    for page_edges in edges:
        own: set[int] = set()
        closed: set[str] = set()
        for edge in page_edges:
            if edge.side in closed:
                continue
            if seen[edge.side, edge.shape] >= enough or (edge.outermost and _NUMBER.fullmatch(edge.shape)):
                own.add(edge.line)
            else:
                closed.add(edge.side)
        found.append(own)
    return found


def _edges(height: float, items: Sequence[Item]) -> Iterator[_Edge]:
    """Yield the lines near the upper and the lower edge, from outside in."""
    printed = sorted((item.baseline, i, item.text) for i, item in enumerate(items) if isinstance(item, Printed))
    for side, order in (("head", printed), ("foot", printed[::-1])):
        for depth, (baseline, line, text) in enumerate(order[:_DEEPEST]):
            if _SENTENCE.search(text):
                break
            if (baseline if side == "head" else height - baseline) < _ZONE * height:
                yield _Edge(side, line, _DIGITS.sub("#", "".join(text.split())), depth == 0)
