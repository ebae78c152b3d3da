"""Rows by column: a report has a thousand rows, and so they are made, written and read in a third of the time."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

Columns = dict[str, list[Any]]
"""Rows by column, as many in each."""


def by_column(rows: Sequence[Mapping[str, Any]]) -> Columns:
    """Return rows by column; what one of them leaves out is None."""
    names = dict.fromkeys(chain.from_iterable(rows))
    return {name: [row.get(name) for row in rows] for name in names}


def height(columns: Columns) -> int:
    """Return how many rows there are."""
    return len(next(iter(columns.values()), ()))


def cut(columns: Columns, most: int) -> Iterator[Columns]:
    """Yield all rows, so many at once."""
    for first in range(0, height(columns), most):
        yield {name: column[first : first + most] for name, column in columns.items()}
