import pytest

from toolkit.assets import assets


@pytest.mark.parametrize("kind", ["prompts", "templates"])
def test_found_beside_the_package_in_a_checkout(kind):
    assert f"# {kind}" in assets(kind).joinpath("README.md").read_text(encoding="utf-8")
