from dataclasses import replace
from fractions import Fraction

import pytest

from tests.unit.arithmetic.numbers import percent, printed
from toolkit.arithmetic import Attainment, Interval, Verdict, as_printed, attain, completion_of, interval, point
from toolkit.records import Hedge, Op

MET, MISSED, UNDECIDED = Attainment.MET, Attainment.MISSED, Attainment.UNDECIDED


@pytest.mark.parametrize(
    ("actual", "target", "lower", "answer"),
    [
        ("89.96", percent("90", op=Op.GE), False, MISSED),
        ("90", percent("90", op=Op.GE), False, MET),
        ("90", percent("90", op=Op.GT), False, MISSED),
        ("90", percent("90", hedge=Hedge.OVER), False, MISSED),
        ("95", percent("90"), False, MET),
        ("95", percent("90"), True, MISSED),
        ("5", percent("5", op=Op.LE), False, MET),
        ("5", percent("5", op=Op.LT), True, MISSED),
        ("95", percent("90", op=Op.GE), True, MET),
        ("85", percent("80", op=Op.RANGE, upper="90"), False, MET),
        ("75", percent("80", op=Op.RANGE, upper="90"), False, MISSED),
        ("95", percent("80", op=Op.RANGE, upper="90"), False, UNDECIDED),
        ("75", percent("80", op=Op.RANGE, upper="90"), True, UNDECIDED),
        ("95", percent("80", op=Op.RANGE, upper="90"), True, MISSED),
        ("88", percent("90", hedge=Hedge.ABOUT), False, MET),
    ],
)
def test_the_unrounded_value_decides(actual, target, lower, answer):
    assert attain(point(Fraction(actual)), target, lower_is_better=lower) is answer


def test_the_seed_of_all_this():
    assert attain(point(Fraction(42200, 480)), percent("90", op=Op.GE)) is MISSED


def test_rounding_can_hide_the_answer():
    assert attain(Interval(Fraction("89.995"), Fraction("90.005")), percent("90", op=Op.GE)) is UNDECIDED
    assert attain(interval(printed("100.00", "万元")), printed("100", "万元")) is UNDECIDED
    assert attain(as_printed(printed("100.00", "万元")), printed("100", "万元")) is MET


def test_a_target_in_words_decides_nothing():
    assert attain(point(3), replace(percent("1"), value=None, op=Op.QUALITATIVE)) is UNDECIDED


@pytest.mark.parametrize(
    ("completion", "actual", "target", "capped", "verdict"),
    [
        (percent("40"), printed("10", "个"), printed("25", "个"), False, Verdict.CONSISTENT),
        (percent("117.65"), printed("20", "个"), printed("17", "个"), False, Verdict.CONSISTENT),
        (percent("100"), printed("20", "个"), printed("17", "个"), True, Verdict.CONSISTENT),
        (percent("100"), printed("20", "个"), printed("17", "个", op=Op.GE), False, Verdict.INCONSISTENT),
        (percent("97.69"), percent("87.92"), percent("90", op=Op.GE), True, Verdict.CONSISTENT),
        (percent("50"), printed("5"), printed("10", "万元"), False, Verdict.CONSISTENT),
    ],
)
def test_completion(completion, actual, target, capped, verdict):
    judgement = completion_of(completion, actual, target, capped=capped)
    assert judgement is not None
    assert judgement.verdict is verdict


def test_completion_of_nothing_is_not_judged():
    assert completion_of(percent("100"), printed("5", "个"), printed("0", "个")) is None
    assert completion_of(percent("100"), printed("5", "个"), printed("5", "万元")) is None
