"""Budget lines."""

from dataclasses import dataclass

from toolkit.records.facts.fact import Fact
from toolkit.records.quantity import Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine(Fact):
    """What was budgeted, received and spent under one name, fund and period, and the rate printed beside it."""

    name: str
    fund: str | None = None
    period: str | None = None
    budgeted: Quantity | None = None
    income: Quantity | None = None
    spent: Quantity | None = None
    rate: Quantity | None = None
