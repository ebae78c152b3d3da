"""问题没有对应的措施

查什么：“存在的主要问题”里的每一条，在“改进措施”里有没有讲同一件事的一条。

为何：提出问题而不说怎么改，等于没有整改；绩效评价结果应用看的就是这一条对一条。

依据：财预〔2020〕10号：针对发现的问题制定改进措施；各主题的用语见 knowledge/topics.toml。

有问题：
    清溪镇2023年部门整体支出绩效自评报告
    一、存在的主要问题
    绩效指标库尚未建立。
    二、下一步改进措施
    加强固定资产盘点，做到账实相符。

没问题：
    清溪镇2023年部门整体支出绩效自评报告
    一、存在的主要问题
    绩效指标库尚未建立。
    二、下一步改进措施
    分行业建立绩效指标库，每年更新一次。

局限：按主题词比较，同一件事换了全新的说法时看不出来，所以只作提醒；读不出主题的问题不判断。
"""

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.topics import akin, opening, said, shared, topics
from toolkit.knowledge import Knowledge
from toolkit.records import Certainty, Clear, Evidence, Hit, Severity, Unable
from toolkit.records.facts import Form, Statement, StatementKind

_ENOUGH, _OWN = 2, 3  # pairs of characters in common: a measure that answers, and one that was made for a problem


@check("CN03", Severity.WARNING)
def problem_without_measure(dossier: Dossier) -> Outcomes:
    identity = dossier.facts.identity
    problems, measures = said(dossier, StatementKind.PROBLEM), said(dossier, StatementKind.MEASURE)
    if identity is None or identity.form is Form.OTHER or not problems or not measures:
        yield Unable(missing="自评报告的问题与措施两节", evidence=())
        return
    close = {(p, m): shared(dossier.knowledge, p.text, m.text) for p in problems for m in measures}
    taken = {m: max(close[p, m] for p in problems) >= _OWN for m in measures}
    for problem in problems:
        about = topics(dossier.knowledge, problem.text)
        cited = (Evidence(role="问题", span=opening(dossier, problem)),)
        free = [m for m in measures if not taken[m] or close[problem, m] >= _ENOUGH]
        others = [p for p in problems if p is not problem]
        wordy = bool(others) and all(any(close[p, m] >= _OWN for m in measures) for p in others)
        if any(_answers(dossier.knowledge, problem, m, close[problem, m]) for m in free):
            yield Clear(evidence=cited)
        elif not about and not wordy:
            yield Unable(missing="能看出主题的字句", evidence=cited)
        else:
            names = f"讲的是{'、'.join(sorted(about))}，" if about else ""
            yield Hit(
                message=f"这个问题{names}措施里没有一条讲到",
                evidence=cited,
                suggestion="补写对应的措施：做什么、谁来做、什么时候完成、怎样检查",
                certainty=Certainty.POSSIBLE,
            )


def _answers(knowledge: Knowledge, problem: Statement, measure: Statement, close: int) -> bool:
    """Tell whether a measure speaks of the problem: in its words, those of its cause among them, or on its topic."""
    about = topics(knowledge, problem.text)
    enough = _OWN if about else _ENOUGH
    return (
        close >= enough or akin(knowledge, problem.text, measure.text) or bool(about & topics(knowledge, measure.text))
    )
