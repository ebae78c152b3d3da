"""A run over an archive: look what is there, do what is new or changed, and settle it."""

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from math import ceil
from typing import TYPE_CHECKING, Protocol

from toolkit.archive.engines import Engine
from toolkit.archive.find import Finder, Found
from toolkit.archive.ledger import Ledger, shards_of
from toolkit.archive.settle import Settling
from toolkit.archive.store import Store
from toolkit.archive.task import Failure, Item, Kind, Lost, Settled, Shard, Task
from toolkit.errors import UsageFault

if TYPE_CHECKING:
    from toolkit.archive.enrich import Told
    from toolkit.pipeline import Model

    Helper = tuple[Model, Told]

MOST, LEAST = 64, 4
"""Documents of a shard: enough that to write it down costs little, few enough that little is lost with it.

Towards the end a worker is given half its share of what is left, for one core may be much slower than another: the last
shards are small, so that nobody waits long.
"""

_SHARES = 2
_FIRST_PORTIONS = 8  # of everything: fewer than ``LEAST`` documents where there are few for each worker
_TRIES = 2
_BROKEN = 5

_SAID: dict[Kind, str] = {
    "timeout": "超过 {seconds:g} 秒没有做完。确有必要的，请用 --timeout 调高上限。",
    "memory": "内存超过 {megabytes} MB。确有必要的，请用 --memory 调高上限。",
    "killed": "做到这份文件时进程两次被终止。请单独用 jixiao audit 试一试。",
}


class Watch(Protocol):
    """Is told how far a run is."""

    def found(self, files: int) -> None:
        """So many files were found so far."""

    def digesting(self, files: int) -> None:
        """So many files have yet to be digested."""

    def digested(self) -> None:
        """One of them is."""

    def planned(self, documents: int) -> None:
        """So many documents are to be done."""

    def settled(self, documents: int, failures: int) -> None:
        """So many more are, and so many of them failed."""

    def asking(self, documents: int) -> None:
        """A model is to be asked about so many documents."""

    def tidying(self) -> None:
        """All is done but to put the store in order …"""

    def comparing(self) -> None:
        """… and to hold the reports against each other."""


@dataclass(slots=True, kw_only=True)
class Summary:
    """What a run came to.

    ``earlier`` documents failed in a run before, are as they were, and were not tried again; ``closed`` are some of
    the files that could not even be opened, each with the reason.
    """

    files: int = 0
    passed_over: int = 0
    unreadable: int = 0
    deleted: int = 0
    unchanged: int = 0
    earlier: int = 0
    done: int = 0
    asked: int = 0
    crashes: int = 0
    failures: list[Failure] = field(default_factory=list)
    paths: dict[str, str] = field(default_factory=dict)
    moved: list[Item] = field(default_factory=list)
    closed: list[tuple[str, str]] = field(default_factory=list)


def run(  # noqa: PLR0913 — what is typed, how, and who helps and watches
    sources: Sequence[str],
    task: Task,
    engine: Engine,
    watch: Watch,
    *,
    verify: bool = False,
    again: bool = False,
    pictures: bool = False,
    helper: "Helper | None" = None,
) -> Summary:
    """Bring a store up to date with its sources; then let a model help with what it has not helped with."""
    store = Store.opened(task.store)
    with store.held():
        if not store.ledger.exists():
            engine.prepare()
        from toolkit.archive import compare  # these load all that is known of the field: the engine may begin
        from toolkit.archive.edition import edition

        settling = Settling(store)
        settling.recover()
        with closing(Ledger(store)) as ledger:
            summary = _look(sources, store, ledger, engine, watch, verify=verify, pictures=pictures)
            todo = ledger.plan(edition(task.terms), again=again)
            summary.earlier = ledger.given_up()
            summary.unchanged = ledger.present() - todo - summary.earlier
            summary.closed = ledger.unread()
            watch.planned(todo)
            if todo:
                from toolkit.archive.auditor import auditor

                auditor(task.terms)  # what is wrong with the terms is told before anything is started
                compare.load()  # while the engine gets ready
                _Round(task, engine, ledger, settling, watch, summary, todo).run()
            for part, documents in ledger.left_behind():
                settling.drop(documents, part)
        if helper is not None:
            from toolkit.archive.enrich import Enriching

            enriching = Enriching(task, settling, *helper)
            watch.asking(enriching.count())
            for asked in enriching.run():
                summary.asked += asked
                watch.settled(asked, 0)
        watch.tidying()
        settling.compact()
        store.clear()
        watch.comparing()
        compare.compare(store, task.terms, engine.workers)
    return summary


def _look(
    sources: Sequence[str],
    store: Store,
    ledger: Ledger,
    engine: Engine,
    watch: Watch,
    *,
    verify: bool,
    pictures: bool,
) -> Summary:
    """Take down what files there are, and digest those that are new or changed."""
    new = not store.ledger.exists()
    finder = Finder((lambda *_: ()) if verify else ledger.inside, pictures=pictures, apart=store.path)

    def counted() -> Iterator[Found]:
        for number, found in enumerate(finder.find(sources), 1):
            if number % 100 == 0:
                watch.found(number)
            yield found

    waiting = ledger.look(counted(), verify=verify)
    watch.digesting(waiting)
    if waiting and not new:
        engine.prepare()
    for _ in ledger.digest():
        watch.digested()
    ledger.keep(finder.scopes, finder.closed)
    states = ledger.states()
    summary = Summary(
        files=states.get("present", 0),
        unreadable=states.get("unreadable", 0),
        deleted=states.get("deleted", 0),
        passed_over=finder.passed_over,
    )
    if not states:
        raise UsageFault("没有可读的文件", "、".join(sources), "请检查目录；支持 .docx、.pdf、.xlsx、.txt 等。")
    return summary


class _Round:
    """Hands shards to an engine, and takes back what became of them."""

    def __init__(
        self,
        task: Task,
        engine: Engine,
        ledger: Ledger,
        settling: Settling,
        watch: Watch,
        summary: Summary,
        todo: int,
    ) -> None:
        from toolkit.archive.edition import edition

        self._task, self._engine, self._ledger, self._settling = task, engine, ledger, settling
        self._watch, self._summary = watch, summary
        self._todo = todo
        self._new: Iterator[tuple[Item, ...]] | None = None
        self._back: deque[Shard] = deque()
        self._broken = 0
        self._key = edition(task.terms).key

    def take(self) -> Shard | None:
        """Return the next shard: what came back first."""
        if self._back:
            return self._back.popleft()
        if self._new is None:
            self._new = shards_of(self._ledger.todo(), self._most)
        items = next(self._new, None)
        return None if items is None else self._shard(items)

    def _most(self, before: int) -> int:
        """Return how many documents the next shard may have; only now does every engine know its workers."""
        workers = self._engine.workers
        least = min(LEAST, ceil(self._todo / (workers * _FIRST_PORTIONS)))
        return min(MOST, max(least, (self._todo - before) // (workers * _SHARES)))

    def run(self) -> None:
        """Do everything."""
        for shard, ended in self._engine.run(self._task, self):
            if isinstance(ended, Settled):
                self._settled(shard, ended)
            else:
                self._lost(shard, ended)

    def _settled(self, shard: Shard, ended: Settled) -> None:
        self._broken = 0
        self._settling.publish(ended.name, self._ledger.holding(item.document for item in shard.items))
        paths = {item.document: item.path for item in shard.items}
        self._summary.done += ended.done
        self._summary.crashes += ended.crashes
        self._summary.moved += ended.moved
        self._fail(ended.failures, paths)
        self._watch.settled(len(shard.items) - len(ended.left), len(ended.failures))
        if ended.left:
            self._back.append(self._shard(ended.left))

    def _fail(self, failures: Sequence[Failure], paths: dict[str, str]) -> None:
        self._summary.failures += failures
        self._summary.paths.update((failure.document, paths[failure.document]) for failure in failures)

    def _lost(self, shard: Shard, ended: Lost) -> None:
        """Find out who was to blame, and do the others again without it."""
        Store(self._task.store).desk(shard.name).unlink(missing_ok=True)
        guilty = [item for item in shard.items if item.document == ended.at and not ended.blameless]
        if not guilty:
            self._broken += not ended.blameless
            if self._broken >= _BROKEN * self._engine.workers:
                raise UsageFault(
                    "工作进程一再退出，没有做成一份", "jixiao archive run", "请减少 --workers，或调高 --memory。"
                )
            self._back.append(shard)
            return
        others = tuple(item for item in shard.items if item is not guilty[0])
        if others:
            self._back.append(self._shard(others))
        if shard.attempt < _TRIES:
            self._back.append(self._shard((guilty[0],), attempt=shard.attempt + 1))
        else:
            self._give_up(guilty[0], ended.kind, shard.attempt)

    def _give_up(self, item: Item, kind: Kind, attempts: int) -> None:
        from toolkit.archive.work import write_failures

        message = _SAID[kind].format(seconds=self._task.seconds, megabytes=self._task.megabytes)
        failure = Failure(document=item.document, kind=kind, message=message, attempts=attempts)
        shard = self._shard((item,))
        write_failures(self._task, shard.name, [failure])
        self._settling.publish(shard.name, self._ledger.holding([item.document]))
        self._fail([failure], {item.document: item.path})
        self._watch.settled(1, 1)

    def _shard(self, items: tuple[Item, ...], attempt: int = 1) -> Shard:
        """Name a shard by what its rows come from: the same documents, done alike, are the same shard."""
        said = sha256("\x1f".join(map(self._key, (item.document for item in items))).encode()).hexdigest()
        return Shard(name=f"part-{said[:16]}", items=items, attempt=attempt)
