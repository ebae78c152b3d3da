"""What leaves another reading of a rate open, though words name its operands."""

import re

from toolkit.extract.grammar.operands import shared_run
from toolkit.extract.grammar.sentences import Item, Sentence
from toolkit.knowledge.shapes import BaseEntry
from toolkit.records import Dimension

_OVERALL = re.compile(r"总体|整体|综合|总|平均|合计")
_TAIL = 4  # characters of a label in which a part and its own base are alike (上半年受理, 上半年办结)
_ENOUGH = 2


def is_open(sentence: Sentence, pool: list[Item], part: Item, whole: Item, item: Item, entry: BaseEntry | None) -> bool:
    """Tell whether the words leave another reading: a second base, a part of the base of its own, rates listed."""
    if entry is not None and entry.varied:
        return True
    between = [i for i in pool if i is not part and i is not whole and i.matches(whole)]
    if entry is not None and any(_says(i, entry.either) and not _says(whole, entry.either) for i in between):
        return True
    ahead = [i for i in sentence.amounts if i is not whole and i is not part and i.matches(whole)]
    if any(
        shared_run(i.label[:_TAIL], part.label[:_TAIL]) >= _ENOUGH for i in ahead if i.token.start < part.token.start
    ):
        return True  # 上半年64件……上半年办结60件
    split = whole in sentence.items and part in sentence.items and whole.index < part.index
    inner = split and "其中" in sentence.flow.text[whole.token.end : part.token.start]
    if inner and any(whole.index < i.index < part.index for i in between):
        return True  # 预算1000万元，其中中央资金400万元，支出360万元
    listed = sentence.items[item.index - 1].role is item.role and "、" in item.lead if item.index else False
    return (
        listed or "分别" in item.lead or (_OVERALL.match(item.label) is not None and _rates_before(sentence, item) > 1)
    )


def _rates_before(sentence: Sentence, item: Item) -> int:
    return sum(i.dimension is Dimension.RATIO for i in sentence.items[: item.index])


def _says(item: Item, words: tuple[str, ...]) -> bool:
    return any(word in item.lead for word in words)
