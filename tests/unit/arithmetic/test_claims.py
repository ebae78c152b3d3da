import pytest

from tests.unit.arithmetic.numbers import claim, percent, printed, signed
from toolkit.arithmetic import Verdict, of_claim
from toolkit.records import Certainty
from toolkit.records.facts import (
    AverageClaim,
    CountClaim,
    DifferenceClaim,
    GrowthClaim,
    ProductClaim,
    ProportionClaim,
    RatioClaim,
    ShareClaim,
    SumClaim,
)

# The sentences of checks.md that must stay silent.
SILENT = [
    ("95", "456", "480"),
    ("94.74", "108", "114"),
    ("97.5", "234", "240"),
    ("95", "38", "40"),
    ("98", "588", "600"),
    ("98", "49", "50"),
    ("95", "19", "20"),
    ("16.67", "9", "54"),
    ("90", "27", "30"),
]


@pytest.mark.parametrize(("rate", "part", "whole"), SILENT)
def test_true_sentences_hold(rate, part, whole):
    made = claim(RatioClaim, {"value": percent(rate), "part": printed(part, "件"), "whole": printed(whole, "份")})
    judgement = of_claim(made)
    assert judgement is not None
    assert (judgement.verdict, judgement.certainty) == (Verdict.CONSISTENT, Certainty.CERTAIN)


def wan(*numbers):
    return [printed(number, "万元") for number in numbers]


HOLDING = [
    claim(RatioClaim, {"value": percent("7"), "part": wan("186"), "whole": wan("200")}, complement=True),
    claim(ShareClaim, {"value": percent("41.73"), "part": wan("7619.78"), "whole": wan("18259.76")}),
    claim(GrowthClaim, {"value": percent("8.19"), "current": wan("4855"), "delta": wan("433")}, falls=True),
    claim(SumClaim, {"total": wan("1857.23"), "part": wan("423.81", "1433.42")}, complete=True),
    signed(claim(SumClaim, {"total": wan("10814.5"), "part": wan("9027.5", "1820", "33")}), 1, 1, 1, -1),
    claim(DifferenceClaim, {"value": wan("0.90"), "minuend": wan("2.95"), "subtrahend": wan("2.05")}),
    claim(
        AverageClaim, {"value": printed("10202", "件"), "total": printed("71412", "件"), "count": printed("7", "天")}
    ),
    claim(ProductClaim, {"value": printed("9.59", "分"), "factor": [printed("10", "分"), percent("95.93")]}),
    claim(ProportionClaim, {"value": [printed("3"), printed("1")], "part": [printed("30"), printed("10")]}),
    claim(CountClaim, {"stated": printed("3", "个"), "item": [printed("1"), printed("1"), printed("1")]}),
]


@pytest.mark.parametrize("made", HOLDING, ids=lambda made: f"{made.kind}-{len(made.operands)}")
def test_every_kind_of_claim_is_judged(made):
    judgement = of_claim(made)
    assert judgement is not None
    assert judgement.verdict.holds


@pytest.mark.parametrize(
    "made",
    [
        claim(RatioClaim, {"value": percent("95"), "part": printed("3", "件")}),
        claim(RatioClaim, {"value": percent("95"), "whole": printed("3", "件")}),
        claim(RatioClaim, {"part": printed("3", "件"), "whole": printed("3", "件")}),
        claim(GrowthClaim, {"value": percent("95"), "base": printed("3", "件")}),
        claim(SumClaim, {"part": printed("3", "件")}),
        claim(DifferenceClaim, {"value": printed("3", "件"), "minuend": printed("3", "件")}),
        claim(AverageClaim, {"value": printed("3", "件"), "total": printed("3", "件")}),
        claim(ProductClaim, {"value": printed("3", "件"), "factor": printed("3", "万元")}),
        claim(ProportionClaim, {"value": printed("3", "件")}),
        claim(CountClaim, {"stated": printed("3", "件")}),
        claim(CountClaim, {"item": printed("3", "件")}),
    ],
    ids=lambda made: f"{made.kind}-{made.operands[-1].role}",
)
def test_a_claim_without_its_operands_is_not_judged(made):
    assert of_claim(made) is None


@pytest.mark.parametrize(
    ("stated", "items", "open_ended", "verdict"),
    [
        ("9", 8, False, Verdict.INCONSISTENT),
        ("11", 10, True, Verdict.CONSISTENT),
        ("9", 10, True, Verdict.INCONSISTENT),
    ],
)
def test_lists_against_their_number(stated, items, open_ended, verdict):
    listed = [printed("1") for _ in range(items)]
    judgement = of_claim(claim(CountClaim, {"stated": printed(stated, "个"), "item": listed}, open_ended=open_ended))
    assert judgement is not None
    assert judgement.verdict is verdict


@pytest.mark.parametrize(
    ("parts", "verdict"),
    [
        (("24.1", "20.6"), None),
        (("50.0", "41.0"), Verdict.CONSISTENT),
        (("50.0", "51.0"), Verdict.INCONSISTENT),
    ],
)
def test_a_partial_list_proves_nothing_until_it_exceeds_the_whole(parts, verdict):
    numbers = [printed(part, "亿元") for part in parts]
    judgement = of_claim(claim(SumClaim, {"total": printed("91.0", "亿元"), "part": numbers}))
    assert (judgement and judgement.verdict) is verdict
