"""Announced numbers of indicators: ``产出指标共设置4个。其中，数量指标为…；质量指标为…``."""

import re
from collections.abc import Iterator, Sequence

from toolkit.extract.grammar.lexicon import any_of
from toolkit.extract.grammar.operands import operand
from toolkit.extract.grammar.reading import Reading
from toolkit.extract.grammar.sentences import Item
from toolkit.knowledge import Knowledge
from toolkit.records import Dimension, Op, Quantity, Span
from toolkit.records.facts import Binding, CountClaim, Heading, Indicator, Operand, Role

_SETTING = "(?:共|总共|共计|合计)?(?:设置?|下设|分设|编报|申报|细化)?(?:了|有|为|定)?"
_NO_LIST = re.compile("[未没扣失丢]|完成|达到|达标|实现")
_RESPECTIVE = re.compile("依次|分别|各")
_ELSEWHERE = re.compile("其余|其他各?项|等\\d{0,3}[项个]|详见|见附|附表|附件")


def announced_indicators(
    reading: Reading, headings: Sequence[Heading], indicators: Sequence[Indicator]
) -> Iterator[CountClaim]:
    """Read how many indicators of a class the text announces, and which it then lists.

    They are looked for in the same section; where it lists none, in the rest of the document. A list that may
    stand elsewhere in part proves nothing: its binding is a guess.
    """
    kind_of = re.compile(f"(?P<kind>{any_of(_kinds(reading.knowledge))}){_SETTING}$")
    end = len(reading.document.text)
    for block in reading.blocks:
        for sentence in block.sentences:
            for item in sentence.items:
                found = kind_of.search(item.label) if _is_count(item) else None
                if found is None or _NO_LIST.search(item.label) or _RESPECTIVE.search(item.lead):
                    continue
                start = item.quantity.span.end
                section = min((h.body.end for h in headings if h.span.start < start < h.body.end), default=end)
                listed = _within(indicators, start, section) or _within(indicators, start, end)
                mine = [i for i in listed if _belongs(i, found["kind"], reading.knowledge)]
                if mine:
                    yield _claim(reading, item, found["kind"], mine, sentence.text)


def _claim(reading: Reading, item: Item, kind: str, mine: list[Indicator], text: str) -> CountClaim:
    names = list({"".join(i.name.split()): i for i in mine}.values())
    span = Span(item.quantity.span.start, max(i.span.end for i in names))
    partly = _ELSEWHERE.search(reading.document.settled, span.start, span.end)
    return CountClaim(
        span=span,
        label=kind,
        text=text,
        operands=(operand("stated", item), *(_item(i) for i in names)),
        binding=Binding.GUESSED if partly else Binding.ORDERED,
    )


def _item(indicator: Indicator) -> Operand:
    name = Quantity(value=None, unit=None, span=indicator.name_span, text=indicator.name, op=Op.QUALITATIVE)
    return Operand(role="item", quantity=name, label=indicator.category or "")


def _within(indicators: Sequence[Indicator], start: int, end: int) -> list[Indicator]:
    return [i for i in indicators if start <= i.name_span.start < end]


def _is_count(item: Item) -> bool:
    return (
        item.dimension is Dimension.COUNT
        and item.role in (Role.LEVEL, Role.TOTAL)
        and item.quantity.op is Op.EQ
        and not item.quantity.places
    )


def _kinds(knowledge: Knowledge) -> tuple[str, ...]:
    known = knowledge.indicators
    named = [*(n for e in known.level for n in e.names), *(n for e in known.category for n in e.names)]
    return ("指标", *(name for name in named if name.endswith("指标")))


def _belongs(indicator: Indicator, kind: str, knowledge: Knowledge) -> bool:
    """Tell whether an indicator is of the class or category that a number announces."""
    if kind == "指标":
        return True
    for level in knowledge.indicators.level:
        if kind in level.names:
            return indicator.level1 == level.name
    names = next((entry.names for entry in knowledge.indicators.category if kind in entry.names), (kind,))
    return indicator.category in names
