"""Sums: 其中 lists, 由…组成, totals before and after a list, changes that add up."""

import re
from collections.abc import Iterator

from toolkit.extract.grammar.lexicon import Lexicon
from toolkit.extract.grammar.lists import COMMA, LINK, links, strung, tightness
from toolkit.extract.grammar.operands import operand, other_basis, rivals, shared_run
from toolkit.extract.grammar.sentences import Item, Sentence
from toolkit.extract.grammar.whole_classes import (
    SUMMED,
    is_carried_over,
    is_whole_beside,
    is_whole_class,
    known_classes,
    total_of,
)
from toolkit.records import Dimension, Op
from toolkit.records.facts import Binding, Operand, Role, SumClaim

_AMONG = re.compile(r"其中[:,]?|(?:(?<=,)|(?<=\()(?=[^()]{0,200}\d))(?:内?含(?!税)|包[括含])")
_MADE = re.compile(r"由(?=[^。]{1,300}(?:组成|构成))")
_INTRODUCED = re.compile(
    r"(?:分别为|分别是|依次为|依次是|各为|分年度?|即|分为|具体为|构成为|组成为|如下|分别|[,(]按[^,、]{1,6}(?:为|是)):?|:|\($"
)
_TOTAL = (
    r"(?:合计|共计|总计|合共|小计|总共|共|总数|总量|总额|总和|累计|加总|总分|综合得分|总得分|整体得分|满分"
    r"|目前共有?|已到账|两者相加)"
)
_TOTAL_LEAD = re.compile(rf"(?:^|[,、;)：])[^,、;]{{0,10}}{_TOTAL}[^,、;]{{0,6}}$")
_DIRECT = re.compile(
    r"^[,、;]?(?:[两三四五六七八九十]+项|各项|(?:以上|上述)[^,、\d]{0,10}?)?(?:合计|共计|总计|共|合共|小计|累计|总分|综合得分|整体得分|总得分)"
)
_RESUMED = re.compile(r"[,;](?:以上|上述)")
_NOUN = re.compile(r"[\u4e00-\u9fff]")
_BARE_TOTAL = re.compile(r"^[,、;]?(?:[两三四五六七八九十]+项)?(?:合计|共计|总计|累计)(?:为|达)?$")
_LOST = re.compile(r"[失扣丢]分|扣减|共[失扣丢]|[失扣丢](?:了|掉)?$")
_LOST_MARK = re.compile(r"[失扣丢]")
_DIVIDED = re.compile(r"[^,。;]{0,3}[,(]?其中")
_LIST_GAP = re.compile(r"(?:[^。:、,;%]{0,10}[、,;+])?[\])]?(?:[、,;+]|和|及|以及|与|并|加)?[^。:、,;%]{0,26}")
_CLOSERS = re.compile(
    r"^[,;]?(?:剩余|结余|尚余|尚有|缺口|完成|实际完成|同比|比上年|较上年|人均|已|全年|本年度?累计|累计|占|目前|此外|另)"
)
_EACH = re.compile(r"[均各]为?$|每")
_SAMPLE = re.compile(r"前[一二三四五六七八九十\d]+[位名项行个家]|部分|主要有")
_DOING = re.compile(r"(?:全年|累计|实际|已)*(?:支出|支付|使用|执行|列支|拨付)(?:金额|数|额)?")
_SHARE_OF = re.compile(r",占(?P<of>[^,。;\d]{2,12}?)(?:总数|人数)?的")
_CARRIED = re.compile(r"\((?:其中)?[内包]?[含括](?:上[期年]|往年|历年|以前年度|旧存|积存|结转)")
_PAIR, _BOUNDS = 2, {Op.GE, Op.GT, Op.LE, Op.LT}  # 到位资金72亿元，引进项目33个，其中5亿元以上7个
_LONGEST_GAP = 26
_NET = re.compile(r"净(?:增|减|流|变)")
_THEN = re.compile(r"(?:[上去]年(?:年?[末底]|同期)|[年期]初)(?!.{0,6}(?:结[转余]|滚存|预算))")


def sums(sentence: Sentence, lexicon: Lexicon) -> Iterator[SumClaim]:
    """Read every sum the sentence states."""
    seen: set[tuple[int, ...]] = set()
    for claim in _all(sentence, lexicon):
        key = tuple(sorted(o.quantity.span.start for o in claim.operands))
        if key not in seen:
            seen.add(key)
            yield claim


def _all(sentence: Sentence, lexicon: Lexicon) -> Iterator[SumClaim]:
    yield from _among(sentence, lexicon)
    yield from _made_of(sentence, lexicon)
    yield from _list_then_total(sentence, lexicon)
    yield from _introduced(sentence, lexicon)
    yield from _classed(sentence, lexicon)


# ---- 其中


def _among(sentence: Sentence, lexicon: Lexicon) -> Iterator[SumClaim]:
    """``总额X，其中A、B``; the whole may stand at the end of the sentence before; lists nest."""
    marks = [sentence.start + m.end() for m in _AMONG.finditer(sentence.text)]
    for n, at in enumerate(marks):
        following = [i for i in sentence.items if i.token.start >= at and i.quantity.op not in _BOUNDS]
        if not following:
            continue
        first = following[0]
        ahead = [i for i in sentence.items if i.token.end <= at]
        if not ahead and sentence.previous is not None and at - sentence.start <= _OPENING:
            ahead = [i for i in sentence.previous.items if i.matches(first) and i.role in SUMMED]
            if len(ahead) > 1 and shared_run(ahead[-1].label, first.label) < _PAIR:
                continue  # 支出80万元，结转20万元。其中项目预算50万元
        head = _head(ahead, first)
        if head is None:
            continue
        later = [m for m in marks[n + 1 :] if m > first.token.start and _bracket_at(following, m) == first.bracket]
        parts = _among_parts(sentence, head, following, at, later, nested=n > 0)
        if parts and _LOST.search(head.lead):
            parts = [p for p in parts if _LOST_MARK.search(p.lead)]
        if parts:
            apart = head.dimension is Dimension.SCORE  # scores never overlap, as 党员 and 女性 among 职工 do
            tight = Binding.GUESSED if _may_be_full_marks(head, parts) else tightness(sentence, parts, apart=apart)
            yield _claim(sentence, lexicon, head, parts, complete=False, binding=tight)


def _may_be_full_marks(head: Item, parts: list[Item]) -> bool:
    """Tell whether 得分96分，其中投入20分 may list 满分, alone (those have no decimals) or beside what was got."""
    if head.dimension is not Dimension.SCORE or {head.role} == {part.role for part in parts}:
        return False
    return not any(part.quantity.places for part in parts) or any(part.role is not parts[0].role for part in parts)


def _bracket_at(items: list[Item], at: int) -> int:
    """Return the bracket of the first figure behind ``at``."""
    return next((i.bracket for i in items if i.token.start >= at), -1)


_OPENING = 4  # characters: 其中， at the start of a sentence


def _among_parts(
    sentence: Sentence, head: Item, following: list[Item], at: int, later: list[int], *, nested: bool
) -> list[Item]:
    """Take the parts of one 其中 list: what a nested list holds belongs to its own head.

    A nested list ends at the bracket or the semicolon; a list of the first level goes on behind it.
    """
    first = following[0]
    bracket, segment = first.bracket, first.segment
    parts: list[Item] = []
    inner = False  # inside a list that another 其中 opened
    for item in following:
        if item.bracket != bracket:
            if nested and bracket >= 0:
                break
            continue
        opened = [m for m in later if m <= item.token.start]
        if opened and not inner and parts:
            inner = True
            segment = parts[-1].segment
            if ";" in sentence.flow.text[parts[-1].token.start : opened[-1]] or parts[-1].token.end > opened[-1]:
                segment = item.segment
            if len(parts) > 1 and parts[-1].segment != parts[-2].segment:
                parts.pop()
                break
        if inner and item.segment == segment:
            continue
        if inner and item.segment != segment:
            inner, later = False, [m for m in later if m > item.token.start]
        if item.segment != first.segment and ((nested and len(parts) > 1) or is_whole_beside(item, head)):
            break
        if not _may_be_part(item, head) or _is_inner(sentence, item, parts):
            continue
        if (parts and _closes(item, head, parts[-1])) or (_CLOSERS.match(item.lead) and item.role is not Role.DELTA):
            break
        parts.append(item)
    return strung(sentence, parts)


def _is_inner(sentence: Sentence, item: Item, parts: list[Item]) -> bool:
    """Tell whether a figure is said to be a share of a part: 教师218人，高级职称126人，占教师的57.80%."""
    share = _SHARE_OF.match(sentence.after(item))
    return share is not None and any(part.label.endswith(share["of"]) for part in parts if len(part.label) > 1)


def _closes(item: Item, head: Item, last: Item) -> bool:
    """Tell whether a list is over: 其中甲31人、乙93人，共124人 (or 目标值100人); 其中县级资金120万元；支出298万元."""
    doing = item.segment != last.segment and _DOING.fullmatch(item.label)
    return bool(doing) or item.role is Role.TOTAL or (item.role is Role.TARGET and head.role is not Role.TARGET)


def _may_be_part(item: Item, head: Item) -> bool:
    if item.role in (Role.SHARE, Role.RATE, Role.GROWTH, Role.MEAN, Role.POINTS) or not item.matches(head):
        return False
    return head.role is Role.DELTA or item.role is not Role.DELTA


def _head(ahead: list[Item], first: Item) -> Item | None:
    """Return the nearest figure before a list that its first part can belong to, outside other brackets.

    A change is the whole of changes; amounts belong to an amount.
    """
    fitting = [i for i in ahead if i.bracket in (-1, first.bracket) and i.matches(first)]
    changes = [i for i in fitting if i.role is Role.DELTA]
    amounts = [i for i in fitting if i.role in SUMMED]
    order = [changes, amounts] if first.role is Role.DELTA else [amounts, changes]
    return next((group[-1] for group in order if group), None)


# ---- 由…组成


def _made_of(sentence: Sentence, lexicon: Lexicon) -> Iterator[SumClaim]:
    """``X由A、B组成``."""
    for mark in _MADE.finditer(sentence.text):
        at = sentence.start + mark.end()
        ahead = [i for i in sentence.items if i.token.end <= at]
        following = [i for i in sentence.items if i.token.start >= at]
        head = _head(ahead, following[0]) if following and ahead else None
        if head is None and following:
            head = _named_before(sentence, mark.start(), following[0])
        if head is None:
            continue
        parts = [i for i in following if _may_be_part(i, head) and i.bracket == following[0].bracket]
        if len(parts) > 1:
            yield _claim(sentence, lexicon, head, parts, complete=True, binding=Binding.ORDERED)


def _named_before(sentence: Sentence, at: int, first: Item) -> Item | None:
    """Return the figure of the sentence before that 由 takes up again (``总支出100万元。总支出由…组成``)."""
    name = re.split(r"[,:]", sentence.text[:at])[-1]
    earlier = sentence.previous.items if sentence.previous is not None else ()
    usable = [i for i in earlier if i.matches(first) and i.role in SUMMED and len(i.label) > 1]
    named = [i for i in usable if i.label.endswith(name)] or [i for i in usable if name.endswith(i.label)]
    return named[-1] if named and len(name) > 1 else None


# ---- a list, then its total


def _list_then_total(sentence: Sentence, lexicon: Lexicon) -> Iterator[SumClaim]:
    """``A、B、C，合计X``."""
    for total in sentence.items:
        if not total.index or not _TOTAL_LEAD.search("," + total.lead) or total.dimension is Dimension.TIME:
            continue
        divided = _DIVIDED.match(sentence.after(total)) and not _BARE_TOTAL.match(total.lead)
        if divided or _LOST.search(total.lead):
            continue
        run = _run_before(sentence, total)
        if len(run) > 1:
            tight = tightness(sentence, run) is Binding.ORDERED
            direct = _DIRECT.match(total.lead) is not None
            resumed = _RESUMED.search(sentence.between(run[-1], total))  # 以上五个项目支出合计
            announced = bool(direct or resumed) and _announced(sentence, run, total)
            sure = direct and (tight or total.dimension is Dimension.SCORE or is_carried_over(run))
            binding = Binding.FIXED if announced else Binding.ORDERED if sure else Binding.GUESSED
            yield _claim(sentence, lexicon, total, run, complete=True, binding=binding)


def _run_before(sentence: Sentence, total: Item) -> list[Item]:
    """Return the list that ends just before a total; scores are added to scores, not to full scores."""
    scored = total.dimension is Dimension.SCORE and any(
        i.role is Role.SCORE and i is not total for i in sentence.items[: total.index]
    )
    run: list[Item] = []
    for item in reversed(sentence.items[: total.index]):
        follower = run[0] if run else total
        gap = sentence.flow.text[item.token.end : follower.token.start]
        if scored and item.dimension is Dimension.SCORE and item.role is not Role.SCORE:
            continue
        if item.dimension is not total.dimension and item.role in (Role.SHARE, Role.RATE, Role.GROWTH, Role.POINTS):
            continue
        if item.dimension is Dimension.COUNT and not item.matches(total) and _NOUN.match(sentence.after(item)):
            continue  # the 两 of 两项补贴, the 三 of 三项合计
        if (
            not item.matches(total)
            or item.role in (Role.DELTA, Role.MEAN)
            or _EACH.search(item.lead)
            or "其中" in gap
            or (item.segment != total.segment and not _BARE_TOTAL.match(total.lead))
        ):
            break
        if item.bracket != total.bracket:
            continue
        if (item.role is Role.TOTAL and run and not LINK.match(gap)) or (
            run and not scored and not _LIST_GAP.fullmatch(gap)
        ):
            break
        run.insert(0, item)
    counts = len(run) > 2 and run[0].quantity.value == len(run) - 1 and run[0].dimension is Dimension.COUNT
    if counts and not sentence.between(run[0], run[1]).startswith("、"):
        run.pop(0)
    return run


def _announced(sentence: Sentence, run: list[Item], total: Item) -> bool:
    """Tell whether 三项合计 says how many figures the list has."""
    word = re.search(r"([两二三四五六七八九])[项个笔]", sentence.flow.text[run[-1].token.end : total.token.start])
    return word is not None and "两二三四五六七八九".index(word.group(1)) == max(0, len(run) - 2) + (len(run) > 1)


# ---- a total, then its list


def _introduced(sentence: Sentence, lexicon: Lexicon) -> Iterator[SumClaim]:
    """``X，分别为A、B、C``; ``198个项目：未开工28、在建26``; ``共286公里（国道38公里、村道248公里）``."""
    items = sentence.items
    for first in items:
        if not first.index or first.role is Role.DELTA:
            continue
        gap = sentence.between(items[first.index - 1], first)
        mark = _INTRODUCED.search(gap) or (first.bracket != items[first.index - 1].bracket and first.bracket >= 0)
        if not mark or gap == ":" or _AMONG.search(gap) or "主要" in gap:
            continue  # 17.1:1 is a proportion
        head = _head(list(items[: first.index]), first)
        if head is None or head.dimension in (Dimension.TIME, Dimension.RATIO):
            continue
        parts = [first]
        for item in items[first.index + 1 :]:
            link = sentence.between(parts[-1], item)
            if item.bracket != first.bracket or not _may_be_part(item, head) or item.role is Role.TOTAL:
                break
            if _CLOSERS.match(item.lead) or not COMMA.match(link) or len(link) > _LONGEST_GAP:
                break
            if _INTRODUCED.search(link):  # another list
                break
            parts.append(item)
        if _LOST.search(head.lead):
            parts = [p for p in parts if _LOST_MARK.search(p.lead)]
        if len(parts) < _PAIR or head.quantity.value == len(parts):
            continue
        named = head.role is Role.TOTAL or tightness(sentence, parts) is Binding.ORDERED
        closed = first.bracket < 0 or sentence.after(parts[-1]).startswith(")")
        yield _claim(
            sentence,
            lexicon,
            head,
            parts,
            complete=True,
            binding=Binding.ORDERED if named and head.index == first.index - 1 and closed else Binding.GUESSED,
        )


# ---- a class that is whole, its total named before


def _classed(sentence: Sentence, lexicon: Lexicon) -> Iterator[SumClaim]:
    """``全年支出350万元。按性质分，基本支出200万元，项目支出150万元``: a class that leaves nothing out."""
    for entry, _ in known_classes(lexicon):
        if not entry.of:
            continue
        parts = [i for i in sentence.items if i.role in SUMMED and any(i.label.endswith(w) for w in entry.members)]
        if len(parts) < _PAIR or not all(any(i.label.endswith(w) for i in parts) for w in entry.whole):
            continue
        if len({i.label for i in parts}) < len(parts) or any(i.bracket != parts[0].bracket for i in parts):
            continue
        run = [
            i for i in sentence.items[parts[0].index : parts[-1].index + 2] if i.matches(parts[0]) and i.role in SUMMED
        ]
        if len(run) > len(parts) and LINK.match(sentence.between(parts[-1], run[-1]) if run[-1] not in parts else "、"):
            continue  # the list holds more than the class
        head = total_of(sentence, parts[0], entry)
        if head is not None and all(head.matches(i) for i in parts):
            yield _claim(sentence, lexicon, head, parts, complete=True, binding=Binding.ORDERED)


# ---- the claim


def _nets_out(head: Item, parts: list[Item]) -> bool:
    """Tell whether parts need not add up: comings and goings (净减少2人，其中退休4人、招录2人), a past stock."""
    own = [part for part in parts if part.role is not Role.DELTA and _NET.search(part.lead) is None]
    moved = bool(own) and _NET.search(head.lead) is not None
    return moved or (not _THEN.search(head.lead) and any(_THEN.search(part.lead) for part in parts))


def _claim(
    sentence: Sentence, lexicon: Lexicon, head: Item, parts: list[Item], *, complete: bool, binding: Binding
) -> SumClaim:
    sign = head.sign if head.role is Role.DELTA else 1
    operands: list[Operand] = [operand("total", head)]
    operands += [operand("part", p, p.sign * sign if p.role is Role.DELTA else 1) for p in parts]
    mixed = head.role is Role.DELTA and len({p.sign for p in parts}) > 1
    inside = [i for i in (head, *parts) if i in sentence.items]
    span = sentence.span(*inside)
    whole = is_whole_class(parts, lexicon)
    changes = head.role is Role.DELTA and all(p.role is Role.DELTA for p in parts)
    linked = all(COMMA.match(link) for link in links(sentence, parts))
    full_marks = head.dimension is Dimension.SCORE and binding is Binding.GUESSED  # 得95分，其中效能50分、效率50分
    if (whole or changes) and linked and binding is not Binding.FIXED and not full_marks:
        binding = Binding.ORDERED
    if other_basis(sentence) or _SAMPLE.search(sentence.text[: parts[0].token.start - sentence.start]):
        binding = Binding.GUESSED
    if _nets_out(head, parts):
        binding = Binding.GUESSED
    if any(p in sentence.items and _CARRIED.match(sentence.after(p)) for p in parts):
        binding = Binding.GUESSED  # 审结6件(含上期结转1件): a part may come from outside the whole
    open_ended = parts[-1] in sentence.items and re.match(r"[^,。;、]{0,3}等", sentence.after(parts[-1]))
    return SumClaim(
        span=span if head in sentence.items else span.hull(head.quantity.span),
        label=head.label,
        text=sentence.text,
        operands=tuple(operands),
        binding=binding if head.quantity.op is Op.EQ or head.quantity.hedge else Binding.GUESSED,
        rivals=rivals(sentence, head, *parts),
        complete=(complete or whole or mixed) and not open_ended,
    )
