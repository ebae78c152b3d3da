"""Figures and dates wherever they stand."""

from dataclasses import dataclass
from enum import StrEnum

from toolkit.records.facts.fact import Fact
from toolkit.records.period import Period
from toolkit.records.quantity import Quantity


class Role(StrEnum):
    """What the words around a figure make of it."""

    LEVEL = "level"
    TOTAL = "total"
    DELTA = "delta"
    GROWTH = "growth"
    SHARE = "share"
    RATE = "rate"
    POINTS = "points"
    MEAN = "mean"
    TARGET = "target"
    COMPLETION = "completion"
    FULL = "full"
    SCORE = "score"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Fact):
    """A figure with what it is called.

    ``label`` is the name read off the words before it (办结率, 一般公共预算支出); ``sign`` is -1 where the words
    say that it fell (减少, 下降); ``clause`` and ``sentence`` number the clauses and sentences of the document.
    """

    label: str
    role: Role
    quantity: Quantity
    period: Period | None = None
    sign: int = 1
    clause: int = 0
    sentence: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention(Fact):
    """A date or period in words; ``fault`` says what is wrong with its form (``2023 拆违`` lacks its 年)."""

    text: str
    period: Period | None
    fault: str | None = None
