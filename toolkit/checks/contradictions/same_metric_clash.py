"""同一个数，前后两处不一样

查什么：名称、单位、时期都相同的数在报告中出现两次以上的，看各处是否相同；因修约位数不同而不同的不算。
表格与正文一并比较。

为何：正文改了表格没改，或者抄错一位，是公开后最容易被指出的错。

依据：GB/T 8170：两个数能由同一个值修约得来，才算相同；名称笼统、口径有别的词见 knowledge/metrics.toml。

有问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    一、部门基本情况
    年末在职人员92人，另有编外聘用人员38人。
    二、管理效率
    编外聘用人员由年初42人压减至36人。

没问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    一、部门基本情况
    年末在职人员92人，另有编外聘用人员36人。
    二、管理效率
    编外聘用人员由年初42人压减至36人。

局限：只比较名称相同的数；全年支出、年末结转、在职人员等，只拿自评结论与收支、人员情况比较；名称笼统的（如“项目支出”“完成率”）、计划与措施中的数不比较；
年初与调整、受理与办结、上年与本年是不同的数。
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.arithmetic import interval, is_hedged, of_claim
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.office import OfficeFigure, office_figures
from toolkit.checks.once import once
from toolkit.checks.passages import find, passage, words
from toolkit.checks.sections import in_section
from toolkit.checks.wordings import any_of, one_of
from toolkit.knowledge import Knowledge
from toolkit.records import Certainty, Clear, Dimension, Evidence, Hit, Outcome, Quantity, Recomputation, Severity, Span
from toolkit.records.facts import Claim, Facts, Heading, Indicator, Mention, Role

_SAID = 8  # characters behind a figure
_SAID_OF_SOME = re.compile(r"[^,。;、\d]{0,4}(?:基本)?(?:达标|未|尚|较[慢晚差]|滞后|延[期迟])")
_LEVELS = {Role.LEVEL, Role.TOTAL, Role.RATE}
_PLAN = re.compile("目标(?!完成|实现)|任务(?!完成)|计划|思路|打算")
_DONE = re.compile("全年|累计|已(?!列)|共计")
_TO_DO = re.compile("计划|拟|将|目标|力争|确保|任务|预计|要求")
_OPENING = re.compile(
    "^(?:另有|另外|另|其中|同时|全年|全[镇县市区局院校街]道?|我[镇县市区局院校街]道?|本[年级部]度?|20\\d\\d年度?|当年|年末|期末|年底|"
    "共有?|有|共计|总计|合计|累计|现有|实有|拥有|包括|以及|的)+"
)
_FORMULA = re.compile(r"[×÷%/=]")
_LEAD = 60
_SHORTEST, _SURE = 4, 5
_LAST_DAY = 31  # of December
_DEED = re.compile("^(?:开展|组织|进行|举办)(?=.{4}$)")  # 开展质量巡检 and 质量巡检; of longer names the deed may tell

_Named = tuple[str, Quantity, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    """A figure under its name.

    ``path`` are the headings above it, ``kind`` the words before it that make it another number (年初, 上年, 调整).
    """

    name: str
    quantity: Quantity
    block: int
    path: tuple[Heading, ...]
    kind: frozenset[str]


@check("CN04", Severity.ERROR)
def same_metric_clash(dossier: Dossier) -> Outcomes:
    told = list(_of_office(dossier))
    yield from told
    accused = {each.span for hit in told if isinstance(hit, Hit) for each in hit.evidence}
    named: dict[tuple[str, str], list[_Named]] = defaultdict(list)
    for name, quantity, is_kindless in _named(dossier):
        unit = quantity.unit
        if (
            unit is not None
            and quantity.span not in accused
            and unit.dimension is not Dimension.SCORE
            and _has_own_name(dossier.knowledge, name, quantity)
        ):
            named[name, f"{unit.dimension}{unit.base}"].append((name, quantity, is_kindless))
    supported = _supported(dossier.facts)
    for alike in named.values():
        if len(alike) > 1:
            yield from _of_name(dossier, alike, supported)


def _of_office(dossier: Dossier) -> Iterator[Outcome]:
    """Compare what the conclusion says of the whole office with the other parts, where these agree on one value."""
    groups: dict[str, list[OfficeFigure]] = defaultdict(list)
    for figure in office_figures(dossier):
        groups[figure.name].append(figure)
    for figures in groups.values():
        elsewhere = [figure for figure in figures if not figure.concluding]
        if any(_differ(figure, elsewhere[0]) for figure in elsewhere):
            continue
        for figure in figures:
            if figure.concluding and elsewhere and _differ(figure, elsewhere[0]):
                yield _office_hit(figure, next((f for f in elsewhere if f.word == figure.word), elsewhere[0]))


def _differ(one: OfficeFigure, other: OfficeFigure) -> bool:
    return not interval(one.quantity).meets(interval(other.quantity))


def _office_hit(concluding: OfficeFigure, other: OfficeFigure) -> Hit:
    """Tell of two values; under two names it may be that two figures are meant."""
    one, two = concluding.quantity, other.quantity
    doubtful = concluding.word != other.word
    return Hit(
        message=f"“{concluding.name}”在自评结论中写作 {one.text}，另一处写作 {two.text}",
        evidence=(Evidence(role="自评结论", span=one.span), Evidence(role="另一处", span=two.span)),
        recomputation=Recomputation(formula=f"“{concluding.name}”两处比较", stated=one.text, recomputed=two.text),
        suggestion="核对原始数据，改成同一个数；口径不同的，写明各是什么口径。",
        certainty=Certainty.POSSIBLE if doubtful else Certainty.CERTAIN,
        severity=Severity.WARNING if doubtful else None,
    )


def _of_name(dossier: Dossier, alike: list[_Named], supported: set[Span]) -> Iterator[Outcome]:
    """Compare the figures of one name, those of each kind apart."""
    groups: dict[frozenset[str], list[_Figure]] = defaultdict(list)
    for name, quantity, is_kindless in alike:
        start = quantity.span.start
        path, block = dossier.facts.path(start), dossier.document.block(start)
        planned = any(_PLAN.search(heading.title) for heading in path) and not _is_done(dossier, quantity)
        if in_section(dossier, start, "measures") or planned:
            continue
        kind: frozenset[str] = frozenset() if is_kindless else _kind(dossier, start)
        at = block.span.start if block else start
        groups[kind].append(_Figure(name=name, quantity=quantity, block=at, path=path, kind=kind))
    for figures in groups.values():
        if len({figure.block for figure in figures}) > 1:
            yield from _judged(dossier.knowledge, figures, supported)


def _is_done(dossier: Dossier, quantity: Quantity) -> bool:
    """Tell whether a figure under a heading of tasks is told of as done: 全年开展巡检318次."""
    said = passage(dossier.document, quantity.span).sentence().text
    return _DONE.search(said) is not None and _TO_DO.search(said) is None


def _judged(knowledge: Knowledge, figures: list[_Figure], supported: set[Span]) -> Iterator[Outcome]:
    """Compare the figures of one name; many values under one name are many things."""
    first = figures[0]
    others = [f for f in figures if not interval(f.quantity).meets(interval(first.quantity))]
    same = [f for f in figures if f not in others]
    if not others:
        last = next(f for f in reversed(figures) if f.block != first.block)
        cited = (Evidence(role="一处", span=first.quantity.span), Evidence(role="另一处", span=last.quantity.span))
        yield Clear(
            evidence=cited,
            recomputation=Recomputation(
                formula=f"“{first.name}”两处比较", stated=first.quantity.text, recomputed=last.quantity.text
            ),
        )
        return
    if any(not interval(f.quantity).meets(interval(others[0].quantity)) for f in others):
        return
    if any(_are_siblings(one, other) for one in same for other in others):
        return
    pair = sorted((same[-1], others[0]), key=lambda f: (f.quantity.span in supported, -f.quantity.span.start))
    doubtful = len(first.name) < _SURE or first.name.startswith(knowledge.metrics.deeds.words)
    yield Hit(
        message=f"“{first.name}”一处写作 {pair[0].quantity.text}，另一处写作 {pair[1].quantity.text}",
        evidence=tuple(
            Evidence(role=role, span=f.quantity.span) for role, f in zip(("一处", "另一处"), pair, strict=True)
        ),
        recomputation=Recomputation(
            formula=f"“{first.name}”两处比较", stated=pair[0].quantity.text, recomputed=pair[1].quantity.text
        ),
        suggestion="核对原始数据，改成同一个数；口径不同的，写明各是什么口径。",
        certainty=Certainty.POSSIBLE if doubtful else Certainty.CERTAIN,
        severity=Severity.WARNING if doubtful else None,
    )


def _are_siblings(one: _Figure, other: _Figure) -> bool:
    """Tell whether both stand in one paragraph, or in two items of one list: there each speaks of its own subject."""
    if one.block == other.block:
        return True
    if not one.path or not other.path or one.path == other.path:
        return False
    mine, theirs = one.path[-1].level, other.path[-1].level
    return mine == theirs > 1 and one.path[:-1] == other.path[:-1]


def _named(dossier: Dossier) -> Iterator[_Named]:
    """Yield levels and rates of the report year with their names; True where the name alone tells what they are."""
    indicators = [i for i in dossier.facts.of(Indicator) if i.actual is not None]
    taken = {i.actual.span for i in indicators if i.actual is not None}
    for indicator in indicators:
        if indicator.actual is not None and not indicator.forecast:
            yield _bare(indicator.name), indicator.actual, True
    for mention in dossier.facts.of(Mention):
        whole = mention.quantity.span not in taken and not _is_of_some(dossier, mention.quantity)
        if mention.role in _LEVELS and whole and _is_of_year(dossier, mention):
            changed = _name_before_change(dossier, mention)
            yield _bare(changed or mention.label), mention.quantity, changed is not None


def _is_of_some(dossier: Dossier, quantity: Quantity) -> bool:
    """Tell whether a figure counts those that something is said of: 危房改造有1户竣工较晚, 指标1项基本达标."""
    where = passage(dossier.document, quantity.span)
    return where.before(1) == "有" or _SAID_OF_SOME.match(where.after(_SAID)) is not None


def _bare(name: str) -> str:
    """Return a name without white space, quotation marks, brackets and the words that only introduce it."""
    return _DEED.sub("", _OPENING.sub("", re.sub(r"\s|[“”\"]|[(（][^)）]*[)）]", "", name)))


def _has_own_name(knowledge: Knowledge, name: str, quantity: Quantity) -> bool:
    stated = quantity.value is not None and not is_hedged(quantity) and not _FORMULA.search(name)
    return stated and len(name) >= _SHORTEST and len(one_of(knowledge.metrics.generic.words).sub("", name)) > 1


def _name_before_change(dossier: Dossier, mention: Mention) -> str | None:
    """Return what the second figure of 某某由……减至…… is of: the name before 由."""
    start, changed_to = mention.span.start, _changed_to(dossier.knowledge)
    if not mention.label.endswith(dossier.knowledge.metrics.changes.words):
        return None
    for changed in find(dossier.document, changed_to, Span(max(start - _LEAD, 0), start)):
        if not words(dossier.document, Span(changed.span.end, start)):
            return changed.group("name").text
    return None


def _kind(dossier: Dossier, start: int) -> frozenset[str]:
    """Return the words of the same sentence, before the figure, that make it another number."""
    block = dossier.document.block(start)
    lead = Span(max(start - _LEAD, block.span.start if block else 0), start)
    said = re.split("[。;]", words(dossier.document, lead))[-1]
    identity = dossier.facts.identity
    year = identity.year if identity else None
    said = re.sub(rf"截[至止]{year}年(?:12月31日|12月底|年?底|末)", "", said)  # the year's end is the year's figure
    return frozenset(_apart(dossier.knowledge).findall(said)) - {f"{year}年"}


@once
def _changed_to(knowledge: Knowledge) -> re.Pattern[str]:
    """Return the pattern of a name with the number before a change: 编外聘用人员由年初42人压减至."""
    return re.compile(
        "(?:^|[,;。:、])(?P<name>[^,;。:、\\d]{2,20}?)(?:数量|总数)?(?:由|从)(?:年初|上年末?|去年|原有?来?|最初|期初)?的?"
        f"[\\d.]+[^\\d,;。]{{1,4}}?(?:{any_of(knowledge.metrics.changes.words)})(?:到|至|为)$"
    )


@once
def _apart(knowledge: Knowledge) -> re.Pattern[str]:
    """Return the pattern of words that make a number another one, a year among them."""
    return re.compile(f"{any_of(knowledge.metrics.apart.words)}|20\\d\\d年")


def _is_of_year(dossier: Dossier, mention: Mention) -> bool:
    """Tell whether a figure is of the whole report year, or says nothing of its time."""
    identity, period = dossier.facts.identity, mention.period
    if period is None:
        return True
    months = (period.start.month, period.end.month)
    whole = months == (1, 12) or (months == (12, 12) and period.end.day == _LAST_DAY)
    return identity is not None and period.start.year == period.end.year == identity.year and whole


def _supported(facts: Facts) -> set[Span]:
    """Return the figures that the document's own arithmetic confirms."""
    holding = [claim for claim in facts.of(Claim) if (j := of_claim(claim)) is not None and j.verdict.holds]
    return {operand.quantity.span for claim in holding for operand in claim.operands}
