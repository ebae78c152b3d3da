"""上年承诺的措施没有交代落实情况

查什么：上年报告“下一步改进措施”的每一条，在本年报告里有没有交代；本年专门讲了上年措施的落实而漏了某一条的，作警告，
全文没有讲的，作提示。

为何：绩效评价要闭环，上年承诺了什么，下一年要说做到了没有。

依据：财预〔2020〕10号：评价结果应用和整改；讲落实的用语见 knowledge/years.toml，各主题的用语见 knowledge/topics.toml。

上年：
    清溪镇人民政府2022年部门整体支出绩效自评报告
    一、下一步改进措施
    （一）提高诉求办理时效。建立会办台账，每周通报超期诉求。
    （二）规范合同备案。建立合同备案提醒清单。

有问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    一、部门整体绩效管理情况
    2022年度自评提出的改进措施均已落实：建立了会办台账，每周通报超期诉求。

没问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    一、部门整体绩效管理情况
    2022年度自评提出的改进措施均已落实：建立了会办台账，每周通报超期诉求；合同备案有了提醒清单。

局限：要用 --prior 给出上年报告；按用词比较，换了全新的说法时看不出来；措施是否真的落实，要看佐证材料。
"""

import re
from collections.abc import Iterator, Sequence

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.last_year import Years, both_years, told_in
from toolkit.checks.passages import Line, Passage, lines
from toolkit.checks.sections import in_section
from toolkit.checks.statements import opening
from toolkit.knowledge import Knowledge
from toolkit.knowledge.patterns import any_of, one_of
from toolkit.knowledge.topics import akin, topics
from toolkit.records import Certainty, Clear, Evidence, Hit, Outcome, Severity, Span, Unable
from toolkit.records.facts import Heading, Statement, StatementKind

_NAMED = 6
_OTHER = re.compile(r"[^\u4e00-\u9fff]+")
_CLAIMED, _TOLD = 3, 4  # tenths of a measure's words, in a passage on last year's measures and anywhere else


@check("YR05", Severity.WARNING)
def promise_unreported(dossier: Dossier) -> Outcomes:
    years = both_years(dossier)
    if years is None:
        return
    if isinstance(years, Unable):
        yield years
        return
    promised = years.last.dossier.facts.said(StatementKind.MEASURE)
    if not promised:
        yield Unable(missing="上年报告的改进措施", evidence=())
        return
    answers = list(_answers(years))
    yield from _of_answers(years, promised, answers) if answers else _of_silence(years, promised)


def _of_answers(years: Years, promised: Sequence[Statement], answers: list[Passage]) -> Iterator[Outcome]:
    """Look for each measure in the passages on last year's measures, and in the rest of the text."""
    dossier = years.this.dossier
    knowledge, told = dossier.knowledge, "".join(answer.text for answer in answers)
    answered, sentences, about = _pairs(knowledge, told), _sentences(dossier), topics(knowledge, told)
    missing = []
    for measure in promised:
        title = "".join(re.split("[。;:；：]", measure.text)[0].split())
        pairs = _pairs(knowledge, measure.text)
        if (
            _covers(pairs, answered, _CLAIMED)
            or akin(knowledge, title, told)
            or topics(knowledge, title) & about
            or any(_covers(pairs, sentence, _TOLD) for sentence in sentences)
        ):
            yield Clear(evidence=(Evidence(role="上年措施的落实", span=answers[0].span),))
        else:
            missing.append(measure)
    if missing:
        yield Hit(
            message=f"这里讲上年措施的落实，没有讲到{_titles(years, missing)}",
            evidence=tuple(Evidence(role="上年措施的落实", span=answer.span) for answer in answers),
            suggestion="补写这一条落实了没有；没有落实的，说明原因和下一步安排",
            certainty=Certainty.POSSIBLE,
        )


def _of_silence(years: Years, promised: Sequence[Statement]) -> Iterator[Outcome]:
    """Tell of measures where the text has no passage on them at all."""
    dossier = years.this.dossier
    sentences = _sentences(dossier)
    pairs = [(measure, _pairs(dossier.knowledge, measure.text)) for measure in promised]
    missing = [measure for measure, own in pairs if not any(_covers(own, told, _TOLD) for told in sentences)]
    if not missing:
        yield Clear(evidence=())
        return
    yield Hit(
        message=f"全文没有讲上年改进措施的落实情况，如{_titles(years, missing)}",
        evidence=tuple(Evidence(role="可以写在这里", span=span) for span in _places(dossier)),
        suggestion="在绩效管理或自评结论部分，逐条写明上年措施的落实情况",
        certainty=Certainty.POSSIBLE,
        severity=Severity.INFO,
    )


def _titles(years: Years, measures: Sequence[Statement]) -> str:
    document = years.last.dossier.document
    quotes = ["".join(document.quote(opening(years.last.dossier, each)).split()) for each in measures[:_NAMED]]
    more = "等" if len(measures) > _NAMED else ""
    return f"{'、'.join(f'“{quote}”' for quote in quotes)}{more}（见{told_in(years.last, measures[0].span)}）"


def _answers(years: Years) -> Iterator[Passage]:
    """Yield the passages that speak of last year's evaluation and what became of it."""
    dossier = years.this.dossier
    known = dossier.knowledge.years
    before = re.compile(f"{any_of(known.before.words)}|{years.this.year - 1}年")
    review, reviewed = one_of(known.review.words), one_of(known.reviewed.words)
    for line in lines(dossier.document):
        if in_section(dossier, line.block.span.start, "problems", "measures"):
            continue
        titles = "".join(heading.title for heading in _above(dossier, line))
        for sentence in re.finditer("[^。]+", line.text):
            said_here = f"{titles}{sentence.group()}"
            named = before.search(said_here) and review.search(said_here)
            if named and reviewed.search(sentence.group()) and sentence.end() - sentence.start() > len(titles):
                yield Passage(line, *sentence.span())


def _above(dossier: Dossier, line: Line) -> list[Heading]:
    """Return the last heading above a line that is not on it."""
    start = line.block.span.start
    return [heading for heading in dossier.facts.path(start) if heading.span.end < start and heading.level][-1:]


def _sentences(dossier: Dossier) -> list[frozenset[str]]:
    """Return what the sentences are written in that tell of what was done: all but problems and measures."""
    return [
        _pairs(dossier.knowledge, sentence)
        for line in lines(dossier.document)
        if not in_section(dossier, line.block.span.start, "problems", "measures")
        for sentence in re.split("[。;]", line.text)
    ]


def _covers(promised: frozenset[str], told: frozenset[str], tenths: int) -> bool:
    """Tell whether a text has so many tenths of the pairs of characters that a measure is written in."""
    return bool(promised) and len(promised & told) * 10 >= len(promised) * tenths


def _pairs(knowledge: Knowledge, text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a text, general words and figures taken out."""
    general = one_of(knowledge.topics.general.words)
    parts = _OTHER.sub(" ", general.sub(" ", "".join(text.split()))).split()
    return frozenset(part[i : i + 2] for part in parts for i in range(len(part) - 1))


def _places(dossier: Dossier) -> list[Span]:
    """Return the headings under which last year's measures are usually reported, or the title."""
    headings = [h for h in dossier.facts.of(Heading) if h.level and not h.run_in]
    conclusion = one_of(dossier.knowledge.outline.roles["conclusion"])
    found = [h.span for h in headings if "绩效管理" in h.title][:1]
    found += [h.span for h in headings if conclusion.search(h.title)][:1]
    identity = dossier.facts.identity
    return found or ([identity.span] if identity else [])
