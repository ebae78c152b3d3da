"""同一个数，前后两处不一样

查什么：名称、单位、时期都相同的数在报告中出现两次以上的，看各处是否相同；因修约位数不同而不同的不算。
表格与正文一并比较；“比目标少60人”“仍有17宗未结案”，与指标的目标、完成值和比率的分子、分母核对（作警告）。

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
不是自评的文件（工作报告、公报）里同名的数多各有所指，降一级，只说“可能”；
年初与调整、受理与办结、上年与本年是不同的数；两个项目的“其中”里同名的分项也是。
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.arithmetic import interval, of_claim
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.gaps import gaps
from toolkit.checks.metrics import Named, bare, has_own_name, kind, named, scope
from toolkit.checks.office import OfficeFigure, office_figures
from toolkit.checks.passages import passage
from toolkit.checks.sections import in_section
from toolkit.knowledge import Knowledge
from toolkit.knowledge.patterns import one_of
from toolkit.records import Certainty, Clear, Dimension, Evidence, Hit, Outcome, Quantity, Recomputation, Severity, Span
from toolkit.records.facts import Claim, Facts, Form, Heading

_PLAN = re.compile("目标(?!完成|实现)|任务(?!完成)|计划|思路|打算")
_FIGURE = re.compile("\\d[^\\d,。;.、)]")
_WHOLE = re.compile("([^,。;:\\d]{2,20})([\\d.]+)[^\\d]{0,12}其中")
_NUMBER = re.compile("\\d[\\d.]*")
_OFFICE = re.compile("[我本全][镇乡县市区局院校街委部单]?[道门位]?|部门|单位|整体")
_PROJECT = re.compile(".+(?:项目|工程|专项|活动)")
_YEAR = re.compile("20\\d\\d年度?")
_BULLETS = tuple("●○•·■□◆◇▪➢※-—*")
_PURSE = re.compile("一般公共预算|政府性基金|国有资本经营|社会保险基金")
_SURE = 5
_REACH = 600  # characters before a figure that may tell what it is of
_DONE = re.compile("全年|累计|已(?!列)|共计")
_TO_DO = re.compile("计划|拟|将|目标|力争|确保|任务|预计|要求")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    """A figure under its name.

    ``path`` are the headings above it, ``kind`` the words before it that make it another number (年初, 上年, 调整);
    ``listed`` where its paragraph begins with a bullet; ``purse`` is the budget that its paragraph names before it;
    ``behind`` where others stand before it in its sentence, whose subject it may share; ``whole`` is the name and
    number of what it is a part of (其中); ``owner`` the name of the sentence's subject, where that is not the office
    and has parts, with all its numbers.
    """

    name: str
    quantity: Quantity
    block: int
    path: tuple[Heading, ...]
    kind: frozenset[str]
    listed: bool
    purse: str | None
    behind: bool
    whole: tuple[str, str] | None
    owner: tuple[str, frozenset[str]] | None


@check("CN04", Severity.ERROR)
def same_metric_clash(dossier: Dossier) -> Outcomes:
    told = list(_of_office(dossier))
    yield from told
    accused = {each.span for hit in told if isinstance(hit, Hit) for each in hit.evidence}
    groups: dict[tuple[str, str], list[Named]] = defaultdict(list)
    for each in named(dossier):
        unit = each.quantity.unit
        if (
            unit is not None
            and each.quantity.span not in accused
            and unit.dimension is not Dimension.SCORE
            and has_own_name(dossier.knowledge, each.name, each.quantity)
        ):
            groups[each.name, f"{unit.dimension}{unit.base}"].append(each)
    supported = _supported(dossier.facts)
    for alike in groups.values():
        if len(alike) > 1:
            yield from _of_name(dossier, alike, supported)
    yield from gaps(dossier)


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


def _of_name(dossier: Dossier, alike: list[Named], supported: set[Span]) -> Iterator[Outcome]:
    """Compare the figures of one name, those of each kind apart."""
    groups: dict[frozenset[str], list[_Figure]] = defaultdict(list)
    for each in alike:
        start = each.quantity.span.start
        path, block = dossier.facts.path(start), dossier.document.block(start)
        planned = any(_PLAN.search(heading.title) for heading in path) and not _is_done(dossier, each.quantity)
        if in_section(dossier, start, "measures") or planned:
            continue
        sort = scope(dossier, each.name, path) | (frozenset() if each.complete else kind(dossier, start))
        at = block.span.start if block else start
        listed = dossier.document.settled[at : at + 1] in _BULLETS
        before = dossier.document.settled[max(at, start - _REACH) : start]
        purses = _PURSE.findall(before)
        groups[sort].append(
            _Figure(
                name=each.name,
                quantity=each.quantity,
                block=at,
                path=path,
                kind=sort,
                listed=listed,
                purse=purses[-1] if purses else None,
                behind=_FIGURE.search(before.rpartition("。")[2]) is not None,
                whole=(wholes[-1] if (wholes := _WHOLE.findall(before)) else None),
                owner=_owner(dossier.knowledge, before),
            )
        )
    for figures in groups.values():
        if len({figure.block for figure in figures}) > 1:
            yield from _judged(dossier, figures, supported)


def _owner(knowledge: Knowledge, before: str) -> tuple[str, frozenset[str]] | None:
    """Return what a figure is a part of: 东岭村水渠项目 in 东岭村水渠项目支出280万元，其中设备购置180万元."""
    ahead, among, _ = _YEAR.sub("", before.rpartition("。")[2]).rpartition("其中")
    numbers = _NUMBER.findall(ahead)
    if not among or not numbers:
        return None
    subject = bare(_OFFICE.sub("", ahead[: ahead.index(numbers[0])]))
    if project := _PROJECT.match(subject):
        subject = project.group()
    name = one_of(knowledge.metrics.generic.words).sub("", subject)
    return (name, frozenset(numbers)) if len(name) > 1 else None


def _is_done(dossier: Dossier, quantity: Quantity) -> bool:
    """Tell whether a figure under a heading of tasks is told of as done: 全年开展巡检318次."""
    said = passage(dossier.document, quantity.span).sentence().text
    return _DONE.search(said) is not None and _TO_DO.search(said) is None


def _judged(dossier: Dossier, figures: list[_Figure], supported: set[Span]) -> Iterator[Outcome]:
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
    if any(_are_siblings(one, other) or _have_two_owners(one, other) for one in same for other in others):
        return
    pair = sorted((same[-1], others[0]), key=lambda f: (f.quantity.span in supported, -f.quantity.span.start))
    doubtful = len(first.name) < _SURE or first.name.startswith(dossier.knowledge.metrics.deeds.words)
    identity = dossier.facts.identity
    varied = identity is not None and identity.form is Form.OTHER  # a bulletin tells of many places and groups
    evaluated = identity is not None and not varied
    if doubtful and not evaluated and all(f.behind for f in pair) and pair[0].path != pair[1].path:
        return  # 全县学校128所，专任教师3650人, and under another heading 小学46所，专任教师1210人
    if doubtful and _are_parts_of_two(*pair):
        return
    doubtful = doubtful or identity is None
    yield Hit(
        message=f"“{first.name}”一处写作 {pair[0].quantity.text}，另一处写作 {pair[1].quantity.text}",
        evidence=tuple(
            Evidence(role=role, span=f.quantity.span) for role, f in zip(("一处", "另一处"), pair, strict=True)
        ),
        recomputation=Recomputation(
            formula=f"“{first.name}”两处比较", stated=pair[0].quantity.text, recomputed=pair[1].quantity.text
        ),
        suggestion="核对原始数据，改成同一个数；口径不同的，写明各是什么口径。",
        certainty=Certainty.POSSIBLE if doubtful or varied else Certainty.CERTAIN,
        severity=_SEVERITIES[doubtful + varied],
    )


_SEVERITIES = (None, Severity.WARNING, Severity.INFO)


def _are_siblings(one: _Figure, other: _Figure) -> bool:
    """Tell whether both stand in one paragraph, or in two items of one list: there each speaks of its own subject.

    So do they in the accounts of two budgets, each with its own 年终结转结余.
    """
    if one.purse and other.purse and one.purse != other.purse:
        return True
    if one.block == other.block or (one.listed and other.listed):
        return True
    if not one.path or not other.path or one.path == other.path:
        return False
    mine, theirs = one.path[-1].level, other.path[-1].level
    return mine == theirs > 1 and one.path[:-1] == other.path[:-1]


def _are_parts_of_two(one: _Figure, other: _Figure) -> bool:
    """Tell whether two figures are parts of two: 平均发行利率3.4%，其中长期债券3.5%; 平均利率3.6%，其中长期债券3.7%."""
    if one.whole is None or other.whole is None:
        return False
    return all(mine != theirs for mine, theirs in zip(one.whole, other.whole, strict=True))


def _have_two_owners(one: _Figure, other: _Figure) -> bool:
    """Tell whether two figures are parts of two things that have neither name nor number in common."""
    if one.owner is None or other.owner is None:
        return False
    (mine, my_numbers), (theirs, their_numbers) = one.owner, other.owner
    return mine not in theirs and theirs not in mine and my_numbers.isdisjoint(their_numbers)


def _supported(facts: Facts) -> set[Span]:
    """Return the figures that the document's own arithmetic confirms."""
    holding = [claim for claim in facts.of(Claim) if (j := of_claim(claim)) is not None and j.verdict.holds]
    return {operand.quantity.span for claim in holding for operand in claim.operands}
