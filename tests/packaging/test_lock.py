"""The lock holds what pyproject.toml asks for, pinned and hashed, and nothing that ties it to a place."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PINS = dict(re.findall(r"^([\w.-]+)==(\S+)", LOCK, re.MULTILINE))


def test_every_requirement_is_pinned_within_its_range():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [Requirement(line) for line in project["dependencies"] + project["optional-dependencies"]["dev"]]
    unmet = [str(r) for r in asked if PINS.get(canonicalize_name(r.name)) not in r.specifier]
    assert unmet == []


def test_every_line_is_a_pin_or_a_hash():
    line_of_lock = re.compile(r"[\w.-]+==\S+( ; [^;\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [line for line in LOCK.splitlines() if not line_of_lock.fullmatch(line)] == []
