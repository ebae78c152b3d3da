"""A worker, the run itself, a node of a cluster killed in the middle: the store is that of an undisturbed run."""

import pytest

from benchmarks.archive.killed import node_killed, run_killed, run_killed_comparing, worker_killed
from benchmarks.archive.running import work
from benchmarks.archive.stores import different
from evals.archives.make import Plan, write

PLAN = Plan(documents=40, seed=2, years=4, length=(1_500, 3_000))


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = tmp_path_factory.mktemp("killed")
    write(place / "archive", PLAN)
    ran = work(place / "archive", place / "undisturbed")
    assert [ran.said[name] for name in ("files", "done", "unchanged", "failures", "crashes")] == [40, 40, 0, 0, 0]
    assert ran.most > 50 << 20
    return place


@pytest.mark.parametrize("way", [worker_killed, run_killed])
def test_nothing_is_lost_and_nothing_twice(place, way):
    killed = way(place / "archive", place, place / "undisturbed", 8)
    assert 8 <= killed.at < 40
    assert killed.documents == 40
    assert killed.different == []


def test_a_run_may_die_while_years_are_compared(place):
    killed = run_killed_comparing(place / "archive", place, place / "undisturbed")
    assert (killed.at, killed.documents, killed.different) == (40, 40, [])


@pytest.mark.filterwarnings("ignore")
def test_a_node_of_a_cluster_may_die(place):
    pytest.importorskip("ray")
    killed = node_killed(place / "archive", place, place / "undisturbed", 8)
    assert 8 <= killed.at < 40
    assert killed.documents == 40
    assert killed.different == []


def test_one_worker_writes_the_same_store_as_two(place):
    work(place / "archive", place / "one", workers=1)
    assert different(place / "one", place / "undisturbed") == []


def test_a_second_run_parses_nothing(place):
    again = work(place / "archive", place / "undisturbed")
    assert (again.said["done"], again.said["unchanged"]) == (0, 40)
