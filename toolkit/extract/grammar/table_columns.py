"""What a plain table claims from column to column: shares, changes between years, what is left, rates, products.

What belongs together is said by heads, or found by trying; it is a claim where the rows bear it out.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, combinations, permutations
from math import prod
from typing import NamedTuple

from toolkit.extract.grammar.borne import best, borne, holds, sum_of, value_of
from toolkit.extract.grammar.plain_tables import Column, PlainTable, plain_tables
from toolkit.extract.grammar.reading import Reading
from toolkit.extract.grammar.table_totals import totals
from toolkit.extract.grammar.tables import Tables
from toolkit.records import Dimension, Quantity, Span
from toolkit.records.facts import (
    AverageClaim,
    Claim,
    DifferenceClaim,
    GrowthClaim,
    Operand,
    ProductClaim,
    RatioClaim,
    ShareClaim,
)

_SHARE = re.compile(r"占比|比重|构成比|占.{0,8}(?:比例|[%％])")
_CHANGE = re.compile(r"增减|增加|增长|增幅|净增|减少|下降|降幅|变动|变化|差额|比上年|较上年|同比")
_LEFT = re.compile(r"^(?!.*(?:年初|期初|上年)).*(?:结余|余额|差额|结转|剩余|未支付|未使用|节约|期末|年末|月末|未结)")
_ACROSS = re.compile(r"(?:合计|小计|总计|共计)(?:\(.*\))?$")
_MEAN, _PRICE = re.compile(r"均|单产|亩产"), re.compile(r"单价|标准|定额")
_PRIOR, _CURRENT = re.compile(r"上一?年度?|去年|上期"), re.compile(r"本年度?|今年|当年|本期")
_YEAR = re.compile(r"20\d\d年度?")
_FEWEST = 2
_MANY = 3  # rows that bear a reading out of which no head tells
_MOST_COLUMNS = 16  # of a table whose columns are tried with one another
_MOST_TRIED = 30_000  # rows of three columns each that are tried with a fourth
_POINT, _HUNDRED = 1, 100
_SIGNS: tuple[tuple[int, int, int], ...] = ((1, 1, -1), (1, -1, -1))
"""年初 + 新增 − 偿还, and 预算 − 支付 − 收回."""

Trial = Callable[..., Claim | None]


def column_claims(reading: Reading, tables: Tables) -> Iterator[Claim]:
    """Yield what tables claim that are of no form; and those of a budget, whose rates are read elsewhere."""
    for table in (table for grid in tables.others for table in plain_tables(grid, reading.lexicon)):
        budgeted = any(table.span.covers(line.span) for line in tables.budget)
        equations: set[frozenset[Span]] = set()
        for claim in _claims(table, budgeted=budgeted):
            figures = frozenset(operand.quantity.span for operand in claim.operands)
            if figures not in equations:
                equations.add(figures)
                yield claim


def _claims(table: PlainTable, *, budgeted: bool) -> Iterator[Claim]:
    """Yield what a table claims: an equation that can be read in two ways first as its heads say it."""
    yield from totals(table)
    yield from _shares(table)
    if len(table.columns) <= _MOST_COLUMNS:
        yield from _changes(table)
        yield from _left(table)
        if not budgeted:
            yield from _ratios(table)
        yield from _products(table)
        yield from _across(table)


def _rows(table: PlainTable, make: Trial, *columns: Column) -> Iterator[Claim]:
    """Make a claim of each row that has a figure in each of some columns."""
    for name, *figures in zip(table.names, *(column.figures for column in columns), strict=True):
        if None not in figures and (claim := make(name, *figures)) is not None:
            yield claim


def _across(table: PlainTable) -> Iterator[Claim]:
    """Read columns that add up those beside them: as their heads say, or as three rows show."""
    for at, column in enumerate(table.columns):
        if not column.is_added:
            continue
        named = _ACROSS.search(column.head) is not None
        runs = [*_runs(table.columns[at + 1 :]), *(run[::-1] for run in _runs(table.columns[:at][::-1]))]
        least = 1 if named else _MANY
        yield from best(borne(table, _added(table, column, run), least=least, despite=max(least, 2)) for run in runs)


def _runs(columns: Sequence[Column]) -> Iterator[Sequence[Column]]:
    """Yield the first two columns, the first three …, as far as they can be added up."""
    end = next((n for n, column in enumerate(columns) if not column.is_added), len(columns))
    yield from (columns[:length] for length in range(end, 1, -1))


def _added(table: PlainTable, column: Column, parts: Sequence[Column]) -> Iterator[Claim]:
    for n, whole in enumerate(column.figures):
        figures = [(1, part.figures[n]) for part in parts]
        if whole is not None and sum(figure is not None for _, figure in figures) >= _FEWEST:
            yield sum_of(whole, table.names[n], figures)


def _shares(table: PlainTable) -> Iterator[Claim]:
    """Read each share over the amounts that bear it out best; not where the row of totals is no 100 % itself."""
    if (total := table.total) is None:
        return
    for column in table.columns:
        own = column.figures[total]
        if not _SHARE.search(column.head) or (own is not None and value_of(own) not in (1, _HUNDRED)):
            continue
        amounts = [other for other in table.columns if other.is_added and other.figures[total] is not None]
        read = (borne(table, _row_shares(table, column, other, total), despite=1, bears=_about) for other in amounts)
        yield from best(read)


def _row_shares(table: PlainTable, shares: Column, amounts: Column, total: int) -> Iterator[Claim]:
    whole = amounts.figures[total]

    def made(name: str, share: Quantity, part: Quantity) -> Claim | None:
        if table.is_total(name) or whole is None:
            return None
        operands = _operands(("part", part, name), ("whole", whole, table.names[total]), ("value", share, shares.head))
        return ShareClaim(span=_hull(share, part, whole), label=name, text=name, operands=operands)

    return _rows(table, made, shares, amounts)


def _about(claim: Claim) -> bool:
    """Tell whether a share is about what its part is of the whole."""
    part, whole, value = (value_of(claim.one(role)) for role in ("part", "whole", "value"))
    return bool(whole) and abs(part * _HUNDRED / whole - value) <= _POINT


def _changes(table: PlainTable) -> Iterator[Claim]:
    """Read what changed from one year to the next, by how much and by how many per cent."""
    pairs = [*_years([column for column in table.columns if column.is_added and not _CHANGE.search(column.head)])]
    for column in table.columns:
        if _CHANGE.search(column.head) and not _SHARE.search(column.head):
            make = _growth if column.percent else _difference
            yield from best(borne(table, _rows(table, make(column), column, *pair), despite=1) for pair in pairs)


class _Years(NamedTuple):
    prior: Column
    current: Column


def _years(columns: Sequence[Column]) -> Iterator[_Years]:
    """Yield the columns of one thing in two years, that of the earlier year first."""
    for one, other in combinations(columns, 2):
        (early, thing), (late, same) = (_year(column.head) for column in (one, other))
        if thing == same and early is not None and late is not None and early != late:
            yield _Years(one, other) if early < late else _Years(other, one)


def _year(head: str) -> tuple[str | None, str]:
    """Return of which year a column is, so that years can be compared, and of what."""
    for pattern, order in ((_PRIOR, "1"), (_CURRENT, "2"), (_YEAR, None)):
        if said := pattern.search(head):
            return order or said.group()[:4], head[: said.start()] + head[said.end() :]
    return None, head


def _falling(column: Column) -> bool:
    """Tell whether a column writes decreases without their sign."""
    return not any(value_of(figure) < 0 for figure in column.figures)


def _difference(column: Column) -> Trial:
    unsigned = _falling(column)

    def made(name: str, value: Quantity, before: Quantity, now: Quantity) -> Claim | None:
        if before.unit is not None and before.unit.dimension is Dimension.RATIO:
            return None  # 药占比（%）28.58 | 25.39 | -3.19 are points
        less, more = (now, before) if unsigned and value_of(now) < value_of(before) else (before, now)
        operands = _operands(("minuend", more, ""), ("subtrahend", less, ""), ("value", value, column.head))
        return DifferenceClaim(span=_hull(value, before, now), label=name, text=name, operands=operands)

    return made


def _growth(column: Column) -> Trial:
    unsigned = _falling(column)

    def made(name: str, value: Quantity, before: Quantity, now: Quantity) -> Claim | None:
        if not value_of(before):
            return None
        operands = _operands(("base", before, ""), ("current", now, ""), ("value", value, column.head))
        falls = unsigned and value_of(now) < value_of(before)
        return GrowthClaim(span=_hull(value, before, now), label=name, text=name, operands=operands, falls=falls)

    return made


def _left(table: PlainTable) -> Iterator[Claim]:
    """Read what is left of two amounts or three: 预算 − 支出 = 结余, 年初 + 新增 − 偿还 = 年末."""
    amounts = [column for column in table.columns if column.is_added]
    for column in amounts:
        if not _LEFT.search(column.head):
            continue
        others = [other for other in amounts if other is not column]
        two = (_differing(table, column, *pair) for pair in permutations(others, 2))
        three = (
            borne(table, _balanced(table, column, signs, some))
            for signs in _SIGNS
            for some in permutations(others, 3)
            if signs[0] != signs[1] or others.index(some[0]) < others.index(some[1])
            if signs[1] != signs[2] or others.index(some[1]) < others.index(some[2])
        )
        trials = len(table.names) * len(others) ** 3
        yield from best(chain(two, three if trials <= _MOST_TRIED else ()))


def _differing(table: PlainTable, column: Column, more: Column, less: Column) -> list[Claim]:
    """Return the differences of two columns, unless what is amiss in one row is another amount of it: a third term."""
    claims = borne(table, _rows(table, _difference(column), column, less, more))
    amounts = {value_of(figure) for other in table.columns for figure in other.figures if figure is not None}
    for claim in claims:
        minuend, subtrahend, value = (value_of(claim.one(role)) for role in ("minuend", "subtrahend", "value"))
        if not holds(claim) and minuend - subtrahend - value in amounts:
            return []
    return claims


def _balanced(table: PlainTable, column: Column, signs: Sequence[int], parts: Sequence[Column]) -> Iterator[Claim]:
    def made(name: str, result: Quantity, *figures: Quantity) -> Claim:
        return sum_of(result, name, [*zip(signs, figures, strict=True)])

    return _rows(table, made, column, *parts)


def _ratios(table: PlainTable) -> Iterator[Claim]:
    """Read each rate over the two columns that bear it out, as several rows must show."""
    amounts = [column for column in table.columns if column.is_added]
    for column in table.columns:
        if column.percent and not _SHARE.search(column.head) and not _CHANGE.search(column.head):
            pairs = permutations(amounts, 2)
            yield from best(
                borne(table, _rows(table, _rate(column, *pair), column, *pair), least=_FEWEST) for pair in pairs
            )


def _rate(column: Column, part: Column, whole: Column) -> Trial:
    def made(name: str, value: Quantity, some: Quantity, of: Quantity) -> Claim | None:
        if not value_of(of):
            return None
        operands = _operands(("part", some, part.head), ("whole", of, whole.head), ("value", value, column.head))
        return RatioClaim(span=_hull(value, some, of), label=column.head, text=name, operands=operands)

    return made


def _products(table: PlainTable) -> Iterator[Claim]:
    """Read averages (金额 ÷ 人数 = 人均), and what comes of prices (标准 × 人数 = 金额), as several rows must show.

    Of all rows together neither need be true; and what is amiss by a whole number has a third factor (12 months).
    """
    amounts = [column for column in table.columns if column.is_added]
    for column in table.columns:
        if _MEAN.search(column.head) and not column.percent:
            read = (_rows(table, _mean(column), column, *pair) for pair in permutations(amounts, 2))
        elif _PRICE.search(column.head) and not column.percent:
            read = (_rows(table, _product, one, column, other) for one, other in permutations(amounts, 2))
        else:
            continue
        claims = best(borne(table, claims, least=_FEWEST) for claims in read)
        doubted = [claim for claim in claims if not (holds(claim) or table.is_total(claim.text))]
        if not any(map(_is_multiple, doubted)):
            yield from (claim for claim in claims if claim in doubted or holds(claim))


def _is_multiple(claim: Claim) -> bool:
    """Tell whether a product is a whole number of times what its factors give."""
    factors = [value_of(factor.quantity) for factor in claim.all("factor")]
    return bool(factors) and value_of(claim.one("value")) % prod(factors) == 0


def _mean(column: Column) -> Trial:
    def made(name: str, value: Quantity, total: Quantity, count: Quantity) -> Claim | None:
        if not value_of(count):
            return None
        operands = _operands(("total", total, ""), ("count", count, ""), ("value", value, column.head))
        return AverageClaim(span=_hull(value, total, count), label=name, text=name, operands=operands)

    return made


def _product(name: str, value: Quantity, price: Quantity, count: Quantity) -> Claim | None:
    if not value_of(price) or not value_of(count):
        return None
    operands = _operands(("factor", price, ""), ("factor", count, ""), ("value", value, ""))
    return ProductClaim(span=_hull(value, price, count), label=name, text=name, operands=operands)


def _operands(*figures: tuple[str, Quantity, str]) -> tuple[Operand, ...]:
    return tuple(Operand(role=role, quantity=quantity, label=label) for role, quantity, label in figures)


def _hull(first: Quantity, *others: Quantity) -> Span:
    span = first.span
    for other in others:
        span = span.hull(other.span)
    return span
