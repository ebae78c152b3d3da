"""The last pages of a draft in Word: what the writer must look at, and what is to be asked of whom."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from toolkit.draft.docx_blank import written
from toolkit.draft.docx_style import CELL, COLUMN, NOTE, NOTE_TITLE, TABLE, closing_section, head_row, widths
from toolkit.draft.guide import HEADING, guide
from toolkit.records import Document
from toolkit.records.draft import Draft

if TYPE_CHECKING:
    from docx.document import Document as Opened

NOTES_TAG = "jixiao.notes"
_PAPER, _FIGURE = 156.0, 22.0  # millimetres between the margins, and of a column of figures
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
        if chapter.rows:
            _table(pages, chapter.rows, _shares(len(chapter.rows[0])))
    _blanks(pages, draft)
    _wrap(pages, before)


def _blanks(pages: "Opened", draft: Draft) -> None:
    blanks = list(draft.blanks())
    if not blanks:
        return
    pages.add_paragraph("要填的内容一览", style=NOTE_TITLE)
    rows = [(str(n), b.asks, b.last or "", b.unit or "", b.who or "") for n, b in enumerate(blanks, 1)]
    _table(pages, [tuple(_COLUMNS), *rows], list(_COLUMNS.values()))


def _shares(columns: int) -> list[float]:
    """Return widths of a column of names, and of figures beside it."""
    figure = min(_FIGURE, _PAPER / (columns + 1))
    return [_PAPER - figure * (columns - 1), *([figure] * (columns - 1))]


def _table(pages: "Opened", rows: Sequence[Sequence[str]], millimetres: Sequence[float]) -> None:
    table = pages.add_table(len(rows), len(rows[0]), style=TABLE)
    for i, (row, said) in enumerate(zip(table.rows, rows, strict=True)):
        for cell, words in zip(row.cells, said, strict=True):
            line = cell.paragraphs[0]
            line.style = pages.styles[CELL if i else COLUMN]
            line.add_run(written(words))
    head_row(table)
    widths(table, millimetres)


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
