"""Text that stands in the reports of several offices, or of several years of one, and the figures copied with it.

Paragraphs with one shape are one; shapes that are nearly one are found by their signatures, band by band, compared
letter by letter, and grouped. Forms and circulars make many reports alike: what many offices write in such words is
everybody's, and then only figures that agree by no accident tell of a copy.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Any

from toolkit.archive.signature import PLACES, WIDTH

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ROWS = 4
"""Places of a band: two shapes are compared where all places of some band agree, so 97 in 100 of those that have 57 in
100 pieces in common, and 3 in 1,000 of those that have 10."""
ALIKE, AKIN = 80, 60
"""Of a hundred letters, how many must agree for two shapes to be nearly one, and for two to be of one make."""
WORDS = 80
"""Letters of the shortest paragraph whose words alone tell: a sentence shorter than that is a set phrase."""
FEW, OF_HUNDRED, MANY = 6, 5, 50
"""Words are everybody's from so many offices on, or of a hundred offices from so many on, but no more than that."""
_NEIGHBOURS = 20  # of a bucket's first shapes the others are compared with: the rest follow by being grouped
_SURE, _SURE_USUAL = 3, 7  # digits that two paragraphs share by no accident, in rare words and in usual ones; of
# more than a few paragraphs two more for each ten times as many
_MOST = 80  # of a hundred digits of either, how many must be those of the other
_FEW_DIGITS = 2  # in all, of paragraphs whose figures all agree
_USUAL = 300  # paragraphs of a group that have one figure: it tells nothing then
_MARK = re.compile(r"\d分$")


class Kind(StrEnum):
    """Between whom text was copied."""

    OFFICES = "offices"
    YEARS = "years"


class Figures(StrEnum):
    """What became of the figures: copied too, replaced by others (a template), or there are none."""

    SAME = "same"
    NONE = "none"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph of a group, and whose it is; ``same`` where its figures too are those of another of the group."""

    document: str
    position: int
    start: int
    end: int
    organization: str | None
    owner: str
    year: int | None
    text: str
    shape: str
    figures: tuple[str, ...]
    same: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Paragraphs that have one text; ``shared`` are figures that stand in more than one of them."""

    kind: Kind
    figures: Figures
    shared: tuple[str, ...]
    passages: tuple[Passage, ...]

    @property
    def offices(self) -> tuple[str, ...]:
        """Return the names of the organizations, each once."""
        return tuple(dict.fromkeys(passage.owner for passage in self.passages))


def copies(db: "DuckDBPyConnection") -> list[Copy]:
    """Return what was copied in an archive whose tables a connection has, the gravest first; see `offices.lay_out`."""
    few = _tables(db)
    _grouped(db)
    everybodys = _everybodys(db, few)
    found = [copy for number, group in _groups(db) for copy in _copies(group, everybodys=number in everybodys)]
    return sorted(found, key=_gravity)


def _gravity(copy: Copy) -> tuple[int, bool, int, int, str, int]:
    rank = {Figures.SAME: 0, Figures.NONE: 1, Figures.OTHER: 2}[copy.figures]
    first = copy.passages[0]
    return rank, copy.kind is Kind.YEARS, -len(copy.offices), -len(copy.passages), first.document, first.position


def _tables(db: "DuckDBPyConnection") -> int:
    """Lay out the paragraphs that are no standard wordings, with their owners, and the shapes they have.

    Return how many offices must have words for them to be everybody's.
    """
    db.execute(
        """
        CREATE OR REPLACE TEMP TABLE _owned AS
        SELECT p.* EXCLUDE (year, signature), o.year, o.organization, o.owner
        FROM paragraphs p JOIN _offices o USING (document) WHERE NOT p.standard
        """
    )
    db.execute(
        """
        CREATE OR REPLACE TEMP TABLE _shapes AS
        SELECT row_number() OVER (ORDER BY shape) AS id, shape, any_value(signature) AS signature
        FROM paragraphs WHERE NOT standard GROUP BY shape
        """
    )
    offices: int = db.execute("SELECT count(DISTINCT owner) FROM _owned").fetchall()[0][0]
    return max(FEW, min(MANY, offices * OF_HUNDRED // 100))


def _grouped(db: "DuckDBPyConnection") -> None:
    """Number the groups of shapes that are nearly one; only those that several documents have.

    An archive has many more pairs than Python has room for as objects: they are kept as plain numbers.
    """
    import numpy as np

    nothing = np.empty(0, "int64"), np.empty(0, "int64"), np.empty(0, "bool")
    ones, others, nearly_one = map(np.concatenate, zip(nothing, *_akin(db), strict=True))
    pairs = {"one": ones, "other": others}
    ((count,),) = db.execute("SELECT count(*) FROM _shapes").fetchall()
    numbers = _joined(count + 1, ones[nearly_one], others[nearly_one])
    db.register("_numbers", {"id": np.arange(count + 1), "grouped": numbers})
    db.register("_pairs", pairs)
    db.execute(
        """
        CREATE OR REPLACE TEMP TABLE _members AS
        SELECT o.*, n.grouped FROM _owned o JOIN _shapes s USING (shape) JOIN _numbers n USING (id)
        WINDOW w AS (PARTITION BY n.grouped) QUALIFY min(o.document) OVER w < max(o.document) OVER w
        """
    )
    db.execute(
        """
        CREATE OR REPLACE TEMP TABLE _kin AS
        SELECT DISTINCT n.grouped, p.other AS id
        FROM (FROM _pairs UNION ALL SELECT other, one FROM _pairs) p JOIN _numbers n ON n.id = p.one
        """
    )
    db.unregister("_numbers")
    db.unregister("_pairs")


def _joined(count: int, ones: Any, others: Any) -> Any:
    """Return the number of the group that each of so many things is in, where pairs of them belong together."""
    import numpy as np
    from scipy.sparse import coo_array  # type: ignore[import-untyped]
    from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]

    graph = coo_array((np.ones(len(ones), "int8"), (ones, others)), shape=(count, count))
    return connected_components(graph, directed=False)[1]


def _akin(db: "DuckDBPyConnection") -> Iterator[tuple[Any, Any, Any]]:
    """Yield pairs of shapes of one make, many at once: the ones, the others, and whether they are nearly one."""
    import numpy as np
    from rapidfuzz import fuzz, process

    db.execute("CREATE OR REPLACE TEMP TABLE _met (one BIGINT, other BIGINT)")
    width = ROWS * WIDTH
    for band in range(PLACES // ROWS):
        # A bucket of thousands would make millions of pairs: all are compared with its first few.
        db.execute(
            """
            INSERT INTO _met
            WITH keyed AS (
                SELECT id, array_slice(signature, $1, $2) AS key,
                       row_number() OVER (PARTITION BY array_slice(signature, $1, $2) ORDER BY id) AS place
                FROM _shapes
            )
            SELECT a.id, b.id FROM keyed a JOIN keyed b ON a.key = b.key AND a.place < b.place WHERE a.place <= $3
            """,
            [band * width + 1, (band + 1) * width, _NEIGHBOURS],
        )
    rows = db.execute(
        """
        SELECT m.one, m.other, a.shape, b.shape FROM (SELECT DISTINCT one, other FROM _met) m
        JOIN _shapes a ON a.id = m.one JOIN _shapes b ON b.id = m.other
        """
    )
    while many := rows.fetchmany(10_000):
        ones, others, shapes, other_shapes = zip(*many, strict=True)
        ratios = process.cpdist(shapes, other_shapes, scorer=fuzz.ratio, score_cutoff=AKIN, workers=-1)
        akin = np.flatnonzero(ratios)
        yield np.array(ones)[akin], np.array(others)[akin], ratios[akin] >= ALIKE


def _everybodys(db: "DuckDBPyConnection", few: int) -> frozenset[int]:
    """Return the groups in whose words, or in words of their make, so many offices write."""
    rows = db.execute(
        """
        WITH had AS (
            SELECT grouped, owner FROM _members
            UNION ALL
            SELECT k.grouped, o.owner FROM _kin k JOIN _shapes s USING (id) JOIN _owned o USING (shape)
        )
        SELECT grouped FROM had GROUP BY grouped HAVING count(DISTINCT owner) >= $1
        """,
        [few],
    )
    return frozenset(number for (number,) in rows.fetchall())


def _groups(db: "DuckDBPyConnection") -> Iterator[tuple[int, list[Passage]]]:
    """Yield the numbers of the groups, and their paragraphs."""
    rows = db.execute(
        """
        SELECT grouped, document, position, start, "end", organization, owner, year, text, shape, figures
        FROM _members ORDER BY grouped, year NULLS LAST, owner, document, position
        """
    )
    names = ("document", "position", "start", "end", "organization", "owner", "year", "text", "shape")
    group: list[Passage] = []
    current: int | None = None
    while many := rows.fetchmany(10_000):
        for number, *values, figures in many:
            if number != current:
                if current is not None:
                    yield current, group
                group, current = [], number
            known = dict(zip(names, values, strict=True))
            group.append(Passage(**known, figures=tuple(figures or ())))
    if current is not None:
        yield current, group


def _copies(group: list[Passage], *, everybodys: bool) -> Iterator[Copy]:
    """Take what was copied out of a group of paragraphs that have nearly one shape."""
    rare = not everybodys and all(len(passage.shape) >= WORDS for passage in group)
    agreeing = list(_agreeing(group, _SURE if rare else _SURE_USUAL))
    agreeing += _with_all_figures(group) if rare else ()
    same = {i for pair in agreeing for i in pair}
    marked = [replace(passage, same=i in same) for i, passage in enumerate(group)]
    if not everybodys:
        yield from _copy([passage for passage in marked if passage.same or len(passage.shape) >= WORDS])
        return
    parts: defaultdict[int, list[Passage]] = defaultdict(list)
    numbers = _joined(len(group), *([pair[side] for pair in agreeing] for side in (0, 1)))
    for number, passage in zip(numbers.tolist(), marked, strict=True):
        parts[number].append(passage)
    for passages in parts.values():
        if passages[0].same:
            yield from _copy(passages)


def _copy(passages: list[Passage]) -> Iterator[Copy]:
    """Make a copy of paragraphs of two offices, or of two years; two reports of one office and year may well agree."""
    offices, years = ({getattr(passage, name) for passage in passages} for name in ("owner", "year"))
    if len(offices) > 1 or len(years) > 1:
        yield Copy(
            kind=Kind.OFFICES if len(offices) > 1 else Kind.YEARS,
            figures=_figures(passages),
            shared=_shared(passages),
            passages=tuple(passages),
        )


def _figures(passages: list[Passage]) -> Figures:
    if any(passage.same for passage in passages):
        return Figures.SAME
    return Figures.OTHER if any(map(_telling, passages)) else Figures.NONE


def _agreeing(group: list[Passage], least: int) -> Iterator[tuple[int, int]]:
    """Yield paragraphs of two documents whose figures agree by no accident."""
    sure = least + len(str(len(group) ** 2)) - 1
    telling = [_telling(passage) for passage in group]
    weights = [sum(map(_digits, figures)) for figures in telling]
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for i, figures in enumerate(telling):
        for figure in sorted(figures) if weights[i] >= sure else ():
            holders[figure].append(i)
    shared: defaultdict[tuple[int, int], int] = defaultdict(int)
    for figure, having in holders.items():
        for pair in combinations(having, 2) if len(having) <= _USUAL else ():
            shared[pair] += _digits(figure)
    for (i, other), weight in shared.items():
        most = max(weights[i], weights[other])
        if weight >= sure and weight * 100 >= most * _MOST and group[i].document != group[other].document:
            yield i, other


def _with_all_figures(group: list[Passage]) -> Iterator[tuple[int, int]]:
    """Yield paragraphs of two documents that have the same few figures in the same order, where the words are rare."""
    first: dict[tuple[str, ...], int] = {}
    for i, passage in enumerate(group):
        figures = tuple(figure for figure in passage.figures if not _MARK.search(figure))
        if sum(letter.isdigit() for figure in figures for letter in figure) >= _FEW_DIGITS:
            one = first.setdefault(figures, i)
            if group[one].document != passage.document:
                yield one, i


def _shared(passages: list[Passage]) -> tuple[str, ...]:
    """Return the telling figures that stand in several of the paragraphs that were copied with theirs, in order."""
    counts: defaultdict[str, int] = defaultdict(int)
    for passage in passages:
        for figure in dict.fromkeys(passage.figures) if passage.same else ():
            counts[figure] += 1
    return tuple(figure for figure, count in counts.items() if count > 1 and _digits(figure))


def _telling(passage: Passage) -> frozenset[str]:
    """Return the figures that tell one paragraph from another: no marks, and no rates beside what they are made of."""
    figures = frozenset(figure for figure in passage.figures if _digits(figure) and not _MARK.search(figure))
    amounts = frozenset(figure for figure in figures if not figure.endswith("%"))
    return amounts if len(amounts) > 1 else figures


@lru_cache(maxsize=100_000)
def _digits(figure: str) -> int:
    """Count the digits that tell one figure from another; zeros at the end do not, nor does a single one."""
    digits = "".join(letter for letter in figure if letter.isdigit()).strip("0")
    return len(digits) if len(digits) > 1 else 0
