"""Pieces of bytes that wait in a file: memory holds only where each of them begins."""

import os
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
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
        self._file.write(piece)
        self._ends.append(self._ends[-1] + len(piece))
        return len(self) - 1

    def take(self, numbers: Iterable[int]) -> Iterator[bytes]:
        """Yield pieces."""
        self._file.flush()
        handle = self._file.fileno()
        for number in numbers:
            yield taken(handle, self._place(number))

    def places(self, numbers: Iterable[int]) -> list[tuple[int, int]]:
        """Return where pieces lie in the file, for a process that opens it anew: see `taken`."""
        self._file.flush()
        return [*map(self._place, numbers)]

    def _place(self, number: int) -> tuple[int, int]:
        start = self._ends[number]
        return start, self._ends[number + 1] - start

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
