"""One knowledge file: parsed, laid over another, held against its shape; what is wrong is said in one line."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from toolkit.errors import KnowledgeFault, reason
from toolkit.knowledge import shapes

E = TypeVar("E", bound=shapes.Entry)

LARGEST = 10_000_000
"""Bytes of the largest file that is read: a lexicon of a province has a tenth of them."""

_NESTED = re.compile(r"""(?<![\w"'-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){50}""")
_WRONG = {
    "missing": "缺少这一项",
    "extra_forbidden": "没有这个键",
    "string_type": "应是文字，写在引号里",
    "tuple_type": "应是列表，写在方括号里",
    "decimal_type": "应是数字",
    "decimal_parsing": "应是数字",
    "int_type": "应是整数",
    "int_from_float": "应是整数",
    "bool_type": "应是 true 或 false",
    "bool_parsing": "应是 true 或 false",
    "model_type": "应是一张表",
    "model_attributes_type": "应是一张表",
    "too_short": "不能是空的",
    "string_too_short": "太短",
    "greater_than": "太小",
    "greater_than_equal": "太小",
    "less_than": "太大",
    "less_than_equal": "太大",
    "finite_number": "应是一个数",
    "date_type": "应是日期，如 2024-03-15，不加引号",
    "literal_error": "不能这样写",
    "enum": "不能这样写",
    "union_tag_invalid": "不能这样写",
    "union_tag_not_found": "缺少种类",
}


def parse(source: bytes, where: str) -> dict[str, Any]:
    """Read TOML."""
    try:
        return toml(source.decode("utf-8-sig"))  # as Windows saves it
    except UnicodeDecodeError:
        raise KnowledgeFault(what="不是 UTF-8 编码", where=where, todo="另存为 UTF-8") from None
    except RecursionError:
        raise KnowledgeFault(what="一层套一层，套得太深", where=where, todo="改正该处，或删去它") from None
    except ValueError as fault:
        raise KnowledgeFault(what=f"不是合格的 TOML（{spot(str(fault))}）", where=where, todo="按该处改正") from None


def contents(path: Path) -> bytes:
    """Return what a file of knowledge holds: no more than such a file ever needs."""
    where = str(path)
    try:
        if path.exists() and not path.is_dir() and not path.is_file():
            raise KnowledgeFault(what="不是一个文件", where=where, todo="写 .toml 文件的路径")
        with path.open("rb") as file:
            source = file.read(LARGEST + 1)
    except OSError as error:
        raise KnowledgeFault(what=f"读不了（{reason(error)}）", where=where, todo="检查路径与权限") from None
    if len(source) > LARGEST:
        raise KnowledgeFault(what=f"太大，超过 {LARGEST // 1_000_000} MB", where=where, todo="确认是不是给错了文件")
    return source


def toml(source: str, number: Callable[[str], Any] = float) -> dict[str, Any]:
    """Parse TOML; names that nest without end, which tomllib takes minutes for, are refused as brackets are."""
    if _NESTED.search(source):
        raise RecursionError
    return tomllib.loads(source, parse_float=number)


def spot(message: str) -> str:
    """Say where TOML is wrong, in Chinese; what is wrong there shows when one looks."""
    if found := re.search(r"at line (\d+), column (\d+)", message):
        return f"第 {found[1]} 行第 {found[2]} 个字附近"
    if "overwrite" in message or "twice" in message:
        return "同一项写了两次"
    return "末尾没有写完" if "end of document" in message else "有认不得的值"


def laid_over(above: dict[str, Any], below: dict[str, Any]) -> dict[str, Any]:
    """Put the entries of one file before those of another."""
    merged = dict(below)
    for key, value in above.items():
        if isinstance(value, list):
            merged[key] = [*value, *below.get(key, [])]
        elif isinstance(value, dict):
            merged[key] = laid_over(value, below.get(key, {}))
        else:
            merged[key] = value
    return merged


def shaped(shape: type[E], raw: dict[str, Any], where: str) -> E:
    """Hold an entry against its shape; the first thing that does not fit is told."""
    try:
        return shape.model_validate(raw)
    except ValidationError as fault:
        first = fault.errors()[0]
        place = ".".join(str(part + 1 if isinstance(part, int) else part) for part in first["loc"])
        wrong = _WRONG.get(first["type"]) or first["msg"].removeprefix("Value error, ")
        what = f"{place}：{wrong}" if place else wrong
        raise KnowledgeFault(what=what, where=where, todo="改正该项，或删去它") from None
