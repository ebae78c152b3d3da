"""A spreadsheet → its visible sheets as the reader sees them, each row with its sheet and number."""

import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from toolkit.errors import Unreadable
from toolkit.read.content import Content
from toolkit.read.limits import TABLE
from toolkit.read.scroll import Scroll
from toolkit.read.sheet_formats import CHINESE_DATES, shown
from toolkit.read.unzip import inspect

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet
    from xlrd.book import Book
    from xlrd.sheet import Sheet as OldSheet

_BROKEN = "是损坏或不完整的表格文件"
_AGAIN = "请用 Excel 或 WPS 打开后另存为 .xlsx。"


class Sheet(NamedTuple):
    """What is visible on a sheet: the words of its cells by row and column."""

    name: str
    rows: Mapping[int, Mapping[int, str]]


def xlsx(data: bytes, where: str) -> Content:
    """Return the text and the blocks; raise Unreadable."""
    inspect(data, where=where)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sizes = [m.file_size for m in archive.infolist() if m.filename.startswith("xl/") and ".xml" in m.filename]
    TABLE.admit(sum(sizes), where)
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it leaves out are charts and the like
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
            sheets = list(_sheets(book))
    except Exception as e:  # a damaged package breaks the library in any way it likes
        raise Unreadable(_BROKEN, where, _AGAIN) from e
    return _spread(sheets)


def xls(data: bytes, where: str) -> Content:
    """Return the text and the blocks of the format before 2007; raise Unreadable."""
    TABLE.admit(len(data), where)
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
        sheets = list(_old_sheets(book))
    except Exception as e:
        if "encrypted" in str(e):
            raise Unreadable("设有打开密码", where, "请在 Excel 或 WPS 中取消密码后另存。") from e
        raise Unreadable(_BROKEN, where, _AGAIN) from e
    return _spread(sheets)


def _sheets(book: "Workbook") -> Iterator[Sheet]:
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        closed = _closed_columns(sheet)
        rows: dict[int, dict[int, str]] = {}
        for (row, column), cell in sorted(sheet._cells.items()):  # the rest of the grid may be endless
            words = "" if column in closed else " ".join(_shown(cell).split())
            if words and not (row in sheet.row_dimensions and sheet.row_dimensions[row].hidden):
                rows.setdefault(row, {})[column] = words
        yield Sheet(sheet.title, rows)


def _closed_columns(sheet: "Worksheet") -> set[int]:
    hidden = [width for width in sheet.column_dimensions.values() if width.hidden]
    return {column for width in hidden for column in range(width.min or 1, (width.max or 0) + 1)}


def _shown(cell: "Cell | MergedCell") -> str:
    from openpyxl.utils.datetime import from_excel

    code = CHINESE_DATES.get(cell._style.numFmtId)  # type: ignore[union-attr]
    value = from_excel(cell.value) if code and isinstance(cell.value, int | float) else cell.value
    return shown(value, code or cell.number_format)


def _old_sheets(book: "Book") -> Iterator[Sheet]:
    for sheet in book.sheets():
        if sheet.visibility:
            continue
        rows: dict[int, dict[int, str]] = {}
        for row in range(sheet.nrows):
            if row in sheet.rowinfo_map and sheet.rowinfo_map[row].hidden:
                continue
            for column in range(sheet.row_len(row)):
                hidden = column in sheet.colinfo_map and sheet.colinfo_map[column].hidden
                words = "" if hidden else " ".join(_old_shown(book, sheet, row, column).split())
                if words:
                    rows.setdefault(row + 1, {})[column] = words
        yield Sheet(sheet.name, rows)


def _old_shown(book: "Book", sheet: "OldSheet", row: int, column: int) -> str:
    import xlrd

    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(int(value), ""))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return shown(bool(value), "")
    if kind not in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return str(value)
    key = book.xf_list[sheet.cell_xf_index(row, column)].format_key
    code = CHINESE_DATES.get(key) or book.format_map[key].format_str
    dated = kind == xlrd.XL_CELL_DATE or key in CHINESE_DATES
    return shown(xlrd.xldate.xldate_as_datetime(float(value), book.datemode) if dated else value, code)


def _spread(sheets: Iterable[Sheet]) -> Content:
    """Write the sheets out: a table each, and what stands alone above and below it as paragraphs."""
    scroll = Scroll()
    for sheet in sheets:
        columns = sorted({column for row in sheet.rows.values() for column in row})
        several = [number for number, row in sheet.rows.items() if len(row) > 1]
        table = scroll.table()
        for number, row in sheet.rows.items():
            place = f"表“{sheet.name}” 第{number}行"
            if len(row) == 1 and not (several and several[0] < number < several[-1]):
                scroll.paragraph(next(iter(row.values())), place)
            else:
                scroll.row([row.get(column, "") for column in columns], table, place)
    return Content(scroll.text, tuple(scroll.blocks))
