"""What the rows of a plain table add up to: totals, subtotals, and rows that are inside others."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate

from toolkit.extract.grammar.borne import best, borne, holds, sum_of, value_of
from toolkit.extract.grammar.plain_tables import INSIDE, SUBTOTAL, Column, PlainTable
from toolkit.records import Quantity
from toolkit.records.facts import Binding, Claim, SumClaim

Rows = tuple[int, ...]

_FEWEST = 2
_MOST_INSIDE = 50  # rows that one above them adds up
_NEARLY = Decimal("0.05")


def totals(table: PlainTable) -> Iterator[Claim]:
    """Read what each column that can be added up comes to."""
    columns = [column for column in table.columns if column.whole and column.is_added and _is_alike(column)]
    if table.total is not None:
        yield from _grand(table, columns, table.total)
    for column in columns:
        yield from best(borne(table, _subtotals(table, column, way)) for way in (1, -1))
        yield from borne(table, _nested(table, column), despite=1)


def _is_alike(column: Column) -> bool:
    """Tell whether all figures have one unit."""
    return len({figure.unit for figure in column.figures if figure is not None}) == 1


def _grand(table: PlainTable, columns: Sequence[Column], total: int) -> Iterator[Claim]:
    """Read the row of totals: over all rows, or over the upper ones alone where that is what adds up.

    What adds up one column adds up the others. A total that is no more than one of its parts is a mean or a running
    figure, or counts nobody twice.
    """
    everything = tuple(n for n in range(len(table.names)) if n != total)
    readings = list(dict.fromkeys([everything, *_readings(table, everything), *_uppers(columns, everything)]))
    proven = [rows for rows in readings if any(_adds_up(table, column, rows, total) for column in columns)]
    for column in columns:
        if (whole := column.figures[total]) is None:
            continue
        claims = [_sum(table, column, rows, total, whole) for rows in (*proven, *readings)]
        claims = [claim for claim in claims if len(claim.all("part")) >= _FEWEST]
        right = next(filter(holds, claims), None)
        if right is not None:
            yield right
        elif claims and not _is_within(column, total):
            yield claims[0] if proven else _guessed(table, min(claims, key=_distance))


def _adds_up(table: PlainTable, column: Column, rows: Rows, total: int) -> bool:
    whole = column.figures[total]
    claim = _sum(table, column, rows, total, whole) if whole is not None and value_of(whole) else None
    return claim is not None and len(claim.all("part")) >= _FEWEST and holds(claim)


def _sum(table: PlainTable, column: Column, rows: Rows, total: int, whole: Quantity) -> SumClaim:
    return sum_of(whole, table.names[total], [(1, column.figures[n]) for n in rows])


def _readings(table: PlainTable, rows: Rows) -> Iterator[Rows]:
    """Yield the rows that a total may be made of, as names, marks and codes tell."""
    subtotals = tuple(n for n in rows if SUBTOTAL.search(table.names[n]))
    yield subtotals
    if subtotals:
        yield tuple(n for n in rows if n not in subtotals)
    yield tuple(n for n in rows if table.levels[n] == table.levels[rows[0]])
    yield tuple(n for n in rows if not INSIDE.search(table.names[n]))


def _uppers(columns: Sequence[Column], rows: Rows) -> Iterator[Rows]:
    """Yield for each column the rows but for those that the one above them adds up."""
    for column in columns:
        values = [value_of(column.figures[n]) for n in rows]
        kept, at = [], 0
        while at < len(rows):
            kept.append(rows[at])
            sums = enumerate(accumulate(values[at + 1 : at + 1 + _MOST_INSIDE]), 1)
            inside = max((count for count, total in sums if total == values[at] != 0), default=0)
            at += 1 + (inside if inside >= _FEWEST else 0)
        yield tuple(kept)


def _is_within(column: Column, total: int) -> bool:
    """Tell whether a total lies between the least and the most of its column."""
    parts = [value_of(figure) for n, figure in enumerate(column.figures) if n != total and figure is not None]
    return min(parts) <= value_of(column.figures[total]) <= max(parts)


def _distance(claim: Claim) -> Decimal:
    parts = sum((value_of(part.quantity) for part in claim.all("part")), Decimal())
    return abs(parts - value_of(claim.one("total")))


def _guessed(table: PlainTable, claim: SumClaim) -> SumClaim:
    """Return a claim that no column bears out: a guess where some rows may be inside others, or missing."""
    parts, whole = [value_of(part.quantity) for part in claim.all("part")], value_of(claim.one("total"))
    beyond = sum(parts, Decimal()) - whole
    twice = any(part > 0 and abs(beyond - part) <= part * _NEARLY for part in parts)
    levels = {table.levels[n] for n, name in enumerate(table.names) if not table.is_total(name)}
    inside = len(levels) > 1 or twice or beyond >= whole or any(map(INSIDE.search, table.names))
    return replace(claim, binding=Binding.GUESSED) if inside or -beyond > max(parts) else claim


def _subtotals(table: PlainTable, column: Column, way: int) -> Iterator[Claim]:
    """Read every subtotal over the rows above it; where ``way`` is -1, over those below."""
    group: list[tuple[int, Quantity | None]] = []
    for name, figure in [*zip(table.names, column.figures, strict=True)][::way]:
        if not SUBTOTAL.search(name):
            group = [] if table.is_total(name) else [*group, (1, figure)]
        else:
            if figure is not None and len(group) >= _FEWEST:
                yield sum_of(figure, name, group)
            group = []


def _nested(table: PlainTable, column: Column) -> Iterator[Claim]:
    """Read rows that have rows inside them, as marks (一、 above （一）) or codes (208 above 20805) tell of each."""
    rows = [n for n, name in enumerate(table.names) if not table.is_total(name)]
    levels = [table.levels[n] for n in rows]
    if None in levels or len({*levels}) < _FEWEST:
        return
    for at, (n, level) in enumerate(zip(rows, levels, strict=True)):
        below: list[int] = []
        for other, deeper in zip(rows[at + 1 :], levels[at + 1 :], strict=True):
            if deeper is None or level is None or deeper <= level:
                break
            below.append(other)
        direct = min((table.levels[other] or 0 for other in below), default=0)
        parts = [(1, column.figures[other]) for other in below if table.levels[other] == direct]
        whole = column.figures[n]
        if whole is not None and sum(part is not None for _, part in parts) >= _FEWEST:
            yield sum_of(whole, table.names[n], parts)
