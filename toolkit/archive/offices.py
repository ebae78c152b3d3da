"""Whose each report of an archive is: the temporary table that everything that compares offices begins with."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from toolkit.archive.pair import owners

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def lay_out(db: "DuckDBPyConnection", renamed: Iterable[tuple[str, str]]) -> None:
    """Make ``_offices``: every report with its organization, and the fullest plain name (``owner``) of it.

    ``renamed`` are organizations that go on as another, whose name is then that of both. A report that names no
    organization is its own owner: it is no other office's.
    """
    names = [
        name for (name,) in db.execute("SELECT DISTINCT organization FROM documents ORDER BY 1").fetchall() if name
    ]
    belongs = owners(names)
    later = {belongs[old]: belongs[new] for old, new in renamed if old in belongs and new in belongs}
    last = {name: _last(owner, later) for name, owner in belongs.items()}
    db.execute(
        """
        CREATE OR REPLACE TEMP TABLE _offices AS
        WITH belongs AS (SELECT unnest($1::VARCHAR[]) AS organization, unnest($2::VARCHAR[]) AS owner)
        SELECT d.document, d.year, d.form, d.organization, coalesce(b.owner, d.document) AS owner
        FROM documents d LEFT JOIN belongs b USING (organization)
        WHERE d.state IS DISTINCT FROM 'deleted'
        """,
        [names, [last[name] for name in names]],
    )


def renamed(db: "DuckDBPyConnection") -> list[tuple[str, str]]:
    """Return the organizations that go on as another, by the pairs of years that are known."""
    rows = db.execute(
        """
        SELECT DISTINCT b.organization, a.organization FROM pairs p
        JOIN documents a ON a.document = p.document JOIN documents b ON b.document = p.prior
        WHERE p.how <> 'name' ORDER BY ALL
        """
    )
    return [(old, new) for old, new in rows.fetchall()]


def _last(owner: str, later: dict[str, str]) -> str:
    """Follow the names of an office to its last; one that it has had before ends the way."""
    seen = {owner}
    while owner in later and later[owner] not in seen:
        owner = later[owner]
        seen.add(owner)
    return owner
