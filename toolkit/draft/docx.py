"""A draft as a Word file that looks as GB/T 9704 wants it: what is to be filled in stands in content controls."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from toolkit.draft.closing import DATE
from toolkit.draft.docx_blank import Controls, written
from toolkit.draft.docx_notes import add_notes
from toolkit.draft.docx_style import CAPTION, CELL, COLUMN, FIGURE, SIGNED, TABLE, head_row, prepare, widths
from toolkit.draft.tables import is_caption
from toolkit.draft.title import in_lines
from toolkit.records import Document
from toolkit.records.draft import Blank, Draft, DraftSection, Filled, Paragraph, Run, Table

if TYPE_CHECKING:
    from docx.document import Document as Opened
    from docx.text.paragraph import Paragraph as Line

_MADE_ON = (1980, 1, 1, 0, 0, 0)  # the first day of a zip: the same draft gives the same bytes
_STYLES = ("Title", "Heading 1", "Heading 2", "Heading 3")
_PAPER = 156  # millimetres between the margins
_SHORT = 8  # letters of a cell whose words stand in the middle
_PROMPT = 10  # letters of a short prompt
_WIDEST, _NARROWEST = 16, 6  # half letters that a column is measured by


def write_docx(document: Document, draft: Draft) -> Iterator[bytes]:
    """Yield the draft, and on pages of their own what the writer must look at."""
    import docx as python_docx

    pages = python_docx.Document()
    title = next((section.heading for section in draft.sections if not section.level), f"{draft.year}年自评报告")
    prepare(pages, title)
    controls = Controls()
    for section in draft.sections:
        _section(pages, section, controls)
    add_notes(pages, document, draft)
    yield _packed(pages)


def _section(pages: "Opened", section: DraftSection, controls: Controls) -> None:
    heading = written(section.heading) if section.level else in_lines(written(section.heading))
    pages.add_paragraph(heading, style=_STYLES[min(section.level, len(_STYLES) - 1)])
    signed = _signature(section)
    for i, part in enumerate(section.content):
        if isinstance(part, Paragraph):
            following = section.content[i + 1] if i + 1 < len(section.content) else None
            style = SIGNED if i >= len(section.content) - signed else CAPTION if is_caption(part, following) else None
            _put(pages.add_paragraph(style=style), part.runs, controls)
        elif part.rows:
            _table(pages, part, controls)


def _signature(section: DraftSection) -> int:
    """Return how many paragraphs at the end of a section say who signs, and when."""
    *_, before, last = (None, None, *section.content)
    if not isinstance(last, Paragraph) or not any(isinstance(r, Blank) and r.key == DATE for r in last.runs):
        return 0
    named = isinstance(before, Paragraph) and all(isinstance(r, Filled) and r.source for r in before.runs)
    return 2 if named else 1


def _put(line: "Line", runs: Sequence[Run], controls: Controls, *, cell: bool = False) -> None:
    for run in runs:
        if isinstance(run, Blank):
            line._p.append(controls.control(run, cell=cell))
        else:
            line.add_run(written(run.text))


def _table(pages: "Opened", part: Table, controls: Controls) -> None:
    """Add a table whose first row is repeated on every page, and whose rows are not torn."""
    columns = max(len(row) for row in part.rows)
    table = pages.add_table(len(part.rows), columns, style=TABLE)
    short = [all(_is_short(row[n]) for row in part.rows[1:] if n < len(row)) for n in range(columns)]
    for i, (row, cells) in enumerate(zip(part.rows, table.rows, strict=True)):
        for n, (runs, cell) in enumerate(zip(row, cells.cells, strict=False)):
            line = cell.paragraphs[0]
            line.style = pages.styles[(FIGURE if short[n] else CELL) if i else COLUMN]
            _put(line, runs, controls, cell=True)
    lengths = [_length(part, n) for n in range(columns)]
    head_row(table)
    widths(table, [_PAPER * length / sum(lengths) for length in lengths])
    after = pages.add_paragraph()  # or Word makes one table of two that follow each other
    after.paragraph_format.space_before = after.paragraph_format.space_after = 0


def _is_short(runs: Sequence[Run]) -> bool:
    """Tell whether a cell holds a figure, or a word or two: these stand in the middle."""
    return (
        any(isinstance(run, Blank) for run in runs)
        or sum(len(run.text) for run in runs if isinstance(run, Filled)) <= _SHORT
    )


def _length(part: Table, column: int) -> int:
    """Return by how many half letters a column is measured: as many as its longest cell has, within bounds."""
    cells = ["".join(map(_seen, row[column])) for row in part.rows if column < len(row)]
    return min(_WIDEST, max(_NARROWEST, *(len(cell.encode("gbk", "replace")) for cell in cells)))


def _seen(run: Run) -> str:
    return f"【0000.{run.unit or '填写'}】".ljust(_PROMPT) if isinstance(run, Blank) else run.text


def _packed(pages: "Opened") -> bytes:
    saved, packed = io.BytesIO(), io.BytesIO()
    pages.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _MADE_ON)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()
