"""How far a document agrees with itself, in the places where that can be recomputed."""

from dataclasses import dataclass

from toolkit.arithmetic import percent
from toolkit.records import Audit, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Consistency:
    """The places that state what can be recomputed from other figures of the document, each counted once.

    ``refuted`` are those that a finding shows not to come out so, however many checks looked and whatever another
    check says of them; ``held`` come out as stated. What no check could recompute is in neither, nor is a finding
    without arithmetic (a wrong word, a missing chapter).
    """

    held: frozenset[Span]
    refuted: frozenset[Span]

    @property
    def recomputed(self) -> int:
        """Return how many places could be recomputed."""
        return len(self.held) + len(self.refuted)

    @property
    def score(self) -> int | None:
        """Return how many in a hundred of them hold, rounded down; None where there are none."""
        return percent(len(self.held), self.recomputed)


def consistency(audit: Audit) -> Consistency:
    """Sort the places that were recomputed by whether they hold."""
    hits = (finding.hit for finding in audit.findings)
    clears = (verified.clear for verified in audit.verified)
    refuted = frozenset(hit.evidence[0].span for hit in hits if hit.recomputation and hit.evidence)
    held = frozenset(clear.evidence[0].span for clear in clears if clear.recomputation and clear.evidence)
    return Consistency(held=held - refuted, refuted=refuted)
