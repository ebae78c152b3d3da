"""The checks of two years (YR…) over the pairs of an archive, from what was kept of each report: none is read again."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.archive.auditor import Auditor, auditor
from toolkit.archive.engines.local import pool
from toolkit.archive.pair import Doubt, Pair, Pairing, Report, Why, pairing
from toolkit.archive.reading import restored
from toolkit.archive.rows import BUILDERS, Row
from toolkit.archive.spool import Spool, spool, taken
from toolkit.archive.task import Terms
from toolkit.knowledge import Knowledge

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

TOGETHER = 32
"""Pairs that a worker is given at once; most of their reports are in two of them and restored only once."""
_FEW = 8
_YEAR = r"(19|20)\d\d\s*年?度?|\s"
_SECONDS = 600
_AHEAD = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Pairs of documents to look at, and where in a file stands what was kept of each."""

    terms: Terms
    pairs: tuple[tuple[str, str], ...]
    path: Path
    places: dict[str, tuple[int, int]]


def pairing_of(db: "DuckDBPyConnection", knowledge: Knowledge) -> Pairing:
    """Pair the reports of an archive; only those that name an organization and a year can be."""
    rows = db.execute(
        """
        SELECT document, organization, year, form,
               CASE WHEN form = 'project' THEN coalesce(regexp_replace(title, $1, '', 'g'), '') ELSE '' END AS subject
        FROM documents
        WHERE organization IS NOT NULL AND year IS NOT NULL AND form IN ('department', 'project')
              AND state IS DISTINCT FROM 'deleted'
        """,
        [_YEAR],
    )
    names = ("document", "organization", "year", "form", "subject")
    return pairing((Report(**dict(zip(names, values, strict=True))) for values in rows.fetchall()), knowledge)


def year_rows(
    db: "DuckDBPyConnection", found: Pairing, terms: Terms, workers: int, folder: Path
) -> Iterator[tuple[str, Row]]:
    """Yield the rows of `pairs`, `doubts` and `year_findings`; what was found of unchanged pairs is taken over.

    In ``folder`` lies for a while what is needed of the documents.
    """
    judge = auditor(terms)
    keys = _keys(db, judge, found.pairs)
    known = {key for (key,) in db.execute("SELECT key FROM pairs").fetchall()} & set(keys.values())
    for pair in found.pairs:
        yield (
            "pairs",
            {
                **_of(pair.report),
                "prior": pair.prior.document,
                "how": pair.how.value,
                "note": pair.note or None,
                "key": keys[pair],
            },
        )
    yield from (("year_findings", row) for row in _taken_over(db, known))
    lost: list[Doubt] = []
    todo = [pair for pair in found.pairs if keys[pair] not in known]
    years = {pair.report.document: pair.report.year for pair in todo}
    with spool(folder / "readings") as laid:
        readings = _Readings(db, todo, laid)
        for row in _looked_at(readings, terms, todo, workers, lost):
            yield "year_findings", {**row, "year": years[row["document"]]}
    for number, doubt in enumerate((*found.doubts, *lost), 1):
        for report in doubt.reports:
            yield "doubts", {**_of(report), "number": number, "why": doubt.why.value, "message": doubt.message}


def _of(report: Report) -> Row:
    return {"document": report.document, "year": report.year}


def _keys(db: "DuckDBPyConnection", judge: Auditor, pairs: Sequence[Pair]) -> dict[Pair, str]:
    """Return what each pair was looked at with: both documents as they were worked through."""
    edition = dict(db.execute("SELECT document, key FROM documents").fetchall())
    said = {
        pair: f"{edition[pair.report.document]}{edition[pair.prior.document]}{judge.edition.key('')}" for pair in pairs
    }
    return {pair: sha256(text.encode()).hexdigest()[:32] for pair, text in said.items()}


def _taken_over(db: "DuckDBPyConnection", known: set[str]) -> Iterator[Row]:
    rows = db.execute(
        """
        SELECT f.* FROM year_findings f JOIN pairs p USING (document, prior)
        WHERE p.key IN (SELECT unnest($1::VARCHAR[]))
        """,
        [sorted(known)],
    )
    names = [column[0] for column in rows.description or []]
    while many := rows.fetchmany(1000):
        for values in many:
            yield dict(zip(names, values, strict=True))


class _Readings:
    """What was kept of the documents of some pairs, laid down in one file: each is read from the store only once."""

    def __init__(self, db: "DuckDBPyConnection", pairs: Sequence[Pair], laid: Spool) -> None:
        self._spool = laid
        needed = {report.document for pair in pairs for report in (pair.report, pair.prior)}
        self._numbers: dict[str, int] = {}
        if not needed:
            return
        rows = db.execute(
            "SELECT document, reading FROM readings WHERE document IN (SELECT unnest($1::VARCHAR[]))", [sorted(needed)]
        )
        while many := rows.fetchmany(TOGETHER):
            self._numbers |= {document: self._spool.lay(reading) for document, reading in many}

    def look(self, terms: Terms, pairs: Sequence[Pair]) -> Look:
        """Return what a worker is told of some pairs; without a reading it can only fail, and its pair is told of."""
        both = tuple((pair.report.document, pair.prior.document) for pair in pairs)
        needed = sorted({document for pair in both for document in pair} & self._numbers.keys())
        places = self._spool.places(map(self._numbers.__getitem__, needed))
        return Look(terms=terms, pairs=both, path=self._spool.path, places=dict(zip(needed, places, strict=True)))


def _looked_at(
    readings: _Readings, terms: Terms, pairs: Sequence[Pair], workers: int, lost: list[Doubt]
) -> Iterator[Row]:
    """Yield what is found; a pair that ends its worker, or takes too long, is lost."""
    ordered = sorted(pairs, key=lambda pair: (pair.report.organization, pair.report.year, pair.report.document))
    waiting = [ordered[i : i + TOGETHER] for i in range(0, len(ordered), TOGETHER)]
    if len(ordered) <= _FEW:
        for some in waiting:
            yield from look_at(readings.look(terms, some))
        return
    cores = min(workers, len(os.sched_getaffinity(0)))  # of a cluster only this machine
    working = pool(cores)
    running: dict[Future[list[Row]], list[Pair]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < cores * _AHEAD:
                some = waiting.pop(0)
                running[working.schedule(look_at, args=[readings.look(terms, some)], timeout=_SECONDS)] = some
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                some = running.pop(future)
                try:
                    yield from future.result()
                except Exception:  # noqa: BLE001 — whatever it was, the other pairs are not to be lost with it
                    if len(some) > 1:
                        waiting += [[pair] for pair in some]
                    else:
                        lost.append(_lost(some[0]))
        working.close()  # type: ignore[no-untyped-call]
    except BaseException:
        working.stop()  # type: ignore[no-untyped-call]
        raise
    finally:
        working.join()


def _lost(pair: Pair) -> Doubt:
    message = f"{pair.report.organization}{pair.report.year}年与上年没有对照成：出错、太慢或占用内存太多"
    return Doubt(why=Why.FAILED, message=message, reports=(pair.report, pair.prior))


def look_at(look: Look) -> list[Row]:
    """Run the checks of two years over some pairs."""
    judge = auditor(look.terms)
    with look.path.open("rb") as file:
        readings = {document: taken(file.fileno(), place) for document, place in look.places.items()}
    reports = {document: restored(reading, document) for document, reading in readings.items()}
    found = []
    for document, prior in look.pairs:
        worked = judge.beside(reports[document], reports[prior])
        found += [{"document": document, "prior": prior, **row} for row in BUILDERS["findings"](worked)]
    return found
