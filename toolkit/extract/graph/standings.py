"""Indicators → the words that tell whether their targets were reached."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from toolkit.arithmetic import as_printed
from toolkit.extract.grammar.reading import Reading
from toolkit.extract.graph.near import says
from toolkit.records import Quantity, Span
from toolkit.records.facts import Facts, Indicator, Said, Standing, full, got

_UNMET = re.compile(
    "(?:未能?|没有?|尚未|未曾)(?:完全|全部|如期|按时|按期)?(?:达到|达成|达标|完成|实现)|低于(?:年度|年初|预期|绩效)*(?:目标|预期)|不达标"
)
_MET = re.compile(
    "(?:达到|达成|实现|完成|超过|高于|优于|控制在)了?(?:年度|年初|全年|预期|既定|绩效|设定|预定)*(?:的)?(?:目标|预期|指标|任务|计划)(?!值?的[约近]?\\d)"
    "(?:值|要求|以内|范围)*|(?<![未不])达标(?!率)|已(?:全部|全面|圆满|按时|按期)?(?:完成|达到|达成|实现)|超额完成"
)


def standings(reading: Reading, facts: Facts) -> Iterator[Standing]:
    """Yield what the text says of each indicator: its rate of completion, else its words, else full marks or fewer."""
    indicators = facts.of(Indicator)
    starts = [indicator.span.start for indicator in indicators]
    for indicator in indicators:
        said, at = _said(reading, indicator, starts)
        yield Standing(span=indicator.span, source=indicator, said=said, at=at)


def _said(reading: Reading, indicator: Indicator, starts: list[int]) -> tuple[Said, Span | None]:
    completion, most, score = indicator.completion, full(indicator), got(indicator)
    if completion is not None and completion.value is not None:
        return (Said.MET if as_printed(completion).lo >= 100 else Said.UNMET), completion.span
    if indicator.actual is not None:
        after = _after(reading, indicator.actual, starts)
        for said, pattern in ((Said.UNMET, _UNMET), (Said.MET, _MET)):
            if found := says(reading, pattern, after):
                return said, found.span
    aimed = indicator.target is not None or indicator.actual is None  # without a target its score says nothing of one
    if aimed and most is not None and score is not None:
        return (Said.UNMET if as_printed(score).lo < as_printed(most).lo else Said.MET), score.span
    return Said.NOTHING, None


def _after(reading: Reading, actual: Quantity, starts: list[int]) -> Span:
    """Return where the words about a value stand: behind it, to the next indicator or the end of its block."""
    start = actual.span.end
    block = reading.document.block(actual.span.start)
    following = bisect_left(starts, start)
    ends = starts[following : following + 1]
    return Span(start, max(start, min([block.span.end if block else start, *ends])))
