"""Ordinals inside running text: 一是, 第二, 其三, 首先; told apart into the lists they count."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from toolkit.extract.grammar.flow import Flow
from toolkit.extract.grammar.numerals import numeral
from toolkit.extract.grammar.reading import Reading
from toolkit.records.facts import Heading, Ordinal

_HAN = "[一二三四五六七八九十]{1,2}"
_FEW = "[一二三四五六七八九十]"
_ORDINAL = re.compile(
    rf"(?={_FEW}|[第其首再最])(?:^|(?<=[。;:,、!?\t|()”\"-]))"
    rf"(?:(?P<shi>{_HAN})是(?!一)|(?P<yao>{_HAN})要(?!求|素|点|闻|务)"
    rf"|第(?P<di>{_HAN})(?:(?=[,:])|(?=、(?!第|{_HAN}))|(?=是))"
    rf"|其(?P<qi>{_FEW})(?=[,:、是为系])"
    r"|(?P<xian>首先|其次|再次(?=[,是要])|最后(?=[,是要])))"
)
_STYLES = {"shi": "一是", "yao": "一要", "di": "第一", "qi": "其一", "xian": "首先"}
_STEPS = {"首先": 1, "其次": 2, "再次": 3}
_CLAUSE_END = re.compile(r"[,。;:!?\t|]")
_CLAUSE = 40
_NESTED = 3


@dataclass(slots=True)
class _Series:
    style: str
    last: int
    section: Heading | None
    flow: Flow
    leads_on: bool
    members: list[tuple[Flow, int, int, int]]


def ordinals(reading: Reading, headings: list[Heading]) -> list[Ordinal]:
    """Find the ordinals; those of one list have one ``series``.

    A span holds the ordinal with its clause, as a heading's span holds its title.
    """
    own = [heading for heading in headings if not heading.run_in]
    starts = [heading.span.start for heading in own]
    all_series: list[_Series] = []
    open_: list[_Series] = []
    for block in reading.blocks:
        flow = block.flow
        for match in _ORDINAL.finditer(flow.text):
            i = bisect_right(starts, flow.at[match.start()]) - 1
            section = own[i] if i >= 0 else None
            open_ = [s for s in open_ if _still_inside(s, section)]
            kind = str(match.lastgroup)
            number = _number(match, kind, open_)
            if number is None:
                continue
            series = _series_for(_STYLES[kind], number, flow, open_)
            if series is None:
                series = _Series(_STYLES[kind], 0, section, flow, False, [])
                open_ = [*open_[-_NESTED:], series]
                all_series.append(series)
            series.last, series.flow, series.leads_on = number, flow, flow.text.endswith(":")
            series.members.append((flow, match.start(), match.end(), number))
            while open_ and open_[-1] is not series:
                open_.pop()
    kept = [s for s in all_series if len(s.members) > 1 or s.style == "一是"]
    return [
        Ordinal(span=flow.span(start, _clause_end(flow.text, end)), style=series.style, number=number, series=index)
        for index, series in enumerate(kept, 1)
        for flow, start, end, number in series.members
    ]


def _number(match: re.Match[str], kind: str, open_: list[_Series]) -> int | None:
    words = match[kind]
    if kind != "xian":
        value = numeral(words)
        return int(value) if value else None
    if words in _STEPS:
        return _STEPS[words]
    return next((s.last + 1 for s in reversed(open_) if s.style == _STYLES[kind]), None)


def _still_inside(series: _Series, section: Heading | None) -> bool:
    """Tell whether a list goes on under ``section``: the same heading, or one below the one it began under."""
    if section is series.section or section is None or series.section is None:
        return section is series.section
    return section.span.start < series.section.body.end and section.level > series.section.level


def _series_for(style: str, number: int, flow: Flow, open_: list[_Series]) -> _Series | None:
    """Choose the open list that an ordinal goes on with; None where it begins one.

    A list within a list leaves the outer one open only where it begins in the outer one's own paragraph, or after a
    colon: elsewhere 一是 begins afresh.
    """
    mine = [s for s in open_ if s.style == style]
    if number == 1:
        open_[:] = [s for s in open_ if s.style != style or s.flow is flow or s.leads_on]
        return None
    for series in reversed(mine):
        if series.last + 1 == number:
            return series
    return mine[-1] if mine else None


def _clause_end(text: str, start: int) -> int:
    while start < len(text) and text[start] in ",、:是为系":
        start += 1
    stop = _CLAUSE_END.search(text, start, start + _CLAUSE)
    return stop.start() if stop else min(len(text), start + _CLAUSE)
