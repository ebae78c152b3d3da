"""The figures of last year's report as rows of next year's: what carries over, and a blank for each that must come."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TypedDict, Unpack

from toolkit.arithmetic import as_printed, of_rates
from toolkit.draft.basis import Basis
from toolkit.draft.carry import THIS_YEAR, plain
from toolkit.draft.ink import Ink, Mark
from toolkit.draft.keys import Keys
from toolkit.draft.rests import rests_on
from toolkit.knowledge import Knowledge
from toolkit.records import BlockKind, Document, Op, Quantity, Span
from toolkit.records.draft import Blank, Formula, FormulaKind, Run
from toolkit.records.facts import (
    BudgetLine,
    Fact,
    Facts,
    Heading,
    Indicator,
    Mention,
    RubricFit,
    ScoreLine,
    TotalScore,
)

_WHOLE = Decimal(100)
_BRACKET = re.compile(r"[（(][^）)]*[）)]")
_FIELDS = {"budgeted": "预算数", "income": "收入", "spent": "支出", "rate": "执行率"}


class _More(TypedDict, total=False):
    """What a blank may have besides: see `Blank`."""

    brief: str | None
    lead: str
    formula: Formula | None
    target: Quantity | None
    most: Quantity | None


class _Told(_More, total=False):
    """What a question says besides: the unit where last year's figure has none, and the name that tells who knows."""

    unit: str | None
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An indicator, score or budget line in marks, ready for a template; ``""`` where the report has nothing.

    ``parts`` are the figures that a rate rests on, each behind its name; ``basis`` what a score rests on, in prose.
    """

    name: str
    category: str = ""
    target: str = ""
    last: str = ""
    actual: str = ""
    completion: str = ""
    full: str = ""
    got: str = ""
    reason: str = ""
    basis: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    parts: tuple[tuple[str, str], ...] = ()


class Figures:
    """Makes the rows of one draft. What follows from other figures says so: it is computed, not asked."""

    def __init__(self, document: Document, facts: Facts, knowledge: Knowledge, ink: Ink, year: int) -> None:
        self.document, self.facts, self.knowledge, self.ink, self.year = document, facts, knowledge, ink, year
        self.keys = Keys()
        listed = facts.of(Indicator)
        self._indicators = {i.span: self._own(f"指标.{plain(i.name)}", i, i.target) for i in listed}
        self._rests = {i.span: rests_on(i, document, facts) for i in listed}
        names = {i.name for i in listed}
        # A line of the score table that is an indicator has the indicator's score.
        lines = [s for s in facts.of(ScoreLine) if not (s.summary or s.name in names or self._adds_up(s))]
        self._scores = {s.span: self._own(f"得分.{plain(s.name)}", s, s.full) for s in lines}
        self._budgets = {b.span: self._own(f"预算.{self._whose(b)}", b, b.budgeted) for b in facts.of(BudgetLine)}
        done = [i.completion for i in listed if i.completion is not None and i.completion.value is not None]
        self._capped = all(as_printed(rate).lo <= _WHOLE for rate in done)
        rates = [i.actual.places for i in listed if i.actual is not None and i.actual.percent]
        self._rate_places = max(rates, default=2)
        self._places = max((rate.places for rate in done), default=2)

    def _own(self, key: str, fact: Fact, told_by: Quantity | None) -> str:
        """Give a fact its key; two that say the same of the same, in a table and beside it, are one."""
        category = getattr(fact, "category", None)
        return self.keys.own(key, (type(fact), category, plain(told_by.text) if told_by else None))

    def _adds_up(self, line: ScoreLine) -> bool:
        """Tell whether a line has the name of a heading above indicators that are scored themselves."""
        bodies = self._bodies.get(plain(line.name), [])
        return any(one.full and one.got for body in bodies for one in self.facts.within(Indicator, body))

    @cached_property
    def _bodies(self) -> dict[str, list[Span]]:
        """What stands under the headings, by their titles without brackets."""
        found: dict[str, list[Span]] = {}
        for heading in self.facts.of(Heading):
            found.setdefault(_BRACKET.sub("", plain(heading.title)), []).append(heading.body)
        return found

    def indicator(self, one: Indicator, *, explained: bool = False) -> Row:
        """Return an indicator: what was reached is asked for, where they were ``explained`` why a target was missed."""
        unit = self._unit(one.actual) or self._unit(one.target)
        key, name = self._indicators[one.span], plain(one.name)
        asked = f"{self.year}年{name}"
        parts, follows = self._rests_on(one, key, asked)
        done = Formula(
            kind=FormulaKind.COMPLETION,
            of=(f"{key}.实际值",),
            given=one.target,
            places=self._places,
            capped=self._capped,
            lower=self.lower_is_better(one),
        )
        return Row(
            name=self.ink.said(name, one.name_span),
            category=one.category or one.level1 or "",
            target=self._carried(one.target)
            or self._asked(f"{key}.目标值", f"{asked}的年度目标值", unit=unit, about=one.name, brief="年度目标值"),
            last=self._carried(one.actual),
            actual=self.ink.mark([self._actual(one, key, follows)]),
            completion=self._asked(
                f"{key}.完成率",
                f"{asked}的指标完成率",
                one.completion,
                brief="完成率",
                unit="%",
                about=one.name,
                formula=done if one.target else None,
            ),
            full=self._carried(one.full),
            got=self._asked(
                f"{key}.得分",
                f"{asked}的自评得分",
                one.got,
                brief="自评得分",
                unit="分",
                about=one.name,
                formula=self._earned(one.full, (f"{key}.完成率",), one.got) if self._by_completion else None,
                most=one.full,
            )
            if one.full is not None
            else "",
            reason=self._reason(key, asked, one.full, about="", brief="没有达到目标的写原因和改进措施")
            if explained
            else "",
            parts=self._parts(one, parts),
        )

    def _parts(self, one: Indicator, blanks: list[Blank]) -> tuple[tuple[str, str], ...]:
        """Return names and blanks of what a rate rests on, where the indicator itself says it."""
        rest = self._rests[one.span]
        if rest is None or rest.apart:
            return ()
        marks = [self.ink.mark([blank]) for blank in blanks]
        names = [self.ink.said(label, rest.claim.span) for label, _ in rest.parts]
        return tuple(zip(names, marks, strict=True))

    def is_scored(self, line: ScoreLine) -> bool:
        """Tell whether a line is an item of its own: no sum of others, and no indicator that has a row already."""
        return line.span in self._scores

    def score(self, line: ScoreLine, rests: Basis) -> Row:
        """Return an item of the rubric: name and full score carry over, what was scored, and on what, is asked for."""
        key, name = self._scores[line.span], plain(line.name)
        return Row(
            name=self.ink.said(name, line.name_span),
            full=self._carried(line.full)
            or self._asked(f"{key}.分值", f"{name}的分值", unit="分", about=name, brief="分值"),
            last=self._carried(line.got),
            got=self._asked(
                f"{key}.得分",
                f"{self.year}年{name}的自评得分",
                line.got,
                brief="自评得分",
                unit="分",
                about=name,
                formula=self._ruled(line) or rests.formula,
                most=line.full,
            ),
            basis=self.ink.mark(rests.runs) if rests.runs else "",
            reason=self._reason(key, f"{self.year}年{name}", line.full, about=name, lead=not self._in_table(line))
            if line.full
            else "",
        )

    def scored(self, line: ScoreLine) -> dict[Span, Run]:
        """Return what stands for an item's full score and points, by their places: for a table that has more."""
        if not self.is_scored(line):
            return {}
        row = self.score(line, Basis())
        cells = ((line.full, row.full), (line.got, row.got))
        return {quantity.span: self.ink.runs(mark)[0] for quantity, mark in cells if quantity}

    def _reason(
        self,
        key: str,
        asked: str,
        full: Quantity | None,
        *,
        about: str,
        lead: bool = False,
        brief: str = "没有得满分的写失分原因",
    ) -> str:
        """Return the blank of why points were lost; in a sentence it brings the words before it along."""
        return self._asked(
            f"{key}.失分原因",
            f"{asked}没有得满分的原因",
            about=about,
            brief=brief,
            lead="失分原因：" if lead else "",
            formula=Formula(kind=FormulaKind.FULL, of=(f"{key}.得分",), given=full) if full else None,
        )

    def _in_table(self, line: ScoreLine) -> bool:
        block = self.document.block(line.span.start)
        return block is not None and block.kind is BlockKind.ROW

    def budget(self, line: BudgetLine, told: Container[Span] = ()) -> Row:
        """Return a budget line with a blank for each figure that it had; those of ``told`` have theirs in the prose."""
        asked = (field for field in self._of_budget(line) if field[1] not in told)
        fields = tuple((label, self.ink.mark([blank])) for label, _, blank in asked)
        return Row(name=self.ink.said(self._whose(line), line.span), fields=fields)

    def asked(self, line: BudgetLine) -> dict[Span, Blank]:
        """Return the blanks of a budget line by the place of last year's figures."""
        return {at: blank for _, at, blank in self._of_budget(line)}

    def _of_budget(self, line: BudgetLine) -> Iterator[tuple[str, Span, Blank]]:
        key, whose = self._budgets[line.span], self._whose(line)
        for field, label in _FIELDS.items():
            value: Quantity | None = getattr(line, field)
            if value is not None:
                asks = f"{self.year}年{whose}" + ("" if whose.endswith(label) else f"的{label}")
                follows = self._spent_of(key, line) if field == "rate" else None
                blank = self._blank(f"{key}.{label}", asks, value, about="预算", formula=follows, brief=THIS_YEAR)
                yield label, value.span, blank

    def total(self) -> Mark:
        """Return the blank of the total score: the sum of all items, where they make up the whole."""
        total = next(iter(self.facts.of(TotalScore)), None)
        scored = {self._indicators[i.span]: i.full for i in self.facts.of(Indicator) if i.full}
        lines = [s for s in self.facts.of(ScoreLine) if s.span in self._scores]
        scored |= {self._scores[s.span]: s.full for s in lines if s.full}
        fulls = [full.value for full in scored.values() if full.value is not None]
        got, most = (total.got, total.full) if total else (None, None)
        whole = len(fulls) == len(scored) and sum(fulls) == (most.value if most else _WHOLE)
        places = max([got.places if got else 0, *(s.got.places for s in self.facts.of(ScoreLine) if s.got)], default=0)
        follows = Formula(kind=FormulaKind.SUM, of=tuple(f"{key}.得分" for key in scored), places=places)
        asks = f"{self.year}年自评总得分"
        return self._asked(
            "总分.得分", asks, got, unit="分", brief="总得分", formula=follows if whole else None, most=most
        )

    def blank(self, key: str, asks: str, *, unit: str | None = None, brief: str | None = None) -> Mark:
        """Return the mark of a blank that a template asks for; every call is a question of its own."""
        return self._asked(self.keys.own(key, object()), asks, unit=unit, brief=brief)

    def _asked(self, key: str, asks: str, last: Quantity | None = None, **told: Unpack[_Told]) -> Mark:
        return self.ink.mark([self._blank(key, asks, last, **told)])

    def _blank(
        self,
        key: str,
        asks: str,
        last: Quantity | None = None,
        *,
        unit: str | None = None,
        about: str = "",
        **more: Unpack[_More],
    ) -> Blank:
        return Blank(
            key=key,
            asks=asks,
            unit=unit or self._unit(last),
            last=last.text if last else None,
            source=(last.span,) if last else (),
            who=self.knowledge.parts.knows(about or asks),
            places=last.places if last else 0,
            **more,
        )

    def _rests_on(self, one: Indicator, key: str, asked: str) -> tuple[list[Blank], Formula | None]:
        """Return the blanks of what a rate rests on, and how it follows from them."""
        rest = self._rests[one.span]
        if rest is None:
            return [], None
        blanks = [
            self._blank(f"{key}.{label}", f"{asked}的“{label}”", part.quantity, about=one.name, brief=THIS_YEAR)
            for label, part in rest.parts
        ]
        of = tuple(blank.key for blank in reversed(blanks))
        return blanks, Formula(kind=rest.kind, of=of, places=self._rate_places)

    def explained(self) -> dict[Span, Blank]:
        """Return the blanks of figures that explain an indicator elsewhere, by their places, the indicator's too."""
        found: dict[Span, Blank] = {}
        for one in self.facts.of(Indicator):
            rest, key = self._rests[one.span], self._indicators[one.span]
            if rest is None or not rest.apart:
                continue
            parts, follows = self._rests_on(one, key, f"{self.year}年{plain(one.name)}")
            found |= {part.quantity.span: blank for (_, part), blank in zip(rest.parts, parts, strict=True)}
            value = rest.claim.one("value")
            if value is not None and follows is not None:
                found[value.span] = self._actual(one, key, follows)
        return found

    def _actual(self, one: Indicator, key: str, follows: Formula | None) -> Blank:
        return self._blank(
            f"{key}.实际值",
            f"{self.year}年{plain(one.name)}的实际完成值",
            one.actual,
            brief="实际完成值",
            unit=self._unit(one.actual) or self._unit(one.target),
            about=one.name,
            formula=follows,
            target=one.target,
        )

    def _spent_of(self, key: str, line: BudgetLine) -> Formula | None:
        if line.rate is None or line.spent is None or line.budgeted is None:
            return None
        return Formula(
            kind=FormulaKind.SHARE,
            of=(f"{key}.支出", f"{key}.预算数"),
            places=max(b.rate.places for b in self.facts.of(BudgetLine) if b.rate),
        )

    def _earned(self, full: Quantity | None, rates: tuple[str, ...], got: Quantity | None) -> Formula | None:
        if full is None or full.value is None or not rates:
            return None
        places = max(got.places if got else 0, 2)
        return Formula(kind=FormulaKind.SCORE, of=rates, given=full, places=places, firm=False)

    def _ruled(self, line: ScoreLine) -> Formula | None:
        """Return how the scoring form gives an item's points, where last year's points followed it too."""
        fit = next(iter(self.facts.of(RubricFit)), None)
        known = next((k for k in fit.known if k.line == line and not k.part), None) if fit else None
        form = self.knowledge.rubrics.named(fit.id) if fit else None
        entry = form.entry(known.block, known.entry) if form and known else None
        if entry is None or entry.rule is None or line.full is None or line.got is None:
            return None
        rates: dict[str, Quantity] = {}
        if entry.rule.kind == "mean":
            found = [i for i in self.facts.of(Indicator) if i.level1 in entry.rule.of]
            rates = {f"{self._indicators[i.span]}.完成率": i.completion for i in found if i.completion}
            if len(rates) < len(found):
                return None
        elif entry.rule.kind == "rate":
            named = [b for b in self.facts.of(BudgetLine) if b.rate and self._is_called(b.rate, entry.rule.of)]
            rates = {f"{self._budgets[b.span]}.{_FIELDS['rate']}": b.rate for b in named[:1] if b.rate}
        judged = of_rates(line.got, line.full, list(rates.values()), entry.rule.cap)
        return self._earned(line.full, tuple(rates), line.got) if judged and judged.verdict.holds else None

    def _is_called(self, rate: Quantity, names: tuple[str, ...]) -> bool:
        labels = [m.label for m in self.facts.within(Mention, rate.span)]
        return any(label.endswith(names) for label in map(plain, labels))

    @cached_property
    def _by_completion(self) -> bool:
        """Tell whether last year's indicators earned full score × rate of completion."""
        told = [i for i in self.facts.of(Indicator) if i.full and i.got and i.completion]
        judged = [of_rates(i.got, i.full, [i.completion], _WHOLE) for i in told if i.got and i.full and i.completion]
        holds = [judgement.verdict.holds for judgement in judged if judgement]
        return bool(holds) and 2 * sum(holds) > len(holds)

    def lower_is_better(self, one: Indicator) -> bool:
        """Tell whether less is better, by the sign of the target or by the indicator's name."""
        if one.target is not None and one.target.op in {Op.LE, Op.LT, Op.GE, Op.GT}:
            return one.target.op in {Op.LE, Op.LT}
        name = _BRACKET.sub("", plain(one.name))
        for entry in self.knowledge.directions.direction:
            ends = [end + more for end in entry.ends for more in ("", "率", "度")]
            if any(word in name for word in entry.holds) or name.endswith(tuple(ends)):
                return entry.better == "lower"
        return False

    def _whose(self, line: BudgetLine) -> str:
        name, fund = plain(line.name), plain(line.fund or "")
        return fund if name in fund or not name else f"{fund}{name}"

    def _carried(self, quantity: Quantity | None) -> str:
        return self.ink.said(plain(self.document.quote(quantity.span)), quantity.span) if quantity else ""

    def _unit(self, quantity: Quantity | None) -> str | None:
        return quantity.unit.name if quantity and quantity.unit else None
