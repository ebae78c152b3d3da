"""Ratios: ``调查83人，满意74人，满意度89.16%``; ``为预算100万元的95%``; ``是上年的2.5倍``."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from toolkit.extract.grammar.doubts import LATE, REST, WANTING, is_open
from toolkit.extract.grammar.grades import grades, is_of_one_group, meant
from toolkit.extract.grammar.lexicon import Lexicon
from toolkit.extract.grammar.operands import (
    Chosen,
    amounts,
    around,
    levels,
    operand,
    other_basis,
    ratio_claim,
    rivals,
    shared_run,
)
from toolkit.extract.grammar.ratio_sides import DUE, ENOUGH, HOW, NOT, TAIL, part_of, rank_of, says, whole_of
from toolkit.extract.grammar.sentences import Item, Sentence
from toolkit.extract.grammar.shares import share
from toolkit.knowledge.shapes import BaseEntry
from toolkit.records import Dimension, Op, Span
from toolkit.records.facts import Binding, GrowthClaim, RatioClaim, Role

_OF = re.compile(r"^[^,0-9]{0,10}的(?:比例|比重)?(?:为|是|达|达到)?$")
_OF_NAME = re.compile(r"(?:完成|为|达到?|相当于|是|占)(?:全年|年度)?(?P<name>[^,]{2,16}?)(?:数|额)?的(?:比例)?(?:为)?$")
_FUND = re.compile(r"(?:一般公共|公共财政|政府性基金|国有资本经营|社会保险基金|地方财政|基金)预算")
_FROM = re.compile(r"[由从自]")
_TO = re.compile(r"(?:到|至|为|成)(?:了|约)?$")
_DONE = re.compile(r"实际|已|实|完成")
_ACHIEVED = re.compile(r"(?:完成|实现)(?:了|数|额)?$")
_OUT_OF = re.compile(r"[^,。;]{0,10}(?:中|里),?(?:已|有|已有|的)?[^,。;]{0,6}")
_BOUNDED = re.compile(r"低于|高于|超[过出]|不超|不足|少于|多于|大于|小于|不到")
_AIMS = {"目标", "计划", "任务", "年度目标", "年度计划", "年度任务", "目标任务", "计划数", "任务数", "目标值"}
_AIM_BEHIND = re.compile(r"的(?:年度|全年|既定|预期)?(?:目标|计划|任务)")
_PLANNED = re.compile(r"计划|目标|任务")
_EXCESS = re.compile(r"超额(?:完成|实现)?$|超(?:出)?(?:计划|目标|任务)$")
_SURPLUS = re.compile(
    r"超额(?:完成)?$|超(?:出|过)?(?:计划|目标|任务)?$|[多少](?:完成|举办|改造|建设|培训|引进|发放|修复)?$|(?:尚|还)(?:差|缺)$|超出|未完成$"
)
_ADJUSTED = re.compile(r"调整后|调整(?:部门)?预算数?(?:为|是)?$|预算调整[为至到]")
_ALL, _OWN = 100, 3  # per cent; characters of a bare rate name (办结率)
_TIMELY = re.compile(r"按[时期]|及时|如期|准时|限[内时]|提前")
_STEM_TAIL = re.compile(r"(?:率|度|比例|比率|进度|比)$")


def ratios(sentence: Sentence, lexicon: Lexicon) -> Iterator[RatioClaim | GrowthClaim]:
    """Read every ratio and share the sentence states; figures that gave one rate are a guess for another."""
    spent: dict[frozenset[Span], str] = {}
    for item in sentence.items:
        ratio = item.dimension is Dimension.RATIO or (item.dimension is Dimension.TIMES and item.role is Role.RATE)
        if not ratio and not _is_scaled(item, lexicon):
            continue
        if item.quantity.op in (Op.RANGE, Op.GE, Op.LE, Op.LT):
            continue
        if item.role is Role.SHARE:
            yield share(sentence, item)
        elif item.role in (Role.RATE, Role.COMPLETION, Role.LEVEL):
            for claim in _rate(sentence, item, lexicon):
                yield _unless_spent(sentence, claim, spent)


def _unless_spent(
    sentence: Sentence, claim: RatioClaim | GrowthClaim, spent: dict[frozenset[Span], str]
) -> RatioClaim | GrowthClaim:
    """Make a claim a guess where another rate rests on its figures (``办结率98.5%，满意率97%``)."""
    pair = frozenset(o.quantity.span for o in claim.operands if o.role != "value")
    if len(pair) < ENOUGH or claim.binding is Binding.GUESSED:
        return claim
    other = spent.setdefault(pair, claim.label)
    alike = HOW.sub("", other) == HOW.sub("", claim.label)
    return claim if alike and not _rated_before(sentence, pair) else replace(claim, binding=Binding.GUESSED)


def _rated_before(sentence: Sentence, pair: frozenset[Span]) -> bool:
    """Tell whether the figures stand in the sentence before, with a rate of their own behind them."""
    earlier = sentence.previous
    if earlier is None or any(i.quantity.span in pair for i in sentence.items):
        return False
    last = max((i.index for i in earlier.items if i.quantity.span in pair), default=len(earlier.items))
    return any(i.dimension is Dimension.RATIO for i in earlier.items[last + 1 :])


def _is_scaled(item: Item, lexicon: Lexicon) -> bool:
    """Tell whether a bare number is a ratio by its name (性别比105.07)."""
    return item.unit is None and (entry := base_of(item.label, lexicon)) is not None and entry.scale is not None


@cache
def _entries(lexicon: Lexicon) -> tuple[tuple[str, BaseEntry], ...]:
    pairs = [(rate, entry) for entry in lexicon.knowledge.bases.base for rate in entry.rates]
    return tuple(sorted(pairs, key=lambda p: -len(p[0])))


@lru_cache(maxsize=4096)
def base_of(label: str, lexicon: Lexicon) -> BaseEntry | None:
    """Return what is known of the rate that ``label`` ends in."""
    return next((entry for rate, entry in _entries(lexicon) if label.endswith(rate)), None)


def _rate(sentence: Sentence, item: Item, lexicon: Lexicon) -> Iterator[RatioClaim | GrowthClaim]:
    entry = base_of(item.label, lexicon)
    found = _of(sentence, item) or _of_named(sentence, item) or _aimed(sentence, item) or _named(sentence, item, entry)
    parts, whole, binding = found
    if entry is None and _EXCESS.search(item.lead) and parts and whole is not None:
        yield _change(sentence, item, whole, parts[0])
        return
    if entry is not None and entry.change and parts and whole is not None and parts[0].role is not Role.DELTA:
        yield _change(sentence, item, whole, parts[0])
        return
    negated = bool(parts) and NOT.search(item.label) is None and _negated(sentence, parts[-1])
    saved = entry is not None and entry.complement and bool(parts) and rank_of(parts[-1], entry.part) is None
    averaged = "平均" in item.label
    several = entry is not None and entry.change and sum(i.role is Role.DELTA for i in sentence.items) > 1
    wanting = bool(parts) and WANTING.search(item.label) and not REST.search(parts[-1].lead)
    elsewhere = entry is None or not entry.sure
    elsewhere = elsewhere and bool(parts) and whole is not None and _rated_elsewhere(sentence, item, (*parts, whole))
    timely = _TIMELY.search(item.label)  # 审结98件，按期审结率100%: of those 98
    all_timely = bool(parts) and _TIMELY.search(parts[-1].lead) is not None  # 按时结案97件，超时3件，结案率100%
    untold = item.quantity.value == _ALL and bool(parts) and (timely is not None) != all_timely
    if (
        averaged
        or (whole is not None and whole not in sentence.items and _is_of_each(sentence, item))
        or several
        or wanting
        or elsewhere
        or untold
        or (item.role is Role.COMPLETION and item.quantity.value == _ALL)
    ):
        binding = Binding.GUESSED  # 100 % may be a cap: TG02 looks at target and actual
    if entry is not None and entry.graded and whole is not None:
        readings = [parts, *_grades(sentence, item, whole, entry)]
        known = not entry.varied and not averaged and rank_of(whole, entry.whole) is not None
        if (
            known
            and is_of_one_group(sentence, item, readings)
            and (reading := meant(item, whole, readings)) is not None
        ):
            yield ratio_claim(RatioClaim, sentence, item, (reading, whole, Binding.NAMED))
            return
        for reading in readings[1:]:
            yield ratio_claim(RatioClaim, sentence, item, (reading, whole, Binding.GUESSED))
    yield ratio_claim(RatioClaim, sentence, item, (parts, whole, binding), complement=negated or saved)


def _rated_elsewhere(sentence: Sentence, item: Item, used: tuple[Item, ...]) -> bool:
    """Tell whether figures belong to a rate of another clause, closed by ；.

    All of them, to a rate of another name (改判发回率5.92%；结案率99.7%); or one, to a rate of the same name
    (反馈问题74个，整改72个，整改率97.3%；反馈问题12个，全部整改，整改率100%).
    """
    apart = [i for i in used if i in sentence.items and i.segment != item.segment]
    segments = {i.segment for i in apart}
    rates = [i for i in sentence.items[: item.index] if i.dimension is Dimension.RATIO and i.segment in segments]
    alike = [i for i in rates if i.label and item.label.endswith(i.label[-_OWN:])]
    if len(apart) < len(used):
        return bool(alike)
    last = max(i.index for i in used)
    return not alike and any(i.label and i.index > last for i in rates)


def _is_of_each(sentence: Sentence, item: Item) -> bool:
    """Tell whether each clause closed by ； has such a rate, of a whole of its own: 甲支出35万元，执行率100%；乙……"""
    alike = [i for i in sentence.items if i.dimension is Dimension.RATIO and i.label and i.label == item.label]
    return len({i.segment for i in alike}) > 1


def _negated(sentence: Sentence, part: Item) -> bool:
    """Tell whether a figure counts what was not done: ``不合格9批次``, ``有2份超过30天``."""
    if NOT.search(part.lead):
        return True
    return part in sentence.items and LATE.match(sentence.flow.text, part.token.end, sentence.end) is not None


def _change(sentence: Sentence, item: Item, base: Item, current: Item) -> GrowthClaim:
    """Read a rate of change that is named as one (预算调整率, 变动率, 超额完成) and stands beside both amounts."""
    moves = sum(i.role is Role.DELTA for i in sentence.items)  # 追加20万元，调减15万元: net or gross
    first = "年初" in base.lead and _ADJUSTED.search(current.lead) and moves < ENOUGH
    planned = _EXCESS.search(item.lead) and _PLANNED.search(base.lead) and _DONE.search(current.lead)
    inside = [i for i in (base, current, item) if i in sentence.items]
    return GrowthClaim(
        span=sentence.span(*inside),
        label=item.label,
        text=sentence.text,
        operands=(operand("base", base), operand("current", current), operand("value", item)),
        binding=Binding.ORDERED if (first or planned) and not other_basis(sentence) else Binding.GUESSED,
        rivals=rivals(sentence, *inside),
    )


def _grades(sentence: Sentence, item: Item, whole: Item, entry: BaseEntry) -> Iterator[list[Item]]:
    """Yield the figures of the sentence that satisfaction may add up."""
    said = [i for i in sentence.items if rank_of(i, entry.part) is not None and i.matches(whole) and i is not item]
    said = [i for i in said if not NOT.search(i.lead) and i is not whole]
    yield from grades(said, [i for i in said if says(i, entry.avoid)])


def _of(sentence: Sentence, item: Item) -> Chosen | None:
    """``完成19.84亿元，为年初预算19.20亿元的103.3%``; ``由36处增至90处，是原来的2.5倍``."""
    last = sentence.items[item.index - 1] if item.index else None
    pool = levels(amounts(sentence, item))
    if last is not None and last in pool and _OF.match(sentence.between(last, item)):
        wholes = [i for i in sentence.items[:-1] if _OF.match(sentence.between(i, sentence.items[i.index + 1]))]
        earlier = [i for i in pool if i.index < last.index and i.matches(last) and i not in wholes and not i.prior]
        earlier = [i for i in earlier if not _SURPLUS.search(i.lead)]  # 改造655户，超任务155户
        bounded = _BOUNDED.search(last.lead) or last.quantity.op is not Op.EQ
        sure = bool(earlier) and not bounded
        return ([earlier[-1]] if earlier else []), last, Binding.ORDERED if sure else Binding.GUESSED
    if item.dimension is Dimension.TIMES and len(pool) > 1 and pool[-1].matches(pool[-2]):
        base, current = pool[-2], pool[-1]
        moved = (_FROM.search(base.lead) and _TO.search(current.lead)) or base.prior
        return [current], base, Binding.ORDERED if moved else Binding.GUESSED
    return None


def _of_named(sentence: Sentence, item: Item) -> Chosen | None:
    """``年初预算为126.50万元，支出决算为138.77万元，完成年初预算的109.70%``."""
    named = _OF_NAME.search(item.lead)
    pool = levels(amounts(sentence, item)) if named else []
    if named and named["name"] in _AIMS and len(pool) == ENOUGH and pool[0].matches(pool[1]):  # 完成目标的120%
        planned, done = pool
        if _PLANNED.search(planned.lead) and _DONE.search(done.lead):
            return [done], planned, Binding.NAMED
    own = named is not None and _FUND.search(named["name"]) is None  # 完成预算的: no 一般公共预算收入 is that 预算
    ranked = [
        (shared_run(_FUND.sub("", i.label) if own else i.label, named["name"]), i.index, i)
        for i in pool
        if named and (_DONE.search(named["name"]) or not _ACHIEVED.search(i.lead))
    ]
    best = max(ranked, key=lambda r: r[:2], default=None)
    if best is None or best[0] < ENOUGH:
        return None
    whole = best[2]
    others = [i for i in pool if i is not whole and i.matches(whole)]
    return ([others[-1]] if others else []), whole, Binding.NAMED if len(others) == 1 else Binding.GUESSED


def _aimed(sentence: Sentence, item: Item) -> Chosen | None:
    """``由86人增加到128人，超额完成不少于120人的年度目标，目标完成率106.67%``."""
    if item.role is not Role.COMPLETION:
        return None
    pool = levels(amounts(sentence, item))
    whole = next((i for i in reversed(pool) if _AIM_BEHIND.match(sentence.after(i))), None)
    if whole is None:
        return None
    done = [i for i in pool if i.index < whole.index and i.matches(whole) and not i.prior]
    sure = bool(done) and whole.quantity.op is Op.EQ
    return [done[-1]] if done else [], whole, Binding.ORDERED if sure else Binding.GUESSED


def _named(sentence: Sentence, item: Item, entry: BaseEntry | None) -> Chosen:
    """Choose operands by their words: among the figures before the rate, with the sentence before, then around it."""
    own = _since_last_rate(sentence, item)
    if len(own) >= ENOUGH and (found := chosen(sentence, item, entry, own))[2] is not Binding.GUESSED:
        return found
    best: Chosen = ([], None, Binding.GUESSED)
    for n, pool in enumerate(_pools(sentence, item, entry)):
        found = chosen(sentence, item, entry, pool)
        if found[2] in (Binding.FIXED, Binding.NAMED):
            return found
        if n == 0:
            best = found
    if best[2] is Binding.GUESSED and (pair := _out_of(sentence, item)) is not None:
        return [pair[0]], pair[1], Binding.ORDERED
    return best


def _since_last_rate(sentence: Sentence, item: Item) -> list[Item]:
    """Return the amounts behind an earlier rate of its kind (``合格率95%，其中抽检80份，合格78份，合格率97.5%``)."""
    rated = [i for i in sentence.items[: item.index] if i.dimension is Dimension.RATIO and i.label]
    last = next((i for i in reversed(rated) if item.label.endswith(i.label[-_OWN:])), None)
    return [i for i in levels(amounts(sentence, item)) if last is not None and i.index > last.index]


def _out_of(sentence: Sentence, item: Item) -> tuple[Item, Item] | None:
    """Return part and whole of ``1684人中有1502人参加，参与率…`` just before a rate."""
    pool = levels(amounts(sentence, item))
    if len(pool) < ENOUGH or not pool[-1].matches(pool[-2]) or pool[-1].index != item.index - 1:
        return None
    return (pool[-1], pool[-2]) if _OUT_OF.fullmatch(sentence.between(pool[-2], pool[-1])) else None


def chosen(sentence: Sentence, item: Item, entry: BaseEntry | None, pool: list[Item]) -> Chosen:
    """Choose part and whole of a rate among the figures of ``pool``, by their words and by what is known of it."""
    if entry is None and (pair := _done_of_due(pool, item)) is not None:
        return [pair[0]], pair[1], Binding.ORDERED
    part = part_of(pool, entry, _STEM_TAIL.sub("", item.label))
    whole = whole_of(pool, entry, part, item)
    if part is not None and whole is not None:
        if not _plausible(pool, part, whole, item, entry) or is_open(sentence, pool, part, whole, item, entry):
            return [part], whole, Binding.GUESSED
        if part in sentence.items and max(part.index, whole.index) > item.index and part.bracket < 0:
            return [part], whole, Binding.GUESSED  # what follows in another clause may be of other things
        fixed = entry is not None and entry.sure and rank_of(whole, entry.whole) is not None
        own_base = shared_run(whole.label, item.label[:-_OWN]) >= ENOUGH
        return [part], whole, Binding.FIXED if fixed and not own_base else Binding.NAMED
    if part is None and whole is not None:
        others = [i for i in pool if i is not whole and i.matches(whole) and not NOT.search(i.lead)]
        sure = len(others) == 1 and not _side_by_side(others[-1], whole) and _inside(sentence, others[-1], whole, item)
        sure = sure and not REST.search(others[-1].lead)
        return ([others[-1]] if others else []), whole, Binding.ORDERED if sure else Binding.GUESSED
    if part is not None:
        before = [i for i in pool if i.token.start < part.token.start and i.matches(part) and not NOT.search(i.lead)]
        partial = entry is None or any(says(i, entry.partial) for i in pool)
        sure = len(before) == 1 and not partial and _plausible(pool, part, before[0], item, entry)
        sure = sure and (
            entry is None or rank_of(before[0], (*entry.part, *entry.other)) is None
        )  # 总支出, 其中财政支出; 中标价 is what the saving leaves
        sure = sure and not is_open(sentence, pool, part, before[0], item, entry)
        return [part], before[-1] if before else None, Binding.ORDERED if sure else Binding.GUESSED
    return _nearest_pair(sentence, pool, item, sure=entry is not None and not entry.stem)


def _done_of_due(pool: list[Item], item: Item) -> tuple[Item, Item] | None:
    """Return done and due where the words name both and nothing else (``应免疫80万头，实际免疫78万头``)."""
    if len(pool) != ENOUGH or not pool[0].matches(pool[1]):
        return None
    due, done = pool
    if DUE.search(due.lead) and _DONE.search(done.lead) and not DUE.search(done.lead):
        return done, due
    stem = _STEM_TAIL.sub("", item.label)
    first, last = stem[:ENOUGH], stem[-ENOUGH:]  # 病历648份，甲级619份，病历甲级率
    inside = (done.quantity.base_value or 0) <= (due.quantity.base_value or 0)
    ends = (first in done.lead and last in due.lead) or (inside and first in due.lead and last in done.lead)
    return (done, due) if ends and len(stem) >= 2 * ENOUGH else None


def _pools(sentence: Sentence, item: Item, entry: BaseEntry | None) -> Iterator[list[Item]]:
    """Yield the figures a rate can rest on, the likeliest first."""
    before = [i for i in levels(amounts(sentence, item)) if i is not item]
    earlier = levels(amounts(sentence.previous)) if sentence.previous is not None else []
    around_it = [i for i in levels(around(sentence, item)) if i is not item]
    if entry is not None and (entry.complement or entry.change):
        saved = [i for i in sentence.items[: item.index] if i.role is Role.DELTA and i.segment == item.segment]
        before = sorted([*before, *saved], key=lambda i: i.index)
    pools = [before, around_it] if len(before) < ENOUGH and item.bracket < 0 else [before]
    if len(before) <= 1:
        ahead = [i for i in levels(sentence.amounts) if i.index < item.index and i.bracket in (-1, item.bracket)]
        pools += [[*earlier, *before], ahead]  # 预算100万元；支出95万元，执行率95%
    for pool in pools:
        scored = item.label.endswith("得分率")
        usable = [i for i in pool if scored or i.dimension is not Dimension.SCORE]
        if (
            entry is not None and entry.scale is not None
        ):  # 性别比为105.07；出生人口性别比为111.3: persons alone make one
            usable = [i for i in usable if i.unit is not None]
        usable = [i for i in usable if not _SURPLUS.search(i.lead)]  # 目标53个，完成56个，超额完成3个
        if usable:
            yield usable


def _plausible(pool: list[Item], part: Item, whole: Item, item: Item, entry: BaseEntry | None) -> bool:
    """Tell whether named operands can be meant: the part inside the whole, and only one figure that can be it."""
    x, y, rate = part.quantity.base_value, whole.quantity.base_value, item.quantity.value
    if entry is not None and entry.sure:
        return True
    named = entry is not None and (rank_of(whole, entry.whole[:2]) is not None)
    inside = item.dimension is Dimension.RATIO and rate is not None and rate <= _ALL and not named
    if x is None or y is None or rate is None or (x > y and inside):
        return False
    if entry is None:
        return True
    if entry.change:
        return part.role is Role.DELTA
    grades = [i for i in pool if rank_of(i, entry.part) is not None and i is not whole and i.matches(part)]
    return not entry.graded or len([i for i in grades if not NOT.search(i.lead)]) == 1


def _inside(sentence: Sentence, part: Item, whole: Item, rate: Item) -> bool:
    """Tell whether a part that no word names can be meant: named behind the whole, and no more than that."""
    x, y = part.quantity.base_value, whole.quantity.base_value
    fits = x is not None and y is not None and (x <= y or (rate.quantity.value or 0) > _ALL)
    gap = sentence.between(whole, part) if part.index == whole.index + 1 else ""
    listed = "、" in gap and "," not in gap  # 服务社12个、农庄6个全部通过验收，合格率100%
    mean = listed or (Role.MEAN in (part.role, whole.role) and "均" not in rate.label)
    return fits and not mean and part.token.start > whole.token.start


def _nearest_pair(sentence: Sentence, pool: list[Item], item: Item, *, sure: bool) -> Chosen:
    """Take the last two comparable figures as whole and part; sure only if there are no others."""
    part = pool[-1]
    before = [i for i in pool[:-1] if i.matches(part)]
    if not before:
        return [part], None, Binding.GUESSED
    alone = (
        len(pool) == 2
        and not REST.search(part.lead)
        and not _side_by_side(part, before[-1])
        and _inside(sentence, part, before[-1], item)
    )
    return [part], before[-1], Binding.ORDERED if alone and sure else Binding.GUESSED


def _side_by_side(one: Item, other: Item) -> bool:
    """Tell whether two figures count groups of one kind (低保对象, 特困对象), neither of which holds the other."""
    return shared_run(one.label[-TAIL:], other.label[-TAIL:]) >= ENOUGH
