"""The glossary binds words of the field to names that exist."""

import re

from tests.architecture.tree import ROOT, modules

ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs/glossary.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| 中文")
]


def test_no_term_stands_twice():
    terms = [row[0] for row in ROWS]
    assert sorted({term for term in terms if terms.count(term) > 1}) == []
    assert len(terms) >= 60


def test_names_exist_in_the_code():
    words = {word for path in modules() for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))}
    names = {name for row in ROWS for cell in row[2:] for name in re.findall(r"`([\w.]+)`", cell)}
    assert "Indicator.target" in names
    assert sorted(name for name in names if not words.issuperset(name.split("."))) == []
