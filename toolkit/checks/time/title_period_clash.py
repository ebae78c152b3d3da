"""标题的时段与正文的时段不符

查什么：标题写明月份、季度或半年的，正文的累计数是否算到同一个月；年度报告里，评价时段是否不足全年，
全年的支出、工作量是否写成了上半年、前三季度的数。

为何：时段不符的数字不能与目标、与上年比较。

依据：《预算法》第十八条：预算年度自公历一月一日起，至十二月三十一日止。

有问题：
    清溪镇2023年部门整体支出绩效自评报告
    一、基本情况
    评价时段为2023年1月1日至10月31日。

没问题：
    清溪镇2023年部门整体支出绩效自评报告
    一、基本情况
    评价时段为2023年1月1日至12月31日。

局限：几个月的数与年末结转、预算执行率等全年的数写在一句里的，
是警告，单独一句的只提示；同一段里还讲下半年、四季度或全年的不报；指标里的月份见 TG04，写成上年年底的现状见 TM01。
"""

import re
from collections.abc import Iterator

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.passages import passage
from toolkit.checks.sections import in_section
from toolkit.records import Certainty, Clear, Evidence, Hit, Outcome, Severity, Span, Unable
from toolkit.records.facts import DateMention, Form, Mention
from toolkit.records.period import Period

_APPRAISED = re.compile(r"(?:评价|自评)(?:的)?(?:数据|资料)?(?:时段|期间|时期|时限|区间|周期)(?:为|是|:)?$")
_CUMULATIVE = re.compile(r"^1月?[-~至到]")
_MONTHS = 12
_FIRST_MONTHS = re.compile(r"^(?:20\d\d年)?(?:上半年|(?:第?一|前[二两三])个?季度|1月?[-~至到](?:\d|1[01])月)$")
_OF_A_WHOLE_YEAR = re.compile(r"年末|年底|年初预算|调整后?预算|预算(?:支出|执行|完成)率|决算|20\d\d年全年")
_REST_OF_THE_YEAR = re.compile(r"下半年|[三四]季度|(?<!\d年)全年|(?<!月)(?:[789]|1[012])[-~至月到]|余下|其余")
_UNDER_WAY = re.compile(
    r"同期|上年|去年|监控|进度|序时|预计|计划|拟|力争|确保|目标|其中|截[至止]|以来|实施期|工期|疫情"
)
_AT_ONCE = 14  # characters in which the figure of a period begins


@check("TM05", Severity.WARNING)
def title_period_clash(dossier: Dossier) -> Outcomes:
    identity = dossier.facts.identity
    if identity is None or identity.year is None:
        yield Unable(missing="标题里的年度", evidence=())
        return
    titled = [d for d in dossier.facts.within(DateMention, identity.span) if d.period]
    part = next((d.period for d in titled if d.period and _months(d.period) < _MONTHS), None)
    for day in dossier.facts.of(DateMention):
        if day.fault or identity.span.overlaps(day.span):
            continue
        if day.period is None or _months(day.period) < _MONTHS:
            if part is None and identity.form is not Form.OTHER:
                yield from _of_some_months(dossier, identity.year, day)
            if day.period is None:
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


def _of_some_months(dossier: Dossier, year: int, day: DateMention) -> Iterator[Outcome]:
    """Miss the rest of the year where the first months alone have done something: 上半年支出…，年末结转…."""
    where = passage(dossier.document, day.span)
    if not _FIRST_MONTHS.search(day.text) or (day.period and day.period.start.year != year) or where.in_table:
        return
    sentence, around = where.sentence(), where.before(3).partition("。")[0] + where.clause().text
    line = where.line.text
    rest = _REST_OF_THE_YEAR.search(line[: where.start]) or _REST_OF_THE_YEAR.search(line[where.end :])
    soon = Span(where.span.end, where.part(0, len(where.text) + _AT_ONCE).span.end)
    if (
        not rest
        and not _UNDER_WAY.search(around)
        and dossier.facts.within(Mention, where.clause().span)
        and any(soon.start <= m.span.start < soon.end for m in dossier.facts.within(Mention, sentence.span))
        and not where.quotation()
        and not in_section(dossier, day.span.start, "measures")
    ):
        mixed = _OF_A_WHOLE_YEAR.search(sentence.text)
        yield Hit(
            message=f"{year}年度的报告，这里只写了“{day.text}”的数",
            evidence=(Evidence(role="正文时段", span=day.span),),
            suggestion="换成全年的数，或补写其余月份；确为全年的数，把时段改过来",
            certainty=Certainty.CERTAIN if mixed else Certainty.POSSIBLE,
            severity=None if mixed else Severity.INFO,
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
