"""A fragment of the changelog is of a known kind, and says which checks and years an archive would see differ."""

import re

import pytest

from tests.architecture.tree import ROOT

KINDS = ("new-check", "finds-more", "finds-less", "knowledge", "draft", "command", "speed", "inside")
CHANGES_AUDITS = KINDS[:4]
FRAGMENTS = sorted(path for path in (ROOT / "docs/changes").glob("*.md") if path.name != "README.md")


@pytest.mark.parametrize("path", FRAGMENTS, ids=lambda path: path.name)
def test_fragment(path):
    name = re.fullmatch(rf"\d+\.({'|'.join(KINDS)})\.md", path.name)
    assert name
    text = path.read_text(encoding="utf-8")
    assert text.strip()
    if name[1] in CHANGES_AUDITS:
        assert re.search(r"\b[A-Z]{2}\d\d\b", text)
        assert "年" in text


def test_every_kind_is_explained():
    page = (ROOT / "docs/changes/README.md").read_text(encoding="utf-8")
    assert [kind for kind in KINDS if f"`{kind}`" not in page] == []
