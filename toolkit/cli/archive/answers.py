"""Answers of a store, written out: a table to look at, or CSV, JSON, Parquet for other programs."""

import csv
import io
import json
import sys
import tempfile
from base64 import b64encode
from collections.abc import Callable, Iterator
from itertools import chain, islice
from math import isfinite
from pathlib import Path
from typing import Any

from toolkit.archive.compared import COMPARED
from toolkit.archive.query import BESIDE, Answer, ask, asking, locked
from toolkit.archive.schema import FILES, TABLES
from toolkit.archive.store import Store
from toolkit.cli.files import admit, write_file
from toolkit.cli.tell import tell
from toolkit.report import legible
from toolkit.report.table import harmless

_MOST = 500
"""Rows of a table to look at; more are for a file."""


def show(store: Store, sql: str, form: str, out: Path | None) -> None:
    """Ask, and write the answer to standard output or to a file."""
    writers: dict[str, Callable[[Answer], Iterator[bytes]]] = {
        "table": lambda answer: _table(answer, wide=out is not None),
        "csv": _csv,
        "json": _json,
        "parquet": _parquet,
    }
    with asking(store) as connection:
        locked(connection, store)
        chunks = writers[form](ask(connection, sql))
        if out is not None:
            admit(out, [])
            write_file(chunks, out)
            return
        for chunk in chunks:
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()


def show_tables() -> None:
    """List the tables with their columns."""
    from rich.console import Console
    from rich.table import Table

    console = Console(soft_wrap=False)
    others = (table for table in TABLES.values() if table.name != "documents")
    for table in (TABLES["documents"], *others, *COMPARED.values(), FILES):
        grid = Table(title=f"{table.name}：{table.says}", title_justify="left", title_style="bold", expand=False)
        for heading in ("列", "类型", "含义"):
            grid.add_column(heading, overflow="fold")
        for column in (*table.columns, *BESIDE.get(table.name, ())):
            kind = "STRUCT[]" if column.type.startswith("STRUCT") else column.type
            grid.add_row(column.name, kind, column.says)
        if table is not FILES:
            grid.add_row("year", "SMALLINT", "年度；没有写明的为 NULL")
        console.print(grid)
        console.print()


def _table(answer: Answer, *, wide: bool) -> Iterator[bytes]:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(header_style="bold")
    for name, kind in zip(answer.columns, answer.types, strict=True):
        grid.add_column(Text(legible(name)), justify="right" if _is_number(kind) else "left", overflow="fold")
    rows = chain.from_iterable(answer.batches)
    shown = 0
    for row in islice(rows, _MOST):
        grid.add_row(*(Text(legible(_text(cell))) for cell in row))
        shown += 1
    page = io.StringIO()
    console = Console(file=page, width=1000) if wide else Console(file=page, width=Console().width)
    console.print(grid)
    yield page.getvalue().encode("utf-8", "backslashreplace")
    if next(rows, None) is not None:
        tell(f"只显示了前 {shown} 行；要全部，请加 LIMIT，或用 --format csv -o 文件")


def _csv(answer: Answer) -> Iterator[bytes]:
    """Yield CSV with a mark at the front that tells Excel that this is UTF-8."""
    yield b"\xef\xbb\xbf" + _line(answer.columns)
    for batch in answer.batches:
        for row in batch:
            yield _line(["" if cell is None else _harmless(cell) for cell in row])


def _line(cells: Any) -> bytes:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue().encode("utf-8", "backslashreplace")


def _harmless(cell: Any) -> Any:
    """Keep a spreadsheet from running text that looks like a formula; a negative number is none."""
    text = _text(cell)
    try:
        float(text)
    except ValueError:
        return harmless(text)
    return text


def _json(answer: Answer) -> Iterator[bytes]:
    """Yield a list with an object for each row, a line each."""
    before = "[\n"
    for row in chain.from_iterable(answer.batches):
        yield (before + json.dumps(_object(answer, row), ensure_ascii=False)).encode("utf-8", "backslashreplace")
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"


def _parquet(answer: Answer) -> Iterator[bytes]:
    """Yield a Parquet file; the connection that asks may write none, so another one does."""
    from toolkit.archive import parts

    with tempfile.TemporaryDirectory() as folder:
        rows, made = Path(folder, "rows.jsonl"), Path(folder, "rows.parquet")
        longest = 0
        with rows.open("wb") as file:
            for row in chain.from_iterable(answer.batches):
                longest = max(longest, file.write(parts.written(_object(answer, row))))
        parts.convert(rows, made, dict(zip(answer.columns, answer.types, strict=True)), longest)
        with made.open("rb") as file:
            yield from iter(lambda: file.read(1 << 20), b"")


def _object(answer: Answer, row: tuple[Any, ...]) -> dict[str, Any]:
    return {name: _plain(cell) for name, cell in zip(answer.columns, row, strict=True)}


def _plain(cell: Any) -> Any:
    """Return a value as JSON has it: decimals and dates as text, bytes in base64."""
    match cell:
        case float():
            return cell if isfinite(cell) else None
        case None | bool() | int() | str():
            return cell
        case bytes():
            return b64encode(cell).decode()
        case list() | tuple():
            return [_plain(each) for each in cell]
        case dict():
            return {str(key): _plain(value) for key, value in cell.items()}
    return str(cell)


def _text(cell: Any) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case list() | tuple() | dict():
            return json.dumps(_plain(cell), ensure_ascii=False)
        case bytes():
            return b64encode(cell).decode()
    return str(cell)


def _is_number(kind: str) -> bool:
    return kind.endswith("INT") or kind.startswith(("INTEGER", "DOUBLE", "FLOAT", "DECIMAL", "NUMBER"))
