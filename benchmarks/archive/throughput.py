"""How fast an archive is worked through with two workers, beside single audits and beside plain multiprocessing."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.archive.running import work
from benchmarks.archive.turns import Way, in_turns, python
from benchmarks.archive.ways import WORKERS

TURN = 5
"""Seconds of a turn: short beside the hours of a machine, long beside what it takes to warm a core again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Throughput:
    """Seconds for the same documents, done in several ways; ``writing`` is the share of single audits that writes.

    ``local`` had its turns with single audits, ``again`` with plain multiprocessing.
    """

    documents: int
    characters: int
    single: float
    writing: float
    local: float
    shards: float
    pool: float
    again: float

    def lines(self) -> Iterator[str]:
        """Yield what to print: seconds, and ratios with their aims."""
        yield f"{self.documents} documents of {self.characters / self.documents:,.0f} characters, {WORKERS} workers"
        bare = self.single * (1 - self.writing)
        yield from self._seconds(
            {
                "single audits, one warm process": self.single,
                "       but for writing (jsonl)": bare,
                "engine local": self.local,
                "       its shards alone": self.shards,
            }
        )
        apart = (
            f"its shards {self.single / self.shards:4.2f} ×; to audits that write nothing {bare / self.local:4.2f} ×"
        )
        yield f"  local: {self.single / self.local:4.2f} × single audits (aim 1.7); {apart}"
        yield from self._seconds({"plain multiprocessing": self.pool, "engine local, again": self.again})
        yield f"  local: {self.pool / self.again:4.2f} × plain multiprocessing (aim 0.95)"

    def _seconds(self, ways: dict[str, float]) -> Iterator[str]:
        for way, seconds in ways.items():
            yield f"  {way:32} {seconds:7.1f} s  {seconds * 1000 / self.documents:6.1f} ms/document"


def throughput(folder: Path, scratch: Path) -> Throughput:
    """Work through an archive in each way, in turns with `local`; single audits have theirs on each core."""
    cores = sorted(os.sched_getaffinity(0))[:WORKERS]
    single = Way(python("benchmarks.archive.ways", "single", folder, scratch), prepares=True, cores=cores)
    pool = Way(python("benchmarks.archive.ways", "pool", folder, scratch / "pool"), prepares=True)
    local, again = (
        Way(python("benchmarks.archive.one", folder, scratch / name, "local", WORKERS)) for name in ("local", "again")
    )
    in_turns([single, local], TURN)
    in_turns([pool, again], TURN)
    documents = single.last["documents"]
    done = {"local": local.last["done"], "pool": pool.last["documents"], "again": again.last["done"]}
    if set(done.values()) != {documents}:
        raise RuntimeError(f"not all of {documents} done: {done}")
    return Throughput(
        documents=documents,
        characters=single.last["characters"],
        single=single.seconds,
        writing=single.last["writing"],
        local=local.seconds,
        shards=local.when("tidying"),
        pool=pool.seconds,
        again=again.seconds,
    )


@dataclass(frozen=True, slots=True)
class ByRay:
    """Seconds for the same documents by two engines, each of two runs."""

    local: tuple[float, float]
    ray: tuple[float, float]

    def lines(self) -> Iterator[str]:
        """Yield what to print."""
        local, ray = (f"{sum(runs):.1f} s ({runs[0]:.1f}, {runs[1]:.1f})" for runs in (self.local, self.ray))
        yield f"  engine local {local}, ray {ray}: {sum(self.local) / sum(self.ray):4.2f} × (aim 0.8)"


def by_ray(folder: Path, scratch: Path) -> ByRay:
    """Work through an archive by either engine: `local` first and last, `ray` twice between.

    Ray's processes listen to each other and cannot be stopped, so there are no turns; a machine that slows down, or
    quickens, all the while does so for both.
    """
    runs = [
        work(folder, scratch / f"store-{n}", engine=engine, workers=WORKERS, weighed=False)
        for n, engine in enumerate(("local", "ray", "ray", "local"))
    ]
    if len({run.said["done"] for run in runs}) > 1:
        raise RuntimeError(f"not all done: {[run.said for run in runs]}")
    first, second, third, last = (run.seconds for run in runs)
    return ByRay((first, last), (second, third))
