"""Performance indicators, in prose or in a table."""

from dataclasses import dataclass

from toolkit.records.facts.fact import Fact
from toolkit.records.quantity import Quantity
from toolkit.records.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Fact):
    """One indicator with what was aimed at, what was reached, and how it was scored.

    ``forecast`` is True where the actual value is announced, expected or of part of the year only.
    """

    level1: str | None
    category: str | None
    name: str
    name_span: Span
    target: Quantity | None = None
    actual: Quantity | None = None
    completion: Quantity | None = None
    full: Quantity | None = None
    got: Quantity | None = None
    deviation: str | None = None
    period: str | None = None
    forecast: bool = False
