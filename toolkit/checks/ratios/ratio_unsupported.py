"""百分比没有分子、分母

查什么：报告里的完成率、覆盖率、占比，同一段里找不到算出它的数；说“双提升”“明显提高”而没有前后两个值。
目标值、规定的比例、引文和增长率不在此列，别处由分子、分母算出过的也不在此列；一章（没有标题的，一段）
只提示一次；“全部”“均”之后的100%、月末的支付进度不提示。公报、工作报告等不必逐个写出分子、分母的，不查。

为何：没有分子、分母，别人无法复核，自己也无从核对。

依据：财预〔2020〕10号：自评的数据应当真实、可以核实；规定的比例见 knowledge/metrics.toml 的 given，
目标和规则的用语见 knowledge/plans.toml。

有问题：
    全镇镇级河长巡河率100%，村级河长巡河率99.68%。

没问题：
    全镇应巡河620次，实际巡河618次，巡河率99.68%。

局限：分子、分母写在别的段落或附表里的，也会提示一次。
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from toolkit.arithmetic import Judgement, gives, of_claim, of_ratio
from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.operands import cited, shown
from toolkit.checks.passages import find, passage
from toolkit.checks.sections import in_section
from toolkit.knowledge.patterns import any_of, one_of
from toolkit.records import BlockKind, Clear, Dimension, Document, Evidence, Hit, Op, Quantity, Severity, Span, Unable
from toolkit.records.facts import Binding, BudgetLine, Claim, Form, Indicator, Mention, RatioClaim, Role

Judged = list[tuple[Claim, Judgement | None]]

REACH = 12
NAMED = 4  # rates that a message names
_BOUND = re.compile(
    "四舍五入|\\d月[末底]|(?:目标|任务|计划)值?$|[低高]于|未(?:达|到|能)?到?$|不足$|达不到$|超过|超出"
)  # 未达到99%: a mark that was missed
_ALL = 100  # per cent
_OF_AIM = 3  # characters: 距95%的目标还差
_EVERY = re.compile("全部|全数|逐[一个户人]|所有|无一|均(?!价|为约)")
_AIMED = re.compile("(?:年初|年度|本年|预定|绩效)*目标值?为?")
_AIM = re.compile("(?=[年总整绩目])(?:年度)?(?:总体|整体|绩效)*目标[:：]")
_WHOLES = {Role.LEVEL, Role.TOTAL}
COMPUTED = {Role.RATE, Role.SHARE, Role.COMPLETION}


@check("RT06", Severity.INFO)
def ratio_unsupported(dossier: Dossier) -> Outcomes:
    identity = dossier.facts.identity
    owed = identity is None or identity.form is not Form.OTHER  # a bulletin or a work report owes no operands
    claimed = _claimed(dossier)
    indicated = _indicated(dossier)
    mentions = dossier.facts.of(Mention)
    computed = [i for i, m in enumerate(mentions) if _computed(m) and m.quantity.span not in indicated]
    elsewhere = {_said(mentions[i]) for i in computed if _firm(claimed.get(mentions[i].quantity.span, []))}
    bare: dict[int, list[Mention]] = defaultdict(list)
    known = _Known(dossier, claimed)
    for i in computed:
        m = mentions[i]
        claims = claimed.get(m.quantity.span, [])
        if firm := _firm(claims):
            yield from (Clear(evidence=cited(c), recomputation=shown(c, j)) for c, j in firm if j.verdict.holds)
        elif seeming := next((c for c, j in claims if j and _may_divide(c)), None):
            known.add(m.quantity)
            yield Unable(missing="能确定由哪两个数算出的字句", evidence=cited(seeming))
        elif all(isinstance(c, RatioClaim) for c, _ in claims) and _due(m, dossier):
            if _is_of_all(m, dossier):
                continue
            if pair := _pair(m.quantity, mentions[max(i - REACH, 0) : i + REACH], dossier.document):
                yield Unable(missing="能确定由哪两个数算出的字句", evidence=_evidence(m.quantity, *pair))
            elif owed and _said(m) not in elsewhere and not known.holds(m, mentions[max(i - 1, 0)]):
                bare[_section(m, dossier)].append(m)
                known.add(m.quantity)
    yield from map(_hit, bare.values())
    if owed:
        yield from _risen(dossier)


class _Known:
    """What the rest of the document tells of a percentage: given before, or the share of a figure named there."""

    def __init__(self, dossier: Dossier, claimed: dict[Span, Judged]) -> None:
        firm = {span for span, claims in claimed.items() if _firm(claims)}
        self._given = {_printed(q) for q in _tabled(dossier) if q.places}
        self._given |= {_printed(m.quantity) for m in dossier.facts.of(Mention) if m.quantity.span in firm}
        self._dossier = dossier

    @cached_property
    def _figures(self) -> tuple[Quantity, ...]:
        """Return the figures that a share may be of, each value once."""
        found = [m.quantity for m in self._dossier.facts.of(Mention) if m.role in _WHOLES and not m.quantity.percent]
        return tuple({(q.base_value, q.unit.family if q.unit else ""): q for q in found}.values())

    def add(self, rate: Quantity) -> None:
        """Take a percentage as told of: the next time it needs no second hint."""
        self._given.add(_printed(rate))

    def holds(self, mention: Mention, last: Mention) -> bool:
        """Tell whether it is a percentage to the decimal that stands elsewhere too, or gives a figure's share."""
        rate = mention.quantity
        if not rate.places:
            return False
        if last.sentence == mention.sentence and not last.quantity.percent:
            part = last.quantity
            if any(_divides(part, whole) and gives(rate, part, whole) for whole in self._figures):
                return True
        return _printed(rate) in self._given


def _printed(quantity: Quantity) -> tuple[Decimal | None, int]:
    return quantity.value, quantity.places


def _tabled(dossier: Dossier) -> Iterator[Quantity]:
    """Yield the percentages of tables, and those of indicators and lines of the budget."""
    rows = [block.span for block in dossier.document.blocks if block.kind is BlockKind.ROW]
    for row in rows:
        yield from (m.quantity for m in dossier.facts.within(Mention, row) if m.quantity.percent)
    for indicator in dossier.facts.of(Indicator):
        yield from (q for q in (indicator.actual, indicator.completion) if q is not None and q.percent)
    yield from (line.rate for line in dossier.facts.of(BudgetLine) if line.rate is not None)


def _section(mention: Mention, dossier: Dossier) -> int:
    """Return where the chapter begins that a figure stands in, or else its paragraph: it is told once there."""
    start = mention.span.start
    path = dossier.facts.path(start)
    block = dossier.document.block(start)
    return path[0].span.start if path else block.span.start if block else start


def _said(mention: Mention) -> tuple[str, Decimal | None]:
    return mention.label, mention.quantity.value


def _claimed(dossier: Dossier) -> dict[Span, Judged]:
    """Return the claims that each percentage stands in, judged where they give what it is computed from."""
    claimed: dict[Span, Judged] = {}
    for claim in dossier.facts.of(Claim):
        for operand in claim.operands:
            if operand.quantity.percent and len(claim.operands) > 1:
                claimed.setdefault(operand.quantity.span, []).append((claim, of_claim(claim)))
    return claimed


def _indicated(dossier: Dossier) -> set[Span]:
    """Return the percentages that are targets, completion rates or lines of the budget: others look at those."""
    found = [q for i in dossier.facts.of(Indicator) for q in (i.target, i.completion)]
    found += [line.rate for line in dossier.facts.of(BudgetLine) if line.budgeted and line.spent]
    return {q.span for q in found if q}


def _computed(mention: Mention) -> bool:
    printed = mention.quantity.text.strip("0123456789.")  # a rate of 0 may come without its sign
    return printed != "" and mention.quantity.percent and mention.role in COMPUTED and mention.quantity.op is Op.EQ


def _due(mention: Mention, dossier: Dossier) -> bool:
    """Tell whether the report owes the numbers: not for plans, rules, quotations, tables and rates that are set."""
    where = passage(dossier.document, mention.quantity.span)
    year = dossier.facts.identity.year if dossier.facts.identity else None
    planned = one_of(dossier.knowledge.plans.planned.words)
    given = one_of(dossier.knowledge.metrics.given.words)
    return not (
        where.in_table
        or where.quotation()
        or not mention.label
        or in_section(dossier, mention.span.start, "measures")
        or given.search(mention.label)
        or _BOUND.search(mention.label)
        or _AIMED.fullmatch(mention.label)
        or where.after(_OF_AIM).startswith(("的目标", "的任务", "的控制", "的要求"))
        or _AIM.match(where.line.text)
        or planned.search(where.clause().text)
        or any(word in mention.label for word in dossier.knowledge.cues.prior)
        or (year and mention.period and mention.period.end.year < year)
    )


def _is_of_all(mention: Mention, dossier: Dossier) -> bool:
    """Tell whether a rate of 100 % says what the words say too: 86人全部实行专案管理，管理率100%."""
    if mention.quantity.value != _ALL:
        return False
    return _EVERY.search(passage(dossier.document, mention.quantity.span).sentence().text) is not None


def _firm(claims: Judged) -> list[tuple[Claim, Judgement]]:
    """Return the claims that give what the percentage is computed from, and do not merely seem to."""
    return [(c, j) for c, j in claims if j and (j.verdict.holds or c.binding is not Binding.GUESSED)]


def _may_divide(claim: Claim) -> bool:
    """Tell whether numbers that seem to belong to a rate can be its part and its whole."""
    part, whole = claim.one("part"), claim.one("whole")
    return part is not None and whole is not None and _divides(part, whole)


def _pair(rate: Quantity, near: Sequence[Mention], document: Document) -> tuple[Quantity, Quantity] | None:
    """Return two numbers of the paragraph that give the rate."""
    block = document.block(rate.span.start)
    span = block.span if block else rate.span
    numbers = [m.quantity for m in near if not m.quantity.percent and span.covers(m.quantity.span)]
    for whole in numbers:
        for part in numbers:
            above = rate.value is not None and rate.value > _ALL  # 新增学位4230个（目标4000个），完成率105.75%
            fits = part is not whole and (_divides(whole, part) if above else _divides(part, whole))
            if fits and gives(rate, part, whole):
                return part, whole
    return _two_parts(rate, numbers) or _posts(rate, numbers)


def _posts(rate: Quantity, numbers: Sequence[Quantity]) -> tuple[Quantity, Quantity] | None:
    """Return two counts side by side that make the rate, whatever counters they have: 编制97个，在编91人."""
    for whole, part in pairwise(q for q in numbers if q.unit is not None and q.unit.dimension is Dimension.COUNT):
        if rate.places > 1 and gives(rate, replace(part, unit=whole.unit), whole):
            return part, whole
    return None


def _two_parts(rate: Quantity, numbers: Sequence[Quantity]) -> tuple[Quantity, Quantity] | None:
    """Return the first of two numbers side by side that make the rate together: 非常满意426份、满意329份."""
    for whole in numbers:
        for one, two in pairwise(numbers):
            if whole not in (one, two) and _divides(one, whole) and _divides(two, whole):
                judgement = of_ratio(rate, [one, two], whole)
                if judgement and judgement.verdict.holds:
                    return one, whole
    return None


def _divides(part: Quantity, whole: Quantity) -> bool:
    """Tell whether both measure the same kind of thing, and the part is no larger."""
    if part.unit is None or whole.unit is None or part.unit.family != whole.unit.family:
        return False
    small, large = part.base_value, whole.base_value
    return small is not None and large is not None and small <= large


def _hit(bare: list[Mention]) -> Hit:
    names = list(dict.fromkeys(f"{m.label or '百分比'}{m.quantity.text}" for m in bare))
    others = f"等{len(names)}个比率" if len(names) > NAMED else ""
    return Hit(
        message=f"{'、'.join(names[:NAMED])}{others}没有写出分子和分母，无法复核",
        evidence=_evidence(*(m.quantity for m in bare)),
        suggestion="补上算出它的两个数（应办多少、办成多少）",
    )


def _evidence(*quantities: Quantity) -> tuple[Evidence, ...]:
    return tuple(Evidence(role="百分比" if q.percent else "数字", span=q.span) for q in quantities)


def _risen(dossier: Dossier) -> Iterator[Hit]:
    metrics, planned = dossier.knowledge.metrics, one_of(dossier.knowledge.plans.planned.words)
    felt = re.compile(f"(?:{any_of(metrics.felt.words)}|[\u4e00-\u9fff]率)(?:均|都|得到|有)?$")
    for risen in find(dossier.document, one_of(metrics.risen.words)):
        subject = felt.search(risen.before(REACH))
        if subject is None:
            continue
        found = risen.part(-len(subject.group()), len(risen.text))
        sentence = found.sentence()
        figures = any(m.quantity.percent for m in dossier.facts.within(Mention, sentence.span))
        plan = in_section(dossier, found.span.start, "measures") or planned.search(found.clause().text)
        if not (figures or plan or found.quotation() or found.in_table):
            yield Hit(
                message=f"“{found.text}”没有前后两个数值，看不出提高了多少",
                evidence=(Evidence(role="说法", span=found.clause().span),),
                suggestion="写出上年和本年的数值",
            )
