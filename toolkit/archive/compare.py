"""What only the whole archive shows, worked out after a run and kept in tables: years of one office, and copies."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.archive.compared import mark, marked, replace, scratch
from toolkit.archive.edition import edition
from toolkit.archive.query import asking
from toolkit.archive.store import Store
from toolkit.archive.task import Terms

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from toolkit.archive.rows import Row

    Rows = Iterator[tuple[str, Row]]


def load() -> None:
    """Load what comparing takes: a third of a second, which it need not take later, when nobody else is at work."""
    for name in ("toolkit.archive.copies", "toolkit.archive.years", "rapidfuzz.process", "scipy.sparse.csgraph"):
        import_module(name)


def compare(store: Store, terms: Terms, workers: int) -> bool:
    """Bring the tables up to date with the documents; return whether there was anything to do.

    The store must be held. What was found of pairs that did not change is taken over.
    """
    with asking(store) as db:
        said = mark(db, edition(terms).key(""))
        if marked(store) == said:
            return False
        spill = str(store.work / "spill").replace("'", "''")
        db.execute(f"SET temp_directory = '{spill}'")
        db.execute("SET threads = 1")  # two take twice the memory, and no less time: most of it goes by elsewhere
        with scratch(store, "comparing") as folder:
            replace(store, _tables(db, terms, workers, folder), said)
    return True


def up_to_date(store: Store) -> bool:
    """Tell whether the tables are of the documents that are there; of none there is nothing to tell."""
    said = marked(store)
    if said is None and not any(store.parts()):
        return True
    with asking(store) as db:
        return said is not None and mark(db, said.partition("/")[0]) == said


def _tables(db: "DuckDBPyConnection", terms: Terms, workers: int, folder: Path) -> "Iterator[Rows]":
    """Yield the rows of the tables of years, then those of copies: the first are packed before the others are made."""
    from toolkit.archive.auditor import auditor
    from toolkit.archive.offices import lay_out
    from toolkit.archive.years import pairing_of, year_rows

    found = pairing_of(db, auditor(terms).knowledge)
    yield year_rows(db, found, terms, workers, folder)
    lay_out(db, [(pair.prior.organization, pair.report.organization) for pair in found.pairs if pair.note])
    yield _copied(db, folder)


def _copied(db: "DuckDBPyConnection", folder: Path) -> "Rows":
    from toolkit.archive.copies import copies

    for number, copy in enumerate(copies(db, folder), 1):
        for passage in copy.passages:
            yield (
                "copies",
                {
                    "number": number,
                    "kind": copy.kind.value,
                    "figures": copy.figures.value,
                    "shared": list(copy.shared),
                    "document": passage.document,
                    "year": passage.year,
                    "position": passage.position,
                    "start": passage.start,
                    "end": passage.end,
                    "owner": passage.owner,
                    "same": passage.same,
                    "text": passage.text,
                },
            )
