"""Figures of the text that follow from others: shares, growth and totals that held last year are computed this year."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from toolkit.arithmetic import agrees, derived_growth, derived_share, sums_to
from toolkit.records import Quantity, Span
from toolkit.records.draft import Blank, Draft, DraftSection, Formula, FormulaKind, Paragraph, Run, Table
from toolkit.records.facts import Claim, Facts, GrowthClaim, RatioClaim, SumClaim

_NUMBER = re.compile(r"[\d,]+\.\d+")
_MANY = 5  # digits without zeros at the end
_PARTS = 2  # a total has at the least


def related(draft: Draft, facts: Facts) -> Draft:
    """Return the draft with a formula on every blank that follows from other blanks, as last year's figure did."""
    keys = {span: blank.key for blank in draft.blanks() for span in blank.source}
    form = draft.form()
    formulas: dict[str, Formula] = {}
    for claim in facts.of(Claim):
        for value, formula in _formulas(claim, keys):
            key = keys.get(value.span)
            if key is not None and form[key].formula is None and key not in formula.of:
                formulas.setdefault(key, formula)
    for key, formula in _said_again(form.values()):
        if form[key].formula is None:
            formulas.setdefault(key, formula)
    return replace(draft, sections=tuple(_section(section, formulas) for section in draft.sections))


def _formulas(claim: Claim, keys: Mapping[Span, str]) -> Iterator[tuple[Quantity, Formula]]:
    """Yield the figure that a claim states, and how it follows; nothing where it did not follow last year."""

    def of(*roles: str) -> tuple[str, ...] | None:
        spans = [operand.quantity.span for role in roles for operand in claim.all(role)]
        known = tuple(keys[span] for span in spans if span in keys)
        return known if len(known) == len(spans) else None

    def figures(role: str) -> list[Quantity]:
        return [operand.quantity for operand in claim.all(role)]

    value, total = claim.one("value"), claim.one("total")
    if isinstance(claim, RatioClaim) and value and (whole := claim.one("whole")) and (terms := of("part", "whole")):
        share = derived_share(figures("part"), whole)
        if value.percent and len(terms) > 1 and not claim.complement and share is not None and agrees(value, share):
            yield value, Formula(kind=FormulaKind.SHARE, of=terms, places=value.places)
    elif isinstance(claim, GrowthClaim) and value and (terms := of("current", "base")) and len(terms) == _PARTS:
        growth = derived_growth(figures("current")[0], figures("base")[0])
        if value.percent and claim.years == 1 and not claim.falls and growth is not None and agrees(value, growth):
            yield value, Formula(kind=FormulaKind.GROWTH, of=terms, places=value.places)
    elif isinstance(claim, SumClaim) and total and (terms := of("part")) and sums_to(figures("part"), total):
        yield total, Formula(kind=FormulaKind.SUM, of=terms, places=total.places, firm=claim.complete)


def _said_again(blanks: Iterable[Blank]) -> Iterator[tuple[str, Formula]]:
    """Yield the blanks of a figure that the report said before: too many digits are the same to be chance."""
    first: dict[tuple[str, str], str] = {}
    for blank in blanks:
        number = _NUMBER.match(blank.last or "")
        digits = (number.group().replace(",", "") if number else "").rstrip("0")
        if blank.unit is None or len(digits.replace(".", "").lstrip("0")) < _MANY:
            continue
        told = first.setdefault((digits, blank.unit), blank.key)
        if told != blank.key:
            yield blank.key, Formula(kind=FormulaKind.SUM, of=(told,), places=blank.places, firm=False)


def _section(section: DraftSection, formulas: Mapping[str, Formula]) -> DraftSection:
    def run(one: Run) -> Run:
        known = formulas.get(one.key) if isinstance(one, Blank) else None
        return replace(one, formula=known) if isinstance(one, Blank) and known else one

    def part(one: Paragraph | Table) -> Paragraph | Table:
        if isinstance(one, Paragraph):
            return Paragraph(runs=tuple(map(run, one.runs)))
        return Table(rows=tuple(tuple(tuple(map(run, cell)) for cell in row) for row in one.rows))

    return replace(section, content=tuple(map(part, section.content)))
