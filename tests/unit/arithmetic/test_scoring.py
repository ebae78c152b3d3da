from decimal import Decimal

import pytest

from tests.unit.arithmetic.numbers import percent, printed
from toolkit.arithmetic import Verdict, is_graded, may_be_weighted, of_rates, of_steps

WHOLE = Decimal(100)
BOTH = [(Decimal(90), Decimal(5)), (Decimal(100), Decimal(4))]


@pytest.mark.parametrize(
    ("score", "full", "rates", "verdict", "recomputed"),
    [
        ("9.974", "10", ["99.74"], Verdict.CONSISTENT, "9.974"),
        ("9.97", "10", ["99.74"], Verdict.CONSISTENT, "9.974"),
        ("9.947", "10", ["99.74"], Verdict.INCONSISTENT, "9.974"),
        ("10", "10", ["103.5"], Verdict.CONSISTENT, "10"),
        ("19.5", "20", ["95", "120"], Verdict.CONSISTENT, "19.5"),
        ("21.5", "20", ["95", "120"], Verdict.INCONSISTENT, "19.5"),
        ("16.67", "20", ["50", "100", "100"], Verdict.CONSISTENT, "16.6666…"),
    ],
)
def test_full_mark_times_the_mean_of_rates(score, full, rates, verdict, recomputed):
    judgement = of_rates(printed(score, "分"), printed(full, "分"), [percent(rate) for rate in rates], WHOLE)
    assert judgement is not None
    assert (judgement.verdict, judgement.recomputed) == (verdict, recomputed)


def test_a_capped_rate_is_shown_as_it_counts():
    judgement = of_rates(printed("19.5", "分"), printed("20", "分"), [percent("95"), percent("120")], WHOLE)
    assert judgement is not None
    assert judgement.formula == "20分 × (95% + 100%) ÷ 2"


def test_weights_keep_a_score_between_the_lowest_rate_and_the_highest():
    rates = [percent("90"), percent("100")]
    assert may_be_weighted(printed("19.6", "分"), printed("20", "分"), rates, WHOLE)
    assert not may_be_weighted(printed("17.6", "分"), printed("20", "分"), rates, WHOLE)
    assert not may_be_weighted(printed("19.6", "分"), printed("20", "分"), [percent("100"), percent("130")], WHOLE)


@pytest.mark.parametrize(
    ("rate", "score", "beyond", "holds"),
    [
        ("88.4", "5", None, True),
        ("90", "5", None, True),
        ("90.01", "4", None, True),
        ("90.01", "5", None, False),
        ("100.6", "3", None, True),
        ("100.6", "4", None, False),
        ("100.6", "3", "0", False),
        ("100.6", "0", "0", True),
    ],
)
def test_the_first_step_that_is_reached(rate, score, beyond, holds):
    due = Decimal(beyond) if beyond else None
    judgement = of_steps(printed(score, "分"), percent(rate), BOTH, due, lower_is_better=True)
    assert judgement is not None
    assert judgement.verdict.holds is holds


def test_more_is_better():
    steps = [(Decimal(95), Decimal(2))]
    full = of_steps(printed("2", "分"), percent("98.0"), steps, None, lower_is_better=False)
    less = of_steps(printed("2", "分"), percent("71.0"), steps, None, lower_is_better=False)
    assert full is not None
    assert full.verdict.holds
    assert less is not None
    assert not less.verdict.holds


@pytest.mark.parametrize(
    ("total", "least", "below", "fits"),
    [("90", "90", None, True), ("89.99", "90", None, False), ("80", "80", "90", True), ("90", "80", "90", False)],
)
def test_grades_have_their_lower_end_and_not_their_upper(total, least, below, fits):
    assert is_graded(printed(total, "分"), Decimal(least), Decimal(below) if below else None) is fits
