"""The tables that only the whole archive can give: which reports are two years of one office, and what was copied.

They are made anew after every run that changed something. A mark says of what they were made; without it, or with
another, they are out of date.
"""

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.archive.parts import Sheets, give_back
from toolkit.archive.schema import FINDINGS, Column, Table, table
from toolkit.archive.store import Store, write

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from toolkit.archive.rows import Row

PAIRS = table(
    "pairs",
    "一行是一份报告和同一单位的上年报告",
    """
    document VARCHAR — 文件内容的 SHA-256
    prior VARCHAR — 上年报告
    how VARCHAR — name（同名）、rank（镇改街道一类）、renamed（更名，见 knowledge/organizations.toml）
    note VARCHAR — 名称不同的，上年和本年各叫什么
    key VARCHAR — 由两份报告和各版本算出，没有变化就不再对照
    """,
    order="document",
)

DOUBTS = table(
    "doubts",
    "一行是一份没有与上年对照的报告及原因；同一号的几行是同一件事",
    """
    number INTEGER — 第几件
    document VARCHAR — 文件内容的 SHA-256
    why VARCHAR — several_reports、several_offices、several_predecessors、several_successors、merged、split、failed
    message VARCHAR — 原因
    """,
    order="number, document",
)

YEAR_FINDINGS = Table(
    name="year_findings",
    says="一行一条与上年报告对照的发现（YR 各项）",
    columns=(
        FINDINGS.columns[0],
        Column(name="prior", type="VARCHAR", says="上年报告"),
        *FINDINGS.columns[1:],
    ),
    order=FINDINGS.order,
)

COPIES = table(
    "copies",
    "一行一个与别处雷同的段落；同一号的几行互相雷同",
    """
    number INTEGER — 第几组，要紧的在前
    kind VARCHAR — offices（单位之间）、years（同一单位各年之间）
    figures VARCHAR — same（数字也相同）、none（没有数字）、other（数字不同，套用文字）
    shared VARCHAR[] — 照搬的数字，折成基本单位
    document VARCHAR — 文件内容的 SHA-256
    position INTEGER — 第几段
    start INTEGER — 在文字里从第几个字起
    end INTEGER — 到第几个字止（不含）
    owner VARCHAR — 单位，按档案里最全的名称
    same BOOLEAN — 这一段的数字是否与同组另一段相同
    text VARCHAR — 段落
    """,
    order="number, document, position",
)

COMPARED = {each.name: each for each in (PAIRS, DOUBTS, YEAR_FINDINGS, COPIES)}

_PART = "all"


def mark(db: "DuckDBPyConnection", edition: str) -> str:
    """Return what the tables would be made of now: every document as it was worked through, and how we compare."""
    ((documents,),) = db.execute(
        """
        SELECT md5(coalesce(string_agg(key, '' ORDER BY key), '')) FROM documents
        WHERE state IS DISTINCT FROM 'deleted'
        """
    ).fetchall()
    return f"{edition}/{documents}"


def marked(store: Store) -> str | None:
    """Return what the tables that are there were made of."""
    try:
        said = json.loads((store.work / "compared.json").read_bytes())["mark"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return str(said)


def replace(store: Store, tables: "Iterable[Iterable[tuple[str, Row]]]", said: str) -> None:
    """Put new tables in the place of the old ones, made of the rows of some and then of the others.

    Broken off, they count as out of date.
    """
    with scratch(store, "compared") as folder:
        for rows in tables:
            with Sheets(folder, COMPARED) as sheets:
                sheets.add(rows)
                give_back()
                sheets.write(_PART)
        (store.work / "compared.json").unlink(missing_ok=True)
        for name in COMPARED:
            shutil.rmtree(store.path / name, ignore_errors=True)
            if (folder / name).exists():
                (folder / name).rename(store.path / name)
        write(store.work / "compared.json", json.dumps({"mark": said}) + "\n")


@contextmanager
def scratch(store: Store, name: str) -> Iterator[Path]:
    """Yield an empty folder of this process, gone when we leave; what a run that was killed leaves the next clears."""
    folder = store.unfinished / f"{name}.{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
