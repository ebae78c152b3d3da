"""Announced numbers of indicators: ``产出指标共设置4个。其中，数量指标为…；质量指标为…``."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from toolkit.extract.grammar.operands import operand
from toolkit.extract.grammar.reading import Reading
from toolkit.extract.grammar.sentences import Item
from toolkit.knowledge import Knowledge
from toolkit.knowledge.patterns import any_of
from toolkit.records import Dimension, Op, Quantity, Span
from toolkit.records.facts import Binding, CountClaim, Heading, Indicator, Operand, Role

_SETTING = "(?:共|总共|共计|合计)?(?:设置?|下设|分设|编报|申报|细化)?(?:了|有|为|定)?"
_NO_LIST = re.compile("[未没扣失丢]|完成|达到|达标|实现")
_RESPECTIVE = re.compile("依次|分别|各")
_ELSEWHERE = re.compile("其余|其他各?[项个]|等\\d{0,3}[项个]|详见|见附|附表|附件")
_OUTCOME, _SATISFACTION = "效益指标", "满意度"


def announced_indicators(
    reading: Reading, headings: Sequence[Heading], indicators: Sequence[Indicator]
) -> Iterator[CountClaim]:
    """Read how many indicators of a class the text announces, and which it then lists.

    They are looked for in the same section; where it lists none, in the rest of the document. A list that may
    stand elsewhere in part proves nothing: its binding is a guess.
    """
    doubts: list[int] | None = None
    end = len(reading.document.text)
    for item, kind, text in _announcements(reading):
        start = item.quantity.span.end
        section = min((h.body.end for h in headings if h.span.start < start < h.body.end), default=end)
        listed = _within(indicators, start, section) or _within(indicators, start, end)
        mine = _as_counted(item, kind, [i for i in listed if _belongs(i, kind, reading.knowledge)])
        if not mine:
            continue
        doubts = _doubts(reading, indicators) if doubts is None else doubts
        span = Span(item.quantity.span.start, max(i.span.end for i in mine))
        last = reading.document.block(span.end - 1)
        doubted = bisect_left(doubts, span.start) < bisect_left(doubts, last.span.end if last else span.end)
        yield CountClaim(
            span=span,
            label=kind,
            text=text,
            operands=(operand("stated", item), *(_item(i) for i in mine)),
            binding=Binding.GUESSED if doubted else Binding.ORDERED,
        )


def _announcements(reading: Reading) -> Iterator[tuple[Item, str, str]]:
    """Yield the numbers of indicators that the text announces, each with the class it names and its sentence."""
    kind_of = re.compile(f"(?P<kind>{any_of(_kinds(reading.knowledge))}){_SETTING}$")
    for block in reading.blocks:
        for sentence in block.sentences:
            for item in sentence.items:
                found = kind_of.search(item.label) if _is_count(item) else None
                if found and not _NO_LIST.search(item.label) and not _RESPECTIVE.search(item.lead):
                    yield item, found["kind"], sentence.text


def _as_counted(item: Item, kind: str, mine: list[Indicator]) -> list[Indicator]:
    """Return the indicators listed, each name once; some forms count 满意度 apart from 效益."""
    names = list({"".join(i.name.split()): i for i in mine}.values())
    others = [i for i in names if _SATISFACTION not in (i.category or "")]
    apart = kind == _OUTCOME and others and item.quantity.value == len(others)
    return others if apart else names


def _doubts(reading: Reading, indicators: Sequence[Indicator]) -> list[int]:
    """Return where the text sends elsewhere for indicators, or completes one that was not read."""
    flows = [block.flow for block in reading.blocks]
    found = [flow.at[m.start()] for flow in flows for m in _ELSEWHERE.finditer(flow.text)]
    spans = sorted(i.span for i in indicators)
    read, furthest = 0, 0
    for rate in _completions(reading):
        while read < len(spans) and spans[read].start <= rate.start:
            furthest = max(furthest, spans[read].end)
            read += 1
        if furthest < rate.end:
            found.append(rate.start)
    return sorted(found)


def _completions(reading: Reading) -> Iterator[Span]:
    sentences = (sentence for block in reading.blocks for sentence in block.sentences)
    return (i.quantity.span for sentence in sentences for i in sentence.items if i.role is Role.COMPLETION)


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
        return not indicator.name.endswith("预算执行率")  # a row of every form, which no office counts among its own
    for level in knowledge.indicators.level:
        if kind in level.names:
            return indicator.level1 == level.name
    names = next((entry.names for entry in knowledge.indicators.category if kind in entry.names), (kind,))
    return indicator.category in names
