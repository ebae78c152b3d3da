"""One knowledge file: parsed, laid over another, held against its shape; what is wrong is said in one line."""

import tomllib
from typing import Any, TypeVar

from pydantic import ValidationError

from toolkit.errors import KnowledgeFault
from toolkit.knowledge import shapes

E = TypeVar("E", bound=shapes.Entry)

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
}


def parse(source: bytes, where: str) -> dict[str, Any]:
    """Read TOML."""
    try:
        return tomllib.loads(source.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise KnowledgeFault(what=f"不是合格的 TOML（{fault}）", where=where, todo="按该处改正") from None


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
