import pytest

from tests.unit.extract.reading import claims, row
from toolkit.extract.grammar.differences import differences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        row(
            "points above a mean in brackets",
            "增幅21.87%，比全省平均增幅（15.97%）高5.9个百分点。",
            "minuend 21.87%, subtrahend 15.97%, value 5.9个百分点 (ordered)",
        ),
        row(
            "points from one rate to another",
            "满意度由90%提高到95%，提高5个百分点。",
            "minuend 95%, subtrahend 90%, value 5个百分点 (ordered)",
        ),
        row(
            "points against last year",
            "办结率98%，去年为95%，提高3个百分点。",
            "minuend 98%, subtrahend 95%, value 3个百分点 (ordered)",
        ),
        row(
            "points that fell",
            "完成率92%，较去年95%下降3个百分点。",
            "minuend 95%, subtrahend 92%, value -3个百分点 (ordered)",
        ),
        row(
            "points written as a percentage of a target",
            "支出进度67.9%，超过目标50%的17.9%。",
            "minuend 67.9%, subtrahend 50%, value 17.9% (ordered)",
        ),
        row(
            "points written as a percentage",
            "满意度由90%提高到95%，提高5%。",
            "minuend 95%, subtrahend 90%, value 5% (ordered)",
        ),
        row(
            "an amount changed into another",
            "预算由100万元调整为120万元，调增20万元。",
            "minuend 120万元, subtrahend 100万元, value 20万元 (ordered)",
        ),
        row(
            "against last year's amount",
            "收入120万元，较上年100万元增加20万元。",
            "minuend 120万元, subtrahend 100万元, value 20万元 (ordered)",
        ),
        row(
            "last year, this year",
            "上年收入100万元，本年收入120万元，增加20万元。",
            "minuend 120万元, subtrahend 100万元, value 20万元 (ordered)",
        ),
        row(
            "two years",
            "2022年收入100万元，2023年收入120万元，增加20万元。",
            "minuend 120万元, subtrahend 100万元, value 20万元 (ordered)",
        ),
        row(
            "a fall",
            "2022年支出100万元，2023年支出80万元，减少20万元。",
            "minuend 100万元, subtrahend 80万元, value -20万元 (ordered)",
        ),
        row(
            "what was saved of a budget",
            "预算200万元，支出186万元，节约14万元。",
            "minuend 200万元, subtrahend 186万元, value -14万元 (ordered)",
        ),
        row(
            "what is not done yet",
            "受理15400件，办结9594件，尚未办结5806件。",
            "minuend 15400件, subtrahend 9594件, value 5806件 (ordered)",
        ),
        row(
            "the year's balance",
            "收入100万元，支出90万元，当年结余10万元。",
            "minuend 100万元, subtrahend 90万元, value 10万元 (ordered)",
        ),
        row(
            "a balance that may hold more",
            "预算100万元，支出90万元，结余10万元。",
            "minuend 100万元, subtrahend 90万元, value 10万元 (guessed)",
        ),
        row(
            "a gap",
            "城乡收入分别为5.2万元、2.6万元，相差2.6万元。",
            "minuend 5.2万元, subtrahend 2.6万元, value 2.6万元 (ordered)",
        ),
        row("one rate only", "超过目标5个百分点。"),
        row("one amount only", "收入100万元，比预算增加20万元。"),
    ],
)
def test_differences(text, expected):
    assert claims(differences, text) == expected
