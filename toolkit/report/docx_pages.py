"""A document's text as a .docx of our own, for what came in another format: headings, paragraphs, tables."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, cast

from toolkit.records import Block, BlockKind, Document, Span
from toolkit.report.docx_ranges import SPACE, Piece, w
from toolkit.report.excerpt import letters
from toolkit.report.html_text import leads
from toolkit.report.signs import legible
from toolkit.report.subject import Audited

if TYPE_CHECKING:
    from docx.document import Document as Opened
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

    from toolkit.report.docx_ranges import Element

_MOST_COLUMNS = 63  # Word opens no wider table
_LONGEST_TITLE = 255  # letters that the properties of a file hold
_LATIN = "Times New Roman"
_FACES = {
    "Normal": ("宋体", 12),
    "Title": ("黑体", 18),
    "Heading 1": ("黑体", 15),
    "Heading 2": ("黑体", 14),
    "Heading 3": ("黑体", 12),
    "Heading 4": ("宋体", 12),
}


def typeset(result: Audited) -> "tuple[Opened, list[Piece]]":
    """Return the pages, and which words of the text each element on them prints."""
    import docx as python_docx

    pages = python_docx.Document()
    _prepare(pages, result)
    _, levels = leads(result.document, result.facts)
    pieces: list[Piece] = []
    for table, run in groupby(result.document.blocks, key=_table):
        blocks = list(run)
        if table is None:
            for block in blocks:
                paragraph = pages.add_paragraph(style=_style(levels.get(block.span.start)))
                pieces += _put(paragraph, result.document, block.span)
        else:
            pieces += _rows(pages, result.document, blocks)
    return pages, pieces


def _table(block: Block) -> int | None:
    return (block.table or 0) if block.kind is BlockKind.ROW and block.cells else None


def _style(level: int | None) -> str:
    if level is None:
        return "Normal"
    return f"Heading {level}" if level else "Title"


def _rows(pages: "Opened", document: Document, blocks: Sequence[Block]) -> Iterator[Piece]:
    columns = max(len(block.cells) for block in blocks)
    if columns > _MOST_COLUMNS:
        for block in blocks:
            line = pages.add_paragraph()
            for cell in block.cells:
                yield from _put(line, document, cell)
                line.add_run("\t")
        return
    table = pages.add_table(len(blocks), columns, style="Table Grid")
    for block, row in zip(blocks, table.rows, strict=True):
        for span, cell in zip(block.cells, row.cells, strict=False):
            yield from _put(cell.paragraphs[0], document, span)
    pages.add_paragraph()  # or Word makes one table of two that follow each other


def _put(paragraph: "Paragraph", document: Document, span: Span) -> Iterator[Piece]:
    """Write the words at ``span`` as one run, and yield what of the text it prints."""
    found = letters(document, span)
    if not found:
        return
    element = _text(paragraph.add_run(), "".join(letter for _, letter in found))
    begin = 0
    for i in range(1, len(found) + 1):
        if i == len(found) or found[i][0] != found[i - 1][0] + 1:
            yield Piece(Span(found[begin][0], found[i - 1][0] + 1), element, begin)
            begin = i


def _text(run: "Run", words: str) -> "Element":
    run.text = legible(words)
    (element,) = run._r
    element.set(SPACE, "preserve")
    return element


def _prepare(pages: "Opened", result: Audited) -> None:
    """Set paper, faces and the file's own title, and forget whose template it was."""
    from docx.shared import Cm

    section = pages.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.6)
    section.top_margin = section.bottom_margin = Cm(2.5)
    for name, (face, size) in _FACES.items():
        _set(cast("ParagraphStyle", pages.styles[name]), face, size)
    identity = result.facts.identity
    properties = pages.core_properties
    properties.title = legible((identity and identity.title) or result.document.name)[:_LONGEST_TITLE]
    properties.author, properties.comments = "jixiao", ""


def _set(style: "ParagraphStyle", face: str, size: int) -> None:
    """Set a style in black in Chinese and Latin faces, where the template has colours, lines and faces of a theme."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size, style.font.color.rgb = _LATIN, Pt(size), RGBColor(0, 0, 0)
    faces = style.element.rPr.rFonts
    for attribute in [name for name in faces.attrib if name.endswith("Theme")]:
        del faces.attrib[attribute]
    faces.set(w("eastAsia"), face)
    for border in style.element.pPr.findall(w("pBdr")) if style.element.pPr is not None else ():
        style.element.pPr.remove(border)
    if style.name == "Title":
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
