from dataclasses import replace
from datetime import date
from urllib.parse import unquote

from lxml import html as lxml_html

from tests.browser.audits import hostile
from tests.unit.report.audits import RATIO, audited, two_findings
from tests.unit.report.test_html import text
from toolkit.report import Audited, Sheet, contents_of

DAY = Sheet(day=date(2024, 3, 5))


def page(*results: Audited, troubles: tuple[str, ...] = ()) -> lxml_html.HtmlElement:
    contents = contents_of("html")
    assert contents is not None
    for number, result in enumerate(results):
        contents.add(f"结果 {number}#1.html", result)
    return lxml_html.document_fromstring(b"".join(contents.write(replace(DAY, told=troubles))).decode())


def test_only_pages_for_a_browser_have_contents():
    assert contents_of("json") is None


def test_the_gravest_come_first_with_their_counts():
    rows = page(audited({"RT01": []}), two_findings(), audited({"RT01": [RATIO]})).xpath("//tbody/tr")
    assert [unquote(row.xpath(".//a/@href")[0]) for row in rows] == [f"结果 {n}#1.html" for n in (1, 2, 0)]
    assert [[text(cell) for cell in row.xpath("td")] for row in rows] == [
        ["2023", "1", "1", "·", "0% 0/1", "4／5"],
        ["2023", "1", "·", "·", "0% 0/1", "3／5"],
        ["2023", "·", "·", "·", "—", "0／5"],
    ]


def test_the_counts_are_added_up():
    foot = page(two_findings(), two_findings()).xpath("//tfoot//td")
    assert [text(cell) for cell in foot] == ["", "2", "2", "0", "", ""]


def test_files_without_a_page_are_told():
    whole = text(page(two_findings(), troubles=("丙.docx：打不开<b>",)))
    assert "1 个文件没有结果" in whole
    assert "丙.docx：打不开<b>" in whole
    assert "审核于 2024年3月5日" in whole


def test_a_check_that_broke_down_is_told():
    assert "RT01 自身出错" in text(page(audited({"RT01": [KeyError("合计")]})))


def test_hostile_names_stay_names():
    result = hostile()
    named = page(replace(result, document=replace(result.document, name='"><script>alert(1)</script>.txt\ud800')))
    assert len(named.xpath("//script")) == 1
    assert "<script>alert(1)</script>" in text(named)
