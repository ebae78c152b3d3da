"""The checks of two years (YR…) over the pairs of an archive, from what was kept of each report: none is read again."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from toolkit.archive.auditor import Auditor, auditor
from toolkit.archive.engines.local import pool
from toolkit.archive.pair import Doubt, Pair, Pairing, Report, Why, pairing
from toolkit.archive.reading import restored
from toolkit.archive.rows import BUILDERS, Row
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
    """Pairs to look at, as documents with their keys, and what was kept of the documents."""

    terms: Terms
    pairs: tuple[tuple[str, str], ...]
    readings: dict[str, bytes]


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


def year_rows(db: "DuckDBPyConnection", found: Pairing, terms: Terms, workers: int) -> Iterator[tuple[str, Row]]:
    """Yield the rows of `pairs`, `doubts` and `year_findings`; what was found of unchanged pairs is taken over."""
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
    for row in _looked_at(db, terms, todo, workers, lost):
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


def _looked_at(
    db: "DuckDBPyConnection", terms: Terms, pairs: Sequence[Pair], workers: int, lost: list[Doubt]
) -> Iterator[Row]:
    """Yield what is found; a pair that ends its worker, or takes too long, is lost."""
    ordered = sorted(pairs, key=lambda pair: (pair.report.organization, pair.report.year, pair.report.document))
    waiting = [ordered[i : i + TOGETHER] for i in range(0, len(ordered), TOGETHER)]
    if len(ordered) <= _FEW:
        for some in waiting:
            yield from look_at(_look(db, terms, some))
        return
    cores = min(workers, len(os.sched_getaffinity(0)))  # of a cluster only this machine
    working = pool(cores)
    running: dict[Future[list[Row]], list[Pair]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < cores * _AHEAD:
                some = waiting.pop(0)
                running[working.schedule(look_at, args=[_look(db, terms, some)], timeout=_SECONDS)] = some
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


def _look(db: "DuckDBPyConnection", terms: Terms, pairs: Sequence[Pair]) -> Look:
    both = tuple((pair.report.document, pair.prior.document) for pair in pairs)
    needed = sorted({document for pair in both for document in pair})
    rows = db.execute(
        "SELECT document, reading FROM readings WHERE document IN (SELECT unnest($1::VARCHAR[]))", [needed]
    )
    return Look(terms=terms, pairs=both, readings=dict(rows.fetchall()))


def look_at(look: Look) -> list[Row]:
    """Run the checks of two years over some pairs."""
    judge = auditor(look.terms)
    reports = {document: restored(reading, document) for document, reading in look.readings.items()}
    found = []
    for document, prior in look.pairs:
        worked = judge.beside(reports[document], reports[prior])
        found += [{"document": document, "prior": prior, **row} for row in BUILDERS["findings"](worked)]
    return found
