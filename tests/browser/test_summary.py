"""The summary: folded on the screen, one sheet of A4 on paper whatever the audit found."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.browser.audits import crowded, hostile, many
from tests.browser.conftest import DESK, PHONE
from toolkit.records import Finding
from toolkit.report import Audited

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

A4 = (595, 842)


def printed(page: Page) -> "PdfDocument":
    import pypdfium2

    return pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))


def words(sheets: "PdfDocument", number: int = 0) -> str:
    return re.sub(r"\s", "", sheets[number].get_textpage().get_text_bounded())


def print_summary(page: Page) -> "PdfDocument":
    page.evaluate("window.print = () => {}")  # a browser without a window has nobody to ask for a printer
    page.get_by_role("button", name="打印摘要").click()
    return printed(page)


def long_winded(result: Audited) -> Audited:
    """Lengthen whatever is printed of an audit: the file's name, what checks find, each message."""

    def longer(finding: Finding) -> Finding:
        return replace(finding, hit=replace(finding.hit, message=finding.hit.message * 40))

    audit = replace(result.audit, findings=tuple(map(longer, result.audit.findings)))
    titles = dict.fromkeys(result.titles, "百分比与文中自己给出的分子分母对不上" * 9)
    document = replace(result.document, name="很长的文件名" * 30 + ".txt")
    return replace(result, document=document, audit=audit, titles=titles)


@pytest.mark.parametrize("make", [lambda: many(200), lambda: long_winded(many(200)), crowded, hostile])
def test_the_button_prints_one_sheet(opened, make):
    sheets = print_summary(opened(make()))
    assert len(sheets) == 1
    assert tuple(round(side) for side in sheets[0].get_size()) == A4
    assert "不替代对事实的核实" in words(sheets)


def test_the_sheet_says_what_was_found(page):
    found = words(print_summary(page))
    cards = page.locator(".card").count()
    for said in (
        "云溪镇人民政府2023年部门整体支出绩效自评报告",
        "一致性得分",
        "读到数字",
        "一、",
        "合计",
        f"发现{cards}条",
        "主要问题",
        "重算相符",
        "没能核对",
    ):
        assert said in found
    assert page.locator(".tops li").count() >= min(cards, 8)
    assert "根据《望川市临浦区财政局" not in found


@pytest.mark.parametrize("words_of", [lambda result: result, long_winded], ids=["short", "long"])
def test_nothing_that_was_chosen_for_the_sheet_is_cut_off(opened, words_of):
    page = opened(words_of(crowded()))
    sheets = print_summary(page)
    assert len(sheets) == 1
    found = words(sheets)
    assert "其余5个章节" in found
    assert len(re.findall("RT0[1-5]", found)) >= 10
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 665, "height": 980})  # A4 inside its margins
    page.evaluate("document.documentElement.classList.add('brief-only')")
    page.locator("#brief").evaluate("brief => brief.open = true")
    assert page.locator("#brief").evaluate("brief => brief.scrollHeight <= brief.clientHeight")


def test_the_whole_page_prints_the_summary_first_and_afterwards_again(page):
    assert len(print_summary(page)) == 1
    sheets = printed(page)
    assert len(sheets) > 2
    assert "一致性得分" in words(sheets)
    assert "根据《望川市临浦区财政局" in words(sheets, 1)
    expect(page.locator("#brief")).not_to_have_attribute("open", "")


def test_an_open_manual_page_does_not_print(page):
    page.locator("#f1 button.code").click()
    sheets = printed(page)
    assert "查什么" not in "".join(words(sheets, i) for i in range(len(sheets)))


def test_without_a_script_the_whole_page_prints_with_it(opened, audited):
    found = words(printed(opened(audited("云溪镇2023年自评报告.txt"), java_script_enabled=False)))
    for said in ("一致性得分", "主要问题", "没能核对"):
        assert said in found


def test_a_finding_of_the_summary_leads_to_its_card(page):
    page.get_by_role("checkbox", name="错误").uncheck()
    page.locator("#brief > summary").click()
    link = page.locator(".tops a").first
    link.click()
    card = page.locator(link.get_attribute("href"))
    expect(card).to_have_attribute("aria-current", "true")
    expect(card).to_be_visible()


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_it_is_not_wider_than_the_screen(opened, audited, viewport):
    for result in (audited("石桥县教育局2023年自评报告.docx"), long_winded(many(30)), hostile()):
        page = opened(result, viewport)
        page.locator("#brief > summary").click()
        assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
