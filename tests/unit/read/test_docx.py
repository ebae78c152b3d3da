import io
import zipfile

import pytest

from tests.unit.read.package import PACKAGE, W, cell, package, paragraph, row, run, table
from toolkit.errors import Unreadable
from toolkit.read import read_bytes
from toolkit.records.document import BlockKind, Document


def opened(body: str, **parts: str) -> Document:
    return read_bytes(package(body, **parts), name="自评报告.docx")


def words(document: Document) -> list[str]:
    return [document.quote(block.span) for block in document.blocks]


def cells(document: Document) -> list[list[str]]:
    return [[document.quote(c) for c in b.cells] for b in document.blocks if b.kind is BlockKind.ROW]


def one(*content: str) -> str:
    (only,) = words(opened(paragraph(*content)))
    return only


def test_paragraphs_and_tables_stand_in_the_order_of_the_page():
    document = opened(paragraph("一、概况") + table(row("项目", "金额")) + paragraph() + paragraph("以上为决算数。"))
    assert document.format == "docx"
    assert document.text == "一、概况\n项目\t金额\n以上为决算数。\n"
    assert [block.place for block in document.blocks] == ["第1段", "表1 第1行", "第2段"]


def inside(wrapper: str, words: str, *, tag: str = "w:t") -> str:
    return f"<{wrapper}><w:r><{tag}>{words}</{tag}></w:r></{wrapper}>"


def control(words: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr>{inside('w:sdtContent', words)}</w:sdt>"


RUBY = f"<w:r><w:ruby>{inside('w:rt', 'zhèn')}{inside('w:rubyBase', '镇')}</w:ruby></w:r>"


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        (("预算", inside("w:ins", "4668"), inside("w:del", "4688", tag="w:delText")), "预算4668"),
        (("预算", inside("w:moveFrom", "甲"), inside("w:moveTo", "乙")), "预算乙"),
        (("见", inside("w:hyperlink", "附件"), "。"), "见附件。"),
        (("一", control("二")), "一二"),
        (("一", control("单击此处", "<w:showingPlcHdr/>")), "一"),
        (("收入", run("内部口径", "<w:vanish/>"), "100万元"), "收入100万元"),
        (("收入", run("公开", '<w:vanish w:val="0"/>')), "收入公开"),
        (("增长", "<w:r><w:noBreakHyphen/><w:t>5%</w:t></w:r>"), "增长-5%"),
        (("甲", "<w:r><w:tab/></w:r>", "乙"), "甲\t乙"),
        (("常住人口", '<w:r><w:footnoteReference w:id="2"/></w:r>', "3万人"), "常住人口3万人"),
        (("人口", '<w:commentRangeStart w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>', "3万"), "人口3万"),
        (('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "是"), "☑是"),
        (('<w:r><w:sym w:font="Wingdings" w:char="F001"/></w:r>', "是"), "是"),
        (('<w:r><w:sym w:font="SimSun" w:char="2460"/></w:r>', "是"), "①是"),
        (('<w:r><w:sym w:font="SimSun" w:char="?"/></w:r>', "是"), "是"),
        (('<w:fldSimple w:instr="PAGE"><w:r><w:t>3</w:t></w:r></w:fldSimple>', "页"), "3页"),
        ((RUBY,), "镇"),
        (("面积", "<m:oMath><m:r><m:t>3a</m:t></m:r></m:oMath>"), "面积3a"),
    ],
)
def test_the_words_are_those_that_a_reader_sees(content, seen):
    assert one(*content) == seen


def field(code: str, result: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{marks[1]}{run(result)}{marks[2]}"


def test_a_field_shows_its_result_and_not_its_code():
    assert one("共", field(" =SUM(ABOVE) ", "42"), "万元") == "共42万元"


def test_a_field_within_a_fields_code_does_not_show():
    inner = field("PAGE", "3")
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    assert one(begin, "<w:r><w:instrText>IF</w:instrText></w:r>", inner, separate, run("甲"), end) == "甲"


def test_a_table_of_contents_is_no_text():
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph('一、概况……1')}</w:sdtContent></w:sdt>"
    )
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    code = "<w:r><w:instrText> TOC \\o </w:instrText></w:r>"
    spread = paragraph(begin, code, separate, "一、概况 1") + paragraph("二、结论 2") + paragraph(end)
    assert words(opened(control + spread + paragraph("一、概况"))) == ["一、概况"]


def test_a_field_that_never_ends_hides_nothing():
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert words(opened(paragraph("甲", begin) + paragraph("乙"))) == ["甲", "乙"]


def test_paragraphs_whose_parting_was_deleted_are_one():
    body = paragraph("全年收入", properties="<w:rPr><w:del/></w:rPr>") + paragraph("100万元。")
    assert words(opened(body)) == ["全年收入100万元。"]


def test_a_text_box_comes_once_and_after_its_paragraph():
    box = f"<w:txbxContent>{paragraph('框内的话')}</w:txbxContent>"
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert words(opened(paragraph("前", both, "后"))) == ["前后", "框内的话"]


def test_a_text_box_of_old_is_read():
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{paragraph('框内')}</w:txbxContent></v:textbox></w:pict></w:r>"
    assert words(opened(paragraph(box))) == ["框内"]


def test_a_line_break_within_a_paragraph_may_part_items_or_not():
    body = paragraph("1.健全制度。", "<w:r><w:br/></w:r>", "2.加强公开。") + paragraph(
        "全年收入6.9", "<w:r><w:br/></w:r>", "亿元。"
    )
    document = opened(body)
    assert words(document) == ["1.健全制度。", "2.加强公开。", "全年收入6.9\n亿元。"]
    assert [block.place for block in document.blocks] == ["第1段", "第1段", "第2段"]


def test_merged_cells_show_their_words_once():
    across = cell("合计", properties='<w:gridSpan w:val="2"/>')
    top, below = (cell(text, properties=f"<w:vMerge{val}/>") for text, val in (("产出", ' w:val="restart"'), ("", "")))
    document = opened(table(row(across, "100"), row(top, "甲", "1"), row(below, "乙", "2")))
    assert cells(document) == [["合计", "", "100"], ["产出", "甲", "1"], ["", "乙", "2"]]
    assert document.text == "合计\t\t100\n产出\t甲\t1\n\t乙\t2\n"
    assert {block.table for block in document.blocks} == {1}


def test_a_row_that_starts_late_keeps_its_columns():
    shifted = row("甲", "1", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>')
    assert cells(opened(table(shifted))) == [["", "甲", "1", ""]]


def test_a_deleted_row_is_gone_and_an_empty_one_only_counts():
    gone = row("作废", properties="<w:del/>")
    document = opened(table(row("甲", "1"), gone, row("", ""), row("乙", "2")))
    assert [(document.quote(b.span), b.place) for b in document.blocks] == [
        ("甲\t1", "表1 第1行"),
        ("乙\t2", "表1 第3行"),
    ]


def test_paragraphs_and_breaks_in_a_cell_do_not_break_the_row():
    many = cell(paragraph("指标", "<w:r><w:br/></w:r>", "一"), paragraph("二", "<w:r><w:tab/></w:r>", "三"))
    assert cells(opened(table(row(many, "5")))) == [["指标 一 二 三", "5"]]


def test_a_nested_table_follows_the_row_that_holds_it():
    inner = table(row("子项", "3"))
    document = opened(table(row(cell(paragraph("其中"), inner), "8"), row("合计", "11")))
    assert cells(document) == [["其中", "8"], ["子项", "3"], ["合计", "11"]]
    assert [block.place for block in document.blocks] == ["表1 第1行", "表2 第1行", "表1 第2行"]


def test_a_frame_around_paragraphs_is_no_row():
    document = opened(table(row(cell("一、概况", "全镇12个村。"))))
    assert words(document) == ["一、概况", "全镇12个村。"]
    assert {block.place for block in document.blocks} == {"表1 第1行"}


def test_a_frame_that_breaks_inside_is_refused_and_not_crashed_on():
    deep = "甲"
    for _ in range(60):
        deep = table(row(cell(deep if deep.startswith("<") else paragraph(deep), paragraph(""))))
    assert words(opened(deep)) == ["甲"]


def test_a_document_without_words_is_unreadable():
    with pytest.raises(Unreadable, match="没有文字"):
        opened(paragraph())


def test_a_text_box_in_a_cell_follows_the_row():
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{paragraph('框内')}</w:txbxContent></v:textbox></w:pict></w:r>"
    assert words(opened(table(row(cell(paragraph("甲", box)), "1")))) == ["甲\t1", "框内"]


def with_part(name: str, content: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package(paragraph("甲")))) as source, zipfile.ZipFile(data, "w") as target:
        for member in source.namelist():
            target.writestr(member, content if member == name else source.read(member))
    return data.getvalue()


def test_a_file_without_numbering_is_read():
    data = with_part("word/_rels/document.xml.rels", f'<Relationships xmlns="{PACKAGE}/relationships"/>')
    assert words(read_bytes(data, name="自评报告.docx")) == ["甲"]


def test_a_file_without_a_body_is_refused():
    with pytest.raises(Unreadable, match="没有正文"):
        read_bytes(with_part("word/document.xml", f'<w:document xmlns:w="{W}"/>'), name="自评报告.docx")
