import pytest

from tests.unit.extract.reading import claims, row
from toolkit.extract.grammar.balances import balances


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        row(
            "opening, income, spending, closing",
            "年初结转100万元，本年收入200万元，本年支出250万元，年末结转50万元。",
            "total 50万元, part 100万元, part 200万元, part -250万元 (ordered, complete)",
        ),
        row(
            "a budget that was changed both ways",
            "年初预算100万元，追加20万元，调减10万元，调整后预算110万元。",
            "total 110万元, part 100万元, part 20万元, part -10万元 (ordered, complete)",
        ),
        row(
            "people who came and left",
            "年初60人，新增3人，退出5人，现有58人。",
            "total 58人, part 60人, part 3人, part -5人 (ordered, complete)",
        ),
        row(
            "cases",
            "旧存20件，新收180件，目前共200件。",
            "total 200件, part 20件, part 180件 (ordered, complete)",
        ),
        row(
            "written as an equation",
            "收入100万元+结转20万元-支出10万元=110万元。",
            "total 110万元, part 100万元, part 20万元, part -10万元 (ordered, complete)",
        ),
        row(
            "the result first",
            "结余50万元=收入100万元-支出50万元。",
            "total 50万元, part 100万元, part -50万元 (ordered, complete)",
        ),
        row(
            "an equation of bare figures",
            "48.5分+29分+10分=87.5分。",
            "total 87.5分, part 48.5分, part 29分, part 10分 (ordered, complete)",
        ),
        row("an addition that no word names", "年初余额100万元，利息5万元，年末余额105万元。"),
        row("no opening figure", "追加20万元，调减10万元，调整后预算110万元。"),
    ],
)
def test_balances(text, expected):
    assert claims(balances, text) == expected
