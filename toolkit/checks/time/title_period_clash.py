"""标题的时段与正文的时段不符

查什么：标题写明月份、季度或半年的，正文的累计数是否算到同一个月；年度报告里，人员、资产等现状是否写成了上一年年底的数。

为何：时段不符的数字不能与目标、与上年比较。

依据：《预算法》第十八条：预算年度自公历一月一日起，至十二月三十一日止。

有问题：
    清溪镇2023年部门整体支出绩效自评报告
    一、基本情况
    截至2022年底，单位在职人员56人。

没问题：
    清溪镇2023年部门整体支出绩效自评报告
    一、基本情况
    截至2023年底，单位在职人员56人。

局限：同一句里既有上年年底、又有本年的数，是在比较，不报；年度报告里的月份见 TG04。
"""

import re

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.passages import passage
from toolkit.checks.sections import in_section
from toolkit.records import Clear, Evidence, Hit, Severity, Unable
from toolkit.records.facts import DateMention, Form, Mention
from toolkit.records.period import Period

_UNTIL = re.compile(r"(?:截至|截止|截止到|至)$")
_YEAR_END = re.compile(r"年(?:底|末|12月(?:31日|底|末)?)$")
_COMPARED = re.compile(r"上年|去年|相比|比20|较20|增加|减少|增长|下降|提高|降低|由|从|结转|结余|年初|期初|基数")
_CUMULATIVE = re.compile(r"^1月?[-~至到]")
_MONTHS = 12


@check("TM05", Severity.WARNING)
def title_period_clash(dossier: Dossier) -> Outcomes:
    identity = dossier.facts.identity
    if identity is None or identity.year is None:
        yield Unable(missing="标题里的年度", evidence=())
        return
    titled = [d for d in dossier.facts.within(DateMention, identity.span) if d.period]
    part = next((d.period for d in titled if d.period and _months(d.period) < _MONTHS), None)
    for day in dossier.facts.of(DateMention):
        if day.period is None or day.fault or identity.span.overlaps(day.span):
            continue
        cited = (Evidence(role="正文时段", span=day.span), Evidence(role="标题", span=identity.span))
        if part is not None:
            if day.period.start == part.start and _months(day.period) < _MONTHS and _is_cumulative(day):
                if day.period.end == part.end:
                    yield Clear(evidence=cited)
                else:
                    yield Hit(
                        message=f"标题的时段算到{part.end.month}月，这里写的是“{day.text}”",
                        evidence=cited,
                        suggestion="改成与标题同一时段的数，或改正标题",
                    )
        elif identity.form is not Form.OTHER and _is_state(dossier, day):
            if day.period.end.year == identity.year:
                yield Clear(evidence=cited)
            elif day.period.end.year == identity.year - 1:
                yield Hit(
                    message=f"{identity.year}年度的报告，现状却写的是{day.text}的数",
                    evidence=cited,
                    suggestion=f"换成{identity.year}年底的数，或写明为何用上年底的数",
                )


def _months(period: Period) -> int:
    return (period.end.year - period.start.year) * _MONTHS + period.end.month - period.start.month + 1


def _is_cumulative(day: DateMention) -> bool:
    return _CUMULATIVE.search(day.text.rpartition("年")[2]) is not None or day.text.endswith(("上半年", "季度"))


def _is_state(dossier: Dossier, day: DateMention) -> bool:
    """Tell whether the words say how things stand at a year's end, and compare with nothing: 截至2022年底，在职56人."""
    where = passage(dossier.document, day.span)
    sentence = where.sentence()
    alone = len(dossier.facts.within(DateMention, sentence.span)) == 1
    return bool(
        _YEAR_END.search(day.text)
        and _UNTIL.search(where.before(3))
        and alone
        and dossier.facts.within(Mention, sentence.span)
        and not _COMPARED.search(sentence.text)
        and not where.quotation()
        and not in_section(dossier, day.span.start, "measures")
    )
