from fractions import Fraction

import pytest

from toolkit.arithmetic import Interval, point


def half_open(lo, hi):
    return Interval(Fraction(lo), Fraction(hi), True, False)


def test_sum_keeps_an_end_only_if_both_have_it():
    assert half_open(1, 2) + Interval(Fraction(3), Fraction(4)) == half_open(4, 6)


def test_difference_swaps_ends_and_flags():
    assert Interval(Fraction(5), Fraction(6)) - half_open(1, 2) == Interval(Fraction(3), Fraction(5), False, True)


def test_product_of_mixed_signs():
    assert Interval(Fraction(-2), Fraction(3)) * half_open(-1, 4) == Interval(Fraction(-8), Fraction(12), False, False)


def test_a_closed_zero_makes_the_product_zero():
    assert point(0) * half_open(1, 2) == point(0)
    assert Interval(Fraction(0), Fraction(1)) * half_open(1, 2) == Interval(Fraction(0), Fraction(2), True, False)


def test_quotient():
    assert half_open(1, 2).over(half_open(4, 5)) == Interval(Fraction(1, 5), Fraction(1, 2), False, False)
    assert half_open(1, 2).over(point(-2)) == Interval(Fraction(-1), Fraction(-1, 2), False, True)


@pytest.mark.parametrize(
    "divisor", [point(0), Interval(Fraction(-1), Fraction(1)), Interval(Fraction(0), Fraction(1), False)]
)
def test_nothing_is_divided_by_what_may_come_near_zero(divisor):
    assert point(1).over(divisor) is None


def test_open_ends_do_not_meet():
    assert not half_open(1, 2).meets(half_open(2, 3))
    assert Interval(Fraction(1), Fraction(2)).meets(half_open(2, 3))
    assert Interval(Fraction(1), Fraction(2)).intersect(half_open(2, 3)) == point(2)


def test_within_minds_the_ends():
    assert half_open(1, 2).within(Interval(Fraction(1), Fraction(2)))
    assert not Interval(Fraction(1), Fraction(2)).within(half_open(1, 2))


def test_holds_and_distance():
    assert half_open(1, 2).holds(Fraction(1))
    assert not half_open(1, 2).holds(Fraction(2))
    assert half_open(1, 2).distance(Fraction(4)) == 2
    assert half_open(1, 2).distance(Fraction(3, 2)) == 0


def test_root_encloses_and_is_exact_where_it_can_be():
    assert point(8).root(3, 4) == point(2)
    assert Interval(Fraction(4), Fraction(9), True, False).root(2, 4) == half_open(2, 3)
    root = point(2).root(2, 6)
    assert root.lo**2 < 2 < root.hi**2
    assert root.hi - root.lo == Fraction(1, 10**6)


@pytest.mark.parametrize(("lo", "hi", "flags"), [(2, 1, (True, True)), (1, 1, (True, False))])
def test_an_interval_is_never_empty(lo, hi, flags):
    with pytest.raises(ValueError, match="no number"):
        Interval(Fraction(lo), Fraction(hi), *flags)


def test_roots_and_powers_refuse_negative_numbers():
    with pytest.raises(ValueError, match="not negative"):
        point(-1).root(2, 3)
    with pytest.raises(ValueError, match="not negative"):
        point(-1).power(2)
