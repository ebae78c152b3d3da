"""What the rate of an indicator rests on, as last year's report told it: beside the rate, or where it explains it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.draft.carry import plain
from toolkit.records import BlockKind, Document
from toolkit.records.draft import FormulaKind
from toolkit.records.facts import Claim, Facts, GrowthClaim, Heading, Indicator, Operand, RatioClaim

_PERIOD = re.compile(r"^(?:\d{4}年|\d{1,2}\s*[-—－~～至]\s*\d{1,2}月|全年|年末|其中)+")
_CLASS = re.compile(r"^\d+[.．、]?|[（(].*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """The two figures behind a rate, each with its name: of what it is a part, or from what it grew, stands first."""

    claim: Claim
    kind: FormulaKind
    parts: tuple[tuple[str, Operand], ...]
    apart: bool  # not in the words that state the indicator


def rests_on(one: Indicator, document: Document, facts: Facts) -> Rest | None:
    """Return what an indicator's actual value rests on, or None where the report does not say."""
    if one.actual is None or not one.actual.percent:
        return None
    return next(_beside(one, facts), None) or next(_explained(one, document, facts), None)


def _beside(one: Indicator, facts: Facts) -> Iterator[Rest]:
    for claim in facts.of(Claim):
        value = claim.one("value")
        if one.actual and value and value.span == one.actual.span and (rest := _rest(claim, apart=False)):
            yield rest


def _explained(one: Indicator, document: Document, facts: Facts) -> Iterator[Rest]:
    """Yield what stands under a heading of the indicator's name; the indicator itself is a row of a table."""
    block = document.block(one.span.start)
    if block is None or block.kind is not BlockKind.ROW:
        return
    for heading in facts.of(Heading):
        if _CLASS.sub("", plain(heading.title)) == plain(one.name):
            for claim in facts.within(Claim, heading.body):
                if rest := _rest(claim, apart=True):
                    yield rest


def _rest(claim: Claim, *, apart: bool) -> Rest | None:
    value = claim.one("value")
    if value is None or not value.percent:
        return None
    if isinstance(claim, RatioClaim) and len(claim.operands) == 3 and not claim.complement:
        roles, kind = ("whole", "part"), FormulaKind.SHARE
    elif isinstance(claim, GrowthClaim) and claim.years == 1 and not claim.falls:
        roles, kind = ("base", "current"), FormulaKind.GROWTH
    else:
        return None
    found = [operand for role in roles for operand in claim.all(role)]
    labels = [_label(operand) for operand in found]
    if len(found) != 2 or not all(labels) or labels[0] == labels[1]:
        return None
    return Rest(claim=claim, kind=kind, parts=tuple(zip(labels, found, strict=True)), apart=apart)


def _label(operand: Operand) -> str:
    if operand.role == "base":
        return "上年数"
    label = _PERIOD.sub("", plain(operand.label))
    return "" if re.search(r"\d|\.", label) else label
