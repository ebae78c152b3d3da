"""Long sound documents of many kinds: no check may cry wolf there."""

import pytest

from evals.planted import SOUND, clean
from evals.results import Clean

MOST_WARNINGS = 1  # for every 10,000 characters
PATHS = sorted([*SOUND.glob("*.txt"), *SOUND.glob("*.md")])


@pytest.fixture(scope="module")
def told() -> dict[str, Clean]:
    return {path.stem: clean(path) for path in PATHS}


def test_no_sound_document_is_accused(told):
    errors = {name: [t.words for t in each.alarms if t.severity == "error"] for name, each in told.items()}
    assert {name: each for name, each in errors.items() if each} == {}


def test_warnings_are_rare(told):
    together = Clean()
    for each in told.values():
        together += each
    assert together.documents == len(PATHS) >= 46
    assert together.per_density("warning") <= MOST_WARNINGS


def test_their_figures_are_read_and_checked(told):
    """Silence by reading nothing would be no merit."""
    figures, checked = sum(c.figures for c in told.values()), sum(c.checked for c in told.values())
    assert figures > 4500
    assert checked > figures / 4
