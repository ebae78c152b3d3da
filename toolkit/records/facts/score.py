"""Scores: one line of the form, and the total; what a line and an indicator with marks of its own have in common."""

import re
from dataclasses import dataclass

from toolkit.records.facts.fact import Fact
from toolkit.records.facts.indicator import Indicator
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


Marked = ScoreLine | Indicator

_BRACKETED = re.compile("[(（][^)）]*[)）]")
_KIND = re.compile("(?=[类一二三指情分部])(?:类|一级|二级|三级)?(?:指标|情况|分析|部分)+$")


def full(marked: Marked | TotalScore) -> Quantity | None:
    """Return the full mark, where it has a number."""
    return _number(marked.full)


def got(marked: Marked | TotalScore) -> Quantity | None:
    """Return the score, where it has a number."""
    return _number(marked.got)


def core_name(name: str) -> str:
    """Return a name without what an item is called beside it: 决策类指标, 决策情况分析."""
    return _KIND.sub("", "".join(_BRACKETED.sub("", name).split()))


def _number(quantity: Quantity | None) -> Quantity | None:
    return quantity if quantity is not None and quantity.value is not None else None
