"""Which shapes of paragraphs are nearly one: met by their signatures, band by band, and compared letter by letter.

An archive has more shapes than memory has room for, and many more pairs of them. Letters, signatures and pairs lie in
files; memory holds a few plain numbers for each paragraph.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.archive.joining import Groups
from toolkit.archive.signature import PLACES, WIDTH
from toolkit.archive.spool import spool

if TYPE_CHECKING:
    from io import BufferedRandom

    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

ROWS = 4
"""Places of a band: two shapes are compared where all places of some band agree, so 97 in 100 of those that have 57 in
100 pieces in common, and 3 in 1,000 of those that have 10."""
ALIKE, AKIN = 80, 60
"""Of a hundred letters, how many must agree for two shapes to be nearly one, and for two to be of one make."""

HALF = 32
"""Bits of a number that holds two, for either of them."""

_BANDS = PLACES // ROWS
_KEY = f"<u{ROWS * WIDTH}"
_LIKELY = 24  # of all places must agree: so many do in every one of 900,000 pairs of one make in two archives
_NEIGHBOURS = 20  # of a bucket's first shapes the others are compared with: the rest follow by being grouped
_PORTION, _PORTIONS = 1 << 14, 64  # shapes whose pairs are looked at together, at least; into how many at most
_MIXING = 0x9E3779B97F4A7C15  # by which a key is multiplied to have all of its bits in its upper half
_AT_ONCE = 1 << 16  # pairs that are compared at once


class Shapes:
    """Shapes laid down as they come, the same one many times; `numbered` gives each its number."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open = ExitStack()
        self._letters = self._open.enter_context(spool(folder / "shapes"))
        self._bands = [self._file(f"band-{band}") for band in range(_BANDS)]
        self._firsts: Any = None

    def __enter__(self) -> "Shapes":
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let the files go."""
        self._open.close()

    def _file(self, name: str) -> "BufferedRandom":
        return self._open.enter_context((self._folder / name).open("w+b"))

    def lay(self, shapes: Sequence[str], signatures: Sequence[bytes]) -> None:
        """Lay down shapes with their signatures."""
        import numpy as np

        self._letters.lay_all([*map(str.encode, shapes)])
        keys = np.frombuffer(b"".join(signatures), _KEY).reshape(-1, _BANDS)
        for file, key in zip(self._bands, keys.T, strict=True):
            file.write(key.tobytes())

    def numbered(self, hashes: "NDArray[np.uint64]") -> "Numbers":
        """Return the number of every shape that was laid down, told apart by their hashes, in whose order they count.

        By what the shapes are, and not by when they came, so that it does not matter how the archive was cut in parts.
        """
        import numpy as np

        _, self._firsts, numbers = np.unique(hashes, return_index=True, return_inverse=True)
        return numbers

    def __len__(self) -> int:
        """Return how many different shapes there are."""
        return len(self._firsts)

    def akin(self, groups: Groups) -> "Iterator[tuple[Numbers, Numbers, NDArray[np.bool]]]":
        """Yield pairs of shapes of one make, many at once: the ones, the others, and whether they are nearly one.

        Pairs that are in one of the groups by then, which may grow by what was yielded, are left out.
        """
        import numpy as np
        from rapidfuzz import fuzz, process

        for met in self._met(groups):
            for start in range(0, len(met), _AT_ONCE):
                pairs = met[start : start + _AT_ONCE]
                ones, others = halves(pairs)
                numbers, places = np.unique(np.concatenate((ones, others)), return_inverse=True)
                letters = [*map(bytes.decode, self._letters.take(self._firsts[numbers].tolist()))]
                shapes = [letters[place] for place in places.tolist()]
                half = len(pairs)
                ratios = process.cpdist(shapes[:half], shapes[half:], scorer=fuzz.ratio, score_cutoff=AKIN, workers=-1)
                akin = np.flatnonzero(ratios)
                yield ones[akin], others[akin], ratios[akin] >= ALIKE

    def _met(self, groups: Groups) -> "Iterator[NDArray[np.uint64]]":
        """Yield the pairs that agree in some band and are not yet in one group: the ones in the upper half of the bits.

        First those of each bucket's first shape: after them most of the others are in groups, and need not be compared.
        """
        import numpy as np

        portion = max(_PORTION, -(-len(self) // _PORTIONS))
        firsts = np.arange(portion, len(self), portion)
        bounds = both(firsts, np.zeros_like(firsts))
        first, rest = ([self._file(f"{name}-{n}") for n in range(len(bounds) + 1)] for name in ("first", "rest"))
        for band in self._bands:
            keys = _taken(band)[self._firsts]
            _given(band, keys)
            for portions, pairs in zip(chain([first], repeat(rest)), _neighbours(keys), strict=False):
                pairs.sort()
                for file, some in zip(portions, np.split(pairs, np.searchsorted(pairs, bounds)), strict=True):
                    file.write(some.tobytes())
        for files in (first, rest):
            numbers = groups.numbers()  # takes as long as hundreds of pairs
            for file in files:
                pairs = once(_apart(file, numbers))
                yield pairs[self._likely(pairs)]

    def _likely(self, pairs: "NDArray[np.uint64]") -> "NDArray[np.bool]":
        """Tell of pairs whether their signatures agree in so many places that their letters might."""
        import numpy as np

        agreeing = np.zeros(len(pairs), "uint8")
        for band in self._bands:
            keys = _taken(band)
            for start in range(0, len(pairs), _AT_ONCE):
                ones, others = halves(pairs[start : start + _AT_ONCE])
                same = (keys[ones] ^ keys[others]).view(f"<u{WIDTH}") == 0
                agreeing[start : start + _AT_ONCE] += np.bitwise_count(same.view(f"u{ROWS}"))
        return agreeing >= _LIKELY


def _taken(file: "BufferedRandom") -> "NDArray[np.uint64]":
    """Return the keys of a file."""
    import numpy as np

    file.flush()
    file.seek(0)
    return np.fromfile(file, _KEY)


def _apart(file: "BufferedRandom", numbers: "Numbers") -> "NDArray[np.uint64]":
    """Return those pairs of a file that are not in one group, by the number of the group of each shape.

    There are millions, most of them in one: they are looked at some at a time.
    """
    import numpy as np

    file.flush()
    file.seek(0)
    found = [np.empty(0, "uint64")]
    while len(pairs := np.fromfile(file, "uint64", _AT_ONCE)):
        ones, others = halves(pairs)
        found.append(pairs[numbers[ones] != numbers[others]])
    return np.concatenate(found)


def _given(file: "BufferedRandom", numbers: "NDArray[np.uint64]") -> None:
    """Let a file hold some numbers, and nothing else."""
    file.seek(0)
    file.truncate()
    file.write(numbers.tobytes())


def _neighbours(keys: "NDArray[np.uint64]") -> "Iterator[NDArray[np.uint64]]":
    """Yield the pairs of shapes that have one key: in a bucket of many, all of them with each of its first few."""
    import numpy as np

    buckets = both((keys * _MIXING) >> HALF, np.arange(len(keys)))  # half of a key tells: sorted five times as fast
    buckets.sort()
    order = halves(buckets)[1]
    begins = np.flatnonzero(_changes(buckets >> HALF))
    begin = np.repeat(begins, np.diff(begins, append=len(keys)))
    place = np.arange(len(keys)) - begin
    for neighbour in range(_NEIGHBOURS):
        later = np.flatnonzero(place > neighbour)
        if not len(later):
            return
        yield both(order[begin[later] + neighbour], order[later])


def _changes(values: "NDArray[Any]") -> "NDArray[np.bool]":
    """Tell of each of some values in order whether it is the first, or another than the one before."""
    import numpy as np

    changes = np.ones(len(values), "bool")
    np.not_equal(values[1:], values[:-1], out=changes[1:])
    return changes


def once(values: "NDArray[np.uint64]") -> "NDArray[np.uint64]":
    """Return each of some values once, in order: np.unique takes two hundred times as long over so many."""
    values.sort()
    return values[_changes(values)]


def both(upper: "Numbers", lower: "Numbers") -> "NDArray[np.uint64]":
    """Return two numbers, each of less than 32 bits, as one."""
    made: NDArray[np.uint64] = upper.astype("uint64") << HALF | lower.astype("uint64")
    return made


def halves(made: "NDArray[np.uint64]") -> "tuple[Numbers, Numbers]":
    """Return the two numbers that were made one."""
    return (made >> HALF).astype("int64"), (made & ((1 << HALF) - 1)).astype("int64")
