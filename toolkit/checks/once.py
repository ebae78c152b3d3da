"""What many checks ask of one document, worked out once.

Records are compared by all that they hold, which is slow for a whole document: here they are told apart as objects.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")

_KEPT = 4  # a document with its prior one, and those of a thread beside it


class _Itself(Generic[K]):
    """A key that equals only itself; it keeps its object alive, so that no other takes its identity."""

    __slots__ = ("thing",)

    def __init__(self, thing: K) -> None:
        self.thing = thing

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and other.thing is self.thing

    def __hash__(self) -> int:
        return id(self.thing)


def once(make: Callable[[K], V]) -> Callable[[K], V]:
    """Make a function remember what it made of the last few objects."""

    @lru_cache(maxsize=_KEPT)
    def made(key: _Itself[K]) -> V:
        return make(key.thing)

    @wraps(make)
    def look(thing: K) -> V:
        return made(_Itself(thing))

    return look
