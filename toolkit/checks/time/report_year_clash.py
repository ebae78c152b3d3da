"""年度或日期前后矛盾

查什么：标题的年度与正文自己说的评价年度、评价时段是否一致；一段时间的止期是否早于起期；
说是已经发生的事，日期却在报告落款之后。

为何：年度写错，全部数字都失去依据，多半是从上年的报告带过来的。

依据：《预算法》第十八条：预算年度自公历一月一日起，至十二月三十一日止；报告自称年度的用语见 knowledge/times.toml。

有问题：
    青禾县水务局2023年度部门整体支出绩效自评报告
    评价时段为2022年1月1日至2022年12月31日。

没问题：
    青禾县水务局2023年度部门整体支出绩效自评报告
    评价时段为2023年1月1日至2023年12月31日。

局限：与上年比较、上年自评的整改、书名号里的文件名和下年计划，写别的年份都不算；只看明说是本报告年度的地方。
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.passages import Passage, passage
from toolkit.checks.wordings import any_of, one_of
from toolkit.records import Clear, Evidence, Hit, Outcome, Severity, Unable
from toolkit.records.facts import DateMention, Form, Identity
from toolkit.records.period import Period

FROM = re.compile(r"(?:自|从|由|起止(?:时间|日期)|(?:时间|期限|工期|周期|时段|期间))(?:为|是|:)?$")
TO = re.compile(r"^[^\d。;的]{0,12}(?:至|到|-|~)$")
BEGUN = re.compile(r"^(?:正式|全面)?(?:开工|动工)(?:建设)?,?(?:并|计划)?[于至到]?$")
ENDED = re.compile(r"^(?:全面|全部|如期|正式|建成|已)?(?:完工|竣工)")
DONE = re.compile(r"已(?!经?列入)|截[至止]|完成了|全部完成")

DEED = re.compile(r",已(?!列|经)")
TITLE = re.compile(r"《[^》]*》?")
WHOLE_YEAR = re.compile(r"年1月1日.*12月31日$")


@check("TM01", Severity.ERROR)
def report_year_clash(dossier: Dossier) -> Outcomes:
    yield from _own_years(dossier)
    yield from _order(dossier)
    yield from _after_issue(dossier)


def _own_years(dossier: Dossier) -> Iterator[Outcome]:
    """Compare the title's year with every year that the body gives as the report's own."""
    identity = dossier.facts.identity
    if identity is None or identity.form is Form.OTHER:
        return
    days = list(_owned(dossier, identity))
    titled = {day.period.end.year for day in dossier.facts.within(DateMention, identity.span) if day.period}
    if identity.year is None or identity.year not in titled:
        for day in days:
            yield Unable(missing="标题里的年度", evidence=(Evidence(role="正文年度", span=day.span),))
        return
    for day in days:
        evidence = (Evidence(role="正文年度", span=day.span), Evidence(role="标题", span=identity.span))
        if day.period and day.period.start.year <= identity.year <= day.period.end.year:
            yield Clear(evidence=evidence)
        else:
            yield Hit(
                message=f"标题是{identity.year}年度，这里却说评价的是{day.text}，请核对",
                evidence=evidence,
                suggestion=f"如果标题无误，改为{identity.year}年",
            )


def _owned(dossier: Dossier, identity: Identity) -> Iterator[DateMention]:
    """Yield the years and periods that the body calls its own."""
    periods = re.compile(rf"(?:{any_of(dossier.knowledge.times.own_period.words)})(?:为|是|:|从|自|\t)*$")
    years = re.compile(rf"[^\d,。;:《》“”]{{0,12}}(?:{any_of(dossier.knowledge.times.own_year.words)})")
    foreign = one_of(dossier.knowledge.times.other_year.words)
    for day in dossier.facts.of(DateMention):
        where = passage(dossier.document, day.span)
        if day.period is None or day.fault or identity.span.overlaps(day.span) or where.quotation():
            continue
        if periods.search(where.before(14)) or _judged_over(day, where, dossier):
            yield day
        elif day.text.endswith(("年", "年度")) and years.match(where.after(30)):
            sentence = where.sentence()
            alone = len(dossier.facts.within(DateMention, sentence.span)) == 1
            if alone and _concludes(day, dossier) and not foreign.search(sentence.text):
                yield day


def _judged_over(day: DateMention, where: Passage, dossier: Dossier) -> bool:
    """Tell whether a sentence begins with the days of a whole year and gives the marks: …至12月31日,…自评得分."""
    sentence = where.sentence()
    return bool(
        WHOLE_YEAR.search(day.text)
        and where.start == sentence.start
        and len(dossier.facts.within(DateMention, sentence.span)) == 1
        and one_of(dossier.knowledge.times.own_year.words).search(sentence.text)
    )


def _concludes(day: DateMention, dossier: Dossier) -> bool:
    """Tell whether the words are a chapter's heading, or stand in the chapter that gives the result."""
    path = dossier.facts.path(day.span.start)
    if path and path[-1].span.covers(day.span):
        return path[-1].level == 1
    heads = dossier.knowledge.outline.roles["conclusion"]
    return not path or any(head in heading.title for heading in path for head in heads)


def _order(dossier: Dossier) -> Iterator[Outcome]:
    """Look at every stretch of time with both ends given."""
    days = [day for day in dossier.facts.of(DateMention) if day.period]
    for day in days:
        if day.period and day.period.backwards:
            yield Hit(
                message=f"“{day.text}”的止期早于起期",
                evidence=(Evidence(role="时段", span=day.span),),
                suggestion="核对起止日期，改正其中一个",
            )
    for first, last in pairwise(days):
        one, other = passage(dossier.document, first.span), passage(dossier.document, last.span)
        if first.period is None or last.period is None or one.line is not other.line or other.start < one.end:
            continue
        between = one.line.text[one.end : other.start]
        if (FROM.search(one.before(8)) and TO.match(between)) or (BEGUN.match(between) and ENDED.match(other.after(8))):
            yield _in_order(first, first.period, last, last.period)


def _in_order(first: DateMention, begin: Period, last: DateMention, end: Period) -> Outcome:
    evidence = (Evidence(role="止期", span=last.span), Evidence(role="起期", span=first.span))
    if end.end >= begin.start:
        return Clear(evidence=evidence)
    return Hit(
        message=f"止期{last.text}早于起期{first.text}",
        evidence=evidence,
        suggestion="核对起止日期，改正其中一个",
    )


def _after_issue(dossier: Dossier) -> Iterator[Outcome]:
    """Look for deeds told as done on a day after the report was signed."""
    issued = _issued(dossier)
    if issued is None or issued.period is None:
        return
    planned = one_of(dossier.knowledge.plans.planned.words)
    for day in dossier.facts.of(DateMention):
        if day.period is None or day.period.start <= issued.period.end or day.period.backwards:
            continue
        where = passage(dossier.document, day.span)
        told = TITLE.sub("", where.sentence().text)
        if DEED.match(where.after(3)):  # 2024年6月,已印发…: what follows later in the sentence is of another time
            told, done = TITLE.sub("", where.after(30)).split(",")[1], True
        else:
            done = DONE.search(where.clause().text) is not None
        if done and not planned.search(told) and not where.quotation():
            yield Hit(
                message=f"报告落款日期是{issued.text}，这里说{day.text}的事已经发生，请核对",
                evidence=(Evidence(role="日期", span=day.span), Evidence(role="落款", span=issued.span)),
                suggestion="核对这两个日期",
            )


def _issued(dossier: Dossier) -> DateMention | None:
    """Return the date that stands alone in a line near the document's end."""
    return next(
        (day for day in dossier.facts.of(DateMention)[:-4:-1] if _alone(passage(dossier.document, day.span))), None
    )


def _alone(where: Passage) -> bool:
    return where.text == where.line.text and where.text.endswith("日")
