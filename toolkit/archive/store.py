"""The folder of a store: what lies where, who may write, and how parts come in and go.

    store.json                        format and version
    documents/year=2023/part-….parquet   and so for every table of the schema
    files.parquet                     every file that was seen, and what became of it
    .work/ledger.parquet              the same with size and time, to tell unchanged files without reading them
    .work/shards/NAME/                the parts of one shard, complete; they are still to be moved to their tables
    .work/unfinished/…                the parts of a shard that is being written
    .work/desks/NAME                  the document of a shard that is being done
    .work/lock                        held by the one run that may write

One rename of a folder, from `unfinished` to `shards`, settles a shard. To move its files into the tables may break off
anywhere and be begun again: nothing is in `shards` that is not whole, and it leaves only when all has been moved.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from toolkit.archive.migrate import migrate
from toolkit.archive.schema import TABLES, VERSION
from toolkit.errors import ConfigurationFault, reason

FORMAT = "jixiao.store"
MARK = "store.json"
_MANIFEST = "shard.json"
_AT_ONCE = 16


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """Rows of some documents of one year, in as many tables as there are rows for: `year=2023/part-….parquet`."""

    name: str

    @classmethod
    def of(cls, path: Path) -> "Part":
        """Return the part that a file belongs to."""
        return cls(f"{path.parent.name}/{path.name}")

    @property
    def year(self) -> str:
        """Return the folder of its year."""
        return self.name.split("/")[0]

    @property
    def file(self) -> str:
        """Return the name of its files."""
        return self.name.split("/")[1]


class Store:
    """A store that exists; `opened` makes one where there is none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.work = path / ".work"
        self.shards = self.work / "shards"
        self.unfinished = self.work / "unfinished"
        self.desks = self.work / "desks"
        self.ledger = self.work / "ledger.parquet"
        self.files = path / "files.parquet"

    @classmethod
    def existing(cls, path: Path) -> "Store":
        """Return the store at a path that must hold one."""
        store = cls(path)
        version = store._version()
        if version is None:
            raise ConfigurationFault("不是一个存储", str(path), "请用 --store 写 jixiao archive run 建好的目录。")
        return store

    @classmethod
    def opened(cls, path: Path) -> "Store":
        """Return the store at a path, made where there is nothing yet."""
        store = cls(path)
        with writing(path):
            if store._version() is None:
                if path.exists() and (not path.is_dir() or any(each.name != ".work" for each in path.iterdir())):
                    raise ConfigurationFault("不是存储，也不是空目录", str(path), "请用 --store 写一个新的目录。")
                path.mkdir(parents=True, exist_ok=True)
                mark(path, VERSION)
            for folder in (store.shards, store.unfinished, store.desks):
                folder.mkdir(parents=True, exist_ok=True)
        return store

    def _version(self) -> int | None:
        """Return the version of the format that a store has; refuse what we cannot read."""
        path = self.path / MARK
        try:
            said = json.loads(path.read_bytes())
            ours, version = said["format"] == FORMAT, int(said["version"])
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise ConfigurationFault(f"打不开（{reason(error)}）", str(path), "请检查权限。") from error
        except (ValueError, TypeError, KeyError):
            ours, version = False, 0
        if not ours:
            raise ConfigurationFault("不是存储的说明", str(path), "请用 --store 写 jixiao archive run 建好的目录。")
        if version > VERSION:
            what = f"是更新的版本（{version}）写的，这里只认得 {VERSION}"
            raise ConfigurationFault(what, str(path), "请升级 jixiao。")
        if version < VERSION:
            migrate(self.path, version, mark)
        return VERSION

    def clear(self) -> None:
        """Take away what workers left that ended before their time."""
        for path in [*self.unfinished.iterdir(), *self.desks.iterdir()]:
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep every other run from writing, until we leave, however we leave."""
        with writing(self.work), (self.work / "lock").open("a+", encoding="utf-8") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                who = lock.read(60).strip()
                what = "另一次运行正在写入" + (f"（进程 {who}）" if who else "")
                raise ConfigurationFault(what, str(self.path), "请等它结束再运行。") from None
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            yield

    def parts(self) -> set[Part]:
        """Return the parts that are there."""
        return {Part.of(path) for table in TABLES for path in self.of(table)}

    def of(self, table: str) -> Iterator[Path]:
        """Yield the files of a table."""
        return (self.path / table).glob("year=*/*.parquet")

    @contextmanager
    def shard(self, name: str) -> Iterator[Path]:
        """Yield a folder to write the parts of a shard into; where all went well it becomes a shard of that name."""
        folder = self.unfinished / f"{name}.{os.uname().nodename}.{os.getpid()}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        try:
            yield folder
            _flush(folder)
            try:
                folder.rename(self.shards / name)
            except OSError:
                if not (self.shards / name).exists():  # else someone was sooner, with the same rows
                    raise
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def desk(self, name: str) -> Path:
        """Return the file that says which document of a shard is being done."""
        return self.desks / name


def sign(folder: Path, *, documents: Iterable[str] = (), replaces: Iterable[Part] = ()) -> None:
    """Write down what a shard is made of: its documents, or the parts whose place it takes; and its files."""
    manifest = {
        "documents": sorted(documents),
        "replaces": sorted(part.name for part in replaces),
        "files": sorted(str(path.relative_to(folder)) for path in folder.glob("*/*/*.parquet")),
    }
    write(folder / _MANIFEST, json.dumps(manifest))


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a shard is made of: documents, or the parts that it is put together of; and its files in the store."""

    documents: tuple[str, ...]
    replaces: tuple[Part, ...]
    files: frozenset[str]


def signed(folder: Path) -> Manifest:
    """Return what a shard is made of."""
    said = json.loads((folder / _MANIFEST).read_bytes())
    return Manifest(
        documents=tuple(said["documents"]),
        replaces=tuple(Part(name) for name in said["replaces"]),
        files=frozenset(said["files"]),
    )


def _flush(folder: Path) -> None:
    """See to it that what is in a folder outlives a power cut: a rename may reach the disk before what was renamed."""
    with ThreadPoolExecutor(_AT_ONCE) as threads:  # together, for the disk does them in one go
        for _ in threads.map(_sync, (*folder.rglob("*"), folder)):
            pass


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def mark(store: Path, version: int) -> None:
    """Say that a folder is a store, and of which format."""
    write(store / MARK, json.dumps({"format": FORMAT, "version": version}) + "\n")


def write(path: Path, text: str) -> None:
    """Write a small file whole or not at all."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Tell in one line what keeps us from writing."""
    from toolkit.archive.parts import duckdb, stoppable

    try:
        with stoppable():
            yield
    except OSError as error:
        raise _unwritten(reason(error), path) from error
    except duckdb().OutOfMemoryException as error:
        raise ConfigurationFault("内存不够", str(path), "请用 --memory 调高上限，或减少 --workers。") from error
    except duckdb().IOException as error:
        full = "No space" in str(error) or "File too large" in str(error)
        raise _unwritten("磁盘已满" if full else "磁盘读写出错", path) from error


def _unwritten(why: str, path: Path) -> ConfigurationFault:
    todo = "请腾出空间或检查权限，再运行同一命令：已经做完的都在。"
    return ConfigurationFault(f"不能写入（{why}）", str(path), todo)
