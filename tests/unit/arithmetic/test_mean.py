import pytest

from tests.unit.arithmetic.numbers import percent, printed
from toolkit.arithmetic import Verdict, of_average, of_product, of_proportion


@pytest.mark.parametrize(
    ("value", "total", "count", "verdict"),
    [
        (printed("10202", "件"), printed("71412", "件"), printed("7", "天"), Verdict.CONSISTENT),
        (printed("10200", "件"), printed("71412", "件"), printed("7", "天"), Verdict.INCONSISTENT),
        (printed("2.39", "人"), printed("703095", "人"), printed("294617", "户"), Verdict.CONSISTENT),
        (printed("406.7", "公斤"), printed("1762", "万吨"), printed("4332.6", "万亩"), Verdict.CONSISTENT),
        (printed("406.7", "公斤/亩"), printed("17620000000", "公斤"), printed("4332.6", "万亩"), Verdict.CONSISTENT),
        (printed("4067", "公斤"), printed("1762", "万吨"), printed("4332.6", "万亩"), Verdict.INCONSISTENT),
        (printed("2000", "元"), printed("53.6", "万元"), printed("268", "人"), Verdict.CONSISTENT),
    ],
)
def test_averages(value, total, count, verdict):
    judgement = of_average(value, total, count)
    assert judgement is not None
    assert judgement.verdict is verdict


def test_an_average_of_unlike_things_is_not_judged():
    assert of_average(printed("5", "元"), printed("10", "亩"), printed("2", "户")) is None
    assert of_average(printed("5", "元"), printed("10", "元"), printed("0", "户")) is None


@pytest.mark.parametrize(
    ("value", "factors", "verdict"),
    [
        (printed("536000", "元"), [printed("268", "人"), printed("2000", "元")], Verdict.CONSISTENT),
        (printed("53.6", "万元"), [printed("268", "人"), printed("2000", "元")], Verdict.CONSISTENT),
        (printed("9.59", "分"), [percent("95.93"), printed("10", "分")], Verdict.CONSISTENT),
        (printed("1.6", "分"), [printed("4", "分"), percent("40")], Verdict.CONSISTENT),
        (printed("10", "分"), [printed("10", "分"), percent("117.65")], Verdict.CONSISTENT),
        (printed("11.77", "分"), [printed("10", "分"), percent("117.65")], Verdict.INCONSISTENT),
        (printed("60", "万元"), [printed("268", "人"), printed("2000", "元")], Verdict.INCONSISTENT),
    ],
)
def test_products(value, factors, verdict):
    judgement = of_product(value, factors)
    assert judgement is not None
    assert judgement.verdict is verdict


def test_a_product_of_one_is_the_same_amount_in_another_unit():
    assert of_product(printed("5", "元"), [printed("5", "件")]) is None
    assert of_product(printed("1.12", "亿元"), [printed("11246.7", "万元")]).verdict.holds
    assert not of_product(printed("28.64", "亿元"), [printed("28640", "万元")]).verdict.holds


def proportion(values, parts, unit="万元"):
    return of_proportion([printed(v) for v in values.split(":")], [printed(p, unit) for p in parts.split()])


@pytest.mark.parametrize(
    ("values", "parts", "verdict"),
    [
        ("5.6:56.6:37.8", "5610 56590 37800", Verdict.CONSISTENT),
        ("3:4:3", "30 40 30", Verdict.CONSISTENT),
        ("105.07:100", "72334 68844", Verdict.CONSISTENT),
        ("5.6:65.6:37.8", "5610 56590 37800", Verdict.INCONSISTENT),
        ("1:2", "10 60", Verdict.INCONSISTENT),
    ],
)
def test_proportions(values, parts, verdict):
    judgement = proportion(values, parts, "人")
    assert judgement is not None
    assert judgement.verdict is verdict


def test_a_proportion_shows_the_shares_recomputed():
    judgement = proportion("5.6:65.6:28.8", "56 566 378")
    assert judgement is not None
    assert judgement.recomputed == "5.6:56.6:37.8"
    assert judgement.formula == "56万元 : 566万元 : 378万元"


@pytest.mark.parametrize(("values", "parts"), [("1:2", "10 20 30"), ("1:0", "10 20"), ("1:2", "-10 20"), ("1", "10")])
def test_what_is_no_proportion_is_not_judged(values, parts):
    assert proportion(values, parts) is None
