"""时间起止不清楚

查什么：“截至目前”一类没有写明日期的说法；带数字的句子里只说“近年来”“近期”“目前”；
做成了什么事只说“日前”“近日”；工作成效里写的其实是上年度的事。

为何：年度报告说的是一个年度，读者要知道每个数字算到哪一天。

依据：knowledge/times.toml 的 loose、recent、now、lately、told_later；GB/T 15835-2011 要求年份写全。

有问题：
    截至目前，全镇已整治违法建设3.2万平方米。

没问题：
    截至2023年12月31日，全镇已整治违法建设3.2万平方米。

局限：表彰、考核、规划常常晚一年公布，写上年度的年份不算；没有日期而文意清楚的，也会提示一次。
"""

import re
from collections.abc import Iterator

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.passages import Passage, find, passage
from toolkit.checks.sections import in_section
from toolkit.knowledge.patterns import one_of
from toolkit.records import Certainty, Clear, Evidence, Hit, Severity, Unable
from toolkit.records.facts import DateMention, Mention

UNTIL = re.compile(r"截[至止]到?$")
NO_WORD = re.compile(r"[项节科题栏账条数至止到]")  # 项目前期, 截至目前: no 目前, or one that is told already
HEAD = re.compile(r"[,。;:于在]|^$")
NEAR = 12
BRACKETED = re.compile(r"[(,]?(?:即|指|截[至止]|至|到)?")
BRACKET = 14


@check("TM02", Severity.INFO)
def loose_time_anchor(dossier: Dossier) -> Outcomes:
    for found in find(dossier.document, one_of(dossier.knowledge.times.loose.words)):
        if found.quotation():
            continue
        yield Clear(evidence=_evidence(found)) if _dated(found, dossier) else _loose(found)
    for found in find(dossier.document, one_of(dossier.knowledge.times.recent.words)):
        sentence = found.sentence()
        if found.quotation() or in_section(dossier, found.span.start, "measures"):
            continue
        if dossier.facts.within(Mention, sentence.span) and not _dated(found, dossier):
            yield _loose(found)
    yield from _standing(dossier)
    yield from _lately(dossier)
    for day in dossier.facts.of(DateMention):
        where = passage(dossier.document, day.span)
        if UNTIL.search(where.before(4)):
            evidence = _evidence(where)
            yield Clear(evidence=evidence) if day.period else Unable(missing="日期所在的年份", evidence=evidence)
    yield from _last_years_doings(dossier)


def _standing(dossier: Dossier) -> Iterator[Hit]:
    """Yield 目前 where figures say how things stand then, outside what is wrong and what is planned."""
    for found in find(dossier.document, one_of(dossier.knowledge.times.now.words)):
        if (
            NO_WORD.search(found.before(1))
            or found.after(1) == "期"
            or found.in_table
            or found.quotation()
            or in_section(dossier, found.span.start, "problems", "measures")
        ):
            continue
        if dossier.facts.within(Mention, found.sentence().span) and not _dated(found, dossier):
            yield _loose(found)


def _lately(dossier: Dossier) -> Iterator[Hit]:
    """Yield 日前, 近期 where they say when something was done, whether or not figures follow."""
    times = dossier.knowledge.times
    done = one_of((*times.done.words, *times.once_done.words))
    for found in find(dossier.document, one_of(times.lately.words)):
        if not HEAD.search(found.before(1)) or found.in_table or found.quotation():
            continue
        if in_section(dossier, found.span.start, "problems", "measures") or _dated(found, dossier):
            continue
        figures = found.text in times.recent.words and dossier.facts.within(Mention, found.sentence().span)
        if not figures and done.search(found.after(NEAR)):
            yield _loose(found)


def _dated(found: Passage, dossier: Dossier) -> bool:
    """Tell whether a date stands right behind the loose words, as in 截至目前（2023年12月31日）."""
    after = found.part(0, found.end - found.start + BRACKET).span
    for day in dossier.facts.within(DateMention, after):
        where = passage(dossier.document, day.span)
        if day.period and BRACKETED.fullmatch(where.line.text[found.end : where.start]):
            return True
    return False


def _loose(found: Passage) -> Hit:
    return Hit(
        message=f"“{found.text}”没有写明算到哪一天，请写出日期",
        evidence=_evidence(found),
        suggestion="写明起止日期，如“截至12月31日”并写全年份",
    )


def _last_years_doings(dossier: Dossier) -> Iterator[Hit]:
    """Yield sentences among the achievements that speak of the year before only, and of work done then."""
    identity = dossier.facts.identity
    if identity is None or identity.year is None:
        return
    times = dossier.knowledge.times
    other, done = one_of(times.told_later.words), one_of(times.done.words)
    for day in dossier.facts.of(DateMention):
        if day.period is None or day.period.end.year != identity.year - 1:
            continue
        where = passage(dossier.document, day.span)
        sentence = where.sentence()
        days = dossier.facts.within(DateMention, sentence.span)
        if (
            not where.in_table
            and in_section(dossier, day.span.start, "achievements")
            and days[0] == day
            and not any(each.period and each.period.end.year >= identity.year for each in days)
            and not where.quotation()
            and done.search(sentence.text)
            and not other.search(sentence.text)
        ):
            yield Hit(
                message=f"“{where.text}”是上年度的事，写在{identity.year}年度的成效里，请确认",
                evidence=_evidence(where),
                suggestion=f"写{identity.year}年度的情况，或注明是上年度的",
                certainty=Certainty.POSSIBLE,
            )


def _evidence(found: Passage) -> tuple[Evidence, ...]:
    return (Evidence(role="时间", span=found.span),)
