"""Tables: each row an indicator, a score line or a budget line, by the head above it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from toolkit.extract.grammar.above import Above
from toolkit.extract.grammar.columns import MONEY, Head, field_of, head_of, head_unit, name_unit
from toolkit.extract.grammar.fields import NOT_LEVELS, patterns
from toolkit.extract.grammar.flattened import flattened
from toolkit.extract.grammar.flow import Flow
from toolkit.extract.grammar.indicator_classes import classes
from toolkit.extract.grammar.reading import BlockReading, Reading
from toolkit.extract.grammar.table_rows import SUM, Cell, Grid, Row, grids
from toolkit.records import Quantity, Span, Unit
from toolkit.records.facts import BudgetLine, Fact, Indicator, ScoreLine, TotalScore

_GRAND = re.compile(r"(?:合计|总计|总分|总得分|综合得分|自评总分|自评得分|得分合计)")
_BLOCK = re.compile(rf"(?:{NOT_LEVELS}[一二三四五六七八九十]{{1,3}}[、.]|\([一二三四五六七八九十]{{1,3}}\))")
_BRACKET_END = re.compile(r"\([^()]{1,40}\)$")
_LOSING = re.compile("[扣失]分")  # head of a table of the items that lost points, which adds up to no whole
_FOOT = re.compile(r"(?:填[表报]|制表|审[核批]|联系|经办|[\u4e00-\u9fff]{0,4}负责)(?:人|日期|时间|电话)[^:]{0,6}:")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d+(?:\.\d+)?分?")


class Tables(NamedTuple):
    """What the tables of a document say; and those that are of no form, or of a budget's."""

    indicators: list[Indicator]
    scores: list[ScoreLine]
    budget: list[BudgetLine]
    total: TotalScore | None
    others: list[Grid]


def tables(reading: Reading, headings: Sequence[Fact]) -> Tables:
    """Read every table of the document."""
    above = Above(headings)
    read = [_Table(reading, above, grid).read() for grid in (*grids(reading), *flattened(reading))]
    return Tables(
        [i for t in read for i in t.indicators],
        [s for t in read for s in t.scores],
        [b for t in read for b in t.budget],
        next((t.total for t in read if t.total), None),
        [grid for t in read for grid in t.others],
    )


class _Table:
    def __init__(self, reading: Reading, above: Above, grid: Grid) -> None:
        self.lexicon, self.above, self.grid = reading.lexicon, above, grid
        self.known, self.classed = patterns(reading.lexicon), classes(reading.lexicon)
        funds = reading.knowledge.columns.words.funds
        self.fund = re.compile("|".join(map(re.escape, funds)))
        self.unit = grid.unit
        self.indicators: list[Indicator] = []
        self.scores: list[ScoreLine] = []
        self.budget: list[BudgetLine] = []
        self.total: TotalScore | None = None
        self.fill: dict[str, Cell] = {}
        self.over: str | None = None
        self.mixed = False  # a column of first-level classes that names second-level ones
        self.head_cells: list[Cell] = []

    def read(self) -> Tables:
        """Read row after row; a row that names columns begins a new part of the table."""
        line = self.grid.line_before
        fits = bool(self.grid.rows) and len(line) == len(self.grid.rows[0])
        head = head_of(line, self.lexicon, self.unit) if fits else None
        upper: list[str] | None = None
        for block, cells in zip(self.grid.blocks, self.grid.rows, strict=True):
            words = [c.text for c in cells]
            self.unit = self._caption(words) or self.unit
            if upper is not None and (lower := self._lower(upper, words)) is not None:
                head, upper = lower
                continue
            upper = None
            if (new := head_of(words, self.lexicon, self.unit)) is not None:
                head, upper, self.fill, self.head_cells = new, words, {}, cells
            elif head is not None:
                self._row(block, Row(head, self._aligned(head, cells), self.lexicon))
        if head is None:
            self._pairs()
        others = [] if self.indicators or self.scores else [self.grid]
        return Tables(self.indicators, _summed(self.scores), self.budget, self.total, others)

    def _caption(self, words: list[str]) -> Unit | None:
        found = (head_unit(w, self.lexicon) for w in words if w.startswith(("单位", "金额单位")))
        return next((u for u in found if u), None)

    def _lower(self, upper: list[str], lower: list[str]) -> tuple[Head, list[str]] | None:
        """Read two rows as one head: a merged cell of the first stands over several of the second.

        Return it with its words, over which a third row may stand.
        """
        if len(upper) != len(lower) or not any(lower) or any(_DIGIT.search(c) for c in lower):
            return None
        merged, left = [], ""
        for over, under in zip(upper, lower, strict=True):
            left = over or (left if under else "")
            merged.append(left + under if under and under != left else over)
        both, alone = (head_of(words, self.lexicon, self.unit) for words in (merged, upper))
        richer = both is not None and (alone is None or len(both.fields) > len(alone.fields))
        return (both, merged) if both is not None and richer else None

    def _aligned(self, head: Head, cells: list[Cell]) -> list[Cell]:
        """Give a row that lacks its leading cells (merged ones that the text leaves out) empty ones.

        One with its marks in their columns lacks the last cells: plain text drops empty ones.
        """
        missing = max(head.fields.values()) + 1 - len(cells)
        named = cells and cells[0].text
        if cells and SUM.match(cells[0].text):
            return _summing(head, cells)
        marks = _marks(head)
        in_place = bool(marks) and _hold(cells, marks)
        if named and not in_place and 0 < missing <= len(head.fields.keys() & {"level1", "category"}):
            return [Cell(Flow("", [], cells[0].flow.block), "")] * missing + cells
        return cells

    def _row(self, block: BlockReading, row: Row) -> None:
        kind = row.head.kind
        first = next((c.text for c in row.cells if c.text), "")
        if _FOOT.match(first):
            return
        if row.head.fields.keys() & {"full", "got"} and SUM.match(first):
            if _GRAND.match(first):
                self._grand(row)
            if kind != "budget":
                return
        if kind == "indicator":
            self._indicator(block, row)
        elif kind == "score":
            self._score(block, row)
        elif kind == "budget":
            self._budget(row)

    def _grand(self, row: Row) -> None:
        got, named = row.value("got"), row.head.fields.get("name")
        if named is not None and _LOSING.search(self.head_cells[named].text):
            return
        if got is not None and got.value is not None and self.total is None:
            first = next(c for c in row.cells if c.text)
            self.total = TotalScore(span=first.span.hull(got.span), full=row.value("full"), got=got)

    def _indicator(self, block: BlockReading, row: Row) -> None:
        level1, category, cell = self._names(row)
        unit = self._unit_column(row) or (name_unit(cell.text, self.lexicon) if cell else None)
        target = row.value("target", unit)
        actual = row.value("actual", target.unit if target and target.unit else unit, like=target)
        completion = row.value("completion")
        full, got = row.value("full"), row.value("got")
        if cell is None or cell.void or not (target or actual or completion):
            if full and got:  # 制度执行 | — | — | — | 10 | 9: scored without figures
                self._score(block, row)
            return
        name, name_span = cell.name()
        why, why_spans = _words(row.at("deviation"))
        said = row.at("actual")  # 预计 in the reason for a miss speaks of the year to come
        self.indicators.append(
            Indicator(
                span=_hull([name_span, *_spans(target, actual, completion, full, got), *why_spans]),
                level1=level1,
                category=category,
                name=name,
                name_span=name_span,
                target=target,
                actual=actual,
                completion=completion,
                full=full,
                got=got,
                deviation=why,
                forecast=said is not None and self.known.forecast.search(said.text) is not None,
            )
        )

    def _unit_column(self, row: Row) -> Unit | None:
        cell = row.at("unit")
        return self.lexicon.units.get(cell.text) or head_unit(f"({cell.text})", self.lexicon) if cell else None

    def _names(self, row: Row) -> tuple[str | None, str | None, Cell | None]:
        """Return a row's classes, filled down over merged cells, and the cell that names it."""
        for field in ("level1", "category"):
            cell = row.at(field)
            if cell is not None:
                if field == "level1" and field in self.fill and self.fill[field].text != cell.text:
                    self.fill.pop("category", None)
                self.fill[field] = cell
        name = row.at("name") or row.at("line")
        level, category = self.fill.get("level1"), self.fill.get("category")
        if not row.head.fields.keys() & {"name", "line"}:
            name = row.at("category") or row.at("level1")
            category = None
        elif category is None and level is not None and "category" not in row.head.fields:
            word = _BRACKET_END.sub("", level.text)
            self.mixed = self.mixed or (word in self.classed.categories and word not in self.classed.levels)
            if self.mixed and word in self.classed.categories:
                category = level
                level = level if self.classed.level_under(word) in (None, word) else None
        second = _class_name(category, self.classed.category_named)
        first = _class_name(level, self.classed.level_of)
        return first or self.classed.level_under(second), second, name

    def _score(self, block: BlockReading, row: Row) -> None:
        _, _, cell = self._names(row)
        full, got = row.value("full"), row.value("got")
        if cell is None or cell.void or not (full or got):
            return
        name, name_span = cell.name()
        why, why_spans = _words(row.at("deviation"))
        classes_above = [self.fill[f] for f in ("category", "level1") if f in self.fill]
        sections = [c.name()[0] for c in classes_above if c is not cell]
        path = self.above.path(block)
        heading = path[0].title.split("\t")[0] if path else None
        summary = bool(_BLOCK.match(cell.text))
        self.scores.append(
            ScoreLine(
                span=_hull([name_span, *_spans(full, got), *why_spans]),
                section=heading if summary else next(iter(sections), self.over or heading),
                name=name,
                name_span=name_span,
                full=full,
                got=got,
                reason=why,
                summary=summary,
            )
        )
        self.over = name if summary else self.over

    def _budget(self, row: Row) -> None:
        amounts = {f: row.value(f) for f in MONEY if f in row.head.fields}
        budgeted = amounts.get("budgeted") or amounts.get("initial")
        income, spent, rate = amounts.get("income"), amounts.get("spent"), row.value("rate")
        cell = row.at("line") or row.at("name") or row.label()
        if cell is None or not (budgeted or income or spent):
            return
        name, name_span = cell.name()
        fund = self.fund.search(name)
        self.budget.append(
            BudgetLine(
                span=_hull([name_span, *_spans(*amounts.values(), rate)]),
                name=name,
                fund=fund.group() if fund else None,
                budgeted=budgeted,
                income=income,
                spent=spent,
                rate=rate,
            )
        )
        full, got = row.value("full"), row.value("got")
        if full and got and rate and self.head_cells:
            label, label_span = self.head_cells[row.head.fields["rate"]].name()
            span = _hull(_spans(full, got))
            self.scores.append(ScoreLine(span=span, section=None, name=label, name_span=label_span, full=full, got=got))

    def _pairs(self) -> None:
        """Read a table of labels and values, each value right of its label (预算数 | 120.00)."""
        found: dict[str, Quantity] = {}
        name: Cell | None = None
        for cells in self.grid.rows:
            filled = [c for c in cells if c.text]
            for label, value in zip(filled[::2], filled[1::2], strict=False):
                field = field_of(label.text, self.lexicon)
                if field == "line":
                    name = name or value
                elif field in (*MONEY, "rate"):
                    unit = head_unit(label.text, self.lexicon) or self.unit
                    head = Head({field: 0}, {0: unit} if unit and field != "rate" else {})
                    if quantity := Row(head, [value], self.lexicon).value(field):
                        found.setdefault(field, quantity)
        budgeted = found.get("budgeted") or found.get("initial")
        if name is None or sum(f in found for f in MONEY) < 2:
            return
        words, name_span = name.name()
        self.budget.append(
            BudgetLine(
                span=_hull([name_span, *_spans(*found.values())]),
                name=words,
                budgeted=budgeted,
                income=found.get("income"),
                spent=found.get("spent"),
                rate=found.get("rate"),
            )
        )


def _marks(head: Head) -> list[int]:
    return [column for field, column in head.fields.items() if field in {"full", "got"}]


def _hold(cells: list[Cell], columns: list[int]) -> bool:
    return all(i < len(cells) and _NUMBER.fullmatch(cells[i].text) for i in columns)


def _summing(head: Head, cells: list[Cell]) -> list[Cell]:
    """Move the marks of a sum's row below their heads where the text leaves out the cells behind 合计."""
    columns, gap = _marks(head), Cell(Flow("", [], cells[0].flow.block), "")
    for lacking in range(len(head.fields.keys() & {"level1", "category", "name"})):
        moved = [cells[0], *[gap] * lacking, *cells[1:]]
        if columns and _hold(moved, columns):
            return moved
    return cells


def _class_name(cell: Cell | None, known: Callable[[str], str | None]) -> str | None:
    if cell is None:
        return None
    text = _BRACKET_END.sub("", cell.text)
    return known(text) or text


def _words(cell: Cell | None) -> tuple[str | None, list[Span]]:
    return (cell.text, [cell.span]) if cell is not None and not cell.void else (None, [])


def _spans(*quantities: Quantity | None) -> list[Span]:
    return [q.span for q in quantities if q]


def _hull(spans: Sequence[Span]) -> Span:
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def _summed(scores: list[ScoreLine]) -> list[ScoreLine]:
    """Let a block's line sum up only where lines of its own follow it."""
    return [
        replace(line, summary=line.summary and not follower.summary)
        for line, follower in pairwise([*scores, *scores[-1:]])
    ]
