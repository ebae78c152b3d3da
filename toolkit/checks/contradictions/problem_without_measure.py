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
from toolkit.checks.statements import opening
from toolkit.records import Certainty, Clear, Evidence, Hit, Severity, Unable
from toolkit.records.blanks import MARK
from toolkit.records.facts import Answer, Form, StatementKind


@check("CN03", Severity.WARNING)
def problem_without_measure(dossier: Dossier) -> Outcomes:
    identity, answers = dossier.facts.identity, dossier.facts.of(Answer)
    if identity is None or identity.form is Form.OTHER or not answers or not dossier.facts.said(StatementKind.MEASURE):
        yield Unable(missing="自评报告的问题与措施两节", evidence=())
        return
    for answer in answers:
        cited = (Evidence(role="问题", span=opening(dossier, answer.source)),)
        if answer.measures:
            yield Clear(evidence=cited)
        elif not answer.telling or MARK in dossier.document.settled[answer.source.span.start : answer.source.span.end]:
            yield Unable(missing="能看出主题的字句", evidence=cited)
        else:
            names = f"讲的是{'、'.join(answer.topics)}，" if answer.topics else ""
            yield Hit(
                message=f"这个问题{names}措施里没有一条讲到",
                evidence=cited,
                suggestion="补写对应的措施：做什么、谁来做、什么时候完成、怎样检查",
                certainty=Certainty.POSSIBLE,
            )
