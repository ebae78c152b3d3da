"""What must stand nowhere in the tree. The words are put together here, or this file would hold them."""

import re

from tests.architecture.tree import project_texts

REPORTS_WE_WERE_SHOWN = re.compile("|".join(("吕" + "田", "太平" + "镇", "龙" + "玖")))
REGISTRY = re.compile(
    "|".join(
        (
            r"--(extra-)?index" + "-url",
            r"https?://[^ \"]*/(simple|packages)/",
            r"(pypi|npmjs|pythonhosted|debian)\." + "(org|com)",
            r"[\"']?" + "resolved" + r"[\"']?\s*[:=]\s*[\"']http",
        )
    )
)


def holders(pattern: re.Pattern[str]) -> list[str]:
    return [f"{path}: {match.group()}" for path, text in project_texts() for match in pattern.finditer(text)]


def test_no_words_of_the_reports_we_were_shown():
    assert holders(REPORTS_WE_WERE_SHOWN) == []


def test_no_address_of_a_package_registry():
    assert holders(REGISTRY) == []


def test_the_walk_sees_the_tree():
    seen = {path for path, _ in project_texts()}
    assert {"pyproject.toml", "requirements.lock", ".ci/run", "toolkit/__init__.py"} <= seen
    assert not any(path.startswith((".git/", ".venv/")) for path in seen)
