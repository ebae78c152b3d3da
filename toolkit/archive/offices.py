"""Whose each report of an archive is: the temporary table that everything that compares offices begins with."""

from typing import TYPE_CHECKING

from toolkit.archive.pair import owners

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def lay_out(db: "DuckDBPyConnection") -> None:
    """Make ``_offices``: every report with its organization, and the fullest plain name (``owner``) of it.

    A report that names no organization is its own owner: it is no other office's.
    """
    names = [
        name for (name,) in db.execute("SELECT DISTINCT organization FROM documents ORDER BY 1").fetchall() if name
    ]
    belongs = owners(names)
    db.execute(
        """
        CREATE OR REPLACE TEMP TABLE _offices AS
        WITH belongs AS (SELECT unnest($1::VARCHAR[]) AS organization, unnest($2::VARCHAR[]) AS owner)
        SELECT d.document, d.year, d.form, d.organization, coalesce(b.owner, d.document) AS owner
        FROM documents d LEFT JOIN belongs b USING (organization)
        WHERE d.state IS DISTINCT FROM 'deleted'
        """,
        [names, [belongs[name] for name in names]],
    )
