"""One indicator in many offices: targets that are exceeded every year, and results far from those of the others.

Neither is a fault: both are places to ask. A result is far from the others by the median and the median distance to it,
which one slip of the point does not move.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.knowledge import Knowledge

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

YEARS = 3
"""Years in all of which a target was exceeded, so that it is no accident."""
BEYOND = 110
"""Of a hundred of the target, what was reached in every one of them."""
OFFICES = 8
"""Offices that must have an indicator in a year, so that there is a usual result."""
FAR = 3.5
"""Robust z-score from which a value is far out, by the custom of Iglewicz and Hoaglin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attained:
    """Target and result of one year, in the base of the unit."""

    year: int
    target: float
    actual: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LowTarget:
    """An indicator whose target an office exceeded every year; ``least`` is the smallest of the rates, in percent."""

    office: str
    indicator: str
    unit: str
    least: float
    years: tuple[Attained, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlier:
    """A result far from what other offices report in that year; ``usual`` is their median."""

    document: str
    office: str
    indicator: str
    unit: str
    year: int
    actual: float
    text: str
    usual: float
    offices: int
    z: float


def lay_out(db: "DuckDBPyConnection", knowledge: Knowledge) -> None:
    """Make ``_results``: the indicators that a report states once, with a result in numbers, by name and unit.

    ``better`` is −1 where a smaller number is the better one: by the sign of the target, else by the name.
    """
    db.execute("CREATE OR REPLACE TEMP TABLE _directions (place INTEGER, better INTEGER, pattern VARCHAR)")
    for place, entry in enumerate(knowledge.directions.direction):
        ends = "|".join(entry.ends)
        pattern = "|".join((*entry.holds, *([f"(?:{ends})(?:率|度)?$"] if ends else [])))
        db.execute("INSERT INTO _directions VALUES (?, ?, ?)", [place, 1 if entry.better == "higher" else -1, pattern])
    db.execute(
        r"""
        CREATE OR REPLACE TEMP TABLE _results AS
        WITH named AS (
            SELECT o.document, o.owner, o.year,
                   regexp_replace(i.name, '[\s“”"''《》()（）、，,。:：]', '', 'g') AS name,
                   i.actual_base AS actual, i.actual AS text, coalesce(i.actual_base_unit, '') AS unit,
                   i.target_base AS target, i.target_op AS op, coalesce(i.target_base_unit, '') AS target_unit
            FROM indicators i JOIN _offices o USING (document)
            WHERE i.actual_base IS NOT NULL AND NOT coalesce(i.forecast, false) AND o.year IS NOT NULL
                  AND o.organization IS NOT NULL
            QUALIFY count(*) OVER (PARTITION BY o.document, name, unit) = 1
                    AND count(DISTINCT o.document) OVER (PARTITION BY o.owner, o.year, o.form) = 1
        ),
        names AS (SELECT DISTINCT name FROM named),
        directions AS (
            SELECT n.name, arg_min(d.better, d.place) AS better
            FROM names n JOIN _directions d ON regexp_matches(n.name, d.pattern) GROUP BY n.name
        )
        SELECT n.*, CASE WHEN n.op IN ('<=', '<') THEN -1 WHEN n.op IN ('>=', '>') THEN 1
                         ELSE coalesce(d.better, 1) END AS better
        FROM named n LEFT JOIN directions d USING (name)
        """
    )


def low_targets(db: "DuckDBPyConnection") -> list[LowTarget]:
    """Return targets that were exceeded by a tenth or more in every one of several years, the easiest first."""
    rows = db.execute(
        """
        WITH rated AS (
            SELECT *, actual * 100 / target AS rate FROM _results
            WHERE better = 1 AND op IN ('>=', '>', '=') AND target > 0 AND target_unit = unit
        )
        SELECT owner, name, unit, round(min(rate), 2) AS least,
               list({'year': year, 'target': target, 'actual': actual} ORDER BY year)
        FROM rated GROUP BY owner, name, unit
        HAVING count(DISTINCT year) >= $1 AND min(rate) >= $2
        ORDER BY least DESC, owner, name
        """,
        [YEARS, BEYOND],
    )
    return [
        LowTarget(
            office=office, indicator=name, unit=unit, least=least, years=tuple(Attained(**year) for year in years)
        )
        for office, name, unit, least, years in rows.fetchall()
    ]


def outliers(db: "DuckDBPyConnection") -> list[Outlier]:
    """Return results far from the usual one of their year, the farthest first.

    Rates are compared as they are, everything else by its order of magnitude: a large town has more of all.
    """
    rows = db.execute(
        """
        WITH scaled AS (
            SELECT *, CASE WHEN unit = '%' THEN actual ELSE ln(actual) END AS x FROM _results
            WHERE unit = '%' OR actual > 0
        ),
        usual AS (
            SELECT name, unit, year, median(x) AS middle, mad(x) AS spread, median(actual) AS usual,
                   count(DISTINCT owner)::INTEGER AS offices
            FROM scaled GROUP BY name, unit, year HAVING count(DISTINCT owner) >= $1 AND mad(x) > 0
        )
        SELECT s.document, s.owner, name, unit, year, s.actual, s.text, u.usual, u.offices,
               round(0.6745 * (s.x - u.middle) / u.spread, 2) AS z
        FROM scaled s JOIN usual u USING (name, unit, year)
        WHERE abs(z) >= $2 ORDER BY abs(z) DESC, s.owner, name, year
        """,
        [OFFICES, FAR],
    )
    names = ("document", "office", "indicator", "unit", "year", "actual", "text", "usual", "offices", "z")
    return [Outlier(**dict(zip(names, values, strict=True))) for values in rows.fetchall()]
