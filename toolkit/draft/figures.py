"""The figures of last year's report as rows of next year's: what carries over, and a blank for each that must come."""

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.draft.carry import plain
from toolkit.draft.ink import Ink
from toolkit.knowledge import Knowledge
from toolkit.records import Document, Quantity, Span
from toolkit.records.draft import Blank
from toolkit.records.facts import BudgetLine, Indicator, ScoreLine

_FIELDS = {"budgeted": "预算数", "income": "收入", "spent": "支出", "rate": "执行率"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An indicator, score or budget line in marks, ready for a template; ``""`` where the report has nothing."""

    name: str
    key: str = ""
    category: str = ""
    target: str = ""
    last: str = ""
    actual: str = ""
    completion: str = ""
    full: str = ""
    got: str = ""
    fields: tuple[tuple[str, str], ...] = ()


class Figures:
    """Makes the rows of one draft."""

    def __init__(self, document: Document, knowledge: Knowledge, ink: Ink, year: int) -> None:
        self.document, self.knowledge, self.ink, self.year = document, knowledge, ink, year

    def indicator(self, one: Indicator) -> Row:
        """Return an indicator: name, class and target carry over, what was reached is asked for."""
        unit = self._unit(one.actual) or self._unit(one.target)
        key = f"指标.{plain(one.name)}"
        asked = f"{self.year}年{plain(one.name)}"
        scored = one.full is not None
        return Row(
            name=self.ink.said(plain(one.name), one.name_span),
            category=one.category or one.level1 or "",
            target=self._carried(one.target)
            or self.blank(f"{key}.目标值", f"{asked}的年度目标值", unit=unit, about=one.name),
            last=self._carried(one.actual),
            actual=self.blank(f"{key}.实际值", f"{asked}的实际完成值", one.actual, unit=unit, about=one.name),
            completion=self.blank(f"{key}.完成率", f"{asked}的指标完成率", one.completion, unit="%", about=one.name),
            full=self._carried(one.full),
            got=self.blank(f"{key}.得分", f"{asked}的自评得分", one.got, unit="分", about=one.name) if scored else "",
        )

    def score(self, line: ScoreLine) -> Row:
        """Return an item of the rubric: name and full score carry over, the score is asked for."""
        name = plain(line.name)
        return Row(
            name=self.ink.said(name, line.name_span),
            key=name,
            full=self._carried(line.full) or self.blank(f"得分.{name}.分值", f"{name}的分值", unit="分", about=name),
            last=self._carried(line.got),
            got=self.blank(f"得分.{name}.得分", f"{self.year}年{name}的自评得分", line.got, unit="分", about=name),
        )

    def budget(self, line: BudgetLine) -> Row:
        """Return a budget line with a blank for each figure that it had."""
        name = plain(line.name)
        fund = plain(line.fund or "")
        whose = fund if name in fund or not name else f"{fund}{name}"
        fields = [(label, self.ink.mark([blank])) for label, _, blank in self._asked(line, whose)]
        return Row(name=self.ink.said(whose, line.span), fields=tuple(fields))

    def asked(self, line: BudgetLine) -> dict[Span, Blank]:
        """Return the blanks of a budget line by the place of last year's figures."""
        whose = plain(line.fund or "") + plain(line.name) if line.fund != line.name else plain(line.name)
        return {at: blank for _, at, blank in self._asked(line, whose)}

    def _asked(self, line: BudgetLine, whose: str) -> Iterator[tuple[str, Span, Blank]]:
        for field, label in _FIELDS.items():
            value: Quantity | None = getattr(line, field)
            if value is not None:
                asks = f"{self.year}年{whose}" + ("" if whose.endswith(label) else f"的{label}")
                yield label, value.span, self._blank(f"预算.{whose}.{label}", asks, value, about="预算")

    def blank(
        self, key: str, asks: str, last: Quantity | None = None, *, unit: str | None = None, about: str = ""
    ) -> str:
        """Return the mark of a blank; last year's value stands beside it."""
        return self.ink.mark([self._blank(key, asks, last, unit=unit, about=about)])

    def _blank(
        self, key: str, asks: str, last: Quantity | None = None, *, unit: str | None = None, about: str = ""
    ) -> Blank:
        return Blank(
            key=key,
            asks=asks,
            unit=unit or self._unit(last),
            last=last.text if last else None,
            source=(last.span,) if last else (),
            who=self.knowledge.parts.knows(about or asks),
        )

    def _carried(self, quantity: Quantity | None) -> str:
        return self.ink.said(plain(self.document.quote(quantity.span)), quantity.span) if quantity else ""

    def _unit(self, quantity: Quantity | None) -> str | None:
        return quantity.unit.name if quantity and quantity.unit else None
