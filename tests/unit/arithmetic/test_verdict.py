from fractions import Fraction

import pytest

from tests.unit.arithmetic.numbers import percent, printed
from toolkit.arithmetic import Interval, Verdict, judge, point
from toolkit.arithmetic.verdict import decimals
from toolkit.records import Certainty, Hedge, Op


@pytest.mark.parametrize(
    ("stated", "computed", "verdict"),
    [
        ("96.88", "96.875", Verdict.CONSISTENT),
        ("62", "62.5", Verdict.CONSISTENT_EVEN),
        ("96.87", "96.875", Verdict.TRUNCATED),
        ("8.54", "8.53459", Verdict.DOUBLE_ROUNDED),
        ("33.34", "33.333", Verdict.ROUNDED_UP),
        ("51", "50", Verdict.OFF_BY_ONE),
        ("49", "50", Verdict.OFF_BY_ONE),
        ("52", "50", Verdict.INCONSISTENT),
        ("-5.2", "-5.26", Verdict.TRUNCATED),
        ("-5.2", "-5.25", Verdict.CONSISTENT_EVEN),
        ("-5.3", "-5.25", Verdict.CONSISTENT),
        ("0", "0", Verdict.CONSISTENT),
        ("0.00", "0.009", Verdict.TRUNCATED),
        ("0", "-3", Verdict.INCONSISTENT),
    ],
)
def test_order_of_verdicts(stated, computed, verdict):
    assert judge(percent(stated), point(Fraction(computed))).verdict is verdict


def test_certain_only_if_all_that_may_come_out_fits():
    inside = Interval(Fraction("89.15"), Fraction("89.154"))
    across = Interval(Fraction("89.15"), Fraction("89.156"))
    assert judge(percent("89.15"), inside).certainty is Certainty.CERTAIN
    assert judge(percent("89.15"), across).certainty is Certainty.POSSIBLE


def test_one_thing_more_or_less_is_no_rounding():
    assert judge(printed("15", "个"), point(14)).verdict is Verdict.INCONSISTENT
    assert judge(printed("100", "分"), point(99)).verdict is Verdict.INCONSISTENT


@pytest.mark.parametrize(
    ("stated", "computed", "verdict", "certainty"),
    [
        (percent("1627", hedge=Hedge.OVER), "1627.86", Verdict.CONSISTENT, Certainty.CERTAIN),
        (percent("80", hedge=Hedge.OVER), "95", Verdict.CONSISTENT, Certainty.POSSIBLE),
        (percent("80", hedge=Hedge.OVER), "80", Verdict.OFF_BY_ONE, Certainty.CERTAIN),
        (percent("80", hedge=Hedge.OVER), "70", Verdict.INCONSISTENT, Certainty.CERTAIN),
        (percent("90", op=Op.GE), "90", Verdict.CONSISTENT, Certainty.CERTAIN),
        (percent("35", hedge=Hedge.ABOUT), "35.4", Verdict.CONSISTENT, Certainty.CERTAIN),
        (percent("35", hedge=Hedge.ABOUT), "37", Verdict.INCONSISTENT, Certainty.CERTAIN),
        (percent("90", hedge=Hedge.NEARLY), "88", Verdict.CONSISTENT, Certainty.CERTAIN),
        (percent("60", op=Op.RANGE, upper="80"), "66", Verdict.CONSISTENT, Certainty.CERTAIN),
        (percent("-80", hedge=Hedge.OVER), "-95", Verdict.CONSISTENT, Certainty.POSSIBLE),
    ],
)
def test_hedged_statements(stated, computed, verdict, certainty):
    judgement = judge(stated, point(Fraction(computed)))
    assert (judgement.verdict, judgement.certainty) == (verdict, certainty)


def test_compares_in_the_printed_unit():
    judgement = judge(printed("5.65", "亿元"), point(564_800_000))
    assert judgement.verdict is Verdict.CONSISTENT
    assert judgement.recomputed == "5.648"


@pytest.mark.parametrize(
    ("result", "places", "text"),
    [
        (point(Fraction(7400, 83)), 2, "89.1566…"),
        (point(Fraction("96.875")), 2, "96.875"),
        (point(Fraction(14)), 0, "14"),
        (point(Fraction(14)), 2, "14.00"),
        (point(Fraction("-0.5")), 1, "-0.5"),
        (point(Fraction(-1, 3)), 0, "-0.33…"),
        (point(Fraction(-1, 3000)), 0, "-0.00…"),
        (Interval(Fraction("67.901"), Fraction("67.9099")), 0, "67.90…"),
        (Interval(Fraction("67.9012"), Fraction("67.9099")), 1, "67.90～67.91"),
        (Interval(Fraction("-2.5"), Fraction("3.25")), 0, "-2.5～3.3"),
        (Interval(Fraction(11), Fraction(10**24)), 0, "11.0以上"),
        (Interval(Fraction(-(10**24)), Fraction(11)), 0, "11.0以下"),
    ],
)
def test_results_are_written_for_people(result, places, text):
    assert decimals(result, places) == text


def test_groups_of_verdicts():
    assert {v for v in Verdict if v.holds} == {Verdict.CONSISTENT, Verdict.CONSISTENT_EVEN}
    assert {v for v in Verdict if v.rounding_only} == {Verdict.TRUNCATED, Verdict.DOUBLE_ROUNDED, Verdict.ROUNDED_UP}
