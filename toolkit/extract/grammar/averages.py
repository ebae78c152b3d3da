"""Averages and products: 人均, 日均, 单产; 单价 × 数量; 分值 × 完成率."""

import re
from calendar import monthrange
from collections.abc import Iterator
from decimal import Decimal

from toolkit.extract.grammar.lexicon import Lexicon
from toolkit.extract.grammar.operands import amounts, levels, operand, rivals
from toolkit.extract.grammar.sentences import Item, Sentence
from toolkit.records import Dimension, Op, Quantity
from toolkit.records.facts import AverageClaim, Binding, Operand, ProductClaim, Role

_PER = {
    "人次均": "人次",
    "人均": "人",
    "生均": "人",
    "每人": "人",
    "户均": "户",
    "每户": "户",
    "亩均": "亩",
    "每亩": "亩",
    "亩产": "亩",
    "单产": "亩",
    "件均": "件",
    "每件": "件",
    "例均": "件",
    "场均": "场",
    "每场": "场",
    "次均": "次",
    "每次": "次",
    "村均": "村",
    "班均": "班",
    "校均": "所",
    "床均": "张",
}
_EACH = re.compile(r"每个?(?P<thing>[^天日月年人,]{1,2})$")
_PER_WORD = re.compile("|".join(_PER))
_DAILY = re.compile(r"日均|每天|每日")
_MONTHLY = re.compile(r"月均|每月")
_BOUNDS = {Op.GE, Op.GT, Op.LE, Op.LT}
_WEEK = re.compile(r"第\d{1,2}周|本周|一周|当周")
_YEAR = re.compile(r"全年|年度?")


def averages(sentence: Sentence, lexicon: Lexicon) -> Iterator[AverageClaim]:
    """Read every average the sentence states with its total and count."""
    for item in sentence.items:
        per_unit = item.unit is not None and "/" in item.unit.base
        if item.role is not Role.MEAN and not per_unit:
            continue
        pool = [i for i in levels(amounts(sentence)) if i is not item and i.segment == item.segment]
        found = _per_unit(item, pool) if per_unit else _per_word(sentence, item, pool)
        if found is None:
            continue
        total, count, used, binding = found
        yield AverageClaim(
            span=sentence.span(*used, item),
            label=item.label,
            text=sentence.text,
            operands=(operand("total", total), count, operand("value", item)),
            binding=binding,
            rivals=rivals(sentence, *used, item),
        )


_Found = tuple[Item, Operand, list[Item], Binding]


def _per_unit(item: Item, pool: list[Item]) -> _Found | None:
    """``产量1762万吨、面积4332.6万亩，单产406.7公斤/亩``."""
    assert item.unit
    above, _, below = item.unit.base.partition("/")
    totals = [i for i in pool if i.unit and i.unit.base == above and i.index < item.index]
    counts = [i for i in pool if i.unit and i.unit.base == below and i.index < item.index]
    if not totals or not counts:
        return None
    return totals[-1], operand("count", counts[-1]), [totals[-1], counts[-1]], Binding.ORDERED


def _per_word(sentence: Sentence, item: Item, pool: list[Item]) -> _Found | None:
    totals = [i for i in pool if i.matches(item) and i.role is not Role.MEAN and not (i.prior and i.index > item.index)]
    totals = [i for i in totals if i.quantity.op not in _BOUNDS]  # 不足50人的小学有13所，校均31人
    counts = _counts(sentence, item, pool)
    if counts is not None:
        totals = [i for i in totals if not counts or i is not counts[-1]]
        if not counts or not totals:
            return None
        before = [i for i in totals if i.index < item.index]
        total = before[-1] if before else totals[0]
        apart = counts[-1].index > item.index and total.role is not Role.TOTAL  # 人均结案421件，最高的1人结案812件
        told = bool(before) or not apart
        alone = told and len(totals) == 1 and len(counts) == 1 and not _MONTHLY.search(item.lead)
        return total, operand("count", counts[-1]), [total, counts[-1]], Binding.ORDERED if alone else Binding.GUESSED
    before = [i for i in totals if i.index < item.index]
    if not before:
        return None
    count = (
        _days(sentence, item)
        if _DAILY.search(item.lead)
        else _months(sentence, item)
        if _MONTHLY.search(item.lead)
        else None
    )
    if count is None:
        return None
    return before[-1], count, [before[-1]], Binding.ORDERED if len(before) == 1 else Binding.GUESSED


def _counts(sentence: Sentence, item: Item, pool: list[Item]) -> list[Item] | None:
    """Return the figures that count what the average is for (人均: 人; 平均每村: 村); None where nothing tells."""
    word = _PER_WORD.search(item.lead)
    if word:
        family = _PER[word.group()]
        times = [i for i in pool if i.unit and i.unit.name == f"{family}次" and not i.matches(item)]  # 398人次, 86场次
        return [i for i in pool if i.family == family] or times
    each = _EACH.search(item.lead)
    if each:
        thing = each["thing"]
        return [i for i in pool if sentence.after(i).startswith(thing) or (i.unit and i.unit.name == thing)]
    return None


def _counted(sentence: Sentence, start: int, end: int, number: int) -> Operand:
    flow = sentence.flow
    quantity = Quantity(value=Decimal(number), unit=None, span=flow.span(start, end), text=flow.text[start:end])
    return Operand(role="count", quantity=quantity)


def _days(sentence: Sentence, item: Item) -> Operand | None:
    for other in sentence.items:
        if other.dimension is Dimension.TIME and other.unit and other.unit.base in ("天", "工作日"):
            return operand("count", other)
    week = _WEEK.search(sentence.text)
    if week:
        return _counted(sentence, sentence.start + week.start(), sentence.start + week.end(), 7)
    day = item.dated
    if day and day.period:
        return _counted(sentence, day.start, day.end, (day.period.end - day.period.start).days + 1)
    if day and day.months and day.months[0] == day.months[1] != 2:
        return _counted(sentence, day.start, day.end, monthrange(2023, day.months[0])[1])
    return None


def _months(sentence: Sentence, item: Item) -> Operand | None:
    for other in sentence.items:
        if other.dimension is Dimension.TIME and other.unit and other.unit.name == "个月":
            return operand("count", other)
    day = item.dated
    if day and day.months:
        return _counted(sentence, day.start, day.end, day.months[1] - day.months[0] + 1)
    if day and day.period and (day.period.end - day.period.start).days > 360:
        return _counted(sentence, day.start, day.end, 12)
    whole = _YEAR.search(sentence.text)
    if whole:
        return _counted(sentence, sentence.start + whole.start(), sentence.start + whole.end(), 12)
    return None


_MARKED = re.compile(r"[,、]?[计记](?:为|得)?$")
_CONVERTED = re.compile(r"(?:折合|约合|合计约合|换算为|折算)[^,]{0,4}$")
_SUMMED = re.compile(r"共计|合计|总计|总价|总金额")
_PRICE = re.compile(r"(?:单价|每[人户亩件场次个台套辆吨米棵张份名位]|标准|均价|价格)[^,。;]{0,8}$")


def products(sentence: Sentence, lexicon: Lexicon) -> Iterator[ProductClaim]:
    """Read ``单价 × 数量`` and ``分值 × 完成率``."""
    yield from _priced(sentence)
    yield from _converted(sentence)
    yield from _scored(sentence)


def _priced(sentence: Sentence) -> Iterator[ProductClaim]:
    for price in sentence.items:
        if price.dimension not in (Dimension.MONEY, Dimension.OTHER) or not (
            _PRICE.search(price.lead) or (price.unit and price.unit.base.startswith("元/"))
        ):
            continue
        later = [
            i for i in sentence.items if i.dimension is Dimension.MONEY and i is not price and not _PRICE.search(i.lead)
        ]
        values = [i for i in later if i.index > price.index] or later
        counts = [
            i
            for i in sentence.items
            if i.dimension in (Dimension.COUNT, Dimension.AREA, Dimension.MASS, Dimension.LENGTH, Dimension.TIME)
            and i.quantity.value  # 购置车辆0台
            and values
            and i.index < max(values[0].index, price.index)
        ]
        if not values or not counts or (price.role is Role.MEAN and _PER_WORD.search(price.lead)):
            continue
        value = values[0]
        yield ProductClaim(
            span=sentence.span(price, value, *counts),
            label=value.label,
            text=sentence.text,
            operands=(operand("factor", price), *(operand("factor", c) for c in counts), operand("value", value)),
            binding=Binding.ORDERED if len(counts) == 1 and _SUMMED.search(value.lead) else Binding.GUESSED,
            rivals=rivals(sentence, price, value, *counts),
        )


def _converted(sentence: Sentence) -> Iterator[ProductClaim]:
    """``11246.7万元，约合1.12亿元``: one amount in two units."""
    for item in sentence.items:
        before = sentence.items[item.index - 1] if item.index else None
        marks = item.dimension is Dimension.SCORE  # 折算得9.76分 converts a rate, not a mark
        if before is not None and not marks and _CONVERTED.search(item.lead) and before.matches(item):
            yield ProductClaim(
                span=sentence.span(before, item),
                label=before.label,
                text=sentence.text,
                operands=(operand("factor", before), operand("value", item)),
                binding=Binding.ORDERED,
            )


def _scored(sentence: Sentence) -> Iterator[ProductClaim]:
    """``完成率95.93%、分值10分，得9.59分``."""
    for got in sentence.items:
        if got.role is not Role.SCORE and not (got.dimension is Dimension.SCORE and _MARKED.search(got.lead)):
            continue
        near = [i for i in sentence.items[max(0, got.index - 2) : got.index] if i.segment == got.segment]
        rates = [i for i in near if i.role in (Role.COMPLETION, Role.RATE) and i.dimension is Dimension.RATIO]
        fulls = [i for i in near if i.role is Role.FULL]
        if len(rates) == 1 and len(fulls) == 1:
            yield ProductClaim(
                span=sentence.span(rates[0], fulls[0], got),
                label=got.label,
                text=sentence.text,
                operands=(operand("factor", fulls[0]), operand("factor", rates[0]), operand("value", got)),
                binding=Binding.GUESSED,
                rivals=rivals(sentence, rates[0], fulls[0], got),
            )
