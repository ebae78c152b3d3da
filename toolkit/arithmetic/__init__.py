"""Quantities in, verdicts out; the only judges of numbers, in exact fractions and never in floats."""

from toolkit.arithmetic.appraisal import Appraisal, Standing, appraise, forget
from toolkit.arithmetic.claims import of_claim
from toolkit.arithmetic.derived import (
    agrees,
    derived_completion,
    derived_growth,
    derived_score,
    derived_share,
    derived_sum,
    exact_value,
    exceeds,
    floored,
    printed,
    sums_to,
)
from toolkit.arithmetic.growth import of_growth
from toolkit.arithmetic.hypotheses import Hypothesis, HypothesisKind, Strength, explain, readings
from toolkit.arithmetic.interval import Interval, point
from toolkit.arithmetic.mean import of_average, of_product
from toolkit.arithmetic.nearest import misses_by_one
from toolkit.arithmetic.percent import percent
from toolkit.arithmetic.plausible import is_slip, is_total, transposed
from toolkit.arithmetic.printed import (
    as_printed,
    comparable,
    half_even,
    half_up,
    interval,
    is_counted,
    is_hedged,
    round_up,
    truncation,
)
from toolkit.arithmetic.proportion import of_proportion
from toolkit.arithmetic.ratio import Grim, gives, grim, of_ratio
from toolkit.arithmetic.reread import reread
from toolkit.arithmetic.scoring import is_graded, may_be_weighted, of_rates, of_steps
from toolkit.arithmetic.slips import Slip, moved_points
from toolkit.arithmetic.solve import Repair, repairs, solve
from toolkit.arithmetic.sums import falls_short, of_difference, of_sum
from toolkit.arithmetic.target import Attainment, attain, completion_of
from toolkit.arithmetic.verdict import Judgement, Verdict, judge

__all__ = [
    "Appraisal",
    "Attainment",
    "Grim",
    "Hypothesis",
    "HypothesisKind",
    "Interval",
    "Judgement",
    "Repair",
    "Slip",
    "Standing",
    "Strength",
    "Verdict",
    "agrees",
    "appraise",
    "as_printed",
    "attain",
    "comparable",
    "completion_of",
    "derived_completion",
    "derived_growth",
    "derived_score",
    "derived_share",
    "derived_sum",
    "exact_value",
    "exceeds",
    "explain",
    "falls_short",
    "floored",
    "forget",
    "gives",
    "grim",
    "half_even",
    "half_up",
    "interval",
    "is_counted",
    "is_graded",
    "is_hedged",
    "is_slip",
    "is_total",
    "judge",
    "may_be_weighted",
    "misses_by_one",
    "moved_points",
    "of_average",
    "of_claim",
    "of_difference",
    "of_growth",
    "of_product",
    "of_proportion",
    "of_rates",
    "of_ratio",
    "of_steps",
    "of_sum",
    "percent",
    "point",
    "printed",
    "readings",
    "repairs",
    "reread",
    "round_up",
    "solve",
    "sums_to",
    "transposed",
    "truncation",
]
