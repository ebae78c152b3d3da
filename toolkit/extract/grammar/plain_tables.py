"""Tables that follow no form, as named rows and columns of figures, with the row that adds up the others."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from toolkit.extract.grammar.columns import head_unit, name_unit
from toolkit.extract.grammar.dates import dates
from toolkit.extract.grammar.lexicon import Lexicon
from toolkit.extract.grammar.quantities import quantities
from toolkit.extract.grammar.table_rows import Cell, Grid
from toolkit.records import Dimension, Quantity, Span, Unit

SUBTOTAL = re.compile(r"小计")
PERCENT = re.compile(r"率|占比|比重|比例|构成比|幅度?$|[%％]")
INSIDE = re.compile(r"其中|小计|[.…]{2,}|^[-—]")

_TOTAL = re.compile(
    r"(?:[^\d(]{0,6}?(?:合计|总计|共计|总额|总数|总量)|全[院校县镇乡市区局村省]|总(?:收入|支出|人数|户数|面积))$"
)
_ONCE = re.compile("剔除|去重|不重复|重复计|不计入")  # 合计 counts nobody twice
_NOTE = re.compile(r"\(?(?:附?注|备注|说明)")
_NOT_ADDED = re.compile(
    r"率|占(?![用地道有])|比[重例]|构成比|[%％]|均|单价|单产|价格|标准|编[号码]|代码|电话|日期|时间|年[限份龄]|名次|排名|排序"
    r"|指数|系数|分值|得分|权重|[倍次]数?比|增长$|增[幅速]|降幅|累计|进度|最[大小高低长短多少]|受益|覆盖|涉及"
)
_CODE = re.compile(r"编[号码]|代码")
_MARKS = tuple(
    map(re.compile, (r"[一二三四五六七八九十]+、", r"\([一二三四五六七八九十]+\)", r"\d+[.、](?!\d)", r"\(\d+\)"))
)
_FIGURE = re.compile(r"(?!(?:19|20)\d\d年)[-+]?[\d,.]*\d(?P<unit>[^\d]{0,4})$")
_YEAR, _DIGIT = re.compile(r"(?:19|20)\d\d年"), re.compile(r"\d")
_NUMBERING = re.compile(r"栏次|行次|序号|列次")
_LABEL = re.compile(f"{_NUMBERING.pattern}|{_CODE.pattern}")
_FEWEST = 2  # rows, or figures of a column
_RATE = Decimal("1.5")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, and its figures row by row; None where a cell says that there is nothing.

    ``whole`` is False where some cell holds words, or several figures: it can be read, and not added up.
    """

    head: str
    figures: tuple[Quantity | None, ...]
    whole: bool

    @property
    def percent(self) -> bool:
        """Tell whether these are rates, by their head or by their signs."""
        signs = (figure.unit.dimension for figure in self.figures if figure is not None and figure.unit)
        return PERCENT.search(self.head) is not None or Dimension.RATIO in signs

    @property
    def is_added(self) -> bool:
        """Tell whether the figures may be added up: no rates, prices or ranks."""
        return _NOT_ADDED.search(self.head) is None and not self.percent


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A table: the names of its rows, its columns of figures from left to right, the row of totals, and its place.

    ``levels`` are how deep inside others rows are, as marks or codes before their names tell; None without one.
    """

    names: tuple[str, ...]
    columns: tuple[Column, ...]
    total: int | None
    levels: tuple[int | None, ...]
    span: Span

    def is_total(self, name: str) -> bool:
        """Tell whether that is what the row of totals is called."""
        return self.total is not None and name == self.names[self.total]


def plain_tables(grid: Grid, lexicon: Lexicon) -> Iterator[PlainTable]:
    """Yield what can be read by its form: tables under one another, each with a head of its own."""
    tables: list[list[list[Cell]]] = [[]]
    for cells in grid.rows:
        if tables[-1] and _figures(tables[-1][-1], lexicon) and _is_head(cells):
            tables.append([])
        tables[-1].append(cells)
    noted = _NOTE.match(grid.line_after) is not None and _ONCE.search(grid.line_after) is not None
    for rows in tables:
        for table in _plain_table(rows, grid.unit, lexicon):
            once = noted or any(_ONCE.search(cell.text) for cells in rows for cell in cells)
            yield replace(table, total=None) if once else table


def _is_head(cells: Sequence[Cell]) -> bool:
    """Tell whether a row has words alone, in several cells."""
    said = [cell for cell in cells if cell.text]
    return len(said) > 1 and not any(cell.void or _DIGIT.search(_YEAR.sub("", cell.text)) for cell in said)


def _plain_table(table: list[list[Cell]], unit: Unit | None, lexicon: Lexicon) -> Iterator[PlainTable]:
    """Yield a table; not one without a head or columns of figures, nor one of ragged rows or with several totals."""
    having = [n for n, cells in enumerate(table) if _figures(cells, lexicon)]
    if len(having) < _FEWEST or not having[0] or len(widths := {len(table[n]) for n in having}) > 1:
        return
    (width,) = widths
    fitting = [(n, cells) for n, cells in enumerate(table[: having[-1] + 1]) if len(cells) == width]
    heads = _heads([cells for n, cells in fitting if n < having[0] and _is_row(cells)], width)
    rows = [cells for n, cells in fitting if n >= having[0] and _is_row(cells)]
    columns = {n: column for n in range(width) if (column := _column(rows, n, heads[n], unit, lexicon))}
    named = next((n for n in range(width) if n not in columns and not _LABEL.search(heads[n])), None)
    if named is None or not columns:
        return
    names = tuple(_name(cells, named) for cells in rows)
    totals = [n for n, name in enumerate(names) if _TOTAL.match(name)]
    if len(totals) > 1 or (totals and totals[0] not in (0, len(rows) - 1)):
        return
    coded = next((n for n in range(width) if _CODE.search(heads[n])), None)
    codes = [cells[coded].text if coded is not None else "" for cells in rows]
    yield PlainTable(names, tuple(columns.values()), next(iter(totals), None), _levels(names, codes), _span(rows))


def _span(rows: Sequence[Sequence[Cell]]) -> Span:
    return rows[0][0].span.hull(rows[-1][-1].span)


def _levels(names: Sequence[str], codes: Sequence[str]) -> tuple[int | None, ...]:
    """Return how deep each row is: by the length of its code, or by the kind of its mark, in their order."""
    if sum(code.isdecimal() for code in codes) >= len(codes) - 1:
        return tuple(len(code) if code.isdecimal() else None for code in codes)
    marks = [next((kind for kind, mark in enumerate(_MARKS) if mark.match(name)), None) for name in names]
    order = list(dict.fromkeys(mark for mark in marks if mark is not None))
    return tuple(None if mark is None else order.index(mark) for mark in marks)


def _name(cells: Sequence[Cell], named: int) -> str:
    """Return what a row is called: 合计 and 小计 may stand in any cell."""
    adding = (cell.text for cell in cells if _TOTAL.match(cell.text) or SUBTOTAL.search(cell.text))
    return next(adding, cells[named].text or cells[0].text)


def _figures(cells: Sequence[Cell], lexicon: Lexicon) -> int:
    """Count the cells that are a figure and nothing else."""
    return sum(_is_figure(cell.text, lexicon) for cell in cells)


def _is_figure(text: str, lexicon: Lexicon) -> bool:
    """Tell whether words are a figure, with its unit or without; 30岁及以下 is none."""
    said = _FIGURE.match(text)
    return said is not None and (said["unit"] in {"", "%", "‰"} or lexicon.suffix.fullmatch(said["unit"]) is not None)


def _is_row(cells: Sequence[Cell]) -> bool:
    """Tell whether cells say more than a caption does, and do not number the columns (``栏次 | 1 | 2 | 3``)."""
    said = [cell.text for cell in cells if cell.text]
    return len(said) > 1 and not all(text.isdecimal() or _NUMBERING.match(text) for text in said)


def _heads(rows: Sequence[Sequence[Cell]], width: int) -> list[str]:
    """Return the words above each column; a merged cell stands over those that are empty right of it."""
    heads = [""] * width
    for row in rows:
        over = ""
        for n, cell in enumerate(row):
            over = cell.text or (over if row is not rows[-1] else "")
            heads[n] += over if not heads[n].endswith(over) else ""
    return heads


def _column(rows: list[list[Cell]], n: int, head: str, caption: Unit | None, lexicon: Lexicon) -> Column | None:
    """Read a column that holds figures and little else."""
    cells = [row[n] for row in rows]
    if not head or _LABEL.search(head) or (n == 0 and _counts_rows(cells)):
        return None
    percent = PERCENT.search(head) is not None
    of_head = head_unit(head, lexicon)
    units = [_unit(row, of_head, lexicon) or (None if percent else caption) for row in rows]
    read = [_figure(cell, unit, lexicon) for cell, unit in zip(cells, units, strict=True)]
    found = [figure for figure in read if figure is not None]
    if len(found) < _FEWEST or len(found) * 2 < len([cell for cell in cells if not cell.void]):
        return None
    if percent and any(figure.value is not None and abs(figure.value) > _RATE for figure in found):
        read = [figure and (figure if figure.unit else replace(figure, unit=lexicon.units["%"])) for figure in read]
    whole = all(figure is not None or cell.void for figure, cell in zip(read, cells, strict=True))
    return Column(head, tuple(read), whole)


def _counts_rows(cells: Sequence[Cell]) -> bool:
    """Tell whether a column is nothing but the numbers of the rows."""
    said = [cell.text for cell in cells if cell.text.isdecimal()]
    return len(said) >= len(cells) - 1 and said == [str(n) for n in range(1, len(said) + 1)]


def _unit(row: Sequence[Cell], of_head: Unit | None, lexicon: Lexicon) -> Unit | None:
    """Return the unit behind a row's name (公务用车保有量（辆） among amounts of money), or that of the column."""
    own = next((unit for cell in row if (unit := name_unit(cell.text, lexicon))), None)
    return own if own is not None and (of_head is None or own.dimension is Dimension.COUNT) else of_head


def _figure(cell: Cell, unit: Unit | None, lexicon: Lexicon) -> Quantity | None:
    """Read a cell that is a figure and nothing else."""
    if not _is_figure(cell.text, lexicon):
        return None
    tokens, malformed = quantities(cell.flow, lexicon, dates(cell.flow))
    if len(tokens) != 1 or malformed or tokens[0].quantity.value is None:
        return None
    figure = tokens[0].quantity
    return figure if figure.unit else replace(figure, unit=unit)
