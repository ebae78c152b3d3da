"""Small archives, an engine without processes, and the contents of a store to compare."""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from toolkit.archive.engines import Source
from toolkit.archive.run import Summary, run
from toolkit.archive.schema import TABLES
from toolkit.archive.task import Lost, Settled, Shard, Task, Terms
from toolkit.archive.work import run_shard

FEW = Terms(select=frozenset({"RT01", "RT02", "CN01"}))


def report(number: int = 0, year: int | None = 2023, satisfied: int = 74) -> str:
    """Return a report that no other number gives."""
    title = f"石桥{chr(0x4E00 + number)}镇{f'{year}年度' if year else ''}部门整体支出绩效自评报告"
    return (
        f"{title}\n一、存在的主要问题\n共调查83人，满意{satisfied}人，满意度92.15%。\n完成道路养护{number + 3}公里。\n"
    )


def reports(folder: Path, count: int) -> Path:
    """Write reports of several years, one of them without."""
    for number in range(count):
        path = folder / f"{number % 3}" / f"报告{number:02}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(report(number, 2021 + number % 3 if number else None), encoding="utf-8")
    return folder


class Here:
    """Runs shards in this process; those with a ``poisoned`` document are lost on the way to it."""

    workers = 2

    def __init__(self, *poisoned: str, kind: str = "killed") -> None:
        self.poisoned, self.kind = poisoned, kind
        self.shards: list[Shard] = []

    def prepare(self) -> None:
        pass

    def run(self, task: Task, source: Source) -> Iterator[tuple[Shard, Settled | Lost]]:
        while shard := source.take():
            self.shards.append(shard)
            guilty = [item.document for item in shard.items if Path(item.path).name in self.poisoned]
            yield shard, Lost(kind=self.kind, at=guilty[0]) if guilty else run_shard(task, shard)


class Silent:
    """Watches, and says nothing."""

    def __getattr__(self, _: str) -> object:
        return lambda *_: None


def ran(store: Path, *sources: Path | str, engine: Here | None = None, watch: object = None, **how: object) -> Summary:
    """Bring a store up to date, with few checks."""
    task = Task(store=store, terms=FEW, seconds=0, megabytes=0)
    return run([str(source) for source in sources], task, engine or Here(), watch or Silent(), **how)


def contents(store: Path) -> dict[str, list[str]]:
    """Return all rows of a store, sorted; with the year that the folder says."""
    found: dict[str, list[str]] = {}
    for table in TABLES:
        paths = [str(path) for path in (store / table).glob("*/*.parquet")]
        if paths:
            rows = duckdb.sql(
                "SELECT t::VARCHAR FROM read_parquet($paths, hive_partitioning=true, union_by_name=true) t",
                params={"paths": paths},
            )
            found[table] = sorted(row for (row,) in rows.fetchall())
    rows = duckdb.sql(
        "SELECT path, document, size, state, why FROM read_parquet($path) ORDER BY ALL",
        params={"path": str(store / "files.parquet")},
    )
    found["files"] = [str(row) for row in rows.fetchall()]
    return found


def documents(store: Path) -> list[str]:
    """Return the documents that a store has rows of."""
    paths = [str(path) for path in (store / "documents").glob("*/*.parquet")]
    rows = duckdb.sql("SELECT document FROM read_parquet($paths)", params={"paths": paths}).fetchall() if paths else []
    return sorted(document for (document,) in rows)
