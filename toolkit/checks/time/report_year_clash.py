"""年度或日期前后矛盾

查什么：标题的年度与正文自己说的评价年度、评价时段是否一致；一段时间的止期是否早于起期；
说是已经发生的事，日期却在报告落款之后；人员、资产等现状是否写成了上一年年底的数（只作警告）；
改进措施的期限是否早在评价年度以前（只作警告）。

为何：年度写错，全部数字都失去依据，多半是从上年的报告带过来的。

依据：《预算法》第十八条：预算年度自公历一月一日起，至十二月三十一日止；报告自称年度的用语见 knowledge/times.toml。

有问题：
    青禾县水务局2023年度部门整体支出绩效自评报告
    评价时段为2022年1月1日至2022年12月31日。

没问题：
    青禾县水务局2023年度部门整体支出绩效自评报告
    评价时段为2023年1月1日至2023年12月31日。

局限：与上年比较、上年自评的整改、书名号里的文件名和下年计划，写别的年份都不算；只看明说是本报告年度的地方；
同一句里既有上年年底、又有本年的数，是在比较，不报。
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.passages import Passage, passage
from toolkit.checks.sections import in_section
from toolkit.knowledge.patterns import any_of, one_of
from toolkit.records import Certainty, Clear, Evidence, Hit, Outcome, Severity, Unable
from toolkit.records.facts import DateMention, Form, Identity, Mention
from toolkit.records.period import Period

FROM = re.compile(r"(?:自|从|由|起止(?:时间|日期)|(?:时间|期限|工期|周期|时段|期间))(?:为|是|:)?$")
TO = re.compile(r"^[^\d。;的]{0,12}(?:至|到|-|~)$")
BEGUN = re.compile(r"^(?:正式|全面)?(?:开工|动工)(?:建设)?,?(?:并|计划)?[于至到]?$")
ENDED = re.compile(r"^(?:全面|全部|如期|正式|建成|已)?(?:完工|竣工)")
DONE = re.compile(r"已(?!经?列入)|截[至止]|完成了|全部完成")

DEED = re.compile(r",已(?!列|经)")
TITLE = re.compile(r"《[^》]*》?")
UNTIL = re.compile(r"(?:截至|截止|截止到|至)$")
YEAR_END = re.compile(r"年(?:底|末|12月(?:31日|底|末)?)$")
COMPARED = re.compile(r"上年|去年|相比|比20|较20|增加|减少|增长|下降|提高|降低|由|从|结转|结余|年初|期初|基数|累计")
GROUND = re.compile(r"背景|依据|立项|缘由|必要性")  # why a project was set up is told as of the time before it
_OFTEN = 3  # times that a year is told before it is taken for the report's
APPRAISED = re.compile(r"[^\d,。;:《》“”]{2,20}(?:开展|进行|组织)了?(?:绩效)?自我?评")
DUE = re.compile(r"(?:月?底|月?末)?(?:以?前|之前|内|完成|建成|竣工|交付)")
WHOLE_YEAR = re.compile(r"年1月1日.*12月31日$")


@check("TM01", Severity.ERROR)
def report_year_clash(dossier: Dossier) -> Outcomes:
    yield from _own_years(dossier)
    yield from _title(dossier)
    yield from _states(dossier)
    yield from _order(dossier)
    yield from _after_issue(dossier)
    yield from _past_deadlines(dossier)


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


def _title(dossier: Dossier) -> Iterator[Outcome]:
    """Doubt a title's year that the body hardly knows: it tells of another, and was signed the year after that."""
    identity, issued = dossier.facts.identity, _issued(dossier)
    if identity is None or identity.form is Form.OTHER or identity.year is None or issued is None or not issued.period:
        return
    titled = next((d for d in dossier.facts.within(DateMention, identity.span) if d.period), None)
    years = Counter(
        day.period.end.year
        for day in dossier.facts.of(DateMention)
        if day.period and not identity.span.overlaps(day.span) and not in_section(dossier, day.span.start, "measures")
    )
    most, count = max(years.items(), key=lambda each: each[1], default=(identity.year, 0))
    told = count >= _OFTEN and 2 * years[identity.year] < count
    if titled and told and most != identity.year and issued.period.end.year == most + 1:
        yield Hit(
            message=f"标题是{identity.year}年度，正文{count}处讲的是{most}年，请核对标题",
            evidence=(Evidence(role="标题年度", span=titled.span),),
            suggestion=f"如果正文无误，改为{most}年",
            certainty=Certainty.POSSIBLE,
            severity=Severity.WARNING,
        )


def _states(dossier: Dossier) -> Iterator[Outcome]:
    """Compare the title's year with the year's end as of which the body tells how things stand."""
    identity = dossier.facts.identity
    if identity is None or identity.form is Form.OTHER or identity.year is None:
        return
    for day in dossier.facts.of(DateMention):
        if day.period is None or day.fault or not _is_state(dossier, day):
            continue
        evidence = (Evidence(role="现状的日期", span=day.span), Evidence(role="标题", span=identity.span))
        if day.period.end.year == identity.year:
            yield Clear(evidence=evidence)
        elif day.period.end.year == identity.year - 1:
            yield Hit(
                message=f"{identity.year}年度的报告，现状却写的是{day.text}的数",
                evidence=evidence,
                suggestion=f"换成{identity.year}年底的数，或写明为何用上年底的数",
                certainty=Certainty.POSSIBLE,
                severity=Severity.WARNING,
            )


def _is_state(dossier: Dossier, day: DateMention) -> bool:
    """Tell whether the words say how things stand at a year's end, and compare with nothing: 截至2022年底，在职56人."""
    where = passage(dossier.document, day.span)
    sentence = where.sentence()
    alone = len(dossier.facts.within(DateMention, sentence.span)) == 1
    return bool(
        YEAR_END.search(day.text)
        and UNTIL.search(where.before(3))
        and alone
        and dossier.facts.within(Mention, sentence.span)
        and not COMPARED.search(sentence.text)
        and not where.quotation()
        and not in_section(dossier, day.span.start, "measures")
        and not any(GROUND.search(heading.title) for heading in dossier.facts.path(day.span.start))
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
        if periods.search(where.before(14)) or _judged_over(day, where, dossier) or _opens_with(day, where, dossier):
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


def _opens_with(day: DateMention, where: Passage, dossier: Dossier) -> bool:
    """Tell whether the words before all headings say what is judged: 我局对2024年度部门整体支出开展绩效自评."""
    appraised = where.before(1) == "对" and APPRAISED.match(where.after(40))
    return bool(appraised) and not dossier.facts.path(day.span.start)


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


def _past_deadlines(dossier: Dossier) -> Iterator[Outcome]:
    """Look for measures that are to be done by a day before the year that is judged."""
    identity = dossier.facts.identity
    if identity is None or identity.form is Form.OTHER or identity.year is None:
        return
    for day in dossier.facts.of(DateMention):
        if day.period is None or day.fault or not in_section(dossier, day.span.start, "measures"):
            continue
        where = passage(dossier.document, day.span)
        if not DUE.match(where.after(4)) or where.quotation():
            continue
        evidence = (Evidence(role="措施的期限", span=day.span), Evidence(role="标题", span=identity.span))
        if day.period.end.year >= identity.year:
            yield Clear(evidence=evidence)
        else:
            yield Hit(
                message=f"{identity.year}年度的报告，措施的期限却写的是{day.text}，早已过去",
                evidence=evidence,
                suggestion="核对年份；已经办完的，移到完成情况里写",
                certainty=Certainty.POSSIBLE,
                severity=Severity.WARNING,
            )


def _issued(dossier: Dossier) -> DateMention | None:
    """Return the date that stands alone in a line near the document's end."""
    return next(
        (day for day in dossier.facts.of(DateMention)[:-4:-1] if _alone(passage(dossier.document, day.span))), None
    )


def _alone(where: Passage) -> bool:
    return where.text == where.line.text and where.text.endswith("日")
