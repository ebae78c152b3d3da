"""Whether memory and the cost of a document stay the same as an archive grows, and what its store takes on the disk."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.archive.running import PHASES, Ran, work
from benchmarks.archive.stores import size
from evals.archives.make import Plan, write

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """An archive of some size: how long a run took, how much memory, how large the store became."""

    documents: int
    characters: int
    ran: Ran
    again: Ran
    store: dict[str, int]

    @property
    def each(self) -> float:
        """Return the seconds of a document."""
        return self.ran.seconds / self.documents

    @property
    def cost(self) -> float:
        """Return the seconds of the processor for a document."""
        return self.ran.processor / self.documents

    @property
    def in_shards(self) -> float:
        """Return what a run takes, in what its shards take, which know the hour but not the archive's size."""
        return self.ran.seconds / float(self.ran.said["phases"]["tidying"])

    def lines(self) -> Iterator[str]:
        """Yield what to print."""
        bytes_each = sum(self.store.values()) / self.documents
        yield (
            f"{self.documents:7,} documents of {self.characters / self.documents:,.0f} characters: "
            f"{self.ran.seconds:.1f} s, {self.each * 1000:.1f} ms each ({self.cost * 1000:.1f} ms of the processor); "
            f"{self.ran.most / MEGABYTE:.0f} MB; "
            f"store {bytes_each / 1024:.1f} KB each"
        )
        phases = self.ran.said["phases"]
        shards, together, compared = (self.ran.memory.get(phase, 0) // MEGABYTE for phase in PHASES)
        yield (
            f"        the shards {phases['tidying']:.1f} s, {shards} MB; "
            f"putting parts together {phases['comparing'] - phases['tidying']:.1f} s, {together} MB; "
            f"years and copies {self.ran.seconds - phases['comparing']:.1f} s, {compared} MB"
        )
        yield (
            f"        again: {self.again.seconds:.2f} s, {self.again.said['done']} documents done, "
            f"{self.ran.seconds / self.again.seconds:.0f} × as fast (aim 50)"
        )
        shares = sorted(self.store.items(), key=lambda each: -each[1])
        yield (
            "        " + ", ".join(f"{name} {taken / self.documents / 1024:.1f}" for name, taken in shares) + " KB each"
        )


def sized(scratch: Path, plan: Plan, *, workers: int = 2) -> Size:
    """Make an archive, work through it, and do so again."""
    folder, store = scratch / f"archive-{plan.documents}", scratch / f"store-{plan.documents}"
    truth = write(folder, plan)
    ran = work(folder, store, workers=workers)
    return Size(
        documents=plan.documents,
        characters=sum(each.characters for each in truth.documents),
        ran=ran,
        again=work(folder, store, workers=workers),
        store=size(store),
    )


def compared(small: Size, large: Size) -> Iterator[str]:
    """Yield how the larger archive fares beside the smaller one."""
    yield f"memory: {large.ran.most / small.ran.most:.2f} × (aim 1.1)"
    cost = f"{large.cost / small.cost:.2f} × of the processor"
    shards = f"{large.in_shards / small.in_shards:.2f} × in what the shards took"
    yield f"cost per document: {large.each / small.each:.2f} × (aim 1.1), {cost}, {shards}"
