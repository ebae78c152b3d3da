"""Rates whose figures stand in another cell of their row: ``办结率 | ≥95% | 96.2% | 受理500件，办结481件``."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.extract.grammar.doubts import LATE, REST, WANTING
from toolkit.extract.grammar.lexicon import Lexicon
from toolkit.extract.grammar.operands import levels, ratio_claim
from toolkit.extract.grammar.ratios import base_of, chosen
from toolkit.extract.grammar.reading import Reading
from toolkit.extract.grammar.sentences import Item, Sentence
from toolkit.records import Dimension, Op
from toolkit.records.facts import Binding, Indicator, RatioClaim, Role

_PAIR = 2  # figures that a rate rests on; among more a remark may speak of anything


def row_ratios(reading: Reading, indicators: Sequence[Indicator]) -> Iterator[RatioClaim]:
    """Read the rates of table rows over the figures of the one remark beside them."""
    for indicator in indicators:
        if (actual := indicator.actual) is None or actual.op is not Op.EQ:
            continue
        row = reading.blocks[bisect_right(reading.blocks, actual.span.start, key=lambda b: b.block.span.start) - 1]
        rate = next((i for s in row.sentences for i in s.items if i.quantity.span == actual.span), None)
        remarks = [s for s in row.sentences if _is_remark(s)]
        if rate is None or rate.dimension is not Dimension.RATIO or len(remarks) != 1:
            continue
        claim = _beside(remarks[0], rate, indicator.name, reading.lexicon)
        if claim is not None:
            yield claim


def _is_remark(cell: Sentence) -> bool:
    """Tell whether a cell holds figures that a rate can rest on, and no rate of its own."""
    return len(cell.amounts) >= _PAIR and not any(i.dimension is Dimension.RATIO for i in cell.items)


def _beside(remark: Sentence, rate: Item, name: str, lexicon: Lexicon) -> RatioClaim | None:
    """Read a rate over the two figures of a remark, unless one of them counts what is left (``20个项目，延期2个``)."""
    pool, entry = levels(remark.amounts), base_of(name, lexicon)
    if len(pool) != _PAIR or any(REST.search(i.lead) for i in pool) or LATE.search(remark.text):
        return None
    if WANTING.search(name) or (entry is not None and (entry.change or entry.complement)):
        return None
    last = remark.items[-1]
    item = replace(rate, label=name, lead=name, role=Role.RATE, index=last.index + 1, segment=last.segment, bracket=-1)
    operands = chosen(remark, item, entry, pool)
    return ratio_claim(RatioClaim, remark, item, operands) if operands[2] is not Binding.GUESSED else None
