"""Run the evals on every core: one report and one seed are a piece of work."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

from evals.planted import (
    CORPUS,
    REPORTS,
    clean,
    faults_by_hand,
    plantable,
    plantable_in_two_years,
    severities,
    trials,
    trials_of_two_years,
)
from evals.reading import gathered, read_claims, read_corpus
from evals.results import Outcome


@dataclass(frozen=True)
class Plan:
    """How much is planted: with how many seeds, and in which of the reports (every `step`-th)."""

    seeds: int
    step: int = 1


FULL = Plan(seeds=3)
QUICK = Plan(seeds=1, step=5)
PLANS = {"full": FULL, "quick": QUICK}
Work = tuple[Callable[..., Any], tuple[Any, ...]]


def run(plan: Plan, codes: Iterable[str] = (), workers: int | None = None) -> Outcome:
    """Plant, audit and read as planned; only some codes where they are named."""
    wanted = set(codes)
    kept = [tuple(c for c in each if not wanted or c in wanted) for each in (plantable(), plantable_in_two_years())]
    one_year, two_years = kept
    reports = sorted(REPORTS.glob("*.txt"))
    planted: list[Work] = [
        (trials, (path, seed, one_year)) for seed in range(plan.seeds) for path in reports[:: plan.step]
    ]
    planted += [(trials_of_two_years, (seed, two_years)) for seed in range(plan.seeds) if two_years]
    sound = [*reports, *sorted(CORPUS.glob("*.clean.txt"))]
    outcome = Outcome(severities())
    with _pool(workers) as pool:
        tried = [pool.submit(work, *given) for work, given in planted]
        found_by_hand = [pool.submit(faults_by_hand, path) for path in sorted(CORPUS.glob("*.faulty.txt"))]
        told = [pool.submit(clean, path) for path in sound]
        read = [pool.submit(read_claims, path) for path in reports]
        read += [pool.submit(read_corpus, path) for path in sorted(CORPUS.glob("*.clean.txt"))]
        outcome.trials = [trial for each in tried for trial in each.result()]
        outcome.trials += [t for each in found_by_hand for t in each.result() if not wanted or t.code in wanted]
        for each in told:
            outcome.clean += each.result()
        outcome.reading = gathered(each.result() for each in read)
    return outcome


def _pool(workers: int | None) -> ProcessPoolExecutor:
    # Processes begin afresh: forking one that has threads may hang.
    return ProcessPoolExecutor(workers or os.cpu_count(), mp_context=get_context("spawn"))
