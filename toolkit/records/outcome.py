"""What a check says of one thing it looked at."""

from dataclasses import dataclass
from enum import StrEnum

from toolkit.records.origin import GRAMMAR, Origin
from toolkit.records.span import Span


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Return 0 for info, 1 for warning, 2 for error."""
        return ("info", "warning", "error").index(self.value)


class Certainty(StrEnum):
    """Whether the text alone forces a finding."""

    CERTAIN = "certain"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words of the document and their part in the finding (in the reader's language)."""

    role: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Recomputation:
    """The arithmetic shown: a formula with its numbers, what the text states, what comes out."""

    formula: str
    stated: str
    recomputed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """What to write for the words at ``span``; an empty ``text`` takes them out."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A fault. ``evidence`` names the words at fault first, and only those.

    ``severity`` may be lower than the check's own, never higher. ``fixes`` mend it, where there is one way only to
    mend it and no number changes. ``origin`` is a model where one proposed it.
    """

    message: str
    evidence: tuple[Evidence, ...]
    recomputation: Recomputation | None = None
    suggestion: str | None = None
    certainty: Certainty = Certainty.CERTAIN
    severity: Severity | None = None
    fixes: tuple[Replacement, ...] = ()
    origin: Origin = GRAMMAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Clear:
    """Looked at, recomputed where there was something to compute, and found to hold."""

    evidence: tuple[Evidence, ...]
    recomputation: Recomputation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unable:
    """Looked at, but the text does not give what the check needs."""

    missing: str
    evidence: tuple[Evidence, ...]


Outcome = Hit | Clear | Unable
