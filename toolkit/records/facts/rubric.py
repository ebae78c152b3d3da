"""Which scoring form a report follows, and what the report calls the total."""

from dataclasses import dataclass

from toolkit.records.facts.fact import Fact
from toolkit.records.facts.indicator import Indicator
from toolkit.records.facts.score import ScoreLine
from toolkit.records.quantity import Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownItem:
    """A line of the report and the entry of the form that it is; ``part`` where the entry adds others up."""

    entry: str
    block: str | None
    line: ScoreLine | Indicator
    part: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricFit(Fact):
    """The form that fits the report's scores best: what of it is named, what is not, and what it does not know."""

    id: str
    title: str
    known: tuple[KnownItem, ...]
    unknown: tuple[ScoreLine | Indicator, ...]
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating(Fact):
    """The grade that the report gives itself (自评等级为“良”) and the total beside it.

    ``own_scale`` is True where the text says itself which totals have which grade.
    """

    grade: str
    score: Quantity
    own_scale: bool = False
