import pytest

from toolkit.audit.succession import changes_to, plain, renames, shortened
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
"""


@pytest.fixture
def known(tmp_path):
    (tmp_path / "organizations.toml").write_text(CHANGES, encoding="utf-8")
    return load(tmp_path)


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("石桥镇 人民政府（本级）", "石桥镇"),
        ("白榆街道办事处", "白榆街道"),
        ("清溪经济开发区管理委员会", "清溪经济开发区"),
        ("人民政府", "人民政府"),
    ],
)
def test_a_plain_name(name, bare):
    assert plain(name) == bare


def test_a_name_is_known_without_the_regions_before_it():
    assert shortened("望川市临浦区云溪镇") == ("望川市临浦区云溪镇", "临浦区云溪镇", "云溪镇")


def test_a_change_concerns_the_office_of_one_region(known):
    (change,) = changes_to("清溪县储备局", 2023, known)
    assert (change.old, change.new) == (("清溪县粮食局", "清溪县物资局"), ("清溪县储备局",))
    assert not list(changes_to("清溪县储备局", 2021, known))


@pytest.mark.parametrize(
    ("old", "new", "year", "same"),
    [
        ("清溪县水务局", "清溪县水利局", 2022, True),
        ("水务局", "清溪县水利局", 2023, True),
        ("清溪县水务局", "水利局", 2022, True),
        ("白榆县水务局", "清溪县水利局", 2022, False),
        ("清溪县水务局", "清溪县水利局", 2021, False),
        ("清溪县粮食局", "清溪县储备局", 2022, False),
    ],
)
def test_one_office_goes_on_under_another_name(known, old, new, year, same):
    assert renames(old, new, year, known) == same
