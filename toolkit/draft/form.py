"""The form of facts: a row for each blank, with what is asked and a column to fill in."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toolkit.draft.facts import KEY, VALUE
from toolkit.draft.fill import is_figure
from toolkit.draft.words import check_in_words
from toolkit.errors import ConfigurationFault
from toolkit.records.draft import Blank, Draft

_COLUMNS = {
    "序号": 6,
    KEY: 34,
    "要填什么": 46,
    "单位": 8,
    "上年数": 14,
    "年度目标值": 16,
    VALUE: 22,
    "怎样核对": 40,
    "可以问谁": 16,
}
_GIVE = [*_COLUMNS].index(VALUE) + 1
_LINE = 15  # points
_FORMULA = ("=", "+", "-", "@")


def write_form(draft: Draft, path: Path) -> Iterator[bytes]:
    """Yield the form in the format that the file's name asks for: .xlsx, or .csv."""
    writers = {".xlsx": _workbook, ".csv": _table}
    write = writers.get(path.suffix.lower())
    if write is None:
        raise ConfigurationFault("不是能写的填报表", str(path), "请用 .xlsx 或 .csv 作文件名的结尾。")
    yield write(draft)


def _rows(draft: Draft) -> Iterator[tuple[Blank, list[str | int]]]:
    for n, blank in enumerate(draft.form().values(), 1):
        target = blank.target.text if blank.target else ""
        shown = [blank.asks, blank.unit or "", blank.last or "", target, "", check_in_words(blank), blank.who or ""]
        yield blank, [n, blank.key, *shown]


def _table(draft: Draft) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for _, row in _rows(draft):
        # What looks like a formula is opened as one; a quotation mark before it makes it text.
        writer.writerow([f"'{cell}" if str(cell).startswith(_FORMULA) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _workbook(draft: Draft) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.properties import PageSetupProperties

    book = Workbook()
    page = book.worksheets[0]
    page.title = f"{draft.year}年填报表"
    thin = Side(style="thin", color="BFBFBF")
    border, top = Border(left=thin, right=thin, top=thin, bottom=thin), Alignment(vertical="top", wrap_text=True)
    ask, computed = (PatternFill("solid", start_color=colour) for colour in ("FFF9C4", "ECEFF1"))
    number = DataValidation(
        type="decimal",
        operator="between",
        formula1="-1000000000000",
        formula2="1000000000000",
        allow_blank=True,
        errorTitle="请填数",
        error="这一格只填数，不写单位和文字。",
    )
    page.append([*_COLUMNS])
    for i, width in enumerate(_COLUMNS.values(), 1):
        page.column_dimensions[get_column_letter(i)].width = width
        head: Any = page.cell(1, i)
        head.font, head.border = Font(bold=True, color="FFFFFF"), border
        head.fill, head.alignment = PatternFill("solid", start_color="37474F"), Alignment(vertical="center")
    for n, (blank, row) in enumerate(_rows(draft), 2):
        for i, value in enumerate(row, 1):
            cell: Any = page.cell(n, i)
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) or None if isinstance(value, str) else value
            if isinstance(value, str) and value:
                cell.data_type = "s"  # never a formula, however it begins
            cell.border, cell.alignment = border, top
        # A Chinese character is as wide as two digits; a row that is not told its height cuts what is wrapped.
        lines = max(-(-2 * len(str(value)) // width) for value, width in zip(row, _COLUMNS.values(), strict=True))
        page.row_dimensions[n].height = _LINE * max(1, lines)
        give: Any = page.cell(n, _GIVE)
        give.protection, give.fill = Protection(locked=False), computed if blank.formula else ask
        if is_figure(blank):
            give.number_format = "General" if blank.unit != "%" else "0.00##"
            number.add(give)
    page.add_data_validation(number)
    page.freeze_panes = "C2"
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = False
    page.auto_filter.ref = page.dimensions
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
