"""Scores: one line of the form, and the total."""

from dataclasses import dataclass

from toolkit.records.facts.fact import Fact
from toolkit.records.quantity import Quantity
from toolkit.records.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreLine(Fact):
    """An item of the rubric with its full score (分值), score (得分) and the reason given for a loss.

    ``summary`` marks a line that adds up the lines below it (履职效能 50 分), so that sums do not count it twice.
    """

    section: str | None
    name: str
    name_span: Span
    full: Quantity | None
    got: Quantity | None
    reason: str | None = None
    summary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalScore(Fact):
    """The report's total."""

    full: Quantity | None
    got: Quantity | None
