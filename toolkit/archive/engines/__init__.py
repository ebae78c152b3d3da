"""What runs shards: the cores of this machine, or a cluster; a table of a few lines."""

from collections.abc import Iterator
from typing import Protocol

from toolkit.archive.task import Lost, Settled, Shard, Task
from toolkit.errors import UsageFault

__all__ = ["ENGINES", "Engine", "Source", "engine_of"]

ENGINES = ("local", "ray")


class Source(Protocol):
    """Hands out work; what was lost may come back later in other pieces."""

    def take(self) -> Shard | None:
        """Return the next shard; None where there is none now, and none will come but of those still under way."""


class Engine(Protocol):
    """Runs shards, several at once."""

    workers: int

    def prepare(self) -> None:
        """Begin with what takes time to start, while others look what there is to do."""

    def run(self, task: Task, source: Source) -> Iterator[tuple[Shard, Settled | Lost]]:
        """Run all that the source hands out; yield each shard when it has ended, one way or the other.

        What is wrong with the task itself (settings, a disk that is full) is raised.
        """


def engine_of(name: str, workers: int | None, address: str | None) -> Engine:
    """Return the engine of that name."""
    if name == "ray":
        from toolkit.archive.engines.ray import Ray

        return Ray(workers, address)
    if address is not None:
        raise UsageFault("只用于 --engine ray", "--address", "请加上 --engine ray，或去掉它。")
    from toolkit.archive.engines.local import Local

    return Local(workers)
