"""Rows to Parquet and back: what a shard writes, and what is left of parts when documents leave them.

A part is one file name, `year=2023/part-<name>.parquet`, in the folders of several tables: the rows of some documents.
"""

import ctypes
import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import cache
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from toolkit.archive.columns import Columns, by_column, cut, height
from toolkit.archive.schema import TABLES, Table
from toolkit.errors import ConfigurationFault

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from toolkit.archive.rows import Row

UNDATED = "__HIVE_DEFAULT_PARTITION__"
"""What the folder of documents without a year is called, by the custom of Hive: readers take it for NULL."""

_SHORTEST = 1 << 16
_BUFFER = 1 << 18  # bytes: a document's rows go to the disk at once
_ROWS = 1000  # of a line
_LONGEST = 1 << 20  # bytes of a line of several rows
_QUICKLY = "COMPRESSION zstd, COMPRESSION_LEVEL 1, WRITE_BLOOM_FILTER false"  # until parts are put together
_BETWEEN_CALLS = 0.1  # seconds
_ROOM = "150MB"
_GROUP = "4MB"  # of rows that whoever reads them must hold at once; what is packed together packs a little better

T = TypeVar("T")


@cache
def duckdb() -> Any:
    """Return the library, or say what to install."""
    try:
        import duckdb as library
    except ModuleNotFoundError as error:
        raise missing("archive", error) from None
    return library


def missing(extra: str, error: ModuleNotFoundError) -> ConfigurationFault:
    """Say which extra has the library that is not there."""
    return ConfigurationFault(f"没有安装 {error.name}", "jixiao archive", f"请执行 pip install 'jixiao[{extra}]'。")


@contextmanager
def stoppable() -> Iterator[None]:
    """Let Ctrl-C be what it is: DuckDB makes an error of its own of it."""
    try:
        yield
    except RuntimeError as error:
        if "interrupted" not in str(error).lower():
            raise
        raise KeyboardInterrupt from None


def answered(connection: "DuckDBPyConnection", ask: Callable[[], T]) -> T:
    """Return what DuckDB answers; Ctrl-C ends the question, at whatever moment it comes.

    DuckDB itself looks for it now and then only, and may swallow what comes in between.
    """
    with ThreadPoolExecutor(1) as beside:
        answer = beside.submit(ask)
        try:
            return answer.result()
        except KeyboardInterrupt:
            while not answer.done():  # a question that has not quite begun does not hear the first call
                connection.interrupt()
                wait([answer], timeout=_BETWEEN_CALLS)
            raise


def connected(**config: bool | int | str) -> "DuckDBPyConnection":
    """Return a connection that gives memory back to the system: by itself DuckDB keeps what it once had."""
    connection: DuckDBPyConnection = duckdb().connect(config={"allocator_background_threads": True, **config})
    return connection


def give_back() -> None:
    """Let the C library give back to the system what is free: by itself it keeps what lies between things in use."""
    with suppress(OSError, AttributeError):  # not every system's can
        ctypes.CDLL(None).malloc_trim(0)


@cache
def workshop() -> "DuckDBPyConnection":
    """Return the connection of this process that parts are written with: one thread, for the same bytes every time."""
    return connected(threads=1, preserve_insertion_order=True)


class Sheets:
    """Rows on their way into parts: written down table by table, so that memory does not grow with a shard."""

    def __init__(self, folder: Path, tables: Mapping[str, Table] = TABLES) -> None:
        self._folder, self._tables = folder, tables
        self._open = ExitStack()
        self._files: dict[str, BinaryIO] = {}
        self._longest: dict[str, int] = {}
        self._years: dict[str, set[int | None]] = {}

    def __enter__(self) -> "Sheets":
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close what is open."""
        self._open.close()

    def add(self, rows: Iterable[tuple[str, "Row"]]) -> None:
        """Write down rows, each for its table."""
        for table, some in groupby(rows, itemgetter(0)):
            while batch := [row for _, row in islice(some, _ROWS)]:
                self.lay(table, by_column(batch))

    def lay(self, table: str, columns: Columns) -> None:
        """Write down rows of a table that are given by column."""
        if table not in self._files:
            path = self._folder / f"{table}.jsonl"
            self._files[table] = self._open.enter_context(path.open("wb", _BUFFER))
            self._years[table] = set()
        self._years[table].update(columns["year"])
        for line in _lines(columns, _ROWS):
            self._longest[table] = max(self._longest.get(table, 0), len(line))
            self._files[table].write(line)

    def write(self, name: str) -> None:
        """Turn what was written down into parts of that name."""
        self._open.close()
        for table in self._files:
            path = self._folder / f"{table}.jsonl"
            years, longest = self._years[table], self._longest[table]
            _pack(self._tables[table], path, self._folder / table, name, longest=longest, years=years)
            path.unlink()


def _lines(columns: Columns, most: int) -> Iterator[bytes]:
    """Write rows in few lines, none of them long unless a row is: a line is read into memory whole."""
    for some in cut(columns, most):
        line, rows = written(some), height(some)
        if len(line) > _LONGEST and rows > 1:
            yield from _lines(some, rows // 2)
        else:
            yield line


def written(row: "Row | Columns") -> bytes:
    """Return a row, or rows by column, as a line of JSON.

    A lone half of a character, which no text may hold, becomes a question mark.
    """
    import msgspec  # of an extra that may not be installed: DuckDB, which is asked for first, says so

    try:
        return msgspec.json.encode(row) + b"\n"
    except ValueError:
        return json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def convert(rows: Path, target: Path, types: dict[str, str], longest: int) -> None:
    """Turn JSON, an object a line, into a Parquet file with columns of these types; bytes stand in base64."""
    workshop().execute(
        f"COPY ({_reading_rows(rows, types, longest)}) TO {quoted(target)} (FORMAT parquet, COMPRESSION zstd)"
    )


def _reading_rows(rows: Path, types: dict[str, str], longest: int) -> str:
    """Return SQL for rows that were written down, one a line."""
    return f"SELECT {_chosen(types)} FROM {_reading_json(rows, types, longest)}"


def _reading_columns(rows: Path, types: dict[str, str], longest: int) -> str:
    """Return SQL for rows that were written down by column, several a line."""
    lists = {name: f"{_of_json(kind)}[]" for name, kind in types.items()}
    return f"SELECT {_chosen(types, 'unnest')} FROM {_reading_json(rows, lists, longest)}"


def _chosen(types: dict[str, str], through: str = "") -> str:
    """Return SQL for columns, each ``through`` a function; bytes stand in base64."""
    values = {name: f"{through}({_column(name)})" for name in types}
    values |= {name: f"from_base64({values[name]})" for name, kind in types.items() if kind == "BLOB"}
    return ", ".join(f"{value} AS {_column(name)}" for name, value in values.items())


def _reading_json(rows: Path, types: dict[str, str], longest: int) -> str:
    """Return SQL for the objects of a file, one a line; DuckDB sets memory aside for twice the longest."""
    shape = ", ".join(f"{_name(name)}: '{_escaped(_of_json(kind))}'" for name, kind in types.items())
    return (
        f"read_json({quoted(rows)}, format='newline_delimited', columns={{{shape}}}, "
        f"maximum_object_size={max(longest, _SHORTEST) + 1})"
    )


def _of_json(kind: str) -> str:
    """Return the type that a column has in JSON."""
    return "VARCHAR" if kind == "BLOB" else kind


def _pack(table: Table, rows: Path, folder: Path, name: str, *, longest: int, years: Collection[int | None]) -> None:
    sql = f"{_reading_columns(rows, table.types | {'year': 'SMALLINT'}, longest)} ORDER BY {', '.join(table.order)}"
    if len(years) == 1:  # to sort rows by year takes a fifth as long again
        (year,) = years
        target = folder / f"year={UNDATED if year is None else year}" / f"{name}.parquet"
        target.parent.mkdir(parents=True)
        workshop().execute(
            f"COPY (SELECT * EXCLUDE year FROM ({sql})) TO {quoted(target)} (FORMAT parquet, {_QUICKLY})"
        )
        return
    workshop().execute(
        f"COPY ({sql}) TO {quoted(folder)} "
        f"(FORMAT parquet, {_QUICKLY}, PARTITION_BY (year), OVERWRITE_OR_IGNORE, FILENAME_PATTERN '{name}-')"
    )
    for path in folder.glob(f"*/{name}-*.parquet"):
        path.rename(path.with_name(f"{name}.parquet"))


def rewrite(sources: Mapping[str, Sequence[Path]], targets: Mapping[str, Path], without: Iterable[str] = ()) -> None:
    """Put the rows of parts into one, table by table, leaving out those of some documents; on all cores.

    They stay as they stand, part after part, each of which is in order: to sort them all takes room for all.
    """
    gone = list(without)
    largest = sorted(sources, key=lambda table: -sum(path.stat().st_size for path in sources[table]))
    # What only passes through needs little room; the connection goes with it, for it keeps 50 MB.
    with (
        closing(connected(threads=1, memory_limit=_ROOM, temp_directory="")) as narrow,
        ThreadPoolExecutor(len(os.sched_getaffinity(0))) as writers,
    ):
        waiting = [writers.submit(_rewrite, narrow, sources[table], targets[table], gone) for table in largest]
        try:
            for each in waiting:
                each.result()
        except BaseException:
            writers.shutdown(wait=False, cancel_futures=True)
            raise


def _rewrite(narrow: "DuckDBPyConnection", sources: Sequence[Path], target: Path, without: list[str]) -> None:
    sql = (
        f"COPY (SELECT * FROM {reading(sources)} WHERE document NOT IN (SELECT unnest($1::VARCHAR[]))) "
        f"TO {quoted(target)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE_BYTES '{_GROUP}')"
    )
    try:
        narrow.cursor().execute(sql, [without])
    except duckdb().OutOfMemoryException:  # a document is larger than a thousand others
        workshop().cursor().execute(sql, [without])


def documents(paths: Iterable[Path]) -> set[str]:
    """Return the documents that some parts hold rows of."""
    there = [path for path in paths if path.exists()]
    if not there:
        return set()
    rows = workshop().execute(f"SELECT DISTINCT document FROM {reading(there)}")
    return {document for (document,) in rows.fetchall()}


def reading(paths: Iterable[Path], *, names: bool = False) -> str:
    """Return SQL that reads some files; with ``names``, a column ``filename`` too."""
    listed = ", ".join(map(quoted, paths))
    return f"read_parquet([{listed}], hive_partitioning=false, filename={str(names).lower()})"


def quoted(path: Path) -> str:
    """Return a path as SQL has it."""
    return f"'{_escaped(str(path))}'"


def _escaped(text: str) -> str:
    return text.replace("'", "''")


def _column(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def _name(name: str) -> str:
    return f"'{_escaped(name)}'"
