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
    """Seconds for the same documents, done in several ways; ``writing`` is the share of single audits that writes."""

    documents: int
    characters: int
    single: float
    writing: float
    both: float
    pool: float
    local: float
    shards: float

    def lines(self) -> Iterator[str]:
        """Yield what to print: seconds, and ratios with their aims."""
        bare = self.single * (1 - self.writing)
        yield f"{self.documents} documents of {self.characters / self.documents:,.0f} characters, {WORKERS} workers"
        for what, seconds in {
            "single audits, one warm process": self.single,
            "       but for writing (jsonl)": bare,
            "       two processes, half each": self.both,
            "plain multiprocessing": self.pool,
            "engine local": self.local,
            "       its shards alone": self.shards,
        }.items():
            yield f"  {what:32} {seconds:7.1f} s  {seconds * 1000 / self.documents:6.1f} ms/document"
        apart = (
            f"its shards {self.single / self.shards:4.2f} ×; to audits that write nothing {bare / self.local:4.2f} ×"
        )
        yield f"  local: {self.single / self.local:4.2f} × single audits (aim 1.7); {apart}"
        yield f"         the same audits in two processes, and no archive: {self.single / self.both:4.2f} ×"
        yield f"  local: {self.pool / self.local:4.2f} × plain multiprocessing (aim 0.95)"


def throughput(folder: Path, scratch: Path) -> Throughput:
    """Work through an archive in each way, in turns; single audits have theirs on each core, and so twice as many."""
    cores = sorted(os.sched_getaffinity(0))[:WORKERS]

    def way(name: str, cores: "list[int] | tuple[()]" = ()) -> Way:
        return Way(python("benchmarks.archive.ways", name, folder, scratch / name), prepares=True, cores=cores)

    single, pool, both = way("single", cores), way("pool"), way("halves")
    local = Way(python("benchmarks.archive.one", folder, scratch / "local", "local", WORKERS))
    in_turns([single, local, pool, both], TURN)
    documents = single.last["documents"]
    done = {"local": local.last["done"], "pool": pool.last["documents"], "halves": both.last["documents"]}
    if set(done.values()) != {documents}:
        raise RuntimeError(f"not all of {documents} done: {done}")
    return Throughput(
        documents=documents,
        characters=single.last["characters"],
        single=single.seconds,
        writing=single.last["writing"],
        both=both.seconds,
        pool=pool.seconds,
        local=local.seconds,
        shards=local.when("tidying"),
    )


@dataclass(frozen=True, slots=True)
class ByRay:
    """Seconds for the same documents by two engines."""

    local: float
    ray: float

    def lines(self) -> Iterator[str]:
        """Yield what to print."""
        yield f"  engine local {self.local:.1f} s, ray {self.ray:.1f} s: {self.local / self.ray:4.2f} × (aim 0.8)"


def by_ray(folder: Path, scratch: Path) -> ByRay:
    """Work through an archive by either engine; Ray's processes listen to each other and cannot be stopped."""
    local, ray = (
        work(folder, scratch / engine, engine=engine, workers=WORKERS, weighed=False) for engine in ("local", "ray")
    )
    if local.said["done"] != ray.said["done"]:
        raise RuntimeError(f"not all done: {local.said}, {ray.said}")
    return ByRay(local.seconds, ray.seconds)
