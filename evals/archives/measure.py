"""`python -m evals.archives.measure STORE TRUTH`: what an archive found, held against what was planted in it."""

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table

from evals.archives.copied import Copies, held_against
from evals.archives.truth import Fault, Made, Truth, load
from evals.page import show
from evals.planted import PLACELESS, severities
from evals.results import Clean, Outcome, Told, Trial

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

RECALL, PRECISION = 0.95, 0.98  # of copies
_YEARS = "YR"  # checks that need last year's report: told where the archive pairs years, not in `findings`
_HINT_NEAR = 120  # characters from a fault: a hint there may rest on its figures
_LONG = 60


def opened(store: Path) -> "DuckDBPyConnection":
    """Return a connection with a view for each table of a store, as anybody may open it."""
    import duckdb

    db = duckdb.connect()
    for folder in sorted(path for path in store.iterdir() if path.is_dir() and not path.name.startswith(".")):
        parts = str(folder / "*" / "*.parquet").replace("'", "''")
        db.execute(
            f'CREATE VIEW "{folder.name}" AS SELECT * FROM read_parquet('
            f"'{parts}', hive_partitioning = true, hive_types = {{'year': INTEGER}}, union_by_name = true)"
        )
    for file in store.glob("*.parquet"):
        name = str(file).replace("'", "''")
        db.execute(f"CREATE VIEW \"{file.stem}\" AS SELECT * FROM read_parquet('{name}')")
    return db


def paths(db: "DuckDBPyConnection") -> dict[str, set[str]]:
    """Return the files of each document."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for document, path in db.execute("SELECT document, path FROM files WHERE state = 'present'").fetchall():
        found[document].add(path)
    return found


def faults(db: "DuckDBPyConnection", truth: Truth) -> Outcome:
    """Hold the findings of a store against the faults; a document with one is a trial, one without must be clean."""
    made = {each.path: each for each in truth.documents}
    planted = {each.path: each for each in truth.faults if not each.code.startswith(_YEARS)}
    spoilt = {each.path for each in truth.faults} - planted.keys()
    told = _told(db)
    figures = _figures(db)
    outcome = Outcome(severities())
    for document, files in paths(db).items():
        for path in files & made.keys():
            if path in planted:
                outcome.trials.append(_trial(planted[path], told[document]))
            elif path not in spoilt:
                outcome.clean += _clean(made[path], told[document], figures.get(document, (0, 0, 0)))
    return outcome


_Finding = tuple[Told, list[tuple[int, int]]]


def _told(db: "DuckDBPyConnection") -> defaultdict[str, list[_Finding]]:
    """Return the findings of each document with all the places that they cite."""
    found: defaultdict[str, list[_Finding]] = defaultdict(list)
    rows = db.execute("SELECT document, code, severity, quote, message, evidence FROM findings ORDER BY ALL").fetchall()
    for document, code, severity, quote, message, evidence in rows:
        told = Told(code, severity, f"{(quote or '')[:_LONG]}：{message[:_LONG]}")
        found[document].append((told, [(each["start"], each["end"]) for each in evidence or ()]))
    return found


def _figures(db: "DuckDBPyConnection") -> dict[str, tuple[int, int, int]]:
    rows = db.execute("SELECT document, figures, in_facts, checked FROM documents").fetchall()
    return {document: tuple(counts) for document, *counts in rows}  # type: ignore[misc]


def _trial(fault: Fault, findings: list[_Finding]) -> Trial:
    found, false, consequences = [], [], []
    for told, places in findings:
        if fault.code == told.code and (fault.code in PLACELESS or _touches(fault, places)):
            found.append(told)
        elif _touches(fault, places) or (told.severity == "info" and _touches(fault, places, _HINT_NEAR)):
            consequences.append(told)
        else:
            false.append(told)
    return Trial(fault.code, fault.path, found[0] if found else None, tuple(false), tuple(consequences))


def _touches(fault: Fault, places: list[tuple[int, int]], near: int = 0) -> bool:
    return any(start < place.end + near and place.start < end + near for start, end in places for place in fault.places)


def _clean(made: Made, findings: list[_Finding], figures: tuple[int, int, int]) -> Clean:
    return Clean(1, made.characters, *figures, [told for told, _ in findings])


def copies(db: "DuckDBPyConnection", truth: Truth) -> Copies:
    """Hold what the archive tells of copied text against what was copied."""
    from toolkit.archive.copies import copies as told

    return held_against(truth, told(db), paths(db))


def page(found: Copies, console: Console, *, missed: bool = False) -> None:
    """Print how many copies were found, by sort."""
    table = Table(box=None, header_style="bold")
    table.add_column("照抄")
    for head in ("植入", "发现", "召回率", "数字说对"):
        table.add_column(head, justify="right")
    names = {"offices": "单位之间", "years": "本单位上年", "kept": "照旧", "edited": "略改", "changed": "换了"}
    for sort, each in sorted(found.sorts.items()):
        between, words, figures = (names[word.split()[-1]] for word in sort.split(", "))
        cells = str(each.planted), str(each.found), f"{each.share:.1%}", str(each.figures)
        table.add_row(f"{between}，文字{words}，数字{figures}", *cells)
    console.print("\n照抄的段落")
    console.print(table)
    verdict = "达到" if found.recall >= RECALL and found.precision >= PRECISION else "未达到"
    console.print(
        f"  召回率 {found.recall:.1%}，精确率 {found.precision:.1%}（说到 {found.told} 段，{found.right} 段说对）；"
        f"目标 ≥ {RECALL:.0%}、≥ {PRECISION:.0%}，{verdict}"
    )
    if missed:
        for each in found.missed:
            console.print(f"  未发现 {each}", markup=False, soft_wrap=True)
        for texts in found.false:
            console.print(f"  误报 {' ｜ '.join(texts)}", markup=False, soft_wrap=True)


@click.command()
@click.argument("store", metavar="存储", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("truth", metavar="真相", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--missed", is_flag=True, help="列出未发现的和误报的")
@click.option("--json", "out", type=click.Path(path_type=Path, dir_okay=False), metavar="文件", help="结果另存为 JSON")
def main(store: Path, truth: Path, missed: bool, out: Path | None) -> None:
    """把档案库的发现和植入的错误、照抄的段落对照，算出召回率和精确率。照抄没有达到目标时，退出码为 1。"""
    known, db = load(truth), opened(store)
    outcome, found = faults(db, known), copies(db, known)
    console = Console(highlight=False)
    show(outcome, console, missed=missed)
    page(found, console, missed=missed)
    if out:
        result: dict[str, Any] = {"faults": outcome.json(), "copies": found.json()}
        out.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.exit(found.recall < RECALL or found.precision < PRECISION)


if __name__ == "__main__":
    main()
