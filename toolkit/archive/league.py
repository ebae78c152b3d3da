"""Offices by how far their reports agree with themselves: the score of an audit's summary page, over all years."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.arithmetic import percent

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ENOUGH = 20
"""Recomputed figures without which a score says too little to be ranked by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearScore:
    """One year of an office."""

    year: int | None
    held: int
    recomputed: int

    @property
    def score(self) -> int | None:
        """Return how many in a hundred of the recomputed figures hold, rounded down."""
        return percent(self.held, self.recomputed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One office: how many of its figures could be recomputed and held, and what was found.

    ``rank`` counts from 1, the same for the same share that holds, unrounded; None where too few figures could be
    recomputed. ``fault`` is the code found most often, information aside.
    """

    rank: int | None
    office: str
    reports: int
    held: int
    recomputed: int
    errors: int
    warnings: int
    fault: str | None
    years: tuple[YearScore, ...]

    @property
    def score(self) -> int | None:
        """Return how many in a hundred of the recomputed figures hold, rounded down."""
        return percent(self.held, self.recomputed)


def league(db: "DuckDBPyConnection") -> list[Standing]:
    """Return the offices, the most consistent first; those with too few figures to be ranked come last."""
    rows = db.execute(
        """
        WITH yearly AS (
            SELECT o.owner, o.year, count(*) AS reports, sum(d.held) AS held, sum(d.recomputed) AS recomputed,
                   sum(d.errors) AS errors, sum(d.warnings) AS warnings
            FROM _offices o JOIN documents d USING (document)
            WHERE o.organization IS NOT NULL GROUP BY ALL
        ),
        coded AS (
            SELECT o.owner, f.code, count(*) AS times FROM findings f JOIN _offices o USING (document)
            WHERE f.severity <> 'info' GROUP BY ALL
        ),
        faults AS (
            SELECT owner, code FROM coded QUALIFY row_number() OVER (PARTITION BY owner ORDER BY times DESC, code) = 1
        ),
        offices AS (
            SELECT owner, sum(reports)::INTEGER AS reports, sum(held)::INTEGER AS held,
                   sum(recomputed)::INTEGER AS recomputed, sum(errors)::INTEGER AS errors,
                   sum(warnings)::INTEGER AS warnings,
                   list({'year': year, 'held': held::INTEGER, 'recomputed': recomputed::INTEGER}
                        ORDER BY year NULLS LAST) AS years
            FROM yearly GROUP BY owner
        )
        SELECT CASE WHEN recomputed >= $1
                    THEN rank() OVER (PARTITION BY recomputed >= $1 ORDER BY held / greatest(recomputed, 1) DESC)
               END AS rank, owner, reports, held, recomputed, errors, warnings, code, years
        FROM offices LEFT JOIN faults USING (owner)
        ORDER BY rank NULLS LAST, recomputed DESC, owner
        """,
        [ENOUGH],
    )
    names = ("rank", "office", "reports", "held", "recomputed", "errors", "warnings", "fault")
    return [
        Standing(**dict(zip(names, values, strict=True)), years=tuple(YearScore(**year) for year in years))
        for *values, years in rows.fetchall()
    ]
