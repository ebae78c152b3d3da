"""The evals hold their baseline, and their counting is right."""

import json
import random
from itertools import product

import pytest

from evals import baseline
from evals.faults.plant import PLANTERS
from evals.planted import REPORTS, plantable
from evals.results import Clean, Outcome, Reading, Score, Told, Trial
from evals.run import FULL, QUICK, run


def outcome() -> Outcome:
    """Two faults of one code, one found, one false finding beside it, one alarm on a sound report."""
    told = Told("RT01", "error", "93.2%：算出来是 92.3%")
    return Outcome(
        {"RT01": "error", "CN02": "warning"},
        trials=[
            Trial("RT01", "r01/0", told),
            Trial("RT01", "r02/0", None, false=(told,), consequences=(Told("CN02", "warning", "…"),)),
        ],
        clean=Clean(1, 5000, 100, 80, 70, [Told("CN02", "warning", "…"), Told("CN02", "info", "…")]),
        reading={"indicators": Reading(10, 9, 9)},
    )


def test_counts_by_code():
    codes = outcome().codes()
    assert vars(codes["RT01"]) == {"planted": 2, "found": 1, "true": 1, "false": 1}
    assert vars(codes["CN02"]) == {"planted": 0, "found": 0, "true": 0, "false": 1}  # a hint of a warning is none
    assert (codes["RT01"].recall, codes["RT01"].precision, codes["RT01"].lintscore) == (0.5, 0.5, 12.5)
    assert outcome().consequences() == {"RT01→CN02": 1}
    assert outcome().missed() == {"RT01": ["r02/0"]}


def test_counts_by_severity():
    totals = outcome().totals()
    assert vars(totals["error"]) == {"planted": 2, "found": 1, "true": 1, "false": 1}
    assert vars(totals["warning"]) == {"planted": 0, "found": 0, "true": 0, "false": 1}
    assert outcome().clean.per_density("warning") == 2


def test_shares_of_nothing_are_none():
    assert (Score().recall, Score().precision, Score().lintscore) == (None, None, None)
    assert Score(planted=3).lintscore == 0


def test_a_fall_is_told(tmp_path):
    kept = baseline.summary(outcome())
    assert baseline.fallen(outcome(), kept) == []
    worse = outcome()
    worse.trials = [Trial("RT01", "r01/0", None), Trial("RT01", "r02/0", None)]
    worse.clean += Clean(alarms=[Told("CN02", "warning", "目标：扣了分")])
    worse.reading["indicators"].right = 8
    told = baseline.fallen(worse, kept)
    assert [line.split("，")[0] for line in told] == [
        "RT01 召回率 1/2 → 0/2",
        "CN02 误报 1 → 2",
        "无错报告上的 warning 1 → 2",
        "读取 indicators 9/10 → 8/10",
    ]


def test_a_baseline_is_kept_one_line_for_a_code(tmp_path):
    path = tmp_path / "baseline.json"
    baseline.approve("full", outcome(), path)
    baseline.approve("quick", outcome(), path)
    text = path.read_text(encoding="utf-8")
    assert set(json.loads(text)) == {"full", "quick"}
    assert '   "RT01": {"found": 1, "planted": 2, "false": 1}\n' in text
    assert baseline.load("quick", path) == baseline.summary(outcome())


def test_every_code_is_planted_often_enough():
    texts = {path.name: path.read_text(encoding="utf-8") for path in REPORTS.glob("*.txt")}
    for code in plantable():
        planted = set()
        for seed, name in product(range(FULL.seeds), sorted(texts)):
            if PLANTERS[code](texts[name], random.Random(f"{name}/{code}/{seed}")):
                planted.add((name, seed))
            if len(planted) >= 20 and len({name for name, _ in planted}) >= 8:
                break
        else:
            pytest.fail(f"{code}: {len(planted)}")


def test_nothing_fell_below_the_baseline():
    kept = baseline.load("quick")
    assert kept
    assert baseline.fallen(run(QUICK), kept) == []


@pytest.mark.parametrize("plan", ["full", "quick"])
def test_the_baseline_knows_every_code(plan):
    kept = baseline.load(plan)
    assert kept
    assert set(plantable()) <= set(kept["codes"])
