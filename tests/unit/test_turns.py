"""Ways to do a piece of work, timed in turns: a clock stands still while others have their turn."""

import sys
from time import perf_counter

import pytest

from benchmarks.archive.turns import Way, in_turns

_SPUN = """
import json, sys, time
if {prepares}:
    print(json.dumps({{"ready": True}}), flush=True)
    sys.stdin.readline()
until = time.process_time() + {spun}
while time.process_time() < until:
    pass
print(json.dumps({{"spun": {spun}}}), flush=True)
time.sleep({slept})
print(json.dumps({{"done": True}}), flush=True)
sys.exit({code})
"""


def way(spun=0.4, prepares=False, code=0, slept=0):
    said = _SPUN.format(spun=spun, prepares=prepares, code=code, slept=slept)
    return Way([sys.executable, "-c", said], prepares=prepares)


def test_each_clock_runs_in_its_own_turns_alone():
    ways = [way(), way(prepares=True)]
    began = perf_counter()
    in_turns(ways, 0.1)
    both = perf_counter() - began
    assert all(each.over for each in ways)
    assert all(each.seconds >= 0.4 for each in ways)
    assert sum(each.seconds for each in ways) <= both


def test_what_a_way_says_is_told_with_its_own_time():
    said = way(slept=0.2)
    in_turns([said, way()], 0.1)
    assert [each for _, each in said.said] == [{"spun": 0.4}, {"done": True}]
    assert 0.4 <= said.when("spun") < said.when("done") <= said.seconds
    assert said.last == {"done": True}


def test_a_way_that_works_on_one_core_at_a_time_has_a_turn_on_each(monkeypatch):
    held = []
    monkeypatch.setattr("os.sched_setaffinity", lambda pid, cores: held.append(cores))
    said = way()
    said.cores = (0, 1)
    in_turns([said], 0.1)
    assert held[:4] == [{0}, {1}, {0}, {1}]


@pytest.mark.parametrize("prepares", [True, False])
def test_a_way_that_fails_is_told(prepares):
    with pytest.raises(RuntimeError, match="ended with 3"):
        in_turns([way(prepares=prepares, code=3)], 0.1)


def test_a_way_that_cannot_begin_is_told():
    with pytest.raises(RuntimeError, match="did not begin"):
        in_turns([Way([sys.executable, "-c", "raise SystemExit(1)"], prepares=True)], 0.1)
