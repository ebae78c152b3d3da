"""What belongs to the page and not to the text: page numbers, running heads, ruled lines of a drawn table."""

import re
from collections import Counter
from collections.abc import Sequence

from toolkit.read.lines import Line

_NUMBER = r"(?:\d{1,4}|[一二三四五六七八九十百]{1,5})"
_PAGE = re.compile(
    rf"-+\s?\d{{1,4}}\s?-+|[·•]\s?\d{{1,4}}\s?[·•]|(?:共\s?{_NUMBER}\s?页\s?[,/]?\s?)?第\s?{_NUMBER}\s?页"
    rf"|(?:[^,。;:]{{0,30}}\s)?第\s?{_NUMBER}\s?页\s?[,/]?\s?\(?共\s?{_NUMBER}\s?页\)?|Page\s?\d{{1,4}}(?:\s?of\s?\d{{1,4}})?"
)
_RULE = re.compile(r"(?=.{3})[-|:+=_\s─-╿]*")
_LONE = re.compile(r"\d{1,3}")
_PAGE_AT_LEAST = 200  # characters between two page numbers; serial numbers of a table stand closer
_RUNNING = 3  # pages that show the same head


def furniture(lines: Sequence[Line]) -> set[int]:
    """Return which of the lines belong to the page."""
    breaks = {i for i, line in enumerate(lines) if _PAGE.fullmatch(line.words)} | _rising(lines)
    return breaks | _running(lines, breaks) | {i for i, line in enumerate(lines) if _RULE.fullmatch(line.words)}


def _rising(lines: Sequence[Line]) -> set[int]:
    """Return the lone numbers that rise by one from page to page."""
    chains: dict[int, list[int]] = {}
    found: set[int] = set()
    for i, line in enumerate(lines):
        if not _LONE.fullmatch(line.words):
            continue
        number = int(line.words)
        chain = chains.pop(number - 1, [])
        if chain and line.start - lines[chain[-1]].end < _PAGE_AT_LEAST and not line.feed:
            chain = []
        chains[number] = [*chain[-2:], i]
        if len(chains[number]) == _RUNNING:
            found.update(chains[number])
    return found


def _running(lines: Sequence[Line], breaks: set[int]) -> set[int]:
    """Return the heads and feet that stand at page breaks, always the same, and nowhere else."""
    edges: set[int] = set()
    for i in breaks:
        edges.update({i - 1, i + 1})
    for i, line in enumerate(lines):
        if line.feed:
            edges.update({i - 1, i})
    beside = Counter(lines[i].words for i in edges if 0 <= i < len(lines) and not lines[i].finished)
    everywhere = Counter(line.words for line in lines)
    same = {words for words, n in beside.items() if n >= _RUNNING and everywhere[words] <= n + 1}
    return {i for i, line in enumerate(lines) if line.words in same} if same else set()
