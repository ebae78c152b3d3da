"""Facts for a draft, as a person gives them: a form filled in (.xlsx, .csv), or keys and values (.toml, .json)."""

import csv
import io
import json
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from toolkit.errors import ConfigurationFault, reason

KEY, VALUE = "键", "本年数"
"""The heads of the two columns that a form cannot do without."""

_MOST_BYTES = 10 << 20
_MOST_UNPACKED = 60 << 20
_MOST_ROWS = 20_000
_LONGEST = 5_000  # characters of one answer
_FORMS = "用 --facts 指定填好的 .xlsx、.csv、.toml 或 .json。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A fact as it was given: ``where`` says which row or entry; ``bare`` that a program, not a person, printed it.

    A number cell of a workbook is bare: zeros at its end are lost, and have to be put back.
    """

    key: str
    text: str
    where: str
    bare: bool = False


def given_facts(path: Path) -> list[Given]:
    """Read a file of facts, in its order; rows that are not filled in are left out."""
    readers = {".xlsx": _workbook, ".csv": _table, ".toml": _toml, ".json": _json}
    read = readers.get(path.suffix.lower())
    if read is None:
        raise ConfigurationFault("不是能读的数据文件", str(path), _FORMS)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ConfigurationFault(f"超过 {_MOST_BYTES >> 20} MB，不像是填报表", str(path), _FORMS)
        data = path.read_bytes()
    except OSError as error:
        raise ConfigurationFault(f"不能读（{reason(error)}）", str(path), _FORMS) from error
    found: list[Given] = []
    for given in read(data, path):
        if len(found) == _MOST_ROWS:
            raise ConfigurationFault(f"超过 {_MOST_ROWS} 行", str(path), _FORMS)
        if len(given.text) > _LONGEST:
            raise ConfigurationFault(f"一格超过 {_LONGEST} 字", given.where, "请缩短。")
        if given.text.strip():
            found.append(given)
    return found


def _workbook(data: bytes, path: Path) -> Iterator[Given]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > _MOST_UNPACKED:
                raise ConfigurationFault("解压后太大，不像是填报表", str(path), _FORMS)
        rows = _rows_of(load_workbook(io.BytesIO(data), read_only=True, data_only=True))
        formulas = _rows_of(load_workbook(io.BytesIO(data), read_only=True)) if b"<f" in _sheet(data) else rows
    except ConfigurationFault:
        raise
    except Exception as error:  # openpyxl raises whatever a broken part makes it stumble over
        raise ConfigurationFault("不是完好的 .xlsx", str(path), "请用 Excel 或 WPS 重新保存。") from error
    head = next(((n, names) for n, row in rows if KEY in (names := [cell.value for cell in row])), None)
    if head is None or VALUE not in head[1]:
        raise ConfigurationFault(f"没有“{KEY}”“{VALUE}”两列", str(path), "请用 --facts-form 写出的表填写。")
    key_at, value_at = head[1].index(KEY), head[1].index(VALUE)
    for n, row in rows[head[0] :]:
        key, cell = (row[at] if at < len(row) else None for at in (key_at, value_at))
        if key is None or cell is None or key.value is None:
            continue
        where = f"{path.name} 第{n}行"
        if cell.value is not None:
            text, bare = _cell(cell)
            yield Given(key=str(key.value).strip(), text=text, where=where, bare=bare)
        elif formulas[n - 1][1][value_at].value is not None:
            raise ConfigurationFault("这一格是公式，文件里没有它的结果", where, "请用 Excel 或 WPS 打开，保存后再用。")


def _rows_of(book: Any) -> list[tuple[int, list[Any]]]:
    return [(n, list(row)) for n, row in enumerate(book.worksheets[0].iter_rows(max_row=_MOST_ROWS + 2), 1)]


def _sheet(data: bytes) -> bytes:
    """Return the sheets of a workbook as they stand in the file."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist() if name.startswith("xl/worksheets/"))


def _cell(cell: Any) -> tuple[str, bool]:
    """Return a cell as a person sees it: 0.9776 that is shown as 97.76% is 97.76%."""
    value = cell.value
    if isinstance(value, date):  # a moment is a date too
        return f"{value.year}年{value.month}月{value.day}日", False
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value), False
    number = Decimal(repr(value))
    style = cell.number_format or ""
    if style.endswith("%"):
        return f"{(number * 100).normalize():f}%", True
    return f"{number.normalize():f}", True


def _table(data: bytes, path: Path) -> Iterator[Given]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise ConfigurationFault("文字编码读不出", str(path), "请另存为 UTF-8 的 .csv。")
    reader = csv.reader(io.StringIO(text, newline=""))
    key_at = value_at = -1
    try:
        for row in reader:
            if key_at < 0:
                if KEY in row and VALUE in row:
                    key_at, value_at = row.index(KEY), row.index(VALUE)
            elif len(row) > max(key_at, value_at) and row[key_at].strip():
                yield Given(key=row[key_at].strip(), text=row[value_at], where=f"{path.name} 第{reader.line_num}行")
    except csv.Error as error:
        raise ConfigurationFault("不是完好的 .csv", f"{path.name} 第{reader.line_num}行", "请重新保存。") from error
    if key_at < 0:
        raise ConfigurationFault(f"没有“{KEY}”“{VALUE}”两列", str(path), "请用 --facts-form 写出的表填写。")


def _toml(data: bytes, path: Path) -> Iterator[Given]:
    try:
        found = tomllib.loads(data.decode("utf-8-sig"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigurationFault(f"不是完好的 TOML（{error}）", str(path), "请改正；中文的键要加引号。") from error
    yield from _entries(found, "", path)


def _json(data: bytes, path: Path) -> Iterator[Given]:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in pairs]
        for name in names:
            if names.count(name) > 1:
                raise ConfigurationFault(f"“{name}”写了两次", str(path), "请删去一个。")
        return dict(pairs)

    try:
        found = json.loads(data.decode("utf-8-sig"), parse_float=Decimal, object_pairs_hook=once)
    except (ValueError, RecursionError) as error:
        raise ConfigurationFault("不是完好的 JSON", str(path), "请改正。") from error
    if not isinstance(found, dict):
        raise ConfigurationFault("不是由键和值组成的对象", str(path), "请写成 {“键”: 值}。")
    yield from _entries(found, "", path)


def _entries(found: Mapping[str, Any], above: str, path: Path) -> Iterator[Given]:
    """Yield keys and values; a table within a table stands for the parts of a key."""
    for name, value in found.items():
        key = f"{above}{name}"
        if isinstance(value, dict):
            yield from _entries(value, f"{key}.", path)
        elif isinstance(value, (bool, list)) or not isinstance(value, (str, int, Decimal)):
            if value is not None:
                raise ConfigurationFault("不是数，也不是文字", f"{path.name}：{key}", "请写一个数，或用引号写文字。")
        else:
            text = value if isinstance(value, str) else f"{value:f}" if isinstance(value, Decimal) else str(value)
            yield Given(key=key, text=text, where=f"{path.name}：{key}")
