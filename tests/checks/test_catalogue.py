"""The checks as a whole: their codes, names, places and cases, and that none breaks down."""

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.checks.judging import CASES, cases
from toolkit.audit import catalogue
from toolkit.knowledge import load
from toolkit.pipeline import audit_document
from toolkit.read import read

ROOT = Path(__file__).parents[2]
FOLDERS = {
    "RT": "ratios",
    "SM": "sums",
    "CT": "counts",
    "TG": "targets",
    "CN": "contradictions",
    "UN": "units",
    "TM": "time",
    "DP": "duplicates",
    "ST": "structure",
    "TX": "text",
    "YR": "years",
}
SAMPLES = sorted([*(ROOT / "examples").glob("*报告.*"), *(ROOT / "tests/samples").glob("*.txt")])

each_check = pytest.mark.parametrize("check", catalogue(), ids=lambda check: check.code)


def test_codes_are_unique():
    assert [code for code, n in Counter(check.code for check in catalogue()).items() if n > 1] == []


def test_every_module_holds_one_check():
    modules = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in (ROOT / "toolkit/checks").glob("*/*.py")
        if path.name != "__init__.py"
    }
    assert Counter(check.look.__module__ for check in catalogue()) == Counter(modules)


@each_check
def test_code_folder_file_function_and_name_agree(check):
    assert re.fullmatch(r"[A-Z]{2}\d{2}", check.code)
    fault = check.look.__name__
    assert check.look.__module__ == f"toolkit.checks.{FOLDERS[check.code[:2]]}.{fault}"
    assert check.name == fault.replace("_", "-")


@each_check
def test_has_a_case_that_fires_one_that_clears_and_one_to_stay_silent_on(check):
    own = [case for case in cases() if case.code == check.code]
    assert any(case.hits for case in own)
    assert any(case.expected.get("clear") for case in own)
    assert any(case.expected.get("silent") or case.expected.get("unable") for case in own)


def test_every_case_file_belongs_to_a_check():
    assert {path.stem for path in CASES.iterdir()} == {check.code for check in catalogue()}


def test_there_are_samples():
    assert len(SAMPLES) >= 10


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_no_check_breaks_down_on_a_sample(path):
    result = audit_document(read(path), load())
    assert [(tally.code, tally.crash) for tally in result.audit.tallies if tally.crash] == []
    quotes = [e.span.end for f in result.audit.findings for e in f.hit.evidence]
    assert max(quotes, default=0) <= len(result.document.text)
