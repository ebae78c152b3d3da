"""Which words are everybody's: groups of paragraphs in whose words, or in words of their make, many offices write.

Forms and circulars are written alike everywhere, and that two offices have them tells nothing of either.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.archive.alike import both, halves, once

if TYPE_CHECKING:
    from io import BufferedRandom

    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

FEW, OF_HUNDRED, MANY = 6, 5, 50
"""Words are everybody's from so many offices on, or of a hundred offices from so many on, but no more than that."""
SMALL, THIRD = 20, 33
"""Of fewer offices than ``SMALL``, words are everybody's too that two of them and so many of a hundred reports have."""
_PAIRS = 1 << 17  # that are looked at together


@dataclass(frozen=True, slots=True)
class Words:
    """The group of each shape, whether several documents have a group, and the pairs of shapes that are of one make.

    ``kin`` holds these as numbers of four bytes, two for each pair; pairs within a group may be left out.
    """

    of_shape: "Numbers"
    several: "NDArray[np.bool]"
    kin: "BufferedRandom"


def everybodys(words: Words, shape: "Numbers", document: "Numbers", office: "Numbers") -> "NDArray[np.bool]":
    """Tell of each group whether its words are everybody's; given are shape, document and office of each paragraph."""
    import numpy as np

    offices = len(np.unique(office))
    few = max(FEW, min(MANY, offices * OF_HUNDRED // 100))
    having = _Holders(shape, office, len(words.of_shape))
    found = _many(words, having, few)
    if offices < SMALL:
        third = max(FEW, len(np.unique(document)) * THIRD // 100)
        found |= _many(words, having, 2) & _many(words, _Holders(shape, document, len(words.of_shape)), third)
    return found


class _Holders:
    """Which offices, or which documents, have each shape."""

    def __init__(self, shape: "Numbers", holder: "Numbers", shapes: int) -> None:
        import numpy as np

        held = once(both(shape, holder))
        self.shape, self.holder = halves(held)
        self._first = np.searchsorted(self.shape, np.arange(shapes))
        self.count = np.bincount(self.shape, minlength=shapes)

    def of(self, shapes: "Numbers") -> "tuple[Numbers, Numbers]":
        """Return who has these shapes, each with the place of the shape among them."""
        import numpy as np

        count = self.count[shapes]
        place = np.repeat(np.arange(len(shapes)), count)
        within = np.arange(len(place)) - np.repeat(np.cumsum(count) - count, count)
        return place, self.holder[self._first[shapes[place]] + within]


def _many(words: Words, holders: _Holders, least: int) -> "NDArray[np.bool]":
    """Tell of each group whether so many have its words, or words of their make."""
    import numpy as np

    own = once(both(words.of_shape[holders.shape], holders.holder))
    found: NDArray[np.bool] = np.bincount(halves(own)[0], minlength=len(words.several)) >= least
    rest = [np.empty(0, "uint64")]
    for ones, others in _kin(words.kin):
        group = words.of_shape[ones]
        found[group[holders.count[others] >= least]] = True
        undecided = words.several[group] & ~found[group] & (group != words.of_shape[others])
        rest.append(once(both(group[undecided], others[undecided])))
    group, kindred = halves(once(np.concatenate(rest)))
    place, holder = holders.of(kindred[~found[group]])
    had, _ = halves(once(np.concatenate((own, both(group[~found[group]][place], holder)))))
    return found | (np.bincount(had, minlength=len(words.several)) >= least)


def _kin(kin: "BufferedRandom") -> "Iterator[tuple[Numbers, Numbers]]":
    """Yield pairs of shapes of one make, some at a time and both ways round."""
    import numpy as np

    kin.seek(0)
    while len(pairs := np.frombuffer(kin.read(_PAIRS * 8), "uint32").reshape(-1, 2).astype("int64")):
        yield pairs[:, 0], pairs[:, 1]
        yield pairs[:, 1], pairs[:, 0]
