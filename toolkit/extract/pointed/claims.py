"""Rates with the numbers that a model says they rest on.

A model only proposes: operands that do not give the rate when it is computed again are dropped, so that its guess can
confirm a figure and never accuse one. Which of the two is the whole is told by the arithmetic, too.
"""

from collections.abc import Iterable

from toolkit.arithmetic import of_claim
from toolkit.extract.grammar.sentences import Item
from toolkit.extract.ground import Text
from toolkit.extract.pointed.pointing import NOT_FOUND, Passage, Pointed, Subject
from toolkit.llm.answer import Row, rows_of
from toolkit.records import Dimension, Span
from toolkit.records.facts import Binding, Operand, RatioClaim

_MOST, _LONGEST = 12, 30
_NEAR = 200  # characters between a rate and what it rests on


def _read(rows: Iterable[Row], passage: Passage) -> Pointed:
    """Read rows of rate, whole and part; one that is said again and again is one."""
    pointed, text = Pointed(), Text(passage.chunk.text)
    for row in dict.fromkeys(rows):
        tied = _tied(row, text, passage, pointed)
        if tied is None:
            continue
        whole, part, rate = tied
        claims = [_claim(part, whole, rate, passage), _claim(whole, part, rate, passage)]
        claim = next((claim for claim in claims if (told := of_claim(claim)) and told.verdict.holds), None)
        if claim:
            pointed.facts.append(claim)
        else:
            pointed.reject(row[0], "按所说的两个数算不出这个率", passage)
    return pointed


CLAIMS = Subject(prompt="claims", shape=rows_of(3, most=_MOST, longest=_LONGEST), read=_read)


def _tied(row: Row, text: Text, passage: Passage, pointed: Pointed) -> tuple[Item, Item, Item] | None:
    """Tie a row's three quotes to figures that can be a whole, its part and their rate."""
    said, *counted = row
    rates = [item for item in _figures(said, text, passage) if item[1].dimension is Dimension.RATIO]
    if not rates:
        pointed.reject(said, "里面没有百分数" if text.places(said) else NOT_FOUND, passage)
        return None
    span, rate = rates[-1]
    found: list[Item] = []
    for quote in counted:
        near = [(s, i) for s, i in _figures(quote, text, passage) if i.dimension is not Dimension.RATIO]
        near = [(s, i) for s, i in near if abs(s.start - span.start) <= _NEAR]
        if not near:
            pointed.reject(quote, "里面没有这个率近处的数" if text.places(quote) else NOT_FOUND, passage)
            return None
        found.append(min(near, key=lambda pair: abs(pair[0].start - span.start))[1])
    whole, part = found
    if part is whole or not part.matches(whole):
        pointed.reject(said, "所说的两个数不是同一类", passage)
        return None
    return whole, part, rate


def _claim(part: Item, whole: Item, rate: Item, passage: Passage) -> RatioClaim:
    span = rate.quantity.span.hull(part.quantity.span).hull(whole.quantity.span)
    return RatioClaim(
        span=span,
        origin=passage.origin,
        label=rate.label,
        text=passage.reading.document.quote(span),
        operands=tuple(
            Operand(role=role, quantity=item.quantity, label=item.label)
            for role, item in (("part", part), ("whole", whole), ("value", rate))
        ),
        binding=Binding.GUESSED,
    )


def _figures(quote: str, text: Text, passage: Passage) -> list[tuple[Span, Item]]:
    """Return the figures inside every place of some words, with where they stand."""
    found: list[tuple[Span, Item]] = []
    for place in text.places(quote):
        span = passage.chunk.place(place.start, place.end)
        for stretch in passage.chunk.stretches:
            for sentence in stretch.block.sentences:
                at = [(stretch.block.flow.span(item.token.number, item.token.end), item) for item in sentence.items]
                found += [(item.quantity.span, item) for digits, item in at if span.covers(digits)]
    return found
