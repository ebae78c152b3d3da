"""时间起止不清楚

查什么：“截至目前”一类没有写明日期的说法；带数字的句子里只说“近年来”“近期”；
工作成效里写的其实是上年度的事。

为何：年度报告说的是一个年度，读者要知道每个数字算到哪一天。

依据：知识文件 phrases.toml 的 loose 与 recent 两类；GB/T 15835-2011 要求年份写全。

有问题：
    截至目前，全镇已整治违法建设3.2万平方米。

没问题：
    截至2023年12月31日，全镇已整治违法建设3.2万平方米。

局限：表彰、考核、规划常常晚一年公布，写上年度的年份不算；没有日期而文意清楚的，也会提示一次。
"""

import re
from collections.abc import Iterator

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.contexts import Context, Contexts, pattern_of, phrases
from toolkit.checks.passages import in_section
from toolkit.records import Certainty, Clear, Evidence, Hit, Severity, Unable
from toolkit.records.facts import DateMention, Mention

UNTIL = re.compile(r"截[至止]到?$")
BRACKETED = re.compile(r"^\(?,?")
DONE = re.compile(r"完成|建成|实现|新建|改造|整治|发放|修复|清理|开展|组织|处理|办结")


@check("TM02", Severity.INFO)
def loose_time_anchor(dossier: Dossier) -> Outcomes:
    contexts = Contexts(dossier.document)
    for found in contexts.find(pattern_of(phrases(dossier.knowledge, "loose"))):
        if found.quotation():
            continue
        yield Clear(evidence=_evidence(found)) if _dated(found, dossier) else _loose(found)
    for found in contexts.find(pattern_of(phrases(dossier.knowledge, "recent"))):
        sentence = found.sentence()
        if found.quotation() or in_section(dossier, found.span.start, "measures"):
            continue
        if dossier.facts.within(Mention, sentence.span) and not _dated(found, dossier):
            yield _loose(found)
    for day in dossier.facts.of(DateMention):
        where = contexts.of(day.span)
        if UNTIL.search(where.before(4)):
            evidence = _evidence(where)
            yield Clear(evidence=evidence) if day.period else Unable(missing="日期所在的年份", evidence=evidence)
    yield from _last_years_doings(dossier, contexts)


def _dated(found: Context, dossier: Dossier) -> bool:
    """Tell whether a date stands right behind the loose words, as in 截至目前（2023年12月31日）."""
    after = found.words.span(found.start, min(found.end + 14, len(found.words.at)))
    return any(BRACKETED.match(found.after(1)) and day.period for day in dossier.facts.within(DateMention, after))


def _loose(found: Context) -> Hit:
    return Hit(
        message=f"“{found.text}”没有写明算到哪一天，请写出日期",
        evidence=_evidence(found),
        suggestion="写明起止日期，如“截至12月31日”并写全年份",
    )


def _last_years_doings(dossier: Dossier, contexts: Contexts) -> Iterator[Hit]:
    """Yield sentences among the achievements that speak of the year before only, and of work done then."""
    identity = dossier.facts.identity
    if identity is None or identity.year is None:
        return
    other = pattern_of(phrases(dossier.knowledge, "not-ours"))
    for day in dossier.facts.of(DateMention):
        if day.period is None or day.period.end.year != identity.year - 1:
            continue
        where = contexts.of(day.span)
        sentence = where.sentence()
        days = dossier.facts.within(DateMention, sentence.span)
        if (
            not where.in_table
            and in_section(dossier, day.span.start, "achievements")
            and days[0] == day
            and not any(each.period and each.period.end.year >= identity.year for each in days)
            and not where.quotation()
            and DONE.search(sentence.text)
            and not other.search(sentence.text)
        ):
            yield Hit(
                message=f"“{where.text}”是上年度的事，写在{identity.year}年度的成效里，请确认",
                evidence=_evidence(where),
                suggestion=f"写{identity.year}年度的情况，或注明是上年度的",
                certainty=Certainty.POSSIBLE,
            )


def _evidence(found: Context) -> tuple[Evidence, ...]:
    return (Evidence(role="时间", span=found.span),)
