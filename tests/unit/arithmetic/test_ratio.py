import json
from pathlib import Path

import pytest

from tests.unit.arithmetic.numbers import percent, printed
from toolkit.arithmetic import Grim, Verdict, gives, grim, of_ratio
from toolkit.records import Certainty, Hedge

ORACLE = Path(__file__).resolve().parents[4] / "shared" / "accept" / "ratio_oracle.json"
NAMES = {"off-by-one-unit": "off-by-one"}


@pytest.mark.skipif(not ORACLE.is_file(), reason="the independent verdicts are not beside this checkout")
def test_agrees_with_every_independent_verdict():
    rows = json.loads(ORACLE.read_text(encoding="utf-8"))
    differing = []
    for row in rows:
        unit = "万元" if row["kind"] == "amount" else "件"
        judgement = of_ratio(percent(row["percent"]), [printed(row["part"], unit)], printed(row["whole"], unit))
        expected = NAMES.get(row["verdict"], row["verdict"]), row["certainty"]
        if judgement is None or (judgement.verdict.value, judgement.certainty.value) != expected:
            differing.append((row, judgement))
    assert rows
    assert differing == []


@pytest.mark.parametrize(
    ("part", "whole", "unit", "rate", "verdict"),
    [
        ("74", "83", "人", "89.15", Verdict.TRUNCATED),
        ("74", "83", "人", "89.16", Verdict.CONSISTENT),
        ("310", "320", "件", "96.88", Verdict.CONSISTENT),
        ("310", "320", "件", "96.87", Verdict.TRUNCATED),
        ("422", "480", "件", "100", Verdict.INCONSISTENT),
        ("422", "422", "件", "100", Verdict.CONSISTENT),
        ("39979.06", "40082.65", "万元", "99.74", Verdict.CONSISTENT),
        ("17622.59", "25952.99", "万元", "67.9", Verdict.CONSISTENT),
        ("42189", "84000", "件", "50.23", Verdict.CONSISTENT),
        ("42189", "84000", "件", "50.22", Verdict.CONSISTENT_EVEN),
        ("61.69", "94.7", "亿元", "61", Verdict.INCONSISTENT),
        ("18.48", "30.54", "亿元", "64.3", Verdict.INCONSISTENT),
        ("275", "270", "个", "101.85", Verdict.CONSISTENT),
        ("7.66", "9.92", "亿元", "77.2", Verdict.CONSISTENT),
    ],
)
def test_worked_examples(part, whole, unit, rate, verdict):
    judgement = of_ratio(percent(rate), [printed(part, unit)], printed(whole, unit))
    assert judgement is not None
    assert judgement.verdict is verdict


def test_the_formula_is_readable():
    judgement = of_ratio(percent("89.15"), [printed("74", "人")], printed("83", "人"))
    assert judgement is not None
    assert (judgement.formula, judgement.recomputed) == ("74 ÷ 83 × 100%", "89.1566…")


def test_money_is_shown_as_a_calculator_gives_it():
    judgement = of_ratio(percent("67.9"), [printed("17622.59", "万元")], printed("25952.99", "万元"))
    assert judgement is not None
    assert (judgement.formula, judgement.recomputed) == ("17622.59万元 ÷ 25952.99万元 × 100%", "67.901…")


def test_several_parts_add_up():
    parts = [printed(n, "件") for n in ("783", "579", "562")]
    judgement = of_ratio(percent("77"), parts, printed("2495", "件"))
    assert judgement is not None
    assert judgement.verdict is Verdict.CONSISTENT
    assert judgement.formula == "(783 + 579 + 562) ÷ 2495 × 100%"


def test_saving_rate_is_a_complement():
    judgement = of_ratio(percent("7"), [printed("186", "万元")], printed("200", "万元"), complement=True)
    assert judgement is not None
    assert judgement.verdict is Verdict.CONSISTENT
    assert judgement.formula == "(200万元 − 186万元) ÷ 200万元 × 100%"


def test_mixed_units_and_per_mille():
    judgement = of_ratio(printed("5.0", "‰"), [printed("50", "万元")], printed("1", "亿元"))
    assert judgement is not None
    assert judgement.verdict is Verdict.CONSISTENT
    assert judgement.recomputed == "5.0"
    assert judgement.formula.endswith("× 1000‰")


@pytest.mark.parametrize("rate", [printed("95", ""), printed("0.95", "")])
def test_a_rate_that_lost_its_sign_is_read_either_way(rate):
    judgement = of_ratio(rate, [printed("95", "件")], printed("100", "件"))
    assert judgement is not None
    assert judgement.verdict is Verdict.CONSISTENT


def test_a_hedged_operand_widens_the_result():
    judgement = of_ratio(percent("48"), [printed("240", "人")], printed("500", "人", Hedge.ODD))
    assert judgement is not None
    assert (judgement.verdict, judgement.certainty) == (Verdict.CONSISTENT, Certainty.POSSIBLE)
    assert judgement.recomputed == "40.0～48.0"


@pytest.mark.parametrize("whole", [printed("0", "件"), printed("0.00", "万元"), printed("3", "亩")])
def test_what_cannot_be_divided_is_not_judged(whole):
    assert of_ratio(percent("50"), [printed("3", "万元")], whole) is None


def test_an_amount_is_no_rate():
    assert of_ratio(printed("5", "万元"), [printed("1", "件")], printed("20", "件")) is None


@pytest.mark.parametrize(
    ("rate", "whole", "answer"),
    [
        (percent("89.15"), printed("83", "人"), Grim.POSSIBLE),  # 74 of 83, cut off
        (percent("89.3"), printed("83", "人"), Grim.IMPOSSIBLE),
        (percent("12.34"), printed("30", "人"), Grim.IMPOSSIBLE),
        (percent("89.3"), printed("501", "人"), Grim.NOT_ASSESSABLE),
        (percent("89.4"), printed("500", "人"), Grim.POSSIBLE),
        (percent("90"), printed("60", "人"), Grim.NOT_ASSESSABLE),
        (percent("89.3"), printed("83.5", "万元"), Grim.NOT_ASSESSABLE),
        (percent("89.3", hedge=Hedge.ABOUT), printed("83", "人"), Grim.NOT_ASSESSABLE),
        (percent("89.3"), printed("0", "人"), Grim.NOT_ASSESSABLE),
        (printed("12.34", "‰"), printed("300", "人"), Grim.IMPOSSIBLE),
    ],
)
def test_whether_any_number_gives_the_rate(rate, whole, answer):
    assert grim(rate, whole) is answer


@pytest.mark.parametrize(
    ("rate", "part", "whole", "given"),
    [
        ("92.39", "85", "92", True),
        ("92.93", "85", "92", False),
        ("12.39", "85", "92", False),
        ("92.39", "85", "0", False),
    ],
)
def test_a_rate_is_given_by_its_part_and_whole_only(rate, part, whole, given):
    assert gives(percent(rate), printed(part, "人"), printed(whole, "人")) is given


def test_a_rate_per_thousand_is_given_too():
    assert gives(printed("2.20", "‰"), printed("7", "人"), printed("3184", "人"))
    assert not gives(printed("2.20", "‰"), printed("7", "人"), printed("318", "人"))
