"""上年的指标或问题本年不见了

查什么：上年报告有、本年报告没有的绩效指标（其余指标大多还在的时候）；上年提出、本年既没有再提也没有说已经解决的问题。

为何：去掉没有完成的指标，或者把上年的问题略过不提，两年就无从比较；确实调整的，要说明理由。

依据：财预〔2020〕10号：评价发现的问题要整改；指标增减要说明，两年才能比较；讲整改的用语见 knowledge/years.toml。

上年：
    清溪镇人民政府2022年部门整体支出绩效自评报告
    一、绩效目标完成情况
    （一）数量指标“渠道清淤长度”：目标值≥36公里，实际完成值37公里，完成率100%。
    （二）数量指标“农户培训人数”：目标值≥1200人，实际完成值1284人，完成率100%。
    （三）时效指标“诉求按期办结率”：目标值≥98%，实际完成值92.98%，完成率94.88%。

有问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    一、绩效目标完成情况
    （一）数量指标“渠道清淤长度”：目标值≥40公里，实际完成值43公里，完成率100%。
    （二）数量指标“农户培训人数”：目标值≥1300人，实际完成值1352人，完成率100%。
    （三）数量指标“宣传海报张数”：目标值≥300张，实际完成值320张，完成率100%。

没问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    一、绩效目标完成情况
    （一）数量指标“渠道清淤长度”：目标值≥40公里，实际完成值43公里，完成率100%。
    （二）数量指标“农户培训人数”：目标值≥1300人，实际完成值1352人，完成率100%。
    （三）时效指标“诉求按期办结率”：目标值≥98%，实际完成值98.42%，完成率100%。

局限：要用 --prior 给出上年报告；改了名称的指标可能看作新指标；一半以上的指标都换了的，看作换了一套指标，不比较。
"""

from collections.abc import Iterator

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.last_year import Years, both_years, told_in
from toolkit.checks.metrics import bare
from toolkit.checks.passages import Passage, lines
from toolkit.checks.sections import in_section
from toolkit.checks.statements import opening
from toolkit.knowledge.patterns import one_of
from toolkit.knowledge.topics import akin, topics
from toolkit.records import Certainty, Clear, Evidence, Hit, Outcome, Severity, Span, Unable
from toolkit.records.facts import Heading, Indicator, Statement, StatementKind

_ALIKE = 75  # of a hundred
_FEWEST = 2
_NAMED = 6


@check("YR02", Severity.INFO)
def vanished_since_last_year(dossier: Dossier) -> Outcomes:
    years = both_years(dossier)
    if years is None:
        return
    if isinstance(years, Unable):
        yield years
        return
    yield from _of_indicators(dossier, years)
    yield from _of_problems(dossier, years)


def _of_indicators(dossier: Dossier, years: Years) -> Iterator[Outcome]:
    """Compare the names of the indicators, where most of last year's are still there."""
    theirs = list({bare(i.name): i for i in years.last.dossier.facts.of(Indicator)}.values())
    mine = list({bare(i.name): i for i in dossier.facts.of(Indicator)}.values())
    if not theirs or not mine:
        yield Unable(missing="两年都列出的绩效指标", evidence=())
        return
    kept = {bare(old.name): new for old in theirs if (new := _same(old, mine)) is not None}
    text = "".join(dossier.document.settled.split())
    gone = [old for old in theirs if bare(old.name) not in kept and bare(old.name) not in text]
    if len(kept) < _FEWEST or len(kept) * 2 < len(theirs):
        yield Unable(missing="与上年相同的绩效指标（像是换了一套指标）", evidence=())
        return
    yield from (Clear(evidence=(Evidence(role="与上年相同的指标", span=new.name_span),)) for new in kept.values())
    if gone:
        places = dict.fromkeys(_place(old, theirs, mine, kept) for old in gone)
        names = "、".join(f"“{bare(old.name)}”" for old in gone[:_NAMED]) + ("等" if len(gone) > _NAMED else "")
        yield Hit(
            message=f"上年的 {len(theirs)} 项指标，本年少了 {len(gone)} 项：{names}"
            f"（见{told_in(years.last, gone[0].name_span)}），没有说明",
            evidence=tuple(places),
            suggestion="漏写的补上；不再考核的，说明调整的理由",
            certainty=Certainty.POSSIBLE,
        )


def _same(old: Indicator, mine: list[Indicator]) -> Indicator | None:
    """Return this year's indicator of the same name, or of one that differs in a few words."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(bare(old.name), [bare(i.name) for i in mine], scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return mine[found[2]] if found else None


def _place(old: Indicator, theirs: list[Indicator], mine: list[Indicator], kept: dict[str, Indicator]) -> Evidence:
    """Name what stands here in the place of an indicator: a new one between its neighbours, else a neighbour."""
    at = theirs.index(old)
    before = [mine.index(kept[bare(i.name)]) for i in theirs[:at] if bare(i.name) in kept]
    behind = [mine.index(kept[bare(i.name)]) for i in theirs[at:] if bare(i.name) in kept]
    low, high = before[-1] if before else -1, behind[0] if behind else len(mine)
    new = [each for each in mine[low + 1 : high] if each not in kept.values()]
    if new:
        return Evidence(role="本年在它位置上的指标", span=new[-1].name_span)
    return Evidence(role="上年与它相邻的指标", span=mine[low if before else high].name_span)


def _of_problems(dossier: Dossier, years: Years) -> Iterator[Outcome]:
    """Look for last year's problems among this year's, and among what is said to be mended."""
    theirs, mine = years.last.dossier.facts.said(StatementKind.PROBLEM), dossier.facts.said(StatementKind.PROBLEM)
    if not theirs or not mine:
        return
    told = [*(statement.text for statement in mine), *_mended(dossier)]
    lost = [problem for problem in theirs if not _is_told(dossier, problem, told)]
    if lost and len(lost) < len(theirs):
        titles = "、".join(f"“{_title(years, problem)}”" for problem in lost[:_NAMED])
        yield Hit(
            message=f"上年提出的问题有 {len(lost)} 条本年没有下文：{titles}（见{told_in(years.last, lost[0].span)}）",
            evidence=(Evidence(role="存在的问题", span=_heading(dossier, mine[0].span)),),
            suggestion="已经解决的，写明怎样解决的；还没有解决的，继续列出",
            certainty=Certainty.POSSIBLE,
        )


def _is_told(dossier: Dossier, problem: Statement, told: list[str]) -> bool:
    about = topics(dossier.knowledge, problem.text)
    if not about:
        return True
    return any(about & topics(dossier.knowledge, text) or akin(dossier.knowledge, problem.text, text) for text in told)


def _mended(dossier: Dossier) -> Iterator[str]:
    """Yield the sentences, measures apart, that tell of something done or mended."""
    answered = one_of(dossier.knowledge.years.answered.words)
    for line in lines(dossier.document):
        if in_section(dossier, line.block.span.start, "measures"):
            continue
        whole = Passage(line, 0, len(line.text)).text
        yield from (sentence for sentence in whole.split("。") if answered.search(sentence))


def _title(years: Years, problem: Statement) -> str:
    document = years.last.dossier.document
    return "".join(document.quote(opening(years.last.dossier, problem)).split())


def _heading(dossier: Dossier, span: Span) -> Span:
    """Return the title of the section that holds a statement."""
    above: list[Heading] = [heading for heading in dossier.facts.path(span.start) if heading.span.start < span.start]
    return above[0].span if above and above[0].level else span
