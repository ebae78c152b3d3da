"""Who wants to know how far a slow reading is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Watcher = Callable[[int, int], None]
"""Is told the number of the page that is being recognized, and how many pages there are."""

_watcher: ContextVar[Watcher | None] = ContextVar("watcher", default=None)


@contextmanager
def watched(watcher: Watcher) -> Iterator[None]:
    """Have the readings inside told to ``watcher``."""
    before = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(before)


def recognizing(page: int, pages: int) -> None:
    """Tell that a page is being recognized."""
    watcher = _watcher.get()
    if watcher is not None:
        watcher(page, pages)
