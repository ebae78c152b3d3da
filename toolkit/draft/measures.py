"""One improvement measure for each problem, lost point, missed target, and practice that the audit points at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toolkit.arithmetic import Attainment, as_printed, attain
from toolkit.draft.carry import plain
from toolkit.draft.ink import Ink
from toolkit.knowledge import Knowledge
from toolkit.knowledge.draft_shapes import MeasureEntry
from toolkit.records import Audit, Document, Quantity, Span
from toolkit.records.draft import Blank
from toolkit.records.facts import Facts, Indicator, ScoreLine, Statement, StatementKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure in marks: the problem it answers, what to do, who, by when, to which result, how it is checked."""

    problem: str
    what: str
    office: str
    by: str
    result: str
    check: str


@dataclass(frozen=True, slots=True)
class _Cause:
    """What asks for a measure: words that say what it is about, and how the measure names it."""

    about: str
    named: str
    lead: str
    codes: tuple[str, ...] = ()


def measures(
    document: Document,
    facts: Facts,
    audit: Audit,
    titles: Mapping[str, str],
    knowledge: Knowledge,
    ink: Ink,
    year: int,
) -> list[Measure]:
    """Return the measures, problems first; what one measure answers already is not answered twice."""
    found: list[Measure] = []
    for n, cause in enumerate(_causes(document, facts, audit, titles, knowledge, ink), 1):
        entry = _entry(cause, knowledge)
        key, name = f"措施.{n}", entry.name
        office = Blank(key=f"{key}.责任办公室", asks=f"“{name}”措施由哪个办公室负责")
        by = Blank(key=f"{key}.完成时间", asks=f"“{name}”措施在{year + 1}年什么时候完成")
        found.append(
            Measure(
                problem=cause.lead + cause.named,
                what=entry.what,
                office=ink.mark([office]),
                by=ink.mark([by]),
                result=entry.result,
                check=entry.check,
            )
        )
    return found


def _causes(
    document: Document, facts: Facts, audit: Audit, titles: Mapping[str, str], knowledge: Knowledge, ink: Ink
) -> Iterator[_Cause]:
    """Yield everything that asks for a measure, in the order: problems, lost points, missed targets, practice."""
    for statement in facts.of(Statement):
        if statement.kind is StatementKind.PROBLEM:
            words = plain(document.quote(statement.span))
            yield _Cause(words, ink.said(_clause(words), statement.span), "针对上年存在的问题：")
    for line in facts.of(ScoreLine):
        if not line.summary and _lost(line.full, line.got):
            name = plain(line.name)
            yield _Cause(name, ink.said(name, line.name_span), "针对上年失分项：")
    for indicator in facts.of(Indicator):
        scored = _lost(indicator.full, indicator.got)
        if scored or _missed(indicator):
            name = plain(indicator.name)
            yield _Cause(name, ink.said(name, indicator.name_span), "针对上年未达到目标的指标：")
    known = {code for entry in knowledge.measures.measure for code in entry.codes}
    told: set[str] = set()
    for finding in audit.findings:
        entry_of = next((e.name for e in knowledge.measures.measure if finding.code in e.codes), None)
        if finding.code in known and entry_of not in told:
            told.add(entry_of or "")
            span = finding.hit.evidence[0].span if finding.hit.evidence else Span(0, 0)
            words = _clause(plain(document.quote(span)))
            title = titles.get(finding.code, "")
            named = f"（{title}）" if title and not any(letter.isdigit() for letter in title) else ""
            lead = f"针对自评报告本身的不足{named}："
            yield _Cause(words, ink.said(f"“{words}”", span), lead, (finding.code,))


def _entry(cause: _Cause, knowledge: Knowledge) -> MeasureEntry:
    """Choose the kind of measure: by the check, by the longest word of the kind, else the one for everything."""
    entries = knowledge.measures.measure
    if cause.codes:
        return next(entry for entry in entries if set(cause.codes) & set(entry.codes))
    topics = {topic.name: topic.words for topic in knowledge.topics.topic}

    def fit(entry: MeasureEntry) -> int:
        words = [*entry.words, *(word for name in entry.topics for word in topics.get(name, ()))]
        return max((len(word) for word in words if word in cause.about), default=0)

    best = max(entries, key=fit)
    return best if fit(best) else entries[-1]


def _lost(full: Quantity | None, got: Quantity | None) -> bool:
    return bool(full and got and full.value is not None and got.value is not None and got.value < full.value)


def _missed(indicator: Indicator) -> bool:
    if indicator.target is None or indicator.actual is None or indicator.actual.value is None:
        return False
    return attain(as_printed(indicator.actual), indicator.target) is Attainment.MISSED


def _clause(text: str, longest: int = 40) -> str:
    """Return the first clause of a problem, or as much as names it."""
    end = min((i for stop in "。；，,;" if (i := text.find(stop)) > 3), default=len(text))
    return text[: min(end, longest)]
