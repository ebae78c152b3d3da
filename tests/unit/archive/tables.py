"""The tables of a store, in memory, with what a test puts into them."""

from typing import TYPE_CHECKING, Any

import duckdb

from toolkit.archive.compared import COMPARED
from toolkit.archive.paragraphs import SHORTEST, shape_of
from toolkit.archive.schema import FILES, TABLES
from toolkit.archive.signature import signatures

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Row = dict[str, Any]


def tables(**filled: list[Row]) -> "DuckDBPyConnection":
    """Make all tables; of those that are given, the columns that a row leaves out are NULL."""
    db = duckdb.connect()
    for table in (*TABLES.values(), *COMPARED.values(), FILES):
        types = {**table.types, "year": "SMALLINT"}
        if table.name in {"documents", "failures"}:
            types |= {"path": "VARCHAR", "name": "VARCHAR", "state": "VARCHAR"}
        db.execute(f"CREATE TABLE {table.name} ({', '.join(f'{_named(name)} {kind}' for name, kind in types.items())})")
        for row in filled.get(table.name, []):
            names, marks = ", ".join(map(_named, row)), ", ".join("?" * len(row))
            db.execute(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", list(row.values()))
    return db


def _named(column: str) -> str:
    return f'"{column}"'


def report(document: str, organization: str | None, year: int | None, **more: object) -> Row:
    """Make a row of `documents`."""
    row = {"document": document, "organization": organization, "year": year, "form": "department"}
    counts = dict.fromkeys(("held", "recomputed", "errors", "warnings", "infos"), 0)
    return row | counts | {"key": f"key-{document}", "path": f"{document}.txt", "state": "present"} | more


def paragraph(document: str, text: str, position: int = 0, *, figures: tuple[str, ...] = (), **more: object) -> Row:
    """Make a row of `paragraphs`."""
    assert len(text) >= SHORTEST
    shape = shape_of(text)
    row = {"document": document, "position": position, "start": 0, "end": len(text), "text": text, "shape": shape}
    return row | {"figures": list(figures), "signature": signatures([shape])[0], "standard": False} | more
