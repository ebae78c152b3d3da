"""Text that stands in the reports of several offices, or of several years of one, and the figures copied with it.

Paragraphs with one shape are one; shapes that are nearly one are found by their signatures, band by band, compared
letter by letter, and grouped. Forms and circulars make many reports alike: what many offices write in such words is
everybody's, and then only figures that agree by no accident tell of a copy.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.archive.groups import Group, Passage, grouped
from toolkit.archive.joining import Groups
from toolkit.archive.spool import spool

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

WORDS = 80
"""Letters of the shortest paragraph whose words alone tell: a sentence shorter than that is a set phrase."""
_SURE, _SURE_USUAL = 3, 7  # digits that two paragraphs share by no accident, in rare words and in usual ones; of
# more than a few paragraphs two more for each ten times as many
_MOST = 80  # of a hundred digits of either, how many must be those of the other
_FEW_DIGITS = 2  # in all, of paragraphs whose figures all agree
_USUAL = 300  # paragraphs of a group that have one figure: it tells nothing then
_MARK = re.compile(r"\d分$")


class Kind(StrEnum):
    """Between whom text was copied."""

    OFFICES = "offices"
    YEARS = "years"


class Figures(StrEnum):
    """What became of the figures: copied too, replaced by others (a template), or there are none."""

    SAME = "same"
    NONE = "none"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Paragraphs that have one text; ``shared`` are figures that stand in more than one of them."""

    kind: Kind
    figures: Figures
    shared: tuple[str, ...]
    passages: tuple[Passage, ...]

    @property
    def offices(self) -> tuple[str, ...]:
        """Return the names of the organizations, each once."""
        return tuple(dict.fromkeys(passage.owner for passage in self.passages))


def copies(db: "DuckDBPyConnection", folder: Path) -> Iterator[Copy]:
    """Yield what was copied in an archive whose tables a connection has, the gravest first; see `offices.lay_out`.

    In ``folder`` lie for a while what memory should not hold: texts, signatures, and what was found.
    """
    from pydantic import TypeAdapter

    of_json = TypeAdapter(Copy)
    with spool(folder / "copies") as found:
        copied = (copy for group in grouped(db, folder, _could_agree) for copy in _copies(group))
        gravities = [(*_gravity(copy), found.lay(of_json.dump_json(copy))) for copy in copied]
        yield from map(of_json.validate_json, found.take(number for *_, number in sorted(gravities)))


def _gravity(copy: Copy) -> tuple[int, bool, int, int, str, int]:
    rank = {Figures.SAME: 0, Figures.NONE: 1, Figures.OTHER: 2}[copy.figures]
    first = copy.passages[0]
    return rank, copy.kind is Kind.YEARS, -len(copy.offices), -len(copy.passages), first.document, first.position


def _copies(group: Group) -> Iterator[Copy]:
    """Take what was copied out of a group of paragraphs that have nearly one shape."""
    passages = group.passages
    rare = not group.everybodys and all(passage.letters >= WORDS for passage in passages)
    agreeing = list(_agreeing(passages, _sure(group.size, rare=rare)))
    agreeing += _with_all_figures(passages) if rare else ()
    same = {i for pair in agreeing for i in pair}
    marked = [replace(passage, same=i in same) for i, passage in enumerate(passages)]
    if not group.everybodys:
        yield from _copy([passage for passage in marked if passage.same or passage.letters >= WORDS])
        return
    parts: defaultdict[int, list[Passage]] = defaultdict(list)
    groups = Groups(len(passages))
    groups.join(*_sides(agreeing))
    for number, passage in zip(groups.numbers().tolist(), marked, strict=True):
        parts[number].append(passage)
    for passages in parts.values():
        if passages[0].same:
            yield from _copy(passages)


def _sides(pairs: list[tuple[int, int]]) -> tuple[Any, Any]:
    """Return the ones and the others of some pairs."""
    import numpy as np

    ones, others = np.array(pairs, "int64").reshape(-1, 2).T
    return ones, others


def _copy(passages: list[Passage]) -> Iterator[Copy]:
    """Make a copy of paragraphs of two offices, or of two years; two reports of one office and year may well agree."""
    offices, years = ({getattr(passage, name) for passage in passages} for name in ("owner", "year"))
    if len(offices) > 1 or len(years) > 1:
        yield Copy(
            kind=Kind.OFFICES if len(offices) > 1 else Kind.YEARS,
            figures=_figures(passages),
            shared=_shared(passages),
            passages=tuple(passages),
        )


def _figures(passages: list[Passage]) -> Figures:
    if any(passage.same for passage in passages):
        return Figures.SAME
    return Figures.OTHER if any(_telling(passage.figures) for passage in passages) else Figures.NONE


def _could_agree(figures: tuple[str, ...], size: int) -> bool:
    """Tell whether a paragraph has figures enough to agree with another by no accident, in a group of usual words."""
    return _weight(_telling(figures)) >= _sure(size, rare=False)


def _sure(size: int, *, rare: bool) -> int:
    """Return how many digits two paragraphs of a group of so many share by no accident."""
    return (_SURE if rare else _SURE_USUAL) + len(str(size**2)) - 1


def _agreeing(group: list[Passage], sure: int) -> Iterator[tuple[int, int]]:
    """Yield paragraphs of two documents that share so many digits."""
    telling = [_telling(passage.figures) for passage in group]
    weights = [*map(_weight, telling)]
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for i, figures in enumerate(telling):
        for figure in figures if weights[i] >= sure else ():
            holders[figure].append(i)
    for i, figures in enumerate(telling):
        shared: defaultdict[int, int] = defaultdict(int)
        for figure in figures:
            having = holders[figure] if weights[i] >= sure else ()
            for other in having[bisect_right(having, i) :] if len(having) <= _USUAL else ():
                shared[other] += _digits(figure)
        for other, weight in shared.items():
            most = max(weights[i], weights[other])
            if weight >= sure and weight * 100 >= most * _MOST and group[i].document != group[other].document:
                yield i, other


def _with_all_figures(group: list[Passage]) -> Iterator[tuple[int, int]]:
    """Yield paragraphs of two documents that have the same few figures in the same order, where the words are rare."""
    first: dict[tuple[str, ...], int] = {}
    for i, passage in enumerate(group):
        figures = tuple(figure for figure in passage.figures if not _MARK.search(figure))
        if sum(letter.isdigit() for figure in figures for letter in figure) >= _FEW_DIGITS:
            one = first.setdefault(figures, i)
            if group[one].document != passage.document:
                yield one, i


def _shared(passages: list[Passage]) -> tuple[str, ...]:
    """Return the telling figures that stand in several of the paragraphs that were copied with theirs, in order."""
    counts: defaultdict[str, int] = defaultdict(int)
    for passage in passages:
        for figure in dict.fromkeys(passage.figures) if passage.same else ():
            counts[figure] += 1
    return tuple(figure for figure, count in counts.items() if count > 1 and _digits(figure))


def _telling(figures: tuple[str, ...]) -> frozenset[str]:
    """Return the figures that tell one paragraph from another: no marks, and no rates beside what they are made of."""
    telling = frozenset(figure for figure in figures if _digits(figure) and not _MARK.search(figure))
    amounts = frozenset(figure for figure in telling if not figure.endswith("%"))
    return amounts if len(amounts) > 1 else telling


def _weight(figures: Iterable[str]) -> int:
    """Count the digits that tell."""
    return sum(map(_digits, figures))


@lru_cache(maxsize=100_000)
def _digits(figure: str) -> int:
    """Count the digits that tell one figure from another; zeros at the end do not, nor does a single one."""
    digits = "".join(letter for letter in figure if letter.isdigit()).strip("0")
    return len(digits) if len(digits) > 1 else 0
