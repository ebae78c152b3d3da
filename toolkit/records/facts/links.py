"""What one fact leads to: conclusions, indicators, lost points, problems and measures as one graph.

A link stands where the fact stands that it leads from, its ``source``; what it leads to may be nothing. Links are made
once, over all other facts of a document: checks and drafts read them and look for no words of their own.
"""

from dataclasses import dataclass
from enum import StrEnum

from toolkit.records.facts.fact import Fact
from toolkit.records.facts.indicator import Indicator
from toolkit.records.facts.score import Marked, TotalScore
from toolkit.records.facts.statement import Statement
from toolkit.records.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Fact):
    """What ``source`` leads to."""

    source: Fact


class Said(StrEnum):
    """Whether the text says that a target is reached."""

    MET = "met"
    UNMET = "unmet"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing(Link):
    """An indicator and the words (``at``) that tell whether its target is reached; one for every indicator."""

    source: Indicator
    said: Said
    at: Span | None = None


class Extent(StrEnum):
    """How many of the indicators a conclusion says were reached."""

    ALL = "all"  # 全部完成
    ROUGHLY = "roughly"  # 基本完成
    NOT_ALL = "not all"  # 部分指标未完成
    COUNTED = "counted"  # 8项指标中7项达到、1项未达到


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion(Link):
    """A conclusion and the indicators that it judges together, in the words at ``span``.

    ``among`` and ``unmet`` are its numbers where it counts. ``elsewhere`` is where, with no indicator said to be unmet,
    the text outside of conclusions says that so many are (有2项指标未完成).
    """

    source: Statement
    extent: Extent
    text: str
    standings: tuple[Standing, ...]
    among: int | None = None
    unmet: int | None = None
    elsewhere: tuple[Span, ...] = ()

    def saying(self, said: Said) -> tuple[Standing, ...]:
        """Return the indicators of which the text says so."""
        return tuple(standing for standing in self.standings if standing.said is said)


class Why(StrEnum):
    """What explains that points were lost."""

    WRITTEN = "written"  # in the form's column of reasons
    TOLD = "told"  # words beside the score, or below its heading
    UNMET = "unmet"  # the indicator was not reached
    OF_CLASS = "of class"  # an indicator of the class that is scored was not reached
    PART = "part"  # the items below lost them
    NAMED = "named"  # a deduction or a problem names the item


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why points were lost, and the words at ``at`` that tell; ``beside`` is the place of the item they explain."""

    why: Why
    at: Span
    beside: Marked


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss(Link):
    """An item that lost points, all ``places`` that tell of it, and the reasons; ``banded`` where a rule gives bands.

    A report tells of one item in its prose and again in the form at its end: name and marks are the same.
    """

    source: Marked
    places: tuple[Marked, ...]
    reasons: tuple[Reason, ...] = ()
    banded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalLoss(Link):
    """A total below the full mark, and where the text shows what was lost: items, indicators, words."""

    source: TotalScore
    shown: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission(Link):
    """A weakness, as a loss or a conclusion shows it, and the problems that own up to it.

    ``beside`` is the place of a loss that was compared, ``complaint`` the words there that tell what was wrong.
    """

    source: Loss | Statement
    problems: tuple[Statement, ...]
    beside: Marked | None = None
    complained: bool = False
    complaint: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Link):
    """A problem, its topics, and the measures that answer it.

    ``telling`` is False where its words do not tell what it is about, so that no measure can be missed.
    """

    source: Statement
    measures: tuple[Statement, ...]
    topics: tuple[str, ...] = ()
    telling: bool = True
