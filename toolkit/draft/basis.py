"""What a score in prose rests on: the clauses between its full score and its points, with a blank for each figure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from toolkit.arithmetic import of_rates
from toolkit.draft.carry import DROPPED, Carrier, plain
from toolkit.records import Quantity, Span
from toolkit.records.draft import Blank, Filled, Formula, FormulaKind, Note, Run
from toolkit.records.facts import Mention, ScoreLine

_CLAUSE = re.compile(r"(?:[（(][^（）()]*[)）]|(?<=\d),(?=\d)|[^，；。,;])+[，；。,;]?")
_EDGES = re.compile(r"^[\s）)，；。,;、：:]+|[\s，；。,;、：:]+$")
_TURNS = re.compile(r"因|由于|未|没有|不足|不到|低于|超|增|减|降|扣|发现|得|主要|其余|仅|只有")
_POINTS = "分"
_SAID = "实际为"
_PARTS = ("；", "。", ";")
_CAP = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The words and blanks that go before the points, and how the points follow from them, where last year's did."""

    runs: tuple[Run, ...] = ()
    formula: Formula | None = None


def basis(carrier: Carrier, line: ScoreLine) -> Basis:
    """Return the clauses that only give figures; what explains or judges is this year's to write."""
    told = line.full is not None and line.got is not None and line.span.covers(line.full.span)
    if not told or not line.full or not line.got or line.full.span.end > line.got.span.start:
        return Basis()
    runs: list[Run] = []
    stop = ""
    for clause, end in _clauses(carrier, Span(line.full.span.end, line.got.span.start)):
        figures = _figures(carrier, clause)
        if figures and not _only_gives(carrier, clause, figures[-1]):
            carrier.notes.append(Note(text=DROPPED, source=(clause,)))
        elif figures:
            runs += [*([Filled(text=stop)] if runs else []), *carrier.rolled(clause)]
            stop = "，"
        stop = "；" if end in _PARTS else stop
    if runs and isinstance(runs[0], Blank):
        runs.insert(0, Filled(text=_SAID))  # 预算完成率（8分）98.42%
    return Basis(runs=tuple(runs), formula=_follows(carrier, runs, line))


def _clauses(carrier: Carrier, span: Span) -> Iterator[tuple[Span, str]]:
    """Yield the clauses of a stretch without the stops around them, each with the one behind it."""
    text = carrier.document.text
    for match in _CLAUSE.finditer(text, span.start, span.end):
        words = match.group()
        lead = _EDGES.match(words)
        start = match.start() + (lead.end() if lead else 0)
        end = match.start() + len(_EDGES.sub("", words)) + (lead.end() if lead else 0)
        if start < end:
            yield Span(start, end), words[-1]


def _figures(carrier: Carrier, clause: Span) -> list[Quantity]:
    """Return the figures of a clause but points."""
    told = [m.quantity for m in carrier.facts.within(Mention, clause)]
    return [one for one in told if one.unit is None or one.unit.name != _POINTS]


def _only_gives(carrier: Carrier, clause: Span, last: Quantity) -> bool:
    """Tell whether a clause gives figures and no more: it ends with one, or with the bracket that holds it."""
    words = plain(carrier.document.quote(clause))
    ends = not _EDGES.sub("", carrier.document.text[last.span.end : clause.end])
    return ends and not _TURNS.search(words) and not carrier.stale(clause)


def _follows(carrier: Carrier, runs: list[Run], line: ScoreLine) -> Formula | None:
    """Return the formula of points that are the full score times one of the rates told; a full score proves none."""
    if line.full is None or line.got is None or line.got.value == line.full.value:
        return None
    asked = {run.source[0]: run.key for run in runs if isinstance(run, Blank) and run.source}
    rates = [m.quantity for m in carrier.facts.within(Mention, line.span) if m.quantity.percent]
    judged = {rate.span: of_rates(line.got, line.full, [rate], _CAP) for rate in rates if rate.span in asked}
    held = [asked[at] for at, judgement in judged.items() if judgement is not None and judgement.verdict.holds]
    return Formula(kind=FormulaKind.SCORE, of=(held[0],), given=line.full, firm=False) if len(held) == 1 else None
