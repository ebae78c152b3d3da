"""自评结论与指标完成情况、得分矛盾

查什么：结论说部分指标未完成，而列出的指标全部完成；或者结论说全部完成，而列出的指标里有未完成的；
结论写明几项达到、几项未达到的，逐项数一遍；评定的等级（优、良、中、差）与总得分不相称的，也指出来。

为何：结论是领导和公众最先看的话，与后面的指标对不上，整份报告的可信度就会受疑。

依据：财预〔2020〕10号：自评总分由各项指标得分汇总形成，结论以指标的完成情况为依据；
等级的分数段见 knowledge/grades.toml，--rubric 给出的评分表有自己的等级的，以它为准。

有问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    一、自评结论
    2023年全部绩效指标均达到年初目标值。
    二、产出指标完成情况
    数量指标为开展文化活动场次，年度目标值为48场，实际开展42场，指标完成率为87.5%。

没问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    一、自评结论
    2023年全部绩效指标均达到年初目标值。
    二、产出指标完成情况
    数量指标为开展文化活动场次，年度目标值为40场，实际开展42场，指标完成率为100%。

局限：指标是否完成，以报告自己写的完成率和说法为准（写得对不对见 TG01）；没有逐项列出指标的不判断；
结论所说的项数与列出的项数不一样的，不数；
文中自己写了等级怎么划分的，不判断等级。
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.arithmetic import Attainment, is_graded
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.indicators import Said, Saying, attained, reached, saying
from toolkit.checks.passages import Found, Passage, find, words
from toolkit.checks.sections import in_section
from toolkit.records import Certainty, Clear, Document, Evidence, Hit, Outcome, Severity, Span, Unable
from toolkit.records.facts import Facts, Indicator, Rating, RubricFit, ScoreLine, Statement, StatementKind

_GOALS = "(?:绩效|年度|产出|效益|满意度|各项|整体)*(?:指标|目标)(?:任务|值)?"
_REACH = "(?:达到|达成|达标|完成|实现)"
_SOME_UNMET = re.compile(
    f"(?:部分|个别|少数|少量|有的|仍有|尚有|\\d{{1,2}}[项个]|[一二两三四五六七八九十][项个])(?:的)?{_GOALS}[^,;。]{{0,10}}?"
    f"(?:未能?|没有|尚未|不)(?:完全|全部|如期|按期)?{_REACH}"
    f"|\\d{{1,2}}[项个](?:指标)?(?:未能?|没有|尚未)(?:完全|如期|按期)?{_REACH}"
    f"|(?<!无)(?<!没有)(?<!不存在)(?:未能?|没有|尚未)(?:完全|全部|如期|按期)?{_REACH}[^,;。]{{0,8}}的(?:绩效)?指标"
)
_ALL_MET = re.compile(
    f"(?:全部|所有|各项)(?:的)?{_GOALS}[^,;。]{{0,8}}?(?:均|都|全部|全面|已|顺利|圆满|超额)[^,;。]{{0,8}}?{_REACH}"
    f"|(?:\\d{{1,2}}[项个])?{_GOALS}[^,;。]{{0,6}}?(?:全部|均已?|都已?|全都)[^,;。]{{0,6}}?{_REACH}"
    f"|(?:全部|全面|圆满|均)(?:完成|实现|达成)了?[^,;。]{{0,10}}?{_GOALS}"
)
_TOLD_UNMET = re.compile(
    f"(?:指标|目标)[^。]{{0,30}}?(?P<unmet>(?:\\d{{1,2}}|[一二两三四五六七八九十])[项个](?:指标)?"
    f"(?:未能?|没有|尚未)(?:完全|如期|按期)?{_REACH})"
)
_NOT_ALL = re.compile("其余|其他|其它|除[^。;]{1,30}[外,]|大部分|多数|基本")
_REACH_BACK = 50
_OF_INDICATORS = re.compile("指标|绩效")
_VAGUE = re.compile(f"基本(?:上)?{_REACH}了?[^,;。]{{0,12}}(?:目标|指标)")

_DIGITS = "一二三四五六七八九十"
_NUMBER = f"(?<![\\d.{_DIGITS}])(?:\\d{{1,3}}|[{_DIGITS}两])[项个]"
_SET = re.compile(f"{_NUMBER}(?P<of>[^,;。:\\d]{{0,10}}?指标)")
_COUNTED_MET = re.compile(
    f"{_NUMBER}(?:绩效)?(?:指标)?(?:均|都|已经?|全部)*{_REACH}(?!率|优|良|\\d)"  # 完成率, 达到优秀, 达到100%: no target
)
_COUNTED_UNMET = re.compile(
    f"{_NUMBER}(?:绩效)?(?:指标)?(?:均|都)?(?:未能?|没有|尚未)(?:完全|全部|如期|按期)?{_REACH}(?!率|优|良|\\d)"
)
_THE_REST = re.compile("其余|其他|其它|剩余|另外|余下")
_OF_A_CLASS = re.compile("产出|效益|效果|满意|数量|质量|时效|成本|决策|过程|投入|管理|核心|重点|主要|项目")
_OF_MAIN_CLASSES = re.compile("产出(?:类|指标)?[、和与及]效[益果]")  # 满意度 counts as 效益 in many frames
_OTHER_TIME = re.compile("上年|去年|上半年|前三季度|季度|月底|截至|年初")


@check("CN01", Severity.ERROR)
def conclusion_vs_indicators(dossier: Dossier) -> Outcomes:
    said = [(i, saying(i, dossier)) for i in dossier.facts.of(Indicator)]
    conclusions = [s.span for s in dossier.facts.of(Statement) if s.kind is StatementKind.CONCLUSION]
    unmet = [_Told(name="".join(i.name.split()), span=s.span or i.name_span) for i, s in said if s.said is Said.UNMET]
    unmet += () if unmet else _told_unmet(dossier, conclusions)
    met = [_Told(name=i.name, span=s.span or i.name_span) for i, s in said if s.said is Said.MET]
    known = met if len(met) == len(said) else []
    counted = list(_counted(dossier, conclusions))
    yield from (_of_counted(dossier, tally, said) for tally in counted)
    for conclusion in conclusions:
        for claim in find(dossier.document, _SOME_UNMET, conclusion):
            if not any(tally.span.overlaps(claim.span) for tally in counted):
                yield _of_some_unmet(dossier.facts, claim, unmet, known)
        for claim in find(dossier.document, _ALL_MET, conclusion):
            if not _qualified(dossier.document, claim):
                yield _of_all_met(claim, unmet, known)
        for claim in find(dossier.document, _VAGUE, conclusion):
            if known and not unmet:
                yield _of_vague(claim)
    yield from _of_grades(dossier)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """An indicator of which the text says whether it was reached, and where."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tally:
    """How many indicators a conclusion names, how many of them as unmet, and where it says so."""

    among: int
    unmet: int
    said: str
    span: Span


def _counted(dossier: Dossier, conclusions: list[Span]) -> Iterator[_Tally]:
    """Yield what a conclusion says of all indicators by number: of 8, 7 reached and 1 not."""
    for named in find(dossier.document, _SET):
        sentence = named.sentence()
        if not any(conclusion.overlaps(sentence.span) for conclusion in conclusions):
            continue
        if _OTHER_TIME.search(sentence.text) or _is_partial(named):
            continue
        after = named.part(len(named.text), sentence.end - named.start)
        met, unmet = ([after.part(*m.span()) for m in p.finditer(after.text)] for p in (_COUNTED_MET, _COUNTED_UNMET))
        among = _number(named)
        if len(unmet) != 1 or len(met) > 1:
            continue
        rest = _THE_REST.search(after.text)
        if met and _number(met[0]) + _number(unmet[0]) != among:
            continue  # a third kind is told of: 基本达到, 超额完成
        if not met and not rest:
            continue
        told = (
            unmet[0]
            if not met
            else after.part(
                min(met[0].start, unmet[0].start) - after.start, max(met[0].end, unmet[0].end) - after.start
            )
        )
        yield _Tally(among=among, unmet=_number(unmet[0]), said=told.text, span=told.span)


def _is_partial(named: Found) -> bool:
    """Tell whether the number is of one class of indicators only: 产出指标5项, 5项产出指标."""
    before = re.split("[,;。:]", named.before(_REACH_BACK))[-1]
    text = before + named.group("of").text
    return bool(_OF_A_CLASS.search(text)) and not _OF_MAIN_CLASSES.search(text)


def _number(counted: Passage) -> int:
    """Return the number that the words begin with."""
    digits = re.match("\\d+", counted.text)
    return int(digits.group()) if digits else _DIGITS.index(counted.text[0].replace("两", "二")) + 1


def _of_counted(dossier: Dossier, tally: _Tally, said: list[tuple[Indicator, Saying]]) -> Outcome:
    """Count the indicators over; only where all that are meant are listed and none is in doubt."""
    cited = (Evidence(role="结论", span=tally.span),)
    listed = [(i, s) for i, s in said if i.target is not None or s.said is not Said.NOTHING]
    judged = [(i, s, _is_met(dossier, i, s)) for i, s in listed]
    if len(listed) != tally.among or any(met is None for _, _, met in judged):
        return Unable(missing="逐项列出、写明是否完成的指标", evidence=cited)
    unmet = [_Told(name="".join(i.name.split()), span=s.span or i.name_span) for i, s, met in judged if not met]
    if len(unmet) == tally.unmet:
        return Clear(evidence=(*cited, *_evidence(unmet)))
    names = f"（{'、'.join(each.name for each in unmet)}）" if unmet else ""
    return Hit(
        message=f"结论说“{tally.said}”，而列出的 {tally.among} 项指标中有 {len(unmet)} 项没有达到{names}",
        evidence=(*cited, *_evidence(unmet or [_Told(name=i.name, span=s.span or i.name_span) for i, s in listed[:1]])),
        suggestion="按列出的指标重新数一遍，改正结论；或核对各项指标的完成情况。",
    )


def _is_met(dossier: Dossier, indicator: Indicator, told: Saying) -> bool | None:
    """Tell whether a target is reached, by the words and by the figures; None where they differ or say nothing."""
    value = reached(indicator, dossier.facts)
    outcome = attained(dossier.knowledge, indicator, value.value) if value and not indicator.forecast else None
    by_figures = {Attainment.MET: True, Attainment.MISSED: False}.get(outcome) if outcome else None
    by_words = None if told.said is Said.NOTHING else told.said is Said.MET
    if by_figures is None or by_words is None:
        return by_words if by_figures is None else by_figures
    return by_words if by_words == by_figures else None


def _told_unmet(dossier: Dossier, conclusions: list[Span]) -> list[_Told]:
    """Return where the text outside the conclusion says that so many indicators were not reached."""
    found = [each.group("unmet") for each in find(dossier.document, _TOLD_UNMET)]
    told = [_Told(name=each.text, span=each.span) for each in found]
    return [
        each
        for each in told
        if not any(conclusion.overlaps(each.span) for conclusion in conclusions)
        and not in_section(dossier, each.span.start, "problems", "measures")
    ]


def _of_some_unmet(facts: Facts, claim: Found, unmet: list[_Told], met: list[_Told]) -> Outcome:
    cited = (Evidence(role="结论", span=claim.span),)
    if unmet:
        return Clear(evidence=(*cited, *_evidence(unmet)))
    if len(met) < 2 or _lost_on_indicators(facts):  # one indicator is no list
        return Unable(missing="逐项列出、写明是否完成的指标", evidence=cited)
    return Hit(
        message=f"结论说“{claim.text}”，而列出的 {len(met)} 项指标都写作完成",
        evidence=(*cited, *_evidence(met[:1])),
        suggestion="写明是哪项指标没有完成，或删去结论中的这句话。",
    )


def _of_all_met(claim: Found, unmet: list[_Told], met: list[_Told]) -> Outcome:
    cited = (Evidence(role="结论", span=claim.span),)
    if unmet:
        names = "、".join(each.name for each in unmet)
        general = not _OF_INDICATORS.search(claim.text)  # 圆满完成目标任务 is said of everything
        return Hit(
            message=f"结论说“{claim.text}”，而文中写明没有完成的有：{names}",
            evidence=(*cited, *_evidence(unmet)),
            suggestion="改写结论，如实写明未完成的指标；或核对该指标的完成情况。",
            certainty=Certainty.POSSIBLE if general else Certainty.CERTAIN,
            severity=Severity.WARNING if general else None,
        )
    if met:
        return Clear(evidence=cited)
    return Unable(missing="逐项列出、写明是否完成的指标", evidence=cited)


def _of_vague(claim: Found) -> Hit:
    """Tell of 基本达到 over indicators that are all reached: at odds, but a way of speaking."""
    return Hit(
        message=f"结论说“{claim.text}”，而列出的指标都写作完成",
        evidence=(Evidence(role="结论", span=claim.span),),
        suggestion="全部完成的写“达到”；有保留的，写明差在哪里。",
        certainty=Certainty.POSSIBLE,
        severity=Severity.INFO,
    )


def _of_grades(dossier: Dossier) -> Iterator[Outcome]:
    """Hold the grade against the total, by the bands of the rubric, else by those that are in use anywhere."""
    own = [r.grade for fit in dossier.facts.of(RubricFit) if (r := dossier.knowledge.rubrics.named(fit.id)) and r.grade]
    bands = own[0] if own else dossier.knowledge.grades.grade
    for rating in dossier.facts.of(Rating):
        cited = (Evidence(role="等级", span=rating.span), Evidence(role="总得分", span=rating.score.span))
        named = [band for band in bands if band.name == rating.grade]
        if rating.own_scale or not named:
            yield Unable(missing="等级的分数段（文中另有划分）", evidence=cited)
            continue
        if any(is_graded(rating.score, band.least, band.below) for band in named):
            yield Clear(evidence=cited)
            continue
        fitting = next((b.name for b in bands if is_graded(rating.score, b.least, b.below)), "")
        yield Hit(
            message=f"总得分 {rating.score.text}，等级写作“{rating.grade}”，按分数段是“{fitting}”",
            evidence=cited,
            suggestion="核对总得分和等级；本地另有划分的，写明各等级的分数段。",
            certainty=Certainty.CERTAIN if own else Certainty.POSSIBLE,
            severity=None if own else Severity.WARNING,
        )


def _evidence(told: list[_Told]) -> tuple[Evidence, ...]:
    return tuple(Evidence(role="指标", span=each.span) for each in told)


def _qualified(document: Document, claim: Found) -> bool:
    """Tell whether the words before leave some out: 其余指标, 除……外."""
    start = claim.span.start
    ahead = re.split("[。;]", words(document, Span(max(start - _REACH_BACK, 0), start)))[-1]
    return bool(_NOT_ALL.search(claim.text) or _NOT_ALL.search(ahead))


def _lost_on_indicators(facts: Facts) -> bool:
    """Tell whether points were lost on the indicators as a whole, so that some may well be unmet."""
    return any(
        line.full is not None and line.got is not None and line.full.value != line.got.value and "指标" in line.name
        for line in facts.of(ScoreLine)
    )
