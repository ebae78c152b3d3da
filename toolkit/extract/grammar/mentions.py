"""Every figure and date as a fact, and how many of the figures other facts use."""

import re
from collections.abc import Iterable, Iterator

from toolkit.extract.grammar.reading import BlockReading, Reading
from toolkit.records import Quantity, Unread
from toolkit.records.facts import (
    BudgetLine,
    Claim,
    Coverage,
    DateMention,
    Fact,
    Indicator,
    Mention,
    ScoreLine,
    TotalScore,
)

_CLAUSE = re.compile(r"[,;。!?:]")
_BARE_ROW = re.compile(r"[\d.,%\s|/:-]{3,}")


def mentions(reading: Reading) -> Iterator[Mention]:
    """Yield every figure with its label and role."""
    clause = 0
    for block in reading.blocks:
        for sentence in block.sentences:
            edge = sentence.start
            for item in sentence.items:
                clause += len(_CLAUSE.findall(block.flow.text, edge, item.token.start))
                edge = item.token.end
                yield Mention(
                    span=item.quantity.span,
                    label=item.label,
                    role=item.role,
                    quantity=item.quantity,
                    period=item.dated.period if item.dated else None,
                    sign=item.sign,
                    clause=clause,
                    sentence=sentence.number,
                )
            clause += 1


def date_mentions(reading: Reading) -> Iterator[DateMention]:
    """Yield every date and period."""
    for block in reading.blocks:
        for day in block.dated:
            yield DateMention(
                span=block.flow.span(day.start, day.end),
                text=block.flow.text[day.start : day.end],
                period=day.period,
                fault=day.fault,
            )


def coverage(reading: Reading, facts: Iterable[Fact]) -> Coverage:
    """Count the figures, those that facts use, and name what looks like data and was not read."""
    figures = {f.quantity.span.start for f in facts if isinstance(f, Mention)}
    used = used_figures(facts)
    spans = [f.span for f in facts if isinstance(f, Indicator | ScoreLine | BudgetLine)]
    unread = [
        Unread(span=block.flow.span(bad.start, bad.end), why=bad.why)
        for block in reading.blocks
        for bad in block.malformed
    ]
    unread += reading.document.unread
    covered = {s.start for s in spans}
    unread += [u for block in reading.blocks if (u := _unread_row(block, used, covered))]
    return Coverage(
        figures=len(figures), in_facts=len(figures & used), unread=tuple(sorted(unread, key=lambda u: u.span))
    )


def used_figures(facts: Iterable[Fact]) -> set[int]:
    """Return where the figures begin that facts are made of."""
    return {quantity.span.start for fact in facts for quantity in _quantities(fact)}


def _unread_row(block: BlockReading, used: set[int], covered: set[int]) -> Unread | None:
    """Tell of a block that is nothing but figures of which no fact came: a table flattened into lines."""
    if not block.tokens or block.flow.span(0, len(block.flow.text)).start in covered:
        return None
    if any(token.quantity.span.start in used for token in block.tokens):
        return None
    if not _BARE_ROW.fullmatch(block.flow.text) and not block.block.cells:
        return None
    return Unread(span=block.block.span, why="像是表格里的数据，读不出属于哪一行哪一列")


def _quantities(fact: Fact) -> Iterator[Quantity]:
    match fact:
        case Claim():
            yield from (o.quantity for o in fact.operands if len(fact.operands) > 1)
        case Indicator():
            yield from (q for q in (fact.target, fact.actual, fact.completion, fact.full, fact.got) if q)
        case ScoreLine() | TotalScore():
            yield from (q for q in (fact.full, fact.got) if q)
        case BudgetLine():
            yield from (q for q in (fact.budgeted, fact.income, fact.spent, fact.rate) if q)
