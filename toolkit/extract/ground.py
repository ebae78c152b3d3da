"""Find a model's words in the text: exactly, then past white space and width, then past a slip of the pen.

Never past a digit: words whose figures differ are other words. Words that are not found count for nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from toolkit.records.settle import settle

_LIKENESS = 80.0  # of 100, by characters
_SHORTEST = 5  # characters; anything shorter resembles too much
_SLACK = 2  # characters by which the likest stretch may be longer or shorter than the words
_NUMERALS = "〇零一二三四五六七八九十百千万亿两半廿卅"
_WORDED = _NUMERALS.rstrip("两半廿卅")
_TELLING = re.compile(rf"[\d.%‰{_NUMERALS}]|[不未无非没否]|[<>≤≥~+\-]")
"""What makes another statement of the same words: figures, negations, limits."""
_BLANK = re.compile(r"\s+")
_BORDER = re.compile(r"[\t\n]")
_POINT = re.compile(r"[.,]")
_RANGE_BEFORE = re.compile(r"[\d%年月日-]")  # behind these a dash is no minus: 3-5, 1月-6月, ——2023年


@dataclass(frozen=True, slots=True)
class Place:
    """Words found at ``start:end`` of a passage; ``difference`` says how they differ, where they do."""

    start: int
    end: int
    difference: str | None = None

    def distance(self, other: "Place") -> int:
        """Return how many characters lie between two places."""
        return max(0, other.start - self.end, self.start - other.end)


class Text:
    """A passage made ready for the search: settled, without white space, and the way back."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _bare(self) -> tuple[str, list[int]]:
        settled = settle(self.text)
        at = [i for i, char in enumerate(settled) if not char.isspace()]
        return "".join(settled[i] for i in at), at

    @cached_property
    def _borders(self) -> frozenset[int]:
        """Where a cell or a paragraph begins: 120 and 126.5 in two cells are two numbers."""
        _, at = self._bare
        return frozenset(
            i for i in range(1, len(at)) if at[i] - at[i - 1] > 1 and _BORDER.search(self.text, at[i - 1] + 1, at[i])
        )

    def places(self, quote: str) -> list[Place]:
        """Return where the words stand, in order; where they stand nowhere, what they must have meant, if anything."""
        words = _BLANK.sub("", settle(quote))
        if not words:
            return []
        exact = [self._place(start, start + len(words)) for start in self._all(words)]
        return exact or [place for place in [self._likest(words)] if place]

    def _all(self, words: str) -> Iterator[int]:
        """Yield where ``words`` begin, never inside a longer number."""
        bare, _ = self._bare
        start = bare.find(words)
        while start >= 0:
            if not self._cuts_number(start, start + len(words)):
                yield start
            start = bare.find(words, start + 1)

    def _cuts_number(self, start: int, end: int) -> bool:
        """Tell whether an edge of the words at ``start:end`` lies inside a number."""
        bare, _ = self._bare
        before = "" if start in self._borders else bare[max(0, start - 2) : start]
        after = "" if end in self._borders else bare[end : end + 2]
        return _cuts_number(before, bare[start], bare[end - 1], after)

    def _place(self, start: int, end: int, difference: str | None = None) -> Place:
        _, at = self._bare
        return Place(at[start], at[end - 1] + 1, difference)

    def _likest(self, words: str) -> Place | None:
        bare, _ = self._bare
        if not _SHORTEST <= len(words) <= len(bare):
            return None
        alignment = fuzz.partial_ratio_alignment(words, bare, score_cutoff=_LIKENESS)
        if alignment is None:
            return None
        telling = _TELLING.findall(words)
        most = max(1, int(len(words) * (100 - _LIKENESS) / 100))
        best: tuple[int, int, int, int] | None = None
        for start in range(max(0, alignment.dest_start - _SLACK), alignment.dest_start + _SLACK + 1):
            for end in range(alignment.dest_end - _SLACK, min(len(bare), alignment.dest_end + _SLACK) + 1):
                if end - start < _SHORTEST or self._cuts_number(start, end):
                    continue
                window = bare[start:end]
                distance = Levenshtein.distance(words, window, score_cutoff=most)
                rank = distance, abs(end - start - len(words)), start, end
                if distance <= most and (best is None or rank < best) and _TELLING.findall(window) == telling:
                    best = rank
        if best is None:
            return None
        *_, start, end = best
        return self._place(start, end, _difference(words, bare[start:end]))


def _cuts_number(before: str, first: str, last: str, after: str) -> bool:
    """Tell whether words lie across the edge of a number: 5% in 95%, 12 in 12.4, 九十 in 九十二.

    ``before`` and ``after`` are the two characters beside them, or less where there are no more.
    """
    left, right = before[-1:], after[:1]
    if (left and left in _WORDED and first in _WORDED) or (right and last in _WORDED and right in _WORDED):
        return True
    if first.isdigit() and left:
        if left.isdigit() or (_POINT.match(left) and before[:-1].isdigit()):
            return True
        if left in "-+" and not _RANGE_BEFORE.match(before[:-1]):
            return True
    if last.isdigit() and right:
        return right.isdigit() or right in "%‰" or bool(_POINT.match(right) and after[1:].isdigit())
    return False


def _difference(words: str, window: str) -> str:
    """Say which characters differ: ``统等→统筹``."""
    changed = [
        f"{words[op.src_start : op.src_end]}→{window[op.dest_start : op.dest_end]}"
        for op in Levenshtein.opcodes(words, window)
        if op.tag != "equal"
    ]
    return "、".join(changed)
