"""Differences: between amounts, and between percentages in points."""

import re
from collections.abc import Iterator

from toolkit.extract.grammar.growths import in_time
from toolkit.extract.grammar.lexicon import Lexicon
from toolkit.extract.grammar.operands import amounts, around, levels, operand, rivals, shared_run
from toolkit.extract.grammar.sentences import Item, Sentence
from toolkit.records import Dimension, Op
from toolkit.records.facts import Binding, DifferenceClaim, Role

_FROM = re.compile(r"[由从自]")
_TO = re.compile(r"(?:到|至|为|成)(?:了|约)?$")
_THAN = re.compile(r"[比较](?!例)|相比|[上去]年同期")
_STRICT = re.compile(r"相差|差额|差值|差距|尚未|缺口|差$|差为$|逆差|顺差|收支差|剩余|尚余|尚有|未")
_FLOW = re.compile(r"(?P<more>支出|收入)(?:大于|超过|多于)(?:支出|收入)$")
_WHOLE_FLOW = re.compile(r"(?:总|当年|本年|全年|实际)(?P<what>收入|支出)(?:合计|总计|总额)?$")
_REACH = 4  # sentences
_THE_REST = re.compile(r"[,;](?:其余|其他|余下|剩下)的?$|^(?:其余|其他|余下|剩下)的?$")
_UNDONE = re.compile(r"未[^,]{1,2}")
_PLANNED = re.compile(r"预算|概算|送审|控制价|计划|安排")
_SPENT = re.compile(r"支出|决算|执行|中标|成交|审定|审减后|实际")
_BALANCE = re.compile(r"(?:当年|当期|本年|收支|年度)[^,]{0,4}(?:结余|盈余|赤字|节余|差额)")
_LOST = re.compile(r"[扣失减]了?$|[扣失]分")
_PERIOD = re.compile(r"同比|环比|年初|上期|20\d\d年|[比较][^,]{0,4}十[一二三四五]五|[比较][^,]{1,8}末|以来")
_THAN_NAMED = re.compile(
    r"[比较](?P<name>[\u4e00-\u9fff]{2,8}?)(?:提高|提升|快|高|低|慢|下降|上升|增加|减少|降低|回落)"
)
_THAN_PERIOD = re.compile(
    r"[比较](?P<period>前[一二三]季度|[一二三四]季度|[上前]半年|上[月季]|年初|\d{1,2}月|1[-—至]\d{1,2}月)"
)
_PACE = re.compile(r"序时|时间进度")
_OWN_CHANGE = re.compile(r"(?:比重|占比|比例)(?:同比|环比)?(?:上升|下降|提高|降低|回落)了?$")
_PAIR, _OWN_NAME = 2, 3
_BEYOND = re.compile(r"超(?:过|出)?|高(?:于|出)|低于|多于|少于|比|较")


def differences(sentence: Sentence, lexicon: Lexicon) -> Iterator[DifferenceClaim]:
    """Read every difference the sentence states."""
    listed = sum(_LOST.search(item.lead) is not None for item in sentence.items) > 1  # 扣1分，…扣2分
    for item in sentence.items:
        if item.quantity.op is Op.RANGE or (listed and _LOST.search(item.lead)):
            continue
        claim = None
        if item.role is Role.POINTS:
            claim = _of_percentages(sentence, item, lexicon)
        elif item.dimension is Dimension.RATIO:
            claim = _beyond(sentence, item) or _percent_for_points(sentence, item)
        elif item.role is Role.DELTA:
            claim = _between_levels(sentence, item, lexicon)
        elif item.dimension is Dimension.MONEY and (flow := _FLOW.search(item.lead)):
            claim = _between_flows(sentence, item, flow["more"])
        elif item.role in (Role.LEVEL, Role.TOTAL) and (
            lexicon.remainder.search(item.lead) or _THE_REST.search(item.lead)
        ):
            claim = _remainder(sentence, item)
        if claim:
            yield claim


def _claim(sentence: Sentence, item: Item, minuend: Item, subtrahend: Item, binding: Binding) -> DifferenceClaim:
    return DifferenceClaim(
        span=sentence.span(*(i for i in (minuend, subtrahend, item) if i in sentence.items)),
        label=item.label,
        text=sentence.text,
        operands=(operand("minuend", minuend), operand("subtrahend", subtrahend), operand("value", item, item.sign)),
        binding=binding,
        rivals=rivals(sentence, minuend, subtrahend, item),
    )


def _larger_first(a: Item, b: Item) -> tuple[Item, Item]:
    x, y = a.quantity.base_value, b.quantity.base_value
    return (a, b) if x is not None and y is not None and x >= y else (b, a)


def _percentages(sentence: Sentence, item: Item) -> list[Item]:
    ahead = [i for i in sentence.items[: item.index] if i.dimension is Dimension.RATIO and i.quantity.op is Op.EQ]
    near = [i for i in ahead if i.segment == item.segment]
    return near if len(near) >= _PAIR else [i for i in ahead if i.role is not Role.TARGET]


def _of_percentages(sentence: Sentence, item: Item, lexicon: Lexicon) -> DifferenceClaim | None:
    """``21.87%，比平均（15.97%）高5.9个百分点``."""
    pool = _percentages(sentence, item)
    if len(pool) < 2:
        pool = [i for i in sentence.items if i.dimension is Dimension.RATIO and i.segment == item.segment]
        if len(pool) != 2 or not pool[1].prior:
            return None
    a, b = pool[-2], pool[-1]
    if _PACE.search(item.lead) and not _PACE.search(a.lead + b.lead):
        return None  # 占预算53.1%，高于序时进度3.1个百分点: half a year's pace goes without saying
    if {a.role, b.role} == {Role.GROWTH, Role.SHARE}:
        return None  # 比上年增长3.9%，占总支出的31.32%，较上年下降0.8个百分点
    moved = _FROM.search(a.lead) and _TO.search(b.lead)
    since = _THAN_PERIOD.search(item.lead)
    if since is not None and since["period"] not in sentence.flow.text[sentence.start : b.token.start]:
        return None  # 增速由上半年的-4.2%转正，较前三季度加快5.6个百分点
    if _OWN_CHANGE.search(item.lead) and not moved and not (a.prior or b.prior):
        return None  # 商品类占51%，服务类占45%，比重下降2个百分点
    if not moved and not (a.prior or b.prior) and in_time(a, b) is None and _elsewhere(item, (a, b), lexicon):
        return None  # 办结率98%，满意率96%，比上年提高1个百分点
    linked = (_FROM.search(a.lead) and _TO.search(b.lead)) or _THAN.search(b.lead + item.lead) or b.prior != a.prior
    minuend, subtrahend = _larger_first(a, b)
    alike = a.segment == b.segment or shared_run(a.label, b.label) >= _PAIR  # of two clauses: two rates
    sure = linked and alike and len(pool) == _PAIR and "分别" not in sentence.text
    return _claim(sentence, item, minuend, subtrahend, Binding.ORDERED if sure else Binding.GUESSED)


def _elsewhere(item: Item, pair: tuple[Item, Item], lexicon: Lexicon) -> bool:
    """Tell whether a change is measured on what neither figure is: last year's, or one of another name."""
    if lexicon.prior.search(item.lead) or _PERIOD.search(item.lead):
        return True
    named = _THAN_NAMED.search(item.lead)
    return named is not None and all(shared_run(i.label, named["name"]) < _OWN_NAME for i in pair)


def _beyond(sentence: Sentence, item: Item) -> DifferenceClaim | None:
    """``进度67.9%，超过目标50%的17.9%``: a difference of percentages written as a percentage."""
    pool = _percentages(sentence, item)
    if len(pool) < 2:
        return None
    actual, target = pool[-2], pool[-1]
    if (
        sentence.between(target, item) not in ("的", "")
        or not _BEYOND.search(target.lead)
        or target.index != item.index - 1
    ):
        return None
    minuend, subtrahend = _larger_first(actual, target)
    return _claim(sentence, item, minuend, subtrahend, Binding.ORDERED)


def _percent_for_points(sentence: Sentence, item: Item) -> DifferenceClaim | None:
    """``满意度由90%提高到95%，提高5%``; the figure of this year may stand in the sentence before."""
    if item.role is not Role.GROWTH:
        return None
    pool = _percentages(sentence, item)
    if len(pool) == 1 and sentence.previous is not None:
        earlier = [i for i in sentence.previous.items if i.dimension is Dimension.RATIO and i.role is Role.RATE]
        pool = [*earlier[-1:], *pool] if pool[0].prior or (pool[0].dated and "同比" in item.lead) else pool
    if len(pool) < _PAIR:
        return None
    a, b = pool[-2], pool[-1]
    if b.index != item.index - 1 or a.role is Role.GROWTH or b.role is Role.GROWTH:
        return None
    moved = _FROM.search(a.lead) and _TO.search(b.lead)
    earlier_year = b.prior or (b.dated is not None and b.dated.year is not None and b.dated is not a.dated)
    than = _THAN.search(b.lead + item.lead) or _BEYOND.search(b.lead)  # 低于上年的40.1%，下降1.5%
    if not (moved or (than and earlier_year) or (b.dated and "同比" in item.lead)):
        return None
    minuend, subtrahend = _larger_first(a, b)
    return _claim(sentence, item, minuend, subtrahend, Binding.ORDERED)


def _between_levels(sentence: Sentence, item: Item, lexicon: Lexicon) -> DifferenceClaim | None:
    """``由A调整为B，调增C``; ``A，较上年B增加C``."""
    if re.search(r"[+=]", sentence.text):
        return None
    pool = [i for i in levels(amounts(sentence, item)) if i.matches(item)]
    if not pool:
        pool = [i for i in levels(around(sentence, item)) if i.matches(item)]
    if len(pool) < _PAIR:
        return None
    a, b = pool[-2], pool[-1]
    if _FROM.search(a.lead) and _TO.search(b.lead):
        base, current = a, b
    elif _THAN.search(b.lead) and b.index == item.index - 1:
        base, current = b, a
    elif a.prior != b.prior and len(pool) == 2:
        base, current = (a, b) if a.prior else (b, a)
    elif len(pool) == 2 and (order := in_time(a, b)) is not None:
        base, current = order
    elif len(pool) == 2 and _PLANNED.search(a.lead) and _SPENT.search(b.lead) and item.sign < 0:
        base, current = a, b
    else:
        return None
    if _PLANNED.search(base.lead) and (lexicon.prior.search(item.lead) or _PERIOD.search(item.lead)):
        return None  # 预算50万元，支出30万元，比上年减少5万元
    minuend, subtrahend = (current, base) if item.sign > 0 else (base, current)
    return _claim(sentence, item, minuend, subtrahend, Binding.ORDERED)


def _between_flows(sentence: Sentence, item: Item, more: str) -> DifferenceClaim | None:
    """``总收入100万元。总支出120万元。支出大于收入20万元``: the totals may stand up to three sentences before."""
    place: Sentence | None = sentence
    found: dict[str, Item] = {}
    for _ in range(_REACH):
        if place is None:
            break
        for figure in reversed(place.items):
            if figure is not item and figure.matches(item) and (total := _WHOLE_FLOW.search(figure.label)):
                found.setdefault(total["what"], figure)
        place = place.earlier
    if len(found) < _PAIR:
        return None
    less = "收入" if more == "支出" else "支出"
    return _claim(sentence, item, found[more], found[less], Binding.ORDERED)


def _remainder(sentence: Sentence, item: Item) -> DifferenceClaim | None:
    """``受理15400件，办结9594件，尚未办结5806件``."""
    undone = _UNDONE.search(item.lead)
    pool = [i for i in levels(amounts(sentence, item)) if i.matches(item)]
    alike = [i for i in pool if i.quantity.unit == item.quantity.unit]
    if len(alike) == _PAIR and _THE_REST.search(item.lead):
        pool = alike  # 走访305家，收集289个，解决274个，其余15个
    pool = [i for i in pool if undone is None or undone.group() not in i.lead]  # 刑事未结79件，行政未结15件
    if len(pool) < 2:
        return None
    minuend, subtrahend = _larger_first(pool[-2], pool[-1])
    if all("未" in i.lead for i in (minuend, subtrahend, item)):
        return None  # 民事未结179件，刑事未结15件，行政未结8件: three kinds
    flows = "收" in minuend.lead + subtrahend.lead and "支" in minuend.lead + subtrahend.lead
    left = _STRICT.search(item.lead) or _THE_REST.search(item.lead)
    apart = left is not None and left.group() == "未" and not shared_run(pool[-1].lead, item.lead[left.end() :])
    strict = len(pool) == 2 and not apart and (left or (flows and _BALANCE.search(item.lead)))
    return _claim(sentence, item, minuend, subtrahend, Binding.ORDERED if strict else Binding.GUESSED)
