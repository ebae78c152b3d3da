"""What an archive finds in a generated one: planted faults, copies and years, counted rightly."""

import json

import pytest
from click.testing import CliRunner

from benchmarks.archive.stores import different, rows, size
from evals.archives.copied import Passage, held_against
from evals.archives.make import Plan, write
from evals.archives.measure import main as measure
from evals.archives.truth import Copied, Place, Truth
from toolkit.cli import main

PLAN = Plan(documents=96, seed=4, years=2, length=(1_500, 2_500), faults=0.4, copies=0.5)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("archive")


@pytest.fixture(scope="module")
def store(place):
    write(place / "库", PLAN)
    arguments = ["archive", "run", place / "库", "--store", place / "存", "--workers", 2]
    done = CliRunner().invoke(main, [*map(str, arguments), "--knowledge", str(place / "库.knowledge")])
    assert done.exit_code == 0, done.output
    return place / "存"


@pytest.fixture(scope="module")
def measured(store, place):
    out = place / "out.json"
    arguments = [store, place / "库.truth.json", "--knowledge", place / "库.knowledge", "--json", out, "--missed"]
    done = CliRunner().invoke(measure, list(map(str, arguments)), catch_exceptions=False)
    return done, json.loads(out.read_text(encoding="utf-8"))


def test_copies_are_found(measured):
    done, result = measured
    assert done.exit_code == 0
    assert sum(each["planted"] for each in result["copies"]["sorts"].values()) > 30
    assert result["copies"]["recall"] >= 0.95
    assert result["copies"]["precision"] >= 0.98


def test_errors_are_found_and_none_is_false(measured):
    errors = measured[1]["faults"]["totals"]["error"]
    assert errors["planted"] >= 5
    assert errors["recall"] >= 0.9
    assert errors["false"] == 0


def test_years_are_paired(measured):
    known, told, right = (measured[1]["pairs"][name] for name in ("known", "told", "right"))
    assert known == 48
    assert 46 <= told == right  # a fault in the year of a title leaves its report without a pair


def test_the_page_says_what_was_missed_and_reached(measured):
    output = measured[0].output
    assert "照抄的段落" in output
    assert "单位之间，文字略改，数字照旧" in output
    assert "两年对照：应有 48 对" in output
    assert "读取：" not in output


def test_a_store_has_a_row_for_each_document(store):
    assert rows(store, "documents") == 96
    assert different(store, store) == []
    assert size(store)["claims"] > 0


TRUTH = Truth(
    seed=1,
    copies=[
        Copied(
            source=Place(path="a", start=0, end=50),
            copy=Place(path=path, start=100, end=150),
            between="offices",
            words="kept",
            figures="kept",
        )
        for path in ("b", "c")
    ],
)
PATHS = {each.upper(): {each} for each in "abcd"}


def passage(document, start, *, same=True):
    return Passage(document=document, start=start, end=start + 50, same=same, text=f"{document}{start}")


def test_a_copy_told_beside_its_source_counts():
    found = held_against(TRUTH, [[passage("A", 0), passage("B", 110), passage("C", 90, same=False)]], PATHS)
    assert (found.recall, found.precision, found.missed, found.false) == (1, 1, [], [])
    (sort,) = found.sorts.values()
    assert (sort.planted, sort.found, sort.figures) == (2, 2, 1)


def test_what_was_not_copied_counts_against_precision():
    found = held_against(TRUTH, [[passage("A", 0), passage("B", 100), passage("D", 0), passage("C", 300)]], PATHS)
    assert (found.recall, found.precision) == (0.5, 0.5)
    assert [each.copy.path for each in found.missed] == ["c"]
    assert len(found.false) == 1


def test_copies_of_one_source_are_rightly_told_without_it():
    found = held_against(TRUTH, [[passage("B", 100), passage("C", 100)]], PATHS)
    assert (found.recall, found.precision) == (0, 1)
