"""What leaves another reading of a rate open, though words name its operands."""

import re

from toolkit.extract.grammar.operands import shared_run
from toolkit.extract.grammar.sentences import Item, Sentence
from toolkit.knowledge.shapes import BaseEntry
from toolkit.records import Dimension

LATE = re.compile(r"[^,。;、]{0,6}(?:超期|逾期|超过|延期|延迟|未[^,]{1,4}|不[合达满]|滞后)")
WANTING = re.compile(r"未|不(?!动)|漏|结余|结转|闲置|空置")
REST = re.compile(r"结余|结转|延期|[超逾]期|[尚未不]|闲置|异议|取消|报废|减|追加|尾款|[剩欠缺]")
_OVERALL = re.compile(r"总体|整体|综合|总|平均|合计")
_CHANGED = re.compile(r"追加|[调核]减|取消|报废|不符合|调整[为至成]|上年未结|上年结[转余]|旧存|剔除")
_SETTLED = re.compile(r"[整加减]后|应|合计|[全总](?:年预算)?|共")
_SAMPLED = re.compile(r"抽[取样查检测]|随机|回访|走访|调查|发放|回收|收回|收到|有效")
_TOGETHER = re.compile("[、,和及与](?!其中)[^,。;、]{0,8}")
_TAIL = 4  # characters of a label in which a part and its own base are alike (上半年受理, 上半年办结)
_ENOUGH = 2


def is_open(sentence: Sentence, pool: list[Item], part: Item, whole: Item, item: Item, entry: BaseEntry | None) -> bool:
    """Tell whether the words leave another reading: a second base, a part of the base of its own, rates listed."""
    if entry is not None and (entry.varied or _is_split(sentence, part, whole, entry)):
        return True
    if _is_one_of_before(sentence, whole):
        return True
    between = [i for i in pool if i is not part and i is not whole and i.matches(whole)]
    if entry is not None and any(_says(i, entry.either) and not _says(whole, entry.either) for i in between):
        return True
    ahead = [i for i in sentence.amounts if i is not whole and i is not part and i.matches(whole)]
    if any(
        shared_run(i.label[:_TAIL], part.label[:_TAIL]) >= _ENOUGH for i in ahead if i.token.start < part.token.start
    ):
        return True  # 上半年64件……上半年办结60件
    heads = [i for i in pool if i is not whole and i.matches(part) and entry is not None and _says(i, entry.part)]
    if any("其中" in sentence.flow.text[i.token.end : part.token.start] for i in heads) and part is not heads[0]:
        return True  # 支出80万元，其中其他资金支出5万元；预算100万元，执行率80%
    if _is_changed(sentence, part, whole) or (
        entry is not None and entry.graded and _is_of_some(between, part, whole, entry)
    ):
        return True
    split = whole in sentence.items and part in sentence.items and whole.index < part.index
    inner = split and "其中" in sentence.flow.text[whole.token.end : part.token.start]
    if inner and any(whole.index < i.index < part.index and i.segment == part.segment for i in between):
        return True  # 预算1000万元，其中中央资金400万元，支出360万元
    listed = sentence.items[item.index - 1].role is item.role and "、" in item.lead if item.index else False
    return (
        listed or "分别" in item.lead or (_OVERALL.match(item.label) is not None and _rates_before(sentence, item) > 1)
    )


def _is_one_of_before(sentence: Sentence, whole: Item) -> bool:
    """Tell whether a base is listed in the sentence before: ``其中，食品106批次，农产品59批次。不合格3批次，总体…``."""
    before = sentence.previous
    if before is None or whole in sentence.items or whole not in before.items:
        return False
    opened = before.text[: whole.token.start - before.start].rfind("其中")
    listed = (i for i in before.items if i.token.start >= before.start + opened and i.matches(whole))
    return opened >= 0 and sum(1 for _ in listed) > 1


def _is_split(sentence: Sentence, part: Item, whole: Item, entry: BaseEntry) -> bool:
    """Tell whether the base is one of two that stand side by side and are added: ``行政编制60名、事业编制40名``."""
    if whole not in sentence.items or not _says(whole, entry.whole[:1]) or _SETTLED.search(whole.label):
        return False
    beside = (i for i in sentence.items if i is not part and i.matches(whole) and i.bracket == whole.bracket)
    return any(
        _says(i, entry.whole[:1])
        and i.label != whole.label
        and i.label[-_ENOUGH:] == whole.label[-_ENOUGH:]
        and not _SETTLED.search(i.label)
        and _TOGETHER.fullmatch(sentence.between(*sorted((i, whole), key=lambda each: each.token.start)))
        for i in beside
    )


def _is_changed(sentence: Sentence, part: Item, whole: Item) -> bool:
    """Tell whether the base was changed by a figure beside it: ``计划50个，核减10个，完成38个``."""
    beside = (i for i in sentence.items if i.matches(whole) and i is not part)
    return not _SETTLED.search(whole.lead) and any(_CHANGED.search(i.lead) for i in beside)


def _is_of_some(between: list[Item], part: Item, whole: Item, entry: BaseEntry) -> bool:
    """Tell whether some were asked, or a group: ``群众12000人，抽取500人``; ``调查200人，机关干部60人，满意57人``."""
    if not _SAMPLED.search(whole.lead) and any(_SAMPLED.search(i.lead) for i in between):
        return True
    groups = [i for i in between if not _says(i, entry.part) and not _SAMPLED.search(i.lead)]
    return any(whole.token.start < i.token.start < part.token.start for i in groups)


def _rates_before(sentence: Sentence, item: Item) -> int:
    return sum(i.dimension is Dimension.RATIO for i in sentence.items[: item.index])


def _says(item: Item, words: tuple[str, ...]) -> bool:
    return any(word in item.lead for word in words)
