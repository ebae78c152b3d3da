"""Totals of a scoring form and the marks that should add up to them, as the checks of full marks and scores see it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from toolkit.arithmetic import of_product
from toolkit.knowledge import Knowledge
from toolkit.records import Document, Quantity, Recomputation, Span
from toolkit.records.facts import Facts, Indicator, Mention, Role, ScoreLine, TotalScore

Marked = ScoreLine | Indicator
Which = Callable[[Marked | TotalScore], Quantity | None]

_OVERALL = re.compile("^(?:合计|总计|总分|总得分|共计|自评总分)")
_BONUS = re.compile("加分|附加|奖励")
_BRACKETED = re.compile("[(（][^)）]*[)）]")
_END = 1 << 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A stated total, and the ways the marks of the document can be read as its parts, the fullest first."""

    name: str
    stated: Quantity
    readings: tuple[tuple[Marked, ...], ...]


def full(marked: Marked | TotalScore) -> Quantity | None:
    """Return the full mark."""
    return _number(marked.full)


def got(marked: Marked | TotalScore) -> Quantity | None:
    """Return the score."""
    return _number(marked.got)


def totals(facts: Facts, which: Which) -> Iterator[Total]:
    """Yield the document's total, the totals of its tables, and those of its sections."""
    lines = facts.of(ScoreLine)
    items = [line for line in lines if not line.summary]
    heads = [line for line in lines if line.summary and not _OVERALL.match(_bare(line.name))]
    rows = [i for i in facts.of(Indicator) if i.full is not None or i.got is not None]
    form = _Form(which, items, rows)
    for total in facts.of(TotalScore):
        if stated := which(total):
            yield Total(name="总分", stated=stated, readings=form.readings(Span(0, _END), heads))
    start = 0
    for line in lines:
        if line.summary and _OVERALL.match(_bare(line.name)) and (stated := which(line)):
            yield Total(name=_bare(line.name), stated=stated, readings=form.readings(Span(start, line.span.start)))
            start = line.span.end
    for head in heads:
        if stated := which(head):
            mine = [item for item in items if _is_under(facts, item, _bare(head.name))]
            readings = _Form(which, mine, rows).readings(Span(0, _END), rowless=True)
            yield Total(name=_bare(head.name), stated=stated, readings=readings)
    yield from _of_levels(which, lines, rows)


def is_all_read(document: Document, facts: Facts) -> bool:
    """Tell whether no full mark, and no row of a table of marks, stands outside the marks that were read.

    各4分 is no item's own mark; a row without figures is a head.
    """
    spans = [fact.span for kind in (ScoreLine, Indicator, TotalScore) for fact in facts.of(kind)]
    loose = [m.span for m in facts.of(Mention) if m.role is Role.FULL and not any(s.covers(m.span) for s in spans)]
    if not all(document.settled.startswith(("各", "每"), max(span.start - 1, 0)) for span in loose):
        return False
    marked = {block.table for span in spans if (block := document.block(span.start)) and block.table is not None}
    rows = [b.span for b in document.blocks if b.table in marked and any(map(str.isdigit, document.quote(b.span)))]
    return all(any(row.overlaps(span) for span in spans) for row in rows)


def made_of_rate(facts: Facts, knowledge: Knowledge, item: Marked) -> tuple[Quantity, Recomputation] | None:
    """Return the rate of the text that times the full mark gives the score: 支出率 99.74% of 10分."""
    score, most = got(item), full(item)
    if score is None or most is None:
        return None
    for mention in facts.of(Mention):
        rate = mention.quantity
        told = rate.percent and mention.role in {Role.RATE, Role.COMPLETION}
        if told and _is_same_rate(knowledge, _bare(item.name), _bare(mention.label)):
            judgement = of_product(score, [most, rate])
            if judgement is not None and judgement.verdict.holds:
                recomputed = f"{judgement.recomputed}分"
                return rate, Recomputation(formula=judgement.formula, stated=score.text, recomputed=recomputed)
    return None


def _is_same_rate(knowledge: Knowledge, item: str, label: str) -> bool:
    """Tell whether an item is scored by a rate: it ends in its name, or both are names of budget execution."""
    own = item if item.endswith("率") else f"{item.removesuffix('情况')}率"
    spending = next((base.rates for base in knowledge.bases.base if "预算执行率" in base.rates), ())
    named = len(label) > 2 and (own.endswith(label) or label.endswith(own))
    return named or (own.endswith(spending) and label.endswith(spending))


def _of_levels(which: Which, lines: tuple[ScoreLine, ...], rows: list[Indicator]) -> Iterator[Total]:
    """Yield the score of a class of indicators (产出指标 50分) with the marks of its indicators."""
    for line in lines:
        mine = [row for row in rows if row.level1 and _bare(line.name) in {row.level1, row.level1.removesuffix("指标")}]
        if stated := which(line):
            yield Total(name=_bare(line.name), stated=stated, readings=_summands(which, mine))


@dataclass(frozen=True, slots=True)
class _Form:
    """The items of a form, and the indicators that have marks of their own."""

    which: Which
    items: list[ScoreLine]
    rows: list[Indicator]

    def readings(
        self, within: Span, heads: Sequence[ScoreLine] = (), *, rowless: bool = False
    ) -> tuple[tuple[Marked, ...], ...]:
        """Return the lists that may add up to a total: items, items with indicators, indicators, sections."""
        items = [item for item in self.items if within.covers(item.span)]
        rows = [] if rowless else [row for row in self.rows if within.covers(row.span)]
        return _summands(self.which, self._with_own_rows(items), [*items, *rows], rows, heads)

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


def _summands(which: Which, *lists: Sequence[Marked]) -> tuple[tuple[Marked, ...], ...]:
    """Return the lists of two marks and more, none of them missing, bonus items left out; each but once."""
    kept = [tuple(m for m in each if not _BONUS.search(m.name)) for each in lists]
    whole = [each for each in kept if len(each) > 1 and all(which(m) for m in each)]
    return tuple(dict.fromkeys(whole))


def _is_under(facts: Facts, item: ScoreLine, name: str) -> bool:
    """Tell whether an item stands in the section of that name."""
    titles = [_BRACKETED.sub("", _bare(heading.title)) for heading in facts.path(item.span.start)]
    return item.section == name or any(title.startswith(name) for title in titles)


def _number(quantity: Quantity | None) -> Quantity | None:
    return quantity if quantity is not None and quantity.value is not None else None


def _bare(name: str) -> str:
    return "".join(name.split())
