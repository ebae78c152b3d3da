from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.archive.pair import How, Report, Why, pairing
from toolkit.errors import KnowledgeFault
from toolkit.knowledge import load

CHANGES = """
[[change]]
kind = "renamed"
old = ["水务局"]
new = ["水利局"]
since = 2022
source = "虚构"
[[change]]
kind = "merged"
old = ["粮食局", "物资局"]
new = ["储备局"]
since = 2022
source = "虚构"
[[change]]
kind = "split"
old = ["建设局"]
new = ["住房局", "城管局"]
since = 2022
source = "虚构"
"""


@pytest.fixture
def known(tmp_path):
    (tmp_path / "organizations.toml").write_text(CHANGES, encoding="utf-8")
    return load(tmp_path)


def reports(*names, form="department"):
    """Make reports of names and years: 石桥镇2022."""
    return [
        Report(document=f"{i}-{name}", organization=name[:-4], year=int(name[-4:]), form=form)
        for i, name in enumerate(names)
    ]


def told(found):
    pairs = {(f"{p.report.organization}{p.report.year}", p.prior.organization, p.how) for p in found.pairs}
    return pairs, [doubt.why for doubt in found.doubts]


def test_one_name_is_one_office_whatever_seat_or_white_space_it_has():
    found = pairing(reports("石桥镇人民政府2022", "石桥镇 2023", "石桥镇（本级）2024"), load())
    assert told(found) == (
        {("石桥镇 2023", "石桥镇人民政府", How.NAME), ("石桥镇（本级）2024", "石桥镇 ", How.NAME)},
        [],
    )
    assert [report.year for report in found.alone] == [2022]


def test_a_gap_of_a_year_is_no_pair():
    found = pairing(reports("石桥镇2021", "石桥镇2023"), load())
    assert not found.pairs
    assert len(found.alone) == 2


def test_a_name_without_its_region_is_the_only_office_that_can_be_meant():
    pairs, doubts = told(pairing(reports("清溪县石桥镇2022", "石桥镇2023"), load()))
    assert pairs == {("石桥镇2023", "清溪县石桥镇", How.NAME)}
    assert not doubts


def test_where_two_offices_can_be_meant_none_is_taken():
    found = pairing(reports("清溪县石桥镇2022", "南岭区石桥镇2022", "石桥镇2023", "清溪县石桥镇2023"), load())
    assert told(found) == ({("清溪县石桥镇2023", "清溪县石桥镇", How.NAME)}, [Why.SEVERAL_OFFICES])
    assert "南岭区石桥镇、清溪县石桥镇" in found.doubts[0].message


def test_two_reports_of_one_year_are_told_and_held_against_none():
    found = pairing(reports("石桥镇2022", "石桥镇2023", "石桥镇2023", "石桥镇2024"), load())
    assert told(found) == (set(), [Why.SEVERAL_REPORTS])
    assert len(found.doubts[0].reports) == 2


def test_projects_and_the_department_are_not_held_against_each_other():
    whole = reports("石桥镇2022")
    assert not pairing([*whole, *reports("石桥镇2023", form="project")], load()).pairs


def test_a_change_of_rank_that_leaves_no_gap():
    pairs, _ = told(pairing(reports("清溪县石桥镇2022", "清溪县石桥街道办事处2023"), load()))
    assert pairs == {("清溪县石桥街道办事处2023", "清溪县石桥镇", How.RANK)}


def test_a_town_beside_a_street_of_the_same_name():
    found = pairing(reports("清溪县石桥镇2022", "清溪县石桥镇2023", "清溪县石桥街道2023"), load())
    assert {pair.how for pair in found.pairs} == {How.NAME}
    assert [report.organization for report in found.alone] == ["清溪县石桥镇", "清溪县石桥街道"]


def test_a_town_and_a_township_before_a_street_are_two_predecessors():
    found = pairing(reports("清溪县石桥镇2022", "清溪县石桥乡2022", "清溪县石桥街道2023"), load())
    assert told(found) == (set(), [Why.SEVERAL_PREDECESSORS])


def test_an_office_that_the_knowledge_renames(known):
    found = pairing(reports("清溪县水务局2021", "清溪县水利局2022", "白榆县水利局2022"), known)
    assert told(found)[0] == {("清溪县水利局2022", "清溪县水务局", How.RENAMED)}
    assert found.pairs[0].note == "上年为清溪县水务局，本年为清溪县水利局"
    assert [report.organization for report in found.alone] == ["清溪县水务局", "白榆县水利局"]


def test_a_report_that_still_had_the_old_name(known):
    found = pairing(reports("清溪县水务局2022", "清溪县水利局2023", "清溪县水利局2024"), known)
    assert {pair.how for pair in found.pairs} == {How.RENAMED, How.NAME}


def test_before_the_change_two_names_are_two_offices(known):
    assert not pairing(reports("清溪县水务局2020", "清溪县水利局2021"), known).pairs


def test_a_merger_and_an_office_parted_are_told(known):
    found = pairing(reports("粮食局2021", "物资局2021", "储备局2022", "储备局2023"), known)
    assert told(found) == ({("储备局2023", "储备局", How.NAME)}, [Why.MERGED])
    assert len(found.doubts[0].reports) == 3
    assert told(pairing(reports("建设局2021", "住房局2022", "城管局2022"), known)) == (set(), [Why.SPLIT] * 2)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('kind = "renamed"\nold = ["甲局", "乙局"]\nnew = ["丙局"]\nsince = 2022', "一个旧名对一个新名"),
        ('kind = "merged"\nold = ["甲局"]\nnew = ["丙局", "丁局"]\nsince = 2022', "只有一个新名"),
        ('kind = "split"\nold = ["甲局", "乙局"]\nnew = ["丙局"]\nsince = 2022', "只有一个旧名"),
        ('kind = "renamed"\nold = ["甲局"]\nnew = ["丙局"]\nsince = 22', "太小"),
    ],
)
def test_a_change_that_cannot_be_is_refused(tmp_path, text, complaint):
    (tmp_path / "organizations.toml").write_text(f'[[change]]\n{text}\nsource = "虚构"', encoding="utf-8")
    with pytest.raises(KnowledgeFault, match=complaint):
        load(Path(tmp_path))


NAMES = ["石桥镇", "清溪县石桥镇", "石桥街道", "白榆县石桥镇人民政府", "白榆县农业局", "白榆县农业农村局", "农业农村局"]
some_reports = st.lists(st.tuples(st.sampled_from(NAMES), st.integers(2017, 2020)), max_size=14)


@given(some_reports, st.randoms(use_true_random=False))
def test_whatever_the_archive_nothing_is_guessed(drawn, random):
    made = reports(*(f"{name}{year}" for name, year in drawn))
    found = pairing(made, load())
    assert all(pair.report.year == pair.prior.year + 1 for pair in found.pairs)
    for side in ("report", "prior"):
        assert max(Counter(getattr(pair, side) for pair in found.pairs).values(), default=1) == 1
    seen = [pair.report for pair in found.pairs] + list(found.alone) + [r for d in found.doubts for r in d.reports]
    assert set(seen) == set(made)
    random.shuffle(made)
    assert pairing(made, load()) == found
