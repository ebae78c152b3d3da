"""Every case in `cases/`: a table named by a phrase.

`text` (and `prior`, last year's) is put before the check. `hit` is one table or a list of them and names every
finding: `quote` lies in the words at fault, `severity` and `certainty` are equal, `suggestion`, `message` and
`recomputed` are contained. `clear` and `unable` count those outcomes, and `silent` forbids a finding above info.
"""

import pytest

from tests.checks.judging import EXPECTATIONS, KEYS, bare, cases, judged
from toolkit.audit import catalogue
from toolkit.records import Document, Finding, Severity

CHECKS = {check.code: check for check in catalogue()}
HIT_KEYS = {"quote", "severity", "certainty", "suggestion", "message", "recomputed"}


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.code} {case.name}")
def test_case(case):
    expected = case.expected
    assert set(expected) <= KEYS
    assert set(expected) & EXPECTATIONS
    result = judged(CHECKS[case.code], expected["text"], expected.get("prior"))
    audit = result.audit
    if "hit" in expected:
        seen = [told(result.document, finding) for finding in audit.findings]
        assert len(seen) == len(case.hits), seen
        missing = [hit for hit in case.hits if not any(fits(hit, each) for each in seen)]
        assert missing == [], seen
    if "clear" in expected:
        assert len(audit.verified) == expected["clear"], audit.verified
    if "unable" in expected:
        assert len(audit.unable) == expected["unable"], audit.unable
    if expected.get("silent"):
        assert [f.hit.message for f in audit.findings if f.severity is not Severity.INFO] == []


def told(document: Document, finding: Finding) -> dict[str, str]:
    """Return what a finding says, in the keys of a case."""
    hit = finding.hit
    return {
        "quote": bare(document.quote(hit.evidence[0].span)) if hit.evidence else "",
        "severity": finding.severity.value,
        "certainty": hit.certainty.value,
        "suggestion": bare(hit.suggestion or ""),
        "message": bare(hit.message),
        "recomputed": bare(hit.recomputation.recomputed) if hit.recomputation else "",
    }


def fits(wanted: dict[str, str], seen: dict[str, str]) -> bool:
    assert set(wanted) <= HIT_KEYS
    exact = ("severity", "certainty")
    return all(value == seen[key] if key in exact else bare(value) in seen[key] for key, value in wanted.items())
