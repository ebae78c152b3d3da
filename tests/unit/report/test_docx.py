import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document as Opened

from tests.browser.audits import hostile, told
from tests.unit.audit.stand_ins import cites, written
from tests.unit.read.package import cell, package, paragraph, row, run, table
from tests.unit.report.audits import RATIO, audited, two_findings
from toolkit.knowledge import load
from toolkit.pipeline import audit_document, with_original
from toolkit.read import read, read_bytes
from toolkit.records import Block, BlockKind, Document, Evidence, Hit, Span
from toolkit.report import AUDIT_FORMATS, Audited, Sheet

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EXAMPLE = Path(__file__).parents[3] / "examples/石桥县教育局2023年自评报告.docx"


def bytes_of(result: Audited) -> bytes:
    return b"".join(AUDIT_FORMATS["docx"]([result], Sheet()))


def copied(result: Audited) -> Opened:
    return docx.Document(io.BytesIO(bytes_of(result)))


def notes(copy: Opened) -> list[tuple[str, str]]:
    """Return the words that each comment holds and its text, in the order of the references; the summary left out."""
    texts = {comment.comment_id: comment.text for comment in copy.comments}
    held: dict[int, str] = {}
    open_now: set[int] = set()
    found = []
    for element in copy.element.body.iter():
        number = int(element.get(f"{W}id", "-1"))
        if element.tag == f"{W}commentRangeStart":
            open_now.add(number)
            held[number] = ""
        elif element.tag == f"{W}commentRangeEnd":
            open_now.remove(number)
        elif element.tag == f"{W}commentReference":
            found.append((held[number], texts[number]))
        elif element.tag == f"{W}t":
            held.update({each: held[each] + element.text for each in open_now})
    assert not open_now
    return [(words, text) for words, text in found if "审核摘要" not in text]


def about(tmp_path: Path, body: str, *words: str, **parts: str) -> tuple[Audited, Opened]:
    """Comment on each of the words in a .docx with this body; the words may go on over line breaks."""
    path = tmp_path / "自评报告.docx"
    path.write_bytes(package(body, **parts))
    document = read(path)
    hits = [Hit(message=f"第{n}处", evidence=cites(document, each)) for n, each in enumerate(words)]
    result = with_original(told(document, *hits))
    copy = copied(result)
    again = read_bytes(bytes_of(result), name="副本.docx")
    assert (again.text, again.blocks) == (document.text, document.blocks)
    return result, copy


def held(tmp_path: Path, body: str, *words: str, **parts: str) -> list[str]:
    return [held for held, _ in notes(about(tmp_path, body, *words, **parts)[1])]


def test_a_comment_says_what_how_and_what_to_do():
    (words, text), (other, possible) = notes(copied(two_findings()))
    assert words == "96%"
    assert text.splitlines() == [
        "错误 RT01 百分比与分子、分母对不上",
        RATIO.message,
        "验算 76 ÷ 80 × 100% = 95%，写作 96%",
        "建议 应为95%",
        "对照 数“76”；数“80”",
        "详见 jixiao explain RT01",
    ]
    assert other == "1200"
    assert "（可能）" in possible.splitlines()[0]


def test_the_summary_stands_at_the_title():
    copy = copied(two_findings())
    first = next(iter(copy.comments))
    assert (first.author, first.initials) == ("jixiao 审核", "绩效")
    assert "发现 错误 1　警告 1　提示 0" in first.text
    assert "未能检查 SM01 缺少合计（1处）" in first.text
    assert copy.paragraphs[0]._p.find(f"{W}commentRangeStart").get(f"{W}id") == str(first.comment_id)


def test_findings_at_the_same_words_are_all_there(tmp_path):
    body = paragraph("办结率为95.2%。")
    assert held(tmp_path, body, "95.2%", "95.2%", "率为95", "办结率为95.2%。") == [
        "率为95",
        "95.2%",
        "95.2%",
        "办结率为95.2%。",
    ]


def test_the_look_of_cut_words_stays(tmp_path):
    _, copy = about(tmp_path, paragraph(run("受理八十件", "<w:b/><w:sz w:val='32'/>")), "八十")
    assert [(r.text, r.bold, r.font.size.pt) for r in copy.paragraphs[0].runs if r.text] == [
        ("受理", True, 16), ("八十", True, 16), ("件", True, 16)
    ]  # fmt: skip


INSERTED = '<w:ins w:id="7" w:author="甲"><w:r><w:t>4668</w:t></w:r></w:ins>'
DELETED = '<w:del w:id="8" w:author="甲"><w:r><w:delText>4688</w:delText></w:r></w:del>'
LINK = "<w:hyperlink><w:r><w:t>见附件一</w:t></w:r></w:hyperlink>"
FIELD = '<w:fldSimple w:instr="REF"><w:r><w:t>第42页</w:t></w:r></w:fldSimple>'
MATH = "<m:oMath><m:r><m:t>3a</m:t></m:r></m:oMath>"
RUBY = "<w:r><w:ruby><w:rt/><w:rubyBase><w:r><w:t>镇域</w:t></w:r></w:rubyBase></w:ruby></w:r>"
BROKEN = "<w:r><w:t>受理</w:t><w:br/><w:t>八十件</w:t></w:r>"


@pytest.mark.parametrize(
    ("body", "words", "marked"),
    [
        (paragraph("预算", INSERTED, DELETED, "万元"), "466", "466"),
        (paragraph("预算", INSERTED, DELETED, "万元"), "算4668万", "算4668万"),
        (paragraph("请", LINK, "。"), "附件", "附件"),
        (paragraph("请", LINK, "。"), "一。", "一。"),
        (paragraph("见", FIELD, "。"), "42", "第42页"),
        (paragraph("长", MATH, "米"), "3a", ""),
        (paragraph(RUBY, "面积"), "域", "镇域"),
        (paragraph(BROKEN), "八十", "八十"),
        (paragraph("上段") + paragraph("下段"), "段\n下", "段下"),
        (table(row("项目一", "金额")), "目一\t金", "目一"),
        (table(row(cell(paragraph("上段") + paragraph("下段")), "乙")), "段 下", "段下"),
    ],
)
def test_what_cannot_be_cut_is_held_whole(tmp_path, body, words, marked):
    result, copy = about(tmp_path, body, words)
    ((held, text),) = notes(copy)
    assert held == marked
    asked = "".join(result.document.quote(result.audit.findings[0].hit.evidence[0].span).split())
    assert ("所指" in text) == (marked != asked)


def test_a_text_box_is_spoken_of_where_it_hangs(tmp_path):
    box = f"<w:txbxContent>{paragraph('框内有八十件')}</w:txbxContent>"
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    _, copy = about(tmp_path, paragraph("前", both, "后"), "八十")
    ((_, text),) = notes(copy)
    assert "所指 数“八十”" in text
    mark = copy.element.body[0].findall(f"{W}commentRangeStart")[-1]
    assert mark.getnext()[-1].tag.endswith("AlternateContent")


def test_an_automatic_number_is_spoken_of_at_the_words_behind_it(tmp_path):
    numbers = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = paragraph("部门概况", properties=numbered)
    found = notes(about(tmp_path, body, "三、", "三、部门", numbering=numbers)[1])
    assert sorted((words, "所指 数“三、”" in text) for words, text in found) == [("部门", False), ("部门概况", True)]


def test_what_has_no_place_is_said_at_the_title(tmp_path):
    document = written("石桥镇2023年度自评报告\n受理八十件。\n")
    nowhere = Hit(message="缺少一章", evidence=())
    between = Hit(message="空白", evidence=(Evidence(role="处", span=Span(len(document.text), len(document.text))),))
    first, last = notes(copied(told(document, nowhere, between)))
    assert first[0] == "石桥镇2023年度自评报告"
    assert "说的是全文" in first[1]
    assert last[0] == "受理八十件。"


def test_comments_that_were_there_stay(tmp_path):
    once = with_original(audit_document(read(EXAMPLE), load()))
    path = tmp_path / "一审.docx"
    path.write_bytes(bytes_of(once))
    twice = with_original(told(read(path), Hit(message="二审", evidence=())))
    before, after = copied(once), copied(twice)
    assert len(after.comments) == len(before.comments) + 2
    assert [c.text for c in after.comments][: len(before.comments)] == [c.text for c in before.comments]
    numbers = [comment.comment_id for comment in after.comments]
    assert len(set(numbers)) == len(numbers)


def test_only_what_holds_comments_is_written_anew():
    result = with_original(told(read(EXAMPLE), Hit(message="有误", evidence=())))
    before, after = zipfile.ZipFile(EXAMPLE), zipfile.ZipFile(io.BytesIO(bytes_of(result)))
    changed = {"[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"}
    assert set(after.namelist()) - set(before.namelist()) == {"word/comments.xml"}
    assert {name for name in before.namelist() if before.read(name) != after.read(name)} == changed


def test_the_copy_of_a_copy_reads_and_finds_the_same():
    first = with_original(audit_document(read(EXAMPLE), load()))
    again = audit_document(read_bytes(bytes_of(first), name=EXAMPLE.name), load())
    assert again.document.text == first.document.text
    assert again.audit == first.audit
    marked = notes(copied(first))
    assert len(marked) == len(first.audit.findings) > 10


def test_the_same_audit_gives_the_same_bytes():
    assert bytes_of(two_findings()) == bytes_of(two_findings())


def test_letters_that_a_file_cannot_hold_become_signs():
    ((words, text),) = notes(copied(hostile()))
    assert words == "96%"
    assert "<svg onload=alert(2)>\ufffd" in text
    assert "写作 ␀" in text
    assert "，\ufffd办结76件" in "".join(p.text for p in copied(hostile()).paragraphs)


def test_a_text_becomes_headings_paragraphs_and_tables():
    styles = [(p.style.name, p.text) for p in copied(two_findings()).paragraphs]
    assert styles == [
        ("Title", "石桥镇2023年度自评报告"),
        ("Heading 1", "一、基本情况"),
        ("Normal", "受理工单80件，办结76件，办结率96%。另有其他工作。"),
        ("Heading 1", "二、主要成效"),
        ("Heading 2", "（一）环境整治"),
        ("Normal", "共清运垃圾1200吨。"),
    ]


def rows_of(*rows: str) -> Document:
    blocks, start = [], 0
    for words in rows:
        ends = [start + i for i, letter in enumerate(words) if letter == "\t"] + [start + len(words)]
        cells = tuple(Span(a, b) for a, b in zip([start, *(end + 1 for end in ends[:-1])], ends, strict=True))
        blocks.append(Block(kind=BlockKind.ROW, span=Span(start, start + len(words)), cells=cells, table=1))
        start += len(words) + 1
    text = "\n".join(rows)
    return Document(name="表.pdf", path=None, sha256="", format="pdf", text=text, settled=text, blocks=tuple(blocks))


def test_rows_become_a_table():
    document = rows_of("项目\t预算\t执行率", "基本支出\t120.5\t97%", "小计\t\t")
    copy = copied(told(document, Hit(message="错", evidence=cites(document, "97%"))))
    (grid,) = copy.tables
    assert [[each.text for each in line.cells] for line in grid.rows] == [
        ["项目", "预算", "执行率"], ["基本支出", "120.5", "97%"], ["小计", "", ""]
    ]  # fmt: skip
    assert [words for words, _ in notes(copy)] == ["97%"]


def test_a_table_wider_than_word_opens_becomes_lines():
    document = rows_of("\t".join(f"列{n}" for n in range(70)))
    copy = copied(told(document, Hit(message="错", evidence=cites(document, "列69"))))
    assert copy.tables == []
    assert copy.paragraphs[0].text.split() == [f"列{n}" for n in range(70)]
    assert [words for words, _ in notes(copy)] == ["列69"]


def test_no_findings_are_no_silence():
    (summary,) = copied(audited({"RT01": []})).comments
    assert "没有发现问题" in summary.text
    assert "覆盖" in summary.text
