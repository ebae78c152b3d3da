"""The manual page of a check, opened at its code."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESK, PHONE


def code(page: Page, card: str = "#f1") -> Locator:
    return page.locator(f"{card} button.code")


def manual(page: Page) -> Locator:
    return page.locator(".about:popover-open")


def test_the_mouse_opens_and_closes_it(page):
    expect(manual(page)).to_have_count(0)
    code(page).click()
    for name in ("查什么", "为何", "依据", "有问题", "没问题", "局限"):
        expect(manual(page)).to_contain_text(name)
    expect(page.get_by_role("dialog", name=manual(page).locator("h2").inner_text())).to_be_visible()
    page.mouse.click(5, 5)
    expect(manual(page)).to_have_count(0)
    code(page).click()
    manual(page).get_by_role("button", name="关闭说明").click()
    expect(manual(page)).to_have_count(0)


def test_the_code_does_not_choose_its_finding(page):
    code(page).click()
    assert page.locator(".card[aria-current]").count() == 0


@pytest.mark.parametrize("key", ["Enter", " "])
def test_the_keyboard_opens_and_closes_it(page, key):
    page.keyboard.press("j")
    page.keyboard.press("Shift+Tab")
    expect(code(page)).to_be_focused()
    page.keyboard.press(key)
    expect(manual(page)).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("Escape")
    expect(manual(page)).to_have_count(0)
    expect(code(page)).to_be_focused()
    expect(page.locator("#f1")).to_have_attribute("aria-current", "true")


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_it_is_nowhere_cut_off(opened, audited, viewport):
    page = opened(audited("石桥县教育局2023年自评报告.docx"), viewport, has_touch=True)
    width, height = viewport["width"], viewport["height"]
    for number in range(1, page.locator(".card").count() + 1):
        card = page.locator(f"#f{number}")
        card.evaluate("card => card.click()")
        code(page, f"#f{number}").tap()
        box = manual(page).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["y"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= height
        assert box["height"] > height / 4
        assert box["width"] >= min(400, width - 30)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        page.keyboard.press("Escape")


def test_codes_of_gaps_and_proofs_open_it_too(page):
    for part in ("#gaps", "#proofs"):
        page.locator(f"{part} summary").click()
        button = page.locator(f"{part} button.code").first
        button.click()
        expect(manual(page)).to_have_id(button.get_attribute("popovertarget"))
        page.keyboard.press("Escape")


def test_it_needs_no_script(opened, audited):
    page = opened(audited("云溪镇2023年自评报告.txt"), java_script_enabled=False)
    code(page).click()
    expect(manual(page)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_read_on_its_ground(opened, audited, scheme):
    page = opened(audited("云溪镇2023年自评报告.txt"), color_scheme=scheme)
    code(page).click()
    ground, words = manual(page).evaluate("e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).color]")
    assert {ground, words} == (
        {"rgb(255, 255, 255)", "rgb(34, 38, 43)"} if scheme == "light" else {"rgb(34, 38, 43)", "rgb(223, 225, 228)"}
    )
