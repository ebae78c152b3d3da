"""Growth: ``支出120万元，比上年增加20万元，增长20%``, in either order, up or down, from one year to another."""

import itertools
import re
from collections.abc import Iterator

from toolkit.extract.grammar.lexicon import Lexicon
from toolkit.extract.grammar.operands import (
    amounts,
    around,
    levels,
    operand,
    other_basis,
    rivals,
    run_ending_at,
    shared_run,
)
from toolkit.extract.grammar.sentences import Item, Sentence
from toolkit.records import Dimension, Op
from toolkit.records.facts import Binding, GrowthClaim, Operand, Role

_FROM = re.compile(r"[由从自]")
_TO = re.compile(r"(?:到|至|为|成)(?:了|约)?$")
_THAN = re.compile(r"[比较](?!例)|相比|[上去]年同期|为基数")
_LAST_YEAR = re.compile(r"[比较][上去]年|同比|[上去]年同期|环比")
_PLANNED = re.compile(r"预算|概算|计划|目标|任务")
_EARLIER = re.compile(r"[上去]年")
_OWN_SUBJECT = re.compile(
    r"(?:其中|而|但)?(?P<name>(?![比较同环])[\u4e00-\u9fff]{2,16}?)(?:仅|只|也|则|均|约|年均|同比|比[上去]年|较[上去]年)*(?:增长|下降|上升|提高|增加|减少)"
)
_PAIR = 2
_AGAINST = re.compile(r"[,、(]?(?:[与同和跟比较]|相比|相较)")
_YEARLY = re.compile(r"年均|年平均|平均每年|复合")


def growths(sentence: Sentence, lexicon: Lexicon) -> Iterator[GrowthClaim]:
    """Read every rate of growth the sentence states, with the figures it rests on."""
    for item in sentence.items:
        if item.role is Role.GROWTH and item.quantity.op not in (Op.RANGE, Op.GE, Op.LE, Op.LT):
            yield from _growth(sentence, item)


def _growth(sentence: Sentence, item: Item) -> Iterator[GrowthClaim]:
    years, found = 1, None
    if _YEARLY.search(item.lead):
        years = _years(sentence, item)
        found = (_two_levels(sentence, item) if years > 1 else None) or ((), Binding.GUESSED)
    found = (
        found
        or _respective(sentence, item)
        or _paired(sentence, item)
        or _two_levels(sentence, item)
        or _with_delta(sentence, item)
    )
    operands, binding = found
    binding = Binding.GUESSED if _grown_elsewhere(sentence, item, operands) else binding
    whole = _head_of_list(sentence, item, operands)
    if (
        whole is not None
    ):  # 支出57万元，其中甲54万元、乙3万元，比上年的60万元下降: the last member's fall, or the whole's
        binding = Binding.GUESSED
        others = tuple(operand("current", whole) if o.role == "current" else o for o in operands)
        yield _claim(sentence, item, others, binding, years)
    yield _claim(sentence, item, operands, Binding.GUESSED if other_basis(sentence) else binding, years)


def _grown_elsewhere(sentence: Sentence, item: Item, operands: tuple[Operand, ...]) -> bool:
    """Tell whether all figures stand in a clause closed by ； with its own growth (游客…增长2倍；收入增长1.8倍)."""
    used = [i for i in sentence.items if any(o.quantity is i.quantity for o in operands)]
    if len(used) < len(operands):
        return False
    if used and (own := _OWN_SUBJECT.match(item.lead)) is not None:  # 均价由5元跌至4元，跌幅20%，销售额仅增长1.3%
        last = max(i.index for i in used)
        grown = any(i.role is Role.GROWTH and i.index > last for i in sentence.items[: item.index])
        behind = all(i.index > item.index for i in used)  # 收案量年均增长6%，人均结案421件，较2021年的368件
        if (grown or behind) and all(shared_run(i.label, own["name"]) < _PAIR for i in used):
            return True
    if any(i.segment == item.segment for i in used):
        return False
    segments = {i.segment for i in used}
    return any(i.role is Role.GROWTH and i.segment in segments for i in sentence.items[: item.index])


def _claim(sentence: Sentence, item: Item, operands: tuple[Operand, ...], binding: Binding, years: int) -> GrowthClaim:
    used = [i for i in sentence.items if any(o.quantity is i.quantity for o in operands)] + [item]
    return GrowthClaim(
        span=sentence.span(*used),
        label=_subject(operands, item),
        text=sentence.text,
        operands=(*operands, operand("value", item)),
        binding=binding,
        rivals=rivals(sentence, *used),
        falls=item.sign < 0,
        years=years,
    )


def _head_of_list(sentence: Sentence, item: Item, operands: tuple[Operand, ...]) -> Item | None:
    """Return the whole of a 其中 list whose last member was taken for what grew."""
    current = next((o.quantity for o in operands if o.role == "current"), None)
    ahead = [i for i in levels(amounts(sentence, item)) if i.quantity is not current]
    for whole in reversed(ahead):
        if "其中" in sentence.after(whole):
            after = any(i.quantity is current and i.index > whole.index for i in sentence.items)
            return whole if after else None
    return None


def _subject(operands: tuple[Operand, ...], item: Item) -> str:
    return next((o.label for o in operands if o.role == "current"), "") or item.label


def _years(sentence: Sentence, item: Item) -> int:
    spans = [i for i in sentence.items if i.dimension is Dimension.TIME and i.unit and i.unit.name == "年"]
    if spans and spans[0].quantity.value:
        return int(spans[0].quantity.value)
    periods = [d.period for d in sentence.dated if d.period and d.end <= item.token.start]
    years = [y for p in periods for y in (p.start.year, p.end.year)]
    return max(years) - min(years) if years and max(years) > min(years) else 1


def _two_levels(sentence: Sentence, item: Item) -> tuple[tuple[Operand, ...], Binding] | None:
    """Read ``由A降至B`` and ``A，比B增长`` and ``上年B，本年A``."""
    pool = levels(amounts(sentence, item))
    aside = next((i for i in sentence.items[item.index + 1 : item.index + 2] if _is_aside(i, item)), None)
    if aside is not None and pool and pool[-1].matches(aside):
        return (operand("base", aside), operand("current", pool[-1])), Binding.ORDERED
    pool = [i for i in pool if i.matches(pool[-1])] if pool else []
    pool = [i for i in pool if not _is_other_base(sentence, i, item)]
    if len(pool) < 2:
        pool = [i for i in levels(around(sentence, item)) if not pool or i.matches(pool[-1])]
        pool = [i for i in pool if not _is_other_base(sentence, i, item)]
        if len(pool) != 2 or not (pool[1].prior or _FROM.search(pool[0].lead)):
            return None
    first, second = pool[-2], pool[-1]
    alone = Binding.ORDERED if len(pool) == 2 else Binding.GUESSED
    if _FROM.search(first.lead) and _TO.search(second.lead):
        return (operand("base", first), operand("current", second)), Binding.ORDERED
    if any(i.role is Role.DELTA and abs(i.index - item.index) == 1 for i in sentence.items):
        return None
    if _THAN.search(second.lead) and second.index == item.index - 1:
        current = first if not _THAN.search(first.lead) else (pool[-3] if len(pool) > 2 else first)
        return (operand("base", second), operand("current", current)), Binding.ORDERED
    if second.prior != first.prior:
        base, current = (first, second) if first.prior else (second, first)
        return (operand("base", base), operand("current", current)), alone
    if (order := in_time(first, second)) is not None:
        base, current = order
        return (operand("base", base), operand("current", current)), alone
    return None


def _is_aside(level: Item, rate: Item) -> bool:
    """Tell whether a figure is last year's, told in brackets right behind the rate: 下降9.06%（2021年为64.24万元）."""
    behind = level.bracket >= 0 and rate.bracket < 0
    return behind and level.dated is not None and _LAST_YEAR.search(rate.lead) is not None


def _is_other_base(sentence: Sentence, level: Item, rate: Item) -> bool:
    """Tell whether a plan stands beside a change on last year (为年初预算100万元的105%，比上年增长8%)."""
    between = sentence.flow.text[level.token.end : rate.token.start]
    if not _LAST_YEAR.search(between) or not _PLANNED.search(level.lead) or _EARLIER.search(level.lead):
        return False
    return "年初" in level.lead or sentence.after(level).startswith("的")


def in_time(a: Item, b: Item) -> tuple[Item, Item] | None:
    """Return two figures in the order of the years, quarters or months that govern them; None where none tell."""
    x, y = a.dated, b.dated
    if x is None or y is None or x is y:
        return None
    if x.year and y.year and x.year != y.year:
        return ((a, b) if x.year < y.year else (b, a)) if x.months == y.months else None
    if x.months and y.months and x.months != y.months and x.months[1] - x.months[0] == y.months[1] - y.months[0]:
        return (a, b) if x.months < y.months else (b, a)
    return None


def _with_delta(sentence: Sentence, item: Item) -> tuple[tuple[Operand, ...], Binding]:
    """Read a level with the amount and the rate by which it changed, in either order."""
    delta = _delta_of(sentence, item)
    limit = min(item.index, delta.index) if delta and delta.index < item.index else item.index
    pool = [i for i in levels(amounts(sentence, item)) if delta is None or i.matches(delta)]
    pool = pool or [i for i in levels(around(sentence, item)) if delta is None or i.matches(delta)]
    pool = [i for i in pool if not _is_other_base(sentence, i, delta or item)]
    ahead = [i for i in pool if i.index < limit] or pool
    current = next((i for i in reversed(ahead) if not i.prior), None)
    base = next((i for i in reversed(ahead) if i.prior), None)
    if current is not None and delta is not None and _is_earlier(current, delta):
        base, current = current, None  # 2022年4480万元，2023年增加242万元
    operands = []
    if base is not None and current is not None and delta is not None and _compares(sentence, current, base, delta):
        return (operand("base", base), operand("current", current)), Binding.ORDERED
    if base is not None and delta is not None and current is None:
        operands = [operand("base", base), operand("delta", delta, delta.sign)]
    else:
        if current is not None:
            operands.append(operand("current", current))
        if delta is not None:
            operands.append(operand("delta", delta, delta.sign))
    if current is not None and len(run_ending_at(sentence, current)) > 1:
        return tuple(
            operands
        ), Binding.GUESSED  # 三项共119万元，分别为14万元、31万元和74万元，较预算节约9%: the whole's
    near = current is not None and item.index - current.index <= 2
    sure = delta is not None and len(operands) == 2 and (near or len(ahead) == 1)
    return tuple(operands), Binding.ORDERED if sure else Binding.GUESSED


def _is_earlier(level: Item, delta: Item) -> bool:
    """Tell whether a level is of a year before that of the change."""
    return bool(level.dated and delta.dated and level.dated.year and delta.dated.year) and in_time(level, delta) == (
        level,
        delta,
    )


def _compares(sentence: Sentence, current: Item, base: Item, delta: Item) -> bool:
    """Tell whether three amounts stand side by side: the one that grew, what it is compared with, the change."""
    near = abs(current.index - base.index) == 1 and delta.index - max(current.index, base.index) == 1
    return near and current.matches(base) and current.role is not Role.MEAN


def _delta_of(sentence: Sentence, item: Item) -> Item | None:
    """Return the change in amount that belongs to a rate: next to it, and no other rate's."""
    items = sentence.items
    before = items[item.index - 1] if item.index else None
    if before is not None and before.role is Role.DELTA:
        return None if _is_compared_apart(before, item) else before
    passed = 0  # 下降15.5%，发生较大事故7起，其中道路4起、船舶3起，较大事故减少2起
    for follower in items[item.index + 1 :]:
        passed += follower.role is Role.LEVEL
        if follower.role is Role.GROWTH or follower.segment != item.segment or passed > 1:
            break
        if follower.role is Role.DELTA:
            other = items[follower.index + 1] if follower.index + 1 < len(items) else None
            if other is None or other.role is not Role.GROWTH:
                return follower
            break
    for i in reversed(items[: item.index]):
        if i.role is Role.GROWTH:
            return None
        if i.role is Role.DELTA:
            own = i.segment == item.segment or not any(a.segment == item.segment for a in amounts(sentence, item))
            return i if own and not sentence.after(i).startswith("的") else None  # 超百亿元的2户
    return None


def _is_compared_apart(delta: Item, rate: Item) -> bool:
    """Tell whether a change is one on the plan and the rate one on last year: 比预算数减少20万元，比上年下降5%."""
    against = [(_PLANNED.search(i.lead), _EARLIER.search(i.lead)) for i in (delta, rate) if _THAN.search(i.lead)]
    return len(against) == _PAIR and any(
        planned and not earlier and other_earlier and not other_planned
        for (planned, earlier), (other_planned, other_earlier) in (against, against[::-1])
    )


def _respective(sentence: Sentence, item: Item) -> tuple[tuple[Operand, ...], Binding] | None:
    """Pair ``收、支各4125、4143万元，各减少1267、2570万元，各下降23.5%、38.3%`` by position."""
    rates = [i for i in sentence.items if i.role is Role.GROWTH]
    deltas = [i for i in sentence.items if i.role is Role.DELTA]
    if len(rates) < 2 or len(rates) != len(deltas) or deltas[-1].index > rates[0].index:
        return None
    if any(b.index - a.index != 1 for run in (rates, deltas) for a, b in itertools.pairwise(run)):
        return None
    ahead = levels(amounts(sentence, deltas[0]))
    pool = [i for i in ahead if i.matches(deltas[0])]
    position = rates.index(item)
    delta = deltas[position]
    own = [i for i in ahead if i.matches(delta)]
    if len(pool) >= len(rates):
        current = pool[-len(rates) :][position]
    elif len(own) == 1:  # 事故3起、死亡1人，起数减少2起、人数减少1人，分别下降40%和50%
        current = own[0]
    else:
        return None
    return (operand("current", current), operand("delta", delta, delta.sign)), Binding.ORDERED


def _paired(sentence: Sentence, item: Item) -> tuple[tuple[Operand, ...], Binding] | None:
    """Pair ``发生47起、伤亡33人，与上年的58起、41人相比，分别下降19.0%和19.5%`` by position."""
    rates = [i for i in sentence.items if i.role is Role.GROWTH and i.segment == item.segment]
    first = next((i for i in rates if "分别" in i.lead), None)
    run = rates[rates.index(first) :] if first is not None else []
    if first is None or item not in run or len(run) < _PAIR:
        return None
    pool = [i for i in levels(amounts(sentence, first)) if i.dimension is not Dimension.RATIO][-_PAIR * len(run) :]
    one, other = pool[: len(run)], pool[len(run) :]
    if len(other) < len(run) or not all(a.matches(b) for a, b in zip(one, other, strict=True)):
        return None
    order = (other[0], one[0]) if _AGAINST.match(other[0].lead) else in_time(one[0], other[0])
    if order is None:
        return None
    bases, currents = (one, other) if order[0] is one[0] else (other, one)
    at = run.index(item)
    return (operand("base", bases[at]), operand("current", currents[at])), Binding.ORDERED
