"""Run checks over a dossier, and stamp what they found."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from traceback import extract_tb

from toolkit.audit.check import Check, Dossier
from toolkit.audit.proposed import of_model, proposed, tempered
from toolkit.records import (
    Audit,
    Certainty,
    Clear,
    Document,
    Finding,
    Hit,
    Outcome,
    Severity,
    Span,
    Tally,
    Unable,
    Unchecked,
    Verified,
)
from toolkit.records.facts import Mention

_LOOK = "（这里的文字由图片识别而来，把握不足，请先对照原件）"

MOST = 200
"""Findings of one check; nobody reads more of a kind, and a text made to have them would take minutes."""


def run(checks: Iterable[Check], dossier: Dossier, strict: bool = False) -> Audit:
    """Run every check to its end.

    A check that breaks down is recorded in its tally with what it had found till then, and the others run on;
    ``strict`` raises instead.
    """
    hits: list[tuple[Check, Hit]] = []
    verified: list[Verified] = []
    unable: list[Unchecked] = []
    tallies: list[Tally] = []
    pointed = of_model(dossier.facts)
    for check in checks:
        outcomes, crash = _look(check, dossier, strict)
        outcomes = [tempered(outcome, pointed) for outcome in outcomes]
        outcomes += proposed(check, dossier, outcomes)
        hits += ((check, o) for o in outcomes if isinstance(o, Hit))
        verified += (Verified(code=check.code, clear=o) for o in outcomes if isinstance(o, Clear))
        unable += (Unchecked(code=check.code, unable=o) for o in outcomes if isinstance(o, Unable))
        tallies.append(_tally(check.code, outcomes, crash))
    findings = _stamped(hits, dossier.document)
    verified.sort(key=lambda v: (_place(v.clear), v.code))
    unable.sort(key=lambda u: (_place(u.unable), u.code, u.unable.missing))
    judged = [f.hit for f in findings] + [v.clear for v in verified]
    return Audit(
        findings=findings,
        verified=tuple(verified),
        unable=tuple(unable),
        tallies=tuple(sorted(tallies, key=lambda t: t.code)),
        checked=_touched(dossier.facts.of(Mention), judged),
    )


def _look(check: Check, dossier: Dossier, strict: bool) -> tuple[list[Outcome], str | None]:
    """Return what a check said, exact repetitions dropped, and how it broke down, if it did."""
    outcomes: dict[Outcome, None] = {}
    hits = 0
    try:
        for outcome in check.look(dossier):
            outcomes[outcome] = None
            hits += isinstance(outcome, Hit)
            if hits == MOST:
                outcomes[Unable(missing=f"已有 {MOST} 处问题，其余没有再查", evidence=())] = None
                break
    except Exception as error:
        if strict:
            raise
        last = extract_tb(error.__traceback__)[-1]
        message = " ".join(f"{type(error).__name__}: {error}".split())
        return list(outcomes), f"{message}（{Path(last.filename).name}:{last.lineno}）"
    return list(outcomes), None


def _tally(code: str, outcomes: list[Outcome], crash: str | None) -> Tally:
    kinds = Counter(type(outcome) for outcome in outcomes)
    return Tally(code=code, findings=kinds[Hit], verified=kinds[Clear], unable=kinds[Unable], crash=crash)


def _place(outcome: Outcome) -> tuple[int, int]:
    """Return where the words at fault stand; what has no place comes first."""
    span = outcome.evidence[0].span if outcome.evidence else Span(0, 0)
    return span.start, span.end


def _stamped(hits: list[tuple[Check, Hit]], document: Document) -> tuple[Finding, ...]:
    """Turn hits into findings by place, each with a fingerprint that outlives edits elsewhere in the text."""
    hits = sorted(hits, key=lambda pair: (_place(pair[1]), pair[0].code, pair[1].message))
    seen: Counter[tuple[str, ...]] = Counter()
    findings = []
    for check, found in hits:
        hit = _doubted(found, document)
        words = (check.code, *("".join(document.quote(e.span).split()) for e in hit.evidence))
        print_of = "\x1f".join((*words, str(seen[words])))
        seen[words] += 1
        findings.append(
            Finding(
                code=check.code,
                name=check.name,
                severity=_lower(check.severity, hit.severity),
                fingerprint=sha256(print_of.encode("utf-8", "surrogatepass")).hexdigest()[:16],
                hit=hit,
            )
        )
    return tuple(findings)


def _doubted(hit: Hit, document: Document) -> Hit:
    """Take back certainty where words at fault were recognized in a picture with doubt, and say so."""
    if not any(document.doubtful(evidence.span) for evidence in hit.evidence):
        return hit
    return replace(hit, certainty=Certainty.POSSIBLE, message=f"{hit.message}{_LOOK}")


def _lower(own: Severity, wished: Severity | None) -> Severity:
    return own if wished is None else min(own, wished, key=lambda severity: severity.rank)


def _touched(mentions: Iterable[Mention], outcomes: Iterable[Hit | Clear]) -> int:
    """Count the figures that the evidence of some outcome lies on."""
    spans = sorted({e.span for outcome in outcomes for e in outcome.evidence})
    starts = [span.start for span in spans]
    furthest: list[int] = []
    for span in spans:
        furthest.append(max(span.end, furthest[-1] if furthest else 0))
    count = 0
    for mention in mentions:
        figure = mention.quantity.span
        before_its_end = bisect_left(starts, figure.end)
        count += before_its_end > 0 and furthest[before_its_end - 1] > figure.start
    return count
