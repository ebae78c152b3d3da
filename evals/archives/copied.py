"""How well copied paragraphs are found: held against those that were planted."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from evals.archives.truth import Copied, Place, Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph that is told to be a copy, or to be copied; ``same`` where its figures are another one's too."""

    document: str
    start: int
    end: int
    same: bool
    text: str


@dataclass
class Recall:
    """Planted copies of one sort, and how many of them were told together with their source."""

    planted: int = 0
    found: int = 0
    figures: int = 0  # of those found, how many with the right word about their figures

    @property
    def share(self) -> float:
        """Return the share that was found."""
        return self.found / self.planted if self.planted else 1.0


@dataclass
class Copies:
    """What was told of copies: by sort, and how many of the paragraphs told are rightly told.

    A paragraph is rightly told where another one of its group has the same source; precision is the share of these.
    """

    sorts: dict[str, Recall] = field(default_factory=lambda: defaultdict(Recall))
    told: int = 0
    right: int = 0
    missed: list[Copied] = field(default_factory=list)
    false: list[tuple[str, ...]] = field(default_factory=list)  # the texts of a group

    @property
    def recall(self) -> float:
        """Return the share of all planted copies that were told."""
        planted = sum(each.planted for each in self.sorts.values())
        return sum(each.found for each in self.sorts.values()) / planted if planted else 1.0

    @property
    def precision(self) -> float:
        """Return the share of the paragraphs told that are rightly told."""
        return self.right / self.told if self.told else 1.0

    def json(self) -> dict[str, Any]:
        """Return the counts with what follows from them, for machines."""
        sorts = {name: vars(each) | {"recall": round(each.share, 4)} for name, each in sorted(self.sorts.items())}
        return {
            "recall": round(self.recall, 4),
            "precision": round(self.precision, 4),
            "told": self.told,
            "sorts": sorts,
        }


def held_against(truth: Truth, told: Iterable[list[Passage]], paths: dict[str, set[str]]) -> Copies:
    """Hold groups of paragraphs against what was planted; ``paths`` are the files of each document."""
    known = _Known(truth)
    outcome = Copies()
    where: defaultdict[Place, dict[int, bool]] = defaultdict(dict)  # a planted place, the groups it is told in, and how
    for number, group in enumerate(told):
        families = []
        for passage in group:
            found = {place for path in paths[passage.document] for place in known.at(path, passage.start, passage.end)}
            for place in found:
                where[place][number] = passage.same
            families.append({known.family(place) for place in found})
        counts = Counter(family for each in families for family in each)
        right = sum(any(counts[family] > 1 for family in each) for each in families)
        outcome.told += len(families)
        outcome.right += right
        if right < len(families):
            outcome.false.append(tuple(passage.text for passage in group))
    for copied in truth.copies:
        sort = outcome.sorts[f"{copied.between}, words {copied.words}, figures {copied.figures}"]
        together = where[copied.source].keys() & where[copied.copy].keys()
        sort.planted += 1
        sort.found += bool(together)
        sort.figures += any(where[copied.copy][number] == (copied.figures == "kept") for number in together)
        if not together:
            outcome.missed.append(copied)
    return outcome


class _Known:
    """Where planted paragraphs stand, and which of them have one source."""

    def __init__(self, truth: Truth) -> None:
        self._first: dict[Place, Place] = {}
        self._of: defaultdict[str, set[Place]] = defaultdict(set)
        for copied in truth.copies:
            self._first[copied.copy] = copied.source
            for place in (copied.source, copied.copy):
                self._of[place.path].add(place)

    def family(self, place: Place) -> Place:
        """Return the source of all."""
        while place in self._first:
            place = self._first[place]
        return place

    def at(self, path: str, start: int, end: int) -> Iterator[Place]:
        """Yield the planted places that a passage has words of."""
        return (place for place in self._of[path] if place.start < end and start < place.end)
