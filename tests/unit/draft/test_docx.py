"""The draft in Word: an official document with places to fill in."""

import io
import zipfile

import docx as python_docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tests.unit.draft.drafting import written
from tests.unit.draft.test_sections import PROSE, TABLE
from toolkit.draft.docx_blank import tag
from toolkit.read import read_bytes


@pytest.fixture(scope="module")
def data():
    return written("docx", *PROSE)


@pytest.fixture(scope="module")
def pages(data):
    return python_docx.Document(io.BytesIO(data))


def key(control):
    return control.find(qn("w:sdtPr")).find(qn("w:tag")).get(qn("w:val"))


def east_asian(style):
    return style.element.rPr.rFonts.get(qn("w:eastAsia")), style.font.size


def test_paper_and_faces_after_the_standard(pages):
    section = pages.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]
    assert {name: east_asian(pages.styles[name]) for name in ("Title", "Heading 1", "Heading 2", "Normal")} == {
        "Title": ("方正小标宋简体", Pt(22)),
        "Heading 1": ("黑体", Pt(16)),
        "Heading 2": ("楷体_GB2312", Pt(16)),
        "Normal": ("仿宋_GB2312", Pt(16)),
    }
    assert pages.styles["Normal"].paragraph_format.line_spacing == Pt(28.95)


def test_page_numbers_stand_between_dashes_at_the_outer_edge(pages):
    section = pages.sections[0]
    for footer in (section.footer, section.even_page_footer):
        assert footer.paragraphs[0].text.split() == ["—", "1", "—"]
        assert "PAGE" in footer._element.xml
    assert pages.settings.odd_and_even_pages_header_footer


def test_headings_are_headings_of_word(pages):
    found = [(p.style.name, p.text) for p in pages.paragraphs if p.style.name.startswith(("Title", "Heading"))]
    assert found[0] == ("Title", "石桥镇人民政府2024年度\n部门整体支出绩效自评报告")
    assert ("Heading 1", "一、基本情况") in found
    assert ("Heading 2", "（一）部门职能") in found
    assert ("Heading 3", "1.产出指标完成情况") in found


def test_blanks_are_controls_that_show_a_prompt(pages):
    controls = [c for c in pages.element.body.iter(qn("w:sdt")) if c.find(qn("w:sdtPr")).find(qn("w:id")) is not None]
    assert [c.find(qn("w:sdtPr")).find(qn("w:id")).get(qn("w:val")) for c in controls] == [
        str(n) for n in range(1, len(controls) + 1)
    ]
    (actual,) = (c for c in controls if key(c) == "指标.修缮村道里程.实际值")
    assert "".join(t.text for t in actual.iter(qn("w:t"))).endswith(". 实际完成值；上年12.6公里】")
    assert actual.find(qn("w:sdtPr")).find(qn("w:alias")).get(qn("w:val")) == "2024年修缮村道里程的实际完成值"
    assert actual.find(qn("w:sdtPr")).find(qn("w:showingPlcHdr")) is not None
    assert {h.get(qn("w:val")) for h in actual.iter(qn("w:highlight"))} == {"yellow"}


def test_our_reader_sees_blanks_and_no_figure_of_last_years(data):
    text = read_bytes(data, name="草稿.docx").text
    assert "2024年实际完成值为【" in text
    assert "12.6公里" not in text
    assert "起草说明" not in text


def test_what_is_typed_into_a_control_is_read():
    opened = python_docx.Document(io.BytesIO(written("docx", *PROSE)))
    for control in opened.element.body.iter(qn("w:sdt")):
        if key(control) == "指标.修缮村道里程.实际值":
            properties = control.find(qn("w:sdtPr"))
            properties.remove(properties.find(qn("w:showingPlcHdr")))
            first, *rest = control.iter(qn("w:t"))
            first.text = "13.1公里"
            for text in rest:
                text.text = ""
    saved = io.BytesIO()
    opened.save(saved)
    assert "2024年实际完成值为13.1公里，" in read_bytes(saved.getvalue(), name="草稿.docx").text


def test_a_table_repeats_its_first_row():
    opened = python_docx.Document(io.BytesIO(written("docx", *TABLE)))
    table = opened.tables[0]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert table.style.name == "Table Grid"
    assert abs(sum(column.width for column in table.columns) - Mm(156)) < Mm(1)


def test_the_notes_stand_on_pages_of_their_own(pages):
    assert len(pages.sections) == 2
    assert "定稿时删去" in pages.sections[1].header.paragraphs[0].text
    assert not pages.sections[1].footer.paragraphs[0].text
    last = [c for c in pages.element.body if c.tag == qn("w:sdt")]
    assert "要填的内容一览" in "".join(t.text or "" for t in last[0].iter(qn("w:t")))


def test_the_same_draft_has_the_same_bytes(data):
    assert written("docx", *PROSE) == data


def test_what_word_cannot_hold_is_left_out():
    data = written("docx", "一、部门职能", "镇政府负责\ufffe基层治理\u202e<&>。")
    assert "镇政府负责基层治理<&>。" in read_bytes(data, name="草稿.docx").text.replace(" ", "")


def test_every_part_is_xml(data):
    from lxml.etree import fromstring

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                fromstring(package.read(name))


def test_a_tag_is_never_longer_than_word_allows():
    assert tag("指标.短.实际值") == "指标.短.实际值"
    long = ["指标." + "长" * 80 + end for end in ("一", "二")]
    assert [len(tag(key)) for key in long] == [64, 64]
    assert len({tag(key) for key in long}) == 2
