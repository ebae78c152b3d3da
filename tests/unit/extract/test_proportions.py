import pytest

from tests.unit.extract.reading import claims, row
from toolkit.extract.grammar.proportions import proportions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        row(
            "two",
            "男105人、女100人，男女之比1.05：1。",
            "part 105人, part 100人, value 1.05, value 1 (ordered)",
        ),
        row(
            "three",
            "行政、事业、编外人员分别为20人、50人、30人，比例为2：5：3。",
            "part 20人, part 50人, part 30人, value 2, value 5, value 3 (ordered)",
        ),
        row(
            "amounts that come first are left alone",
            "总数205人，男105人、女100人，男女之比1.05：1。",
            "part 105人, part 100人, value 1.05, value 1 (guessed)",
        ),
        row("no amounts", "男女比为1.05：1。"),
        row("fewer amounts than shares", "行政人员20人，比例为2：5：3。"),
    ],
)
def test_proportions(text, expected):
    assert claims(proportions, text) == expected
