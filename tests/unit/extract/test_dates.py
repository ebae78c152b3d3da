import pytest

from tests.unit.extract.reading import figures, flow, row
from toolkit.extract.grammar.dates import Dated, dates


def written(day: Dated) -> str:
    """Write a date as ``2023-01-01..2023-12-31``, ``1..11`` (months of no said year), and what is wrong with it."""
    when = ""
    if day.period:
        when = f"{day.period.start}..{day.period.end}"
    elif day.months:
        when = f"{day.months[0]}..{day.months[1]}"
    return f"{when}!{day.fault}" if day.fault else when


YEAR = "2023-01-01..2023-12-31"
ROWS = [
    row("a year", "2023年", YEAR),
    row("年度", "2023年度", YEAR),
    row("its end", "截至2023年末", YEAR),
    row("its beginning", "2023年初", YEAR),
    row("full-width digits", "２０２３年３月", "2023-03-01..2023-03-31"),
    row("a month", "2023年3月", "2023-03-01..2023-03-31"),
    row("月份", "2023年4月份", "2023-04-01..2023-04-30"),
    row("a day", "2023年3月15日", "2023-03-15..2023-03-15"),
    row("a day without 日", "2023年12月31", "2023-12-31..2023-12-31"),
    row("spaces inside", "2023年 3 月 15 日", "2023-03-15..2023-03-15"),
    row("a wrap inside", "2023年3\n月15日", "2023-03-15..2023-03-15"),
    row("a leap day", "2024年2月29日", "2024-02-29..2024-02-29"),
    row("dashes", "2023-03-15", "2023-03-15..2023-03-15"),
    row("points", "2023.3.15", "2023-03-15..2023-03-15"),
    row("strokes", "2023/3/15", "2023-03-15..2023-03-15"),
    row("a year in Chinese", "二〇二三年", YEAR),
    row("a month in Chinese", "二〇二三年十二月", "2023-12-01..2023-12-31"),
    row("a day in Chinese", "二〇二三年三月二十五日", "2023-03-25..2023-03-25"),
    row("a circle for the zero", "二○二三年三月十五日", "2023-03-15..2023-03-15"),
    row("day to day", "2023年1月1日至12月31日", YEAR),
    row("day to day of the next year", "2023年1月1日至2024年3月31日", "2023-01-01..2024-03-31"),
    row("day to day with a dash", "2023年1月1日—2023年12月31日", YEAR),
    row("days of one month", "2023年3月5日至8日", "2023-03-05..2023-03-08"),
    row("backwards", "2023年6月30日至2023年3月1日", "2023-06-30..2023-03-01"),
    row("years", "2022—2024年", "2022-01-01..2024-12-31"),
    row("years with 至", "2022年至2024年度", "2022-01-01..2024-12-31"),
    row("school years", "2022～2023学年", "2022-01-01..2023-12-31"),
    row("two years listed", "2022年、2023年", "2022-01-01..2022-12-31", YEAR),
    row("two years under one 年", "2022、2023年", "2022-01-01..2022-12-31", YEAR),
    row("months of a year", "2023年1-11月", "2023-01-01..2023-11-30"),
    row("months with 月 twice", "2023年1月—12月", YEAR),
    row("months over the turn of the year", "2022年7月-2023年6月", "2022-07-01..2023-06-30"),
    row("months of no year", "1—7月", "1..7"),
    row("months with 至 and 份", "1至10月份", "1..10"),
    row("one month of no year", "5月底", "5..5"),
    row("a third of a month", "6月中旬", "6..6"),
    row("a day of no year", "3月15日", ""),
    row("months glued to a year", "20201-4月", "2020-01-01..2020-04-30"),
    row("first half", "2023年上半年", "2023-01-01..2023-06-30"),
    row("second half", "2023年下半年", "2023-07-01..2023-12-31"),
    row("first half of no year", "上半年", "1..6"),
    row("a quarter", "2023年第一季度", "2023-01-01..2023-03-31"),
    row("a quarter in short", "2023年二季度", "2023-04-01..2023-06-30"),
    row("a quarter of no year", "第四季度", "10..12"),
    row("three quarters", "2023年前三季度", "2023-01-01..2023-09-30"),
    row("first to third quarter", "一至三季度", "1..9"),
    row("no such day", "2023年2月30日", "!没有这一天"),
    row("no such day in no year", "6月31日", "!没有这一天"),
    row("no leap day", "2023年2月29日", "!没有这一天"),
    row("no such month", "2023年13月", "!没有这个月份"),
    row("two digits", "23年末", f"{YEAR}!年份应写全四位"),
    row("two digits and a month", "23年4月", f"{YEAR}!年份应写全四位", "4..4"),
    row("no 年", "2023 拆违", f"{YEAR}!年份后缺“年”字"),
    row("a class is no year that lacks its 年", "2023届毕业生"),
    row("so many households", "2023户"),
    row("so much money", "2023万元"),
    row("a duration", "15年4个月"),
    row("a document number", "粤财〔2023〕53号"),
    row("a road", "G2023高速"),
    row("digits run together", "20230315"),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_dates(text, expected):
    assert [written(day) for day in dates(flow(text))] == expected


@pytest.mark.parametrize(
    "text", ["2023年3月15日至18日", "1—7月", "二〇二三年三月", "第四季度", "23年度", "2023 拆违", "5月"]
)
def test_no_figure_stands_in_a_date(text):
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2022—2024年", 2024),
        ("2023年1月1日至2024年3月31日", 2023),
        ("23年度", 2023),
        ("1—7月", None),
        ("3月15日", None),
    ],
    ids=str,
)
def test_the_year_that_governs(text, year):
    (day,) = dates(flow(text))
    assert day.year == year


def test_dates_come_in_the_order_of_the_text():
    found = dates(flow("2023 拆违在2023年3月开始，2022年立项"))
    assert [day.start for day in found] == sorted(day.start for day in found)
    assert [day.fault is None for day in found] == [False, True, True]
