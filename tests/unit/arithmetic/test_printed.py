from dataclasses import replace
from fractions import Fraction

import pytest

from tests.unit.arithmetic.numbers import percent, printed
from toolkit.arithmetic import (
    Interval,
    as_printed,
    comparable,
    half_even,
    half_up,
    interval,
    point,
    round_up,
    truncation,
)
from toolkit.arithmetic.printed import rounded
from toolkit.records import Hedge, Op

U = Fraction(1, 100)


def ends(lo, hi, lo_closed=True, hi_closed=True):
    return Interval(Fraction(lo), Fraction(hi), lo_closed, hi_closed)


def test_modes_of_rounding():
    assert half_up(Fraction("89.15"), U) == ends("89.145", "89.155", True, False)
    assert half_even(Fraction("89.15"), U) == ends("89.145", "89.155", False, False)
    assert half_even(Fraction("89.16"), U) == ends("89.155", "89.165")
    assert truncation(Fraction("89.15"), U) == ends("89.15", "89.16", True, False)
    assert round_up(Fraction("89.15"), U) == ends("89.14", "89.15", False, True)


@pytest.mark.parametrize("mode", [half_up, half_even, truncation, round_up])
def test_negative_numbers_mirror_positive_ones(mode):
    assert mode(Fraction("-5.2"), Fraction(1, 10)) == -mode(Fraction("5.2"), Fraction(1, 10))


def test_zero():
    assert truncation(Fraction(0), U) == ends("-0.01", "0.01", False, False)
    assert half_up(Fraction(0), U) == ends("-0.005", "0.005", False, False)
    assert half_even(Fraction(0), U) == ends("-0.005", "0.005")
    assert round_up(Fraction(0), U) == point(0)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (printed("74", "人"), point(74)),
        (printed("74"), point(74)),
        (printed("7", "天"), point(7)),
        (printed("19.8894", "分"), point(Fraction("19.8894"))),
        (printed("3", "万人"), ends(25000, 35000, True, False)),
        (printed("39979.06", "万元"), ends("399790550", "399790650", True, False)),
        (printed("5", "‰"), ends("0.45", "0.55", True, False)),
        (printed("60", "件", op=Op.RANGE, upper="80"), ends(60, 80)),
        (printed("200", "人", Hedge.ODD), ends(200, 300, True, False)),
        (printed("5.65", "亿元", Hedge.ODD), ends(565000000, 566000000, True, False)),
        (printed("300", "件", Hedge.NEARLY), ends(200, 300, False, False)),
        (printed("3000", "件", Hedge.ABOUT), ends(2500, 3500)),
        (percent("35.0", hedge=Hedge.ABOUT), ends("34.95", "35.05")),
        (percent("1627", hedge=Hedge.OVER), ends(1627, 1628, False, False)),
        (percent("90", op=Op.LT), ends(Fraction(-(10**24)), 90, True, False)),
        (percent("-5", hedge=Hedge.NEARLY), ends(-5, -4, False, False)),
    ],
)
def test_what_a_number_may_stand_for(number, expected):
    assert interval(number) == expected


def test_at_its_word():
    assert as_printed(printed("39979.06", "万元")) == point(399790600)
    assert as_printed(percent("60", op=Op.RANGE, upper="80")) == ends(60, 80)


@pytest.mark.parametrize(
    ("one", "other", "fit"),
    [
        ("份", "件", True),
        ("元", "万元", True),
        ("%", "个百分点", True),
        ("元", "亩", False),
        ("件", "元", False),
        ("件", "分", True),
        ("", "元", True),
    ],
)
def test_which_units_go_together(one, other, fit):
    assert comparable(printed("1", one).unit, printed("1", other).unit) is fit


def test_a_target_in_words_states_no_number():
    with pytest.raises(ValueError, match="no number"):
        interval(replace(printed("0"), value=None, text="逐步提升"))


# GB/T 8170-2008, as checks may cite it: one rounding only, ties, negative numbers by their absolute value.
def test_a_tie_goes_to_the_even_digit():
    assert half_even(Fraction("1.0"), Fraction(1, 10)).holds(Fraction("1.05"))
    assert not half_even(Fraction("1.1"), Fraction(1, 10)).holds(Fraction("1.05"))
    assert half_even(Fraction("0.4"), Fraction(1, 10)).holds(Fraction("0.35"))
    assert half_even(Fraction(2000), Fraction(1000)).holds(Fraction(2500))
    assert half_even(Fraction(4000), Fraction(1000)).holds(Fraction(3500))


@pytest.mark.parametrize(
    ("x", "places", "result"),
    [("8.53459", 2, "8.53"), ("8.53459", 4, "8.5346"), ("-0.125", 2, "-0.13"), ("2.5", 0, "3")],
)
def test_rounding_half_up(x, places, result):
    assert rounded(Fraction(x), places) == Fraction(result)
