"""Whether two stores say the same, whatever the order of their rows and the cut of their parts."""

from pathlib import Path

from evals.archives.measure import opened

Contents = dict[str, tuple[int, int]]


def contents(store: Path) -> Contents:
    """Return of each table how many rows it has, and a sum of their hashes."""
    db = opened(store)
    found: Contents = {}
    for (table,) in db.execute("SELECT table_name FROM information_schema.tables ORDER BY 1").fetchall():
        rows = f'SELECT count(*), coalesce(sum(hash(t)::HUGEINT), 0) FROM "{table}" t'
        ((count, total),) = db.execute(rows).fetchall()
        found[table] = (count, int(total))
    return found


def different(one: Path, other: Path) -> list[str]:
    """Return the tables in which two stores differ."""
    first, second = contents(one), contents(other)
    return sorted(table for table in first.keys() | second.keys() if first.get(table) != second.get(table))


def rows(store: Path, table: str) -> int:
    """Return how many rows a table has."""
    return contents(store)[table][0]


def size(store: Path) -> dict[str, int]:
    """Return the bytes of each table of a store."""
    found: dict[str, int] = {}
    for path in store.rglob("*.parquet"):
        table = path.relative_to(store).parts[0].removesuffix(".parquet")
        found[table] = found.get(table, 0) + path.stat().st_size
    return found
