"""Words that a model gives back are found in the text, or count for nothing."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.extract.ground import Text

TEXT = """松汀镇2023年度数量指标为村道养护里程，年度目标值为120公里，实际养护126.5公里，指标完成率为100%；
满意度指标为群众满意度，年度目标值为85%或以上，发放问卷300份，收回有效问卷286份，表示满意的261份，
群众满意度为91.26%，指标完成率为100%。公用经费控制率为97.8%，较上年下降1.2个百分点，全年支出４,３２０.5万元。
时效指标为热线工单按时办结率，共受理工单1 204件，按时办结1180件，按时办结率98.01%；未按时办结的24件均已说明原因。"""

QUOTES = [
    "村道养护里程",
    "120公里",
    "实际养护126.5公里",
    "群众满意度为91.26%",
    "收回有效问卷286份",
    "表示满意的261份",
    "公用经费控制率为97.8%",
    "较上年下降1.2个百分点",
    "全年支出4,320.5万元",
    "热线工单按时办结率",
    "共受理工单1204件",
    "按时办结1180件",
    "按时办结率98.01%",
    "未按时办结的24件",
    "年度目标值为85%或以上",
    "发放问卷300份",
    "满意度指标为群众满意度",
    "松汀镇2023年度",
    "均已说明原因",
    "指标完成率为100%",
]


def found(quote: str, text: str = TEXT) -> list[str]:
    return [text[place.start : place.end] for place in Text(text).places(quote)]


def test_exact_words_are_found_wherever_they_stand():
    assert found("指标完成率为100%") == ["指标完成率为100%"] * 2


def test_line_breaks_blanks_and_width_are_looked_through():
    assert found("全年支出4,320.5万元") == ["全年支出４,３２０.5万元"]
    assert found("1204件") == ["1 204件"]
    assert found("100%；满意度") == ["100%；\n满意度"]
    assert found("表 示 满 意 的 261 份") == ["表示满意的261份"]


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("5%", "完成95%"),
        ("20公里", "实际养护120公里"),
        ("6.5公里", "实际养护126.5公里"),
        ("126", "实际养护126.5公里"),
        ("98", "办结率98%"),
        ("3公里", "增长-3公里"),
        ("320", "支出4,320万元"),
    ],
)
def test_a_part_of_a_number_is_not_the_number(quote, text):
    assert found(quote, text) == []


@pytest.mark.parametrize(
    "quote",
    [
        "群众满意度为91.62%",
        "群众满意度为91.2%",
        "群众满意度为91.26",
        "收回有效问卷268份",
        "较上年下降12个百分点",
        "未按时办结的二十四件",
        "群众满意度不为91.26%",
        "年度目标值为85%或以下85%",
    ],
)
def test_other_figures_limits_or_negations_are_other_words(quote):
    assert found(quote) == []


def test_a_slip_is_recorded():
    (place,) = Text(TEXT).places("热线工单按时办结串")
    assert TEXT[place.start : place.end] == "热线工单按时办结率"
    assert place.difference == "串→率"


@pytest.mark.parametrize("quote", ["", "  ", "率", "没有的话在这里", "百分之百"])
def test_words_that_are_not_there_are_not_found(quote):
    assert "百分之百" not in found(quote)
    if quote != "率":
        assert found(quote) == []


def changed(quote: str, dice: random.Random) -> str:
    """Return the words with one character changed that is no figure, nor a limit or negation."""
    at = dice.choice([i for i, char in enumerate(quote) if char not in "0123456789.%,未下"])
    return dice.choice(
        [quote[:at] + "口" + quote[at + 1 :], quote[:at] + "口" + quote[at:], quote[:at] + quote[at + 1 :]]
    )


@pytest.mark.parametrize("seed", range(5))
def test_one_changed_character_loses_the_place_of_one_quote_in_twenty_at_most(seed):
    dice = random.Random(seed)
    right = 0
    for quote in QUOTES:
        (exact, *_) = Text(TEXT).places(quote)
        places = Text(TEXT).places(changed(quote, dice))
        right += any(abs(p.start - exact.start) <= 1 and abs(p.end - exact.end) <= 1 for p in places)
    assert len(QUOTES) == 20
    assert right >= 19


@given(st.data())
def test_a_changed_digit_is_never_found(data):
    quote = data.draw(st.sampled_from([quote for quote in QUOTES if any(char.isdigit() for char in quote)]))
    at = data.draw(st.sampled_from([i for i, char in enumerate(quote) if char.isdigit()]))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != quote[at]]))
    wrong = quote[:at] + digit + quote[at + 1 :]
    for words in found(wrong):
        digits = "".join(char for char in words if char.isdigit())
        assert "".join(str(int(d)) for d in digits) == "".join(char for char in wrong if char.isdigit())
