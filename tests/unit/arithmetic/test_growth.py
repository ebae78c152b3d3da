import pytest

from tests.unit.arithmetic.numbers import percent, printed
from toolkit.arithmetic import Verdict, of_growth


def amounts(unit="万元", **numbers):
    return {role: printed(number, unit) for role, number in numbers.items()}


@pytest.mark.parametrize(
    ("rate", "numbers", "falls", "verdict"),
    [
        ("15.35", {"current": "191347", "delta": "25457"}, False, Verdict.CONSISTENT),
        ("8.20", {"current": "31862.47", "delta": "2415.09"}, False, Verdict.CONSISTENT),
        ("6.9", {"current": "48.37", "delta": "3.12"}, False, Verdict.CONSISTENT),
        ("14.43", {"current": "116433.12", "delta": "16803.36"}, False, Verdict.INCONSISTENT),
        ("50.63", {"current": "75800", "delta": "52044.27"}, False, Verdict.INCONSISTENT),
        ("50.63", {"current": "154844.27", "delta": "52044.27"}, False, Verdict.CONSISTENT),
        ("13.9", {"current": "550.7", "delta": "62.3"}, False, Verdict.INCONSISTENT),
        ("13.9", {"current": "550.7", "delta": "67.3"}, False, Verdict.CONSISTENT),
        ("11", {"current": "1687", "delta": "209"}, True, Verdict.CONSISTENT),
        ("18.4", {"current": "4567", "delta": "1128"}, True, Verdict.INCONSISTENT),
        ("23.9", {"current": "172482", "delta": "54057.44"}, True, Verdict.CONSISTENT),
        ("150.45", {"base": "6.6", "current": "16.53"}, False, Verdict.CONSISTENT),
        ("5.70", {"base": "334020", "current": "314985"}, True, Verdict.CONSISTENT),
        ("5.70", {"base": "334020", "current": "314985"}, False, Verdict.INCONSISTENT),
        ("-5.70", {"base": "334020", "current": "314985"}, False, Verdict.CONSISTENT),
        ("-5.70", {"base": "334020", "current": "314985"}, True, Verdict.CONSISTENT),
        ("20", {"base": "100", "delta": "20"}, False, Verdict.CONSISTENT),
        ("-11", {"current": "1687", "delta": "-209"}, True, Verdict.CONSISTENT),
        ("-11", {"current": "1687", "delta": "-209"}, False, Verdict.CONSISTENT),
        ("0", {"current": "500", "delta": "0"}, False, Verdict.CONSISTENT),
    ],
)
def test_two_of_three_give_the_rate(rate, numbers, falls, verdict):
    judgement = of_growth(percent(rate), falls=falls, **amounts(**numbers))
    assert judgement is not None
    assert judgement.verdict is verdict


def test_yearly_average():
    judgement = of_growth(percent("0.35"), years=10, **amounts("人", base="725482", current="751389"))
    assert judgement is not None
    assert judgement.verdict is Verdict.CONSISTENT
    assert judgement.formula == "((751389 ÷ 725482)^(1/10) − 1) × 100%"
    assert judgement.recomputed == "0.3514…"


def test_growth_by_so_many_times():
    judgement = of_growth(printed("1.5", "倍"), **amounts(base="100.00", current="250.00"))
    assert judgement is not None
    assert judgement.verdict is Verdict.CONSISTENT
    assert judgement.recomputed == "1.5"


@pytest.mark.parametrize(
    ("numbers", "falls", "formula"),
    [
        ({"base": "80", "current": "100"}, False, "(100万元 − 80万元) ÷ 80万元 × 100%"),
        ({"base": "100", "current": "80"}, True, "(100万元 − 80万元) ÷ 100万元 × 100%"),
        ({"current": "100", "delta": "20"}, False, "20万元 ÷ (100万元 − 20万元) × 100%"),
        ({"current": "80", "delta": "20"}, True, "20万元 ÷ (80万元 + 20万元) × 100%"),
        ({"base": "80", "delta": "20"}, False, "20万元 ÷ 80万元 × 100%"),
    ],
)
def test_formulas(numbers, falls, formula):
    judgement = of_growth(percent("25"), falls=falls, **amounts(**numbers))
    assert judgement is not None
    assert judgement.formula == formula


@pytest.mark.parametrize(
    "numbers",
    [
        {"base": "-12249", "current": "28814"},
        {"base": "0", "current": "5"},
        {"base": "0.5"},
        {"current": "41063", "delta": "41063"},
        {"current": "28814", "delta": "41063"},
        {},
    ],
)
def test_a_base_that_is_not_positive_gives_no_rate(numbers):
    assert of_growth(percent("335.2"), **amounts(**numbers)) is None


def test_what_does_not_fit_is_not_judged():
    assert of_growth(printed("5", "个百分点"), **amounts(base="100", current="105")) is None
    assert of_growth(printed("1", "番"), **amounts(base="100", current="200")) is None
    assert of_growth(percent("5"), base=printed("100", "亩"), current=printed("105", "元")) is None


def test_a_number_without_unit_takes_its_neighbours():
    judgement = of_growth(percent("25"), base=printed("80", ""), current=printed("100", "万元"))
    assert judgement is not None
    assert judgement.verdict is Verdict.CONSISTENT
