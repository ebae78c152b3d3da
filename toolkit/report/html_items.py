"""What the page lists: findings as cards by section, proofs, gaps."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.records import Finding, Recomputation, Severity, Span, Waiver


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of the document, and the offset that a link to them names."""

    role: str
    words: str
    anchor: int
    place: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A finding, numbered in the order of the text; ``path`` are the headings it stands under."""

    number: int
    finding: Finding
    title: str
    path: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The findings of one section of the document; ``anchor`` is its heading's offset."""

    title: str
    anchor: int | None
    cards: tuple[Card, ...]

    @property
    def counts(self) -> Mapping[Severity, int]:
        """Count the findings by severity, the gravest first."""
        found = Counter(card.finding.severity for card in self.cards)
        return {severity: found[severity] for severity in Severity}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What the document states in one place, recomputed and found to hold, and the checks that did so."""

    number: int
    codes: tuple[str, ...]
    sums: tuple[Recomputation, ...]
    quotes: tuple[Quote, ...]
    stated: Span
    operands: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What could not be checked for one reason, and everywhere it was so; without ``code``, what was not read."""

    code: str | None
    why: str
    quotes: tuple[Quote, ...]
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Excused:
    """A finding that does not count, and the waiver that says so."""

    finding: Finding
    waiver: Waiver
    title: str
    quotes: tuple[Quote, ...]
