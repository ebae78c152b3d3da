"""The faults found most often: by check, by year, and in how many offices."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultOfYear:
    """How often a check found something in the reports of a year, and in how many of them."""

    year: int | None
    findings: int
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What one check found in an archive; ``severity`` is the one that it gave most often."""

    code: str
    severity: str
    findings: int
    certain: int
    reports: int
    offices: int
    years: tuple[FaultOfYear, ...]


def faults(db: "DuckDBPyConnection") -> list[Fault]:
    """Return the checks that found something, the one that concerns most reports first, mere information last.

    Findings against last year's report are counted with the others.
    """
    rows = db.execute(
        """
        WITH found AS (
            SELECT document, code, severity, certainty FROM findings
            UNION ALL SELECT document, code, severity, certainty FROM year_findings
        ),
        placed AS (SELECT f.*, o.year, o.owner FROM found f JOIN _offices o USING (document)),
        yearly AS (
            SELECT code, year, count(*)::INTEGER AS findings, count(DISTINCT document)::INTEGER AS reports
            FROM placed GROUP BY ALL
        )
        SELECT p.code, mode(p.severity ORDER BY p.severity) AS usual,
               count(*)::INTEGER, count(*) FILTER (p.certainty = 'certain')::INTEGER,
               count(DISTINCT p.document)::INTEGER AS reports, count(DISTINCT p.owner)::INTEGER,
               (SELECT list({'year': year, 'findings': findings, 'reports': reports} ORDER BY year NULLS LAST)
                FROM yearly y WHERE y.code = p.code)
        FROM placed p GROUP BY p.code ORDER BY usual = 'info', reports DESC, count(*) DESC, p.code
        """
    )
    names = ("code", "severity", "findings", "certain", "reports", "offices")
    return [
        Fault(**dict(zip(names, values, strict=True)), years=tuple(FaultOfYear(**year) for year in years))
        for *values, years in rows.fetchall()
    ]
