import pytest

from tests.unit.extract.reading import claims, row
from toolkit.extract.grammar.averages import averages, products


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        row(
            "a yield",
            "产量1762万吨、面积4332.6万亩，单产406.7公斤/亩。",
            "total 1762万吨, count 4332.6万亩, value 406.7公斤/亩 (ordered)",
        ),
        row(
            "人均",
            "补助50人，共发放10万元，人均2000元。",
            "total 10万元, count 50人, value 2000元 (ordered)",
        ),
        row(
            "户均",
            "总户数120户，总收入600万元，户均5万元。",
            "total 600万元, count 120户, value 5万元 (ordered)",
        ),
        row(
            "each, stated first",
            "每人补助50元，共30人，共计1500元。",
            "total 1500元, count 30人, value 50元 (ordered)",
        ),
        row(
            "场均",
            "5场活动共吸引500人次，场均100人次。",
            "total 500人次, count 5场, value 100人次 (ordered)",
        ),
        row(
            "a thing named after its counter",
            "12个村共120人，平均每村10人。",
            "total 120人, count 12个, value 10人 (ordered)",
        ),
        row(
            "the days of a year",
            "2023年接待36500人次，日均100人次。",
            "total 36500人次, count 2023年, value 100人次 (ordered)",
        ),
        row(
            "the days of a month",
            "3月接待3100人次，日均100人次。",
            "total 3100人次, count 3月, value 100人次 (ordered)",
        ),
        row(
            "days that are counted",
            "10天接待1000人次，日均100人次。",
            "total 1000人次, count 10天, value 100人次 (ordered)",
        ),
        row(
            "the days of a week",
            "本周受理70件，日均10件。",
            "total 70件, count 本周, value 10件 (ordered)",
        ),
        row(
            "the months of a span",
            "1-11月支出110万元，月均10万元。",
            "total 110万元, count 1-11月, value 10万元 (ordered)",
        ),
        row(
            "the months of a year",
            "全年支出120万元，月均10万元。",
            "total 120万元, count 全年, value 10万元 (ordered)",
        ),
        row(
            "months that are counted",
            "6个月支出60万元，月均10万元。",
            "total 60万元, count 6个月, value 10万元 (ordered)",
        ),
        row("February of no year", "2月接待2800人次，日均100人次。"),
        row("a mean alone", "人均可支配收入3.2万元。"),
    ],
)
def test_averages(text, expected):
    assert claims(averages, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        row(
            "price times number",
            "单价200元，采购50台，合计10000元。",
            "factor 200元, factor 50台, value 10000元 (ordered)",
        ),
        row(
            "number, then price",
            "采购50台，单价200元，共计10000元。",
            "factor 200元, factor 50台, value 10000元 (ordered)",
        ),
        row(
            "a price by its unit",
            "补助标准为1200元/亩，种植300亩，补助36万元。",
            "factor 1200元/亩, factor 300亩, value 36万元 (guessed)",
        ),
        row(
            "one amount in two units",
            "支出11246.7万元，约合1.12亿元。",
            "factor 11246.7万元, value 1.12亿元 (ordered)",
        ),
        row(
            "rate, full score, score",
            "完成率95.93%，分值10分，得9.59分。",
            "factor 10分, factor 95.93%, value 9.59分 (guessed)",
        ),
        row(
            "full score, rate, score",
            "分值10分，完成率95.93%，得分9.59分。",
            "factor 10分, factor 95.93%, value 9.59分 (guessed)",
        ),
        row(
            "计 for 得",
            "执行率87.4%，满分10分，计8.74分。",
            "factor 10分, factor 87.4%, value 8.74分 (guessed)",
        ),
        row("a standard per household is an average", "按每户500元的标准补助20户，共计1万元。"),
        row("a price alone", "单价200元，采购50台。"),
    ],
)
def test_products(text, expected):
    assert claims(products, text) == expected
