"""How long questions to a store of a million claims take; the rows are made straight from the schema."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from benchmarks.archive.running import ROOT

YEARS = range(2018, 2026)
PARTS = 8  # of each year
CLAIMS_OF_ONE = 100  # document
QUESTIONS = {
    "claims by kind and year": "SELECT year, kind, count(*) AS n FROM claims GROUP BY ALL ORDER BY ALL",
    "one rate, by office, over its years": (
        "SELECT office, min(stated_value) AS low, max(stated_value) AS high FROM claims JOIN documents "
        "USING (document) WHERE label = '办结率' GROUP BY ALL HAVING high - low > 15 ORDER BY high - low DESC LIMIT 20"
    ),
    "outliers of each label": (
        "SELECT label, document, stated_value FROM claims QUALIFY row_number() OVER "
        "(PARTITION BY label ORDER BY stated_value DESC) <= 3 ORDER BY ALL"
    ),
    "what the operands add up to": (
        "SELECT o.role, count(*) AS n, sum(o.value) AS total "
        "FROM (SELECT unnest(operands) AS o FROM claims) GROUP BY ALL"
    ),
    "words within claims": "SELECT count(*) AS n FROM claims WHERE text LIKE '%第77项%'",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question: its seconds on an open store, and as a command from start to end."""

    name: str
    rows: int
    inside: float
    command: float

    def lines(self) -> Iterator[str]:
        """Yield what to print."""
        yield f"{self.name:36}  {self.rows:6} rows  {self.inside:5.2f} s  as a command {self.command:5.2f} s (aim 1.0)"


def store_of(path: Path, claims: int) -> int:
    """Make a store of so many claims, a hundred to a document; return the bytes of the claims."""
    from toolkit.archive.parts import duckdb
    from toolkit.archive.store import Store

    Store.opened(path)
    db = duckdb().connect()
    each = max(claims // (len(YEARS) * PARTS), CLAIMS_OF_ONE)
    for number in range(len(YEARS) * PARTS):
        year, first = YEARS[number // PARTS], number * each
        for table, rows, made in (("claims", each, _CLAIMS), ("documents", each // CLAIMS_OF_ONE, _DOCUMENTS)):
            start = first * rows // each
            folder = path / table / f"year={year}"
            folder.mkdir(parents=True, exist_ok=True)
            source = f"WITH n AS (SELECT i FROM range({start}, {start + rows}) r(i)), {made}"
            target = f"'{folder}/part-{number:016x}.parquet' (FORMAT parquet, COMPRESSION zstd)"
            db.execute(f"COPY ({source} SELECT {_columns(table)} FROM made) TO {target}")
    return sum(file.stat().st_size for file in (path / "claims").rglob("*.parquet"))


def _columns(table: str) -> str:
    """Return every column of the schema: those that are made, and the others empty."""
    from toolkit.archive.schema import TABLES

    given = _GIVEN[table].split()
    columns = TABLES[table].types.items()
    return ", ".join(f'CAST({name if name in given else "NULL"} AS {kind}) AS "{name}"' for name, kind in columns)


_GIVEN = {
    "claims": "document position kind label text quote stated stated_value stated_unit operands start",
    "documents": "document format organization office characters",
}
_OPERAND = """{'role': '%s', 'label': NULL, 'text': number || '件', 'digits': number, 'value': number::DOUBLE,
    'upper': NULL, 'unit': '件', 'op': '=', 'base': NULL, 'base_unit': NULL, 'start': start, 'end': start + 4}"""
_CLAIMS = f"""
    whole AS (SELECT i, 100 + (hash(i) % 90000)::INTEGER AS whole FROM n),
    part AS (SELECT *, whole - (hash(i + 1) % 60)::INTEGER AS part FROM whole),
    rate AS (SELECT *, round(100 * part / whole, 2)::VARCHAR AS rate, i % {CLAIMS_OF_ONE} * 97 AS start FROM part),
    made AS (
        SELECT sha256((i // {CLAIMS_OF_ONE})::VARCHAR) AS document, i % {CLAIMS_OF_ONE} AS position, start,
            ['ratio', 'sum', 'growth', 'count'][(hash(i) % 4)::INTEGER + 1] AS kind,
            ['办结率', '合格率', '完成率', '覆盖率', '满意率'][(hash(i + 2) % 5)::INTEGER + 1] AS label,
            rate AS stated, rate::DOUBLE AS stated_value, '%' AS stated_unit,
            '第' || (hash(i + 3) % 997) || '项应办' || whole || '件，办结' || part || '件，占' || rate || '%' AS text,
            text AS quote,
            [{_OPERAND.replace("number", "part::VARCHAR") % "part"},
             {_OPERAND.replace("number", "whole::VARCHAR") % "whole"}] AS operands
        FROM rate)"""
_DOCUMENTS = """
    made AS (SELECT sha256(i::VARCHAR) AS document, 'txt' AS format, '第' || (hash(i) % 997) || '局' AS organization,
        organization AS office, 12000 AS characters FROM n)"""


def asked(store: Path) -> Iterator[Asked]:
    """Ask each question, on an open store and as a command."""
    from toolkit.archive.query import ask, asking, locked
    from toolkit.archive.store import Store

    for name, question in QUESTIONS.items():
        with asking(Store.existing(store)) as connection:
            locked(connection, Store.existing(store))
            start = perf_counter()
            count = sum(map(len, ask(connection, question).batches))
            inside = perf_counter() - start
        command = [sys.executable, "-m", "toolkit", "archive", "query", "--store", store, question, "--format", "csv"]
        start = perf_counter()
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        yield Asked(name=name, rows=count, inside=inside, command=perf_counter() - start)
