"""Build Word files for tests and examples, the same bytes on every run."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.text.paragraph import Paragraph

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MOMENT = "2024-01-15T00:00:00Z"
NUMBERING = 77
LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
PREFIXES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": W,
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)


def element(xml: str) -> Any:
    """Parse one element whose prefixes are left undeclared."""
    head, tail = xml.split(">", 1)
    bare = head.endswith("/")
    return parse_xml(f"{head.rstrip('/')} {PREFIXES}{'/' if bare else ''}>{tail}")


def run(text: str, tag: str = "w:t") -> str:
    """Write one run; text must be free of markup characters."""
    return f'<w:r><{tag} xml:space="preserve">{text}</{tag}></w:r>'


def new_document(header: str = "", footer: str = "") -> WordDocument:
    """Start a document that knows the numbering 一、（一）1. and has a header and a footer."""
    document = Document()
    stamp = datetime.fromisoformat(MOMENT.removesuffix("Z"))
    document.core_properties.created = document.core_properties.modified = stamp
    document.sections[0].header.paragraphs[0].text = header
    document.sections[0].footer.paragraphs[0].text = footer
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for depth, (shape, pattern) in enumerate(LEVELS)
    )
    numbering = document.part.numbering_part.element
    first_num = numbering.find(f"{{{W}}}num")
    first_num.addprevious(element(f'<w:abstractNum w:abstractNumId="{NUMBERING}">{levels}</w:abstractNum>'))
    numbering.append(element(f'<w:num w:numId="{NUMBERING}"><w:abstractNumId w:val="{NUMBERING}"/></w:num>'))
    return document


def numbered(document: WordDocument, text: str, depth: int) -> Paragraph:
    """Add a paragraph whose number Word computes: depth 0 is 一、, 1 is （一）, 2 is 1."""
    paragraph = document.add_paragraph(text)
    paragraph._p.get_or_add_pPr().append(
        element(f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{NUMBERING}"/></w:numPr>')
    )
    return paragraph


def replace_tracked(paragraph: Paragraph, *, deleted: str, inserted: str) -> None:
    """Append a tracked replacement: the deleted words and the inserted ones."""
    who = f'w:author="复核人" w:date="{MOMENT}"'
    paragraph._p.append(element(f'<w:del w:id="1" {who}>{run(deleted, "w:delText")}</w:del>'))
    paragraph._p.append(element(f'<w:ins w:id="2" {who}>{run(inserted)}</w:ins>'))


def add_text_box(paragraph: Paragraph, text: str) -> None:
    """Append a text box the way Word writes it: a drawing, and the same words again as a fallback."""
    words = f"<w:txbxContent><w:p>{run(text)}</w:p></w:txbxContent>"
    paragraph._p.append(
        element(
            '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
            '<wp:inline><wp:extent cx="5000000" cy="700000"/><wp:docPr id="9" name="文本框"/>'
            '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
            '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5000000" cy="700000"/>'
            '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
            f"<wps:txbx>{words}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline>"
            "</w:drawing></mc:Choice><mc:Fallback><w:pict>"
            f'<v:rect style="width:394pt;height:55pt"><v:textbox>{words}</v:textbox></v:rect>'
            "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )


def add_table(document: WordDocument, rows: Sequence[Sequence[str | None]]) -> None:
    """Add a grid; None is merged into the cell above it."""
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    for column in range(len(rows[0])):
        top = 0
        for line, row in enumerate(rows):
            text = row[column]
            if text is None:
                table.cell(top, column).merge(table.cell(line, column))
            else:
                top = line
                table.cell(line, column).text = text


def docx_bytes(document: WordDocument) -> bytes:
    """Give the file's bytes with every archive entry dated alike, so that two builds are equal."""
    raw, fixed = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (2024, 1, 15, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return fixed.getvalue()


def docx_of(path: Path, lines: Sequence[str], table: Sequence[Sequence[str | None]] = ()) -> Path:
    """Write plain lines, and a table after them, to a Word file."""
    document = new_document()
    for line in lines:
        document.add_paragraph(line)
    if table:
        add_table(document, table)
    path.write_bytes(docx_bytes(document))
    return path
