"""Sentences that say the same but for a character or a mark: in one report, in last year's, in a standard wording.

Texts are laid side by side without their marks, so that 合法财产，维护 and 合法财产维护 are the same words. A few
characters that both have give the place (a seed); from there both are read on as far as they agree.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import compress, count, repeat
from operator import lt

from toolkit.audit import Dossier
from toolkit.checks.once import once
from toolkit.checks.passages import Line, Passage, lines
from toolkit.knowledge import Knowledge
from toolkit.records import Document

_WORDS = re.compile("[\u4e00-\u9fffA-Za-z]+")
_BETWEEN = re.compile("([^\u4e00-\u9fffA-Za-z]+)")
_MARK = re.compile("[,。;、:!?]")
_LOOKED_THROUGH = re.compile(r"[,。;、:!?()“”‘’《》]*")
_SETTLED = str.maketrans("，；：！？（）", ",;:!?()")  # as a document's marks are
_BREAK = "\n"  # what is not read on through: a line's end, a figure, a tab
_SEED = 5  # characters
_STEP = 3  # of one of two texts every third place is a seed: seven characters in common hold one
_LONGEST = 400
_REMEMBERED = 4_096  # what stands between words
_NEAR = 8  # characters in common around a difference


class Kind(StrEnum):
    """Who says it otherwise."""

    WORDING = "通行的写法"
    PRIOR = "上年度报告"
    REPORT = "本报告另一处"


@dataclass(frozen=True, slots=True, eq=False)
class Bare:
    """A text without its marks: the characters, where those of each line begin, and the marks before some."""

    text: str
    lines: tuple[Line, ...]
    starts: list[int]
    marks: dict[int, str]
    marked: list[int]

    def passage(self, start: int, end: int) -> Passage:
        """Return the words that characters of one line stand for, with the marks between them."""
        number = bisect_right(self.starts, start) - 1
        line, before = self.lines[number], self.starts[number]
        at = _places(line.text)
        return Passage(line, at[start - before], at[end - 1 - before] + 1)


@dataclass(frozen=True, slots=True, eq=False)
class Twin:
    """Characters ``start:end`` of the report that a witness has too, ``shift`` places further on."""

    own: Bare
    start: int
    end: int
    witness: Bare
    shift: int
    kind: Kind

    def marks(self) -> Iterator[tuple[int, str, str]]:
        """Yield where the marks differ, with the mark of each side; no mark is an empty one."""
        own, other, shift = self.own.marks, self.witness.marks, self.shift
        places = {*_inside(self.own.marked, self.start, self.end)}
        places |= {place - shift for place in _inside(self.witness.marked, self.start + shift, self.end + shift)}
        for place in sorted(places):
            here, there = own.get(place, ""), other.get(place + shift, "")
            if here != there:
                yield place, here, there

    def clause_before(self, place: int) -> str:
        """Return the words from the last mark to here."""
        last = bisect_left(self.own.marked, place) - 1
        return self.own.text[max(self.own.marked[last] if last >= 0 else 0, self.start) : place]

    def other_character(self) -> int | None:
        """Return where behind these characters one other stands, and the same words go on after it."""
        own, other, shift = self.own.text, self.witness.text, self.shift
        place = self.end
        if _BREAK in (own[place : place + 1] or _BREAK, other[place + shift : place + shift + 1] or _BREAK):
            return None
        after = _run(own, place + 1, other, place + 1 + shift)
        return place if after and place - self.start + after >= _NEAR else None


@once
def twins(dossier: Dossier) -> tuple[Twin, ...]:
    """Return what of the report stands in a standard wording, in last year's report, or earlier in itself."""
    own = bare(dossier.document)
    keys = _keys(own.text)
    known, seeds = _wordings(dossier.knowledge)
    found = list(_aligned(own, keys, known, seeds, Kind.WORDING, _STEP))
    if dossier.prior:
        before = bare(dossier.prior.document)
        found += _aligned(own, keys, before, _seeds(_keys(before.text), _STEP), Kind.PRIOR)
    found += _aligned(own, keys, own, _seeds(keys, _STEP), Kind.REPORT)
    return tuple(found)


def _aligned(
    own: Bare, keys: list[str], witness: Bare, seeds: dict[str, int], kind: Kind, step: int = 1
) -> Iterator[Twin]:
    """Read on from each seed that both have, to where they part; and on again behind one other character.

    Every ``step``-th place of the report is looked up, where the witness has a seed at each of its own.
    """
    done = 0
    nowhere = max(len(own.text), len(witness.text))
    places = list(map(seeds.get, keys[::step], repeat(nowhere)))
    # In the report itself only what stands earlier counts.
    for number in compress(count(), map(lt, places, count() if witness is own else repeat(nowhere))):
        place, there = number * step, places[number]
        if place < done or _BREAK in keys[place]:
            continue
        start, shift = place, there - place
        while start > done and start + shift and own.text[start - 1] == witness.text[start - 1 + shift] != _BREAK:
            start -= 1
        if start - 1 != done:
            yield from _before(own, start, witness, shift, kind)
        done = place + _run(own.text, place, witness.text, there)
        yield Twin(own, start, done, witness, shift, kind)


def _before(own: Bare, start: int, witness: Bare, shift: int, kind: Kind) -> Iterator[Twin]:
    """Yield the words before one other character, where they are too few to hold a seed."""
    end = start - 1
    begin, least = end, max(end - _SEED - _STEP, 0, -shift)
    while begin > least and own.text[begin - 1] == witness.text[begin - 1 + shift] != _BREAK:
        begin -= 1
    if begin < end:
        yield Twin(own, begin, end, witness, shift, kind)


def _run(own: str, start: int, other: str, there: int) -> int:
    """Return how many characters agree from here on."""
    size = 0
    for mine, theirs in zip(own[start : start + _LONGEST], other[there : there + _LONGEST], strict=False):
        if mine != theirs or mine == _BREAK:
            break
        size += 1
    return size


def _inside(places: list[int], start: int, end: int) -> list[int]:
    return places[bisect_right(places, start) : bisect_left(places, end)]


def _keys(text: str) -> list[str]:
    """Return the few characters that stand at each place."""
    return [text[i : i + _SEED] for i in range(len(text) - _SEED + 1)]


def _seeds(keys: list[str], step: int) -> dict[str, int]:
    """Return where each few characters stand first, of every ``step`` places."""
    places = range(0, len(keys), step)
    return dict(zip(reversed(keys[::step]), reversed(places), strict=True))


@once
def bare(document: Document) -> Bare:
    """Return the document without its marks."""
    of = lines(document)
    return _bare((line.text for line in of), of)


@once
def _wordings(knowledge: Knowledge) -> tuple[Bare, dict[str, int]]:
    """Return the standard wordings, one a line, and where each few characters of them stand."""
    sentences = tuple(
        sentence.translate(_SETTLED) for entry in knowledge.wordings.wording for sentence in entry.sentences
    )
    known = _bare(sentences)
    return known, _seeds(_keys(known.text), 1)


def _bare(texts: Iterable[str], of: tuple[Line, ...] = ()) -> Bare:
    parts: list[str] = []
    starts: list[int] = []
    marks: dict[int, str] = {}
    place = 0
    for text in texts:
        starts.append(place)
        first, *rest = _BETWEEN.split(text)
        parts.append(first)
        place += len(first)
        for gap, words in zip(rest[::2], rest[1::2], strict=True):
            mark = _mark(gap) if words else ""  # what ends a line parts nothing
            if mark == _BREAK and place > starts[-1]:
                parts.append(_BREAK)
                place += 1
            elif mark != _BREAK and mark:
                marks[place] = mark
            parts.append(words)
            place += len(words)
        parts.append(_BREAK)
        place += 1
    return Bare("".join(parts), of, starts, marks, list(marks))


@lru_cache(maxsize=_REMEMBERED)
def _mark(gap: str) -> str:
    """Return the mark that stands between words, an empty one for brackets alone, or a break for anything else."""
    if not _LOOKED_THROUGH.fullmatch(gap):
        return _BREAK
    found = _MARK.search(gap)
    return found.group() if found else ""


def _places(text: str) -> list[int]:
    """Return where each character that is left of a line stands in it."""
    at: list[int] = []
    end = 0
    for run in _WORDS.finditer(text):
        if at and run.start() > end and _mark(text[end : run.start()]) == _BREAK:
            at.append(end)
        at.extend(range(*run.span()))
        end = run.end()
    return at
