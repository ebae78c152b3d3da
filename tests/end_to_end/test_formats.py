"""The same report as .txt, .docx, .pdf, .html and .md: the same findings."""

from functools import cache
from pathlib import Path

import pytest

from examples.build import BUDGET, INDICATORS
from tests.builders import add_table, docx_bytes, docx_of, new_document
from tests.press import Table, html_of, pdf_of
from toolkit.knowledge import load
from toolkit.pipeline import audit_document
from toolkit.read import read, read_bytes
from toolkit.records import BlockKind, Document, Span

ROOT = Path(__file__).parents[2]
REPORTS = [*sorted((ROOT / "examples").glob("*.txt")), *sorted((ROOT.parent / "shared/seeds").glob("*.txt"))]
STYLE = ("ST", "TX")
SAME = 0.97


def bare(words: str) -> str:
    return "".join(words.split())


def words(document: Document, span: Span) -> str:
    """Return what stands there, a page's foot and head in the middle of it looked through."""
    block = document.block(span.start)
    kept, at = "", span.start
    for gap in block.gaps if block else ():
        if span.covers(gap):
            kept, at = kept + document.settled[at : gap.start], gap.end
    return kept + document.settled[at : span.end]


@cache
def findings(document: Document) -> frozenset[tuple[str, tuple[str, ...]]]:
    audited = audit_document(document, load())
    return frozenset(
        (f.code, tuple(bare(words(document, e.span)) for e in f.hit.evidence))
        for f in audited.audit.findings
        if not f.code.startswith(STYLE)
    )


def likeness(one: Document, other: Document) -> float:
    ours, theirs = findings(one), findings(other)
    return len(ours & theirs) / len(ours | theirs) if ours | theirs else 1.0


def paragraphs(document: Document) -> list[str]:
    """Return what a person would type into another program: the blocks without wraps and page numbers."""
    found = []
    for block in document.blocks:
        words, at = "", block.span.start
        for gap in block.gaps:
            words += document.text[at : gap.start]
            at = gap.end
        words += document.text[at : block.span.end]
        found.append(" ".join(words.split()) if block.kind is BlockKind.ROW else "".join(words.splitlines()).strip())
    return found


CASES = [(path, kind) for path in REPORTS for kind in ("docx", "html", "pdf", "two columns")]
CASES += [(REPORTS[0], kind) for kind in ("md", "landscape", "sideways")]


@pytest.mark.parametrize(("path", "kind"), CASES, ids=lambda value: value if isinstance(value, str) else value.stem[:6])
def test_a_report_has_the_same_findings_in_every_format(path, kind, tmp_path):
    report = read(path)
    lines = paragraphs(report)
    if kind == "docx":
        other = read(docx_of(tmp_path / "报告.docx", lines))
    elif kind == "html":
        other = read_bytes(html_of(lines), name="报告.html")
    elif kind == "md":
        other = read_bytes("\n\n".join([f"# {lines[0]}", *lines[1:]]).encode(), name="报告.md")
    else:
        options = {
            "pdf": {"head": "部门整体支出绩效自评报告"},
            "two columns": {"columns": 2, "size": 10},
            "landscape": {"page": (842, 595), "size": 14, "foot": "第 {} 页"},
            "sideways": {"rotate": 90},
        }[kind]
        other = read_bytes(pdf_of(lines, **options), name="报告.pdf")
    assert likeness(report, other) >= SAME


TABLED: list[str | Table] = [
    "石桥县教育局2023年度部门整体支出绩效自评报告",
    "一、预算执行情况",
    "2023年部门调整预算27439.00万元，全年执行26824.07万元，执行率97.76%，各项支出执行情况见下表。",
    "表1 部门预算执行情况表（单位：万元）",
    BUDGET,
    "二、绩效指标完成情况",
    "表2 部门整体支出绩效指标自评表",
    INDICATORS,
    "家长满意度：发放问卷1050份，收回有效问卷1000份，满意915份，家长满意度91.5%。",
]


def test_tables_have_the_same_findings_in_every_format(tmp_path):
    word = new_document()
    for part in TABLED:
        if isinstance(part, str):
            word.add_paragraph(part)
        else:
            add_table(word, part)
    report = read_bytes(docx_bytes(word), name="报告.docx")
    assert len(findings(report)) > 3
    assert findings(read_bytes(html_of(TABLED), name="报告.html")) == findings(report)
    assert findings(read_bytes(pdf_of(TABLED, size=9), name="报告.pdf")) == findings(report)
