"""Claims restated from real documents, and others like them: what holds is verified, what does not is caught."""

import json
from collections import Counter
from pathlib import Path

import pytest

from toolkit.knowledge import load
from toolkit.pipeline import audit_document
from toolkit.read import read_bytes
from toolkit.records import Audit, Severity

ROOT = Path(__file__).parents[2]
OURS = ROOT / "evals/gold/claims.jsonl"
SHARED = ROOT.parent / "shared/gold/wild.jsonl"


def audited(text: str) -> Audit:
    return audit_document(read_bytes(text.encode(), name="例.txt"), load(), strict=True).audit


def outcome(verdict: str, audit: Audit) -> str:
    """Say in a word what the audit made of a claim that is known to be so."""
    severities = {finding.severity for finding in audit.findings}
    loud = bool(severities & {Severity.ERROR, Severity.WARNING})
    if verdict == "consistent":
        return "accused" if loud else "verified" if audit.verified else "missed"
    if verdict in ("inconsistent", "truncated"):
        return "caught" if loud else "uncaught"
    return "error on an ambiguous one" if Severity.ERROR in severities else "left open"


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(OURS, id="ours"),
        pytest.param(SHARED, id="shared", marks=pytest.mark.skipif(not SHARED.exists(), reason="../shared is absent")),
    ],
)
def test_wild_claims(path, capsys):
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = {row["id"]: outcome(row["verdict"], audited(row["text"])) for row in rows}
    counts = Counter(found.values())
    verdicts = Counter(row["verdict"] for row in rows)
    verified = counts["verified"] / verdicts["consistent"]
    caught = counts["caught"] / (verdicts["inconsistent"] + verdicts["truncated"])
    wrong = {"accused": [], "error on an ambiguous one": []}
    for row in rows:
        wrong.get(found[row["id"]], []).append(row["id"])
    with capsys.disabled():
        print(f"\n{path.name}: verified {verified:.1%}, caught {caught:.1%}, {dict(counts)}")  # noqa: T201
    assert wrong == {"accused": [], "error on an ambiguous one": []}
    assert verified >= 0.90
    assert caught >= 0.90
