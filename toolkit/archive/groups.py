"""The paragraphs of an archive in groups that have nearly one shape, and whether what a group says is everybody's.

What is as long as the archive is a few plain numbers for each paragraph; texts wait in a file until their group's turn.
"""

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.archive.alike import HALF, Shapes, both
from toolkit.archive.joining import Groups
from toolkit.archive.parts import give_back
from toolkit.archive.spool import spool
from toolkit.archive.usual import Words, everybodys

if TYPE_CHECKING:
    from io import BufferedRandom

    import numpy as np
    from duckdb import DuckDBPyConnection
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

_BATCH = 2_000
_KEY = f"((n.number << {HALF}) + p.position)::UBIGINT"  # of a paragraph, as `both` has it


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph of a group, and whose it is; ``same`` where its figures too are those of another of the group.

    ``letters`` are those of its shape.
    """

    document: str
    position: int
    start: int
    end: int
    organization: str | None
    owner: str
    year: int | None
    text: str
    letters: int
    figures: tuple[str, ...]
    same: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Paragraphs of nearly one shape by year and owner; ``size`` counts those too that were left out."""

    passages: list[Passage]
    size: int
    everybodys: bool


Telling = Callable[[tuple[str, ...], int], bool]
"""Tells whether the figures of a paragraph could say anything in a group of so many."""


def grouped(db: "DuckDBPyConnection", folder: Path, telling: Telling) -> Iterator[Group]:
    """Yield the groups that several documents have; of words that are everybody's only what is ``telling``."""
    _number(db)
    with Shapes(folder) as shapes, (folder / "kin").open("w+b") as kin:
        found = _Found(db, shapes, kin)
    give_back()
    yield from found.groups(folder, telling)


def _number(db: "DuckDBPyConnection") -> None:
    """Number the documents in the order in which the paragraphs of a group stand, and the offices."""
    db.execute(
        """
        CREATE OR REPLACE TEMP TABLE _numbered AS
        SELECT document, year, organization, owner,
               row_number() OVER (ORDER BY year NULLS LAST, owner, document) - 1 AS number,
               dense_rank() OVER (ORDER BY owner) - 1 AS whose
        FROM _offices
        """
    )


class _Found:
    """Which paragraphs are in which group: by paragraph its document, its place there, and its group."""

    def __init__(self, db: "DuckDBPyConnection", shapes: Shapes, kin: "BufferedRandom") -> None:
        import numpy as np

        self._db = db
        hashes, numbers, positions = _laid(db, shapes)
        shape = shapes.numbered(hashes)
        of_shape = _joined(shapes, kin)
        self._number, self._position, self._group = numbers, positions, of_shape[shape]
        several = self._several()
        self._size = np.bincount(self._group, minlength=len(several))
        whose = np.array(db.execute("SELECT whose FROM _numbered ORDER BY number").fetchall(), "int64").reshape(-1)
        self._everybodys = everybodys(Words(of_shape, several, kin), shape, numbers, whose[numbers])
        members = np.flatnonzero(several[self._group])
        self._members = members[np.lexsort((positions[members], numbers[members], self._group[members]))]

    def _several(self) -> "NDArray[np.bool]":
        """Tell of each group whether several documents have it."""
        import numpy as np

        count = int(self._group.max(initial=-1)) + 1
        first, last = np.full(count, np.iinfo("int64").max), np.full(count, -1)
        np.minimum.at(first, self._group, self._number)
        np.maximum.at(last, self._group, self._number)
        several: NDArray[np.bool] = first < last
        return several

    def groups(self, folder: Path, telling: Telling) -> Iterator[Group]:
        """Yield the groups."""
        import numpy as np
        from pydantic import TypeAdapter

        of_json = TypeAdapter(Passage)
        group = self._group[self._members]
        with spool(folder / "passages") as waiting:
            places = np.full(len(group), -1)
            for place, passage in self._passages():
                number = group[place]
                if not self._everybodys[number] or telling(passage.figures, int(self._size[number])):
                    places[place] = waiting.lay(of_json.dump_json(passage))
            begins = np.flatnonzero(np.diff(group, prepend=-1))
            for number, some in zip(group[begins].tolist(), np.split(places, begins[1:]), strict=False):
                pieces = waiting.take(some[some >= 0].tolist())
                yield Group(
                    passages=[*map(of_json.validate_json, pieces)],
                    size=int(self._size[number]),
                    everybodys=bool(self._everybodys[number]),
                )

    def _passages(self) -> Iterator[tuple[int, Passage]]:
        """Yield the paragraphs of all groups, each with its place among them, as they come."""
        import numpy as np

        keys = both(self._number[self._members], self._position[self._members])
        order = np.argsort(keys)
        keys = keys[order]
        self._db.execute("CREATE OR REPLACE TEMP TABLE _members (key UBIGINT)")
        for start in range(0, len(keys), _BATCH):
            some = keys[start : start + _BATCH].tolist()
            self._db.execute("INSERT INTO _members SELECT unnest($1::UBIGINT[])", [some])
        rows = self._db.execute(
            f"""
            SELECT {_KEY} AS key, p.document, p.position, p.start, p."end", n.organization, n.owner, n.year, p.text,
                   length(p.shape), p.figures
            FROM paragraphs p JOIN _numbered n USING (document) WHERE {_KEY} IN (SELECT key FROM _members)
            """
        )
        names = ("document", "position", "start", "end", "organization", "owner", "year", "text", "letters")
        while many := rows.fetchmany(_BATCH):
            places = order[np.searchsorted(keys, np.array([key for key, *_ in many], "uint64"))]
            for place, (_, *values, figures) in zip(places.tolist(), many, strict=True):
                yield place, Passage(**dict(zip(names, values, strict=True)), figures=tuple(figures or ()))
        self._db.execute("DROP TABLE _members")


def _laid(db: "DuckDBPyConnection", shapes: Shapes) -> "tuple[NDArray[np.uint64], Numbers, Numbers]":
    """Lay down the shapes of paragraphs that are no standard wordings; return their hashes, documents and positions."""
    import numpy as np

    hashes, numbers, positions = array("Q"), array("q"), array("q")
    rows = db.execute(
        """
        SELECT hash(p.shape), n.number, p.position, p.shape, p.signature
        FROM paragraphs p JOIN _numbered n USING (document) WHERE NOT p.standard
        """
    )
    while many := rows.fetchmany(_BATCH):
        some_hashes, some_numbers, some_positions, texts, signatures = zip(*many, strict=True)
        hashes.extend(some_hashes)
        numbers.extend(some_numbers)
        positions.extend(some_positions)
        shapes.lay(texts, signatures)
    return np.array(hashes), np.array(numbers), np.array(positions)


def _joined(shapes: Shapes, kin: "BufferedRandom") -> "Numbers":
    """Return the group of each shape, of those that are nearly one; write down which are of one make."""
    import numpy as np

    groups = Groups(len(shapes))
    for ones, others, nearly in shapes.akin(groups):
        kin.write(np.column_stack((ones, others)).astype("uint32").tobytes())
        groups.join(ones[nearly], others[nearly])
    return groups.numbers()
