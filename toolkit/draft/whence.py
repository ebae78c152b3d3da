"""Where a draft's facts stand in its text: so a finding can name the row of the form that it is about."""

from collections.abc import Iterable

from toolkit.records import Document, Finding, Severity, Span
from toolkit.records.draft import Draft, Filled


def facts_in(draft: Draft, document: Document) -> list[tuple[Span, str]]:
    """Return the place and the key of every fact; the document is the draft, written and read again."""
    found: list[tuple[Span, str]] = []
    at = 0
    for run in draft.runs():
        if not isinstance(run, Filled) or not run.text:
            continue
        start = document.text.find(run.text, at)
        if start >= 0:
            at = start + len(run.text)
            if run.fact is not None:
                found.append((Span(start, at), run.fact))
    return found


def contradictions(draft: Draft, document: Document, findings: Iterable[Finding]) -> list[tuple[str, str]]:
    """Return what the audit is sure is wrong with facts that were filled in: the key of the first fact, and what."""
    places = facts_in(draft, document)
    told: list[tuple[str, str]] = []
    for finding in findings:
        if finding.severity is not Severity.ERROR:
            continue
        keys = [key for e in finding.hit.evidence for span, key in places if span.overlaps(e.span)]
        if keys:
            told.append((keys[0], f"{finding.code} {finding.hit.message}"))
    return told
