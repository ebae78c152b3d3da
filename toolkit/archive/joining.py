"""Things in groups, which grow as pairs of them turn out to belong together."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

_WAITING = 1 << 18  # pairs that wait to be joined together, at least


class Groups:
    """So many things, by their numbers from 0, each at first in a group of its own."""

    def __init__(self, count: int) -> None:
        import numpy as np

        self._numbers: Numbers = np.arange(count)
        self._most = max(count, _WAITING)
        self._waiting: list[tuple[Numbers, Numbers]] = []

    def join(self, ones: "Numbers", others: "Numbers") -> None:
        """Let the groups of some things be those of some others too."""
        self._waiting.append((ones, others))
        if sum(len(some) for some, _ in self._waiting) > self._most:
            self.numbers()

    def numbers(self) -> "Numbers":
        """Return the number of the group that each thing is in."""
        if self._waiting:
            self._link()
        return self._numbers

    def _link(self) -> None:
        import numpy as np
        from scipy.sparse import coo_array  # type: ignore[import-untyped]
        from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]

        ones, others = (self._numbers[np.concatenate(some)] for some in zip(*self._waiting, strict=True))
        self._waiting = []
        count = len(self._numbers)
        graph = coo_array((np.ones(len(ones), "int8"), (ones, others)), shape=(count, count))
        self._numbers = connected_components(graph, directed=False)[1].astype("int64")[self._numbers]
