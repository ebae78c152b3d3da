import pytest

from tests.unit.arithmetic.numbers import claim, percent, printed
from toolkit.arithmetic import HypothesisKind, Strength, explain
from toolkit.records.facts import GrowthClaim, Operand, RatioClaim, SumClaim


def rival(text, unit, label=""):
    return Operand(role="rival", quantity=printed(text, unit), label=label)


def ratio(rate, part, whole, unit="件", **more):
    roles = {"value": percent(rate), "part": printed(part, unit), "whole": printed(whole, unit)}
    return claim(RatioClaim, roles, **more)


def growth(rate, **numbers):
    falls = numbers.pop("falls", False)
    roles = {"value": percent(rate)} | {role: printed(text, "万元") for role, text in numbers.items()}
    return claim(GrowthClaim, roles, falls=falls)


def kinds(made, rivals=()):
    return {h.kind for h in explain(made, rivals)}


def test_the_archived_letters_are_the_base():
    best = explain(ratio("100", "422", "480"), [rival("422", "份", "归档")])[0]
    assert best.kind is HypothesisKind.OTHER_BASE
    assert best.strength is Strength.STRONG
    assert best.text == "像是以“归档422”为分母：422 ÷ 422 × 100% = 100%"
    assert best.whole is not None
    assert best.whole.unit is not None
    assert best.whole.unit.name == "份"


def test_the_budget_of_the_year_before_adjustment():
    made = ratio("85.48", "53080.68", "52098.7", "万元")
    best = explain(made, [rival("62098.7", "万元", "年初预算"), rival("3", "件")])[0]
    assert (best.kind, best.strength) == (HypothesisKind.OTHER_BASE, Strength.STRONG)


def test_the_claims_own_rivals_are_tried():
    made = ratio("95", "456", "500", rivals=(rival("480", "件"),))
    assert explain(made)[0].kind is HypothesisKind.OTHER_BASE


def test_one_family_comes_before_another():
    found = explain(ratio("50", "40", "70"), [rival("80", "户"), rival("80", "件")])
    bases = [h for h in found if h.kind is HypothesisKind.OTHER_BASE]
    assert [h.whole.unit.name for h in bases if h.whole and h.whole.unit] == ["件", "户"]


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (ratio("12.08", "422", "480"), HypothesisKind.COMPLEMENT),
        (ratio("113.74", "422", "480"), HypothesisKind.INVERSE),
        (ratio("8.79", "422", "480"), HypothesisKind.TIMES_TEN),
        (ratio("879.17", "422", "480"), HypothesisKind.TIMES_TEN),
        (ratio("7.72", "7.72", "10000", "万元"), HypothesisKind.PART_AS_RATE),
        (ratio("61", "61.69", "94.7", "亿元"), HypothesisKind.PART_AS_RATE),
        (ratio("23.3", "617", "2654"), HypothesisKind.DOUBLE_ROUNDED),
        (ratio("78.92", "422", "480"), HypothesisKind.SLIP_IN_RATE),
        (ratio("87.92", "442", "480"), HypothesisKind.SLIP_IN_OPERAND),
        (ratio("50.00", "5", "100000", "万元"), HypothesisKind.TEN_THOUSAND),
        (growth("14.43", current="116433.12", delta="16803.36"), HypothesisKind.CURRENT_AS_BASE),
        (growth("20.0", base="80", current="100"), HypothesisKind.CURRENT_AS_BASE),
        (growth("125", base="80", current="100"), HypothesisKind.LEVEL_AS_GROWTH),
        (growth("25", base="80", current="100", falls=True), HypothesisKind.DIRECTION),
        (growth("50.63", current="75800", delta="52044.27"), None),
    ],
)
def test_what_the_writer_may_have_done(made, kind):
    assert kind in kinds(made) if kind else kinds(made) == set()


def test_another_year_as_base():
    best = explain(growth("25.00", base="90", current="100"), [rival("80", "万元", "2021年")])[0]
    assert best.kind is HypothesisKind.OTHER_BASE
    assert best.text == "像是以“2021年80万元”为基数：(100万元 − 80万元) ÷ 80万元 × 100% = 25.00%"


def test_other_pairs_come_last_and_percentages_divide_nothing():
    found = explain(ratio("25", "40", "70"), [rival("10", "户"), rival("40", "户"), rival("30", "%")])
    pairs = [h for h in found if h.kind is HypothesisKind.OTHER_PAIR]
    assert pairs
    assert all(h.cost >= 30 and h.strength is Strength.WEAK for h in pairs)
    assert not any("%" in (h.part.unit.name if h.part and h.part.unit else "") for h in pairs)


def test_a_fit_without_decimals_among_many_pairs_is_weak():
    rivals = [rival(str(n), "件") for n in (41, 47, 53, 59, 61, 67)]
    found = [h for h in explain(ratio("91", "43", "99"), rivals) if h.kind is HypothesisKind.OTHER_BASE]
    assert found
    assert all(h.strength is Strength.WEAK for h in found)


def test_only_rates_are_explained():
    assert explain(claim(SumClaim, {"total": printed("5"), "part": printed("6")})) == ()
    assert explain(claim(RatioClaim, {"part": printed("5"), "whole": printed("6")})) == ()
    assert explain(claim(RatioClaim, {"value": percent("5")})) == ()
