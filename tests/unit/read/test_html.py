import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import Unreadable
from toolkit.read import read_bytes
from toolkit.records import Document


def page(body: str | bytes, head: str = '<meta charset="utf-8">') -> Document:
    data = body if isinstance(body, bytes) else f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body>".encode()
    return read_bytes(data, name="报告.html")


def shown(document: Document) -> list[str]:
    return [
        "|".join(document.quote(cell) for cell in block.cells) if block.cells else document.quote(block.span)
        for block in document.blocks
    ]


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        ("<h1>自评报告</h1><p>全镇12个村。</p>", ["自评报告", "全镇12个村。"]),
        ("<p>全年<b>支出</b><span>100</span>万元，\n  完成<i>97%</i>。</p>", ["全年支出100万元， 完成97%。"]),
        ("<div>一、概况<div>全镇12个村。</div>人口3万人。</div>", ["一、概况", "全镇12个村。", "人口3万人。"]),
        ("<p>一、概况<br>（一）职能<br/>全镇12个村。</p>", ["一、概况", "（一）职能", "全镇12个村。"]),
        ("<p>支出&nbsp;&lt;100&#19975;元&gt;，&ldquo;三公&rdquo;</p>", ["支出\xa0<100万元>，“三公”"]),
        ("<p>看得见<span style='DISPLAY : none'>看不见</span></p>", ["看得见"]),
        ("<p hidden>看不见</p><p style='visibility:hidden'>看不见</p><p>看得见</p>", ["看得见"]),
        ("<script>var a='100万元';</script><style>p{}</style><noscript>x</noscript><p>正文</p>", ["正文"]),
        ("<nav>首页</nav><!-- 批注 --><p>正文<!-- 批注 -->续</p><?php x ?>", ["正文续"]),
        ("<ol><li>建制度<li>抓落实</ol><ul><li>其他</ul>", ["1.建制度", "2.抓落实", "其他"]),
        ("<ol type=a start=3><li>建制度</ol><ol start=x><li>抓落实</ol>", ["c.建制度", "1.抓落实"]),
        ("<p>节支率<sup>1</sup>为3.64%</p>", ["节支率¹为3.64%"]),
        ("<pre>项目\t预算\n人员\t100</pre>", ["项目|预算", "人员|100"]),
        ("<p>全年<o:p></o:p>支出<st1:x>100</st1:x>万元", ["全年支出100万元"]),
        ("没有标签的正文", ["没有标签的正文"]),
    ],
)
def test_paragraphs_are_what_a_browser_shows(body, blocks):
    assert shown(page(body)) == blocks


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("<tr><th>项目<th>预算<tr><td>人员<td>100", ["项目|预算", "人员|100"]),
        ("<tr><td rowspan=2>产出<td>甲<tr><td>乙<tr><td>效益<td>丙", ["产出|甲", "|乙", "效益|丙"]),
        ("<tr><td colspan=2>预算<td>执行<tr><td>年初<td>调整<td>", ["预算||执行", "年初|调整|"]),
        ("<tr><td>甲<td rowspan=0 colspan=x>乙<tr><td>丙<td>丁", ["甲|乙", "丙|丁"]),
        ("<tr><td>甲<td rowspan=9>乙<tr><td>丙", ["甲|乙", "丙|"]),
        ("<tr><td>甲<td><p>第一行</p><p>第二行</p>", ["甲|第一行 第二行"]),
        ("<tr><td>甲<td>全年<br>支出", ["甲|全年 支出"]),
        ("<caption>表1（单位：万元）</caption><thead><tr><td>甲<td>乙<tbody><tr><td>丙<td>丁", None),
        ("<tr hidden><td>甲<td>乙<tr><td>丙<td style='display:none'>隐<td>丁", ["丙|丁"]),
        ("<tr><td><p>第一段。</p><p>第二段。</p>", ["第一段。", "第二段。"]),
        ("<tr><td>左栏<td><table><tr><td>甲<td>乙</table>", ["左栏", "甲|乙"]),
        ("<tr><td>左栏<td>" + "正文" * 600, ["左栏", "正文" * 600]),
        ("<tr><td> <td>\n<tr><td>甲<td>", ["甲|"]),
    ],
)
def test_rows_have_a_cell_for_each_column(table, rows):
    assert shown(page(f"<table>{table}</table>")) == (rows or ["表1（单位：万元）", "甲|乙", "丙|丁"])


def test_places_count_paragraphs_and_rows():
    document = page("<p>甲</p><table><tr><td>乙<td>丙<tr><td>丁<td>戊</table><p>己</p><table><tr><td>庚<td>辛</table>")
    assert [block.place for block in document.blocks] == ["第1段", "表1 第1行", "表1 第2行", "第2段", "表2 第1行"]
    assert document.text == "甲\n乙\t丙\n丁\t戊\n己\n庚\t辛\n"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", "gb2312"), ("gb18030", "gb2312"), ("gb18030", "utf-8"), ("utf-16", "utf-16"), ("big5", "big5")],
)
def test_the_encoding_is_what_the_bytes_show_or_else_what_they_declare(encoding, declared):
    text = (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}"></head><p>全年支出一百元'
    )
    assert shown(page(text.encode(encoding))) == ["全年支出一百元"]


def test_an_unknown_declared_encoding_does_not_matter():
    assert shown(page("<html><meta charset=nonsense><p>全镇12个村。".encode())) == ["全镇12个村。"]


def test_a_page_in_xml_is_a_page():
    document = read_bytes(
        '<?xml version="1.0" encoding="UTF-8"?>\n<html><p>全镇12个村。</p></html>'.encode(), name="甲.htm"
    )
    assert (document.format, document.text) == ("html", "全镇12个村。\n")


@pytest.mark.parametrize("body", ["", "   ", "<!-- 批注 -->", "<p> </p>"])
def test_a_page_without_words_is_told(body):
    with pytest.raises(Unreadable, match="没有"):
        read_bytes(b"<html>" + body.encode(), name="甲.html")


def test_an_element_nested_without_end_is_told_or_read():
    with pytest.raises(Unreadable, match="嵌套过深"):
        page("<div>" * 5_000 + "全镇12个村。")


def test_a_long_list_is_numbered_in_one_pass():
    assert shown(page("<ol>" + "<li>项" * 20_000 + "</ol>"))[-1] == "20000.项"


PIECES = [
    "<table>",
    "<tr>",
    "<td rowspan=3>",
    "</td>",
    "<li>",
    "<ol>",
    "</p>",
    "<br>",
    "<",
    ">",
    "&#xD800;",
    "&",
    "<!--",
]


def read_or_told(body: str) -> str:
    try:
        return page(body).text
    except Unreadable as e:
        return str(e)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=40).map("".join))
def test_whatever_the_marks_are_a_page_is_read_or_refused(body):
    assert read_or_told(body).strip()


@pytest.mark.parametrize("body", ["<", "<p>", " ", "<b>全", "<pre>   ", "<td>", "&", "<table><tr><td>"])
def test_a_hundred_thousand_of_anything_are_no_trouble(body):
    start = time.process_time()
    assert read_or_told("正文" + body * 100_000).startswith(("正文", "报告.html："))
    assert time.process_time() - start < 10
