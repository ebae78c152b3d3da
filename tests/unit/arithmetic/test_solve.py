from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.arithmetic.numbers import claim, percent, printed
from toolkit.arithmetic import Slip, point, repairs, solve
from toolkit.arithmetic.slips import corrections
from toolkit.records import Hedge
from toolkit.records.facts import DifferenceClaim, GrowthClaim, ProportionClaim, RatioClaim, SumClaim


def test_solving_for_each_number_of_a_ratio():
    made = claim(RatioClaim, {"value": percent("80"), "part": printed("4", "件"), "whole": printed("5", "件")})
    rate, part, whole = (solve(made, i) for i in range(3))
    assert rate == point(80)
    assert part is not None
    assert (part.lo, part.hi) == (Fraction("3.975"), Fraction("4.025"))
    assert whole is not None
    assert whole.holds(Fraction(5))
    assert not whole.holds(Fraction(6))


def test_solving_is_done_in_the_printed_unit():
    made = claim(RatioClaim, {"value": percent("50"), "part": printed("5000", "万元"), "whole": printed("9", "亿元")})
    whole = solve(made, 2)
    assert whole is not None
    assert whole.holds(Fraction(1))
    assert whole.hi < 2


def test_what_is_no_equation_is_not_solved():
    assert solve(claim(ProportionClaim, {"value": [printed("3"), printed("1")]}), 0) is None
    assert solve(claim(RatioClaim, {"value": percent("0"), "part": printed("0"), "whole": printed("5")}), 2) is None


def sum_of(total, *parts):
    return claim(SumClaim, {"total": total, "part": list(parts)}, complete=True)


def test_a_digit_that_two_equations_agree_on():
    wrong = printed("4688", "件")
    total = printed("6180", "件")
    stated = percent("80.51")
    whole = printed("5798", "件")
    (repair,) = [
        r
        for r in repairs(
            [
                sum_of(total, wrong, printed("1512", "件")),
                claim(RatioClaim, {"value": stated, "part": wrong, "whole": whole}),
            ]
        )
        if len(r.claims) == 2
    ]
    assert (repair.span, repair.printed, repair.replacement, repair.slip) == (wrong.span, "4688", "4668", Slip.DIGIT)


def test_a_growth_and_a_difference():
    wrong, current = printed("62.3", "亿元"), printed("550.7", "亿元")
    growth = claim(GrowthClaim, {"value": percent("13.9"), "current": current, "delta": wrong})
    gap = claim(
        DifferenceClaim, {"value": printed("10.4", "亿元"), "minuend": wrong, "subtrahend": printed("56.9", "亿元")}
    )
    best = repairs([growth, gap])[0]
    assert (best.span, best.replacement, best.slip, best.claims) == (wrong.span, "67.3", Slip.DIGIT, (growth, gap))


def test_a_number_that_is_wrong_altogether():
    wrong = printed("75800", "元")
    total = sum_of(printed("254844.27", "元"), wrong, printed("60000.00", "元"), printed("40000.00", "元"))
    growth = claim(GrowthClaim, {"value": percent("50.63"), "current": wrong, "delta": printed("52044.27", "元")})
    best = repairs([total, growth])[0]
    assert (best.span, best.replacement, best.slip) == (wrong.span, "154844.27", None)


@pytest.mark.parametrize(
    ("wrong", "right", "slip"),
    [
        ("162", "126", Slip.SWAP),
        ("26", "126", Slip.MISSING),
        ("1126", "126", Slip.EXTRA),
        ("12.6", "126", Slip.POINT),
    ],
)
def test_one_equation_needs_a_slip(wrong, right, slip):
    printed_wrong = printed(wrong, "万元" if "." in wrong else "件")
    unit = printed_wrong.unit.name if printed_wrong.unit else ""
    whole, rest = ("500.0", "374.0") if "." in wrong else ("500", "374")
    total = sum_of(printed(whole, unit), printed_wrong, printed(rest, unit))
    by_span = {r.span: r for r in repairs([total])}
    assert (by_span[printed_wrong.span].replacement, by_span[printed_wrong.span].slip) == (right, slip)


def test_one_equation_without_a_slip_repairs_nothing():
    assert repairs([sum_of(printed("500", "件"), printed("888", "件"), printed("177", "件"))]) == ()


def test_nothing_is_repaired_where_all_holds_or_only_rounding_is_odd():
    rate = claim(RatioClaim, {"value": percent("89.15"), "part": printed("74", "人"), "whole": printed("83", "人")})
    assert repairs([sum_of(printed("5", "件"), printed("3", "件"), printed("2", "件")), rate]) == ()


def test_a_hedged_number_is_not_repaired():
    total = printed("500", "件", Hedge.OVER)
    spans = {r.span for r in repairs([sum_of(total, printed("162", "件"), printed("274", "件"))])}
    assert total.span not in spans


def test_corrections_keep_decimals_and_sign():
    values = {value for slip, value in corrections(printed("-1.20")) if slip is not Slip.POINT}
    assert Decimal("-2.10") in values
    assert Decimal("-11.20") in values
    assert all(value.as_tuple().exponent == -2 and value.is_signed() for value in values)
    assert Decimal("-1.20") not in values
    assert list(corrections(replace(printed("1"), value=None))) == []
