"""Totals of a scoring form and the marks that should add up to them, as the checks of full marks and scores see it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from toolkit.arithmetic import Judgement, as_printed, of_difference, of_product, of_sum
from toolkit.audit import Dossier
from toolkit.checks.once import once
from toolkit.checks.passages import passage
from toolkit.knowledge import Knowledge
from toolkit.knowledge.patterns import one_of
from toolkit.records import Document, Quantity, Recomputation, Span
from toolkit.records.facts import (
    BudgetLine,
    Facts,
    Indicator,
    Marked,
    Mention,
    Role,
    ScoreLine,
    TotalScore,
    core_name,
    full,
    got,
)

Which = Callable[[Marked | TotalScore], Quantity | None]

_BRACKETED = re.compile("[(（][^)）]*[)）]")
_SIDE = re.compile("(?:方面|情况|管理|指标|工作)+$")
_RULES = ("制度执行", "制度执行情况", "制度执行率", "政策执行", "政策执行情况")  # what is executed is no money
_OF_BUDGET = re.compile("(?:完成|执行|占)(?:全年|年度|调整后?)?预算数?的$")
_AHEAD = 12
_END = 1 << 60
_ALL = 100  # per cent
_MOST = 80  # marks that no single part of a form has


Reading = tuple[tuple[Marked, ...], Judgement]


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A stated total, and the ways to read the marks of the document as its parts, each judged, the fullest first.

    They go no further than the first that adds up.
    """

    name: str
    stated: Quantity
    readings: tuple[Reading, ...]

    @property
    def holds(self) -> bool:
        """Tell whether some marks add up to it."""
        return any(judgement.verdict.holds for _, judgement in self.readings)

    @property
    def nearest(self) -> Reading:
        """Return the reading that comes closest: the items of the prose alone are no rival of them with a table's."""
        stated = as_printed(self.stated).lo
        return min(self.readings, key=lambda reading: reading[1].computed.distance(stated))

    def like(self, other: "Total") -> Reading:
        """Return the reading of the same marks that add up to another total, or the nearest."""
        same = other.readings[-1][0] if other.holds else ()
        return next((reading for reading in self.readings if reading[0] == same), self.nearest)


@once
def full_totals(dossier: Dossier) -> tuple[Total, ...]:
    """Return the full marks that the document gives for the whole, for its tables and its sections."""
    return tuple(_totals(dossier, full))


@once
def got_totals(dossier: Dossier) -> tuple[Total, ...]:
    """Return the scores that the document gives for the whole, for its tables and its sections."""
    return tuple(_totals(dossier, got))


def _totals(dossier: Dossier, which: Which) -> Iterator[Total]:
    facts, words = dossier.facts, dossier.knowledge.scores
    bonus = one_of(words.bonus.words)
    lines = facts.of(ScoreLine)
    items = _single(dossier.knowledge, [line for line in lines if not line.summary])
    sums = [line for line in lines if line.summary and _bare(line.name).startswith(words.overall.words)]
    heads = [line for line in lines if line.summary and line not in sums]
    rows = [i for i in facts.of(Indicator) if i.full is not None or i.got is not None]
    form = _Form(which, bonus, items, rows, dossier.document)
    listed = _listed(dossier.document, [line for line in lines if line not in sums])
    for total in facts.of(TotalScore):
        if stated := which(total):
            lists = form.readings(Span(0, _END), heads)
            table = form.readings(_form_of(dossier.document, total), heads)
            yield form.total("总分", stated, [*table, *lists, *listed])
    forms = _forms(dossier.document, lines)
    start = 0
    for line in sums:
        if stated := which(line):
            yield form.total(line.name, stated, form.readings(Span(start, line.span.start)))
            start = line.span.end
    for line in lines:
        if line in sums or not (stated := which(line)):
            continue
        name = _bare(line.name)
        mine = [item for item in items if _is_under(facts, item, name)] if line.summary else []
        mine = [item for item in mine if item.section == name or _table(dossier.document, item) not in forms]
        lists = _Form(which, bonus, mine, rows, dossier.document).readings(Span(0, _END), rowless=True)
        of_class = [row for row in rows if row.level1 in {name, f"{name}指标"}]  # 产出指标 50分
        below = [row for row in rows if _is_below(facts, row, name)] if mine else []
        mixed = [_in_order([*mine, *below])] if below else []  # 招生人数 with target and actual, 教学质量 without
        yield form.total(name, stated, [*mixed, *lists, of_class, *_listed(dossier.document, mine)])


def _single(knowledge: Knowledge, lines: Sequence[ScoreLine]) -> list[ScoreLine]:
    """Return the lines, the score of budget execution once: a report gives it with the budget and again with the rest.

    There it may stand under a heading of its own (预算执行情况…按10分计算，得9.80分).
    """
    kept: list[ScoreLine] = []
    told: set[tuple[object, ...]] = set()
    for line in lines:
        most, score = full(line), got(line)
        marks = (most and most.value, score and score.value)
        if is_spending(knowledge, line.name):
            if marks in told:
                continue
            told.add(marks)
        kept.append(line)
    return kept


def _listed(document: Document, lines: Sequence[ScoreLine]) -> list[list[ScoreLine]]:
    """Return the lists that lines stand in: of one section, of one table, and those of the prose.

    A report gives its marks in the conclusion, again item by item and once more in an annex: each list is whole.
    """
    lists: dict[tuple[int | None, str | None], list[ScoreLine]] = {}
    for line in lines:
        table = _table(document, line)
        lists.setdefault((table, line.section), []).append(line)
        if not line.summary:
            lists.setdefault((table, ""), []).append(line)
    return list(lists.values())


def _table(document: Document, marked: Marked) -> int | None:
    """Return the table that a mark stands in."""
    block = document.block(marked.span.start)
    return block.table if block is not None else None


def _form_of(document: Document, total: TotalScore) -> Span:
    """Return the table in whose last row a total stands: it adds up that table, whatever prose says again."""
    block = document.block(total.span.start)
    if block is None or block.table is None:
        return Span(0, 0)
    rows = [row.span for row in document.blocks if row.table == block.table]
    return rows[0].hull(rows[-1])


def _forms(document: Document, lines: Sequence[ScoreLine]) -> set[int]:
    """Return the tables that hold a form of all parts: below the heading of one, their rows are not all its own."""
    sums: dict[int, Decimal] = {}
    for line in lines:
        most, table = full(line), _table(document, line)
        if table is not None and not line.summary and most is not None and most.value is not None:
            sums[table] = sums.get(table, Decimal(0)) + most.value
    return {table for table, marks in sums.items() if marks >= _MOST}


def is_all_read(document: Document, facts: Facts) -> bool:
    """Tell whether no full mark, and no row of a table of marks, stands outside the marks that were read.

    各4分 is no item's own mark; a row without figures is a head.
    """
    kinds = (ScoreLine, Indicator, TotalScore)
    fulls = [m.span for m in facts.of(Mention) if m.role is Role.FULL]
    loose = [span for span in fulls if not any(facts.cover(kind, span) for kind in kinds)]
    if not all(document.settled.startswith(("各", "每"), max(span.start - 1, 0)) for span in loose):
        return False
    spans = [fact.span for kind in kinds for fact in facts.of(kind)]
    marked = {block.table for span in spans if (block := document.block(span.start)) and block.table is not None}
    rows = [b.span for b in document.blocks if b.table in marked and any(map(str.isdigit, document.quote(b.span)))]
    return all(any(row.overlaps(span) for span in spans) for row in rows)


def made_of_rate(dossier: Dossier, item: Marked) -> tuple[Quantity, Recomputation] | None:
    """Return the rate of the text that times the full mark gives the score: 支出率 99.74% of 10分."""
    score, most = got(item), full(item)
    if score is None or most is None:
        return None
    name = _bare(item.name)
    for label, rate in (*_told_rates(dossier.facts), *_done_of_budget(dossier)):
        if _is_same_rate(dossier.knowledge, name, label):
            if as_printed(score) == as_printed(most) and as_printed(rate).hi < _ALL:
                continue  # full marks for a rate that is good enough
            judgement = of_product(score, [most, rate])
            if judgement is not None and judgement.verdict.holds:
                recomputed = f"{judgement.recomputed}分"
                return rate, Recomputation(formula=judgement.formula, stated=score.text, recomputed=recomputed)
    return None


def made_of_loss(dossier: Dossier, item: Marked) -> tuple[Quantity, Recomputation] | None:
    """Return the points said to be lost that the full mark without them gives the score: 扣2分."""
    score, most = got(item), full(item)
    if score is None or most is None:
        return None
    for mention in dossier.facts.of(Mention):
        lost = mention.quantity
        if not mention.label.endswith(dossier.knowledge.scores.lost.words) or lost.unit is None:
            continue
        judgement = of_difference(lost, most, score) if lost.unit == score.unit else None
        if judgement is not None and judgement.verdict.holds:
            recomputed = f"{judgement.recomputed}分"
            return lost, Recomputation(formula=judgement.formula, stated=lost.text, recomputed=recomputed)
    return None


@once
def _told_rates(facts: Facts) -> list[tuple[str, Quantity]]:
    """Return the rates of the text with what they are called."""
    told = (m for m in facts.of(Mention) if m.quantity.percent and m.role in {Role.RATE, Role.COMPLETION})
    executed = [("预算执行率", line.rate) for line in facts.of(BudgetLine) if line.rate and line.rate.value is not None]
    return [*((_bare(m.label), m.quantity) for m in told), *executed]


@once
def _done_of_budget(dossier: Dossier) -> list[tuple[str, Quantity]]:
    """Return the rates of budget execution that are told in words: 支出4251万元，完成预算的98.27%."""
    rates = [m.quantity for m in dossier.facts.of(Mention) if m.quantity.percent]
    told = (rate for rate in rates if _OF_BUDGET.search(passage(dossier.document, rate.span).before(_AHEAD)))
    return [("预算完成率", rate) for rate in told]


def _is_same_rate(knowledge: Knowledge, item: str, label: str) -> bool:
    """Tell whether an item is scored by a rate: it ends in its name, or both are names of budget execution."""
    item = item.removesuffix("指标")
    if item.endswith(_RULES):
        return False
    own = item if item.endswith("率") else f"{item.removesuffix('情况')}率"
    spending = _spending_rates(knowledge)
    named = len(label) > 2 and (own.endswith(label) or label.endswith(own))
    return named or (own.endswith(spending) and label.endswith(spending))


def is_spending(knowledge: Knowledge, item: str) -> bool:
    """Tell whether an item of the rubric is named after budget execution: 预算执行, 预算支出率指标, 预算执行方面."""
    core = _SIDE.sub("", _bare(item))
    return f"{core.removesuffix('率')}率".endswith(_spending_rates(knowledge))


@once
def _spending_rates(knowledge: Knowledge) -> tuple[str, ...]:
    """Return the names of budget execution."""
    return next((base.rates for base in knowledge.bases.base if "预算执行率" in base.rates), ())


@dataclass(frozen=True, slots=True)
class _Form:
    """The items of a form, and the indicators that have marks of their own."""

    which: Which
    bonus: re.Pattern[str]
    items: list[ScoreLine]
    rows: list[Indicator]
    document: Document

    def readings(
        self, within: Span, heads: Sequence[ScoreLine] = (), *, rowless: bool = False
    ) -> list[Sequence[Marked]]:
        """Return the lists that may add up to a total: items, items with indicators, indicators, sections."""
        items = [item for item in self.items if within.covers(item.span)]
        rows = [] if rowless else [row for row in self.rows if within.covers(row.span)]
        return [self._with_own_rows(items), [*items, *rows], rows, heads]

    def total(self, name: str, stated: Quantity, lists: Sequence[Sequence[Marked]]) -> Total:
        """Judge a total by its lists of two marks and more, none of them missing; without bonus items, then with."""
        kept = [tuple(m for m in each if not self.bonus.search(m.name)) for each in lists]
        bonus = [item for item in self.items if self.bonus.search(item.name)]
        beside = [[each] for each in bonus] + ([bonus] if len(bonus) > 1 else [])
        more = [(*each, *some) for each in kept if each for some in beside]
        readings: list[Reading] = []
        for parts in dict.fromkeys(each for each in (*kept, *more) if len(each) > 1):
            marks = [mark for part in parts if (mark := self.which(part))]
            if (
                len(marks) == len(parts)
                and not self._repeats(parts)
                and (judgement := of_sum(stated, [(1, mark) for mark in marks]))
            ):
                readings.append((parts, judgement))
                if judgement.verdict.holds:
                    break
        return Total(name=_bare(name), stated=stated, readings=tuple(readings))

    def _repeats(self, parts: Sequence[Marked]) -> bool:
        """Tell whether a list holds an item both in prose and in a table, or in two tables: it is there twice."""
        tables: dict[tuple[str, object], set[int | None]] = {}
        for part in parts:
            most = full(part)
            key = (core_name(part.name), most.value if most else None)
            tables.setdefault(key, set()).add(_table(self.document, part))
        return any(len(each) > 1 for each in tables.values())

    def _with_own_rows(self, items: list[ScoreLine]) -> list[Marked]:
        """Return the items, one without a mark of its own replaced by the indicators that follow it."""
        out: list[Marked] = []
        for item in items:
            if self.which(item):
                out.append(item)
                continue
            end = min((i.span.start for i in self.items if i.span.start > item.span.start), default=_END)
            out += [row for row in self.rows if item.span.start < row.span.start < end] or [item]
        return out


def _is_under(facts: Facts, item: ScoreLine, name: str) -> bool:
    """Tell whether an item stands in the section of that name."""
    return item.section == name or _is_below(facts, item, name)


def _is_below(facts: Facts, item: Marked, name: str) -> bool:
    """Tell whether a heading above an item begins with a name."""
    titles = [_BRACKETED.sub("", _bare(heading.title)) for heading in facts.path(item.span.start)]
    return any(title.startswith(name) for title in titles)


def _in_order(marks: Sequence[Marked]) -> list[Marked]:
    return sorted(marks, key=lambda each: each.span.start)


def _bare(name: str) -> str:
    return "".join(name.split())
