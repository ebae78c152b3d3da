"""Questions to a store in SQL, which can neither write nor look at anything else."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.archive import parts
from toolkit.archive.compared import COMPARED
from toolkit.archive.schema import FILES, TABLES, Column, Table
from toolkit.archive.store import Store
from toolkit.errors import UsageFault

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_FILE = tuple(column for column in FILES.columns if column.name in {"root", "path", "name", "state"})
BESIDE = {
    "documents": (*_FILE, Column(name="copies", type="BIGINT", says="有几个文件是这个内容")),
    "failures": _FILE,
}
"""Columns that a question finds beside those of the table itself: those of the first file with these bytes."""

_HERE = "jixiao archive query"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Columns and rows, a batch at a time."""

    columns: tuple[str, ...]
    types: tuple[str, ...]
    batches: Iterator[Sequence[tuple[Any, ...]]]


@contextmanager
def asking(store: Store) -> "Iterator[DuckDBPyConnection]":
    """Yield a connection with a view for every table, for our own questions: see `locked` for those of others.

    The view `documents` has beside its columns ``path``, ``name`` and ``state`` of the first file that is there, and
    ``copies``, how many files have these bytes. `failures` has the same, and the files that could not even be opened.
    """
    connection = parts.connected(python_enable_replacements=False)
    try:
        connection.execute("CREATE SCHEMA _own")  # what the views are made of is none of the tables to show
        for table in TABLES.values():
            own = table.name in {"documents", "failures"}
            view = f"_own.{table.name}" if own else table.name
            connection.execute(f"CREATE VIEW {view} AS {_select(store, table)}")
        for table in COMPARED.values():
            connection.execute(f"CREATE VIEW {table.name} AS {_select(store, table)}")
        connection.execute(f"CREATE VIEW files AS {_files(store)}")
        for sql in _VIEWS:
            connection.execute(sql)
        yield connection
    finally:
        connection.close()


_VIEWS = (
    """CREATE VIEW _own.first AS
        SELECT document, first.root, first.path, first.name, first.state, copies FROM (
            SELECT document, min({gone: state != 'present', root: root, path: path, name: name, state: state}) AS first,
                count(*) FILTER (state = 'present') AS copies
            FROM files WHERE document IS NOT NULL GROUP BY document)""",
    """CREATE VIEW documents AS SELECT d.*, f.root, f.path, f.name, f.state, f.copies
        FROM _own.documents d LEFT JOIN _own.first f USING (document)""",
    """CREATE VIEW failures AS
        SELECT d.document, f.root, f.path, f.name, f.state, d.kind, d.message, d.attempts
        FROM _own.failures d LEFT JOIN _own.first f USING (document)
        UNION ALL SELECT NULL, root, path, name, state, 'unreadable', why, 1 FROM files WHERE state = 'unreadable'""",
)


def locked(connection: "DuckDBPyConnection", store: Store) -> None:
    """Leave a connection nothing but to read the store; there is no way back."""
    folder = f"{store.path.resolve()}/".replace("'", "''")
    connection.execute("SET temp_directory = ''")
    connection.execute(f"SET allowed_directories = ['{folder}']")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def ask(connection: "DuckDBPyConnection", sql: str) -> Answer:
    """Return the answer to a question; refuse what is none."""
    duckdb = parts.duckdb()
    try:
        statements = duckdb.extract_statements(sql)
        if len(statements) != 1:
            raise UsageFault("要写一条 SQL，不多不少", _HERE, "请每次查询一条 SELECT。")
        # Within the store's folder DuckDB itself would let COPY write.
        if statements[0].type != duckdb.StatementType.SELECT:
            raise UsageFault("只能查询，不能改动", _HERE, "请写一条 SELECT（或 DESCRIBE、SHOW TABLES）。")
        result = parts.answered(connection, lambda: connection.execute(statements[0]))
        columns = result.description or []
    except duckdb.Error as error:
        raise _unanswered(error) from error
    return Answer(
        columns=tuple(str(column[0]) for column in columns),
        types=tuple(str(column[1]) for column in columns),
        batches=_batches(result),
    )


def _batches(result: "DuckDBPyConnection") -> Iterator[Sequence[tuple[Any, ...]]]:
    try:
        while batch := parts.answered(result, lambda: result.fetchmany(1024)):
            yield batch
    except parts.duckdb().Error as error:
        raise _unanswered(error) from error


_TABLES_AND_COLUMNS = "用 --tables 列出有哪些表和列。"
_SAID = (
    (r'Referenced column "(.+?)" not found', "没有列 {}", f"文字要用单引号括起；{_TABLES_AND_COLUMNS}"),
    (r'does not have a column named "(.+?)"', "没有列 {}", _TABLES_AND_COLUMNS),
    (r"Table with name (.+?) does not exist", "没有表 {}", _TABLES_AND_COLUMNS),
    (r"Function with name (.+?) does not exist", "没有函数 {}", "函数见 DuckDB 的说明。"),
    (
        r'syntax error at or near "(.+?)"',
        "SQL 在 {} 附近写错了",
        "请检查标点和拼写；作列名的 end 要加双引号。",
    ),
    (r"^Permission Error", "不能读存储以外的文件", "请只查询存储里的表，用 --tables 列出。"),
    (r"^Out of Memory", "内存不够", "请缩小查询的范围，如加上 WHERE、LIMIT。"),
)
"""What people run into most, in Chinese; the rest is passed on as DuckDB says it, which is English."""


def _unanswered(error: Exception) -> UsageFault:
    """Say what is wrong with a question."""
    said = str(error)
    if "pytz" in said:
        return UsageFault("带时区的时间不能直接输出", _HERE, "请转成文字，如 now()::VARCHAR。")
    for pattern, what, todo in _SAID:
        if found := re.search(pattern, said):
            return UsageFault(what.format(*found.groups()) + _near(said), _HERE, todo)
    first = " ".join(said.partition("\n\n")[0].split())
    return UsageFault(f"SQL 不能执行（{first[:300]}）", _HERE, _TABLES_AND_COLUMNS)


def _near(said: str) -> str:
    """Return the columns that may have been meant."""
    _, _, listed = said.partition("Candidate bindings: ")
    names = re.findall(r'"(.+?)"', listed.partition("\n")[0])[:3]
    return f"（相近的有 {'、'.join(names)}）" if names else ""


def _select(store: Store, table: Table) -> str:
    """Return SQL for all rows of a table; with its columns even where there are none, or an older store lacks some."""
    empty = ", ".join(f'NULL::{kind} AS "{name}"' for name, kind in {**table.types, "year": "SMALLINT"}.items())
    nothing = f"SELECT {empty} WHERE false"
    paths = sorted(store.of(table.name))
    if not paths:
        return nothing
    listed = ", ".join(map(parts.quoted, paths))
    return (
        f"{nothing} UNION ALL BY NAME SELECT * FROM read_parquet([{listed}], hive_partitioning=true, "
        "hive_types={'year': SMALLINT}, union_by_name=true)"
    )


def _files(store: Store) -> str:
    empty = ", ".join(f'NULL::{kind} AS "{name}"' for name, kind in FILES.types.items())
    if not store.files.exists():
        return f"SELECT {empty} WHERE false"
    return f"SELECT * FROM {parts.reading([store.files.resolve()])}"
