import re
from base64 import b64encode
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html import unescape

import pytest
from lxml import html as lxml_html

from tests.browser.audits import finding, hostile, many, told, two_on_the_same_words
from tests.unit.audit.stand_ins import cites, written
from tests.unit.report.audits import DOCUMENT, RATIO, audited, two_findings
from toolkit.audit.waive import waive
from toolkit.records import Block, BlockKind, Clear, Document, Hit, Recomputation, Span, Unable, Waiver
from toolkit.report import AUDIT_FORMATS, Audited, Sheet


def source(result: Audited) -> str:
    return b"".join(AUDIT_FORMATS["html"]([result], Sheet())).decode()


def shown(result: Audited) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(source(result))


def text(element: lxml_html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", element.text_content()).strip()


def only(page: lxml_html.HtmlElement, path: str) -> lxml_html.HtmlElement:
    (found,) = page.cssselect(path) if not path.startswith("/") else page.xpath(path)
    return found


def marked(page: lxml_html.HtmlElement, attribute: str) -> list[tuple[str, str]]:
    return [(e.text_content(), e.get(attribute)) for e in page.xpath(f"//*[@id='text']//*[@{attribute}]")]


def test_every_segment_knows_all_who_speak_of_it():
    page = shown(two_on_the_same_words())
    assert marked(page, "data-w") == [("丙丁戊", "1"), ("己庚辛", "1 2"), ("壬癸子丑", "2")]
    assert marked(page, "data-n") == [("己庚辛", "1"), ("壬癸子丑", "2")]
    assert text(only(page, "//*[@id='text']")) == "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳"


def test_words_inside_other_words():
    page = shown(told(written("甲乙丙丁戊己庚辛\n"), finding(0, 8), finding(2, 4, (0, 8))))
    assert marked(page, "data-w") == [("甲乙", "1"), ("丙丁", "1 2"), ("戊己庚辛", "1")]
    assert marked(page, "data-f") == [("甲乙", "1 2"), ("丙丁", "1 2"), ("戊己庚辛", "1 2")]


def test_words_over_the_end_of_a_paragraph_are_marked_in_both():
    document = written("一二三四。\n\n五六七八。\n")
    page = shown(told(document, finding(3, document.text.index("七"))))
    assert marked(page, "data-w") == [("四。", "1"), ("五六", "1")]
    assert [id for id in page.xpath("//@id") if id.startswith("c")] == ["c3"]


def test_no_id_stands_twice():
    for result in (two_findings(), two_on_the_same_words(), many()):
        ids = shown(result).xpath("//@id")
        assert len(ids) == len(set(ids))


def test_links_lead_somewhere():
    page = shown(two_findings())
    ids = set(page.xpath("//@id"))
    assert {href for href in page.xpath("//a/@href") if href.removeprefix("#") not in ids} == set()
    assert len(page.xpath("//a/@href")) > 5


def test_a_card_says_what_how_and_what_to_do():
    card = text(only(shown(two_findings()), "//article[@id='f1']"))
    for words in ("错误", "RT01", "百分比与分子、分母对不上", "一、基本情况", RATIO.message, "应为95%"):
        assert words in card
    assert "算式76 ÷ 80 × 100%" in card.replace(" 写作", "写作").replace("算式 ", "算式")
    assert "可能" in text(only(shown(two_findings()), "//article[@id='f2']"))


def test_line_breaks_of_the_file_are_looked_through():
    page = shown(two_findings())
    assert [p.text_content() for p in page.xpath("//*[@id='text']/p")][
        1
    ] == "受理工单80件，办结76件，办结率96%。另有其他工作。"


def test_headings_have_their_level():
    page = shown(two_findings())
    assert [(h.tag, h.text_content()) for h in page.xpath("//*[@id='text']/*[self::h2 or self::h3]")] == [
        ("h2", "一、基本情况"),
        ("h2", "二、主要成效"),
        ("h3", "（一）环境整治"),
    ]


def test_findings_are_counted_by_section_and_severity():
    rows = [text(row) for row in shown(two_findings()).xpath("//table[@class='sections']/tbody/tr")]
    assert rows == ["一、基本情况 1··1", "二、主要成效 ·1·1"]


@pytest.mark.parametrize(
    ("holding", "failing", "score"),
    [(2, 1, "66%"), (3, 0, "100%"), (0, 1, "0%"), (0, 0, "—")],
)
def test_the_score_is_the_share_of_places_that_hold(holding, failing, score):
    document = written("甲乙丙丁戊己庚辛\n")
    sum_ = Recomputation(formula="1 + 1", stated="2", recomputed="2")
    holds = [Clear(evidence=cites(document, word), recomputation=sum_) for word in "甲乙丙"[:holding]]
    fails = [Hit(message="错", evidence=cites(document, word), recomputation=sum_) for word in "丁"[:failing]]
    page = shown(told(document, *holds, *holds, *fails, Clear(evidence=cites(document, "戊"))))
    assert text(only(page, "//p[@class='score']")) == score


def test_what_a_finding_refutes_is_not_green():
    sum_ = Recomputation(formula="76 ÷ 80", stated="96%", recomputed="96%")
    holds = Clear(evidence=cites(DOCUMENT, "96%", "76"), recomputation=sum_)
    page = shown(audited({"RT01": [RATIO], "RT03": [holds]}))
    assert marked(page, "data-v") == []
    page = shown(audited({"RT03": [holds]}))
    assert [(words, attribute) for words, attribute in marked(page, "data-v")] == [("76", "1"), ("96%", "1")]
    assert "76 ÷ 80" in text(only(page, "//li[@id='v1']"))


def test_what_could_not_be_checked_is_gathered_by_reason():
    unable = [Unable(missing="分母", evidence=cites(DOCUMENT, word)) for word in ("96%", "1200")]
    page = shown(audited({"RT01": unable}))
    assert [text(item) for item in page.xpath("//details[@id='gaps']//li")] == [
        "RT01缺：分母 2 处 96%1200",
        "没有数字 1 处 其他工作",
    ]


def test_a_check_that_broke_down_is_told():
    assert "RT01" in text(only(shown(audited({"RT01": [KeyError("合计")]})), "//p[@class='crash']"))


def test_no_findings_are_no_empty_page():
    assert "没有发现问题" in text(only(shown(audited({"RT01": []})), "//aside"))


def test_rows_are_a_table_with_numbers_to_the_right():
    rows = ("项目\t预算\t执行率", "基本支出\t120.5\t97%", "\t\t")
    whole = "\n".join(rows)
    blocks, start = [], 0
    for row in rows:
        ends = [start + i for i, letter in enumerate(row) if letter == "\t"] + [start + len(row)]
        cells = tuple(Span(a, b) for a, b in zip([start, *(end + 1 for end in ends[:-1])], ends, strict=True))
        blocks.append(Block(kind=BlockKind.ROW, span=Span(start, start + len(row)), cells=cells, table=1))
        start += len(row) + 1
    document = Document(name="表", path=None, sha256="", format="docx", text=whole, settled=whole, blocks=tuple(blocks))
    page = shown(told(document, Hit(message="错", evidence=cites(document, "97%"))))
    table = only(page, "//*[@id='text']//table")
    assert [[text(cell) for cell in row] for row in table.iter("tr")] == [
        ["项目", "预算", "执行率"],
        ["基本支出", "120.5", "97%"],
        ["", "", ""],
    ]
    assert [cell.text_content() for cell in table.xpath(".//*[@class='n']")] == ["预算", "执行率", "120.5", "97%"]
    assert marked(page, "data-w") == [("97%", "1")]


def test_hostile_words_stay_words():
    page = source(hostile())
    read = lxml_html.document_fromstring(page)
    assert page.count("<script>") == page.count("</script>") == 1
    assert page.count("<style>") == 1
    assert read.xpath("//img | //svg[not(@class='bar')] | //b[contains(., '对不上')]") == []
    assert "</title><b>对不上</b>" in text(only(read, "//h4"))
    assert "</script><img src=x onerror=alert(1)>年度自评报告" in text(only(read, "//*[@id='text']"))
    assert "{{ 7 * 7 }}{% raw %}".replace(" ", "") in text(only(read, "//*[@id='text']")).replace(" ", "")
    assert "“'&amp;" in text(only(read, "//*[@id='text']"))


def test_letters_that_would_not_show_are_shown_as_signs():
    page = unescape(source(hostile()))
    assert "受理80件，\ufffd办结76件" in page
    assert "␀" in page
    assert not re.search("[\x00-\x08\x0e-\x1f\u202e\ud800]", page)


def test_only_our_own_style_and_script_run():
    page = source(two_findings())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    allowed = unescape(policy[1])
    assert allowed.startswith("default-src 'none'; ")
    assert "unsafe" not in allowed
    for tag in ("style", "script"):
        inside = re.search(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert inside
        digest = b64encode(sha256(inside[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in allowed
    assert re.findall(r"(?:src|href)=\"(?!#)|url\(|@import|\son\w+=|\sstyle=", page) == []


def test_the_same_audit_gives_the_same_page():
    assert source(two_findings()) == source(two_findings())


def test_a_page_for_each_document():
    pages = list(AUDIT_FORMATS["html"]([two_findings(), hostile()], Sheet()))
    assert [page.count(b"</html>") for page in pages] == [1, 1]


def test_the_manual_page_of_each_code_stands_once():
    gap = Unable(missing="分母", evidence=())
    held = Clear(evidence=cites(DOCUMENT, "80"), recomputation=Recomputation(formula="1", stated="1", recomputed="1"))
    again = Hit(message="又", evidence=(RATIO.evidence[1],))
    page = shown(audited({"RT01": [RATIO, again], "SM01": [gap], "RT03": [held], "CN01": []}))
    assert page.xpath("//*[@popover]/@id") == ["about-RT01", "about-RT03", "about-SM01"]
    manual = text(only(page, "//*[@id='about-RT01']"))
    for name in ("错误", "查什么", "为何", "依据", "有问题", "没问题", "局限"):
        assert name in manual
    for place in ("//article", "//*[@id='gaps']", "//*[@id='proofs']"):
        opened = page.xpath(f"{place}//button[@popovertarget]/@popovertarget")
        assert opened
        assert set(opened) <= {"about-RT01", "about-RT03", "about-SM01"}


def test_a_code_that_no_check_has_opens_nothing():
    page = shown(audited({"ZZ99": [RATIO]}))
    assert page.xpath("//*[@popover]") == []
    assert only(page, "//article//*[@class='code']").tag == "span"


def test_the_page_grows_as_its_findings_do():
    assert len(source(many(400))) < 2.1 * len(source(many(200)))


def test_a_card_shows_how_its_finding_is_waived():
    result = two_findings()
    page = shown(result)
    prints = [e.text_content() for e in page.xpath("//article//*[@class='fingerprint']")]
    assert prints == [f.fingerprint[:8] for f in result.audit.findings]


def test_what_is_waived_is_listed_apart_with_its_reason():
    result = two_findings()
    first, second = result.audit.findings
    waiver = Waiver(
        fingerprint=first.fingerprint, code=first.code, reason="<b>另有口径</b>", by="王芳", date=date(2024, 3, 15)
    )
    page = shown(replace(result, audit=waive(result.audit, [waiver], result.document.name, date(2024, 6, 1))))
    assert [e.get("data-code") for e in page.xpath("//article[@data-code]")] == [second.code]
    excused = only(page, "//*[@id='excused']")
    assert "已豁免 1 条" in text(excused)
    assert "<b>另有口径</b>（王芳，2024-03-15）" in text(excused)
    (link,) = excused.xpath(".//a[@class='what']")
    assert page.get_element_by_id(link.get("href").removeprefix("#")) is not None
    # What somebody let stand is not thereby right: it is no proof, and still counts among what was recomputed.
    assert text(only(page, "//p[@class='score']")) == text(only(shown(result), "//p[@class='score']"))
