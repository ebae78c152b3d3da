"""自评结论与指标完成情况、得分矛盾

查什么：结论说部分指标未完成，而列出的指标全部完成；或者结论说全部完成，而列出的指标里有未完成的；
结论写明几项达到、几项未达到的，逐项数一遍；评定的等级（优、良、中、差）与总得分不相称的，也指出来；
结论以外说“产出指标均已完成”的，与这一类指标核对（作警告）。

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

from collections.abc import Iterable, Iterator

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.all_done import done_by_class
from toolkit.checks.grades import graded
from toolkit.checks.indicators import is_met
from toolkit.records import Certainty, Clear, Evidence, Hit, Outcome, Severity, Unable
from toolkit.records.facts import Assertion, Extent, Said, ScoreLine, Standing

_MISSING = "逐项列出、写明是否完成的指标"
_OF_INDICATORS = ("指标", "绩效")


@check("CN01", Severity.ERROR)
def conclusion_vs_indicators(dossier: Dossier) -> Outcomes:
    for told in dossier.facts.of(Assertion):
        yield from _of_number(dossier, told) if told.extent is Extent.COUNTED else _of_words(dossier, told)
    yield from done_by_class(dossier)
    yield from graded(dossier)


def _of_words(dossier: Dossier, told: Assertion) -> Iterator[Outcome]:
    """Hold words about all of the indicators against what is said of each."""
    said, unmet, met = f"结论说“{told.text}”", told.saying(Said.UNMET), told.saying(Said.MET)
    cited = (Evidence(role="结论", span=told.span),)
    counter = (*_evidence(unmet), *(Evidence(role="指标", span=span) for span in told.elsewhere))
    all_met = bool(met) and len(met) == len(told.standings) and not counter
    match told.extent:
        case Extent.NOT_ALL if counter:
            yield Clear(evidence=(*cited, *counter))
        case Extent.NOT_ALL if all_met and len(met) > 1 and not _lost_on_indicators(dossier):  # one is no list
            yield Hit(
                message=f"{said}，而列出的 {len(met)} 项指标都写作完成",
                evidence=(*cited, *_evidence(met[:1])),
                suggestion="写明是哪项指标没有完成，或删去结论中的这句话。",
            )
        case Extent.ALL if counter:
            general = not any(word in told.text for word in _OF_INDICATORS)  # 圆满完成目标任务 is said of everything
            names = [*map(_name, unmet), *("".join(dossier.document.quote(span).split()) for span in told.elsewhere)]
            yield Hit(
                message=f"{said}，而文中写明没有完成的有：{'、'.join(names)}",
                evidence=(*cited, *counter),
                suggestion="改写结论，如实写明未完成的指标；或核对该指标的完成情况。",
                certainty=Certainty.POSSIBLE if general else Certainty.CERTAIN,
                severity=Severity.WARNING if general else None,
            )
        case Extent.ALL if all_met:
            yield Clear(evidence=cited)
        case Extent.ROUGHLY if all_met:  # at odds, but a way of speaking
            yield Hit(
                message=f"{said}，而列出的指标都写作完成",
                evidence=cited,
                suggestion="全部完成的写“达到”；有保留的，写明差在哪里。",
                certainty=Certainty.POSSIBLE,
                severity=Severity.INFO,
            )
        case Extent.NOT_ALL | Extent.ALL:
            yield Unable(missing=_MISSING, evidence=cited)


def _of_number(dossier: Dossier, told: Assertion) -> Iterator[Outcome]:
    """Count the indicators over; only where all that are meant are listed and none is in doubt."""
    cited = (Evidence(role="结论", span=told.span),)
    listed = [s for s in told.standings if s.source.target is not None or s.said is not Said.NOTHING]
    reached = [is_met(dossier, standing) for standing in listed]
    unmet = [standing for standing, met in zip(listed, reached, strict=True) if not met]
    if len(listed) != told.among or None in reached:
        yield Unable(missing=_MISSING, evidence=cited)
    elif len(unmet) == told.unmet:
        yield Clear(evidence=(*cited, *_evidence(unmet)))
    else:
        names = f"（{'、'.join(map(_name, unmet))}）" if unmet else ""
        yield Hit(
            message=f"结论说“{told.text}”，而列出的 {told.among} 项指标中有 {len(unmet)} 项没有达到{names}",
            evidence=(*cited, *_evidence(unmet or listed[:1])),
            suggestion="按列出的指标重新数一遍，改正结论；或核对各项指标的完成情况。",
        )


def _evidence(standings: Iterable[Standing]) -> tuple[Evidence, ...]:
    return tuple(Evidence(role="指标", span=each.at or each.source.name_span) for each in standings)


def _name(standing: Standing) -> str:
    return "".join(standing.source.name.split())


def _lost_on_indicators(dossier: Dossier) -> bool:
    """Tell whether points were lost on the indicators as a whole, so that some may well be unmet."""
    lines = (line for line in dossier.facts.of(ScoreLine) if "指标" in line.name)
    return any(line.full and line.got and line.full.value != line.got.value for line in lines)
