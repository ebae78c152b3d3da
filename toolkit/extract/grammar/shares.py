"""Shares: ``其中项目支出20万元，占20%``; ``占总额100万元的20%``; ``分别占25%、35%、40%``."""

import re

from toolkit.extract.grammar.operands import (
    Chosen,
    amounts,
    around,
    levels,
    ratio_claim,
    run_ending_at,
    shared_run,
)
from toolkit.extract.grammar.partitions import partitioned
from toolkit.extract.grammar.sentences import Item, Sentence
from toolkit.records import Dimension
from toolkit.records.facts import Binding, Role, ShareClaim

_OF = re.compile(r"^[^,0-9]{0,10}的(?:比例|比重|份额)?(?:分别)?(?:为|是|达|达到)?$")
_NAME = re.compile(r"占(?:比)?(?:全[年部市区县镇]|同期|本[年级])?(?P<name>[^,的]{2,20}?)(?:的|比重|比例|比)")
_ALL = re.compile(r"(?:总|全部|整体|合计|总数|总量|总额)[数量额体]?$|^全")
_AMONG = re.compile(r"其?中[,:]?$|^[^,]{0,6}中[,:]|其中|^\)?中[,占]")
_SHARED = re.compile(r"[,(]?占(?:比|总[额数量]?|[^,]{0,8}的)?(?:为|达)?")
_INSIDE = re.compile(r"[\u4e00-\u9fff]{2}中,")
_EACH = re.compile(r"分别(?:为|是|达)?$")  # 各季度支出分别为20万元、30万元: the first of a list is no whole
_SUMMED = re.compile(r"合计|共计|总计|共(?:为|有)?$")
_UPWARD = re.compile(r"以[上下]")
_IS = re.compile(r"[,，]?(?:为|是|达|达到|计)")
_TOGETHER = re.compile(r"(?P<n>[两二三四五])(?:项|者|类|部分)?(?:合计|共|相加|之和)|合计占|共占")
_KIND = 2  # characters that say what kind of money or people a figure is of (支出, 收入)
_NUMBER = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}


def share(sentence: Sentence, item: Item) -> ShareClaim:
    """Read the share that ``item`` states, with what it is a share of where the text tells."""
    cut = partitioned(sentence, item)
    chosen = ([cut[0]], cut[1], Binding.ORDERED) if cut else _told_before(sentence, item) or _operands(sentence, item)
    return ratio_claim(ShareClaim, sentence, item, chosen)


def _operands(sentence: Sentence, item: Item) -> Chosen:
    pool = levels(amounts(sentence, item))
    if (found := _respective(sentence, item, pool)) is not None:
        return found
    last = sentence.items[item.index - 1] if item.index else None
    if last is not None and last in pool and "占" in last.lead and _OF.match(sentence.between(last, item)):
        earlier = [i for i in pool if i.index < last.index and i.matches(last) and not _is_base(sentence, i)]
        if not earlier:  # 追加20万元，占年初预算100万元的20%
            earlier = [i for i in amounts(sentence, item) if i.index == last.index - 1 and i.matches(last)]
        after = sentence.items[item.index + 1] if item.index + 1 < len(sentence.items) else None
        if not earlier and after is not None and after.matches(last) and _IS.fullmatch(after.lead):
            return [after], last, Binding.ORDERED
        return (_counted(sentence, item, last, earlier) if earlier else []), last, Binding.ORDERED
    together = _TOGETHER.search(item.lead)
    if together and len(pool) > 1:
        size = _NUMBER.get(together["n"] or "", 2)
        totals = [i for i in pool if i.role is Role.TOTAL or "总" in i.label]
        parts = [i for i in pool if i not in totals][-size:]
        whole, sure = _head([i for i in pool if i not in parts], pool[-1], sentence)
        return parts, whole, Binding.ORDERED if sure or len(totals) == 1 else Binding.GUESSED
    if not pool:
        pool = levels(around(sentence, item))
        return ([pool[0]] if pool else []), (pool[1] if len(pool) > 1 else None), Binding.GUESSED
    subject = item.lead.partition("占")[0]
    part = max(pool, key=lambda i: (shared_run(i.label, subject), i.index))  # 事前立案占比, not 事故立案
    part = part if shared_run(part.label, subject) > 1 else pool[-1]
    others = [i for i in pool if i is not part and i.matches(part) and not _EACH.search(i.lead)]
    if part.role is not Role.MEAN:
        others = [i for i in others if i.role is not Role.MEAN]  # 处理52万吨，日均1426吨，其中焚烧46万吨，占89%
    adjacent = part is last
    named = _NAME.search(item.lead)
    if named and not _ALL.search(named["name"]):
        wholes = [i for i in others if _names(i, named["name"])]
        exact = any(named["name"] in i.label for i in wholes)
        told = named["name"] in sentence.text[: item.token.start - len(item.lead) - sentence.start]
        if wholes and (exact or not told):  # 支出800万元，项目支出占50%，其中设备200万元，占项目支出的50%
            return [part], wholes[-1], Binding.NAMED if adjacent else Binding.GUESSED
        return [part], others[0] if others else None, Binding.GUESSED
    whole, sure = _head(others, part, sentence)
    if whole is None and _SHARED.fullmatch(sentence.between(part, item)):  # 其中A60，占60%；B40，占40%
        whole, sure = _head([i for i in levels(sentence.amounts) if i.index < part.index], part, sentence)
    upward = _UPWARD.search(subject) is not None and _UPWARD.search(part.label) is None  # 四星级以上占比
    named_in = whole is not None and _INSIDE.search(sentence.flow.text[whole.token.end : part.token.start])
    return [part], whole, Binding.ORDERED if sure and adjacent and not (named_in or upward) else Binding.GUESSED


def _told_before(sentence: Sentence, item: Item) -> Chosen | None:
    """Take the one figure of the sentence before for the whole, where all are called alike.

    ``全年支出1200万元。人员支出700万元，占58.33%；公用支出500万元，占41.67%``.
    """
    if sentence.previous is None or len(sentence.previous.items) != 1 or not item.index:
        return None
    whole, part = sentence.previous.items[0], sentence.items[item.index - 1]
    if whole.role not in (Role.LEVEL, Role.TOTAL) or not _SHARED.fullmatch(sentence.between(part, item)):
        return None
    parts = [i for i in sentence.amounts if i.matches(whole)]
    tail = part.label[-_KIND:]
    alike = part in parts and len(parts) > 1 and all(i.label.endswith(tail) for i in (whole, *parts))
    return ([part], whole, Binding.ORDERED) if alike and all(len(i.label) > _KIND for i in parts) else None


def _is_base(sentence: Sentence, item: Item) -> bool:
    """Tell whether a figure is what an earlier share is of (``占预算50万元的92%，占总投资60万元的77%``)."""
    after = sentence.items[item.index + 1] if item.index + 1 < len(sentence.items) else None
    return after is not None and "占" in item.lead and _OF.match(sentence.between(item, after)) is not None


def _counted(sentence: Sentence, item: Item, whole: Item, earlier: list[Item]) -> list[Item]:
    """Return the figures whose sum is the part: a list joined by 、, or as many as 三者合计 says."""
    together = _TOGETHER.search(whole.lead)
    if together and together["n"]:
        return earlier[-_NUMBER[together["n"]] :]
    return run_ending_at(sentence, earlier[-1])


def _names(item: Item, name: str) -> bool:
    label = item.label
    bare = re.sub(r"(?:总[数量额]|合计)$", "", name)
    return bool(label) and len(bare) > 1 and (bare in label or label in bare or label[-4:] in name)


def _head(others: list[Item], part: Item, sentence: Sentence) -> tuple[Item | None, bool]:
    """Return the figure that 其中 or 中 makes the whole, and whether such a word stands there."""
    for whole in reversed(others):
        if whole.matches(part) and whole in sentence.items and _AMONG.search(sentence.after(whole)):
            return whole, True
    matching = [i for i in others if i.matches(part) and not _has_share(sentence, i, part)]
    totals = [i for i in matching if i.role is Role.TOTAL]
    if totals:
        return totals[0], len(matching) == 1
    return (matching[0] if matching else None), False


def _has_share(sentence: Sentence, figure: Item, part: Item) -> bool:
    """Tell whether a figure is a part itself (人员经费共49万元，占52%；四个项目共44万元，占48%)."""
    if figure not in sentence.items or figure.index + 1 >= part.index:
        return False
    after = sentence.items[figure.index + 1]
    return after.role is Role.SHARE and "占" in after.lead and figure.segment != part.segment


def _after_respective(sentence: Sentence, item: Item) -> bool:
    """Tell whether a share follows its whole in ``分别占总数321个的57.94%``."""
    return item.index > 0 and re.search(r"分别占", sentence.items[item.index - 1].lead) is not None


def _respective(sentence: Sentence, item: Item, pool: list[Item]) -> Chosen | None:
    """Pair ``A 10、B 20、C 30，分别占10%、20%、30%`` by position; a whole may stand before the shares (占…的分别为)."""
    shares = [i for i in sentence.items if i.dimension is Dimension.RATIO and i.segment == item.segment]
    first = next((i for i in shares if "分别" in i.lead or _after_respective(sentence, i)), None)
    if first is None or item.index < first.index:
        return None
    run = [i for i in shares if i.index >= first.index]
    ahead = [i for i in pool if i.index < first.index and i.quantity.value != len(run)]  # not the 三 of 三类分别占
    totalled = ahead and (ahead[-1].role is Role.TOTAL or _SUMMED.search(ahead[-1].lead))
    whole = ahead[-1] if ahead and ("占" in ahead[-1].lead or totalled) else None
    parts = ahead[:-1] if whole else ahead
    if len(run) < 2 or len(parts) < len(run):
        return None
    mine = parts[-len(run) :][run.index(item)]
    if whole is not None:
        return [mine], whole, Binding.ORDERED
    rest = parts[: -len(run)]
    head, sure = _head(rest, mine, sentence)
    return [mine], head, Binding.ORDERED if head is not None and (sure or len(rest) == 1) else Binding.GUESSED
