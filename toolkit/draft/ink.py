"""What templates write with: words of the document and blanks travel through them as marks, and come out as runs.

Text of a document never enters a template as text, so nothing in it can be taken for a template's own words.
"""

import re
from collections.abc import Iterable

from toolkit.records import Span
from toolkit.records.draft import Filled, Run

_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
MARKS = re.compile(f"{_OPEN}\\d+{_CLOSE}")
"""Marks in what a template wrote."""
_ALLOWED = re.compile(r"20\d\d年|1\s*[-—～]\s*12月|12月31日|1月1日|^\s*[（(]?\d+[)）.．、]", re.MULTILINE)


class Mark(str):
    """The mark of some runs; ``plain`` is what they say, for the key of a blank that stands with them."""

    __slots__ = ("plain",)
    plain: str


class LooseFigure(Exception):  # noqa: N818 — a fault of a template, told with its words
    """A template wrote a figure of its own."""


class Ink:
    """The runs of one draft, each behind its mark."""

    def __init__(self) -> None:
        self._runs: list[tuple[Run, ...]] = []

    def mark(self, runs: Iterable[Run]) -> Mark:
        """Return the mark that stands for some runs."""
        self._runs.append(tuple(runs))
        mark = Mark(f"{_OPEN}{len(self._runs) - 1}{_CLOSE}")
        mark.plain = "".join(run.text for run in self._runs[-1] if isinstance(run, Filled))
        return mark

    def said(self, text: str, *source: Span) -> Mark:
        """Return the mark for words that last year's report has."""
        return self.mark([Filled(text=text, source=source)])

    def runs(self, written: str) -> tuple[Run, ...]:
        """Turn what a template wrote into runs; a figure that has no source is refused."""
        found: list[Run] = []
        for i, part in enumerate(_MARK.split(written)):
            if i % 2:
                found.extend(self._runs[int(part)])
            elif part:
                if re.search(r"\d", _ALLOWED.sub("", part)):
                    raise LooseFigure(part)
                found.append(Filled(text=part))
        return tuple(found)
