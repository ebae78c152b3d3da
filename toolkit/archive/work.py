"""One shard: its documents read, audited and written down; the one function that every engine runs."""

import gc
import resource
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from time import monotonic

from toolkit.archive.auditor import Auditor, auditor
from toolkit.archive.columns import Columns
from toolkit.archive.desk import laid
from toolkit.archive.parts import Sheets
from toolkit.archive.rows import Row, columns_of
from toolkit.archive.source import is_address, local, read, split
from toolkit.archive.store import Store, sign
from toolkit.archive.task import Failure, Item, Settled, Shard, Task
from toolkit.errors import JixiaoError, Unreadable
from toolkit.records import Document

LONG = 60
"""Seconds after which a shard is settled with what is done: scans take a minute each, and an hour is soon lost."""

_DATA = 5  # where /proc/self/statm tells of data
_HALVES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def run_shard(task: Task, shard: Shard) -> Settled:
    """Do the documents of a shard and settle it; once more does no harm.

    What a document throws is a row. What ends the process (too much memory, too long) is for the engine to notice:
    the desk says which document it was. What is not begun after ``LONG`` seconds is left for another shard.
    """
    store = Store(task.store)
    judge = auditor(task.terms)
    failures: list[Failure] = []
    moved: list[Item] = []
    tried: list[Item] = []
    crashes = 0
    with (
        store.shard(shard.name) as folder,
        Sheets(folder) as sheets,
        store.desk(shard.name).open("wb", buffering=0) as desk,
    ):
        for item in _in_time(shard.items):
            tried.append(item)
            with laid(desk, item, task.seconds):
                try:
                    tables = _tables(judge, item, task.megabytes)
                except _Moved:
                    moved.append(item)
                    continue
                except JixiaoError as error:
                    failures.append(
                        Failure(document=item.document, kind="unreadable", message=f"{error.what}。{error.todo}")
                    )
                    continue
                except MemoryError:
                    raise
                except Exception as error:  # noqa: BLE001 — a fault of ours in one document must not lose the others
                    said = " ".join(f"{type(error).__name__}: {error}".split())
                    failures.append(Failure(document=item.document, kind="crash", message=said[:500]))
                    continue
            for table, columns in tables.items():
                sheets.lay(table, columns)
            crashes += any(tables["documents"]["crashes"])
        sheets.add(("failures", failed(judge, failure)) for failure in failures)
        sheets.write(shard.name)
        gone = {item.document for item in moved}
        sign(folder, documents=[item.document for item in tried if item.document not in gone])
    return Settled(
        name=shard.name,
        crashes=crashes,
        done=len(tried) - len(moved) - len(failures),
        failures=tuple(failures),
        moved=tuple(moved),
        left=shard.items[len(tried) :],
    )


def _in_time(items: Sequence[Item]) -> Iterator[Item]:
    """Yield items as long as there is time; one in any case."""
    until = monotonic() + LONG
    for number, item in enumerate(items):
        if number and monotonic() > until:
            return
        yield item


def write_failures(task: Task, name: str, failures: list[Failure]) -> None:
    """Settle a shard of documents that no worker survived."""
    store, judge = Store(task.store), auditor(task.terms)
    with store.shard(name) as folder, Sheets(folder) as sheets:
        sheets.add(("failures", failed(judge, failure)) for failure in failures)
        sheets.write(name)
        sign(folder, documents=[failure.document for failure in failures])


def failed(judge: Auditor, failure: Failure) -> Row:
    """Return the row of a document that could not be done."""
    return {
        "document": failure.document,
        "year": None,
        "key": judge.edition.key(failure.document),
        "kind": failure.kind,
        "message": failure.message,
        "attempts": failure.attempts,
    }


class _Moved(Exception):  # noqa: N818 — it is no error of anybody's
    """The file is not the one that was found."""


def _tables(judge: Auditor, item: Item, megabytes: int) -> dict[str, Columns]:
    from toolkit.pipeline import at_work  # a run that finds nothing to do need not wait for the grammar

    data = _bytes(item)
    if sha256(data).hexdigest() != item.document:
        raise _Moved
    with _within(megabytes), at_work():
        return dict(columns_of(judge.work(_document(data, Path(item.path).name))))


def _document(data: bytes, name: str) -> Document:
    """Return what a file says; of what is left of libraries, megabytes in cycles, let go at once."""
    from toolkit.read import read_bytes

    plain = False
    try:
        document = _whole(read_bytes(data, name=name))
        plain = document.format == "txt"
        return document
    finally:
        if not plain:
            gc.collect(0)


def _bytes(item: Item) -> bytes:
    if item.data is not None:
        return item.data
    try:
        return read(item.root, item.path)
    except Unreadable:
        if not is_address(item.root) and not local(item.root, split(item.path)[0]).exists():
            raise _Moved from None
        raise


def _whole(document: Document) -> Document:
    """Return a document without lone halves of characters, which no table can hold; all places stay."""
    try:
        document.text.encode()
    except UnicodeEncodeError:
        return replace(document, text=document.text.translate(_HALVES), settled=document.settled.translate(_HALVES))
    return document


@contextmanager
def _within(megabytes: int) -> Iterator[None]:
    """Let this process have so much memory beyond what it has now, for as long as it does a document; 0 is no limit."""
    least, most = resource.getrlimit(resource.RLIMIT_DATA)
    used = _used() if megabytes else None
    if used is not None:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_DATA, (used + (megabytes << 20), most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (least, most))


def _used() -> int | None:
    """Return how many bytes of data and stack this process has; None where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[_DATA]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        return None
