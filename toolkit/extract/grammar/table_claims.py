"""The rates of a budget table's rows: what is spent over what was budgeted."""

from collections.abc import Iterator, Sequence

from toolkit.extract.grammar.reading import Reading
from toolkit.records.facts import Binding, BudgetLine, Operand, RatioClaim


def table_claims(reading: Reading, lines: Sequence[BudgetLine]) -> Iterator[RatioClaim]:
    """Read the rates of every budget table."""
    for line in lines:
        if (claim := _rate(reading, line)) is not None:
            yield claim


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
