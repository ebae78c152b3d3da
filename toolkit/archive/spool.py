"""Pieces of bytes that wait in a file: memory holds only where each of them begins."""

import os
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path


class Spool:
    """Pieces laid down one after another, and taken up again in any order by their number, which counts from 0."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("w+b")
        self._ends = array("q", [0])

    def __len__(self) -> int:
        """Return how many pieces there are."""
        return len(self._ends) - 1

    def lay(self, piece: bytes) -> int:
        """Lay a piece down; return its number."""
        self.lay_all([piece])
        return len(self) - 1

    def lay_all(self, pieces: Sequence[bytes]) -> None:
        """Lay pieces down in their order."""
        self._file.write(b"".join(pieces))
        ends = accumulate(map(len, pieces), initial=self._ends.pop())
        self._ends.extend(ends)

    def take(self, numbers: Iterable[int]) -> Iterator[bytes]:
        """Yield pieces."""
        self._file.flush()
        handle, ends = self._file.fileno(), self._ends
        for number in numbers:
            start = ends[number]
            yield os.pread(handle, ends[number + 1] - start, start)

    def places(self, numbers: Iterable[int]) -> list[tuple[int, int]]:
        """Return where pieces lie in the file, for a process that opens it anew: see `taken`."""
        self._file.flush()
        return [(self._ends[number], self._ends[number + 1] - self._ends[number]) for number in numbers]

    def close(self) -> None:
        """Let the file go, and take it away."""
        self._file.close()
        self.path.unlink(missing_ok=True)


def taken(handle: int, place: tuple[int, int]) -> bytes:
    """Return the piece of an open file that lies at a place: where it begins, and how long it is."""
    start, length = place
    return os.pread(handle, length, start)


@contextmanager
def spool(path: Path) -> Iterator[Spool]:
    """Yield a spool that is gone when we leave."""
    made = Spool(path)
    try:
        yield made
    finally:
        made.close()
