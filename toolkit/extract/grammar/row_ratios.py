"""Rates whose figures stand in another cell of their row: ``办结率 | ≥95% | 96.2% | 受理500件，办结481件``."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from toolkit.extract.grammar.ratios import rate_beside
from toolkit.extract.grammar.reading import Reading
from toolkit.extract.grammar.sentences import Item, Sentence
from toolkit.records import Dimension, Op
from toolkit.records.facts import Indicator, RatioClaim

_FEWEST = 2  # figures that a rate rests on


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
        claim = rate_beside(remarks[0], rate, indicator.name, reading.lexicon)
        if claim is not None:
            yield claim


def _is_remark(cell: Sentence) -> bool:
    """Tell whether a cell holds figures that a rate can rest on, and no rate of its own."""
    return len(cell.amounts) >= _FEWEST and not any(_is_rate(i) for i in cell.items)


def _is_rate(item: Item) -> bool:
    return item.dimension is Dimension.RATIO
