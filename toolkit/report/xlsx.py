"""Facts as a workbook: a sheet for each kind of fact."""

import io
from collections.abc import Iterable, Iterator

from toolkit.report.subject import Extracted, Sheet
from toolkit.report.table import TABLES, Cell, facts_of


def write_xlsx(results: Iterable[Extracted], sheet: Sheet) -> Iterator[bytes]:
    """Yield the workbook. Text is written as text, however much it looks like a formula."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    bold = Font(bold=True)

    def cell(value: Cell, font: Font | None = None) -> object:
        if not isinstance(value, str):
            return value
        made = WriteOnlyCell(book.worksheets[0], ILLEGAL_CHARACTERS_RE.sub("", value))
        made.data_type = "s"
        if font:
            made.font = font
        return made

    sheets = []
    for table in TABLES:
        page = book.create_sheet(table.name)
        page.freeze_panes = "A2"
        page.append([cell(heading, bold) for heading in table.headings])
        sheets.append((table, page))
    for result in results:
        name, facts = facts_of(result)
        for table, page in sheets:
            for row in table.rows(name, facts):
                page.append([cell(value) for value in row])
    file = io.BytesIO()
    book.save(file)
    yield file.getvalue()
