"""Whether a line goes on with the line before it."""

import re
from dataclasses import dataclass

from toolkit.read.lines import Line, Start
from toolkit.read.wrap import Layout

_PAIRS = (("《", "》"), ("(", ")"), ("“", "”"))
_NEVER_FIRST = ",、。;:!?)》”%’…"
_NEVER_LAST = ",、(《“‘"
_UNIT = re.compile(
    r"(?:[万亿千百]+[元人户次亩吨个名件]|[万亿]|元|‰|个?百分点|公顷|亩|公里|平方)"
    r"|(?:[个人名户家次项件宗吨分年月日倍辆套条座处场期所间]|小时)(?=$|[,。;、:)%\d])"
)
_CUT_FIGURE = re.compile(r".*[^\s\d.]\s?\d[\d,]*[.~-]$")
_CUT_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d\s?$")
_SENTENCE = 40  # columns; with commas in it, a line so long is no heading and no cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Seam:
    """What is known about the break between two lines beside their words."""

    layout: Layout
    first: bool
    """the line before it is the first of its paragraph"""
    cut: bool
    """a page number or a running head stands between"""
    top: bool
    """no sentence and no heading stands before"""


def continues(line: Line, following: Line, seam: Seam) -> bool:
    """Tell whether ``following`` belongs to the paragraph that ``line`` ends."""
    if following.opening is Start.MARKER or (line.title and seam.top):
        return False
    if following.blank and line.words.endswith("】"):  # a draft: what is left to fill in ends its paragraph
        return False
    if _inseparable(line.words, following.words) or (seam.top and _titled(line, following, seam.layout)):
        return True
    if seam.layout.measured and seam.layout.indented and seam.layout.steps_in(following):
        return False
    full = seam.layout.full(line, following, first=seam.first)
    if line.finished:
        return full and _same_paragraph(following, seam.layout)
    if following.opening in (Start.NUMERAL, Start.DECIMAL):
        plain = line.opening is Start.PLAIN and following.opening is Start.DECIMAL
        return full and not line.title and (line.clauses or plain or not seam.first)
    sentence = line.clauses or following.clauses or following.finished
    if full or (seam.cut and sentence and not _heading(line)):
        return True
    return seam.layout.columns is None and _broken_off(line, following)


def _inseparable(before: str, after: str) -> bool:
    """Tell whether no paragraph can end so, or none begin so."""
    if before[-1] in _NEVER_LAST or after[0] in _NEVER_FIRST:
        return True
    if before[-1].isdigit() and len(before) > 1 and _UNIT.match(after):
        return True
    if after[0] == "年" and _CUT_YEAR.search(before):
        return True
    if after[0].isdigit() and _CUT_FIGURE.match(before[-16:]):
        return True
    return any(
        before.count(left) > before.count(right) and after.find(right) > after.find(left) for left, right in _PAIRS
    )


def _titled(line: Line, following: Line, layout: Layout) -> bool:
    """Tell whether both are halves of the title at the document's head."""
    plain = line.opening is Start.PLAIN and not line.clauses and ":" not in line.words
    return plain and following.title and (layout.spaced or not following.blank)


def _same_paragraph(following: Line, layout: Layout) -> bool:
    """Tell whether a line after one that is full and ends a sentence goes on with the paragraph."""
    if following.opening is Start.RUN_IN:
        return layout.flush(following)
    if following.opening is not Start.PLAIN or layout.steps_in(following):
        return False
    return layout.spaced or not following.blank


def _heading(line: Line) -> bool:
    return line.opening is not Start.PLAIN and not (line.clauses and line.width >= _SENTENCE)


def _broken_off(line: Line, following: Line) -> bool:
    """Tell whether, among paragraphs of one line each, a page's end cut this one."""
    whole = line.width >= _SENTENCE and (line.clauses or line.width >= 2 * _SENTENCE)
    return whole and following.opening is not Start.RUN_IN and (following.clauses or following.finished)
