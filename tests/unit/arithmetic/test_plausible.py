import pytest

from tests.unit.arithmetic.numbers import claim, percent, printed
from toolkit.arithmetic import is_slip, is_total, of_claim
from toolkit.records import Hedge
from toolkit.records.facts import Binding, RatioClaim, SumClaim


def sure(kind, roles, binding=Binding.ORDERED):
    made = claim(kind, roles, binding=binding)
    judgement = of_claim(made)
    assert judgement is not None
    assert not judgement.verdict.holds
    return is_slip(made, judgement)


def rate(value, part, whole):
    return {"value": percent(value), "part": printed(part, "件"), "whole": printed(whole, "件")}


def test_a_result_off_by_a_little_is_a_slip():
    assert sure(RatioClaim, rate("98.35", "619", "648"))  # 95.52 %


def test_a_result_far_off_is_one_where_a_single_digit_explains_it():
    assert sure(RatioClaim, rate("29.16", "74", "83"))  # 89.16 %
    assert sure(SumClaim, {"total": printed("1842", "件"), "part": printed("2842", "件")})


def test_a_result_far_off_that_nothing_explains_may_be_of_other_numbers():
    assert not sure(RatioClaim, rate("47.57", "446.02", "491.53"))  # 90.74 %
    assert not sure(SumClaim, {"total": printed("512.36", "亿元"), "part": printed("747.63", "亿元")})


@pytest.mark.parametrize("binding", [Binding.NAMED, Binding.FIXED])
def test_words_that_name_the_numbers_leave_no_doubt(binding):
    assert sure(RatioClaim, rate("47.57", "446.02", "491.53"), binding)


def test_what_is_about_so_much_is_no_slip_of_the_keyboard():
    about = rate("6", "52.9", "421.3")
    about["value"] = percent("6", hedge=Hedge.ABOUT)
    assert not sure(RatioClaim, about)


@pytest.mark.parametrize(
    ("stated", "scores", "called"),
    [
        ("97.86", ["28.51", "40", "30"], True),  # 98.51: a few tenths
        ("97.33", ["57.13", "40", "10"], False),  # 107.13: other scores were read along
        ("86.5", ["19.4", "28.1"], False),  # 47.5: not all of them were read
        ("98.5", ["25.5", "40", "3"], True),  # 68.5: one digit
        ("97", ["50", "40"], False),  # 90: one digit, but of two
    ],
)
def test_scores_that_make_no_total(stated, scores, called):
    total, parts = printed(stated, "分"), [printed(score, "分") for score in scores]
    judgement = of_claim(claim(SumClaim, {"total": total, "part": parts}, complete=True))
    assert judgement is not None
    assert is_total(total, parts, judgement) is called
