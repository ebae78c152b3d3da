import io
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.press import FONT, pdf_of
from toolkit.errors import Unreadable
from toolkit.read import read_bytes
from toolkit.records import Document, Span

SENTENCE = "全镇全年完成预算支出1286.40万元，比上年增加93.25万元，增长7.82%，各项重点工作按照计划推进。"
HEADS = ["一、部门基本情况", "（一）部门职能", "（二）机构设置"]
ELLIPSIS = "清溪镇2023年度部门整体支出绩效自评报告"


def pdf(data: bytes) -> Document:
    return read_bytes(data, name="报告.pdf")


def shown(document: Document) -> list[str]:
    found = []
    for block in document.blocks:
        words, at = "", block.span.start
        for gap in block.gaps:
            words += document.text[at : gap.start]
            at = gap.end
        found.append("".join((words + document.text[at : block.span.end]).split()))
    return found


def drawn(*words: tuple[float, float, str], size: float = 12, **options: object) -> Document:
    data = io.BytesIO()
    canvas = Canvas(data, invariant=1, **options)
    canvas.setFont(FONT, size)
    for x, y, text in words:
        canvas.drawString(x, y, text)
    canvas.save()
    return pdf(data.getvalue())


def hand_made(*objects: bytes) -> bytes:
    body = b"%PDF-1.7\n"
    places = []
    for n, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (n, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))
    return body + table + end


def paged(box: bytes = b"[0 0 595 842]", stream: bytes = b"") -> bytes:
    return hand_made(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox" + box + b"/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream),
    )


@pytest.mark.parametrize(
    "options",
    [{}, {"columns": 2, "size": 10}, {"page": (842, 595)}, {"rotate": 90}, {"foot": "第 {} 页"}],
    ids=["plain", "two columns", "landscape", "sideways", "another foot"],
)
def test_paragraphs_are_whole_whatever_the_page_looks_like(options):
    parts = [ELLIPSIS]
    for n in range(30):
        parts += [HEADS[n % 3], f"第{n}项。" + SENTENCE * (1 + n % 3)]
    document = pdf(pdf_of(parts, head="部门整体支出绩效自评报告", **options))
    assert shown(document) == parts
    assert document.format == "pdf"


def test_a_page_break_inside_a_paragraph_leaves_foot_and_head_as_gaps():
    document = pdf(pdf_of([ELLIPSIS, *[SENTENCE * 2] * 20], head="清溪镇财政所"))
    gaps = [document.quote(gap) for block in document.blocks for gap in block.gaps]
    assert set(gaps) <= {"清溪镇财政所", *(f"— {n} —" for n in range(1, 9))}
    assert "清溪镇财政所" in gaps


def test_a_place_is_the_page_on_which_a_block_starts():
    document = pdf(pdf_of([ELLIPSIS, *[SENTENCE * 2] * 20]))
    crossing = next(block for block in document.blocks if block.gaps)
    assert crossing.place == "第1页"
    assert document.place(Span(crossing.span.end - 1, crossing.span.end)) == "第1页"
    assert document.blocks[-1].place == "第2页"


def test_a_lone_number_at_the_foot_of_the_only_page_is_no_paragraph():
    assert shown(drawn((72, 700, "全镇12个村。"), (290, 30, "1"))) == ["全镇12个村。"]


def test_a_foot_is_the_same_whatever_its_spaces():
    data = io.BytesIO()
    canvas = Canvas(data, invariant=1)
    for body, foot in (("全镇预算", "清溪镇 财政所"), ("全年支出", "清溪镇财政所"), ("均已公开。", "清溪镇财 政所")):
        canvas.setFont(FONT, 12)
        canvas.drawString(72, 700, body)
        canvas.drawString(72, 30, foot)
        canvas.showPage()
    canvas.save()
    assert "".join(shown(pdf(data.getvalue()))) == "全镇预算全年支出均已公开。"


def test_a_watermark_is_not_read():
    data = io.BytesIO()
    canvas = Canvas(data, invariant=1)
    canvas.setFont(FONT, 12)
    canvas.drawString(72, 700, "全镇12个村，人口31840人。")
    canvas.rotate(45)
    canvas.drawString(400, 300, "内部资料")
    canvas.save()
    assert shown(pdf(data.getvalue())) == ["全镇12个村，人口31840人。"]


def test_bold_print_by_a_second_stroke_is_read_once():
    assert shown(drawn((72, 700, "全镇12个村。"), (72.3, 700, "全镇12个村。"))) == ["全镇12个村。"]


def test_a_raised_figure_is_a_superscript():
    data = io.BytesIO()
    canvas = Canvas(data, invariant=1)
    for x, y, size, words in ((72, 700, 12, "支出率99%"), (129, 705, 6, "2"), (133, 700, 12, "，比上年提高。")):
        canvas.setFont(FONT, size)
        canvas.drawString(x, y, words)
    canvas.save()
    assert shown(pdf(data.getvalue())) == ["支出率99%²，比上年提高。"]


def test_words_are_in_the_order_of_the_page_and_not_of_the_file():
    assert shown(drawn((132, 700, "36万元。"), (72, 700, "全年支出"), (120, 700, "2."))) == ["全年支出2.36万元。"]


def test_words_beside_the_page_are_not_read():
    assert shown(drawn((72, 700, "全镇12个村。"), (-200, 650, "裁掉的字"))) == ["全镇12个村。"]


def test_wide_gaps_part_cells_and_narrow_ones_words():
    document = drawn((72, 700, "人员经费"), (200, 700, "642.00"), (300, 700, "99%"), (72, 680, "report 2023"))
    assert document.text == "人员经费  642.00  99%\nreport 2023\n"


def test_a_page_whose_corner_is_not_zero():
    data = pdf_of([ELLIPSIS, SENTENCE, (("项目", "预算"), ("人员经费", "642.00"))], foot="")
    moved = data.replace(b"/MediaBox [ 0 0 595.2756 841.8898 ]", b"/MediaBox [ -9 -9 595.27 841.88 ]  ")
    assert moved != data
    assert [len(block.cells) for block in pdf(moved).blocks] == [0, 0, 2, 2]


def test_an_encrypted_file_is_told():
    data = io.BytesIO()
    canvas = Canvas(data, encrypt="secret")
    canvas.drawString(72, 700, "12")
    canvas.save()
    with pytest.raises(Unreadable, match="打开密码"):
        pdf(data.getvalue())


@pytest.fixture
def without_ocr(monkeypatch):
    """Read as where the extra is not installed."""
    monkeypatch.setattr("toolkit.read.ocr.available", lambda: False)


@pytest.mark.usefixtures("without_ocr")
def test_a_scan_is_told_to_be_one():
    data = io.BytesIO()
    canvas = Canvas(data)
    canvas.drawImage(ImageReader(Image.new("L", (20, 20), 200)), 0, 0, 595, 842)
    canvas.drawString(290, 30, "1")
    canvas.save()
    with pytest.raises(Unreadable, match=r"扫描件.*pip install 'jixiao\[ocr\]'.*文字识别"):
        pdf(data.getvalue())


def scanned(*pages: str) -> bytes:
    """Make a PDF whose pages are pictures where there are no words for them."""
    data = io.BytesIO()
    canvas = Canvas(data, invariant=1)
    for words in pages:
        if words:
            canvas.setFont(FONT, 12)
            canvas.drawString(72, 700, words)
        else:
            canvas.drawImage(ImageReader(Image.new("L", (20, 20), 200)), 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


@pytest.mark.usefixtures("without_ocr")
def test_pages_that_are_pictures_among_pages_of_words_are_told():
    document = pdf(scanned(SENTENCE, "", "全镇340户，其中50户在山区。", ""))
    assert [(u.why, u.span.start) for u in document.unread] == [
        ("第2页是图片，没有文字可读", document.text.index("全镇340户")),
        ("第4页是图片，没有文字可读", len(document.text)),
    ]


@pytest.mark.usefixtures("without_ocr")
def test_a_font_that_does_not_say_its_characters_is_told():
    with pytest.raises(Unreadable, match="乱码"):
        drawn((72, 700, "\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008\ue009\ue00a\ue00b"))


BOMB = zlib.compress(b"\0" * 210_000_000)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n", "损坏"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 9, "损坏"),
        (pdf_of([ELLIPSIS, SENTENCE])[:600], "损坏"),
        (hand_made(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"), "没有页面"),
        (paged(b"[0 0 200000 200000]"), r"第1页的大小不正常（最长 14400 点）"),
        (paged(), "没有文字"),
        (paged(stream=BOMB), r"解压后超过 200 MB"),
    ],
    ids=["head only", "garbage", "truncated", "no pages", "huge page", "blank page", "bomb"],
)
def test_what_cannot_be_read_says_what_it_is(data, what):
    with pytest.raises(Unreadable, match=what) as caught:
        pdf(data)
    assert "\n" not in str(caught.value)


def test_five_thousand_pages_are_refused():
    pages = b"3 0 R " * 5000
    many = hand_made(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[" + pages + b"]/Count 5000>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    )
    with pytest.raises(Unreadable, match=r"页数超过 3000 页.*JIXIAO_MAX_PAGES"):
        pdf(many)


def test_too_many_characters_on_a_page_are_refused(monkeypatch):
    monkeypatch.setattr("toolkit.read.pdf_pages._MOST_GLYPHS", 20)
    with pytest.raises(Unreadable, match="一页超过 20 个字"):
        pdf(pdf_of([ELLIPSIS, SENTENCE]))


WHOLE = pdf_of([ELLIPSIS, SENTENCE, (("项目", "预算"), ("人员经费", "642.00"))])


def read_or_told(data: bytes) -> Document | str:
    try:
        return pdf(data)
    except Unreadable as e:
        return str(e)


@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=12))
def test_a_damaged_file_becomes_a_document_or_an_error(at, damage):
    result = read_or_told(WHOLE[:at] + damage + WHOLE[at + len(damage) :])
    assert "\n" not in result if isinstance(result, str) else result.blocks
