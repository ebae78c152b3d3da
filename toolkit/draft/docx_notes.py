"""The last pages of a draft in Word: what the writer must look at, and what is to be asked of whom."""

from typing import TYPE_CHECKING

from toolkit.draft.docx_blank import written
from toolkit.draft.docx_style import CELL, COLUMN, NOTE, NOTE_TITLE, TABLE, closing_section, head_row, widths
from toolkit.draft.guide import HEADING, guide
from toolkit.records import Document
from toolkit.records.draft import Draft

if TYPE_CHECKING:
    from docx.document import Document as Opened

NOTES_TAG = "jixiao.notes"
_COLUMNS = {"序号": 14.0, "要填的内容": 72.0, "上年": 26.0, "单位": 16.0, "可问": 28.0}


def add_notes(pages: "Opened", document: Document, draft: Draft) -> None:
    """Add the pages behind the report; they stand in one content control, which our own reader passes over."""
    closing_section(pages, HEADING)
    body = pages.element.body
    before = len(body)
    pages.add_paragraph(HEADING, style=NOTE_TITLE)
    for chapter in guide(document, draft):
        pages.add_paragraph(written(chapter.title), style=NOTE_TITLE)
        for line in chapter.lines:
            pages.add_paragraph(written(line), style=NOTE)
    _blanks(pages, draft)
    _wrap(pages, before)


def _blanks(pages: "Opened", draft: Draft) -> None:
    blanks = list(draft.blanks())
    if not blanks:
        return
    pages.add_paragraph("要填的内容一览", style=NOTE_TITLE)
    table = pages.add_table(len(blanks) + 1, len(_COLUMNS), style=TABLE)
    rows = [(str(n), b.asks, b.last or "", b.unit or "", b.who or "") for n, b in enumerate(blanks, 1)]
    for i, (row, said) in enumerate(zip(table.rows, [tuple(_COLUMNS), *rows], strict=True)):
        for cell, words in zip(row.cells, said, strict=True):
            line = cell.paragraphs[0]
            line.style = pages.styles[CELL if i else COLUMN]
            line.add_run(written(words))
    head_row(table)
    widths(table, list(_COLUMNS.values()))


def _wrap(pages: "Opened", before: int) -> None:
    """Put everything behind the section's beginning into one content control."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    body = pages.element.body
    control, properties, content = (OxmlElement(name) for name in ("w:sdt", "w:sdtPr", "w:sdtContent"))
    for name, value in (("w:alias", "起草说明"), ("w:tag", NOTES_TAG)):
        element = OxmlElement(name)
        element.set(qn("w:val"), value)
        properties.append(element)
    control.append(properties)
    control.append(content)
    last = body[-1]  # the section's properties stay where they are
    for element in list(body)[before - 1 : -1]:
        content.append(element)
    last.addprevious(control)
