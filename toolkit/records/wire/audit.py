"""An audit as JSON: what `jixiao audit` prints."""

from collections.abc import Iterable

from toolkit.records.audit import Audit, Bygone, Finding, Since, Waiver
from toolkit.records.document import Document
from toolkit.records.facts import Facts, RubricFit
from toolkit.records.outcome import Evidence, Recomputation
from toolkit.records.wire import shapes
from toolkit.records.wire.extract import document_json, origin_json, quote_json


def audit_json(
    document: Document,
    facts: Facts,
    audit: Audit,
    versions: shapes.Versions,
    *,
    prior: shapes.Prior | None = None,
    settings: shapes.Settings | None = None,
) -> shapes.Audit:
    """Return what an audit came to, plain dictionaries and strings."""
    return {
        "format": "jixiao.audit",
        "version": shapes.VERSION,
        "document": document_json(document, facts),
        "prior": prior,
        "findings": [_finding(document, f) for f in audit.findings],
        "waived": [{**_finding(document, w.finding), "waiver": _waiver(w.waiver)} for w in audit.waived],
        "unused_waivers": [
            {**_mark(u.waiver), "waiver": _waiver(u.waiver), "expired": u.expired} for u in audit.unused
        ],
        "baseline": None if audit.since is None else _baseline(audit.since),
        "verified": [
            {
                "code": v.code,
                "evidence": _evidence(document, v.clear.evidence),
                "recomputation": _recomputation(v.clear.recomputation),
            }
            for v in audit.verified
        ],
        "unable": [
            {"code": u.code, "missing": u.unable.missing, "evidence": _evidence(document, u.unable.evidence)}
            for u in audit.unable
        ],
        "tallies": [
            {"code": t.code, "findings": t.findings, "verified": t.verified, "unable": t.unable, "crash": t.crash}
            for t in audit.tallies
        ],
        "coverage": {
            "figures": facts.coverage.figures,
            "in_facts": facts.coverage.in_facts,
            "checked": audit.checked,
        },
        "settings": settings,
        "rubric": _rubric(document, facts),
        "versions": versions,
    }


def _rubric(document: Document, facts: Facts) -> shapes.Rubric | None:
    fit = next(iter(facts.of(RubricFit)), None)
    if fit is None:
        return None
    return {
        "id": fit.id,
        "title": fit.title,
        "matched": [{"item": k.entry, **quote_json(document, k.line.name_span)} for k in fit.known if not k.part],
        "unknown": [quote_json(document, line.name_span) for line in fit.unknown],
        "absent": list(fit.absent),
    }


def prior_json(document: Document, facts: Facts, unfit: str | None) -> shapes.Prior:
    """Return what last year's report is."""
    identity = facts.identity
    return {
        "name": document.name,
        "sha256": document.sha256,
        "organization": identity.organization if identity else None,
        "year": identity.year if identity else None,
        "unfit": unfit,
    }


def _finding(document: Document, finding: Finding) -> shapes.Finding:
    hit = finding.hit
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "certainty": hit.certainty.value,
        "message": hit.message,
        "suggestion": hit.suggestion,
        "evidence": _evidence(document, hit.evidence),
        "recomputation": _recomputation(hit.recomputation),
        "origin": origin_json(hit.origin),
        "fingerprint": finding.fingerprint,
    }


def _waiver(waiver: Waiver) -> shapes.Waiver:
    return {
        "reason": waiver.reason,
        "by": waiver.by,
        "date": waiver.date.isoformat(),
        "until": None if waiver.until is None else waiver.until.isoformat(),
        "document": waiver.document,
    }


def _baseline(since: Since) -> shapes.Baseline:
    return {"known": [_mark(f) for f in since.known], "gone": [_mark(g) for g in since.gone]}


def _mark(named: Finding | Waiver | Bygone) -> shapes.Mark:
    return {"code": named.code, "fingerprint": named.fingerprint}


def _evidence(document: Document, evidence: Iterable[Evidence]) -> list[shapes.Evidence]:
    return [{"role": e.role, **quote_json(document, e.span), "place": document.place(e.span)} for e in evidence]


def _recomputation(recomputation: Recomputation | None) -> shapes.Recomputation | None:
    if recomputation is None:
        return None
    return {
        "formula": recomputation.formula,
        "stated": recomputation.stated,
        "recomputed": recomputation.recomputed,
    }
