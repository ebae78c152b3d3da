"""The summary of an archive."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.unit.archive.tables import report, tables
from toolkit.archive.page import ENDS, write_page
from toolkit.archive.summary import numbers_of
from toolkit.knowledge import load

OFFICES = 2 * ENDS + 20
YEARS = (2021, 2022, 2023)
BAD = '<img src="http://bad.example/x"><script>alert(1)</script>\u202e'
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def page_bytes() -> bytes:
    """Lay out an archive of many offices, with something of everything, and words that would do harm."""
    documents, findings, indicators, copies = [], [], [], []
    for n in range(OFFICES):
        office = f"清溪县第{n:02}局" + (BAD if n == 7 else "")
        for year in YEARS:
            name = f"{n}-{year}"
            counts = {"held": 200 - n, "recomputed": 200, "errors": n // 9, "warnings": n % 3, "infos": 2}
            counts |= {"figures": 400, "in_facts": 380, "checked": 350, "characters": 9000, "crashes": 0}
            documents.append(report(name, office, year, toolkit="1", knowledge="k", **counts))
            findings += [
                {"document": name, "code": code, "severity": "error", "certainty": "certain"}
                for code in ("RT01", "SM01")[: n % 3]
            ]
            quantity = {
                "target_base": 80.0,
                "target_op": ">=",
                "target_base_unit": "%",
                "actual_base_unit": "%",
                "actual": "99%",
            }
            value = 9.9 if (n, year) == (3, 2023) else 95 + n % 5
            indicators.append(
                {"document": name, "position": 0, "name": "群众满意度" + "很长" * 20, "actual_base": value, **quantity}
            )
    for number in (1, 2):
        for document in ("1-2022", "2-2023", "3-2023", "4-2023", "5-2023"):
            place = {
                "document": document,
                "position": 3,
                "start": 1,
                "end": 90,
                "owner": f"单位{document}",
                "year": int(document[2:]),
            }
            kind = {
                "number": number,
                "kind": "offices",
                "figures": "same",
                "shared": ["8679600元", "58块"],
                "same": True,
            }
            copies.append(
                {**kind, **place, "text": f"更换锈蚀管道58块，支出867.96万元{BAD}，第{document}段" + "无" * 120}
            )
    doubts = [{"number": 1, "document": "3-2022", "why": "merged", "message": f"由甲局、乙局合并而来{BAD}"}]
    pairs = [
        {
            "document": "1-2023",
            "prior": "1-2022",
            "how": "renamed",
            "note": "上年为甲，本年为乙",
            "year": 2023,
            "key": "k",
        }
    ]
    failures = [
        {
            "document": None,
            "path": f"很长的目录/{'长' * 80}{BAD}.docx",
            "kind": "timeout",
            "message": "超过 300 秒没有做完。" * 8,
            "attempts": 2,
        }
    ]
    db = tables(
        documents=documents,
        findings=findings,
        indicators=indicators,
        copies=copies,
        doubts=doubts,
        pairs=pairs,
        failures=failures,
    )
    return write_page(numbers_of(db, load(), fresh=False), date(2026, 11, 22))


@pytest.fixture
def opened(browser: Browser, page_bytes: bytes, tmp_path: Path) -> Iterator[Open]:
    """Open it; whatever it asks of a network, and whatever it complains of, fails the test."""
    path, complaints, contexts = tmp_path / "总览.html", [], []
    path.write_bytes(page_bytes)

    def open_page(viewport: dict[str, int] = DESK, **options: object) -> Page:
        context = browser.new_context(viewport=viewport, locale="zh-CN", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: complaints.append(request.url) if request.url != path.as_uri() else None)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_not_wider_than_the_screen(opened: Open, viewport, scheme):
    page = opened(viewport, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
    colours = page.evaluate("(s => [s.backgroundColor, s.color])(getComputedStyle(document.body))")
    ground, ink = (sum(map(int, re.findall(r"\d+", colour))) for colour in colours)
    assert (ground < ink) == (scheme == "dark")


def test_every_part_is_there_and_words_of_documents_do_nothing(opened: Open):
    page = opened()
    for words in ("最常见的问题", "单位排名：一致性", "与上年对照", "目标与结果", "雷同", "没有读成的文件"):
        expect(page.get_by_role("heading", name=words)).to_be_visible()
    assert page.locator("main img").count() == 0
    assert page.locator("script").count() == 1
    expect(page.get_by_text("上年对照和雷同两部分还没有按现有的报告更新")).to_be_visible()
    expect(page.locator("#pairs")).to_contain_text("<script>alert(1)</script>")
    assert "\u202e" not in page.content()


def test_the_league_is_unfolded_and_sorted(opened: Open):
    page = opened()
    rows = page.locator(".standings tbody tr:not(.between):visible")
    assert rows.count() == 2 * ENDS
    page.get_by_role("button", name="中间还有").click()
    assert rows.count() == OFFICES
    page.locator(".standings").get_by_role("button", name="错误").click()
    errors = rows.locator("td:nth-of-type(4)").evaluate_all("c => c.map(e => Number(e.dataset.by))")
    assert errors == sorted(errors, reverse=True)
    assert errors[0] > 0
    expect(page.locator(".standings").get_by_role("columnheader", name="错误")).to_have_attribute(
        "aria-sort", "descending"
    )
    page.locator(".standings").get_by_role("button", name="单位").click()
    page.locator(".standings").get_by_role("button", name="单位").click()
    assert rows.locator("th").first.inner_text() == "清溪县第00局"


def test_a_group_of_copies_marks_what_differs(opened: Open):
    page = opened()
    group = page.locator(".copy").first
    expect(group).to_contain_text("867.96万元　58块")
    assert group.locator(".passage:visible").count() == 3
    assert group.locator(".passage").nth(1).locator("mark").all_inner_texts() == ["2", "2023"]
    group.get_by_text("另有 2 段").click()
    assert group.locator(".passage:visible").count() == 5


def test_charts_are_drawn_and_named(opened: Open):
    page = opened()
    assert page.locator(".spread rect").count() > 10
    assert page.locator(".spread").get_attribute("aria-label").startswith("得分分布：")
    heat = page.locator(".heat svg").first
    assert heat.locator(".cell").count() == len(YEARS)
    assert "2022：" in heat.get_attribute("aria-label")
    assert page.locator(".trend polyline").first.get_attribute("points").count(",") == len(YEARS)
    box = page.locator(".spread rect").last.bounding_box()
    assert box["height"] > 1
    assert box["width"] > 1


def test_it_prints_on_a4_with_all_that_is_folded_in_copies(opened: Open):
    page = opened()
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") + pdf.count(b"/Type /Page/") >= 3
    page.emulate_media(media="print")
    width = page.evaluate("document.querySelector('.standings').getBoundingClientRect().width")
    assert width <= page.evaluate("document.querySelector('main').getBoundingClientRect().width") + 1
    assert page.locator(".jump").is_hidden()
