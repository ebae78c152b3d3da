"""A finding in the words of a margin note: what is wrong, the sum, what to do, what it was held against."""

from collections.abc import Iterator, Sequence

from toolkit.records import Document, Evidence, Finding, Span
from toolkit.report.excerpt import letters
from toolkit.report.subject import Audited
from toolkit.report.wording import SEVERITIES, arithmetic, reserve

LONGEST = 60
MOST = 6  # words that one note cites


def title(result: Audited, finding: Finding) -> str:
    """Name a finding: its severity, code and check, and whether it is only possible."""
    named = f"{SEVERITIES[finding.severity]} {finding.code} {result.titles.get(finding.code, finding.name)}"
    return named + reserve(finding)


def remark(result: Audited, finding: Finding, *, whole: bool) -> Iterator[str]:
    """Yield the lines of a note; where it does not stand at the ``whole`` of the words at fault, it quotes them."""
    hit, document = finding.hit, result.document
    yield title(result, finding)
    if not hit.evidence:
        yield "（这一条说的是全文）"
    elif not whole and hit.evidence[0].span:
        yield f"所指 {cited(document, hit.evidence[0])}"
    yield hit.message
    if hit.recomputation:
        yield f"验算 {arithmetic(hit.recomputation)}"
    if hit.suggestion:
        yield f"建议 {hit.suggestion}"
    others = others_of(hit.evidence)
    if others:
        more = f"；另有 {len(others) - MOST} 处" if len(others) > MOST else ""
        yield "对照 " + "；".join(cited(document, each) for each in others[:MOST]) + more
    yield f"详见 jixiao explain {finding.code}"


def others_of(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return what a finding cites beside the words at fault, each once."""
    return [each for each in dict.fromkeys(evidence[1:]) if each.span != evidence[0].span]


def cited(document: Document, evidence: Evidence) -> str:
    """Quote words with their part in the finding and their place: ``分母“83人”（第2段）``."""
    place = document.place(evidence.span)
    return f"{evidence.role}“{quoted(document, evidence.span)}”" + (f"（{place}）" if place else "")


def quoted(document: Document, span: Span) -> str:
    """Return the words at ``span`` without the blanks between them, shortened where they are many."""
    clipped = Span(span.start, min(span.end, span.start + 2 * LONGEST))
    words = "".join(letter for _, letter in letters(document, clipped))
    return words if len(words) <= LONGEST and clipped == span else f"{words[:LONGEST]}…"
