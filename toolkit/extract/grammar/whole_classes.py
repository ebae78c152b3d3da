"""Classes that leave nothing out, such as 基本支出 and 项目支出, and the totals that they make up."""

import re
from functools import cache

from toolkit.extract.grammar.lexicon import Lexicon
from toolkit.extract.grammar.sentences import Item, Sentence
from toolkit.knowledge.patterns import any_of
from toolkit.knowledge.shapes import ClassEntry
from toolkit.records import Dimension
from toolkit.records.facts import Role

SUMMED = (Role.LEVEL, Role.TOTAL, Role.FULL, Role.SCORE, Role.TARGET)
"""Roles of figures that can be added up."""

_CARRIED = re.compile(r"(?:上年|年初)(?:度)?(?:财政)?(?:拨款)?(?:结转|结余)")
_REACH = 3  # sentences back in which a class's total may stand
_PAIR = 2
_EVERY = re.compile(r"各项|各类|各级|全部|总")


@cache
def known_classes(lexicon: Lexicon) -> tuple[tuple[ClassEntry, re.Pattern[str]], ...]:
    """Return every class of the knowledge, with a pattern of its members."""
    return tuple((entry, re.compile(any_of(entry.members))) for entry in lexicon.knowledge.classes.class_)


def is_whole_class(parts: list[Item], lexicon: Lexicon) -> bool:
    """Tell whether the parts are all of a class that leaves nothing out (基本支出 and 项目支出)."""
    labels = [p.label or p.lead for p in parts]
    for entry, members in known_classes(lexicon):
        if not entry.whole or not all(members.search(label) for label in labels):
            continue
        if all(any(word in label for label in labels) for word in entry.whole):
            return True
    return False


def is_carried_over(run: list[Item]) -> bool:
    """Tell whether money of this year stands beside what was left of the last: nothing is in both."""
    carried = [i for i in run if _CARRIED.search(i.label)]
    return len(run) == _PAIR and len(carried) == 1 and run[0].dimension is Dimension.MONEY


def total_of(sentence: Sentence, first: Item, entry: ClassEntry) -> Item | None:
    """Return the nearest figure before a class that is called what the class makes up."""
    place: Sentence | None = sentence
    for _ in range(_REACH):
        if place is None:
            return None
        usable = [i for i in place.items if i.role in SUMMED and not i.prior]
        ahead = [i for i in usable if place is not sentence or i.index < first.index]
        named = [
            i for i in ahead if i.label in entry.of or any(i.label.endswith(w) for w in entry.of if len(w) > _PAIR)
        ]
        if named:
            return named[-1]
        place = place.earlier
    return None


def is_whole_beside(item: Item, head: Item) -> bool:
    """Tell whether a figure is a whole like the head (各项存款500亿元；各项贷款300亿元), not its part."""
    mine, theirs = _EVERY.match(item.label), _EVERY.search(head.label)
    return mine is not None and theirs is not None and mine.group() == theirs.group()
