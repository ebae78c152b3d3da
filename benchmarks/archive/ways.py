"""Ways to audit what an archive run does: `python -m benchmarks.archive.ways WAY FOLDER STORE`, to be timed in turns.

Each says `{"ready": true}`, waits for a line, works, and says what came of it.
"""

import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from time import process_time

from benchmarks.archive.one import say

WORKERS = 2
_SHARD = 16  # documents: what the engines cut a few hundred into


def ready() -> None:
    """Say that it may begin, and wait until it may."""
    say(ready=True)
    sys.stdin.readline()


def single(paths: Sequence[Path], _: Path) -> None:
    """Audit one document after the other, as `jixiao audit --format jsonl` does; the first is done before, to be warm.

    To write what was found belongs to an audit, and an archive does so too: which share of the time it takes is told.
    """
    from toolkit.knowledge import load
    from toolkit.pipeline import audit_file
    from toolkit.report import AUDIT_FORMATS, Sheet

    knowledge, sheet, write = load(), Sheet(), AUDIT_FORMATS["jsonl"]
    audit_file(paths[0], knowledge)
    ready()
    characters, writing, start = 0, 0.0, process_time()
    with Path(os.devnull).open("wb") as nowhere:
        for path in paths:
            audited = audit_file(path, knowledge)
            characters += len(audited.document.text)
            before = process_time()
            nowhere.writelines(write([audited], sheet))
            writing += process_time() - before
    say(documents=len(paths), characters=characters, writing=writing / (process_time() - start))


def pool(paths: Sequence[Path], store: Path) -> None:
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
    ready()
    with multiprocessing.get_context("fork").Pool(WORKERS) as workers:
        settled = workers.starmap(run_shard, [(task, shard) for shard in shards], chunksize=1)
    say(documents=sum(each.done for each in settled))


WAYS: dict[str, Callable[[Sequence[Path], Path], None]] = {"single": single, "pool": pool}


def main(way: str, folder: str, store: str) -> None:
    """Do the documents of a folder in a way."""
    WAYS[way](sorted(path for path in Path(folder).rglob("*") if path.is_file()), Path(store))


if __name__ == "__main__":
    main(*sys.argv[1:])
