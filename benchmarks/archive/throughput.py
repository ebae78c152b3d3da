"""How fast an archive is worked through with two workers, beside single audits and beside plain multiprocessing."""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from benchmarks.archive.running import work

WORKERS = 2
_SHARD = 16  # documents: what the engines cut a few hundred into


@dataclass(frozen=True, slots=True, kw_only=True)
class Singly:
    """Single audits: seconds, those of the processor, and how much of either it took to write what was found."""

    characters: int
    seconds: float
    processor: float
    writing: float
    writing_processor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Throughput:
    """Seconds for the same documents, done in several ways."""

    documents: int
    single: Singly
    both: float
    local_processor: float
    pool: float
    local: float
    shards: float
    ray: float | None

    def lines(self) -> Iterator[str]:
        """Yield what to print: seconds, and ratios with their aims."""
        per, single = 1000 / self.documents, self.single.seconds
        bare, bare_processor = single - self.single.writing, self.single.processor - self.single.writing_processor
        length = self.single.characters / self.documents
        yield f"{self.documents} documents of {length:,.0f} characters, {WORKERS} workers"
        yield f"  single audits, one warm process  {single:7.1f} s  {single * per:6.1f} ms/document"
        yield f"         but for writing (jsonl)   {bare:7.1f} s  {bare * per:6.1f} ms/document"
        yield f"         two processes, half each  {self.both:7.1f} s  {self.both * per:6.1f} ms/document"
        yield f"  plain multiprocessing            {self.pool:7.1f} s  {self.pool * per:6.1f} ms/document"
        yield f"  engine local                     {self.local:7.1f} s  {self.local * per:6.1f} ms/document"
        yield f"         its shards alone        {self.shards:7.1f} s  {self.shards * per:6.1f} ms/document"
        apart = f"its shards {single / self.shards:4.2f} ×; to audits that write nothing {bare / self.local:4.2f} ×"
        yield f"  local: {single / self.local:4.2f} × single audits (aim 1.7); {apart}"
        yield f"         the same audits in two processes, and no archive: {single / self.both:4.2f} ×"
        each, more = self.local_processor * per, self.local_processor / self.single.processor
        yield (
            f"         {each:.1f} ms of the processor, {more:4.2f} × theirs: at best {WORKERS / more:4.2f} ×; "
            f"{self.local_processor / bare_processor:4.2f} × those that write nothing"
        )
        yield f"  local: {self.pool / self.local:4.2f} × plain multiprocessing (aim 0.95)"
        if self.ray:
            yield f"  engine ray                       {self.ray:7.1f} s  {self.ray * per:6.1f} ms/document"
            yield f"  ray:   {self.local / self.ray:4.2f} × local (aim 0.8)"


def medians(rounds: Sequence[Throughput]) -> Iterator[str]:
    """Yield what several rounds come to: of each ratio the median, the least and the most."""
    ratios = {
        "local over single audits (aim 1.7)": [each.single.seconds / each.local for each in rounds],
        "its shards alone": [each.single.seconds / each.shards for each in rounds],
        "two processes, no archive": [each.single.seconds / each.both for each in rounds],
        "local over plain multiprocessing (aim 0.95)": [each.pool / each.local for each in rounds],
    }
    yield f"median of {len(rounds)} rounds (least to most)"
    for what, seen in ratios.items():
        yield f"  {what:44} {median(seen):4.2f} × ({min(seen):4.2f} to {max(seen):4.2f})"


def throughput(folder: Path, scratch: Path, *, ray: bool) -> Throughput:
    """Work through an archive in each way; single audits half before and half after, for machines have their hours."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    half, other = paths[::2], paths[1::2]
    before: Singly = _apart(_single, half)
    local = work(folder, scratch / "local", workers=WORKERS, weighed=False)
    after: Singly = _apart(_single, other)
    pool: float = _apart(_pool, paths, scratch / "pool")
    both = max(each.seconds for each in _beside(_single, half, other))
    by_ray = work(folder, scratch / "ray", engine="ray", workers=WORKERS, weighed=False) if ray else None
    for ran in (local, by_ray):
        if ran and ran.said["done"] != len(paths):
            raise RuntimeError(f"not all done: {ran.said}")
    return Throughput(
        documents=len(paths),
        single=Singly(**{name: value + getattr(after, name) for name, value in asdict(before).items()}),
        both=both,
        local_processor=local.processor,
        pool=pool,
        local=local.seconds,
        shards=local.said["phases"]["tidying"],
        ray=by_ray.seconds if by_ray else None,
    )


def _apart(function: object, *arguments: object) -> Any:
    """Call a function in a fresh process, so that no way finds warm what another one warmed."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_sent, args=(sender, function, *arguments))
    process.start()
    result = receiver.recv()
    process.join()
    return result


def _beside(function: object, *arguments: object) -> list[Any]:
    """Do the same for each of some arguments at one time."""
    with ThreadPoolExecutor(len(arguments)) as waiting:
        return list(waiting.map(partial(_apart, function), arguments))


def _sent(sender: "multiprocessing.connection.Connection", function: object, *arguments: object) -> None:
    sender.send(function(*arguments))  # type: ignore[operator]


def _single(paths: list[Path]) -> Singly:
    """Audit one document after the other, as `jixiao audit --format jsonl` does.

    The first is done twice, and timed once. To write what was found belongs to it, and an archive does so too; how long
    that took is told apart.
    """
    from toolkit.knowledge import load
    from toolkit.pipeline import audit_file
    from toolkit.report import AUDIT_FORMATS, Sheet

    knowledge, sheet = load(), Sheet()
    write = AUDIT_FORMATS["jsonl"]
    audit_file(paths[0], knowledge)
    characters, writing = 0, [0.0, 0.0]
    with Path(os.devnull).open("wb") as nowhere:
        start = _now()
        for path in paths:
            audited = audit_file(path, knowledge)
            characters += len(audited.document.text)
            before = _now()
            nowhere.writelines(write([audited], sheet))
            writing = [spent + after - at for spent, after, at in zip(writing, _now(), before, strict=True)]
        seconds, processor = (after - at for after, at in zip(_now(), start, strict=True))
    return Singly(
        characters=characters,
        seconds=seconds,
        processor=processor,
        writing=writing[0],
        writing_processor=writing[1],
    )


def _now() -> tuple[float, float]:
    return perf_counter(), process_time()


def _pool(paths: list[Path], store: Path) -> float:
    """Give shards to a pool of the standard library that runs the engines' function."""
    from toolkit.archive.store import Store
    from toolkit.archive.task import Item, Shard, Task
    from toolkit.archive.work import run_shard

    Store.opened(store)
    task = Task(store=store)
    items = [
        Item(document=sha256(path.read_bytes()).hexdigest(), root=str(path.parent), path=path.name) for path in paths
    ]
    shards = [Shard(name=f"part-{n}", items=tuple(items[n : n + _SHARD])) for n in range(0, len(items), _SHARD)]
    start = perf_counter()
    with multiprocessing.get_context("fork").Pool(WORKERS) as pool:
        done = sum(pool.starmap(_done, [(run_shard, task, shard) for shard in shards], chunksize=1))
    if done != len(paths):
        raise RuntimeError(f"{done} of {len(paths)} done, process {os.getpid()}")
    return perf_counter() - start


def _done(function: object, *arguments: object) -> int:
    return function(*arguments).done  # type: ignore[operator,no-any-return]
