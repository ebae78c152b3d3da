import pytest

from tests.unit.extract.reading import claims, row
from toolkit.extract.grammar.growths import growths


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        row(
            "amount, then rate",
            "支出120万元，比上年增加20万元，增长20%。",
            "current 120万元, delta 20万元, value 20% (ordered)",
        ),
        row(
            "rate, then amount",
            "支出120万元，增长20%，比上年增加20万元。",
            "current 120万元, delta 20万元, value 20% (ordered)",
        ),
        row(
            "the level last",
            "同比增长20%，增收20万元，达到120万元。",
            "current 120万元, delta 20万元, value 20% (ordered)",
        ),
        row(
            "a fall",
            "支出80万元，比上年减少20万元，下降20%。",
            "current 80万元, delta -20万元, value 20% (ordered, falls)",
        ),
        row(
            "a fall named as one",
            "收入120万元，降幅为10%。",
            "current 120万元, value 10% (guessed, falls)",
        ),
        row(
            "from one amount to another",
            "收入由100万元增至120万元，增长20%。",
            "base 100万元, current 120万元, value 20% (ordered)",
        ),
        row(
            "a time that got shorter",
            "时限由14.5个工作日缩短至6个工作日，压缩58.62%。",
            "base 14.5个工作日, current 6个工作日, value 58.62% (ordered, falls)",
        ),
        row(
            "two years",
            "2022年收入100万元，2023年收入120万元，增长20%。",
            "base 100万元, current 120万元, value 20% (ordered)",
        ),
        row(
            "two quarters",
            "一季度收入100万元，二季度收入120万元，环比增长20%。",
            "base 100万元, current 120万元, value 20% (ordered)",
        ),
        row(
            "last year and this year",
            "上年收入100万元，本年收入120万元，增长20%。",
            "base 100万元, current 120万元, value 20% (ordered)",
        ),
        row(
            "against an amount named",
            "收入120万元，比上年100万元增长20%。",
            "base 100万元, current 120万元, value 20% (ordered)",
        ),
        row(
            "the base and the change",
            "上年末余额100万元，本年增加20万元，增长20%。",
            "base 100万元, delta 20万元, value 20% (ordered)",
        ),
        row(
            "two pairs, respectively",
            "收、支总计各为4125.49万元、4143.91万元，各减少1267.86万元、2570.97万元，各下降23.51%、38.28%。",
            "current 4125.49万元, delta -1267.86万元, value 23.51% (ordered, falls)",
            "current 4143.91万元, delta -2570.97万元, value 38.28% (ordered, falls)",
        ),
        row(
            "a yearly mean over years named",
            "2020年产值100亿元，2023年产值133.1亿元，年均增长10%。",
            "base 100亿元, current 133.1亿元, value 10% (ordered, 3 years)",
        ),
        row(
            "a yearly mean over years counted",
            "产值由100亿元增至121亿元，两年年均增长10%。",
            "base 100亿元, current 121亿元, value 10% (ordered, 2 years)",
        ),
        row(
            "doubled twice",
            "旅游收入从12.5亿元增长到50亿元，实现翻两番。",
            "base 12.5亿元, current 50亿元, value 两番 (ordered)",
        ),
        row(
            "times more",
            "收入由20万元增至50万元，增长1.5倍。",
            "base 20万元, current 50万元, value 1.5倍 (ordered)",
        ),
        row(
            "every semicolon starts anew",
            "收入3.2万元，增长6.7%；支出2.1万元，增加0.1万元，增长5%。",
            "current 3.2万元, value 6.7% (guessed)",
            "current 2.1万元, delta 0.1万元, value 5% (ordered)",
        ),
        row(
            "a negative rate",
            "收入120万元，同比增长-5.2%。",
            "current 120万元, value -5.2% (guessed)",
        ),
        row(
            "words that say that something was left out",
            "收入120万元，剔除一次性因素后比上年增加20万元，增长18%。",
            "current 120万元, delta 20万元, value 18% (guessed)",
        ),
        row("a limit is no statement", "产值增长5%以上。"),
        row("a new level is no growth", "满意度提高到95%。"),
    ],
)
def test_growths(text, expected):
    assert claims(growths, text) == expected
