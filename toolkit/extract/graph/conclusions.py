"""Conclusions → the indicators that they judge together: all reached, some not, so many of so many."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from toolkit.extract.grammar.passages import Passage
from toolkit.extract.grammar.reading import Reading
from toolkit.extract.grammar.sections import MEASURES, PROBLEMS
from toolkit.extract.graph.near import Found, find, sentence, words
from toolkit.knowledge import Knowledge
from toolkit.knowledge.patterns import any_of
from toolkit.records import Span
from toolkit.records.facts import Assertion, Extent, Facts, Said, Standing, Statement, StatementKind

_GOALS = "(?:绩效|年度|产出|效益|满意度|各项|整体)*(?:指标|目标)(?:任务|值)?"
_REACH = "(?:达到|达成|达标|完成|实现)"
_NOT_ALL = re.compile(
    f"(?:部分|个别|少数|少量|有的|仍有|尚有|\\d{{1,2}}[项个]|[一二两三四五六七八九十][项个])(?:的)?{_GOALS}[^,;。]{{0,10}}?"
    f"(?:未能?|没有|尚未|不)(?:完全|全部|如期|按期)?{_REACH}"
    f"|\\d{{1,2}}[项个](?:指标)?(?:未能?|没有|尚未)(?:完全|如期|按期)?{_REACH}"
    f"|(?<!无)(?<!没有)(?<!不存在)(?:未能?|没有|尚未)(?:完全|全部|如期|按期)?{_REACH}[^,;。]{{0,8}}的(?:绩效)?指标"
)
_ALL = re.compile(
    f"(?:全部|所有|各项)(?:的)?{_GOALS}[^,;。]{{0,8}}?(?:均|都|全部|全面|已|顺利|圆满|超额)[^,;。]{{0,8}}?{_REACH}"
    f"|(?:\\d{{1,2}}[项个])?{_GOALS}[^,;。]{{0,6}}?(?:全部|均已?|都已?|全都)[^,;。]{{0,6}}?{_REACH}"
    f"|(?:全部|全面|圆满|均)(?:完成|实现|达成)了?[^,;。]{{0,10}}?{_GOALS}"
)
_ROUGHLY = re.compile(f"基本(?:上)?{_REACH}了?[^,;。]{{0,12}}(?:目标|指标)")
_ELSEWHERE = re.compile(
    f"(?:指标|目标)[^。]{{0,30}}?(?P<unmet>(?:\\d{{1,2}}|[一二两三四五六七八九十])[项个](?:指标)?"
    f"(?:未能?|没有|尚未)(?:完全|如期|按期)?{_REACH})"
)
_EXCEPT = re.compile("其余|其他|其它|除[^。;]{1,30}[外,]|大部分|多数|基本")
_REACH_BACK = 50

_DIGITS = "一二三四五六七八九十"
_NUMBER = f"(?<![\\d.{_DIGITS}])(?:\\d{{1,3}}|[{_DIGITS}两])[项个]"
_SET = re.compile(f"{_NUMBER}(?P<of>[^,;。:\\d]{{0,10}}?指标)")
_SO_MANY_MET = re.compile(
    f"{_NUMBER}(?:绩效)?(?:指标)?(?:均|都|已经?|全部)*{_REACH}(?!率|优|良|\\d)"  # 完成率, 达到优秀, 达到100%: no target
)
_SO_MANY_UNMET = re.compile(
    f"{_NUMBER}(?:绩效)?(?:指标)?(?:均|都)?(?:未能?|没有|尚未)(?:完全|全部|如期|按期)?{_REACH}(?!率|优|良|\\d)"
)
_THE_REST = re.compile("其余|其他|其它|剩余|另外|余下")
_OF_A_CLASS = re.compile("产出|效益|效果|满意|数量|质量|时效|成本|决策|过程|投入|管理|核心|重点|主要|项目")
_OF_MAIN_CLASSES = re.compile("产出(?:类|指标)?[、和与及]效[益果]")  # 满意度 counts as 效益 in many frames
_OTHER_TIME = re.compile("上年|去年|上半年|前三季度|季度|月底|截至|年初")
_CLAUSE_END, _SENTENCE_END = re.compile("[,;。:]"), re.compile("[。;]")


def assertions(reading: Reading, facts: Facts, standings: tuple[Standing, ...]) -> Iterator[Assertion]:
    """Yield what each conclusion says of the indicators together."""
    conclusions = facts.said(StatementKind.CONCLUSION)
    if not conclusions:
        return
    unmet = any(standing.said is Said.UNMET for standing in standings)
    elsewhere = () if unmet else tuple(_elsewhere(reading, facts, conclusions))
    counted = list(_counted(reading, conclusions))

    def linked(conclusion: Statement, extent: Extent, told: Passage) -> Assertion:
        return Assertion(
            span=told.span,
            source=conclusion,
            extent=extent,
            text=told.text,
            standings=standings,
            elsewhere=elsewhere,
        )

    for tally in counted:
        yield replace(linked(tally.conclusion, Extent.COUNTED, tally.told), among=tally.among, unmet=tally.unmet)
    for conclusion in conclusions:
        for told in find(reading, _NOT_ALL, conclusion.span):
            if not any(tally.told.span.overlaps(told.span) for tally in counted):
                yield linked(conclusion, Extent.NOT_ALL, told)
        for told in find(reading, _ALL, conclusion.span):
            if not _leaves_out(reading, told):
                yield linked(conclusion, Extent.ALL, told)
        for told in find(reading, _ROUGHLY, conclusion.span):
            yield linked(conclusion, Extent.ROUGHLY, told)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tally:
    """How many indicators a conclusion names, how many of them as unmet, and the words."""

    conclusion: Statement
    among: int
    unmet: int
    told: Passage


def _counted(reading: Reading, conclusions: Sequence[Statement]) -> Iterator[_Tally]:
    """Yield what conclusions say of all indicators by number: of 8, 7 reached and 1 not."""
    blocks = (reading.document.block(conclusion.span.start) for conclusion in conclusions)
    paragraphs = dict.fromkeys(block.span for block in blocks if block)
    for named in (found for paragraph in paragraphs for found in find(reading, _SET, paragraph)):
        said = sentence(named)
        conclusion = next((each for each in conclusions if each.span.overlaps(said.span)), None)
        if conclusion is None or _OTHER_TIME.search(said.text) or _is_partial(named):
            continue
        after = Passage(named.flow, named.end, said.end)
        met, unmet = ([after.part(*m.span()) for m in p.finditer(after.text)] for p in (_SO_MANY_MET, _SO_MANY_UNMET))
        among = _number(named)
        if len(unmet) != 1 or len(met) > 1 or not (met or _THE_REST.search(after.text)):
            continue
        if met and _number(met[0]) + _number(unmet[0]) != among:
            continue  # a third kind is told of: 基本达到, 超额完成
        ends = (*met, *unmet)
        told = Passage(named.flow, min(each.start for each in ends), max(each.end for each in ends))
        yield _Tally(conclusion=conclusion, among=among, unmet=_number(unmet[0]), told=told)


def _is_partial(named: Found) -> bool:
    """Tell whether the number is of one class of indicators only: 产出指标5项, 5项产出指标."""
    before = _CLAUSE_END.split(named.flow.text[max(named.start - _REACH_BACK, 0) : named.start])[-1]
    text = before + named.match["of"]
    return bool(_OF_A_CLASS.search(text)) and not _OF_MAIN_CLASSES.search(text)


def _number(counted: Passage) -> int:
    """Return the number that the words begin with."""
    digits = re.match("\\d+", counted.text)
    return int(digits.group()) if digits else _DIGITS.index(counted.text[0].replace("两", "二")) + 1


def _elsewhere(reading: Reading, facts: Facts, conclusions: Sequence[Statement]) -> Iterator[Span]:
    """Yield where the text outside of conclusions, problems and measures says that so many were not reached."""
    heads = _problems_or_measures(reading.knowledge)
    for found in find(reading, _ELSEWHERE):
        span = found.flow.span(*found.match.span("unmet"))
        told = any(conclusion.span.overlaps(span) for conclusion in conclusions)
        if not told and not any(heads.search(heading.title) for heading in facts.path(span.start)):
            yield span


@cache
def _problems_or_measures(knowledge: Knowledge) -> re.Pattern[str]:
    roles = knowledge.outline.roles
    return re.compile(any_of([*roles[PROBLEMS], *roles[MEASURES]]))


def _leaves_out(reading: Reading, told: Found) -> bool:
    """Tell whether the words, or those before them, leave some out: 其余指标, 除……外."""
    start = told.span.start
    ahead = _SENTENCE_END.split(words(reading, Span(max(start - _REACH_BACK, 0), start)))[-1]
    return bool(_EXCEPT.search(told.text) or _EXCEPT.search(ahead))
