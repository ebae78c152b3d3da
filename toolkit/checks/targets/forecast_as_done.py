"""预计数或部分月份的数，当作全年已完成

查什么：实际值是预计、待公布，或者只到某个月，完成率却写100%的指标；
以及年度报告的成效中，只累计到七月至十一月的数。

为何：自评针对的是全年结果，预计数写成完成，全年数据出来以后可能对不上。

依据：财预〔2020〕10号：按全年实际完成值与指标值比较计分；预计的用语见 knowledge/cues.toml 的 forecast，
部分月份的用语见 knowledge/times.toml。

有问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    一、效益指标完成情况
    经济效益指标为工业产值增长率，年度目标值为6%以上，2023年1-10月增长7.2%，预计可以完成年度目标，指标完成率为100%。

没问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    一、效益指标完成情况
    经济效益指标为工业产值增长率，年度目标值为6%以上，2023年全年增长7.2%，指标完成率为100%。

局限：问题、措施和目标部分的预计不算；上半年的监控数据不算。
"""

import re
from collections.abc import Iterator

from toolkit.arithmetic import as_printed
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.passages import Found, passage, says
from toolkit.checks.sections import in_section
from toolkit.knowledge.patterns import one_of
from toolkit.records import Clear, Evidence, Hit, Outcome, Severity, Span
from toolkit.records.facts import DateMention, Indicator, Mention, Role, Said, Standing

_MONTHS = re.compile(
    "1月?(?:-|~|至|到)(?:[1-9]|10|11)月份?|前(?:[一二三123]个?季度|十?[一二三四五六七八九十]个月)|上半年"
)
_FROM_JANUARY = re.compile("(?<!\\d)1月?份?(?:-|~|至|到)(?P<last>\\d{1,2})月")
_YEAR = re.compile("20\\d\\d")
_NEARLY_DONE = range(7, 12)
# Behind a rate, words that call its indicator done: 预计可达到100%，该指标完成.
_CALLED_DONE = re.compile(
    ",(?:该项?|本项?|此项)?(?:指标|目标|任务)(?:已|视为|按)?(?:如期|全部)?(?:完成|达成|达标|实现)"
)
_REACH = 40
_WHOLE = re.compile("全年|1月?-12月|12月底|年底|年末")
_CLOSE = 20  # characters behind the months in which their figure stands


@check("TG04", Severity.WARNING)
def forecast_as_done(dossier: Dossier) -> Outcomes:
    for claim in dossier.facts.of(Standing):
        yield from _judged(dossier, claim)
    first_of_sentence: dict[int, int] = {}
    for mention in dossier.facts.of(Mention):
        first = first_of_sentence.setdefault(mention.sentence, mention.span.start)
        if mention.role is Role.COMPLETION and not dossier.facts.cover(Indicator, mention.span):
            yield from _loose(dossier, mention, first)
        elif mention.role is Role.RATE and not dossier.facts.cover(Indicator, mention.span):
            where = passage(dossier.document, mention.span)
            if _CALLED_DONE.match(where.after(_REACH)):
                yield from _loose(dossier, mention, where.clause().span.start)
    yield from _part_years(dossier)


def _judged(dossier: Dossier, claim: Standing) -> Iterator[Outcome]:
    indicator = claim.source
    if claim.said is not Said.MET or claim.at is None:
        return
    done = Evidence(role="完成的说法", span=claim.at)
    if not indicator.forecast and not _of_some_months(dossier, indicator):
        if indicator.actual is not None:
            yield Clear(evidence=(Evidence(role="实际值", span=indicator.actual.span), done))
        return
    yield _hit(dossier, indicator.span, done)


def _of_some_months(dossier: Dossier, indicator: Indicator) -> bool:
    """Tell whether the actual value is said to be of some months: 1-10月完成值96.2%."""
    target, completion = indicator.target, indicator.completion
    start = target.span.end if target else indicator.span.start
    end = completion.span.start if completion and completion.span.start > start else indicator.span.end
    within = Span(start, end)
    months = says(dossier.document, _MONTHS, within)
    if months is None or says(dossier.document, _WHOLE, within) is not None:
        return False
    behind = Span(months.span.end, min(months.span.end + _CLOSE, end))
    return bool(dossier.facts.within(Mention, behind))


def _hit(dossier: Dossier, within: Span, done: Evidence) -> Hit:
    """Accuse, with the words that announce the figure or the months it covers as those at fault."""
    announced = _announced(dossier, within)
    months = says(dossier.document, _MONTHS, within)
    cited = [Evidence(role=role, span=f.span) for role, f in (("预计", announced), ("部分月份", months)) if f]
    what = "、".join(f"“{f.match.group()}”" for f in (announced, months) if f) or "预计数"
    return Hit(
        message=f"{what}还不是全年的实际数，却按100%完成记",
        evidence=(*cited, done),
        suggestion="补入全年实际数；尚未公布的，写明截止月份，完成率注明“预计”。",
    )


def _announced(dossier: Dossier, within: Span) -> Found | None:
    """Return the words that announce a figure, the first kind that cues.toml names."""
    cues = dossier.knowledge.cues.forecast
    if says(dossier.document, one_of(cues), within) is None:
        return None
    return next((found for cue in cues if (found := says(dossier.document, one_of((cue,)), within))), None)


def _loose(dossier: Dossier, mention: Mention, first: int) -> Iterator[Outcome]:
    """Look at a rate of completion outside the indicators, and the words before it from its sentence's first figure."""
    figure = mention.quantity
    if figure.value is None or as_printed(figure).lo < 100:
        return
    if in_section(dossier, mention.span.start, "problems", "measures"):
        return
    start = max(first, mention.span.start - 2 * _REACH)
    if _announced(dossier, Span(start, mention.span.start)):
        yield _hit(dossier, Span(start, mention.span.start), Evidence(role="完成的说法", span=mention.span))


def _part_years(dossier: Dossier) -> Iterator[Outcome]:
    """Look for totals of January to July … November among the results of the year."""
    for date in dossier.facts.of(DateMention):
        elsewhere = in_section(dossier, date.span.start, "problems", "measures")
        if elsewhere or dossier.facts.cover(Indicator, date.span) or not _is_part_year(dossier, date):
            continue
        if _told(dossier, date):
            yield Hit(
                message=f"“{date.text}”的累计数写进了年度报告，不是全年数",
                evidence=(Evidence(role="部分月份", span=date.span),),
                suggestion="换成全年数，或说明为何只有部分月份的数。",
                severity=Severity.INFO,
            )


def _is_part_year(dossier: Dossier, date: DateMention) -> bool:
    """Tell whether a period is January to July … November, of the report year where it names one."""
    months = _FROM_JANUARY.search(date.text)
    year, identity = _YEAR.search(date.text), dossier.facts.identity
    of_year = year is None or identity is None or year.group() == str(identity.year)
    return months is not None and of_year and int(months["last"]) in _NEARLY_DONE


def _told(dossier: Dossier, date: DateMention) -> bool:
    """Tell whether a total is given right after a date, and no figure of the year beside it."""
    end = min(date.span.end + _REACH, len(dossier.document.text))
    around = Span(max(date.span.start - _REACH, 0), end)
    figures = dossier.facts.within(Mention, Span(date.span.end, end))
    times = dossier.knowledge.times
    if not figures or says(dossier.document, one_of(times.watching.words), around):
        return False
    ahead = Span(date.span.end, figures[0].span.start)
    return says(dossier.document, one_of(times.summing.words), ahead) is not None
