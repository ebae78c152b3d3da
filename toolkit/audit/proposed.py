"""What a language model proposed, as findings: possible ones, never errors, and none where the check has spoken."""

from collections.abc import Iterable, Iterator

from toolkit.audit.check import Check, Dossier
from toolkit.records import Certainty, Hit, Outcome, Severity
from toolkit.records.facts import Proposal


def proposed(check: Check, dossier: Dossier, outcomes: Iterable[Outcome]) -> Iterator[Hit]:
    """Yield a model's proposals for a check, but for words that the check itself has judged."""
    judged = [evidence.span for outcome in outcomes for evidence in outcome.evidence]
    for proposal in dossier.facts.of(Proposal):
        first = proposal.evidence[0].span
        if proposal.code == check.code and not any(first.overlaps(span) for span in judged):
            yield Hit(
                message=proposal.message,
                evidence=proposal.evidence,
                certainty=Certainty.POSSIBLE,
                severity=Severity.WARNING,
                origin=proposal.origin,
            )
