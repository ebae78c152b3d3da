"""What only a browser can tell of the page."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser.audits import hostile, many, two_on_the_same_words

CHOSEN = ".card[aria-current]"
SHOWN = ".card:not([hidden])"


def number(page: Page) -> int:
    return int(page.locator(CHOSEN).get_attribute("data-n") or 0)


def words(page: Page, part: str) -> str:
    return "".join(page.locator(f".paper .{part}").all_inner_texts())


def test_a_click_on_a_finding_marks_its_words(page):
    card = page.locator(".card", has_text="UN03").first
    card.locator(".message").click()
    expect(card).to_have_attribute("aria-current", "true")
    assert words(page, "fault") == "580元"
    assert words(page, "cited") == "1260万元680万元"
    expect(page.locator(".paper .fault")).to_be_in_viewport()


def test_another_finding_takes_the_marks_away(page):
    page.locator("#f1 .message").click()
    page.locator("#f2 .message").click()
    assert page.locator(CHOSEN).count() == 1
    assert {each.get_attribute("data-w") for each in page.locator(".paper .fault").all()} == {"2"}


def test_a_click_on_words_chooses_their_finding(page):
    marked = page.locator(".paper [data-w]").nth(12)
    marked.click()
    card = page.locator(f"#f{marked.get_attribute('data-w')}")
    expect(card).to_have_attribute("aria-current", "true")
    expect(card.locator(".what")).to_be_in_viewport()
    expect(marked).to_be_in_viewport()


def test_words_of_two_findings_choose_one_after_the_other(opened):
    page = opened(two_on_the_same_words())
    both = page.locator('.paper [data-w="1 2"]')
    both.click()
    assert number(page) == 1
    both.click()
    assert number(page) == 2


def test_a_quote_leads_to_its_own_words(page):
    card = page.locator(".card", has_text="CN01").first
    quote = card.locator(".quotes a").last
    quote.click()
    expect(page.locator(f".paper {quote.get_attribute('href')}")).to_be_in_viewport()
    expect(card).to_have_attribute("aria-current", "true")


def test_filters(page):
    of = page.locator(".card").count()
    errors = page.locator(".card.error").count()
    page.get_by_role("checkbox", name="警告").uncheck()
    page.get_by_role("checkbox", name="提示").uncheck()
    assert page.locator(SHOWN).count() == errors < of
    assert page.locator("#status").inner_text() == f"{errors} / {of} 条"
    assert page.locator(".paper .w.warning:not(.off)").count() == 0
    page.locator("select").select_option("RT01")
    assert {card.get_attribute("data-code") for card in page.locator(SHOWN).all()} == {"RT01"}
    page.get_by_role("searchbox").fill("没有这样的字")
    assert page.locator(SHOWN).count() == 0
    expect(page.locator("#nothing")).to_be_visible()
    assert page.locator(".group:not([hidden])").count() == 0


def test_words_of_hidden_findings_choose_nothing(page):
    page.get_by_role("checkbox", name="警告").uncheck()
    page.locator(".paper .w.warning").first.click()
    assert page.locator(CHOSEN).count() == 0


def test_the_number_beside_a_filter_is_how_many_it_leaves(page):
    for option in page.locator("select option").all()[1:]:
        page.locator("select").select_option(option.get_attribute("value"))
        said = re.search(r"（(\d+)）", option.inner_text())
        assert said
        assert page.locator(SHOWN).count() == int(said[1])


def test_keyboard(page):
    seen = []
    for key in "jjjk":
        page.keyboard.press(key)
        seen.append(number(page))
    assert seen == [1, 2, 3, 2]
    expect(page.locator("#t2")).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("jjv")
    assert page.locator("html.verified").count() == 0
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="按键说明")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="按键说明")).to_be_hidden()


def test_findings_come_in_the_order_of_the_text(page):
    tops = []
    for _ in range(page.locator(".card").count()):
        page.keyboard.press("j")
        tops.append(page.evaluate("document.querySelector('.paper .fault').getBoundingClientRect().top + scrollY"))
    assert all(above <= below for above, below in pairwise(tops))


def test_escape_lets_go(page):
    page.keyboard.press("j")
    page.keyboard.press("Escape")
    assert page.locator(CHOSEN).count() == 0
    assert page.locator(".paper .fault, .paper .cited").count() == 0


def test_verified_words_show_their_arithmetic(page):
    stated = page.locator(".paper span.v", has_text="95.37%")
    stated.click()
    expect(page.locator("#pop")).to_be_hidden()
    page.keyboard.press("v")
    expect(page.get_by_role("button", name="重算相符")).to_have_attribute("aria-pressed", "true")
    stated.click()
    expect(page.locator("#pop")).to_contain_text("103")
    expect(page.locator("#pop")).to_contain_text("108")
    assert "103人" in words(page, "proved")
    page.keyboard.press("Escape")
    expect(page.locator("#pop")).to_be_hidden()
    expect(stated).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#pop")).to_be_visible()


def test_what_could_not_be_checked_is_there_but_folded(page):
    places = page.locator("#gaps .places a")
    expect(places.first).to_be_hidden()
    page.locator("#gaps summary").click()
    places.first.click()
    expect(page.locator(f".paper {places.first.get_attribute('href')}")).to_be_in_viewport()


def test_a_link_to_a_finding_opens_it(page):
    page.goto(f"{page.url.split('#')[0]}#f5")
    page.reload()
    assert number(page) == 5


def test_a_phone_shows_one_column_and_a_sheet(phone):
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    expect(phone.locator("#list")).to_be_hidden()
    phone.locator(".paper [data-w]").nth(2).click()
    expect(phone.locator(CHOSEN)).to_be_visible()
    assert phone.locator(".card:visible").count() == 1
    expect(phone.locator(".paper .fault").first).to_be_in_viewport()
    phone.get_by_role("button", name="列表").click()
    assert phone.locator(".card:visible").count() == phone.locator(".card").count()
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    assert phone.evaluate("document.querySelector('.row').scrollWidth <= document.querySelector('.row').clientWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_read_on_their_ground(opened, audited, scheme):
    page = opened(audited("云溪镇2023年自评报告.txt"), color_scheme=scheme)
    page.keyboard.press("j")
    grades = (f".card.{severity} .grade" for severity in ("error", "warning", "info"))
    for selector in (".paper p", ".meta", ".fault", ".got", *grades):
        assert contrast(page, selector) >= 4.5, selector


def contrast(page: Page, selector: str) -> float:
    """Return how far apart words and ground are, as WCAG 2 measures it."""
    return page.evaluate(
        """(selector) => {
            const light = (colour) => {
                const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map((c) => c / 255)
                    .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            const words = document.querySelector(selector);
            let ground = words;
            while (/, 0\\)$/.test(getComputedStyle(ground).backgroundColor)) ground = ground.parentElement;
            const [a, b] = [getComputedStyle(words).color, getComputedStyle(ground).backgroundColor].map(light);
            return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        }""",
        selector,
    )


def test_it_prints_text_first_then_findings(page):
    import pypdfium2

    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    pages = [printed[i].get_textpage().get_text_bounded() for i in range(len(printed))]
    text = re.sub(r"\s", "", "".join(pages))
    body = text.index("根据《望川市临浦区财政局")
    assert body < text.index("四、下一步改进措施", body) < text.index("说的个数与列出的个数不一样", body)
    assert "8个［错1］" in text
    assert "没能核对" in text
    assert "全部检查项" not in text


def test_without_a_script_it_can_be_read(opened, audited):
    page = opened(audited("云溪镇2023年自评报告.txt"), java_script_enabled=False)
    expect(page.locator(".card").first).to_be_visible()
    expect(page.locator("#filters")).to_be_hidden()
    page.locator("#t9").click()
    assert page.url.endswith(page.locator("#t9").get_attribute("href"))
    expect(page.locator(".paper :target")).to_be_in_viewport()


def test_hostile_words_stay_words(opened):
    page = opened(hostile())
    page.keyboard.press("j")
    page.keyboard.press("v")
    expect(page.locator(".paper")).to_contain_text("</script><img src=x onerror=alert(1)>")
    expect(page.locator(".card .message")).to_contain_text("<svg onload=alert(2)>")
    assert page.locator("img").count() == 0
    assert page.locator("script").count() == 1


def test_a_long_report_with_many_findings_is_quick(opened):
    page = opened(many())
    assert page.locator(".card").count() == 500
    took = page.evaluate(
        """() => {
            const start = performance.now();
            const press = () => document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "j", bubbles: true}));
            for (let i = 0; i < 20; i++) press();
            const box = document.querySelector("input[value=error]");
            for (let i = 0; i < 10; i++) box.click();
            document.body.getBoundingClientRect();
            return performance.now() - start;
        }"""
    )
    assert took < 3000


def test_the_fingerprint_of_a_finding_stands_on_its_card(page):
    card = page.locator("#f1").bounding_box()
    mark = page.locator("#f1 .fingerprint").bounding_box()
    assert card["x"] <= mark["x"]
    assert mark["x"] + mark["width"] <= card["x"] + card["width"]
    assert card["y"] <= mark["y"] <= card["y"] + 60
