import io
from dataclasses import replace

import docx
import pytest

from tests.builders import docx_of
from tests.unit.read.package import cell, package, paragraph, row, run, table
from toolkit.errors import Unreadable
from toolkit.read import original, read, read_bytes, together
from toolkit.read.docx_anchors import docx_anchors
from toolkit.records.settle import settle

NUMBERS = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
END_DELETED = "<w:rPr><w:del/></w:rPr>"
BOX = f"<w:r><w:pict><v:textbox><w:txbxContent>{paragraph('框内的话')}</w:txbxContent></v:textbox></w:pict></w:r>"


def anchored(body: str, **parts: str) -> list[tuple[str, str]]:
    """Return the words of each anchor, and the name of the element that is said to print them."""
    data = package(body, **parts)
    text = read_bytes(data, name="a.docx").text
    nodes = list(docx.Document(io.BytesIO(data)).element.iter())
    found = docx_anchors(data, "a.docx")
    assert [a.span for a in found] == sorted(a.span for a in found)
    held = {at for a in found for at in range(a.span.start, a.span.end)}
    assert {at for at, letter in enumerate(settle(text)) if not letter.isspace()} <= held
    for each in found:
        node, words = nodes[each.node], text[each.span.start : each.span.end]
        if node.tag.endswith("}t"):
            assert node.xpath("string()")[each.offset : each.offset + len(words)] == words
    return [(text[a.span.start : a.span.end], nodes[a.node].tag.rpartition("}")[2]) for a in found]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (paragraph("受理", run("80"), "件"), [("受理", "t"), ("80", "t"), ("件", "t")]),
        (paragraph("部门概况", properties=NUMBERED), [("一、", "p"), ("部门概况", "t")]),
        (paragraph("　全年 ") + paragraph("\u200b收入"), [("全年", "t"), ("收入", "t")]),
        (table(row("甲  乙 ", " 12")), [("甲 ", "t"), ("乙", "t"), ("12", "t")]),
        (
            table(row(cell(paragraph("上") + paragraph("下")), cell(table(row("里"))))),
            [("上", "t"), ("下", "t"), ("里", "t")],
        ),
        (paragraph("前", BOX, "后"), [("前", "t"), ("后", "t"), ("框内的话", "t")]),
        (paragraph("收", properties=END_DELETED) + paragraph("入"), [("收", "t"), ("入", "t")]),
        (
            paragraph("收", properties=NUMBERED + END_DELETED) + paragraph("入", properties=NUMBERED),
            [("一、", "p"), ("收", "t"), ("入", "t")],
        ),
        (paragraph("收入") + paragraph("不见", properties=END_DELETED), [("收入", "t")]),
        (
            paragraph("增长", "<w:r><w:noBreakHyphen/><w:t>5%</w:t></w:r>"),
            [("增长", "t"), ("-", "noBreakHyphen"), ("5%", "t")],
        ),
        (paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "是"), [("☑", "sym"), ("是", "t")]),
    ],
)
def test_every_word_has_the_element_that_prints_it(body, found):
    assert anchored(body, numbering=NUMBERS) == found


def test_the_original_is_the_file_as_it_was_read(tmp_path):
    path = docx_of(tmp_path / "自评报告.docx", ["石桥镇2023年度自评报告", "受理80件。"])
    document = read(path)
    found = original(document)
    assert found is not None
    assert found.data == path.read_bytes()
    assert [document.quote(anchor.span) for anchor in found.anchors] == ["石桥镇2023年度自评报告", "受理80件。"]


def test_what_is_no_one_docx_file_has_no_original(tmp_path):
    path = docx_of(tmp_path / "自评报告.docx", ["受理80件。"])
    (tmp_path / "自评报告.txt").write_text("受理80件。", encoding="utf-8")
    document = read(path)
    assert original(read(tmp_path / "自评报告.txt")) is None
    assert original(together([document, document])) is None
    assert original(replace(document, path=None)) is None


def test_a_file_that_was_changed_meanwhile_is_refused(tmp_path):
    path = docx_of(tmp_path / "自评报告.docx", ["受理80件。"])
    document = read(path)
    docx_of(path, ["受理90件。"])
    with pytest.raises(Unreadable, match="又有改动"):
        original(document)
