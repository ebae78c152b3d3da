"""`python -m evals.archives.measure STORE TRUTH`: what an archive found, held against what was planted in it."""

import json
import sys
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table

from evals.archives.copied import Copies, Passage, held_against
from evals.archives.truth import Fault, Made, Truth, load
from evals.page import show
from evals.planted import PLACELESS, severities
from evals.results import Clean, Outcome, Told, Trial

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

RECALL, PRECISION = 0.95, 0.98  # of copies
_YEARS = "YR"  # checks that need last year's report
_TWICE = "DP01"  # words said twice: what is copied may hold some that stand there already
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
    planted = {each.path: each for each in truth.faults}
    told, figures = _told(db), _figures(db)
    outcome = Outcome(severities())
    for document, files in paths(db).items():
        for path in files & made.keys():
            findings = [each for each in told[document] if not _rightly(truth, made[path], planted, *each)]
            if path in planted:
                outcome.trials.append(_trial(planted[path], findings))
            else:
                outcome.clean += _clean(made[path], findings, figures.get(document, (0, 0, 0)))
    return outcome


def _rightly(truth: Truth, made: Made, planted: dict[str, Fault], told: Told, places: list[tuple[int, int]]) -> bool:
    """Tell whether a finding comes of what was copied, or, against last year's report, of a fault there."""
    of_years = told.code.startswith(_YEARS)
    if of_years and (made.office, made.year - 1) in _spoilt(truth, planted):
        return True
    return (of_years or told.code == _TWICE) and any(
        start < copied.copy.end and copied.copy.start < end
        for copied in truth.copies
        if copied.copy.path == made.path and (copied.between == "years" or not of_years)
        for start, end in places
    )


def _spoilt(truth: Truth, planted: dict[str, Fault]) -> set[tuple[int, int]]:
    return {(each.office, each.year) for each in truth.documents if each.path in planted}


_Finding = tuple[Told, list[tuple[int, int]]]


def _told(db: "DuckDBPyConnection") -> defaultdict[str, list[_Finding]]:
    """Return the findings of each document, against last year's report too, with all the places that they cite."""
    found: defaultdict[str, list[_Finding]] = defaultdict(list)
    for table in ("findings", "year_findings"):
        rows = _rows(db, table, "document, code, severity, quote, message, evidence")
        for document, code, severity, quote, message, evidence in rows:
            told = Told(code, severity, f"{(quote or '')[:_LONG]}：{message[:_LONG]}")
            found[document].append((told, [(each["start"], each["end"]) for each in evidence or ()]))
    return found


def _rows(db: "DuckDBPyConnection", table: str, columns: str) -> list[tuple[Any, ...]]:
    """Return rows of a table in an order of their own; none where the store has no such table."""
    if (table,) not in db.execute("SELECT table_name FROM information_schema.tables").fetchall():
        return []
    rows: list[tuple[Any, ...]] = db.execute(f"SELECT {columns} FROM {table} ORDER BY ALL").fetchall()
    return rows


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
    groups: defaultdict[int, list[Passage]] = defaultdict(list)
    for number, document, start, end, same, text in _rows(db, "copies", 'number, document, start, "end", same, text'):
        groups[number].append(Passage(document=document, start=start, end=end, same=same, text=text))
    return held_against(truth, groups.values(), paths(db))


@dataclass(frozen=True, slots=True)
class Pairs:
    """Reports with one of the same office the year before: how many there are, are told, and are rightly told."""

    known: int
    told: int
    right: int
    renamed: int  # of those right, how many under another name


def pairs(db: "DuckDBPyConnection", truth: Truth) -> Pairs:
    """Hold the pairs of years against the offices that the reports are of."""
    of = {(each.office, each.year): each for each in truth.documents}
    known = {
        (each.path, of[each.office, each.year - 1].path)
        for each in truth.documents
        if (each.office, each.year - 1) in of
    }
    called = {each.path: each.organization for each in truth.documents}
    files = {document: min(found) for document, found in paths(db).items()}
    told = {(files[this], files[last]) for this, last in _rows(db, "pairs", "document, prior")}
    right = known & told
    return Pairs(len(known), len(told), len(right), sum(called[this] != called[last] for this, last in right))


def compared(store: Path, knowledge: Path | None = None, workers: int = 2) -> None:
    """Have years and copies compared, where the store has not compared what it holds now."""
    from toolkit.archive.compare import compare
    from toolkit.archive.store import Store
    from toolkit.archive.task import Terms

    existing = Store.existing(store)
    with existing.held():
        compare(existing, Terms(knowledge=knowledge), workers)


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
@click.option(
    "--knowledge", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="目录", help="同 archive run"
)
@click.option("--missed", is_flag=True, help="列出未发现的和误报的")
@click.option("--json", "out", type=click.Path(path_type=Path, dir_okay=False), metavar="文件", help="结果另存为 JSON")
def main(store: Path, truth: Path, knowledge: Path | None, missed: bool, out: Path | None) -> None:
    """把档案库的发现和植入的错误、照抄的段落对照，算出召回率和精确率。照抄没有达到目标时，退出码为 1。"""
    compared(store, knowledge)
    known, db = load(truth), opened(store)
    outcome, found, years = faults(db, known), copies(db, known), pairs(db, known)
    console = Console(highlight=False)
    show(outcome, console, missed=missed)
    page(found, console, missed=missed)
    console.print(
        f"\n两年对照：应有 {years.known} 对，对上 {years.told} 对，"
        f"对得对的 {years.right} 对（其中更名的 {years.renamed} 对）"
    )
    if out:
        result: dict[str, Any] = {"faults": outcome.json(), "copies": found.json(), "pairs": asdict(years)}
        out.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.exit(found.recall < RECALL or found.precision < PRECISION)


if __name__ == "__main__":
    main()
