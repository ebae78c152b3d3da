"""An archive in numbers: one object, written as JSON or shown on a page, so that both say the same."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from toolkit import __version__
from toolkit.archive import offices, targets
from toolkit.archive.compare import up_to_date
from toolkit.archive.faults import faults
from toolkit.archive.league import ENOUGH, Standing, league
from toolkit.archive.query import asking
from toolkit.archive.store import Store
from toolkit.arithmetic import percent
from toolkit.audit import catalogue
from toolkit.knowledge import Knowledge

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FORMAT, VERSION = "jixiao.summary", 1
MOST = 1000
"""Entries of a list; how many there are altogether stands beside it."""
SHOWN = 12
"""Passages of a group of copies that are shown."""
_WORDS = 300  # characters of a passage

Numbers = dict[str, Any]


def summary(store: Store, knowledge: Knowledge) -> Numbers:
    """Return what a store says of its archive, in the shape that is written as JSON."""
    fresh = up_to_date(store)
    with asking(store) as db:
        return numbers_of(db, knowledge, fresh=fresh)


def numbers_of(db: "DuckDBPyConnection", knowledge: Knowledge, *, fresh: bool) -> Numbers:
    """Return what the tables of a store say; ``fresh`` where those of pairs and copies are of the same documents."""
    offices.lay_out(db, offices.renamed(db))
    targets.lay_out(db, knowledge)
    return {
        "format": FORMAT,
        "version": VERSION,
        "versions": {"toolkit": __version__, **_versions(db)},
        "up_to_date": fresh,
        "archive": _archive(db),
        "years": _years(db),
        "faults": _faults(db),
        "league": _league(league(db)),
        "pairs": _pairs(db),
        "targets": {
            "low": _listed([asdict(low) for low in targets.low_targets(db)]),
            "outliers": _listed(_named(db, [asdict(outlier) for outlier in targets.outliers(db)])),
            "enough": {"years": targets.YEARS, "beyond": targets.BEYOND, "offices": targets.OFFICES},
        },
        "copies": _copies(db),
        "failures": _failures(db),
    }


def _one(db: "DuckDBPyConnection", sql: str) -> Numbers:
    """Return the one row of an answer by column."""
    return _rows(db, sql)[0]


def _rows(db: "DuckDBPyConnection", sql: str, values: Sequence[object] = ()) -> list[Numbers]:
    answer = db.execute(sql, list(values))
    names = [column[0] for column in answer.description or []]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def _listed(entries: Sequence[Numbers], total: int | None = None) -> Numbers:
    return {"total": len(entries) if total is None else total, "entries": list(entries[:MOST])}


def _versions(db: "DuckDBPyConnection") -> Numbers:
    """Return what the documents were worked through with; several of each where an archive grew over time."""
    return _one(
        db,
        """
        SELECT coalesce(list(DISTINCT toolkit ORDER BY toolkit), []) AS audited_by,
               coalesce(list(DISTINCT knowledge ORDER BY knowledge), []) AS knowledge,
               coalesce(list(DISTINCT model ORDER BY model) FILTER (model IS NOT NULL), []) AS models
        FROM documents SEMI JOIN _offices USING (document)
        """,
    )


_COUNTED = """
    count(*) AS documents, count(DISTINCT o.owner) FILTER (o.organization IS NOT NULL) AS offices,
    coalesce(sum(d.characters), 0)::BIGINT AS characters, coalesce(sum(d.figures), 0)::BIGINT AS figures,
    coalesce(sum(d.in_facts), 0)::BIGINT AS in_facts, coalesce(sum(d.checked), 0)::BIGINT AS checked,
    coalesce(sum(d.recomputed), 0)::BIGINT AS recomputed, coalesce(sum(d.held), 0)::BIGINT AS held,
    coalesce(sum(d.errors), 0)::BIGINT AS errors, coalesce(sum(d.warnings), 0)::BIGINT AS warnings,
    coalesce(sum(d.infos), 0)::BIGINT AS infos,
    count(*) FILTER (d.errors > 0) AS with_errors, count(*) FILTER (d.crashes > 0) AS crashed
"""


def _archive(db: "DuckDBPyConnection") -> Numbers:
    """Return the archive as a whole."""
    counted = _one(db, f"SELECT {_COUNTED} FROM documents d JOIN _offices o USING (document)")
    states = _one(
        db,
        """
        SELECT count(*) FILTER (state = 'present') AS files, count(*) FILTER (state = 'deleted') AS deleted
        FROM files
        """,
    )
    return {**states, **counted, "consistency": percent(counted["held"], counted["recomputed"])}


def _years(db: "DuckDBPyConnection") -> list[Numbers]:
    """Return the same of every year; None is the year of those that state none."""
    rows = _rows(
        db,
        f"SELECT o.year, {_COUNTED} FROM documents d JOIN _offices o USING (document) GROUP BY o.year ORDER BY o.year",
    )
    return [{**row, "consistency": percent(row["held"], row["recomputed"])} for row in rows]


def _faults(db: "DuckDBPyConnection") -> list[Numbers]:
    titles = {check.code: check.title for check in catalogue()}
    return [{**asdict(fault), "title": titles.get(fault.code, fault.code)} for fault in faults(db)]


def _league(standings: Sequence[Standing]) -> Numbers:
    ranked = [standing for standing in standings if standing.rank is not None]
    scores = [standing.score for standing in ranked if standing.score is not None]
    return {
        **_listed([_standing(standing) for standing in ranked]),
        "too_few": len(standings) - len(ranked),
        "enough": ENOUGH,
        "spread": [{"score": score, "offices": scores.count(score)} for score in sorted(set(scores))],
    }


def _standing(standing: Standing) -> Numbers:
    years = [{**asdict(year), "score": year.score} for year in standing.years]
    return {**asdict(standing), "score": standing.score, "years": years}


def _pairs(db: "DuckDBPyConnection") -> Numbers:
    """Return which years could be held against each other, and which not and why."""
    counted = _one(
        db,
        """
        SELECT count(*) AS pairs, count(*) FILTER (how = 'name') AS by_name, count(*) FILTER (how = 'rank') AS by_rank,
               count(*) FILTER (how = 'renamed') AS by_knowledge
        FROM pairs
        """,
    )
    found = _one(db, "SELECT count(*) AS findings, count(DISTINCT document) AS with_findings FROM year_findings")
    renamed = _rows(db, "SELECT p.year, p.how, p.note FROM pairs p WHERE p.note IS NOT NULL ORDER BY p.note, p.year")
    doubts = _rows(
        db,
        f"""
        SELECT d.number, any_value(d.why) AS why, any_value(d.message) AS message, count(*) AS reports,
               list(f.path ORDER BY f.path)[1:{SHOWN}] AS paths
        FROM doubts d LEFT JOIN documents f USING (document) GROUP BY d.number ORDER BY d.number
        """,
    )
    return {**counted, **found, "renamed": _listed(renamed), "doubts": _listed(doubts)}


def _copies(db: "DuckDBPyConnection") -> Numbers:
    """Return the groups of paragraphs that were copied, the gravest first, and how many there are of each kind."""
    kinds = _rows(
        db,
        """
        SELECT kind, figures, count(DISTINCT number) AS groups, count(*) AS passages, count(DISTINCT owner) AS offices
        FROM copies GROUP BY kind, figures
        ORDER BY list_position(['same', 'none', 'other'], figures), kind
        """,
    )
    groups = _rows(
        db,
        f"""
        SELECT c.number, any_value(c.kind) AS kind, any_value(c.figures) AS figures, any_value(c.shared) AS shared,
               count(*) AS passages, count(DISTINCT c.owner) AS offices,
               list({{'office': c.owner, 'year': c.year, 'name': d.name, 'path': d.path, 'start': c.start,
                      'end': c."end", 'same': c.same, 'text': left(c.text, {_WORDS})}}
                    ORDER BY c.year NULLS LAST, c.owner, d.path, c.start)[1:{SHOWN}] AS shown
        FROM copies c LEFT JOIN documents d USING (document)
        WHERE c.number <= $1 GROUP BY c.number ORDER BY c.number
        """,
        [MOST],
    )
    return {"kinds": kinds, **_listed(groups, sum(kind["groups"] for kind in kinds))}


def _failures(db: "DuckDBPyConnection") -> Numbers:
    counted = _rows(db, "SELECT kind, count(*) AS files FROM failures GROUP BY kind ORDER BY files DESC, kind")
    shown = _rows(db, "SELECT path, kind, message, attempts FROM failures ORDER BY kind, path LIMIT $1", [MOST])
    return {"kinds": counted, **_listed(shown, sum(kind["files"] for kind in counted))}


def _named(db: "DuckDBPyConnection", entries: Sequence[Numbers]) -> list[Numbers]:
    """Put the path of its file into each entry."""
    paths = dict(db.execute("SELECT document, path FROM documents SEMI JOIN _offices USING (document)").fetchall())
    return [{**entry, "path": paths.get(entry["document"])} for entry in entries]
