"""自评结论与指标完成情况矛盾

查什么：结论说部分指标未完成，而列出的指标全部完成；或者结论说全部完成，而列出的指标里有未完成的。

为何：结论是领导和公众最先看的话，与后面的指标对不上，整份报告的可信度就会受疑。

依据：财预〔2020〕10号：自评总分由各项指标得分汇总形成，结论以指标的完成情况为依据。

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

局限：指标是否完成，以报告自己写的完成率和说法为准（写得对不对见 TG01）；没有逐项列出指标的不判断。
"""

import re
from dataclasses import dataclass

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.indicators import Said, saying
from toolkit.checks.passages import Found, find, words
from toolkit.checks.sections import in_section
from toolkit.records import Certainty, Clear, Document, Evidence, Hit, Outcome, Severity, Span, Unable
from toolkit.records.facts import Facts, Indicator, ScoreLine, Statement, StatementKind

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


@check("CN01", Severity.ERROR)
def conclusion_vs_indicators(dossier: Dossier) -> Outcomes:
    said = [(i, saying(i, dossier)) for i in dossier.facts.of(Indicator)]
    conclusions = [s.span for s in dossier.facts.of(Statement) if s.kind is StatementKind.CONCLUSION]
    unmet = [_Told(name="".join(i.name.split()), span=s.span or i.name_span) for i, s in said if s.said is Said.UNMET]
    unmet += () if unmet else _told_unmet(dossier, conclusions)
    met = [_Told(name=i.name, span=s.span or i.name_span) for i, s in said if s.said is Said.MET]
    known = met if len(met) == len(said) else []
    for conclusion in conclusions:
        for claim in find(dossier.document, _SOME_UNMET, conclusion):
            yield _of_some_unmet(dossier.facts, claim, unmet, known)
        for claim in find(dossier.document, _ALL_MET, conclusion):
            if not _qualified(dossier.document, claim):
                yield _of_all_met(claim, unmet, known)
        for claim in find(dossier.document, _VAGUE, conclusion):
            if known and not unmet:
                yield _of_vague(claim)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """An indicator of which the text says whether it was reached, and where."""

    name: str
    span: Span


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
