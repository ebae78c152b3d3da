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

    def places(self, quote: str) -> list[Place]:
        """Return where the words stand, in order; where they stand nowhere, what they must have meant, if anything."""
        words = _BLANK.sub("", settle(quote))
        if not words:
            return []
        bare, _ = self._bare
        exact = [self._place(start, start + len(words)) for start in _all(words, bare)]
        return exact or [place for place in [self._likest(words)] if place]

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
                if end - start < _SHORTEST or _cuts_number(bare, start, end):
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


def _all(words: str, text: str) -> Iterator[int]:
    """Yield where ``words`` begin in ``text``, never inside a longer number."""
    start = text.find(words)
    while start >= 0:
        if not _cuts_number(text, start, start + len(words)):
            yield start
        start = text.find(words, start + 1)


def _cuts_number(text: str, start: int, end: int) -> bool:
    """Tell whether an edge of ``text[start:end]`` lies inside a number: 5% in 95%, 12 in 12.4, 九十 in 九十二."""
    before, first, last, after = text[start - 1 : start], text[start], text[end - 1], text[end : end + 1]
    if (before and before in _WORDED and first in _WORDED) or (after and last in _WORDED and after in _WORDED):
        return True
    if first.isdigit() and before:
        if before.isdigit() or (_POINT.match(before) and text[start - 2 : start - 1].isdigit()):
            return True
        if before in "-+" and not _RANGE_BEFORE.match(text[max(0, start - 2) : start - 1]):
            return True
    if last.isdigit() and after:
        return after.isdigit() or after in "%‰" or bool(_POINT.match(after) and text[end + 1 : end + 2].isdigit())
    return False


def _difference(words: str, window: str) -> str:
    """Say which characters differ: ``统等→统筹``."""
    changed = [
        f"{words[op.src_start : op.src_end]}→{window[op.dest_start : op.dest_end]}"
        for op in Levenshtein.opcodes(words, window)
        if op.tag != "equal"
    ]
    return "、".join(changed)
