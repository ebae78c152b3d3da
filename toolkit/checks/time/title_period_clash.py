"""标题的时段与正文的时段不符

查什么：标题写明月份、季度或半年的，正文的累计数是否算到同一个月；年度报告里，评价时段是否不足全年，
人员、资产等现状是否写成了上一年年底的数。

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
from collections.abc import Iterator

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.passages import passage
from toolkit.checks.sections import in_section
from toolkit.records import Clear, Evidence, Hit, Outcome, Severity, Unable
from toolkit.records.facts import DateMention, Form, Mention
from toolkit.records.period import Period

_UNTIL = re.compile(r"(?:截至|截止|截止到|至)$")
_YEAR_END = re.compile(r"年(?:底|末|12月(?:31日|底|末)?)$")
_COMPARED = re.compile(r"上年|去年|相比|比20|较20|增加|减少|增长|下降|提高|降低|由|从|结转|结余|年初|期初|基数")
_APPRAISED = re.compile(r"(?:评价|自评)(?:的)?(?:数据|资料)?(?:时段|期间|时期|时限|区间|周期)(?:为|是|:)?$")
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
                yield _judged(
                    day.period.end == part.end,
                    cited,
                    f"标题的时段算到{part.end.month}月，这里写的是“{day.text}”",
                    "改成与标题同一时段的数，或改正标题",
                )
        elif identity.form is not Form.OTHER:
            yield from _of_year(dossier, identity.year, day, day.period, cited)


def _of_year(
    dossier: Dossier, year: int, day: DateMention, period: Period, cited: tuple[Evidence, ...]
) -> Iterator[Outcome]:
    """Hold the period and the state that an annual report speaks of against its year."""
    if _is_appraised(dossier, day):
        whole = _months(period) == _MONTHS
        if whole or period.start.year == period.end.year == year:
            yield _judged(
                whole,
                cited,
                f"{year}年度的报告，评价时段却只有“{day.text}”",
                "评价时段写全年，或写明只评价这几个月的理由，并改正标题",
            )
    elif _is_state(dossier, day) and year - 1 <= period.end.year <= year:
        yield _judged(
            period.end.year == year,
            cited,
            f"{year}年度的报告，现状却写的是{day.text}的数",
            f"换成{year}年底的数，或写明为何用上年底的数",
        )


def _judged(holds: bool, cited: tuple[Evidence, ...], message: str, suggestion: str) -> Outcome:
    return Clear(evidence=cited) if holds else Hit(message=message, evidence=cited, suggestion=suggestion)


def _months(period: Period) -> int:
    return (period.end.year - period.start.year) * _MONTHS + period.end.month - period.start.month + 1


def _is_cumulative(day: DateMention) -> bool:
    return _CUMULATIVE.search(day.text.rpartition("年")[2]) is not None or day.text.endswith(("上半年", "季度"))


def _is_appraised(dossier: Dossier, day: DateMention) -> bool:
    """Tell whether the words make it the period that the evaluation covers: 评价时段为2023年1月1日至12月31日."""
    return _APPRAISED.search(passage(dossier.document, day.span).before(12)) is not None


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
