"""What a budget table claims by its form: each rate follows from its row, each total from its column."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from toolkit.extract.grammar.reading import Reading
from toolkit.records import Quantity, Span
from toolkit.records.facts import Binding, BudgetLine, Claim, Operand, RatioClaim, SumClaim

_TOTAL = re.compile(r"^(?:合计|总计|共计|支出合计|收入合计|本年支出合计|本年收入合计)$")
_WITHIN = re.compile(r"其中|小计")
_FIELDS = ("budgeted", "income", "spent")
_FEWEST = 3  # lines: a total and two that it adds up


def table_claims(reading: Reading, lines: Sequence[BudgetLine]) -> Iterator[Claim]:
    """Read the rates and the totals of every budget table."""
    for line in lines:
        if (claim := _rate(reading, line)) is not None:
            yield claim
    for table, mine in groupby(lines, key=lambda line: _table(reading, line)):
        if table is not None:
            yield from _totals(reading, list(mine))


def _table(reading: Reading, line: BudgetLine) -> int | None:
    block = reading.document.block(line.span.start)
    return block.table if block else None


def _rate(reading: Reading, line: BudgetLine) -> RatioClaim | None:
    if line.rate is None or line.spent is None or line.budgeted is None:
        return None
    used = {line.rate.span, line.spent.span, line.budgeted.span}
    row = next((b for b in reading.blocks if b.block.span.covers(line.span)), None)
    others = [t.quantity for t in row.tokens if t.quantity.span not in used and not t.quantity.percent] if row else []
    return RatioClaim(
        span=line.span,
        label="执行率",
        text=line.name,
        operands=(
            Operand(role="part", quantity=line.spent, label=line.name),
            Operand(role="whole", quantity=line.budgeted, label=line.name),
            Operand(role="value", quantity=line.rate, label="执行率"),
        ),
        binding=Binding.ORDERED,
        rivals=tuple(Operand(role="rival", quantity=q) for q in others),
    )


def _totals(reading: Reading, lines: list[BudgetLine]) -> Iterator[SumClaim]:
    """Add up each column; lines that are inside others (其中) or add up some of them leave the total open."""
    total = next((line for line in lines if _TOTAL.match("".join(line.name.split()))), None)
    rest = [line for line in lines if line is not total]
    if total is None or len(lines) < _FEWEST:
        return
    nested = any(_WITHIN.search(reading.document.settled, line.span.start, line.span.end) for line in rest)
    for field in _FIELDS:
        whole: Quantity | None = getattr(total, field)
        parts: list[Quantity] = [q for line in rest if (q := getattr(line, field)) is not None]
        if whole is None or len(parts) != len(rest):
            continue
        yield SumClaim(
            span=Span(min(p.span.start for p in (whole, *parts)), max(p.span.end for p in (whole, *parts))),
            label=total.name,
            text=total.name,
            operands=(
                Operand(role="total", quantity=whole, label=total.name),
                *(Operand(role="part", quantity=q) for q in parts),
            ),
            binding=Binding.GUESSED if nested else Binding.ORDERED,
            complete=True,
        )
