from decimal import Decimal

import pytest

from toolkit.extract.grammar.numerals import numeral


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("零", "0"),
        ("七", "7"),
        ("两", "2"),
        ("十", "10"),
        ("十五", "15"),
        ("二十", "20"),
        ("九十九", "99"),
        ("一百", "100"),
        ("一百零八", "108"),
        ("一百一十三点四", "113.4"),
        ("两千", "2000"),
        ("七千三百三十六点三", "7336.3"),
        ("一万", "10000"),
        ("十二万三千四百五十六", "123456"),
        ("三亿", "300000000"),
        ("五亿六千万", "560000000"),
        ("一万亿", "1000000000000"),
        ("二〇二三", "2023"),
        ("一二三四五", "12345"),
        ("零点五", "0.5"),
        ("三点一四", "3.14"),
        ("百", "100"),
        ("廿三万", "230000"),
        ("卅", "30"),
        ("叁佰万", "3000000"),
        ("壹仟贰佰零伍", "1205"),
    ],
)
def test_a_numeral_is_a_number(text, value):
    assert numeral(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "一二三", "三四", "万", "点五", "三点十", "一二百", "甲"])
def test_what_is_no_numeral(text):
    assert numeral(text) is None


def test_a_run_of_digits_too_long_for_any_number():
    assert numeral("一二三四" * 2000) is None
