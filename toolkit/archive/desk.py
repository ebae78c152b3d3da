"""The desk of a worker: a small file that says which document is being done, for whoever finds the worker gone."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.archive.store import Store
from toolkit.archive.task import Item, Shard

if TYPE_CHECKING:
    from io import FileIO

MEMORY = "memory"
_ENDED = 70


@dataclass(frozen=True, slots=True)
class Desk:
    """What lay on the desk when a worker ended: which document, since when, and whether it asked for too much."""

    document: str | None = None
    since: float | None = None
    memory: bool = False


def on_desk(store: Store, shard: Shard) -> Desk:
    """Return what a worker that ended was doing."""
    path = store.desk(shard.name)
    try:
        document, _, said = path.read_text(encoding="utf-8").partition(" ")
        return Desk(document or None, path.stat().st_mtime, said == MEMORY)
    except OSError:
        return Desk()


@contextmanager
def laid(desk: "FileIO", item: Item, seconds: float) -> Iterator[None]:
    """Say which document is being done, and end the process when it takes too long or too much.

    One digest takes the place of another. An alarm that nobody handles ends a process even where it hangs in a library
    that holds the interpreter's lock.
    """
    document = item.document.encode()
    os.pwrite(desk.fileno(), document, 0)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    except MemoryError:
        # Whatever failed to get memory may have left things half done.
        with suppress(OSError):
            os.pwrite(desk.fileno(), b" ".join((document, MEMORY.encode())), 0)
        os._exit(_ENDED)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
