"""The list of several reports."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import DESK, EXAMPLES, PHONE
from toolkit.report import Audited, Sheet, contents_of


@pytest.fixture
def listed(audited: Callable[[str], Audited], tmp_path: Path) -> str:
    """List the examples, and return the address of the list."""
    contents = contents_of("html")
    assert contents is not None
    for path in sorted(EXAMPLES.glob("*2023*")):
        contents.add(f"{path.stem}.html", audited(path.name))
    page = tmp_path / contents.name
    page.write_bytes(b"".join(contents.write(Sheet(told=["很长的目录/" * 40 + "丁.docx：打不开"]))))
    return page.as_uri()


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_it_is_not_wider_than_the_screen(browser: Browser, listed: str, viewport):
    page = browser.new_page(viewport=viewport)
    page.goto(listed)
    assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
    page.close()


def test_a_head_sorts_by_its_column(browser: Browser, listed: str):
    page = browser.new_page(viewport=DESK)
    page.goto(listed)

    def column(number: int) -> list[int]:
        return [
            int(v)
            for v in page.locator(f"tbody td:nth-of-type({number})").evaluate_all("c => c.map(e => e.dataset.by)")
        ]

    assert column(2) == sorted(column(2), reverse=True)
    score = page.get_by_role("button", name="一致性得分")
    score.click()
    assert column(5) == sorted(column(5), reverse=True)
    score.click()
    assert column(5) == sorted(column(5))
    expect(page.get_by_role("columnheader", name="一致性得分")).to_have_attribute("aria-sort", "ascending")
    page.close()
