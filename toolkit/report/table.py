"""Facts as tables: one for each kind of fact, one row a fact."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from toolkit.records.wire import extract_json
from toolkit.report.subject import Extracted
from toolkit.report.wording import KINDS, ROLES

Cell = str | Decimal | int | None


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, the key of the JSON it shows, and what stands there; a quantity takes three columns."""

    heading: str
    key: str
    holds: Literal["text", "number", "quantity", "flag", "kind", "operands"] = "text"

    @property
    def headings(self) -> tuple[str, ...]:
        """Return the headings of all its columns."""
        if self.holds == "quantity":
            return self.heading, f"{self.heading}·数", f"{self.heading}·单位"
        return (self.heading,)

    def cells(self, fact: Mapping[str, Any]) -> tuple[Cell, ...]:
        """Return what a fact has for its columns."""
        value = fact[self.key]
        match self.holds:
            case "quantity":
                return (value["text"], _decimal(value["value"]), value["unit"]) if value else (None, None, None)
            case "number":
                return (_decimal(value),)
            case "flag":
                return ("是" if value else None,)
            case "kind":
                return (KINDS.get(value, value),)
            case "operands":
                return ("；".join(f"{ROLES.get(o['role'], o['role'])} {o['text']}" for o in value),)
            case "text":
                return (value,)


@dataclass(frozen=True, slots=True)
class Table:
    """All facts of one kind: its name, where the JSON has them, and its columns between name and place."""

    name: str
    key: str
    columns: tuple[Column, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """Return the headings of a row."""
        return "文件", *(h for c in self.columns for h in c.headings), "起", "止", "原文"

    def rows(self, name: str, facts: Mapping[str, Any]) -> Iterator[tuple[Cell, ...]]:
        """Yield a row for each fact that the JSON of the document ``name`` has."""
        found = facts[self.key]
        for fact in found if isinstance(found, list) else [found] if found else []:
            cells = (cell for column in self.columns for cell in column.cells(fact))
            yield name, *cells, fact["start"], fact["end"], fact["quote"]


TABLES = (
    Table(
        "指标",
        "indicators",
        (
            Column("一级指标", "level1"),
            Column("二级指标", "category"),
            Column("名称", "name"),
            Column("目标值", "target", "quantity"),
            Column("实际值", "actual", "quantity"),
            Column("完成率", "completion", "quantity"),
            Column("分值", "full", "number"),
            Column("得分", "got", "number"),
            Column("原因", "deviation"),
            Column("时段", "period"),
            Column("预计", "forecast", "flag"),
        ),
    ),
    Table(
        "得分",
        "scores",
        (
            Column("一级指标", "section"),
            Column("名称", "name"),
            Column("分值", "full", "number"),
            Column("得分", "got", "number"),
            Column("原因", "reason"),
        ),
    ),
    Table("总分", "total_score", (Column("分值", "full", "number"), Column("得分", "got", "number"))),
    Table(
        "预算",
        "budget",
        (
            Column("名称", "name"),
            Column("资金", "fund"),
            Column("时段", "period"),
            Column("预算", "budgeted", "quantity"),
            Column("收入", "income", "quantity"),
            Column("支出", "spent", "quantity"),
            Column("比率", "rate", "quantity"),
        ),
    ),
    Table(
        "数量关系",
        "claims",
        (Column("关系", "kind", "kind"), Column("内容", "text"), Column("各数", "operands", "operands")),
    ),
    Table("问题", "problems", (Column("内容", "text"),)),
    Table("措施", "measures", (Column("内容", "text"),)),
)


def facts_of(result: Extracted) -> tuple[str, Mapping[str, Any]]:
    """Return what the tables are filled from: the document's name, and its facts as JSON has them."""
    return result.document.name, extract_json(result.document, result.facts)


def harmless(cell: Cell) -> Cell:
    """Keep a spreadsheet from running text that looks like a formula."""
    if isinstance(cell, str) and re.match(r"[=+\-@\t\r]", cell):
        return f"'{cell}"
    return cell


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
