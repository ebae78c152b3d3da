from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.unit.arithmetic.numbers import claim, percent, printed
from toolkit.arithmetic import Interval, Verdict, half_up, judge, of_claim, point, solve
from toolkit.arithmetic.printed import rounded
from toolkit.arithmetic.verdict import decimals
from toolkit.records.facts import Claim, DifferenceClaim, GrowthClaim, RatioClaim, SumClaim

numbers = st.fractions(min_value=-1000, max_value=1000, max_denominator=10**5)
positive = st.fractions(min_value=Fraction(1), max_value=1000, max_denominator=10**5)
places = st.integers(min_value=0, max_value=3)


@st.composite
def around(draw, within=numbers):
    """A number, and an interval that holds it."""
    x = draw(within)
    below, above = (draw(st.fractions(min_value=0, max_value=Fraction(1, 2))) for _ in range(2))
    return x, Interval(x - below, x + above, below == 0 or draw(st.booleans()), above == 0 or draw(st.booleans()))


def written(x: Fraction, digits: int) -> str:
    whole = int(rounded(x, digits) * 10**digits)
    return f"{Decimal(whole).scaleb(-digits):.{digits}f}"


@given(around(), around(), around(positive))
def test_arithmetic_on_intervals_keeps_the_true_value(a, b, c):
    (x, xs), (y, ys), (z, zs) = a, b, c
    assert (xs + ys).holds(x + y)
    assert (xs - ys).holds(x - y)
    assert (xs * ys).holds(x * y)
    quotient = xs.over(zs)
    assert quotient is not None
    assert quotient.holds(x / z)


@given(around(positive), st.integers(min_value=1, max_value=6), st.integers(min_value=0, max_value=8))
def test_roots_are_enclosed(a, degree, digits):
    x, xs = a
    root = Interval(xs.lo, xs.hi).root(degree, digits)
    assert root.lo**degree <= x <= root.hi**degree


@given(numbers, places)
def test_a_number_lies_in_what_its_rounding_stands_for(x, digits):
    assert half_up(rounded(x, digits), Fraction(1, 10**digits)).holds(x)


@given(st.lists(st.tuples(positive, places), min_size=1, max_size=6), places)
def test_true_parts_never_contradict_a_true_total(parts, digits):
    total = printed(written(sum((x for x, _ in parts), Fraction(0)), digits), "万元")
    made = claim(SumClaim, {"total": total, "part": [printed(written(x, k), "万元") for x, k in parts]}, complete=True)
    judgement = of_claim(made)
    assert judgement is not None
    assert judgement.verdict is Verdict.CONSISTENT


@given(positive, positive, places, places, places)
def test_a_true_rate_is_never_contradicted(part, whole, i, j, k):
    rate = percent(written(100 * part / whole, k))
    made = claim(
        RatioClaim,
        {"value": rate, "part": printed(written(part, i), "万元"), "whole": printed(written(whole, j), "万元")},
    )
    judgement = of_claim(made)
    assert judgement is not None
    assert judgement.verdict is Verdict.CONSISTENT


@given(positive, positive, places, places, places)
def test_a_true_growth_is_never_contradicted(base, current, i, j, k):
    rate = percent(written(100 * (current / base - 1), k))
    roles = {"value": rate, "current": printed(written(current, i), "万元")}
    change = {"delta": printed(written(current - base, j), "万元")}
    for known in ({"base": printed(written(base, j), "万元")}, change):
        judgement = of_claim(claim(GrowthClaim, roles | known))
        assert judgement is None or judgement.verdict is Verdict.CONSISTENT


@given(numbers, places)
def test_proper_rounding_is_consistent(x, digits):
    assert judge(percent(written(x, digits)), point(x)).verdict is Verdict.CONSISTENT


@given(numbers, places)
def test_cutting_digits_off_is_never_inconsistent(x, digits):
    cut = Fraction(int(x * 10**digits), 10**digits)
    verdict = judge(percent(written(cut, digits)), point(x)).verdict
    assert verdict.holds or verdict is Verdict.TRUNCATED


@given(around(), places)
def test_results_are_never_written_as_floats(a, digits):
    _, xs = a
    assert set(decimals(xs, digits)) <= set("-0123456789.…～")


CLAIMS: tuple[tuple[type[Claim], tuple[str, ...]], ...] = (
    (RatioClaim, ("value", "part", "whole")),
    (GrowthClaim, ("value", "base", "current")),
    (GrowthClaim, ("value", "base", "delta")),
    (GrowthClaim, ("value", "current", "delta")),
    (SumClaim, ("total", "part")),
    (DifferenceClaim, ("value", "minuend", "subtrahend")),
)


@given(st.sampled_from(CLAIMS), st.data())
def test_every_solution_makes_the_claim_hold(shape, data):
    kind, roles = shape
    given_numbers = {
        role: printed(written(data.draw(positive), data.draw(places)), "%" if role == "value" else "元")
        for role in roles
    }
    if kind is DifferenceClaim:
        given_numbers["value"] = printed(str(given_numbers["value"].value), "元")
    made = claim(kind, given_numbers)
    at = data.draw(st.integers(min_value=0, max_value=len(roles) - 1))
    solution = solve(made, at)
    assume(solution is not None)
    assert solution is not None
    if solution.exact:
        return
    share = data.draw(st.fractions(min_value=Fraction(1, 10), max_value=Fraction(9, 10), max_denominator=10))
    x = solution.lo + (solution.hi - solution.lo) * share
    width = solution.hi - solution.lo
    digits = next(k for k in range(60) if 10**k * width >= 1000)
    value = written(x, digits)
    assume(solution.holds(Fraction(value)))
    changed = claim(kind, given_numbers | {roles[at]: printed(value, given_numbers[roles[at]].unit.name)})
    judgement = of_claim(changed)
    if judgement is None:  # the solution is no base: zero, or below
        assert kind is GrowthClaim
        return
    assert judgement.verdict is Verdict.CONSISTENT
