import pytest

from tests.unit.arithmetic.numbers import percent, printed
from toolkit.arithmetic import Verdict, of_difference, of_sum
from toolkit.records import Certainty

LONG = "150.79 66.59 21.51 0.28 18.29 24.63 12.42 4.53 32.74 4.85 1.10 26.72 0.52"


def judged(total, parts, unit="万元", signs=None):
    numbers = [printed(part, unit) for part in parts.split()]
    judgement = of_sum(printed(total, unit), list(zip(signs or [1] * len(numbers), numbers, strict=True)))
    assert judgement is not None
    return judgement


@pytest.mark.parametrize(
    ("total", "parts", "unit", "verdict"),
    [
        ("365.03", LONG, "亿元", Verdict.CONSISTENT),  # 364.97, and 13 parts may be 0.07 off
        ("911000.39", "809961.19 71339.20", "元", Verdict.INCONSISTENT),
        ("1857.23", "423.81 1433.42", "万元", Verdict.CONSISTENT),
        ("161768", "25375 70537 39277 19166 7413", "人", Verdict.CONSISTENT),
        ("6180", "4688 1512", "件", Verdict.INCONSISTENT),
        ("591", "500 88", "件", Verdict.INCONSISTENT),
        ("79935.79", "19950.63 50638.84 162398.04 83.28", "万元", Verdict.INCONSISTENT),
        ("95.86", "20 19.8894 9.974 46", "分", Verdict.CONSISTENT),
        ("100", "15 25 30 30", "分", Verdict.CONSISTENT),
        ("100", "15 25 30 29", "分", Verdict.INCONSISTENT),
        ("100.0", "35.5 43.3 21.3", "%", Verdict.CONSISTENT),
        ("100", "84.06 19.62", "%", Verdict.INCONSISTENT),
    ],
)
def test_totals(total, parts, unit, verdict):
    assert judged(total, parts, unit).verdict is verdict


def test_weights_and_negative_parts():
    assert judged("136247", "202487 66271", "人", [1, -1]).verdict is Verdict.INCONSISTENT
    assert judged("-433", "-1122 816 -125 -2").verdict is Verdict.CONSISTENT


def test_the_formula_shows_units_only_where_they_differ():
    assert judged("10814.5", "9027.5 1820 33", signs=[1, 1, -1]).formula == "9027.5 + 1820 − 33"
    mixed = of_sum(printed("3.34", "亿元"), [(1, printed("3.32", "亿元")), (1, printed("118", "万元"))])
    assert mixed is not None
    assert (mixed.verdict, mixed.formula, mixed.recomputed) == (
        Verdict.CONSISTENT,
        "3.32亿元 + 118万元",
        "3.3318",
    )


def test_a_long_formula_shows_its_first_and_last_parts():
    judgement = judged("1892", " ".join(map(str, range(1, 62))))
    assert judgement.formula == " + ".join([*map(str, range(1, 31)), "…（共61项）…", "61"])
    assert judged("1830", " ".join(map(str, range(1, 61)))).formula == " + ".join(map(str, range(1, 61)))


def test_a_sum_of_rounded_parts_is_possible_not_certain():
    assert judged("365.03", LONG, "亿元").certainty is Certainty.POSSIBLE
    assert judged("1857.23", "423.81 1433.42").recomputed == "1857.23"


def test_parts_without_a_unit_share_the_totals():
    judgement = of_sum(printed("30", "万元"), [(1, printed("10")), (1, printed("20"))])
    assert judgement is not None
    assert judgement.verdict is Verdict.CONSISTENT


def test_what_cannot_be_added_is_not_judged():
    assert of_sum(printed("30", "万元"), [(1, printed("10", "亩"))]) is None
    assert of_sum(printed("30", "万元"), []) is None


@pytest.mark.parametrize(
    ("value", "minuend", "subtrahend", "verdict"),
    [
        (printed("6", "个百分点"), percent("21.87"), percent("15.97"), Verdict.CONSISTENT),
        (printed("3.6", "个百分点"), percent("18.2"), percent("20.8"), Verdict.INCONSISTENT),
        (printed("3.6", "个百分点"), percent("18.2"), percent("21.8"), Verdict.CONSISTENT),
        (printed("-3.6", "个百分点"), percent("18.2"), percent("21.8"), Verdict.CONSISTENT),
        (percent("17.9"), percent("67.9"), percent("50"), Verdict.CONSISTENT),
        (printed("5806", "件"), printed("15400", "件"), printed("9594", "件"), Verdict.CONSISTENT),
        (printed("0.90", "万元"), printed("2.95", "万元"), printed("2.05", "万元"), Verdict.CONSISTENT),
        (printed("2960.79", "万元"), printed("82513.70", "万元"), printed("79552.91", "万元"), Verdict.CONSISTENT),
        (printed("1160", "万元"), printed("3340", "万元"), printed("4500", "万元"), Verdict.CONSISTENT),
    ],
)
def test_differences(value, minuend, subtrahend, verdict):
    judgement = of_difference(value, minuend, subtrahend)
    assert judgement is not None
    assert judgement.verdict is verdict


def test_a_difference_of_unlike_things_is_not_judged():
    assert of_difference(printed("1", "件"), printed("3", "件"), printed("2", "万元")) is None
