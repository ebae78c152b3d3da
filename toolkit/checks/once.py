"""What many checks ask of one document, worked out once.

Records are compared by all that they hold, which is slow for a whole document: here they are told apart as objects.
"""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")

_KEPT = 4  # a document with its prior one, and those of a thread beside it


def once(make: Callable[[K], V]) -> Callable[[K], V]:
    """Make a function remember what it made of the last few objects.

    Each is kept alive while it is remembered, so that no other takes its identity.
    """
    kept: dict[int, tuple[K, V]] = {}

    @wraps(make)
    def look(thing: K) -> V:
        known = kept.get(id(thing))
        if known is not None:
            return known[1]
        made = make(thing)
        kept[id(thing)] = thing, made
        for oldest in list(kept)[:-_KEPT]:
            kept.pop(oldest, None)
        return made

    return look
