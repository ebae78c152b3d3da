"""What the columns of a table hold, read off its head."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from toolkit.extract.grammar.lexicon import Lexicon
from toolkit.records import Dimension, Unit

_BRACKET = re.compile(r"\(([^()]*)\)")
_UNIT = re.compile(r"(?:计量|金额)?单位[:为]?([^\s,;。)]{1,5})")
_NOISE = re.compile(r"[\s:、*＊]+|^\d+[.、]?")
_FIGURE = re.compile(r"[-+≥≤]?[\d.,]+[%％]?$")
_BEFORE = re.compile("上一?年|去年|上期")
_LEVEL = re.compile(r"(?:[一二三四]级指标|指标类[型别]|评价指标)(?=.)")
_VAGUE = ("项目", "指标", "类别", "单位", "说明", "名称", "预算", "支出", "收入", "执行", "决算", "备注")


@dataclass(frozen=True, slots=True)
class Head:
    """The columns of a table by what they hold, and the unit printed in the head or above the table."""

    fields: dict[str, int]
    units: dict[int, Unit]

    @property
    def kind(self) -> str | None:
        """Return what each row of the table is: an indicator, a score line or a budget line."""
        has = self.fields.keys()
        if has & {"target", "actual", "completion"} and has & {"name", "category", "level1", "line"}:
            return "indicator"
        if len(has & {"budgeted", "initial", "income", "spent", "rate"}) > 1:
            return "budget"
        if {"full", "got"} <= has and has & {"name", "category", "level1", "line"}:
            return "score"
        return None


def head_of(cells: list[str], lexicon: Lexicon, unit: Unit | None) -> Head | None:
    """Read a row as the head of a table, or return None where it is none."""
    filled = [c for c in cells if c]
    if len(filled) < 2 or any(_FIGURE.match(c) for c in filled):
        return None
    fields: dict[str, int] = {}
    units: dict[int, Unit] = {}
    columns = [field_of(cell, lexicon) for cell in cells]
    first = next(i for i, cell in enumerate(cells) if cell)
    if _is_label(columns, first):
        columns[first] = None
    aside = (cell for cell, field in zip(cells, columns, strict=True) if cell and field is None)
    unit = unit or next((u for cell in aside if (u := head_unit(cell, lexicon))), None)
    for column, (cell, field) in enumerate(zip(cells, columns, strict=True)):
        if field is None:
            continue
        if field == "full" and "got" not in fields:
            fields[field] = column  # where each level has its marks, the last are the item's own
        if field == "name" and field in fields:  # the last name column is the finest
            fields.setdefault("category", fields[field])
            fields[field] = column
        fields.setdefault(field, column)
        if own := head_unit(cell, lexicon) or (unit if field in MONEY else None):
            units[column] = own
    known = len(set(fields.values()))
    return Head(fields, units) if known > 1 and known * 2 >= len(filled) else None


def _is_label(columns: list[str | None], first: int) -> bool:
    """Tell whether the first words of a head name the block below (年度预算申请), and are no amount among amounts."""
    return columns[first] in (*MONEY, "rate") and sum(field in MONEY for field in columns[first + 1 :]) > 1


MONEY = ("budgeted", "initial", "income", "spent")


@cache
def _heads(lexicon: Lexicon) -> dict[str, str]:
    columns = lexicon.knowledge.columns.column
    return {head: entry.field for entry in reversed(columns) for head in entry.heads}


@lru_cache(maxsize=1024)
def field_of(cell: str, lexicon: Lexicon) -> str | None:
    """Return what a column with this head holds: its whole head first, then the longest known head it ends in."""
    text = _NOISE.sub("", _BRACKET.sub("", cell))
    heads = _heads(lexicon)
    if text in heads or not text or text.endswith("表"):  # 绩效指标自评表 is a caption
        return heads.get(text)
    if _BEFORE.match(text):
        return None  # 上年实际值 is no 实际值
    level = _LEVEL.match(text)
    if level and (field := heads.get(text[level.end() :])) and text[level.end() :] not in _VAGUE:
        return field  # 一级指标权重, 指标类型二级
    text = text.removesuffix("名称") if level else text
    if text in heads:
        return heads[text]
    fits = [h for h in heads if h not in _VAGUE and (text.endswith(h) or (len(h) > 2 and text.startswith(h)))]
    return heads[max(fits, key=lambda h: (len(h), text.endswith(h)))] if fits else None


def name_unit(cell: str, lexicon: Lexicon) -> Unit | None:
    """Return the unit in brackets behind an indicator's name (农村公路长度（公里）, 结案率（%））."""
    bracket = re.search(r"\((?:单位:?)?([^()\d]{1,5})\)$", cell)
    match = lexicon.suffix.fullmatch(bracket.group(1)) if bracket else None
    name = match["unit"] or match["scaled"] if match else None
    return lexicon.unit(name, match["scale"] or "", match["per"] or match["per2"] or "") if match and name else None


def head_unit(cell: str, lexicon: Lexicon) -> Unit | None:
    """Return the unit that a head or a caption names (金额（万元）, 单位：万元)."""
    said = [m.group(1) for m in _BRACKET.finditer(cell)] + [m.group(1) for m in _UNIT.finditer(cell)]
    for words in said:
        match = lexicon.suffix.fullmatch(re.sub(r"^(?:计量|金额)?单位[:为]?", "", words))
        if match and (match["unit"] or match["scaled"]):
            name = match["unit"] or match["scaled"]
            unit = lexicon.unit(name, match["scale"] or "", match["per"] or match["per2"] or "")
            if unit.dimension is not Dimension.COUNT:
                return unit
    return None
