"""Figures of this year's report that are last year's: 上年, 2022年, 比上年的, 上年结转, and the columns of tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.arithmetic import is_hedged
from toolkit.audit import Dossier
from toolkit.checks.last_year import Key, Year, same_value, unit_of
from toolkit.checks.metrics import LEVELS, bare
from toolkit.checks.office import office_name
from toolkit.checks.once import once
from toolkit.checks.passages import passage
from toolkit.knowledge.patterns import any_of, one_of
from toolkit.records import Document, Quantity, Span
from toolkit.records.facts import DifferenceClaim, Facts, GrowthClaim, Indicator, Mention, Role

_BREAK = re.compile(r"[,。;:!?()\t、]")
_PLAN = re.compile("计划|目标|任务|预计|预期|拟")
_MONTHS = re.compile(r"\d月|季度|半年|同期")
_THAN = re.compile(r"^(?:[与同和跟比较于由从自]|相比|较之)*")
_COPULA = re.compile("(?:为|是|有|达到?|共计?|合计|的|[由从自])*$")
_CHANGED = re.compile("(?:提高|提升|增加|增长|上升|下降|降低|减少|扩大|缩短|压减|[升降增减多少])(?:了|到|至|为)*$")
_FIGURE = re.compile(r"(?<![\d.])(?!(?:19|20)\d\d年)\d[\d.]*")
_REACH, _SENTENCE = 40, 160
_HEAD_ROWS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """A figure of last year as this year's report has it, the names it may have had then, and the word for it."""

    quantity: Quantity
    keys: tuple[Key, ...]
    called: str


def baselines(year: Year) -> Iterator[Baseline]:
    """Yield the figures of last year that stand in this year's report."""
    dossier = year.dossier
    pattern = re.compile(f"{any_of(dossier.knowledge.years.before.words)}|(?<!\\d){year.year - 1}年(?:度|末|底)?")
    opening = one_of(dossier.knowledge.years.opening.words)
    counterparts = _counterparts(dossier.facts)
    for mention in dossier.facts.of(Mention):
        quantity = mention.quantity
        if mention.role not in {*LEVELS, Role.SHARE} or quantity.value is None or quantity.unit is None:
            continue
        if is_hedged(quantity) and quantity.hedge is None:
            continue  # an upper or lower limit is no result
        own = _own_lead(dossier, quantity.span)
        if passage(dossier.document, quantity.span).in_table and not pattern.search(own):
            yield from _of_table(dossier, quantity, pattern)
            continue
        if _PLAN.search(own) or _MONTHS.search(own):
            continue
        plain = _COPULA.sub("", _THAN.sub("", own))
        if opening.fullmatch(plain) or (pattern.match(plain) and _is_carry_over(plain, pattern)):
            yield from _carried(dossier, quantity, plain)
            continue
        if not pattern.search(own) or _CHANGED.search(own):
            continue  # 比上年提高到97%: this year's
        name = bare(_COPULA.sub("", pattern.sub("", plain)))
        current = counterparts.get(quantity.span) or _beside(dossier, mention, name, pattern)
        if not name and _is_behind_list(dossier, quantity.span):
            continue
        keys = [*_keys(year, quantity, current, name)]
        office = office_name(dossier.knowledge, name)
        if office is not None and _is_of_office(dossier, quantity):
            keys.append(Key(sort="单位", name=office, unit=unit_of(quantity)))
        yield Baseline(quantity=quantity, keys=tuple(keys), called=name)


def _keys(year: Year, quantity: Quantity, current: Quantity | None, name: str) -> Iterator[Key]:
    """Yield the names of what this year's figure beside it is called, here or wherever it stands again, and its own."""
    if current is not None and unit_of(current) == unit_of(quantity):
        yield from (key for key in year.keys.get(current.span, ()) if key.sort != "句" or "上年" not in key.name)
        yield from same_value(year, current)
    if name:
        yield Key(sort="指标", name=name, unit=unit_of(quantity))
        yield Key(sort="名称", name=name, unit=unit_of(quantity))


def _of_table(dossier: Dossier, quantity: Quantity, pattern: re.Pattern[str]) -> Iterator[Baseline]:
    """Yield the figure of an indicator that stands in a column headed 上年实际值."""
    block = dossier.document.block(quantity.span.start)
    if block is None or block.table is None:
        return
    column = next((i for i, cell in enumerate(block.cells) if cell.start <= quantity.span.start < cell.end), -1)
    head = _heads(dossier.document).get((block.table, column), "")
    if not pattern.search(head) or _PLAN.search(head) or _MONTHS.search(head):
        return
    for indicator in dossier.facts.within(Indicator, block.span)[:1]:
        name = bare(indicator.name)
        yield Baseline(quantity=quantity, keys=(Key(sort="指标", name=name, unit=unit_of(quantity)),), called=name)


@once
def _heads(document: Document) -> dict[tuple[int, int], str]:
    """Return what heads each column of each table: its cells without figures in the first rows."""
    heads: dict[tuple[int, int], str] = {}
    rows: dict[int, int] = {}
    for block in document.blocks:
        if block.table is None or rows.setdefault(block.table, 0) == _HEAD_ROWS:
            continue
        rows[block.table] += 1
        for column, cell in enumerate(block.cells):
            words = "".join(document.quote(cell).split())
            if words and not _FIGURE.search(words):
                heads[block.table, column] = heads.get((block.table, column), "") + words
    return heads


def _carried(dossier: Dossier, quantity: Quantity, called: str) -> Iterator[Baseline]:
    """Yield what was carried over into the year, where it is the office's."""
    if not _is_of_office(dossier, quantity):
        return
    whole = "结余" in called
    names = ("年末结转结余",) if whole else ("年末结转", "年末结转结余")
    keys = tuple(Key(sort="单位", name=name, unit=unit_of(quantity)) for name in names)
    yield Baseline(quantity=quantity, keys=keys, called=called)


def _is_of_office(dossier: Dossier, quantity: Quantity) -> bool:
    """Tell whether no word of the sentence before, and no heading above, is of a part of the office's money."""
    known = dossier.knowledge
    apart = one_of(tuple(word for word in known.metrics.office_apart.words if word not in known.years.before.words))
    titles = [heading.title for heading in dossier.facts.path(quantity.span.start)]
    sentence = re.split("[。!?\t]", passage(dossier.document, quantity.span).before(_REACH))[-1]
    return not apart.search(sentence) and not any(apart.search(title) for title in titles)


def _is_carry_over(plain: str, pattern: re.Pattern[str]) -> bool:
    return re.fullmatch("[末底]?的?结转(?:[和及]?结余)?(?:资金|数)?", pattern.sub("", plain, count=1)) is not None


def _own_lead(dossier: Dossier, span: Span) -> str:
    """Return the words of the clause right before a figure, behind the figure before it; a year is none."""
    clause = _BREAK.split(passage(dossier.document, span).before(_REACH))[-1]
    return clause[max((figure.end() for figure in _FIGURE.finditer(clause)), default=0) :]


def _is_behind_list(dossier: Dossier, span: Span) -> bool:
    """Tell whether a list of parts stands before a figure: behind 其中甲3万元,乙2万元, 比上年的 may be of the whole."""
    return "其中" in re.split("[。!?\t]", passage(dossier.document, span).before(_SENTENCE))[-1]


def _beside(dossier: Dossier, mention: Mention, name: str, pattern: re.Pattern[str]) -> Quantity | None:
    """Return this year's figure of the same sentence: that of the same name, or the nearest before a bare 比上年的."""
    fitting = [
        other
        for other in _of_sentence(dossier.facts).get(mention.sentence, ())
        if other is not mention
        and other.role in LEVELS
        and unit_of(other.quantity) == unit_of(mention.quantity)
        and not pattern.search(_own_lead(dossier, other.quantity.span))
    ]
    if name:
        fitting = [other for other in fitting if bare(other.label) == name or bare(other.label).endswith(name)]
        return fitting[0].quantity if len(fitting) == 1 else None
    before = [other for other in fitting if other.quantity.span.start < mention.quantity.span.start]
    return before[-1].quantity if before else None


@once
def _of_sentence(facts: Facts) -> dict[int, list[Mention]]:
    found: dict[int, list[Mention]] = {}
    for mention in facts.of(Mention):
        found.setdefault(mention.sentence, []).append(mention)
    return found


def _counterparts(facts: Facts) -> dict[Span, Quantity]:
    """Return what each base of a growth or difference is compared with."""
    found: dict[Span, Quantity] = {}
    for growth in facts.of(GrowthClaim):
        base, current = growth.one("base"), growth.one("current")
        if base is not None and current is not None:
            found[base.span] = current
    for difference in facts.of(DifferenceClaim):
        more, less = difference.one("minuend"), difference.one("subtrahend")
        if more is not None and less is not None:
            found.setdefault(less.span, more)
            found.setdefault(more.span, less)
    return found
