"""Which files there are, which of them are new, and what is to be done: worked out by DuckDB, not in our memory.

The ledger holds a line for each file that was ever seen, with the size and stamp that it had and the digest of its
bytes. A file of the same size and stamp is taken for unchanged; everything else is read and digested anew.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from toolkit.archive import parts
from toolkit.archive.find import Found
from toolkit.archive.settle import LISTS
from toolkit.archive.source import INSIDE, is_address, local, read, split
from toolkit.archive.store import Part, Store
from toolkit.archive.task import Edition, Item
from toolkit.errors import JixiaoError, reason

_COLUMNS = {
    "root": "VARCHAR",
    "path": "VARCHAR",
    "size": "BIGINT",
    "stamp": "VARCHAR",
    "turn": "BIGINT",
    "document": "VARCHAR",
    "why": "VARCHAR",
}
_READERS = 8
_WINDOW = 1024
_SHORTEST = 1 << 16


class Ledger:
    """The files of an archive, before this run and now."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._connection = parts.connected(threads=1, memory_limit="1GB")
        self._connection.execute(f"SET temp_directory = {parts.quoted(store.unfinished)}")
        self._replacing = False
        columns = ", ".join(f'"{name}" {kind}' for name, kind in _COLUMNS.items())
        self._run(f"CREATE TABLE old ({columns}, state VARCHAR)")
        if store.ledger.exists():
            self._run(f"INSERT INTO old BY NAME SELECT * FROM {parts.reading([store.ledger])}")

    def close(self) -> None:
        """Let the memory go."""
        self._connection.close()

    def _run(self, sql: str, *values: Any) -> Any:
        return self._connection.execute(sql, values or None)

    def inside(self, root: str, path: str, stamp: str) -> Iterator[Found]:
        """Yield what a packed file held when it was last opened with that stamp."""
        rows = self._run(
            "SELECT root, path, size, stamp, turn, document, why FROM old "
            "WHERE root = $1 AND starts_with(path, $2) AND stamp = $3 ORDER BY turn",
            root,
            f"{path}{INSIDE}",
            stamp,
        )
        for row in rows.fetchall():
            yield Found(**dict(zip(_COLUMNS, row, strict=True)))

    def look(self, found: Iterable[Found], *, verify: bool = False) -> int:
        """Take down what is there now; return how many of the files have yet to be digested."""
        path = self._store.unfinished / "found.jsonl"
        longest = 0
        with path.open("wb") as file:
            for each in found:
                longest = max(longest, file.write(_line(asdict(each))))
        # A file that was named twice is there once.
        lines = _lines(path, longest, *_COLUMNS)
        self._run(f"CREATE TABLE now AS SELECT DISTINCT ON (root, path) * FROM {lines} ORDER BY ALL")
        path.unlink()
        if not verify:
            self._run(
                "UPDATE now SET document = old.document, why = old.why FROM old "
                "WHERE now.root = old.root AND now.path = old.path AND now.size = old.size AND now.stamp = old.stamp "
                "AND now.stamp != '' AND now.document IS NULL AND now.why IS NULL"
            )
        (left,) = self._run("SELECT count(*) FROM now WHERE document IS NULL AND why IS NULL").fetchone()
        return int(left)

    def digest(self) -> Iterator[None]:
        """Digest what has yet to be, several files at once; yield as each is done."""
        waiting = self._connection.cursor().execute(
            "SELECT root, path FROM now WHERE document IS NULL AND why IS NULL ORDER BY root, path"
        )
        path = self._store.unfinished / "digests.jsonl"
        longest = 0
        with path.open("wb") as file, ThreadPoolExecutor(_READERS) as readers:
            while batch := waiting.fetchmany(_WINDOW):
                for (root, name), (document, why) in zip(batch, readers.map(_digest, batch), strict=True):
                    row = {"root": root, "path": name, "document": document, "why": why}
                    longest = max(longest, file.write(_line(row)))
                    yield
        self._run(
            "UPDATE now SET document = digests.document, why = digests.why "
            f"FROM {_lines(path, longest, 'root', 'path', 'document', 'why')} AS digests "
            "WHERE now.root = digests.root AND now.path = digests.path"
        )
        path.unlink()

    def keep(self, scopes: Iterable[tuple[str, str | None]], closed: Iterable[tuple[str, str]]) -> None:
        """Write the ledger and the table of files anew: what was in a scope and is gone is marked so."""
        self._run("CREATE TABLE scopes (root VARCHAR, path VARCHAR)")
        self._run("CREATE TABLE closed (root VARCHAR, path VARCHAR)")
        for table, pairs in (("scopes", scopes), ("closed", closed)):
            for pair in pairs:
                self._run(f"INSERT INTO {table} VALUES ($1, $2)", *pair)
        self._write(
            "SELECT *, CASE WHEN document IS NULL THEN 'unreadable' ELSE 'present' END AS state FROM now "
            "UNION ALL BY NAME "
            "SELECT old.* REPLACE (CASE WHEN EXISTS (FROM scopes WHERE scopes.root = old.root "
            "    AND (scopes.path IS NULL OR scopes.path = old.path OR starts_with(old.path, scopes.path || '!/'))) "
            "  AND NOT EXISTS (FROM closed WHERE closed.root = old.root AND starts_with(old.path, closed.path || '/')) "
            "  THEN 'deleted' ELSE old.state END AS state) "
            "FROM old ANTI JOIN now USING (root, path) "
            "WHERE old.document IS NOT NULL ORDER BY root, path",
            self._store.ledger,
        )
        for table in ("old", "now", "scopes", "closed"):  # what is written down need not stay in memory
            self._run(f"DROP TABLE {table}")
        self._run(f"CREATE VIEW ledger AS FROM {parts.reading([self._store.ledger])}")
        self._write(
            "SELECT root, path, regexp_extract(path, '[^/]*$') AS name, document, size, state, why "
            "FROM ledger ORDER BY root, path",
            self._store.files,
        )

    def states(self) -> dict[str, int]:
        """Return how many files are in which state."""
        rows = self._run("SELECT state, count(*) FROM ledger GROUP BY state")
        return dict(rows.fetchall())

    def present(self) -> int:
        """Return how many different documents there are."""
        (count,) = self._run("SELECT count(DISTINCT document) FROM ledger WHERE state = 'present'").fetchone()
        return int(count)

    def plan(self, edition: Edition, *, again: bool = False) -> int:
        """Work out what is to be done for that edition, what failed ``again``; return how many documents."""
        self._lists()
        self._run(
            "CREATE TABLE done AS SELECT document FROM documents WHERE toolkit = $1 AND knowledge = $2 "
            "AND settings IS NOT DISTINCT FROM $3",
            edition.toolkit,
            edition.knowledge,
            edition.settings,
        )
        if not again:
            said = "\x1f".join(part or "" for part in edition.parts)
            self._run(
                "INSERT INTO done SELECT document FROM failures WHERE key = left(sha256(document || $1), 32)",
                f"\x1f{said}",
            )
        self._run(
            "CREATE TABLE todo AS SELECT DISTINCT ON (document) document, root, path, turn, size FROM ledger "
            "ANTI JOIN done USING (document) WHERE state = 'present' ORDER BY document, root, path"
        )
        (count,) = self._run("SELECT count(*) FROM todo").fetchone()
        (again_done,) = self._run("SELECT count(*) FROM todo SEMI JOIN held USING (document)").fetchone()
        self._replacing = again_done > 0
        return int(count)

    def given_up(self) -> int:
        """Return how many documents failed before and, being what they were, are not tried again."""
        (count,) = self._run(
            "SELECT count(DISTINCT document) FROM ledger SEMI JOIN failures USING (document) "
            "ANTI JOIN todo USING (document) WHERE state = 'present'"
        ).fetchone()
        return int(count)

    def unread(self) -> list[tuple[str, str]]:
        """Return files that could not be opened, and why; the first of them, where there are many."""
        rows = self._run("SELECT path, why FROM ledger WHERE state = 'unreadable' ORDER BY root, path LIMIT 100")
        return [(path, why) for path, why in rows.fetchall()]

    def todo(self) -> "Iterator[tuple[Item, int]]":
        """Yield the documents to do, each with its size, neighbours together; and read those that only we can."""
        from toolkit.archive.packed import is_stream

        rows = self._connection.cursor().execute(
            "SELECT document, root, path, size FROM todo ORDER BY root, split_part(path, '!/', 1), turn, path"
        )
        while batch := rows.fetchmany(_WINDOW):
            for document, root, path, size in batch:
                data = None
                if is_stream(split(path)[0]):
                    try:
                        data = read(root, path)
                    except JixiaoError:
                        data = b""  # the worker sees that it is not what was found
                yield Item(document=document, root=root, path=path, data=data), size or 0

    def holding(self, documents: Iterable[str]) -> list[Part]:
        """Return the parts that hold rows of some documents from before."""
        if not self._replacing:
            return []
        rows = self._run(
            "SELECT DISTINCT part FROM held WHERE document IN (SELECT unnest($1::VARCHAR[])) ORDER BY part",
            list(documents),
        )
        return [Part(part) for (part,) in rows.fetchall()]

    def left_behind(self) -> list[tuple[Part, list[str]]]:
        """Return the documents of each part that no file has any more, because every one of them was changed."""
        rows = self._run("SELECT part, list(document) FROM held ANTI JOIN ledger USING (document) GROUP BY part")
        return [(Part(part), documents) for part, documents in sorted(rows.fetchall())]

    def _lists(self) -> None:
        """Read which documents the store has rows of."""
        part = "regexp_extract(filename, '[^/]*/[^/]*$') AS part"
        columns = {
            "documents": "document, toolkit, knowledge, settings, model, prompts",
            "failures": "document, key",
        }
        for table in LISTS:
            paths = list(self._store.of(table))
            source = parts.reading(paths, names=True) if paths else None
            if source:
                self._run(f"CREATE TABLE {table} AS SELECT {columns[table]}, {part} FROM {source}")
            else:
                empty = ", ".join(f"{name.strip()} VARCHAR" for name in f"{columns[table]}, part".split(","))
                self._run(f"CREATE TABLE {table} ({empty})")
        self._run(
            "CREATE TABLE held AS SELECT document, part FROM documents UNION ALL SELECT document, part FROM failures"
        )

    def _write(self, sql: str, path: Any) -> None:
        unfinished = self._store.unfinished / path.name
        self._run(f"COPY ({sql}) TO {parts.quoted(unfinished)} (FORMAT parquet, COMPRESSION zstd)")
        unfinished.replace(path)


def _line(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _lines(path: Path, longest: int, *columns: str) -> str:
    """Return SQL that reads objects, one a line, with some columns of the ledger.

    A name in a packed file may be of any length. DuckDB sets memory aside for twice the longest line; by itself, 32 MB.
    """
    shape = ", ".join(f"'{name}': '{_COLUMNS[name]}'" for name in columns)
    return (
        f"read_json({parts.quoted(path)}, format='newline_delimited', columns={{{shape}}}, "
        f"maximum_object_size={max(longest, _SHORTEST) + 1})"
    )


def _digest(where: tuple[str, str]) -> tuple[str | None, str | None]:
    """Return the digest of a file's bytes, or why they cannot be read."""
    root, path = where
    try:
        if is_address(root):
            return sha256(read(root, path)).hexdigest(), None
        with local(root, path).open("rb") as file:
            return file_digest(file, "sha256").hexdigest(), None
    except OSError as error:
        return None, f"打不开（{reason(error)}）"
    except JixiaoError as error:
        return None, error.what


def shards_of(
    items: Iterator[tuple[Item, int]], most: Callable[[int], int], megabytes: int = 32
) -> Iterator[tuple[Item, ...]]:
    """Cut documents into groups of not much more than so many megabytes; ``most`` says how many may go together.

    It is asked again for each group, and told how many documents went before.
    """
    group: list[Item] = []
    before = total = 0
    for item, size in items:
        group.append(item)
        total += size
        if len(group) >= most(before) or total > megabytes << 20:
            yield tuple(group)
            before += len(group)
            group, total = [], 0
    if group:
        yield tuple(group)
