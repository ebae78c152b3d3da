"""What a language model proposed, as findings: possible ones, never errors, and none where the check has spoken."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from toolkit.audit.check import Check, Dossier
from toolkit.records import Certainty, Hit, Outcome, Severity, Span
from toolkit.records.facts import Claim, Fact, Facts, Indicator, Proposal


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


def tempered(outcome: Outcome, pointed: Iterable[Fact]) -> Outcome:
    """Return an outcome as it stands, or as a possible finding where it rests on words that a model tied together.

    ``pointed`` are the facts of a model. Two figures of one of them, or its name, are such words.
    """
    if not isinstance(outcome, Hit):
        return outcome
    cited = {evidence.span for evidence in outcome.evidence}
    for fact in pointed:
        tied = cited.intersection(_tied(fact))
        if len(tied) > 1 or (isinstance(fact, Indicator) and fact.name_span in tied):
            error = outcome.severity in {None, Severity.ERROR}
            severity = Severity.WARNING if error else outcome.severity
            return replace(outcome, certainty=Certainty.POSSIBLE, severity=severity, origin=fact.origin)
    return outcome


def of_model(facts: Facts) -> list[Fact]:
    """Return the facts that a model pointed at."""
    return [fact for fact in facts.entries if fact.origin.model is not None and not isinstance(fact, Proposal)]


def _tied(fact: Fact) -> set[Span]:
    """Return the words that a fact says belong together."""
    if isinstance(fact, Indicator):
        figures = (fact.target, fact.actual, fact.completion)
        return {fact.name_span, *(figure.span for figure in figures if figure)}
    return {operand.quantity.span for operand in fact.operands} if isinstance(fact, Claim) else set()
