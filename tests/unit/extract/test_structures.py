import pytest

from tests.unit.extract.reading import claims, row
from toolkit.extract.grammar.structures import structures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        row(
            "percentages of a structure",
            "支出结构：基本支出35.5%、项目支出43.3%、经营支出21.2%。",
            "part 35.5%, part 43.3%, part 21.2% (ordered, complete)",
        ),
        row("各占", "各占50%、30%、20%。", "part 50%, part 30%, part 20% (ordered, complete)"),
        row("占 alone", "甲类占60%，乙类占40%。", "part 60%, part 40% (guessed, complete)"),
        row("等", "支出结构：甲35.5%、乙43.3%、丙10%等。", "part 35.5%, part 43.3%, part 10% (guessed, complete)"),
        row(
            "a chain",
            "三次产业结构为5.6：56.6：37.8。",
            "part 5.6, part 56.6, part 37.8 (guessed, complete)",
        ),
        row(
            "a chain with its total", "比例为2：5：3，合计10。", "total 10, part 2, part 5, part 3 (guessed, complete)"
        ),
        row("a chain of two", "男女比例为1.05：1。"),
        row("rates that are no shares", "办结率98%、满意率95%、回访率100%。"),
        row("growth", "收入结构优化，甲增长5%、乙增长6%、丙增长7%。"),
    ],
)
def test_structures(text, expected):
    assert claims(structures, text) == expected
