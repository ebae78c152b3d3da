"""A worker on every core of this machine, kept by pebble."""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import forkserver
from typing import TYPE_CHECKING, Any

from toolkit.archive.desk import on_desk
from toolkit.archive.engines import Source
from toolkit.archive.parts import missing
from toolkit.archive.store import Store
from toolkit.archive.task import Lost, Settled, Shard, Task

if TYPE_CHECKING:
    from pebble import ProcessPool

_AHEAD = 2
"""Shards given to each worker: the one it does, and the one after."""
_LIFE = 16
"""Shards after which a fresh worker takes over: memory is never quite what it was before a report."""


class Local:
    """Processes that are forked from one that has everything loaded."""

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or len(os.sched_getaffinity(0))

    def prepare(self) -> None:
        """Let the process that workers are forked from load everything: it takes as long as ten documents."""
        _forks()
        forkserver.ensure_running()

    def run(self, task: Task, source: Source) -> Iterator[tuple[Shard, Settled | Lost]]:
        """Run what the source hands out."""
        from toolkit.archive.work import run_shard

        working = pool(self.workers)
        running: dict[Future[Settled], Shard] = {}
        try:
            while True:
                if not working.active and not running:  # every worker was killed at once
                    working.stop()  # type: ignore[no-untyped-call]
                    working.join()
                    working = pool(self.workers)
                while working.active and len(running) < self.workers * _AHEAD and (shard := source.take()):
                    running[working.schedule(run_shard, args=[task, shard])] = shard
                if not running:
                    break
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    shard = running.pop(future)
                    yield shard, self._ended(future, task, shard)
            working.close()  # type: ignore[no-untyped-call]
        except BaseException:
            working.stop()  # type: ignore[no-untyped-call]
            raise
        finally:
            working.join()

    @staticmethod
    def _ended(future: "Future[Settled]", task: Task, shard: Shard) -> Settled | Lost:
        from pebble import ProcessExpired

        try:
            return future.result()
        except ProcessExpired as expired:
            desk = on_desk(Store(task.store), shard)
            if expired.exitcode == -signal.SIGALRM:
                return Lost(kind="timeout", at=desk.document)
            return Lost(kind="memory" if desk.memory else "killed", at=desk.document)
        except BrokenProcessPool:
            return Lost(kind="killed", at=on_desk(Store(task.store), shard).document)


def pool(workers: int) -> "ProcessPool":
    """Return so many processes, each with everything loaded."""
    try:
        from pebble import ProcessPool
    except ModuleNotFoundError as error:
        raise missing("archive", error) from None
    return ProcessPool(max_workers=workers, max_tasks=_LIFE, context=_forks())


def _forks() -> Any:
    """Return where processes come from: never a fork of this one, whose threads would be held at what they hold."""
    context: Any = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["toolkit.archive.engines.ready"])
    return context
