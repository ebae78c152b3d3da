"""What a plain table claims by its columns: totals, shares of a total, changes between two years, what is left.

What belongs together is said by heads, and held against the rows: it is a claim where all rows but one bear it out.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate, combinations, permutations

from toolkit.arithmetic import of_claim
from toolkit.extract.grammar.plain_tables import PERCENT, SUBTOTAL, TOTAL, Column, PlainTable, plain_tables
from toolkit.extract.grammar.reading import Reading
from toolkit.extract.grammar.tables import Tables
from toolkit.records import Quantity
from toolkit.records.facts import (
    Binding,
    Claim,
    DifferenceClaim,
    GrowthClaim,
    Operand,
    RatioClaim,
    ShareClaim,
    SumClaim,
)

_SHARE = re.compile(r"占比|比重|构成比|占.{0,8}(?:比例|[%％])")
_CHANGE = re.compile(r"增减|增加|增长|增幅|净增|减少|下降|降幅|变动|变化|差额|比上年|较上年|同比")
_LEFT = re.compile(r"结余|余额|差额|结转|剩余|未支付|未使用|节约")
_PRIOR, _CURRENT = re.compile(r"上一?年|去年|上期"), re.compile(r"本年|今年|当年|本期")
_YEAR = re.compile(r"20\d\d(?=年)")
_NOT_ADDED = re.compile(
    r"率|占|比[重例]|构成比|[%％]|均|单价|价格|标准|编[号码]|代码|电话|日期|时间|年[限份]|名次|排名|排序|指数|系数|分值|得分|权重|[倍次]数?比|增长$|增幅|降幅"
)
_ACROSS = re.compile(r"(?:合计|小计|总计|共计)(?:\(.*\))?$")
_INSIDE = re.compile(r"其中|小计|[.…]{2,}|^[-—]")
_MARKERS = tuple(
    map(re.compile, (r"[一二三四五六七八九十]+、", r"\([一二三四五六七八九十]+\)", r"\d+[.、](?!\d)", r"\(\d+\)"))
)
_FEWEST = 2
_MOST_INSIDE = 50  # rows that one above them adds up
_NEARLY = Decimal("0.05")
_POINT = Decimal(1)


def column_claims(reading: Reading, tables: Tables) -> Iterator[Claim]:
    """Yield what tables claim that are of no form; and those of a budget, whose totals and rates are read elsewhere."""
    for table in (table for grid in tables.others for table in plain_tables(grid, reading.lexicon)):
        if not any(table.span.covers(line.span) for line in tables.budget):
            yield from _totals(table)
            yield from _across(table)
            yield from _ratios(table)
        yield from _shares(table)
        yield from _changes(table)


def _totals(table: PlainTable) -> Iterator[Claim]:
    """Read what the row of totals says of each column that can be added up."""
    if table.total is None:
        return
    read = [
        found
        for column in table.columns
        if _is_added(column) and column.whole and (found := _total(table, column, table.total)) is not None
    ]
    sure = any(borne for _, borne in read)
    for claim, borne in read:
        yield claim if borne or sure else _guessed(table, claim)
    for column in table.columns:
        if _is_added(column) and column.whole:
            yield from _best(_borne(table, _subtotals(table, column, way)) for way in (1, -1))


def _is_added(column: Column) -> bool:
    return _NOT_ADDED.search(column.head) is None


def _total(table: PlainTable, column: Column, total: int) -> tuple[SumClaim, bool] | None:
    """Read a column's total: over all rows, or over the upper ones alone where that is what adds up."""
    whole = column.figures[total]
    rows = [n for n, figure in enumerate(column.figures) if n != total and figure is not None]
    units = {figure.unit for figure in column.figures if figure is not None}
    if whole is None or len(rows) < _FEWEST or len(units) > 1:
        return None
    claims = [
        _sum(whole, table.names[total], [column.figures[n] for n in some]) for some in _readings(table, column, rows)
    ]
    return next(((claim, True) for claim in claims if _holds(claim)), (claims[0], False))


def _subtotals(table: PlainTable, column: Column, way: int) -> Iterator[Claim]:
    """Read every subtotal over the rows above it; where ``way`` is -1, over those below."""
    group: list[Quantity | None] = []
    for name, figure in [*zip(table.names, column.figures, strict=True)][::way]:
        if TOTAL.match(name):
            group = []
        elif not SUBTOTAL.search(name):
            group.append(figure)
        else:
            if figure is not None and len(group) >= _FEWEST:
                yield _sum(figure, name, group)
            group = []


def _readings(table: PlainTable, column: Column, rows: Sequence[int]) -> Iterator[list[int]]:
    """Yield the rows that a total may be made of: all; the upper ones by their marks; those that add up no others."""
    yield [*rows]
    subtotals = [n for n in rows if SUBTOTAL.search(table.names[n])]
    if len(subtotals) >= _FEWEST:
        yield subtotals
    yield [n for n in rows if n not in subtotals] if subtotals else _upper(column, rows)
    marks = [_mark(table.names[n]) for n in rows]
    if len(same := [n for n, mark in zip(rows, marks, strict=True) if mark == marks[0]]) >= _FEWEST:
        yield same
    if len(outer := [n for n in rows if not _INSIDE.search(table.names[n])]) >= _FEWEST:
        yield outer


def _upper(column: Column, rows: Sequence[int]) -> list[int]:
    """Leave out the rows that the one above them adds up."""
    values = [_value(column.figures[n]) for n in rows]
    kept, at = [], 0
    while at < len(rows):
        kept.append(rows[at])
        sums = enumerate(accumulate(values[at + 1 : at + 1 + _MOST_INSIDE]), 1)
        inside = max((count for count, total in sums if total == values[at] != 0), default=0)
        at += 1 + (inside if inside >= _FEWEST else 0)
    return kept


def _guessed(table: PlainTable, claim: Claim) -> Claim:
    """Return a claim that no other column bears out: a guess where some rows may be inside others."""
    marks = {_mark(name) for n, name in enumerate(table.names) if n != table.total}
    parts = [_value(part.quantity) for part in claim.all("part")]
    whole = claim.one("total")
    beyond = sum(parts, Decimal()) - _value(whole)
    twice = any(part > 0 and abs(beyond - part) <= part * _NEARLY for part in parts)
    inside = len(marks) > 1 or twice or any(_INSIDE.search(name) for name in table.names)
    return replace(claim, binding=Binding.GUESSED) if inside else claim


def _mark(name: str) -> int | None:
    """Return which kind of number leads a name."""
    return next((kind for kind, pattern in enumerate(_MARKERS) if pattern.match(name)), None)


def _across(table: PlainTable) -> Iterator[Claim]:
    """Read a column that adds up those right of it, or left of it."""
    for at, column in enumerate(table.columns):
        if not _ACROSS.search(column.head):
            continue
        for others in (table.columns[at + 1 :], table.columns[:at]):
            parts = [other for other in others if _is_added(other)]
            if len(parts) == len(others) >= _FEWEST and (claims := _borne(table, _rows_across(table, column, parts))):
                yield from claims
                break


def _rows_across(table: PlainTable, column: Column, parts: Sequence[Column]) -> Iterator[Claim]:
    for n, whole in enumerate(column.figures):
        figures = [part.figures[n] for part in parts if part.figures[n] is not None]
        if whole is not None and len(figures) >= _FEWEST:
            yield _sum(whole, table.names[n], figures)


def _shares(table: PlainTable) -> Iterator[Claim]:
    """Read each share of a total over the amounts that bear it out best."""
    if table.total is None:
        return
    for column in table.columns:
        if _SHARE.search(column.head):
            amounts = (other for other in table.columns if _is_added(other))
            read = (_borne(table, _row_shares(table, column, other), _about) for other in amounts)
            yield from _best(read)


def _row_shares(table: PlainTable, shares: Column, amounts: Column) -> Iterator[Claim]:
    whole = amounts.figures[table.total or 0]
    for n, (share, part) in enumerate(zip(shares.figures, amounts.figures, strict=True)):
        if n != table.total and share is not None and part is not None and whole is not None:
            yield ShareClaim(
                span=share.span.hull(part.span).hull(whole.span),
                label=table.names[n],
                text=table.names[n],
                operands=(
                    Operand(role="part", quantity=part, label=table.names[n]),
                    Operand(role="whole", quantity=whole, label=table.names[table.total or 0]),
                    Operand(role="value", quantity=share, label=shares.head),
                ),
            )


def _changes(table: PlainTable) -> Iterator[Claim]:
    """Read what changed from one year to the next, by how much and how many per cent; and what is left of an amount."""
    amounts = [column for column in table.columns if _is_added(column)]
    years = _years([column for column in amounts if not _CHANGE.search(column.head)])
    for column in table.columns:
        percent = PERCENT.search(column.head)
        if years and _CHANGE.search(column.head) and not _SHARE.search(column.head):
            yield from _borne(table, (_growths if percent else _differences)(table, column, *years))
        elif not percent and _LEFT.search(column.head):
            before = amounts[: amounts.index(column)] if column in amounts else []
            read = (_borne(table, _differences(table, column, less, more)) for more, less in combinations(before, 2))
            yield from _best(read)


def _years(columns: Sequence[Column]) -> tuple[Column, Column] | None:
    """Return the column of the year before and that of the year, where there is one of each."""
    years = {column.head: year[0] for column in columns if (year := _YEAR.search(column.head))}
    priors = [column for column in columns if _PRIOR.search(column.head)]
    currents = [column for column in columns if _CURRENT.search(column.head)]
    if len(years) == len(columns) == _FEWEST and len({*years.values()}) == _FEWEST:
        prior, current = sorted(columns, key=lambda column: years[column.head])
        return prior, current
    return (priors[0], currents[0]) if len(priors) == len(currents) == 1 and priors != currents else None


def _differences(table: PlainTable, column: Column, prior: Column, current: Column) -> Iterator[Claim]:
    for n, (value, before, now) in enumerate(zip(column.figures, prior.figures, current.figures, strict=True)):
        if value is not None and before is not None and now is not None:
            falls = _falls(value, before, now)
            ones = (before, now) if falls else (now, before)
            yield DifferenceClaim(
                span=value.span.hull(before.span).hull(now.span),
                label=table.names[n],
                text=table.names[n],
                operands=(
                    Operand(role="minuend", quantity=ones[0]),
                    Operand(role="subtrahend", quantity=ones[1]),
                    Operand(role="value", quantity=value, label=column.head),
                ),
            )


def _growths(table: PlainTable, column: Column, prior: Column, current: Column) -> Iterator[Claim]:
    for n, (value, before, now) in enumerate(zip(column.figures, prior.figures, current.figures, strict=True)):
        if value is not None and before is not None and now is not None and before.value:
            yield GrowthClaim(
                span=value.span.hull(before.span).hull(now.span),
                label=table.names[n],
                text=table.names[n],
                operands=(
                    Operand(role="base", quantity=before),
                    Operand(role="current", quantity=now),
                    Operand(role="value", quantity=value, label=column.head),
                ),
                falls=_falls(value, before, now),
            )


def _ratios(table: PlainTable) -> Iterator[Claim]:
    """Read each rate over the two columns that bear it out, as several rows must show."""
    amounts = [column for column in table.columns if _is_added(column)]
    for column in table.columns:
        if PERCENT.search(column.head) and not _SHARE.search(column.head) and not _CHANGE.search(column.head):
            read = (_borne(table, _rates(table, column, *pair), least=_FEWEST) for pair in permutations(amounts, 2))
            yield from _best(read)


def _rates(table: PlainTable, column: Column, part: Column, whole: Column) -> Iterator[Claim]:
    for n, (value, some, of) in enumerate(zip(column.figures, part.figures, whole.figures, strict=True)):
        if value is not None and some is not None and of is not None and of.value:
            yield RatioClaim(
                span=value.span.hull(some.span).hull(of.span),
                label=column.head,
                text=table.names[n],
                operands=(
                    Operand(role="part", quantity=some, label=part.head),
                    Operand(role="whole", quantity=of, label=whole.head),
                    Operand(role="value", quantity=value, label=column.head),
                ),
            )


def _falls(value: Quantity, before: Quantity, now: Quantity) -> bool:
    """Tell whether a decrease is written without its sign: 增减 40 from 100 to 60."""
    return _value(value) > 0 and _value(now) < _value(before)


def _borne(
    table: PlainTable, read: Iterator[Claim], bears: "Callable[[Claim], bool] | None" = None, least: int = 1
) -> list[Claim]:
    """Return claims of one kind where all rows but one bear them out, ``least`` of them to the digit; else none.

    The row of totals does not count: a slip above goes on into it.
    """
    claims, doubted, exact = [], 0, 0
    for claim in read:
        claims.append(claim)
        if table.total is None or claim.text != table.names[table.total]:
            holds = _holds(claim)
            exact += holds
            doubted += not (holds or (bears is not None and bears(claim)))
            if doubted > 1:  # a table may have thousands of rows
                return []
    return claims if exact >= least else []


def _best(readings: Iterable[list[Claim]]) -> list[Claim]:
    """Return the reading that most rows bear out."""
    return max(readings, key=lambda claims: sum(map(_holds, claims)), default=[])


def _holds(claim: Claim) -> bool:
    judgement = of_claim(claim)
    return judgement is not None and judgement.verdict.holds


def _about(claim: Claim) -> bool:
    """Tell whether a share is about what its part is of the whole."""
    part, whole, value = (claim.one(role) for role in ("part", "whole", "value"))
    return bool(_value(whole)) and abs(_value(part) * 100 / _value(whole) - _value(value)) <= _POINT


def _sum(whole: Quantity, label: str, figures: Sequence[Quantity | None]) -> SumClaim:
    parts = [figure for figure in figures if figure is not None]
    span = whole.span
    for part in parts:
        span = span.hull(part.span)
    return SumClaim(
        span=span,
        label=label,
        text=label,
        operands=(
            Operand(role="total", quantity=whole, label=label),
            *(Operand(role="part", quantity=part) for part in parts),
        ),
        complete=True,
    )


def _value(quantity: Quantity | None) -> Decimal:
    return Decimal() if quantity is None or quantity.value is None else quantity.value
