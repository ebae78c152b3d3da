import pytest

from tests.unit.extract.reading import claims, row
from toolkit.extract.grammar.ratios import ratios


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        row(
            "of what 其中 divides",
            "支出合计100万元，其中项目支出20万元，占20%。",
            "part 20万元, whole 100万元, value 20% (ordered)",
        ),
        row(
            "of the amount that stands between",
            "税收66342万元占地方财政收入100223万元的66.19%。",
            "part 66342万元, whole 100223万元, value 66.19% (ordered)",
        ),
        row(
            "of the amount that stands between, the part last",
            "党员占总人数62人的比例为50%，为31人。",
            "part 31人, whole 62人, value 50% (ordered)",
        ),
        row(
            "after 其中：",
            "其中：女性31人，占总人数62人的50%。",
            "part 31人, whole 62人, value 50% (ordered)",
        ),
        row(
            "of what is named again",
            "办结案件150件，其中民事90件，占办结案件的60%。",
            "part 90件, whole 150件, value 60% (named)",
        ),
        row(
            "of what is named and stands nowhere",
            "三公经费支出12万元，占一般公共预算支出的2%。",
            "part 12万元, value 2% (guessed)",
        ),
        row(
            "two together, listed",
            "教育支出30万元、医疗支出20万元，两项共占总支出100万元的50%。",
            "part 30万元, part 20万元, whole 100万元, value 50% (ordered)",
        ),
        row(
            "three together, the total stated first",
            "总投资100亿元，其中甲10亿元、乙20亿元、丙30亿元，三者合计占60%。",
            "part 10亿元, part 20亿元, part 30亿元, whole 100亿元, value 60% (ordered)",
        ),
        row(
            "three together, the total stated last",
            "甲10亿元、乙20亿元、丙30亿元，总投资100亿元，三者合计占60%。",
            "part 10亿元, part 20亿元, part 30亿元, whole 100亿元, value 60% (ordered)",
        ),
        row(
            "respectively, of a stated whole",
            "其中甲类186个、乙类135个，分别占总数321个的57.94%、42.06%。",
            "part 186个, whole 321个, value 57.94% (ordered)",
            "part 135个, whole 321个, value 42.06% (ordered)",
        ),
        row(
            "respectively, of a whole before",
            "总支出100万元，基本支出25万元、项目支出75万元，分别占25%、75%。",
            "part 25万元, whole 100万元, value 25% (ordered)",
            "part 75万元, whole 100万元, value 75% (ordered)",
        ),
        row(
            "respectively, of no stated whole",
            "甲25万元、乙35万元、丙40万元，分别占25%、35%、40%。",
            "part 25万元, value 25% (guessed)",
            "part 35万元, value 35% (guessed)",
            "part 40万元, value 40% (guessed)",
        ),
        row("no amount at all", "参训人员中女性占45%。", "value 45% (guessed)"),
    ],
)
def test_shares(text, expected):
    assert claims(ratios, text) == expected
