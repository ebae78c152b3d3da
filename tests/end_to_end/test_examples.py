"""The reports that we wrote: every planted fault is found, and a clean report stays clean."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from toolkit.knowledge import load
from toolkit.pipeline import audit_file
from toolkit.records import Finding, Severity
from toolkit.report import Audited

ROOT = Path(__file__).parents[2]
FOLDERS = [ROOT / "examples", ROOT / "tests/samples"]
REPORTS = [path for folder in FOLDERS for path in sorted(folder.iterdir()) if path.suffix in (".txt", ".docx")]


@dataclass(frozen=True)
class Fault:
    path: Path
    code: str
    severity: str
    quote: str
    note: str


FAULTS = [
    Fault(folder / fault["file"], fault["code"], fault["severity"], fault["quote"], fault["note"])
    for folder in FOLDERS
    for fault in tomllib.loads((folder / "faults.toml").read_text(encoding="utf-8"))["fault"]
]
CLEAN = [path for path in REPORTS if path not in {fault.path for fault in FAULTS}]


@cache
def audited(path: Path) -> Audited:
    return audit_file(path, load())


def quoted(audited: Audited, words: str) -> set[int]:
    """Return where the characters of a quote stand in the text, white space looked through."""
    places = [at for at, char in enumerate(audited.document.text) if not char.isspace()]
    flat = "".join(audited.document.text[at] for at in places)
    bare = "".join(words.split())
    assert flat.count(bare) == 1
    start = flat.index(bare)
    return set(places[start : start + len(bare)])


def lies_on(finding: Finding, places: set[int]) -> bool:
    return any(places & set(range(e.span.start, e.span.end)) for e in finding.hit.evidence)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.path.stem}-{fault.code}-{fault.quote}")
def test_a_planted_fault_is_found(fault):
    report = audited(fault.path)
    places = quoted(report, fault.quote)
    near = [finding for finding in report.audit.findings if lies_on(finding, places)]
    assert fault.code in [f.code for f in near], fault.note
    assert fault.severity in [f.severity.value for f in near if f.code == fault.code]


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_a_clean_report_gives_neither_errors_nor_warnings(path):
    findings = audited(path).audit.findings
    assert [(f.code, f.hit.message) for f in findings if f.severity is not Severity.INFO] == []


@pytest.mark.parametrize("path", sorted({fault.path for fault in FAULTS}), ids=lambda path: path.stem)
def test_a_report_with_faults_gives_no_error_where_none_was_planted(path):
    report = audited(path)
    planted = [quoted(report, fault.quote) for fault in FAULTS if fault.path == path]
    errors = [f for f in report.audit.findings if f.severity is Severity.ERROR]
    loose = [f for f in errors if not any(lies_on(f, places) for places in planted)]
    assert [(f.code, f.hit.message) for f in loose] == []


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_no_check_breaks_down_and_something_is_verified(path):
    audit = audited(path).audit
    assert [tally for tally in audit.tallies if tally.crash] == []
    assert len(audit.verified) > 5
