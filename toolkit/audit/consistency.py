"""How far a document agrees with itself, in the places where that can be recomputed."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from toolkit.arithmetic import percent
from toolkit.records import Audit, Clear, Hit, Span
from toolkit.records.facts import Facts, Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Consistency:
    """The figures that can be recomputed from others of the document, by their places, each counted once.

    ``refuted`` are those that a finding shows not to come out so, waived and known findings too, however many checks
    looked and whatever another check says of them; ``held`` come out as stated. What no check could recompute is in
    neither, nor is what is no figure (the numbers of items) or has no arithmetic (a wrong word, a missing chapter).
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


def consistency(audit: Audit, facts: Facts) -> Consistency:
    """Sort the figures that were recomputed by whether they hold."""
    found = [*audit.findings, *(each.finding for each in audit.waived), *(audit.since.known if audit.since else ())]
    refuted = _recomputed(finding.hit for finding in found)
    held = _recomputed(verified.clear for verified in audit.verified) - refuted
    figures = _of_figures(refuted | held, facts)
    return Consistency(held=held & figures, refuted=refuted & figures)


def _recomputed(outcomes: Iterable[Hit | Clear]) -> frozenset[Span]:
    """Return where what outcomes recompute is stated."""
    return frozenset(outcome.evidence[0].span for outcome in outcomes if outcome.recomputation and outcome.evidence)


def _of_figures(spans: Iterable[Span], facts: Facts) -> frozenset[Span]:
    """Return the places in which, or in part of which, a figure stands."""
    figures = sorted(mention.quantity.span for mention in facts.of(Mention))
    starts = [figure.start for figure in figures]
    furthest = list(accumulate((figure.end for figure in figures), max))
    before = {span: bisect_left(starts, span.end) for span in spans}
    return frozenset(span for span, n in before.items() if n and furthest[n - 1] > span.start)
