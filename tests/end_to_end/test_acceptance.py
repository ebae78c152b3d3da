"""The contract's own script over the two real reports, where it is at hand."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT.parent / "shared/accept/check.py"

pytestmark = pytest.mark.skipif(not SCRIPT.exists(), reason="../shared is absent")


@pytest.mark.parametrize(
    "words",
    [["extract"], ["audit", "--codes", "RT,SM,CT,TG,CN01,CN04,UN,TM,ST"]],
    ids=["extract", "audit"],
)
def test_the_script_is_content(words):
    done = subprocess.run(
        [sys.executable, SCRIPT, *words, "--cmd", f"{sys.executable} -m toolkit"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    *lines, summary = done.stdout.splitlines() or [""]
    assert lines == []
    assert re.fullmatch(r"[1-9]\d* passed, \d+ failed", summary), done.stderr
