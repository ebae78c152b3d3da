"""整段照抄上年的事实

查什么：写工作结果的段落与上年报告的某一段几乎一样，而且里面的数一个没变；没有数的问题、措施和成效与上年一字不差的，作提示。

为何：用上年报告改写时漏改一段，就把上年的事当成本年的事报了出去。

依据：年度结果的数两年完全相同的少见；机构、编制、面积、标准等逐年不变的名称见 knowledge/years.toml。

上年：
    清溪镇人民政府2022年部门整体支出绩效自评报告
    一、主要工作成效
    全年受理群众诉求1342件，按期办结1318件，按期办结率98.21%。

有问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    一、主要工作成效
    全年受理群众诉求1342件，按期办结1318件，按期办结率98.21%。

没问题：
    清溪镇人民政府2023年部门整体支出绩效自评报告
    一、主要工作成效
    全年受理群众诉求1391件，按期办结1377件，按期办结率98.99%。

局限：要用 --prior 给出上年报告；数太少、太整的段落两年碰巧相同也有可能，不报；职能、机构、编制和计划不比较。
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.last_year import Year, Years, both_years, is_planned, told_in
from toolkit.checks.passages import Line, lines
from toolkit.checks.statements import opening
from toolkit.knowledge.patterns import any_of, one_of
from toolkit.records import (
    BlockKind,
    Certainty,
    Clear,
    Dimension,
    Evidence,
    Hit,
    Op,
    Outcome,
    Quantity,
    Severity,
    Span,
    Unable,
)
from toolkit.records.facts import Mention, Role, Statement, StatementKind

_ALIKE = 80  # of a hundred
_TELLING, _SOME = 4, 2  # digits
_PROSE = 24  # characters
_FIGURE = re.compile(r"\d[\d.,]*")
_MARKS = re.compile(r"[,;，；(（]?(?:分值|满分|自评得分|得分|扣)#分[)）]?")  # the form's words: no fact of a year
_MOST = 6
_LIMITS = frozenset({Role.TARGET, Role.FULL, Role.SCORE, Role.COMPLETION})
_MARKED = re.compile(r"^[\d.%()一二三四五六七八九十、第]+")
_KINDS = {
    StatementKind.PROBLEM: "存在的问题",
    StatementKind.MEASURE: "改进措施",
    StatementKind.ACHIEVEMENT: "工作成效",
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Paragraph:
    """A paragraph of results: its figures by value, those of them that tell one year from another, and its words."""

    span: Span
    figures: tuple[str, ...]
    telling: tuple[Quantity, ...]
    words: str

    @property
    def weight(self) -> int:
        """Count the digits that would have to agree by accident."""
        return sum(_digits(quantity) for quantity in self.telling)


@check("YR03", Severity.WARNING)
def copied_from_last_year(dossier: Dossier) -> Outcomes:
    years = both_years(dossier)
    if years is None:
        return
    if isinstance(years, Unable):
        yield years
        return
    yield from _of_figures(dossier, years)
    yield from _of_prose(dossier, years)


def _of_figures(dossier: Dossier, years: Years) -> Iterator[Outcome]:
    """Compare paragraphs whose figures are the same, one for one."""
    last: dict[tuple[str, ...], list[_Paragraph]] = defaultdict(list)
    for paragraph in _paragraphs(years.last):
        last[paragraph.figures].append(paragraph)
    rewritten = {each.words for same in last.values() for each in same}
    for paragraph in _paragraphs(years.this):
        if paragraph.weight < _SOME:
            continue
        twins = (each for each in last.get(paragraph.figures, ()) if _alike(each, paragraph))
        twin = next(twins, None)
        cited = tuple(Evidence(role="与上年相同的数", span=figure.span) for figure in paragraph.telling[:_MOST])
        if twin is not None:
            yield Hit(
                message=f"这一段与{told_in(years.last, twin.span)}的一段几乎一样，里面的数一个没变",
                evidence=cited,
                suggestion="核对是不是本年的事；确实与上年相同的，写明“与上年持平”",
                certainty=Certainty.POSSIBLE,
                severity=None if paragraph.weight >= _TELLING else Severity.INFO,
            )
        elif paragraph.words in rewritten:
            yield Clear(evidence=cited)


def _alike(one: _Paragraph, other: _Paragraph) -> bool:
    """Tell whether two paragraphs are the same but for a few words."""
    from rapidfuzz import fuzz

    return fuzz.ratio(one.words, other.words, score_cutoff=_ALIKE) > 0


def _of_prose(dossier: Dossier, years: Years) -> Iterator[Outcome]:
    """Point at problems, measures and achievements that stand word for word in last year's report."""
    theirs = {
        _bare(statement.text): statement
        for statement in years.last.dossier.facts.of(Statement)
        if statement.kind in _KINDS
    }
    for kind, name in _KINDS.items():
        mine = dossier.facts.said(kind)
        copied = [
            statement
            for statement in mine
            if len(_bare(statement.text)) >= _PROSE
            and _bare(statement.text) in theirs
            and not _has_figures(dossier, statement.span)
        ]
        if copied:
            yield Hit(
                message=f"{name}中有 {len(copied)} 条与上年报告一字不差",
                evidence=tuple(Evidence(role=name, span=opening(dossier, each)) for each in copied[:_MOST]),
                suggestion="确实没有变化的，写明上年以来做了什么、为何还在；照抄的，按本年的情况改写",
                certainty=Certainty.POSSIBLE,
                severity=Severity.INFO,
            )


def _has_figures(dossier: Dossier, span: Span) -> bool:
    return bool(dossier.facts.within(Mention, span))


def _paragraphs(year: Year) -> Iterator[_Paragraph]:
    """Yield the paragraphs that tell of the year's results, with their figures."""
    dossier, known = year.dossier, year.dossier.knowledge.years
    results, standing = one_of(known.results.words), one_of(known.standing.words)
    bygone = re.compile(
        f"(?<![比较与同])(?:{any_of(known.before.words)})|{any_of((*known.review.words, *known.unchanged.words))}"
    )
    for line in lines(dossier.document):
        mentions = dossier.facts.within(Mention, line.block.span)
        if not mentions or not results.search(line.text) or bygone.search(line.text) or _is_standing(dossier, line):
            continue
        limits = {_value(m.quantity) for m in mentions if m.role in _LIMITS or m.quantity.op is not Op.EQ}
        if line.block.kind is BlockKind.ROW:  # a target's column says only by its head what it is
            limits |= {value for value, n in Counter(_value(m.quantity) for m in mentions).items() if n > 1}
        telling = {
            _value(m.quantity): m.quantity
            for m in mentions
            if m.role not in _LIMITS and not standing.search(m.label) and not _is_given(m.quantity)
        }
        yield _Paragraph(
            span=line.block.span,
            figures=tuple(_value(m.quantity) for m in mentions if not _is_mark(m.quantity)),
            telling=tuple(quantity for value, quantity in telling.items() if value not in limits and _digits(quantity)),
            words=_MARKS.sub("", _FIGURE.sub("#", _bare(line.text))),
        )


def _is_standing(dossier: Dossier, line: Line) -> bool:
    """Tell whether a paragraph stands under a heading of plans, or of what does not change from year to year."""
    start = line.block.span.start
    titles = [h.title for h in dossier.facts.path(start) if h.span.start < start]
    standing = one_of(dossier.knowledge.years.standing_headings.words)
    return is_planned(dossier, start) or (any(standing.search(t) for t in titles[-1:]) and "全年" not in line.text)


def _is_mark(quantity: Quantity) -> bool:
    """Tell whether a figure is a full mark or a score: the form may change, and the facts be copied all the same."""
    return quantity.unit is not None and quantity.unit.dimension is Dimension.SCORE


def _is_given(quantity: Quantity) -> bool:
    """Tell whether a figure is a limit, a mark or a rate that many things have."""
    timed = quantity.unit is not None and quantity.unit.dimension is Dimension.TIME
    if timed or _is_mark(quantity):
        return True
    return quantity.op is not Op.EQ or quantity.value in {0, 1, 100}


def _digits(quantity: Quantity) -> int:
    """Count the digits that tell one figure from another; zeros at the end do not, nor does a single one."""
    digits = str(quantity.value).replace(".", "").strip("0")
    return len(digits) if len(digits) > 1 else 0


def _value(quantity: Quantity) -> str:
    return f"{quantity.base_value if quantity.unit else quantity.value}"


def _bare(text: str) -> str:
    """Return the words of a paragraph without its number, white space and years."""
    return re.sub(r"\s|(?:19|20)\d\d年(?:度)?", "", _MARKED.sub("", text))
